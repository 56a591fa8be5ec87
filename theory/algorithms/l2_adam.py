"""A3 l2-Adam: Adam on the gradient of F + (lambda/2) ||x||^2; lambda_k x_k enters both moments."""

from typing import Any

from theory.algorithms import adam, adamw
from theory.algorithms.base import Algorithm, Decay, Hyper, Moved, Objective, State
from theory.symbols import lambda_


def update(state: State, g: Any, h: Hyper) -> Moved:
    """One step of A3, elementwise."""
    return adam.update(state, g + h.lambda_ * state.x, h)


def reference(state: State, g: Any, h: Hyper) -> State:
    """A2's, of the penalised gradient."""
    return adam.reference(state, g + h.lambda_ * state.x, h)


ALGORITHM = Algorithm(
    "l2-adam", "section 3, Corollary 2", update, lambda_, "l2-Adam", decay_kind=Decay.IN_GRADIENT,
    objective=Objective.REGULARISED, bounds=adamw.BOUNDS, averages=True, reference=reference, torch="Adam",
)  # fmt: skip
