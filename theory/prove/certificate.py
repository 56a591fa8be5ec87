"""Certificates of polynomial goals: premises and the negated conclusion, multiplied and added with rational weights, give 0.

A goal is taken as the solvers get it, as polynomials `p >= 0`, `p > 0`, `p = 0` with denominators and roots cleared; letters
that an equation gives as a polynomial of others are eliminated. Looked for are numbers `a_j >= 0`, and `b_j` of either sign,

    sum a_j g_j + sum b_j h_j = 0   identically, with a_j > 0 for some g_j that is positive,

where g_j is a product of at most two of the inequalities with a monomial that is not negative, or a square with one, and h_j
that of an equation with any monomial: the premises and the negated conclusion cannot hold together. A linear program proposes
which products to use; their weights are then solved for in rationals. `certificate_check.py` then needs no solver.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, combinations_with_replacement

import numpy as np
import sympy as sp
import z3
from flint import fmpq, fmpq_mat
from scipy.optimize import linprog
from scipy.sparse import csr_array

from theory.claim import Goal
from theory.prove.points import atoms
from theory.prove.smt import Translator
from theory.prove.smtlib import conjuncts

#: products and monomials that a linear program may have; beyond, a goal has no certificate
COLUMNS, ROWS = 8_000, 3_000
#: how much is tried, in turn
LEVELS = (0, 1, 2)
#: ratios in squares of differences of two monomials
RATIOS = (fmpq(1), fmpq(2), fmpq(1, 2))
SMALL = 1e-9
Monomial = tuple[int, ...]
Polynomial = dict[Monomial, fmpq]


@dataclass(frozen=True)
class Term:
    """weight * monomial * product of relations (by number) * square of a polynomial."""

    weight: fmpq
    monomial: Monomial
    factors: tuple[int, ...] = ()
    square: tuple[tuple[Monomial, fmpq], ...] = ()


@dataclass(frozen=True)
class Certificate:
    """`terms` add up to 0, and one of them is positive: the `relations`, the last of them the negated conclusion, exclude
    each other.

    A relation is a polynomial in `letters` that is ">", ">=" or "==" 0; `signs` has ">", ">=" or "" for each letter.
    `where` says what eliminated letters are equal to.
    """

    letters: tuple[str, ...]
    signs: tuple[str, ...]
    where: tuple[tuple[str, str], ...]
    relations: tuple[tuple[str, Polynomial], ...]
    terms: tuple[Term, ...]

    def to_dict(self) -> dict[str, object]:
        """The certificate as JSON data."""
        return {
            "letters": self.letters, "signs": self.signs, "where": dict(self.where),
            "relations": [[kind, _written(p)] for kind, p in self.relations],
            "terms": [[str(t.weight), t.monomial, t.factors, _written(dict(t.square))] for t in self.terms],
        }  # fmt: skip


def _written(p: Polynomial) -> list[list[object]]:
    return [[str(coefficient), monomial] for monomial, coefficient in sorted(p.items())]


def certificates_of(goal: Goal) -> tuple[tuple[Certificate, ...], ...]:
    """Of each conjunct of the conclusion one, or one for each side of an equation; none where they are not found.

    Empty for a goal that is not of real arithmetic.
    """
    if goal.prover != "z3":
        return ()
    found = []
    for part in conjuncts(goal):
        sides = [_found(goal.premises, negated) for negated in _negations(part)]
        found.append(tuple(side for side in sides if side) if all(sides) else ())
    return tuple(found)


def _negations(relation: sp.Basic) -> tuple[sp.Basic | None, ...]:
    """Relations of which each has to be excluded; None for one that is no polynomial's sign."""
    if not relation.is_Relational or relation.rel_op == "!=":
        return (None,)
    others = {"<": [sp.Ge], "<=": [sp.Gt], ">": [sp.Le], ">=": [sp.Lt], "==": [sp.Gt, sp.Lt]}[relation.rel_op]
    return tuple(other(*relation.args, evaluate=False) for other in others)


def _found(premises: Sequence[sp.Basic], negated: sp.Basic | None) -> Certificate | None:
    if negated is None:
        return None
    system = _System(premises, negated)
    return next(filter(None, map(system.certificate, LEVELS)), None)


