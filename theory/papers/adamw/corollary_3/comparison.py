"""Corollary 3: where the `err` of one algorithm is at most that of another, exactly.

With Q = H^{-1/2}, err = sum_i h(c r_i), h(y) = log y + 1/y, c = 2 rho b/eta and the rate of decay r_i of direction i:

    AdamW s^{1/2} + lambda,    l2-Adam s^{1/2} + lambda s^{-1/2},    Adam s^{1/2}.

h(c u) - h(c w) = log(u/w) + (1/u - 1/w)/c is linear in 1/c. For u < w it falls in c and is zero at the logarithmic mean of
1/u and 1/w,

    c* = (1/u - 1/w) / (log w - log u),

so for u < w: h(c u) <= h(c w) if and only if c >= c*; for u > w: if and only if c <= c* (the mean is symmetric). Hence,
for lambda > 0:

* AdamW against l2-Adam: u < w if and only if s < 1. For s < 1 AdamW's term is the smaller one only if 2 rho b/eta >= c*; below
  it, and for s > 1 above it, l2-Adam's is.
* AdamW against Adam: u > w for every s. AdamW's term is the smaller one only if 2 rho b/eta <= c*.

Since min(1/u, 1/w) < c* < max(1/u, 1/w), a sufficient condition needs no logarithm: y >= 1 for the smaller y.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import Any

import flint
import numpy as np
import sympy as sp
from numpy.typing import NDArray

from theory.papers.adamw.corollary_3 import statement as corollary_3
from theory.papers.adamw.inputs import NotAllowed
from theory.symbols import lambda_, s_h

Array = NDArray[np.float64]

y = sp.Symbol("y", positive=True)
c = sp.Symbol("c", positive=True)
u, w = sp.symbols("u w", positive=True)

h: sp.Expr = corollary_3.share(y)
SCALE: sp.Expr = corollary_3.KAPPA
RATE: dict[str, sp.Expr] = {
    "adamw": corollary_3.Y_ADAMW / SCALE,
    "l2-adam": corollary_3.Y_L2 / SCALE,
    "adam": corollary_3.Y_ADAM / SCALE,
}
DIFFERENCE: sp.Expr = sp.log(u / w) + (1 / u - 1 / w) / c
CROSSING: sp.Expr = corollary_3.threshold(u, w)
PAIRS = (("adamw", "l2-adam"), ("adamw", "adam"), ("l2-adam", "adam"))
#: the pair whose rates change places at s = 1; those of the others keep their order
TURNING = PAIRS[0]

#: how the names that SymPy prints are evaluated in balls
BALLS = [{"sqrt": lambda x: x.sqrt(), "log": lambda x: x.log()}]
_p, _q = sp.symbols("p q", positive=True)
#: c* in the inverse rates
_mean: Callable[[Any, Any], Any] = sp.lambdify((_p, _q), corollary_3.threshold(1 / _p, 1 / _q), BALLS)
_shares: dict[str, Callable[..., Any]] = {
    name: sp.lambdify((s_h, lambda_, c), corollary_3.share(c * form), BALLS) for name, form in RATE.items()
}
_h: Callable[[Any], Any] = sp.lambdify(y, h, "numpy")
_crossing: Callable[[Any, Any], Any] = sp.lambdify((u, w), CROSSING, "numpy")
_rates: dict[str, Callable[..., Any]] = {name: sp.lambdify((s_h, lambda_), form, "numpy") for name, form in RATE.items()}


@cache
def _inverse(name: str) -> Callable[..., Any]:
    """1/r_i with s in as few places as can be: a ball that stands twice grows twice."""
    return sp.lambdify((s_h, lambda_), sp.simplify(1 / RATE[name]), BALLS)


@cache
def _difference() -> Callable[..., Any]:
    at_infinity = DIFFERENCE.subs(c, sp.oo)
    return sp.lambdify((u, w), [at_infinity, sp.simplify(c * (DIFFERENCE - at_infinity))], "numpy")


def identities() -> dict[str, bool]:
    """The module's docstring, decided by SymPy: each statement and whether it holds."""
    expanded = sp.expand_log(h.subs(y, c * u) - h.subs(y, c * w) - DIFFERENCE, force=True)
    gap = RATE["l2-adam"] - RATE["adamw"]
    return {
        "h(cu) - h(cw) = log(u/w) + (1/u - 1/w)/c": sp.simplify(expanded) == 0,
        "the difference is zero at c*": sp.simplify(sp.expand_log(DIFFERENCE.subs(c, CROSSING), force=True)) == 0,
        "its slope in 1/c is 1/u - 1/w": sp.simplify(sp.diff(DIFFERENCE, c) + (1 / u - 1 / w) / c**2) == 0,
        "rate(l2) - rate(AdamW) = lambda (1/sqrt s - 1)": sp.simplify(gap - lambda_ * (1 / sp.sqrt(s_h) - 1)) == 0,
        "rate(AdamW) - rate(Adam) = lambda": sp.simplify(RATE["adamw"] - RATE["adam"] - lambda_) == 0,
    }


