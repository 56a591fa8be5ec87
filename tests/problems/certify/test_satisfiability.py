"""The arguments are decided by a prover, which refutes the planted falsehoods; the examples are certified."""

import math

import pytest

from problems.certify.satisfiability import ENTRIES, of_claim
from problems.load import FOLDER, load
from theory.claim import Status
from theory.prove.provers import decide_and_recheck

ARGUED = [entry for entry in ENTRIES if not entry.satisfiable]
NAMES = [f"{entry.claim} on {entry.scope}" for entry in ARGUED]


@pytest.mark.parametrize("entry", ARGUED, ids=NAMES)
def test_the_argument_is_proved_and_its_mutants_are_refuted(entry):
    assert entry.goals
    assert len(entry.mutants) >= 3
    for goal in entry.goals:
        assert decide_and_recheck(goal).status is Status.PROVED, goal.note
    for mutant in entry.mutants:
        assert decide_and_recheck(mutant.goal).status is Status.REFUTED, mutant.change


def test_examples_show_what_is_said():
    for entry in ENTRIES:
        assert entry.satisfiable is (entry.example is not None)
        if entry.example is None:
            continue
        problem = load(FOLDER / entry.example)
        assert (problem.region is None) or entry.scope.startswith("a box") or "Q" in entry.assumptions, entry
        values = {"S": "L", "N": "sigma", "B": "c_inf", "P": "mu_k"}
        for letter, name in values.items():
            if letter in entry.assumptions.replace(" ", "").split(","):
                value = problem.constant(name)
                assert value is not None
                assert math.isfinite(value)
        if "P" in entry.assumptions:
            assert problem.constant("mu_k") > 0
        assert problem.constant("L") > 0  # F is not constant


def test_every_claim_with_assumptions_has_an_entry_for_both_scopes():
    for claim in ("lemma-1", "theorem-1", "theorem-2", "corollary-1", "corollary-2", "theorem-3", "theorem-4"):
        assert {entry.scope for entry in of_claim(claim)} == {"all of R^d", "a box |x_i| <= r"}
    assert of_claim("lemma-3") == ()
