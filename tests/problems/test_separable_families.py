"""The separable families' formulas against arbitrary precision, and the PL constant by ball arithmetic."""

import mpmath
import numpy as np
import pytest
from flint import arb
from hypothesis import given
from hypothesis import strategies as st

from problems.families.cosine_logcosh import CosineLogcosh
from problems.families.least_squares_1d import LeastSquares1d
from problems.families.quadratic import orthogonal
from problems.families.sine_quadratic import PL, PL_AT, SineQuadratic
from problems.noise import Normal

reals = st.floats(-1e4, 1e4) | st.floats(-1e-3, 1e-3) | st.sampled_from([0.0, 19.99, 20.0, 20.01, -745.2])


@given(reals, st.floats(0, 5), st.floats(0, 20))
def test_cosine_logcosh_to_rounding(x, w, k):
    with mpmath.workdps(60):
        X, W, K = mpmath.mpf(x), mpmath.mpf(w), mpmath.mpf(k)
        logcosh = mpmath.log1p(2 * mpmath.sinh(X / 2) ** 2)
        value = logcosh + W * (1 - mpmath.cos(K * X))
        slope = mpmath.tanh(X) + W * K * mpmath.sin(K * X)
    # the argument k x is rounded before the sine is taken
    blur = 1e-15 * (1 + abs(k * x)) * w * (1 + k)
    assert float(CosineLogcosh.term(x, 1.0, w, k)) == pytest.approx(float(value), rel=1e-14, abs=blur)
    assert float(CosineLogcosh.slope(x, 1.0, w, k)) == pytest.approx(float(slope), rel=1e-13, abs=blur)
    assert float(CosineLogcosh.term(x, 1.0, 0.0, 1.0)) == pytest.approx(float(logcosh), rel=4e-15, abs=5e-324)


def gap(x: arb, mu: arb) -> arb:
    """(f'^2 - 2 mu f) / x^2 with f = x^2 + 3 sin^2 x: both quotients by x are smooth at 0."""
    slope = 2 + 6 * (2 * x).sinc()
    return slope * slope - 2 * mu * (1 + 3 * x.sinc() ** 2)


def holds_between(low: float, high: float, mu: float, depth: int = 40) -> bool:
    """Whether `gap` is positive on [low, high], by bisection in ball arithmetic; False where a point refutes it."""
    middle = (low + high) / 2
    ball = arb(middle, (high - low) / 2)
    if gap(ball, arb(mu)) > 0:
        return True
    if gap(arb(middle), arb(mu)) < 0 or depth == 0:
        return False
    return holds_between(low, middle, mu, depth - 1) and holds_between(middle, high, mu, depth - 1)


def test_pl_constant_of_sine_quadratic_is_proved_and_is_the_best():
    # beyond 4: f'^2/(2f) >= (2x - 3)^2/(2(x^2 + 3)), which grows with x there and is 25/38 at 4
    assert PL < 25 / 38
    assert holds_between(0.0, 4.0, PL * (1 - 1e-7))
    assert not holds_between(0.0, 4.0, PL * (1 + 1e-7))
    x = arb(PL_AT)
    assert gap(x, arb(PL * (1 + 1e-12))) < 0


@pytest.mark.parametrize("region", [0.0, 1e-9, 1e-3, 0.5, 1.0, 2.0, 2.2, 3.0, 50.0])
def test_pl_constant_of_sine_quadratic_on_a_region(region):
    mu = SineQuadratic(np.array([1.0])).pl(region)
    assert holds_between(0.0, min(region, 4.0), mu * (1 - 1e-7))
    if region > 0:
        assert not holds_between(0.0, min(region, 4.0) * (1 + 1e-6), mu * (1 + 1e-3))


@pytest.mark.parametrize("dimension", [1, 2, 7, 30])
def test_orthogonal_matrices(dimension):
    q = orthogonal(dimension, 3)
    assert np.allclose(q.T @ q, np.eye(dimension), atol=1e-14)
    assert np.array_equal(q, orthogonal(dimension, 3))
    if dimension > 1:
        assert not np.allclose(q, orthogonal(dimension, 4))


@given(st.floats(-5, 5), st.floats(0, 3), st.floats(-3, 3))
def test_least_squares_1d_is_the_expectation(x, a, s):
    """E (a (x - s) - xi)^2 / 2 by Gauss-Hermite quadrature, exact for this polynomial; its gradient noise is -a xi."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(5)
    weights = weights / np.sum(weights)
    assert LeastSquares1d.term(x, a, s) == pytest.approx(np.sum(weights * (a * (x - s) - nodes) ** 2) / 2)
    noise = a * (a * (x - s) - nodes) - LeastSquares1d.slope(x, a, s)
    assert np.sum(weights * noise) == pytest.approx(0.0, abs=1e-12)
    drawn = LeastSquares1d(a, s).sampling_noise(3)
    assert isinstance(drawn, Normal)
    assert drawn.sigma**2 == pytest.approx(np.sum(weights * noise**2), rel=1e-12, abs=1e-300)
    assert drawn.batch == 3
    assert drawn.bound[0] == (np.inf if a > 0 else 0.0)
