"""The samplers reach the law they should without knowing it; the study says no."""

import numpy as np
import pytest

from theory.papers import find
from theory.papers.adamw.lemma_5.covariance import CLOSED, DIFFUSION, DRIFT, stationary
from verify.decide.row import equal
from verify.decide.verdict import Measured, Outcome
from verify.studies.stationary_law import samplers
from verify.studies.stationary_law import study as stationary_law
from verify.studies.stationary_law.loewner import deviation
from verify.studies.stationary_law.study import basin


def test_transition_leaves_the_stationary_covariance_alone() -> None:
    """M = e M e' + C for any time: the transition and the Lyapunov equation know nothing of each other."""
    laid = basin(6, 3)
    for name in DRIFT:
        m = stationary(laid, name).covariance
        for time in (0.01, 1.0, 40.0):
            e, c = samplers.transition(laid.value(DRIFT[name]), laid.value(DIFFUSION), time)
            assert np.allclose(e @ m @ e.T + c, m, rtol=0, atol=1e-12 * np.linalg.norm(m))


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


def test_planted_falsehoods_are_detected_on_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    laid = basin(10, 10)
    samples = [samplers.exact_samples(laid, name, 20_000, [0, 10]) for name in ("adamw", "l2-adam")]
    monkeypatch.setattr(stationary_law, "SAMPLES", 20_000)
    controls = stationary_law._controls(0, *samples, 1e-4)
    assert len(controls) == 6
    assert all(line["detected"] for line in controls), controls
    assert deviation(laid.value(CLOSED["adamw"]), stationary(laid, "adamw").covariance) < 1e-9


def test_equality_is_refuted_by_an_interval_that_excludes_0(monkeypatch: pytest.MonkeyPatch) -> None:
    """Theorem 7's closed form is off by less than the margin at d = 50; that does not make it the covariance."""
    monkeypatch.setattr(stationary_law, "SAMPLES", 40_000)
    paper, lemma = find("theorem-7:paper")[0], find("lemma-5")[0]
    laid = basin(50, 50)
    sample = samplers.exact_samples(laid, "l2-adam", 40_000, [0, 50])
    rows = {row.part: row for row in stationary_law._covariance_rows(paper, laid, False, sample, 1e-3)}
    assert rows["variance"].verdict == Outcome.VIOLATED
    assert rows["variance"].bound == 0.0
    assert rows["variance"].known
    assert rows["variance"].measured.lower < stationary_law.TOLERANCE
    sample = samplers.exact_samples(laid, "adamw", 40_000, [0, 51])
    (row,) = stationary_law._covariance_rows(lemma, laid, False, sample, 1e-3)
    assert row.verdict in (Outcome.HOLDS, Outcome.UNDECIDED)
    assert row.measured.lower == 0.0


def test_equality_with_a_margin() -> None:
    assert equal(Measured(0.05, 0.0, 0.09, 10), 0.1) == (Outcome.HOLDS, 0.1)
    assert equal(Measured(0.05, 0.0, 0.11, 10), 0.1) == (Outcome.UNDECIDED, 0.1)
    assert equal(Measured(0.05, 0.01, 0.09, 10), 0.1) == (Outcome.VIOLATED, 0.0)
