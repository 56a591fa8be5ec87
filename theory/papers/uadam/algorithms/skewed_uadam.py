"""UAdam with a skewed scaling: v_k is large where m_k > 0 and small elsewhere, as in `skewed-momentum` (made here)."""

from typing import Any

import numpy as np
import sympy as sp
from pydantic import Field

from theory.algorithms.base import Algorithm, Decay, Hyper, Moved, Objective
from theory.papers.scaled_momentum.algorithms import skewed_momentum
from theory.papers.scaled_momentum.algorithms.skewed_momentum import skewed
from theory.papers.uadam.algorithms.uadam import LETTERS, Interpolated, UadamParameters, moments, moments_again


class SkewedParameters(UadamParameters):
    """`ratio` is the largest v over the least."""

    ratio: float = Field(default=4.0, ge=1)


def update(state: Interpolated, g: Any, h: Hyper) -> Moved:
    """One step, elementwise."""
    m, n, average = moments(state, g, h)
    v = skewed(m, h)
    return Moved(Interpolated(state.x - h.eta * (m / v), m, n, average), v, 0.0)


def reference(state: Interpolated, g: Any, h: Hyper) -> Interpolated:
    """The step by the momentum's positive and negative parts."""
    m, n, average = moments_again(state, g, h)
    moved = (np.maximum(m, 0.0) / h.own.ratio + np.minimum(m, 0.0)) / np.sqrt(h.delta)
    return Interpolated(state.x - h.eta * moved, m, n, average)


ALGORITHM = Algorithm(
    "skewed-uadam", "made here", update, sp.Integer(0), "UAdam, skewed scaling", slots=Interpolated,
    Parameters=SkewedParameters, letters={**LETTERS, **skewed_momentum.ALGORITHM.letters}, decay_kind=Decay.NONE,
    objective=Objective.LOSS, bounds=skewed_momentum.ALGORITHM.bounds, reference=reference,
)  # fmt: skip
