"""Distribution-free finite-sample statements, valid at every sample size at once: means, probabilities, medians.

All are test martingales inverted. By Ville's inequality a nonnegative martingale that starts at 1 ever reaches 1/a with
probability at most a, whatever the distribution and whenever one looks; what it has rejected stays out.

Means are tested by betting. For values y_1, y_2, ... in [0, 1] of mean at most m, a gambler who stakes l_i >= 0 on
"more than m", l_i depending on the past alone and l_i m <= 1, has the capital prod_i (1 + l_i (y_i - m)), a supermartingale; so
is a mixture of such capitals. The same is done from above with 1 - y_i and 1 - m. The mixture has stakes of two kinds:
nearly everything (best where the values hardly vary), and (2 log(1/a) / (n v_i))^(1/2), which would reach 1/a after n steps
with the least of a drift if v_i, the variance so far, is the variance, for several n (Waudby-Smith & Ramdas, "Estimating means
of bounded random variables by betting", JRSS-B 2024, section 3). No stake depends on m, so the capital falls as m grows.

Where a claim "mean <= c" is to be decided, an m > c is only worth betting against from above, an m <= c from below: such an m
has DECIDING of the error rate there and the rest on its other side. What survives still holds the mean with probability 1 - a.
"""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import betainc, betaln

Array = NDArray[np.float64]
#: the numbers of steps that aimed stakes aim at, evenly in the logarithm up to what `run` affords: each with the same capital
AIMS = (128, 256, 512, 1024, 2048)
#: the constant fraction of the capital that is staked, and its share of the first capital
FRACTION, SHARE = 0.999, 0.2
#: the most that an aimed stake may be of the capital, as a large value may be rare
CAUTION = 0.7
#: of the error rate, what the side has that decides a claim
DECIDING = 0.95
#: what scaling a limit back may lose
ULPS = 2.0**-50
#: factors of the capital that are multiplied before the logarithm is taken; each lies in [1e-3, 1e12]
GROUP = 8
#: relative rounding of a factor of the capital: at most 8 roundings, magnified by at most 2 + 3/(1 - 0.999)
ROUNDING = 8.0 * 2.0**-53 * (2.0 + 3.0 / 0.001)


class Interval(NamedTuple):
    """A confidence interval for a mean: `lower <= mean <= upper` with the probability that was asked for."""

    mean: float
    lower: float
    upper: float
    runs: int


class Bets:
    """The capitals of all stakes on "the mean of `values` (in [0, 1]) is more than m", seen from the first value on."""

    def __init__(self, values: Array, log_threshold: float) -> None:
        self.values = values
        t = np.arange(1.0, len(values) + 1.0)
        mean = np.cumsum(values) / t
        spread = np.maximum(np.cumsum(np.square(values)) - t * np.square(mean), 0.0)
        # at first the variance is taken for the largest that there is
        variance = (0.25 + spread) / (t + 1.0)
        aimed = np.sqrt(2.0 * log_threshold / np.outer(AIMS, variance))
        self.stakes = np.hstack([np.zeros((len(AIMS), 1)), aimed[:, :-1]])[:, : len(values)]
        self._largest = float(np.max(self.stakes, initial=0.0))
        self.shares = np.log(np.array([(1.0 - SHARE) / len(AIMS)] * len(AIMS) + [SHARE]))
        # (GROUP, G) and (GROUP, AIMS, G): values that are multiplied stand below each other, the last group filled up
        self._missing = -len(values) % GROUP
        filled = np.pad(np.vstack([values, self.stakes]), ((0, 0), (0, self._missing)))
        turned = np.ascontiguousarray(filled.reshape(1 + len(AIMS), -1, GROUP).transpose(2, 0, 1))
        self._turned, self._turned_stakes = turned[:, 0].copy(), turned[:, 1:].copy()
        self._last: dict[float, float] = {}  # a search asks again at its ends

    def _gains(self, m: float) -> Array:
        """Of each stake, the logarithm of what each GROUP of values multiplies its capital by."""
        over = self._turned - m
        if self._missing:
            over[-self._missing :, -1] = 0.0
        most = CAUTION / m
        factors = (self._turned_stakes if self._largest <= most else np.minimum(self._turned_stakes, most)) * over[:, None]
        factors += 1.0
        over *= FRACTION
        over /= m
        over += 1.0
        return np.log(np.vstack([np.multiply.reduce(factors), np.multiply.reduce(over)]))

    def log_capital(self, m: float) -> Array:
        """Log of the mixture's capital against "mean at most m", 0 < m < 1, rounded down: after every GROUP values, and all."""
        gains = self._gains(m)
        return self._mixed(np.cumsum(gains, axis=1), np.arange(1.0, gains.shape[1] + 1.0))

    def last(self, m: float) -> float:
        """The last of `log_capital(m)`."""
        if m not in self._last:
            gains = self._gains(m)
            self._last[m] = float(self._mixed(np.sum(gains, axis=1), gains.shape[1]))
        return self._last[m]

    def _mixed(self, logs: Array, groups: Array | int) -> Array:
        """Log of the mixture's capital from those of its stakes after so many groups of values, rounded down."""
        logs = (logs.T + self.shares).T
        largest = np.maximum.reduce(logs)
        return np.asarray(largest + np.log(np.add.reduce(np.exp(logs - largest))) - ROUNDING * GROUP * groups)

    def rejects(self, m: float, log_threshold: float) -> bool:
        """Whether "mean at most m" is rejected by all values."""
        return self.last(m) >= log_threshold

    def exceeds(self, m: float, log_threshold: float) -> bool:
        """Whether `limit` lies above m, without looking for it."""
        return m < float(np.mean(self.values)) and self.rejects(_inside(m), log_threshold)

    def limit(self, log_threshold: float) -> float:
        """The largest m that is rejected by all values, 0 if none is; rounded down."""
        if not np.any(self.values) or not self.rejects(1e-12, log_threshold):
            return 0.0
        top = min(float(np.mean(self.values)), 1.0 - 1e-12)  # at the mean nobody has won
        if self.rejects(top, log_threshold):
            return top
        root = float(brentq(lambda m: self.last(m) - log_threshold, 1e-12, top, xtol=1e-13, rtol=1e-10))
        step = 1e-9 * root
        while not self.rejects(root, log_threshold):  # past the root finder's tolerance
            root, step = max(root - step, 1e-12), 2.0 * step
        return root


