"""AdaBound with relaxed bounds (Liu, Kong, Xu, Qi, Lu 2022; the step from the code of Luo, Xiong, Liu, Sun 2019).

    x_{k+1} = x_k - eta clip(1/(n_k^(1/2) + delta^(1/2)), low_k, high_k) m_k,      v_k = 1/clip(...).

low_k and high_k need neither be monotone nor meet: here they oscillate between `low` and `high` and their geometric mean.
"""

from typing import Any, Self

import numpy as np
import sympy as sp
from pydantic import Field, model_validator

from theory.algorithms.base import Algorithm, Bounds, Decay, Hyper, Moved, Objective, Parameters, State
from theory.symbols import Letter, c_inf, k
from theory.units import Unit

LOW, HIGH = sp.Symbol("clip_low", positive=True), sp.Symbol("clip_high", positive=True)
INVERSE = Unit(sp.Integer(-1), sp.Integer(1))
MIDDLE, TURN = sp.sqrt(LOW * HIGH), (1 + sp.cos(k)) / 2


class AdaBoundParameters(Parameters):
    """The least `low` and the largest `high` rate of a coordinate, as multiples of eta; low <= high."""

    low: float = Field(default=0.5, gt=0)
    high: float = Field(default=2.0, gt=0)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low > self.high:
            raise ValueError("low is to be at most high")
        return self


def update(state: State, g: Any, h: Hyper) -> Moved:
    """One step, elementwise."""
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    n = (1.0 - h.beta_2) * state.n + h.beta_2 * (g * g)
    rate = np.clip(1.0 / (np.sqrt(n) + np.sqrt(h.delta)), h.own.lower, h.own.upper)
    return Moved(State(state.x - h.eta * (rate * m), m, n), 1.0 / rate, 0.0)


def reference(state: State, g: Any, h: Hyper) -> State:
    """The step by its divisor, clipped the other way round."""
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    n = state.n + h.beta_2 * (g * g - state.n)
    v = np.minimum(np.maximum(np.sqrt(n) + np.sqrt(h.delta), 1.0 / h.own.upper), 1.0 / h.own.lower)
    return State(state.x - h.eta * m / v, m, n)


ALGORITHM = Algorithm(
    "adabound-relaxed", "Liu, Kong, Xu, Qi, Lu 2022", update, sp.Integer(0), "AdaBound", Parameters=AdaBoundParameters,
    letters={
        "low": Letter(LOW, INVERSE, "the least rate of a coordinate over eta", known=True),
        "high": Letter(HIGH, INVERSE, "the largest rate of a coordinate over eta", known=True),
    },
    rows={"lower": LOW + (MIDDLE - LOW) * TURN, "upper": HIGH - (HIGH - MIDDLE) * TURN},
    decay_kind=Decay.NONE, objective=Objective.LOSS, bounds=Bounds(m=c_inf, v_low=1 / HIGH, v_high=1 / LOW, move=c_inf),
    averages=True, reference=reference,
)  # fmt: skip
