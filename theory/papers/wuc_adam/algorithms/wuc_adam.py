"""WuC-Adam (Zhang, Shao, Sun, Xing, Zhao, Zhang 2024): Adam whose steps rise linearly, then fall as a cosine.

The rule is Adam's; the steps are those of the schedule, a share of the largest one:

    eta_k = eta_0 min((k+1)/W, (1 + cos(pi max(k+1-W, 0)/(H+1-W)))/2),      k < H.
"""

from typing import Self

import sympy as sp
from pydantic import Field, model_validator

from theory.algorithms import adam
from theory.algorithms.base import Algorithm, Decay, Objective, Parameters
from theory.papers.wuc_adam.letters import HORIZON, WARM_UP
from theory.symbols import Letter
from theory.units import Unit

NUMBER = Unit(sp.Integer(0), sp.Integer(0))


class WucAdamParameters(Parameters):
    """Steps of the warm-up and of the whole schedule; warm_up <= horizon."""

    warm_up: int = Field(default=10, ge=1)
    horizon: int = Field(default=100, ge=1)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.warm_up > self.horizon:
            raise ValueError("warm_up is to be at most horizon")
        return self


ALGORITHM = Algorithm(
    "wuc-adam", "Zhang, Shao, Sun, Xing, Zhao, Zhang 2024", adam.update, sp.Integer(0), "WuC-Adam",
    Parameters=WucAdamParameters,
    letters={
        "warm_up": Letter(WARM_UP, NUMBER, "steps in which eta_k rises", known=True),
        "horizon": Letter(HORIZON, NUMBER, "steps of the schedule", known=True),
    },
    decay_kind=Decay.NONE, objective=Objective.LOSS, bounds=adam.ALGORITHM.bounds, averages=True, reference=adam.reference,
)  # fmt: skip
