"""Exact random points inside the premises, boundary included.

A premise `letter <= expression` (or >=, <, >, ==) bounds or fixes the letter, which is then drawn after the letters of the
expression; whatever premise cannot be used so filters the points. Draws depend on the goal alone, so that a check
repeats exactly.
"""

import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import sympy as sp
from flint import arb, fmpq

from theory.prove.evaluate import Evaluator, Number, Point, Undefined, evaluator, relation_evaluator

POINTS = 10_000
ATTEMPTS = 60_000
FINE = fmpq(1, 2**40)


@dataclass
class _Letter:
    """How one letter is drawn."""

    symbol: sp.Symbol
    fixed: Evaluator | None = None
    lower: list[tuple[Evaluator, bool]] = field(default_factory=list)
    upper: list[tuple[Evaluator, bool]] = field(default_factory=list)


def atoms(premises: Sequence[sp.Basic]) -> list[sp.Basic]:
    """The premises with conjunctions taken apart."""
    flat: list[sp.Basic] = []
    for premise in premises:
        flat.extend(atoms(premise.args) if isinstance(premise, sp.And) else [premise])
    return [premise for premise in flat if premise is not sp.true]


def letters_of(*expressions: sp.Basic) -> tuple[sp.Symbol, ...]:
    """Free symbols in a fixed order."""
    free: set[sp.Symbol] = set()
    for expression in expressions:
        free |= expression.free_symbols
    return tuple(sorted(free, key=lambda s: s.name))


class Sampler:
    """Draws points that satisfy `premises` and the declared signs of `symbols`."""

    def __init__(self, premises: Sequence[sp.Basic], symbols: Sequence[sp.Symbol]) -> None:
        self.symbols = tuple(symbols)
        self.places = {symbol: place for place, symbol in enumerate(self.symbols)}
        needs: dict[sp.Symbol, set[sp.Symbol]] = {symbol: set() for symbol in self.symbols}
        bounds: list[tuple[sp.Symbol, str, sp.Expr]] = []
        filters: list[sp.Basic] = []
        # What fixes a letter goes first, so that bounds do not take its place.
        for premise in sorted(atoms(premises), key=lambda p: not isinstance(p, sp.Eq)):
            use = self._as_bound(premise, needs)
            if use is None:
                filters.append(premise)
                continue
            bounds.append(use)
            needs[use[0]] |= use[2].free_symbols
        self.order = _topological(needs)
        rules = {symbol: _Letter(symbol) for symbol in self.symbols}
        for symbol, kind, side in bounds:
            value = evaluator(side, self.symbols)
            rule = rules[symbol]
            if kind == "==":
                if rule.fixed is not None:
                    filters.append(sp.Eq(symbol, side))
                rule.fixed = rule.fixed or value
            else:
                (rule.lower if kind in (">", ">=") else rule.upper).append((value, kind in (">", "<")))
        self.rules = rules
        self.filters = [relation_evaluator(premise, self.symbols) for premise in filters]

    def _as_bound(self, premise: sp.Basic, needs: dict[sp.Symbol, set[sp.Symbol]]) -> tuple[sp.Symbol, str, sp.Expr] | None:
        if not premise.is_Relational or premise.rel_op == "!=":
            return None
        mirrored = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}
        sides = [(premise.lhs, premise.rel_op, premise.rhs), (premise.rhs, mirrored[premise.rel_op], premise.lhs)]
        for symbol, kind, other in sides:
            if symbol in needs and symbol not in _reachable(other.free_symbols, needs):
                return symbol, kind, other
        return None

    def draw(self, dice: random.Random) -> Point | None:
        """One point, or None if the draw fell outside the premises."""
        point: list[Number] = [fmpq(0)] * len(self.symbols)
        corner = dice.random() < 0.3
        try:
            for symbol in self.order:
                value = self._letter(self.rules[symbol], point, dice, corner)
                if value is None or not _sign_fits(symbol, value):
                    return None
                point[self.places[symbol]] = value
            return point if all(premise(point) is True for premise in self.filters) else None
        except (Undefined, ZeroDivisionError):
            return None

    def _letter(self, rule: _Letter, point: Point, dice: random.Random, corner: bool) -> Number | None:
        if rule.fixed is not None:
            value = rule.fixed(point)
            inside = [value > low(point) or value == low(point) for low, _ in rule.lower]
            inside += [value < high(point) or value == high(point) for high, _ in rule.upper]
            return value if all(inside) else None
        lows = [(_rational_above(low(point)), strict) for low, strict in rule.lower]
        highs = [(_rational_below(high(point)), strict) for high, strict in rule.upper]
        if rule.symbol.is_nonnegative:
            lows.append((fmpq(0), bool(rule.symbol.is_positive)))
        low = max(lows, key=lambda x: (x[0], x[1])) if lows else None
        high = min(highs, key=lambda x: (x[0], not x[1])) if highs else None
        if rule.symbol.is_integer:
            start = fmpq(low[0].floor()) + (1 if low[1] or low[0].q != 1 else 0) if low else fmpq(0)
            value = start + dice.choice((0, 1, 2, 3, dice.randint(0, 40)))
            return value if high is None or value < high[0] or (value == high[0] and not high[1]) else None
        return _between(low, high, dice, corner)


