"""Distribution-free finite-sample statements: confidence sequences for bounded means, intervals for medians and rates.

The confidence sequence is by betting. For values x_1, x_2, ... in [0, 1] of mean m, the capital of a gambler who keeps
the fraction c on "more than m" is prod_i (1 - c + c x_i / m), a nonnegative martingale that starts at 1; so is an
average of such capitals over several c. By Ville's inequality it ever reaches 1/a with probability at most a, whatever
the distribution and whenever one looks. An m is rejected once the capital against it has reached 1/a; the m that
survive form the interval. The same is done from above with 1 - x_i and 1 - m, and each side gets half of the error.
(Orabona & Jun, "Tight concentrations and confidence sequences from the regret of universal portfolio", 2024;
Waudby-Smith & Ramdas, "Estimating means of bounded random variables by betting", JRSS-B 2024.)
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.stats import beta, binom

Array = NDArray[np.float64]
#: fractions kept on one side: from timid (good for variable data) to nearly all (good for means near an end)
FRACTIONS = 1.0 - np.concatenate([np.geomspace(1e-4, 0.5, 12), 1.0 - np.geomspace(1e-4, 0.45, 20)])


#: factors of the capital that are multiplied before the logarithm is taken
GROUP = 8


class Interval(NamedTuple):
    """A confidence interval for a mean: `lower <= mean <= upper` with the probability that was asked for."""

    mean: float
    lower: float
    upper: float
    runs: int


def log_capital(values: Array, m: float) -> float:
    """Log of the mixture capital after betting that the mean of `values` (in [0, 1]) exceeds m, 0 < m < 1.

    The factors lie in [1e-4, 1/m], so eight of them multiply without overflow: one logarithm serves eight.
    """
    kept, staked = (1.0 - FRACTIONS)[:, None], (FRACTIONS / m)[:, None]
    full = len(values) // GROUP * GROUP
    logs = np.sum(np.log(kept + staked * values[full:]), axis=1)
    if full:
        rows = values[:full].reshape(GROUP, -1)
        product = kept + staked * rows[0]
        for row in rows[1:]:
            product *= kept + staked * row
        logs += np.sum(np.log(product), axis=1)
    largest = float(np.max(logs))
    return largest + float(np.log(np.mean(np.exp(logs - largest))))


def _lower(values: Array, log_threshold: float) -> float:
    """The largest m that the bets against "at most m" reject, 0 if none; the capital falls as m grows."""
    if not len(values) or not np.any(values):
        return 0.0
    smallest, mean = 1e-12, float(np.mean(values))
    if log_capital(values, smallest) < log_threshold:
        return 0.0
    if mean >= 1.0 - 1e-12:
        top = 1.0 - 1e-12
        if log_capital(values, top) >= log_threshold:
            return top
    else:
        top = mean  # at m = mean the capital is at most 1
    root = brentq(lambda m: log_capital(values, m) - log_threshold, smallest, top, xtol=1e-13, rtol=1e-10)
    # outward, past the root finder's tolerance: relative for ordinary roots, absolute for tiny ones
    return max(float(root) * (1.0 - 1e-9) - 2e-13, 0.0)


def mean_interval(values: Array, bound: float, error_rate: float) -> Interval:
    """Confidence sequence, at its current end, for the mean of independent values in [0, bound].

    It may be looked at after every run and the run stopped at will; the mean lies in all of the intervals with probability
    at least 1 - error_rate.

    Raises:
        ValueError: a value outside [0, bound], an error rate outside (0, 1), or a bound that is not positive and finite.
    """
    values = np.asarray(values, dtype=np.float64)
    if not 0.0 < error_rate < 1.0:
        raise ValueError(f"error_rate={error_rate} must lie in (0, 1)")
    if not (np.isfinite(bound) and bound > 0.0):
        raise ValueError(f"bound={bound} must be positive and finite")
    if len(values) and not (np.min(values) >= 0.0 and np.max(values) <= bound):
        raise ValueError(f"a value lies outside [0, {bound:g}]: min {np.min(values):g}, max {np.max(values):g}")
    scaled, log_threshold = values / bound, float(np.log(2.0 / error_rate))
    lower = _lower(scaled, log_threshold)
    upper = 1.0 - _lower(1.0 - scaled, log_threshold)
    mean = float(np.mean(values)) if len(values) else float("nan")
    return Interval(mean, lower * bound, upper * bound, len(values))


def martingale_interval(mean: float, span: float, count: int, error_rate: float) -> Interval:
    """Azuma's inequality: an interval for the average of the means, each given the past, of `count` values seen in turn.

    Given the past, each value lies in an interval of length `span`; nothing else is asked of how they hang together, so the
    steps of runs count one by one. `mean` is the average of the values.

    Raises:
        ValueError: an error rate outside (0, 1), no values, or a span that is negative or not finite.
    """
    if not 0.0 < error_rate < 1.0:
        raise ValueError(f"error_rate={error_rate} must lie in (0, 1)")
    if count < 1 or not (np.isfinite(span) and span >= 0.0):
        raise ValueError(f"count={count} must be positive and span={span} finite and not negative")
    half = span * float(np.sqrt(np.log(2.0 / error_rate) / (2.0 * count)))
    return Interval(mean, mean - half, mean + half, count)


def certain(value: float) -> Interval:
    """The "interval" of something that is the same in every run."""
    return Interval(value, value, value, 1)


def median_interval(values: Array, error_rate: float) -> tuple[float, float, float]:
    """(median, lower, upper): order statistics that enclose the median with probability at least 1 - error_rate.

    Infinite values (a run that never got there) are allowed. Too few values for the error rate give (-inf, inf).
    """
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    n = len(ordered)
    if not n:
        return float("nan"), float("-inf"), float("inf")
    middle = float(np.median(ordered)) if np.isfinite(ordered).all() else float(ordered[(n - 1) // 2])
    rank = int(binom.ppf(error_rate / 2.0, n, 0.5))
    while rank > 0 and binom.cdf(rank - 1, n, 0.5) > error_rate / 2.0:
        rank -= 1
    if rank == 0:
        return middle, float("-inf"), float("inf")
    return middle, float(ordered[rank - 1]), float(ordered[n - rank])


def proportion_interval(successes: int, trials: int, error_rate: float) -> tuple[float, float]:
    """Clopper-Pearson interval for a probability, exact at any number of trials."""
    if not 0 <= successes <= trials:
        raise ValueError(f"successes={successes} must lie in [0, {trials}]")
    lower = float(beta.ppf(error_rate / 2.0, successes, trials - successes + 1)) if successes else 0.0
    upper = float(beta.ppf(1.0 - error_rate / 2.0, successes + 1, trials - successes)) if successes < trials else 1.0
    return lower, upper
