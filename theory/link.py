"""Links of a proof: what a goal's premise is taken from, and by which rule.

A premise is not typed: it is a fact of a node, an assumption, a definition, a cited result, a hypothesis of the statement or
the conclusion of another goal, under a substitution or one of a few rules, each of which is checked when the goal is made. A
premise that no link provides is an open condition of the goal and of everything that rests on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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

    With `past` the fact holds only for letters that are known before the minibatch is drawn.
    """

    id: str
    role: Role
    says: str
    facts: tuple[sp.Basic, ...]
    sense: Sense = Sense.ALGEBRA
    past: frozenset[sp.Symbol] = frozenset()


#: Letters that are numbers known before a run; all others may be random. A proof adds its own (`known`).
DETERMINISTIC: set[str] = {
    "L", "mu", "Delta", "sigma", "c_inf", "c_s", "delta", "c_1", "c_2", "lambda", "eta", "beta_1", "beta_2", "mu_v", "epsilon",
    "eps_stage", "b", "T", "K", "k", "d", "gamma", "eps_0", "eps_prev", "eps_k", "decay_star", "decay_0", "lambda_k",
    "lambda_next",
    "alpha", "tau_g", "gap_0", "ell",
}  # fmt: skip
#: Letters that are known before the minibatch of the step is drawn.
PAST: set[str] = {"D", "J", "m_before", "f_before", "f", "x"}


def known(*symbols: sp.Symbol) -> None:
    """Declare letters of a proof that are numbers known before a run."""
    DETERMINISTIC.update(symbol.name for symbol in symbols)


def is_known(expression: sp.Basic) -> bool:
    """Whether the expression is a number known before a run."""
    return all(symbol.name in DETERMINISTIC for symbol in expression.free_symbols)


@dataclass(frozen=True)
class Use:
    """A link: facts of `node` by `rule`; `at` says what letters become, `relations` are the premises that result.

    `asks` are conditions of the substitution itself: signs that SymPy does not know. `also` is what else the rule rests on.
    """

    node: Node
    rule: Rule
    relations: tuple[sp.Basic, ...]
    at: tuple[tuple[sp.Basic, sp.Basic], ...] = ()
    asks: tuple[sp.Basic, ...] = ()
    also: tuple[Node, ...] = ()


def at(node: Node, letters: Mapping[sp.Basic, object] | None = None, only: int | None = None) -> Use:
    """The facts of `node` (or the one numbered `only`) with `letters` replaced.

    A letter that is positive or nonnegative may only become an expression that is: where SymPy does not know, it is a
    condition. In a fact about a run a random letter may only become another letter, and no two the same: its values are
    tied to each other.

    Raises:
        Unfounded: not so.
    """
    chosen = {old: sp.sympify(new) for old, new in (letters or {}).items()}
    facts = node.facts if only is None else (node.facts[only],)
    random = sense_of_node(node) is not Sense.ALGEBRA
    for old, new in chosen.items():
        free = isinstance(node, Given) and old in node.past
        if random and not free and not is_known(old) and not isinstance(new, sp.Symbol):
            raise Unfounded(f"{old} -> {new}: a fact about a run speaks of that run's letters only")
    moved = [new for old, new in chosen.items() if random and not is_known(old)]
    if len(moved) != len(set(moved)):
        raise Unfounded(f"two letters of a run become one: {moved}")
    if isinstance(node, Given) and node.past:
        late = [s for old, new in chosen.items() if old in node.past for s in new.free_symbols if s.name not in PAST]
        if late or not all(old in chosen for old in node.past):
            raise Unfounded(f"{node.id}: not known before the minibatch is drawn: {late or sorted(map(str, node.past))}")
    return Use(node, Rule.INSTANCE, tuple(put(fact, chosen) for fact in facts), tuple(chosen.items()), _signs(chosen))


