"""Rules of a proof that depend on what its letters are: numbers known before a run, or values that may be random.

A proof declares its letters (`SETTING.knowing(...)`) and takes the rules from there; `SETTING` declares the paper's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import sympy as sp

from theory.link import Given, Node, Rule, Sense, Unfounded, Use, is_zero, put, same, sense_of_node, signs
from theory.symbols import LETTERS


@dataclass(frozen=True)
class Letters:
    """What a proof declares: letters that are numbers `known` before a run, and letters of the `past`, known before the
    minibatch of the step is drawn. Of any other letter nothing is known: it may be random.
    """

    known: frozenset[sp.Symbol] = frozenset()
    past: frozenset[sp.Symbol] = frozenset()

    def knowing(self, *symbols: sp.Symbol) -> Letters:
        """The same with further numbers."""
        return Letters(self.known | set(symbols), self.past)

    def after(self, *symbols: sp.Symbol) -> Letters:
        """The same with further letters of the past."""
        return Letters(self.known, self.past | set(symbols))

    def is_known(self, expression: sp.Basic) -> bool:
        """Whether the expression is a number known before a run."""
        return expression.free_symbols <= self.known

    def at(self, node: Node, letters: Mapping[sp.Basic, object] | None = None, only: int | None = None) -> Use:
        """The facts of `node` (or the one numbered `only`) with `letters` replaced.

        A letter that is positive or nonnegative may only become an expression that is: where SymPy does not know, it is a
        condition. In a fact about a run a random letter may only become another letter, and no two the same: its values are
        tied to each other; a known one only what is known.

        Raises:
            Unfounded: not so.
        """
        chosen = {old: sp.sympify(new) for old, new in (letters or {}).items()}
        facts = node.facts if only is None else (node.facts[only],)
        random = sense_of_node(node) is not Sense.ALGEBRA
        for old, new in chosen.items():
            free = isinstance(node, Given) and old in node.past
            if random and self.is_known(old) and not self.is_known(new):
                raise Unfounded(f"{old} -> {new}: a number known before the run does not become one that may be random")
            if random and not free and not self.is_known(old) and not isinstance(new, sp.Symbol):
                raise Unfounded(f"{old} -> {new}: a fact about a run speaks of that run's letters only")
        moved = [new for old, new in chosen.items() if random and not self.is_known(old)]
        if len(moved) != len(set(moved)):
            raise Unfounded(f"two letters of a run become one: {moved}")
        if isinstance(node, Given) and node.past:
            late = [s for old, new in chosen.items() if old in node.past for s in new.free_symbols - self.past]
            if late or not all(old in chosen for old in node.past):
                raise Unfounded(f"{node.id}: not known before the minibatch is drawn: {late or sorted(map(str, node.past))}")
        relations = tuple(put(fact, chosen) for fact in facts)
        asks = (*signs(chosen), *(put(ask, chosen) for ask in getattr(node, "asks", ())))
        again = partial(self.at, letters=letters, only=only)
        return Use(node, Rule.INSTANCE, relations, tuple(chosen.items()), asks, again=again)

    def written(self, node: Node, letters: Mapping[sp.Basic, object] | None = None) -> Use:
        """A definition `letter = value`, its value written out in the goal in the letter's place: the goal looks for it.

        Raises:
            Unfounded: the fact is no definition of a letter.
        """
        made = self.at(node, letters)
        if not all(isinstance(fact, sp.Eq) and fact.lhs.is_Symbol for fact in made.relations) or len(made.relations) > 1:
            raise Unfounded(f"{made.relations} defines no letter")
        return replace(made, rule=Rule.WRITTEN, again=partial(self.written, letters=letters))

    def summed(self, node: Node, relation: sp.Basic, terms: Mapping[sp.Symbol, sp.Expr], only: int = 0) -> Use:
        """The vector inequality that the coordinates' inequalities add up to.

        `terms` says of each vector letter what it is the sum of. Checked: with the terms put for the letters `relation` is the
        fact itself, both sides are linear in the letters without a constant, and the coefficients are numbers, the same in
        each coordinate.

        Raises:
            Unfounded: not so.
        """
        fact = node.facts[only]
        back = relation.lhs - relation.rhs
        if relation.rel_op != fact.rel_op or not is_zero(back.subs(terms, simultaneous=True) - (fact.lhs - fact.rhs)):
            raise Unfounded(f"{relation} is not the sum of {fact}")
        self._separable(back, tuple(terms), constant=False)
        for letter, term in terms.items():
            if letter.is_nonnegative and not _is_nonnegative(term):
                raise Unfounded(f"{letter} is nonnegative, {term} may not be")
        again = partial(self.summed, relation=relation, terms=terms, only=only)
        return Use(node, Rule.SUM, (relation,), tuple(terms.items()), again=again)

    def _separable(self, difference: sp.Expr, letters: tuple[sp.Symbol, ...], constant: bool) -> None:
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
            if not self.is_known(coefficient):
                raise Unfounded(f"{coefficient} may be random or differ between coordinates")

    def mean(
        self, node: Node, letters: Mapping[sp.Basic, object] | None = None, only: int | None = None, past: bool = False
    ) -> Use:
        """The mean (with `past`: given the past) of both sides; random letters then stand for their means.

        Checked: the fact is linear in what may be random.

        Raises:
            Unfounded: not so.
        """
        made = self.at(node, letters, only)
        for relation in made.relations:
            random = tuple(sorted((s for s in relation.free_symbols if not self.is_known(s)), key=str))
            self._separable(relation.lhs - relation.rhs, random, constant=True)
        again = partial(self.mean, letters=letters, only=only, past=past)
        return replace(made, rule=Rule.GIVEN_PAST if past else Rule.MEAN, again=again)

    def in_every_coordinate(self, node: Node, relation: sp.Basic, letter: sp.Symbol, term: sp.Expr) -> Use:
        """What a fact about any coordinate says of the largest or the least one, `letter`; `term` is that of one coordinate.

        Raises:
            Unfounded: the facts of `node` do not say it.
        """
        other = relation.rhs if relation.lhs == letter else relation.lhs
        wanted = [relation.func(*(term if side == letter else side for side in relation.args), evaluate=False)]
        if isinstance(term, sp.Abs):
            inner = term.args[0]
            wanted = [sp.Le(inner, other, evaluate=False), sp.Ge(inner, -other, evaluate=False)]
        missing = [w for w in wanted if not any(f.rel_op == w.rel_op and same(f, w) for f in node.facts)]
        if missing or not self.is_known(other):
            raise Unfounded(f"{missing or relation} is not said of every coordinate")
        again = partial(self.in_every_coordinate, relation=relation, letter=letter, term=term)
        return Use(node, Rule.EVERY, (relation,), ((letter, term),), again=again)

    def bound(self, node: Node, letters: Mapping[sp.Basic, object] | None = None) -> Use:
        """Each bound that a fact `letter <= Min(...)`, `letter >= Max(...)` or `letter >= ceiling(...)` gives.

        Raises:
            Unfounded: the fact is of another form.
        """
        made = self.at(node, letters)
        (fact,) = made.relations
        side = fact.rhs.args[0] if isinstance(fact.rhs, sp.ceiling) and fact.rel_op in (">=", ">") else fact.rhs
        wanted = sp.Max if fact.rel_op in (">=", ">") else sp.Min
        if not isinstance(side, wanted) and side is fact.rhs:
            raise Unfounded(f"{fact} is not one of several bounds")
        options = side.args if isinstance(side, wanted) else (side,)
        relations = tuple(fact.func(fact.lhs, option) for option in options)
        return replace(made, rule=Rule.BOUND, relations=relations, again=partial(self.bound, letters=letters))


def _is_nonnegative(term: sp.Expr) -> bool:
    real = term.subs({s: sp.Symbol(s.name, real=True) for s in term.free_symbols if s.is_real is None})
    return bool(real.is_nonnegative or sp.factor(real).is_nonnegative)


#: the paper's letters, as `theory.symbols` declares them
SETTING = Letters(frozenset(letter.symbol for letter in LETTERS.values() if letter.known))
at, summed, mean, bound, written = SETTING.at, SETTING.summed, SETTING.mean, SETTING.bound, SETTING.written
in_every_coordinate = SETTING.in_every_coordinate
