"""The mark of the kernel on a goal: exactly the goals whose lemma stands in a Coq file have it."""

from dataclasses import replace
from pathlib import Path

import sympy as sp

from theory.kernel.goals import called, exported, lemmas
from verify.report.kernel_seen import seen

PAPER = Path(__file__).parents[3] / "theory" / "papers" / "adamw"


def test_a_goal_is_marked_if_its_lemma_stands_in_a_file() -> None:
    stated = "".join(path.read_text(encoding="utf-8") for path in PAPER.glob("*/goals.v"))
    marks = {called(step, goal): seen(goal) for step, goal in exported()}
    assert {name for name, tactic in marks.items() if tactic} == {
        name for name in lemmas() if f"Lemma {name} :" in stated or f"Lemma {name}_false :" in stated
    }
    assert {name for name, tactic in marks.items() if tactic == "false"} == {n for n in marks if f"Lemma {n}_false :" in stated}
    assert any(marks.values())
    assert not all(marks.values())


def test_a_goal_that_has_changed_loses_its_mark() -> None:
    goal = next(goal for _, goal in exported() if seen(goal))
    assert seen(replace(goal, note="another note")) == seen(goal)
    assert seen(replace(goal, premises=(*goal.premises, sp.Gt(sp.Symbol("x"), 0)))) == ""
