"""The worst L-smooth function of a step: what it proves is exact, and a claim that is a little too strong is broken by it."""

from dataclasses import replace
from fractions import Fraction

import cvxpy
import pytest
import sympy as sp

from theory import symbols as s
from theory.claim import Claim, Hypothesis
from theory.papers import find
from theory.worst import few_steps
from theory.worst.forms import NOISE, OneStep, excluded, one_step, settings, steps_of
from theory.worst.one_step import exact, program, proved, told
from verify.decide.plant import planted

LEMMA_2 = find("lemma-2:paper", ())[0]
THEOREM_2 = find("theorem-2:repaired", ())[0]


#: by claim; a planted falsehood has those of the claim that it is made of
SETTINGS = {claim.id: list(settings(claim)) for claim in (LEMMA_2, THEOREM_2)}


def step_of(claim: Claim, name: str, place: int = 0) -> OneStep:
    part = next(part for part in claim.parts if part.id == name)
    found = one_step(part, SETTINGS[claim.id][place])
    assert found is not None
    return found


@pytest.mark.parametrize("letter", [s.dx_sq, s.m_err_sq, s.m_err_sq_next, NOISE])
def test_no_constant_of_lemma_2_can_be_better(letter: sp.Symbol) -> None:
    found = exact(step_of(LEMMA_2, "lemma-2"), letter)
    assert found is not None
    assert found.high is not None
    assert found.low <= found.high
    assert found.high - found.low <= Fraction(1, 1000) * abs(found.stated)
    assert found.high == found.stated
    assert found.holds
    assert not found.violated


@pytest.mark.parametrize("term", ["past error", "movement", "noise"])
def test_lemma_2_with_a_constant_1_percent_too_small_is_broken_by_the_function(term: str) -> None:
    step = step_of(planted(LEMMA_2, f"lemma-2/{term}=0.99"), "lemma-2", 7)
    found = [one for one in (exact(step, letter) for letter in step.varied) if one is not None]
    assert any(one.violated for one in found)
    for one in found:
        true = step_of(LEMMA_2, "lemma-2", 7)
        assert one.function.smooth(true)
        assert one.function.value(true.slack()) >= 0  # of the lemma as it stands the same function says nothing


@pytest.mark.parametrize("name", ["eq-16", "step-6"])
def test_the_exact_constant_of_a_step_less_1_percent_is_broken(name: str) -> None:
    step = step_of(THEOREM_2, name, -1)
    found = exact(step, s.m_err_sq)
    assert found is not None
    assert found.high is not None
    assert found.low <= found.high < found.stated  # the best of theorem 2's numbers is smaller than the paper's
    less = replace(step, coefficients={**step.coefficients, s.m_err_sq: found.high * Fraction(99, 100)})
    broken = replace(found, step=less)
    assert broken.violated
    assert not found.violated


def test_what_is_not_enough_is_not_proved() -> None:
    step = step_of(THEOREM_2, "eq-16", -1)
    found = exact(step, s.u_sq)
    assert found is not None
    assert found.high is not None
    rest, q = step.slack(s.u_sq), step.forms[s.u_sq]
    enough, too_little = float(found.high), float(found.low) * 1.01
    assert any(proved(step, rest, q, (enough, found.stated), mu) is not None for mu in (0.0, 0.1, 1.0))
    assert all(proved(step, rest, q, (too_little, Fraction(-1)), mu) is None for mu in (0.0, 0.1, 1.0))


def test_a_function_that_bends_too_much_is_none_of_the_class() -> None:
    step = step_of(THEOREM_2, "eq-16")
    found = exact(step, s.u_sq)
    assert found is not None
    assert found.function.smooth(step)
    assert not replace(found.function, turn=found.function.turn * 2).smooth(step)
    assert not replace(found.function, variance=found.function.noise + 1).smooth(step)


def test_a_setting_in_which_a_hypothesis_that_binds_is_false_says_nothing() -> None:
    wide = Hypothesis("beta_1 of a test", sp.Ge(s.beta_1, sp.Rational(1, 2)), "a test", stated=False)
    (paper,) = find("theorem-2:paper", ())
    for stated, binds in ((THEOREM_2, True), (paper, False)):
        claim = replace(stated, hypotheses=(*stated.hypotheses, wide))
        assert claim.binds(wide) is binds
        assert excluded(claim, {s.beta_1: sp.Rational(1, 10)}) is binds
        assert not excluded(claim, {s.beta_1: sp.Rational(1, 2)})
        assert not excluded(claim, {s.beta_2: sp.Rational(1, 2)})  # beta_1 is left open
        for found in (settings(claim), few_steps.settings(claim)):
            assert (min(one[s.beta_1] for one in found) < Fraction(1, 2)) is not binds
    for zero in (replace(THEOREM_2, initialisation="zero"), find("adamw-box", ())[0]):
        assert list(few_steps.settings(zero)) == []  # m_0 is 0, lambda > 0


def test_what_is_no_claim_of_this_form_is_left_alone() -> None:
    for name in ("theorem-3:paper", "lemma-1:paper"):
        (claim,) = find(name, ())
        assert steps_of(claim, claim.parts) == []
    (l2_adam,) = (claim for claim in find("corollary-2", ()) if claim.variant == "repaired")
    assert all(setting[s.lambda_] == 0 for setting in settings(l2_adam))
    (row, *_) = told(LEMMA_2, LEMMA_2.parts)
    assert row["violated"] is False
    assert row["holds"] is True
    assert row["low"] <= row["stated"]


def test_what_was_solved_before_changes_nothing() -> None:
    """Programs are laid out once; a solver that is warm finds other numbers."""
    asked = [(step, letter) for step in steps_of(LEMMA_2, LEMMA_2.parts) for letter in step.varied][:6]
    for (step, letter), one in zip(asked, [exact(*one) for one in asked], strict=True):
        program.cache_clear()
        assert one is not None
        assert exact(step, letter) == one


def test_a_solver_that_fails_proposes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the program has the status of an earlier setting."""
    step = step_of(LEMMA_2, "lemma-2")
    assert exact(step, s.dx_sq) is not None

    def failing(*_: object, **__: object) -> None:
        raise cvxpy.SolverError("failed")

    monkeypatch.setattr(cvxpy.Problem, "solve", failing)
    assert exact(step, s.dx_sq) is None
