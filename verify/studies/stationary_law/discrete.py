"""The algorithms themselves on the quadratic x'H x / 2 with gradient noise N(0, H/b), through the project's ensemble.

With a frozen second moment the iterate is a linear recursion driven by normals, so its law after k steps is normal with a
covariance that is known exactly. With a live one no law is known; it is measured.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from problems.families.base import Array, Coupled, Parameters, Setting
from problems.noise import Normal, Words
from problems.problem import Problem
from problems.schema import AlgorithmSection
from theory.algorithms import all_algorithms
from theory.algorithms.base import Decay
from theory.papers.adamw.lemma_5.covariance import DRIFT, Basin, stationary
from verify.decide.statistics import mean_interval
from verify.simulate.ensemble import Ensemble, Experiment
from verify.simulate.schedule import PaperSchedule
from verify.studies.stationary_law.loewner import chi_squared_range, deviation, mean_ratio
from verify.studies.stationary_law.samplers import linear_covariance

#: coordinates of a run: as many independent copies of the quadratic as fit, so that every dimension costs the same
WIDTH = 50
#: coordinates whose cosines make one value, where a copy has fewer: an interval's cost grows with the number of values
GROUP = 10
#: relaxation times, of the slowest direction and of the second moment, from a start at the minimiser
RELAXATIONS = 3.0


@dataclass(frozen=True)
class Mode:
    """What the second moment does: beta_2 = fixed + times_eta * eta, 0 for a frozen one."""

    name: str
    fixed: float = 0.0
    times_eta: float = 0.0

    def beta_2(self, eta: float) -> float:
        return self.fixed + self.times_eta * eta


FROZEN = Mode("frozen")
LIVE = Mode("live, beta_2 = 0.05", fixed=0.05)
VANISHING = Mode("live, beta_2 = eta/5", times_eta=0.2)


def frozen_covariance(basin: Basin, algorithm: str, beta_1: float, steps: int | None = None) -> Array:
    """Covariance of the iterate of the algorithm with frozen Q, exactly: stationary, or after `steps` steps from 0.

    (x, m) is a linear recursion: m+ = (1 - beta_1) m + beta_1 (H x [+ lambda x] + noise of covariance H/b) and
    x+ = (1 - eta lambda) x - eta Q m+ (lambda in brackets for l2-Adam, lambda in x+ for AdamW).
    """
    d, one, step = basin.dimension, np.eye(basin.dimension), basin.eta
    kind = all_algorithms()[algorithm].decay_kind
    inner = basin.H + (basin.weight_decay * one if kind is Decay.IN_GRADIENT else 0.0)
    decay = 1.0 - step * basin.weight_decay if kind is Decay.DECOUPLED else 1.0
    momentum = np.hstack([beta_1 * inner, (1.0 - beta_1) * one])
    iterate = np.hstack([decay * one, 0.0 * one]) - step * basin.Q @ momentum
    noise = np.vstack([-step * beta_1 * basin.Q, beta_1 * one])
    joint = linear_covariance(np.vstack([iterate, momentum]), noise @ (basin.H / basin.b) @ noise.T, steps)
    return np.asarray(joint[:d, :d])


class NoisyQuadratic(Coupled):
    """x'H x / 2."""

    name = "noisy-quadratic"

    class Parameters(Parameters):
        """It is built from arrays, not from a file."""

    def __init__(self, hessian: Array) -> None:
        self.dimension = len(hessian)
        self.hessian = hessian

    @classmethod
    def build(cls, parameters: object, setting: Setting) -> "NoisyQuadratic":
        raise NotImplementedError("built from arrays")

    @property
    def minimum(self) -> float:
        return 0.0

    def smoothness(self, region: float | None) -> float:
        return float(np.linalg.eigvalsh(self.hessian)[-1])

    def gradient_bound(self, region: float | None) -> Array:
        return np.full(self.dimension, np.inf)

    def evaluate(self, x: Array, value: Array, gradient: Array, work: dict[str, Array]) -> None:
        np.matmul(self.hessian, x, out=gradient)
        np.copyto(value, 0.5 * np.add.reduce(x * gradient, axis=0))


@dataclass(frozen=True)
class CorrelatedNormal(Normal):
    """Normal noise of covariance root root' in one sample; `scale` is one everywhere."""

    root: Array

    @property
    def sigma(self) -> float:
        return float(np.linalg.norm(self.root))

    def fill(self, words: Words, out: NDArray[Any]) -> None:
        super().fill(words, out)
        for step in out:  # one product a step, whatever the number of steps that are fetched at a time
            step[...] = self.root @ step


def noisy_problem(hessian: Array, batch: int, name: str) -> Problem:
    """The quadratic with gradient noise N(0, H/batch)."""
    d = len(hessian)
    noise = CorrelatedNormal(np.ones(d), batch, np.asarray(np.linalg.cholesky(hessian), dtype=np.float64))
    section = AlgorithmSection.model_validate({"name": "adamw", "delta": 1e-12, "beta_2": 1e-3})
    return Problem(name, Path(name), name, NoisyQuadratic(hessian), np.zeros(d), None, noise, section, 1.0, {}, ())


def steps_needed(basin: Basin, algorithm: str, modes: tuple[Mode, ...]) -> int:
    """RELAXATIONS of the slowest direction and of the slowest second moment."""
    slowest = float(np.min(np.linalg.eigvals(basin.value(DRIFT[algorithm])).real))
    rates = [basin.eta * slowest, *(mode.beta_2(basin.eta) for mode in modes if mode != FROZEN)]
    return int(np.ceil(RELAXATIONS / min(rates)))