def _signs(letters: Mapping[sp.Basic, sp.Basic]) -> tuple[sp.Basic, ...]:
    """What must hold of the new expressions because of the old letters' signs, as far as SymPy does not know it."""
    asked = [sp.Gt(new, 0) for old, new in letters.items() if old.is_positive and not new.is_positive]
    asked += [
        sp.Ge(new, 0) for old, new in letters.items() if not old.is_positive and old.is_nonnegative and not new.is_nonnegative
    ]
    if sp.false in asked:
        raise Unfounded(f"{letters}: a sign is not kept")
    return tuple(asked)


def put(fact: sp.Basic, letters: Mapping[sp.Basic, sp.Basic]) -> sp.Basic:
    """`fact` with letters replaced, not evaluated to a truth value."""
    if not letters:
        return fact
    if fact.is_Relational:
        return fact.func(*(side.subs(letters, simultaneous=True) for side in fact.args), evaluate=False)
    return fact.func(*(put(part, letters) for part in fact.args), evaluate=False)


def summed(node: Node, relation: sp.Basic, terms: Mapping[sp.Symbol, sp.Expr], only: int = 0) -> Use:
    """The vector inequality that the coordinates' inequalities add up to.

    `terms` says of each vector letter what it is the sum of. Checked: with the terms put for the letters `relation` is the fact
    itself, both sides are linear in the letters without a constant, and the coefficients are numbers, the same in each
    coordinate.

    Raises:
        Unfounded: not so.
    """
    fact = node.facts[only]
    back = relation.lhs - relation.rhs
    if relation.rel_op != fact.rel_op or not _is_zero(back.subs(terms, simultaneous=True) - (fact.lhs - fact.rhs)):
        raise Unfounded(f"{relation} is not the sum of {fact}")
    _separable(back, tuple(terms), constant=False)
    for letter, term in terms.items():
        if letter.is_nonnegative and not _is_nonnegative(term):
            raise Unfounded(f"{letter} is nonnegative, {term} may not be")
    return Use(node, Rule.SUM, (relation,), tuple(terms.items()))


def _is_nonnegative(term: sp.Expr) -> bool:
    real = term.subs({s: sp.Symbol(s.name, real=True) for s in term.free_symbols if s.is_real is None})
    return bool(real.is_nonnegative or sp.factor(real).is_nonnegative)


def _is_zero(expression: sp.Expr) -> bool:
    return sp.expand(expression) == 0 or sp.simplify(expression) == 0


def _separable(difference: sp.Expr, letters: tuple[sp.Symbol, ...], constant: bool) -> None:
    """Raise `Unfounded` unless `difference` is linear in the letters, with numbers known before the run as coefficients."""
    if not letters:
        rest = difference
        coefficients: list[sp.Expr] = []
    else:
        polynomial = sp.Poly(sp.expand(difference), *letters) if sp.expand(difference).is_polynomial(*letters) else None
        if polynomial is None or polynomial.total_degree() > 1:
            raise Unfounded(f"{difference} is not linear in {letters}")
        coefficients = [polynomial.coeff_monomial(letter) for letter in letters]
        rest = polynomial.coeff_monomial(1)
    if not constant and rest != 0:
        raise Unfounded(f"{difference} has a constant term: it does not add up over coordinates")
    for coefficient in (*coefficients, rest):
        if not is_known(coefficient):
            raise Unfounded(f"{coefficient} may be random or differ between coordinates")


def mean(node: Node, letters: Mapping[sp.Basic, object] | None = None, only: int | None = None, past: bool = False) -> Use:
    """The mean (with `past`: given the past) of both sides; random letters then stand for their means.

    Checked: the fact is linear in what may be random.

    Raises:
        Unfounded: not so.
    """
    made = at(node, letters, only)
    for relation in made.relations:
        random = tuple(sorted((s for s in relation.free_symbols if not is_known(s)), key=str))
        _separable(relation.lhs - relation.rhs, random, constant=True)
    return Use(node, Rule.GIVEN_PAST if past else Rule.MEAN, made.relations, made.at, made.asks)


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
    if not any(fact.rel_op == claim.rel_op and _same(fact, put(claim, moved)) for fact in node.facts):
        raise Unfounded(f"{node.facts} is not {claim} one step later")
    first = put(claim, {old: sp.sympify(new) for old, new in start.items()})
    if not (
        first.doit() == sp.true
        or _is_zero(first.lhs - first.rhs)
        or (base and any(f.rel_op == first.rel_op and _same(f, first) for f in base.facts))
    ):
        raise Unfounded(f"{claim} is not shown at the start: {first}")
    return Use(node, Rule.SUMMED_STEPS, (claim,), tuple(moved.items()), also=(base,) if base else ())


