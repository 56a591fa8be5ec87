"""The algorithms on the noisy quadratic: their exact covariance is theirs, the noise is as said, a falsehood is noticed."""

from dataclasses import replace

import numpy as np
import pytest

from problems.noise import Normal
from theory.papers.adamw.lemma_5.covariance import stationary
from verify.studies.stationary_law import discrete
from verify.studies.stationary_law.discrete import (
    FROZEN,
    LIVE,
    VANISHING,
    CorrelatedNormal,
    frozen_covariance,
    iterates,
    measure,
)
from verify.studies.stationary_law.loewner import deviation
from verify.studies.stationary_law.study import basin

NAMES = ("adamw", "l2-adam", "adam")


def test_noise_has_covariance_h_whatever_is_fetched_at_a_time() -> None:
    h = basin(5, 1).H
    noise = CorrelatedNormal(np.ones(5), 2, np.linalg.cholesky(h))
    words = np.random.default_rng(0).integers(0, 2**64, (400, noise.words, 64), dtype=np.uint64)
    out = np.empty((400, 5, 64))
    noise.fill(words, out)
    one = np.empty((1, 5, 64))
    noise.fill(words[7:8], one)
    assert np.array_equal(one[0], out[7])
    flat = out.transpose(0, 2, 1).reshape(-1, 5)
    assert deviation(2.0 * h, flat.T @ flat / len(flat)) < 0.1  # a sum of two draws
    assert noise.sigma == pytest.approx(np.sqrt(np.trace(h)))
    assert isinstance(noise, Normal)


@pytest.mark.parametrize("name", NAMES)
def test_covariance_after_k_steps_is_the_recursion_s(name: str) -> None:
    """By steps of a single coordinate, written out: x and m as numbers with a covariance of their own."""
    laid, beta = basin(1, 0, 1.0, 0.3), 0.4
    h, q, lam = float(laid.H[0, 0]), float(laid.Q[0, 0]), laid.weight_decay
    xx = xm = mm = 0.0
    for _ in range(7):
        slope = h + (lam if name == "l2-adam" else 0.0)
        new_mm = (1 - beta) ** 2 * mm + 2 * (1 - beta) * beta * slope * xm + beta**2 * (slope**2 * xx + h)
        new_xm = (1 - beta) * xm + beta * slope * xx  # of the old x with the new m
        shrink = 1 - laid.eta * lam if name == "adamw" else 1.0
        step = laid.eta * q
        xx, xm = shrink**2 * xx - 2 * shrink * step * new_xm + step**2 * new_mm, shrink * new_xm - step * new_mm
        mm = new_mm
    assert frozen_covariance(laid, name, beta, 7)[0, 0] == pytest.approx(xx, rel=1e-12)
    assert frozen_covariance(laid, name, beta)[0, 0] == pytest.approx(frozen_covariance(laid, name, beta, 10_000)[0, 0])


@pytest.mark.parametrize("name", NAMES)
def test_frozen_runs_agree_with_their_own_covariance_and_not_with_another(name: str) -> None:
    laid = basin(2, 2, 10.0, 0.4)
    (line,) = measure(laid, name, (FROZEN,), 1.0, 64, 0, 1e-4)
    assert line["agrees"], line
    x = iterates(laid, name, 1.0, 0.0, line["steps"], 64, 0)
    own = frozen_covariance(laid, name, 1.0, line["steps"])
    assert discrete._agreement(x, own, 1e-4)["agrees"]
    assert not discrete._agreement(x, stationary(laid, name).covariance, 1e-4)["agrees"]
    assert not discrete._agreement(x, own * np.outer([1.2, 1.0], [1.2, 1.0]), 1e-4)["agrees"]


def test_live_runs_have_the_noise_of_the_frozen_ones() -> None:
    laid = basin(2, 3, 10.0, 0.2)
    still, slow = (iterates(laid, "adamw", 0.1, beta_2, 40, 64, 0) for beta_2 in (0.0, 1e-9))
    assert np.allclose(still, slow, rtol=1e-5, atol=1e-7)
    assert not np.allclose(still, iterates(laid, "adamw", 0.1, 0.0, 40, 64, 1), atol=1e-3)


def test_spread_is_the_variance_of_a_normal_law_and_its_interval_covers() -> None:
    laid = basin(10, 10, 10.0, 0.2)
    own, exact = frozen_covariance(laid, "adamw", 0.1), stationary(laid, "adamw").covariance
    whiten = np.linalg.inv(np.linalg.cholesky(exact))
    x = np.random.default_rng(0).multivariate_normal(np.zeros(10), own, 1000)[:, None, :]
    low, mean, high = discrete._spread(discrete._grouped(np.cos(x @ whiten.T)), 1e-3)
    true = -2.0 * np.log(np.mean(np.exp(-np.diag(whiten @ own @ whiten.T) / 2.0)))
    assert low < true < high < 1.0  # AdamW's is smaller than the SDE's at this step size, and that is seen
    assert mean == pytest.approx(true, rel=0.05)


def test_modes() -> None:
    assert [mode.beta_2(0.1) for mode in (FROZEN, LIVE, VANISHING)] == [0.0, 0.05, pytest.approx(0.02)]
    laid = replace(basin(2, 2, 10.0), eta=0.5)
    assert discrete.steps_needed(laid, "adamw", (FROZEN,)) < discrete.steps_needed(laid, "adamw", (FROZEN, LIVE))
