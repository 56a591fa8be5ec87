"""The PL constant that serves F_s = F + (1/2) sum_i s_i x_i^2 for all decays s in [0, S]^d at once, for finite sums that bend.

It is an infimum over x and over s. Every value that is tried is shown on cells of decays (`decay_boxes.py`, `pl.py`), which are
parted where the corners of a cell say too little of what lies between.
"""

from collections.abc import Iterator
from fractions import Fraction
from math import isfinite

import numpy as np
from flint import arb

from problems.certify.arithmetic.balls import ball, exact, float_above, highest, lowest, square
from problems.certify.arithmetic.points import Array, Found, Point, balls, floats, point_of
from problems.certify.models.finite_sum.decay_boxes import Cell, corners, nest_of
from problems.certify.models.finite_sum.derivatives import Derivatives
from problems.certify.models.finite_sum.infimum import global_minimum, minimum
from problems.certify.models.finite_sum.objective import FiniteSum
from problems.certify.models.finite_sum.pl import MODULUS, UNPROVED, RatioCover, static_pl, tried
from problems.certify.models.finite_sum.pl_singular import infimum, null_pl
from problems.certify.models.finite_sum.region_bounds import budget
from problems.certify.models.model import decayed_gradient, decayed_value
from problems.enclosure import Enclosure
from problems.limits import LARGEST

METHOD = "branch and bound over the region and over decays, strong convexity around the minimisers"
SEARCHED = "nothing proved from below; a search over x and the decays"
STATIONARY = "with some decays a stationary point of the region is no minimiser, verified in ball arithmetic"
#: the most dimensions in which a value is tried, and how many corners the cells may have together at effort 1
DIMENSIONS, CORNERS = 4, 128
#: what all values and cells together may cost, in budgets of one search
BUDGETS = 32
#: infima that may fail before no other is tried, at effort 1
FAILURES = 8
#: share of the budget with which a cell is tried that can still be parted
EARLY = 1.0 / 8.0
#: how far out minimisers may be, in units of the region, for a box around them to be of use
NEAR = 2.0
#: points that are looked at for decays with which they are stationary, and how far inside of those allowed these are to be
DRAWS, INSIDE = 4096, (2.0**-10, 2.0**-20, 2.0**-30)
#: points from which x and the decays descend together, and stationary ones that are tried
KEPT = 4

Pair = tuple[Array, Array]


