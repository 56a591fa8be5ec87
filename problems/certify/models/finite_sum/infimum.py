"""The infimum over all of R^d of a finite sum whose losses bend, by branch and bound, where the dimensions are few.

F may be F + (1/2) sum_i s_i x_i^2 for given decays s.

A search proposes a minimiser. Around it F is strongly convex with a modulus m (`box_bounds.py`), so that near it F is at least
F(x) - |grad F(x)|^2/(2m); everywhere else F is to be shown to be higher than F(x):
* inside the box |x_i| <= R by branch and bound over boxes;
* outside of it x = s u, s >= R, with u on the surface of the unit cube: where a_j'u >= l > 0 for all u of a box, the prediction
  is at least R l, and the j-th loss at least its infimum beyond that.
"""

import itertools
from dataclasses import dataclass
from fractions import Fraction
from math import inf, isfinite

import numpy as np
from flint import arb

from problems.certify.arithmetic.balls import float_above, float_below, highest, lowest, square
from problems.certify.arithmetic.jets import Jet
from problems.certify.arithmetic.points import Array, Found, Point, balls, point_of
from problems.certify.models.finite_sum.box_bounds import FewDimensions, Parabola, Sum
from problems.certify.models.finite_sum.derivatives import ROUNDING, Derivatives
from problems.certify.models.finite_sum.losses import Losses
from problems.certify.models.finite_sum.normal_equations import normal_minimum
from problems.certify.models.finite_sum.objective import FiniteSum, once
from problems.certify.models.finite_sum.recession import SEPARATED, separated
from problems.certify.models.finite_sum.region_bounds import DIMENSIONS, TOLERANCE, searched
from problems.certify.models.model import decayed_gradient, decayed_value
from problems.certify.search.boxes import Bound, Bounded, BoxSearch, outside
from problems.enclosure import Enclosure

FITTED = "the rows are independent (rank exactly): some x has every loss at its floor"
METHOD = "branch and bound over R^d, strong convexity around a numerical minimiser"
TOLERANT = "branch and bound over R^d"
REGION = "each loss at its least over the region, a search; beyond the region nothing shows F to be higher"
#: relative distance below a numerical minimiser's value that is not worth solving equations for
TIGHT = arb(2) ** -64
#: half sides of the boxes that are tried, in units of the minimiser's largest entry (or 1)
SIDES = (4.0, 16.0)
#: how often another minimiser is tried after a lower point was seen
TRIES = 3
HALVINGS = 24
#: doublings of a point that may go down for ever, and half sides of the boxes that are then tried
FARTHER, RADII = 12, (64.0, 1024.0)
#: relative distances to which an infimum that is not attained is shown, the first that can be
SHARES = (2.0**-18, TOLERANCE)
#: a value that is this much lower, relative to its size, makes another minimiser
LOWER = 2.0**-30


@dataclass(frozen=True)
class Minimum:
    """The infimum, and a point beside the one where it is attained: both in the box |x_i - at_i| <= half, where F is convex."""

    enclosure: Enclosure
    at: Point
    half: float
    few: FewDimensions


def minimum(model: FiniteSum, shift: arb) -> Found:
    """The infimum of F + (shift/2)||x||^2 over R^d, enclosed."""
    floor = model.family.floor
    if isinstance(floor, float) and model.region is not None:
        return _over_region(model, shift)
    x = model.search.minimiser(float(shift))
    if shift == 0 and model.family.loss_floor_attained and model.rank == model.family.samples:
        return Found(Enclosure(floor, floor, FITTED), x)
    if shift == 0 and (far := separated(model)) is not None:
        return Found(Enclosure(floor, floor, SEPARATED), far)
    if shift == 0 and (found := static_minimum(model)) is not None:
        return Found(found.enclosure, found.at)
    here = balls(x)
    value = model.value(here) + shift * square(here) / 2
    if not model.quadratic:
        return Found(Enclosure(min(floor, highest(value)), highest(value), "no loss is below its floor; a search"), x)
    modulus = model.positive_curvature(shift)
    gradient = [g + shift * a for g, a in zip(model.gradient(here), here, strict=True)]
    # PL: F(x) - F* <= ||grad F(x)||^2 / (2 mu)
    steep = square(gradient)
    gap = steep / (2 * modulus) if modulus > 0 else (arb(0) if steep.is_zero() else arb.pos_inf())
    if not gap <= TIGHT * value and (solved := normal_minimum(model, shift)) is not None:
        return solved
    return Found(Enclosure(max(lowest(value - gap), floor), highest(value), "PL at a numerical minimiser"), x)


def _over_region(model: FiniteSum, shift: arb) -> Found:
    """The infimum over the region, where none over R^d is known: each loss at its least, and the lowest point of a search."""
    family, search = model.family, model.search
    least = family.loss_range(*family.predictions(model.region), family.targets)[0]
    low = sum((Fraction(float(a)) for a in least), Fraction(0)) / family.samples if np.all(np.isfinite(least)) else -inf

    def height(x: Array) -> tuple[float, Array]:
        value, slope = search.level(x, float(shift)), search.slope(x, float(shift))
        return -value, -slope

    x = point_of(min((search.climb(height, start) for start in search.starts()), key=lambda x: search.level(x, float(shift))))
    value = highest(model.value(balls(x)) + shift * square(balls(x)) / 2)
    return Found(Enclosure(min(low, value), value, REGION), x)