def iterates(basin: Basin, algorithm: str, beta_1: float, beta_2: float, steps: int, runs: int, seed: int) -> Array:
    """Iterates (runs, copies, d) after `steps` steps of the algorithm from 0; n starts at diag(Q)^-2, and stays if beta_2 = 0.

    The same seed gives the same noise whatever beta_2 is.
    """
    d = basin.dimension
    copies = max(1, WIDTH // d)
    label = f"noisy quadratic {algorithm} eta={basin.eta!r} d={d}"
    blocks = np.asarray(np.kron(np.eye(copies), basin.H), dtype=np.float64)
    problem = noisy_problem(blocks, int(basin.b), label)
    schedule = PaperSchedule(algorithm, beta_1, beta_2, basin.eta, basin.weight_decay, 1e-12, 0.0, "carried")
    start = np.zeros((3, copies * d, runs))
    start[2] = np.tile(1.0 / np.diag(basin.Q) ** 2, copies)[:, None]
    experiment = Experiment(problem, all_algorithms()[algorithm], schedule, steps, seed, start=start, keep_state=True)
    x = Ensemble(experiment).run(range(runs))["state"][0]
    return np.asarray(x.reshape(copies, d, runs).transpose(2, 0, 1))


def measure(basin: Basin, algorithm: str, modes: tuple[Mode, ...], beta_1: float, runs: int, seed: int, share: float) -> list[
    dict[str, Any]
]:  # fmt: skip
    """One line for each mode, FROZEN first, at one eta; frozen: against its own exact covariance, live: against the SDE's.

    The spread is -2 log of the mean cosine of the coordinates of M^{-1/2} x, M the SDE's covariance: 1 for the SDE's law, the
    common variance for a normal law that has one. The cosine is bounded, so its interval needs no assumption on tails.
    `estimate` subtracts the frozen run with the same noise and adds what is known of it exactly; its standard error is a
    description.
    """
    steps = steps_needed(basin, algorithm, modes)
    drawn: dict[float, Array] = {}
    exact = stationary(basin, algorithm).covariance
    own = frozen_covariance(basin, algorithm, beta_1, steps)
    whiten = np.linalg.inv(np.linalg.cholesky(exact))
    known = float(np.mean(np.exp(-np.diag(whiten @ own @ whiten.T) / 2.0)))
    line: dict[str, Any] = {"d": basin.dimension, "eta": basin.eta, "algorithm": algorithm, "steps": steps, "runs": runs}
    table: list[dict[str, Any]] = []
    still: Array | None = None
    for mode in modes:
        beta_2 = mode.beta_2(basin.eta)
        if beta_2 not in drawn:
            drawn[beta_2] = iterates(basin, algorithm, beta_1, beta_2, steps, runs, seed)
        x = drawn[beta_2]
        cosines = _grouped(np.cos(x @ whiten.T))
        low, mean, high = _spread(cosines, share)
        here = line | {"mode": mode.name, "beta_2": beta_2, "spread": mean, "lower": low, "upper": high,
                       "sde_inside": bool(low <= 1.0 <= high), "frozen_exact": -2.0 * float(np.log(known)),
                       "distance": deviation(exact, own)}  # fmt: skip
        if still is None:
            still = cosines
            here |= _agreement(x, own, share)
        else:
            paired = cosines - still
            estimate = known + float(np.mean(paired))
            error = float(np.std(paired, ddof=1)) / np.sqrt(len(paired))
            here |= {"estimate": -2.0 * float(np.log(estimate)), "standard_error": 2.0 * error / estimate}
        table.append(here)
    return table


def _grouped(cosines: Array) -> Array:
    """Means over the coordinates of as many copies as make GROUP coordinates: independent values, from (runs, copies, d)."""
    _, copies, d = cosines.shape
    size = max(1, min(GROUP // d, copies))
    return np.mean(cosines[:, : copies // size * size].reshape(-1, size * d), axis=1)


def _spread(cosines: Array, share: float) -> tuple[float, float, float]:
    """(low, value, high) of -2 log E cos from the means of independent runs."""
    interval = mean_interval((1.0 + cosines) / 2.0, 1.0, share)
    ends = (interval.upper, interval.mean, interval.lower)
    low, mean, high = (-2.0 * float(np.log(max(2.0 * end - 1.0, 1e-9))) for end in ends)
    return low, mean, high


def _agreement(x: Array, own: Array, share: float) -> Mapping[str, Any]:
    """The frozen iterates against their own exact covariance: in the mean over directions, and along its principal axes.

    Half of the error rate each; the variances along the axes, over the exact ones, are d independent chi squared.
    """
    flat = x.reshape(-1, x.shape[-1])
    runs, d = flat.shape
    sample = flat.T @ flat / runs
    ratio, low, high = mean_ratio(own, sample, runs, share / 2.0)
    s, u = np.linalg.eigh(own)
    axes = np.einsum("ij,ik,kj->j", u, sample, u, optimize=True) / s
    allowed = chi_squared_range(runs, share / 2.0 / d)
    inside = allowed[0] <= np.min(axes) and np.max(axes) <= allowed[1]
    return {"samples": runs, "ratio": ratio, "ratio_lower": low, "ratio_upper": high, "least": float(np.min(axes)),
            "most": float(np.max(axes)), "allowed": list(allowed), "agrees": bool(low <= 1.0 <= high and inside)}  # fmt: skip
