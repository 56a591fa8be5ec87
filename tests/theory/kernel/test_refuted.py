"""Coq proofs of negations: the witness's numbers stand where the lemma has its letters."""

import sympy as sp

from theory.claim import Goal
from theory.kernel.goals import lemma
from theory.kernel.refuted import negation, script
from theory.prove.provers import decide

x, y = sp.symbols("x y", positive=True)


def test_the_negation_of_a_lemma() -> None:
    body = "forall x : R,\n  0 < x ->\n  x <= 1"
    assert negation(f"Lemma one : {body}.\n") == f"Lemma one_false : ~ ({body}).\n"


def test_roots_and_maxima_have_the_values_that_they_stand_for() -> None:
    goal = Goal("z3", sp.Le(sp.sqrt(y) + sp.Max(x, 2), 1), (sp.Eq(x, 3), sp.Eq(y, 4)))
    decision = decide(goal)
    assert decision.witness is not None
    assert " x y : R" in lemma("t", goal)
    letters = lemma("t", goal).partition("forall ")[2].partition(" : R")[0].split()
    values = {"x": "3", "y": "4", "root0": "2", "choice1": "3"}
    put = " ".join(f"({values[letter]})" for letter in letters)
    assert script(lemma("t", goal), goal, decision.witness) == f"intros goal; specialize (goal {put}); refute goal"
