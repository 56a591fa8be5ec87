"""The study of power can itself say no: bets that are paid too well raise false alarms, and small falsehoods hide longer."""

import numpy as np
import pytest

from verify.decide import statistics
from verify.decide.verdict import Outcome
from verify.studies.power import study as power


def ledgers() -> list[np.ndarray]:
    """Ledgers of Bernoulli runs of mean 1/2."""
    draw = np.random.default_rng(5)
    return [draw.integers(0, 2, 256).astype(float) for _ in range(100)]


@pytest.fixture(autouse=True)
def few_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(power, "LOOKS", (64, 128, 256))


def test_false_alarms_of_honest_and_of_overpaid_bets(monkeypatch: pytest.MonkeyPatch) -> None:
    assert power.rates(ledgers(), 1.0, [0.5])[0]["violated"] <= 0.01
    monkeypatch.setattr(statistics, "_thresholds", lambda rate, claimed: (0.2, 0.2))  # the capital need not reach 1/a
    # at the rate that is promised more than 5 in 100 have a probability below 1e-3
    assert power.rates(ledgers(), 1.0, [0.5])[0]["violated"] > 5 * power.RATE


def test_detection_falls_as_the_falsehood_gets_smaller() -> None:
    rates = [one["violated"] for one in power.rates(ledgers(), 1.0, [f * 0.5 for f in (0.2, 0.8, 1.0, 1.2)])]
    assert rates[0] == 1.0
    assert rates == sorted(rates, reverse=True)
    assert rates[1] < 1.0


def test_the_first_look_that_decides_counts() -> None:
    assert power.verdict([False, True, True], [False, False, True]) == Outcome.HOLDS
    assert power.verdict([False, False, True], [False, True, False]) == Outcome.VIOLATED
    assert power.verdict([False, False], [False, False]) == Outcome.UNDECIDED
