"""A setting of Theorem 1 with its measured mean distance, and what a claim says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import sympy as sp

from theory import symbols as s
from theory.claim import Claim, Part, Variant
from verify.evaluate import check, number
from verify.statistics import Interval, mean_interval
from verify.studies.base import at_most
from verify.studies.distances import Setting, cut_at, cut_of_adamw, sample, tau_of_adamw
from verify.studies.linear_law import Pair, fourth_moment, laws, mean_length
from verify.verdict import HypothesisStatus, Measured, Outcome


@dataclass(frozen=True)
class Line:
    """A setting with its measured mean distance, its tau, and for l2-Adam the exact mean."""

    group: str
    setting: Setting
    values: Mapping[sp.Symbol, float]
    interval: Interval
    exact: float | None

    @property
    def agrees(self) -> bool:
        """Whether the exact mean, where there is one, lies in the interval."""
        return self.exact is None or self.interval.lower <= self.exact <= self.interval.upper


def measure(settings: Sequence[tuple[str, Setting]], runs: Mapping[str, int], seed: int, share: float) -> list[Line]:
    """A line for every setting (with its group, which has its number of runs), the interval's error rate being `share`."""
    pairs = [one for _, one in settings if one.algorithm == "l2-adam"]
    exact = dict(zip(pairs, laws(pairs), strict=True)) if pairs else {}
    lines = []
    for group, one in settings:
        values, law = one.values(), exact.get(one)
        values[s.tau_g] = tau_of_adamw(one, values) if law is None else law.tau
        cut, lost = cut_of_adamw(one, values) if law is None else _cut(law)
        distances = sample(one, runs[group], seed)
        found = mean_interval(np.minimum(distances, cut), cut, share)
        interval = Interval(float(np.mean(distances)), found.lower, found.upper + lost, found.runs)
        lines.append(Line(group, one, values, interval, None if law is None else mean_length(law)))
    return lines


def _cut(law: Pair) -> tuple[float, float]:
    square, fourth = fourth_moment(law)
    return cut_at(2.0 * square**0.5, fourth)


def part_of(claim: Claim, algorithm: str) -> Part:
    """The claim's part on this algorithm."""
    return next(part for part in claim.parts if part.id == algorithm)


def hypotheses(claim: Claim, line: Line) -> tuple[HypothesisStatus, ...]:
    """The statement's own conditions, and for l2-Adam those of step 7, at this setting."""
    one = line.setting
    found = [HypothesisStatus("x_* = 0", "fails" if one.shift else "holds", one.shift, "0", "statement")]
    for hypothesis in claim.hypotheses:
        if one.algorithm == "l2-adam" or s.lambda_l2 not in hypothesis.relation.free_symbols:
            found.append(check(hypothesis, line.values, True))
    if claim.variant == Variant.PAPER:
        said = "holds" if one.papers else "fails"
        found.append(HypothesisStatus("ell = delta^(1/2)", said, one.ell, one.delta**0.5, "statement"))
    return tuple(found)


SEVERITY = {Outcome.HOLDS: 0, Outcome.UNDECIDED: 1, Outcome.VIOLATED: 2}


def verdict(part: Part, line: Line, bound: float | None = None) -> Outcome:
    """By the interval; an interval that excludes the exact mean, or a bound that is no number, decides nothing."""
    bound = bound_of(part, line) if bound is None else bound
    measured = Measured(line.interval.mean, line.interval.lower, line.interval.upper, line.interval.runs)
    return at_most(measured, bound) if line.agrees and not np.isnan(bound) else Outcome.UNDECIDED


def bound_of(part: Part, line: Line) -> float:
    return number(part.right, line.values)


def parameters(line: Line) -> dict[str, float | int | str]:
    one = line.setting
    shown: dict[str, float | int | str] = {"k": one.k, "a": one.a, "x_0": one.x_0, "delta": one.delta, "ell": one.ell}
    shown["x_*"] = one.shift
    shown |= {"alpha": one.alpha} if one.algorithm == "adamw" else {"lambda": one.decay}
    return shown | {"tau": line.values[s.tau_g]}
