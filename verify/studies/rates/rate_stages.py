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
from numpy.typing import NDArray

from problems.certify import certify
from problems.load import from_tables
from problems.problem import Problem
from theory import symbols as s
from theory.claim import Claim
from verify.decide.plan import Plan
from verify.decide.stages import Limits, staged
from verify.decide.verdict import HypothesisStatus
from verify.simulate import chain
from verify.simulate.ensemble import Records
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


def certified(tables: Mapping[str, Any], pl: bool = True) -> Problem:
    """The problem of these tables with its certificate. Raises InputError if a declared constant is refuted."""
    built = from_tables(tables, Path("rates.toml"))
    certificate = certify(built, pl=pl)
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

    plan: Plan
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
        stages = tuple((stage.steps, stage.values[s.eps_k], repr(stage.experiment.schedule)) for stage in self.plan.stages)
        return (self.plan.problem.name, "stages", self.level, stages)


def lay_stages(claim: Claim, setting: StageSetting, seed: int) -> StagePoint | tuple[HypothesisStatus, ...]:
    """The stages of the constant schedule on one problem, or the hypotheses that fail there."""
    laid = staged(claim, claim.schedules[0], setting.problem(), seed, NO_LIMIT)
    failing = tuple(h for h in laid.hypotheses if h.fails)
    return failing or StagePoint(laid, seed)


def simulate_stages(point: StagePoint, runs: int) -> Records:
    """The count of every run, infinite where the last stage does not get there, and the steps spent in each stage."""
    problem, experiments = point.plan.problem, []
    for number, stage in enumerate(point.plan.stages, 1):
        purpose = f"theorem-4, iteration counts, stage {number}"
        level = max(stage.values[s.eps_k], point.level)
        put_out = PutOut(stream_key(point.seed, problem.name, f"{purpose}, output"), stage.steps)
        watched = (Hitting(GAP, level),)
        experiments.append(replace(stage.experiment, reducers=watched, purpose=purpose, output=put_out))
        if stage.values[s.eps_k] <= point.level:
            break
    records = chain.run(experiments, range(runs))
    kept = [chain.of(records, number) for number in range(1, chain.count(records) + 1)]
    spent = [np.minimum(one[Hitting.HIT], e.steps) for one, e in zip(kept, experiments, strict=False)]
    if len(kept) == len(experiments):
        spent[-1] = kept[-1][Hitting.HIT]
    # there is no course: after the first stage the runs are not at the same step of the same stage
    return {
        Hitting.HIT: np.sum(spent, axis=0), Hitting.COURSE: np.empty((0, runs)), "stopped": kept[-1]["stopped"],
        "spent": np.array(spent),
    }  # fmt: skip


@dataclass(frozen=True)
class PutOut:
    """One of the steps that a run spends in a stage, uniformly."""

    key: int
    most: int

    def __call__(self, records: Records, runs: NDArray[np.int64]) -> NDArray[np.int64]:
        return chain.below(self.key, runs, np.minimum(records[Hitting.HIT], self.most).astype(np.int64))
