"""Learning problems whose risk is computable: what a posterior's risk gap is, without sampling the posterior.

Regression: x ~ N(0, I), y = w'x + s e, loss min((y - theta'x)^2 / c^2, 1). The residual of theta ~ N(mu, M) has the
characteristic function exp(-t^2 s^2/2) prod_i (1 + t^2 m_i)^{-1/2} exp(-t^2 a_i^2 / (2 (1 + t^2 m_i))), m_i the eigenvalues
of M and a = V'(mu - w); the risk is one integral of it. Classification: 0-1 loss, P(y theta'x < 0) =
Phi(-y mu'x / sqrt(x'Mx)) for each sample, and the population is a finite set from which training sets are drawn
with replacement, so the risk is a sum.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, ndtr

from problems.data_file import read_dataset
from problems.dataset import standardised

Array = NDArray[np.float64]
BREAST_CANCER = Path(__file__).parents[2] / "problems" / "data" / "breast_cancer.csv"
#: weight of ||x||^2/2 in the objective that a classifier is fitted with: separable data have no minimiser without it
RIDGE = 1e-2


@dataclass(frozen=True, eq=False)
class Fit:
    """Minimiser of a training set's objective and the objective's Hessian there."""

    mean: Array
    hessian: Array


class Task(Protocol):
    """A data distribution with a loss in [0, 1]."""

    @property
    def name(self) -> str:
        """What the ledger calls it."""

    @property
    def dimension(self) -> int:
        """Number of parameters."""

    def draw(self, n: int, generator: np.random.Generator) -> tuple[Array, Array]:
        """n independent samples: features (n, d) and answers (n,)."""

    def fit(self, x: Array, y: Array) -> Fit:
        """The centre of the posterior and the Hessian there."""

    def empirical(self, x: Array, y: Array, mean: Array, covariance: Array) -> float:
        """Mean loss on the samples, in expectation over theta ~ N(mean, covariance)."""

    def risk(self, mean: Array, covariance: Array) -> float:
        """Expected loss on a fresh sample, in expectation over theta ~ N(mean, covariance)."""


@dataclass(frozen=True, eq=False)
class Regression:
    """Gaussian linear regression with the clipped square loss; w has equal entries of norm 1."""

    dimension: int
    noise: float = 0.5
    clip: float = 2.0

    @property
    def name(self) -> str:
        return f"regression d={self.dimension}"

    @property
    def w(self) -> Array:
        return np.full(self.dimension, 1.0 / np.sqrt(self.dimension))

    def draw(self, n: int, generator: np.random.Generator) -> tuple[Array, Array]:
        x = generator.standard_normal((n, self.dimension))
        return x, x @ self.w + self.noise * generator.standard_normal(n)

    def fit(self, x: Array, y: Array) -> Fit:
        hessian = x.T @ x / len(x) + RIDGE * np.eye(self.dimension)
        return Fit(np.asarray(np.linalg.solve(hessian, x.T @ y / len(x)), dtype=np.float64), (hessian + hessian.T) / 2)

    def empirical(self, x: Array, y: Array, mean: Array, covariance: Array) -> float:
        m, s = y - x @ mean, np.sqrt(np.einsum("ni,ni->n", x @ covariance, x))
        low, high = (-self.clip - m) / s, (self.clip - m) / s
        inside = ndtr(high) - ndtr(low)
        p_low, p_high = (np.exp(-(end**2) / 2.0) / np.sqrt(2.0 * np.pi) for end in (low, high))
        square = m**2 * inside + 2.0 * m * s * (p_low - p_high) + s**2 * (inside + low * p_low - high * p_high)
        return float(np.mean(1.0 - inside + square / self.clip**2))

    def risk(self, mean: Array, covariance: Array) -> float:
        m, v = np.linalg.eigh(covariance)
        a = v.T @ (mean - self.w)
        # the integrand is even, smooth and falls like exp(-t^2 noise^2 / 2): the trapezoidal rule is spectrally accurate
        h = np.pi / (10.0 * (self.clip + 12.0 * np.sqrt(self.noise**2 + float(np.sum(a**2 + m)))))
        t = np.arange(1, int(np.ceil(9.0 / self.noise / h)) + 1) * h
        spread = 1.0 + t[:, None] ** 2 * m
        phi = np.exp(-((t * self.noise) ** 2) / 2.0 - np.sum(t[:, None] ** 2 * a**2 / (2.0 * spread), axis=1))
        phi /= np.sqrt(np.prod(spread, axis=1))
        c = self.clip
        kernel = 4.0 * (np.sin(t * c) - t * c * np.cos(t * c)) / (t**3 * c**2)
        at_zero = 4.0 * c / 3.0
        return float(1.0 - h * (at_zero / 2.0 + np.sum(phi * kernel)) / np.pi)


@dataclass(frozen=True, eq=False)
class Classification:
    """0-1 loss on a finite population, y in {-1, +1}; the posterior is centred at the minimiser of the logistic loss."""

    name: str
    features: Array
    answers: Array

    @property
    def dimension(self) -> int:
        return self.features.shape[1]

    @cached_property
    def signed(self) -> Array:
        return np.asarray(self.features * self.answers[:, None])

    def draw(self, n: int, generator: np.random.Generator) -> tuple[Array, Array]:
        rows = generator.integers(0, len(self.answers), n)
        return self.features[rows], self.answers[rows]

    @cached_property
    def centre(self) -> Array:
        """The population's minimiser, from which the fits to training sets start."""
        return self._minimiser(self.signed, np.zeros(self.dimension)).mean

    def fit(self, x: Array, y: Array) -> Fit:
        return self._minimiser(x * y[:, None], self.centre)

    def _minimiser(self, z: Array, theta: Array) -> Fit:
        """Newton's method on the logistic loss of the rows z = y x."""
        for _ in range(50):
            p = expit(-z @ theta)
            gradient = -z.T @ p / len(z) + RIDGE * theta
            hessian = (z * (p * (1.0 - p))[:, None]).T @ z / len(z) + RIDGE * np.eye(self.dimension)
            theta = theta - np.linalg.solve(hessian, gradient)
            if np.linalg.norm(gradient) < 1e-10:
                break
        return Fit(theta, (hessian + hessian.T) / 2)

    def empirical(self, x: Array, y: Array, mean: Array, covariance: Array) -> float:
        return self._loss(x * y[:, None], mean, covariance)

    def risk(self, mean: Array, covariance: Array) -> float:
        return self._loss(self.signed, mean, covariance)

    @staticmethod
    def _loss(z: Array, mean: Array, covariance: Array) -> float:
        spread = np.sqrt(np.einsum("ni,ni->n", z @ covariance, z))
        return float(np.mean(ndtr(-(z @ mean) / spread)))


def logistic(dimension: int, seed: int, size: int = 5000) -> Classification:
    """A population of `size` Gaussian inputs with labels drawn from a logistic model of slope 3."""
    generator = np.random.default_rng([seed, dimension])
    x = generator.standard_normal((size, dimension))
    p = expit(3.0 * x @ np.full(dimension, 1.0 / np.sqrt(dimension)))
    return Classification(f"logistic d={dimension}", x, np.where(generator.random(size) < p, 1.0, -1.0))


def breast_cancer() -> Classification:
    """The 569 patients as the population; features standardised, with a column of ones."""
    data = read_dataset(BREAST_CANCER, "malignant")
    x = np.hstack([standardised(data.features), np.ones((len(data.features), 1))])
    return Classification("breast cancer", x, data.classes())
