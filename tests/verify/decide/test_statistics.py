"""Confidence statements: exactly martingales, monotone, covering under optional stopping, and a broken one is caught."""

from collections.abc import Callable
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betaln

from benchmarks.coverage import KINDS, WRONG, measured
from verify.decide.statistics import (
    CAUTION,
    DECIDING,
    FRACTION,
    Bets,
    Interval,
    certain,
    decided,
    martingale_interval,
    mean_interval,
    median_interval,
    misses,
    proportion_interval,
)


def capital(values: list[Fraction], m: Fraction, log_threshold: float) -> Fraction:
    """The mixture's capital in rationals, with the stakes that the floats give."""
    bets = Bets(np.array([float(v) for v in values]), log_threshold)
    total = Fraction(0)
    for stakes, share in zip(bets.stakes, bets.shares, strict=False):
        each = Fraction(share_of(share))
        for stake, value in zip(stakes, values, strict=True):
            each *= 1 + min(Fraction(stake), Fraction(CAUTION) / m) * (value - m)
        total += each
    each = Fraction(share_of(bets.shares[-1]))
    for value in values:
        each *= 1 + Fraction(FRACTION) * (value / m - 1)
    return total + each


def share_of(log_share: float) -> float:
    return float(np.exp(log_share))


@settings(max_examples=15)
@given(
    low=st.fractions(0, 1, max_denominator=12), high=st.fractions(0, 1, max_denominator=12),
    p=st.fractions(0, 1, max_denominator=9), n=st.integers(1, 5),
)  # fmt: skip
def test_the_capital_at_the_mean_is_exactly_a_martingale(low: Fraction, high: Fraction, p: Fraction, n: int) -> None:
    """Over all sequences of a two-point distribution, in rationals: its expectation is what it starts with, exactly."""
    m = p * high + (1 - p) * low
    if not 0 < m < 1:
        return
    start = capital([], m, 4.0)
    assert abs(start - 1) < Fraction(1, 10**14)
    total = Fraction(0)
    for outcome in product((0, 1), repeat=n):
        x = [high if hit else low for hit in outcome]
        here = capital(x, m, 4.0)
        total += p ** sum(outcome) * (1 - p) ** (n - sum(outcome)) * here
        bets = Bets(np.array([float(v) for v in x]), 4.0)
        for got in (bets.log_capital(float(m))[-1], bets.last(float(m))):
            assert got <= np.log(float(here))  # rounded down
            assert got == pytest.approx(np.log(float(here)), abs=1e-9)
    assert total == start


def test_bets_are_never_ruinous() -> None:
    assert 0 < CAUTION < FRACTION < 1
    bets = Bets(np.array([0.0, 0.0, 0.0, 1.0, 0.5]), 5.0)
    assert (bets.stakes >= 0).all()
    assert np.isfinite(bets.log_capital(1e-12)).all()


@given(values=st.lists(st.floats(0, 1), min_size=2, max_size=30), other=st.floats(0, 1), at=st.integers(0, 29))
def test_stakes_depend_on_the_past_alone(values: list[float], other: float, at: int) -> None:
    j = at % len(values)
    changed = [*values[:j], other, *values[j + 1 :]]
    before, after = Bets(np.array(values), 5.0), Bets(np.array(changed), 5.0)
    assert np.array_equal(before.stakes[:, : j + 1], after.stakes[:, : j + 1])


@given(
    values=st.lists(st.floats(0, 1), min_size=1, max_size=30),
    a=st.floats(1e-6, 1 - 1e-6), b=st.floats(1e-6, 1 - 1e-6),
)  # fmt: skip
def test_the_capital_falls_as_the_hypothesis_rises(values: list[float], a: float, b: float) -> None:
    bets, (low, high) = Bets(np.array(values), 5.0), sorted((a, b))
    assert bets.log_capital(low)[-1] >= bets.log_capital(high)[-1] - 1e-9


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
    bets = Bets(x / bound, threshold)
    if found.lower > 0.0:  # everything below is rejected, nothing clearly above is
        end = found.lower / bound
        assert bets.rejects(end, threshold)
        assert bets.log_capital(min(end * (1 + 1e-6) + 1e-12, 1 - 1e-12))[-1] <= threshold


