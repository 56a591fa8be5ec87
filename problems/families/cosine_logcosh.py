"""`cosine-logcosh`: F(x) = sum_i a_i (log cosh x_i + w (1 - cos(k x_i))). Ripples on a convex bowl with bounded slopes."""

from typing import Any

import numpy as np
from pydantic import Field

from problems.families.base import Array, Everywhere, Parameters, Separable, Setting
from problems.families.coefficients import Coefficient, spread

#: beyond this, log cosh x = |x| - log 2 to the last bit (the next term is exp(-40))
FAR = 20.0


class CosineLogcoshParameters(Parameters):
    amplitude: Coefficient = Field(default=1.0, description="a_i >= 0, a number or a list of d numbers")
    ripple: Coefficient = Field(default=0.1, description="w_i >= 0, height of the ripples")
    frequency: Coefficient = Field(default=3.0, description="k_i >= 0, radians per unit length")


class CosineLogcosh(Separable):
    """Minimum 0 at the origin: both parts of a term are never negative and vanish there."""

    name = "cosine-logcosh"
    Parameters = CosineLogcoshParameters

    def __init__(self, amplitude: Array, ripple: Array, frequency: Array) -> None:
        self.dimension = len(amplitude)
        self.coefficients = (amplitude, ripple, frequency)

    @classmethod
    def build(cls, parameters: CosineLogcoshParameters, setting: Setting) -> "CosineLogcosh":
        d = setting.dimension
        return cls(
            spread(parameters.amplitude, d, "amplitude"),
            spread(parameters.ripple, d, "ripple"),
            spread(parameters.frequency, d, "frequency"),
        )

    @staticmethod
    def term(x: Any, a: Any, w: Any, k: Any) -> Any:
        """log cosh y = log(1 + q^2/(2 (1 + q))) with q = exp(y) - 1: no cancellation near 0 and no overflow far out."""
        distance = np.absolute(x)
        near = np.minimum(distance, FAR)
        q = np.expm1(near)
        logcosh = np.log1p(q * q / (2.0 * (1.0 + q))) + (distance - near)
        s = np.sin(0.5 * k * x)
        return a * (logcosh + (2.0 * w) * (s * s))

    @staticmethod
    def slope(x: Any, a: Any, w: Any, k: Any) -> Any:
        return a * (np.tanh(x) + (w * k) * np.sin(k * x))

    @staticmethod
    def everywhere(a: Any, w: Any, k: Any) -> Everywhere:
        """|f'| < a (1 + w k), approached far out; f'' > -a w k^2, and a (1 + w k^2) at 0."""
        slope, ripple = a * (1.0 + w * k), a * (w * (k * k))
        return Everywhere((0.0, float("inf")), (-slope, slope), (-ripple, a + ripple))

    @property
    def minimum(self) -> float:
        return 0.0

    def smoothness(self, region: float | None) -> float:
        """max a (1 + w k^2): f'' = a (sech^2 x + w k^2 cos kx), largest at 0, and never below -a w k^2."""
        a, w, k = self.coefficients
        return float(np.max(a * (1.0 + w * k * k)))

    def gradient_bound(self, region: float | None) -> Array:
        """a (tanh r + w k sin min(k r, pi/2)).

        Exact on all of R^d (approached far out, where a ripple is steepest) and where k r <= pi/2; elsewhere an upper
        bound, by at most a (tanh r - tanh x) with x the last steepest point of a ripple in the region.
        """
        a, w, k = self.coefficients
        if region is None:
            return np.asarray(a * (1.0 + w * k))
        return np.asarray(a * (np.tanh(region) + w * k * np.sin(np.minimum(k * region, 0.5 * np.pi))))
