"""What a study is: a question that needs more than the averages of one ensemble, answered as rows and data.

The `study.py` of a folder here is a study. It provides
    NAME, TITLE                                     its key in report.json and its heading
    CLAIMS                                          the ids of the claims that it decides: no plan is made for them
    ABOUT                                           the ids of claims that plans decide and that it has more to say of
    decide(claims, seed, error_rate, progress)      -> Study
    figures(data, folder)                           -> list of {"name", "caption"}: SVG, from the data alone
    section(data)                                   -> Markdown, from the data alone
`data` is JSON: numbers, texts, lists and dictionaries. What `decide` returns depends on its arguments alone; it runs in a
process of its own. A study brings its own problems, unless it exports `wants(problem) -> bool`: then `decide` has a further
argument `problems`, the files of the invocation that it wants.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from theory.claim import Claim
from verify.decide.verdict import HypothesisStatus, Measured, Outcome, Result

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Study:
    """Rows of the ledger and the data of a section of the report."""

    results: tuple[Result, ...]
    data: Mapping[str, Any]


class StudyModule(Protocol):
    """The `study.py` of a folder here."""

    NAME: str
    TITLE: str
    CLAIMS: tuple[str, ...]
    ABOUT: tuple[str, ...]

    def decide(self, claims: Sequence[Claim], seed: int, error_rate: float, progress: Progress) -> Study: ...

    def figures(self, data: Mapping[str, Any], folder: Path) -> list[dict[str, str]]: ...

    def section(self, data: Mapping[str, Any]) -> str: ...


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
           hypotheses: tuple[HypothesisStatus, ...] = ()) -> Result:  # fmt: skip
        ratio = measured.mean / bound if measured is not None and bound else None
        key = f"{self.claim.key} {self.part}"
        return Result(
            claim=self.claim.id, variant=self.claim.variant, part=self.part, problem=self.problem, algorithm=self.algorithm,
            verdict=verdict, measured=measured, bound=bound, ratio=ratio, hypotheses=hypotheses, parameters=self.parameters,
            witness=witness, seconds=seconds, kind=self.kind, error_rate=self.error_rate, reason=reason, terms=terms or {},
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
