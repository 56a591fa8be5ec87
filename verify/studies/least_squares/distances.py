"""Theorem 1's two algorithms run through the ensemble, and what bounds their last distances and gradients surely.

AdamW is bounded surely although the noise is not: m_j = beta_1 sum (1-beta_1)^i g_{j-i} and
n_j = beta_2 sum (1-beta_2)^i g_{j-i}^2, so by the inequality of Cauchy and Schwarz

    m_j^2 <= (beta_1^2/beta_2) S n_j,   S = sum_{i<k} q^i,   q = (1-beta_1)^2/(1-beta_2),

|m_j|/v_j <= R = beta_1 (S/beta_2)^(1/2), and with p = eta lambda <= 1 every step is a mean of x_j and something of size at most
eta R/p: |x_j| <= max(|x_0|, eta R/p), and |x_k| <= (1-p)^k |x_0| + (1 - (1-p)^k) eta R/p. Where a is far below c_1 that is
generous; then v_j >= c_1 and Minkowski's inequality bound the fourth moment, (E m_j^4)^(1/4) being at most the largest
(E g_i^4)^(1/4), and means are taken of what is cut at B, E (|x| - B)^+ being at most 27 E x^4/(256 B^3).

l2-Adam's step size eta_k = beta_1 ell/(c_1 gamma_k) is a multiple of v_k: it cancels the preconditioner, and x does not depend
on n at all. It is run with beta_2 = 0, where v_k = c_1 and eta = beta_1 ell is a number, which gives the same iterates.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from scipy.special import erf

from problems.families.least_squares_1d import LeastSquares1d
from problems.problem import Problem
from problems.schema import AlgorithmSection
from theory import symbols as s
from theory.algorithms import all_algorithms
from theory.algorithms.base import Algorithm, Decay
from theory.papers.adamw.theorem_1 import statement as theorem_1
from verify.decide.evaluate import prescribe
from verify.decide.statistics import Interval, mean_interval
from verify.simulate.ensemble import Ensemble, Experiment
from verify.simulate.schedule import PaperSchedule

Array = NDArray[np.float64]
BETA_2 = 0.01
#: the rounding of a few hundred operations is far below; bounds are taken larger by it
OUTWARD = 1.0 + 1e-9
#: where distances are cut, in units of the fourth root of their fourth moment
CUT = 2.5
#: centres farther than this many such units are where noise counts as small
STEADY = 30.0


@dataclass(frozen=True)
class Setting:
    """One choice of everything. `decay` is l2-Adam's lambda, in the unit of L; AdamW's follows from `alpha`."""

    algorithm: str
    k: int
    a: float = 1.0
    x_0: float = 1.0
    alpha: float = 0.0
    decay: float = 0.0
    shift: float = 0.0
    delta: float = 1.0
    ell: float = 1.0

    @property
    def pair(self) -> bool:
        """Whether the claim is of two neighbouring iterates, as it is where the decay is in the gradient."""
        return all_algorithms()[self.algorithm].decay_kind is Decay.IN_GRADIENT

    @property
    def papers(self) -> bool:
        """Whether the paper's formulas, those of ell = delta^(1/2), prescribe it."""
        return self.ell == np.sqrt(self.delta)

    def values(self) -> dict[sp.Symbol, float]:
        """What the claim's formulas need, but tau; eta_0 is beta_1 v_0 ell/c_1 for l2-Adam, n_0 being 0."""
        values = {
            s.k: float(self.k), s.alpha: self.alpha, s.delta: self.delta, s.ell: self.ell,
            s.gap_0: abs(self.x_0 - self.shift), s.lambda_l2: self.decay,
        }  # fmt: skip
        values |= prescribe(theorem_1.REPAIRED.prescription, values, {})
        if self.pair:
            values |= {s.eta: values[s.beta_1] * self.ell, s.lambda_: self.decay}
        return values | {s.eta_0: values[s.eta]}


class Spread(NamedTuple):
    """How far a displacement is from `centre`: surely at most `sure`, and (E ||.||^4)^(1/4) is at most `fourth`."""

    centre: tuple[float, ...]
    sure: float
    fourth: float


def problem_of(setting: Setting) -> Problem:
    """Least squares of this feature and minimiser, the noise being that of sampling."""
    family = LeastSquares1d(setting.a, setting.shift)
    noise = family.sampling_noise(1)
    assert noise is not None
    name = f"least squares a={setting.a!r} shift={setting.shift!r}"
    section = AlgorithmSection.model_validate({"name": setting.algorithm, "delta": setting.delta, "beta_2": BETA_2})
    return Problem(name, Path(name), name, family, np.array([setting.x_0]), None, noise, section, 1.0, {}, ())


