"""A4 AdamW-D: AdamW with the decaying weight decay that the theory needs, lambda_k = lambda (1 - mu_v)^k."""

import numpy as np
from numpy.typing import NDArray

from theory.algorithms import adamw
from theory.algorithms.base import Algorithm


def decay(lambda_: float, mu_v: float, k: NDArray[np.int64]) -> NDArray[np.float64]:
    """lambda_k = lambda (1 - mu_v)^k, a function of k alone (no running product)."""
    return lambda_ * np.power(1.0 - mu_v, k.astype(np.float64))


ALGORITHM = Algorithm("adamw-d", "Theorem 2: mu_v = beta_2 c_inf^2 / delta", adamw.update, decay)
