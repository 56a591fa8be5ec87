"""The closed forms against exact rationals, against an independent formula, and against planted falsehoods."""

import flint
import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from theory.papers.adamw.inputs import NotAllowed
from theory.papers.adamw.lemma_5.covariance import (
    CLOSED,
    DIFFUSION,
    DRIFT,
    FLOATS,
    MUTANTS,
    Basin,
    H,
    M,
    NotCertified,
    Q,
    certified_positive,
    closed_form_error,
    diagonal_preconditioner,
    eigenvalues,
    evaluate,
    residual,
    root_preconditioner,
    stationary,
    to_balls,
)
from theory.papers.adamw.lemma_5.rational import diagonal_instance, exact_residual, is_zero, root_instance
from theory.symbols import b, eta, lambda_

SCALARS = {lambda_: sp.Rational(1, 3), eta: sp.Rational(1, 10), b: sp.Integer(4)}


def hessian(d: int, condition: float, seed: int) -> np.ndarray:
    u = np.linalg.qr(np.random.default_rng(seed).standard_normal((d, d)))[0]
    h = (u * np.geomspace(1.0 / condition, 1.0, d)) @ u.T
    return (h + h.T) / 2


@given(st.integers(2, 4), st.integers(0, 10**6))
def test_lemma_5_is_exact_for_every_diagonal_q(d: int, seed: int) -> None:
    h, q = diagonal_instance(d, seed)
    for name in ("adamw", "adam"):
        assert is_zero(exact_residual(CLOSED[name], name, h, q, SCALARS))


@given(st.integers(2, 4), st.integers(0, 10**6))
def test_theorem_7_needs_that_q_and_h_commute(d: int, seed: int) -> None:
    h, q = diagonal_instance(d, seed)
    assert is_zero(exact_residual(CLOSED["l2-adam"], "l2-adam", h, q, SCALARS)) == (h * q == q * h)
    h, q = root_instance(d, seed)
    assert is_zero(exact_residual(CLOSED["l2-adam"], "l2-adam", h, q, SCALARS))


@pytest.mark.parametrize("change", MUTANTS)
def test_falsehoods_are_refuted_exactly(change: str) -> None:
    h, q = diagonal_instance(3, 5)
    for name, form in MUTANTS[change].items():
        assert not is_zero(exact_residual(form, name, h, q, SCALARS)), (change, name)


def test_transposed_drift_is_the_transpose() -> None:
    h, q = hessian(3, 10.0, 1), np.diag([1.0, 2.0, 3.0])
    basin = Basin(h, q, 0.3, 0.1, 2.0)
    m = np.diag([1.0, 5.0, 2.0]) + 0.1
    for drift in DRIFT.values():
        a = basin.value(drift)
        value = evaluate(residual(drift), {H: h, Q: q, M: m}, basin.scalars, FLOATS)
        assert np.allclose(value, a @ m + m @ a.T - basin.value(DIFFUSION), atol=1e-12)


@given(st.integers(1, 8), st.floats(1.0, 1e4), st.integers(0, 1000), st.floats(0.0, 10.0))
def test_l2_adam_against_the_spectral_formula(d: int, condition: float, seed: int, weight_decay: float) -> None:
    """M = R V [(eta/b) (V'R H R V)_ij / (a_i + a_j)] V'R with R = Q^{1/2} and R (H + lambda) R = V diag(a) V'."""
    h = hessian(d, condition, seed)
    basin = Basin(h, diagonal_preconditioner(h), weight_decay, 0.1, 2.0)
    r = np.sqrt(basin.Q)
    a, v = np.linalg.eigh(r @ (h + weight_decay * np.eye(d)) @ r)
    inner = v.T @ r @ h @ r @ v
    expected = r @ v @ (0.05 * inner / (a[:, None] + a[None, :])) @ v.T @ r
    found = stationary(basin, "l2-adam")
    assert found.relative_error < 1e-8
    assert np.linalg.norm(found.covariance - expected) <= (found.relative_error + 1e-9) * np.linalg.norm(expected)


