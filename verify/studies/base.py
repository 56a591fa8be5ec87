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
argument `problems`, the files of the invocation that it wants. One that can search its own problems for violations exports
`attacked(claim, part, seed, error_rate, candidates, seconds)`, which returns what `attack` tells of a part.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from theory.claim import Claim
from verify.decide.verdict import Result
from verify.report.studied import Views

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Study:
    """Rows of the ledger and the data of a section of the report."""

    results: tuple[Result, ...]
    data: Mapping[str, Any]


class StudyModule(Views, Protocol):
    """The `study.py` of a folder here."""

    CLAIMS: tuple[str, ...]
    ABOUT: tuple[str, ...]

    def decide(self, claims: Sequence[Claim], seed: int, error_rate: float, progress: Progress) -> Study: ...
