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
from problems.certify.infimum import Attempt, Minimum, convexity, gradient_at
from problems.certify.model import Point
from problems.families.base import Array

if TYPE_CHECKING:
    from problems.certify.finite_sum import FiniteSumModel

#: halvings of the box around the minimisers in search of one that is convex enough
HALVINGS = 40
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
        sizes = [sum((g * g for g in gradient_at(model, at, s)), arb(0)).sqrt() for s in decays]
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
    """Decays low <= s <= high (d,), a lower bound of h at every corner, and where the minimisers are."""

    low: Array
    high: Array
    floors: Array
    nest: Nest | None

    @cached_property
    def corners(self) -> Array:
        """(k, d): 2^d of them, or fewer where the cell has no width."""
        return corners(self.low, self.high)

    @cached_property
    def slopes(self) -> Array:
        """The mean slope of h along each side (d,): twice it is about the square of the minimiser's entry."""
        width = self.high - self.low
        top = self.corners == self.high
        rise = [np.mean(self.floors[top[:, i]]) - np.mean(self.floors[~top[:, i]]) if w > 0 else 0.0 for i, w in enumerate(width)]
        return np.divide(rise, width, out=np.zeros_like(width), where=width > 0)

    def halves(self) -> list[tuple[Array, Array]]:
        """The ends of the 2^d parts (fewer where it has no width)."""
        middle = (self.low + self.high) / 2
        sides = [[(a, m), (m, b)] if b > a else [(a, b)] for a, m, b in zip(self.low, middle, self.high, strict=True)]
        return [(np.array([a for a, _ in part]), np.array([b for _, b in part])) for part in itertools.product(*sides)]


def corners(low: Array, high: Array) -> Array:
    """The corners of a box, each once."""
    return np.array(list(itertools.product(*[(a, b) if b > a else (a,) for a, b in zip(low, high, strict=True)])))


def static_cell(model: "FiniteSumModel", floor: float, least: Minimum | None) -> Cell:
    """No decay: `floor` is at most the infimum, `least` where it is attained."""
    nothing = np.zeros(model.dimension)
    nest = Nest.around(model, least.few, least.at, least.half, nothing[None, :]) if least is not None and least.half > 0 else None
    return Cell(nothing, nothing, np.array([floor]), nest)


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
