"""The range of a function of one variable on an interval, by branch and bound in ball arithmetic.

A `Curve` maps a ball and an order to Taylor coefficients that hold around every point of the ball. On a box: where the first
derivative keeps its sign an end is the extremum; where the second is negative one expansion at (nearly) the stationary
point bounds the maximum to almost the full precision; otherwise a second-order bound prunes, or the box is halved.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from flint import arb

from problems.certify.arithmetic.balls import hull
from problems.certify.search.best_first import best_first

Curve = Callable[[arb, int], list[arb]]

#: relative gap at which a box is not worth halving any further; ends meet far below what a float can show
GAP = arb(2) ** -60
NEWTON = 12


@dataclass(frozen=True)
class Extremum:
    """`low <= sup f <= high`; `at` is a point where f is at least `low` (all exact balls)."""

    low: arb
    high: arb
    at: arb


def maximum(curve: Curve, a: arb, b: arb, boxes: int, floor: arb | None = None) -> Extremum:
    """The supremum of the curve on [a, b] (exact ends, a <= b), with at most this many boxes looked at.

    With a `floor` no more is asked than whether it exceeds that: what lies below is not told apart, and `high` is at least it.
    """
    return _Search(curve, a, b, boxes, arb.neg_inf() if floor is None else floor).run()


def minimum(curve: Curve, a: arb, b: arb, boxes: int, ceiling: arb | None = None) -> Extremum:
    """The infimum of the curve on [a, b]: `low <= inf f <= high`, f at `at` being at most `high`; with a ceiling, below it."""
    floor = None if ceiling is None else -ceiling
    top = maximum(lambda x, order: [-c for c in curve(x, order)], a, b, boxes, floor)
    return Extremum(-top.high, -top.low, top.at)


@dataclass(frozen=True)
class _Box:
    """[a, b], and a float that is at least the bound of the box that it is a half of."""

    a: arb
    b: arb
    upper: float


class _Search:
    def __init__(self, curve: Curve, a: arb, b: arb, boxes: int, floor: arb) -> None:
        self.curve, self.a, self.b, self.boxes, self.floor = curve, a, b, boxes, floor
        self.low, self.at, self.closed = arb.neg_inf(), a, floor

    def see(self, x: arb, order: int = 0) -> list[arb]:
        """The expansion at the point x, whose value is a candidate for the maximum."""
        c = self.curve(x, order)
        if not c[0].is_nan() and c[0].lower() > self.low:
            self.low, self.at = c[0].lower(), x
        return c

    def close(self, upper: arb) -> None:
        if upper > self.closed:
            self.closed = upper

    def run(self) -> Extremum:
        first = [self.a, self.b, ((self.a + self.b) / 2).mid()]
        if self.a < 0 and self.b > 0:
            first.append(arb(0))
        for x in first:
            self.close(_upper(self.see(x)[0]))
        if self.a >= self.b:
            return Extremum(self.low, self.closed, self.at)
        # halving at the candidates keeps a maximum that lies at 0 at an end of its box
        ends = sorted({str(x): x for x in first}.values(), key=float)
        roots = [_Box(a, b, float("inf")) for a, b in itertools.pairwise(ends)]
        left = best_first(roots, lambda box: -box.upper, self.halves, lambda _: self.boxes == 0)
        if left:
            self.close(arb(left[0].upper))  # boxes come by falling bound: no other one reaches higher
        return Extremum(self.low, self.closed.max(self.low).upper(), self.at)

    def halves(self, box: _Box) -> list[_Box]:
        """The box halved, or nothing where it is finished with."""
        self.boxes -= 1
        a, b = box.a, box.b
        upper = self.bound(a, b)
        if upper is None or upper <= self.low or upper <= self.floor:
            return []
        middle = ((a + b) / 2).mid()
        near = upper.is_finite() and upper - self.low <= GAP * (abs(self.low) + abs(upper))
        if near or not (middle > a and middle < b):
            self.close(upper)
            return []
        above = _float_above(upper)
        return [_Box(a, middle, above), _Box(middle, b, above)]

    def bound(self, a: arb, b: arb) -> arb | None:
        """An upper bound on the box, or None where the box is finished with."""
        box = hull(a, b)
        wide = self.curve(box, 2)
        if wide[1] >= 0 or wide[1] <= 0:
            self.close(_upper(self.see(b if wide[1] >= 0 else a)[0]))
            return None
        middle = ((a + b) / 2).mid()
        here = self.see(middle, 2)
        bend = wide[2].upper() if not wide[2].is_nan() else arb.pos_inf()
        if bend < 0:
            # f(m + h) <= c_0 + c_1 h + bend h^2 for all of the box, whichever point m of it is expanded around
            self.close(self.peak(a, b, middle, here, bend))
            return None
        radius = ((b - a) / 2).upper()
        second = _upper(here[0] + abs(here[1]) * radius + bend * radius * radius)
        first = _upper(wide[0])
        return first if first < second else second

    def peak(self, a: arb, b: arb, m: arb, c: list[arb], bend: arb) -> arb:
        """Upper bound on a box where f'' < 0, expanded around the best point that Newton's method gives."""
        best = _upper(c[0] + c[1] * c[1] / (-4 * bend))
        for _ in range(NEWTON):
            if not c[2] < 0:
                break
            step = (m - c[1] / (2 * c[2])).mid()
            step = a if step < a else b if step > b else step
            for point in (_short(step), step):
                if not (point >= a and point <= b):
                    continue
                c, m = self.see(point, 2), point
                if c[1].is_zero() or (point == a and c[1] <= 0) or (point == b and c[1] >= 0):
                    return _upper(c[0])
                bound = _upper(c[0] + c[1] * c[1] / (-4 * bend))
                best = bound if bound < best else best
            if best - self.low <= GAP * GAP * (abs(self.low) + abs(best)):
                break
        return best


def _upper(value: arb) -> arb:
    return arb.pos_inf() if value.is_nan() else value.upper()


def _float_above(value: arb) -> float:
    """A float for ordering the heap that is at least `value`, up to its own rounding."""
    number = float(value)
    return number + abs(number) * 1e-15


def _short(point: arb) -> arb:
    """The nearest multiple of 2^-20: a stationary point that is a short number is hit exactly."""
    scale = arb(2) ** 20
    return ((point * scale + arb(1) / 2).floor().mid() / scale).mid()
