"""phi and its derivatives for many predictions at once, in floating point with proved errors; their ranges on intervals.

On cells of the line the Taylor coefficients at the centre are ball arithmetic's, and so is the range of every derivative over
the cell. At a prediction t of the cell with centre m, d = t - m, Taylor's theorem gives

    |D_k(t) - sum_(i < 6-k) D_(k+i)(m) d^i / i!|  <=  |d|^(6-k) max |D_6| / (6-k)!,

and the range over an interval is that over the cells it meets, looked up in a table of all runs of 2^k cells.
"""

import itertools
from dataclasses import dataclass
from math import factorial

import numpy as np
from flint import arb
from numpy.typing import NDArray

from problems.certify.arithmetic.balls import float_above, float_below, hull
from problems.certify.arithmetic.points import Array
from problems.certify.models.finite_sum.losses import Losses

CELLS = 768
#: share of all predictions' range by which the dense cells go beyond it
EDGE = 2.0**-20
#: the highest derivative of phi that is tabulated at centres; the next one bounds what is left out
ORDER = 5
#: what a float operation, or the nearest float of a ball, may be off by, relative to the sizes involved: 2^-53, with room
ROUNDING = 2.0**-48
#: what is lost, beside that, where numbers are too small for a float: 2^-1074 each time, with room for later factors
UNDERFLOW = 2.0**-960
#: slopes of lines
SLOPES = 65
#: different losses beyond which nothing is tabulated
KINDS = 4


@dataclass(frozen=True)
class Values:
    """phi, phi', phi'', phi''' at predictions (boxes, n), each within `error` of the true value."""

    loss: Array
    slope: Array
    bend: Array
    twist: Array
    error: Array


class Ranges:
    """The least and the largest value of one function of the prediction over runs of cells."""

    def __init__(self, low: Array, high: Array) -> None:
        """low, high: (kinds, cells)."""
        self.low, self.high = (self._runs(table, best) for table, best in ((low, np.minimum), (high, np.maximum)))
        self.cells = low.shape[1]
        # of last - first: where the level begins whose runs cover it, and how far before `last` the second run starts
        level = np.frexp(np.arange(1, self.cells + 1))[1].astype(np.intp) - 1
        self.begin, self.back = level * low.size, (1 << level) - 1

    @staticmethod
    def _runs(table: Array, best: np.ufunc) -> Array:
        """The best over 2^k cells from each one, (levels, kinds, cells)."""
        width = table.shape[1]
        levels = np.empty((width.bit_length(), *table.shape))
        levels[0] = table
        for k in range(1, len(levels)):
            span, last = 2 ** (k - 1), width - 2**k
            best(levels[k - 1, :, : last + 1], levels[k - 1, :, span : last + span + 1], out=levels[k, :, : last + 1])
            levels[k, :, last + 1 :] = levels[k, :, last, None]
        return levels

    def over(self, kind: NDArray[np.intp], first: NDArray[np.intp], last: NDArray[np.intp]) -> tuple[Array, Array]:
        """Least and largest value over the cells first..last (boxes, n) of each sample's kind (n,)."""
        span = last - first
        row = self.begin.take(span) + kind * self.cells
        one, two = row + first, row + last - self.back.take(span)
        return np.minimum(self.low.take(one), self.low.take(two)), np.maximum(self.high.take(one), self.high.take(two))


class Lines:
    """Lines above and below one function of the prediction over runs of cells, with slopes of a grid."""

    def __init__(self, centres: Array, halves: Array, at: tuple[Array, Array, Array], second: tuple[Array, Array]) -> None:
        """`at`: the function and its slope at centres, and what these are off by; `second`: the range of its second derivative
        over the cells; all (kinds, cells)."""
        value, slope, off = at
        self.centres, self.value, self.slope = centres, value, slope
        finite = slope[np.isfinite(slope)]
        self.slopes = np.linspace(np.min(finite, initial=0.0), np.max(finite, initial=0.0), SLOPES)
        tilt = self.slopes[:, None, None]
        middle = value - tilt * centres
        spread = np.abs(slope - tilt) * halves
        rise, fall = 0.5 * np.maximum(second[1], 0.0) * halves**2, 0.5 * np.minimum(second[0], 0.0) * halves**2
        # four products and sums, each rounded
        sizes = np.abs(value) + np.abs(tilt) * (np.abs(centres) + halves) + spread + np.maximum(rise, -fall)
        off = off * (1.0 + halves) + 8.0 * ROUNDING * sizes + UNDERFLOW
        high, low = middle + spread + rise + off, middle - spread + fall - off
        count, kinds, cells = high.shape
        self.ranges = Ranges(low.reshape(count * kinds, cells), high.reshape(count * kinds, cells))
        self.kinds = kinds

    def around(self, kind: NDArray[np.intp], first: NDArray[np.intp], last: NDArray[np.intp]) -> tuple[Array, Array, Array]:
        """Slopes b (boxes, n), and the range of the function less b t over the cells first..last."""
        step, row = self.centres.take(last) - self.centres.take(first), kind * len(self.centres)
        with np.errstate(divide="ignore", invalid="ignore"):
            secant = (self.value.take(row + last) - self.value.take(row + first)) / step
        wanted = np.where(step > 0, secant, self.slope.take(row + first))
        place = np.searchsorted(self.slopes[:-1], wanted)
        return self.slopes.take(place), *self.ranges.over(place * self.kinds + kind, first, last)


