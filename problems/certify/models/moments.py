"""The noise of a problem in ball arithmetic: variance, bound and least gradient, by closed form or exact enumeration."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from fractions import Fraction
from math import inf

from flint import arb

from problems.certify.arithmetic.affine import Draws
from problems.certify.arithmetic.balls import ball, enclosure, largest, lowest, smallest
from problems.certify.arithmetic.points import Found, Point, balls, origin
from problems.certify.models.model import Model, Span
from problems.certify.search.draws import ZERO, least_affine
from problems.discrete import Discrete
from problems.enclosure import Enclosure
from problems.noise import Noise


class Moments(ABC):
    """What the noise adds to the facts of F; `shift` is the decay that l2-Adam puts into its gradient."""

    model: Model

    @abstractmethod
    def deviation(self, start: Point) -> Found:
        """sigma: the root of the largest E||grad f - grad F||^2 of one sample (assumption N)."""

    @abstractmethod
    def bound(self, shift: arb) -> tuple[Found, int, list[arb]]:
        """c_inf: the largest |g_i|, the coordinate i where it is, and a bound for every coordinate (assumption B)."""

    @abstractmethod
    def least(self, start: Point) -> Found:
        """c_{s,inf}: the least ||g||_inf (Lemma 1)."""

    @abstractmethod
    def entry_at(self, x: Sequence[arb], i: int, shift: arb) -> arb:
        """The largest |g_i| at x, the decay included."""

    @abstractmethod
    def variance_at(self, x: Sequence[arb]) -> arb:
        """E||grad f - grad F||^2 at x."""

    @abstractmethod
    def least_at(self, x: Sequence[arb]) -> arb:
        """An upper bound of the least ||g||_inf at x over the noise."""


class AdditiveMoments(Moments):
    """Independent noise per coordinate; a minibatch's sum of b unit draws is scaled by scale_i / b."""

    def __init__(self, model: Model, noise: Noise) -> None:
        self.model, self.noise = model, noise
        self.scale = [abs(ball(float(s))) for s in noise.scale]
        self.unit = ball(noise.unit_bound) if not isinstance(noise, Discrete) else arb(0)

    def unit_variance(self) -> arb:
        if self.noise.kind == "uniform":
            return arb(1) / 3
        if self.noise.kind == "truncated-normal":
            # 1 - 2 c phi(c) / (Phi(c) - Phi(-c)) at the cut c = 3
            cut = arb(3)
            density = (-cut * cut / 2).exp() / (2 * arb.pi()).sqrt()
            return 1 - 2 * cut * density / (cut / arb(2).sqrt()).erf()
        return ball(self.noise.unit_variance)

    def variance_at(self, x: Sequence[arb]) -> arb:
        return self.unit_variance() * sum((s * s for s in self.scale), arb(0))

    def deviation(self, start: Point) -> Found:
        root = self.variance_at([]).sqrt()
        return Found(enclosure(root, root, f"closed form of {self.noise.kind} noise"), start)

    def extra(self, i: int) -> arb:
        """The bound of the noise in coordinate i; it does not shrink with the batch."""
        return arb(0) if self.scale[i].is_zero() else self.scale[i] * self.unit

    def reach(self, i: int) -> tuple[arb, arb]:
        """The least and greatest noise in coordinate i."""
        return -self.extra(i), self.extra(i)

    def entry_at(self, x: Sequence[arb], i: int, shift: arb) -> arb:
        g, (low, high) = self.model.gradient(x)[i] + shift * x[i], self.reach(i)
        return (g + high).max(-(g + low))

    def bound(self, shift: arb) -> tuple[Found, int, list[arb]]:
        spans = self.model.gradient_spans(shift)
        reach = [self.reach(i) for i in range(len(spans))]
        ends = [(-(s.least + low), s.greatest + high) for s, (low, high) in zip(spans, reach, strict=True)]
        bounds = [down.max(up) for down, up in ends]
        if not all(span.known for span in spans):
            return self._seen(spans, shift, bounds)
        i = max(range(len(bounds)), key=lambda k: float(bounds[k].lower()))
        at = spans[i].at_greatest if ends[i][1].mid() >= ends[i][0].mid() else spans[i].at_least
        top = largest(bounds)
        method = "composition: range of the gradient's entries, and the noise's support"
        return Found(enclosure(top, top, method), at), i, bounds

    def _seen(self, spans: Sequence[Span], shift: arb, bounds: list[arb]) -> tuple[Found, int, list[arb]]:
        """Where no range of an entry is known: from below what the entries reach at the places, from above nothing."""
        places = [(self.entry_at(balls(x), i, shift), i, x) for i, s in enumerate(spans) for x in (s.at_least, s.at_greatest)]
        low, i, at = max(places, key=lambda one: float(one[0].lower()))
        return Found(Enclosure(lowest(low), inf, "no range of the gradient's entries is known; points in balls"), at), i, bounds

    def least(self, start: Point) -> Found:
        loose = self.noise.kind not in ("none", "rademacher")
        draws = [Draws(tuple(self._draws(i)), loose and len(self._draws(i)) > 1) for i in range(self.model.dimension)]
        known = self.model.least_gradient(draws, self.least_at, start)
        if known is not None:
            return known
        spans = self.model.gradient_spans(arb(0))
        closest = [self._distance(s.least.lower(), s.greatest.upper(), i) for i, s in enumerate(spans)]
        low = largest(closest)
        points = [start, self._smallest_place(spans)]
        seen = [(self.least_at(balls(x)), x) for x in points]
        high, x = min(seen, key=lambda pair: float(pair[0].upper()))
        if self.model.separable:
            # entries are independent and, being continuous, take every value between the ends of their ranges
            inner = [self._distance(s.least.upper(), s.greatest.lower(), i) for i, s in enumerate(spans)]
            high = high.min(largest(inner))
        crude = Found(enclosure(low.min(high), high, "exact enumeration of the noise's support, ranges of the gradient"), x)
        return self._refined(draws, crude)

    def _refined(self, draws: Sequence[Draws], crude: Found) -> Found:
        """The enclosure `crude` made narrower where the gradient is affine in x."""
        affine = None if crude.enclosure.low == crude.enclosure.high else self.model.affine()
        if affine is None:
            return crude
        if all(one.silent for one in draws):  # then the gradient itself may vanish
            still = self.model.stationary()
            if still is not None:
                return Found(enclosure(arb(0), arb(0), ZERO), still)
        found = least_affine(affine, draws, self.least_at)
        low = max(found.enclosure.low, crude.enclosure.low)
        high, at = min((found.enclosure.high, found.at), (crude.enclosure.high, crude.at), key=lambda pair: pair[0])
        return Found(Enclosure(min(low, high), high, found.enclosure.method), at)

    def least_at(self, x: Sequence[arb]) -> arb:
        return largest([self._distance(g, g, i) for i, g in enumerate(self.model.gradient(x))])

    def _draws(self, i: int) -> list[arb]:
        """The means of a minibatch's draws in coordinate i: all of them, or the two ends of an interval."""
        if self.scale[i].is_zero() or self.unit == 0:
            return [arb(0)]
        b = self.noise.batch
        if self.noise.kind == "rademacher":
            return [self.scale[i] * k / b for k in range(-b, b + 1, 2)]
        return [-self.extra(i), self.extra(i)]

    def _distance(self, low: arb, high: arb, i: int) -> arb:
        """The least |g + z| over low <= g <= high and the draws z."""
        draws = self._draws(i)
        if self.noise.kind != "rademacher" or len(draws) == 1:
            return _gap(low + draws[0], high + draws[-1])
        best = _gap(low + draws[0], high + draws[0])
        for z in draws[1:]:
            best = best.min(_gap(low + z, high + z))
        return best

    def _smallest_place(self, spans: list[Span]) -> Point:
        """Each entry between the places of its gradient's least and greatest value, halved towards where g_i + z vanishes.

        Where F is separable the entries are independent and this is a point; elsewhere it is a guess like any other.
        """
        low = [s.at_least[i] for i, s in enumerate(spans)]
        high = [s.at_greatest[i] for i, s in enumerate(spans)]
        targets = [_nearest([-z for z in self._targets(i)], s) for i, s in enumerate(spans)]
        for _ in range(HALVINGS):
            middle = [(a + b) / 2 for a, b in zip(low, high, strict=True)]
            gradient = self.model.gradient(balls(middle))
            for i, g in enumerate(gradient):
                low[i], high[i] = (middle[i], high[i]) if g.mid() < targets[i].mid() else (low[i], middle[i])
        return tuple((a + b) / 2 for a, b in zip(low, high, strict=True))

    def _targets(self, i: int) -> list[arb]:
        return self._draws(i) if self.noise.kind == "rademacher" else [arb(0)]