def _between(low: tuple[fmpq, bool] | None, high: tuple[fmpq, bool] | None, dice: random.Random, corner: bool) -> fmpq | None:
    """A rational between the bounds (value, strict); a bound itself in one draw of five, or more often in a `corner`."""
    edge = dice.random() < (0.7 if corner else 0.2)
    if low and high:
        if low[0] > high[0] or (low[0] == high[0] and (low[1] or high[1])):
            return None
        ends = [end[0] if not end[1] else None for end in (low, high)]
        pick = dice.choice(ends) if edge else None
        width = high[0] - low[0]
        share = dice.choice((fmpq(dice.randint(1, 63), 64), FINE, 1 - FINE))
        return pick if pick is not None else low[0] + width * share
    size = fmpq(dice.randint(1, 12), dice.randint(1, 12)) * dice.choice((1, 1, 1, fmpq(1, 100), 100))
    if low:
        return low[0] if edge and not low[1] else low[0] + size
    if high:
        return high[0] if edge and not high[1] else high[0] - size
    return dice.choice((-size, size, fmpq(0)))


def _rational_above(value: Number) -> fmpq:
    return value if isinstance(value, fmpq) else _dyadic(value.upper())


def _rational_below(value: Number) -> fmpq:
    return value if isinstance(value, fmpq) else _dyadic(value.lower())


def _dyadic(exact: arb) -> fmpq:
    mantissa, exponent = exact.man_exp()
    return fmpq(mantissa) * fmpq(2) ** int(exponent)


def _sign_fits(symbol: sp.Symbol, value: Number) -> bool:
    if symbol.is_positive:
        return bool(value > 0)
    if symbol.is_nonnegative:
        return bool(value >= 0)
    return True


def _reachable(start: set[sp.Symbol], needs: dict[sp.Symbol, set[sp.Symbol]]) -> set[sp.Symbol]:
    seen: set[sp.Symbol] = set()
    todo = list(start)
    while todo:
        symbol = todo.pop()
        if symbol not in seen:
            seen.add(symbol)
            todo.extend(needs.get(symbol, ()))
    return seen


def _topological(needs: dict[sp.Symbol, set[sp.Symbol]]) -> tuple[sp.Symbol, ...]:
    order: list[sp.Symbol] = []

    def visit(symbol: sp.Symbol) -> None:
        if symbol in order:
            return
        for other in sorted(needs[symbol], key=lambda s: s.name):
            visit(other)
        order.append(symbol)

    for symbol in needs:
        visit(symbol)
    return tuple(order)


@lru_cache(maxsize=64)
def _seed(text: str) -> int:
    return zlib.crc32(text.encode())


def points_inside(
    premises: Sequence[sp.Basic], symbols: Sequence[sp.Symbol], count: int = POINTS, attempts: int = ATTEMPTS
) -> Iterator[Point]:
    """Up to `count` points inside the premises, after at most `attempts` draws."""
    sampler = Sampler(premises, symbols)
    dice = random.Random(_seed(repr(tuple(map(str, premises)))))
    found = 0
    for _ in range(attempts):
        point = sampler.draw(dice)
        if point is not None:
            yield point
            found += 1
            if found == count:
                return
