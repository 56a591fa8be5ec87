"""The PL constant of a finite sum whose losses bend, by branch and bound over the region, where the dimensions are few.

mu serves if 2 mu (F - F_*) - |grad F|^2 <= 0 on the region. Around the minimiser, where both terms vanish, F is convex with a
modulus of at least mu, which implies it; elsewhere boxes are bounded, with |grad F|^2 >= 2 v'grad F - |v|^2.
"""

from collections.abc import Callable
from fractions import Fraction
from math import inf
from typing import TYPE_CHECKING

import numpy as np
from flint import arb

from problems.certify.balls import ball, highest, lowest
from problems.certify.boxes import Search, outside
from problems.certify.cover import TOLERANCE, budget
from problems.certify.derivatives import Values
from problems.certify.few import Sum
from problems.certify.model import Found, Point, balls
from problems.enclosure import Enclosure
from problems.families.base import Array

if TYPE_CHECKING:
    from problems.certify.finite_sum import FiniteSumModel

UPHILL = (
    "the gradient is bounded on R^d, but PL makes the root of F - F_* grow uphill at a rate of at least sqrt(mu/2) for ever"
)
#: how far out a point with a small ratio is taken, as powers of two
FAR_OUT = (4, 10, 20)
UNPROVED = "nothing proved from below; a search"
MODULUS = "rank exactly, eigenvalue in ball arithmetic"
#: relative width of the infimum's enclosure that is narrow enough to compare with
WIDTH = 2.0**-10
ONE_POINT = "the ratio at the one point of the region"
METHOD = "branch and bound over the region, strong convexity around the minimiser"
#: shares of the least ratio seen that are tried, and how often a lower ratio may turn up
SHARES, TRIES = (1.0 - TOLERANCE, 0.5), 4
#: halvings of the box around the minimiser in search of one that is convex enough
HALVINGS = 40
#: relative gap to the infimum below which a float ratio means nothing
NOISE = 1e-9

#: the PL ratio at a point in balls, or None where F is not above its infimum
Ratio = Callable[[Point], arb | None]


