"""Decays between two corners, and what is known of F_s = F + (1/2) sum_i s_i x_i^2 for all of them at once.

F_s is linear in s, so that h(s) = inf F_s over R^d is concave: between corners it is at least what interpolates the corners.
"""

import itertools
from dataclasses import dataclass
from functools import cached_property
from math import inf

import numpy as np
from flint import arb

from problems.certify.arithmetic.balls import float_above, square
from problems.certify.arithmetic.points import Array, Point, balls, floats
from problems.certify.models.finite_sum.box_bounds import FewDimensions
from problems.certify.models.finite_sum.infimum import Minimum, confined, convexity
from problems.certify.models.finite_sum.objective import FiniteSum
from problems.certify.models.finite_sum.pl_singular import least_curvature
from problems.certify.models.model import decayed_gradient

#: halvings of the box around the minimisers in search of one that is convex enough
HALVINGS = 40
#: how often the box around the minimisers is made smaller
ROUNDS = 8
#: how far out a minimiser counts
FAR = 1e3
TINY = 1e-300
#: where a side may be parted
SHARES = (2.0**-4, 0.5)


@dataclass(frozen=True)
class Nest:
    """Each F_s has a minimiser within `reach` of `at` and in the box |x_i - at_i| <= half."""

    few: FewDimensions
    at: Array
    half: float
    reach: arb
    low: Array
    #: a modulus on all of R^d, if there is one
    modulus: float = 0.0

    @staticmethod
    def around(model: FiniteSum, few: FewDimensions, at: Point, half: float, decays: Array) -> "Nest":
        """Where the minimisers are known to be in the box |x_i - at_i| <= half, for decays with these corners (k, d)."""
        x, low = floats(at), np.min(decays, axis=0)
        # the gradient of F_s at `at` is affine in s, its size is largest at a corner
        sizes = [square(decayed_gradient(model, at, balls(s.tolist()))).sqrt() for s in decays]
        size, reach = max(sizes), arb(len(x)).sqrt() * half
        for _ in range(ROUNDS):
            # |grad F_s| grows from the minimiser at a rate of at least the modulus on a box that holds both
            modulus = convexity(few, x, min(half, float_above(reach)), low)
            nearer = (size / arb(modulus)).upper() if modulus > 0 else arb.pos_inf()
            if not nearer < reach:
                break
            reach = nearer
        return Nest(few, x, half, reach, low)

    def box(self, modulus: float) -> tuple[Array, Array] | None:
        """A box that holds the minimisers and on which every F_s is convex with this modulus."""
        if self.modulus > 0:
            return (np.full_like(self.at, -inf), np.full_like(self.at, inf)) if self.modulus >= modulus else None
        half = self.half
        for _ in range(HALVINGS):
            if convexity(self.few, self.at, half, self.low) >= modulus:
                # rounded inward: convexity is shown on the box alone
                return np.nextafter(self.at - half, inf), np.nextafter(self.at + half, -inf)
            half = half / 2
            if not self.reach < arb(half):
                return None
        return None


@dataclass(frozen=True)
class Cell:
    """Decays low <= s <= high (d,).

    At every corner a lower bound of h (k,), nearly the minimiser (k, d) and its value (k,); and a nest, if one is proved.
    """

    low: Array
    high: Array
    floors: Array
    lowest: Array
    levels: Array
    nest: Nest | None

    @cached_property
    def corners(self) -> Array:
        """(k, d): 2^d of them, or fewer where the cell has no width."""
        return corners(self.low, self.high)

    def parts(self) -> list[tuple[Array, Array]]:
        """The ends of its two parts, parted where h is farthest from what interpolates the corners; none if it is too small."""
        top, squares = self.corners == self.high, np.minimum(np.abs(self.lowest), FAR) ** 2
        # the slope of h along a side is half the square of the minimiser's entry
        ends = np.array([(np.mean(squares[~top[:, i], i]), np.mean(squares[top[:, i], i])) for i in range(len(self.low))])
        i = int(np.argmax((self.high - self.low) * (ends[:, 0] - ends[:, 1])))
        # near its low end, if that is where h bends
        share = np.clip(np.sqrt((ends[i, 1] + TINY) / (ends[i, 0] + TINY)), *SHARES)
        middle = self.low[i] + share * (self.high[i] - self.low[i])
        if not self.low[i] < middle < self.high[i]:
            return []
        low, high = self.low.copy(), self.high.copy()
        low[i], high[i] = middle, middle
        return [(self.low, high), (low, self.high)]


def corners(low: Array, high: Array) -> Array:
    """The corners of a box, each once."""
    return np.array(list(itertools.product(*[(a, b) if b > a else (a,) for a, b in zip(low, high, strict=True)])))


def static_cell(model: FiniteSum, floor: float, level: float, least: Minimum | None) -> Cell:
    """No decay: the infimum is between `floor` and `level`, `least` says where it is attained."""
    nothing = np.zeros(model.dimension)
    nest = None
    if least is not None and least.half > 0:
        nest = Nest.around(model, least.few, least.at, least.half, nothing[None, :])
    return Cell(nothing, nothing, np.array([floor]), nothing[None, :], np.array([level]), nest)


def nest_of(model: FiniteSum, low: Array, high: Array) -> Nest | None:
    """Where the minimisers of all F_s are, low <= s <= high; None where it is not proved."""
    decays, x = corners(low, high), model.search.settled((low + high) / 2)
    if model.quadratic:
        return _everywhere(model, x, low)
    attempt = confined(model, x, decays)
    if attempt is None:
        return None
    half, modulus = attempt.convex()
    if not (modulus > 0 and attempt.covered(half)):
        return None
    for _ in range(ROUNDS):
        if not attempt.covered(half / 2):
            break
        half = half / 2
    return Nest.around(model, attempt.few, attempt.point, half, decays)


def _everywhere(model: FiniteSum, at: Array, low: Array) -> Nest | None:
    """Where F is a quadratic, its least eigenvalue serves on all of R^d."""
    floor, nullity = least_curvature(model, low)
    if nullity > 0 or not floor > 0:
        return None
    return Nest(model.few, at, inf, arb(0), low, float(floor.lower()) * (1.0 - 2.0**-52))
