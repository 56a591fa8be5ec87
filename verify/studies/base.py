"""What a study is: a question that needs more than the averages of one ensemble, answered as rows and data.

A folder here is a study; its name is the study's key in report.json. Its `__init__.py`, which imports little, says
    TITLE                                           its heading
    CLAIMS                                          the ids of the claims that it decides: no plan is made for them
    ABOUT                                           the ids of claims that plans decide and that it has more to say of
    SECONDS                                         of a processor that it takes, about, where it has not been run before
and its `study.py` does
    decide(claims, seed, error_rate, progress)      -> Study
    figures(data, folder)                           -> list of {"name", "caption"}: SVG, from the data alone
    section(data)                                   -> Markdown, from the data alone
`data` is JSON: numbers, texts, lists and dictionaries. What `decide` returns depends on its arguments alone; it runs in a
process of its own. A study brings its own problems, unless its `__init__.py` has `wants(problem) -> bool`: then `decide` has a
further argument `problems`, the files of the invocation that it wants. One that can search its own problems for violations has
`attacked(claim, part, seed, error_rate, candidates, seconds)`, which returns what `attack` tells of a part.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from theory.claim import Claim
from verify.decide.verdict import Result

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Study:
    """Rows of the ledger and the data of a section of the report."""

    results: tuple[Result, ...]
    data: Mapping[str, Any]


class StudyModule(Protocol):
    """The `study.py` of a folder here."""

    __name__: str

    def decide(self, claims: Sequence[Claim], seed: int, error_rate: float, progress: Progress, **more: Any) -> Study: ...

    def figures(self, data: Mapping[str, Any], folder: Path) -> list[dict[str, str]]: ...

    def section(self, data: Mapping[str, Any]) -> str: ...
