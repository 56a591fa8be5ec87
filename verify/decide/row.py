"""Rows of the ledger that share claim, part and problem, and the verdict on a mean from its interval."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from theory.claim import Claim
from verify.decide.helps import explained
from verify.decide.verdict import HypothesisStatus, Measured, Outcome, Result


@dataclass(frozen=True)
class Row:
    """What the rows of one check have in common; `of` makes one of them."""

    claim: Claim
    part: str
    problem: str
    algorithm: str
    kind: str
    error_rate: float | None = None
    parameters: Mapping[str, float | int | str] = field(default_factory=dict)
    known: tuple[str, ...] = ()

    def of(self, verdict: Outcome, measured: Measured | None, bound: float | None, reason: str, *, seconds: float = 0.0,
           witness: Mapping[str, Any] | None = None, terms: Mapping[str, float] | None = None,
           hypotheses: tuple[HypothesisStatus, ...] = (), helps: str | None = None) -> Result:  # fmt: skip
        """`helps`: what would decide it, where it is undecided."""
        ratio = measured.mean / bound if measured is not None and bound else None
        key = f"{self.claim.key} {self.part}"
        return Result(
            claim=self.claim.id, variant=self.claim.variant, part=self.part, problem=self.problem, algorithm=self.algorithm,
            verdict=verdict, measured=measured, bound=bound, ratio=ratio, hypotheses=hypotheses, parameters=self.parameters,
            witness=witness, seconds=seconds, kind=self.kind, error_rate=self.error_rate,
            reason=explained(verdict, reason, hypotheses, helps), terms=terms or {},
            known=verdict == Outcome.VIOLATED and key in self.known,
        )  # fmt: skip


def at_most(measured: Measured, bound: float) -> Outcome:
    """The verdict on "mean <= bound" from the interval."""
    if measured.upper is not None and measured.upper <= bound:
        return Outcome.HOLDS
    if measured.lower is not None and measured.lower > bound:
        return Outcome.VIOLATED
    return Outcome.UNDECIDED


def equal(measured: Measured, margin: float) -> tuple[Outcome, float]:
    """The verdict on "the deviation is 0" from its interval, and what the interval was held against.

    An equality cannot be confirmed on samples, only to within a margin; it is refuted by an interval that excludes 0.
    """
    if measured.lower is not None and measured.lower > 0.0:
        return Outcome.VIOLATED, 0.0
    return at_most(measured, margin), margin
