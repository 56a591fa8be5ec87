"""Exported goals are decided alike from the files alone."""

import json
from pathlib import Path

import pytest
import sympy as sp

from benchmarks.agreement import by_cvc5, by_z3, limited, table
from benchmarks.answers import Answers
from theory.claim import Goal
from theory.papers.adamw.theorem_2 import goals
from theory.prove.mutate import scale
from theory.prove.smtlib import problems_of

PROVED = [goals.bracket_5, goals.bracket_v, goals.differences, goals.short_steps]


@pytest.mark.parametrize("goal", PROVED, ids=lambda goal: str(goal.conclusion)[:40])
def test_a_proved_goal_is_unsatisfiable_in_its_file(goal: Goal) -> None:
    for text in problems_of(goal):
        assert by_z3(text) == "unsat"
        assert by_cvc5(text) == "unsat"


def test_a_false_goal_is_not() -> None:
    (text,) = problems_of(scale(sp.Rational(101, 100))(goals.bracket_v).goal)
    assert by_z3(text) == "sat"


def test_a_goal_has_one_text_whatever_was_written_before() -> None:
    first = problems_of(goals.bracket_v)
    held = problems_of(goals.differences)  # z3 counts on
    assert problems_of(goals.bracket_v) == first != held


def test_other_provers_goals_have_no_file() -> None:
    assert problems_of(goals.polarisation) == ()


def endless(_: str) -> str:
    while True:
        pass


def test_a_solver_that_takes_too_long_does_not_know() -> None:
    assert limited(endless, "", seconds=1) == "unknown"
    assert limited(str.upper, "unsat", seconds=1) == "UNSAT"


def test_the_table_counts_what_the_files_say(tmp_path: Path) -> None:
    """One goal that holds, one that does not although its step is said to be PROVED: its row shows it."""
    false = scale(sp.Rational(101, 100))(goals.bracket_v).goal
    for name, goal in (("true", goals.bracket_v), ("false", false)):
        (text,) = problems_of(goal)
        (tmp_path / f"{name}.smt2").write_text(text, encoding="utf-8")
    (tmp_path / "index.json").write_text(json.dumps({f"{name}.smt2": {"step": "PROVED"} for name in ("true", "false")}))
    (tmp_path / "check_certificates.py").write_text("print('0 of 0 certificates hold')", encoding="utf-8")
    told = table(tmp_path, Answers("asked", tmp_path / "kept"))
    assert "| PROVED | sat | sat | 1 | 0 |" in told
    assert "| PROVED | unsat | unsat | 1 | 0 |" in told
    assert "2 files: 2 decided alike by both, 0 by one alone, 0 by neither, 0 differently. 0 of 0 certificates hold." in told


def test_answers_are_kept_and_a_torn_one_is_asked_again(tmp_path: Path) -> None:
    first = Answers("a", tmp_path)
    assert [first.of(key, lambda: "yes") for key in ("x", "y", "x")] == ["yes"] * 3
    first.path.write_text(first.path.read_text(encoding="utf-8")[:-5], encoding="utf-8")
    again = Answers("a", tmp_path)
    assert [again.of(key, lambda: "no") for key in ("x", "y")] == ["yes", "no"]
    assert Answers("a", tmp_path).found == {"x": "yes", "y": "no"}
