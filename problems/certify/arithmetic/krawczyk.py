"""A zero enclosed by Krawczyk's operator in ball arithmetic.

For f: R^m -> R^m with a continuous derivative, a box W around 0 and any matrix C, let K = -C f(0) + (I - C f'(W)) W. Where K
lies inside of W, W contains exactly one zero of f, and f' is invertible on W. Newton's method proposes where to try; it is
not believed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from flint import arb, arb_mat

from problems.certify.arithmetic.balls import ball
from problems.certify.arithmetic.matrices import column, matrix, midpoint
from problems.certify.arithmetic.points import Point, rational

#: Newton's steps; they end when one is below 2^EXPONENT of the point's size
NEWTON, EXPONENT = 12, -130
#: sizes of the boxes that are tried, as powers of two, relative to 1 + |x|
BOXES = (-90, -50, -25)


@dataclass(frozen=True)
class Zero:
    """`box` contains a zero, in balls; `at` is its centre."""

    at: Point
    box: tuple[arb, ...]

    def inside(self, region: float | None) -> bool:
        """Whether the zero is in the region |x_i| <= region, for certain."""
        return region is None or all(abs(x) <= ball(region) for x in self.box)


class System(Protocol):
    """w -> f(w) in R^m, around any x."""

    size: int

    def at(self, x: Sequence[arb]) -> arb_mat:
        """f where w = 0 is the point or box x, (m, 1)."""

    def derivative(self, x: Sequence[arb]) -> arb_mat:
        """f' there, (m, m)."""

    def moved(self, x: Sequence[arb], w: arb_mat) -> list[arb]:
        """Where w is, w = 0 being x."""


def enclosed(system: System, x: Sequence[arb]) -> Zero | None:
    """Whether a box around the exact point x contains a zero: Krawczyk's test."""
    if not all(a.is_finite() and a.is_exact() for a in x):
        return None
    m, scale = system.size, 1.0 + max(abs(float(a)) for a in x)
    try:
        inverse = matrix(midpoint(system.derivative(x).inv()))
    except ZeroDivisionError:
        return None
    image = inverse * system.at(x)
    one = arb_mat([[int(i == j) for j in range(m)] for i in range(m)])
    for exponent in BOXES:
        radius = ball(scale) * arb(2) ** exponent
        w = column([arb(0, radius.upper())] * m)
        box = system.moved(x, w)
        moved = (one - inverse * system.derivative(box)) * w - image
        if all(abs(row[0]) < radius.lower() for row in moved.tolist()):
            return Zero(rational(x), tuple(box))
    return None


def newton(system: System, x: Sequence[arb]) -> list[arb]:
    """The midpoints of Newton's iterates from x, until they settle."""
    here = [a.mid() for a in x]
    for _ in range(NEWTON):
        try:
            step = system.derivative(here).solve(system.at(here))
        except ZeroDivisionError:
            break
        moved = [a.mid() for a in system.moved(here, -1 * step)]
        if not all(a.is_finite() for a in moved):
            break
        change = max(abs(float(a - b)) for a, b in zip(moved, here, strict=True))
        here = moved
        if change <= 2.0**EXPONENT * (1.0 + max(abs(float(a)) for a in here)):
            break
    return here
