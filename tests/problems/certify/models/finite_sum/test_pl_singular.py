"""mu and mu_k of least squares whose least direction leaves the region, is null, or nearly so, against grids."""

import numpy as np
import pytest
import sympy as sp
from flint import arb
from hypothesis import given, settings
from hypothesis import strategies as st

from problems.certify.arithmetic.balls import precision
from problems.certify.models.finite_sum.pl_singular import _free, null_pl
from problems.families.least_squares import LeastSquares

from .test_pl_decayed import HARMED, attained, grid


def least_ratio_of_lines(region, decay):
    """x + y/2 = 1, at x = region (1, 1) where the ratio |g|^2 / (g'M^-1 g) is least, M the Hessian of F_s."""
    x, row = np.full(2, region), HARMED.table[0]
    ratios = []
    for s in np.linspace(1e-9, decay, 4001):
        m = np.outer(row, row) + np.diag([s, 0.0])
        g = m @ x - row
        ratios.append(g @ g / (g @ np.linalg.solve(m, g)))
    return min(ratios)


@pytest.mark.thorough
@pytest.mark.parametrize(("region", "decay"), [(0.6, 0.01), (0.65, 0.1), (0.66, 1.0)])
def test_mu_k_of_singular_least_squares_without_a_minimiser_inside(region, decay):
    """x + y/2 = 1 passes outside of |x| <= 2/3: the constant is above 0, and below that of F: a decay may do harm."""
    with precision():
        one = HARMED.model(region, 1)
        found, seen = one.pl_dynamic(arb(decay)).enclosure, least_ratio_of_lines(region, decay)
        assert found.width <= 1e-3
        assert found.lower <= seen * (1 + 1e-9)
        assert found.upper <= seen * (1 + 1e-3)
        assert found.upper < 0.9 * one.pl().enclosure.lower


@pytest.mark.parametrize("seed", range(4))
def test_mu_of_least_squares_whose_least_direction_leaves_the_region(seed):
    draw = np.random.default_rng(seed)
    family = LeastSquares(draw.standard_normal((2, 3)), 3.0 * draw.standard_normal(2))
    with precision():
        found = family.model(0.4, 1).pl().enclosure
    assert found.width <= 1e-3
    assert found.lower <= least_ratio_of_quadratic(family, 0.4) * (1 + 1e-9)


def least_ratio_of_quadratic(family, region):
    x = grid(np.linspace(-region, region, 21), 3)
    slope = (x @ family.table.T - family.targets) @ family.table / family.samples
    inverse = np.linalg.pinv(family.table.T @ family.table / family.samples)
    return np.min(np.sum(slope**2, axis=1) / np.einsum("bi,ij,bj->b", slope, inverse, slope))


@pytest.mark.thorough
@pytest.mark.parametrize(("seed", "decay"), [(0, 1.0), (1, 1.0), (3, 0.05)])
def test_decays_bring_the_weakest_direction_into_the_region(seed, decay):
    """H is regular and the minimiser far outside: mu is above the least eigenvalue, and mu_k between the two."""
    draw = np.random.default_rng(seed)
    table = draw.standard_normal((3, 2))
    family = LeastSquares(table, table @ (3.0 * draw.standard_normal(2)) + 0.1 * draw.standard_normal(3))
    hessian, slope = table.T @ table / 3, table.T @ family.targets / 3
    with precision():
        one = family.model(0.6, 1)
        static, found = one.pl().enclosure, one.pl_dynamic(arb(decay)).enclosure
    seen = np.inf
    x = grid(np.linspace(-0.6, 0.6, 61), 2)
    for s in grid(np.linspace(0.0, decay, 41), 2):
        m = hessian + np.diag(s)
        g = x @ m - slope
        seen = min(seen, np.min(np.sum(g**2, axis=1) / np.einsum("bi,ij,bj->b", g, np.linalg.inv(m), g)))
    assert found.width <= 1e-3
    assert found.lower <= seen * (1 + 1e-9)
    assert found.upper >= 0.9 * seen
    assert np.linalg.eigvalsh(hessian)[0] < found.lower < 0.999 * static.lower


