"""Which repairs are the weakest known: what stands with a step beats it, and nothing else in the project does."""

import json
from collections import defaultdict
from dataclasses import replace

import pytest
import sympy as sp

from theory.audit import weakest
from theory.claim import Goal, Status, Step, Variant
from theory.graph import closure
from theory.link import when
from theory.outside import papers
from theory.papers import all_claims
from theory.papers.adamw.choices import SHARP_ETA
from theory.papers.adamw.theorem_2 import goals as theorem_2
from theory.papers.proofs import step_of, steps_of
from theory.prove.provers import decide
from theory.prove.result import Decision
from theory.symbols import c_1, c_2, epsilon, eta
from theory.weaker import beats, rivals

Found = dict[tuple[Goal, bool], Decision]
EXPECTED = {
    key: steps
    for _, paper in papers()
    for key, steps in json.loads((paper / "expected.json").read_text(encoding="utf-8")).items()
}
STEPS = {(claim.variant, step.id): step for claim in all_claims() for step in steps_of(claim.id, claim.variant)}
REPAIRS = [step for (variant, _), step in STEPS.items() if variant == Variant.REPAIRED and step.wrong]
BEATEN = [(step, goal) for step in REPAIRS for goal in step.weaker]
PROVED = [step for (variant, name), step in STEPS.items() if EXPECTED[f"{step.claim}:{variant}"].get(name) == Status.PROVED]
RIVALS = [(step, goal) for step in REPAIRS if not step.weaker for goal in rivals(step, PROVED)]


@pytest.mark.parametrize(("step", "goal"), BEATEN, ids=[step.id for step, _ in BEATEN])
def test_what_stands_with_a_repair_is_weaker(step: Step, goal: Goal) -> None:
    shown = {proved.id for proved in PROVED}
    assert all(step_of(below) in shown or decide(below).status is Status.PROVED for below in closure(goal))
    assert beats(goal, step)


@pytest.mark.parametrize(("step", "goal"), RIVALS, ids=[step.id for step, _ in RIVALS])
def test_nothing_else_in_the_project_is_weaker_than_a_repair_that_is_called_the_weakest(step: Step, goal: Goal) -> None:
    assert not beats(goal, step)


def test_every_repair_is_told_and_no_other_step() -> None:
    proved: Found = defaultdict(lambda: Decision(Status.PROVED, "", ()))
    beaten = frozenset(step.id for step, _ in BEATEN)
    told = {step.id: weakest(step, proved, beaten) for step in REPAIRS}
    assert all(told.values())
    assert not any(weakest(step, proved, beaten) for step in STEPS.values() if not step.wrong)
    assert told["theorem-2.10"] == "a weaker one is known: m_err_sq <= 5*epsilon**2 (5 does for 8 in (iii))"
    assert told["theorem-2.9"] == "weakest known, but for lemma-1.mu_v, theorem-2.5, theorem-2.8"
    assert told["theorem-6.2"] == "weakest known"
    refuted: Found = defaultdict(lambda: Decision(Status.REFUTED, "", ()))
    assert weakest(BEATEN[0][0], refuted, frozenset()) == "weakest known"  # what is not proved is not known


def test_a_repair_made_stronger_than_it_need_be_is_beaten() -> None:
    step = STEPS[Variant.REPAIRED, "theorem-2.eta"]
    asked = when(sp.Le(eta, SHARP_ETA * c_1 / c_2))
    stronger = replace(step, goals=(Goal("z3", sp.Le(eta, SHARP_ETA), (asked,)),), weaker=())
    own = Goal("z3", sp.Le(eta, SHARP_ETA), (when(sp.Le(eta, SHARP_ETA)),))
    assert beats(own, stronger)
    assert not beats(stronger.goals[0], replace(step, goals=(own,), weaker=()))
    assert not beats(own, replace(step, goals=(own,), weaker=()))  # it is no weaker than itself


def test_a_conclusion_that_gives_more_beats_and_one_that_gives_less_does_not() -> None:
    eight, five = theorem_2.tracking, theorem_2.tracking_5
    step = STEPS[Variant.REPAIRED, "theorem-2.iii"]
    assert beats(five, replace(step, goals=(eight,)))
    assert not beats(eight, replace(step, goals=(five,), weaker=()))
    assert eight.facts[0].rhs == 8 * epsilon**2
