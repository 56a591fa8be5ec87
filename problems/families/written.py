"""What the families that are formulas of a problem file share: their letters, and what is refused of them."""

from collections.abc import Sequence
from typing import Any, NoReturn

import numpy as np
from pydantic import ConfigDict

from problems.errors import InputError
from problems.families.base import Family, Parameters
from problems.formula import named

#: units of rounding that an allowance counts at least for what a value is relative to (`verify.decide.checks.rounding`)
UNITS = 384.0


class Written(Family):
    """F as a formula: the constants are found by the certificate, none is in closed form."""


class FormulaParameters(Parameters):
    """The formula's letters; each must occur in it."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True)

    @property
    def letters(self) -> dict[str, float | list[float]]:
        """Raises InputError for a value that is no number and no list of numbers."""
        found = self.model_extra or {}
        for name, value in found.items():
            numbers = value if isinstance(value, list) else [value]
            if not all(isinstance(v, (int, float)) and not isinstance(v, bool) and np.isfinite(v) for v in numbers):
                raise InputError(f"{name}={value} must be a finite number or a list of them, as a letter of the formula")
        return found

    def numbers(self) -> dict[str, float]:
        """The letters, where lists have no meaning. Raises InputError."""
        for name, value in self.letters.items():
            if isinstance(value, list):
                raise InputError(f"{name}={value} must be one number: only the letters of a term may be lists")
        return {name: float(v) for name, v in self.letters.items() if not isinstance(v, list)}


def require_used(letters: Sequence[str], texts: Sequence[str], key: str) -> None:
    """Refuse a parameter that no formula has. Raises InputError."""
    unused = [name for name in letters if not any(name in named(text) for text in texts)]
    if unused:
        raise InputError(f"{unused[0]} is no letter of {key}")


def refuse_unbounded(name: str, place: str) -> NoReturn:
    """The formula has no bounded second derivative there: a pole, a kink, or numbers beyond the floats. Raises InputError."""
    said = "is not smooth at every point of the region, or its numbers leave the floats"
    raise InputError(
        f"{name} {said}: no second derivative is bounded at or beside {place}; [problem] region must end before it"
    )


def like(x: Any, found: Any) -> Any:
    """A constant as what x is: an array, a node, a ball."""
    if not isinstance(found, float) or isinstance(x, float):
        return found
    zero = x * 0.0
    return (x - x if isinstance(zero, float) else zero) + found
