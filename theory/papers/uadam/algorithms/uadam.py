"""UAdam (Jiang, Liu, Xu, Mandic 2024): the step is that of a momentum interpolated with the gradient.

    a_k = (1 - beta_1) a_{k-1} + beta_1 g_k,      m_k = (1 - nu) a_k + nu g_k,      x_{k+1} = x_k - eta m_k/v_k.

nu = 0 is Adam, nu = beta_1 is NAdam, nu = 1 has no momentum. The second moment is general; here it is Adam's.
"""

from typing import Any, NamedTuple

import numpy as np
import sympy as sp
from pydantic import Field

from theory.algorithms import adamw
from theory.algorithms.base import Algorithm, Decay, Hyper, Moved, Objective, Parameters
from theory.papers.uadam.letters import NU
from theory.symbols import Letter
from theory.units import Unit

LETTERS = {"nu": Letter(NU, Unit(sp.Integer(0), sp.Integer(0)), "weight of the gradient beside the average in m_k", known=True)}


class Interpolated(NamedTuple):
    """The iterate, the interpolated momentum, the second moment, the average."""

    x: Any
    m: Any
    n: Any
    average: Any


class UadamParameters(Parameters):
    """`nu` is the weight of the gradient beside the average."""

    nu: float = Field(default=0.25, ge=0, le=1)


def moments(state: Interpolated, g: Any, h: Hyper) -> tuple[Any, Any, Any]:
    """m_k, n_k and the average."""
    average = (1.0 - h.beta_1) * state.average + h.beta_1 * g
    return (1.0 - h.own.nu) * average + h.own.nu * g, (1.0 - h.beta_2) * state.n + h.beta_2 * (g * g), average


def moments_again(state: Interpolated, g: Any, h: Hyper) -> tuple[Any, Any, Any]:
    """The same, the gradient's weights collected."""
    p = h.own.nu + h.beta_1 - h.own.nu * h.beta_1
    average = state.average + h.beta_1 * (g - state.average)
    return state.average + p * (g - state.average), state.n + h.beta_2 * (g * g - state.n), average


def update(state: Interpolated, g: Any, h: Hyper) -> Moved:
    """One step, elementwise."""
    m, n, average = moments(state, g, h)
    v = np.sqrt(n + h.delta)
    return Moved(Interpolated(state.x - h.eta * (m / v), m, n, average), v, 0.0)


def reference(state: Interpolated, g: Any, h: Hyper) -> Interpolated:
    """The step as it is written above."""
    m, n, average = moments_again(state, g, h)
    return Interpolated(state.x - h.eta * m / np.sqrt(n + h.delta), m, n, average)


ALGORITHM = Algorithm(
    "uadam", "Jiang, Liu, Xu, Mandic 2024", update, sp.Integer(0), "UAdam", slots=Interpolated, Parameters=UadamParameters,
    letters=LETTERS, decay_kind=Decay.NONE, objective=Objective.LOSS, bounds=adamw.BOUNDS, reference=reference,
)  # fmt: skip
