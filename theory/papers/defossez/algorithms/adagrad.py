"""Adagrad without momentum (Defossez, Bottou, Bach, Usunier 2022): the second moment is the sum of all squares.

    n_k = n_{k-1} + g_k^2 from n_{-1} = 0,      x_{k+1} = x_k - eta m_k/(n_k + delta)^(1/2),      m_k = g_k where beta_1 = 1.

n_k grows without a bound that holds at every k, so that none is declared of v_k.
"""

from typing import Any

import numpy as np
import sympy as sp

from theory.algorithms.base import Algorithm, Bounds, Decay, Hyper, Moved, Objective, State
from theory.symbols import c_inf, delta


def update(state: State, g: Any, h: Hyper) -> Moved:
    """One step, elementwise."""
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    n = state.n + g * g
    v = np.sqrt(n + h.delta)
    return Moved(State(state.x - h.eta * (m / v), m, n), v, 0.0)


def reference(state: State, g: Any, h: Hyper) -> State:
    """The step by its rate, which is what falls."""
    m = state.m + h.beta_1 * (g - state.m)
    n = g * g + state.n
    rate = h.eta / np.sqrt(h.delta + n)
    return State(state.x - rate * m, m, n)


ALGORITHM = Algorithm(
    "adagrad", "Defossez, Bottou, Bach, Usunier 2022", update, sp.Integer(0), "Adagrad", decay_kind=Decay.NONE,
    objective=Objective.LOSS, bounds=Bounds(m=c_inf, v_low=sp.sqrt(delta), move=c_inf), reference=reference,
)  # fmt: skip
