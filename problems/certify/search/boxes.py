"""Branch and bound over the boxes of R^d, for few dimensions: the largest value of a function that can be bounded on a box.

The bounds are the caller's and are proved; nothing here needs to be, except that no part of the region is lost. The boxes with
the largest bounds are halved first, so that the largest bound left is the best that the budget allows.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from problems.certify.arithmetic.points import Array

#: boxes that are bounded at once
BLOCK = 1024
#: what a call of the bound costs beside its boxes, in boxes
CALL = 128


@dataclass(frozen=True)
class Bounded:
    """A bound on every box (boxes,), and what the length of each of its sides costs (boxes, d)."""

    upper: Array
    share: Array


#: centres and half sides (boxes, d) -> bounds
Bound = Callable[[Array, Array], Bounded]


class BoxSearch:
    """The open boxes, from `low` to `high` (boxes, d), and the largest bound of those that are closed."""

    def __init__(self, bound: Bound, low: Array, high: Array) -> None:
        self.bound = bound
        self.low, self.high = low, high
        self.upper, self.share = np.full(len(low), np.inf), high - low
        self.closed = -np.inf
        #: what has been done, in boxes
        self.work = 0

    def run(self, target: Callable[[], float], budget: int, see: Callable[[Array], None] | None = None) -> float:
        """An upper bound of the function on all boxes: at most `target` unless the budget ends first.

        `see` is shown centres of boxes; it may raise what `target` gives.
        """
        spent = 0
        while len(self.low) and spent < budget:
            chosen = np.arange(len(self.low))
            if len(chosen) > BLOCK:
                chosen = np.argpartition(self.upper, -BLOCK)[-BLOCK:]
            first = spent == 0 and not np.all(np.isfinite(self.upper))
            low, high = (self.low[chosen], self.high[chosen]) if first else self._halves(chosen)
            before = self.upper[chosen] if first else np.tile(self.upper[chosen], 2)
            centre = (low + high) / 2
            # rounded outward, so that centre +- half contains the box
            half = np.nextafter(np.maximum(high - centre, centre - low), np.inf)
            with np.errstate(over="ignore", invalid="ignore"):  # where nothing is known, the bound before holds
                found = self.bound(centre, half)
            spent += len(low)
            self.work += len(low) + CALL
            upper = np.fmin(found.upper, before)
            if see is not None:
                see(centre[upper > target()])
            kept = upper > target()
            self.closed = max(self.closed, float(np.max(upper[~kept], initial=-np.inf)))
            rest = np.ones(len(self.low), dtype=bool)
            rest[chosen] = False
            self.low, self.high = (np.concatenate([a[rest], b[kept]]) for a, b in ((self.low, low), (self.high, high)))
            self.upper = np.concatenate([self.upper[rest], upper[kept]])
            self.share = np.concatenate([self.share[rest], np.where(high > low, found.share, -1.0)[kept]])
            self._close(self.upper <= target())
        return max(self.closed, float(np.max(self.upper, initial=-np.inf)))

    def _close(self, done: NDArray[np.bool_]) -> None:
        self.closed = max(self.closed, float(np.max(self.upper[done], initial=-np.inf)))
        self.low, self.high, self.upper, self.share = (a[~done] for a in (self.low, self.high, self.upper, self.share))

    def _halves(self, chosen: NDArray[np.intp]) -> tuple[Array, Array]:
        """Each chosen box halved at the side that costs most."""
        low, high, rows = self.low[chosen], self.high[chosen], np.arange(len(chosen))
        side = np.argmax(self.share[chosen], axis=1)
        middle = (low[rows, side] + high[rows, side]) / 2
        top, bottom = low.copy(), high.copy()
        top[rows, side] = bottom[rows, side] = middle
        return np.concatenate([low, top]), np.concatenate([bottom, high])


def outside(inner_low: Array, inner_high: Array, low: Array, high: Array) -> tuple[Array, Array]:
    """The box from `low` to `high` without the inner one, as boxes (boxes, d)."""
    inner_low, inner_high = np.maximum(inner_low, low), np.minimum(inner_high, high)
    if np.any(inner_low > inner_high):
        return low[None, :], high[None, :]
    lows, highs = [], []
    low, high = low.copy(), high.copy()
    for i in range(len(low)):
        if inner_low[i] > low[i]:
            top = high.copy()
            top[i] = inner_low[i]
            lows.append(low.copy())
            highs.append(top)
            low[i] = inner_low[i]
        if inner_high[i] < high[i]:
            bottom = low.copy()
            bottom[i] = inner_high[i]
            lows.append(bottom)
            highs.append(high.copy())
            high[i] = inner_high[i]
    d = len(low)
    return np.array(lows).reshape(-1, d), np.array(highs).reshape(-1, d)
