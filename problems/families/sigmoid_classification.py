"""`sigmoid-classification`: F(x) = (1/n) sum_j 1 / (1 + exp(y_j a_j'x)), y_j = -1 or +1: the smoothed error rate."""

from typing import Any

import numpy as np

from problems.families.base import Array, Setting, scratch
from problems.families.linear import LinearFiniteSum, LinearParameters, Range, build_table, range_on

#: |phi''| is largest, 1/(6 sqrt 3), where the loss is 1/2 +- sqrt(3)/6
TURN = float(np.log(2.0 + np.sqrt(3.0)))


class SigmoidClassificationParameters(LinearParameters):
    pass


class SigmoidClassification(LinearFiniteSum):
    """With z = y t, h = tanh(z/2): phi = (1 - h)/2, phi' = -y (1 - h^2)/4, phi'' = h (1 - h^2)/4."""

    name = "sigmoid-classification"
    Parameters = SigmoidClassificationParameters

    @classmethod
    def build(cls, parameters: SigmoidClassificationParameters, setting: Setting) -> "SigmoidClassification":
        return cls(*build_table(parameters, setting, classes=True))

    def losses(self, t: Array, y: Array, loss: Array | None, slope: Array) -> None:
        np.multiply(t, y, out=t)
        np.multiply(t, 0.5, out=t)
        np.tanh(t, out=t)
        if loss is not None:
            np.subtract(1.0, t, out=loss)
            np.multiply(loss, 0.5, out=loss)
        np.multiply(t, t, out=t)
        np.subtract(t, 1.0, out=t)
        np.multiply(t, 0.25, out=t)
        np.multiply(t, y, out=slope)

    def evaluate(self, x: Array, value: Array, gradient: Array, work: dict[str, Array]) -> None:
        """The bits of `LinearFiniteSum.evaluate`: signs and powers of two are exact, wherever in the products they stand."""
        h, loss = (scratch(work, name, (self.samples, x.shape[1])) for name in ("predictions", "losses"))
        if "halves" not in work:
            work |= {"halves": 0.5 * self.target_column * self.table, "quarters": 0.25 * self.targets * self.columns}
        np.matmul(work["halves"], x, out=h)
        np.tanh(h, out=h)
        np.subtract(1.0, h, out=loss)
        np.add.reduce(loss, axis=0, out=value)
        np.multiply(value, 0.5, out=value)
        np.divide(value, self.samples, out=value)
        np.multiply(h, h, out=h)
        np.subtract(h, 1.0, out=h)
        np.matmul(work["quarters"], h, out=gradient)
        np.divide(gradient, self.samples, out=gradient)

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
