"""What a family declares and branch and bound refutes is noticed."""

import numpy as np
import pytest
from flint import arb

from problems.certify.arithmetic.balls import precision
from problems.certify.models.separable.model import FalseFactError, SeparableModel
from problems.families.base import Everywhere
from problems.families.rational_well import RationalWell


class Overconfident(RationalWell):
    """Declares a smaller curvature than it has."""

    @staticmethod
    def everywhere(a):
        return Everywhere((0.0, a), (-0.7 * a, 0.7 * a), (-0.5 * a, 1.9 * a))


def test_a_false_fact_is_noticed():
    for region in (2.0, None):
        with precision(), pytest.raises(FalseFactError, match="curvature"):
            SeparableModel(Overconfident(np.array([1.0])), region, 20_000).smoothness(arb(0))