class DiscreteMoments(AdditiveMoments):
    """Finitely many values: expectations and extremes by enumeration, exactly."""

    noise: Discrete

    def _values(self, i: int) -> list[Fraction]:
        """What a sample's draw adds to coordinate i."""
        scale = Fraction(float(self.noise.scale[i]))
        return [scale * row[i if self.noise.together else 0] for row in self.noise.centred]

    def variance_at(self, x: Sequence[arb]) -> arb:
        one = self.noise.variances
        parts = (Fraction(float(s)) ** 2 * one[i if self.noise.together else 0] for i, s in enumerate(self.noise.scale))
        return ball(sum(parts, Fraction(0)))

    def deviation(self, start: Point) -> Found:
        root = self.variance_at([]).sqrt()
        return Found(enclosure(root, root, "exact enumeration of the noise's values"), start)

    def reach(self, i: int) -> tuple[arb, arb]:
        values = self._values(i)
        return ball(min(values)), ball(max(values))

    def _minibatches(self) -> list[list[arb]]:
        """What a minibatch may add to the coordinates: outcomes by coordinates; only where they are few."""
        d, noise = self.model.dimension, self.noise
        scale = [Fraction(float(s)) / noise.batch for s in noise.scale]
        return [[ball(scale[i] * z[i if noise.together else 0]) for i in range(d)] for _, z in noise.outcomes() or []]

    def least(self, start: Point) -> Found:
        spans, outcomes = self.model.gradient_spans(arb(0)), self._minibatches()
        x = min((start, origin(self.model.dimension)), key=lambda p: float(self.least_at(balls(p)).upper()))
        high, method = self.least_at(balls(x)), "exact enumeration of the noise's values, ranges of the gradient"
        if not outcomes:
            return Found(enclosure(arb(0), high, "a norm is at least 0; the noise's ends at a point"), x)
        # every coordinate for itself: draws that are tied together can do no better
        each = [
            smallest([_gap(s.least.lower() + z[i], s.greatest.upper() + z[i]) for z in outcomes]) for i, s in enumerate(spans)
        ]
        low = largest(each)
        if self.model.separable and not self.noise.together:
            inner = [
                smallest([_gap(s.least.upper() + z[i], s.greatest.lower() + z[i]) for z in outcomes])
                for i, s in enumerate(spans)
            ]
            high = high.min(largest(inner))
        return Found(enclosure(low.min(high), high, method), x)

    def least_at(self, x: Sequence[arb]) -> arb:
        g = self.model.gradient(x)
        outcomes = self._minibatches()
        if not outcomes:  # a minibatch of one value alone is always possible
            outcomes = [[ball(self._values(i)[k]) for i in range(len(g))] for k in range(len(self.noise.counts))]
        sizes = [[abs(a + b) for a, b in zip(g, z, strict=True)] for z in outcomes]
        if self.noise.together:
            return smallest([largest(row) for row in sizes])
        return largest([smallest(list(column)) for column in zip(*sizes, strict=True)])


#: halvings of an interval in search of a zero
HALVINGS = 60


def _nearest(targets: list[arb], span: Span) -> arb:
    """The wanted value of the gradient's entry that lies least outside its range."""
    low, high = float(span.least.mid()), float(span.greatest.mid())
    return min(targets, key=lambda t: max(low - float(t.mid()), float(t.mid()) - high, 0.0))


def _gap(low: arb, high: arb) -> arb:
    """How far the interval [low, high] stays from 0."""
    if low > 0:
        return low
    if high < 0:
        return -high
    return arb(0)
