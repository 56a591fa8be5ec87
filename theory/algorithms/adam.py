"""A2 Adam: AdamW with lambda_k = 0."""

from typing import Any

from theory.algorithms import adamw
from theory.algorithms.base import Algorithm, Hyper, Moved, State, no_decay


def update(state: State, g: Any, h: Hyper) -> Moved:
    """One step of A2, elementwise."""
    return adamw.update(state, g, h._replace(lambda_=0.0))


ALGORITHM = Algorithm("adam", "section 3, Corollary 2", update, no_decay)
