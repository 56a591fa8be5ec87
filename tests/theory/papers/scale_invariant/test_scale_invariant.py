"""Scale-invariant weights: the rule against plain SGD in the plane, the growth of norms and where they rest, measured."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest

from theory.algorithms.base import Hyper, State
from theory.papers import find
from theory.papers.scale_invariant.algorithms.planar_sgd import reference, update

ETA, RADIUS, DELTA = 0.4, 2.0, 0.25


def plain_sgd(slopes: list[float]) -> tuple[float, float]:
    """Angle and ||w||^4 of SGD on w in R^2, scalar, in Cartesian letters: f(w) = F(r angle), `slopes` are F'."""
    w_1, w_2, turns = DELTA**0.25, 0.0, 0.0
    for slope in slopes:
        norm_sq = w_1 * w_1 + w_2 * w_2
        # eta is a length along the arc: (1/r) d angle/d w each time
        new_1 = w_1 - ETA / RADIUS * slope * (-w_2 / norm_sq)
        new_2 = w_2 - ETA / RADIUS * slope * (w_1 / norm_sq)
        turns += float(np.angle(complex(new_1, new_2) / complex(w_1, w_2)))
        w_1, w_2 = new_1, new_2
    return RADIUS * turns, (w_1 * w_1 + w_2 * w_2) ** 2


@pytest.mark.parametrize("rule", [lambda s, g, h: update(s, g, h).state, reference], ids=["update", "reference"])
def test_the_rule_is_sgd_in_the_plane(rule: Callable[[State, float, Hyper], State]) -> None:
    slopes = np.random.default_rng(1).normal(size=200).tolist()
    own = SimpleNamespace(radius=RADIUS, inverse=1 / RADIUS)
    state, now = State(0.0, 0.0, 0.0), Hyper(1.0, 1.0, ETA, 0.0, DELTA, own=own)
    for slope in slopes:
        state = rule(state, slope, now)
    x, fourth = plain_sgd(slopes)
    assert np.isclose(state.x, x, rtol=1e-12)
    assert np.isclose(state.n + DELTA, fourth, rtol=1e-12)


def norms(adam: bool, eta: float, decay: float, steps: int, d: int = 64) -> np.ndarray:
    """||w_k||^2 on f(w) = <s, w>/||w||, s of random signs at every step: ||w|| ||g|| hardly changes; the memory is short."""
    generator = np.random.default_rng(2)
    w, n = generator.normal(size=(d, 8)) / np.sqrt(d), np.zeros((d, 8))
    seen = []
    for k in range(steps):
        s, norm = generator.choice((-1.0, 1.0), (d, 8)), np.sqrt(np.sum(w * w, axis=0))
        g = (s - np.sum(s * w, axis=0) / norm**2 * w) / norm
        assert np.max(np.abs(np.sum(g * w, axis=0))) < 1e-9 * (1 + np.max(np.abs(s)))
        n = g * g if k == 0 else 0.9 * n + 0.1 * g * g
        w = (1 - decay * eta) * w - eta * (g / np.sqrt(n) if adam else g)
        seen.append(np.mean(np.sum(w * w, axis=0)))
    return np.array(seen)


@pytest.mark.parametrize(("adam", "exponent"), [(False, 0.25), (True, 0.5)], ids=["sgd", "adam"])
def test_the_norm_grows_by_its_exponent(adam: bool, exponent: float) -> None:
    seen = norms(adam, 0.1, 0.0, 6000)
    assert abs(np.log2(seen[-1] / seen[1499]) / 2 / 2 - exponent) < 0.02


@pytest.mark.parametrize("adam", [False, True], ids=["sgd", "adam"])
def test_where_it_rests_under_decay(adam: bool) -> None:
    """<w, u> = 0 holds in the mean here; the squares of u and of ||w|| ||g|| are about d."""
    eta, decay, d = 0.05, 0.2, 64
    seen = np.mean(norms(adam, eta, decay, 1500, d)[1000:])
    square = eta * d / (decay * (2 - decay * eta))
    assert abs(seen / (square if adam else np.sqrt(square)) - 1) < 0.05


def test_the_source_says_what_is_announced_and_what_is_derived() -> None:
    (claim,) = find("scale-invariant-norm")
    assert "derived here" in claim.source
    assert "abstract only" in claim.source
