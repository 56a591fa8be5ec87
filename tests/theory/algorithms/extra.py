"""Algorithms that the package does not have, written as its users would: own parameters, own slots, a decay in the gradient."""

from typing import Any, NamedTuple

import numpy as np
import sympy as sp
from pydantic import Field

from theory.algorithms.base import Algorithm, Bounds, Decay, Hyper, Moved, Objective, Parameters, State
from theory.symbols import Letter, c_inf, delta, eta, k, lambda_
from theory.units import Unit


class AdaBoundParameters(Parameters):
    final_lr: float = Field(default=0.1, gt=0)
    gamma: float = Field(default=1e-3, gt=0)


FINAL, SPEED = sp.Symbol("final_lr", positive=True), sp.Symbol("gamma_bound", positive=True)


def adabound_step(state: State, g: Any, h: Hyper) -> Moved:
    """Adam whose step size in each coordinate is clipped between two that meet; v is what eta is divided by."""
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    n = (1.0 - h.beta_2) * state.n + h.beta_2 * (g * g)
    rate = np.clip(h.eta / np.sqrt(n + h.delta), h.own.lower, h.own.upper)
    return Moved(State(state.x - rate * m, m, n), h.eta / rate, 0.0)


def adabound_reference(state: State, g: Any, h: Hyper) -> State:
    m = state.m * (1.0 - h.beta_1) + g * h.beta_1
    n = state.n * (1.0 - h.beta_2) + g * g * h.beta_2
    rate = np.minimum(np.maximum(h.eta / np.sqrt(n + h.delta), h.own.lower), h.own.upper)
    return State(state.x - rate * m, m, n)


#: the largest rate is the upper end at k = 0, the least the smaller of Adam's and the lower end there
TOP = FINAL * (1 + 1 / SPEED)
ADABOUND = Algorithm(
    "adabound", "Luo, Xiong, Liu, Sun 2019", adabound_step, sp.Integer(0), "AdaBound",
    Parameters=AdaBoundParameters,
    letters={
        "final_lr": Letter(FINAL, Unit(sp.Integer(-1), sp.Integer(2)), "the step size that SGD ends with"),
        "gamma": Letter(SPEED, Unit(sp.Integer(0), sp.Integer(0)), "how fast the bounds meet"),
    },
    rows={"lower": FINAL * (1 - 1 / (SPEED * (k + 1) + 1)), "upper": FINAL * (1 + 1 / (SPEED * (k + 1)))},
    decay_kind=Decay.NONE, objective=Objective.LOSS,
    bounds=Bounds(m=c_inf, v_low=eta / TOP, v_high=eta / (FINAL * SPEED / (SPEED + 1)), move=c_inf),
    averages=True, reference=adabound_reference,
)  # fmt: skip


class Mean(NamedTuple):
    """RMSProp has no momentum."""

    x: Any
    n: Any


def rmsprop_step(state: Mean, g: Any, h: Hyper) -> Moved:
    entering = g + h.lambda_ * state.x
    n = (1.0 - h.beta_2) * state.n + h.beta_2 * (entering * entering)
    v = np.sqrt(n + h.delta)
    return Moved(Mean(state.x - h.eta * (entering / v), n), v, 0.0)


def rmsprop_reference(state: Mean, g: Any, h: Hyper) -> Mean:
    entering = g + h.lambda_ * state.x
    n = (1.0 - h.beta_2) * state.n + h.beta_2 * (entering * entering)
    return Mean(state.x - h.eta * (entering / np.sqrt(n + h.delta)), n)


RMSPROP = Algorithm(
    "rmsprop-penalty", "Tieleman, Hinton 2012, with a penalty", rmsprop_step, lambda_, "RMSProp with penalty",
    slots=Mean, decay_kind=Decay.IN_GRADIENT, objective=Objective.REGULARISED,
    bounds=Bounds(v_low=sp.sqrt(delta), v_high=sp.sqrt(c_inf**2 + delta), move=c_inf), reference=rmsprop_reference,
)  # fmt: skip
ALGORITHMS = (ADABOUND, RMSPROP)
