"""Discrete noise: what is drawn, its exact moments, and what is refused."""

from fractions import Fraction

import numpy as np
import pytest

from problems.certify.arithmetic.balls import precision
from problems.certify.constants import Certifier
from problems.discrete import WORDS, discrete
from problems.errors import InputError
from problems.load import from_tables

RARE = ([1010.0, -10.0], [0.01, 0.99])
TIED = ([[1.0, 0.0], [0.0, -1.0], [-1.0, 1.0]], [0.25, 0.25, 0.5])


@pytest.mark.parametrize(("values", "probabilities"), [RARE, TIED])
@pytest.mark.parametrize("batch", [1, 3])
def test_draws_have_the_moments_that_are_enumerated(values, probabilities, batch):
    noise = discrete(values, probabilities, np.ones(2), batch)
    words = np.random.default_rng(0).integers(0, WORDS, (100, noise.words, 400), dtype=np.uint64)
    out = np.empty((100, 2, 400))
    noise.fill(words, out)
    deviation = np.sqrt(batch * noise.unit_variance)
    assert np.all(np.abs(out.mean(axis=(0, 2))) < 5 * deviation / 200)
    assert out.var(axis=(0, 2)) == pytest.approx(np.broadcast_to(batch * noise.unit_variance, 2), rel=0.1)
    assert np.max(np.abs(out)) <= batch * np.max(noise.unit_bound)
    outcomes = noise.outcomes()
    assert sum(weight for weight, _ in outcomes) == 1
    for i in range(noise.values.shape[1]):
        assert sum(weight * z[i] for weight, z in outcomes) == 0
        assert sum(weight * z[i] ** 2 for weight, z in outcomes) == batch * noise.variances[i]


def test_a_word_gives_the_value_of_its_share():
    noise = discrete([4.0, 0.0], [0.25, 0.75], np.ones(1), 1)
    quarter = WORDS // 4
    words = np.array([0, quarter - 1, quarter, WORDS - 1], dtype=np.uint64).reshape(1, 1, 4)
    out = np.empty((1, 1, 4))
    noise.fill(words, out)
    assert out[0, 0].tolist() == [3.0, 3.0, -1.0, -1.0]
    assert noise.weights == (Fraction(1, 4), Fraction(3, 4))


def tables(**noise):
    return {
        "problem": {"name": "case", "term": "0.2*x", "dimension": 2, "start": 0.0, "region": 2.0},
        "noise": {"kind": "discrete", "values": RARE[0], "probabilities": RARE[1], **noise},
        "algorithm": {"name": "adamw-d", "delta": 1.0, "beta_2": 0.1, "lambda": 0.1},
        "target": {"epsilon": 0.5},
    }


def test_a_linear_objective_with_rare_large_gradients(tmp_path):
    """Slope 1010 with probability 0.01, else -10."""
    with precision():
        certificate = Certifier(from_tables(tables(), tmp_path / "case.toml"), 1).run()
    found = certificate.enclosures
    assert found["L"].low == found["L"].high == 0
    assert found["c_inf"].upper == pytest.approx(1010.0)
    assert found["c_s"].upper == pytest.approx(10.0)
    assert found["sigma"].upper == pytest.approx(np.sqrt(2 * (0.01 * 1010**2 + 0.99 * 100 - 0.04)))
    assert "over the region only" in found["minimum"].method


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"probabilities": [0.5]}, "probabilities has 1 entries and must have one for each of the 2 values"),
        ({"probabilities": [0.5, 0.6]}, "probabilities=[0.5, 0.6] must sum to 1, not to 1.1"),
        ({"probabilities": [1.5, -0.5]}, "probabilities=1.5 must lie in (0, 1]"),
        ({"values": [[1.0], [2.0]]}, "values has vectors of 1 entries and must have one for each of the 2 coordinates"),
        ({"kind": "uniform"}, 'values belongs to kind="discrete"'),
        ({"values": None}, 'values must be given with kind="discrete"'),
    ],
)
def test_what_is_refused(tmp_path, changes, line):
    with pytest.raises(InputError) as caught:
        from_tables(tables(**changes), tmp_path / "case.toml")
    assert str(caught.value).startswith(line)
    assert "[noise] " in str(caught.value)