@once
def static_minimum(model: FiniteSum) -> Minimum | None:
    """The infimum of F over R^d and the one point where it is attained, or None where it is not proved."""
    return global_minimum(model)


def global_minimum(model: FiniteSum, decays: Array | float = 0.0) -> Minimum | None:
    """The infimum over R^d, or None where it is not proved."""
    known = isfinite(model.family.loss_floor) and Derivatives.worth(model.losses)
    if model.dimension > DIMENSIONS or model.quadratic or not known:
        return None
    x = model.search.settled(decays)
    for _ in range(TRIES):
        if np.any(x) and model.search.level(2.0 * x, decays) <= model.search.level(x, decays):
            return _unattained(model, x, decays)  # F goes down for ever
        attempt = confined(model, x, decays)
        found = None if attempt is None else attempt.inside()
        if found is not None:
            return found
        if attempt is None or attempt.lower is None:
            return _unattained(model, x, decays)
        x = model.search.polished(attempt.lower, decays)
    return None


def _unattained(model: FiniteSum, x: Array, decays: Array | float) -> Minimum | None:
    """The infimum to a relative distance of `SHARES`: where it is not attained, or F is not convex around a minimiser."""
    far = [x * 2.0**k for k in range(FARTHER)]
    s = balls(np.broadcast_to(decays, model.dimension).tolist())
    values = [decayed_value(model, point_of(y), s) for y in far]
    k = min(range(FARTHER), key=lambda i: float(values[i].upper()))
    for share, radius in itertools.product(SHARES, RADII):
        attempt = Attempt(model, far[k], radius, share, decays)
        if attempt.beyond() and attempt.covered():
            low, high = Fraction(float(attempt.goals[0])), highest(attempt.values[0])
            return Minimum(Enclosure(min(low, high), high, TOLERANT), attempt.point, 0.0, attempt.few)
    return None


class Attempt:
    """To show that F is nowhere below (1 - share) F(x), for every one of some decays (k, d) or for one (d,).

    It is linear in the decays, so that what is shown for corners holds between them. The box |x_i| <= radius is apart from
    what is beyond.
    """

    def __init__(self, model: FiniteSum, x: Array, radius: float, share: float, decays: Array | float = 0.0) -> None:
        self.model, self.x = model, x
        # few radii, whose tables are kept
        self.radius = 4.0 ** np.ceil(np.log2(radius) / 2.0)
        self.few, self.tails = _tables(model, self.radius)
        self.decays = np.atleast_2d(np.broadcast_to(decays, (*np.shape(decays)[:-1], model.dimension)))
        self.point: Point = point_of(x)
        self.values = [decayed_value(model, self.point, balls(s.tolist())) for s in self.decays]
        tops = np.array([float_above(value) for value in self.values])
        #: what F is to be at least, for each of the decays
        self.goals = tops - share * np.abs(tops)
        #: a point that is lower than x, if one was seen
        self.lower: Array | None = None

    def beyond(self) -> bool:
        """Whether F is higher than at x wherever some |x_i| > radius."""
        d, bound = self.few.dimension, self._far_bound()
        low, high = np.full((2 * d, d), -1.0), np.full((2 * d, d), 1.0)
        for i in range(d):
            low[2 * i, i] = 1.0
            high[2 * i + 1, i] = -1.0
        return searched(self.model, BoxSearch(bound, low, high), lambda: 0.0) <= 0.0

    def _far_bound(self) -> Bound:
        few, tails = self.few, self.tails

        def bound(centre: Array, half: Array) -> Bounded:
            middle = centre @ few.rows.T
            rho = (half @ few.sizes.T + np.abs(centre) @ few.sizes.T * few.rounding) * (1.0 + few.rounding)
            losses = tails.least(self.radius * (middle - rho), self.radius * (middle + rho))
            nearest = np.maximum(np.abs(centre) - half, 0.0) * self.radius
            total = np.add.reduce(losses, axis=1)[:, None] / few.samples + 0.5 * nearest**2 @ self.decays.T
            drop = np.max(self.goals + few.rounding * np.abs(self.goals) - total * (1.0 - few.rounding), axis=1)
            crossing = np.abs(middle) <= rho
            return Bounded(drop, half * (1e-3 + crossing.astype(float) @ few.sizes))

        return bound

    def inside(self) -> Minimum | None:
        """The infimum, if F is higher than at x in the rest of the box; else `lower` may be a lower point."""
        half, modulus = self.convex()
        if not modulus > 0:
            return None
        gradient = decayed_gradient(self.model, self.point, balls(self.decays[0].tolist()))
        size = square(gradient).sqrt().upper()
        if not size / arb(modulus) < arb(half):
            return None
        if not self.covered(half):
            return None
        # Taylor at x: F(y) >= F(x) - |grad F(x)| |y - x| + m |y - x|^2/2
        least = (self.values[0] - size * size / (2 * arb(modulus))).lower()
        return Minimum(Enclosure(lowest(least), highest(self.values[0]), METHOD), self.point, half, self.few)

    def covered(self, half: float = 0.0) -> bool:
        """Whether the goals are met in the box, apart from |y_i - x_i| < half; if not, `lower` may be a lower point."""
        d, n = self.few.dimension, self.few.samples
        loss = np.full((1, n), -1.0 / n)
        deepest = LOWER * np.max(np.abs(self.goals))

        def see(x: Array) -> None:
            nonlocal deepest
            values = np.add.reduce(self.few.place(x, np.zeros_like(x)).values.loss, axis=1) / n
            under = np.max(self.goals - 0.5 * x**2 @ self.decays.T, axis=1) - values
            if len(under) and np.max(under) > deepest:
                deepest, self.lower = float(np.max(under)), x[int(np.argmax(under))]

        low, high = np.full(d, -self.radius), np.full(d, self.radius)
        # rounded inward: what is left out is within the box that it is called
        inner = np.nextafter(self.x - half, np.inf), np.nextafter(self.x + half, -np.inf)
        lows, highs = outside(*inner, low, high) if half else (low[None, :], high[None, :])
        others = [Parabola(goal, bow=-s) for goal, s in zip(self.goals, self.decays, strict=True)]
        bound = self.few.summed(lambda _: Sum(loss=loss, others=others))
        search = BoxSearch(bound, lows, highs)
        top = searched(self.model, search, lambda: 0.0 if self.lower is None else np.inf, see)
        return self.lower is None and top <= 0.0

    def convex(self) -> tuple[float, float]:
        """A half side of a box around x on which F is convex, whatever the decays, and its modulus."""
        half = self.radius - float(np.max(np.abs(self.x)))
        for _ in range(HALVINGS):
            half = half / 2
            modulus = convexity(self.few, self.x, half, np.min(self.decays, axis=0))
            if modulus > 0:
                return half, modulus
        return half, 0.0


