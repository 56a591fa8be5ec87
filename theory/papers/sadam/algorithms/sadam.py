"""Sadam (Tong, Liang, Bi 2022, from the released code): v is a softplus of the root of the second moment.

    v_k = softplus_b(n_k^(1/2)),  softplus_b(x) = log(1 + exp(b x))/b,      x_{k+1} = x_k - eta m_k/v_k.

The code has b = 50 (`softness`). Here m_0 = g_0, n_0 = g_0^2, and no bias is corrected; delta is not read.
"""

from typing import Any

import numpy as np
import sympy as sp
from pydantic import Field

from theory.algorithms.base import Algorithm, Bounds, Decay, Hyper, Moved, Objective, Parameters, State
from theory.symbols import Letter, c_inf
from theory.units import Unit

SOFTNESS = sp.Symbol("softness", positive=True)
LETTERS = {"softness": Letter(SOFTNESS, Unit(sp.Integer(-1), sp.Integer(1)), "b of softplus_b, as the code has it", known=True)}


class SadamParameters(Parameters):
    """`softness` is b."""

    softness: float = Field(default=50.0, gt=0)


def softplus(x: Any, b: Any) -> Any:
    """log(1 + exp(b x))/b for x >= 0, without overflow."""
    return x + np.log1p(np.exp(-(b * x))) / b


def update(state: State, g: Any, h: Hyper) -> Moved:
    """One step, elementwise."""
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    n = (1.0 - h.beta_2) * state.n + h.beta_2 * (g * g)
    v = softplus(np.sqrt(n), h.own.softness)
    return Moved(State(state.x - h.eta * (m / v), m, n), v, 0.0)


def reference(state: State, g: Any, h: Hyper) -> State:
    """The step as it is written above."""
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    n = state.n + h.beta_2 * (g * g - state.n)
    return State(state.x - h.eta * m * h.own.softness / np.logaddexp(0.0, h.own.softness * np.sqrt(n)), m, n)


BOUNDS = Bounds(
    m=c_inf, v_low=sp.log(2) / SOFTNESS, v_high=c_inf + sp.log(1 + sp.exp(-SOFTNESS * c_inf)) / SOFTNESS, move=c_inf
)
ALGORITHM = Algorithm(
    "sadam", "Tong, Liang, Bi 2022; the released code", update, sp.Integer(0), "Sadam", Parameters=SadamParameters,
    letters=LETTERS, decay_kind=Decay.NONE, objective=Objective.LOSS, bounds=BOUNDS, averages=True, reference=reference,
)  # fmt: skip
