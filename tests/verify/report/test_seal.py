"""One altered number is found and named; what a machine may change does not change the id."""

import copy
import json
import math
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from problems.errors import InputError
from verify.report import document
from verify.report.seal import TIMES, altered, identity, sealed, untouched

REFERENCE = Path(__file__).parents[3] / "reports" / "reference"


@pytest.fixture(scope="module")
def whole() -> dict[str, Any]:
    return document.read(REFERENCE)


def thinned(whole: dict[str, Any], every: int, *studies: str) -> dict[str, Any]:
    """Something of every section of the reference report, sealed: one of so many entries, and these studies."""
    kept = {name: value[::every] if isinstance(value, list) else value for name, value in whole.items()}
    kept["audit_steps"] = dict(list(whole["audit_steps"].items())[::20])
    return sealed({**kept, "studies": {name: whole["studies"][name] for name in studies}})


@pytest.fixture(scope="module")
def some(whole: dict[str, Any]) -> dict[str, Any]:
    return thinned(whole, 10, "rates", "power")


@pytest.fixture
def report(some: dict[str, Any]) -> dict[str, Any]:
    return copy.deepcopy(some)


def test_the_reference_report_is_intact(whole: dict[str, Any]) -> None:
    assert altered(whole) == []


def test_times_may_differ(report: dict[str, Any]) -> None:
    report["created"] = "another day"
    report["results"][3]["seconds"] = 99.0
    assert altered(report) == []


def last_digit(value: float) -> float:
    return value * (1.0 + 2**-52)


def _row(report: dict[str, Any]) -> str:
    place = next(j for j, row in enumerate(report["results"]) if row["ratio"])
    report["results"][place]["ratio"] = last_digit(report["results"][place]["ratio"])
    return f"results[{place}].ratio"


def _curve(report: dict[str, Any]) -> str:
    place = next(j for j, course in enumerate(report["courses"]) if "running" in course)
    band = next(iter(report["courses"][place]["running"].values()))
    band["mean"][5] = last_digit(band["mean"][5])
    return f"courses[{place}].running"


def _study(report: dict[str, Any]) -> str:
    report["studies"]["rates"]["data"]["lines"][0]["points"][0]["value"] = 17.0
    return "studies.rates"


def _text(report: dict[str, Any]) -> str:
    report["problems"][0]["text"] += "#"
    return "problems[0].text"


def _seed(report: dict[str, Any]) -> str:
    report["seed"] = 99
    return "seed"


def _gone(report: dict[str, Any]) -> str:
    report["results"].pop()
    return f"results: {len(report['results'])} entries where {len(report['results']) + 1} were written"


@pytest.mark.parametrize("alter", [_row, _curve, _study, _text, _seed, _gone])
def test_what_was_altered_is_named(alter: Any, report: dict[str, Any]) -> None:
    where = alter(report)
    assert altered(report) == [where]
    with pytest.raises(InputError) as refused:
        untouched(report, "here")
    assert where in str(refused.value)


def numbers(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where there is a number, other than a time."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from () if name in TIMES else numbers(one, (*path, name))
    elif isinstance(value, list):
        for j, one in enumerate(value):
            yield from numbers(one, (*path, j))
    elif isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        yield path


@pytest.fixture(scope="module")
def small(whole: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[Any, ...]]]:
    """A part of the reference report, and the places of its numbers."""
    report = thinned(whole, 150, "power")
    return report, list(numbers(report))


@given(st.data())
def test_any_one_altered_number_is_found_and_named(small: tuple[dict[str, Any], list[tuple[Any, ...]]], data: Any) -> None:
    report, places = small
    *path, last = data.draw(st.sampled_from(places))
    other = json.loads(json.dumps(report))
    holder = reduce(lambda found, name: found[name], path, other)
    holder[last] = math.nextafter(holder[last], math.inf) if isinstance(holder[last], float) else holder[last] + 1
    (found,) = altered(other)
    section, *within = [*path, last]
    entry = f"[{within[0]}].{within[1]}" if within and isinstance(within[0], int) else f".{within[0]}" if within else ""
    assert found == f"{section}{entry}"


def test_whoever_mends_the_seals_changes_what_is_cited(report: dict[str, Any]) -> None:
    before = (report["id"], report["content"])
    _row(report)
    again = sealed(report)
    assert altered(again) == []
    assert again["id"] == before[0]
    assert again["content"] != before[1]


def test_the_id_is_of_what_was_asked_and_said(report: dict[str, Any]) -> None:
    before = identity(report)
    _row(report)
    report["machine"]["blas"] = "another"
    report["versions"]["numpy"] = "another"
    assert identity(report) == before
    row = report["results"][0]
    row["verdict"] = "HOLDS" if row["verdict"] != "HOLDS" else "VIOLATED"
    assert identity(report) != before
