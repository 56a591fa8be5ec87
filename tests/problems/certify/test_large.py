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


def test_the_variance_of_least_squares_in_16_dimensions(write):
    """Too many corners to try them all: a matrix inequality from above, a search from below."""
    certificate = certify(write(text("least-squares", "samples = 40\nseed = 5", 16, noise=SAMPLING, region=0.5)), kept=False)
    assert certificate["sigma"].enclosure.width <= 0.05
