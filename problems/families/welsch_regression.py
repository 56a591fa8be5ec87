"""`welsch-regression`: F(x) = (1/n) sum_j c^2/2 (1 - exp(-(a_j'x - y_j)^2 / c^2)). Nonconvex regression, deaf to outliers."""

from typing import Annotated, Any

import numpy as np
from pydantic import Field

from problems.families.base import Array, Setting
from problems.families.linear import LinearFiniteSum, LinearParameters, Range, build_table, range_on
from problems.limits import LARGEST, SMALLEST

#: beyond |u| = 30 both u exp(-u^2) and (1 - 2u^2) exp(-u^2) are monotone and below 1e-380
FAR = 30.0


class WelschRegressionParameters(LinearParameters):
    c: Annotated[float, Field(ge=SMALLEST, le=LARGEST, allow_inf_nan=False)] = Field(
        default=1.0, description="residuals beyond c count less"
    )


class WelschRegression(LinearFiniteSum):
    """With u = (t - y)/c: phi' = c u exp(-u^2), at most c/sqrt(2e); phi'' = (1 - 2u^2) exp(-u^2), in [-2 exp(-3/2), 1]."""

    name = "welsch-regression"
    Parameters = WelschRegressionParameters

    def __init__(self, table: Array, targets: Array, c: float) -> None:
        super().__init__(table, targets)
        self.c = c

    @classmethod
    def build(cls, parameters: WelschRegressionParameters, setting: Setting) -> "WelschRegression":
        return cls(*build_table(parameters, setting, classes=False), parameters.c)

    def losses(self, t: Array, y: Array, loss: Array | None, slope: Array) -> None:
        np.subtract(t, y, out=slope)
        np.multiply(slope, slope, out=t)
        np.multiply(t, -1.0 / self.c**2, out=t)
        np.exp(t, out=t)
        if loss is not None:
            np.subtract(1.0, t, out=loss)
            np.multiply(loss, 0.5 * self.c**2, out=loss)
        np.multiply(slope, t, out=slope)

    of_residual = True
    loss_floor_attained = True

    def slope_limits(self, y: float) -> tuple[Any, ...]:
        return 0.0, 0.0

    curvature_limits = slope_limits

    def loss_at(self, t: Any, y: Any) -> Any:
        u = (t - y) / self.c
        square = (0.0 * t + self.c) * self.c  # not rounded where t is a ball
        return 0.5 * square * (1.0 - np.exp(-(u * u)))

    def slope_at(self, t: Any, y: Any) -> Any:
        u = (t - y) / self.c
        return (t - y) * np.exp(-(u * u))

    def slope_turns(self, y: Any) -> tuple[Any, ...]:
        turn = self.c * np.sqrt(0.0 * y + 0.5)
        return y - turn, y + turn

    def curvature_turns(self, y: Any) -> tuple[Any, ...]:
        turn = self.c * np.sqrt(0.0 * y + 1.5)
        return y - turn, y, y + turn

    def slope_range(self, low: Array, high: Array, y: Array) -> Range:
        turn = float(np.sqrt(0.5))
        return range_on(lambda u: self.c * u * np.exp(-u * u), *self._scaled(low, high, y), (-turn, turn))

    def curvature_range(self, low: Array, high: Array, y: Array) -> Range:
        turn = float(np.sqrt(1.5))
        return range_on(lambda u: (1.0 - 2.0 * u * u) * np.exp(-u * u), *self._scaled(low, high, y), (-turn, 0.0, turn))

    def _scaled(self, low: Array, high: Array, y: Array) -> Range:
        return np.clip((low - y) / self.c, -FAR, FAR), np.clip((high - y) / self.c, -FAR, FAR)

    @property
    def minimum(self) -> float:
        """0, a lower bound; attained only where the data are fitted exactly."""
        return 0.0
