"""Elementwise arithmetic on arrays of intervals of floats, rounded outward: thousands of boxes at once, infinite ends allowed.

Sums, products, quotients and roots are correctly rounded by IEEE 754, so the next float outward contains them. The other
functions come from NumPy, whose errors are a few units in the last place (4 at most by its own tests); `LIBRARY` is 32 of them.
Where a function is not defined on all of an interval the result is all of R.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from problems.certify.arithmetic.points import Array

#: relative error of NumPy's functions, with room; and what a number too small for that is off by
LIBRARY, TINY = 2.0**-48, 1e-300
#: arguments of sine and cosine beyond which nothing is said but that they lie in [-1, 1]
TURNS = 2.0**20
Ends = tuple[Array, Array]


class Intervals(NDArrayOperatorsMixin):
    """Elementwise [low, high]; NumPy's ufuncs act on it."""

    __slots__ = ("high", "low")

    def __init__(self, low: Any, high: Any) -> None:
        self.low, self.high = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, out: Any = None) -> Any:
        rule = RULES.get(ufunc.__name__)
        if method != "__call__" or out is not None or rule is None:
            raise TypeError(f"{ufunc.__name__} ({method}) has no rule on intervals")
        with np.errstate(all="ignore"):
            if ufunc.__name__ == "multiply" and inputs[0] is inputs[1]:
                low, high = _square(_ends(inputs[0]))
            else:
                low, high = rule(*(_ends(value) for value in inputs))
        return Intervals(np.where(np.isnan(low), -np.inf, low), np.where(np.isnan(high), np.inf, high))

    def alike(self, value: float) -> "Intervals":
        """A number as an interval."""
        return Intervals(value, value)

    def softplus(self) -> "Intervals":
        return _unary(lambda x: np.logaddexp(0.0, x), self, 0.0, np.inf)

    def logcosh(self) -> "Intervals":
        near, far = _sizes((self.low, self.high))
        least, most = (np.logaddexp(x, -x) - np.log(2.0) for x in (near, far))
        return Intervals(*_widened(least, most, 0.0, np.inf, 1e-15))

    @property
    def least_size(self) -> Array:
        """The least absolute value."""
        return _sizes((self.low, self.high))[0]

    @property
    def size(self) -> Array:
        """The largest absolute value."""
        return np.maximum(np.abs(self.low), np.abs(self.high))


def _ends(value: Any) -> Ends:
    if isinstance(value, Intervals):
        return value.low, value.high
    exact = np.asarray(value, dtype=np.float64)
    return exact, exact


def _down(x: Array) -> Array:
    return np.nextafter(x, -np.inf)


def _up(x: Array) -> Array:
    return np.nextafter(x, np.inf)


def _add(a: Ends, b: Ends) -> Ends:
    low, high = a[0] + b[0], a[1] + b[1]
    # a sum of floats that is 0 has not been rounded
    down, up = np.where(low == 0, 0.0, _down(low)), np.where(high == 0, 0.0, _up(high))
    return np.where((a[0] >= 0) & (b[0] >= 0), np.maximum(down, 0.0), down), up


def _subtract(a: Ends, b: Ends) -> Ends:
    return _add(a, (-b[1], -b[0]))


def _product(x: Array, y: Array) -> Array:
    """x y, with 0 times anything 0: an end that is infinite stands for numbers without bound, not for infinity."""
    found = x * y
    return np.where((x == 0) | (y == 0), 0.0, found)


def _multiply(a: Ends, b: Ends) -> Ends:
    corners = [_product(x, y) for x in a for y in b]
    low, high = np.minimum.reduce(np.broadcast_arrays(*corners)), np.maximum.reduce(np.broadcast_arrays(*corners))
    # a factor that is exactly 0 needs no rounding: 0 stays 0
    zero = ((a[0] == 0) & (a[1] == 0)) | ((b[0] == 0) & (b[1] == 0))
    down, up = _signed(a, b, _down(low), _up(high))
    return np.where(zero, 0.0, down), np.where(zero, 0.0, up)


def _signed(a: Ends, b: Ends, low: Array, high: Array) -> Ends:
    """A product or quotient of numbers that do not change their signs does not either."""
    (up, down), (over, under) = ((end[0] >= 0, end[1] <= 0) for end in (a, b))
    low = np.where((up & over) | (down & under), np.maximum(low, 0.0), low)
    return low, np.where((up & under) | (down & over), np.minimum(high, 0.0), high)


def _square(a: Ends) -> Ends:
    near, far = _sizes(a)
    return np.maximum(_down(near * near), 0.0), _up(far * far)


def _sizes(a: Ends) -> Ends:
    """The least and greatest absolute value."""
    near = np.where((a[0] <= 0) & (a[1] >= 0), 0.0, np.minimum(np.abs(a[0]), np.abs(a[1])))
    return near, np.maximum(np.abs(a[0]), np.abs(a[1]))