class Dynamic:
    """Bounds of the constant for decays up to `decay`; `static` is that of F alone."""

    def __init__(self, model: FiniteSum, decay: arb, static: Found) -> None:
        self.model, self.static = model, static
        d = model.dimension
        #: decays that are allowed, and no less than any that is
        self.most = float(np.nextafter(float(decay.lower()), 0.0))
        self.top = np.full(d, float_above(decay))
        #: whether anything is proved of F alone: else points are all that is sought
        self.worth = static_pl(model).enclosure.low > 0
        self.floors: dict[tuple[float, ...], tuple[float, Array]] = {}
        #: infima that were not found, which takes longest
        self.failed = 0
        #: of decays, as far as they were parted; and the constant 0 once it is shown
        self.cells: list[Cell] = []
        self.allowed = model.work + BUDGETS * budget(model)
        self.zero: Found | None = None

    def found(self) -> Found:
        """The enclosure."""
        self.cells = [self._cell(np.zeros_like(self.top), self.top)]
        new = self._first(self.cells[0])
        for pair in new:
            self.zero = self.flat(*pair)
            if self.zero is not None:
                return self.zero
        serves = self._serves if self.worth else lambda _: (False, None)
        high = arb(self.static.enclosure.upper)
        mu, high, best = tried(new, high, lambda pair: self.ratio(*pair), serves, self._beside)
        if self.zero is not None:
            return self.zero
        return self._kept(Fraction(mu or 0), high, best, SEARCHED if mu is None else METHOD)

    def _beside(self, lower: Pair) -> list[Pair]:
        """Pairs with a small ratio near a lower one; none if that shows the constant to be 0."""
        self.zero = self.flat(*lower)
        # a corner of the last cell is no decay that is allowed
        x, s = lower[0], np.minimum(lower[1], self.most)
        return [] if self.zero is not None else [(x, s), self.model.search.weakest(x, s, self.most)]

    def _kept(self, low: Fraction, high: arb, best: list[Pair], method: str) -> Found:
        if not best:
            return self.static.at_least(low, method)
        x, s = (point_of(part) for part in best[0])
        return Found(Enclosure(low, highest(high), method), x, decay=s, beside=point_of(self.model.search.settled(best[0][1])))

    def _serves(self, mu: float) -> tuple[bool, Pair | None]:
        """Whether mu serves; if not, a pair that may break it. Cells stay parted."""
        cells_allowed = CORNERS * self.model.effort >> self.model.dimension
        todo, done = self.cells, list[Cell]()
        while todo and not self._spent():
            cell = todo.pop()
            cover, last = RatioCover(self.model, cell), len(todo) + len(done) >= cells_allowed
            if cover.serves(mu, 1.0 if last else EARLY):
                done.append(cell)
                continue
            lower = cover.lower or self._lower(mu, cover)
            parts = [] if lower is not None or last else cell.parts()
            if not parts:
                self.cells = [*done, cell, *todo]
                return False, lower
            todo += [self._cell(low, high) for low, high in parts]
        self.cells = [*done, *todo]
        return not todo, None

    def _spent(self) -> bool:
        return self.model.work >= self.allowed

    def _lower(self, mu: float, cover: RatioCover) -> Pair | None:
        """A pair between the corners with a ratio below mu, by a descent from the weakest one seen there."""
        if cover.weakest is None:
            return None
        pair = self.model.search.weakest(cover.weakest[0], (cover.cell.low + cover.cell.high) / 2, self.most)
        value = self.ratio(*pair)
        return pair if value is not None and value < mu else None

    def _cell(self, low: Array, high: Array) -> Cell:
        decays, search = corners(low, high), self.model.search
        floors, lowest = zip(*(self._floor(s) for s in decays), strict=True)
        levels = np.array([search.level(y, s) for y, s in zip(lowest, decays, strict=True)])
        near = np.max(np.abs(search.settled((low + high) / 2))) <= NEAR * (self.model.region or 0.0)
        nest = nest_of(self.model, low, high) if near and self.worth and not self._spent() else None
        return Cell(low, high, np.array(floors), np.array(lowest), levels, nest)

    def _floor(self, s: Array) -> tuple[float, Array]:
        """A float that is at most the infimum of F_s, its own or that of smaller decays, and where F_s is low."""
        key = tuple(float(a) for a in s)
        if key not in self.floors:
            low = self._infimum(s)
            known = float(np.nextafter(float(low), -np.inf)) if low else 0.0
            below = [floor for r, (floor, _) in self.floors.items() if np.all(np.array(r) <= s)]
            self.floors[key] = max([known, *below]), self.model.search.settled(s)
        return self.floors[key]

    def _infimum(self, s: Array) -> Fraction | float:
        """A lower bound of F_s."""
        model = self.model
        if not self.worth:
            return model.family.floor
        if not np.any(s):
            return Fraction(minimum(model, arb(0)).enclosure.low)
        if model.quadratic:
            least = infimum(model, s)
            return model.family.floor if least is None else Fraction(lowest(least))
        found = global_minimum(model, s) if self.failed < FAILURES * model.effort and not self._spent() else None
        if found is None:
            self.failed += 1
            return model.family.floor
        return Fraction(found.enclosure.low)

    def _first(self, cell: Cell) -> list[Pair]:
        """Pairs with a small ratio: from descents at every corner, and from there in x and s together."""
        search = self.model.search
        near = [] if self.static.at is None else [floats(self.static.at)]
        found = []
        for s, floor in zip(cell.corners, cell.floors, strict=True):
            x = np.array([float(a) for a in search.flattest(floor, near, s)[0]])
            found.append((x, np.minimum(s, self.most)))
        found += self._slowed(cell)
        values = [self.ratio(*pair) for pair in found]
        order = sorted((float(v), k) for k, v in enumerate(values) if v is not None)[:KEPT]
        return [*found, *(search.weakest(*found[k], self.most) for _, k in order)]

    def _slowed(self, cell: Cell) -> list[Pair]:
        """Points of the region where decays cancel the gradient: the highest of those where they can, the weakest others."""
        search, d = self.model.search, self.model.dimension
        x = np.random.default_rng(0).uniform(-search.radius, search.radius, (DRAWS, d))
        s, steep, level = search.slowed(x, self.most)
        shares = (s / self.top)[:, None, :]
        gap = level - np.prod(np.where(cell.corners == cell.high, shares, 1.0 - shares), axis=2) @ cell.floors
        still = np.all((s > 0) & (s < self.most), axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            weakness = np.where(still | ~(gap > 0), np.inf, steep / gap)
        highest = [k for k in np.argsort(-gap) if still[k]][:KEPT]
        return [(x[k], s[k]) for k in [*highest, *np.argsort(weakness)[:KEPT]]]

    def flat(self, x: Array, s: Array) -> Found | None:
        """The constant 0, if beside these some F_r has a local minimum in the region which is not its infimum.

        Where s_i = -(grad F)_i / x_i is an allowed decay for every i, the gradient of F_s vanishes at x.
        """
        for point in self._still(x, s):
            here = balls(point)
            if max(abs(a) for a in point) > self.model.search.radius or not all(a != 0 for a in here):
                continue
            decays = [-g / a for g, a in zip(self.model.gradient(here), here, strict=True)]
            if not all(t >= 0 and t <= ball(self.most) for t in decays):
                continue
            near = tuple(Fraction(exact(t.mid())) for t in decays)
            beside = point_of(self.model.search.settled(floats(near)))
            if decayed_value(self.model, point, decays) > decayed_value(self.model, beside, decays):
                return Found(Enclosure(Fraction(0), Fraction(0), STATIONARY), point, decay=near, beside=beside)
        return None

    def _still(self, x: Array, s: Array) -> Iterator[Point]:
        """Points beside x at which the gradient of some F_r nearly vanishes, r beside s: of any kind, then minima."""
        search = self.model.search
        yield point_of(x)
        for inside in INSIDE:
            r = np.clip(s, inside * self.most, (1.0 - inside) * self.most)
            yield point_of(search.turned(x, r))
            yield point_of(search.polished(x, r))

    def ratio(self, x: Array, s: Array) -> arb | None:
        """|grad F_s|^2 / (2 (F_s - F_s(y))), y nearly the minimiser, which bounds the constant from above."""
        here, lowest, decays = point_of(x), point_of(self.model.search.settled(s)), balls(s.tolist())
        gap = decayed_value(self.model, here, decays) - decayed_value(self.model, lowest, decays).upper()
        return (square(decayed_gradient(self.model, here, decays)) / (2 * gap)).upper() if gap > 0 else None


def dynamic_constant(model: FiniteSum, decay: arb, static: Found) -> Found:
    """The PL constant of F_s for all decays s in [0, decay]^d, enclosed; `static` is the constant of s = 0."""
    known = bool(model.region) and model.dimension <= DIMENSIONS and static.at is not None
    # it is looked for in floats, which must hold the squares of decays
    known = known and isfinite(model.family.loss_floor)
    if known and decay <= LARGEST and static.enclosure.high > 0 and Derivatives.worth(model.losses):
        return Dynamic(model, decay, static).found()
    return static.at_least(Fraction(0), UNPROVED)


def pl_dynamic(model: FiniteSum, decay: arb) -> Found:
    """The PL constant of F_s for all decays s in [0, decay]^d, enclosed."""
    found = static_pl(model)
    if decay == 0 or model.region == 0.0 or found.enclosure.high == 0:
        return found
    if model.quadratic and model.rank == model.dimension:
        # the least eigenvalue serves every F_s; where more serves F, decays may bring the weakest direction into the region
        floor = lowest(model.positive_curvature(arb(0)).max(arb(0)))
        dynamic = found if found.enclosure.low <= floor else dynamic_constant(model, decay, found)
        return dynamic if dynamic.enclosure.low >= floor else dynamic.at_least(floor, MODULUS)
    if model.quadratic or model.rank == 0:
        singular = null_pl(model, decay, found)
        return singular if singular.enclosure.high == 0 else dynamic_constant(model, decay, singular)
    return dynamic_constant(model, decay, found)
