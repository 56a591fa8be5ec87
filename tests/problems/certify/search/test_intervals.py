"""The range of a function on an interval: it holds every value, and a small budget only widens it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from problems.certify.arithmetic.balls import ball, precision
from problems.certify.arithmetic.jets import Jet
from problems.certify.search.intervals import maximum, minimum

FINITE = st.floats(-1e6, 1e6)


@given(st.lists(FINITE, min_size=1, max_size=5), st.floats(-3, 3), st.floats(0, 4))
@settings(max_examples=60, deadline=None)
def test_the_range_of_a_polynomial_contains_its_values(coefficients, a, width):
    def curve(x, order):
        z = Jet.variable(x, order)
        total = Jet.constant(0.0, order)
        for c in coefficients:
            total = total * z + c
        return total.coefficients

    with precision():
        low, high = ball(a), ball(a) + ball(width)
        top, bottom = maximum(curve, low, high, 4000), minimum(curve, low, high, 4000)
        for share in np.linspace(0.0, 1.0, 23):
            value = curve(low + ball(float(share)) * ball(width), 0)[0]
            assert not value > top.high
            assert not value < bottom.low
        assert not curve(top.at, 0)[0] < top.low
        assert top.low <= top.high


@pytest.mark.parametrize(
    ("function", "a", "b", "greatest"),
    [
        (lambda x: np.sin(3.0 * x), 0.0, 10.0, 1.0),
        (lambda x: 1.0 - x * x * x * x, -1.0, 2.0, 1.0),  # flat to third order at its maximum
        (lambda x: x / (1.0 + x * x), -9.0, 9.0, 0.5),
        (lambda x: np.exp(x), -1.0, 0.5, np.exp(0.5)),
        (lambda x: 0.0 * x + 2.0, -1.0, 1.0, 2.0),
        (lambda x: np.absolute(x), -2.0, 1.0, 2.0),
    ],
)
def test_known_maxima(function, a, b, greatest):
    with precision():
        found = maximum(lambda x, order: function(Jet.variable(x, order)).coefficients, ball(a), ball(b), 20_000)
        assert float(found.low) == pytest.approx(greatest, rel=1e-12)
        assert float(found.high - found.low) <= 1e-6 * abs(greatest)


def test_a_budget_that_is_too_small_widens_and_never_lies():
    with precision():
        curve = lambda x, order: np.sin(Jet.variable(x, order) * 50.0).coefficients  # noqa: E731
        found = maximum(curve, ball(0.01), ball(9.0), 3)
        assert found.high >= 1
        assert found.low <= 1
