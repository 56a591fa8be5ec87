"""AdamW's box: the ratio of the averages in exact numbers, how near it comes to its bound, the rest of a run outside it."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from theory.algorithms.adamw import reference, update
from theory.algorithms.base import Hyper, State
from theory.papers.xie_li.adamw_box.statement import Q
from theory.symbols import beta_1, beta_2

bound = sp.lambdify((beta_1, beta_2), Q)
A, B = Fraction(3, 10), Fraction(1, 5)  # (1 - A)^2 < 1 - B


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=12))
def test_the_ratio_of_the_averages_in_exact_numbers(gradients: list[int]) -> None:
    m = n = Fraction(0)
    for g in gradients:
        m, n = (1 - A) * m + A * g, (1 - B) * n + B * g * g
        assert m * m <= bound(A, B) * n


def test_no_smaller_bound_would_do() -> None:
    """Gradients that shrink by what Cauchy-Schwarz asks for, read backwards, come as near as one likes."""
    a, b = float(A), float(B)
    m = n = 0.0
    for g in ((1 - a) / (1 - b)) ** np.arange(200, -1, -1):
        m, n = (1 - a) * m + a * g, (1 - b) * n + b * g * g
    assert 0.999 < m * m / n / bound(a, b) <= 1 + 1e-12


@pytest.mark.parametrize("delta", [1e-6, 1.0])
def test_where_it_rests_outside_the_box(delta: float) -> None:
    """F = ||x - (-10, 20)||^2/2, lambda = 1/5: at (-5, 5) as delta -> 0, its KKT residual is small."""
    state, centre, decay = State(*np.zeros((3, 2))), np.array([-10.0, 20.0]), 0.2
    for _ in range(4000):
        state = update(state, state.x - centre, Hyper(0.1, 0.05, 0.05, decay, delta)).state
    g = state.x - centre
    residual = g * state.x + np.abs(g) / decay
    assert np.all((residual >= -1e-9) & (residual <= np.sqrt(delta) / (2 * decay)))
    assert np.all(np.abs(state.x) <= 1 / decay)
    if delta < 1:
        assert np.allclose(state.x, [-5.0, 5.0], atol=1e-6)
    assert np.allclose(reference(state, g, Hyper(0.1, 0.05, 0.05, decay, delta)).x, state.x, atol=1e-9)
