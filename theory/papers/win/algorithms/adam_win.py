"""Adam with Win (the step from the released code, without weight decay), in the points y_k where the gradients are taken.

    x_{k+1} = x_k - eta m_k/v_k,      y_{k+1} = (y_k + r x_{k+1} - r eta m_k/v_k)/(1 + r),      y_0 = x_0,

r eta the reckless step size. With e_k = y_k - x_k, from e_0 = 0, and s_k = x_{k+1} - x_k it is

    e_{k+1} = (e_k + (r - 1) s_k)/(1 + r),      y_{k+1} = y_k + (r/(1 + r)) (2 s_k - e_k).
"""

from typing import Any, NamedTuple

import numpy as np
import sympy as sp
from pydantic import Field

from theory.algorithms import adamw
from theory.algorithms.base import Algorithm, Bounds, Decay, Hyper, Moved, Objective, Parameters
from theory.papers.win.letters import RECKLESS
from theory.symbols import Letter, c_inf, delta
from theory.units import Unit


class Accelerated(NamedTuple):
    """The iterate y, the moments, and how far y is from the conservative iterate."""

    x: Any
    m: Any
    n: Any
    lead: Any


class WinParameters(Parameters):
    """`reckless` is the reckless step size over the conservative one."""

    reckless: float = Field(default=2.0, ge=0.5)


def update(state: Accelerated, g: Any, h: Hyper) -> Moved:
    """One step, elementwise."""
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    n = (1.0 - h.beta_2) * state.n + h.beta_2 * (g * g)
    v = np.sqrt(n + h.delta)
    s, r = -h.eta * (m / v), h.own.reckless
    y = state.x + (r / (1.0 + r)) * (2.0 * s - state.lead)
    return Moved(Accelerated(y, m, n, (state.lead + (r - 1.0) * s) / (1.0 + r)), v, 0.0)


def reference(state: Accelerated, g: Any, h: Hyper) -> Accelerated:
    """The step by x and y, as the released code takes it."""
    r, m, n = h.own.reckless, state.m + h.beta_1 * (g - state.m), state.n + h.beta_2 * (g * g - state.n)
    step = h.eta * m / np.sqrt(n + h.delta)
    x = state.x - state.lead - step
    y = (state.x + r * x - r * step) / (1.0 + r)
    return Accelerated(y, m, n, y - x)


#: |e_k| is at most (|r - 1|/r) times the longest |s_k|
LEAD = sp.Abs(RECKLESS - 1) / RECKLESS * c_inf / sp.sqrt(delta)
ALGORITHM = Algorithm(
    "adam-win", "Zhou, Xie, Lin, Toh, Yan 2024; the released code", update, sp.Integer(0), "Adam-Win", slots=Accelerated,
    Parameters=WinParameters,
    letters={"reckless": Letter(RECKLESS, Unit(sp.Integer(0), sp.Integer(0)), "r, the reckless step over eta", known=True)},
    decay_kind=Decay.NONE, objective=Objective.LOSS,
    bounds=Bounds(
        m=c_inf, v_low=adamw.BOUNDS.v_low, v_high=adamw.BOUNDS.v_high,
        move=RECKLESS / (1 + RECKLESS) * (2 * c_inf + adamw.BOUNDS.v_high * LEAD),
    ),
    reference=reference,
)  # fmt: skip