def rate(algorithm: str, s: Array, weight_decay: float | Array) -> Array:
    """r_i of the directions with singular values s > 0.

    Raises:
        NotAllowed: a singular value is not positive and finite.
    """
    values = np.asarray(s, dtype=np.float64)
    bad = values[~(np.isfinite(values) & (values > 0))]
    if bad.size:
        raise NotAllowed(f"s={bad.flat[0]:g} must be greater than 0 and finite")
    return np.asarray(_rates[algorithm](values, weight_decay))


def err(algorithm: str, s: Array, weight_decay: float, scale: float, counts: Array | float = 1.0) -> float:
    """sum_i h(c r_i), c = `scale`; `counts`: how many directions have each singular value."""
    return float(np.sum(counts * _h(scale * rate(algorithm, s, weight_decay))))


def crossing(first: Array, second: Array) -> Array:
    """c* of two rates; 1/u where they are equal (the limit)."""
    first, second = np.broadcast_arrays(np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64))
    same = np.isclose(first, second, rtol=1e-12, atol=0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(same, 1.0 / first, _crossing(first, second))


def difference(first: Array, second: Array, counts: Array | float = 1.0) -> tuple[float, float]:
    """(a, g) of two spectra of rates: err of the first minus err of the second is a + g/c."""
    logs, inverses = _difference()(first, second)
    return float(np.sum(counts * logs)), float(np.sum(counts * inverses))


class Better(StrEnum):
    """Whose term of `err` is the smaller one, as far as balls can tell."""

    FIRST = "first"
    SECOND = "second"
    EQUAL = "equal"
    UNKNOWN = "unknown"


def ball(low: float, high: float) -> Any:
    """The interval [low, high] as a ball."""
    return flint.arb(low).union(flint.arb(high))


def certify(first: str, second: str, s: Any, weight_decay: Any, scale: Any) -> Better:
    """The sign of h(c r_first) - h(c r_second) at every point of a box of balls (s, lambda, c), lambda > 0.

    The sign of u - w is that of s - 1 or fixed; c is compared with the range of c*, which grows with 1/u and with 1/w.
    """
    if (first, second) not in PAIRS:
        raise NotAllowed(f"pair=({first}, {second}) must be one of {', '.join(map(str, PAIRS))}")
    p, q = _inverse(first)(s, weight_decay), _inverse(second)(s, weight_decay)
    turning = (first, second) == TURNING
    if s == 1 and turning:
        return Better.EQUAL
    slower = bool(s < 1) if turning else False  # u < w
    if not slower and turning and not s > 1:
        return Better.UNKNOWN
    above = scale > _logarithmic_mean(p.upper(), q.upper())
    below = scale < _logarithmic_mean(p.lower(), q.lower())
    if not (above or below):
        return Better.UNKNOWN
    return Better.FIRST if above == slower else Better.SECOND


def _logarithmic_mean(p: Any, q: Any) -> Any:
    """c* from the inverse rates; for neighbours between the geometric and the arithmetic mean, which enclose it."""
    if abs(p / q - 1) > 1e-3:
        return _mean(p, q)
    return (p * q).sqrt().union((p + q) / 2)


def compared(first: str, second: str, s: Any, weight_decay: Any, scale: Any) -> Better:
    """The sign of h(c r_first) - h(c r_second) at balls, from the two terms themselves: nothing of c* is used."""
    difference = _shares[first](s, weight_decay, scale) - _shares[second](s, weight_decay, scale)
    if difference < 0:
        return Better.FIRST
    if difference > 0:
        return Better.SECOND
    return Better.UNKNOWN
