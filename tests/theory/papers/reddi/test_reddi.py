"""Adam's drift: the example's mean step once more in cells, whole runs on [-1, 1], and where small steps rest."""

from itertools import pairwise

import numpy as np
import pytest
from flint import arb

from theory.algorithms.adam import update
from theory.algorithms.base import Hyper, State
from theory.papers import find

SHARE, LARGE, SMALL = 0.01, 1010.0, -10.0


def test_the_mean_step_goes_up_whatever_was_before() -> None:
    """In balls over cells of n_{k-1}, each factor of the reciprocal roots by its ends: no bisection, no derivative."""
    edges = [100 * (1020100 / 100) ** (j / 4000) for j in range(4001)]
    for low, high in pairwise(edges):
        up = arb(99) / 100 * 10 / (arb(9) / 10 * arb(high) + 10).sqrt()
        down = arb(1) / 100 * 1010 / (arb(9) / 10 * arb(low) + 102010).sqrt()
        assert up - down > 0


@pytest.mark.parametrize("beta_2", [0.1, 0.01])
def test_adam_ends_at_the_wrong_end_of_the_interval(beta_2: float) -> None:
    """Linear losses on [-1, 1] with projection: the least mean is at -1."""
    slopes = np.where(np.random.default_rng(6).random((20_000, 20)) < SHARE, LARGE, SMALL)
    state = State(*np.zeros((3, 20)))
    for g in slopes:
        moved = update(state, g, Hyper(1.0, beta_2, 0.005, 0.0, 1e-8)).state
        state = moved._replace(x=np.clip(moved.x, -1.0, 1.0))
    assert np.mean(state.x) > 0.8
    assert np.mean(slopes) > 0


@pytest.mark.parametrize("eta", [0.01, 0.002])
def test_smaller_steps_rest_no_nearer(eta: float) -> None:
    """F = x^2/2, noise of 3 with probability 1/4, else -1, beta_2 = 1, delta = 1/4: at about 1 - 1/32^(1/2)."""
    state = State(np.full(200, 0.8), np.zeros(200), np.zeros(200))
    for e in np.where(np.random.default_rng(3).random((4000, 200)) < 0.25, 3.0, -1.0):
        state = update(state, state.x + e, Hyper(1.0, 1.0, eta, 0.0, 0.25)).state
    assert abs(np.mean(state.x) - (1 - 32**-0.5)) < 0.05


def test_the_source_says_whose_the_example_is() -> None:
    assert all("derived here" in claim.source for claim in find("adam-small-steps"))