class Derivatives:
    """Tables of a loss for every sample, for predictions up to `reach` (n,) in size."""

    def __init__(self, losses: Losses, reach: Array) -> None:
        self.offsets, self.kind, names = losses.offsets, losses.kind, losses.labels
        low, high = np.min(-reach - self.offsets), np.max(reach - self.offsets)
        # dense around 0, where losses bend; a little more than is reached, so that an end is not in the wide cells beyond,
        # which are for what rounding moves
        low, high = low - EDGE * (high - low), high + EDGE * (high - low)
        line = np.sinh(np.linspace(np.arcsinh(low), np.arcsinh(high), CELLS + 1))
        line = np.unique(np.concatenate([[low - np.abs(low) - 1.0], line, [high + np.abs(high) + 1.0]]))
        self.edges, self.centres = line, (line[:-1] + line[1:]) / 2
        at = np.empty((ORDER + 1, len(names), len(self.centres)))
        ends = np.empty((ORDER + 2, 2, len(names), len(self.centres)))
        square = np.empty((2, len(names), len(self.centres)))
        # what the balls at the centres leave open: little, but 1 - tanh far out is less
        self.blur = np.empty((len(names), len(self.centres)))
        for g, label in enumerate(names):
            for c, (a, b) in enumerate(itertools.pairwise(line)):
                middle, box = arb(float(self.centres[c])), hull(arb(float(a)), arb(float(b)))
                here, wide = losses.slopes(middle, float(label), ORDER - 1), losses.slopes(box, float(label), ORDER)
                centre = [losses.loss(middle, float(label)), *(here[k] * factorial(k) for k in range(ORDER))]
                at[:, g, c] = [float(one.mid()) for one in centre]
                self.blur[g, c] = max(float_above(one.rad()) for one in centre)
                ends[0, :, g, c] = _range(losses.loss(box, float(label)))
                for k in range(1, ORDER + 2):
                    ends[k, :, g, c] = _range(wide[k - 1] * factorial(k - 1))
                # (phi'^2)'' = 2 phi''^2 + 2 phi' phi'''
                square[:, g, c] = _range(2 * (wide[1] ** 2 + wide[0] * 2 * wide[2]))
        self.at = np.where(np.isfinite(at), at, 0.0)
        self.left = np.where(np.isfinite(at).all(axis=0), np.max(np.abs(ends[ORDER + 1]), axis=0), np.inf)
        self.loss, self.slope, self.bend, self.twist, self.fourth = (Ranges(ends[k, 0], ends[k, 1]) for k in range(5))
        self.square = Ranges(square[0], square[1])
        halves = np.nextafter(np.maximum(line[1:] - self.centres, self.centres - line[:-1]), np.inf)
        table = [
            (self.at[0], self.at[1], ends[2]),
            (self.at[1], self.at[2], ends[3]),
            (self.at[2], self.at[3], ends[4]),
            (self.at[1] ** 2, 2.0 * self.at[1] * self.at[2], square),
        ]
        off = ROUNDING * (np.max(np.abs(self.at), axis=0) + self.at[1] ** 2 + np.abs(self.at[1] * self.at[2]))
        off = off + self.blur * (1.0 + 4.0 * np.max(np.abs(self.at), axis=0) + 2.0 * self.blur)
        off = np.where(np.isfinite(self.left), off, np.inf)  # where a ball was no number nothing is known
        #: of phi, phi', phi'' and phi'^2
        self.lines = [
            Lines(self.centres, halves, (value, slope, off), (second[0], second[1])) for value, slope, second in table
        ]

    @staticmethod
    def worth(losses: Losses) -> bool:
        """Whether there are few enough different losses."""
        return len(losses.labels) <= KINDS

    def cells(self, t: Array) -> NDArray[np.intp]:
        """The cell of each prediction, the offset taken off."""
        return np.searchsorted(self.edges[1:-1], t, side="right")

    def around(self, t: Array, rho: Array) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """First and last cell that [t - rho, t + rho] meets."""
        slack = ROUNDING * (np.abs(t) + rho)
        return self.cells(t - rho - slack), self.cells(t + rho + slack)

    def values(self, t: Array) -> Values:
        """At predictions t (boxes, n) less their offsets."""
        cell = self.cells(t)
        d = t - self.centres.take(cell)
        size, place = np.abs(d), self.kind * len(self.centres) + cell
        at, left = [table.take(place) for table in self.at], self.left.take(place)
        found, sizes, rest = [], [], []
        for k in range(4):
            coefficients = [at[k + i] / factorial(i) if i > 1 else at[k + i] for i in range(ORDER + 1 - k)]
            found.append(_horner(coefficients, d))
            sizes.append(_horner([np.abs(c) for c in coefficients], size))
            rest.append(left * size ** (ORDER + 1 - k) / factorial(ORDER + 1 - k))
        blur = self.blur.take(place) * _horner([np.asarray(1.0 / factorial(i)) for i in range(ORDER + 1)], size)
        error = np.max(rest, axis=0) * (1 + ROUNDING) + ROUNDING * np.max(sizes, axis=0) + 2.0 * blur + UNDERFLOW
        return Values(found[0], found[1], found[2], found[3], error)


def _horner(coefficients: list[Array], d: Array) -> Array:
    total = coefficients[-1]
    for c in reversed(coefficients[:-1]):
        total = c + d * total
    return total


def _range(x: arb) -> tuple[float, float]:
    """Of a ball, as floats that enclose it."""
    return float_below(x), float_above(x)
