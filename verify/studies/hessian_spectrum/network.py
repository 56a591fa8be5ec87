"""A two-layer network on a data set: z = a'tanh(W x + c) + e, loss mean log(1 + exp(-y z)); gradient, Hessian, spectrum."""

from pathlib import Path

import numpy as np
from scipy.linalg import eigh_tridiagonal
from scipy.special import expit

from problems.families.base import Array, Coupled, Parameters, Setting
from problems.noise import Silent
from problems.problem import Problem
from problems.schema import AlgorithmSection
from theory.algorithms import all_algorithms
from verify.simulate.ensemble import Ensemble, Experiment
from verify.simulate.schedule import PaperSchedule


class NetworkParameters(Parameters):
    """None: a network is built from arrays, not from a file."""


class Network(Coupled):
    """Parameters, in this order: W and c as (hidden, inputs + 1), a (hidden,), e. All data at once; no sampling."""

    name = "two-layer-network"
    #: runs are evaluated one by one, and a block is as wide as it must be even for a single one
    width = 16

    Parameters = NetworkParameters

    def __init__(self, features: Array, answers: Array, hidden: int) -> None:
        self.x = np.hstack([features, np.ones((len(features), 1))])
        self.y, self.hidden = answers, hidden
        self.inputs = self.x.shape[1]
        self.dimension = hidden * (self.inputs + 1) + 1

    @classmethod
    def build(cls, parameters: object, setting: Setting) -> "Network":
        raise NotImplementedError("built from arrays")

    @property
    def minimum(self) -> float:
        return 0.0

    def smoothness(self, region: float | None) -> float:
        return float("inf")

    def gradient_bound(self, region: float | None) -> Array:
        return np.full(self.dimension, np.inf)

    def split(self, theta: Array) -> tuple[Array, Array, float]:
        """(W with c, a, e)."""
        end = self.hidden * self.inputs
        return theta[:end].reshape(self.hidden, self.inputs), theta[end:-1], float(theta[-1])

    def forward(self, theta: Array) -> tuple[Array, Array]:
        """(hidden activations (n, hidden), y z (n,))."""
        w, a, e = self.split(theta)
        t = np.tanh(self.x @ w.T)
        return t, self.y * (t @ a + e)

    def value(self, theta: Array) -> float:
        return self.value_and_gradient(theta)[0]

    def jacobian(self, theta: Array) -> Array:
        """Derivative of z, (n, d)."""
        _, a, _ = self.split(theta)
        t, _ = self.forward(theta)
        first = ((a * (1.0 - t**2))[:, :, None] * self.x[:, None, :]).reshape(len(t), -1)
        return np.hstack([first, t, np.ones((len(t), 1))])

    def gradient(self, theta: Array) -> Array:
        return self.value_and_gradient(theta)[1]

    def value_and_gradient(self, theta: Array) -> tuple[float, Array]:
        """Both from one pass."""
        _, a, _ = self.split(theta)
        t, margin = self.forward(theta)
        r = -self.y * expit(-margin) / len(t)
        gradient = np.concatenate([((r[:, None] * a * (1.0 - t**2)).T @ self.x).ravel(), t.T @ r, [np.sum(r)]])
        return float(np.mean(np.logaddexp(0.0, -margin))), gradient

    def sample_gradients(self, theta: Array) -> Array:
        """Gradient of each sample's loss, (n, d)."""
        _, margin = self.forward(theta)
        return np.asarray((-self.y * expit(-margin))[:, None] * self.jacobian(theta))

    def evaluate(self, x: Array, value: Array, gradient: Array, work: dict[str, Array]) -> None:
        """A block that repeats one run is evaluated once."""
        same = bool(np.all(x == x[:, :1]))
        for j in range(1 if same else x.shape[1]):
            theta = np.ascontiguousarray(x[:, j])
            value[j], gradient[:, j] = self.value_and_gradient(theta)
        if same:
            value[:], gradient[...] = value[0], gradient[:, :1]

    def product(self, theta: Array) -> "HessianProduct":
        """The Hessian as a linear map."""
        return HessianProduct(self, theta)


