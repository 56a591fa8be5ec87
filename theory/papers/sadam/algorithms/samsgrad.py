"""SAMSGrad (Tong, Liang, Bi 2022, from the released code): Sadam with the running maximum of the second moment.

top_k = max(top_{k-1}, n_k),  v_k = softplus_b(top_k^(1/2)),      x_{k+1} = x_k - eta m_k/v_k.
"""

from typing import Any, NamedTuple

import numpy as np
import sympy as sp

from theory.algorithms.base import Algorithm, Decay, Hyper, Moved, Objective
from theory.papers.sadam.algorithms.sadam import BOUNDS, LETTERS, SadamParameters, softplus


class Top(NamedTuple):
    """The iterate, the moments, the largest second moment so far."""

    x: Any
    m: Any
    n: Any
    top: Any


def update(state: Top, g: Any, h: Hyper) -> Moved:
    """One step, elementwise."""
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    n = (1.0 - h.beta_2) * state.n + h.beta_2 * (g * g)
    top = np.maximum(state.top, n)
    v = softplus(np.sqrt(top), h.own.softness)
    return Moved(Top(state.x - h.eta * (m / v), m, n, top), v, 0.0)


def reference(state: Top, g: Any, h: Hyper) -> Top:
    """The step as it is written above."""
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    n = state.n + h.beta_2 * (g * g - state.n)
    top = -np.minimum(-n, -state.top)
    v = np.logaddexp(0.0, h.own.softness * np.sqrt(top)) / h.own.softness
    return Top(state.x - h.eta * m / v, m, n, top)


ALGORITHM = Algorithm(
    "samsgrad", "Tong, Liang, Bi 2022; the released code", update, sp.Integer(0), "SAMSGrad", slots=Top,
    Parameters=SadamParameters, letters=LETTERS, decay_kind=Decay.NONE, objective=Objective.LOSS, bounds=BOUNDS,
    reference=reference,
)  # fmt: skip
