"""Minibatches of the rows of a finite sum as noise: variance, bound and least gradient, exactly from the data."""

from collections.abc import Sequence

import numpy as np
from flint import arb

from problems.certify.arithmetic.balls import ball, enclosure, largest, smallest, sup_norm
from problems.certify.arithmetic.points import Found, Point, balls
from problems.certify.models.finite_sum.gradient_bound import batch_bound, largest_mean, sample_bound
from problems.certify.models.finite_sum.least_gradient import least_minibatch
from problems.certify.models.finite_sum.minibatches import flattest_bound, flattest_point, kindest, mean_gradient
from problems.certify.models.finite_sum.objective import FiniteSum
from problems.certify.models.finite_sum.variance import deviation, variance_at
from problems.certify.models.moments import Moments
from problems.sampling import Sampling

#: coordinates with the largest bounds, among which the largest entry is looked for
LIKELY = 4


class SamplingMoments(Moments):
    """Minibatches of the rows of a finite sum: every bound from the data, exactly enumerated where an x is given."""

    model: FiniteSum

    def __init__(self, model: FiniteSum, noise: Sampling) -> None:
        self.model, self.noise = model, noise
        #: minibatches whose gradient is known to be small somewhere
        self.batches: list[tuple[int, ...]] = []
        n, b = noise.samples, noise.batch
        # sigma is in the scale in which a minibatch of b has sigma^2 / b
        self.factor = arb(1) if noise.replacement else (arb(n - b) / (n - 1) if n > 1 else arb(0))

    def variance_at(self, x: Sequence[arb]) -> arb:
        return (self.factor * variance_at(self.model, x)).nonnegative_part()

    def deviation(self, start: Point) -> Found:
        if self.factor == 0 or self.noise.samples == 1:
            return Found(enclosure(arb(0), arb(0), "closed form: every minibatch is all of the data"), start)
        return deviation(self.model, self.factor, start)

    def bound(self, shift: arb) -> tuple[Found, int, list[arb]]:
        reach = arb(0) if shift == 0 else shift * (arb.pos_inf() if self.model.region is None else ball(self.model.region))
        if self.noise.replacement or self.noise.batch == 1:
            tops, at, i = sample_bound(self.model)
            points = [(i, at)]
        else:
            tops, points = batch_bound(self.model, self.noise.batch)
            likely = sorted(range(self.model.dimension), key=lambda i: -float(tops[i].upper()))[:LIKELY]
            points += [
                (i, x) for i in likely for x in self.model.search.batch_points(i, self.noise.batch, self.model.quadratic)
            ]
        tops = [top + reach for top in tops]
        seen = [(self.entry_at(balls(x), i, shift), i, x) for i, x in points]
        low, i, at = max(seen, key=lambda entry: float(entry[0].lower()))
        high = largest(tops).max(low)
        return Found(enclosure(low, high, "exact enumeration of the samples"), at), i, tops

    def entry_at(self, x: Sequence[arb], i: int, shift: arb) -> arb:
        """The largest entry of a minibatch: its worst row b times over, or its b worst rows."""
        entries = [row[i] * s for row, s in zip(self.model.table.tolist(), self.model.slopes(x), strict=True)]
        decay = shift * x[i]
        if self.noise.replacement:
            return largest([abs(entry + decay) for entry in entries])
        return largest_mean([entry + decay for entry in entries], self.noise.batch)

    def least(self, start: Point) -> Found:
        high, at = self.least_at(balls(start)), start
        if self.noise.replacement or self.noise.batch == 1:  # a minibatch may be one row b times
            x, vanishes = flattest_point(self.model)
            if vanishes:
                return Found(
                    enclosure(arb(0), arb(0), "a sample's slope changes its sign, and the minibatch may be that row alone"), x
                )
            there = self.least_at(balls(x))
            if self.noise.batch == 1:
                return Found(enclosure(flattest_bound(self.model).min(there), there, "exact enumeration of the samples"), x)
            high, at = (there, x) if there.upper() < high.upper() else (high, start)
        else:
            found = kindest(self.model, self.noise.batch)
            if found is not None:
                self.batches = [*self.batches, found.rows]
                return found.found
        bent = least_minibatch(self.model, self.noise.batch, self.noise.replacement, at)
        if bent is not None:
            self.batches = [*self.batches, bent.rows]
            if not high.upper() < ball(bent.found.enclosure.high):
                return bent.found
        return Found(enclosure(arb(0), high, "a norm is at least 0; exact enumeration of the samples at a point"), at)

    def least_at(self, x: Sequence[arb]) -> arb:
        slopes = self.model.slopes(x)
        rows = np.abs(self.model.family.table).max(axis=1)
        norms = [ball(float(r)) * abs(s) for r, s in zip(rows, slopes, strict=True)]
        b = self.noise.batch
        if self.noise.replacement or b == 1:  # some minibatch: one row b times, or one that a search found
            known = self.batches
        else:  # the rows with the smallest gradients, or one that a search found
            known = [tuple(sorted(range(len(norms)), key=lambda j: float(norms[j].mid()))[:b]), *self.batches]
            norms = []
        return smallest([*norms, *(sup_norm(mean_gradient(self.model, rows, slopes)) for rows in known)])
