"""RMSProp with a fixed step: the limit on eta/eps by bisection, the cycle in exact numbers, a planted falsehood on runs."""

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

from theory.algorithms.base import Hyper, State
from theory.papers import claims_in
from theory.papers.rmsprop.algorithms.rmsprop_eps import reference, update

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


def test_no_step_is_longer_than_eta_over_the_root_of_beta_2_in_any_dimension() -> None:
    """The rule and its second writing, from rest with one long gradient: the bound is nearly attained."""
    own = SimpleNamespace(eps=1e-6)
    g, now = np.full((5, 1), 3.0), Hyper(1.0, BETA_2, 0.1, 0.0, 1.0, own=own)
    state = State(np.zeros((5, 1)), np.zeros((5, 1)), np.zeros((5, 1)))
    length = np.linalg.norm(update(state, g, now).state.x)
    assert 0.999 * 0.1 / BETA_2**0.5 < length <= 0.1 / BETA_2**0.5
    np.testing.assert_allclose(reference(state, g, now).x, update(state, g, now).state.x, rtol=1e-12)


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
