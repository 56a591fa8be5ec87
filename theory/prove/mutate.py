"""Negative controls: goals with one thing made wrong."""

from collections.abc import Callable
from dataclasses import replace as changed

import sympy as sp

from theory.claim import Goal, Mutant
from theory.prove.conclusions import BigO, HasUnit, LimitIs, Same

Change = Callable[[Goal], Mutant]
MIRROR = {"<": sp.Gt, "<=": sp.Ge, ">": sp.Lt, ">=": sp.Le}


def mutants(goal: Goal, *changes: Change) -> tuple[Mutant, ...]:
    """One mutant of `goal` for each change."""
    return tuple(change(goal) for change in changes)


def standard(*goals: Goal) -> tuple[Mutant, ...]:
    """Of each goal: the right side halved, the inequality reversed, each premise dropped."""
    made: list[Mutant] = []
    for goal in goals:
        made.append(halve(goal))
        conclusion = goal.conclusion
        parts: tuple[object, ...] = conclusion.args if isinstance(conclusion, sp.And) else (conclusion,)
        if all(isinstance(part, sp.Basic) and part.is_Relational and part.rel_op in MIRROR for part in parts):
            made.append(reverse(goal))
        made += [drop(place)(goal) for place in range(len(goal.premises))]
    return tuple(made)


def reverse(goal: Goal) -> Mutant:
    """The inequality the other way round."""
    wrong = _each(goal.conclusion, lambda relation: MIRROR[relation.rel_op](relation.lhs, relation.rhs))
    return Mutant("inequality reversed", changed(goal, conclusion=wrong))


def _each(conclusion: object, rule: Callable[[sp.Basic], sp.Basic]) -> sp.Basic:
    """`rule` applied to the relation, or to each of a conjunction."""
    relation: sp.Basic = conclusion
    return sp.And(*map(rule, relation.args)) if isinstance(relation, sp.And) else rule(relation)


def scale(factor: object) -> Change:
    """The right side times `factor`."""
    exact = sp.sympify(factor)

    def change(goal: Goal) -> Mutant:
        conclusion = goal.conclusion
        if isinstance(conclusion, Same):
            wrong: object = Same(conclusion.left, exact * conclusion.right)
        elif isinstance(conclusion, LimitIs):
            wrong = changed(conclusion, value=exact * conclusion.value)
        else:
            wrong = _each(conclusion, lambda relation: relation.func(relation.lhs, exact * relation.rhs))
        return Mutant(f"right side times {exact}", changed(goal, conclusion=wrong))

    return change


halve = scale(sp.Rational(1, 2))


def drop(place: int) -> Change:
    """One premise left out."""

    def change(goal: Goal) -> Mutant:
        left = goal.premises[:place] + goal.premises[place + 1 :]
        return Mutant(f"premise dropped: {goal.premises[place]}", changed(goal, premises=left))

    return change


def swap(old: sp.Basic, new: object, what: str, premises: bool = False) -> Change:
    """`old` replaced by `new` in the conclusion (or in the premises): an exponent, an index, a term.

    Raises:
        ValueError: `old` does not occur, so that nothing would change.
    """

    def put(expression: sp.Basic) -> sp.Basic:
        return expression.subs(old, sp.sympify(new))

    def change(goal: Goal) -> Mutant:
        if premises:
            wrong = changed(goal, premises=tuple(map(put, goal.premises)))
        else:
            wrong = changed(goal, conclusion=_inside(goal.conclusion, put))
        if wrong == goal:
            raise ValueError(f"mutant {what!r}: {old} does not occur")
        return Mutant(what, wrong)

    return change


def swap_right(old: sp.Basic, new: object, what: str) -> Change:
    """`old` replaced by `new` on the right side of an equation only.

    Raises:
        ValueError: the conclusion is no `Same`, or `old` does not occur.
    """

    def change(goal: Goal) -> Mutant:
        same = goal.conclusion
        if not isinstance(same, Same) or not same.right.has(old):
            raise ValueError(f"mutant {what!r}: {old} does not occur on the right of {same}")
        return Mutant(what, changed(goal, conclusion=Same(same.left, same.right.subs(old, sp.sympify(new)))))

    return change


def _inside(conclusion: object, put: Callable[[sp.Basic], sp.Basic]) -> object:
    if isinstance(conclusion, Same):
        return Same(put(conclusion.left), put(conclusion.right))
    if isinstance(conclusion, BigO):
        return changed(conclusion, left=put(conclusion.left), right=put(conclusion.right))
    if isinstance(conclusion, HasUnit):
        return changed(conclusion, formula=put(conclusion.formula))
    if isinstance(conclusion, LimitIs):
        return changed(conclusion, expression=put(conclusion.expression))
    return put(conclusion)


def conclude(conclusion: object, what: str) -> Change:
    """Another conclusion altogether."""
    return lambda goal: Mutant(what, changed(goal, conclusion=conclusion))
