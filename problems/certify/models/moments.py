"""The noise of a problem in ball arithmetic: variance, bound and least gradient, by closed form or exact enumeration."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

from flint import arb

from problems.certify.arithmetic.affine import Draws
from problems.certify.arithmetic.balls import ball, enclosure, largest
from problems.certify.arithmetic.points import Found, Point, balls
from problems.certify.models.model import Model, Span
from problems.certify.search.draws import ZERO, least_affine
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
        self.unit = ball(noise.unit_bound)

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

    def entry_at(self, x: Sequence[arb], i: int, shift: arb) -> arb:
        return abs(self.model.gradient(x)[i] + shift * x[i]) + self.extra(i)

    def bound(self, shift: arb) -> tuple[Found, int, list[arb]]:
        spans = self.model.gradient_spans(shift)
        bounds = [abs(s.least).max(abs(s.greatest)) + self.extra(i) for i, s in enumerate(spans)]
        i = max(range(len(bounds)), key=lambda k: float(bounds[k].lower()))
        span = spans[i]
        at = span.at_greatest if abs(span.greatest).mid() >= abs(span.least).mid() else span.at_least
        top = largest(bounds)
        method = "composition: range of the gradient's entries, and the noise's support"
        return Found(enclosure(top, top, method), at), i, bounds

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
