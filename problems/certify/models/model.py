"""What certification needs of a problem's objective: exact evaluation, and enclosures of its constants.

There is one model per kind of family. A method with `shift` speaks of `F + (shift/2) ||x||^2`, the objective of l2-Adam.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from flint import arb

from problems.certify.arithmetic.balls import ball, exact
from problems.enclosure import Enclosure, End
from problems.families.base import Array

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

    def by(self, method: str) -> "Found":
        return replace(self, enclosure=replace(self.enclosure, method=method))

    def at_least(self, low: End, method: str) -> "Found":
        """The same with another lower end."""
        return replace(self, enclosure=Enclosure(min(low, self.enclosure.high), self.enclosure.high, method))


@dataclass(frozen=True)
class Span:
    """The range of one entry of the gradient: balls that contain its least and its greatest value, and where they are."""

    least: arb
    greatest: arb
    at_least: Point
    at_greatest: Point


class Model(ABC):
    """One objective on the box |x_i| <= region (None: all of R^d) in ball arithmetic."""

    dimension: int
    region: float | None
    #: whether every entry of the gradient depends on its own coordinate alone
    separable = False

    @abstractmethod
    def value(self, x: Sequence[arb]) -> arb:
        """F at x, enclosed."""

    @abstractmethod
    def gradient(self, x: Sequence[arb]) -> list[arb]:
        """grad F at x, enclosed."""

    @abstractmethod
    def smoothness(self, shift: arb) -> Found:
        """The best L on the region (assumption S)."""

    @abstractmethod
    def gradient_spans(self, shift: arb) -> list[Span]:
        """The range of every coordinate of the gradient over the region."""

    @abstractmethod
    def minimum(self, shift: arb) -> Found:
        """The infimum over R^d."""

    @abstractmethod
    def pl(self) -> Found:
        """The best PL constant of F on the region."""

    @abstractmethod
    def pl_dynamic(self, decay: arb) -> Found:
        """The best PL constant that serves F + (1/2) sum_i s_i x_i^2 for every s in [0, decay]^d.

        With `s_i = lambda_k v_i`, `lambda_k` in [0, lambda] and `v_i` in [c_1, c_2], this is assumption P for every dynamic
        objective at once: decay = lambda c_2.
        """


def decayed_value(model: Model, x: Point, decays: Sequence[arb]) -> arb:
    """F + (1/2) sum_i s_i x_i^2 in balls."""
    here = balls(x)
    return model.value(here) + sum((s * a * a for s, a in zip(decays, here, strict=True)), arb(0)) / 2


def decayed_gradient(model: Model, x: Point, decays: Sequence[arb]) -> list[arb]:
    """Its gradient in balls."""
    here = balls(x)
    return [g + s * a for g, s, a in zip(model.gradient(here), decays, here, strict=True)]


def point_of(x: Array) -> Point:
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
