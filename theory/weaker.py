"""Whether a repair is the weakest known.

A repair asks for conditions and gives conclusions. A proved goal that serves the same step from less, or gives more from the
same, is a weaker repair. Those that are known stand with their step (`Step.weaker`); provers compare what they ask and give.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import sympy as sp

from theory.claim import Goal, Step
from theory.graph import SETTING, asks, trusted
from theory.link import Given, Role
from theory.papers.proofs import step_of
from theory.prove.conclusions import relation_key


def beats(other: Goal, step: Step) -> bool:
    """Whether `other`, which is proved, asks no more than a goal of the repair `step` and gives no less, and one of the two is
    strict. The goal is one that concludes on the same letters; if there is none, `other` has to ask less than all of them.
    """
    own = own_goals(step)
    alike = [goal for goal in own if any(_same_left(fact, one) for fact in relations(goal) for one in relations(other))]
    return any(_beats(other, (goal,)) for goal in alike) if alike else _beats(other, own)


def own_goals(step: Step) -> list[Goal]:
    """The goals of a repair without those that show that a weaker one is known."""
    # by identity: goals that differ in their links alone are equal
    return [goal for goal in step.goals if not any(goal is other for other in step.weaker)]


def _beats(other: Goal, own: Sequence[Goal]) -> bool:
    asked, less = asks(own), asks((other,))
    shared = [fact for goal in own for fact in relations(goal) if any(_same_left(fact, one) for one in relations(other))]
    known = tuple(_definitions((*own, other)))
    if not (_follow(less, asked) and _follow(shared, (*relations(other), *known))):
        return False
    given = [one for one in relations(other) if any(_same_left(fact, one) for fact in shared)]
    return not (_follow(asked, less) and _follow(given, (*shared, *known)))


def rivals(step: Step, others: Iterable[Step]) -> Iterator[Goal]:
    """Goals elsewhere that might serve the repair `step`: those of the same step in other variants that conclude on the same
    letters, and any goal with the conclusion of one of its own; neither may trust in more.
    """
    trusts = frozenset[object]().union(*map(trusted, step.goals))
    mine = [fact for goal in step.goals for fact in relations(goal)]
    letters, keys = set(map(_letters, mine)), {relation_key(fact) for fact in mine}
    for goal in (goal for other in others for goal in other.goals if other is not step):
        facts = relations(goal)
        if goal.instance or not facts or any(goal is one for one in step.goals):
            continue
        same = step_of(goal) == step.id and any(_same_left(fact, one) for fact in mine for one in facts)
        if same or all(_letters(fact) in letters and relation_key(fact) in keys for fact in facts):
            yield from (goal,) if trusted(goal) <= trusts else ()


def relations(goal: Goal) -> tuple[sp.Basic, ...]:
    """What the goal concludes, where that is an inequality or several."""
    shown = goal.conclusion
    facts = shown.args if isinstance(shown, sp.And) else (shown,)
    return facts if all(isinstance(fact, (sp.Le, sp.Lt, sp.Ge, sp.Gt)) for fact in facts) else ()


@cache
def _letters(fact: sp.Basic) -> frozenset[sp.Basic]:
    return frozenset(fact.free_symbols)


def _same_left(one: sp.Basic, other: sp.Basic) -> bool:
    return type(one) is type(other) and one.lhs == other.lhs


def _definitions(goals: Iterable[Goal]) -> Iterator[sp.Basic]:
    """What the letters of the goals are by definition."""
    for goal in goals:
        for use in goal.uses:
            if isinstance(use.node, Given) and use.node.role is Role.DEFINITION:
                yield from use.relations


def _follow(wanted: Sequence[sp.Basic], given: Sequence[sp.Basic]) -> bool:
    have = {relation_key(relation) for relation in (*given, *SETTING)}
    plain = tuple(relation.replace(sp.ceiling, lambda least: least) for relation in given)  # T >= ceiling(z) says T >= z too
    missing = [relation for relation in wanted if relation_key(relation) not in have]
    return all(_proved(Goal("z3", relation, (*plain, *SETTING))) for relation in missing)


def _proved(goal: Goal) -> bool:
    try:
        from theory.prove.smt import entails  # solvers take long to import

        return entails(goal)
    except (ArithmeticError, TypeError, ValueError):  # no real arithmetic
        return False
