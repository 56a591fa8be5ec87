"""How far a covariance is from a claimed one, with intervals that are exact for Gaussian samples of mean zero.

In all directions: for N samples of N(0, C) in R^d the sample covariance is C^{1/2} G C^{1/2} with N G ~ Wishart(N, I), and with
probability at least 1 - 2 exp(-N t^2/2) all eigenvalues of G lie in [(1 - sqrt(d/N) - t)^2, (1 + sqrt(d/N) + t)^2] (Davidson &
Szarek, "Local operator theory, random matrices and Banach spaces", 2001, theorem II.13). The true covariance is then enclosed
in the Loewner order, and with it the deviation max |eigenvalue of M^{-1/2} C M^{-1/2} - 1| from any claimed M.

In one direction w, and in the mean over all: N w'Sw / w'Cw is chi squared with N degrees of freedom, N tr(C^{-1} S) with N d.
"""

import math

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh

from verify.decide.verdict import Measured

Array = NDArray[np.float64]


def deviation(claimed: Array, true: Array) -> float:
    """max |eigenvalue of M^{-1/2} C M^{-1/2} - 1|: the relative error of the variance in the worst direction."""
    return float(np.max(np.abs(_relative(claimed, true) - 1.0)))


def worst_direction(claimed: Array, true: Array) -> Array:
    """w that attains `deviation`: the variance w'Cw is furthest, relatively, from w'Mw. From the two formulas alone."""
    values, vectors = eigh(true, claimed)
    return np.asarray(vectors[:, int(np.argmax(np.abs(values - 1.0)))], dtype=np.float64)


def _relative(claimed: Array, covariance: Array) -> Array:
    inverse = np.linalg.inv(np.linalg.cholesky(claimed))
    return np.asarray(np.linalg.eigvalsh(inverse @ covariance @ inverse.T), dtype=np.float64)


def _enclosed(low: float, mean: float, high: float, runs: int) -> Measured:
    """|ratio - 1| from an interval for the ratio."""
    return Measured(abs(mean - 1.0), max(low - 1.0, 1.0 - high, 0.0), max(high - 1.0, 1.0 - low), runs)


def measured_deviation(claimed: Array, sample: Array, runs: int, error_rate: float) -> Measured:
    """`deviation(claimed, C)` from the sample covariance of `runs` Gaussian vectors of known mean 0, with its interval.

    A claimed matrix that is not positive definite is no covariance: the deviation is infinite.

    Raises:
        ValueError: too few runs for this dimension and error rate.
    """
    t, root = math.sqrt(2.0 * math.log(2.0 / error_rate) / runs), math.sqrt(len(sample) / runs)
    if root + t >= 1.0:
        raise ValueError(f"runs={runs} are too few for d={len(sample)} at an error rate of {error_rate:g}")
    low, high = (1.0 - root - t) ** 2, (1.0 + root + t) ** 2
    if float(np.linalg.eigvalsh(claimed)[0]) <= 0.0:
        return Measured(math.inf, math.inf, math.inf, runs)
    values = _relative(claimed, sample)
    least, most = float(values[0]), float(values[-1])
    lower = max(most / high - 1.0, 1.0 - least / low, 0.0)
    upper = max(most / low - 1.0, 1.0 - least / high)
    return Measured(max(most - 1.0, 1.0 - least), lower, upper, runs)


def measured_variance(claimed: Array, sample: Array, direction: Array, runs: int, error_rate: float) -> Measured:
    """|w'Cw / w'Mw - 1| for one direction w that was chosen without the sample."""
    ratio = float(direction @ sample @ direction / (direction @ claimed @ direction))
    low, high = _chi_squared(ratio, runs, error_rate)
    return _enclosed(low, ratio, high, runs)


def mean_ratio(claimed: Array, sample: Array, runs: int, error_rate: float) -> tuple[float, float, float]:
    """(tr(M^{-1} S)/d, low, high): the mean over directions of the variance over the claimed one.

    If M is the covariance the interval contains 1 with probability at least 1 - error_rate: it tests M = C.
    """
    ratio = float(np.trace(np.linalg.solve(claimed, sample))) / len(claimed)
    return ratio, *_chi_squared(ratio, runs * len(claimed), error_rate)


def chi_squared_range(freedom: int, error_rate: float) -> tuple[float, float]:
    """Where the mean of `freedom` squared standard normals lies with probability 1 - error_rate."""
    from scipy.stats import chi2  # takes long to import

    low, high = (float(chi2.ppf(p, freedom)) / freedom for p in (error_rate / 2.0, 1.0 - error_rate / 2.0))
    return low, high


def _chi_squared(ratio: float, freedom: int, error_rate: float) -> tuple[float, float]:
    """Interval for a scale from the mean of `freedom` squared normals over it."""
    low, high = chi_squared_range(freedom, error_rate)
    return ratio / high, ratio / low
