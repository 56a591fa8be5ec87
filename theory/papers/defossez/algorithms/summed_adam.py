"""Adam with a second moment that is a sum (Defossez, Bottou, Bach, Usunier 2022), written with averages.

Theirs is v_k = (1 - beta_2) v_{k-1} + g_k^2 from v_{-1} = 0, and a step of alpha_k g_k/(v_k + delta)^(1/2) with
alpha_k = eta ((1 - (1 - beta_2)^(k+1))/beta_2)^(1/2). With n_k = beta_2 v_k, an average, it is

    x_{k+1} = x_k - eta root_k m_k/(n_k + beta_2 delta)^(1/2),      root_k = (1 - (1 - beta_2)^(k+1))^(1/2),

and v_k of this program, eta m_k over the step, is (n_k + beta_2 delta)^(1/2)/root_k.
"""

from typing import Any

import numpy as np
import sympy as sp

from theory.algorithms.base import Algorithm, Bounds, Decay, Hyper, Moved, Objective, State
from theory.symbols import beta_2, c_inf, delta, k


def update(state: State, g: Any, h: Hyper) -> Moved:
    """One step, elementwise."""
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    n = (1.0 - h.beta_2) * state.n + h.beta_2 * (g * g)
    size = np.sqrt(n + h.own.small)
    return Moved(State(state.x - h.eta * h.own.root * (m / size), m, n), size / h.own.root, 0.0)


def reference(state: State, g: Any, h: Hyper) -> State:
    """The step by the sum v_k itself."""
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    v = (1.0 - h.beta_2) * (state.n / h.beta_2) + g * g
    alpha = h.eta * (h.own.root / np.sqrt(h.beta_2))
    return State(state.x - alpha * m / np.sqrt(v + h.delta), m, h.beta_2 * v)


ALGORITHM = Algorithm(
    "summed-adam", "Defossez, Bottou, Bach, Usunier 2022", update, sp.Integer(0), "Adam with sums",
    rows={"root": sp.sqrt(1 - (1 - beta_2) ** (k + 1)), "small": beta_2 * delta},
    decay_kind=Decay.NONE, objective=Objective.LOSS,
    bounds=Bounds(m=c_inf, v_low=sp.sqrt(beta_2 * delta), v_high=sp.sqrt(c_inf**2 / beta_2 + delta), move=c_inf),
    averages=True, reference=reference,
)  # fmt: skip
