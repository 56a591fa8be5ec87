"""RMSProp with the second moment of the gradient's norm, and eps outside the root (Xu, Zhang, Zhang, Mandic 2021).

    n_k = (1 - beta_2) n_{k-1} + beta_2 ||g_k||^2,      x_{k+1} = x_k - eta g_k/(n_k^(1/2) + eps),      m_k = g_k.

n_k and v_k are the same in every coordinate. The paper's penalty belongs to F; delta is not read.
"""

from typing import Any

import numpy as np
import sympy as sp
from pydantic import Field

from theory.algorithms.base import Algorithm, Bounds, Decay, Hyper, Moved, Objective, Parameters, State, coordinate_sum
from theory.symbols import Letter, c_inf, d
from theory.units import Unit

EPS = sp.Symbol("eps_outside", positive=True)


class RmspropParameters(Parameters):
    """`eps` is added to the root."""

    eps: float = Field(default=1.0, gt=0)


def update(state: State, g: Any, h: Hyper) -> Moved:
    """One step."""
    n = (1.0 - h.beta_2) * state.n + h.beta_2 * coordinate_sum(g * g)
    v = np.sqrt(n) + h.own.eps
    return Moved(State(state.x - h.eta * (g / v), 1.0 * g, n), v, 0.0)


def reference(state: State, g: Any, h: Hyper) -> State:
    """The step as it is written above."""
    n = state.n + h.beta_2 * (coordinate_sum(g * g) - state.n)
    return State(state.x - h.eta * g / (h.own.eps + np.sqrt(n)), g, n)


ALGORITHM = Algorithm(
    "rmsprop-eps", "Xu, Zhang, Zhang, Mandic 2021", update, sp.Integer(0), "RMSProp", Parameters=RmspropParameters,
    letters={"eps": Letter(EPS, Unit(sp.Integer(1), sp.Integer(-1)), "eps outside the root", known=True)},
    decay_kind=Decay.NONE, objective=Objective.LOSS,
    bounds=Bounds(m=c_inf, v_low=EPS, v_high=sp.sqrt(d) * c_inf + EPS, move=c_inf),
    reference=reference,
)  # fmt: skip
