"""Certification of finite sums of losses of linear predictions: a file for each constant."""

from flint import arb

from problems.certify.arithmetic.affine import Affine
from problems.certify.arithmetic.points import Point
from problems.certify.models.finite_sum.gradient_bound import gradient_spans
from problems.certify.models.finite_sum.infimum import minimum
from problems.certify.models.finite_sum.least_gradient import least_gradient
from problems.certify.models.finite_sum.objective import FiniteSum
from problems.certify.models.finite_sum.pl import static_pl
from problems.certify.models.finite_sum.pl_decayed import pl_dynamic
from problems.certify.models.finite_sum.smoothness import smoothness
from problems.certify.models.finite_sum.stationary import interior


class FiniteSumModel(FiniteSum):
    def affine(self) -> Affine | None:
        if not self.quadratic:
            return None
        constant = tuple(-g for g in self.gradient([arb(0)] * self.dimension))
        return Affine(self.weighted([r.least for r in self.curvatures]), constant, self.region)

    def stationary(self) -> Point | None:
        return interior(self, range(self.family.samples))

    # the first argument of each is the model
    smoothness = smoothness
    gradient_spans = gradient_spans
    minimum = minimum
    pl = static_pl
    pl_dynamic = pl_dynamic
    least_gradient = least_gradient
