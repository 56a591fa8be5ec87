"""Confidence statements: exactly martingales, monotone, covering under optional stopping, and a broken one is caught."""

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.decide.statistics import (
    FRACTIONS,
    Interval,
    certain,
    log_capital,
    martingale_interval,
    mean_interval,
    median_interval,
    proportion_interval,
)

Method = Callable[[np.ndarray, float, float], Interval]
LOOKS = (4, 16, 64, 128)
SEQUENCES, RATE = 150, 0.1
#: distributions on [0, 1]: mean and how to draw
DISTRIBUTIONS: dict[str, tuple[float, Callable[[np.random.Generator, int], np.ndarray]]] = {
    "rare ones": (0.01, lambda rng, n: (rng.random(n) < 0.01).astype(float)),
    "rare zeros": (0.99, lambda rng, n: (rng.random(n) >= 0.01).astype(float)),
    "coin": (0.5, lambda rng, n: rng.integers(0, 2, n).astype(float)),
    "uniform": (0.5, lambda rng, n: rng.random(n)),
    "small, seldom large": (0.01 * 0.98 + 0.02, lambda rng, n: np.where(rng.random(n) < 0.02, 1.0, 0.01)),
}


@settings(max_examples=20)
@given(
    low=st.fractions(0, 1, max_denominator=12), high=st.fractions(0, 1, max_denominator=12),
    p=st.fractions(0, 1, max_denominator=9), n=st.integers(1, 5),
)  # fmt: skip
def test_the_capital_at_the_mean_is_exactly_a_martingale(low: Fraction, high: Fraction, p: Fraction, n: int) -> None:
    """Over all sequences of a two-point distribution, in rationals: its expectation is 1, neither more nor less."""
    m = p * high + (1 - p) * low
    if not 0 < m < 1:
        return
    bets = [Fraction(c) for c in FRACTIONS.tolist()]
    total = Fraction(0)
    for outcome in product((0, 1), repeat=n):
        x = [high if hit else low for hit in outcome]
        weight = p ** sum(outcome) * (1 - p) ** (n - sum(outcome))
        capital = Fraction(0)
        for c in bets:
            each = Fraction(1)
            for value in x:
                each *= 1 - c + c * value / m
            capital += each / len(bets)
        total += weight * capital
        if float(m) > 1e-9:
            got = np.exp(log_capital(np.array([float(v) for v in x]), float(m)))
            assert got == pytest.approx(float(capital), rel=1e-9)
    assert total == 1


def test_bets_are_never_ruinous() -> None:
    assert ((FRACTIONS > 0) & (FRACTIONS < 1)).all()


@given(
    values=st.lists(st.floats(0, 1), min_size=1, max_size=30),
    a=st.floats(1e-6, 1 - 1e-6), b=st.floats(1e-6, 1 - 1e-6),
)  # fmt: skip
def test_the_capital_falls_as_the_hypothesis_rises(values: list[float], a: float, b: float) -> None:
    x, (low, high) = np.array(values), sorted((a, b))
    assert log_capital(x, low) >= log_capital(x, high) - 1e-9
    mean = float(np.mean(x))
    if 0.0 < mean < 1.0:
        assert log_capital(x, mean) <= 1e-9  # nobody gains on a fair bet over the sample itself


@settings(max_examples=40)
@given(
    values=st.lists(st.floats(0, 1), min_size=1, max_size=200), bound=st.floats(1e-3, 1e6), rate=st.floats(1e-6, 0.5),
)  # fmt: skip
def test_the_interval_contains_the_sample_mean_and_is_where_the_capital_reaches_the_threshold(
    values: list[float], bound: float, rate: float
) -> None:
    x = np.minimum(np.array(values) * bound, bound)
    found = mean_interval(x, bound, rate)
    assert 0.0 <= found.lower <= found.mean * (1 + 1e-12) + 1e-300
    assert found.mean <= found.upper * (1 + 1e-12) <= bound * (1 + 1e-9)
    assert found.runs == len(values)
    threshold = np.log(2.0 / rate)
    if found.lower > 0.0:  # everything below is rejected, nothing clearly above is
        end = found.lower / bound
        assert log_capital(x / bound, end) >= threshold - 1e-9
        assert log_capital(x / bound, min(end * (1 + 1e-6) + 1e-12, 1 - 1e-12)) <= threshold
    wider = mean_interval(x, bound, rate / 10)
    assert wider.lower <= found.lower * (1 + 1e-9)
    assert wider.upper >= found.upper * (1 - 1e-9)


