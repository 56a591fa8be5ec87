"""A separable family's term as curves in ball arithmetic: its gap above the value at 0, slope, curvature, and PL ratio.

Only `slope` is expanded; the value's derivatives are the slope's. So the value itself, whose formula may branch for the sake
of rounding, is evaluated at points only.
"""

from dataclasses import dataclass
from typing import Any

from flint import arb, arb_series

from problems.certify.arithmetic.jets import Jet
from problems.certify.search.intervals import Curve
from problems.families.base import Separable


@dataclass(frozen=True)
class TermCurves:
    """The term `f(x; p) + (shift/2) x^2` of a separable family for one tuple of exact coefficients."""

    family: Separable | type[Separable]
    p: tuple[float, ...]
    shift: arb

    def slope(self, x: arb, order: int) -> list[arb]:
        variable = Jet.variable(x, order)
        return (self.family.slope(variable, *self._p(order)) + variable * self.shift).coefficients

    def _p(self, order: int) -> list[Jet]:
        return [Jet.constant(c, order) for c in self.p]

    def curvature(self, x: arb, order: int) -> list[arb]:
        c = self.slope(x, order + 1)
        return [k * c[k] for k in range(1, order + 2)]

    def gap(self, x: arb, order: int) -> list[arb]:
        """f(x) - f(0), with f the shifted term."""
        middle = x.mid()
        at_middle = self.value(middle) - self.value(arb(0))
        if order == 0 and x.is_exact():
            return [at_middle]
        slopes = self.slope(x, max(order - 1, 0))
        # mean value theorem: f(x) = f(m) + f'(xi) (x - m)
        constant = at_middle if x.is_exact() else at_middle + slopes[0] * (x - middle)
        # the slope keeps its sign: dividing by 1 would round its radius
        return [constant, *(slopes[k - 1] / k if k > 1 else slopes[0] for k in range(1, order + 1))]

    def value(self, x: arb) -> arb:
        """f at a point (exact ball)."""
        term: Any = self.family.term(Jet.variable(x, 0), *self._p(0))
        return _constant(term) + self.shift * x * x / 2

    def ratio(self, decay: arb) -> Curve:
        """x -> f'(x)^2 / (2 (f(x) - f(0))) of the term with (decay/2) x^2 added; for boxes without 0."""
        return with_shift(self, self.shift + decay)._ratio

    def _ratio(self, x: arb, order: int) -> list[arb]:
        slope, gap = _series(self.slope(x, order)), _series(self.gap(x, order))
        return quotient(slope * slope, 2 * gap, order)

    def least_over_decay(self, x: arb, order: int) -> list[arb]:
        """x -> min over all real s of the ratio with decay s: 4 (x f' - 2 f) / x^2, taken at s = (x f' - 4 f)/x^2."""
        slope, gap = _series(self.slope(x, order)), _series(self.gap(x, order))
        variable = _series(([x, arb(1)] + [arb(0)] * order)[: order + 1])
        return quotient(4 * (variable * slope - 2 * gap), variable * variable, order)

    def best_decay(self, x: arb) -> arb:
        """(x f' - 4 f)/x^2: the decay at which the ratio at x is least."""
        return (x * self.slope(x, 0)[0] - 4 * self.gap(x, 0)[0]) / (x * x)

    def mirrored(self) -> "Mirrored":
        return Mirrored(self.family, self.p, self.shift)


class Mirrored(TermCurves):
    """The term read from right to left: f(-x)."""

    def slope(self, x: arb, order: int) -> list[arb]:
        return [c if k % 2 else -c for k, c in enumerate(super().slope(-x, order))]

    def value(self, x: arb) -> arb:
        return super().value(-x)


def with_shift(curves: TermCurves, shift: arb) -> TermCurves:
    return type(curves)(curves.family, curves.p, shift)


def _constant(term: Any) -> arb:
    return term.coefficients[0] if isinstance(term, Jet) else arb(term)


def _series(c: list[arb]) -> arb_series:
    return arb_series(c, prec=len(c))


def quotient(top: arb_series, bottom: arb_series, order: int) -> list[arb]:
    """Coefficients of top / bottom; not-a-number where the bottom may vanish."""
    if not len(bottom) or bottom[0].contains(0):
        return [arb.nan()] * (order + 1)
    found: list[arb] = (top / bottom).coeffs()
    return found + [arb(0)] * (order + 1 - len(found))
