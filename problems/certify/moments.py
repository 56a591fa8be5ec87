"""The noise of a problem in ball arithmetic: variance, bound and least gradient, by closed form or exact enumeration."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

import numpy as np
from flint import arb

from problems.certify.arithmetic.affine import Draws
from problems.certify.arithmetic.balls import ball, enclosure, largest, smallest
from problems.certify.models.finite_sum.envelopes import variance_relaxed
from problems.certify.models.finite_sum.least_gradient import least_bent, least_minibatch
from problems.certify.models.finite_sum.minibatches import kindest, mean_gradient
from problems.certify.models.finite_sum.model import CLOSE, FiniteSumModel
from problems.certify.models.finite_sum.samples import (
    batch_bound,
    branched,
    flattest_bound,
    flattest_point,
    largest_mean,
    sample_bound,
    variance_at,
    variance_bound,
    variance_corners,
)
from problems.certify.models.finite_sum.taylor_models import Cells
from problems.certify.models.model import Found, Model, Point, Span, balls
from problems.certify.search.draws import least_refined
from problems.noise import Noise
from problems.sampling import Sampling

BOUNDED = "exact enumeration of the samples, bounded over the region"
SIGNED = "exact enumeration of the samples; branch and bound over the region's corners, triangle inequalities"
COVERED = "exact enumeration of the samples; branch and bound over the region"
RELAXED = "exact enumeration of the samples; concave envelopes on cells in ball arithmetic"


class Moments(ABC):
    """What the noise adds to the facts of F; `shift` is the decay that l2-Adam puts into its gradient."""

    @abstractmethod
    def deviation(self, model: Model, start: Point) -> Found:
        """sigma: the root of the largest E||grad f - grad F||^2 of one sample (assumption N)."""

    @abstractmethod
    def bound(self, model: Model, shift: arb) -> tuple[Found, int, list[arb]]:
        """c_inf: the largest |g_i|, the coordinate i where it is, and a bound for every coordinate (assumption B)."""

    @abstractmethod
    def least(self, model: Model, start: Point) -> Found:
        """c_{s,inf}: the least ||g||_inf (Lemma 1)."""

    @abstractmethod
    def entry_at(self, model: Model, x: Sequence[arb], i: int, shift: arb) -> arb:
        """The largest |g_i| at x, the decay included."""

    @abstractmethod
    def variance_at(self, model: Model, x: Sequence[arb]) -> arb:
        """E||grad f - grad F||^2 at x."""

    @abstractmethod
    def least_at(self, model: Model, x: Sequence[arb]) -> arb:
        """An upper bound of the least ||g||_inf at x over the noise."""


class AdditiveMoments(Moments):
    """Independent noise per coordinate; a minibatch's sum of b unit draws is scaled by scale_i / b."""

    def __init__(self, noise: Noise) -> None:
        self.noise = noise
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

    def variance_at(self, model: Model, x: Sequence[arb]) -> arb:
        return self.unit_variance() * sum((s * s for s in self.scale), arb(0))

    def deviation(self, model: Model, start: Point) -> Found:
        root = self.variance_at(model, []).sqrt()
        return Found(enclosure(root, root, f"closed form of {self.noise.kind} noise"), start)

    def extra(self, i: int) -> arb:
        """The bound of the noise in coordinate i; it does not shrink with the batch."""
        return arb(0) if self.scale[i].is_zero() else self.scale[i] * self.unit

    def entry_at(self, model: Model, x: Sequence[arb], i: int, shift: arb) -> arb:
        return abs(model.gradient(x)[i] + shift * x[i]) + self.extra(i)

    def bound(self, model: Model, shift: arb) -> tuple[Found, int, list[arb]]:
        spans = model.gradient_spans(shift)
        bounds = [abs(s.least).max(abs(s.greatest)) + self.extra(i) for i, s in enumerate(spans)]
        i = max(range(len(bounds)), key=lambda k: float(bounds[k].lower()))
        span = spans[i]
        at = span.at_greatest if abs(span.greatest).mid() >= abs(span.least).mid() else span.at_least
        top = largest(bounds)
        method = "composition: range of the gradient's entries, and the noise's support"
        return Found(enclosure(top, top, method), at), i, bounds

    def least(self, model: Model, start: Point) -> Found:
        loose = self.noise.kind not in ("none", "rademacher")
        draws = [Draws(tuple(self._draws(i)), loose and len(self._draws(i)) > 1) for i in range(model.dimension)]
        if isinstance(model, FiniteSumModel):
            bent = least_bent(model, draws, lambda x: self.least_at(model, x), start)
            if bent is not None:
                return bent
        spans = model.gradient_spans(arb(0))
        closest = [self._distance(s.least.lower(), s.greatest.upper(), i) for i, s in enumerate(spans)]
        low = largest(closest)
        points = [start, self._smallest_place(model, spans)]
        seen = [(self.least_at(model, balls(x)), x) for x in points]
        high, x = min(seen, key=lambda pair: float(pair[0].upper()))
        if model.separable:
            # entries are independent and, being continuous, take every value between the ends of their ranges
            inner = [self._distance(s.least.upper(), s.greatest.lower(), i) for i, s in enumerate(spans)]
            high = high.min(largest(inner))
        crude = Found(enclosure(low.min(high), high, "exact enumeration of the noise's support, ranges of the gradient"), x)
        return least_refined(model, draws, lambda x: self.least_at(model, x), crude)

    def least_at(self, model: Model, x: Sequence[arb]) -> arb:
        return largest([self._distance(g, g, i) for i, g in enumerate(model.gradient(x))])

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

    def _smallest_place(self, model: Model, spans: list[Span]) -> Point:
        """Each entry between the places of its gradient's least and greatest value, halved towards where g_i + z vanishes.

        Where F is separable the entries are independent and this is a point; elsewhere it is a guess like any other.
        """
        low = [s.at_least[i] for i, s in enumerate(spans)]
        high = [s.at_greatest[i] for i, s in enumerate(spans)]
        targets = [_nearest([-z for z in self._targets(i)], s) for i, s in enumerate(spans)]
        for _ in range(HALVINGS):
            middle = [(a + b) / 2 for a, b in zip(low, high, strict=True)]
            gradient = model.gradient(balls(middle))
            for i, g in enumerate(gradient):
                low[i], high[i] = (middle[i], high[i]) if g.mid() < targets[i].mid() else (low[i], middle[i])
        return tuple((a + b) / 2 for a, b in zip(low, high, strict=True))

    def _targets(self, i: int) -> list[arb]:
        return self._draws(i) if self.noise.kind == "rademacher" else [arb(0)]


