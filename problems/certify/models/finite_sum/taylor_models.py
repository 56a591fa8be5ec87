"""A loss's slope on small cells in ball arithmetic: what bounds any smooth function of it there, for many samples at once.

Around the centre m of a cell of half width w, Taylor's theorem gives for every |d| <= w

    f(m + d) <= f(m) + f'(m) d + B d^2,   B the largest f''/2 on the cell;

f(m), f'(m) are balls at a point, B is a ball over the cell, so a few hundred cells know f to the third power of their width.
Samples with the same loss up to a shift share their cells.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from flint import arb, arb_series
from numpy.typing import NDArray

from problems.certify.arithmetic.balls import float_above, float_below, hull
from problems.certify.arithmetic.points import Array
from problems.certify.models.finite_sum.losses import Losses
from problems.certify.models.finite_sum.objective import FiniteSum, once

#: what a sum of numbers may be off by, relative to their sizes
ROUNDING = 2.0**-44
#: cells of one loss, entries of all tables together, and different losses beyond which nothing is tabulated
CELLS = 768
ENTRIES = 2_000_000
LOSSES = 4

#: a smooth function of the slope phi': from its Taylor series (phi', phi'', phi'''/2, ...) to that of the function
Transform = Callable[[arb_series], arb_series]


@dataclass(frozen=True)
class Facts:
    """One function on every sample's cells, each array (n, cells): f and f' at the centre, the largest f''/2 and the least.

    `size` is what the rounding of a sum f(m) + f'(m) d + B d^2 is relative to: the sizes of all its terms added up, and
    what the balls at the centre leave open, over ROUNDING.
    """

    value: Array
    slope: Array
    most: Array
    least: Array
    size: Array


class Cells:
    """The cells of every sample: its prediction is o_j + (a point of a cell); `inside` marks those that the region reaches."""

    def __init__(self, losses: Losses) -> None:
        family = losses.family
        assert losses.region is not None
        self.offsets, self.group, names = losses.offsets, losses.kind, losses.labels
        reach = np.array([float_above(length * arb(losses.region)) for length in losses.lengths])
        low, high = np.nextafter(-reach - self.offsets, -np.inf), np.nextafter(reach - self.offsets, np.inf)
        count = min(CELLS, ENTRIES // family.samples)
        self.series: list[list[tuple[arb_series, arb_series]]] = []
        edges = []
        for g, label in enumerate(names):
            mine = self.group == g
            # dense around 0, where losses bend, whatever the region
            line = np.sinh(np.linspace(np.arcsinh(np.min(low[mine])), np.arcsinh(np.max(high[mine])), count + 1))
            line = np.maximum.accumulate(np.clip(line, np.min(low[mine]), np.max(high[mine])))
            line[0], line[-1] = np.min(low[mine]), np.max(high[mine])
            edges.append(line)
            self.series.append([self._expand(losses, a, b, float(label)) for a, b in itertools.pairwise(line)])
        self.edges = np.array(edges)[self.group]
        self.centres = (self.edges[:, :-1] + self.edges[:, 1:]) / 2
        gaps = np.maximum(self.edges[:, 1:] - self.centres, self.centres - self.edges[:, :-1])
        self.halves = np.nextafter(gaps, np.inf)
        self.inside: NDArray[np.bool_] = (self.edges[:, 1:] >= low[:, None]) & (self.edges[:, :-1] <= high[:, None])

    @staticmethod
    def worth(losses: Losses) -> bool:
        """Whether there is a region, and few enough different losses and samples."""
        return losses.region is not None and len(losses.labels) <= LOSSES and losses.family.samples * 64 <= ENTRIES

    @staticmethod
    def _expand(losses: Losses, a: float, b: float, label: float) -> tuple[arb_series, arb_series]:
        places = arb((a + b) / 2), hull(arb(a), arb(b))
        at, over = (arb_series(losses.slopes(place, label, 3), prec=4) for place in places)
        return at, over

    def facts(self, transform: Transform) -> Facts:
        """The tables of a function of the slope."""
        rows = []
        for series in self.series:
            table = []
            for at, over in series:
                here, wide = transform(at), transform(over)
                bend = wide[2]
                open_ = (float_above(x.rad()) for x in (here[0], here[1]))
                table.append((_float(here[0]), _float(here[1]), float_above(bend), float_below(bend), *open_))
            rows.append(table)
        tables = np.array(rows)[self.group]
        value, slope, most, least, blur, tilt = (np.ascontiguousarray(tables[:, :, k]) for k in range(6))
        w = self.halves
        size = (
            np.abs(value) + np.abs(slope) * w + np.maximum(np.abs(most), np.abs(least)) * w * w + (blur + tilt * w) / ROUNDING
        )
        return Facts(value, slope, most, least, size)

    @cached_property
    def slope(self) -> Facts:
        return self.facts(lambda s: s)

    @cached_property
    def square(self) -> Facts:
        return self.facts(lambda s: s * s)


def curvature(s: arb_series) -> arb_series:
    """The series of phi'' from that of phi'."""
    c = s.coeffs() + [arb(0)] * 4
    return arb_series([c[1], 2 * c[2], 3 * c[3]], prec=3)


def combined(cells: Cells, parts: list[tuple[Array, Facts]]) -> Facts:
    """sum_k c_k f_k with a coefficient c_k (n,) for every sample."""
    value, slope, most, least, size = (np.zeros(cells.centres.shape) for _ in range(5))
    for c, f in parts:
        column = c[:, None]
        with np.errstate(invalid="ignore"):  # 0 times a cell of which nothing is known
            value += column * f.value
            slope += column * f.slope
            ends = column * f.most, column * f.least
            most += np.maximum(*ends)
            least += np.minimum(*ends)
            size += np.abs(column) * f.size
    return Facts(value, slope, most, least, size)


def _float(x: arb) -> float:
    return float(x.mid()) if x.is_finite() else np.nan


@once
def cells_of(model: FiniteSum) -> Cells:
    return Cells(model.losses)