def mean_interval(
    values: Array, bound: float, error_rate: float, claim: float = float("nan"), high: Array | None = None
) -> Interval:
    """Confidence sequence, at its current end, for the mean of independent values in [0, bound].

    It may be looked at after every run and the run stopped at will; the mean lies in all of the intervals with probability
    at least 1 - error_rate. `claim`, chosen beforehand, is the bound that the mean is claimed not to exceed; without one
    the error rate is halved. With `high` a value is known only to lie between `values`,
    whose mean is shown, and `high`.

    Raises:
        ValueError: a value outside [0, bound], an error rate outside (0, 1), or a bound that is not positive and finite.
    """
    low = np.asarray(values, dtype=np.float64)
    high = low if high is None else np.asarray(high, dtype=np.float64)
    if not 0.0 < error_rate < 1.0:
        raise ValueError(f"error_rate={error_rate} must lie in (0, 1)")
    if not (np.isfinite(bound) and bound > 0.0):
        raise ValueError(f"bound={bound} must be positive and finite")
    if len(low) and not (np.min(low) >= 0.0 and np.max(high) <= bound and np.all(low <= high)):
        raise ValueError(f"a value lies outside [0, {bound:g}]: min {np.min(low):g}, max {np.max(high):g}")
    if not len(low):
        return Interval(float("nan"), 0.0, bound, 0)
    strong, weak = _thresholds(error_rate, not np.isnan(claim))
    from_below, from_above = _sides(low, high, bound, strong)

    def lowest(threshold: float) -> float:
        return from_below.limit(threshold) * bound * (1.0 - ULPS)

    def highest(threshold: float) -> float:
        return min((1.0 - from_above.limit(threshold)) * bound * (1.0 + ULPS), bound)

    mean = float(np.mean(low))
    if from_below.exceeds(claim / bound * (1.0 + ULPS), strong):
        # every m <= claim is rejected; above it only what the other share rejects
        return Interval(mean, max(lowest(weak), float(np.nextafter(claim, np.inf))), highest(strong), len(low))
    if claim >= bound or from_above.exceeds((bound - claim) / bound * (1.0 + ULPS), strong):
        return Interval(mean, lowest(strong), min(highest(weak), claim), len(low))
    return Interval(mean, lowest(strong), highest(strong), len(low))


def _thresholds(error_rate: float, claimed: bool) -> tuple[float, float]:
    """Log of the capital that rejects: on the side that decides an m, and on the other."""
    share = DECIDING if claimed else 0.5
    return -float(np.log(error_rate * share)), -float(np.log(error_rate * (1.0 - share)))


def _inside(m: float) -> float:
    """The mean next to m that can be bet against."""
    return min(max(m, 1e-12), 1.0 - 1e-12)


def _sides(low: Array, high: Array, bound: float, log_threshold: float) -> tuple[Bets, Bets]:
    # the difference first: it is rounded relative to itself however close to the bound
    return Bets(low / bound, log_threshold), Bets((bound - high) / bound, log_threshold)


