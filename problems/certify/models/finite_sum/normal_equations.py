"""The minimum of a quadratic finite sum from its normal equations, with as many bits as their condition asks for.

F(x) = F(0) + g'x + x'Hx/2 with g = grad F(0). On columns that are independent and span the others, H is invertible, Hx = -g has
one solution, and F is F(0) + g'x/2 there: no point of R^d is lower, as the other columns add nothing to the predictions.
"""

import numpy as np
from flint import arb, arb_mat
from scipy.linalg import qr

from problems.certify.arithmetic.balls import highest, lowest, precision
from problems.certify.arithmetic.matrices import column
from problems.certify.arithmetic.points import Found, rational
from problems.certify.models.finite_sum.objective import FiniteSum
from problems.enclosure import Enclosure

METHOD = "normal equations in {} bits"
#: precisions that are tried in turn, and the relative width at which that ends
BITS, NARROW = (256, 512, 1024, 2048), arb(2) ** -64


def normal_minimum(model: FiniteSum, shift: arb) -> Found | None:
    """The minimum of F + (shift/2)||x||^2 for a quadratic F; None where no precision shows the equations to be solvable."""
    d, found = model.dimension, None
    columns = list(range(d)) if shift > 0 else _independent(model)
    weights = [r.least for r in model.curvatures]
    for bits in BITS:
        with precision(bits):
            origin = [arb(0)] * d
            hessian, slope = model.weighted(weights).tolist(), model.gradient(origin)
            kept = [[hessian[i][j] + (shift if i == j else 0) for j in columns] for i in columns]
            try:
                solution = arb_mat(kept).solve(column([-slope[i] for i in columns]))
            except ZeroDivisionError:  # not seen to be invertible
                continue
            x = list(origin)
            for i, row in zip(columns, solution.tolist(), strict=True):
                x[i] = row[0]
            value = model.value(origin) + sum((slope[i] * x[i] for i in columns), arb(0)) / 2
            low = max(lowest(value), model.family.floor)
            found = Found(Enclosure(low, highest(value), METHOD.format(bits)), rational(x))
            if value.rad() <= (NARROW * abs(value)).max(NARROW**4):
                break
    return found


def _independent(model: FiniteSum) -> list[int]:
    """As many columns as the rank, proposed in floats: those that depend on each other make the equations unsolvable."""
    lengths = np.sqrt(np.add.reduce(np.square(model.family.table), axis=0))
    order = qr(model.family.table / np.where(lengths > 0, lengths, 1.0), mode="r", pivoting=True)[1]
    return sorted(int(i) for i in order[: model.rank])
