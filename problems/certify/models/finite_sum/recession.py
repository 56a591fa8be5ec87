"""Directions along which every loss of a finite sum falls to its floor: then the floor is the infimum, exactly.

For `sigmoid-classification` such a direction separates the two classes by a hyperplane through the origin. A linear program
proposes it; that every sample is on its side is decided in ball arithmetic.
"""

from fractions import Fraction

import numpy as np
from scipy.optimize import linprog

from problems.certify.arithmetic.balls import ball
from problems.certify.arithmetic.points import Point, balls
from problems.certify.models.finite_sum.objective import FiniteSum, once

SEPARATED = "every loss falls to its floor along one direction, found by a linear program and verified in ball arithmetic"
#: how far out the point is at which the floor is nearly reached: the least prediction's size
FAR = 256.0
#: samples times dimensions up to which the linear program is tried
LARGEST = 2_000_000


@once
def separated(model: FiniteSum) -> Point | None:
    """A point far out along a direction in which every loss falls to its floor, or None where none is proved."""
    family = model.family
    sides = family.floor_sides
    if sides is None or family.table.size > LARGEST or not np.all(np.any(family.table != 0, axis=1)):
        return None
    rows, d = family.table * sides[:, None], family.dimension
    # the largest margin m with s_j a_j'w >= m, |w_i| <= 1
    found = linprog(np.r_[np.zeros(d), -1.0], A_ub=np.column_stack([-rows, np.ones(len(rows))]), b_ub=np.zeros(len(rows)),
                    bounds=[(-1.0, 1.0)] * d + [(None, None)])  # fmt: skip
    if found.x is None or not found.x[-1] > 0:
        return None
    direction = tuple(Fraction(float(w) * FAR / float(found.x[-1])) for w in found.x[:-1])
    margins = zip(model.predictions(balls(direction)), sides, strict=True)
    return direction if all(t * ball(float(side)) > 0 for t, side in margins) else None
