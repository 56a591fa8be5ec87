"""The PL constant of a finite sum whose losses bend, by branch and bound over the region, where the dimensions are few.

mu serves if 2 mu (F - F_*) - |grad F|^2 <= 0 on the region. Around the minimiser, where both terms vanish, F is convex with a
modulus of at least mu, which implies it; elsewhere boxes are bounded, with |grad F|^2 >= 2 v'grad F - |v|^2.
"""

from collections.abc import Callable
from fractions import Fraction
from math import inf
from typing import TypeVar

import numpy as np
from flint import arb

from problems.certify.arithmetic.balls import ball, highest, lowest, square
from problems.certify.arithmetic.points import Array, Found, Point, balls, floats, origin, point_of
from problems.certify.models.finite_sum.box_bounds import Parabola, Place, Sum
from problems.certify.models.finite_sum.decay_boxes import Cell, static_cell
from problems.certify.models.finite_sum.infimum import minimum, static_minimum
from problems.certify.models.finite_sum.objective import FiniteSum, once
from problems.certify.models.finite_sum.recession import separated
from problems.certify.models.finite_sum.region_bounds import DIMENSIONS, TOLERANCE, cover_of, searched
from problems.certify.search.boxes import BoxSearch, outside
from problems.enclosure import Enclosure

UPHILL = (
    "the gradient is bounded on R^d, but PL makes the root of F - F_* grow uphill at a rate of at least sqrt(mu/2) for ever"
)
#: how far out a point with a small ratio is taken, as powers of two
FAR_OUT = (4, 10, 20)
UNPROVED = "nothing proved from below; a search"
MODULUS = "rank exactly, eigenvalue in ball arithmetic"
#: width of the infimum's enclosure that is narrow enough, relative to it or to the height of F
WIDTH = 2.0**-10
ONE_POINT = "the ratio at the one point of the region"
METHOD = "branch and bound over the region, strong convexity around the minimiser"
#: shares of the least ratio seen that are tried, and how often a lower ratio may turn up
SHARES, TRIES = (1.0 - TOLERANCE, 0.5), 4
#: steps towards the worst decays of a cell
STEPS = 16
#: relative gap to the infimum below which a float ratio means nothing
NOISE = 1e-9

Spot = TypeVar("Spot")
Lower = TypeVar("Lower")
#: the PL ratio at a point in balls, or None where F is not above its infimum
Ratio = Callable[[Point], arb | None]


