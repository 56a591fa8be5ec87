"""What every algorithm is made of: a state, hyper-parameters, and one elementwise update rule.

A rule is plain elementwise arithmetic: called on numbers it is the scalar reference, on arrays of shape (R, d) with
hyper-parameters (R, 1) it is the vectorised method, and traced (`verify.simulate.trace`) it is what both back ends run.
The paper's convention throughout: beta weighs the NEW gradient (PyTorch's `betas` are 1 - beta), delta sits inside the root.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class State(NamedTuple):
    """Iterate x_k and the moments m_{k-1}, n_{k-1}; arrays of one shape."""

    x: Any
    m: Any
    n: Any


class Hyper(NamedTuple):
    """Hyper-parameters at one step. The last three belong to PyTorch's convention and are neutral in the paper's."""

    beta_1: Any
    beta_2: Any
    eta: Any
    lambda_: Any
    delta: Any
    m_correction: Any = 1.0  # 1 / (1 - betas[0]^(k+1))
    n_correction: Any = 1.0  # 1 / (1 - betas[1]^(k+1))
    eps: Any = 0.0  # outside the root


class Moved(NamedTuple):
    """One step: the new state, and the v_k and lambda_k that the dynamic objective F_k is made of."""

    state: State
    v: Any
    decay: Any  # lambda_k of the decoupled weight decay


@dataclass(frozen=True)
class Algorithm:
    """A named update rule with the schedule of its weight decay.

    `update(state, g, hyper) -> Moved` is pure and elementwise. `decay(lambda_, mu_v, k) -> lambda_k` takes an array of
    iterations k. `source` is the paper's place.
    """

    name: str
    source: str
    update: Callable[[State, Any, Hyper], Moved]
    decay: Callable[[float, float, NDArray[np.int64]], NDArray[np.float64]]


def constant_decay(lambda_: float, mu_v: float, k: NDArray[np.int64]) -> NDArray[np.float64]:
    """lambda_k = lambda."""
    return np.full(k.shape, float(lambda_))


def no_decay(lambda_: float, mu_v: float, k: NDArray[np.int64]) -> NDArray[np.float64]:
    """lambda_k = 0."""
    return np.zeros(k.shape)