def test_intervals_scale_with_the_bound_and_reflect() -> None:
    x = np.random.default_rng(0).beta(0.3, 2.0, 300)
    one, eight, back = mean_interval(x, 1.0, 0.01), mean_interval(8 * x, 8.0, 0.01), mean_interval(1 - x, 1.0, 0.01)
    assert (eight.lower, eight.upper) == pytest.approx((8 * one.lower, 8 * one.upper), rel=1e-12)
    assert (back.lower, back.upper) == pytest.approx((1 - one.upper, 1 - one.lower), rel=1e-9)
    assert one.upper - one.lower < 0.15  # it is of use


@settings(max_examples=40)
@given(
    values=st.lists(st.floats(0, 1), min_size=1, max_size=300), claim=st.floats(-0.5, 1.5), rate=st.floats(1e-4, 0.5),
)  # fmt: skip
def test_a_claim_moves_the_error_rate_to_the_side_that_decides(values: list[float], claim: float, rate: float) -> None:
    x = np.array(values)
    found, strong = mean_interval(x, 1.0, rate, claim), mean_interval(x, 1.0, 2 * DECIDING * rate * (1 - 1e-12))
    # it never says what one side at DECIDING of the rate would not say, and decides when that does
    assert found.lower <= max(strong.lower, 0.0) + 1e-9
    assert found.upper >= min(strong.upper, 1.0) - 1e-9
    ((held, violated),) = decided(x, 1.0, rate, [claim])
    if 1e-9 < claim < 1 - 1e-9:
        assert held[-1] == (found.upper <= claim)
        assert violated[-1] == (found.lower > claim)


@settings(max_examples=20)
@given(values=st.lists(st.floats(0, 1), min_size=1, max_size=200), mean=st.floats(0.01, 0.99), claim=st.floats(0.0, 1.0))
def test_what_is_missed_is_what_the_interval_excludes(values: list[float], mean: float, claim: float) -> None:
    x = np.array(values)
    for told in (claim, float("nan")):
        found = mean_interval(x, 1.0, 0.2, told)
        if min(abs(mean - end) for end in found[1:3]) > 1e-6 and abs(mean - claim) > 1e-6:
            assert misses(x, 1.0, 0.2, mean, told)[-1] == (not found.lower <= mean <= found.upper)


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_interval_under_looks_at_every_64(name: str) -> None:
    """`python -m benchmarks.coverage` does the same with 20,000 sequences."""
    ((_, count, low, high),) = measured({name: KINDS[name]}, 300, 0.05)
    assert low <= 0.05, count
    assert high < 0.1


@pytest.mark.parametrize("name", WRONG)
def test_wrong_intervals_are_caught_under_looks_at_every_64(name: str) -> None:
    ((_, _, low, _),) = measured({name: WRONG[name]}, 60, 0.05)
    assert low > 0.05


def test_values_that_are_known_to_lie_between_two() -> None:
    x = np.random.default_rng(3).random(200)
    low, high = np.where(x < 0.05, 0.0, x), np.where(x < 0.05, 1.0, x)
    found = mean_interval(low, 1.0, 0.01, 0.7, high)
    assert found.lower == mean_interval(low, 1.0, 0.01, 0.7).lower
    assert found.upper == mean_interval(high, 1.0, 0.01, 0.7).upper
    with pytest.raises(ValueError, match="outside"):
        mean_interval(high, 1.0, 0.01, 0.7, low)


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


def reaches(capital_of: Callable[[int, int], Fraction], p: Fraction, threshold: Fraction, n: int) -> Fraction:
    """Exactly: the probability that a count of Bernoulli(p) ever has that capital in n steps."""
    paths, hit = {0: Fraction(1)}, Fraction(0)
    for t in range(1, n + 1):
        after: dict[int, Fraction] = {}
        for k, weight in paths.items():
            for more, chance in ((1, p), (0, 1 - p)):
                after[k + more] = after.get(k + more, Fraction(0)) + weight * chance
        hit += sum((w for k, w in after.items() if capital_of(k, t) >= threshold), Fraction(0))
        paths = {k: w for k, w in after.items() if capital_of(k, t) < threshold}
    return hit


