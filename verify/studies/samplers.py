"""Three ways to the stationary law, none of which uses its covariance: the SDE's exact transition, Euler-Maruyama, and
the algorithms themselves on the quadratic (through the project's ensemble)."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import expm, solve_discrete_lyapunov

from problems.families.base import Array, Coupled, Parameters, Setting
from problems.problem import Problem
from problems.sampling import Sampling
from problems.schema import AlgorithmSection
from theory.algorithms import all_algorithms
from theory.generalisation.covariance import DIFFUSION, DRIFT, Basin
from verify.ensemble import Ensemble, Experiment
from verify.schedule import PaperSchedule

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
    """Sample covariance of the Ornstein-Uhlenbeck process after three exact transitions, 30 relaxation times in all."""
    drift, diffusion = basin.value(DRIFT[algorithm]), basin.value(DIFFUSION)
    e, c = transition(drift, diffusion, 10.0 / float(np.min(np.linalg.eigvals(drift).real)))
    root = np.linalg.cholesky(c)
    return _sample_covariance(
        lambda x, generator: x @ e.T + generator.standard_normal(x.shape) @ root.T, 3, basin.dimension, runs, seed
    )


def euler_covariance(basin: Basin, algorithm: str, h: float) -> Array:
    """Stationary covariance of Euler-Maruyama with step h: X = (I - h A) X (I - h A)' + h B."""
    drift = basin.value(DRIFT[algorithm])
    x = solve_discrete_lyapunov(np.eye(len(drift)) - h * drift, h * basin.value(DIFFUSION))
    return np.asarray((x + x.T) / 2)


def euler_samples(basin: Basin, algorithm: str, h: float, runs: int, seed: list[int]) -> Array:
    """Sample covariance of Euler-Maruyama with step h after 15 relaxation times from 0."""
    drift = basin.value(DRIFT[algorithm])
    step = np.eye(len(drift)) - h * drift
    root = np.linalg.cholesky(h * basin.value(DIFFUSION))
    steps = int(np.ceil(15.0 / (h * float(np.min(np.linalg.eigvals(drift).real)))))
    return _sample_covariance(
        lambda x, generator: x @ step.T + generator.standard_normal(x.shape) @ root.T, steps, basin.dimension, runs, seed
    )


def frozen_covariance(basin: Basin, algorithm: str, beta_1: float) -> Array:
    """Stationary covariance of the iterate of the algorithm with frozen Q, exactly: (x, m) is a linear recursion.

    m+ = (1 - beta_1) m + beta_1 (H x [+ lambda x] + noise of covariance H/b),  x+ = (1 - eta lambda) x - eta Q m+
    (lambda in brackets for l2-Adam, lambda in x+ for AdamW).
    """
    d, one, step = basin.dimension, np.eye(basin.dimension), basin.eta
    inner = basin.H + (basin.weight_decay * one if algorithm == "l2-adam" else 0.0)
    decay = 1.0 - step * basin.weight_decay if algorithm == "adamw" else 1.0
    momentum = np.hstack([beta_1 * inner, (1.0 - beta_1) * one])
    iterate = np.hstack([decay * one, 0.0 * one]) - step * basin.Q @ momentum
    noise = np.vstack([-step * beta_1 * basin.Q, beta_1 * one])
    joint = solve_discrete_lyapunov(np.vstack([iterate, momentum]), noise @ (basin.H / basin.b) @ noise.T)
    return np.asarray((joint[:d, :d] + joint[:d, :d].T) / 2)


class NoisyQuadratic(Coupled):
    """f_j(x) = x'H x / 2 + z_j'x with rows +-sqrt(d) times those of H^{1/2}: a finite sum of mean x'H x / 2 whose
    gradient noise has covariance exactly H at every x."""

    name = "noisy-quadratic"

    class Parameters(Parameters):
        """It is built from arrays, not from a file."""

    def __init__(self, hessian: Array) -> None:
        self.dimension = len(hessian)
        s, u = np.linalg.eigh(hessian)
        half = np.sqrt(self.dimension) * (u * np.sqrt(s)) @ u.T
        self.hessian, self.rows = hessian, np.vstack([half, -half])
        self.samples, self.largest = len(self.rows), float(s[-1])

    @classmethod
    def build(cls, parameters: object, setting: Setting) -> "NoisyQuadratic":
        raise NotImplementedError("built from arrays")

    @property
    def minimum(self) -> float:
        return 0.0

    def smoothness(self, region: float | None) -> float:
        return self.largest

    def gradient_bound(self, region: float | None) -> Array:
        return np.full(self.dimension, np.inf)

    def evaluate(self, x: Array, value: Array, gradient: Array, work: dict[str, Array]) -> None:
        np.matmul(self.hessian, x, out=gradient)
        np.copyto(value, 0.5 * np.add.reduce(x * gradient, axis=0))

    def minibatch(self, x: Array, rows: NDArray[np.intp], gradient: Array, work: dict[str, Array]) -> None:
        np.matmul(self.hessian, x, out=gradient)
        gradient += np.mean(self.rows[rows], axis=0).T


def noisy_problem(family: NoisyQuadratic, batch: int, name: str) -> Problem:
    """The family with minibatches of `batch` rows drawn with replacement."""
    sigma = float(np.sqrt(np.trace(family.hessian)))
    noise = Sampling(family.samples, batch, True, sigma, np.full(family.dimension, np.inf))
    section = AlgorithmSection.model_validate({"name": "adamw", "delta": 1e-12, "beta_2": 1e-3})
    return Problem(name, Path(name), name, family, np.zeros(family.dimension), None, noise, section, 1.0, {}, ())


def discrete_samples(basin: Basin, algorithm: str, beta_1: float, beta_2: float, runs: int, seed: int) -> Array:
    """Iterates (d, runs) of the algorithm itself through the ensemble, after at least five relaxation times
    of the iterate and of the second moment.

    `beta_2` = 0 freezes the second moment at diag(Q)^{-2}; otherwise it starts there and is live.
    """
    label = f"noisy quadratic {algorithm} eta={basin.eta!r} beta_2={beta_2!r} d={basin.dimension}"
    problem = noisy_problem(NoisyQuadratic(basin.H), int(basin.b), label)
    schedule = PaperSchedule(algorithm, beta_1, beta_2, basin.eta, basin.weight_decay, 1e-12, 0.0, "carried")
    slowest = float(np.min(np.linalg.eigvals(basin.value(DRIFT[algorithm])).real))
    steps = int(np.ceil(max(5.0 / (basin.eta * slowest), 5.0 / beta_2 if beta_2 else 0.0)))
    start = np.zeros((3, basin.dimension, runs))
    start[2] = (1.0 / np.diag(basin.Q) ** 2)[:, None]
    experiment = Experiment(
        problem, all_algorithms()[algorithm], schedule, steps, seed, start=start, backend="numpy", keep_state=True
    )
    return np.asarray(Ensemble(experiment).run(range(runs))["state"][0])