#: coordinates with the largest bounds, among which the largest entry is looked for
LIKELY = 4
#: halvings of an interval in search of a zero
HALVINGS = 60


def _nearest(targets: list[arb], span: Span) -> arb:
    """The wanted value of the gradient's entry that lies least outside its range."""
    low, high = float(span.least.mid()), float(span.greatest.mid())
    return min(targets, key=lambda t: max(low - float(t.mid()), float(t.mid()) - high, 0.0))


class SamplingMoments(Moments):
    """Minibatches of the rows of a finite sum: every bound from the data, exactly enumerated where an x is given."""

    def __init__(self, noise: Sampling) -> None:
        self.noise = noise
        #: minibatches whose gradient is known to be small somewhere
        self.batches: list[tuple[int, ...]] = []
        n, b = noise.samples, noise.batch
        # sigma is in the scale in which a minibatch of b has sigma^2 / b
        self.factor = arb(1) if noise.replacement else (arb(n - b) / (n - 1) if n > 1 else arb(0))

    def variance_at(self, model: Model, x: Sequence[arb]) -> arb:
        assert isinstance(model, FiniteSumModel)
        return (self.factor * variance_at(model, x)).nonnegative_part()

    def deviation(self, model: Model, start: Point) -> Found:
        assert isinstance(model, FiniteSumModel)
        if self.factor == 0 or self.noise.samples == 1:
            return Found(enclosure(arb(0), arb(0), "closed form: every minibatch is all of the data"), start)
        corners, method = variance_corners(model), SIGNED if branched(model) else BOUNDED
        high, points = variance_bound(model), [start, *model.search.noisy_points()]
        if corners is not None:
            top, best = corners
            high = high.upper().min(top.upper())
            points = points if best is None else [*points, best]
        if model.cover is not None:
            top, x = model.cover.variance(points[-1])
            points.append(x)
            high, method = (top, COVERED) if top < high else (high, method)
        seen = [(self.variance_at(model, balls(x)), x) for x in points]
        low, at = max(seen, key=lambda pair: float(pair[0].lower()))
        if not model.quadratic and Cells.worth(model.losses) and not self.factor * high - low <= CLOSE * low:
            relaxed = variance_relaxed(model, points[-1])
            high, method = (relaxed, RELAXED) if relaxed < high else (high, method)
        high = (self.factor * high).max(low)
        return Found(enclosure(low.lower().max(arb(0)).sqrt(), high.sqrt(), method), at)

    def bound(self, model: Model, shift: arb) -> tuple[Found, int, list[arb]]:
        assert isinstance(model, FiniteSumModel)
        reach = arb(0) if shift == 0 else shift * (arb.pos_inf() if model.region is None else ball(model.region))
        if self.noise.replacement or self.noise.batch == 1:
            tops, at, i = sample_bound(model)
            points = [(i, at)]
        else:
            tops, points = batch_bound(model, self.noise.batch)
            likely = sorted(range(model.dimension), key=lambda i: -float(tops[i].upper()))[:LIKELY]
            points += [(i, x) for i in likely for x in model.search.batch_points(i, self.noise.batch, model.quadratic)]
        tops = [top + reach for top in tops]
        seen = [(self.entry_at(model, balls(x), i, shift), i, x) for i, x in points]
        low, i, at = max(seen, key=lambda entry: float(entry[0].lower()))
        high = largest(tops).max(low)
        return Found(enclosure(low, high, "exact enumeration of the samples"), at), i, tops

    def entry_at(self, model: Model, x: Sequence[arb], i: int, shift: arb) -> arb:
        """The largest entry of a minibatch: its worst row b times over, or its b worst rows."""
        assert isinstance(model, FiniteSumModel)
        entries = [row[i] * s for row, s in zip(model.table.tolist(), model.slopes(x), strict=True)]
        decay = shift * x[i]
        if self.noise.replacement:
            return largest([abs(entry + decay) for entry in entries])
        return largest_mean([entry + decay for entry in entries], self.noise.batch)

    def least(self, model: Model, start: Point) -> Found:
        assert isinstance(model, FiniteSumModel)
        high, at = self.least_at(model, balls(start)), start
        if self.noise.replacement or self.noise.batch == 1:  # a minibatch may be one row b times
            x, vanishes = flattest_point(model)
            if vanishes:
                return Found(
                    enclosure(arb(0), arb(0), "a sample's slope changes its sign, and the minibatch may be that row alone"), x
                )
            there = self.least_at(model, balls(x))
            if self.noise.batch == 1:
                return Found(enclosure(flattest_bound(model).min(there), there, "exact enumeration of the samples"), x)
            high, at = (there, x) if there.upper() < high.upper() else (high, start)
        else:
            found = kindest(model, self.noise.batch)
            if found is not None:
                self.batches = [*self.batches, found.rows]
                return found.found
        bent = least_minibatch(model, self.noise.batch, self.noise.replacement, at)
        if bent is not None:
            self.batches = [*self.batches, bent.rows]
            if not high.upper() < ball(bent.found.enclosure.high):
                return bent.found
        return Found(enclosure(arb(0), high, "a norm is at least 0; exact enumeration of the samples at a point"), at)

    def least_at(self, model: Model, x: Sequence[arb]) -> arb:
        assert isinstance(model, FiniteSumModel)
        slopes = model.slopes(x)
        rows = np.abs(model.family.table).max(axis=1)
        norms = [ball(float(r)) * abs(s) for r, s in zip(rows, slopes, strict=True)]
        b = self.noise.batch
        if self.noise.replacement or b == 1:  # some minibatch: one row b times, or one that a search found
            known = self.batches
        else:  # the rows with the smallest gradients, or one that a search found
            known = [tuple(sorted(range(len(norms)), key=lambda j: float(norms[j].mid()))[:b]), *self.batches]
            norms = []
        return smallest([*norms, *(largest([abs(g) for g in mean_gradient(model, rows, slopes)]) for rows in known)])


def moments_of(noise: Noise | Sampling) -> Moments:
    return SamplingMoments(noise) if isinstance(noise, Sampling) else AdditiveMoments(noise)


def _gap(low: arb, high: arb) -> arb:
    """How far the interval [low, high] stays from 0."""
    if low > 0:
        return low
    if high < 0:
        return -high
    return arb(0)
