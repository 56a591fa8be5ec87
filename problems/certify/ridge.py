"""Upper bounds of sums of ridge functions over a box: a search proposes slopes, a table of cells verifies them.

For any slopes s_j, f_j(t) <= c_j + s_j t with c_j = sup (f_j(t) - s_j t) over what t_j = a_j'x - o_j runs through, so

    sum_j f_j(a_j'x - o_j) <= sum_j (c_j - s_j o_j) + r |sum_j s_j a_j|_1   for all |x_i| <= r.

The best slopes are those of the concave envelopes of the f_j where their sum is largest; a smoothed version of it is climbed.
Every c_j is bounded on cells (see `cells.py`) in floating point: at most 16 operations on numbers whose sizes add up to S err by
less than 32 * 2^-53 * S, and 2^-44 S is added. The rest is ball arithmetic.
"""

from dataclasses import dataclass

import numpy as np
from flint import arb, arb_mat

from problems.certify.balls import ball
from problems.certify.cells import Cells, Facts
from problems.certify.search import descend
from problems.families.base import Array

#: slopes of an envelope's approximation, and cells that it is made of
SLOPES = 64
COARSE = 256
#: shares of the range of f: what smoothing may cost, and of the range of f': half the window of slopes around the last ones
SMOOTH = ((1e-2, 1.0), (1e-3, 0.25), (1e-4, 0.05))
ROUNDING = 2.0**-44
STEPS = 150


@dataclass(frozen=True, eq=False)
class Relaxed:
    """An upper bound; the point x where the envelopes' sum is (nearly) largest, the slopes (n,) and the cell that each c_j is from."""

    bound: arb
    x: Array
    slopes: Array
    cell: Array


class Ridge:
    """sum_j f_j(a_j'x - o_j) over the box |x_i| <= radius; `rows` (n, d) are the a_j, `facts` (n, cells) the f_j."""

    def __init__(self, rows: Array, cells: Cells, facts: Facts, radius: float) -> None:
        self.rows, self.cells, self.facts, self.radius = rows, cells, facts, radius

    def relax(self, start: Array) -> Relaxed:
        """The bound with the slopes found from `start`."""
        if not all(np.all(np.isfinite(part[self.cells.inside])) for part in (self.facts.value, self.facts.slope, self.facts.most)):
            return Relaxed(arb.pos_inf(), start, np.zeros(len(self.rows)), np.zeros(len(self.rows), dtype=np.intp))
        x, slopes = self._search(start)
        bound, cell = self.verify(slopes)
        return Relaxed(bound, x, slopes, cell)

    def verify(self, slopes: Array) -> tuple[arb, Array]:
        """The bound that these slopes give, whatever they are, and the cell of every c_j."""
        f, m, w = self.facts, self.cells.centres, self.cells.halves
        tilt = slopes[:, None]
        gap = np.abs(f.slope - tilt)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            inner = (f.most < 0) & (gap <= -2.0 * f.most * w)
            rise = np.where(inner, gap * gap / (-4.0 * f.most), gap * w + f.most * w * w)
        top = f.value - tilt * m + rise
        top = np.where(self.cells.inside, top, -np.inf)
        size = np.abs(f.value) + np.abs(tilt * m) + (np.abs(f.slope) + np.abs(tilt)) * w + np.abs(f.most) * w * w
        size = np.max(np.where(self.cells.inside, size, 0.0), axis=1)
        highest = np.nextafter(np.max(top, axis=1) + ROUNDING * size, np.inf)
        total = sum((arb(float(c)) - arb(float(s)) * arb(float(o)) for c, s, o in
                     zip(highest, slopes, self.cells.offsets, strict=True)), arb(0))  # fmt: skip
        n, d = self.rows.shape
        table = arb_mat(n, d, [arb(float(a)) for a in self.rows.ravel()])
        along = (arb_mat(1, n, [arb(float(s)) for s in slopes]) * table).tolist()[0]
        return (total + ball(self.radius) * sum((abs(entry) for entry in along), arb(0))).upper(), np.argmax(top, axis=1)

    def _search(self, start: Array) -> tuple[Array, Array]:
        """Where the sum of the concave envelopes is largest, and their slopes there."""
        value, place, rise = self._thinned()
        low, high = np.nanmin(rise, axis=1), np.nanmax(rise, axis=1)
        spread = float(np.mean(np.nanmax(value, axis=1) - np.nanmin(value, axis=1)))
        x, slopes, n = start, np.zeros(len(self.rows)), len(self.rows)
        if spread == 0.0:
            return x, slopes
        for share, window in SMOOTH:
            soft = share * spread
            # finer slopes around the last ones
            half = window * (high - low)
            ends = np.maximum(low, slopes - half), np.minimum(high, slopes + half)
            grid = ends[0][:, None] + (ends[1] - ends[0])[:, None] * np.linspace(0.0, 1.0, SLOPES)
            conjugate = np.empty_like(grid)
            for k in range(SLOPES):
                conjugate[:, k] = np.nanmax(value - grid[:, k : k + 1] * place, axis=1)

            def envelope(z: Array, soft: float = soft) -> tuple[Array, Array]:
                """The smoothed envelopes at z and their slopes: min_k (conjugate_k + slope_k t), softly."""
                lines = conjugate + grid * (self.rows @ z - self.cells.offsets)[:, None]
                least = np.min(lines, axis=1)
                weights = np.exp((least[:, None] - lines) / soft)
                total = np.add.reduce(weights, axis=1)
                return least - soft * np.log(total), np.add.reduce(weights * grid, axis=1) / total

            def negated(z: Array) -> tuple[float, Array]:
                height, tilt = envelope(z)  # noqa: B023 - used within this turn only
                return -float(np.sum(height)) / (n * spread), -(self.rows.T @ tilt) / (n * spread)

            x = descend(negated, x, [(-self.radius, self.radius)] * len(x), {"maxiter": STEPS})
            slopes = envelope(x)[1]
        return x, slopes

    def _thinned(self) -> tuple[Array, Array, Array]:
        """f, t and f' at some of the cells of every sample; not-a-number outside of what the sample reaches."""
        first = np.argmax(self.cells.inside, axis=1)  # so that every sample has one
        every = max(1, self.cells.centres.shape[1] // COARSE)
        rows = np.arange(len(first))
        found = []
        for part in (self.facts.value, self.cells.centres, self.facts.slope):
            kept = np.where(self.cells.inside, part, np.nan)
            found.append(np.column_stack([kept[:, ::every], kept[rows, first]]))
        return found[0], found[1], found[2]
