"""The parts that proofs rest on: ranges by branch and bound, series, eigenvalues; each can be wrong, and is shown to notice."""

from fractions import Fraction

import numpy as np
import pytest
from flint import arb
from hypothesis import given, settings
from hypothesis import strategies as st

from problems.certify.arithmetic.balls import ball, exact, precision
from problems.certify.arithmetic.eigenvalues import eigenvalue_floor, largest_eigenvalue, matrix, smallest_eigenvalue
from problems.certify.arithmetic.jets import Jet
from problems.certify.models.separable.model import FalseFactError, SeparableModel
from problems.certify.models.separable.term import TermCurves
from problems.certify.search.intervals import maximum, minimum
from problems.enclosure import Enclosure, rounded
from problems.families import all_families
from problems.families.base import Everywhere, Separable
from problems.families.rational_well import RationalWell

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


@pytest.mark.parametrize("name", sorted(n for n, cls in all_families().items() if issubclass(cls, Separable)))
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


@pytest.mark.parametrize("name", sorted(n for n, cls in all_families().items() if issubclass(cls, Separable)))
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


@given(st.integers(1, 6), st.integers(0, 2**31))
@settings(max_examples=40, deadline=None)
def test_eigenvalues_are_enclosed(size, seed):
    draw = np.random.default_rng(seed)
    a = draw.integers(-9, 9, (size, size)).astype(float)
    symmetric = a + a.T
    with precision():
        high, low = largest_eigenvalue(matrix(symmetric)), smallest_eigenvalue(matrix(symmetric))
        for found, value in ((high, np.linalg.eigvalsh(symmetric)[-1]), (low, np.linalg.eigvalsh(symmetric)[0])):
            assert float(found.low) - 1e-9 <= value <= float(found.high) + 1e-9
            # by the sign of a determinant, in exact arithmetic: no eigenvalue lies beyond the enclosure's outer end
        shifted = high.high + arb(1) / 10**6
        for k in range(1, size + 1):
            minor = matrix(np.eye(k)) * shifted - matrix(symmetric[:k, :k])
            assert minor.det() > 0


def test_the_least_positive_eigenvalue_of_a_singular_matrix():
    table = np.array([[1.0, -1.0, 2.0], [0.5, -0.5, 1.0], [3.0, -3.0, 0.0]])
    gram = table.T @ table
    with precision():
        floor = float(eigenvalue_floor(matrix(gram), 1))
    assert floor == pytest.approx(np.linalg.eigvalsh(gram)[1], rel=1e-12)


@given(st.fractions())
def test_ends_round_outward_to_the_neighbouring_float(x):
    below, above = rounded(x, -np.inf), rounded(x, np.inf)
    assert Fraction(below) <= x <= Fraction(above)
    assert above == below or above == np.nextafter(below, np.inf)


class Overconfident(RationalWell):
    """Declares a smaller curvature than it has."""

    @staticmethod
    def everywhere(a):
        return Everywhere((0.0, a), (-0.7 * a, 0.7 * a), (-0.5 * a, 1.9 * a))


def test_a_false_fact_is_noticed():
    for region in (2.0, None):
        with precision(), pytest.raises(FalseFactError, match="curvature"):
            SeparableModel(Overconfident(np.array([1.0])), region, 20_000).smoothness(arb(0))


def test_an_enclosure_the_wrong_way_round_is_refused():
    with pytest.raises(ValueError, match="lower <= upper"):
        Enclosure(1.0, 0.5, "none")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_go_into_balls_exactly(x):
    with precision():
        assert exact(ball(x)) == Fraction(x)
