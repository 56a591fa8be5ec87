"""HSDMPG for other losses: steps on the surrogate, each as wrong as is allowed, against the generic theorem's bound.

The loss (sigma/2) p^2 + (L - sigma) log cosh p, p the residual, is L-smooth and sigma-strongly convex in the prediction.
"""

import numpy as np

from theory.papers.hsdmpg.generic.proof import ERROR, Q, kappa, y
from verify.decide.evaluate import as_function
from verify.studies.growing_minibatches.data import MU, Array, D, Rows

L, SIGMA = 1.0, 0.25
_ERROR = as_function(ERROR, (kappa, y, Q))


def value(rows: Rows, theta: Array) -> float:
    """F(theta)."""
    p = rows.x @ theta - rows.y
    loss = SIGMA / 2 * p**2 + (L - SIGMA) * (np.logaddexp(p, -p) - np.log(2))
    return float(np.mean(loss) + MU / 2 * theta @ theta)


def gradient(rows: Rows, theta: Array) -> Array:
    """grad F(theta), (d,)."""
    p = rows.x @ theta - rows.y
    return np.asarray(rows.x.T @ (SIGMA * p + (L - SIGMA) * np.tanh(p)) / len(p) + MU * theta)


def least(rows: Rows) -> Array:
    """theta_* by Newton's method."""
    theta = np.zeros(D)
    for _ in range(20):
        p = rows.x @ theta - rows.y
        curved = (rows.x.T * (SIGMA + (L - SIGMA) / np.cosh(p) ** 2)) @ rows.x / len(p) + MU * np.eye(D)
        theta = theta - np.linalg.solve(curved, gradient(rows, theta))
    return theta


def gaps(rows: Rows, steps: int) -> Array:
    """F(theta_t) - F_* for t = 0, ..., steps, theta_0 = 0; Hbar is H for L = 1.

    What is left of the surrogate after step t is the accuracy that is asked for, in the direction away from theta_*.
    """
    ratio, theta, best = SIGMA / L, np.zeros(D), least(rows)
    found = [value(rows, theta)]
    for t in range(1, steps + 1):
        solved = theta - np.linalg.solve(rows.hessian, gradient(rows, theta))
        away = solved - best
        length = np.sqrt(away @ rows.hessian @ away)
        left = _ERROR(ratio, np.exp(-ratio * (t - 1) / 2), np.exp(-ratio / 2))
        theta = solved + np.sqrt(2 * left) * away / length
        found.append(value(rows, theta))
    return np.array(found) - value(rows, best)
