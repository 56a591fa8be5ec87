"""Exported goals are decided alike from the files alone."""

import pytest
import sympy as sp

from benchmarks.agreement import by_cvc5, by_z3
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


def test_other_provers_goals_have_no_file() -> None:
    assert problems_of(goals.polarisation) == ()
