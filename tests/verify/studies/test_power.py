"""The study of the checkers' power can itself say no: narrowed intervals raise false alarms, wide ones miss."""

import numpy as np

from verify.decide.statistics import Interval, mean_interval
from verify.decide.verdict import Outcome
from verify.studies.power import study as power


def ledgers(narrowed: float) -> list[list[Interval]]:
    """Ledgers of Bernoulli runs of mean 1/2, intervals shrunk around the mean of the runs by a factor."""
    draw = np.random.default_rng(5)
    found = []
    for _ in range(100):
        values = draw.integers(0, 2, 256).astype(float)
        found.append([])
        for n in (64, 128, 256):
            mean, low, high, _ = mean_interval(values[:n], 1.0, 0.01)
            found[-1].append(Interval(mean, mean - narrowed * (mean - low), mean + narrowed * (high - mean), n))
    return found


def test_false_alarms_of_honest_and_of_narrowed_intervals() -> None:
    assert power._rates(ledgers(1.0), 0.5)["violated"] <= 0.01
    assert power._rates(ledgers(0.3), 0.5)["violated"] > 0.1


def test_detection_falls_as_the_falsehood_gets_smaller() -> None:
    rates = [power._rates(ledgers(1.0), f * 0.5)["violated"] for f in (0.2, 0.8, 1.0, 1.2)]
    assert rates[0] == 1.0
    assert rates == sorted(rates, reverse=True)
    assert rates[1] < 1.0


def test_the_first_look_that_decides_counts() -> None:
    looks = [Interval(0.5, 0.2, 0.8, 1), Interval(0.5, 0.4, 0.6, 2), Interval(0.5, 0.45, 0.7, 3)]
    assert power.verdict(looks, 0.39) == Outcome.VIOLATED
    assert power.verdict(looks, 0.65) == Outcome.HOLDS
    assert power.verdict(looks, 0.42) == Outcome.VIOLATED  # at the third look
    assert power.verdict(looks, 0.5) == Outcome.UNDECIDED
