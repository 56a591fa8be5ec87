"""AdaBound: its bound functions oscillate for ever, and its last iterate under falling steps rests where beta_2 lets it."""

from types import SimpleNamespace

import numpy as np
import pytest
import sympy as sp

from theory.algorithms.base import Hyper, State
from theory.papers import find
from theory.papers.adabound.algorithms.adabound_relaxed import ALGORITHM, HIGH, LOW, update
from theory.symbols import k

ROWS = [sp.lambdify((k, LOW, HIGH), ALGORITHM.rows[name]) for name in ("lower", "upper")]


def test_the_bound_functions_stay_inside_and_do_not_settle() -> None:
    steps = np.arange(10_000)
    lower, upper = (row(steps, 0.5, 8.0) for row in ROWS)
    assert np.all((lower >= 0.5) & (lower <= upper * (1 + 1e-12)) & (upper <= 8.0))  # they meet, up to rounding
    for bound in (lower, upper):
        late = bound[-100:]
        assert late.max() > 1.5 * late.min()
        assert np.any(np.diff(late) > 0)
        assert np.any(np.diff(late) < 0)


def test_the_source_says_what_is_announced_and_what_is_derived() -> None:
    (claim,) = find("adabound-rate")
    assert "derived here" in claim.source
    assert "abstract only" in claim.source
    assert "not decided here" in claim.statement


def last_gradients(beta_2: float, power: float, steps: int = 6000) -> float:
    """The mean of f at the last iterate on F = x^2/2, noise of 3 with probability 1/4 and -1 else, steps (k + 1)^-power."""
    own = SimpleNamespace(lower=1 / 3, upper=1.0)
    noise = np.where(np.random.default_rng(4).random((steps, 100)) < 0.25, 3.0, -1.0)
    state = State(*np.zeros((3, 100)))
    for j, e in enumerate(noise):
        now = Hyper(1.0, 1.0 if j == 0 else beta_2, (j + 1.0) ** -power, 0.0, 1e-4, own=own)
        state = update(state, state.x + e, now).state
    return float(np.mean(state.x))


@pytest.mark.parametrize("power", [0.75, 1.0])
def test_the_last_iterate_rests_off_the_stationary_point_where_the_rate_knows_its_own_noise(power: float) -> None:
    assert abs(last_gradients(1.0, power) - 3 / 5) < 0.05
    assert abs(last_gradients(0.001, power)) < 0.1


def last_square(power: float, steps: int, beta_2: float = 0.001) -> float:
    """The mean of f^2 at the last iterate from 1: as above, with bounds that oscillate in [1/5, 1] and beta_1 = 1/10."""
    noise = np.where(np.random.default_rng(4).random((steps, 200)) < 0.25, 3.0, -1.0)
    state = State(np.ones(200), *np.zeros((2, 200)))
    for j, e in enumerate(noise):
        own = SimpleNamespace(lower=float(ROWS[0](j, 0.2, 1.0)), upper=float(ROWS[1](j, 0.2, 1.0)))
        weights = (1.0, 1.0) if j == 0 else (0.1, beta_2)
        now = Hyper(*weights, (0.2 if power == 0 else 1.0) * (j + 1.0) ** -power, 0.0, 1e-4, own=own)
        state = update(state, state.x + e, now).state
    return float(np.mean(state.x**2))


@pytest.mark.parametrize("power", [0.6, 0.75, 1.0])
def test_falling_steps_bring_the_last_iterate_on_as_T_grows_where_beta_2_is_small(power: float) -> None:
    seen = [last_square(power, steps) for steps in (500, 2000, 8000)]
    assert seen[0] > 1.5 * seen[1] > 1.5**2 * seen[2]


def test_constant_steps_have_a_plateau_and_its_height_without_momentum() -> None:
    """For every T the same, within noise; with low = high = 1 and beta_1 = 1 eta L sigma^2/(2 - eta L), as step 4 proves."""
    seen = [last_square(0.0, steps) for steps in (500, 2000, 8000)]
    assert max(seen) < 1.5 * min(seen)
    eta, own, x = 0.2, SimpleNamespace(lower=1.0, upper=1.0), np.zeros(4000)
    state, generator = State(x, x, x), np.random.default_rng(6)
    for _ in range(100):
        state = update(state, state.x + generator.choice((-1.0, 1.0), 4000), Hyper(1.0, 1.0, eta, 0.0, 1e-4, own=own)).state
    assert abs(np.mean(state.x**2) / (eta / (2 - eta)) - 1) < 0.1
