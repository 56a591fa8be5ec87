"""Numbers go into balls exactly and come out rounded outward."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from problems.certify.arithmetic.balls import ball, exact, precision
from problems.enclosure import Enclosure, rounded


@given(st.fractions())
def test_ends_round_outward_to_the_neighbouring_float(x):
    below, above = rounded(x, -np.inf), rounded(x, np.inf)
    assert Fraction(below) <= x <= Fraction(above)
    assert above == below or above == np.nextafter(below, np.inf)


def test_an_enclosure_the_wrong_way_round_is_refused():
    with pytest.raises(ValueError, match="lower <= upper"):
        Enclosure(1.0, 0.5, "none")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_go_into_balls_exactly(x):
    with precision():
        assert exact(ball(x)) == Fraction(x)
