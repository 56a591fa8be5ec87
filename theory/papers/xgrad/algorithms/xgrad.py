"""XGrad (Guan, Li, Shi, Meng 2024, from the released code) on SGD with momentum, in the predicted points x_k.

    a_{k+1} = (1 - beta_1) a_k + beta_1 grad f(x_k),   theta_{k+1} = theta_k - eta a_{k+1}/v,   x_k = theta_k - s eta a_k/v,

with v = delta^(1/2). In x alone: x_{k+1} = x_k - (eta/v) (a_{k+1} + s (a_{k+1} - a_k)), which is UAdam's step with

    nu = s beta_1/(1 - beta_1)      for (1 + s) beta_1 <= 1, and 1 beyond.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import sympy as sp
from pydantic import Field

from theory.algorithms.base import Hyper, Moved, Parameters
from theory.papers.scaled_momentum.algorithms import sgd_momentum
from theory.papers.uadam.algorithms import uadam
from theory.papers.uadam.algorithms.uadam import Interpolated, moments
from theory.papers.xgrad.letters import AHEAD
from theory.symbols import Letter, beta_1
from theory.units import Unit

LETTERS = {"ahead": Letter(AHEAD, Unit(sp.Integer(0), sp.Integer(0)), "s, the steps that are predicted", known=True)}


class XgradParameters(Parameters):
    """`ahead` is s."""

    ahead: float = Field(default=1.0, gt=0)


def update(state: Interpolated, g: Any, h: Hyper) -> Moved:
    """One step, elementwise."""
    m, n, average = moments(state, g, h)
    v = np.sqrt(h.delta)
    return Moved(Interpolated(state.x - h.eta * (m / v), m, n, average), v, 0.0)


def reference(state: Interpolated, g: Any, h: Hyper) -> Interpolated:
    """The step by theta, as it is written above, s being at most (1 - beta_1)/beta_1."""
    ahead, v = np.minimum(h.own.ahead, (1.0 - h.beta_1) / h.beta_1), np.sqrt(h.delta)
    average = state.average + h.beta_1 * (g - state.average)
    theta = state.x + ahead * h.eta * state.average / v - h.eta * average / v
    m = average + ahead * (average - state.average)
    return Interpolated(theta - ahead * h.eta * average / v, m, state.n + h.beta_2 * (g * g - state.n), average)


ALGORITHM = replace(
    uadam.ALGORITHM, name="xgrad", source="Guan, Li, Shi, Meng 2024; the released code", label="XGrad", update=update,
    Parameters=XgradParameters, letters=LETTERS, bounds=sgd_momentum.BOUNDS, reference=reference,
    rows={"nu": AHEAD * beta_1 / sp.Max(1 - beta_1, AHEAD * beta_1)},
)  # fmt: skip
