"""Certification of separable families: one dimension at a time, by branch and bound in ball arithmetic.

F(x) = sum_i f(x_i; p_i), so (composition) the Hessian is diagonal and L is the largest |f''|, the gradient's entries are f',
the minimum is the sum of the minima, and the best PL constant is the least of the coordinates' own: with the others at their
minimisers a coordinate's ratio is that of F.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from flint import arb

from problems.certify.arithmetic.balls import ball, enclosure, exact, highest, largest
from problems.certify.arithmetic.jets import Jet
from problems.certify.arithmetic.points import Found, Point, origin, rational, unit
from problems.certify.models.model import Model, Span
from problems.certify.models.separable.pl import dynamic_pl, static_pl
from problems.certify.models.separable.term import TermCurves
from problems.certify.search.intervals import Extremum, maximum, minimum
from problems.enclosure import Enclosure, End
from problems.families.base import Everywhere, Separable

#: boxes of one branch and bound at effort 1
BOXES = 5_000
#: where a supremum over all of R is looked for; what is proved beyond comes from the family's facts
WINDOW = 64.0
#: how far out, on all of R, a point is taken at which the PL ratio of a term of bounded value or slope is small
FAR_OUT = (arb(2) ** 20, arb(2) ** 40, arb(2) ** 80)
UPHILL = (
    "value or slope is bounded on R, but PL makes the root of f - f_* grow uphill at a rate of at least sqrt(mu/2) for ever"
)
PULLED = "strong convexity at a numerical minimiser"
#: steps of Newton's method
NEWTON = 8


class FalseFactError(ValueError):
    """A family declares a fact that branch and bound refutes."""


@dataclass(frozen=True, eq=False)
class Group:
    """Coordinates with the same term and the same coefficients."""

    family: Separable
    coordinates: tuple[int, ...]
    p: tuple[float, ...]


def grouped(family: Separable, coordinates: Sequence[int]) -> list[Group]:
    """The coordinates of a family, given by what they are in F, by their coefficients."""
    table = np.column_stack([np.zeros(family.dimension), *family.coefficients])
    rows, inverse = np.unique(table, axis=0, return_inverse=True)
    return [
        Group(family, tuple(coordinates[int(i)] for i in np.flatnonzero(inverse == g)), tuple(float(c) for c in row[1:]))
        for g, row in enumerate(rows)
    ]


class Parted(Protocol):
    """A sum of functions of one coordinate each: families, and which coordinates of F theirs are."""

    dimension: int

    @property
    def parts(self) -> Sequence[tuple[Separable, Sequence[int]]]: ...


class SeparableModel(Model):
    separable = True

    def __init__(self, family: Parted, region: float | None, boxes: int) -> None:
        self.groups = tuple(group for part, coordinates in family.parts for group in grouped(part, coordinates))
        self.region, self.boxes, self.dimension = region, boxes, family.dimension
        self.reach = ball(WINDOW if region is None else region)
        self._ranges: dict[tuple[Any, ...], tuple[Extremum, Extremum]] = {}

    def curves(self, group: Group, shift: arb | int = 0) -> TermCurves:
        return TermCurves(group.family, group.p, arb(shift))

    def _facts(self, group: Group) -> Everywhere:
        return group.family.everywhere(*(Jet.constant(p) for p in group.p))

    def _tails(self, group: Group) -> Everywhere:
        return group.family.beyond(WINDOW, *(Jet.constant(p) for p in group.p))

    def value(self, x: Sequence[arb]) -> arb:
        return sum((self.curves(g).value(x[i]) for g in self.groups for i in g.coordinates), arb(0))

    def gradient(self, x: Sequence[arb]) -> list[arb]:
        found = [arb(0)] * self.dimension
        for group in self.groups:
            curves = self.curves(group)
            for i in group.coordinates:
                found[i] = curves.slope(x[i], 0)[0]
        return found

    def smoothness(self, shift: arb) -> Found:
        if self.region == 0.0:
            return Found(enclosure(arb(0), arb(0), "closed form"), origin(self.dimension))
        lows, highs, places = [], [], []
        for group in self.groups:
            least, greatest = self.range(group, "curvature", shift, size=True)
            for end, sign in ((greatest, 1), (least, -1)):
                lows.append((sign * (end.low if sign > 0 else end.high)).max(arb(0)))
                highs.append((sign * (end.high if sign > 0 else end.low)).max(arb(0)))
                places.append((group.coordinates[0], end.at))
        steepest = max(range(len(lows)), key=lambda k: float(lows[k].lower()))
        i, at = places[steepest]
        x = unit(self.dimension, i, _fraction(at))
        return Found(enclosure(largest(lows), largest(highs), METHOD), x, unit(self.dimension, i))

    def gradient_spans(self, shift: arb) -> list[Span]:
        spans: list[Span | None] = [None] * self.dimension
        for group in self.groups:
            least, greatest = self.range(group, "slope", shift)
            for i in group.coordinates:
                spans[i] = Span(
                    least.low.union(least.high) if least.low.is_finite() else least.low,
                    greatest.low.union(greatest.high) if greatest.high.is_finite() else greatest.high,
                    self._at(i, least.at),
                    self._at(i, greatest.at),
                )
        return [span for span in spans if span is not None]

    def range(self, group: Group, quantity: str, shift: arb | int = 0, size: bool = False) -> tuple[Extremum, Extremum]:
        """The least and greatest slope or curvature on the region: branch and bound, within what the family declares.

        Where the `size` alone is asked for the least is looked for below minus the greatest.

        Raises:
            FalseFactError: a point of the region (or of the window) is outside of what the family declares.
        """
        exactly = (arb(shift).mid().man_exp(), arb(shift).rad().man_exp())
        key = (group, quantity, *exactly, size)
        if key not in self._ranges:
            self._ranges[key] = self._range(group, quantity, shift, size)
        return self._ranges[key]

    def _range(self, group: Group, quantity: str, shift: arb | int, size: bool) -> tuple[Extremum, Extremum]:
        curves = self.curves(group, shift)
        curve = curves.slope if quantity == "slope" else curves.curvature
        greatest = maximum(curve, -self.reach, self.reach, self.boxes)
        ceiling = -greatest.low if size and greatest.low > 0 else None
        least = minimum(curve, -self.reach, self.reach, self.boxes, ceiling)
        lowest, highest = self.declared(self._facts(group), quantity, arb(shift))
        if lowest > least.high or highest < greatest.low:
            raise FalseFactError(f"{group.family.name} declares a range of its {quantity} that a point of it leaves")
        if self.region is None:
            # the window shows what is attained; what holds beyond it is the family's fact
            low, high = self.declared(self._tails(group), quantity, arb(shift))
            least = Extremum(least.low.min(low).lower(), least.high, least.at)
            greatest = Extremum(greatest.low, greatest.high.max(high).upper(), greatest.at)
        if lowest > least.low:
            least = Extremum(lowest.lower(), least.high, least.at)
        if highest < greatest.high:
            greatest = Extremum(greatest.low, highest.upper(), greatest.at)
        return least, greatest

    def declared(self, facts: Everywhere, quantity: str, shift: arb) -> tuple[arb, arb]:
        """The range of a family's facts; infinite where it declares none or there is none."""
        low, high = (_ball(end) for end in getattr(facts, quantity))
        if quantity == "curvature":
            return low + shift, high + shift
        return (low, high) if shift == 0 else (arb.neg_inf(), arb.pos_inf())

    def minimum(self, shift: arb) -> Found:
        low = high = arb(0)
        at = [arb(0)] * self.dimension
        moved = False
        for group in self.groups:
            least, curves, facts = arb(self._minimiser(group)), self.curves(group, shift), self._facts(group)
            floor = _ball(facts.value[0])
            if shift > 0 and not least.is_zero():  # the decay pulls the minimiser towards 0
                moved = True
                least, floor = _pulled(curves, least, _ball(facts.curvature[0]) + shift, floor)
            low += len(group.coordinates) * floor
            high += len(group.coordinates) * curves.value(least)
            for i in group.coordinates:
                at[i] = least
        where = "0" if all(x == 0 for x in at) else "the family's minimiser"
        return Found(enclosure(low, high, PULLED if moved else f"closed form, attained at {where}"), rational(at))

    def _minimiser(self, group: Group) -> float:
        return group.family.minimiser(*group.p)

    @cached_property
    def _static(self) -> list[Found]:
        return [self._static_of(group) for group in self.groups]

    def _static_of(self, group: Group) -> Found:
        bounded = self._bounded(group) if self.region is None else None
        if bounded is not None:
            return bounded
        if self._minimiser(group):
            return self._strong(group)
        return static_pl(self.curves(group), self.reach, self.boxes)

    def _bounded(self, group: Group) -> Found | None:
        """PL on all of R with a constant above 0 is impossible for a term of bounded value or slope that is not constant.

        Where f > f_* the slope is not 0, so that f grows uphill for ever and |(sqrt(f - f_*))'| >= sqrt(mu/2): f is unbounded.
        A bounded slope C makes it bounded all the same: f - f_* <= C^2/(2 mu). The point is one with a small ratio far out.
        """
        facts, curves = self._tails(group), self.curves(group)
        if not (_ball(facts.value[1]).is_finite() or all(_ball(end).is_finite() for end in facts.slope)):
            return None
        least, seen = curves.value(arb(self._minimiser(group))), []
        for x in (sign * far for far in FAR_OUT for sign in (1, -1)):
            gap = curves.value(x) - least
            if gap > 0:  # which also shows that f is not constant
                seen.append(((curves.slope(x, 0)[0] ** 2 / (2 * gap)).upper(), x))
        if not seen:
            return None
        _, at = min(seen, key=lambda pair: float(pair[0]))
        return Found(Enclosure(Fraction(0), Fraction(0), UPHILL), (_fraction(at),))

    def _strong(self, group: Group) -> Found:
        """A term whose minimiser is not 0: strong convexity on R with modulus m gives PL with m, and a decay only adds to m.

        The ratio at an end of the region bounds the constant from above.
        """
        curves, modulus = self.curves(group), _ball(self._facts(group).curvature[0]).lower()
        x = -self.reach if self._minimiser(group) > 0 else self.reach
        slope, gap = curves.slope(x, 0)[0], curves.value(x) - curves.value(arb(self._minimiser(group)))
        if slope.is_zero():
            return Found(Enclosure(math.inf, math.inf, "vacuous: F is constant"))
        ratio = slope * slope / (2 * gap)
        low = exact(modulus) if modulus > 0 else Fraction(0)
        top = highest(ratio) if ratio.is_finite() else math.inf
        return Found(Enclosure(low, top, "strong convexity"), (_fraction(x),))

    def pl(self) -> Found:
        return self._weakest(self._static, arb(0))

    def pl_dynamic(self, decay: arb) -> Found:
        pairs = zip(self.groups, self._static, strict=True)
        found = [
            static if self._minimiser(g) else dynamic_pl(self.curves(g), self.reach, decay, self.boxes, static)
            for g, static in pairs
        ]
        return self._weakest(found, decay)

    def _weakest(self, found: list[Found], decay: arb) -> Found:
        """The least of the groups' constants; without a region only the upper end is shown, by the window."""
        weakest = min(found, key=lambda f: f.enclosure.high)
        low = min(f.enclosure.low for f in found)
        if self.region is None and weakest.enclosure.high != 0:
            low = self._beyond(found, low, decay)
        group = self.groups[found.index(weakest)]
        at = None if weakest.at is None else unit(self.dimension, group.coordinates[0], weakest.at[0])
        top = weakest.enclosure
        return Found(Enclosure(min(low, top.high), top.high, top.method), at, decay=weakest.decay)

    def _beyond(self, found: list[Found], low: End, decay: arb) -> End:
        for group, one in zip(self.groups, found, strict=True):
            if one.enclosure.low == math.inf:
                continue  # flat: every constant serves
            floor = group.family.pl_beyond(WINDOW, *(Jet.constant(p) for p in group.p))
            if floor is None or decay > 0:
                return Fraction(0)
            low = min(low, exact(_ball(floor).lower()))
        return low

    def _at(self, i: int, x: arb) -> Point:
        return unit(self.dimension, i, _fraction(x))


def _pulled(curves: TermCurves, x: arb, modulus: arb, floor: arb) -> tuple[arb, arb]:
    """A point near which the term is least, by Newton's method from x, and a lower bound of the term.

    Where the term is strongly convex with this modulus it is at least f(x) - f'(x)^2/(2 modulus); it is never below the floor.
    """
    for _ in range(NEWTON):
        slope, bend = curves.slope(x, 1)
        step = (slope / bend).mid()
        if not step.is_finite():
            break
        x = (x - step).mid()
    slope = curves.slope(x, 0)[0]
    return x, floor.max(curves.value(x) - slope * slope / (2 * modulus)) if modulus > 0 else floor


METHOD = "composition of terms by ball arithmetic"


def _ball(value: object) -> arb:
    return value.coefficients[0] if isinstance(value, Jet) else ball(float(value))  # type: ignore[arg-type]


def _fraction(x: arb) -> Fraction:
    return Fraction(exact(x.mid()))
