"""How large a measured quantity can be at all: what a distribution-free statement about its mean needs.

From B, |grad F_i|, |g_i|, |m_i| <= c_inf and v_i <= c_2 (Lemma 1); from the region, |x_i| <= r. The gradient's own
bound is used coordinate by coordinate where the family has one.
"""

import numpy as np
from numpy.typing import NDArray

from problems.problem import Problem

Array = NDArray[np.float64]
#: what |g_i| may exceed c_inf by, relative to it, and still count as within: rounding of the constant and of the run
EXCESS = 1e-9


def ranges(problem: Problem, eta: float) -> dict[str, float]:
    """Upper bounds of the quantities at any step; infinite where the problem gives none."""
    c_inf = problem.constant("c_inf")
    assert c_inf is not None
    c_inf *= 1.0 + EXCESS  # what the monitor of B lets pass must lie inside
    a = problem.algorithm
    c_1, c_2 = float(np.sqrt(a.delta)), float(np.sqrt(c_inf**2 + a.delta))
    decoupled = a.lambda_ if a.name in ("adamw", "adamw-d", "stagewise-adamw") else 0.0
    reach = problem.region if problem.region is not None else float("inf") if decoupled else 0.0
    decay = decoupled * reach * c_2
    grad = np.minimum(problem.family.gradient_bound(problem.region), c_inf)
    ones = np.ones(problem.dimension)

    def total(x: Array) -> float:
        return float(np.sum(np.square(x)))

    u = total((c_inf + decay) * ones)
    smoothness = problem.constant("L")
    region = float("inf") if problem.region is None else problem.region
    # F(x) - F(0) by smoothness or by the gradient, whichever says less; a claim that asks for it has its minimiser at 0
    from_0 = min(smoothness / 2.0 * region**2 * problem.dimension if smoothness else np.inf, region * float(np.sum(grad)))
    return {
        "gap_F_k": from_0 + decoupled / 2.0 * c_2 * region**2 * problem.dimension if decoupled else from_0,
        "grad_F_sq": total(grad),
        "grad_F_k_sq": total(grad + decay),
        "u_sq": u,
        "m_err_sq": total(grad + c_inf),
        "v_dx_sq": eta**2 * u,
        "dx_sq": eta**2 * u / c_1**2,
    }
