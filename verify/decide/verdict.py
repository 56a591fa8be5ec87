"""Verdicts as data: what a check found, with everything needed to cite it or to doubt it. Printing is a view of it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What is said of one part of one claim on one problem."""

    HOLDS = "HOLDS"  # the upper confidence limit is at most the bound; a pathwise claim: at every step of every run
    VIOLATED = "VIOLATED"  # the lower confidence limit exceeds the bound; a pathwise claim: at some step, with a witness
    UNDECIDED = "UNDECIDED"  # the tool could not tell (runs, horizon, range): the reason says what would help
    INAPPLICABLE = "INAPPLICABLE"  # a hypothesis of the claim fails, which is named, and nothing else


@dataclass(frozen=True)
class HypothesisStatus:
    """One executable hypothesis: `value` against `limit`; `binding` tells whether its failure makes the claim inapplicable."""

    name: str
    status: str  # "holds" | "fails" | "monitored"
    value: float | str | None
    limit: float | str | None
    source: str
    binding: bool = True
    #: of the interval that a statement about its probability rests on
    error_rate: float | None = None

    @property
    def fails(self) -> bool:
        return self.status == "fails"


@dataclass(frozen=True)
class Measured:
    """A measured mean with its confidence interval; for a pathwise part the worst slack, without one."""

    mean: float
    lower: float | None
    upper: float | None
    runs: int


@dataclass(frozen=True)
class Result:
    """One row of the ledger."""

    claim: str
    variant: str
    part: str
    problem: str
    algorithm: str
    verdict: Outcome
    measured: Measured | None
    bound: float | None
    ratio: float | None
    hypotheses: tuple[HypothesisStatus, ...]
    parameters: Mapping[str, float | int | str]
    witness: Mapping[str, Any] | None
    seconds: float
    kind: str
    error_rate: float | None = None
    reason: str | None = None
    terms: Mapping[str, float] = field(default_factory=dict)
    iterations: Mapping[str, float | int | None] | None = None
    known: bool = False
    #: the bound at the same parameters if every constant were the best that is proved: what loose constants cost
    bound_at_best: float | None = None
    #: the study that found the row, if one did
    study: str | None = None

    @property
    def key(self) -> str:
        """How a problem file lists the row as a known violation: `theorem-2:paper eq-18`."""
        return f"{self.claim}:{self.variant} {self.part}"

    def to_dict(self) -> dict[str, Any]:
        """The row for report.json; what is not finite becomes a text or null."""
        row: dict[str, Any] = {}
        for name in self.__dataclass_fields__:
            row[name] = getattr(self, name)
        row["measured"] = None if self.measured is None else dict(vars(self.measured))
        row["hypotheses"] = [dict(vars(h)) for h in self.hypotheses]
        return plain(row)

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Result":
        """The row that `to_dict` gave (what was not finite stays a text, and is written as the same text again)."""
        measured = None if row["measured"] is None else Measured(**row["measured"])
        hypotheses = tuple(HypothesisStatus(**h) for h in row["hypotheses"])
        return cls(**{**row, "verdict": Outcome(row["verdict"]), "measured": measured, "hypotheses": hypotheses})


def plain(value: Any) -> Any:
    """`value` in JSON's types: NaN as null, infinities as texts, NumPy numbers as numbers."""
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, float):
        if math.isnan(value):
            return None
        if math.isinf(value):
            return "infinity" if value > 0 else "-infinity"
    return value
