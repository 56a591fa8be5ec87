"""Two ways to the stationary law that do not use its covariance: the SDE's exact transition and Euler-Maruyama."""

from collections.abc import Callable

import numpy as np
from scipy.linalg import expm, solve_discrete_lyapunov

from problems.families.base import Array
from theory.papers.adamw.lemma_5.covariance import DIFFUSION, DRIFT, Basin

#: samples drawn at a time
BLOCK = 20_000


def transition(drift: Array, diffusion: Array, time: float) -> tuple[Array, Array]:
    """(exp(-A t), covariance of x_t given x_0) of dx = -A x dt + B^{1/2} dW.

    Van Loan's exponential over a short time, where nothing grows, and then doubling:
    C(2h) = C(h) + exp(-A h) C(h) exp(-A h)'.
    """
    doublings = int(np.ceil(np.log2(max(1.0, 8.0 * float(np.linalg.norm(drift, 2)) * time))))
    h, d = time / 2**doublings, len(drift)
    block = expm(h * np.block([[-drift, diffusion], [np.zeros((d, d)), drift.T]]))
    e = block[:d, :d]
    c = block[:d, d:] @ e.T
    for _ in range(doublings):
        c = c + e @ c @ e.T
        e = e @ e
    return e, (c + c.T) / 2


Step = Callable[[Array, np.random.Generator], Array]


def _sample_covariance(step: Step, steps: int, d: int, runs: int, seed: list[int]) -> Array:
    """Mean of x x' over `runs` chains of `steps` steps from 0."""
    total = np.zeros((d, d))
    for block in range(0, runs, BLOCK):
        generator = np.random.default_rng([*seed, block])
        x = np.zeros((min(BLOCK, runs - block), d))
        for _ in range(steps):
            x = step(x, generator)
        total += x.T @ x
    return total / runs


def exact_samples(basin: Basin, algorithm: str, runs: int, seed: list[int]) -> Array:
    """Sample covariance of the Ornstein-Uhlenbeck process after two exact transitions from 0, of six relaxation times each."""
    drift, diffusion = basin.value(DRIFT[algorithm]), basin.value(DIFFUSION)
    e, c = transition(drift, diffusion, 6.0 / float(np.min(np.linalg.eigvals(drift).real)))
    root = np.linalg.cholesky(c)
    return _sample_covariance(
        lambda x, generator: x @ e.T + generator.standard_normal(x.shape) @ root.T, 2, basin.dimension, runs, seed
    )


def euler_steps(basin: Basin, algorithm: str, h: float) -> int:
    """Steps of Euler-Maruyama: four relaxation times of the slowest direction."""
    return int(np.ceil(4.0 / (h * float(np.min(np.linalg.eigvals(basin.value(DRIFT[algorithm])).real)))))


def euler_covariance(basin: Basin, algorithm: str, h: float, steps: int | None = None) -> Array:
    """Covariance of Euler-Maruyama with step h, X = (I - h A) X (I - h A)' + h B: stationary, or after `steps` steps from 0."""
    drift = basin.value(DRIFT[algorithm])
    return linear_covariance(np.eye(len(drift)) - h * drift, h * basin.value(DIFFUSION), steps)


def linear_covariance(transition: Array, noise: Array, steps: int | None) -> Array:
    """Covariance of z+ = transition z + noise: stationary, X = F X F' + N, or after `steps` steps from 0, X - F^k X F'^k."""
    x = solve_discrete_lyapunov(transition, noise)
    if steps is not None:
        power = np.linalg.matrix_power(transition, steps)
        x = x - power @ x @ power.T
    return np.asarray((x + x.T) / 2)


def euler_samples(basin: Basin, algorithm: str, h: float, runs: int, seed: list[int]) -> Array:
    """Sample covariance of Euler-Maruyama with step h after `euler_steps` steps from 0."""
    drift = basin.value(DRIFT[algorithm])
    step = np.eye(len(drift)) - h * drift
    root = np.linalg.cholesky(h * basin.value(DIFFUSION))
    return _sample_covariance(
        lambda x, generator: x @ step.T + generator.standard_normal(x.shape) @ root.T,
        euler_steps(basin, algorithm, h), basin.dimension, runs, seed,
    )  # fmt: skip