def test_intervals_scale_with_the_bound_and_reflect() -> None:
    x = np.random.default_rng(0).beta(0.3, 2.0, 300)
    one, eight, back = mean_interval(x, 1.0, 0.01), mean_interval(8 * x, 8.0, 0.01), mean_interval(1 - x, 1.0, 0.01)
    assert (eight.lower, eight.upper) == (8 * one.lower, 8 * one.upper)
    assert (back.lower, back.upper) == pytest.approx((1 - one.upper, 1 - one.lower), rel=1e-9)
    assert one.upper - one.lower < 0.15  # it is of use


def missed(method: Method, mean: float, draw: Callable[[np.random.Generator, int], np.ndarray]) -> int:
    """In how many sequences the mean is outside the interval at one of the looks (stop at the first)."""
    rng, count = np.random.default_rng(12345), 0
    for _ in range(SEQUENCES):
        values = draw(rng, LOOKS[-1])
        for n in LOOKS:
            found = method(values[:n], 1.0, RATE)
            if not found.lower <= mean <= found.upper:
                count += 1
                break
    return count


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_coverage_under_optional_stopping(name: str) -> None:
    low, _ = proportion_interval(missed(mean_interval, *DISTRIBUTIONS[name]), SEQUENCES, 0.01)
    assert low <= RATE


def halved(values: np.ndarray, bound: float, rate: float) -> Interval:
    right = mean_interval(values, bound, rate)
    return right._replace(lower=(right.mean + right.lower) / 2, upper=(right.mean + right.upper) / 2)


def normal(values: np.ndarray, bound: float, rate: float) -> Interval:
    mean, half = float(np.mean(values)), 1.6449 * float(np.std(values)) / np.sqrt(len(values))
    return Interval(mean, mean - half, mean + half, len(values))


@pytest.mark.parametrize(("broken", "name"), [(halved, "coin"), (normal, "rare ones")])
def test_broken_intervals_are_caught(broken: Method, name: str) -> None:
    """The same test refuses an interval of half the width and the normal approximation."""
    low, _ = proportion_interval(missed(broken, *DISTRIBUTIONS[name]), SEQUENCES, 0.01)
    assert low > RATE


@pytest.mark.parametrize(
    ("values", "bound", "rate"),
    [([0.5], 1.0, 0.0), ([0.5], 1.0, 1.0), ([0.5], 0.0, 0.1), ([0.5], float("inf"), 0.1), ([1.5], 1.0, 0.1),
     ([-1e-9], 1.0, 0.1), ([float("nan")], 1.0, 0.1), ([0.5], float("nan"), 0.1)],
)  # fmt: skip
def test_what_cannot_be_is_refused(values: list[float], bound: float, rate: float) -> None:
    with pytest.raises(ValueError, match=r"error_rate|bound|outside"):
        mean_interval(np.array(values), bound, rate)


def test_degenerate_samples() -> None:
    assert mean_interval(np.array([]), 1.0, 0.1)[1:] == (0.0, 1.0, 0)
    zeros, ones = mean_interval(np.zeros(2000), 1.0, 0.01), mean_interval(np.ones(2000), 1.0, 0.01)
    assert zeros.lower == 0.0
    assert zeros.upper == pytest.approx(1 - ones.lower)
    assert np.log(200) / 2000 < zeros.upper < 0.006  # no method can do better than 1 - (a/2)^(1/n)
    assert certain(0.25) == Interval(0.25, 0.25, 0.25, 1)


