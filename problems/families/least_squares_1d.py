"""`least-squares-1d`: F(x) = E_{xi ~ N(0,1)} (a (x - s) - xi)^2 / 2 = (a^2 (x - s)^2 + 1) / 2; s = 0 is Theorem 1's problem
(appendix G.1), another s moves the minimiser away from the point to which weight decay pulls.

The gradient of one sample is a^2 (x - s) - a xi: with noise kind "sampling" it is the true gradient plus normal noise of
scale a, which no bound holds (assumption B fails).
"""

from typing import Any

import numpy as np
from pydantic import Field

from problems.errors import InputError
from problems.families.base import Array, Everywhere, Parameters, Separable, Setting
from problems.families.coefficients import Finite, NonNegative
from problems.noise import Noise, Normal


class LeastSquares1dParameters(Parameters):
    a: NonNegative = Field(default=1.0, description="the feature a >= 0")
    shift: Finite = Field(default=0.0, description="the minimiser s, which is 0 in Theorem 1")


class LeastSquares1d(Separable):
    """The minimum is 1/2, the variance of the label that is left, at x = s."""

    name = "least-squares-1d"
    Parameters = LeastSquares1dParameters

    def __init__(self, a: float, shift: float = 0.0) -> None:
        self.dimension = 1
        self.coefficients = (np.array([a]), np.array([shift]))

    @classmethod
    def build(cls, parameters: LeastSquares1dParameters, setting: Setting) -> "LeastSquares1d":
        if setting.dimension not in (None, 1):
            raise InputError(f"dimension={setting.dimension} must be 1 for least-squares-1d")
        return cls(parameters.a, parameters.shift)

    @staticmethod
    def term(x: Any, a: Any, s: Any) -> Any:
        t = a * (x - s)
        return 0.5 * (1.0 + t * t)

    @staticmethod
    def slope(x: Any, a: Any, s: Any) -> Any:
        return (a * a) * (x - s)

    @staticmethod
    def everywhere(a: Any, s: Any) -> Everywhere:
        return Everywhere((0.5, float("inf")), curvature=(a * a, a * a))

    @staticmethod
    def minimiser(*p: Any) -> Any:
        return p[1]

    @staticmethod
    def pl_beyond(reach: float, a: Any, s: Any) -> Any:
        """The ratio is a^2 at every x but s."""
        return a * a

    @property
    def minimum(self) -> float:
        return 0.5

    def smoothness(self, region: float | None) -> float:
        """a^2."""
        return float(self.coefficients[0][0] ** 2)

    def gradient_bound(self, region: float | None) -> Array:
        """a^2 (r + |s|); infinite on R unless a = 0."""
        a, s = self.coefficients
        return np.asarray(a**2 * (region + np.abs(s))) if region is not None else np.where(a > 0, np.inf, 0.0)

    def pl(self, region: float | None) -> float | None:
        """a^2; every number serves if a = 0."""
        square = float(self.coefficients[0][0] ** 2)
        return square if square > 0 else float("inf")

    def sampling_noise(self, batch: int) -> Noise | None:
        return Normal(np.abs(self.coefficients[0]), batch)
