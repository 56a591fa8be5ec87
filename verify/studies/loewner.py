"""How far a covariance is from a claimed one, with an interval that is exact for Gaussian samples of mean zero.

For N samples of N(0, C) in R^d the sample covariance is C^{1/2} G C^{1/2} with N G ~ Wishart(N, I), and with probability at
least 1 - 2 exp(-N t^2/2) all eigenvalues of G lie in [(1 - sqrt(d/N) - t)^2, (1 + sqrt(d/N) + t)^2] (Davidson & Szarek, "Local
operator theory, random matrices and Banach spaces", 2001, theorem II.13). The true covariance is then enclosed in the
Loewner order, and with it the deviation max |eigenvalue of M^{-1/2} C M^{-1/2} - 1| from any claimed M.
"""

import math

import numpy as np
from numpy.typing import NDArray

from verify.verdict import Measured

Array = NDArray[np.float64]


def deviation(claimed: Array, true: Array) -> float:
    """max |eigenvalue of M^{-1/2} C M^{-1/2} - 1|: the relative error of the variance in the worst direction."""
    return float(np.max(np.abs(_relative(claimed, true) - 1.0)))


def _relative(claimed: Array, covariance: Array) -> Array:
    inverse = np.linalg.inv(np.linalg.cholesky(claimed))
    return np.asarray(np.linalg.eigvalsh(inverse @ covariance @ inverse.T), dtype=np.float64)


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
