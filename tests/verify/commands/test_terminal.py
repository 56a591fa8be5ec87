"""What the terminal shows of a run, and how `diff` ends: from the rows of the reference report."""

import copy
from pathlib import Path
from typing import Any

import pytest

from tests.calls import program
from verify.commands import ledger
from verify.decide.verdict import Result
from verify.report import document, seal

REFERENCE = Path(__file__).parents[3] / "reports" / "reference"


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """Of the reference report one theorem on three problems, of which two violate it and one is outside its hypotheses."""
    whole = document.read(REFERENCE)
    some = [row for row in whole["results"] if row["claim"] == "theorem-2" and row["study"] is None]
    places = ["rational well", "a flat well with a strong decay", "a flat well with a strong decay and decaying steps"]
    return {**whole, "courses": [], "studies": {}, "results": [row for row in some if row["problem"] in places]}


def shown(told: dict[str, Any], capsys: pytest.CaptureFixture[str], every_row: bool) -> list[str]:
    rows = [Result.from_json(row) for row in told["results"]]
    ledger.print_results(rows, [], {name: told[name] for name in ("claims", "problems")}, Path("out"), False, every_row)
    return capsys.readouterr().out.splitlines()


def test_one_line_a_claim_and_problem_then_a_card_then_the_counts(told: dict[str, Any], capsys: Any) -> None:
    lines = shown(told, capsys, every_row=False)
    pairs = {(row["variant"], row["problem"]) for row in told["results"] if row["verdict"] != "INAPPLICABLE"}
    table = [line for line in lines if line.startswith("theorem-2:") and "  " in line]
    assert len(table) == len(pairs) == 6
    violated = [line for line in table if "VIOLATED" in line]
    assert violated
    assert all("(known)" in line for line in violated)
    cards = [line for line in lines if line.startswith(("theorem-2:paper: Violated:", "theorem-2:repaired: Holds"))]
    assert len(cards) == 2
    outside = sum(row["verdict"] == "INAPPLICABLE" for row in told["results"])
    assert outside
    assert [line.count("INAPPLICABLE") for line in lines if "INAPPLICABLE" in line] == [1]  # counted, not listed
    assert f"{outside} INAPPLICABLE" in lines[-2]


def test_a_violation_that_is_not_known_is_not_called_so(told: dict[str, Any], capsys: Any) -> None:
    rows = [{**row, "known": False} for row in told["results"]]
    assert "(known)" not in "\n".join(shown({**told, "results": rows}, capsys, every_row=False))


def test_all_rows_are_listed_when_asked_for(told: dict[str, Any], capsys: Any) -> None:
    lines = shown(told, capsys, every_row=True)
    assert sum(line.startswith("theorem-2:") and ": " not in line[:20] for line in lines) == len(told["results"])


def test_many_claims_about_other_algorithms_are_counted_in_a_line_and_listed_when_asked_for(told: Any, capsys: Any) -> None:
    def said(every_row: bool, pairs: list[dict[str, str]]) -> list[str]:
        ledger.print_results([], [], {"not_about": pairs}, Path("out"), False, every_row)
        return [line for line in capsys.readouterr().out.splitlines() if line.startswith("no rows, as")]

    many = document.read(REFERENCE)["not_about"]
    (line,) = said(False, many)
    assert len(line) <= ledger.LISTED
    assert f"{len({one['claim'] for one in many})} claims" in line
    assert f"{len(many)} pairs (--all lists them)" in line
    listed = said(True, many)
    assert len(listed) == len({one["algorithm"] for one in many})
    assert all(one["claim"] in "".join(listed) for one in many)
    assert said(False, many[:1]) == said(True, many[:1]) != []


@pytest.mark.parametrize(("verdict", "status"), [("HOLDS", 1), ("VIOLATED", 0)])
def test_diff_ends_with_1_if_a_verdict_changed(verdict: str, status: int, told: dict[str, Any], tmp_path: Path) -> None:
    place = next(j for j, row in enumerate(told["results"]) if row["verdict"] == "VIOLATED")
    other = copy.deepcopy(told)
    other["results"][place]["verdict"] = verdict
    for name, report in (("one", told), ("other", other)):
        (tmp_path / name).mkdir()
        document.write(seal.sealed(report), tmp_path / name / "report.json")
    done = program("diff", tmp_path / "one", tmp_path / "other")
    assert done.returncode == status, done.stderr
    assert ("1 verdict" in done.stdout) == bool(status)
