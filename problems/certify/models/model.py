"""What certification needs of a problem's objective: exact evaluation, and enclosures of its constants.

There is one model per kind of family. A method with `shift` speaks of `F + (shift/2) ||x||^2`, the objective of l2-Adam.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import arb

from problems.certify.arithmetic.affine import Affine, Draws
from problems.certify.arithmetic.balls import exact
from problems.certify.arithmetic.points import Found, Point, balls


@dataclass(frozen=True)
class Span:
    """The range of one entry of the gradient: balls that contain its least and its greatest value, and where they are."""

    least: arb
    greatest: arb
    at_least: Point
    at_greatest: Point
    #: whether the ends are attained or approached; else nothing is known but the entry's values at the two places
    known: bool = True


#: a decay so small that the ratio s of a flat term falls below any constant that is worth declaring
FAINT = Fraction(1, 2**60)


class Model(ABC):
    """One objective on the box |x_i| <= region (None: all of R^d) in ball arithmetic."""

    dimension: int
    region: float | None
    #: whether every entry of the gradient depends on its own coordinate alone
    separable = False

    def affine(self) -> Affine | None:
        """The gradient, where it is affine in x and coordinates interact."""
        return None

    def stationary(self) -> Point | None:
        """A point of the region beside which an affine gradient is proved to vanish, in the region."""
        return None

    def least_gradient(self, draws: Sequence[Draws], value: Callable[[Sequence[arb]], arb], start: Point) -> Found | None:
        """The least ||grad F + draw||_inf over the region, `value` at a point; None: no method of its own."""
        return None

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


def faint(decay: arb) -> Fraction:
    """A decay above 0 and at most this one, below any constant that is declared."""
    return min(FAINT, Fraction(exact(decay.mid()))) if decay.is_finite() else FAINT