def test_certified_error_notices_a_wrong_solution() -> None:
    """A solution that is off by 1e-6 is further off than the certificate of the right one allows."""
    h = hessian(4, 10.0, 3)
    basin = Basin(h, root_preconditioner(h), 0.1, 0.1, 1.0)
    good = stationary(basin, "adamw")
    assert good.relative_error < 1e-12
    closed = basin.value(CLOSED["adamw"])
    assert np.linalg.norm(closed - good.covariance) / np.linalg.norm(closed) < 1e-12
    assert np.linalg.norm(1.000001 * closed - good.covariance) / np.linalg.norm(closed) > good.relative_error


def test_ball_cholesky_says_no() -> None:
    assert certified_positive(to_balls(np.array([[2.0, 1.0], [1.0, 2.0]])))
    assert not certified_positive(to_balls(np.array([[1.0, 2.0], [2.0, 1.0]])))
    assert not certified_positive(to_balls(np.array([[1.0, 1.0], [1.0, 1.0]])))


@given(st.integers(2, 6), st.integers(0, 10**6))
def test_only_what_is_positive_is_certified(d: int, seed: int) -> None:
    """Exact Cholesky pivots in rationals decide; the rows are of sizes that are far apart."""
    random = np.random.default_rng(seed)
    root = random.integers(-3, 4, (d, d + random.integers(-1, 2))).astype(np.float64)
    by = np.diag(2.0 ** random.integers(-200, 200, d))
    matrix = by @ (root @ root.T) @ by
    exact = flint.fmpq_mat([[flint.fmpq(*float(v).as_integer_ratio()) for v in row] for row in matrix])
    minors = [flint.fmpq_mat([[exact[i, j] for j in range(k)] for i in range(k)]).det() for k in range(1, d + 1)]
    assert certified_positive(to_balls(matrix)) <= all(minor > 0 for minor in minors)
    assert certified_positive(to_balls(matrix + by @ by))


def test_eigenvalues_are_as_close_as_they_say() -> None:
    h = hessian(5, 1e6, 2)
    found, error = eigenvalues("H", h)
    with flint.ctx.workprec(200):
        exact = sorted(float(value.real) for value in flint.acb_mat(to_balls(h)).eig())
    assert max(abs(found - exact)) <= error * found[0] * 1.01
    assert error < 1e-6
    with pytest.raises(NotCertified):
        eigenvalues("H", hessian(5, 1e17, 2))


def test_the_closed_form_s_error_is_that_of_a_wrong_one() -> None:
    h = hessian(4, 10.0, 3)
    basin = Basin(h, root_preconditioner(h), 0.1, 0.1, 1.0)
    m = stationary(basin, "adamw").covariance
    assert closed_form_error(basin, "adamw", m)[0] < 1e-12
    error, unsure = closed_form_error(basin, "adamw", 1.001 * m)
    assert abs(error - 0.001 / 1.001) < 1e-9 > unsure


@pytest.mark.parametrize(
    ("matrix", "words"),
    [
        ([[1.0, 0.5], [0.4, 1.0]], r"H must be symmetric: H\[0,1\]=0.5 but H\[1,0\]=0.4"),
        ([[1.0, 2.0], [2.0, 1.0]], "H must be positive definite: its least eigenvalue is -1"),
        ([[1.0, float("nan")], [0.0, 1.0]], r"H\[0,1\]=nan must be finite"),
        ([[1.0, 2.0]], r"H has shape \(1, 2\)"),
    ],
)
def test_bad_hessians_are_named(matrix: list[list[float]], words: str) -> None:
    with pytest.raises(NotAllowed, match=words) as caught:
        Basin(np.array(matrix), np.eye(2), 0.1, 0.1, 1.0)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("field", "value"), [("weight_decay", -1.0), ("eta", 0.0), ("b", float("inf"))])
def test_bad_numbers_are_named(field: str, value: float) -> None:
    numbers = {"weight_decay": 0.1, "eta": 0.1, "b": 1.0} | {field: value}
    with pytest.raises(NotAllowed, match=f"={value:g} must be"):
        Basin(np.eye(2), np.eye(2), **numbers)
