"""Elementwise arithmetic on Taylor series in ball arithmetic.

A family writes its term and slope once, as elementwise arithmetic. Called on a `Jet` the same function returns a series with
ball coefficients: the value, and by automatic differentiation every derivative up to an order, enclosed over a whole interval.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from flint import arb, arb_series, ctx
from numpy.lib.mixins import NDArrayOperatorsMixin

from problems.certify.arithmetic.balls import ball


class Jet(NDArrayOperatorsMixin):
    """A truncated Taylor series with ball coefficients; NumPy's ufuncs act on it."""

    __slots__ = ("series",)

    def __init__(self, series: arb_series) -> None:
        self.series = series

    @classmethod
    def variable(cls, x: arb, order: int) -> "Jet":
        """The identity around every point of the ball `x`, to this order."""
        ctx.cap = max(ctx.cap, order + 1)
        return cls(arb_series([x, 1], prec=order + 1))

    @classmethod
    def constant(cls, value: float, order: int = 0) -> "Jet":
        """An exact number; coefficients are jets too, so that products among them are not rounded to floats."""
        return cls(arb_series([ball(value)], prec=order + 1))

    @property
    def coefficients(self) -> list[arb]:
        """f, f', f''/2, ... as balls; one more than the order."""
        found = self.series.coeffs()
        return found + [arb(0)] * (self.series.prec - len(found))

    def alike(self, value: float) -> "Jet":
        """A number as a series of this order."""
        return Jet.constant(value, self.series.prec - 1)

    def softplus(self) -> "Jet":
        return Jet(_softplus(self.series))

    def logcosh(self) -> "Jet":
        return Jet(_cosh(self.series).log())

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, out: Any = None) -> Any:
        rule = RULES.get(ufunc.__name__)
        if method != "__call__" or out is not None or rule is None:
            raise TypeError(f"{ufunc.__name__} ({method}) has no rule in ball arithmetic")
        order = max([value.series.prec for value in inputs if type(value) is Jet])
        operands = [value.series if type(value) is Jet else _series(value, order) for value in inputs]
        if ufunc.__name__ == "multiply" and inputs[0] is inputs[1]:
            return Jet(RULES["square"](operands[0]))
        return Jet(rule(*operands))


def _series(value: Any, prec: int) -> arb_series:
    if isinstance(value, arb):
        return arb_series([value], prec=prec)
    if isinstance(value, (int, float, np.integer, np.floating)):
        return arb_series([ball(float(value))], prec=prec)
    raise TypeError(f"a term is written on numbers and jets, not on {type(value).__name__}")


def _split(s: arb_series) -> tuple[arb, arb_series]:
    """The constant coefficient, and the series without it."""
    if not len(s):
        return arb(0), s
    return s[0], arb_series([arb(0), *s.coeffs()[1:]], prec=s.prec)


def _with_constant(s: arb_series, constant: arb) -> arb_series:
    """`s` with its constant coefficient replaced by a tighter enclosure of the same number."""
    return arb_series([constant, *s.coeffs()[1:]], prec=s.prec)


def _nonnegative(s: arb_series) -> arb_series:
    """`s`, whose constant coefficient is not negative, without what its ball has below 0."""
    return s if not len(s) or s[0] >= 0 else _with_constant(s, s[0].nonnegative_part())


def _signed(result: arb_series, a: arb_series, b: arb_series) -> arb_series:
    """A product or quotient of two that are not negative is not negative; rounding of its radius may not show it."""
    return _nonnegative(result) if len(a) and len(b) and a[0] >= 0 and b[0] >= 0 else result


def _divide(a: arb_series, b: arb_series) -> arb_series:
    if not len(b) or b[0].contains(0):
        return arb_series([arb.nan()] * a.prec, prec=a.prec)
    return _signed(a / b, a, b)


