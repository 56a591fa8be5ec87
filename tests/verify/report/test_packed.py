"""report.json on disk: nothing is lost, and what does not fit is refused."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from problems.errors import InputError
from verify.report import document, packed
from verify.report.packed import pack, unpack

REFERENCE = Path(__file__).parents[3] / "reports" / "reference"

numbers = st.one_of(
    st.none(), st.floats(allow_nan=False, allow_infinity=False), st.floats(width=32, allow_nan=False, allow_infinity=False)
)
lists = st.one_of(
    st.lists(numbers, max_size=40),
    st.lists(st.integers(-(2**70), 2**70), max_size=20),
    st.lists(st.booleans(), min_size=12, max_size=14),
)
leaves = st.one_of(numbers, lists, st.text(max_size=3))
data = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(st.sampled_from("abc"), inner, max_size=3)),
    max_leaves=30,
)


def text(value: Any) -> str:
    return json.dumps(value)


@given(data, data)
def test_every_bit_comes_back(courses: Any, studies: Any) -> None:
    given = {"results": [], "courses": [courses], "studies": {"one": studies}, "seed": 0}
    assert text(unpack(json.loads(text(pack(given))))) == text(given)


@pytest.fixture(scope="module")
def reference() -> dict[str, Any]:
    return document.read(REFERENCE)


def test_the_reference_report_comes_back(reference: dict[str, Any]) -> None:
    again = unpack(json.loads(text(pack(reference))))
    assert again == reference
    assert text(again["results"]) == text(reference["results"])


def test_a_report_with_fewer_shortened_parts_is_read(reference: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "SHORTENED", ("shared", "audit"))
    older = json.loads(text(pack(reference)))
    monkeypatch.undo()
    assert unpack(older) == reference


@pytest.mark.parametrize("part", ["shared", "curves", "results"])
def test_a_form_that_does_not_fit_is_refused(
    part: str, reference: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "SHORTENED", tuple(name for name in packed.SHORTENED if name != "results"))
    stored = pack(copy.deepcopy(reference))
    monkeypatch.undo()
    if part == "results":
        stored["results"]["verdict"].pop()
    else:
        stored[part] = {"shared": {"hypotheses": [], "parameters": []}, "curves": "AAAA"}[part]
    (tmp_path / "report.json").write_text(text(stored), encoding="utf-8")
    with pytest.raises(InputError, match="is no report"):
        document.read(tmp_path)
