"""UAdam: with nu = 0 its bound is that of `bounded-scaling`, beta_2 is absent; the neighbourhood measured: nu^2 and beta_1."""

from types import SimpleNamespace

import numpy as np
import sympy as sp

from theory.algorithms.base import Hyper
from theory.papers import find
from theory.papers.scaled_momentum.bounded_scaling.statement import terms_of_S, terms_of_tracking
from theory.papers.uadam.algorithms.skewed_uadam import update
from theory.papers.uadam.algorithms.uadam import Interpolated
from theory.papers.uadam.letters import NU
from theory.papers.uadam.uadam_rate.proof import ATTAINED
from theory.papers.uadam.uadam_rate.statement import ERROR, S, W
from theory.symbols import Delta, L, T, b, beta_1, c_l, c_u, eta, sigma

RATIO, NOISE = 4.0, 1.0


def plateau(nu: float, beta: float, beta_2: float = 1.0, steps: int = 5000) -> float:
    """The mean of f^2 over late steps on F = x^2/2, noise of +-1, c_l = 1, eta within the limit: the algorithm's own rule."""
    own, noise = SimpleNamespace(nu=nu, ratio=RATIO), np.random.default_rng(5).choice((-NOISE, NOISE), (steps, 64))
    state, seen = Interpolated(*np.zeros((4, 64))), []
    for k, e in enumerate(noise):
        now = Hyper(1.0 if k == 0 else beta, beta_2, 0.002, 0.0, 1.0, own=own)
        state = update(state, state.x + e, now).state
        if k >= 0.7 * steps:
            seen.append(np.mean(state.x**2))
    return float(np.mean(seen))


def floor(nu: float, beta: float) -> float:
    return float((c_u * W * sigma**2 / c_l).subs({c_u: RATIO, c_l: 1, sigma: NOISE, NU: nu, beta_1: beta}))


def test_the_neighbourhood_is_of_the_second_power_of_nu_and_the_first_of_beta_1() -> None:
    of_nu = [plateau(nu, 0.02) for nu in (0.5, 1.0)]
    assert abs(np.log2(of_nu[1] / of_nu[0]) - 2) < 0.1
    of_beta = [plateau(0.0, beta) for beta in (0.02, 0.08)]
    assert abs(np.log2(of_beta[1] / of_beta[0]) / 2 - 1) < 0.2
    for found, at in zip((*of_nu, *of_beta), ((0.5, 0.02), (1.0, 0.02), (0.0, 0.02), (0.0, 0.08)), strict=True):
        assert found < floor(*at)
    for found, beta in zip(of_beta, (0.02, 0.08), strict=True):  # real without interpolation, too: the constant is its own
        assert 0.03 < found / floor(0.0, beta) < 0.06
    for found, nu in zip(of_nu, (0.5, 1.0), strict=True):  # what step 2 proves of a run at rest; these are nearly there
        assert found > 0.95 * float(ATTAINED) * RATIO * nu**2 * NOISE**2
    # a longer memory does not help a fixed interpolation
    assert plateau(0.5, 0.01) > 0.95 * of_nu[0]


def test_beta_2_enters_by_the_ends_of_the_scaling_alone() -> None:
    allowed = {Delta, L, T, b, beta_1, c_l, c_u, eta, sigma, NU}
    assert S.free_symbols | ERROR.free_symbols <= allowed
    assert plateau(0.5, 0.02, beta_2=0.001, steps=100) == plateau(0.5, 0.02, steps=100)


def test_without_interpolation_the_bounds_are_those_of_bounded_scaling() -> None:
    for bound, terms in ((S, terms_of_S(1)), (ERROR, terms_of_tracking(1))):
        assert sp.simplify(bound.subs(NU, 0) - sp.Add(*(term for _, term in terms))) == 0


def test_the_source_says_what_is_announced_and_what_is_derived() -> None:
    (claim,) = find("uadam-rate")
    assert "derived here" in claim.source
    assert "abstract only" in claim.source
