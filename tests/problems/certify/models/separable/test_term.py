"""A family's term in ball arithmetic is its term in floats, and its slope is the derivative."""

import numpy as np
import pytest
from flint import arb
from hypothesis import given, settings
from hypothesis import strategies as st

from problems.certify.arithmetic.balls import ball, precision
from problems.certify.models.separable.term import TermCurves
from problems.families import all_families
from problems.families.base import Separable
from problems.families.written import Written

CLOSED = sorted(n for n, cls in all_families().items() if issubclass(cls, Separable) and not issubclass(cls, Written))


@pytest.mark.parametrize("name", CLOSED)
@given(x=st.floats(-6, 6), scale=st.floats(0.0, 3.0))
@settings(max_examples=25, deadline=None)
def test_a_term_in_balls_is_the_term_in_floats(name, x, scale):
    """The ball of f and f' at a point contains (up to its rounding) what the family computes in floats there."""
    family = all_families()[name]
    p = {"cosine-logcosh": (scale, 0.3, 2.0), "least-squares-1d": (scale, 0.4)}.get(name, (scale,))
    with precision():
        curves = TermCurves(family, p, arb(0))
        value, slope = curves.value(ball(x)), curves.slope(ball(x), 0)[0]
        for exactly, floating in ((value, family.term(np.float64(x), *p)), (slope, family.slope(np.float64(x), *p))):
            assert float(exactly) == pytest.approx(float(floating), rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("name", CLOSED)
def test_the_slope_is_the_derivative_of_the_term(name):
    """The certificates expand the slope alone; a wrong slope would certify another function."""
    family = all_families()[name]
    p = {"cosine-logcosh": (1.3, 0.3, 2.0), "least-squares-1d": (1.3, 0.4)}.get(name, (1.3,))
    with precision():
        curves = TermCurves(family, p, arb(0))
        for x in (-3.1, -0.4, 0.0, 0.7, 5.2):
            h = arb(2) ** -40
            quotient = (curves.value(ball(x) + h) - curves.value(ball(x) - h)) / (2 * h)
            assert abs(quotient - curves.slope(ball(x), 0)[0]) < arb(2) ** -70
