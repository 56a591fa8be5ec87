"""HSDMPG's moments against all that can be drawn, its rows on the full data, and falsehoods that are found out."""

from fractions import Fraction
from itertools import combinations, product
from typing import Any

import numpy as np
import pytest

from theory.papers import find
from verify.decide.verdict import Outcome
from verify.studies.base import Study
from verify.studies.growing_minibatches import CLAIMS, enumerated, study, surrogate
from verify.studies.growing_minibatches.data import MU, D, Rows, generated, moments

FEW, SIZE = 5, 2


@pytest.fixture(scope="module")
def small() -> Rows:
    return generated("few", np.ones(D), 3, FEW, 2, (0,))


def test_the_moments_are_those_of_all_minibatches_and_errors(small: Rows) -> None:
    """Two steps, every pair of rows, every sign of an error: 400 ways, one after the other."""
    gam, share, error = 0.3, 0.5, 0.04
    noise = (FEW - SIZE) / (FEW - 1) / SIZE
    gaps, met = moments(small, gam, share, lambda _: noise, lambda _: error, 2)
    choices = [(list(one), sign) for one in combinations(range(FEW), SIZE) for sign in (-1, 1)]
    root = np.linalg.cholesky(small.hessian)
    largest = 0.0
    for sample, of_sample in enumerate(small.of_samples):
        step = share * np.linalg.inv(of_sample + gam * np.eye(D))
        found: list[list[float]] = [[], []]
        spread: list[float] = []

        def moved(theta: Any, chosen: list[int], sign: int, step: Any = step) -> Any:
            g = small.x[chosen].T @ (small.x[chosen] @ theta - small.y[chosen]) / SIZE + MU * theta
            return theta - step @ (g - sign * error**0.5 * small.weakest)

        def variance(theta: Any) -> float:
            rows = small.x * (small.x @ theta - small.y)[:, None]
            return float(np.mean(np.sum(np.linalg.solve(root, (rows - rows.mean(axis=0)).T) ** 2, axis=0)))

        for first, second in product(choices, choices):
            one = moved(np.zeros(D), *first)
            for gap, theta in zip(found, (one, moved(one, *second)), strict=True):
                gap.append(float(np.sum((root.T @ (theta - small.best)) ** 2)) / 2)
            spread.append(variance(one))
        assert gaps[:, sample] == pytest.approx([np.mean(one) for one in found], rel=1e-10)
        largest = max(largest, variance(np.zeros(D)), float(np.mean(spread)))
    assert met == pytest.approx(largest, rel=1e-10)


def test_enumeration_gives_the_finite_population_factor(small: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enumerated, "FEW", FEW)
    assert enumerated.ratios(small) == [Fraction(FEW - m, FEW - 1) for m in range(1, FEW + 1)]


def test_the_other_loss_has_its_gradient_its_minimum_and_its_curvature(small: Rows) -> None:
    theta, h = np.linspace(-1, 1, D), 1e-6
    slopes = [(surrogate.value(small, theta + h * e) - surrogate.value(small, theta - h * e)) / (2 * h) for e in np.eye(D)]
    assert surrogate.gradient(small, theta) == pytest.approx(slopes, abs=1e-8)
    best = surrogate.least(small)
    assert np.linalg.norm(surrogate.gradient(small, best)) < 1e-13
    gaps = surrogate.gaps(small, 40)
    assert np.all(gaps > 0)
    assert gaps[0] == surrogate.value(small, np.zeros(D)) - surrogate.value(small, best)


@pytest.fixture(scope="module")
def whole() -> Study:
    """With fewer samples than the report has."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(study, "SAMPLES", 1000)
        return study.decide([claim for name in CLAIMS for claim in find(name)], 0, 0.05, lambda _: None)


def test_what_holds_and_what_is_known_not_to(whole: Study) -> None:
    broken = [row for row in whole.results if row.verdict != Outcome.HOLDS]
    named = {(row.claim, row.variant, row.problem.partition(", ")[2]) for row in broken}
    assert named == {("hsdmpg-theorem-1", "paper", "rare errors"), ("hsdmpg-online", "paper", "")}
    assert all(row.verdict == Outcome.VIOLATED and row.known for row in broken)
    for name in CLAIMS:
        assert len({row.problem for row in whole.results if row.claim == name}) >= len(study.DATA)
    for problem in whole.data["problems"]:
        assert 0 < problem["stochastic"] < whole.data["steps"]


def test_falsehoods_are_found_out_on_both_problems(whole: Study) -> None:
    """Of every part that is true, with the bound that is left of it."""
    assert {line["part"].partition(":")[0] for line in whole.data["planted"]} == set(CLAIMS)
    assert all(line["caught"] == line["of"] == len(study.DATA) for line in whole.data["planted"])


def test_a_claim_is_measured_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what else is asked for the numbers do not change."""
    monkeypatch.setattr(study, "SAMPLES", 3)
    monkeypatch.setattr(study, "N", 30_000)
    alone = study.decide(find("hsdmpg-variance"), 1, 0.01, lambda _: None)
    beside = study.decide([*find("hsdmpg-generic"), *find("hsdmpg-variance")], 1, 0.01, lambda _: None)
    assert [row.to_dict() for row in alone.results] == [
        row.to_dict() for row in beside.results if row.claim == "hsdmpg-variance"
    ]
