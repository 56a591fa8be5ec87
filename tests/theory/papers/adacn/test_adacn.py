"""AdaCN with weak secants: one coordinate, the secant in several, two steps in turn, the source."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from theory.algorithms.base import Hyper
from theory.papers import find
from theory.papers.adacn.algorithms.adacn_secant import Secant, reference, update

ETA, DELTA = 0.1, 0.25
OWN = SimpleNamespace(cap=4.0, cubic=6.0, shortest=1e-6)


def started(d: int, runs: int = 1) -> Secant:
    generator = np.random.default_rng(4)
    return Secant(generator.normal(size=(d, runs)), *(np.zeros((d, runs)) for _ in range(4)))


def of_one_coordinate(state: Secant, g: Any, h: Hyper) -> Secant:
    """The step where every coordinate has its own secant."""
    s, m = state.step, (1 - h.beta_1) * state.m + h.beta_1 * g
    curvature = state.curvature + ((g - state.last) - state.curvature * s) * s / np.maximum(s * s, h.own.shortest**2)
    last = np.minimum(h.own.cubic / 2 * np.abs(s), h.own.cap)
    step = -h.eta * m / (h.delta**0.5 + np.minimum(np.abs(curvature), h.own.cap) + last)
    return Secant(state.x + step, m, step, g, curvature)


def test_in_one_dimension_it_is_the_secant_of_the_coordinate_and_finds_the_curvature_at_once() -> None:
    A, state = np.linspace(0.2, 3.0, 7)[None], started(1, 7)
    apart, now = state, Hyper(1.0, 1.0, ETA, 0.0, DELTA, own=OWN)
    for k in range(20):
        state, apart = update(state, A * state.x, now).state, of_one_coordinate(apart, A * apart.x, now)
        for one, other in zip(state, apart, strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-6, atol=1e-9)
        if k > 0:
            np.testing.assert_allclose(state.curvature, A, rtol=1e-6)


def test_in_several_the_weak_secant_holds_and_comes_nearer_to_the_diagonal() -> None:
    A, state, now = np.array([[0.5], [2.0], [3.0], [1.0]]), started(4, 5), Hyper(0.3, 1.0, ETA, 0.0, DELTA, own=OWN)
    again, errors = state, []
    for _ in range(200):
        after = update(state, A * state.x, now)
        again = reference(again, A * again.x, now)
        np.testing.assert_allclose(again.x, after.state.x, rtol=1e-7, atol=1e-12)
        s, y = state.step, A * state.x - state.last
        if errors:
            np.testing.assert_allclose(np.sum(after.state.curvature * s * s, axis=0), np.sum(s * y, axis=0), rtol=1e-6)
            assert np.all(after.v <= DELTA**0.5 + 2 * OWN.cap)
        errors.append(np.sum((after.state.curvature - A) ** 2, axis=0))
        state = after.state
        if np.min(np.sum(state.step**4, axis=0)) < 1e-20:  # below `shortest` there is no secant
            break
    assert np.all(np.diff(errors, axis=0) <= 1e-6)
    assert np.min(errors[1]) > 1e-3  # one step does not give it


def test_no_two_steps_in_turn_are_long() -> None:
    """Their squares with the weight theta, over that of the longest step, and some pair comes near it."""
    generator, now = np.random.default_rng(5), Hyper(1.0, 1.0, ETA, 0.0, DELTA, own=OWN)
    for d in (1, 4):
        longest, kappa = ETA * d**0.5 / DELTA**0.5, OWN.cubic * ETA * d**0.5 / (2 * DELTA)
        theta, worst = 1 - 1 / (1 + kappa) ** 2, 0.0
        state = Secant(*(np.zeros((d, 50)) for _ in range(5)))
        for _ in range(200):
            after = update(state, generator.choice([-1.0, 0.0, 1.0], size=(d, 50)), now).state
            pairs = np.sum(after.step**2 + theta * state.step**2, axis=0) / longest**2
            worst, state = max(worst, float(pairs.max())), after
        assert 0.6 < worst <= 1 + 1e-12


def test_the_source_says_what_is_known() -> None:
    (claim,) = find("adacn-secant")
    assert claim.source.startswith("derived here")
    assert "formulas not known" in claim.source
