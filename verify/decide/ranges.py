"""How large a measured quantity can be at all: what a distribution-free statement about its mean needs.

From B, |grad F_i|, |g_i|, |m_i| <= c_inf and v_i <= c_2 (Lemma 1); from the region, |x_i| <= r. The bounds of the gradient
and of the noise are used coordinate by coordinate, the decay and the step size step by step: an average over a run is at most
the average of what each step allows.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from problems.problem import Problem
from problems.sampling import Sampling
from verify.simulate.program import HYPER_ROWS
from verify.simulate.schedule import Schedule

Array = NDArray[np.float64]
#: what |g_i| may exceed c_inf by, relative to it, and still count as within: rounding of the constant and of the run
EXCESS = 1e-9
#: steps whose bounds are added at a time
CHUNK = 65_536


def ranges(problem: Problem, eta: float) -> dict[str, float]:
    """Upper bounds of the quantities at any step; infinite where the problem gives none."""
    at_most = step_ranges(problem, np.array([problem.algorithm.lambda_]), np.array([eta]))
    return {name: float(values[0]) for name, values in at_most.items()}


def step_ranges(problem: Problem, lambda_k: Array, eta: Array) -> dict[str, Array]:
    """Upper bounds of the quantities at steps with these weight decays and step sizes, (K,)."""
    c_inf = problem.constant("c_inf")
    assert c_inf is not None
    c_inf *= 1.0 + EXCESS  # what the monitor of B lets pass must lie inside
    a, d = problem.algorithm, problem.dimension
    c_1, c_2 = float(np.sqrt(a.delta)), float(np.sqrt(c_inf**2 + a.delta))
    if a.name not in ("adamw", "adamw-d", "stagewise-adamw"):
        lambda_k = np.zeros_like(lambda_k)
    region = float("inf") if problem.region is None else problem.region
    decaying = lambda_k > 0.0
    decay = np.multiply(lambda_k, region * c_2, where=decaying, out=np.zeros_like(lambda_k))
    grad = np.minimum(problem.family.gradient_bound(problem.region), c_inf)
    grad_F_k = np.sum(np.square(grad[:, None] + decay), axis=0)
    g = np.minimum(sample_bound(problem) * (1.0 + EXCESS), c_inf)
    u = np.sum(np.square(g[:, None] + decay), axis=0)
    smoothness = problem.constant("L")
    # F(x) - F(0) by smoothness or by the gradient, whichever says less; a claim that asks for it has its minimiser at 0
    from_0 = min(smoothness / 2.0 * region**2 * d if smoothness else np.inf, region * float(np.sum(grad)))
    energy = np.multiply(lambda_k, c_2 / 2.0 * region**2 * d, where=decaying, out=np.zeros_like(lambda_k))
    ones = np.ones_like(eta)
    found = {
        "gap_F_k": from_0 + energy,
        "grad_F_sq": np.sum(np.square(grad)) * ones,
        "grad_F_k_sq": grad_F_k,
        "u_sq": u,
        "m_err_sq": np.sum(np.square(grad + g)) * ones,
        "v_dx_sq": np.square(eta) * u,
        "dx_sq": np.square(eta) * u / c_1**2,
    }
    return {name: np.asarray(values) for name, values in found.items()}


def sample_bound(problem: Problem) -> Array:
    """Bounds of the stochastic gradient's coordinates, and so of the momentum's, which is an average of it; (d,)."""
    noise = problem.noise
    if isinstance(noise, Sampling):
        return np.asarray(noise.bound)
    return np.asarray(problem.family.gradient_bound(problem.region) + noise.bound)


def average_ranges(problem: Problem, schedule: Schedule, horizons: Sequence[int], weighted: bool = False) -> dict[str, Array]:
    """Upper bounds of the quantities' averages over k < T, for every T of `horizons` (rising); weights eta_k or none."""
    decays, etas = (HYPER_ROWS.index(name) for name in ("lambda_", "eta"))
    found: dict[str, list[float]] = {}
    total: dict[str, float] = {}
    weight, done = 0.0, 0
    for T in horizons:
        for first in range(done, T, CHUNK):
            table = schedule.rows(np.arange(first, min(first + CHUNK, T)), np.array([0]))[:, :, 0]
            w = table[:, etas] if weighted else np.ones(len(table))
            weight += float(np.sum(w))
            for name, values in step_ranges(problem, table[:, decays], table[:, etas]).items():
                total[name] = total.get(name, 0.0) + float(np.sum(w * values))
        done = T
        for name, value in total.items():
            found.setdefault(name, []).append(value / weight * (1.0 + EXCESS))
    return {name: np.array(values) for name, values in found.items()}
