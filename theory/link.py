"""Links of a proof: what a goal's premise is taken from, and by which rule.

A premise is not typed: it is a fact of a node, an assumption, a definition, a cited result, a hypothesis of the statement or
the conclusion of another goal, under a substitution or one of a few rules, each of which is checked when the goal is made. A
premise that no link provides is an open condition of the goal and of everything that rests on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol

import sympy as sp


class Sense(StrEnum):
    """In which sense a fact about a run holds; `algebra` speaks of numbers, whatever they stand for."""

    ALGEBRA = "algebra"
    PATHWISE = "pathwise"
    CONDITIONAL = "given the past"
    EXPECTATION = "expectation"


class Role(StrEnum):
    """Why a node is no goal: what a proof trusts."""

    ASSUMPTION = "assumption"
    DEFINITION = "definition"
    CITED = "cited"
    SETTING = "setting"
    CONDITION = "condition"  # what a step itself asks for; whoever uses the step has to provide it


class Rule(StrEnum):
    """How a premise comes from a node's fact."""

    INSTANCE = "letters replaced"
    SUM = "summed over the coordinates"
    MEAN = "mean"
    GIVEN_PAST = "mean given the past"
    EVERY = "for every coordinate"
    SUMMED_STEPS = "induction over the steps"
    BOUND = "one of several bounds"
    LET = "a letter introduced"
    WRITTEN = "written out"
    STATED = "what a step states that an instance decides"


class Unfounded(ValueError):
    """A rule does not give what a link says."""


class Node(Protocol):
    """What a link may point at."""

    @property
    def facts(self) -> tuple[sp.Basic, ...]: ...


@dataclass(frozen=True)
class Given:
    """An assumption, a definition or a cited result, with its formulas; `says` is for the list of what is trusted.

    With `past` the fact holds only for letters that are known before the minibatch is drawn. A definition `letter = value` of a
    letter with a sign asks for the value's, unless its `nature` says why it has it: it is a norm, a square, a root.
    """

    id: str
    role: Role
    says: str
    facts: tuple[sp.Basic, ...]
    sense: Sense = Sense.ALGEBRA
    past: frozenset[sp.Symbol] = frozenset()
    nature: str = ""

    @property
    def asks(self) -> tuple[sp.Basic, ...]:
        """What must hold because of the signs of the letters that it defines, as far as SymPy does not know it."""
        if self.role is not Role.DEFINITION or self.nature:
            return ()
        return signs({one.lhs: one.rhs for one in self.facts if isinstance(one, sp.Eq) and one.lhs.is_Symbol})


def _never(*nodes: Node) -> Use:
    raise Unfounded(f"no rule gives this link again: {nodes}")


@dataclass(frozen=True)
class Use:
    """A link: facts of `node` by `rule`; `at` says what letters become, `relations` are the premises that result.

    `asks` are conditions of the substitution itself: signs that SymPy does not know. `also` is what else the rule rests on.
    `again` makes the same link from other nodes in the places of `node` and `also`, with the same checks.
    """

    node: Node
    rule: Rule
    relations: tuple[sp.Basic, ...]
    at: tuple[tuple[sp.Basic, sp.Basic], ...] = ()
    asks: tuple[sp.Basic, ...] = ()
    also: tuple[Node, ...] = ()
    again: Callable[..., Use] = field(default=_never, compare=False, repr=False)


def signs(letters: Mapping[sp.Basic, sp.Basic]) -> tuple[sp.Basic, ...]:
    """What must hold of the new expressions because of the old letters' signs, as far as SymPy does not know it."""
    asked = [sp.Gt(new, 0) for old, new in letters.items() if old.is_positive and not new.is_positive]
    asked += [
        sp.Ge(new, 0) for old, new in letters.items() if not old.is_positive and old.is_nonnegative and not new.is_nonnegative
    ]
    if sp.false in asked:
        raise Unfounded(f"{letters}: a sign is not kept")
    return tuple(asked)


def put(fact: sp.Basic, letters: Mapping[sp.Basic, sp.Basic]) -> sp.Basic:
    """`fact` with letters replaced, not evaluated to a truth value; what is one already stays as it is."""
    if not letters or fact in (sp.true, sp.false):
        return fact
    if fact.is_Relational:
        return fact.func(*(side.subs(letters, simultaneous=True) for side in fact.args), evaluate=False)
    return fact.func(*(put(part, letters) for part in fact.args), evaluate=False)


def is_zero(expression: sp.Expr) -> bool:
    """Whether SymPy shows that the expression vanishes."""
    return sp.expand(expression) == 0 or sp.simplify(expression) == 0


