"""Exact evaluation of SymPy expressions at rational points.

A value is a rational (`fmpq`) as long as it is one, and otherwise a ball (`arb`, 256 bits) that contains it: nothing here
rounds. A comparison is True, False, or None when the balls overlap.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from operator import gt, lt
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


def _ordered(better: Callable[[Number, Number], bool], pick: str, values: Sequence[Number]) -> Number:
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


def _inverse(value: arb, exponent: int) -> arb:
    """`value ** exponent` of a ball, for an exponent below 0."""
    if value == 0:
        raise Undefined("division by zero")
    return 1 / value if exponent == -1 else value**exponent


def _over_range(term: Evaluator, first: Number, last: Number, is_sum: bool, point: tuple[Number, ...]) -> Number:
    total: Number = fmpq(0 if is_sum else 1)
    for i in range(int(first.p), int(last.p) + 1):
        value = term((*point, fmpq(i)))
        total = total + value if is_sum else total * value
    return total


def _all_of(*found: bool | None) -> bool | None:
    return False if False in found else None if None in found else True


def _any_of(*found: bool | None) -> bool | None:
    return True if True in found else None if None in found else False


class Written:
    """Python statements that evaluate expressions at a point, one for each different part of them; `x0`, `x1`, ... are the
    values of `symbols`.

    Parts are added and multiplied from left to right.
    """

    def __init__(self, symbols: Sequence[sp.Symbol]) -> None:
        ctx.prec = PRECISION
        self.symbols, self.lines = tuple(symbols), []  # type: tuple[sp.Symbol, ...], list[str]
        self.letters = tuple(f"x{place}" for place in range(len(self.symbols)))
        self.names: dict[str, Any] = {"arb": arb, "fmpq": fmpq, "root": root, "power": power, "compare": compare,
                                      "inverse": _inverse, "all_of": _all_of, "any_of": _any_of}  # fmt: skip
        self._known: dict[sp.Basic, str] = dict(zip(self.symbols, self.letters, strict=True))

    def called(self, what: Any) -> str:
        """A name for an object of this process."""
        name = f"g{len(self.names)}"
        self.names[name] = what
        return name

    def kept(self, text: str) -> str:
        """The name of a variable that has the value of `text`."""
        name = f"v{len(self.lines)}"
        self.lines.append(f"{name} = {text}")
        return name

    def point(self) -> str:
        """The letters as a tuple."""
        return f"({''.join(f'{letter}, ' for letter in self.letters)})"

    def at_point(self, result: str) -> Callable[[Point], Any]:
        """The statements as a function of a point, which returns `result`."""
        return self.function(f"def f(point):\n {self.point()} = point", result)

    def function(self, head: str, result: str) -> Callable[..., Any]:
        """The statements as a function that begins with `head` and returns `result`."""
        exec("\n ".join((head, *self.lines, f"return {result}")), self.names)
        found: Callable[..., Any] = self.names["f"]
        return found

    def value(self, e: sp.Basic) -> str:
        """The variable with the value of an expression.

        Raises:
            TypeError: as `evaluator`.
        """
        if e.is_Float:
            raise TypeError(f"{e} is a float: proofs are exact")
        if e not in self._known:
            self._known[e] = self._constant(e) or self.kept(self._text(e))
        return self._known[e]

    def _constant(self, e: sp.Basic) -> str:
        if e.is_Rational:
            return self.called(fmpq(int(e.p), int(e.q)))
        if isinstance(e, sp.Symbol):
            raise TypeError(f"{e} has no value")
        return ""

    def _text(self, e: sp.Basic) -> str:
        if e is sp.pi:
            return "arb.pi()"
        if e is sp.E:
            return "arb(1).exp()"
        if isinstance(e, (sp.Integral, sp.Derivative)):
            return self.value(e.doit())
        if isinstance(e, (sp.Sum, sp.Product)):
            body, (index, first, last) = e.args
            inside = [sp.Dummy() if symbol == index else symbol for symbol in self.symbols]
            term = self.called(evaluator(body, (*inside, index)))
            ends = f"{self.value(first)}, {self.value(last)}"
            return f"{self.called(_over_range)}({term}, {ends}, {isinstance(e, sp.Sum)}, {self.point()})"
        if e.is_Add:
            return "".join(map(self._term, e.args)).removeprefix(" + ")
        if e.is_Pow and e.exp.is_Rational and abs(e.exp) <= LARGE:
            return self._fixed_power(self.value(e.base), int(e.exp.p), int(e.exp.q))
        parts = [self.value(arg) for arg in e.args]
        if e.is_Mul:
            return " * ".join(parts)
        if e.is_Pow:
            return f"power({parts[0]}, {parts[1]})"
        if isinstance(e, (sp.Max, sp.Min)):
            rule = partial(_ordered, gt, "max") if isinstance(e, sp.Max) else partial(_ordered, lt, "min")
            return f"{self.called(rule)}(({', '.join(parts)},))"
        if type(e) in FUNCTIONS:
            return f"{self.called(FUNCTIONS[type(e)])}({parts[0]})"
        raise TypeError(f"no evaluation rule for {type(e).__name__}: {e}")

    def _term(self, e: sp.Expr) -> str:
        """A term of a sum, with its sign."""
        if e.is_Mul and e.args[0] is sp.S.NegativeOne:
            return f" - {self.value(e._new_rawargs(*e.args[1:]))}"
        return f" + {self.value(e)}"

    def _fixed_power(self, base: str, top: int, bottom: int) -> str:
        """`base ** (top/bottom)` for an exponent that is known beforehand."""
        inner = base if bottom == 1 else self.kept(f"root({base}, {bottom})")
        if top < 0:
            return f"{inner} ** {top} if type({inner}) is fmpq else inverse({inner}, {top})"
        return f"{inner} * {inner}" if top == 2 else inner if top == 1 else f"{inner} ** {top}"

    def truth(self, relation: sp.Basic) -> str:
        """The variable that says whether a relation holds: True, False, or None where the balls overlap."""
        if relation in (sp.true, sp.false):
            return str(relation is sp.true)
        if isinstance(relation, (sp.And, sp.Or)):
            parts = ", ".join(self.truth(arg) for arg in relation.args)
            return self.kept(f"{'all_of' if isinstance(relation, sp.And) else 'any_of'}({parts})")
        if isinstance(relation, sp.Not):
            inner = self.truth(relation.args[0])
            return self.kept(f"None if {inner} is None else not {inner}")
        if not relation.is_Relational:
            raise TypeError(f"not a relation: {relation}")
        left, right = map(self.value, relation.args)
        kind = relation.rel_op
        return self.kept(
            f"{left} {kind} {right} if type({left}) is type({right}) is fmpq else compare({left}, '{kind}', {right})"
        )


def evaluator(expression: sp.Expr, symbols: Sequence[sp.Symbol]) -> Evaluator:
    """A function of the values of `symbols`, in their order, that evaluates `expression` exactly.

    Raises:
        TypeError: the expression contains a float, a free symbol that is not listed, or a function without a rule.
    """
    written = Written(symbols)
    return written.at_point(written.value(sp.sympify(expression)))


def relation_evaluator(relation: sp.Basic, symbols: Sequence[sp.Symbol]) -> Callable[[Point], bool | None]:
    """A function that decides `relation` (a relation, And, Or, Not) at a point; None where the balls overlap.

    Raises `Undefined` or ZeroDivisionError where a side is not defined.
    """
    ctx.prec = PRECISION
    return _decider(relation, tuple(symbols))


@lru_cache(maxsize=4096)
def _decider(relation: sp.Basic, symbols: tuple[sp.Symbol, ...]) -> Callable[[Point], bool | None]:
    """What `relation_evaluator` gives: a refutation asks at many points."""
    written = Written(symbols)
    return written.at_point(written.truth(relation))


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
