"""What the worst functions say of the constants: the numbers are theirs, and a bound that is too small is said to be broken."""

from typing import Any

import pytest

from problems.load import FOLDER, load
from theory.papers import find
from verify.decide.plant import planted
from verify.studies.how_tight import attained, study

KEY = "bounded-scaling:tighter"


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(study, "TIGHT", (KEY,))
        return dict(study.decide((), 0, 0.01, lambda _: None).data)


def test_the_common_bound_can_be_a_sixth_smaller_and_no_more(data: dict[str, Any]) -> None:
    (row,) = (row for row in data["few"] if row["part"] == "S")
    assert row["holds"]
    assert row["exact"]
    assert row["ratio"] == pytest.approx(5 / 6, rel=1e-3)
    assert any("S: no bound less than 0.8333" in sentence for sentence in study.sentences(data))
    assert "are the best there are" in study.sentences(data)[0]
    assert f"| {KEY} | S |" in study.section(data)


def test_a_bound_that_is_too_small_is_said_to_be_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    (claim,) = find(KEY)
    monkeypatch.setattr(study, "TIGHT", (KEY,))
    monkeypatch.setattr(study, "find", lambda _: [planted(claim, "S=0.8")])
    found = dict(study.decide((), 0, 0.01, lambda _: None).data)
    assert any("S is broken by a function" in sentence for sentence in study.sentences(found))
    assert "VIOLATED" in study.section(found)


def test_ends_that_are_apart_are_not_called_exact(data: dict[str, Any]) -> None:
    (row,) = (row for row in data["few"] if row["part"] == "S")
    assert not study.exact({**row, "high": row["low"] + 0.1})
    assert not study.exact({**row, "high": None})


def test_shipped_problems_attain_what_is_told_of_them(data: dict[str, Any]) -> None:
    assert {row["file"] for row in data["attained"]} == {path.name for path in attained.files()}
    (row,) = (row for row in data["attained"] if row["part"] == "eq-18")
    assert row["runs"] == 1
    assert row["ratio"] == pytest.approx(5 / 6, abs=1e-3)
    assert all(0.0 < row["ratio"] < 1.0 for row in data["attained"])
    assert f"| theorem-2:repaired | eq-18 | 0.83331 | {row['steps']} | 1 | {row['file']} |" in study.section(data)
    known = {**data, "few": [{"claim": row["claim"], "part": "eq-18", "high": 0.41666, "stated": 0.5, "violated": False,
                              "exact": False, "holds": True}]}  # fmt: skip
    assert any("no smooth function has more" in sentence for sentence in study.sentences(known))
    assert not any("no smooth function has more" in sentence for sentence in study.sentences({**known, "few": []}))


def test_a_part_of_a_claim_in_stages_is_run_in_stages_alone() -> None:
    (claim,) = find("theorem-4:repaired")
    laid = attained.planned(claim, "constant", "constant.gradient", load(FOLDER / "stagewise_well.toml"), 0)
    assert [part.id for part in laid.parts] == ["constant.gradient"]
    assert len(laid.experiments) == laid.affordable > 0