def test_decays_elsewhere_bring_a_minimiser_into_the_region():
    """x_1 + x_2 = 0 is a null direction; the decay of x_3 alone moves the minimisers inside."""
    family = LeastSquares(np.array([[1.0, 1.0, 1.0], [0.0, 0.0, 1.0]]), np.array([0.0, 2.0]))
    with precision():
        one = family.model(1.5, 1)
        assert one.pl().enclosure.lower > 0
        weak, strong = null_pl(one, arb("0.01"), one.pl()), null_pl(one, arb(2), one.pl())
    assert weak.enclosure.high > 0  # x_3 stays near 2
    assert strong.enclosure.high == 0
    decays = np.array([float(s) for s in strong.decay])
    assert decays[2] > 0.1
    assert np.max(decays[:2]) < 1e-9


def test_decays_on_every_null_vector_bring_nothing():
    """With one null vector that has no zero entry, no coordinate may decay."""
    assert list(_free(np.outer([1.0, 0.5], [1.0, 0.5]), 2)) == []


@settings(max_examples=20, deadline=None, derandomize=True)
@given(d=st.integers(2, 5), rank=st.integers(1, 3), seed=st.integers(0, 1000))
def test_free_coordinates_leave_a_null_vector(d, rank, seed):
    table = np.random.default_rng(seed).standard_normal((min(rank, d - 1), d))
    hessian = table.T @ table
    for free in _free(hessian, d):
        stacked = np.vstack([table, np.eye(d)[list(free)]])
        assert np.linalg.matrix_rank(stacked) < d


@pytest.mark.thorough
@pytest.mark.parametrize(("d", "decay"), [(2, 0.01), (2, 0.1), (2, 1.0), (5, 0.1)])
def test_a_decay_may_do_harm_where_the_rank_is_full(d, decay):
    """HARMED with weak rows across: mu is far above the least eigenvalue, which alone serves all F_s."""
    weak = 1e-3 * np.eye(d) if d > 2 else np.array([[-0.5e-3, 1e-3]])
    table = np.vstack([np.pad(HARMED.table, ((0, 0), (0, d - 2))), weak])
    targets = np.r_[1.0, np.zeros(len(weak))]
    with precision():
        one = LeastSquares(table, targets).model(0.65 if d == 2 else 0.6, 1)
        found, static = one.pl_dynamic(arb(decay)), one.pl()
        least = float(one.positive_curvature(arb(0)))
    x = np.full(d, one.region)
    s = np.r_[min(decay, 0.02), np.zeros(d - 1)]
    m = table.T @ table / len(table) + np.diag(s)
    g = m @ x - table.T @ targets / len(table)
    seen = g @ g / (g @ np.linalg.solve(m, g))
    assert seen < 0.5 * static.enclosure.lower
    assert least * (1 - 1e-9) <= found.enclosure.lower <= seen * (1 + 1e-9)
    if d == 2:
        assert found.enclosure.width <= 1e-3
        assert attained(one, found) == pytest.approx(found.enclosure.upper, rel=1e-6)


def test_an_eigenvalue_far_below_the_others_is_not_lost():
    """The second is 5e-26 of the first: floats cannot tell it from 0, and it is enclosed."""
    table = np.array([[1.0, 1.0], [1.0, 1.0 + 2.0**-40], [1.0, 1.0]])
    hessian = sp.Matrix(3, 2, lambda i, j: sp.Rational(table[i, j]))
    least = min(float(sp.N(value, 30)) for value in (hessian.T * hessian / 3).eigenvals())
    assert np.linalg.eigvalsh(table.T @ table / 3)[0] != pytest.approx(least, rel=1e-3, abs=0.0)
    with precision():
        one = LeastSquares(table, np.array([1.0, 1.0, 0.7])).model(1.0, 1)
        assert one.rank == 2
        for found in (one.pl().enclosure, one.pl_dynamic(arb("0.1")).enclosure):
            assert found.low > 0
            assert found.lower == pytest.approx(least, rel=1e-9, abs=0.0)