def _assumes(node: Node, claim: sp.Basic) -> bool:
    """Whether `claim` is a condition of `node`, or of something that it rests on."""
    return any(
        claim in use.relations if is_condition(use.node) else _assumes(use.node, claim) for use in getattr(node, "uses", ())
    )


def is_condition(node: Node) -> bool:
    """Whether the node is what a step itself asks for."""
    return isinstance(node, Given) and node.role is Role.CONDITION


def in_every_coordinate(node: Node, relation: sp.Basic, letter: sp.Symbol, term: sp.Expr) -> Use:
    """What a fact about any coordinate says of the largest or the least one, `letter`; `term` is that of one coordinate.

    Raises:
        Unfounded: the facts of `node` do not say it.
    """
    other = relation.rhs if relation.lhs == letter else relation.lhs
    wanted = [relation.func(*(term if side == letter else side for side in relation.args), evaluate=False)]
    if isinstance(term, sp.Abs):
        inner = term.args[0]
        wanted = [sp.Le(inner, other, evaluate=False), sp.Ge(inner, -other, evaluate=False)]
    missing = [w for w in wanted if not any(f.rel_op == w.rel_op and _same(f, w) for f in node.facts)]
    if missing or not is_known(other):
        raise Unfounded(f"{missing or relation} is not said of every coordinate")
    return Use(node, Rule.EVERY, (relation,), ((letter, term),))


def _same(left: sp.Basic, right: sp.Basic) -> bool:
    return _is_zero(left.lhs - left.rhs - (right.lhs - right.rhs))


def bound(node: Node, letters: Mapping[sp.Basic, object] | None = None) -> Use:
    """Each bound that a fact `letter <= Min(...)`, `letter >= Max(...)` or `letter >= ceiling(...)` gives.

    Raises:
        Unfounded: the fact is of another form.
    """
    made = at(node, letters)
    (fact,) = made.relations
    side = fact.rhs.args[0] if isinstance(fact.rhs, sp.ceiling) and fact.rel_op in (">=", ">") else fact.rhs
    wanted = sp.Max if fact.rel_op in (">=", ">") else sp.Min
    if not isinstance(side, wanted) and side is fact.rhs:
        raise Unfounded(f"{fact} is not one of several bounds")
    options = side.args if isinstance(side, wanted) else (side,)
    return Use(node, Rule.BOUND, tuple(fact.func(fact.lhs, option) for option in options), made.at, made.asks)


def pick(use: Use, place: int) -> Use:
    """One of the relations that a link gives."""
    return Use(use.node, use.rule, (use.relations[place],), use.at, use.asks)


def let(letter: sp.Symbol, value: sp.Expr) -> Use:
    """A letter of the proof introduced as an abbreviation of `value`.

    Raises:
        Unfounded: the letter occurs in its own value.
    """
    if letter in value.free_symbols:
        raise Unfounded(f"{letter} is defined by itself")
    equation = sp.Eq(letter, value)
    node = Given("abbreviation", Role.DEFINITION, str(equation), (equation,))
    return Use(node, Rule.LET, (equation,), asks=_signs({letter: value}))


def when(*relations: sp.Basic) -> Use:
    """Conditions under which a step speaks: whoever uses its conclusion has to provide them, up to the claim's hypotheses."""
    return Use(Given("condition", Role.CONDITION, ", ".join(map(str, relations)), relations), Rule.INSTANCE, relations)


def stated(node: Node, relation: sp.Basic) -> Use:
    """What a step states in general, where `node` is an instance of it that may refute it.

    Raises:
        Unfounded: `node` is no instance: then its conclusion is the statement.
    """
    if not getattr(node, "instance", False):
        raise Unfounded(f"{relation}: take the goal's own conclusion")
    return Use(node, Rule.STATED, (relation,))


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