def over_steps(
    node: Node, claim: sp.Basic, shift: Mapping[sp.Basic, object], start: Mapping[sp.Basic, object], base: Node | None = None
) -> Use:
    """`claim` for every number of steps, by induction: `node` shows it after one more step from itself.

    Checked: `claim` is a condition of `node` or of what it rests on, its conclusion is `claim` under `shift`, and
    `claim` at `start` is an equality or a fact of `base`.

    Raises:
        Unfounded: not so.
    """
    if not _assumes(node, claim):
        raise Unfounded(f"{claim} is not what the step of the induction starts from")
    moved = {old: sp.sympify(new) for old, new in shift.items()}
    if not any(fact.rel_op == claim.rel_op and same(fact, put(claim, moved)) for fact in node.facts):
        raise Unfounded(f"{node.facts} is not {claim} one step later")
    first = put(claim, {old: sp.sympify(new) for old, new in start.items()})
    if not (
        first.doit() == sp.true
        or is_zero(first.lhs - first.rhs)
        or (base and any(f.rel_op == first.rel_op and same(f, first) for f in base.facts))
    ):
        raise Unfounded(f"{claim} is not shown at the start: {first}")
    also = (base,) if base else ()
    return Use(
        node,
        Rule.SUMMED_STEPS,
        (claim,),
        tuple(moved.items()),
        also=also,
        again=lambda n, *o: over_steps(n, claim, shift, start, *o),
    )


def _assumes(node: Node, claim: sp.Basic) -> bool:
    """Whether `claim` is a condition of `node`, or of something that it rests on."""
    return any(
        claim in use.relations if is_condition(use.node) else _assumes(use.node, claim) for use in getattr(node, "uses", ())
    )


def in_words(condition: sp.Basic) -> str:
    """A condition for people."""
    return f"{condition.lhs} = {condition.rhs}" if isinstance(condition, sp.Eq) else str(condition)


def is_condition(node: Node) -> bool:
    """Whether the node is what a step itself asks for."""
    return isinstance(node, Given) and node.role is Role.CONDITION


def same(left: sp.Basic, right: sp.Basic) -> bool:
    """Whether two relations have the same difference of their sides."""
    return is_zero(left.lhs - left.rhs - (right.lhs - right.rhs))


def pick(use: Use, place: int) -> Use:
    """One of the relations that a link gives."""
    return replace(use, relations=(use.relations[place],), again=lambda *nodes: pick(use.again(*nodes), place))


def let(letter: sp.Symbol, value: sp.Expr) -> Use:
    """A letter of the proof introduced as an abbreviation of `value`.

    Raises:
        Unfounded: the letter occurs in its own value.
    """
    if letter in value.free_symbols:
        raise Unfounded(f"{letter} is defined by itself")
    equation = sp.Eq(letter, value)
    node = Given(in_words(equation), Role.DEFINITION, str(equation), (equation,))
    return Use(node, Rule.LET, (equation,), asks=signs({letter: value}), again=lambda n: let(*n.facts[0].args))


def when(*relations: sp.Basic) -> Use:
    """Conditions under which a step speaks: whoever uses its conclusion has to provide them, up to the claim's hypotheses.

    A condition that SymPy sees to hold always is none.

    Raises:
        Unfounded: a condition never holds.
    """
    relations = tuple(relation for relation in map(sp.sympify, relations) if relation != sp.true)
    if sp.false in relations:
        raise Unfounded("a step under a condition that never holds says nothing")
    words = ", ".join(map(in_words, relations))
    node = Given(words, Role.CONDITION, words, relations)
    return Use(node, Rule.INSTANCE, relations, again=lambda n: when(*n.facts))


def in_letters(use: Use, relation: sp.Basic) -> sp.Basic:
    """A relation with the letter of a definition in the places where a link writes out its value."""
    letter, value = use.relations[0].args
    return put(relation, {value: letter})


def stated(node: Node, relation: sp.Basic) -> Use:
    """What a step states in general, where `node` is an instance of it that may refute it.

    Raises:
        Unfounded: `node` is no instance: then its conclusion is the statement.
    """
    if not getattr(node, "instance", False):
        raise Unfounded(f"{relation}: take the goal's own conclusion")
    return Use(node, Rule.STATED, (relation,), again=lambda n: stated(n, relation))


def sense_of_node(node: Node) -> Sense:
    """The sense in which the facts of a node hold."""
    sense: Sense = getattr(node, "sense", Sense.ALGEBRA)
    return sense


def sense_of(use: Use) -> Sense:
    """The sense in which the premises that a link gives hold."""
    if use.rule is Rule.MEAN:
        return Sense.EXPECTATION
    if use.rule is Rule.GIVEN_PAST:
        return Sense.CONDITIONAL
    own = sense_of_node(use.node)
    return Sense.PATHWISE if use.rule in (Rule.SUM, Rule.EVERY) and own is Sense.ALGEBRA else own


def joined_sense(uses: tuple[Use, ...]) -> Sense:
    """The sense of what follows from facts of these senses.

    Raises:
        Unfounded: pathwise facts and means are mixed.
    """
    found = {sense_of(use) for use in uses} - {Sense.ALGEBRA}
    if len(found) > 1:
        raise Unfounded(f"facts of different senses are mixed: {', '.join(sorted(found))}")
    return found.pop() if found else Sense.ALGEBRA
