"""Certification of sums of formulas of one coordinate each: as other separable families, but with nothing in closed form.

The infimum of a term is found by branch and bound where an interval bound shows it to be higher beyond; elsewhere the infimum
over the region counts, which is what a claim needs of iterates that stay there.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import inf

import numpy as np
from flint import arb

from problems.certify.arithmetic.balls import ball, enclosure, exact, highest
from problems.certify.arithmetic.points import Found, rational
from problems.certify.models.separable.model import WINDOW, Group, Parted, SeparableModel
from problems.certify.models.separable.pl import dynamic_pl, static_pl
from problems.certify.search.intervals import Extremum, minimum
from problems.enclosure import Enclosure
from problems.families.term import Term
from problems.families.written import refuse_unbounded

#: halvings of the region in search of a point where a formula is not smooth, boxes that are followed, points tried
HALVINGS, FOLLOWED, POINTS = 60, 64, 257
ON_REGION = "over the region only: beyond it nothing shows F to be higher"
OPEN = "nothing proved from below; points of the region"


@dataclass(frozen=True)
class Least:
    """The infimum of a term, where it is nearly attained, and whether it is that over all of R."""

    value: Extremum
    everywhere: bool


class FormulaTermsModel(SeparableModel):
    """Raises InputError where a term is not smooth at a point of the region."""

    def __init__(self, family: Parted, region: float | None, boxes: int) -> None:
        super().__init__(family, region, boxes)
        self._least: dict[tuple[Group, str], Least] = {}
        for group in self.groups:
            self._require_smooth(group)

    def _require_smooth(self, group: Group) -> None:
        """Halve the region towards the points at which the second derivative is not bounded, if there are any."""
        from problems.certify.arithmetic.intervals import Intervals

        term, r = group.family, float(self.reach)
        assert isinstance(term, Term)
        low, high = np.array([-r, 0.0]), np.array([0.0, r])
        for _ in range(HALVINGS):
            x = Intervals(low, high)
            ranges = [program(x, *group.p)[0] for program in term.programs]
            unbounded = np.zeros(len(low), dtype=bool)
            for one in ranges:
                if isinstance(one, Intervals):
                    unbounded |= ~np.isfinite(np.broadcast_to(one.size, low.shape))
            low, high = low[unbounded][:FOLLOWED], high[unbounded][:FOLLOWED]
            if not len(low):
                return
            middle = (low + high) / 2
            low, high = np.concatenate([low, middle]), np.concatenate([middle, high])
        at = float(low[0]) if abs(low[0]) < abs(high[0]) else float(high[0])
        refuse_unbounded("term", f"x = {at:g}, coordinate {group.coordinates[0]}")

    def least(self, group: Group, shift: arb) -> Least:
        key = group, shift.str(40)
        if key not in self._least:
            self._least[key] = self._find_least(group, shift)
        return self._least[key]

    def _find_least(self, group: Group, shift: arb) -> Least:
        curves, wide = self.curves(group, shift), self.reach.max(arb(WINDOW))
        zero = curves.value(arb(0))
        found: list[Extremum] = []
        for a, b in ((-wide, arb(0)), (arb(0), wide)):
            part = minimum(curves.gap, a, b, self.boxes)
            found.append(Extremum(part.low + zero, part.high + zero, part.at))
        best = min(found, key=lambda e: float(e.high))
        low = found[0].low.min(found[1].low)
        tail = ball(self._tails(group).value[0]) + shift * wide * wide / 2
        if (tail.lower() >= best.high.upper() or self.region is None) and low.is_finite():
            return Least(Extremum(low.min(tail), best.high, best.at), True)
        part = minimum(curves.gap, -self.reach, self.reach, self.boxes)
        return Least(Extremum(part.low + zero, part.high + zero, part.at), False)

    def minimum(self, shift: arb) -> Found:
        low = high = arb(0)
        at = [arb(0)] * self.dimension
        bounded = True
        for group in self.groups:
            least = self.least(group, shift)
            count = len(group.coordinates)
            low, high = low + count * least.value.low, high + count * least.value.high
            bounded = bounded and least.everywhere
            for i in group.coordinates:
                at[i] = least.value.at
        method = "branch and bound over each term" + ("" if bounded else f", {ON_REGION}")
        return Found(enclosure(low, high, method), rational(at))

    def _static_of(self, group: Group) -> Found:
        bounded = self._bounded(group) if self.region is None else None
        if bounded is not None:
            return bounded
        if self._at_zero(group):
            return static_pl(self.curves(group), self.reach, self.boxes)
        return self._by_points(group)

    def _minimiser(self, group: Group) -> float:
        return float(self.least(group, arb(0)).value.at)

    def _at_zero(self, group: Group) -> bool:
        """Whether nothing is lower than the term at 0 beyond the region; inside `static_pl` shows it."""
        curves = self.curves(group)
        zero = curves.value(arb(0))
        if not curves.slope(arb(0), 0)[0].is_zero():
            return False
        if not self._tails(group).value[0] >= float(zero.upper()):
            return False
        wide = arb(WINDOW)
        if not self.reach < wide:
            return True
        sides = ((self.reach, wide), (-wide, -self.reach))
        return all(minimum(curves.gap, a, b, self.boxes).low >= 0 for a, b in sides)

    def _by_points(self, group: Group) -> Found:
        """Strong convexity from below, where the region holds the minimiser; the least ratio at points from above."""
        if self.reach == 0:
            return Found(Enclosure(inf, inf, "vacuous: the region is one point"))
        curves, least = self.curves(group), self.least(group, arb(0))
        floor = least.value.high
        seen: list[tuple[Fraction, arb]] = []
        r = float(self.reach)
        points = [*np.linspace(-r, r, POINTS), *self._stationary(group)]
        for x in map(arb, points):
            gap = curves.value(x) - floor
            if gap > 0:
                seen.append((Fraction(highest(curves.slope(x, 0)[0] ** 2 / (2 * gap))), x))
        if not seen:
            return Found(Enclosure(Fraction(0), inf, OPEN))
        high, at = min(seen, key=lambda pair: pair[0])
        modulus = minimum(curves.curvature, -self.reach, self.reach, self.boxes).low
        ends = curves.slope(-self.reach, 0)[0] < 0 and curves.slope(self.reach, 0)[0] > 0
        low, method = Fraction(0), OPEN
        if modulus > 0 and ends and self.region is not None and least.everywhere:
            low, method = Fraction(exact(modulus.lower())), "strong convexity from below; points of the region from above"
        return Found(Enclosure(min(low, high), high, method), (Fraction(exact(at)),))

    def _stationary(self, group: Group) -> list[float]:
        """Floats beside which the slope changes its sign, halved as far as floats go."""
        curves, r = self.curves(group), float(self.reach)
        grid = np.linspace(-r, r, POINTS)
        signs = [float(curves.slope(arb(x), 0)[0].mid()) for x in grid]
        found = []
        for a, b, fa, fb in zip(grid, grid[1:], signs, signs[1:], strict=False):
            if fa * fb >= 0:
                continue
            a, b = float(a), float(b)
            while a < (m := (a + b) / 2) < b:
                a, b = (m, b) if float(curves.slope(arb(m), 0)[0].mid()) * fa > 0 else (a, m)
            found.append(a)
        return found

    def pl_dynamic(self, decay: arb) -> Found:
        found = []
        for group, static in zip(self.groups, self._static, strict=True):
            if self._at_zero(group) and static.enclosure.high != 0:
                found.append(dynamic_pl(self.curves(group), self.reach, decay, self.boxes, static))
            else:
                found.append(static)
        return self._weakest(found, decay)
