"""Problems on which one constant moves at a time: a rational well in the plane with signs as noise, made in memory.

Its constants are closed forms: with F = sum a x_i^2/(1 + x_i^2), every x_i starting at x, and signs of size s,

    L = 2a,  Delta = 2a x^2/(1 + x^2),  sigma = 2^(1/2) s,  c_inf = 3^(3/2) a/8 + s  (d = 2).

So epsilon, delta and b move alone; Delta moves by the start; L by a, with the start chosen so that Delta stays; sigma by s;
c_inf alone by declaring it larger than it is, which is legal. Along the grids of L and sigma the best c_inf moves
too, and l2-Adam's Delta, that of F + (lambda/2) ||x||^2, by a few per cent with the start. What is predicted is therefore
computed at the constants of each point, and not read off an exponent.

Theorem 4 has problems of its own (`rate_stages`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, ClassVar

import numpy as np

from problems.problem import Problem
from theory.algorithms import all_algorithms
from theory.algorithms.base import Decay
from verify.studies.rates.rate_stages import Movable, StageSetting, certified

DIMENSION = 2


@dataclass(frozen=True)
class Setting(Movable):
    """One problem with its accuracy. `c_inf` None: the best that is certified."""

    algorithm: str
    epsilon: float
    sigma: float
    L: float
    Delta: float
    delta: float
    b: int
    lambda_: float
    c_inf: float | None = None
    beta_2: float = 0.005
    region: float = 2.0
    #: what a row names of it
    letters: ClassVar[tuple[str, ...]] = ("epsilon", "sigma", "L", "Delta", "delta", "b")

    @property
    def tables(self) -> dict[str, Mapping[str, Any]]:
        """The problem as a file has it."""
        a = 0.5 * self.L
        share = self.Delta / (DIMENSION * a)
        if not 0.0 < share < 1.0:
            raise ValueError(f"Delta={self.Delta} must lie in (0, {DIMENSION * a:g}): the well is no deeper")
        kind = all_algorithms()[self.algorithm].decay_kind
        own = "c_inf_l2" if kind is Decay.IN_GRADIENT else "c_inf"
        return {
            "problem": {
                "name": f"rates {self.algorithm} {self.sigma!r} {self.L!r} {self.Delta!r} {self.delta!r} {self.b}",
                "family": "rational-well", "dimension": DIMENSION, "start": float(np.sqrt(share / (1.0 - share))),
                "region": self.region, "parameters": {"amplitude": a},
            },
            "noise": {"kind": "rademacher", "scale": float(self.sigma / np.sqrt(DIMENSION)), "batch": self.b},
            "constants": {} if self.c_inf is None else {own: self.c_inf},
            "algorithm": {"name": self.algorithm, "delta": self.delta, "beta_2": self.beta_2}
            | ({} if kind is Decay.NONE else {"lambda": self.lambda_}),
            "target": {"epsilon": self.epsilon},
        }  # fmt: skip

    def problem(self) -> Problem:
        """The problem with its certificate, which has no PL constants. Raises InputError if a declared constant is refuted."""
        # no constant depends on the target
        return replace(_certified(replace(self, epsilon=1.0)), epsilon=self.epsilon)


@cache
def _certified(setting: Setting) -> Problem:
    return certified(setting.tables, pl=False)


@dataclass(frozen=True)
class Grid:
    """A letter, its values in the order in which the complexity grows, and the setting at which the others stay."""

    letter: str
    values: tuple[float, ...]
    at: Setting | StageSetting

    @property
    def settings(self) -> list[Setting | StageSetting]:
        return [self.at.moved(self.letter, value) for value in self.values]


#: claim -> algorithms that it speaks of and that are run
ALGORITHMS = {"theorem-2": ("adamw-d",), "corollary-2": ("adam", "l2-adam"), "theorem-3": ("adamw-d",),
              "theorem-4": ("stagewise-adamw",)}  # fmt: skip
DECAY = {"adamw-d": 0.05, "adam": 0.0, "l2-adam": 0.1}


def grids(claim: str, algorithm: str, finer: int = 1, further: float = 1.0) -> list[Grid]:
    """The grids of one complexity, about a decade each.

    For benchmarks: `finer` times as many intervals, and ends that are `further` times as far (epsilon, Delta, b stay).
    """

    def steps(first: float, last: float, count: int, stretch: float = 1.0) -> tuple[float, ...]:
        last *= stretch if last > first else 1.0 / stretch
        return tuple(float(v) for v in np.geomspace(first, last, finer * (count - 1) + 1))

    if claim == "theorem-4":
        return _in_stages(steps, further)
    constant = Setting(algorithm, 0.25, 1.0, 5.0, 0.3, 16.0, 1, DECAY[algorithm])
    if claim != "theorem-3":
        return [
            Grid("epsilon", steps(1.0, 0.1, 7), replace(constant, Delta=0.6)),
            Grid("sigma", steps(0.3, 3.0, 6, further), constant),
            Grid("L", steps(5.0, 50.0, 6, further), constant),
            Grid("delta", steps(100.0, 1.0, 6, further), constant),
            Grid("c_inf", steps(3.0, 30.0, 6, further), constant),
            Grid("Delta", steps(0.07, 0.7, 6), constant),
            Grid("b", (1, 2, 4, 8, 16), constant),
        ]
    # sigma^2 >= (c_2/c_1)^(1/2) L Delta keeps gamma = 1, where the paper's beta_{1,k} is at most 1
    decaying = Setting(algorithm, 0.5, 2.2, 5.0, 0.3, 16.0, 1, DECAY[algorithm])
    return [
        Grid("epsilon", steps(0.8, 0.15, 6), replace(decaying, Delta=0.6)),
        Grid("sigma", steps(1.0, 10.0, 6), decaying),
        Grid("L", steps(5.0, 50.0, 6, further), replace(decaying, Delta=0.08)),
        Grid("delta", steps(100.0, 1.0, 6, further), decaying),
        Grid("c_inf", steps(4.0, 40.0, 6, further), decaying),
        Grid("Delta", steps(0.07, 0.7, 6), decaying),
        Grid("b", (1, 4, 16, 32, 64), decaying),
    ]


def _in_stages(steps: Callable[..., tuple[float, ...]], further: float) -> list[Grid]:
    """Theorem 4's. c_inf is declared as what covers every path, so that each letter moves alone.

    1.03 covers the decay's share of eps_0: both variants then have the same number of stages. beta_1 well below 1 wants
    sigma^2/b above mu Delta/48 or so, and eps_0 = Delta at most mu Delta: sigma has a factor of 5.
    """
    at = StageSetting(1.03 / 8, 22.0, 1.8, 500.0, 1.0, 40_000.0, 1, 0.0003, 135.0)
    noisy, short = replace(at, sigma=3.5), replace(at, eps_stage=1.03 / 4)
    return [
        Grid("eps_stage", tuple(1.03 / 2**j for j in range(1, 7)), at),
        Grid("mu", steps(220.0, 22.0, 6), noisy),
        Grid("sigma", steps(0.7, 3.5, 5), at),
        Grid("L", steps(50.0, 500.0, 5), short),
        Grid("delta", steps(40_000.0, 4_000.0, 5, further), short),
        Grid("c_inf", steps(135.0, 1_350.0, 5, further), short),
        Grid("b", (1, 2, 4, 8, 16), noisy),
    ]
