"""Where the gradient of a quadratic finite sum, or of a minibatch of its rows, vanishes: whether it does inside the region.

With phi''_j = h_j > 0 the mean gradient of the rows B is Hx - c, H = A_B'diag(h)A_B/b, and c is in the range of H. So it
vanishes somewhere; and with mu the least eigenvalue of H above 0 (the rank being known exactly) some such point lies within
||Hx - c||/mu of any x. Where x, a float, is farther than that from the region's edge, that point is strictly inside.
"""

from collections.abc import Sequence

import numpy as np
from flint import arb
from scipy.optimize import linprog

from problems.certify.arithmetic.balls import ball, square
from problems.certify.arithmetic.eigenvalues import eigenvalue_floor
from problems.certify.arithmetic.matrices import exact_rank
from problems.certify.arithmetic.points import Array, Point, balls, point_of
from problems.certify.models.finite_sum.objective import FiniteSum, RowMean

#: eigenvalues of a float matrix below this share of the largest count as 0 in a search
FLAT = 1e-10


def distance(model: FiniteSum, rows: Sequence[int], x: Point) -> arb:
    """An upper bound of the distance from x to the nearest zero of these rows' mean gradient; infinite where none is known."""
    curvatures = [model.curvatures[j].least for j in rows]
    if not all(h > 0 for h in curvatures):
        return arb.pos_inf()
    part = RowMean(model.losses, rows)
    size = square(row[0] for row in part.mean_slope(balls(x)).tolist()).sqrt().upper()
    rank = exact_rank(model.family.table[list(rows)])
    if rank == 0 or size == 0:
        return size if size == 0 else arb.pos_inf()
    floor = eigenvalue_floor(part.weighted(curvatures), model.dimension - rank)
    return (size / floor).upper() if floor > 0 else arb.pos_inf()


def interior(model: FiniteSum, rows: Sequence[int]) -> Point | None:
    """A float point strictly inside the region with a zero of these rows' mean gradient beside it, inside too; or None."""
    for x in guesses(model, rows):
        point = point_of(x)
        reach = distance(model, rows, point)
        if reach.is_finite() and (model.region is None or all(abs(ball(a)) + reach < ball(model.region) for a in point)):
            return point
    return None


def guesses(model: FiniteSum, rows: Sequence[int]) -> list[Array]:
    """Zeros of these rows' mean gradient inside the region, in floating point: of least norm, or else of least sup norm."""
    family, d = model.family, model.dimension
    part, y = family.table[list(rows)], family.targets[list(rows)]
    bend = np.sqrt(model.search.curvature(np.zeros(family.samples))[list(rows)])
    with np.errstate(all="ignore"):
        wanted = -family.slope_at(np.zeros(len(rows)), y) / bend
    if model.region == 0.0 or not np.all(np.isfinite(wanted)):
        return []
    shortest = np.linalg.lstsq(part * bend[:, None], wanted, rcond=None)[0]
    if model.region is None or float(np.max(np.abs(shortest))) < model.region:
        return [shortest]
    _, values, directions = np.linalg.svd(part, full_matrices=True)
    rank = int(np.count_nonzero(values > FLAT * values[0]))
    if rank == d:
        return []
    kept = directions[:rank]
    # the least s with |x_i| <= s among the x with the same share in the row space
    ones = np.ones((d, 1))
    bounds = np.block([[np.eye(d), -ones], [-np.eye(d), -ones]])
    solved = linprog(np.r_[np.zeros(d), 1.0], A_ub=bounds, b_ub=np.zeros(2 * d), A_eq=np.c_[kept, np.zeros(rank)],
                     b_eq=kept @ shortest, bounds=(None, None))  # fmt: skip
    if solved.x is None or solved.x[-1] >= model.region:
        return []
    x = solved.x[:-1]
    return [x - kept.T @ (kept @ (x - shortest))]
