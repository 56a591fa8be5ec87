"""XGrad: the game's spectral radius on both sides of its limit, the error of the prediction measured, the source."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from theory.papers import find
from theory.papers.xgrad.letters import AHEAD
from theory.papers.xgrad.xgrad_rate.proof import LIMIT, squared


def game(s: object, eta: object) -> sp.Matrix:
    """One step (theta, a) -> of XGrad without momentum on min_x max_y x y, a = G(theta - s eta a), G = (y, -x)."""
    turn = sp.Matrix([[0, 1], [-1, 0]])
    new = turn.row_join(-s * eta * turn)
    return (sp.eye(2).row_join(sp.zeros(2)) - eta * new).col_join(new)


@pytest.mark.parametrize("s", [Fraction(3, 5), Fraction(1), Fraction(3, 2), Fraction(4)])
def test_the_game_converges_just_inside_its_limit_and_not_just_outside(s: Fraction) -> None:
    (edge,) = sp.solve(sp.Eq(LIMIT.lhs, LIMIT.rhs).subs(AHEAD, sp.Rational(s)), squared)
    for share, inside in ((sp.Rational(99, 100), True), (sp.Rational(101, 100), False)):
        step = game(sp.Rational(s), sp.sqrt(edge) * share)
        radius = float(np.max(np.abs(np.linalg.eigvals(np.array(step.evalf(30), dtype=float)))))
        assert (radius < 1) == inside
        assert abs(radius - 1) < 0.02


def test_the_spectral_radius_at_one_step_ahead_exactly() -> None:
    """s = 1, eta <= 1/2: the square of the largest modulus is (1 + (1 - 4 eta^2)^(1/2))/2, and half a step ahead diverges."""
    eta = sp.Rational(3, 10)
    moduli = [sp.simplify(sp.Abs(root) ** 2) for root in game(1, eta).eigenvals()]
    assert max(moduli) == (1 + sp.sqrt(1 - 4 * eta**2)) / 2 == sp.Rational(9, 10)
    for small in (0.1, 0.01):
        radius = np.max(np.abs(np.linalg.eigvals(np.array(game(sp.Rational(1, 2), small), dtype=float))))
        assert radius > 1


def prediction(s: int, beta: float, drift: float) -> float:
    """E||theta_{k+s} - prediction||^2 over E||theta_{k+s} - theta_k||^2 on a linear F of slope `drift` with noise of +-1."""
    noise = drift + np.random.default_rng(3).choice((-1.0, 1.0), (600, 2000))
    averages = [np.zeros(2000)]
    for g in noise:
        averages.append((1 - beta) * averages[-1] + beta * g)
    done, comes = averages[-1 - s], np.sum(averages[-s:], axis=0)
    return float(np.mean((s * done - comes) ** 2) / np.mean(comes**2))


@pytest.mark.parametrize(("s", "beta", "drift", "helps"), [
    (1, 0.05, 0.0, True), (1, 0.8, 0.0, False), (4, 0.05, 0.0, True), (8, 0.5, 0.0, False), (8, 0.5, 2.0, True),
])  # fmt: skip
def test_when_a_prediction_is_better_than_none(s: int, beta: float, drift: float, helps: bool) -> None:
    total = sum((1 - beta) ** i for i in range(1, s + 1))
    assert drift or (2 * total > s) == helps
    assert (prediction(s, beta, drift) < 1) == helps


def test_one_step_ahead_the_error_is_twice_beta_1_of_that_without() -> None:
    for beta in (0.05, 0.2):
        assert abs(prediction(1, beta, 0.0) / (2 * beta) - 1) < 0.1


def test_the_source_says_what_is_derived() -> None:
    (claim,) = find("xgrad-rate")
    assert "derived here" in claim.source
    assert "released code" in claim.source
