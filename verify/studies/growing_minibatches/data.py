"""Least squares on generated rows, and the moments of HSDMPG's iterates: exact, so that no run is drawn.

A gradient of F at theta_* + u is linear in u, so its minibatch's noise has a covariance that is linear in the second moments
of (u, 1): K, the mean over all rows of the products of z_i's coefficients, gives it for every u.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
#: rows of length R, of which every regression has so many, and the half-width of the labels' uniform noise
D, R, MU, LABEL_NOISE = 8, 1.0, 0.02, 0.1


@dataclass(frozen=True)
class Rows:
    """F(theta) = (1/n) sum_i (theta'x_i - y_i)^2/2 + (mu/2) ||theta||^2."""

    name: str
    #: (n, d), each row of length R, and (n,)
    x: Array
    y: Array
    #: rows of a sample S, and the samples' Hessians H_S (samples, d, d)
    size: int
    of_samples: Array

    @cached_property
    def hessian(self) -> Array:
        """H, (d, d)."""
        return np.asarray(self.x.T @ self.x / len(self.x) + MU * np.eye(D))

    @cached_property
    def best(self) -> Array:
        """theta_*."""
        return np.asarray(np.linalg.solve(self.hessian, self.x.T @ self.y / len(self.x)))

    @cached_property
    def start(self) -> float:
        """||theta_0 - theta_*||_H, theta_0 = 0."""
        return math.sqrt(float(self.best @ self.hessian @ self.best))

    @cached_property
    def products(self) -> Array:
        """K, ((d+1)^2, d^2): the covariance of z_i, flat, is (moments of (u, 1), flat) K."""
        n, spread = len(self.x), self.x.T @ self.x / len(self.x)
        of_u = self.x[:, :, None] * self.x[:, None, :] - spread
        of_1 = self.x * (self.x @ self.best - self.y)[:, None] + MU * self.best
        flat = np.concatenate([of_u, of_1[:, :, None]], axis=2).reshape(n, -1)
        return np.asarray((flat.T @ flat / n).reshape(D, D + 1, D, D + 1).transpose(1, 3, 0, 2).reshape((D + 1) ** 2, D**2))

    @cached_property
    def variance(self) -> float:
        """V(theta_0) = (1/n) sum ||H^{-1/2} (grad F - grad f_i)||^2 there."""
        first = np.concatenate([-self.best, [1.0]])
        return float(np.sum((np.outer(first, first).ravel() @ self.products).reshape(D, D) * np.linalg.inv(self.hessian)))

    @cached_property
    def weakest(self) -> Array:
        """The unit vector of the least eigenvalue of H: an error there costs most."""
        return np.asarray(np.linalg.eigh(self.hessian)[1][:, 0])

    def spectra(self, gam: float) -> Array:
        """Least and largest eigenvalue of H^{1/2} (H_S + gam I)^{-1} H^{1/2}, (samples, 2)."""
        root = np.linalg.cholesky(self.hessian)
        eigenvalues = np.linalg.eigvalsh(root.T @ np.linalg.inv(self.of_samples + gam * np.eye(D)) @ root)
        return np.asarray(eigenvalues[:, [0, -1]])


def generated(name: str, scales: Array, size: int, n: int, samples: int, seed: Sequence[int]) -> Rows:
    """Rows, labels of a linear law, and `samples` samples of `size` distinct rows."""
    draw = np.random.default_rng(seed)
    x = draw.standard_normal((n, D)) * scales
    x *= R / np.linalg.norm(x, axis=1, keepdims=True)
    y = x @ np.ones(D) / math.sqrt(D) + LABEL_NOISE * draw.uniform(-1, 1, n)
    found, chosen = np.empty((samples, D, D)), np.empty((size, D))
    for one in found:
        # into one place: what is new must be cleared first, which takes longer than to copy
        np.take(x, draw.choice(n, size, replace=False), axis=0, out=chosen, mode="clip")
        one[:] = chosen.T @ chosen / size + MU * np.eye(D)
    return Rows(name, x, y, size, found)


def moments(
    rows: Rows, gam: float, share: float, noise: Callable[[int], float], error: Callable[[int], float], steps: int
) -> tuple[Array, float]:
    """E[F(theta_t) - F_*] for t = 1, ..., steps and every sample, (steps, samples), and the largest E[V(theta_{t-1})].

    A step is theta_t = theta_{t-1} - share (H_S + gam I)^{-1} (g - e_t); V as in `Rows.variance`. The covariance of g is
    noise(t) times that of a row; e_t, of mean 0, has the mean square error(t) and points where it costs most.
    """
    step = share * np.linalg.inv(rows.of_samples + gam * np.eye(D))
    turned, inverse = np.eye(D) - step @ rows.hessian, np.linalg.inv(rows.hessian)
    of_error = np.outer(rows.weakest, rows.weakest)
    first = np.concatenate([-rows.best, [1.0]])
    of_both = np.tile(np.outer(first, first), (len(step), 1, 1))
    gaps, met = np.empty((steps, len(step))), 0.0
    for t in range(1, steps + 1):
        of_row = (of_both.reshape(len(step), -1) @ rows.products).reshape(-1, D, D)
        met = max(met, float(np.max(np.einsum("sij,ij->s", of_row, inverse))))
        added = noise(t) * of_row + error(t) * of_error
        second = turned @ of_both[:, :D, :D] @ turned.transpose(0, 2, 1) + step @ added @ step
        mean = turned @ of_both[:, :D, D:]
        of_both[:, :D, :D], of_both[:, :D, D:], of_both[:, D:, :D] = second, mean, mean.transpose(0, 2, 1)
        gaps[t - 1] = np.einsum("sij,ij->s", second, rows.hessian) / 2
    return gaps, met


def least_nu_sq(rows: Rows, run: Callable[[float], tuple[Array, float]]) -> tuple[float, Array]:
    """nu^2 such that a run with its |S_t| has no larger E[V(theta_t)], raised from V(theta_0) until it has; the run's gaps."""
    nu_sq = rows.variance
    while True:
        gaps, met = run(nu_sq)
        if met <= nu_sq:
            return nu_sq, gaps
        nu_sq = met
