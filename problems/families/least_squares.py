"""`least-squares`: F(x) = (1/n) sum_j (a_j'x - y_j)^2 / 2, of any rank."""

import itertools
from typing import Any

import numpy as np

from problems.families.base import Array, Setting
from problems.families.linear import LinearFiniteSum, LinearParameters, Range, build_table

#: up to this dimension a convex function's maximum over the region is found among its corners
CORNERS = 14
#: eigenvalues of A'A/n below this share of the largest count as 0
RANK = 1e-10


class LeastSquaresParameters(LinearParameters):
    pass


class LeastSquares(LinearFiniteSum):
    name = "least-squares"
    Parameters = LeastSquaresParameters

    def __init__(self, table: Array, targets: Array) -> None:
        super().__init__(table, targets)
        self.eigenvalues = np.linalg.eigvalsh(self.columns @ self.table / self.samples)
        best = np.linalg.lstsq(self.table, self.targets, rcond=None)[0]
        residual = self.table @ best - self.targets
        self._minimum = float(np.mean(np.square(residual)) / 2.0)

    @classmethod
    def build(cls, parameters: LeastSquaresParameters, setting: Setting) -> "LeastSquares":
        return cls(*build_table(parameters, setting, classes=False))

    def losses(self, t: Array, y: Array, loss: Array | None, slope: Array) -> None:
        np.subtract(t, y, out=slope)
        if loss is not None:
            np.multiply(slope, slope, out=loss)
            np.multiply(loss, 0.5, out=loss)

    loss_floor_attained = True

    def curvature_limits(self, y: float) -> tuple[Any, ...]:
        return 1.0, 1.0

    def loss_at(self, t: Any, y: Any) -> Any:
        r = t - y
        return 0.5 * (r * r)

    def slope_at(self, t: Any, y: Any) -> Any:
        return t - y

    def slope_range(self, low: Array, high: Array, y: Array) -> Range:
        return low - y, high - y

    def curvature_range(self, low: Array, high: Array, y: Array) -> Range:
        return np.ones_like(y), np.ones_like(y)

    @property
    def minimum(self) -> float:
        """Half the mean square of what the best x leaves."""
        return self._minimum * (1.0 - self.rounding)

    def gradient_bound(self, region: float | None) -> Array:
        """r sum_j |H_ij| + |(A'y)_i|/n with H = A'A/n: exact, at a corner of the region."""
        rows = np.add.reduce(np.abs(self.columns @ self.table), axis=1) / self.samples
        if region is None:
            return np.where(rows > 0, np.inf, 0.0)
        return np.asarray(rows * region + np.abs(self.columns @ self.targets) / self.samples)

    def pl(self, region: float | None) -> float | None:
        """The smallest eigenvalue of A'A/n that is not zero; every number serves if A = 0."""
        positive = self.eigenvalues[self.eigenvalues > RANK * self.eigenvalues[-1]]
        return float(positive[0]) if len(positive) and positive[0] > 0 else float("inf")

    def variance(self, region: float | None) -> float:
        """The variance is x'Mx - 2p'x + q with M >= 0: its largest value is at a corner, tried one by one in few
        dimensions (exact) and bounded by r^2 sum |M_ij| + 2 r sum |p_i| + q in many."""
        region = 0.0 if region is None else region  # without a region only a table of zeros has a finite variance: 0
        n, d = self.table.shape
        h, c = self.columns @ self.table / n, self.columns @ self.targets / n
        lengths = np.add.reduce(np.square(self.table), axis=1)
        m = self.columns @ (self.table * lengths[:, None]) / n - h @ h
        p = self.columns @ (lengths * self.targets) / n - h @ c
        q = np.mean(lengths * np.square(self.targets)) - c @ c
        bound = region**2 * np.add.reduce(np.abs(m), axis=None) + 2 * region * np.add.reduce(np.abs(p)) + q
        if d <= CORNERS:
            x = region * np.array(list(itertools.product((-1.0, 1.0), repeat=d)))
            bound = np.max(np.add.reduce((x @ m) * x, axis=1) - 2 * x @ p + q)
        return float(max(min(bound, super().variance(region)), 0.0))