def _tanh(s: arb_series) -> arb_series:
    # addition theorem: the constant's tanh is one tight ball operation, the rest is a series without constant
    constant, rest = _split(s)
    # of a wide ball flint's own is not finite, or far from the range of a rising function
    top = constant.tanh() if constant.is_exact() else constant.lower().tanh().union(constant.upper().tanh())
    if s.prec == 1:
        return arb_series([top], prec=1)
    grown = (2 * rest).exp()
    small = (grown - 1) / (grown + 1)
    return _with_constant(_divide(top + small, 1 + top * small), top)


def _parts(s: arb_series) -> tuple[arb, arb_series, arb_series]:
    """The constant coefficient, and cosh and sinh of the rest."""
    constant, rest = _split(s)
    up, down = rest.exp(), (-rest).exp()
    return constant, (up + down) / 2, (up - down) / 2


def _cosh(s: arb_series) -> arb_series:
    constant, even, odd = _parts(s)
    return _with_constant(constant.cosh() * even + constant.sinh() * odd, constant.cosh())


def _sinh(s: arb_series) -> arb_series:
    constant, even, odd = _parts(s)
    return _with_constant(constant.sinh() * even + constant.cosh() * odd, constant.sinh())


def _softplus(s: arb_series) -> arb_series:
    constant, _ = _split(s)
    rising = [(1 + end.exp()).log() for end in (constant.lower(), constant.upper())]
    return _with_constant((1 + s.exp()).log(), rising[0].union(rising[1]))


def _arctan(s: arb_series) -> arb_series:
    constant, _ = _split(s)
    return _with_constant(s.atan(), constant.lower().atan().union(constant.upper().atan()))


def _minimum(a: arb_series, b: arb_series) -> arb_series:
    (left, _), (right, _) = _split(a), _split(b)
    if left <= right:
        return a
    if right <= left:
        return b
    return arb_series([left.min(right)] + [arb.nan()] * (a.prec - 1), prec=a.prec)


def _absolute(s: arb_series) -> arb_series:
    constant, _ = _split(s)
    if constant >= 0:
        return s
    if constant <= 0:
        return -s
    # not differentiable inside: only the value is enclosed
    return arb_series([constant.abs_lower().union(constant.abs_upper())] + [arb.nan()] * (s.prec - 1), prec=s.prec)


RULES: dict[str, Callable[..., arb_series]] = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: _signed(a * b, a, b),
    "divide": _divide,
    "negative": lambda a: -a,
    "square": lambda a: _nonnegative(a * a),
    "absolute": _absolute,
    "minimum": _minimum,
    "maximum": lambda a, b: -_minimum(-a, -b),
    "sqrt": lambda a: a.sqrt() if len(a) else a,
    "exp": lambda a: a.exp(),
    "expm1": lambda a: a.exp() - 1,
    "log": lambda a: a.log(),
    "log1p": lambda a: (1 + a).log(),
    "sin": lambda a: a.sin(),
    "cos": lambda a: a.cos(),
    "tanh": _tanh,
    "cosh": _cosh,
    "sinh": _sinh,
    "arctan": _arctan,
}


def _operators(name: str) -> tuple[Callable[[Jet, Any], Jet], Callable[[Jet, Any], Jet]]:
    """An operator and its reflection, without NumPy's dispatch, which takes longer than the arithmetic."""
    rule = RULES[name]

    def forward(a: Jet, b: Any) -> Jet:
        if name == "multiply" and a is b:
            return Jet(RULES["square"](a.series))
        return Jet(rule(a.series, b.series if type(b) is Jet else _series(b, a.series.prec)))

    def reflected(a: Jet, b: Any) -> Jet:
        return Jet(rule(_series(b, a.series.prec), a.series))

    return forward, reflected


for _operator, _ufunc in (("add", "add"), ("sub", "subtract"), ("mul", "multiply"), ("truediv", "divide")):
    for _prefix, _method in zip(("", "r"), _operators(_ufunc), strict=True):
        setattr(Jet, f"__{_prefix}{_operator}__", _method)
