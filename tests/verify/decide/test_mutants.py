"""Mutated algorithms and claims are told from the true ones by the generic checks, at every step."""

from dataclasses import replace

import numpy as np
import pytest
import sympy as sp

from problems.problem import Problem
from tests import lab
from theory.algorithms import all_algorithms
from theory.claim import Kind
from theory.papers import find
from verify.decide.checks import pathwise
from verify.decide.checks.pathwise import StepInequality
from verify.decide.checks.replay import replay
from verify.decide.plan import Plan, plan
from verify.decide.verdict import Outcome
from verify.simulate.ensemble import Ensemble
from verify.studies.power import mutants

#: what each wrong rule breaks at least
BREAKS = {
    "a sign in the weight decay": "A1.x",
    "decay applied twice": "A1.x",
    "beta_1 swapped with its complement": "A1.m",
    "beta_2 swapped with its complement": "A1.n",
    "stale momentum": "A1.x",
    "delta outside the root": "A1.x",
    "l2 in place of decoupled": "A1.m",
}


@pytest.fixture(scope="module")
def well(tmp_path_factory: pytest.TempPathFactory) -> Problem:
    return lab.problem(tmp_path_factory.mktemp("mutants"))


def laid(where: Problem, rule: object = None) -> Plan:
    made = plan(find("theorem-2:paper")[0], where, 0.8, seed=3, backend="numpy")
    assert made.experiment is not None
    parts = tuple(part for part in made.claim.parts if part.kind == Kind.PATHWISE)
    experiment = made.experiment if rule is None else replace(made.experiment, algorithm=rule)
    return replace(made, claim=replace(made.claim, parts=parts), experiment=experiment)


def verdicts(made: Plan) -> dict[str, Outcome]:
    records = Ensemble(made.experiment).run(range(4))
    return {part.id: pathwise.decide(pathwise.name_of(made.claim, part), records)[0] for part in made.claim.parts}


def test_the_true_algorithm_passes(well: Problem) -> None:
    assert set(verdicts(laid(well)).values()) == {Outcome.HOLDS}


def test_every_mutant_is_listed() -> None:
    assert BREAKS.keys() == mutants.RULES.keys()


@pytest.mark.parametrize("name", BREAKS)
def test_a_mutated_algorithm_is_caught(name: str, well: Problem) -> None:
    assert verdicts(laid(well, mutants.algorithms()[name]))[BREAKS[name]] == Outcome.VIOLATED


def test_a_broken_identity_is_confirmed_in_balls(well: Problem) -> None:
    made = laid(well, mutants.algorithms()["decay applied twice"])
    part = next(part for part in made.claim.parts if part.id == "A1.x")
    found = replay(StepInequality(made.claim, part, made.problem, made.values), made.experiment, run=1, step=5)
    assert found["confirmed"]
    assert found["coordinate"] in range(3)


def test_a_step_that_is_off_by_a_few_ulps_is_allowed_and_a_relative_error_of_1e_13_is_not(well: Problem) -> None:
    true = all_algorithms()["adamw-d"]

    def off(size: float) -> dict[str, Outcome]:
        def rule(state: object, g: object, h: object) -> object:
            moved = true.update(state, g, h)
            return moved._replace(state=moved.state._replace(x=moved.state.x * (1.0 + size)))

        return verdicts(laid(well, replace(true, update=rule)))

    assert off(2.0**-52)["A1.x"] == Outcome.HOLDS
    assert off(1e-13)["A1.x"] == Outcome.VIOLATED


def test_mutated_claims_change_one_term_by_one_thing() -> None:
    part = next(p for p in find("theorem-2:repaired")[0].parts if p.id == "eq-18")
    made = dict(mutants.claims(part))
    names = [name for name, _ in part.terms]
    assert {f"without the {name}" for name in names} <= made.keys()
    for said, changed in made.items():
        same = [a == b for (_, a), (_, b) in zip(part.terms, changed.terms, strict=True)]
        assert same.count(False) == 1, said
        before, after = (terms[same.index(False)][1] for terms in (part.terms, changed.terms))
        ratio = sp.simplify(after / before)
        assert ratio == 0 or (ratio**4 in before.free_symbols or 1 / ratio**4 in before.free_symbols)
    assert np.all([changed.right != part.right for changed in made.values()])
