"""The matrix inequality's bound holds whatever the solver says, and is tight where the answer is known."""

import itertools

import cvxpy as cp
import numpy as np
import pytest
from flint import arb

from problems.certify import lmi
from problems.certify.balls import ball, precision
from problems.certify.lmi import box_bound
from problems.certify.spectrum import matrix


def instance(size, seed):
    draw = np.random.default_rng(seed)
    a = draw.standard_normal((size, size))
    return a @ a.T / size, draw.standard_normal(size), float(draw.standard_normal())


def corners(m, p, q, radius):
    points = radius * np.array(list(itertools.product((-1.0, 1.0), repeat=len(p))))
    return float(np.max(np.sum((points @ m) * points, axis=1) - 2 * points @ p + q))


def bound(m, p, q, radius):
    with precision():
        return float(box_bound(matrix(m), [ball(float(b)) for b in p], ball(q), radius))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("radius", [0.3, 2.0])
def test_no_corner_lies_above(seed, radius):
    m, p, q = instance(6, seed)
    found, best = bound(m, p, q, radius), corners(m, p, q, radius)
    assert best <= found <= best + 0.2 * abs(best) + 0.2


def test_a_diagonal_form_is_exact():
    m, p = np.diag([1.0, 2.0, 0.5]), np.array([0.25, -1.0, 0.0])
    assert bound(m, p, 0.5, 2.0) == pytest.approx(corners(m, p, 0.5, 2.0), rel=1e-6)


def test_a_solver_that_lies_is_corrected(monkeypatch):
    """Multipliers that are far too small: the verified eigenvalue makes up for them."""
    m, p, q = instance(5, 1)
    monkeypatch.setattr(lmi, "_propose", lambda *_: ([arb(0)] * 5, arb(0)))
    assert bound(m, p, q, 1.0) >= corners(m, p, q, 1.0)


def test_a_solver_that_fails_bounds_nothing(monkeypatch):
    def fail(*_, **__):
        raise cp.error.SolverError("no")

    monkeypatch.setattr(cp.Problem, "solve", fail)
    assert bound(*instance(3, 0), 1.0) == np.inf
