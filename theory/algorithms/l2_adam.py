"""A3 l2-Adam: Adam on the gradient of F + (lambda/2) ||x||^2; lambda_k x_k enters both moments."""

from typing import Any

from theory.algorithms import adam
from theory.algorithms.base import Algorithm, Hyper, Moved, State, constant_decay


def update(state: State, g: Any, h: Hyper) -> Moved:
    """One step of A3, elementwise."""
    return adam.update(state, g + h.lambda_ * state.x, h)


ALGORITHM = Algorithm("l2-adam", "section 3, Corollary 2", update, constant_decay)