def sample(setting: Setting, runs: int, seed: int, algorithm: Algorithm | None = None) -> Array:
    """What the claim takes the length of: x_k - x_* of AdamW (1, runs), (x_{k+1} - x_*, x_k - x_*) of l2-Adam (2, runs).

    One ensemble to a setting: its hyper-parameters are then shared, and its random numbers its own. k steps take
    (x_1, x_0), in which m_0 = 0 makes x_1 = x_0, to (x_{k+1}, x_k); the last step gives x_k back, x_{k+1} = x_k - (eta/c_1) m.
    `algorithm` is run in place of the setting's own.
    """
    values = setting.values()
    pair = setting.pair
    schedule = PaperSchedule(
        setting.algorithm, values[s.beta_1], 0.0 if pair else BETA_2, values[s.eta], values[s.lambda_], setting.delta, 0.0,
        initialisation="zero",
    )  # fmt: skip
    experiment = Experiment(
        problem_of(setting), algorithm or all_algorithms()[setting.algorithm], schedule, setting.k, seed,
        keep_state=True, purpose=repr(setting),
    )  # fmt: skip
    x, m, _ = Ensemble(experiment).run(range(runs))["state"][:, 0]
    now = x - setting.shift
    if not pair:
        return now[None]
    return np.stack([now, now + values[s.eta] / np.sqrt(setting.delta) * m])


def momentum_ratio(beta_1: float, beta_2: float, k: int) -> float:
    """R: the largest |m_j|/v_j within k steps from zero moments."""
    q = (1.0 - beta_1) ** 2 / (1.0 - beta_2)
    total = float(k) if q == 1.0 else (1.0 - q**k) / (1.0 - q)
    return beta_1 * float(np.sqrt(total / beta_2))


def reach(setting: Setting, values: Mapping[sp.Symbol, float]) -> float:
    """AdamW: a sure bound of |x_j - x_*| at every j up to the horizon."""
    return OUTWARD * (max(abs(setting.x_0), _far(setting, values)) + abs(setting.shift))


def _far(setting: Setting, values: Mapping[sp.Symbol, float]) -> float:
    return momentum_ratio(values[s.beta_1], BETA_2, setting.k) / values[s.lambda_]


def spread_of_adamw(setting: Setting, values: Mapping[sp.Symbol, float]) -> Spread:
    """Of x_k - x_* about (1-p)^k x_0 - x_*, what the decay alone would leave."""
    left = (1.0 - values[s.eta] * values[s.lambda_]) ** setting.k
    gradient = setting.a**2 * reach(setting, values) + 3.0**0.25 * setting.a
    fourth = (1.0 - left) * gradient / (np.sqrt(setting.delta) * values[s.lambda_])
    return Spread((left * setting.x_0 - setting.shift,), (1.0 - left) * _far(setting, values), float(fourth))


def mean_distance(displacements: Array, spread: Spread, error_rate: float) -> Interval:
    """The mean length of displacements (n, runs): itself, or where noise is small its distance from the centre's length.

    Which of the two, and where it is cut, is settled by `spread` before any run.
    """
    centre = float(np.linalg.norm(spread.centre))
    about = centre > STEADY * spread.fourth
    z = displacements - np.array(spread.centre)[:, None] if about else displacements
    fourth, sure = (spread.fourth, spread.sure) if about else (centre + spread.fourth, centre + spread.sure)
    cut = OUTWARD * min(sure, CUT * fourth)
    lost = 0.0 if sure <= CUT * fourth else OUTWARD * 27.0 / 256.0 * fourth**4 / cut**3
    found = mean_interval(np.minimum(np.sqrt(np.sum(z * z, axis=0)), cut), cut, error_rate)
    mean = float(np.mean(np.sqrt(np.sum(displacements * displacements, axis=0))))
    upper = found.upper + lost
    lower, upper = (centre - upper, centre + upper) if about else (found.lower, upper)
    return Interval(mean, lower, upper, found.runs)


def folded(mean: Array | float, deviation: Array | float) -> Array:
    """E|g| of a normal g of this mean and standard deviation (> 0)."""
    z = np.abs(mean) / deviation / np.sqrt(2.0)
    return np.asarray(deviation * np.sqrt(2.0 / np.pi) * np.exp(-z * z) + np.abs(mean) * erf(z))


def tau_of_adamw(setting: Setting, values: Mapping[sp.Symbol, float]) -> float:
    """A bound of E|g_i|: given x, g = a^2 (x - x_*) - a xi is normal, and E|g| grows with |x - x_*|."""
    return OUTWARD * float(folded(setting.a**2 * reach(setting, values), setting.a))
