"""A formula changed at its source is noticed: by a link, by its own goal, by what uses it, or as a condition left open."""

import random
from functools import cache

import pytest
import sympy as sp

from theory.claim import Goal, Status, Variant
from theory.letters import written
from theory.link import Unfounded, when
from theory.papers import all_claims
from theory.papers.adamw import trusted
from theory.papers.adamw.lemma_1 import proof as lemma_1
from theory.papers.adamw.lemma_2 import proof as lemma_2
from theory.papers.adamw.theorem_2 import goals as theorem_2
from theory.papers.adamw.theorem_2.statement import EQ_16
from theory.papers.adamw.theorem_4 import goals as theorem_4
from theory.papers.proofs import conclusions, steps_of
from theory.prove import provers
from theory.prove.conclusions import Same
from theory.sources import NOTICED, Change, Seen, Sources, changes, changes_at, formulas
from theory.symbols import L, decay_star, mu_v, sigma

REPAIRED = [c for c in all_claims() if c.variant == Variant.REPAIRED]
GOALS = [goal for c in REPAIRED for step in steps_of(c.id, c.variant) for goal in step.goals]
CONCLUDED = {f"{c.key} {part}": uses for c in all_claims() for part, uses in conclusions(c.id, c.variant).parts.items()}
#: a formula is drawn for each; `python -m benchmarks.sources` goes through all of them
SEEDS = range(12)


@cache
def decide(goal: Goal) -> Status:
    return provers.decide(goal).status


SOURCES = Sources(GOALS, decide, CONCLUDED)
EVERY = formulas(GOALS)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_formula_changed_at_its_source_is_noticed(seed: int) -> None:
    node, place = random.Random(seed).choice(EVERY)
    assert changes_at(node, place)
    assert SOURCES.outcomes(node, place)[-1].seen in NOTICED, node.facts[place]


def test_what_leaves_room_is_noticed_by_a_larger_factor_and_what_is_not_needed_not_even_when_taken_away() -> None:
    x, y = sp.symbols("x y", positive=True)
    roomy, idle = when(sp.Le(x, 1)), when(sp.Le(y, 1))
    user = Goal("z3", sp.Le(x, 3), (roomy, idle))
    sources = Sources([user], decide, {})
    found = sources.outcomes(roomy.node, 0)[-1]
    assert (found.change.what, found.seen) == ("times 4", Seen.USERS)
    assert {one.seen for one in sources.outcomes(idle.node, 0)} == {Seen.WEAKER, Seen.STRONGER}


def test_a_multiple_of_what_is_compared_with_0_is_no_change_and_a_constant_is() -> None:
    x = sp.Symbol("x", real=True)
    for relation in (sp.Ge(x - 1, 0, evaluate=False), sp.Le(0, x - 1, evaluate=False)):
        assert {what for what, _ in changes(relation)} >= {"a constant", "a term dropped"}
        assert all(what not in ("doubled", "halved") for what, _ in changes(relation))
    zero = Goal("sympy", Same(x - x, sp.S.Zero))
    assert Sources([zero], decide, {}).outcomes(zero, 0)[-1].seen is Seen.ITSELF


def test_a_definition_that_is_written_out_is_noticed() -> None:
    """The value stands in the goal in the letter's place: changed at its source, it changes there."""
    for node in (trusted.MOMENTUM, trusted.SECOND_MOMENT):
        (first,) = SOURCES.outcomes(node, 0)
        assert (first.change.what, first.seen) == ("doubled", Seen.USERS)
    for user in (lemma_1.first_upper, lemma_1.ratio, lemma_2.split):  # what has it written out may be changed itself
        assert SOURCES.outcomes(user, 0)[-1].seen in NOTICED
    with pytest.raises(Unfounded, match="is not written out"):
        Goal("z3", sp.Le(trusted.m, 1), uses=(written(trusted.MOMENTUM),))
    with pytest.raises(Unfounded, match="defines no letter"):
        written(trusted.B)


@pytest.mark.parametrize(
    ("node", "place", "formula", "seen"),
    [
        (trusted.S, 0, trusted.S.facts[0].subs(L, 2 * L), Seen.USERS),  # a constant of an assumption
        (trusted.N_SQUARE, 0, trusted.N_SQUARE.facts[0].subs(sigma, 2 * sigma), Seen.USERS),  # the noise
        (lemma_2.collected, 0, lemma_2.collected.facts[0].subs(sigma, sigma / 2), Seen.REFUSED),  # a part that is measured
        (theorem_4.stage_fall, 0, theorem_4.stage_fall.facts[0].subs(decay_star, 0), Seen.ITSELF),  # a dropped start term
        (theorem_2.sharp_16, 0, EQ_16.func(EQ_16.lhs, EQ_16.rhs + theorem_2.H), Seen.REFUSED),
    ],
)
def test_what_notices_a_change(node: Goal, place: int, formula: sp.Basic, seen: Seen) -> None:
    assert SOURCES.outcome(Change(node, place, "", formula)).seen is seen


def test_a_power_of_the_decay_changed_on_one_side_is_noticed() -> None:
    still = sp.Eq(trusted.lambda_next, trusted.lambda_k)  # a faster decay would serve as well, none does not
    assert SOURCES.outcome(Change(trusted.DECAYS, 0, "", still)).seen is Seen.USERS
    slower = lemma_1.half_power.facts[0].subs(1 - mu_v, (1 - mu_v) ** 2)
    assert SOURCES.outcome(Change(lemma_1.half_power, 0, "", slower)).seen in NOTICED


def test_an_unchanged_formula_is_not_noticed() -> None:
    for node in (lemma_2.collected, trusted.S, theorem_2.short_steps):
        assert SOURCES.outcome(Change(node, 0, "nothing", node.facts[0])).seen not in NOTICED
