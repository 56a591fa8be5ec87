"""The intervals cover at the stated rate and refuse what is wrong."""

import numpy as np

from verify.studies.stationary_law.loewner import (
    chi_squared_range,
    deviation,
    mean_ratio,
    measured_deviation,
    measured_variance,
    worst_direction,
)

TRUE = np.diag([1.0, 2.0, 5.0])
RUNS = 4000


def samples(repetitions: int) -> list[np.ndarray]:
    generator = np.random.default_rng(0)
    drawn = [generator.standard_normal((RUNS, 3)) * np.sqrt(np.diag(TRUE)) for _ in range(repetitions)]
    return [x.T @ x / RUNS for x in drawn]


def test_intervals_cover_and_have_power() -> None:
    """200 repetitions at 5 % miss at most what a binomial allows; a factor is refused by each of the three."""
    misses, wrong, w = np.zeros(3, dtype=int), 1.5 * TRUE, np.array([1.0, -1.0, 0.5])
    for sample in samples(200):
        worst, one = measured_deviation(TRUE, sample, RUNS, 0.05), measured_variance(TRUE, sample, w, RUNS, 0.05)
        ratio, low, high = mean_ratio(TRUE, sample, RUNS, 0.05)
        assert low < ratio < high
        misses += (worst.lower > 0.0, one.lower > 0.0, not low <= 1.0 <= high)
        assert measured_deviation(wrong, sample, RUNS, 0.05).lower > 0.1
        assert measured_variance(wrong, sample, w, RUNS, 0.05).lower > 0.1
        assert mean_ratio(wrong, sample, RUNS, 0.05)[2] < 0.9
    assert np.all(misses <= 20), misses
    assert misses[1] > 0  # the chi squared interval is exact, not wide
    assert misses[2] > 0


def test_interval_of_one_variance_contains_the_true_error() -> None:
    outside = 0
    for sample in samples(100):
        found = measured_variance(1.5 * TRUE, sample, np.array([0.0, 1.0, 1.0]), RUNS, 0.05)
        outside += not found.lower <= 1.0 / 3.0 <= found.upper
    assert outside <= 14


def test_worst_direction_attains_the_deviation() -> None:
    generator = np.random.default_rng(1)
    for _ in range(20):
        a, b = (g @ g.T + np.eye(4) for g in generator.standard_normal((2, 4, 4)))
        w = worst_direction(a, b)
        assert np.isclose(abs(w @ b @ w / (w @ a @ w) - 1.0), deviation(a, b))


def test_what_is_no_covariance_is_infinitely_far() -> None:
    assert measured_deviation(np.diag([1.0, -1.0, 1.0]), TRUE, RUNS, 0.05).lower == np.inf


def test_range_of_a_mean_of_squares() -> None:
    low, high = chi_squared_range(50, 0.1)
    means = np.mean(np.random.default_rng(2).standard_normal((4000, 50)) ** 2, axis=1)
    assert abs(np.mean((means < low) | (means > high)) - 0.1) < 0.03
