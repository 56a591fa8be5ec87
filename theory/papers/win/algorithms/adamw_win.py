"""AdamW with Win (the step from the released code), in the points y_k where the gradients are taken; lambda_k as in AdamW-D.

    (1 + lambda_k eta) x_{k+1} = x_k - eta m_k/v_k,
    (1 + r + r lambda_k eta) y_{k+1} = y_k + r x_{k+1} - r eta m_k/v_k,      y_0 = x_0,

r eta the reckless step size. With c = lambda_k eta, e_k = y_k - x_k, from e_0 = 0, and s_k = x_{k+1} - x_k it is

    e_{k+1} = (e_k + (r - 1) s_k)/(1 + r + r c),      y_{k+1} = y_k + (r/(1 + r + r c)) ((2 + c) s_k - (1 + c) e_k).
"""

from typing import Any

import numpy as np

from theory.algorithms import adamw
from theory.algorithms.base import Algorithm, Bounds, Decay, Hyper, Moved, Objective
from theory.papers.win.algorithms import adam_win
from theory.papers.win.algorithms.adam_win import Accelerated, WinParameters
from theory.symbols import c_inf, k, lambda_, mu_v


def update(state: Accelerated, g: Any, h: Hyper) -> Moved:
    """One step, elementwise."""
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    n = (1.0 - h.beta_2) * state.n + h.beta_2 * (g * g)
    v = np.sqrt(n + h.delta)
    r, c = h.own.reckless, h.lambda_ * h.eta
    s = -(h.eta * (m / v) + c * (state.x - state.lead)) / (1.0 + c)
    share = r / (1.0 + r + r * c)
    y = state.x + share * ((2.0 + c) * s - (1.0 + c) * state.lead)
    return Moved(Accelerated(y, m, n, (state.lead + (r - 1.0) * s) / (1.0 + r + r * c)), v, h.lambda_)


def reference(state: Accelerated, g: Any, h: Hyper) -> Accelerated:
    """The step by x and y, as the released code takes it."""
    r, m, n = h.own.reckless, state.m + h.beta_1 * (g - state.m), state.n + h.beta_2 * (g * g - state.n)
    step = h.eta * m / np.sqrt(n + h.delta)
    x = (state.x - state.lead - step) / (1.0 + h.lambda_ * h.eta)
    y = (state.x + r * x - r * step) / (1.0 + r + r * (h.eta * h.lambda_))
    return Accelerated(y, m, n, y - x)


ALGORITHM = Algorithm(
    "adamw-win", "Zhou, Xie, Lin, Toh, Yan 2024; the released code", update, lambda_ * (1 - mu_v) ** k, "AdamW-Win",
    slots=Accelerated, Parameters=WinParameters, letters=adam_win.ALGORITHM.letters, decay_kind=Decay.OWN,
    objective=Objective.DYNAMIC, bounds=Bounds(m=c_inf, v_low=adamw.BOUNDS.v_low, v_high=adamw.BOUNDS.v_high),
    reference=reference,
)  # fmt: skip