@once
def _tables(model: FiniteSum, radius: float) -> "tuple[FewDimensions, Tails]":
    """For predictions on the box |x_i| <= radius."""
    few = FewDimensions(Losses(model.family, radius), radius)
    return few, Tails(model, few)


def confined(model: FiniteSum, x: Array, decays: Array | float) -> Attempt | None:
    """An attempt at x that shows F to be higher outside of a box; None where none of those tried does."""
    for side in SIDES:
        attempt = Attempt(model, x, side * max(1.0, float(np.max(np.abs(x)))), 0.0, decays)
        if attempt.beyond():
            return attempt
    return None


def convexity(few: FewDimensions, x: Array, half: float, decays: Array | float) -> float:
    """A lower bound of the eigenvalues of the Hessian of F + (1/2) sum_i s_i x_i^2 on the box |y_i - x_i| <= half."""
    return -float(few.curvature(-1.0, decays)(x[None, :], np.full((1, len(x)), half)).upper[0])


class Tails:
    """The infimum of every sample's loss over predictions beyond a given one."""

    def __init__(self, model: FiniteSum, few: FewDimensions) -> None:
        tables, family = few.derivatives, model.family
        self.tables, self.floor = tables, family.loss_floor
        losses, right, left = model.losses, [], []
        edges = [arb(float(e)) for e in tables.edges]
        for label, low in zip(losses.labels, tables.loss.low[0], strict=True):
            least = np.maximum(low, self.floor)
            ends = self._end(model, edges[::-1], float(label), 1), self._end(model, edges, float(label), -1)
            right.append(np.minimum.accumulate([ends[0], *least[::-1]])[::-1][:-1])
            left.append(np.minimum.accumulate([ends[1], *least])[1:])
        self.right, self.left = np.array(right), np.array(left)

    def _end(self, model: FiniteSum, edges: list[arb], label: float, side: int) -> float:
        """A lower bound of the losses beyond the table (whose edges are given from that end inward).

        It is the loss at the first edge from which, for certain, the slope leads upwards for ever; the floor if there is none.
        """
        family = model.family
        turns = [turn.coefficients[0] for turn in family.slope_turns(Jet.constant(label))]
        if not family.slope_limits(label)[side > 0] * side >= 0:
            return self.floor
        for t in edges:
            if not all((turn - t) * side < 0 for turn in turns):
                break
            if model.losses.slopes(t, label)[0] * side > 0:
                return float_below(model.losses.loss(t, label))
        return self.floor

    def least(self, low: Array, high: Array) -> Array:
        """The infimum for predictions beyond `low` (where it is above 0), below `high` (where that is below 0), or of all."""
        kind, offsets = self.tables.kind, self.tables.offsets
        # a difference that is rounded across an edge would leave out a cell
        below, above = (t - offsets + side * ROUNDING * (np.abs(t) + np.abs(offsets)) for t, side in ((low, -1.0), (high, 1.0)))
        right = np.where(low > 0, self.right[kind, self.tables.cells(below)], self.floor)
        return np.where(high < 0, self.left[kind, self.tables.cells(above)], right)
