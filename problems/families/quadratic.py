"""`quadratic`: F(x) = x'Hx / 2 with given eigenvalues >= 0 and a rotation drawn from a seed."""

from typing import TYPE_CHECKING, Annotated

import numpy as np
from pydantic import Field

from problems.errors import InputError
from problems.families.base import Array, Coupled, Parameters, Setting, scratch
from problems.families.coefficients import NonNegative

if TYPE_CHECKING:
    from problems.certify.models.model import Model


class QuadraticParameters(Parameters):
    eigenvalues: Annotated[list[NonNegative], Field(min_length=1, description="of H, d numbers >= 0; zeros are allowed")]
    rotation: Annotated[int, Field(ge=0)] | None = Field(
        default=None, description="seed of the orthogonal matrix; left out: H is diagonal"
    )


def orthogonal(dimension: int, seed: int) -> Array:
    """A uniformly distributed orthogonal matrix: the Q of a normal matrix's QR with a positive diagonal of R."""
    q, r = np.linalg.qr(np.random.default_rng(seed).standard_normal((dimension, dimension)))
    return np.asarray(q * np.where(np.diag(r) < 0, -1.0, 1.0))


class Quadratic(Coupled):
    """H is kept as its root A = diag(sqrt(eigenvalues)) Q', the zero eigenvalues left out: F = ||Ax||^2 / 2 >= 0."""

    name = "quadratic"
    Parameters = QuadraticParameters

    def __init__(self, eigenvalues: Array, rotation: int | None) -> None:
        self.dimension = len(eigenvalues)
        self.eigenvalues, self.rotation = eigenvalues, rotation
        q = np.eye(self.dimension) if rotation is None else orthogonal(self.dimension, rotation)
        kept = eigenvalues > 0
        self.root = np.ascontiguousarray((q * np.sqrt(eigenvalues))[:, kept].T)
        self.root_transposed = np.ascontiguousarray(self.root.T)

    @classmethod
    def build(cls, parameters: QuadraticParameters, setting: Setting) -> "Quadratic":
        eigenvalues = np.array(parameters.eigenvalues)
        if setting.dimension not in (None, len(eigenvalues)):
            raise InputError(f"eigenvalues has {len(eigenvalues)} entries and must have one for each of the "
                             f"{setting.dimension} coordinates")  # fmt: skip
        return cls(eigenvalues, parameters.rotation)

    def model(self, region: float | None, effort: int = 1) -> "Model":
        from problems.certify.models.quadratic import QuadraticModel

        return QuadraticModel(self, region)

    def evaluate(self, x: Array, value: Array, gradient: Array, work: dict[str, Array]) -> None:
        y = scratch(work, "root times x", (len(self.root), x.shape[1]))
        np.matmul(self.root, x, out=y)
        np.matmul(self.root_transposed, y, out=gradient)
        np.multiply(y, y, out=y)
        np.add.reduce(y, axis=0, out=value)
        np.multiply(value, 0.5, out=value)

    @property
    def hessian(self) -> Array:
        return np.asarray(self.root_transposed @ self.root)

    @property
    def minimum(self) -> float:
        return 0.0

    def smoothness(self, region: float | None) -> float:
        """The largest eigenvalue."""
        return float(np.max(self.eigenvalues))

    def gradient_bound(self, region: float | None) -> Array:
        """r sum_j |H_ij|, taken at a corner of the region; infinite on R^d where a row of H is not zero."""
        rows = np.add.reduce(np.abs(self.hessian), axis=1)
        return np.asarray(rows * region) if region is not None else np.where(rows > 0, np.inf, 0.0)

    def pl(self, region: float | None) -> float | None:
        """The smallest eigenvalue that is not zero; every number serves if H = 0."""
        positive = self.eigenvalues[self.eigenvalues > 0]
        return float(np.min(positive)) if len(positive) else float("inf")
