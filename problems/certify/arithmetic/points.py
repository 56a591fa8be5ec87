"""Exact points, and what is found of a constant: an enclosure of its best value and where that is attained."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
from flint import arb
from numpy.typing import NDArray

from problems.certify.arithmetic.balls import ball, exact
from problems.enclosure import Enclosure, End

Array = NDArray[np.float64]
Point = tuple[Fraction, ...]


@dataclass(frozen=True)
class Found:
    """An enclosure of a constant's best possible value and where its attained end is (nearly) attained.

    `at` is a point of the region; `direction` the one in which the gradient changes most there (L); `decay` the s of
    F + (s/2)||x||^2, or of F + (1/2) sum_i s_i x_i^2 (mu of the dynamic objective), and `beside` a point near its minimiser
    if that is not the one of F.
    """

    enclosure: Enclosure
    at: Point | None = None
    direction: Point | None = None
    decay: "Fraction | Point" = Fraction(0)
    beside: Point | None = None

    def at_least(self, low: End, method: str) -> "Found":
        """The same with another lower end."""
        return replace(self, enclosure=Enclosure(min(low, self.enclosure.high), self.enclosure.high, method))


def floats(x: Sequence[Fraction | arb | float]) -> Array:
    """The nearest floats."""
    return np.array([float(a) for a in x])


def point_of(x: Sequence[float] | NDArray[Any]) -> Point:
    """Floats as exact rationals."""
    return tuple(Fraction(float(a)) for a in x)


def rational(x: Sequence[arb]) -> Point:
    """The midpoints of finite balls as exact rationals."""
    return tuple(Fraction(exact(entry.mid())) for entry in x)


def balls(point: Sequence[Fraction | float]) -> list[arb]:
    return [ball(x) for x in point]


def unit(dimension: int, i: int, length: Fraction = Fraction(1)) -> Point:
    """`length` times the i-th unit vector."""
    return tuple(length if j == i else Fraction(0) for j in range(dimension))


def origin(dimension: int) -> Point:
    return (Fraction(0),) * dimension
