"""Risks against simulation, coverage that can fail, and the planted falsehood."""

from dataclasses import replace

import numpy as np
import pytest

from theory.papers import find
from theory.papers.adamw.lemma_5.covariance import Basin, diagonal_preconditioner, stationary
from theory.papers.adamw.theorem_6 import gaussian
from theory.papers.adamw.theorem_6.gaussian import KL, KL_PAPER, KL_PAPER_UNSCALED, is_the_divergence
from verify.decide.verdict import Outcome
from verify.studies.learning import Classification, Regression, breast_cancer, logistic
from verify.studies.risk_bounds import study as risk_bounds
from verify.studies.risk_bounds.splits import held_out
from verify.studies.risk_bounds.study import BASE, failures, measure, stationary_fast


def test_only_the_repaired_divergence_is_the_divergence() -> None:
    assert is_the_divergence(KL, 1)
    assert is_the_divergence(KL, 2)
    for form in (KL_PAPER, KL_PAPER_UNSCALED, KL + gaussian.d / 2):
        assert not is_the_divergence(form, 1)


def test_regression_risk_is_that_of_sampled_parameters() -> None:
    """The integral against 400 000 draws of (theta, x, y), within six standard errors."""
    task, generator = Regression(3), np.random.default_rng(0)
    mean, covariance = np.array([0.2, 0.9, -0.4]), np.diag([0.3, 0.05, 1.0])
    x, y = task.draw(400_000, generator)
    theta = generator.multivariate_normal(mean, covariance, len(y))
    loss = np.minimum((y - np.sum(x * theta, axis=1)) ** 2 / task.clip**2, 1.0)
    assert abs(task.risk(mean, covariance) - np.mean(loss)) < 6.0 * np.std(loss) / np.sqrt(len(y))
    assert abs(task.empirical(x, y, mean, covariance) - task.risk(mean, covariance)) < 6.0 / np.sqrt(len(y))


def test_classification_risk_is_that_of_sampled_parameters() -> None:
    task, generator = logistic(3, 0, 500), np.random.default_rng(1)
    mean, covariance = np.array([1.0, 0.2, 0.5]), np.diag([0.3, 0.5, 0.1])
    theta = generator.multivariate_normal(mean, covariance, 20_000)
    assert task.risk(mean, covariance) == pytest.approx(float(np.mean(task.signed @ theta.T < 0)), abs=0.005)


def test_fit_is_stationary() -> None:
    task = breast_cancer()
    x, y = task.draw(200, np.random.default_rng(0))
    fit = task.fit(x, y)
    shift = 1e-5 * np.eye(task.dimension)[3]

    def objective(theta: np.ndarray) -> float:
        return float(np.mean(np.logaddexp(0.0, -y * (x @ theta))) + 0.005 * theta @ theta)

    slope = (objective(fit.mean + shift) - objective(fit.mean - shift)) / 2e-5
    assert abs(slope) < 1e-8


def test_spectral_formula_is_the_certified_solution() -> None:
    task = Regression(6)
    fit = task.fit(*task.draw(50, np.random.default_rng(0)))
    laid = Basin(fit.hessian, diagonal_preconditioner(fit.hessian), 0.3, 0.1, 2.0)
    assert np.allclose(stationary_fast(laid), stationary(laid, "l2-adam").covariance, rtol=1e-10)


def test_formula_of_the_bound_is_lemma_4_with_the_cholesky_divergence() -> None:
    table = measure(Regression(4), BASE, 5, 0)
    assert np.allclose(table["adamw:repaired"], table["adamw:lemma-4"], rtol=1e-9)
    typed = 4.0 * np.sqrt((table["adamw:kl"] + np.log(2 * BASE.n / BASE.tau)) / BASE.n)
    assert np.allclose(table["adamw:lemma-4"], typed, rtol=1e-12)
    assert np.allclose(sum(table[f"term:{term}"] for term in gaussian.TERMS), BASE.n / 8 * table["adamw:repaired"] ** 2)


def test_a_bound_that_says_nothing_is_called_so() -> None:
    claim, task = find("theorem-6:repaired")[0], Regression(4)
    small, base = (measure(task, replace(BASE, n=n), 4, 0, ("adamw",)) for n in (30, BASE.n))
    assert "says nothing, on 1" in str(risk_bounds._coverage_row(claim, task, BASE, small, 1e-3).reason)
    assert "says nothing" not in str(risk_bounds._coverage_row(claim, task, BASE, base, 1e-3).reason)
    assert (
        risk_bounds._summary(task, BASE, base | {"l2-adam:gap": np.ones(1), "l2-adam:repaired": np.ones(1)})["vacuous"] == 0.0
    )


def test_coverage_fails_where_a_bound_is_too_small() -> None:
    table = measure(Regression(4), replace(BASE, n=30), 60, 0)
    claim = find("theorem-6:repaired")[0]
    row = risk_bounds._coverage_row(claim, Regression(4), BASE, table, 1e-3)
    assert row.verdict != Outcome.VIOLATED
    small = dict(table) | {"adamw:repaired": table["adamw:repaired"] / 1000.0}
    assert risk_bounds._coverage_row(claim, Regression(4), BASE, small, 1e-3).verdict == Outcome.VIOLATED
    assert failures(np.array([0.1, 0.1]), np.array([np.nan, 0.2])) == 1


def test_dropping_the_logarithm_is_detected() -> None:
    control = risk_bounds._control(0, 1e-4)
    assert control["detected"], control


def test_splits_hold_out_what_is_not_trained_on() -> None:
    """Labels drawn by a coin: nothing can be learnt, so the held-out loss is a half, and the training loss is below it."""
    generator = np.random.default_rng(0)
    data = Classification("coin", generator.standard_normal((200, 20)), generator.choice((-1.0, 1.0), 200))
    found = held_out(data, 0.5, 40, 0, lambda fit, n: (1e-6 * np.eye(20), 0.02))
    assert found["n"] == found["held_out"] == 100
    assert found["test"] == pytest.approx(0.5, abs=0.03)
    assert found["train"] < 0.4
    assert found["exceeded"] > 30  # a bound of 0.02 is no bound here
    assert found["gap"] == pytest.approx(found["test"] - found["train"])