class _System:
    """Polynomials that are to exclude each other, and the linear program of their products."""

    def __init__(self, premises: Sequence[sp.Basic], negated: sp.Basic) -> None:
        translator = Translator(z3)
        polynomials = translator.polynomials
        relations = [one for one in (*atoms(premises), negated) if one.is_Relational and one.rel_op != "!="]
        polynomials.plan_roots(relations)
        found = [polynomials.atom(one) for one in relations]
        last = found.pop()
        done = 0
        while done < len(polynomials.definitions):  # alternatives of a maximum, and what is not 0, are left out
            one = polynomials.definitions[done]
            if one.is_Relational and one.rel_op != "!=":
                found.append(polynomials.atom(one))
            done += 1
        found += [(root, ">") for base, root in polynomials.letters.items() if isinstance(base, sp.Expr) and base.is_positive]
        self.where: list[tuple[str, str]] = []
        found = self._eliminated([*found, last])
        self.letters = tuple(sorted(set().union(*(p.free_symbols for p, _ in found)), key=lambda s: s.name))
        above = {p: kind for p, kind in found[:-1] if p.is_Symbol and kind in (">", ">=")}
        self.signs = tuple(_stronger(_sign(s), above.get(s, "")) for s in self.letters)
        upward = [(-p, kind.replace("<", ">")) if "<" in kind else (p, kind) for p, kind in found]
        self.relations = [(kind, self._polynomial(p)) for p, kind in upward[:-1] if p not in above]
        self.relations.append((upward[-1][1], self._polynomial(upward[-1][0])))

    def _eliminated(self, found: list[tuple[sp.Expr, str]]) -> list[tuple[sp.Expr, str]]:
        """The relations without letters that an equation gives as polynomials of others; their signs become relations."""
        while (given := next(filter(None, (_given(p) for p, kind in found if kind == "==")), None)) is not None:
            letter, value = given
            self.where.append((letter.name, str(value)))
            put = [(sp.expand(p.subs(letter, value)), kind) for p, kind in found]
            sign = _sign(letter)
            found = [
                *([(value, sign)] if sign and not value.is_Number else []),
                *(one for one in put[:-1] if one[0] != 0),
                put[-1],
            ]
        return found

    def _polynomial(self, expression: sp.Expr) -> Polynomial:
        if not self.letters:
            return {(): fmpq(int(expression.p), int(expression.q))} if expression != 0 else {}
        made = sp.Poly(expression, *self.letters)
        return {tuple(map(int, m)): fmpq(int(c.p), int(c.q)) for m, c in made.terms() if c != 0}

    def certificate(self, level: int) -> Certificate | None:
        """By products of at most two relations; at higher levels with squares, and monomials reached in more rounds."""
        last = self.relations[-1][1]
        wanted = set(last)
        if level:  # so that the negated conclusion may be multiplied until it meets the others
            wanted |= {tuple(map(max, m, n)) for m in last for _, p in self.relations for n in p}
        columns: dict[tuple[object, ...], tuple[Term, Polynomial, bool]] = {}
        for _ in range(2 if level > 1 else 1):
            for term, p, free in self._products(wanted, level):
                columns.setdefault((term.monomial, term.factors, term.square), (term, p, free))
                if len(columns) > COLUMNS:
                    return None
            wanted |= {monomial for _, p, _ in columns.values() for monomial in p}
            if len(wanted) > ROWS:
                return None
        return self._solved(list(columns.values()))

    def _products(self, wanted: set[Monomial], level: int) -> Iterator[tuple[Term, Polynomial, bool]]:
        groups: list[tuple[int, ...]] = [(), *((i,) for i in range(len(self.relations)))]
        if level > 1:
            upward = [i for i, (kind, _) in enumerate(self.relations) if kind != "=="]
            groups += combinations_with_replacement(upward, 2)
        for group in groups:
            p: Polynomial = {(0,) * len(self.letters): fmpq(1)}
            for i in group:
                p = _times(p, self.relations[i][1])
            free = any(self.relations[i][0] == "==" for i in group)
            for monomial in sorted({q for w in wanted for s in p if (q := _over(w, s)) is not None}):
                if free or self._not_negative(monomial):
                    yield Term(fmpq(1), monomial, group), _shifted(p, monomial), free
        if level > 1:
            yield from self._squares(wanted)

    def _squares(self, wanted: set[Monomial]) -> Iterator[tuple[Term, Polynomial, bool]]:
        """(x^a - r x^b)^2 times the letters of odd power, both squares being wanted."""
        for first, second in combinations(sorted(wanted), 2):
            odd = tuple(x % 2 for x in first)
            if odd != tuple(x % 2 for x in second) or not self._not_negative(odd):
                continue
            a, b = (tuple((x - o) // 2 for x, o in zip(m, odd, strict=True)) for m in (first, second))
            for ratio in RATIOS:
                for sign in (1, -1):
                    square = ((a, fmpq(1)), (b, -sign * ratio))
                    p = _shifted(_times(dict(square), dict(square)), odd)
                    yield Term(fmpq(1), odd, (), square), p, False

    def _not_negative(self, monomial: Monomial) -> bool:
        return all(sign or x % 2 == 0 for x, sign in zip(monomial, self.signs, strict=True))

    def _is_positive(self, term: Term) -> bool:
        sure = all(x == 0 or sign == ">" for x, sign in zip(term.monomial, self.signs, strict=True))
        return sure and not term.square and all(self.relations[i][0] == ">" for i in term.factors)

    def _solved(self, columns: list[tuple[Term, Polynomial, bool]]) -> Certificate | None:
        if not any(p for _, p, _ in columns):  # the negated conclusion has become 0 > 0
            return self._of([Term(fmpq(1), (0,) * len(self.letters), (len(self.relations) - 1,))])
        rows = {m: i for i, m in enumerate(sorted({m for _, p, _ in columns for m in p}))}
        entries = [(rows[m], j, float(v.p) / float(v.q)) for j, (_, p, _) in enumerate(columns) for m, v in p.items()]
        positive = [self._is_positive(term) for term, _, _ in columns]
        entries += [(len(rows), j, 1.0) for j, sure in enumerate(positive) if sure]
        i, j, values = zip(*entries, strict=True)
        equations = csr_array((values, (i, j)), shape=(len(rows) + 1, len(columns)))
        right = np.append(np.zeros(len(rows)), 1.0)
        bounds = [(None if free else 0.0, None) for _, _, free in columns]
        found = linprog(np.zeros(len(columns)), A_eq=equations, b_eq=right, bounds=bounds, method="highs-ds")
        if found.status != 0:
            return None
        used = [k for k, x in enumerate(found.x) if abs(x) > SMALL]
        weights = _exact([columns[k][1] for k in used], [positive[k] for k in used], rows)
        if weights is None or any(x < 0 and not columns[k][2] for k, x in zip(used, weights, strict=True)):
            return None
        terms = [replace(columns[k][0], weight=x) for k, x in zip(used, weights, strict=True) if x != 0]
        return self._of(terms)

    def _of(self, terms: Sequence[Term]) -> Certificate:
        names = tuple(s.name for s in self.letters)
        return Certificate(names, self.signs, tuple(self.where), tuple(self.relations), tuple(terms))


def _sign(letter: sp.Symbol) -> str:
    return ">" if letter.is_positive else ">=" if letter.is_nonnegative else ""


def _stronger(a: str, b: str) -> str:
    return ">" if ">" in (a, b) else a or b


def _given(p: sp.Expr) -> tuple[sp.Symbol, sp.Expr] | None:
    """A letter that `p = 0` gives as a polynomial of the others, and that polynomial."""
    for letter in sorted(p.free_symbols, key=lambda s: s.name):
        made = sp.Poly(p, letter)
        if made.degree() == 1 and made.LC().is_Rational:
            return letter, sp.expand(-made.coeff_monomial(1) / made.LC())
    return None


def _exact(columns: Sequence[Polynomial], normal: Sequence[bool], rows: Iterable[Monomial]) -> list[fmpq] | None:
    """Weights in rationals with which the columns add up to 0, those that are `normal` having the sum 1."""
    table = [[p.get(m, fmpq(0)) for p in columns] + [fmpq(0)] for m in rows if any(m in p for p in columns)]
    table.append([fmpq(int(n)) for n in normal] + [fmpq(1)])
    reduced, rank = fmpq_mat(len(table), len(columns) + 1, [x for row in table for x in row]).rref()
    if rank != len(columns) or any(reduced[i, i] != 1 for i in range(rank)):
        return None  # no solution, or more than one
    return [reduced[i, len(columns)] for i in range(rank)]


def _plus(a: Monomial, b: Monomial) -> Monomial:
    return tuple(x + y for x, y in zip(a, b, strict=True))


def _over(a: Monomial, b: Monomial) -> Monomial | None:
    found = tuple(x - y for x, y in zip(a, b, strict=True))
    return found if all(x >= 0 for x in found) else None


def _shifted(p: Polynomial, by: Monomial) -> Polynomial:
    return {_plus(m, by): c for m, c in p.items()}


def _times(a: Polynomial, b: Polynomial) -> Polynomial:
    found: Polynomial = {}
    for m, x in a.items():
        for n, y in b.items():
            key = _plus(m, n)
            found[key] = found.get(key, fmpq(0)) + x * y
    return {m: c for m, c in found.items() if c != 0}
