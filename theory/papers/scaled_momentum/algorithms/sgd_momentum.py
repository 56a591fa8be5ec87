"""SGD with momentum: v_k = delta^(1/2) in every coordinate, so that c_l = c_u.

    m_k = (1 - beta_1) m_{k-1} + beta_1 g_k,      x_{k+1} = x_k - eta m_k / delta^(1/2).
"""

from typing import Any, NamedTuple

import numpy as np
import sympy as sp

from theory.algorithms.base import Algorithm, Bounds, Decay, Hyper, Moved, Objective
from theory.symbols import c_inf, delta


class Mean(NamedTuple):
    """Iterate and momentum; there is no second moment."""

    x: Any
    m: Any


def update(state: Mean, g: Any, h: Hyper) -> Moved:
    """One step, elementwise."""
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    v = np.sqrt(h.delta) + 0.0 * m
    return Moved(Mean(state.x - h.eta * (m / v), m), v, 0.0)


def reference(state: Mean, g: Any, h: Hyper) -> Mean:
    """The step as it is written above."""
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    return Mean(state.x - h.eta * m / np.sqrt(h.delta), m)


BOUNDS = Bounds(m=c_inf, v_low=sp.sqrt(delta), v_high=sp.sqrt(delta), move=c_inf)
ALGORITHM = Algorithm(
    "sgd-momentum", "Polyak 1964, with averaged gradients", update, sp.Integer(0), "SGD with momentum", slots=Mean,
    decay_kind=Decay.NONE, objective=Objective.LOSS, bounds=BOUNDS, reference=reference,
)  # fmt: skip
