"""What section 4 allows as input; everything else is refused in one line that names the value."""

import math

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class NotAllowed(ValueError):
    """A value outside of what section 4 speaks of."""


def positive(name: str, value: float) -> float:
    """Raises NotAllowed unless 0 < value < infinity."""
    if not (math.isfinite(value) and value > 0):
        raise NotAllowed(f"{name}={value:g} must be greater than 0 and finite")
    return value


def not_negative(name: str, value: float) -> float:
    """Raises NotAllowed unless 0 <= value < infinity."""
    if not (math.isfinite(value) and value >= 0):
        raise NotAllowed(f"{name}={value:g} must be at least 0 and finite")
    return value


def probability(name: str, value: float) -> float:
    """Raises NotAllowed unless 0 < value < 1."""
    if not 0 < value < 1:
        raise NotAllowed(f"{name}={value:g} must lie in (0, 1)")
    return value


def sample_size(n: float) -> int:
    """Raises NotAllowed unless n is a whole number of at least 1."""
    if not (math.isfinite(n) and n >= 1 and float(n).is_integer()):
        raise NotAllowed(f"n={n:g} must be a whole number of at least 1")
    return int(n)


def positive_definite(name: str, matrix: Array) -> Array:
    """The matrix as float64. Raises NotAllowed unless it is finite, square, exactly symmetric and positive definite."""
    a = np.asarray(matrix, dtype=np.float64)
    if a.ndim != 2 or a.shape[0] != a.shape[1] or not a.size:
        raise NotAllowed(f"{name} has shape {a.shape} and must be a square matrix")
    if not np.isfinite(a).all():
        i, j = np.argwhere(~np.isfinite(a))[0]
        raise NotAllowed(f"{name}[{i},{j}]={a[i, j]} must be finite")
    if not np.array_equal(a, a.T):
        i, j = np.unravel_index(np.argmax(np.abs(a - a.T)), a.shape)
        raise NotAllowed(f"{name} must be symmetric: {name}[{i},{j}]={a[i, j]:g} but {name}[{j},{i}]={a[j, i]:g}")
    try:
        np.linalg.cholesky(a)
    except np.linalg.LinAlgError:
        least = float(np.linalg.eigvalsh(a)[0])
        raise NotAllowed(f"{name} must be positive definite: its least eigenvalue is {least:.6g}") from None
    return a
