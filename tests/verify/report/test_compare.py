"""What differs between two reports: each planted change is found, at its place, and nothing else is."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.report import document
from verify.report.compare import What, differences, same

REFERENCE = Path(__file__).parents[3] / "reports" / "reference"


@pytest.fixture(scope="module")
def reference() -> dict[str, Any]:
    return document.read(REFERENCE)


@pytest.fixture
def changed(reference: dict[str, Any]) -> dict[str, Any]:
    return copy.deepcopy(reference)


def test_a_report_does_not_differ_from_itself(reference: dict[str, Any]) -> None:
    assert differences(reference, json.loads(json.dumps(reference))) == []


def test_every_row_has_a_place_of_its_own(reference: dict[str, Any], changed: dict[str, Any]) -> None:
    """Were two rows taken for one, a change of the first would be hidden by the second."""
    for row in changed["results"]:
        row["verdict"] = f"not {row['verdict']}"
    assert len(differences(reference, changed)) == len(reference["results"])


@pytest.mark.parametrize("place", [0, 700, -1])
def test_a_changed_verdict_is_found_and_leads(place: int, reference: dict[str, Any], changed: dict[str, Any]) -> None:
    row = changed["results"][place]
    before, row["verdict"] = row["verdict"], "OTHER"
    changed["problems"][0]["constants"][0]["upper"] *= 2.0
    first, second = differences(reference, changed)
    assert (first.what, first.before, first.after, first.grave) == (What.VERDICT, before, "OTHER", True)
    assert row["problem"] in first.where
    assert f"{row['claim']}:{row['variant']}" in first.where
    assert (second.what, second.grave) == (What.CONSTANT, False)


def test_a_row_that_only_one_has_is_found_from_both_sides(reference: dict[str, Any], changed: dict[str, Any]) -> None:
    verdict = changed["results"].pop(3)["verdict"]
    (gone,) = differences(reference, changed)
    (come,) = differences(changed, reference)
    assert (gone.what, gone.before, gone.after) == (What.ONLY, verdict, None)
    assert (come.what, come.before, come.after) == (What.ONLY, None, verdict)


def test_a_ratio_within_the_tolerance_is_the_same(reference: dict[str, Any], changed: dict[str, Any]) -> None:
    row = next(row for row in changed["results"] if row["ratio"])
    row["ratio"] *= 1.0 + 1e-12
    assert [one.what for one in differences(reference, changed)] == [What.RATIO]
    assert differences(reference, changed, 1e-9) == []


@given(st.floats(allow_nan=False), st.floats(allow_nan=False), st.sampled_from([0.0, 1e-9, 0.1]))
def test_being_the_same_is_symmetric_and_needs_equality_at_tolerance_0(one: float, other: float, tolerance: float) -> None:
    assert same(one, other, tolerance) == same(other, one, tolerance)
    assert same(one, one, tolerance)
    assert same(one, other, 0.0) == (one == other)
    assert not same(one, "infinity", tolerance)
