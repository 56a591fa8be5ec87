"""A goal that takes long is named with its time, its letters and what to try; a quick one is not."""

import sympy as sp

from theory.claim import Goal, Status, Step
from theory.prove.result import Decision
from theory.prove.slow import LONG, slow

A, B, *MORE = sp.symbols("a b c d e f g h", positive=True)
QUICK, MANY = Goal("z3", sp.Le(A, B), (sp.Le(A, 1),)), Goal("z3", sp.Le(sp.sqrt(A), sp.Add(B, *MORE)))
STEP = Step("claim.3", "says", "nowhere", (QUICK, MANY))


def found(*seconds: float) -> list[Decision]:
    return [Decision(Status.PROVED, "z3", (), seconds=s) for s in seconds]


def test_quick_goals_are_not_mentioned() -> None:
    assert slow(STEP, found(0.1, LONG - 0.1)) == ()


def test_a_slow_goal_says_which_how_long_and_what_to_try() -> None:
    (line,) = slow(STEP, found(0.1, 41.2))
    assert line.startswith("claim.3, goal 2 of 2 (z3) took 41 s with the letters a, b, c, d, e, f, g, h; try ")
    assert "a letter for each root" in line
    assert "fewer than 8 letters" in line
    assert "split the step" in line
    (line,) = slow(STEP, found(30.0, 0.1))
    assert line.startswith("claim.3, goal 1 of 2 (z3) took 30 s with the letters a, b; try split the step")
