"""`rational-well`: F(x) = sum_i a_i x_i^2 / (1 + x_i^2). Nonconvex, flat at infinity, minimum 0 at the origin."""

from typing import Any

import numpy as np
from pydantic import Field

from problems.families.base import Array, Everywhere, Parameters, Separable, Setting
from problems.families.coefficients import Coefficient, spread

#: sup |2x/(1+x^2)^2| = 3 sqrt(3)/8, taken at x^2 = 1/3
SLOPE = 3.0 * np.sqrt(3.0) / 8.0


class RationalWellParameters(Parameters):
    amplitude: Coefficient = Field(default=1.0, description="a_i >= 0, a number or a list of d numbers")


class RationalWell(Separable):
    name = "rational-well"
    Parameters = RationalWellParameters

    def __init__(self, amplitude: Array) -> None:
        self.dimension = len(amplitude)
        self.coefficients = (amplitude,)

    @classmethod
    def build(cls, parameters: RationalWellParameters, setting: Setting) -> "RationalWell":
        return cls(spread(parameters.amplitude, setting.dimension, "amplitude"))

    @staticmethod
    def term(x: Any, a: Any) -> Any:
        s = x * x
        return a * (s * (1.0 / (1.0 + s)))

    @staticmethod
    def slope(x: Any, a: Any) -> Any:
        r = 1.0 / (1.0 + x * x)  # the one division, which the term has too
        return (2.0 * a) * x * (r * r)

    @staticmethod
    def everywhere(a: Any) -> Everywhere:
        """f < a; |f'| <= a 3 sqrt(3)/8 at x^2 = 1/3; f'' from -a/2 at x^2 = 1 to 2a at 0."""
        slope = np.sqrt(27.0 * a * a) / 8.0
        return Everywhere((0.0, a), (-slope, slope), (-0.5 * a, 2.0 * a))

    @property
    def minimum(self) -> float:
        return 0.0

    def smoothness(self, region: float | None) -> float:
        """2 max a: f'' = 2a (1 - 3x^2)/(1 + x^2)^3, at most 2a at 0 and at least -a/2 at x = 1."""
        return float(2.0 * np.max(self.coefficients[0]))

    def gradient_bound(self, region: float | None) -> Array:
        """a 3 sqrt(3)/8 at x = 1/sqrt(3), or at the edge of a smaller region."""
        a = self.coefficients[0]
        if region is not None and region < 1.0 / np.sqrt(3.0):
            return np.asarray(self.slope(np.full_like(a, region), a))
        return np.asarray(SLOPE * a)
