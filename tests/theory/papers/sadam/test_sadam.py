"""Sadam: its guarantee against Adam's with eps in numbers, and the exponent of T measured with steps of 1/T^(1/2)."""

from types import SimpleNamespace

import numpy as np

from theory.algorithms.base import Hyper, State
from theory.papers import find
from theory.papers.sadam.algorithms.sadam import softplus, update


def test_the_source_says_what_is_announced_and_what_is_derived() -> None:
    (claim,) = find("sadam-rate")
    assert "derived here" in claim.source
    assert "abstract only" in claim.source


def test_the_anisotropy_is_that_of_adam_up_to_a_third() -> None:
    """c_u/c_l of Sadam against that of n^(1/2) + eps with eps = log 2/b, over nine orders of b c_inf."""
    for b in (0.1, 50.0, 1e4):
        c_inf = np.geomspace(1e-6, 1e3, 400)
        eps = np.log(2.0) / b
        gain = ((c_inf + eps) / eps) / (softplus(c_inf, b) / softplus(0.0, b))
        assert np.all(gain >= 1.0 - 1e-12)
        assert np.all(gain <= 1.3)
    assert abs(softplus(0.0, 50.0) - 0.013862943611198907) < 1e-15


def test_the_line_of_the_phase_diagram_is_where_both_ratios_are_alike() -> None:
    """b eps = y log 2/(log(1 + exp(y)) - log 2) in (log 2, 2 log 2); to its left Sadam's c_u/c_l is the smaller one."""
    y = np.geomspace(1e-3, 1e3, 300)
    soft, log_2 = np.logaddexp(0.0, y), np.log(2.0)
    line = y * log_2 / (soft - log_2)
    assert np.all((line > log_2) & (line < 2 * log_2))
    for share, sign in ((0.99, 1), (1.01, -1)):
        assert np.all(sign * ((y + share * line) / (share * line) - soft / log_2) > 0)


def average_square(steps: int, runs: int = 64) -> float:
    """The mean of (grad F)^2 over so many steps of 1/T^(1/2) on the rational well from 1, noise of +-1."""
    own, x, averages = SimpleNamespace(softness=50.0), np.ones(runs), []
    state = State(x, np.zeros(runs), np.zeros(runs))
    for k, e in enumerate(np.random.default_rng(3).choice((-1.0, 1.0), (steps, runs))):
        f = 2 * state.x / (1 + state.x**2) ** 2
        averages.append(np.mean(f * f))
        weight = 1.0 if k == 0 else 0.1
        state = update(state, f + e, Hyper(weight, weight, steps**-0.5, 0.0, 1.0, own=own)).state
    return float(np.mean(averages))


def test_with_steps_of_one_over_the_root_of_T_the_average_falls_as_one_over_the_root_of_T() -> None:
    seen = [average_square(steps) for steps in (1000, 4000)]
    assert abs(np.log2(seen[0] / seen[1]) / 2 - 0.5) < 0.05
