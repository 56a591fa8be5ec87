"""Declared facts are true of the rules, a false one is seen, and what is not declared has no default."""

from collections import namedtuple
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import sympy as sp

from problems.fingerprint import fingerprint
from tests.theory.algorithms.extra import ADABOUND, ALGORITHMS, RMSPROP, AdaBoundParameters
from theory import symbols as s
from theory.algorithms import adamw, all_algorithms, l2_adam
from theory.algorithms.base import Algorithm, Bounds, Decay, Objective
from theory.symbols import Letter
from theory.units import Unit
from verify.simulate.declared import refuted

EVERY = {a.name: a for a in (*all_algorithms().values(), *ALGORITHMS)}
ONE = sp.Integer(1)


@pytest.mark.parametrize("name", EVERY)
def test_what_is_declared_is_not_refuted(name: str) -> None:
    assert refuted(EVERY[name]) == []


A1, B1 = adamw.ALGORITHM, adamw.BOUNDS
FALSE: dict[str, tuple[Algorithm, str]] = {
    "AdamW without decay": (replace(A1, decay_kind=Decay.NONE), "lambda changes the step"),
    "AdamW with a penalty": (replace(A1, decay_kind=Decay.IN_GRADIENT), "not that of g + lambda x"),
    "l2-Adam decoupled": (replace(l2_adam.ALGORITHM, decay_kind=Decay.DECOUPLED), "less lambda eta x"),
    "m too small": (replace(A1, bounds=replace(B1, m=s.c_inf / 2)), "bounds.m is exceeded"),
    "v too small": (replace(A1, bounds=replace(B1, v_high=s.c_inf)), "bounds.v_high is exceeded"),
    "v too large": (replace(A1, bounds=replace(B1, v_low=2 * sp.sqrt(s.delta))), "bounds.v_low is not reached"),
    "steps too short": (replace(A1, bounds=replace(B1, move=s.c_inf / 2)), "bounds.move is exceeded"),
    "AdaBound with AdamW's bounds": (replace(ADABOUND, bounds=B1), "bounds."),
    "another reference": (replace(A1, reference=all_algorithms()["adam"].reference), "another x"),
    "another objective": (replace(A1, objective=Objective.LOSS), "objective is F, and decay_kind is decoupled"),
    "averages of other slots": (replace(RMSPROP, averages=True), "slots that are not x, m, n"),
}


@pytest.mark.parametrize("name", FALSE)
def test_a_false_declaration_is_seen(name: str) -> None:
    algorithm, says = FALSE[name]
    assert any(says in line for line in refuted(algorithm)), refuted(algorithm)


def test_nothing_is_declared_by_default() -> None:
    bare = Algorithm("bare", "none", adamw.update, s.lambda_, "Bare")
    assert bare.decay_kind is None
    assert bare.objective is None
    assert bare.bounds == Bounds(None, None, None, None)
    assert bare.reference is None
    assert not bare.averages
    assert not bare.staged
    assert refuted(bare) == []


LETTER = Letter(sp.Symbol("final_lr", positive=True), Unit(ONE, ONE), "a number")
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a parameter without a letter": (
        {"Parameters": AdaBoundParameters, "letters": {"final_lr": LETTER}},
        "must name the param",
    ),
    "a letter that is taken": (
        {"Parameters": AdaBoundParameters, "letters": {"final_lr": LETTER, "gamma": s.LETTERS["gamma"]}},
        "the letter gamma of gamma is taken: factor of the decaying schedule",
    ),
    "a row of an unknown letter": ({"rows": {"lower": sp.Symbol("q")}}, "the row lower has letters that it cannot have"),
    "a schedule of eta": ({"lambda_k": s.lambda_ * s.eta}, "may have the letters lambda, mu_v and k alone"),
    "slots without x": (
        {"slots": namedtuple("Slots", "y n")},
        "first slot of the state must be x",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_declared_is_refused_in_one_line(name: str) -> None:
    changes, says = WRONG[name]
    with pytest.raises(ValueError, match=r"^adamw: ") as caught:
        replace(A1, **changes)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_rows_are_formulas_of_the_step() -> None:
    k = np.arange(5)
    final, gamma, lower, upper = ADABOUND.own_rows(
        AdaBoundParameters(gamma=0.5), k, {name: np.ones((5, 1)) for name in ("eta", "beta_1", "beta_2", "lambda_", "delta")}
    )
    assert (final, gamma) == (0.1, 0.5)
    np.testing.assert_allclose(np.ravel(lower), 0.1 * (1 - 1 / (0.5 * (k + 1) + 1)))
    np.testing.assert_allclose(np.ravel(upper), 0.1 * (1 + 1 / (0.5 * (k + 1))))


def test_the_key_of_an_algorithm_is_its_content() -> None:
    """Every fact, the rule and its second writing count, and so does a rule that is wrapped."""
    assert len({fingerprint(a) for a in EVERY.values()}) == len(EVERY)
    changes: list[dict[str, Any]] = [
        {"bounds": replace(B1, m=None)}, {"decay_kind": None}, {"lambda_k": ONE}, {"averages": False}, {"reference": None},
        {"update": all_algorithms()["adam"].update}, {"rows": {"lower": s.k}}, {"slots": RMSPROP.slots},
    ]  # fmt: skip
    keys = [fingerprint(A1), fingerprint(A1.undecayed()), *(fingerprint(replace(A1, **change)) for change in changes)]
    assert len(set(keys)) == len(keys)
    assert fingerprint(replace(A1)) == keys[0]