@pytest.mark.parametrize("n", [1, 2, 5, 8, 30, 101, 256])
@pytest.mark.parametrize("rate", [0.5, 0.1, 0.01, 1e-4])
def test_median_interval_covers_exactly_as_the_binomial_says(n: int, rate: float) -> None:
    """P(X_(r) <= median <= X_(n+1-r)) = 1 - 2 P(Bin(n, 1/2) < r), in fractions; and no shorter interval would do."""
    _, lower, upper = median_interval(np.arange(1.0, n + 1.0), rate)

    def error(r: int) -> Fraction:
        return 2 * sum((Fraction(comb(n, j), 2**n) for j in range(r)), Fraction(0))

    if lower == float("-inf"):
        assert upper == float("inf")
        assert error(1) >= Fraction(rate)
    else:
        r = int(lower)
        assert upper == n + 1 - r
        assert error(r) <= Fraction(rate) <= error(r + 1)


def test_medians_of_runs_that_never_arrive() -> None:
    hits = np.array([3.0, np.inf, 1.0, 2.0, np.inf, 4.0, 5.0, np.inf])
    middle, lower, upper = median_interval(hits, 0.1)
    assert middle == 4.0
    assert (lower, upper) == (2.0, np.inf)
    assert median_interval(np.array([]), 0.1)[1:] == (-np.inf, np.inf)


def test_proportions_against_known_values() -> None:
    assert proportion_interval(0, 10, 0.05) == pytest.approx((0.0, 1 - 0.025**0.1))
    assert proportion_interval(10, 10, 0.05) == pytest.approx((0.025**0.1, 1.0))
    assert proportion_interval(4, 10, 0.05) == pytest.approx((0.12155, 0.73762), abs=1e-5)
    with pytest.raises(ValueError, match="successes"):
        proportion_interval(3, 2, 0.1)


@given(n=st.integers(1, 40), data=st.data(), rate=st.sampled_from([0.2, 0.05, 0.001]))
def test_proportion_limits_solve_the_binomial_tails(n: int, data: st.DataObject, rate: float) -> None:
    k = data.draw(st.integers(0, n))
    low, high = proportion_interval(k, n, rate)

    def at_most(j: int, p: float) -> float:
        return sum(comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(j + 1))

    if k:
        assert 1 - at_most(k - 1, low) == pytest.approx(rate / 2, rel=1e-6)
    if k < n:
        assert at_most(k, high) == pytest.approx(rate / 2, rel=1e-6)


def test_martingale_interval_covers_dependent_values_and_rejects() -> None:
    """Values that hang on the past: the average of their conditional means is inside; a quarter of the width misses it."""
    misses, missed_by_a_quarter, steps = 0, 0, 400
    for seed in range(200):
        generator = np.random.default_rng(seed)
        value, total, means = 0.5, 0.0, 0.0
        for _ in range(steps):
            mean = 0.25 + 0.5 * value  # given the past
            value = float(generator.random() < mean)
            total, means = total + value, means + mean
        found = martingale_interval(total / steps, 1.0, steps, 0.05)
        misses += not found.lower <= means / steps <= found.upper
        missed_by_a_quarter += abs(found.mean - means / steps) > (found.upper - found.lower) / 8
    assert misses <= 10
    assert missed_by_a_quarter > 40
    assert martingale_interval(0.3, 0.0, 1, 0.05) == (0.3, 0.3, 0.3, 1)


@pytest.mark.parametrize(("span", "count", "rate"), [(-1.0, 1, 0.1), (float("inf"), 1, 0.1), (1.0, 0, 0.1), (1.0, 1, 0.0)])
def test_martingale_interval_refuses(span: float, count: int, rate: float) -> None:
    with pytest.raises(ValueError, match="must"):
        martingale_interval(0.0, span, count, rate)
