"""Certification of finite sums of losses of linear predictions: a file for each constant."""

from collections.abc import Callable, Sequence

from flint import arb

from problems.certify.arithmetic.affine import Affine, Draws
from problems.certify.arithmetic.points import Found, Point
from problems.certify.models.finite_sum.gradient_bound import gradient_spans
from problems.certify.models.finite_sum.infimum import minimum
from problems.certify.models.finite_sum.least_gradient import least_gradient
from problems.certify.models.finite_sum.objective import FiniteSum
from problems.certify.models.finite_sum.pl import static_pl
from problems.certify.models.finite_sum.pl_decayed import pl_dynamic
from problems.certify.models.finite_sum.smoothness import smoothness
from problems.certify.models.finite_sum.stationary import interior
from problems.certify.models.model import Span


class FiniteSumModel(FiniteSum):
    def affine(self) -> Affine | None:
        if not self.quadratic:
            return None
        constant = tuple(-g for g in self.gradient([arb(0)] * self.dimension))
        return Affine(self.weighted([r.least for r in self.curvatures]), constant, self.region)

    def stationary(self) -> Point | None:
        return interior(self, range(self.family.samples))

    def least_gradient(self, draws: Sequence[Draws], value: Callable[[Sequence[arb]], arb], start: Point) -> Found | None:
        return least_gradient(self, draws, value, start)

    def smoothness(self, shift: arb) -> Found:
        return smoothness(self, shift)

    def gradient_spans(self, shift: arb) -> list[Span]:
        return gradient_spans(self, shift)

    def minimum(self, shift: arb) -> Found:
        return minimum(self, shift)

    def pl(self) -> Found:
        return static_pl(self)

    def pl_dynamic(self, decay: arb) -> Found:
        return pl_dynamic(self, decay)
