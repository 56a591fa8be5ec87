"""RMSProp with a fixed step: the limit on eta/eps by bisection, the cycle in exact numbers, a planted falsehood on runs."""

from fractions import Fraction

import pytest

from theory.papers import claims_in

FOLDER = claims_in("rmsprop")[0]
L, EPS, BETA_2 = 3.0, 0.25, 0.1


def comes_to_rest(eta: float) -> bool:
    """Whether the gradient of (L/2) x^2 becomes 0 from x = 1."""
    x, n = 1.0, L * L
    for _ in range(20_000):
        g = L * x
        n += BETA_2 * (g * g - n)
        x -= eta * g / (n**0.5 + EPS)
    return abs(L * x) < 1e-6


def test_the_limit_is_found_by_bisection() -> None:
    low, high = 0.1 * EPS / L, 10.0 * EPS / L
    assert comes_to_rest(low)
    assert not comes_to_rest(high)
    while high - low > 2e-3 * EPS / L:
        middle = (low + high) / 2
        low, high = (middle, high) if comes_to_rest(middle) else (low, middle)
    assert low * L / EPS == pytest.approx(2.0, abs=5e-3)


def test_beyond_it_there_is_a_cycle() -> None:
    L, eps, beta_2 = Fraction(3), Fraction(1, 4), Fraction(1, 10)
    eta = Fraction(21, 10) * eps / L
    x = eta / 2 - eps / L
    assert x > 0
    n, seen = (L * x) ** 2, []
    for _ in range(6):
        n = (1 - beta_2) * n + beta_2 * (L * x) ** 2
        assert n == (L * x) ** 2
        x -= eta * L * x / (L * abs(x) + eps)
        seen.append(x)
    assert seen == [-x, x] * 3
