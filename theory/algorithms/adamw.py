"""A1 AdamW (Algorithm 1 of the paper).

    m_k = (1 - beta_1) m_{k-1} + beta_1 g_k,      n_k = (1 - beta_2) n_{k-1} + beta_2 g_k^2,
    v_k = sqrt(n_k + delta),                      x_{k+1} = (1 - lambda_k eta_k) x_k - eta_k m_k / v_k.

Departures from the common implementations are the paper's own: beta weighs the new gradient, delta sits inside the root, there
is no bias correction. `m_0 = g_0, n_0 = g_0^2` is the step with beta_1 = beta_2 = 1.

Moments are convex combinations of g and g^2, so |m_i| <= c_inf and n_i <= c_inf^2; the step is m/v.
"""

from typing import Any

import numpy as np
import sympy as sp

from theory.algorithms.base import Algorithm, Bounds, Decay, Hyper, Moved, Objective, State
from theory.symbols import c_inf, delta, lambda_


def update(state: State, g: Any, h: Hyper) -> Moved:
    """One step of A1, elementwise."""
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    n = (1.0 - h.beta_2) * state.n + h.beta_2 * (g * g)
    v = np.sqrt(h.n_correction * n + h.delta) + h.eps
    x = (1.0 - h.lambda_ * h.eta) * state.x - h.eta * (h.m_correction * m / v)
    return Moved(State(x, m, n), v, h.lambda_)


def reference(state: State, g: Any, h: Hyper) -> State:
    """The step as the paper prints it, in the paper's convention alone."""
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    n = (1.0 - h.beta_2) * state.n + h.beta_2 * (g * g)
    decayed = (1.0 - h.lambda_ * h.eta) * state.x
    return State(decayed - h.eta * (m / np.sqrt(n + h.delta)), m, n)


BOUNDS = Bounds(m=c_inf, v_low=sp.sqrt(delta), v_high=sp.sqrt(c_inf**2 + delta), move=c_inf)
ALGORITHM = Algorithm(
    "adamw", "Algorithm 1", update, lambda_, "AdamW", decay_kind=Decay.DECOUPLED, objective=Objective.DYNAMIC, bounds=BOUNDS,
    averages=True, reference=reference, torch="AdamW", optax="adamw",
    keras=("AdamW", "Adam"),  # Keras's Adam decouples its weight decay as well
)  # fmt: skip
