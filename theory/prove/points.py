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

from theory.prove.evaluate import PRECISION, Point, Undefined, Written, relation_evaluator

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
    """How one letter is drawn: what fixes it, or its bounds, each with whether it is strict."""

    def __init__(self, symbol: sp.Symbol) -> None:
        self.positive, self.nonnegative = bool(symbol.is_positive), bool(symbol.is_nonnegative)
        self.integer = bool(symbol.is_integer)
        self.fixed: sp.Expr | None = None
        self.lower: list[tuple[sp.Expr, bool]] = []
        self.upper: list[tuple[sp.Expr, bool]] = []

    def write(self, x: str, to: Written) -> None:
        """Statements that draw it as `x`: a value within the bounds, a bound itself with the chance `edge`.

        They return None if there is none, or of the wrong sign.
        """
        if self.fixed is not None:
            to.lines.append(f"{x} = {to.value(self.fixed)}")
            for sign, bounds in ((">", self.lower), ("<", self.upper)):
                for side, _ in bounds:
                    bound = to.value(side)
                    to.lines.append(f"if not ({x} {sign} {bound} or {x} == {bound}): return None")
            if self.nonnegative:
                to.lines.append(f"if not {x} {'>' if self.positive else '>='} 0: return None")
            return
        self._write_end(to, "low", ">", self.lower)
        self._write_end(to, "high", "<", self.upper)
        low, high = bool(self.lower) or self.nonnegative, bool(self.upper)
        if self.integer or (low and high):
            given = f"{'low, low_open' if low else 'None, False'}, {'high, high_open' if high else 'None, False'}, dice, edge"
            to.lines += [f"{x} = {to.called(_whole if self.integer else _between)}({given})", f"if {x} is None: return None"]
            return
        to.lines += ["on_edge = dice() < edge", f"size = SIZES[int(dice() * {len(SIZES)})]"]
        if not (low or high):
            to.lines += ["side = dice()", f"{x} = size if side < 0.45 else -size if side < 0.9 else ZERO"]
        elif self.lower or high:
            away = "low + size" if low else "high - size"
            end = "low" if low else "high"
            to.lines.append(f"{x} = {end} if on_edge and not {end}_open else {away}")
        else:
            to.lines.append(f"{x} = {'size' if self.positive else 'ZERO if on_edge else size'}")

    def _write_end(self, to: Written, end: str, sign: str, bounds: Sequence[tuple[sp.Expr, bool]]) -> None:
        """The tightest bound on one side, a rational, and whether it is strict."""
        there, inward = end == "low" and self.nonnegative, "upper" if end == "low" else "lower"
        if there:
            to.lines.append(f"low, low_open = ZERO, {self.positive}")
        for side, strict in bounds:
            value = to.value(side)
            value = to.kept(f"{value} if type({value}) is fmpq else {to.called(_dyadic)}({value}.{inward}())")
            tighter = f"{value} {sign}{'=' if strict else ''} {end}"
            to.lines.append(f"{f'if {tighter}: ' if there else ''}{end}, {end}_open = {value}, {strict}")
            there = True


def _whole(low: fmpq | None, low_open: bool, high: fmpq | None, high_open: bool, dice: Dice, _: float) -> fmpq | None:
    first = ZERO if low is None else fmpq(low.floor()) + (1 if low_open or low.q != 1 else 0)
    whole = first + _pick(WHOLE, dice)
    return whole if high is None or whole < high or (whole == high and not high_open) else None


def _between(low: fmpq, low_open: bool, high: fmpq, high_open: bool, dice: Dice, edge: float) -> fmpq | None:
    on_edge = dice() < edge
    if low >= high and (low > high or low_open or high_open):
        return None
    if on_edge:
        lower_end = dice() < 0.5
        if not (low_open if lower_end else high_open):
            return low if lower_end else high
    return low + (high - low) * _pick(SHARES, dice)


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
        rules = {symbol: _Letter(symbol) for symbol in self.symbols}
        for symbol, kind, side in bounds:
            rule = rules[symbol]
            if kind == "==":
                if rule.fixed is not None:
                    filters.append(sp.Eq(symbol, side))
                rule.fixed = side if rule.fixed is None else rule.fixed
            else:
                (rule.lower if kind in (">", ">=") else rule.upper).append((side, kind in (">", "<")))
        written = Written(self.symbols)
        written.names |= {"ZERO": ZERO, "SIZES": SIZES}
        names = dict(zip(self.symbols, written.letters, strict=True))
        for symbol in _topological(needs):
            rules[symbol].write(names[symbol], written)
        zeros = "".join(f"{name} = " for name in written.letters)
        head = f"def f(dice):\n {zeros}_ = ZERO\n edge = 0.7 if dice() < 0.3 else 0.2"
        self.drawn: Callable[[Dice], Point | None] = written.function(head, written.point())
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
        try:
            point = self.drawn(dice)
            if point is None:
                return None
            for place, premise in enumerate(self.filters):
                if premise(point) is not True:
                    self.filters.insert(0, self.filters.pop(place))  # what threw out one point throws out the next soonest
                    return None
            return point
        except (Undefined, ZeroDivisionError):
            return None


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