class HessianProduct:
    """v -> Hessian v: J'diag(p(1-p))J v / n for the loss's curvature, and the curvature of z itself."""

    def __init__(self, network: Network, theta: Array) -> None:
        self.network, n = network, len(network.y)
        _, self.a, _ = network.split(theta)
        t, margin = network.forward(theta)
        p = expit(-margin)
        self.j, self.curvature = network.jacobian(theta), p * (1.0 - p) / n
        slope = -network.y * p / n
        self.mixed = slope[:, None] * (1.0 - t**2)  # d2z / da dw
        self.own = slope[:, None] * self.a * (-2.0 * t * (1.0 - t**2))  # d2z / dw dw

    def __call__(self, v: Array) -> Array:
        """v (d, k) -> (d, k)."""
        network, k = self.network, v.shape[1]
        end = network.hidden * network.inputs
        out = self.j.T @ (self.curvature[:, None] * (self.j @ v))
        w, a = v[:end].reshape(network.hidden, network.inputs, k), v[end:-1]
        inner = np.einsum("ni,hik->nhk", network.x, w, optimize=True)
        back = self.own[:, :, None] * inner + self.mixed[:, :, None] * a[None]
        out[:end] += np.einsum("nhk,ni->hik", back, network.x, optimize=True).reshape(end, k)
        out[end:-1] += np.einsum("nh,nhk->hk", self.mixed, inner)
        return np.asarray(out)

    def dense(self) -> Array:
        """The matrix, from blocks of unit vectors."""
        d = self.network.dimension
        h = np.hstack([self(np.eye(d)[:, i : i + 128]) for i in range(0, d, 128)])
        return np.asarray((h + h.T) / 2)


def lanczos_quadrature(product: HessianProduct, steps: int, probes: int, seed: int) -> tuple[Array, Array]:
    """Nodes and weights (sum 1) of the spectral density: stochastic Lanczos with full reorthogonalisation.

    Source: S. Ubaru, J. Chen, Y. Saad, "Fast estimation of tr(f(A)) via stochastic Lanczos quadrature", SIMAX 2017.
    """
    d, generator = product.network.dimension, np.random.default_rng(seed)
    nodes, weights = [], []
    for _ in range(probes):
        basis = np.zeros((d, steps + 1))
        basis[:, 0] = generator.choice((-1.0, 1.0), d) / np.sqrt(d)
        diagonal, off = np.zeros(steps), np.zeros(steps)
        count = steps
        for k in range(steps):
            v = product(basis[:, k : k + 1])[:, 0]
            diagonal[k] = basis[:, k] @ v
            for _ in range(2):
                v = v - basis[:, : k + 1] @ (basis[:, : k + 1].T @ v)
            off[k] = np.linalg.norm(v)
            if off[k] < 1e-12:
                count = k + 1
                break
            basis[:, k + 1] = v / off[k]
        values, vectors = eigh_tridiagonal(diagonal[:count], off[: count - 1])
        nodes.append(values)
        weights.append(vectors[0] ** 2 / probes)
    return np.concatenate(nodes), np.concatenate(weights)


def train(network: Network, algorithm: str, weight_decay: float, eta: float, delta: float, steps: int, seed: int) -> tuple[
    Array, Array
]:  # fmt: skip
    """(parameters, second moment) after `steps` full-gradient steps, through the ensemble, from a random start."""
    d = network.dimension
    start = np.zeros((3, d, 1))
    start[0, :, 0] = np.random.default_rng([seed, d]).standard_normal(d) / np.sqrt(network.inputs)
    section = AlgorithmSection.model_validate({"name": algorithm, "delta": delta, "beta_2": 0.01})
    label = f"two-layer network, {network.hidden} hidden"
    noise = Silent(np.zeros(d), 1)
    problem = Problem(label, Path(label), label, network, start[0, :, 0], None, noise, section, 1.0, {}, ())
    schedule = PaperSchedule(algorithm, 0.1, 0.01, eta, weight_decay, delta, 0.0, "gradient")
    experiment = Experiment(problem, all_algorithms()[algorithm], schedule, steps, seed, start=start, keep_state=True)
    state = Ensemble(experiment).run(range(1))["state"]
    return np.ascontiguousarray(state[0, :, 0]), np.ascontiguousarray(state[2, :, 0])
