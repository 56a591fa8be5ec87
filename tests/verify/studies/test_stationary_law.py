"""The samplers reach the law they should without knowing it; the interval covers and rejects; the study says no."""

import numpy as np
import pytest

from theory.claims import find
from theory.generalisation.covariance import CLOSED, DIFFUSION, DRIFT, stationary
from verify.studies import samplers, stationary_law
from verify.studies.loewner import deviation, measured_deviation
from verify.studies.stationary_law import basin
from verify.verdict import Outcome


def test_transition_leaves_the_stationary_covariance_alone() -> None:
    """M = e M e' + C for any time: the transition and the Lyapunov equation know nothing of each other."""
    laid = basin(6, 3)
    for name in DRIFT:
        m = stationary(laid, name).covariance
        for time in (0.01, 1.0, 40.0):
            e, c = samplers.transition(laid.value(DRIFT[name]), laid.value(DIFFUSION), time)
            assert np.allclose(e @ m @ e.T + c, m, rtol=0, atol=1e-12 * np.linalg.norm(m))


def test_interval_covers_and_has_power() -> None:
    """Exact at the stated rate: 200 repetitions at 5 % miss at most what a binomial allows; a factor 1.5 is refused."""
    generator = np.random.default_rng(0)
    true = np.diag([1.0, 2.0, 5.0])
    misses = 0
    for _ in range(200):
        x = generator.standard_normal((4000, 3)) * np.sqrt(np.diag(true))
        sample = x.T @ x / len(x)
        own = measured_deviation(true, sample, len(x), 0.05)
        misses += not own.lower <= 0.0 <= own.upper
        wrong = measured_deviation(1.5 * true, sample, len(x), 0.05)
        assert wrong.lower <= deviation(1.5 * true, true) <= wrong.upper or misses
        assert wrong.lower > 0.1
    assert misses <= 28


def test_noise_of_the_finite_sum_has_covariance_h() -> None:
    h = basin(5, 1).H
    family = samplers.NoisyQuadratic(h)
    assert np.allclose(np.mean(family.rows, axis=0), 0.0, atol=1e-15)
    assert np.allclose(family.rows.T @ family.rows / family.samples, h, atol=1e-14)


def test_frozen_recursion_equals_the_algorithm() -> None:
    """The ensemble's frozen AdamW on this seed has the variance of the linear recursion, not the SDE's."""
    laid = basin(3, 2, 10.0, 0.4)
    x = samplers.discrete_samples(laid, "adamw", 1.0, 0.0, 4096, 0)
    own = samplers.frozen_covariance(laid, "adamw", 1.0)
    assert deviation(own, x @ x.T / 4096) < 0.1
    assert deviation(stationary(laid, "adamw").covariance, own) > 0.2


@pytest.mark.parametrize("name", ["adamw", "l2-adam", "adam"])
def test_euler_bias_is_of_first_order(name: str) -> None:
    laid = basin(4, 1, 10.0)
    exact = stationary(laid, name).covariance
    one, two = (deviation(exact, samplers.euler_covariance(laid, name, h)) for h in (1e-3, 5e-4))
    assert one / two == pytest.approx(2.0, rel=0.01)


def test_closed_form_rows_say_yes_and_no() -> None:
    exact = stationary_law._rational(0)
    rows = {row.problem: row for row in stationary_law._closed_form_rows(find("theorem-7:paper")[0], exact)}
    assert rows["rational instances, Q = diag(H_ii^-1/2)"].verdict == Outcome.VIOLATED
    assert rows["rational instances, Q = diag(H_ii^-1/2)"].witness is not None
    assert rows["rational instances, Q = H^-1/2"].verdict == Outcome.HOLDS
    assert all(row.verdict == Outcome.HOLDS for row in stationary_law._closed_form_rows(find("lemma-5")[0], exact))


def test_planted_falsehoods_are_detected_on_samples() -> None:
    laid = basin(10, 10)
    samples = [samplers.exact_samples(laid, name, 20_000, [0, 10]) for name in ("adamw", "l2-adam")]
    old, stationary_law.SAMPLES = stationary_law.SAMPLES, 20_000
    try:
        controls = stationary_law._controls(0, *samples, 1e-4)
    finally:
        stationary_law.SAMPLES = old
    assert len(controls) == 6
    assert all(line["detected"] for line in controls), controls
    assert deviation(laid.value(CLOSED["adamw"]), stationary(laid, "adamw").covariance) < 1e-9