def _divide(a: Ends, b: Ends) -> Ends:
    low, high = b
    inverse_low = np.where(high == 0, -np.inf, np.where(low >= 0, np.maximum(_down(1.0 / high), 0.0), _down(1.0 / high)))
    inverse_high = np.where(low == 0, np.inf, _up(1.0 / low))
    pole = ((low < 0) & (high > 0)) | ((low == 0) & (high == 0))
    inverse = np.where(pole, -np.inf, inverse_low), np.where(pole, np.inf, inverse_high)
    exact = (low == high) & (low != 0)
    if np.all(exact):
        one, two = a[0] / low, a[1] / low
        return _signed(a, b, _down(np.minimum(one, two)), _up(np.maximum(one, two)))
    return _multiply(a, inverse)


def _widened(low: Array, high: Array, floor: float, ceiling: float, extra: float = 0.0) -> Ends:
    """Values of a function of NumPy's, rounded outward and kept within the function's range."""
    low = np.where(low == np.inf, np.finfo(np.float64).max, low)  # what overflows is a number still
    high = np.where(high == -np.inf, -np.finfo(np.float64).max, high)
    low, high = low - np.abs(low) * LIBRARY - TINY - extra, high + np.abs(high) * LIBRARY + TINY + extra
    return np.maximum(low, floor), np.minimum(high, ceiling)


def _unary(f: Callable[[Array], Array], x: Intervals, floor: float = -np.inf, ceiling: float = np.inf) -> Intervals:
    with np.errstate(all="ignore"):
        return Intervals(*_widened(f(x.low), f(x.high), floor, ceiling))


def _rising(
    f: Callable[[Array], Array], floor: float = -np.inf, ceiling: float = np.inf, at: tuple[float, float] = (0.0, 0.0)
) -> Callable[[Ends], Ends]:
    """A rising function that goes through the point `at`."""
    return lambda a: _through(a, at, *_widened(f(a[0]), f(a[1]), floor, ceiling))


def _through(a: Ends, at: tuple[float, float], low: Array, high: Array) -> Ends:
    return np.where(a[0] >= at[0], np.maximum(low, at[1]), low), np.where(a[1] <= at[0], np.minimum(high, at[1]), high)


def _defined(f: Callable[[Array], Array], above: float) -> Callable[[Ends], Ends]:
    """A rising function that is defined above a number, and 0 at 1 more, with all of R where the interval is not."""

    def rule(a: Ends) -> Ends:
        outside = ~(a[0] > above)
        low, high = _through(a, (above + 1.0, 0.0), *_widened(f(a[0]), f(a[1]), -np.inf, np.inf))
        return np.where(outside, -np.inf, low), np.where(outside, np.inf, high)

    return rule


def _wave(f: Callable[[Array], Array], crest: float) -> Callable[[Ends], Ends]:
    """Sine or cosine, with a crest at `crest` pi: its values at the ends, and 1 (-1) where a crest (a trough) may lie between.

    These are counted with room for rounding.
    """

    def rule(a: Ends) -> Ends:
        low, high = a
        wide = ~((np.abs(low) < TURNS) & (np.abs(high) < TURNS))
        room = 1e-9
        first, last = (low - room) / np.pi - crest, (high + room) / np.pi - crest
        top = np.floor(last / 2.0) * 2.0 >= first
        bottom = np.floor((last - 1.0) / 2.0) * 2.0 + 1.0 >= first
        ends = _widened(np.minimum(f(low), f(high)), np.maximum(f(low), f(high)), -1.0, 1.0, 1e-16)
        return np.where(wide | bottom, -1.0, ends[0]), np.where(wide | top, 1.0, ends[1])

    return rule


def _even(f: Callable[[Array], Array], floor: float) -> Callable[[Ends], Ends]:
    def rule(a: Ends) -> Ends:
        near, far = _sizes(a)
        return _widened(f(near), f(far), floor, np.inf)

    return rule


def _root(a: Ends) -> Ends:
    low, high = np.maximum(_down(np.sqrt(a[0])), 0.0), _up(np.sqrt(a[1]))
    return np.where(a[0] < 0, -np.inf, low), np.where(a[0] < 0, np.inf, high)


RULES: dict[str, Callable[..., Ends]] = {
    "add": _add, "subtract": _subtract, "multiply": _multiply, "divide": _divide, "negative": lambda a: (-a[1], -a[0]),
    "sqrt": _root, "exp": _rising(np.exp, 0.0, at=(0.0, 1.0)), "expm1": _rising(np.expm1, -1.0),
    "tanh": _rising(np.tanh, -1.0, 1.0), "arctan": _rising(np.arctan), "sinh": _rising(np.sinh), "cosh": _even(np.cosh, 1.0),
    "sin": _wave(np.sin, 0.5), "cos": _wave(np.cos, 0.0),
    "log": _defined(np.log, 0.0), "log1p": _defined(np.log1p, -1.0),
}  # fmt: skip
