"""WuC-Adam: the schedule's identities, and its bound beside those of constant and 1/sqrt(t) steps of the same budget."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from theory.papers import find
from theory.papers.scaled_momentum.bounded_scaling.statement import terms_of_S
from theory.papers.wuc_adam.letters import HORIZON, SHARE, TOTAL, WARM_UP
from theory.papers.wuc_adam.wuc_adam_rate.statement import terms
from theory.symbols import Delta, L, T, b, beta_1, c_l, c_u, eta, eta_0, k, sigma

share = sp.lambdify((k, WARM_UP, HORIZON), SHARE)
total = sp.lambdify((T, WARM_UP, HORIZON), TOTAL)
NUMBERS = {Delta: 3, L: 1, b: 1, beta_1: sp.Rational(1, 10), c_l: 1, c_u: 4, sigma: sp.Rational(1, 2)}


@settings(deadline=None)
@given(st.data())
def test_the_sum_is_that_of_the_steps_and_half_the_budget_at_the_end(data: st.DataObject) -> None:
    horizon = data.draw(st.integers(1, 300))
    warm_up, steps = data.draw(st.integers(1, horizon)), data.draw(st.integers(1, horizon))
    shares = [float(share(j, warm_up, horizon)) for j in range(horizon)]
    assert np.isclose(sum(shares[:steps]), float(total(steps, warm_up, horizon)), rtol=1e-9)
    assert np.isclose(sum(shares), (horizon + 1) / 2, rtol=1e-9)
    assert min(shares) > 0
    assert max(shares) == shares[warm_up - 1] == 1.0
    # no jump: a step differs from the next by no more than the steepest part of either branch
    jumps = np.abs(np.diff(shares))
    assert np.all(jumps <= max(1 / warm_up, np.pi / 2 / (horizon + 1 - warm_up)) + 1e-12)


def excess(sum_of_steps: sp.Expr, largest: sp.Expr) -> sp.Expr:
    """The bound less its noise floor, which no schedule changes."""
    return sum(term for _, term in terms(sum_of_steps)[:2]).subs(NUMBERS).subs(eta_0, largest)


@pytest.mark.parametrize("budget", [100, 2000])
def test_against_constant_and_root_steps_of_the_same_budget_and_largest_step(budget: int) -> None:
    largest = sp.Rational(1, 100)
    cosine, constant = excess(largest * sp.Rational(budget + 1, 2), largest), excess(largest * budget, largest)
    root = excess(largest * sum(1 / np.sqrt(1.0 + j) for j in range(budget)), largest)
    assert cosine / constant == sp.Rational(2 * budget, budget + 1)
    assert constant < cosine < root
    assert 0.9 < float(root / cosine) / (np.sqrt(budget) / 4) < 1.1
    # constant steps of the same sum: half as long
    assert excess(largest * sp.Rational(budget + 1, 2), largest / 2) < cosine


def test_constant_steps_are_a_special_case() -> None:
    ours, general = (sp.Add(*(term for _, term in found)) for found in (terms(eta * T), terms_of_S(1)))
    less = c_u * sigma**2 / (c_l * b * T)  # the start counts once, not 1/beta_1 and beta_1 of it
    assert sp.simplify(general - ours.subs(eta_0, eta) - less) == 0


def test_the_source_says_that_nothing_is_announced() -> None:
    (claim,) = find("wuc-adam-rate")
    assert "derived here" in claim.source
    assert "no theorem" in claim.source
