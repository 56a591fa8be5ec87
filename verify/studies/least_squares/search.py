"""The search for settings that break Theorem 1: a, x_0, delta, ell, k, and alpha or l2-Adam's lambda.

Points fill the cube of these numbers, then lie about the best of them. Of l2-Adam the mean is known without runs. The best
setting is measured again with runs of another seed; that verdict is told.
"""

import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from theory import symbols as s
from theory.claim import Claim, Variant
from theory.papers.adamw.theorem_1.statement import WEIGHT, ends_of_step_7
from verify.decide.evaluate import number
from verify.decide.verdict import Outcome
from verify.studies.least_squares.distance_lines import Judged, judge, measure
from verify.studies.least_squares.distances import Setting

Array = NDArray[np.float64]
#: settings of a round, runs of AdamW in it, and runs of a verdict
POINTS, RUNS, AGAIN = 32, 64, 4096
#: the shortest and the longest horizon; digits of a setting's numbers
HORIZONS, DIGITS = (17, 1000), 2
#: rounds that look around before every other one stays near the best, and how near
FIRST, NEAR = 4, 0.1
COVERED = (
    "a (a^2 ell/c_1 at most 100), x_0 from 0.01 to 100, delta from 1e-4 to 1e4, k up to 1000, alpha up to 1/2, lambda in the"
    " interval of step 7"
)


def decoded(algorithm: str, claim: Claim, z: Array) -> Setting:
    """The setting at a point of the cube, its numbers rounded. The paper's ell is delta^(1/2)."""
    k = int(between(z[0], *np.log10(HORIZONS)))
    x_0, delta = (short(between(z[j], -w, w)) for j, w in ((2, 2.0), (3, 4.0)))
    paper = claim.variant == Variant.PAPER
    c_1 = float(np.sqrt(delta))
    ell = c_1 if paper else short(c_1 * between(z[4], -2.0, 2.0))
    a = short(between(z[1], -2.0, 1.0) / max(1.0, np.sqrt(ell / c_1)))  # beyond, l2-Adam diverges until floats overflow
    one = Setting(algorithm, k, a, x_0, delta=delta, ell=ell)
    if not one.pair:
        return replace(one, alpha=short(0.5 * float(z[5])))
    low, high = (number(end, {s.k: float(k)}) for end in ends_of_step_7(WEIGHT, 1 if paper else 2))
    return replace(one, decay=short((low + (high - low) * float(z[5])) * c_1 / ell))


def between(share: float, low: float, high: float) -> float:
    """From 10^low to 10^high."""
    return float(10.0 ** (low + share * (high - low)))


def short(value: Any) -> float:
    """A number of two digits."""
    return float(f"{float(value):.{DIGITS}g}")


class Distances:
    """The search of one part; `best` is the setting that comes closest, with what is said of it."""

    def __init__(self, claim: Claim, algorithm: str, seed: int) -> None:
        self.claim, self.algorithm, self.seed = claim, algorithm, seed
        self.best: Judged | None = None
        self.z: Array = np.full(6, 0.5)
        self.tried, self.rounds = 0, 0
        self.history: list[list[float]] = []

    def round(self) -> None:
        rng = np.random.default_rng([self.seed, self.rounds])
        from scipy.stats import qmc  # takes long to import

        points = qmc.Sobol(6, seed=rng).random(POINTS)
        if self.rounds >= FIRST and self.rounds % 2:
            points = np.clip(self.z + NEAR * (points - 0.5), 0.0, 1.0)
        settings = [decoded(self.algorithm, self.claim, z) for z in points]
        for z, one in zip(points, self.judged(settings, RUNS, self.seed, 0.5), strict=True):
            if one.applies and one.ratio > (self.best.ratio if self.best is not None else 0.0):
                self.best, self.z = one, z
                self.history.append([self.tried + POINTS, one.ratio])
        self.tried += POINTS
        self.rounds += 1

    def judged(self, settings: Sequence[Setting], runs: int, seed: int, share: float) -> list[Judged]:
        """The settings under the claim."""
        return judge(self.claim, measure([("", one) for one in settings], {("", self.algorithm): runs}, seed, share))

    def verdict(self, share: float) -> Judged | None:
        """The best setting measured again, with another seed."""
        if self.best is None:
            return None
        return self.judged([self.best.line.setting], AGAIN, self.seed + 1, share)[0]


def attacked(
    claim: Claim, algorithm: str, seed: int, error_rate: float, candidates: int | None, seconds: float | None
) -> dict[str, Any]:
    """What `attack` tells of a part of Theorem 1."""
    search, started = Distances(claim, algorithm, seed), time.monotonic()
    while search.tried < candidates if candidates is not None else time.monotonic() - started < (seconds or 0.0):
        search.round()
        if search.best is not None and search.best.outcome == Outcome.VIOLATED and search.rounds >= FIRST:
            break
    last = search.verdict(error_rate)
    told: dict[str, Any] = {"part": algorithm, "verdict": None, "ratio": None, "file": None, "history": search.history}
    if last is not None:
        told |= {"verdict": str(last.outcome), "ratio": last.ratio, "setting": asdict(last.line.setting), "bound": last.bound,
                 "measured": last.line.interval._asdict()}  # fmt: skip
    return {
        "claim": claim.id, "variant": str(claim.variant), "schedule": None, "seed": seed, "candidates": search.tried,
        "rounds": search.rounds, "decided": int(last is not None), "covers": f"{search.tried} settings: {COVERED}.",
        "parts": [told],
    }  # fmt: skip
