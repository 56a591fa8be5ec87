"""SGD with momentum: v_k = delta^(1/2) in every coordinate, so that c_l = c_u.

    m_k = (1 - beta_1) m_{k-1} + beta_1 g_k,      x_{k+1} = x_k - eta m_k / delta^(1/2).

The second moment is kept beside them, for what is measured of it; no step reads it.
"""

from typing import Any

import numpy as np
import sympy as sp

from theory.algorithms.base import Algorithm, Bounds, Decay, Hyper, Moved, Objective, State
from theory.symbols import c_inf, delta


def update(state: State, g: Any, h: Hyper) -> Moved:
    """One step, elementwise."""
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    n = (1.0 - h.beta_2) * state.n + h.beta_2 * (g * g)
    v = np.sqrt(h.delta)
    return Moved(State(state.x - h.eta * (m / v), m, n), v, 0.0)


def reference(state: State, g: Any, h: Hyper) -> State:
    """The step as it is written above."""
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    n = state.n + h.beta_2 * (g * g - state.n)
    return State(state.x - h.eta * m / np.sqrt(h.delta), m, n)


BOUNDS = Bounds(m=c_inf, v_low=sp.sqrt(delta), v_high=sp.sqrt(delta), move=c_inf)
ALGORITHM = Algorithm(
    "sgd-momentum", "Polyak 1964, with averaged gradients", update, sp.Integer(0), "SGD with momentum",
    decay_kind=Decay.NONE, objective=Objective.LOSS, bounds=BOUNDS, averages=True, reference=reference,
)  # fmt: skip
