"""A setting of Theorem 1 with its measured mean distance, and what a claim says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import sympy as sp

from theory import symbols as s
from theory.claim import Claim, Part, Variant
from verify.decide.evaluate import check, number
from verify.decide.row import at_most
from verify.decide.statistics import Interval
from verify.decide.verdict import HypothesisStatus, Measured, Outcome
from verify.studies.least_squares.distances import Setting, mean_distance, sample, spread_of_adamw, tau_of_adamw
from verify.studies.least_squares.linear_law import laws, mean_length, spread_of


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


Runs = Mapping[tuple[str, str], int]


def measure(settings: Sequence[tuple[str, Setting]], runs: Runs, seed: int, share: float) -> list[Line]:
    """A line for every setting with its group. `runs`: of a group and algorithm; `share`: each interval's error rate."""
    pairs = [one for _, one in settings if one.pair]
    exact = dict(zip(pairs, laws(pairs), strict=True)) if pairs else {}
    lines = []
    for group, one in settings:
        values, law = one.values(), exact.get(one)
        values[s.tau_g] = tau_of_adamw(one, values) if law is None else law.tau
        spread = spread_of_adamw(one, values) if law is None else spread_of(law)
        interval = mean_distance(sample(one, runs[group, one.algorithm], seed), spread, share)
        lines.append(Line(group, one, values, interval, None if law is None else mean_length(law)))
    return lines


def part_of(claim: Claim, algorithm: str) -> Part:
    """The claim's part on this algorithm."""
    return next(part for part in claim.parts if part.id == algorithm)


def hypotheses(claim: Claim, line: Line) -> tuple[HypothesisStatus, ...]:
    """The statement's own conditions, and for l2-Adam those of step 7, at this setting."""
    one = line.setting
    found = [HypothesisStatus("x_* = 0", "fails" if one.shift else "holds", one.shift, "0", "statement")]
    for hypothesis in claim.hypotheses:
        if one.pair or s.lambda_l2 not in hypothesis.relation.free_symbols:
            found.append(check(hypothesis, line.values, True))
    if claim.variant == Variant.PAPER:
        said = "holds" if one.papers else "fails"
        found.append(HypothesisStatus("ell = delta^(1/2)", said, one.ell, one.delta**0.5, "statement"))
    return tuple(found)


SEVERITY = {Outcome.HOLDS: 0, Outcome.UNDECIDED: 1, Outcome.VIOLATED: 2}


@dataclass(frozen=True)
class Judged:
    """A line under a claim's part: the statuses of its hypotheses, the bound, and the verdict if they all hold."""

    line: Line
    part: Part
    hypotheses: tuple[HypothesisStatus, ...]
    bound: float
    outcome: Outcome

    @property
    def applies(self) -> bool:
        return not any(h.fails for h in self.hypotheses)

    @property
    def ratio(self) -> float:
        """Mean over bound; -1 where there is no bound."""
        ratio = self.line.interval.mean / self.bound
        return ratio if np.isfinite(ratio) else -1.0


def judge(claim: Claim, lines: Sequence[Line]) -> list[Judged]:
    """Every line under its part of the claim."""
    found = []
    for line in lines:
        part = part_of(claim, line.setting.algorithm)
        asked = hypotheses(claim, line)
        # outside of step 7's interval, and at its ends, kappa is infinite or no number at all
        out = claim.variant == Variant.REPAIRED and any(h.fails and "step 7" in h.name for h in asked)
        bound = float("nan") if out else number(part.right, line.values)
        found.append(Judged(line, part, asked, bound, verdict(line, bound)))
    return found


def verdict(line: Line, bound: float) -> Outcome:
    """By the interval; an interval that excludes the exact mean, or a bound that is no number, decides nothing."""
    m = line.interval
    measured = Measured(m.mean, m.lower, m.upper, m.runs)
    return at_most(measured, bound) if line.agrees and not np.isnan(bound) else Outcome.UNDECIDED


def parameters(line: Line) -> dict[str, float | int | str]:
    one = line.setting
    shown: dict[str, float | int | str] = {"k": one.k, "a": one.a, "x_0": one.x_0, "delta": one.delta, "ell": one.ell}
    shown["x_*"] = one.shift
    shown |= {"alpha": one.alpha} if not one.pair else {"lambda": one.decay}
    return shown | {"tau": line.values[s.tau_g]}
