"""What differs between two reports: verdicts, rows that only one has, numbers. From the documents alone."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

Document = Mapping[str, Any]
Key = tuple[str, ...]


class What(StrEnum):
    """Kinds of differences, the gravest first."""

    VERDICT = "verdict"
    ONLY = "only in one"
    CONSTANT = "constant"
    BOUND = "bound"
    RATIO = "ratio"
    INTERVAL = "interval"


#: with these a reader of the first report would say something else after the second
GRAVE = (What.VERDICT, What.ONLY)


@dataclass(frozen=True)
class Difference:
    """One thing that differs; `before` and `after` are numbers or words, None where the report has no such thing."""

    what: What
    where: str
    before: float | str | None
    after: float | str | None

    @property
    def grave(self) -> bool:
        return self.what in GRAVE

    def to_dict(self) -> dict[str, Any]:
        """The difference as JSON data."""
        return asdict(self)


def differences(first: Document, second: Document, tolerance: float = 0.0) -> list[Difference]:
    """Every difference, the gravest kind first; numbers that differ by at most `tolerance`, relatively, are the same.

    The last digits of a number may depend on the processor where sums are left to BLAS; verdicts do not.
    """
    found = [*_of_rows(first, second, tolerance), *_of_constants(first, second, tolerance)]
    order = list(What)
    return sorted(found, key=lambda one: order.index(one.what))


def _of_rows(first: Document, second: Document, tolerance: float) -> Iterator[Difference]:
    before, after = _rows(first), _rows(second)
    for key in dict.fromkeys((*before, *after)):
        where, old, new = " · ".join(filter(None, key)), before.get(key), after.get(key)
        if old is None or new is None:
            yield Difference(What.ONLY, where, *(None if row is None else row["verdict"] for row in (old, new)))
            continue
        if old["verdict"] != new["verdict"]:
            yield Difference(What.VERDICT, where, old["verdict"], new["verdict"])
        for what, name in ((What.BOUND, "bound"), (What.RATIO, "ratio")):
            if not same(old[name], new[name], tolerance):
                yield Difference(what, where, old[name], new[name])
        for end in ("lower", "upper"):
            one, other = ((row["measured"] or {}).get(end) for row in (old, new))
            if not same(one, other, tolerance):
                yield Difference(What.INTERVAL, f"{where} · {end}", one, other)


def _of_constants(first: Document, second: Document, tolerance: float) -> Iterator[Difference]:
    before, after = _constants(first), _constants(second)
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if not same(old, new, tolerance):
            yield Difference(What.CONSTANT, " · ".join(key), old, new)


def _rows(document: Document) -> dict[Key, Mapping[str, Any]]:
    """The rows of the ledger by what they are about: claim, part, problem, algorithm, study, accuracy."""
    found: dict[Key, Mapping[str, Any]] = {}
    for row in document["results"]:
        accuracy = row["parameters"].get("epsilon")
        about = (f"{row['claim']}:{row['variant']}", row["part"], row["problem"], row["algorithm"], row["study"] or "")
        found[(*about, "" if accuracy is None else f"epsilon {accuracy:g}")] = row
    return found


def _constants(document: Document) -> dict[Key, float | str | None]:
    """What is declared of a constant and the ends of what is proved of it."""
    return {
        (problem["problem"], constant["name"], end): constant[end]
        for problem in document["problems"]
        for constant in problem.get("constants", ())
        for end in ("declared", "lower", "upper", "status")
    }


def same(one: float | str | None, other: float | str | None, tolerance: float) -> bool:
    """Whether two numbers are equal to within `tolerance`, relative to the larger; words (and nothing) must be equal."""
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return math.isclose(one, other, rel_tol=tolerance, abs_tol=0.0)
    return one == other
