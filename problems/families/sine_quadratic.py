"""`sine-quadratic`: F(x) = sum_i a_i (x_i^2 + 3 sin^2 x_i). Nonconvex, and satisfies the PL inequality.

With f(x) = x^2 + 3 sin^2 x the best PL constant on an interval is the least ratio f'(x)^2 / (2 f(x)). The literature
gives 1/32 (Karimi, Nutini, Schmidt 2016, figure 1); the best is 0.17553..: the ratio falls from 8 at 0 to its least value
at x = 2.2017.., where f'^2 = 2 f f'', and beyond x = 4 it is at least (2x - 3)^2 / (2 (x^2 + 3)) > 0.65.
A sum of such terms keeps a PL constant: sum a_i^2 f'(x_i)^2 >= 2 (min a) mu sum a_i f(x_i).
"""

from typing import Any

import numpy as np
from pydantic import Field

from problems.families.base import Array, Everywhere, Parameters, Separable, Setting
from problems.families.coefficients import Coefficient, spread

#: where f'^2 / (2 f) is least, and its value there
PL_AT, PL = 2.2017091764358475, 0.17553098587973173
#: the first local maximum of f', where cos 2x = -1/3; the others lie pi apart
STEEPEST = 0.5 * np.arccos(-1.0 / 3.0)


class SineQuadraticParameters(Parameters):
    amplitude: Coefficient = Field(default=1.0, description="a_i >= 0, a number or a list of d numbers")


class SineQuadratic(Separable):
    name = "sine-quadratic"
    Parameters = SineQuadraticParameters

    def __init__(self, amplitude: Array) -> None:
        self.dimension = len(amplitude)
        self.coefficients = (amplitude,)

    @classmethod
    def build(cls, parameters: SineQuadraticParameters, setting: Setting) -> "SineQuadratic":
        return cls(spread(parameters.amplitude, setting.dimension, "amplitude"))

    @staticmethod
    def term(x: Any, a: Any) -> Any:
        s = np.sin(x)
        return a * (x * x + 3.0 * (s * s))

    @staticmethod
    def slope(x: Any, a: Any) -> Any:
        return a * (2.0 * x + 3.0 * np.sin(2.0 * x))

    @staticmethod
    def everywhere(a: Any) -> Everywhere:
        """f'' = a (2 + 6 cos 2x)."""
        return Everywhere(curvature=(-4.0 * a, 8.0 * a))

    @staticmethod
    def pl_beyond(reach: float, a: Any) -> Any:
        """a (2x - 3)^2 / (2 (x^2 + 3)), which grows with x >= 3/2."""
        return a * ((2.0 * reach - 3.0) ** 2 / (2.0 * (reach * reach + 4.0)))

    @property
    def minimum(self) -> float:
        return 0.0

    def smoothness(self, region: float | None) -> float:
        """8 max a: f'' = 2 + 6 cos 2x lies in [-4, 8]."""
        return float(8.0 * np.max(self.coefficients[0]))

    def gradient_bound(self, region: float | None) -> Array:
        """The larger of f' at the edge of the region and at its last local maximum inside; infinite on R^d."""
        a = self.coefficients[0]
        if region is None:
            return np.where(a > 0, np.inf, 0.0)
        points = np.array([region])
        if region > STEEPEST:
            points = np.append(points, STEEPEST + np.pi * np.floor((region - STEEPEST) / np.pi))
        return np.asarray(a * np.max(2.0 * points + 3.0 * np.sin(2.0 * points)))

    def pl(self, region: float | None) -> float | None:
        """(min a_i > 0) times the least f'^2 / (2 f) on the region; coordinates with a_i = 0 are flat and do not count."""
        a = self.coefficients[0]
        if not np.any(a > 0):
            return float("inf")
        x = PL_AT if region is None else min(region, PL_AT)
        if x < 1e-6:
            least = 8.0 - 32.0 * x * x  # both f and f' vanish at 0; a lower bound of the ratio there
        else:
            least = float((2.0 * x + 3.0 * np.sin(2.0 * x)) ** 2 / (2.0 * (x * x + 3.0 * np.sin(x) ** 2)))
        return float(np.min(a[a > 0])) * min(least, 8.0)
