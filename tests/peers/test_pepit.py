"""Exact constants of one step and of a few against PEPit, in the case that it can do: one v for all coordinates, no noise."""

from fractions import Fraction

import pytest
import sympy as sp

from theory import symbols as s
from theory.papers import find
from theory.worst.few_steps import Steps, greatest
from theory.worst.forms import OneStep, one_step, settings
from theory.worst.one_step import exact

pytestmark = pytest.mark.peers
pepit = pytest.importorskip("PEPit", reason="PEPit is not installed (extra `peers`)")


def by_pepit(step: OneStep, letter: sp.Symbol) -> float:
    """The greatest of less the rest, the quantity being at most 1."""
    from PEPit.functions import SmoothFunction

    L, eta, beta, decay, v = (float(step.setting[name]) for name in (s.L, s.eta, s.beta_1, s.lambda_, s.c_1))
    problem = pepit.PEP()
    F = problem.declare_function(SmoothFunction, L=L)
    x, m = problem.set_initial_point(), pepit.Point()
    g, f = F.oracle(x)
    u = m + decay * v * x
    after = x - eta / v * u
    g_next, f_next = F.oracle(after)
    quantities = {
        s.u_sq: u**2, s.grad_F_k_sq: (g + decay * v * x) ** 2, s.m_err_sq: (m - g) ** 2, s.dx_sq: (after - x) ** 2,
        s.m_err_sq_next: ((1 - beta) * (m - g_next)) ** 2, s.F_k_now: f + decay / 2 * v * x**2,
        s.F_k_next: f_next + decay / 2 * v * after**2,
    }  # fmt: skip
    rest = sum(float(c) * quantities[name] for name, c in step.coefficients.items() if name in quantities and name != letter)
    problem.add_constraint(quantities[letter] <= 1)
    problem.set_performance_metric(-rest)
    return float(problem.solve(wrapper="cvxpy", solver="CLARABEL", verbose=0))


@pytest.mark.parametrize(
    ("claim", "part", "letter"),
    [
        ("lemma-2:paper", "lemma-2", s.dx_sq),
        ("lemma-2:paper", "lemma-2", s.m_err_sq),
        ("theorem-2:repaired", "eq-16", s.m_err_sq),
        ("theorem-2:repaired", "step-6", s.m_err_sq),
    ],
)
@pytest.mark.parametrize("place", [0, 3])
def test_constants_are_those_of_pepit(claim: str, part: str, letter: sp.Symbol, place: int) -> None:
    (found,) = find(claim, ())
    setting = list(settings(found))[place]
    assert setting[s.c_1] == setting[s.c_2]
    step = one_step(next(one for one in found.parts if one.id == part), setting)
    assert step is not None
    ours = exact(step, letter)
    assert ours is not None
    assert float(ours.low) == pytest.approx(by_pepit(step, letter), rel=1e-4)


@pytest.mark.parametrize(("T", "beta_1", "eta"), [(2, Fraction(1), Fraction(1, 2)), (3, Fraction(1, 2), Fraction(1, 4))])
def test_the_greatest_mean_over_steps_is_that_of_pepit(T: int, beta_1: Fraction, eta: Fraction) -> None:
    from PEPit.functions import SmoothFunction

    problem = pepit.PEP()
    F = problem.declare_function(SmoothFunction, L=1.0)
    x, least = problem.set_initial_point(), pepit.Expression()
    m, total = None, 0.0
    for k in range(T):
        g, f = F.oracle(x)
        if k == 0:
            problem.set_initial_condition(f - least <= 1.0)
        problem.add_constraint(f - g**2 / 2 >= least)
        m = g if m is None else (1 - float(beta_1)) * m + float(beta_1) * g
        total = total + (g**2 + m**2 / 4) / T
        x = x - float(eta) * m
    problem.set_performance_metric(total)
    by_pepit = float(problem.solve(wrapper="cvxpy", solver="CLARABEL", verbose=0))
    steps = Steps.of(T, beta_1, eta)
    ours = greatest(steps, steps.mean({s.grad_F_sq: Fraction(1), s.u_sq: Fraction(1, 4)}))
    assert ours is not None
    assert float(ours[0]) == pytest.approx(by_pepit, rel=1e-4)