class RatioCover:
    """Lower bounds of |grad F|^2 / (2 (F - F_*)) over the region; `floor` is at most F_*."""

    def __init__(self, model: "FiniteSumModel", floor: float) -> None:
        assert model.region is not None
        assert model.cover is not None
        self.model, self.few, self.floor = model, model.cover.few, floor
        self.radius, self.mean, self.budget = model.region, model.cover.mean, budget(model)
        #: a point at which the last value tried does not serve
        self.lower: Array | None = None

    def serves(self, mu: float) -> bool:
        """Whether mu is proved to be a PL constant; if not, `lower` may be a point that breaks it."""
        n = self.few.samples
        loss = np.full((1, n), 2.0 * mu / n)
        self.lower = None

        def of(values: Values) -> Sum:
            v = values.slope @ self.mean
            constant = np.add.reduce(v * v, axis=1) - 2.0 * mu * self.floor
            return Sum(loss=loss, slope=-2.0 * v @ self.mean.T, constant=constant, size=2.0 * np.abs(v) @ np.abs(self.mean.T))

        def see(x: Array) -> None:
            ratios = self._ratios(x)
            if len(ratios) and np.min(ratios) < mu:
                self.lower = x[int(np.argmin(ratios))]

        def target() -> float:
            return 0.0 if self.lower is None else np.inf

        low, high = self._apart(mu)
        top = Search(self.few.summed(of), low, high).run(target, self.budget, see)
        return self.lower is None and top <= 0.0

    def _apart(self, mu: float) -> tuple[Array, Array]:
        """The region without a box around the minimiser on which F is convex enough."""
        d = self.few.dimension
        low, high = np.full(d, -self.radius), np.full(d, self.radius)
        least = self.model.lowest if self.model.separated is None else None
        if least is not None and least.half > 0:
            x, half = np.array([float(a) for a in least.at]), least.half
            for _ in range(HALVINGS):
                if half < least.off:
                    break  # strong convexity says something of a box that holds the minimiser
                if least.modulus(half) >= mu:
                    return outside(x - half, x + half, low, high)
                half = half / 2
        return low[None, :], high[None, :]

    def _ratios(self, x: Array) -> Array:
        """The ratio at the centres of boxes, nearly; infinite where F is too close to its infimum to tell."""
        values = self.few.place(x, np.zeros_like(x)).values
        level = np.add.reduce(values.loss, axis=1) / self.few.samples
        steep = np.add.reduce((values.slope @ self.mean) ** 2, axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(level - self.floor > NOISE * level, steep / (2.0 * (level - self.floor)), np.inf)


def pl_constant(model: "FiniteSumModel") -> Found:
    """The PL constant of F on the region, enclosed."""
    if model.rank == 0:
        return Found(Enclosure(inf, inf, "vacuous: F is constant"))
    if model.region == 0.0:
        return at_origin(model)
    least, points = model.minimum(arb(0)).enclosure, model.search.flat_points()

    def ratio(x: Point) -> arb | None:
        """|grad F|^2 / (2 (F - F_*)) at x, which bounds the constant from above; None where F may be at its infimum."""
        gap = model.value(balls(x)) - ball(least.high)
        return (sum((g * g for g in model.gradient(balls(x))), arb(0)) / (2 * gap)).upper() if gap > 0 else None

    found = None
    if model.region is None and not model.quadratic:
        found = everywhere(model, ratio)
    elif model.cover is not None and points and least.width < WIDTH:
        found = weakest(model, least, ratio, points)
    if found is not None:
        return found
    if least.width < WIDTH:
        points = [*points, *model.search.flattest(_below(least), [np.array([float(a) for a in x]) for x in points])]
    seen = [(value, x) for x in points if (value := ratio(x)) is not None]
    high, at = min(seen, key=lambda pair: float(pair[0])) if seen else (arb.pos_inf(), None)
    low = model.positive_curvature(arb(0)) if model.quadratic else arb(0)
    return Found(Enclosure(lowest(low.min(high)), highest(high), MODULUS if model.quadratic else UNPROVED), at)


def at_origin(model: "FiniteSumModel") -> Found:
    """The PL constant where the region is one point: the ratio there, or every number if F is least there."""
    origin: Point = (Fraction(0),) * model.dimension
    here, least = balls(origin), model.minimum(arb(0)).enclosure
    value, steep = model.value(here), sum((g * g for g in model.gradient(here)), arb(0))
    near, far = (value - ball(least.high)).lower(), (value - ball(least.low)).upper()
    if not far > 0:
        return Found(Enclosure(inf, inf, "vacuous: the region is one point, where F is least"), origin)
    high = (steep / (2 * near)).upper() if near > 0 else arb.pos_inf()
    return Found(Enclosure(lowest((steep / (2 * far)).lower().max(arb(0))), highest(high), ONE_POINT), origin)


def weakest(model: "FiniteSumModel", least: Enclosure, ratio: Ratio, seen: list[Point]) -> Found | None:
    """The PL constant on the region, from points `seen` where the ratio is small; None where nothing is known."""
    floor = _below(least)
    high, at = arb.pos_inf(), seen[0]
    cover = RatioCover(model, floor)
    new = [*seen, *model.search.flattest(floor, [np.array([float(a) for a in x]) for x in seen])]
    for _ in range(TRIES):
        for x in new:
            value = ratio(x)
            if value is not None and value < high:
                high, at = value, x
        if not high.is_finite() or not high > 0:
            return None
        for share in SHARES:
            mu = float(high) * share
            if cover.serves(mu):
                return Found(Enclosure(Fraction(mu), highest(high), METHOD), at)
            if cover.lower is not None:
                break
        if cover.lower is None:
            return None
        lower = np.asarray(cover.lower)
        new = [tuple(Fraction(float(a)) for a in lower), *model.search.flattest(floor, [lower])]
    return None


def everywhere(model: "FiniteSumModel", ratio: Ratio) -> Found | None:
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


def _below(least: Enclosure) -> float:
    """A float that is at most the infimum."""
    return float(np.nextafter(least.lower, -np.inf)) if least.lower else 0.0
