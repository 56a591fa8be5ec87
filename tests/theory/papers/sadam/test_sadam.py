"""Sadam: a planted falsehood is seen on runs, and its guarantee is Adam's with eps = log 2/b in numbers."""

import numpy as np

from theory.papers import claims_in, find
from theory.papers.sadam.algorithms.sadam import softplus

FOLDER = claims_in("sadam")[0]


def test_the_source_says_what_is_announced_and_what_is_derived() -> None:
    (claim,) = find("sadam-rate")
    assert "derived here" in claim.source
    assert "abstract only" in claim.source


def test_the_anisotropy_is_that_of_adam_up_to_a_third() -> None:
    """c_u/c_l of Sadam against that of n^(1/2) + eps with eps = log 2/b, over nine orders of b c_inf."""
    for b in (0.1, 50.0, 1e4):
        c_inf = np.geomspace(1e-6, 1e3, 400)
        eps = np.log(2.0) / b
        gain = ((c_inf + eps) / eps) / (softplus(c_inf, b) / softplus(0.0, b))
        assert np.all(gain >= 1.0 - 1e-12)
        assert np.all(gain <= 1.3)
    assert abs(softplus(0.0, 50.0) - 0.013862943611198907) < 1e-15
