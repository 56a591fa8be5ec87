"""Theorem 4's iteration counts: how long the stages of the constant schedule have to be on a problem of which one letter moves.

The problem is the strongly convex part of a rational well in the plane: F = sum a_i x_i^2/(1 + x_i^2) for |x_i| <= r = 0.3, the
start on the second axis at x, signs of size s as noise. Its constants are closed forms:

    L = 2 a_1,  mu = mu_k = 2 a_2 / (1 + r^2)^3,  Delta = a_2 x^2 / (1 + x^2),  sigma = 2^(1/2) s,
    c_inf = 2 a_1 r / (1 + r^2)^2 + s.

c_inf is declared, as large as the widest path needs. So eps_stage, delta and b move alone, mu by a_2 with the start chosen so
that Delta stays, L by a_1, sigma by s, and c_inf by declaring it larger still. The gap of the start is all in the coordinate
whose curvature is mu, the other one has noise alone.

What is counted: stage k runs with its prescribed beta_1 and eta until the average gap over its first n_k steps falls to eps_k
(in the last stage: to eps_stage), but at most T_k steps; the output is drawn uniformly from these n_k steps and the next stage
starts there. The average is the expected gap of such an output given the run. Sum n_k b is what the total bounds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np
from numpy.random import Philox
from numpy.typing import NDArray

from problems.certify import certify
from problems.load import from_tables
from problems.problem import Problem
from theory import symbols as s
from theory.algorithms import all_algorithms
from theory.claim import Claim
from theory.papers.adamw.theorem_4 import statement as theorem_4
from verify.decide.evaluate import number
from verify.decide.stage_plan import Limits, StagePlan, stage_plan
from verify.decide.stage_schedule import StageSchedule
from verify.decide.verdict import HypothesisStatus
from verify.simulate.ensemble import Ensemble, Experiment, Records
from verify.simulate.hitting import Hitting
from verify.simulate.streams import stream_key

REGION = 0.3
#: the gap F_k(x_k) - F_k(x_*) is F + (lambda_k/2) ||x_k||^2_v: the least value of F is 0, at x_* = 0
GAP = {"F": 1.0, "decay_energy": 1.0}
NO_LIMIT = Limits(1, np.inf)


@dataclass(frozen=True)
class Movable:
    """Constants of a problem that are moved one at a time."""

    def moved(self, letter: str, value: float) -> Self:
        """The same with one letter moved."""
        change: dict[str, Any] = {letter: int(value) if letter == "b" else float(value)}
        return replace(self, **change)


def certified(tables: Mapping[str, Any]) -> Problem:
    """The problem of these tables with its certificate. Raises InputError if a declared constant is refuted."""
    built = from_tables(tables, Path("rates.toml"))
    certificate = certify(built)
    certificate.require()
    return replace(built, certificate=certificate)


@dataclass(frozen=True)
class StageSetting(Movable):
    """One problem with the accuracy of its last stage. `c_inf` None: the best that is certified."""

    eps_stage: float
    mu: float
    sigma: float
    L: float
    Delta: float
    delta: float
    b: int
    lambda_: float
    c_inf: float | None = None
    beta_2: float = 0.005
    #: what a row names of it
    letters: ClassVar[tuple[str, ...]] = ("eps_stage", "mu", "sigma", "L", "Delta", "delta", "b")

    @property
    def tables(self) -> dict[str, Mapping[str, Any]]:
        """The problem as a file has it."""
        amplitude = 0.5 * self.mu * (1.0 + REGION**2) ** 3
        share = self.Delta / amplitude
        if not 0.0 < share < REGION**2 / (1.0 + REGION**2):
            raise ValueError(f"Delta={self.Delta} at mu={self.mu}: the start must lie in the region")
        moving = (self.mu, self.sigma, self.L, self.Delta, self.delta, self.b, self.c_inf)
        return {
            "problem": {
                "name": f"rates in stages {' '.join(map(repr, moving))}",
                "family": "rational-well", "dimension": 2, "start": [0.0, float(np.sqrt(share / (1.0 - share)))],
                "region": REGION, "parameters": {"amplitude": [0.5 * self.L, amplitude]},
            },
            "noise": {"kind": "rademacher", "scale": float(self.sigma / np.sqrt(2.0)), "batch": self.b},
            "constants": {} if self.c_inf is None else {"c_inf": self.c_inf},
            "algorithm": {
                "name": "stagewise-adamw", "delta": self.delta, "beta_2": self.beta_2, "lambda": self.lambda_,
            },
            "target": {"epsilon": 1.0, "eps_stage": self.eps_stage},
        }  # fmt: skip

    def problem(self) -> Problem:
        """The problem with its certificate. Raises InputError if a declared constant is refuted."""
        # no constant depends on the target
        return replace(_certified(replace(self, eps_stage=1.0)), eps_stage=self.eps_stage)


@cache
def _certified(setting: StageSetting) -> Problem:
    return certified(setting.tables)


@dataclass(frozen=True, eq=False)
class StagePoint:
    """One value of the letter: the stages there. `T` is the sum of the T_k, `cap` that of the steps they are run at most."""

    plan: StagePlan
    seed: int

    @property
    def values(self) -> Mapping[Any, float]:
        """The letters of the total; eps_k is that of the last stage."""
        return {**self.plan.values, s.eps_k: self.plan.stages[-1].values[s.eps_k]}

    @property
    def T(self) -> float:
        return sum(stage.values[s.T] for stage in self.plan.stages)

    @property
    def cap(self) -> int:
        return sum(stage.steps for stage in self.plan.stages)

    @property
    def level(self) -> float:
        return self.plan.values[s.eps_stage]

    @property
    def key(self) -> tuple[object, ...]:
        """Points of equal key have the same runs."""
        stages = tuple((stage.steps, stage.values[s.eps_k], repr(stage.beta_1), repr(stage.eta)) for stage in self.plan.stages)
        return (self.plan.problem.name, "stages", self.level, stages)


def lay_stages(claim: Claim, setting: StageSetting, seed: int) -> StagePoint | tuple[HypothesisStatus, ...]:
    """The stages of the constant schedule on one problem, or the hypotheses that fail there."""
    laid = stage_plan(claim, theorem_4.rules(claim)[0], setting.problem(), NO_LIMIT)
    failing = tuple(h for h in laid.hypotheses if h.fails)
    return failing or StagePoint(laid, seed)


def simulate_stages(point: StagePoint, runs: int) -> Records:
    """The count of every run, infinite where the last stage does not get there, and the steps spent in each stage."""
    problem, a = point.plan.problem, point.plan.problem.algorithm
    state: NDArray[np.float64] | None = None
    decay: float | NDArray[np.float64] = a.lambda_
    spent: list[NDArray[np.float64]] = []
    for stage in point.plan.stages:
        last = stage.values[s.eps_k] <= point.level or stage is point.plan.stages[-1]
        level = max(stage.values[s.eps_k], point.level)
        purpose = f"theorem-4, iteration counts, stage {stage.number}"
        mu_v = number(s.mu_v, stage.values)
        schedule = StageSchedule(a.name, stage.beta_1, stage.eta, a.beta_2, decay, a.delta, mu_v, state is not None)
        experiment = Experiment(
            problem, all_algorithms()[a.name], schedule, stage.steps, point.seed, (Hitting(GAP, level),), state, purpose=purpose
        )  # fmt: skip
        kept = Ensemble(experiment).run(range(runs))
        spent.append(kept[Hitting.HIT] if last else np.minimum(kept[Hitting.HIT], stage.steps))
        if last or kept["stopped"].any():
            break  # the state of a stopped run is no output
        at = _drawn(point.seed, problem.name, purpose, spent[-1].astype(np.int64))
        put_out = replace(experiment, schedule=replace(schedule, last=at), steps=at + 1, reducers=(), keep_state=True)
        state = Ensemble(put_out).run(range(runs))["state"]
        decay = decay * np.power(1.0 - mu_v, at.astype(np.float64))
    # there is no course: after the first stage the runs are not at the same step of the same stage
    return {
        Hitting.HIT: np.sum(spent, axis=0), Hitting.COURSE: np.empty((0, runs)), "stopped": kept["stopped"],
        "spent": np.array(spent),
    }  # fmt: skip


def _drawn(seed: int, problem: str, purpose: str, steps: NDArray[np.int64]) -> NDArray[np.int64]:
    """One of the first `steps` steps of each run, uniformly."""
    key = stream_key(seed, problem, f"{purpose}, output")
    words = (int(Philox(key=np.array([key, run], dtype=np.uint64)).random_raw(1)[0]) for run in range(len(steps)))
    return np.array([word * int(count) >> 64 for word, count in zip(words, steps, strict=True)], dtype=np.int64)
