"""A2 Adam: AdamW with lambda_k = 0."""

from typing import Any

import sympy as sp

from theory.algorithms import adamw
from theory.algorithms.base import Algorithm, Decay, Hyper, Moved, Objective, State


def update(state: State, g: Any, h: Hyper) -> Moved:
    """One step of A2, elementwise."""
    return adamw.update(state, g, h._replace(lambda_=0.0))


def reference(state: State, g: Any, h: Hyper) -> State:
    """A1's, without the decay."""
    return adamw.reference(state, g, h._replace(lambda_=0.0))


ALGORITHM = Algorithm(
    "adam", "section 3, Corollary 2", update, sp.Integer(0), "Adam", decay_kind=Decay.NONE, objective=Objective.LOSS,
    bounds=adamw.BOUNDS, averages=True, reference=reference, torch="Adam", optax="adam", keras=("Adam",),
)  # fmt: skip
