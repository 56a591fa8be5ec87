"""Upper bounds of quadratics over a box by a linear matrix inequality: a solver searches, ball arithmetic verifies.

For q(x) = x'Mx - 2p'x + q_0 and any multipliers t_i >= 0 and gamma, if

    S = [[diag(t) - M, p], [p', gamma - q_0]]  is positive semidefinite,

then q(x) <= sum_i t_i x_i^2 + gamma <= r^2 sum_i t_i + gamma for all |x_i| <= r. Clarabel proposes t and gamma; the smallest
eigenvalue of S is verified in ball arithmetic, and where it is below 0 that much is added to t and gamma.
"""

import cvxpy as cp
import numpy as np
from flint import arb, arb_mat

from problems.certify.balls import ball
from problems.certify.spectrum import midpoint, smallest_eigenvalue


def box_bound(m: arb_mat, p: list[arb], q: arb, radius: float) -> arb:
    """An upper bound of x'Mx - 2p'x + q over |x_i| <= radius; infinite if the solver finds nothing that can be verified."""
    proposed = _propose(midpoint(m), np.array([float(b) for b in p]), float(q), radius)
    if proposed is None:
        return arb.pos_inf()
    multipliers, gamma = proposed
    slack = smallest_eigenvalue(_slack(m, p, q, multipliers, gamma)).low
    if slack < 0:
        # S + |slack| I is positive semidefinite, and is the S of larger multipliers
        multipliers = [t - slack for t in multipliers]
        gamma = gamma - slack
    return (ball(radius) ** 2 * sum(multipliers, arb(0)) + gamma).upper()


def _propose(
    m: np.ndarray[tuple[int, int], np.dtype[np.float64]],
    p: np.ndarray[tuple[int], np.dtype[np.float64]],
    q: float,
    radius: float,
) -> tuple[list[arb], arb] | None:
    """Multipliers t >= 0 and gamma that a solver thinks best, as exact numbers; None if it fails."""
    size = len(p)
    t, gamma = cp.Variable(size, nonneg=True), cp.Variable((1, 1))
    column = p[:, None]
    slack = cp.bmat([[cp.diag(t) - (m + m.T) / 2, column], [column.T, gamma - q]])
    problem = cp.Problem(cp.Minimize(radius**2 * cp.sum(t) + gamma[0, 0]), [slack >> 0])
    try:
        problem.solve(solver=cp.CLARABEL)
    except cp.error.SolverError:
        return None
    if t.value is None or gamma.value is None or not (np.all(np.isfinite(t.value)) and np.all(np.isfinite(gamma.value))):
        return None
    return [ball(float(max(value, 0.0))) for value in t.value], ball(float(gamma.value[0, 0]))


def _slack(m: arb_mat, p: list[arb], q: arb, multipliers: list[arb], gamma: arb) -> arb_mat:
    size = len(p)
    rows = [[(multipliers[i] if i == j else arb(0)) - m[i, j] for j in range(size)] + [p[i]] for i in range(size)]
    return arb_mat([*rows, [*p, gamma - q]])
