"""A formula changed at its source: what rests on it sees the change, or the formula may as well be the changed one.

A fact of a node of a proof (assumption, definition, cited result, condition, conclusion of a goal) is changed by a factor, a
power, a dropped term or an index, a side that is 0 by a constant. The links are made again from the changed node, with all
their checks; the changed goal itself and the goals that use it are decided anew, all others keep their status.

A formula may leave room: a conclusion that is true with twice the constant, a condition of which half would do. Then larger
factors are tried, and last the formula is taken away. If that is not noticed, what it stands in does not need it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import sympy as sp

from theory.claim import Goal, Hypothesis, Status
from theory.graph import closure, conditions, name_of
from theory.link import Given, Node, Rule, Unfounded, Use, put
from theory.papers.proofs import step_of
from theory.prove.conclusions import Same, relation_key

TWICE = sp.Integer(2)
#: what stands for a formula that is taken away
NOTHING = sp.Le(0, 1, evaluate=False)
#: what comes one step later
LATER = {"_next": "_now", "_after": "_before"}


class Seen(StrEnum):
    """What became of a change."""

    REFUSED = "refused"  # a link cannot be made from the changed formula
    ITSELF = "not proved"  # the changed conclusion is not proved
    USERS = "breaks a user"  # a goal that uses it is not proved any more
    UNPROVIDED = "leaves a condition open"  # a goal rested on the old formula, which nothing gives any more
    TRUE = "true as well"  # the changed conclusion is proved, and so is all that uses it
    SAME = "says the same"  # what is trusted, or a condition, and what it was imply each other
    STRONGER = "says more"  # it implies what it was: nothing that rests on it can break
    WEAKER = "less is enough"  # what it was implies it, and all is proved as before
    OTHER = "another does"  # neither implies the other, and all is proved as before


#: whether the changed formula implies what it was, and is implied by it
IMPLIES = {
    (True, True): Seen.SAME, (True, False): Seen.STRONGER, (False, True): Seen.WEAKER, (False, False): Seen.OTHER,
}  # fmt: skip
#: outcomes by which a change is noticed
NOTICED = (Seen.REFUSED, Seen.ITSELF, Seen.USERS, Seen.UNPROVIDED)


@dataclass(frozen=True)
class Change:
    """One fact of a node changed; `fact` is its number."""

    node: Node
    fact: int
    what: str
    formula: sp.Basic

    @property
    def name(self) -> str:
        """Where the formula stands, and what is changed."""
        place = step_of(self.node) if isinstance(self.node, Goal) else name_of(self.node)
        return f"{place}: {self.what}: {self.formula}"


def changes(relation: sp.Basic) -> Iterator[tuple[str, sp.Basic]]:
    """The relation with a constant, a power, a term or an index changed."""
    side = next((place for place in (1, 0) if relation.args[place].free_symbols and not relation.args[place].is_Symbol), None)
    side = (1 if relation.rhs != 0 else 0) if side is None else side
    old = relation.args[side]

    def put(new: sp.Expr) -> sp.Basic:
        return relation.func(*(new if place == side else arg for place, arg in enumerate(relation.args)), evaluate=False)

    if relation.args[1 - side] == 0:  # a multiple says the same
        for one in (sp.S.One, sp.S.NegativeOne):
            yield "a constant", relation.func(*(old if place == side else one for place in (0, 1)), evaluate=False)
    else:
        yield "doubled", put(TWICE * old)
        yield "halved", put(old / TWICE)
    powers = sorted((p for p in old.atoms(sp.Pow) if p.base.free_symbols and p.exp.is_Rational and p.exp > 0), key=str)
    yield from (("a power", put(old.subs(p, p.base ** (p.exp + 1)))) for p in powers[:1])
    if old.is_Add:
        yield from (("a term dropped", put(old - term)) for term in sorted(old.args, key=str)[:2])
    factors = sorted((s for s in old.free_symbols if s.name in ("mu_v", "sigma", "L", "lambda", "b")), key=str)
    yield from ((f"{letter} doubled", put(old.subs(letter, TWICE * letter))) for letter in factors[:2])
    for letter in sorted(old.free_symbols, key=str):
        for end, other in LATER.items():
            if letter.name.endswith(end):
                moved = sp.Symbol(letter.name.removesuffix(end) + other, **letter._assumptions_orig)
                yield "an index", put(old.subs(letter, moved))


def further(relation: sp.Basic) -> Iterator[tuple[str, sp.Basic]]:
    """The relation with one side multiplied by larger and larger factors, then a relation that says nothing."""
    if relation.rhs != 0 and relation.lhs != 0:
        for factor in (4, 16, 256):
            yield f"times {factor}", relation.func(relation.lhs, factor * relation.rhs, evaluate=False)
            yield f"divided by {factor}", relation.func(relation.lhs, relation.rhs / factor, evaluate=False)
    yield "taken away", NOTHING


def formulas(goals: Sequence[Goal]) -> list[tuple[Node, int]]:
    """Every formula that the goals rest on, their own conclusions included: a node and the number of its fact."""
    nodes: dict[int, Node] = {}
    for goal in goals:
        for below in closure(goal):
            nodes.update({id(use.node): use.node for use in below.uses})
            nodes[id(below)] = below
    return [
        (node, place)
        for node in nodes.values()
        if not isinstance(node, Goal) or isinstance(node.conclusion, (Same, sp.And)) or _relational(node.conclusion)
        for place, fact in enumerate(node.facts)
        if _relational(fact)
    ]


def changes_at(node: Node, place: int) -> list[Change]:
    """The changes of one formula that are none by expansion or by moving terms alone."""
    fact = node.facts[place]
    return [Change(node, place, what, new) for what, new in changes(fact) if relation_key(new) != relation_key(fact)]


def further_at(node: Node, place: int) -> list[Change]:
    """Stronger changes of a formula that leaves room; a conclusion is not taken away."""
    made = [Change(node, place, what, new) for what, new in further(node.facts[place])]
    return made[:-1] if isinstance(node, Goal) else made


def _relational(fact: object) -> bool:
    return isinstance(fact, sp.Basic) and bool(fact.is_Relational) and all(isinstance(side, sp.Expr) for side in fact.args)


def with_fact(node: Node, place: int, formula: sp.Basic) -> Node:
    """The node with another formula in the place of its fact."""
    facts = tuple(formula if number == place else fact for number, fact in enumerate(node.facts))
    if not isinstance(node, Goal):
        return replace(node, facts=facts) if isinstance(node, Given) else replace(node, relation=formula)  # type: ignore[type-var]
    node = replace(node, uses=tuple(use for use in node.uses if use.rule is not Rule.WRITTEN))  # they are in the old formula
    if isinstance(node.conclusion, Same):
        if isinstance(node.conclusion.left, sp.MatrixBase):
            left, right = node.conclusion.left.as_mutable(), node.conclusion.right.as_mutable()
            row, column = divmod(place, left.shape[1])
            left[row, column], right[row, column] = formula.args
            return replace(node, conclusion=Same(left, right))
        return replace(node, conclusion=Same(*formula.args))
    return replace(node, conclusion=sp.And(*facts, evaluate=False) if len(facts) > 1 else formula)


@dataclass(frozen=True)
class Outcome:
    """What became of a change, and where it was seen."""

    change: Change
    seen: Seen
    where: str


class Sources:
    """The proofs around `goals`, all of them proved; `concluded` are the links that give the parts that `run` measures."""

    def __init__(
        self, goals: Sequence[Goal], decide: Callable[[Goal], Status], concluded: Mapping[str, tuple[Use, ...]]
    ) -> None:
        self.decide, self.concluded = decide, concluded
        self.users: dict[int, list[tuple[Goal, Use]]] = {}
        every = {id(below): below for goal in goals for below in closure(goal)}
        for user in every.values():
            for use in user.uses:
                for node in (use.node, *use.also):
                    self.users.setdefault(id(node), []).append((user, use))

    def outcome(self, change: Change) -> Outcome:
        """What becomes of a change."""
        node = with_fact(change.node, change.fact, change.formula)
        try:
            moved = [(user, remade(user, use, change.node, node)) for user, use in self.users.get(id(change.node), ())]
            for name, uses in self.concluded.items():
                for use in uses:
                    if use.node is change.node and _keys(use.again(node).relations) != _keys(use.relations):
                        return Outcome(change, Seen.REFUSED, f"{name} is concluded otherwise")
        except (Unfounded, ValueError) as refusal:
            return Outcome(change, Seen.REFUSED, str(refusal))
        for user, changed in moved:
            if unlike := self._open(user, changed, isinstance(node, Hypothesis)):
                return Outcome(change, Seen.UNPROVIDED, unlike)
        if isinstance(node, Goal) and not self._proved(node):
            return Outcome(change, Seen.ITSELF, "")
        for user, changed in moved:
            if changed != user and not self._proved(changed):
                return Outcome(change, Seen.USERS, step_of(user))
        if isinstance(node, Goal):
            return Outcome(change, Seen.TRUE, "")
        old = change.node.facts[change.fact]
        more, less = self._proved(Goal("z3", old, (change.formula,))), self._proved(Goal("z3", change.formula, (old,)))
        return Outcome(change, IMPLIES[more, less], "")

    def outcomes(self, node: Node, place: int) -> list[Outcome]:
        """What becomes of changes of a formula, the stronger ones last, until one is noticed: that is then the last."""
        found: list[Outcome] = []
        for change in (*changes_at(node, place), *further_at(node, place)):
            found.append(self.outcome(change))
            if found[-1].seen in NOTICED:
                break
        return found

    def _proved(self, goal: Goal) -> bool:
        try:
            return self.decide(goal) is Status.PROVED
        except (ArithmeticError, TypeError, ValueError):  # the prover takes goals of another form, or of other sizes
            return False

    def _open(self, user: Goal, changed: Goal, hypothesis: bool) -> str:
        """Where a condition stays open that was provided, from `user` upwards; empty if nowhere."""
        before, after = _keys(conditions(user)), _keys(conditions(changed))
        if len(after) > len(before):
            return step_of(user)
        if after == before:
            return ""
        stated = (name for name, uses in self.concluded.items() if any(use.node is user for use in uses))
        if not hypothesis and (name := next(stated, "")):
            return f"{name}, concluded under another condition"
        above = (
            self._open(other, remade(other, use, user, changed), hypothesis) for other, use in self.users.get(id(user), ())
        )
        return next(filter(None, above), "")


def remade(user: Goal, use: Use, old: Node, new: Node) -> Goal:
    """`user` with its link `use` made again, `new` in the place of `old`. Raises `Unfounded`."""
    nodes = [new if node is old else node for node in (use.node, *use.also)]
    again = use.again(*nodes) if old.facts != new.facts else replace(use, node=nodes[0], also=tuple(nodes[1:]))
    becomes = dict(zip(use.relations, again.relations, strict=True))
    premises = tuple(becomes.get(premise, premise) for premise in user.premises)
    uses = tuple(again if one is use else one for one in user.uses)
    if use.rule is not Rule.WRITTEN:
        return replace(user, premises=tuple(one for one in premises if one != NOTHING), uses=uses)
    if again.relations[0].rel_op != "==":
        raise Unfounded(f"{again.relations[0]} defines no letter")
    value, other = (one.relations[0].rhs for one in (use, again))
    made = replace(user, premises=tuple(put(one, {value: other}) for one in premises), uses=())
    for place, fact in enumerate(made.facts):
        made = with_fact(made, place, put(fact, {value: other}))  # type: ignore[assignment]
    return replace(made, uses=tuple(one for one in uses if one is not again))


def _keys(relations: Sequence[sp.Basic]) -> set[tuple[object, ...]]:
    return set(map(relation_key, relations))
