"""Decays between two corners, and what is known of F_s = F + (1/2) sum_i s_i x_i^2 for all of them at once.

F_s is linear in s, so that h(s) = inf F_s over R^d is concave: between corners it is at least what interpolates the corners.
"""

import itertools
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from flint import arb

from problems.certify.few import FewDimensions
from problems.certify.infimum import Attempt, Minimum, convexity
from problems.certify.model import Point, balls, decayed_gradient
from problems.families.base import Array

if TYPE_CHECKING:
    from problems.certify.finite_sum import FiniteSumModel

#: halvings of the box around the minimisers in search of one that is convex enough
HALVINGS = 40
#: how far out a minimiser counts
FAR = 1e3
TINY = 1e-300
#: where a side may be parted
SHARES = (2.0**-4, 0.5)
#: half sides of the box in which a lower point is sought, in units of the minimiser's largest entry (or 1)
SIDES = (4.0, 16.0)


@dataclass(frozen=True)
class Nest:
    """Each F_s has a minimiser within `reach` of `at`, and is convex on the box |x_i - at_i| <= half."""

    few: FewDimensions
    at: Array
    half: float
    reach: arb
    low: Array

    @staticmethod
    def around(model: "FiniteSumModel", few: FewDimensions, at: Point, half: float, decays: Array) -> "Nest | None":
        """Where the minimisers are known to be in the box |x_i - at_i| <= half, for decays with these corners (k, d)."""
        x, low = np.array([float(a) for a in at]), np.min(decays, axis=0)
        modulus = convexity(few, x, half, low)
        if not modulus > 0:
            return None
        # the gradient of F_s at `at` is affine in s, its size is largest at a corner
        sizes = [sum((g * g for g in decayed_gradient(model, at, balls(s.tolist()))), arb(0)).sqrt() for s in decays]
        return Nest(few, x, half, max((size / arb(modulus)).upper() for size in sizes), low)

    def box(self, modulus: float) -> tuple[Array, Array] | None:
        """A box that holds the minimisers and on which every F_s is convex with this modulus."""
        half = self.half
        for _ in range(HALVINGS):
            if not self.reach < arb(half):
                return None
            if convexity(self.few, self.at, half, self.low) >= modulus:
                return self.at - half, self.at + half
            half = half / 2
        return None


@dataclass(frozen=True)
class Cell:
    """Decays low <= s <= high (d,).

    At every corner a lower bound of h (k,) and nearly the minimiser (k, d), and where the minimisers are, if that is proved.
    """

    low: Array
    high: Array
    floors: Array
    lowest: Array
    nest: Nest | None

    @cached_property
    def corners(self) -> Array:
        """(k, d): 2^d of them, or fewer where the cell has no width."""
        return corners(self.low, self.high)

    @cached_property
    def slopes(self) -> Array:
        """The mean slope of h along each side (d,): twice it is about the square of the minimiser's entry."""
        width, top, h = self.high - self.low, self.corners == self.high, self.floors
        rise = [np.mean(h[top[:, i]]) - np.mean(h[~top[:, i]]) if w > 0 else 0.0 for i, w in enumerate(width)]
        return np.divide(rise, width, out=np.zeros_like(width), where=width > 0)

    def parts(self) -> list[tuple[Array, Array]]:
        """The ends of its two parts, parted where h is farthest from what interpolates the corners."""
        top, squares = self.corners == self.high, np.minimum(np.abs(self.lowest), FAR) ** 2
        # the slope of h along a side is half the square of the minimiser's entry
        ends = np.array([(np.mean(squares[~top[:, i], i]), np.mean(squares[top[:, i], i])) for i in range(len(self.low))])
        i = int(np.argmax((self.high - self.low) * (ends[:, 0] - ends[:, 1])))
        # near its low end, if that is where h bends
        share = np.clip(np.sqrt((ends[i, 1] + TINY) / (ends[i, 0] + TINY)), *SHARES)
        middle = self.low[i] + share * (self.high[i] - self.low[i])
        low, high = self.low.copy(), self.high.copy()
        low[i], high[i] = middle, middle
        return [(self.low, high), (low, self.high)]


def corners(low: Array, high: Array) -> Array:
    """The corners of a box, each once."""
    return np.array(list(itertools.product(*[(a, b) if b > a else (a,) for a, b in zip(low, high, strict=True)])))


def static_cell(model: "FiniteSumModel", floor: float, least: Minimum | None) -> Cell:
    """No decay: `floor` is at most the infimum, `least` where it is attained."""
    nothing = np.zeros(model.dimension)
    nest = None
    if least is not None and least.half > 0:
        nest = Nest.around(model, least.few, least.at, least.half, nothing[None, :])
    return Cell(nothing, nothing, np.array([floor]), nothing[None, :], nest)


def nest_of(model: "FiniteSumModel", low: Array, high: Array) -> Nest | None:
    """Where the minimisers of all F_s are, low <= s <= high; None where it is not proved."""
    decays, x = corners(low, high), model.search.settled((low + high) / 2)
    for side in SIDES:
        attempt = Attempt(model, x, side * max(1.0, float(np.max(np.abs(x)))), 0.0, decays)
        if attempt.beyond():
            half, modulus = attempt.convex()
            if modulus > 0 and attempt.covered(half):
                return Nest.around(model, attempt.few, attempt.point, half, decays)
            return None
    return None
