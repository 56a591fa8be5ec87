"""The PL constant that serves F_s = F + (1/2) sum_i s_i x_i^2 for all decays s in [0, S]^d at once, for finite sums that bend.

It is an infimum over x and over s. Every value that is tried is shown on cells of decays (`cell.py`, `ratio.py`), which are halved
where the corners of a cell say too little of what lies between.
"""

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from flint import arb

from problems.certify.balls import ball, highest
from problems.certify.cell import Cell, corners, nest_of
from problems.certify.infimum import global_minimum, gradient_at, value_at
from problems.certify.model import Found, Point
from problems.certify.ratio import SHARES, TRIES, RatioCover
from problems.enclosure import Enclosure
from problems.families.base import Array

if TYPE_CHECKING:
    from problems.certify.finite_sum import FiniteSumModel

METHOD = "branch and bound over the region and over decays, strong convexity around the minimisers"
UNPROVED = "nothing proved from below; a search over x and the decays"
#: the most dimensions in which a value is tried, and how often a cell is halved
DIMENSIONS, DEPTH = 4, 2
#: points from which x and the decays descend together
KEPT = 3

Pair = tuple[Array, Array]


class Dynamic:
    """Bounds of the constant for decays up to `decay`; `static` is that of F alone."""

    def __init__(self, model: "FiniteSumModel", decay: arb, static: Found) -> None:
        self.model, self.static = model, static
        d = model.dimension
        #: decays that are allowed, and no less than any that is
        self.most = float(np.nextafter(float(decay.lower()), 0.0))
        self.top = np.full(d, np.nextafter(float(decay.upper()), np.inf))
        self.floors: dict[tuple[float, ...], float] = {}

    def found(self) -> Found:
        """The enclosure."""
        high, best = arb(self.static.enclosure.upper), None
        cells = [(self._cell(np.zeros_like(self.top), self.top), 0)]
        new = self._first(cells[0][0])
        for _ in range(TRIES):
            for pair in new:
                value = self.ratio(*pair)
                if value is not None and value < high:
                    high, best = value, pair
            for share in SHARES:
                mu = float(high) * share
                lower, cells, served = self._serves(mu, cells)
                if served:
                    return self._kept(Fraction(mu), high, best, METHOD)
                if lower is not None:
                    break
            if lower is None:
                break
            new = [lower, self.model.search.weakest(*lower, self.most)]
        return self._kept(Fraction(0), high, best, UNPROVED)

    def _kept(self, low: Fraction, high: arb, best: Pair | None, method: str) -> Found:
        if best is None:
            top = self.static.enclosure.high
            return Found(Enclosure(min(low, top), top, method), self.static.at)
        x, s = (tuple(Fraction(float(a)) for a in part) for part in best)
        return Found(Enclosure(low, highest(high), method), x, decay=s, beside=_point(self.model.search.settled(best[1])))

    def _serves(self, mu: float, cells: list[tuple[Cell, int]]) -> tuple[Pair | None, list[tuple[Cell, int]], bool]:
        """Whether mu serves; if not, a pair that may break it. The cells as far as they were halved."""
        todo, done, served = list(cells), [], True
        while todo:
            cell, depth = todo.pop()
            cover = RatioCover(self.model, cell)
            if cover.serves(mu):
                done.append((cell, depth))
            elif cover.lower is not None:
                return cover.lower, [*done, (cell, depth), *todo], False
            elif depth < DEPTH:
                todo += [(self._cell(low, high), depth + 1) for low, high in cell.halves()]
            else:
                return None, [*done, (cell, depth), *todo], False
        return None, done, served

    def _cell(self, low: Array, high: Array) -> Cell:
        floors = np.array([self._floor(s) for s in corners(low, high)])
        return Cell(low, high, floors, nest_of(self.model, low, high))

    def _floor(self, s: Array) -> float:
        """A float that is at most the infimum of F_s: its own, or that of smaller decays."""
        key = tuple(float(a) for a in s)
        if key not in self.floors:
            if np.any(s):
                least = global_minimum(self.model, s)
                low = Fraction(self.model.family.loss_floor) if least is None else least.enclosure.low
            else:
                low = self.model.minimum(arb(0)).enclosure.low
            known = float(np.nextafter(float(low), -np.inf)) if low else 0.0
            self.floors[key] = max([known, *(floor for r, floor in self.floors.items() if np.all(np.array(r) <= s))])
        return self.floors[key]

    def _first(self, cell: Cell) -> list[Pair]:
        """Pairs with a small ratio: from descents at every corner, and from there in x and s together."""
        search = self.model.search
        near = [] if self.static.at is None else [np.array([float(a) for a in self.static.at])]
        found = []
        for s, floor in zip(cell.corners, cell.floors, strict=True):
            x = np.array([float(a) for a in search.flattest(floor, near, s)[0]])
            found.append((x, np.minimum(s, self.most)))
        values = [self.ratio(*pair) for pair in found]
        order = sorted((float(v), k) for k, v in enumerate(values) if v is not None)[:KEPT]
        return [*found, *(search.weakest(*found[k], self.most) for _, k in order)]

    def ratio(self, x: Array, s: Array) -> arb | None:
        """|grad F_s|^2 / (2 (F_s - F_s(y))), y nearly the minimiser, which bounds the constant from above."""
        here, lowest = _point(x), _point(self.model.search.settled(s))
        gap = value_at(self.model, here, s) - value_at(self.model, lowest, s).upper()
        square = sum((g * g for g in gradient_at(self.model, here, s)), arb(0))
        return (square / (2 * gap)).upper() if gap > 0 else None


def _point(x: Array) -> Point:
    return tuple(Fraction(float(a)) for a in x)


def dynamic_constant(model: "FiniteSumModel", decay: arb, static: Found) -> Found:
    """The PL constant of F_s for all decays s in [0, decay]^d, enclosed; `static` is the constant of s = 0."""
    known = model.cover is not None and model.dimension <= DIMENSIONS and decay.is_finite() and static.at is not None
    if known and static.enclosure.high > 0:
        return Dynamic(model, decay, static).found()
    return Found(Enclosure(Fraction(0), static.enclosure.high, UNPROVED), static.at)
