"""Upper bounds of sums of ridge functions over a box: a search proposes slopes, a table of cells verifies them.

For any slopes s_j, f_j(t) <= c_j + s_j t with c_j = sup (f_j(t) - s_j t) over what t_j = a_j'x - o_j runs through, so

    sum_j f_j(a_j'x - o_j) <= sum_j (c_j - s_j o_j) + r |sum_j s_j a_j|_1   for all |x_i| <= r.

The best slopes are those of the concave envelopes of the f_j where their sum is largest; a smoothed version of it is climbed.
Every c_j is bounded on cells (`taylor_models.py`) in floating point: the sup over |d| <= w of
f(m) - s m + (f'(m) - s) d + B d^2,
where f, f' and B are sums of products of a coefficient and a table's entry. Each of these numbers has been rounded fewer than
16 times, and the sup moves by no more than they do (times 1, w and w^2); so the error is below 16 * 2^-52 S, S the sizes of
all terms added up, and 2^-44 S is added. The rest is ball arithmetic.
"""

from dataclasses import dataclass

import numpy as np
from flint import arb, arb_mat

from problems.certify.arithmetic.balls import ball, one_norm
from problems.certify.arithmetic.points import Array
from problems.certify.models.finite_sum.objective import FiniteSum
from problems.certify.models.finite_sum.taylor_models import ROUNDING, Facts, cells_of
from problems.certify.search.descent import descend

#: slopes of an envelope's approximation, and cells that it is made of
SLOPES = 64
COARSE = 256
#: shares of the range of f: what smoothing may cost, and of the range of f': half the window of slopes around the last ones
SMOOTH = ((1e-2, 1.0), (1e-3, 0.25), (1e-4, 0.05))
STEPS = 150
#: effort beyond which nothing gets finer
FINEST = 4


@dataclass(frozen=True, eq=False)
class Relaxed:
    """An upper bound; the x where the envelopes' sum is (nearly) largest, the slopes (n,), the cell that each c_j is from."""

    bound: arb
    x: Array
    slopes: Array
    cell: Array


class Ridge:
    """sum_j f_j(a_j'x - o_j) over the region of a finite sum; `facts` (n, cells) are the f_j."""

    def __init__(self, model: FiniteSum, facts: Facts) -> None:
        assert model.region is not None
        self.rows, self.table, self.cells = model.family.table, model.table, cells_of(model)
        self.facts, self.radius, self.effort = facts, model.region, min(model.effort, FINEST)

    def relax(self, start: Array) -> Relaxed:
        """The bound with the slopes found from `start`."""
        if not np.all(np.isfinite(self.facts.size[self.cells.inside])):
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
        size = np.max(np.where(self.cells.inside, f.size + np.abs(tilt) * (np.abs(m) + w), 0.0), axis=1)
        highest = np.nextafter(np.max(top, axis=1) + ROUNDING * size, np.inf)
        total = sum((arb(float(c)) - arb(float(s)) * arb(float(o)) for c, s, o in
                     zip(highest, slopes, self.cells.offsets, strict=True)), arb(0))  # fmt: skip
        along = (arb_mat(1, len(slopes), [arb(float(s)) for s in slopes]) * self.table).tolist()[0]
        return (total + ball(self.radius) * one_norm(along)).upper(), np.argmax(top, axis=1)

    def _search(self, start: Array) -> tuple[Array, Array]:
        """Where the sum of the concave envelopes is largest, and their slopes there."""
        value, place, rise = self._thinned()
        low, high = np.nanmin(rise, axis=1), np.nanmax(rise, axis=1)
        count = SLOPES * self.effort
        spread = float(np.mean(np.nanmax(value, axis=1) - np.nanmin(value, axis=1)))
        x, slopes = start, np.zeros(len(self.rows))
        if spread == 0.0:
            return x, slopes
        for share, window in SMOOTH:
            # finer slopes around the last ones
            half = window * (high - low)
            ends = np.maximum(low, slopes - half), np.minimum(high, slopes + half)
            grid = ends[0][:, None] + (ends[1] - ends[0])[:, None] * np.linspace(0.0, 1.0, count)
            conjugate = np.empty_like(grid)
            for k in range(count):
                conjugate[:, k] = np.nanmax(value - grid[:, k : k + 1] * place, axis=1)
            x, slopes = self._climb(conjugate, grid, spread, share, x)
        return x, slopes

    def _climb(self, conjugate: Array, grid: Array, spread: float, share: float, x: Array) -> tuple[Array, Array]:
        """Climb the sum of the envelopes min_k (conjugate_k + slope_k t), smoothed by this share of their spread, from x."""
        soft, scale = share * spread, spread * len(self.rows)

        def envelope(z: Array) -> tuple[Array, Array]:
            lines = conjugate + grid * (self.rows @ z - self.cells.offsets)[:, None]
            least = np.min(lines, axis=1)
            weights = np.exp((least[:, None] - lines) / soft)
            total = np.add.reduce(weights, axis=1)
            return least - soft * np.log(total), np.add.reduce(weights * grid, axis=1) / total

        def negated(z: Array) -> tuple[float, Array]:
            height, tilt = envelope(z)
            return -float(np.sum(height)) / scale, -(self.rows.T @ tilt) / scale

        x = descend(negated, x, [(-self.radius, self.radius)] * len(x), {"maxiter": STEPS * self.effort})
        return x, envelope(x)[1]

    def _thinned(self) -> tuple[Array, Array, Array]:
        """f, t and f' at some of the cells of every sample; not-a-number outside of what the sample reaches."""
        first = np.argmax(self.cells.inside, axis=1)  # so that every sample has one
        every = max(1, self.cells.centres.shape[1] // (COARSE * self.effort))
        rows = np.arange(len(first))
        found = []
        for part in (self.facts.value, self.cells.centres, self.facts.slope):
            kept = np.where(self.cells.inside, part, np.nan)
            found.append(np.column_stack([kept[:, ::every], kept[rows, first]]))
        return found[0], found[1], found[2]
