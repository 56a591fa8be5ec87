"""Exponents as least-squares slopes of log-log data, with intervals that need no model of the errors.

A slope is a fixed linear combination of the logarithms at the grid's points. If all medians lie in their intervals at once
(their error rates add up), the slope lies in its range over the box of these intervals, whose ends are attained at corners.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from verify.decide.verdict import Outcome

Array = NDArray[np.float64]


class Slope(NamedTuple):
    """A slope and the range in which it lies if every ordinate lies in its interval."""

    value: float
    lower: float
    upper: float

    def times(self, sign: int) -> "Slope":
        """The slope in the letter (1) or in its inverse (-1)."""
        return self if sign > 0 else Slope(-self.value, -self.upper, -self.lower)


def weights(x: Array) -> Array:
    """The slope of least squares over `x` is the sum of these times the ordinates. Raises ValueError: no two of `x` differ."""
    centred = x - np.mean(x)
    square = float(np.sum(centred * centred))
    if not square > 0.0:
        raise ValueError("a slope needs two different abscissae")
    return np.asarray(centred / square)


def slope(x: Array, y: Array, lower: Array | None = None, upper: Array | None = None) -> Slope:
    """Slope of log y over log x; `lower`, `upper` enclose y (0 and infinity where nothing is known)."""
    w = weights(np.log(x))
    with np.errstate(divide="ignore"):
        middle, low, high = (np.log(y if v is None else np.maximum(v, 0.0)) for v in (y, lower, upper))
    ends = np.where(w > 0, low, high), np.where(w > 0, high, low)
    used = w != 0.0  # the middle of an odd grid has no say
    with np.errstate(invalid="ignore"):
        value, least, most = (float(np.sum(w[used] * v[used])) for v in (middle, *ends))
    return Slope(value, -np.inf if np.isnan(least) else least, np.inf if np.isnan(most) else most)


def fastest(x: Array, terms: Sequence[Array], sign: int) -> float:
    """The growth of the term that grows fastest; a term that is not positive everywhere on the grid says nothing."""
    return max(growth(x, term, sign) for term in terms if np.all(term > 0.0))


def growth(x: Array, y: Array, sign: int) -> float:
    """The slope of exact values, without the rounding noise of its logarithms (so that a constant has the exponent 0)."""
    return round(slope(x, y).times(sign).value, 12) + 0.0


def verdict(fitted: Slope, predicted: float) -> Outcome:
    """Is the measured growth at most the predicted one?"""
    if fitted.upper <= predicted:
        return Outcome.HOLDS
    return Outcome.VIOLATED if fitted.lower > predicted else Outcome.UNDECIDED


def local(x: Array, y: Array, sign: int) -> list[float | None]:
    """Slopes between neighbours; None where one of them is not finite."""
    with np.errstate(invalid="ignore"):
        slopes = sign * np.diff(np.log(y)) / np.diff(np.log(x))
    return [float(v) if np.isfinite(v) else None for v in slopes]
