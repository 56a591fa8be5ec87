"""The sup norms of several mixtures of the rows' gradients, with noise added, on boxes of the region in few dimensions.

A mixture has weights c_j >= 0: all rows with 1/n (grad F), or a minibatch with the share that each row has in it. On a box
|x - m| <= h, with t_j, rho_j and the float predictions' errors off_j as in `box_bounds.py`,

    phi'_j = s_j + s'_j a_j'(x - m) + E_j,   |E_j| <= |s'_j| off_j + sup |phi'''_j| rho_j^2 / 2 + what s_j and s'_j are off by,

so that an entry of the mixture's gradient is affine on the box up to sum_j c_j |a_ji E_j|. Far from there the range of phi'_j
says more; both hold. Any weights w of the entries give, with the draws z,

    ||g + z||_inf |w|_1  >=  |w'(g + z)|,

and w'g is affine as well. The multipliers of a local minimum make w'g stationary there (or least, at an edge), so that this
bound is as good as the square of the box. Of the draws only those count that bring their entry below the norm asked for.

Sums are made in floating point, rounded as in `box_bounds.py`.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from problems.certify.arithmetic.affine import Draws
from problems.certify.arithmetic.points import Array, floats
from problems.certify.models.finite_sum.box_bounds import FewDimensions
from problems.certify.models.finite_sum.derivatives import ROUNDING, UNDERFLOW
from problems.certify.search.boxes import Bounded
from problems.families.linear import LinearFiniteSum

#: numbers that are held at once
ROOM = 1_000_000
#: weights of its entries that a mixture may have; of all mixtures together, if they are few
SLOTS, ALL_SLOTS = 3, 24


class Mixtures:
    """`weights` (mixtures, n); `draws`: what may be added to each entry."""

    def __init__(self, family: LinearFiniteSum, few: FewDimensions, weights: Array, draws: Sequence[Draws]) -> None:
        self.family, self.few, self.weights = family, few, np.ascontiguousarray(weights.T)
        rows = few.rows.T
        self.loads = np.concatenate([rows, few.pairs.T])
        self.sizes = np.abs(rows)
        numbers = [floats(one.values) for one in draws]
        #: what has to be added to cancel an entry, rising: from one of `first` to the same one of `last`
        self.first = [np.array([-z[-1]]) if one.continuous else -z[::-1] for one, z in zip(draws, numbers, strict=True)]
        self.last = [np.array([-z[0]]) if one.continuous else -z[::-1] for one, z in zip(draws, numbers, strict=True)]
        #: how far off the draws are as floats
        self.blur = np.array([ROUNDING * np.max(np.abs(z)) + UNDERFLOW for z in numbers])
        #: norms above this one are of no interest
        self.cap = np.inf
        #: mixtures that have weights of entries, and these: (weighted mixtures, slots, d)
        self.helped = np.empty(0, dtype=np.intp)
        self.entries = np.empty((0, max(SLOTS, ALL_SLOTS // len(weights)), few.dimension))

    def help(self, mixture: int, entries: Array) -> None:
        """From now on use these weights of a mixture's entries as well; the oldest ones give way."""
        if not np.all(np.isfinite(entries)) or not np.any(entries):
            return
        if mixture not in self.helped:
            self.helped = np.append(self.helped, mixture)
            self.entries = np.concatenate([self.entries, np.zeros((1, *self.entries.shape[1:]))])
        slots = self.entries[int(np.flatnonzero(self.helped == mixture)[0])]
        slots[:] = np.concatenate([entries[None, :] / np.add.reduce(np.abs(entries)), slots[:-1]])

    def weakest(self, centre: Array, half: Array) -> NDArray[np.intp]:
        """The mixture whose bound is lowest on each box."""
        return np.concatenate([self._bound(centre[part], half[part])[1] for part in self._parts(len(centre))])

    def gradients(self, x: Array) -> Array:
        """The mixtures' gradients at the points x, nearly: (points, mixtures, d)."""
        slopes = self.family.slope_at(x @ self.family.table.T, self.family.targets)
        return np.moveaxis((slopes[:, None, :] * self.family.table.T) @ self.weights, 1, 2)

    def norms(self, x: Array) -> Array:
        """The least sup norm of each mixture's gradient over the noise at the points x, nearly: (points, mixtures)."""
        found = []
        for part in self._parts(len(x)):
            gradients = np.moveaxis(self.gradients(x[part]), 2, 1)
            found.append(np.max(self._apart(gradients, gradients), axis=1))
        return np.concatenate(found)

    def bound(self, centre: Array, half: Array) -> Bounded:
        """An upper bound of minus the least sup norm of all mixtures on each box, and what its sides cost."""
        parts = [self._bound(centre[part], half[part])[0] for part in self._parts(len(centre))]
        return Bounded(np.concatenate([p.upper for p in parts]), np.concatenate([p.share for p in parts]))

    def _parts(self, boxes: int) -> list[slice]:
        size = max(1, ROOM // (len(self.loads) * max(self.weights.shape)))
        return [slice(first, first + size) for first in range(0, boxes, size)]

    def _bound(self, centre: Array, half: Array) -> tuple[Bounded, NDArray[np.intp]]:
        few, d, kind = self.few, self.few.dimension, self.few.derivatives.kind
        p = few.place(centre, half)
        v = p.values
        low, high = few.derivatives.twist.over(kind, *p.cells)
        twist = np.maximum(np.abs(low), np.abs(high))
        rest = v.error * (1.0 + p.rho) + np.abs(v.bend) * p.off + 0.5 * twist * p.rho**2
        rest = rest * (1.0 + ROUNDING) + few.rounding * (np.abs(v.slope) + np.abs(v.bend) * p.rho + rest)
        here = np.repeat(np.stack([v.slope, v.bend], axis=1), [d, d * d], axis=1)
        centres, tilts = np.split((here * self.loads) @ self.weights, [d], axis=1)
        tilts = tilts.reshape(len(centre), d, d, -1)
        off = ((rest[:, None] * self.sizes) @ self.weights) * (1.0 + few.rounding)
        reach = np.einsum("bijk,bj->bik", np.abs(tilts), half) + off
        low, high = self._ranges(*few.derivatives.slope.over(kind, *p.cells))
        low, high = np.fmax(centres - reach, low), np.fmin(centres + reach, high)
        apart = np.max(self._apart(low, high), axis=1)
        helped = self.helped
        first, last = self._wanted(low[:, :, helped], high[:, :, helped])
        along, steep = self._weighted(centres[..., helped], tilts[..., helped], off[..., helped], half, first, last)
        plain = apart.copy()
        apart[:, helped] = np.fmax(apart[:, helped], along)
        least, boxes = np.argmin(apart, axis=1), np.arange(len(centre))
        share = np.add.reduce(np.abs(tilts[boxes, :, :, least]), axis=1)
        for place, mixture in enumerate(helped):  # where weights decide, their sum's slope does
            decided = (least == mixture) & (apart[:, mixture] > plain[:, mixture])
            share[decided] = steep[decided, place]
        share = share + (np.add.reduce(self.sizes, axis=0) * self.weights.T[least] * twist * p.rho) @ few.sizes
        return Bounded(-apart[boxes, least], share * half), least

    def _weighted(
        self, centres: Array, tilts: Array, off: Array, half: Array, first: Array, last: Array
    ) -> tuple[Array, Array]:
        """What weights of entries prove of the helped mixtures (boxes, helped), and the slope of that sum (boxes, helped, d).

        The noise cancels what lies between `first` and `last` at most.
        """
        w, size = self.entries, np.abs(self.entries)
        middle, width = (first + last) / 2, (last - first) / 2 + 4.0 * self.blur[:, None]
        value = np.abs(np.einsum("bia,ami->bam", centres - middle, w))
        slope = np.abs(np.einsum("bija,ami->bamj", tilts, w))
        reach = np.einsum("bamj,bj->bam", slope, half) + np.einsum("bia,ami->bam", off + width, size)
        sums = np.add.reduce(size, axis=2)
        with np.errstate(divide="ignore", invalid="ignore"):
            found = np.where(sums > 0, (value - reach) / (sums * (1.0 + ROUNDING)), 0.0)
        best = np.argmax(found, axis=2)
        boxes, mixtures = np.ogrid[: len(half), : len(self.helped)]
        value = np.clip(found[boxes, mixtures, best] * (1.0 - ROUNDING), 0.0, self.cap)
        return value, slope[boxes, mixtures, best]

    def _wanted(self, low: Array, high: Array) -> tuple[Array, Array]:
        """The ends of what the noise may cancel by draws that bring entries between low and high below the cap.

        Where no draw does, `apart` is above the cap already, whatever is said here.
        """
        first, last = np.empty_like(low), np.empty_like(high)
        for i, (begins, ends, blur) in enumerate(zip(self.first, self.last, self.blur, strict=True)):
            reach = (self.cap + blur) * (1.0 + ROUNDING)
            a = np.minimum(np.searchsorted(ends, low[:, i] - reach), len(ends) - 1)
            b = np.maximum(np.searchsorted(begins, high[:, i] + reach, side="right") - 1, a)
            first[:, i], last[:, i] = begins[a], ends[b]
        return first, last

    def _ranges(self, low: Array, high: Array) -> tuple[Array, Array]:
        """The entries' ranges where every phi'_j is between low and high (boxes, n)."""
        few = self.few
        middle, half = (low + high) / 2, (high - low) / 2
        centre = (middle[:, None] * few.rows.T) @ self.weights
        wide = half + few.rounding * (np.abs(middle) + half)
        reach = ((wide[:, None] * self.sizes) @ self.weights) * (1.0 + few.rounding)
        return centre - reach, centre + reach

    def _apart(self, low: Array, high: Array) -> Array:
        """How far the entries (boxes, d, mixtures) between low and high stay from what the noise cancels."""
        found = np.empty_like(low)
        for i, (first, last, blur) in enumerate(zip(self.first, self.last, self.blur, strict=True)):
            above = np.searchsorted(last, low[:, i])  # the first that does not lie below the whole range
            ahead = np.where(above < len(first), first[np.minimum(above, len(first) - 1)] - high[:, i], np.inf)
            behind = np.where(above > 0, low[:, i] - last[np.maximum(above - 1, 0)], np.inf)
            found[:, i] = np.maximum(np.minimum(ahead, behind) - 2.0 * blur, 0.0)
        return found * (1.0 - ROUNDING)