def test_median_interval_keeps_its_rate_at_all_times_exactly() -> None:
    """Looked at after each of 60 values, over all paths, in fractions: what one side ever errs by is at most half the rate."""
    rate = 0.2

    def excludes(k: int, t: int) -> Fraction:
        """1 if the interval excludes a median with k of t values above it."""
        _, lower, _ = median_interval(np.array([0.0] * (t - k) + [1.0] * k), rate)
        return Fraction(int(lower > 0.5))

    found = reaches(excludes, Fraction(1, 2), Fraction(1), 60)
    assert Fraction(1, 100) < found <= Fraction(rate) / 2


@pytest.mark.parametrize("p", [Fraction(1, 2), Fraction(1, 10)])
def test_proportion_interval_keeps_its_rate_at_all_times_exactly(p: Fraction) -> None:
    rate = 0.2

    def excludes(k: int, t: int) -> Fraction:
        low, high = proportion_interval(k, t, rate)
        return Fraction(int(not low <= p <= high))

    assert Fraction(1, 100) < reaches(excludes, p, Fraction(1), 50) <= Fraction(rate)


def test_proportions() -> None:
    least, most = proportion_interval(0, 300, 1e-4)
    assert least == 0.0
    assert 1 - 1e-4 ** (1 / 300) < most < 0.04  # no method can do better at this end
    low, high = proportion_interval(300, 300, 1e-4)
    assert (1 - high, 1 - low) == pytest.approx((least, most), rel=1e-6)
    assert proportion_interval(0, 0, 0.1) == (0.0, 1.0)
    with pytest.raises(ValueError, match="successes"):
        proportion_interval(3, 2, 0.1)


@given(n=st.integers(1, 40), data=st.data(), rate=st.sampled_from([0.2, 0.05, 0.001]))
def test_proportion_limits_reach_the_threshold(n: int, data: st.DataObject, rate: float) -> None:
    k = data.draw(st.integers(0, n))

    def ratio(p: float) -> float:
        found = 0.5 * np.exp(betaln(k + 0.5, n - k + 0.5) - betaln(0.5, 0.5)) + 0.25 * ((k == 0) + (k == n))
        return float(found / (p**k * (1 - p) ** (n - k)))

    low, high = proportion_interval(k, n, rate)
    assert low <= k / n <= high
    for end in (low, high):
        if 0.0 < end < 1.0:
            assert ratio(end) == pytest.approx(1 / rate, rel=1e-4)


def test_martingale_interval_covers_dependent_values_and_rejects() -> None:
    """Values that hang on the past: the average of their conditional means is inside; a quarter of the width misses it."""
    outside, missed_by_a_quarter, steps = 0, 0, 400
    for seed in range(200):
        generator = np.random.default_rng(seed)
        value, total, means = 0.5, 0.0, 0.0
        for _ in range(steps):
            mean = 0.25 + 0.5 * value  # given the past
            value = float(generator.random() < mean)
            total, means = total + value, means + mean
        found = martingale_interval(total / steps, 1.0, steps, 0.05)
        outside += not found.lower <= means / steps <= found.upper
        missed_by_a_quarter += abs(found.mean - means / steps) > (found.upper - found.lower) / 8
    assert outside <= 10
    assert missed_by_a_quarter > 40
    assert martingale_interval(0.3, 0.0, 1, 0.05) == (0.3, 0.3, 0.3, 1)


@pytest.mark.parametrize(("span", "count", "rate"), [(-1.0, 1, 0.1), (float("inf"), 1, 0.1), (1.0, 0, 0.1), (1.0, 1, 0.0)])
def test_martingale_interval_refuses(span: float, count: int, rate: float) -> None:
    with pytest.raises(ValueError, match="must"):
        martingale_interval(0.0, span, count, rate)
