"""The network's derivatives against differences, the quadrature against the exact spectrum, n' against sampling."""

import warnings
from pathlib import Path

import numpy as np

from theory.papers.adamw.corollary_3.comparison import err
from verify.studies.hessian_spectrum import study as hessian_spectrum
from verify.studies.hessian_spectrum.network import Network, lanczos_quadrature, train
from verify.studies.hessian_spectrum.study import BATCH, _read, _second_moment


def small(hidden: int = 5) -> tuple[Network, np.ndarray]:
    generator = np.random.default_rng(0)
    x = generator.standard_normal((40, 3))
    y = np.where(x[:, 0] * x[:, 1] + 0.3 * generator.standard_normal(40) > 0, 1.0, -1.0)
    network = Network(x, y, hidden)
    return network, generator.standard_normal(network.dimension)


def test_gradient_and_hessian_are_derivatives() -> None:
    network, theta = small()
    v = np.random.default_rng(1).standard_normal(network.dimension)
    h = 1e-5
    slope = (network.value(theta + h * v) - network.value(theta - h * v)) / (2 * h)
    assert abs(slope - network.gradient(theta) @ v) < 1e-8
    change = (network.gradient(theta + h * v) - network.gradient(theta - h * v)) / (2 * h)
    assert np.allclose(network.product(theta)(v[:, None])[:, 0], change, atol=1e-8)
    assert np.allclose(network.product(theta).dense() @ v, change, atol=1e-8)
    assert np.allclose(np.mean(network.sample_gradients(theta), axis=0), network.gradient(theta), atol=1e-14)


def test_quadrature_with_all_steps_is_exact_in_moments() -> None:
    """Each probe integrates polynomials exactly, so over all probes the first moment is that of the probes' quadratic forms."""
    network, theta = small()
    product = network.product(theta)
    nodes, weights = lanczos_quadrature(product, network.dimension, 400, 0)
    eigenvalues = np.linalg.eigvalsh(product.dense())
    assert abs(np.sum(weights) - 1.0) < 1e-10
    assert abs(np.sum(weights * nodes) - np.mean(eigenvalues)) < 0.1 * np.mean(np.abs(eigenvalues))
    cut = float(np.median(np.abs(eigenvalues)))
    assert abs(np.sum(weights[np.abs(nodes) <= cut]) - 0.5) < 0.1
    assert abs(np.max(np.abs(nodes)) - np.max(np.abs(eigenvalues))) < 1e-8


def test_training_goes_to_a_stationary_point_of_the_right_objective() -> None:
    network, _ = small(3)
    theta, second = train(network, "adamw", 0.1, 0.01, 1e-2, 3000, 0)
    dynamic = network.gradient(theta) + 0.1 * theta * np.sqrt(second + 1e-2)
    assert np.linalg.norm(dynamic) < 0.2 * np.linalg.norm(network.gradient(theta))


def test_second_moment_is_the_mean_squared_minibatch_gradient() -> None:
    network, theta = small()
    samples = network.sample_gradients(theta)
    generator = np.random.default_rng(2)
    drawn = np.mean(samples[generator.integers(0, 40, (20_000, BATCH))], axis=1) ** 2
    fisher, mean = np.mean(samples**2, axis=0), np.mean(samples, axis=0)
    expected = fisher / BATCH + (1.0 - 1.0 / BATCH) * mean**2
    assert np.allclose(np.mean(drawn, axis=0), expected, rtol=0.1)
    found = _second_moment(network, theta, network.product(theta).dense())
    assert found["n over Fisher/b"]["low"] >= 1.0 - 1.0 / BATCH


def test_a_spectrum_is_read_alike_from_values_and_from_a_quadrature() -> None:
    """Repeated values as weights: the same shares and the same err."""
    values = np.array([-0.5, 1e-3, 1e-3, 2.0, 1e-12])
    one = _read(values, np.full(5, 0.2), 5, 0.1)
    other = _read(np.array([-0.5, 1e-3, 2.0, 1e-12]), np.array([0.2, 0.4, 0.2, 0.2]), 5, 0.1)
    assert np.allclose(one["above"], other["above"])
    assert one["inside"] == 0.8
    assert np.isclose(one["trace"], np.sum(values))
    for name in one["err"]:
        assert np.isclose(one["err"][name], other["err"][name])
        assert np.isclose(one["err"][name], err(name, np.array([0.5, 1e-3, 1e-3, 2.0]), 0.1, hessian_spectrum.SCALE))


def test_figure_without_runs_warns_of_nothing(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        hessian_spectrum.figures({"runs": [], "dense": 2000, "thresholds": []}, tmp_path)
