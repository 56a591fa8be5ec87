"""A local search in floating point: it proposes, and nothing is trusted of what it says."""

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.optimize import minimize

from problems.certify.arithmetic.points import Array


def descend(
    value: Callable[[Array], tuple[float, Array]],
    x: Array,
    bounds: list[tuple[float, float]] | None,
    options: dict[str, float],
) -> Array:
    """A local minimum of `value`, which returns its gradient too."""
    solve: Any = minimize  # SciPy's overloads do not know of an objective that returns both
    with np.errstate(over="ignore", invalid="ignore"):  # a step may be taken too far, and is taken back
        return np.asarray(solve(value, x, jac=True, method="L-BFGS-B", bounds=bounds, options=options).x)
