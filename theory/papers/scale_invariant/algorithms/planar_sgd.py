"""SGD on scale-invariant weights: pairs w = (w_1, w_2) of which F sees the angle alone, in polar coordinates.

x is the arc on the circle of the radius r, so that the angle is x/r; n + delta is ||w||^4, which is delta at the start. With
h = eta g/r, g the gradient's derivative along the arc, w_{k+1} = w_k - eta grad of f at w_k is

    x_{k+1} = x_k - r arctan(h/v_k),      v_k = (n_k + delta)^(1/2) = ||w_k||^2,      n_{k+1} = n_k + 2 h^2 + h^4/(n_k + delta).

There is no momentum (m stays what it is), no second moment and no weight decay: the betas and lambda are not read.
"""

from typing import Any

import numpy as np
import sympy as sp
from pydantic import Field

from theory.algorithms.base import Algorithm, Bounds, Decay, Hyper, Moved, Objective, Parameters, State
from theory.papers.scale_invariant.letters import RADIUS
from theory.symbols import Letter, c_inf, delta
from theory.units import Unit


class PlanarParameters(Parameters):
    """`radius` r of the circle on which F is given."""

    radius: float = Field(default=1.0, gt=0)


def update(state: State, g: Any, h: Hyper) -> Moved:
    """One step, elementwise."""
    before = state.n + h.delta
    v, step = np.sqrt(before), h.eta * g * h.own.inverse
    square = step * step
    n = state.n + (2.0 * square + square * square / before)
    return Moved(State(state.x - h.own.radius * np.arctan(step / v), state.m, n), v, 0.0)


def reference(state: State, g: Any, h: Hyper) -> State:
    """The step in the frame of w: (||w||, 0) less eta times a gradient that stands on it."""
    length = np.sqrt(np.sqrt(state.n + h.delta))
    across = h.eta * g / (h.own.radius * length)
    more = across * across  # what the step adds to ||w||^2
    return State(state.x - h.own.radius * np.arctan(across / length), state.m, state.n + more * (2.0 * length * length + more))


ALGORITHM = Algorithm(
    "planar-sgd", "SGD; the weights are those that Jia, Feng, Yong, Meng 2024 speak of", update, sp.Integer(0),
    "SGD on scale-invariant weights", Parameters=PlanarParameters,
    letters={"radius": Letter(RADIUS, Unit(sp.Integer(0), sp.Integer(1)), "radius of the circle of F", known=True)},
    rows={"inverse": 1 / RADIUS}, decay_kind=Decay.NONE, objective=Objective.LOSS,
    bounds=Bounds(v_low=sp.sqrt(delta), move=c_inf), reference=reference,
)  # fmt: skip
