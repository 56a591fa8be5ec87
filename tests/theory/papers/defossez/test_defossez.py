"""Adam and Adagrad with sums: the rules against the methods as printed, the pointwise inequality's mean, the source."""

from types import SimpleNamespace

import numpy as np

from theory.algorithms.base import Hyper, State
from theory.papers import find
from theory.papers.defossez.algorithms import adagrad
from theory.papers.defossez.algorithms.summed_adam import reference, update

ETA, WEIGHT, DELTA = 0.03, 0.1, 0.5


def test_the_rule_is_the_method_as_it_is_printed() -> None:
    """Scalar, with v a sum and PyTorch's kind of beta: alpha_n = alpha ((1 - b^n)/(1 - b))^(1/2), v_n = b v_{n-1} + g^2."""
    b, x, v, state, again = 1.0 - WEIGHT, 1.0, 0.0, State(1.0, 0.0, 0.0), State(1.0, 0.0, 0.0)
    for n, g in enumerate(np.random.default_rng(1).normal(size=100).tolist(), start=1):
        v = b * v + g * g
        x -= ETA * ((1.0 - b**n) / (1.0 - b)) ** 0.5 * g / (DELTA + v) ** 0.5
        own = SimpleNamespace(root=(1.0 - b**n) ** 0.5, small=WEIGHT * DELTA)
        now = Hyper(1.0, WEIGHT, ETA, 0.0, DELTA, own=own)
        state, again = update(state, g, now).state, reference(again, g, now)
        assert np.allclose([state.x, state.n / WEIGHT, again.x], [x, v, x], rtol=1e-12)


def test_adagrads_rule_is_the_method_as_it_is_printed() -> None:
    """Scalar: v_n = v_{n-1} + g^2, a step of alpha g/(delta + v_n)^(1/2)."""
    x, v, state, again = 1.0, 0.0, State(1.0, 0.0, 0.0), State(1.0, 0.0, 0.0)
    now = Hyper(1.0, 1.0, ETA, 0.0, DELTA)
    for g in np.random.default_rng(1).normal(size=100).tolist():
        v += g * g
        x -= ETA * g / (DELTA + v) ** 0.5
        state, again = adagrad.update(state, g, now).state, adagrad.reference(again, g, now)
        assert np.allclose([state.x, state.n, again.x], [x, v, x], rtol=1e-12)


def test_the_mean_step_on_laws_of_two_values() -> None:
    """E f g/a >= f^2/(2 c) - 2 r E g^2/a^2, enumerated, and 4 times less of the second term would not do."""
    generator, worst = np.random.default_rng(2), np.inf
    for _ in range(4000):
        p, values = generator.random(), generator.normal(size=2) * 10 ** generator.uniform(-1, 1)
        law, past = np.array([p, 1 - p]), 10 ** generator.uniform(-3, 1)
        f, q, r = law @ values, law @ values**2, np.max(np.abs(values))
        a, c = np.sqrt(past + values**2), np.sqrt(past + q)
        left, first, second = f * (law @ (values / a)), f * f / (2 * c), r * (law @ (values**2 / a**2))
        assert left >= first - 2 * second - 1e-12
        worst = min(worst, (left - first) / second)
    assert -2 < worst < 0


def test_the_source_says_what_is_known() -> None:
    for name in ("defossez-adam", "defossez-adagrad"):
        (claim,) = find(name)
        assert "statement known; proof of our own" in claim.source
