"""Exact evaluation of SymPy expressions at rational points.

A value is a rational (`fmpq`) as long as it is one, and otherwise a ball (`arb`, 256 bits) that contains it: nothing here
rounds. A comparison is True, False, or None when the balls overlap.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import sympy as sp
from flint import arb, ctx, fmpq

PRECISION = 256
LARGE = 10_000  # powers beyond are not written out
#: A rational, or a ball around a real number (python-flint declares no types).
Number = Any
Point = Sequence[Number]
Evaluator = Callable[[Point], Number]


class Undefined(ArithmeticError):
    """The expression has no real value at the point."""


def number(value: object) -> Number:
    """`value` (an int, a SymPy rational or a real SymPy constant) as a rational, or as a ball around it."""
    if isinstance(value, (fmpq, arb)):
        return value
    exact = sp.sympify(value)
    if exact.is_Rational:
        return fmpq(int(exact.p), int(exact.q))
    return evaluator(exact, ())(())


def rational(value: Number) -> sp.Rational:
    """The rational `value` as a SymPy number."""
    return sp.Rational.from_coprime_ints(int(value.p), int(value.q))


def root(value: Number, degree: int) -> Number:
    """The real root, a rational where it is one."""
    if value < 0:
        raise Undefined("a root of a negative number")
    if isinstance(value, fmpq):
        top, bottom = value.p.root(degree), value.q.root(degree)
        if top**degree == value.p and bottom**degree == value.q:
            return fmpq(top, bottom)
        value = arb(value)
    return value.sqrt() if degree == 2 else value.root(degree)


def power(base: Number, exponent: Number) -> Number:
    """`base ** exponent`, a rational where the factors allow it."""
    if isinstance(exponent, arb):
        return (exponent * arb(base).log()).exp()
    if exponent.q == 1:
        if exponent < 0 and base == 0:
            raise Undefined("division by zero")
        if isinstance(base, fmpq) and abs(exponent) > LARGE and base > 0:
            return (arb(base).log() * exponent).exp()
        return base ** int(exponent.p)
    if base == 0:
        if exponent < 0:
            raise Undefined("division by zero")
        return fmpq(0)
    degree = int(exponent.q)
    return power(root(base, degree), fmpq(exponent.p))


def _ordered(better: Callable[[Number, Number], bool], values: list[Number], pick: str) -> Number:
    best = values[0]
    for value in values[1:]:
        if better(value, best):
            best = value
        elif not better(best, value) and not _is_same(best, value):
            best = getattr(arb, pick)(arb(best), arb(value))
    return best


def _is_same(left: Number, right: Number) -> bool:
    return isinstance(left, fmpq) and isinstance(right, fmpq) and left == right


def _transcendental(name: str) -> Callable[[Number], Number]:
    def apply(value: Number) -> Number:
        ball = arb(value)
        if name == "log" and not ball > 0:
            raise Undefined("a logarithm of a number that is not positive")
        return getattr(ball, name)()

    return apply


def _integer_part(rounding: str) -> Callable[[Number], Number]:
    def apply(value: Number) -> Number:
        if isinstance(value, fmpq):
            return fmpq(getattr(value, rounding)())
        part = getattr(value, rounding)().unique_fmpz()
        if part is None:
            raise Undefined("the integer part of a ball around an integer")
        return fmpq(part)

    return apply


FUNCTIONS: dict[type[sp.Basic], Callable[[Number], Number]] = {
    sp.exp: _transcendental("exp"),
    sp.log: _transcendental("log"),
    sp.sin: _transcendental("sin"),
    sp.cos: _transcendental("cos"),
    sp.tanh: _transcendental("tanh"),
    sp.Abs: abs,
    sp.ceiling: _integer_part("ceil"),
    sp.floor: _integer_part("floor"),
    sp.sign: lambda value: fmpq(1 if value > 0 else -1 if value < 0 else 0),
}


def evaluator(expression: sp.Expr, symbols: Sequence[sp.Symbol]) -> Evaluator:
    """A function of the values of `symbols`, in their order, that evaluates `expression` exactly.

    Raises:
        TypeError: the expression contains a float, a free symbol that is not listed, or a function without a rule.
    """
    ctx.prec = PRECISION
    places = {symbol: place for place, symbol in enumerate(symbols)}
    return _compile(sp.sympify(expression), places)


def _compile(e: sp.Basic, places: Mapping[sp.Symbol, int]) -> Evaluator:
    if e.is_Float:
        raise TypeError(f"{e} is a float: proofs are exact")
    if e.is_Rational:
        constant = fmpq(int(e.p), int(e.q))
        return lambda _: constant
    if isinstance(e, sp.Symbol):
        if e not in places:
            raise TypeError(f"{e} has no value")
        place = places[e]
        return lambda point: point[place]
    if e is sp.pi:
        return lambda _: arb.pi()
    if e is sp.E:
        return lambda _: arb(1).exp()
    if isinstance(e, (sp.Integral, sp.Derivative)):
        return _compile(e.doit(), places)
    if isinstance(e, (sp.Sum, sp.Product)):
        return _compile_range(e, places)
    parts = [_compile(arg, places) for arg in e.args]
    if e.is_Add:
        return _sum(parts)
    if e.is_Mul:
        return _product(parts)
    if e.is_Pow:
        base, exponent = parts
        if e.exp.is_Rational and abs(e.exp) <= LARGE:
            return _fixed_power(base, int(e.exp.p), int(e.exp.q))
        return lambda point: power(base(point), exponent(point))
    if isinstance(e, sp.Max):
        return lambda point: _ordered(lambda a, b: a > b, [part(point) for part in parts], "max")
    if isinstance(e, sp.Min):
        return lambda point: _ordered(lambda a, b: a < b, [part(point) for part in parts], "min")
    if type(e) in FUNCTIONS:
        rule, inner = FUNCTIONS[type(e)], parts[0]
        return lambda point: rule(inner(point))
    raise TypeError(f"no evaluation rule for {type(e).__name__}: {e}")


def _sum(parts: Sequence[Evaluator]) -> Evaluator:
    """The sum from left to right; two and three terms, which are most sums, without a loop."""
    first, *others = parts
    if len(others) == 1:
        (second,) = others
        return lambda point: first(point) + second(point)
    if len(others) == 2:
        second, third = others
        return lambda point: first(point) + second(point) + third(point)

    def total(point: Point) -> Number:
        found = first(point)
        for part in others:
            found = found + part(point)
        return found

    return total


def _fixed_power(base: Evaluator, top: int, bottom: int) -> Evaluator:
    """`base ** (top/bottom)` for an exponent that is known beforehand."""
    inner = base if bottom == 1 else lambda point: root(base(point), bottom)
    if top == 2:
        return lambda point: (value := inner(point)) * value
    if top > 0:
        return inner if top == 1 else lambda point: inner(point) ** top

    def inverse(point: Point) -> Number:
        value = inner(point)
        if value == 0:
            raise Undefined("division by zero")
        return 1 / value if top == -1 else value**top

    return inverse


def _product(parts: Sequence[Evaluator]) -> Evaluator:
    """The product from left to right, as `_sum`."""
    first, *others = parts
    if len(others) == 1:
        (second,) = others
        return lambda point: first(point) * second(point)
    if len(others) == 2:
        second, third = others
        return lambda point: first(point) * second(point) * third(point)

    def total(point: Point) -> Number:
        found = first(point)
        for part in others:
            found = found * part(point)
        return found

    return total


def _compile_range(e: sp.Sum | sp.Product, places: Mapping[sp.Symbol, int]) -> Evaluator:
    body, (index, first, last) = e.args
    inner = dict(places) | {index: len(places)}
    term, start, stop = _compile(body, inner), _compile(first, places), _compile(last, places)
    is_sum = isinstance(e, sp.Sum)

    def evaluate(point: Point) -> Number:
        total: Number = fmpq(0 if is_sum else 1)
        for i in range(int(start(point).p), int(stop(point).p) + 1):
            value = term((*point[: len(places)], fmpq(i)))
            total = total + value if is_sum else total * value
        return total

    return evaluate


def relation_evaluator(relation: sp.Basic, symbols: Sequence[sp.Symbol]) -> Callable[[Point], bool | None]:
    """A function that decides `relation` (a relation, And, Or, Not) at a point; None where the balls overlap.

    Raises `Undefined` or ZeroDivisionError where a side is not defined.
    """
    ctx.prec = PRECISION
    return _decider(relation, tuple(symbols))


@lru_cache(maxsize=4096)
def _decider(relation: sp.Basic, symbols: tuple[sp.Symbol, ...]) -> Callable[[Point], bool | None]:
    """What `relation_evaluator` gives: a refutation asks at many points."""
    if relation in (sp.true, sp.false):
        truth = relation is sp.true
        return lambda _: truth
    if isinstance(relation, (sp.And, sp.Or)):
        parts = [_decider(arg, symbols) for arg in relation.args]
        decisive = isinstance(relation, sp.Or)

        def connective(point: Point) -> bool | None:
            found = [part(point) for part in parts]
            if decisive in found:
                return decisive
            return None if None in found else not decisive

        return connective
    if isinstance(relation, sp.Not):
        inner = _decider(relation.args[0], symbols)

        def negation(point: Point) -> bool | None:
            found = inner(point)
            return None if found is None else not found

        return negation
    if not relation.is_Relational:
        raise TypeError(f"not a relation: {relation}")
    left, right = (evaluator(side, symbols) for side in relation.args)
    kind = relation.rel_op
    return lambda point: compare(left(point), kind, right(point))


def compare(left: Number, kind: str, right: Number) -> bool | None:
    """`left kind right`, None if the balls leave it open."""
    difference = left - right
    if kind in ("==", "!="):
        if isinstance(difference, fmpq):
            same: bool | None = difference == 0
        else:
            same = False if difference != 0 else (True if difference.is_exact() and difference == 0 else None)
        return same if kind == "==" or same is None else not same
    if kind in ("<", "<="):
        difference = -difference
    strict = kind in ("<", ">")
    if isinstance(difference, fmpq):
        return bool(difference > 0 if strict else difference >= 0)
    if difference > 0 or (not strict and difference >= 0):
        return True
    if difference < 0 or (strict and difference <= 0):
        return False
    return None
