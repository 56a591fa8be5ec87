"""Coefficients of separable families: a number for all coordinates, or a list with one for each."""

from collections.abc import Sequence
from typing import Annotated

import numpy as np
from pydantic import Field

from problems.errors import InputError
from problems.families.base import Array

Finite = Annotated[float, Field(allow_inf_nan=False)]
NonNegative = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Coefficient = NonNegative | list[NonNegative]


def spread(value: float | Sequence[float], dimension: int | None, key: str) -> Array:
    """`value` as an array of shape (d,).

    Raises:
        InputError: a list that is empty or whose length is not the dimension, or neither is given.
    """
    if isinstance(value, (int, float)):
        if dimension is None:
            raise InputError(f"dimension is missing: {key} is one number for all coordinates")
        return np.full(dimension, float(value))
    if not len(value):
        raise InputError(f"{key} is an empty list and must have one entry for each coordinate")
    if dimension is not None and len(value) != dimension:
        raise InputError(f"{key} has {len(value)} entries and must have one for each of the {dimension} coordinates")
    return np.array(value, dtype=float)
