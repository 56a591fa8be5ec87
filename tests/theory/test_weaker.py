"""Which repairs are the weakest known: what stands with a step beats it, and nothing else in the project does."""

from functools import cache

import pytest

from theory.claim import Goal, Status, Step, Variant
from theory.papers import all_claims
from theory.papers.proofs import steps_of
from theory.prove.provers import decide as prove
from theory.weaker import beats

EVERY = {id(step): step for claim in all_claims() for step in steps_of(claim.id, claim.variant)}
REPAIRS = [
    step
    for claim in all_claims()
    if claim.variant == Variant.REPAIRED
    for step in steps_of(claim.id, claim.variant)
    if step.wrong
]


@cache
def decide(goal: Goal) -> Status:
    return prove(goal).status


def named(identifier: str) -> Step:
    return next(step for step in REPAIRS if step.id == identifier)


BEATEN = [(step, goal) for step in REPAIRS for goal in step.weaker]


@pytest.mark.parametrize(("step", "goal"), BEATEN, ids=[step.id for step, _ in BEATEN])
def test_what_stands_with_a_repair_is_weaker(step: Step, goal: Goal) -> None:
    assert decide(goal) is Status.PROVED
    assert beats(goal, step, decide)