def decided(
    values: Array, bound: float, error_rate: float, claims: Iterable[float]
) -> list[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """Of each claim, after every GROUP values: whether `mean_interval` lies at or below it, and whether it lies above it."""
    strong, _ = _thresholds(error_rate, True)
    from_below, from_above = _sides(values, values, bound, strong)
    inside = [_inside(claim / bound) for claim in claims]
    return [(from_above.log_capital(1.0 - m) >= strong, from_below.log_capital(m) >= strong) for m in inside]


def misses(values: Array, bound: float, error_rate: float, mean: float, claim: float = float("nan")) -> NDArray[np.bool_]:
    """After every GROUP values: whether `mean_interval` excludes this mean, strictly between 0 and `bound`."""
    strong, weak = _thresholds(error_rate, not np.isnan(claim))
    from_below, from_above = _sides(values, values, bound, strong)
    below, above = (weak, strong) if mean > claim else (strong, weak)
    m = mean / bound
    return (from_below.log_capital(m) >= below) | (from_above.log_capital(1.0 - m) >= above)


def martingale_interval(mean: float, span: float, count: int, error_rate: float) -> Interval:
    """Azuma's inequality: an interval for the average of the means, each given the past, of `count` values seen in turn.

    Given the past, each value lies in an interval of length `span`; nothing else is asked of how they hang together, so the
    steps of runs count one by one. `mean` is the average of the values; `count` is fixed beforehand.

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


#: what a logarithm of a count's capital may be off by: special functions to 1e-13, logarithms of up to 1e6 terms
COUNTED = 1e-7


def median_interval(values: Array, error_rate: float) -> tuple[float, float, float]:
    """(median, lower, upper): order statistics that hold the median, at all sample sizes at once, but for error_rate.

    If m is below every median at least half of the values are expected beyond it; an m is rejected once there are too many.
    The test against "at most one half" is a mixture of the likelihood ratios of p > 1/2, p having the density of
    Beta(1/2, 1/2) there; each side has half of the error rate. Ties and infinite values (a run that never got there) are
    allowed. Too few values for the error rate give (-inf, inf).
    """
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    n = len(ordered)
    if not n:
        return float("nan"), float("-inf"), float("inf")
    middle = float(np.median(ordered)) if np.isfinite(ordered).all() else float(ordered[(n - 1) // 2])
    count = _too_many(n, error_rate)
    if count > n:
        return middle, float("-inf"), float("inf")
    return middle, float(ordered[n - count]), float(ordered[count - 1])


@cache
def _too_many(n: int, error_rate: float) -> int:
    """The least count of n that rejects "at most one half" at half of the error rate; n + 1 if none does."""
    k = np.arange(n // 2 + 1, n + 1)
    mixture = betaln(k + 0.5, n - k + 0.5) - betaln(0.5, 0.5) + np.log(2.0 * betainc(n - k + 0.5, k + 0.5, 0.5))
    enough = k[n * np.log(2.0) + mixture >= np.log(2.0 / error_rate) + COUNTED]
    return int(enough[0]) if len(enough) else n + 1


def proportion_interval(successes: int, trials: int, error_rate: float) -> tuple[float, float]:
    """Confidence sequence, at its current end, for a probability.

    A p is rejected by the mixture of likelihood ratios over Beta(1/2, 1/2), half and half with those of 0 and 1 alone; its
    logarithm is convex in log(p/(1 - p)), so that what survives is an interval.
    """
    if not 0 <= successes <= trials:
        raise ValueError(f"successes={successes} must lie in [0, {trials}]")
    k, n = successes, trials
    terms = [np.log(0.5) + betaln(k + 0.5, n - k + 0.5) - betaln(0.5, 0.5)]
    terms += [np.log(0.25)] * ((k == 0) + (k == n))
    best = float(np.logaddexp.reduce(terms)) - COUNTED + float(np.log(error_rate))

    def over(p: float) -> float:
        return best - (k * np.log(p) if k else 0.0) - ((n - k) * np.log1p(-p) if k < n else 0.0)

    if not n:
        return 0.0, 1.0
    least, most, tiny = 0.0, 1.0, 1e-15
    peak = min(max(k / n, tiny), 1.0 - tiny)
    if k and over(tiny) >= 0.0:
        least = float(brentq(over, tiny, peak, xtol=1e-16, rtol=1e-12)) * (1.0 - 1e-9)
    if k < n and over(1.0 - tiny) >= 0.0:
        most = min(float(brentq(over, peak, 1.0 - tiny, xtol=1e-16, rtol=1e-12)) * (1.0 + 1e-9), 1.0)
    return least, most
