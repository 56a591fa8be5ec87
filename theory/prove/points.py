"""Exact random points inside the premises, boundary included.

A premise `letter <= expression` (or >=, <, >, ==) bounds or fixes the letter, which is then drawn after the letters of the
expression; whatever premise cannot be used so filters the points. Draws depend on the goal alone, so that a check
repeats exactly.
"""

import random
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import sympy as sp
from flint import arb, ctx, fmpq

from theory.prove.evaluate import PRECISION, Evaluator, Number, Point, Undefined, evaluator, relation_evaluator

#: what breaks one point in 500 is seen with probability 0.9996
POINTS = 4_000
ATTEMPTS = 60_000
ZERO = fmpq(0)
FINE = fmpq(1, 2**40)
Dice = Callable[[], float]


#: Where a letter falls between two bounds, and how far from a single one.
SHARES = (*(fmpq(i, 64) for i in range(1, 64)), *(FINE, 1 - FINE) * 16)
SIZES = tuple(
    fmpq(top, bottom) * scale for scale in (1, 1, 1, fmpq(1, 100), 100) for top in range(1, 13) for bottom in range(1, 13)
)
WHOLE = (*range(4), *range(41))


class _Letter:
    """How one letter is drawn."""

    def __init__(self, symbol: sp.Symbol, place: int) -> None:
        self.place = place
        self.positive, self.nonnegative = bool(symbol.is_positive), bool(symbol.is_nonnegative)
        self.integer = bool(symbol.is_integer)
        self.fixed: Evaluator | None = None
        self.lower: list[tuple[Evaluator, bool]] = []
        self.upper: list[tuple[Evaluator, bool]] = []

    def draw(self, point: Point, dice: Dice, edge: float) -> Number | None:
        """A value within the bounds; a bound itself with the chance `edge`. None if there is none, or of the wrong sign."""
        value = self._fixed(point) if self.fixed is not None else self._free(point, dice, edge)
        if value is None or (self.positive and not value > 0) or (self.nonnegative and not value >= 0):
            return None
        return value

    def _fixed(self, point: Point) -> Number | None:
        value = self.fixed(point) if self.fixed else None
        inside = [value > low(point) or value == low(point) for low, _ in self.lower]
        inside += [value < high(point) or value == high(point) for high, _ in self.upper]
        return value if all(inside) else None

    def _free(self, point: Point, dice: Dice, edge: float) -> fmpq | None:
        low = high = None
        low_open = high_open = False
        if self.nonnegative:
            low, low_open = ZERO, self.positive
        for bound, strict in self.lower:
            value = _rational_above(bound(point))
            if low is None or value > low or (value == low and strict):
                low, low_open = value, strict
        for bound, strict in self.upper:
            value = _rational_below(bound(point))
            if high is None or value < high or (value == high and strict):
                high, high_open = value, strict
        if self.integer:
            first = ZERO if low is None else fmpq(low.floor()) + (1 if low_open or low.q != 1 else 0)
            whole = first + _pick(WHOLE, dice)
            return whole if high is None or whole < high or (whole == high and not high_open) else None
        return _between(low, low_open, high, high_open, dice, edge)


def _between(low: fmpq | None, low_open: bool, high: fmpq | None, high_open: bool, dice: Dice, edge: float) -> fmpq | None:
    on_edge = dice() < edge
    if low is not None and high is not None:
        if low > high or (low == high and (low_open or high_open)):
            return None
        if on_edge:
            lower_end = dice() < 0.5
            if not (low_open if lower_end else high_open):
                return low if lower_end else high
        return low + (high - low) * _pick(SHARES, dice)
    size = _pick(SIZES, dice)
    if low is not None:
        return low if on_edge and not low_open else low + size
    if high is not None:
        return high if on_edge and not high_open else high - size
    side = dice()
    return size if side < 0.45 else -size if side < 0.9 else ZERO


def _pick(options: Sequence[Any], dice: Dice) -> Any:
    return options[int(dice() * len(options))]


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
        rules = {symbol: _Letter(symbol, self.places[symbol]) for symbol in self.symbols}
        for symbol, kind, side in bounds:
            value = evaluator(side, self.symbols)
            rule = rules[symbol]
            if kind == "==":
                if rule.fixed is not None:
                    filters.append(sp.Eq(symbol, side))
                rule.fixed = rule.fixed or value
            else:
                (rule.lower if kind in (">", ">=") else rule.upper).append((value, kind in (">", "<")))
        self.letters = tuple(rules[symbol] for symbol in _topological(needs))
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

    def draw(self, dice: Dice) -> Point | None:
        """One point, or None if the draw fell outside the premises."""
        point: list[Number] = [ZERO] * len(self.symbols)
        edge = 0.7 if dice() < 0.3 else 0.2
        try:
            for letter in self.letters:
                value = letter.draw(point, dice, edge)
                if value is None:
                    return None
                point[letter.place] = value
            for place, premise in enumerate(self.filters):
                if premise(point) is not True:
                    self.filters.insert(0, self.filters.pop(place))  # what threw out one point throws out the next soonest
                    return None
            return point
        except (Undefined, ZeroDivisionError):
            return None


def _rational_above(value: Number) -> fmpq:
    return value if isinstance(value, fmpq) else _dyadic(value.upper())


def _rational_below(value: Number) -> fmpq:
    return value if isinstance(value, fmpq) else _dyadic(value.lower())


def _dyadic(exact: arb) -> fmpq:
    mantissa, exponent = exact.man_exp()
    return fmpq(mantissa) * fmpq(2) ** int(exponent)


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


@lru_cache(maxsize=256)
def _prepared(premises: tuple[sp.Basic, ...], symbols: tuple[sp.Symbol, ...]) -> tuple[Sampler, int]:
    """The sampler and its seed: a goal is asked at random, for its closeness and in the re-check."""
    return Sampler(premises, symbols), zlib.crc32(repr(tuple(map(str, premises))).encode())


def points_inside(
    premises: Sequence[sp.Basic], symbols: Sequence[sp.Symbol], count: int = POINTS, attempts: int = ATTEMPTS
) -> Iterator[Point]:
    """Up to `count` points inside the premises, after at most `attempts` draws."""
    sampler, seed = _prepared(tuple(premises), tuple(symbols))
    ctx.prec = PRECISION
    dice = random.Random(seed).random
    found = 0
    for _ in range(attempts):
        point = sampler.draw(dice)
        if point is not None:
            yield point
            found += 1
            if found == count:
                return
