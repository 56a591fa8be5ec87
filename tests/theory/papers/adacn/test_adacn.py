"""AdaCN with secants: the rule on a quadratic, two steps in turn, the weak secant for several coordinates, the source."""

from types import SimpleNamespace

import numpy as np

from theory.algorithms.base import Hyper
from theory.papers import find
from theory.papers.adacn.algorithms.adacn_secant import Secant, reference, update

ETA, DELTA = 0.1, 0.25
OWN = SimpleNamespace(cap=4.0, cubic=6.0, shortest=1e-6)


def test_one_step_finds_the_curvature_of_each_coordinate_and_the_reference_agrees() -> None:
    A = np.array([0.5, 2.0, 3.0])
    state = again = Secant(np.array([1.0, -1.0, 0.5]), *(np.zeros(3) for _ in range(4)))
    now = Hyper(1.0, 1.0, ETA, 0.0, DELTA, own=OWN)
    for k in range(20):
        moved = update(state, A * state.x, now)
        again = reference(again, A * again.x, now)
        if k > 0:
            assert np.allclose(moved.state.curvature, A, rtol=1e-6)
            assert np.allclose(moved.v, DELTA**0.5 + A + OWN.cubic / 2 * np.abs(state.step), rtol=1e-6)
        state = moved.state
        assert np.allclose(state.x, again.x, rtol=1e-9)


def test_no_two_steps_in_turn_are_long() -> None:
    """Their squares with the weight theta, over that of the longest step, and some pair comes near it."""
    generator, now = np.random.default_rng(5), Hyper(1.0, 1.0, ETA, 0.0, DELTA, own=OWN)
    longest, kappa = ETA / DELTA**0.5, OWN.cubic * ETA / (2 * DELTA)
    theta, worst = 1 - 1 / (1 + kappa) ** 2, 0.0
    state = Secant(*(np.zeros(50) for _ in range(5)))
    for _ in range(200):
        after = update(state, generator.choice([-1.0, 0.0, 1.0], size=50), now).state
        pairs = (after.step**2 + theta * state.step**2) / longest**2
        worst, state = max(worst, float(pairs.max())), after
    assert 0.6 < worst <= 1 + 1e-12


def test_the_weak_secant_in_several_coordinates_comes_nearer_and_does_not_find_the_diagonal_at_once() -> None:
    generator = np.random.default_rng(6)
    A, B = generator.normal(size=4), np.zeros(4)
    errors = [np.sum((B - A) ** 2)]
    for _ in range(200):
        s = generator.normal(size=4)
        B = B + (s @ (A * s) - s @ (B * s)) / np.sum(s**4) * s**2
        assert np.isclose(s @ (B * s), s @ (A * s))
        errors.append(np.sum((B - A) ** 2))
    assert np.all(np.diff(errors) <= 1e-12)
    assert errors[1] > 1e-3
    assert errors[-1] < 1e-6


def test_the_source_says_what_is_known() -> None:
    (claim,) = find("adacn-secant")
    assert claim.source.startswith("derived here")
    assert "formulas not known" in claim.source
