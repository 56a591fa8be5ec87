"""`sigmoid-classification`: F(x) = (1/n) sum_j 1 / (1 + exp(y_j a_j'x)), y_j = -1 or +1: the smoothed error rate."""

from typing import Any

import numpy as np

from problems.families.base import Array, Setting
from problems.families.linear import LinearFiniteSum, LinearParameters, Range, build_table, range_on

#: |phi''| is largest, 1/(6 sqrt 3), where the loss is 1/2 +- sqrt(3)/6
TURN = float(np.log(2.0 + np.sqrt(3.0)))


class SigmoidClassificationParameters(LinearParameters):
    pass


class SigmoidClassification(LinearFiniteSum):
    """With z = y t, h = tanh(z/2): phi = (1 - h)/2, phi' = -y (1 - h^2)/4, phi'' = h (1 - h^2)/4."""

    name = "sigmoid-classification"
    Parameters = SigmoidClassificationParameters

    def __init__(self, table: Array, targets: Array) -> None:
        super().__init__(table, targets)
        self._scaled = {factor: factor * self.target_column for factor in (0.25, 0.5)}

    @classmethod
    def build(cls, parameters: SigmoidClassificationParameters, setting: Setting) -> "SigmoidClassification":
        return cls(*build_table(parameters, setting, classes=True))

    def losses(self, t: Array, y: Array, loss: Array | None, slope: Array) -> None:
        self._times(t, 0.5, y, t)
        np.tanh(t, out=t)
        if loss is not None:
            np.subtract(1.0, t, out=loss)
            np.multiply(loss, 0.5, out=loss)
        np.multiply(t, t, out=t)
        np.subtract(t, 1.0, out=t)
        self._times(t, 0.25, y, slope)

    def _times(self, t: Array, factor: float, y: Array, out: Array) -> None:
        """t times a power of two times the signs y, into `out`: exact in any order, so with all samples in one pass."""
        if y is self.target_column:
            np.multiply(t, self._scaled[factor], out=out)
        else:
            np.multiply(t, factor, out=out)
            np.multiply(out, y, out=out)

    def slope_limits(self, y: float) -> tuple[Any, ...]:
        return 0.0, 0.0

    curvature_limits = slope_limits

    @property
    def floor_sides(self) -> Array:
        return self.targets

    def loss_at(self, t: Any, y: Any) -> Any:
        return 0.5 * (1.0 - np.tanh(0.5 * (y * t)))

    def slope_at(self, t: Any, y: Any) -> Any:
        h = np.tanh(0.5 * (y * t))
        return -0.25 * y * (1.0 - h * h)

    def slope_turns(self, y: Any) -> tuple[Any, ...]:
        return (0.0 * y,)

    def curvature_turns(self, y: Any) -> tuple[Any, ...]:
        turn = np.log(2.0 + np.sqrt(0.0 * y + 3.0))
        return -turn, turn

    def slope_range(self, low: Array, high: Array, y: Array) -> Range:
        least, most = range_on(lambda z: 0.25 * (1.0 - np.tanh(0.5 * z) ** 2), *self._signed(low, high, y), (0.0,))
        return np.where(y > 0, -most, least), np.where(y > 0, -least, most)

    def curvature_range(self, low: Array, high: Array, y: Array) -> Range:
        def curvature(z: Array) -> Array:
            h = np.tanh(0.5 * z)
            return np.asarray(0.25 * h * (1.0 - h * h))

        return range_on(curvature, *self._signed(low, high, y), (-TURN, TURN))

    @staticmethod
    def _signed(low: Array, high: Array, y: Array) -> Range:
        return np.where(y > 0, low, -high), np.where(y > 0, high, -low)

    @property
    def minimum(self) -> float:
        """0, a lower bound; approached only where a hyperplane through the origin separates the classes."""
        return 0.0