class RatioCover:
    """Lower bounds of |grad F_s|^2 / (2 (F_s - inf F_s)) over the region and the decays s of a cell.

    For any v the term |grad F_s|^2 >= 2 v'grad F_s - |v|^2 is linear in s, and inf F_s is concave: the cell's corners decide.
    """

    def __init__(self, model: FiniteSum, cell: Cell) -> None:
        assert model.region is not None
        self.few, self.cell = model.few, cell
        self.radius, self.mean, self.model = model.region, model.few.rows / model.few.samples, model
        #: the least ratio seen, and at which point and decays; the same if the last value tried does not serve there
        self.least = np.inf
        self.weakest: tuple[Array, Array] | None = None
        self.lower: tuple[Array, Array] | None = None

    def serves(self, mu: float, share: float = 1.0) -> bool:
        """Whether mu is proved to be a PL constant for these decays; if not, `lower` may break it."""
        n = self.few.samples
        loss = np.full((1, n), 2.0 * mu / n)
        self.lower, self.weakest, self.least = None, None, np.inf

        def of(place: Place) -> Sum:
            gradient = place.values.slope @ self.mean
            v = self._slowest(place.centre, gradient, mu)
            size, drops = np.add.reduce(v * v, axis=1), 2.0 * mu * self.cell.floors
            return Sum(loss=loss, slope=-2.0 * v @ self.mean.T, size=2.0 * np.abs(v) @ np.abs(self.mean.T), others=[
                Parabola(size - drop, -2.0 * s * v, 2.0 * mu * s, size + abs(drop))
                for s, drop in zip(self.cell.corners, drops, strict=True)
            ])  # fmt: skip

        def see(x: Array) -> None:
            ratios = self._ratios(x)
            if ratios.size and np.min(ratios) < self.least:
                k, at = np.unravel_index(np.argmin(ratios), ratios.shape)
                self.least, self.weakest = float(np.min(ratios)), (x[at], self.cell.corners[k])
                self.lower = self.weakest if self.least < mu else None

        def target() -> float:
            return 0.0 if self.lower is None else np.inf

        low, high = np.full(self.few.dimension, -self.radius), np.full(self.few.dimension, self.radius)
        box = None if self.cell.nest is None else self.cell.nest.box(mu)
        low, high = (low[None, :], high[None, :]) if box is None else outside(*box, low, high)
        top = searched(self.model, BoxSearch(self.few.summed(of), low, high), target, see, share)
        return self.lower is None and top <= 0.0

    def _slowest(self, x: Array, gradient: Array, mu: float) -> Array:
        """The gradient of F_s (boxes, d) at each x for nearly the worst decays s of the cell.

        These minimise |grad F_s|^2 - 2 mu (F_s - inf F_s), with the corners' infima interpolated: convex in the weights
        that the corners get. A step moves weight from one corner to another.
        """
        s, rows = self.cell.corners, np.arange(len(x))
        slopes = gradient[:, None, :] + s * x[:, None, :]
        costs = mu * (2.0 * self.cell.floors - x**2 @ s.T)
        best = np.argmin(np.add.reduce(slopes**2, axis=2) + costs, axis=1)
        slow, weights = slopes[rows, best], np.zeros((len(x), len(s)))
        weights[rows, best] = 1.0
        for _ in range(STEPS if len(s) > 1 else 0):
            rise = 2.0 * np.einsum("bkd,bd->bk", slopes, slow) + costs
            to, off = np.argmin(rise, axis=1), np.argmax(np.where(weights > 0, rise, -np.inf), axis=1)
            turn = slopes[rows, to] - slopes[rows, off]
            size = 2.0 * np.add.reduce(turn**2, axis=1)
            with np.errstate(divide="ignore", invalid="ignore"):
                step = np.nan_to_num((rise[rows, off] - rise[rows, to]) / size)
            step = np.clip(step, 0.0, weights[rows, off])
            weights[rows, to] += step
            weights[rows, off] -= step
            slow = slow + step[:, None] * turn
        return slow

    def _ratios(self, x: Array) -> Array:
        """The ratio at the corners (k) and the centres of boxes, at least nearly; infinite where no gap can be told."""
        values, s = self.few.place(x, np.zeros_like(x)).values, self.cell.corners[:, None, :]
        level = np.add.reduce(values.loss, axis=1) / self.few.samples + 0.5 * np.add.reduce(s * x**2, axis=2)
        steep = np.add.reduce((values.slope @ self.mean + s * x) ** 2, axis=2)
        gap = level - self.cell.levels[:, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(gap > NOISE * level, steep / (2.0 * gap), np.inf)


@once
def static_pl(model: FiniteSum) -> Found:
    """The PL constant of F on the region, enclosed."""
    if model.rank == 0:
        return Found(Enclosure(inf, inf, "vacuous: F is constant"))
    if model.region == 0.0:
        return at_origin(model)
    least, points = minimum(model, arb(0)).enclosure, model.search.flat_points()

    def ratio(x: Point) -> arb | None:
        """|grad F|^2 / (2 (F - F_*)) at x, which bounds the constant from above; None where F may be at its infimum."""
        gap = model.value(balls(x)) - ball(least.high)
        return (square(model.gradient(balls(x))) / (2 * gap)).upper() if gap > 0 else None

    found = None
    if model.region is None and not model.quadratic:
        found = everywhere(model, ratio)
    elif cover_of(model) is not None and points and _narrow(model, least, points):
        found = weakest(model, least, ratio, points)
    if found is not None:
        return found
    if _narrow(model, least, points):
        points = [*points, *model.search.flattest(_below(least), [floats(x) for x in points])]
    seen = [(value, x) for x in points if (value := ratio(x)) is not None]
    high, at = min(seen, key=lambda pair: float(pair[0])) if seen else (arb.pos_inf(), None)
    low = model.positive_curvature(arb(0)).max(arb(0)) if model.quadratic else arb(0)
    bounds = Enclosure(lowest(low.min(high)), highest(high), MODULUS if model.quadratic else UNPROVED)
    if model.quadratic and bounds.width > WIDTH and points and model.region is not None and model.dimension <= DIMENSIONS:
        # no direction of the least eigenvalue stays in the region
        found = weakest(model, least, ratio, points)
    return Found(bounds, at) if found is None else found


def at_origin(model: FiniteSum) -> Found:
    """The PL constant where the region is one point: the ratio there, or every number if F is least there."""
    there = origin(model.dimension)
    here, least = balls(there), minimum(model, arb(0)).enclosure
    value, steep = model.value(here), square(model.gradient(here))
    near, far = (value - ball(least.high)).lower(), (value - ball(least.low)).upper()
    if not far > 0:
        return Found(Enclosure(inf, inf, "vacuous: the region is one point, where F is least"), there)
    high = (steep / (2 * near)).upper() if near > 0 else arb.pos_inf()
    return Found(Enclosure(lowest((steep / (2 * far)).lower().max(arb(0))), highest(high), ONE_POINT), there)


def weakest(model: FiniteSum, least: Enclosure, ratio: Ratio, seen: list[Point]) -> Found | None:
    """The PL constant on the region, from points `seen` where the ratio is small; None where nothing is known."""
    floor = _below(least)
    attained = None if separated(model) is not None else static_minimum(model)
    cover = RatioCover(model, static_cell(model, floor, float(least.upper), attained))

    def serves(mu: float) -> tuple[bool, Array | None]:
        return cover.serves(mu), None if cover.lower is None else cover.lower[0]

    def beside(lower: Array) -> list[Point]:
        return [point_of(lower), *model.search.flattest(floor, [lower])]

    new = [*seen, *model.search.flattest(floor, [floats(x) for x in seen])]
    mu, high, at = tried(new, arb.pos_inf(), ratio, serves, beside)
    return None if mu is None else Found(Enclosure(Fraction(mu), highest(high), METHOD), at[0])


def tried(
    new: list[Spot],
    high: arb,
    ratio: Callable[[Spot], arb | None],
    serves: Callable[[float], tuple[bool, Lower | None]],
    beside: Callable[[Lower], list[Spot]],
) -> tuple[float | None, arb, list[Spot]]:
    """A constant that is proved to serve (None: none is), the least ratio seen, and where (nowhere: it is `high`).

    Tried are shares of the least ratio of the `new` spots; where none serves, spots `beside` a lower one that turned up.
    """
    best: list[Spot] = []
    for _ in range(TRIES):
        for one in new:
            value = ratio(one)
            if value is not None and value < high:
                high, best = value, [one]
        if not high.is_finite() or not high > 0:
            break
        lower = None
        for share in SHARES:
            mu = float(high) * share
            served, lower = serves(mu)
            if served:
                return mu, high, best
            if lower is not None:
                break
        new = [] if lower is None else beside(lower)
        if not new:
            break
    return None, high, best


def everywhere(model: FiniteSum, ratio: Ratio) -> Found | None:
    """PL on all of R^d: 0 where every loss has a bounded slope and F is not constant; None where that says nothing."""
    bounded = all(r.least.is_finite() and r.greatest.is_finite() for r in model.slope_ranges)
    if model.region is not None or not bounded:
        return None
    starts = [x for x in model.search.starts() if np.any(x)]
    points = [tuple(Fraction(float(a)) * 2**k for a in x) for x in starts for k in FAR_OUT]
    # a ratio is known only where F is above its infimum, for certain: then F is not constant
    seen = [(value, x) for x in points if (value := ratio(x)) is not None]
    if not seen:
        return None
    _, at = min(seen, key=lambda pair: float(pair[0]))
    return Found(Enclosure(Fraction(0), Fraction(0), UPHILL), at)


def _narrow(model: FiniteSum, least: Enclosure, points: list[Point]) -> bool:
    """Whether the infimum is known well enough to say how far F is above it, at some of these points."""
    highest_level = max((model.search.level(floats(x)) for x in points), default=0.0)
    return float(least.high - least.low) <= WIDTH * max(abs(float(least.high)), highest_level - float(least.low))


def _below(least: Enclosure) -> float:
    """A float that is at most the infimum."""
    return float(np.nextafter(least.lower, -np.inf)) if least.lower else 0.0
