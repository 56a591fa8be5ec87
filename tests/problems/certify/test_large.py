"""A hundred dimensions: widths and times hold up."""

import numpy as np
import pytest

from problems.certify import certify

from .conftest import SAMPLING, text

AMPLITUDES = ", ".join(f"{x:.3f}" for x in np.linspace(0.2, 2.0, 8).repeat(13)[:100])
EIGENVALUES = ", ".join(f"{x:.3f}" for x in np.linspace(0.5, 4.0, 100))
LARGE = {
    "separable": (text("cosine-logcosh", f"amplitude = [{AMPLITUDES}]", 100), 1e-6),
    "quadratic": (text("quadratic", f"eigenvalues = [{EIGENVALUES}]\nrotation = 5", 100), 1e-3),
    "least squares": (text("least-squares", "samples = 150\nseed = 4", 100), 1e-3),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_hundred_dimensions(write, name):
    content, width = LARGE[name]
    certificate = certify(write(content), kept=False)
    for constant in ("L", "c_inf", "sigma", "Delta", "mu"):
        assert certificate[constant].enclosure.width <= width, (constant, certificate[constant].enclosure)
    assert sum(c.seconds for c in certificate.constants) < 60


@pytest.mark.parametrize(("d", "samples", "region"), [(16, 40, 0.5), (40, 100, 0.5), (40, 40, 1.0)])
def test_the_variance_of_least_squares(write, d, samples, region):
    """Too many corners to try them all: branch and bound on their signs."""
    content = text("least-squares", f"samples = {samples}\nseed = 5", d, noise=SAMPLING, region=region)
    assert certify(write(content), kept=False)["sigma"].enclosure.width <= 1e-3


def test_in_ten_dimensions_the_best_corner_is_the_witness(write):
    """Of all corners one is the best: nothing is left between it and the bound."""
    certificate = certify(write(text("least-squares", "samples = 50\nseed = 3", 10, noise=SAMPLING, region=1.0)), kept=False)
    assert certificate["sigma"].enclosure.width <= 1e-30
