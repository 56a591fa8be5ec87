"""Per-sample facts of a finite sum of losses of linear predictions, exactly from the data.

Over the box |x_i| <= r the prediction a_j'x runs through exactly [-r |a_j|_1, r |a_j|_1], and any value tau of it is taken at
x = (tau / |a_j|_1) sign(a_j). On that interval phi' and phi'' are monotone between the points where they turn, which the
family declares in closed form; so their ranges need a few evaluations a sample.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from flint import arb

from problems.certify.arithmetic.balls import ball
from problems.certify.arithmetic.jets import Jet
from problems.families.linear import LinearFiniteSum

Function = Callable[[arb, float], arb]
Turns = Callable[[Jet], tuple[Jet, ...]]
Limits = Callable[[float], tuple[arb | float, ...]]


@dataclass(frozen=True)
class Range:
    """Balls that contain the least and the greatest value, and predictions t at which they are (nearly) taken."""

    least: arb
    greatest: arb
    at_least: arb
    at_greatest: arb


class Losses:
    """phi and its derivatives in ball arithmetic, and their ranges over the region for every sample."""

    def __init__(self, family: LinearFiniteSum, region: float | None) -> None:
        self.family, self.region = family, region
        residual, none = family.of_residual, np.zeros(family.samples)
        #: samples whose losses are the same up to an offset of the prediction: their kinds, and each kind's label
        self.offsets = family.targets if residual else none
        self.labels, kind = np.unique(none if residual else family.targets, return_inverse=True)
        self.kind = np.asarray(kind, dtype=np.intp)
        self.lengths = [sum((abs(ball(float(a))) for a in row), arb(0)) for row in family.table]

    def loss(self, t: arb, y: float) -> arb:
        found = self.family.loss_at(Jet.variable(t, 0), Jet.constant(y))
        return found.coefficients[0]

    def slopes(self, t: arb, y: float, order: int = 0) -> list[arb]:
        """phi', phi'', ... at t (Taylor coefficients of phi')."""
        return self.family.slope_at(Jet.variable(t, order), Jet.constant(y, order)).coefficients

    def slope_ranges(self) -> list[Range]:
        f = self.family
        return self._ranges(lambda t, y: self.slopes(t, y)[0], f.slope_turns, f.slope_limits)

    def curvature_ranges(self) -> list[Range]:
        f = self.family
        return self._ranges(lambda t, y: self.slopes(t, y, 1)[1], f.curvature_turns, f.curvature_limits)

    def _ranges(self, f: Function, turns: Turns, limits: Limits) -> list[Range]:
        """Of a function of the prediction, for every sample."""
        return [self._range(j, f, turns, limits) for j in range(self.family.samples)]

    def _range(self, j: int, f: Function, turns: Turns, limits: Limits) -> Range:
        y = float(self.family.targets[j])
        places = [turn.coefficients[0] for turn in turns(Jet.constant(y))]
        if self.region is None:
            reach = arb.pos_inf() if self.lengths[j] > 0 else arb(0)
        else:
            reach = (self.lengths[j] * ball(self.region)).upper()
        ends = [arb(0)] if reach == 0 else [-reach, reach] if reach.is_finite() else []
        inside = [t for t in places if not (t < -reach or t > reach)]
        points = ends + inside or [arb(0)]
        values = [f(t, y) for t in points]
        if not reach.is_finite():
            ends = [limit if isinstance(limit, arb) else ball(limit) for limit in limits(y)]
            points += [arb(0)] * len(ends)
            values += ends
        low = min(range(len(values)), key=lambda k: float(values[k].lower()))
        high = max(range(len(values)), key=lambda k: float(values[k].upper()))
        least, greatest = values[0], values[0]
        for value in values[1:]:
            least, greatest = least.min(value), greatest.max(value)
        return Range(least, greatest, points[low], points[high])
