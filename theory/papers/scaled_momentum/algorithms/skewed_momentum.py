"""Momentum with a skewed scaling: v_k is large where m_k > 0 and small elsewhere (made here, to be as bad as the bound allows).

    v_k = delta^(1/2) (1 + (ratio - 1) [m_k > 0]),      x_{k+1} = x_k - eta m_k / v_k.

The scaling is bounded, and depends on the momentum's sign alone; where steps are small the iterate rests where E[m/v] = 0, and
there the gradient is not 0 but of the momentum's own spread, of order (beta_1 sigma^2)^(1/2).
"""

from typing import Any

import numpy as np
import sympy as sp
from pydantic import Field

from theory.algorithms.base import Algorithm, Bounds, Decay, Hyper, Moved, Objective, Parameters, State
from theory.symbols import Letter, c_inf, delta
from theory.units import Unit

RATIO = sp.Symbol("ratio", positive=True)
#: what 0/0 is kept away by; no momentum that moves x is as small
TINY = 1e-300


class SkewedParameters(Parameters):
    """`ratio` is the largest v over the least."""

    ratio: float = Field(default=9.0, ge=1)


def skewed(m: Any, h: Hyper) -> Any:
    """v_k, by the sign of m_k."""
    return np.sqrt(h.delta) * (1.0 + (h.own.ratio - 1.0) * (np.maximum(m, 0.0) / (np.absolute(m) + TINY)))


def update(state: State, g: Any, h: Hyper) -> Moved:
    """One step, elementwise."""
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    n = (1.0 - h.beta_2) * state.n + h.beta_2 * (g * g)
    v = skewed(m, h)
    return Moved(State(state.x - h.eta * (m / v), m, n), v, 0.0)


def reference(state: State, g: Any, h: Hyper) -> State:
    """The step by the momentum's positive and negative parts."""
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    n = state.n + h.beta_2 * (g * g - state.n)
    return State(state.x - h.eta * (np.maximum(m, 0.0) / h.own.ratio + np.minimum(m, 0.0)) / np.sqrt(h.delta), m, n)


ALGORITHM = Algorithm(
    "skewed-momentum", "made here", update, sp.Integer(0), "momentum, skewed scaling", Parameters=SkewedParameters,
    letters={"ratio": Letter(RATIO, Unit(sp.Integer(0), sp.Integer(0)), "the largest v over the least", known=True)},
    decay_kind=Decay.NONE, objective=Objective.LOSS,
    bounds=Bounds(m=c_inf, v_low=sp.sqrt(delta), v_high=RATIO * sp.sqrt(delta), move=c_inf), averages=True,
    reference=reference,
)  # fmt: skip
