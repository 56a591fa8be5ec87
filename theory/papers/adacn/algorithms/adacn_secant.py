"""AdaCN after its abstract, made here: curvature from weak secants and from the length of the last step.

With s = x_k - x_{k-1} and y = g_k - g_{k-1}, sums over the coordinates in every step,

    B_k = B_{k-1} + ((<s, y> - <s, B_{k-1} s>)/max(sum s_i^4, shortest^4)) diag(s^2),
    v_k = delta^(1/2) + min(|B_k|, cap) + min((cubic/2) ||s||, cap),      x_{k+1} = x_k - eta m_k/v_k.

Where sum s_i^4 >= shortest^4 this is the weak secant <s, B_k s> = <s, y>; for d = 1 it is the secant of the coordinate.
"""

from typing import Any, NamedTuple

import numpy as np
import sympy as sp
from pydantic import Field

from theory.algorithms.base import Algorithm, Bounds, Decay, Hyper, Moved, Objective, Parameters, coordinate_sum
from theory.papers.adacn.letters import CAP, CUBIC, SHORTEST
from theory.symbols import Letter, c_inf, delta
from theory.units import Unit


class Secant(NamedTuple):
    """The iterate, the momentum, the last step, the last gradient, the curvature."""

    x: Any
    m: Any
    step: Any
    last: Any
    curvature: Any


class AdacnParameters(Parameters):
    """Where curvatures are cut, the last step's weight, and the shortest step whose secant is taken as it is."""

    cap: float = Field(default=4.0, gt=0)
    cubic: float = Field(default=1.0, gt=0)
    shortest: float = Field(default=0.001, gt=0)


def update(state: Secant, g: Any, h: Hyper) -> Moved:
    """One step: three sums over the coordinates."""
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    s, short = state.step, h.own.shortest * h.own.shortest
    square = s * s
    missing = coordinate_sum(s * ((g - state.last) - state.curvature * s))
    curvature = state.curvature + (missing / np.maximum(coordinate_sum(square * square), short * short)) * square
    length = np.sqrt(coordinate_sum(square))
    v = np.sqrt(h.delta) + (np.minimum(np.abs(curvature), h.own.cap) + np.minimum(0.5 * h.own.cubic * length, h.own.cap))
    step = -h.eta * (m / v)
    return Moved(Secant(state.x + step, m, step, g, curvature), v, 0.0)


def reference(state: Secant, g: Any, h: Hyper) -> Secant:
    """With s over the larger of its fourth-power norm and `shortest`, <s, y> and <s, B s> apart."""
    m = state.m + h.beta_1 * (g - state.m)
    square = state.step * state.step
    longest = np.maximum(np.sqrt(np.sqrt(coordinate_sum(square * square))), h.own.shortest)
    slope = coordinate_sum((state.step / longest) * (g - state.last)) / longest
    along = square / (longest * longest)
    curvature = state.curvature + (slope - coordinate_sum(state.curvature * along)) * along
    last = np.minimum(h.own.cubic * np.sqrt(coordinate_sum(square)), 2.0 * h.own.cap) / 2.0
    step = h.eta * m / (np.minimum(np.abs(curvature), h.own.cap) + last + np.sqrt(h.delta))
    return Secant(state.x - step, m, -step, g, curvature)


ALGORITHM = Algorithm(
    "adacn-secant", "made here after the abstract of Liu, Zhang, Zhong, Zeng 2021", update, sp.Integer(0), "AdaCN, secants",
    slots=Secant, Parameters=AdacnParameters,
    letters={
        "cap": Letter(CAP, Unit(sp.Integer(1), sp.Integer(-1)), "the most that each curvature adds to v", known=True),
        "cubic": Letter(CUBIC, Unit(sp.Integer(1), sp.Integer(-2)), "twice the last step's weight in v", known=True),
        "shortest": Letter(
            SHORTEST, Unit(sp.Integer(0), sp.Integer(1)), "the shortest step whose secant is taken as it is", known=True
        ),
    },
    decay_kind=Decay.NONE, objective=Objective.LOSS,
    bounds=Bounds(m=c_inf, v_low=sp.sqrt(delta), v_high=sp.sqrt(delta) + 2 * CAP, move=c_inf), reference=reference,
)  # fmt: skip
