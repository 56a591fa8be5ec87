"""Noise: exact moments by enumeration of all words where they are finite, bounds, and independence of how it is fetched."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm

from problems.noise import ADDITIVE, Noise, Normal, Rademacher, Silent, TruncatedNormal, Uniform
from problems.sampling import Sampling

CONTINUOUS = [Uniform, TruncatedNormal, Normal]
ALL_ONES = 2**64 - 1


def unit(kind: type[Noise], dimension: int, batch: int) -> Noise:
    return kind(np.ones(dimension), batch)


def filled(noise: Noise, words: np.ndarray) -> np.ndarray:
    out = np.empty((len(words), noise.dimension, words.shape[-1]), dtype=noise.dtype)
    noise.fill(words, out)
    return out.astype(float)


def random_words(shape: tuple[int, ...], seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 2**64, shape, dtype=np.uint64)


def places(noise: Rademacher) -> list[list[tuple[int, int]]]:
    """The (word, bit) pairs that coordinate i owns, as the packing is documented."""
    b = noise.batch
    if b <= 64:
        per = 64 // b
        return [[(i // per, (i % per) * b + j) for j in range(b)] for i in range(noise.dimension)]
    each = -(-b // 64)
    return [[(i * each + j // 64, j % 64) for j in range(b)] for i in range(noise.dimension)]


@pytest.mark.parametrize(("dimension", "batch"), [(1, 1), (3, 2), (2, 5), (1, 10), (10, 1)])
def test_rademacher_moments_by_enumeration(dimension, batch):
    """All values of the bits that are used, beside arbitrary other bits: mean 0, variance b, no covariance."""
    noise = unit(Rademacher, dimension, batch)
    owned = [place for own in places(noise) for place in own]
    words = random_words((1, noise.words, 2 ** len(owned)))
    for position, (word, bit) in enumerate(owned):
        pattern = (np.arange(2 ** len(owned), dtype=np.uint64) >> np.uint64(position)) & np.uint64(1)
        words[0, word] = (words[0, word] & ~np.uint64(1 << bit)) | (pattern << np.uint64(bit))
    z = filled(noise, words)[0]
    assert np.array_equal(np.sum(z, axis=1), np.zeros(dimension))
    covariance = z @ z.T / z.shape[1]
    assert np.array_equal(covariance, batch * noise.unit_variance * np.eye(dimension))
    assert np.max(np.abs(z)) == batch * noise.unit_bound


@pytest.mark.parametrize("batch", [1, 2, 3, 7, 31, 32, 33, 63, 64, 65, 100, 128, 129, 4096])
@pytest.mark.parametrize("dimension", [1, 5, 70])
def test_rademacher_equals_a_bit_loop(dimension, batch):
    noise = unit(Rademacher, dimension, batch)
    words = random_words((2, noise.words, 3), seed=batch)
    z = filled(noise, words)
    for step, run in itertools.product(range(2), range(3)):
        row = [int(word) for word in words[step, :, run]]
        expected = [sum(1 if row[word] >> bit & 1 else -1 for word, bit in own) for own in places(noise)]
        assert z[step, :, run].tolist() == expected


@pytest.mark.parametrize("batch", [1, 3, 64, 65])
def test_rademacher_uses_no_word_in_vain(batch):
    noise = unit(Rademacher, 9, batch)
    assert noise.words == 1 + max(word for own in places(noise) for word, _ in own)


@pytest.mark.parametrize("kind", CONTINUOUS)
def test_continuous_moments_by_strata(kind):
    """One word in the middle of each of 2^16 equal strata: mean 0, and the stated variance to the strata's error."""
    noise = unit(kind, 1, 1)
    words = ((np.arange(2**16, dtype=np.uint64) << np.uint64(48)) + np.uint64(2**47))[None, None]
    z = filled(noise, words)[0, 0]
    assert np.mean(z) == pytest.approx(0.0, abs=1e-12)
    tolerance = {Uniform: 1e-9, TruncatedNormal: 1e-7, Normal: 1e-3}[kind]
    assert np.mean(np.square(z)) == pytest.approx(noise.unit_variance, rel=tolerance)
    assert np.all(np.diff(z) > 0)


def test_variances_by_quadrature():
    assert Uniform.unit_variance == pytest.approx(quad(lambda z: z * z / 2, -1, 1)[0])
    mass = norm.cdf(3) - norm.cdf(-3)
    assert TruncatedNormal.unit_variance == pytest.approx(quad(lambda z: z * z * norm.pdf(z) / mass, -3, 3)[0], rel=1e-12)


@pytest.mark.parametrize("kind", CONTINUOUS)
def test_distribution(kind):
    """Dvoretzky-Kiefer-Wolfowitz: the empirical law of 10^6 draws is within 0.0034 of the true one but with chance 2e-10."""
    z = np.sort(filled(unit(kind, 10, 1), random_words((10, 10, 10_000))).ravel())
    mass = norm.cdf(3) - norm.cdf(-3)
    law = {
        Uniform: lambda t: (t + 1) / 2,
        TruncatedNormal: lambda t: (norm.cdf(t) - norm.cdf(-3)) / mass,
        Normal: norm.cdf,
    }[kind]
    assert np.max(np.abs(law(z) - (np.arange(len(z)) + 0.5) / len(z))) < 0.0034


@pytest.mark.parametrize("kind", [*CONTINUOUS, Rademacher])
@pytest.mark.parametrize("batch", [1, 4])
def test_variance_of_a_sum_over_the_batch(kind, batch):
    """Normal approximation of the variance of 4 x 10^5 sums: six standard errors, chance 2e-9."""
    z = filled(unit(kind, 4, batch), random_words((10, unit(kind, 4, batch).words, 10_000), seed=5))
    squares = np.square(z)
    error = np.std(squares) / np.sqrt(squares.size)
    assert abs(np.mean(squares) - batch * unit(kind, 4, batch).unit_variance) <= 6 * error + 1e-12
    products = z[:, 0] * z[:, 1]
    assert abs(np.mean(products)) <= 6 * np.std(products) / np.sqrt(products.size)


@pytest.mark.parametrize("kind", ADDITIVE.values())
@pytest.mark.parametrize("word", [0, 1, 2**63, ALL_ONES - 1, ALL_ONES])
def test_bound_at_the_ends(kind, word):
    noise = unit(kind, 2, 3)
    z = filled(noise, np.full((1, noise.words, 2), word, dtype=np.uint64))
    assert np.all(np.isfinite(z))
    assert np.all(np.abs(z) <= 3 * noise.unit_bound)
    opposite = filled(noise, np.full((1, noise.words, 2), ALL_ONES - word, dtype=np.uint64))
    assert np.allclose(z, -opposite, rtol=1e-12)


@pytest.mark.parametrize("kind", ADDITIVE.values())
@pytest.mark.parametrize("batch", [1, 5, 20, 70])
def test_noise_of_a_run_does_not_depend_on_chunks_or_neighbours(kind, batch):
    for dimension in (1, 7):
        noise = unit(kind, dimension, batch)
        words = random_words((6, noise.words, 9), seed=batch)
        whole = filled(noise, words)
        for step in range(6):
            assert np.array_equal(whole[step : step + 1], filled(noise, words[step : step + 1]))
        for run in range(9):
            assert np.array_equal(whole[..., run : run + 1], filled(noise, np.ascontiguousarray(words[..., run : run + 1])))


def test_sigma_and_bound_of_a_vector():
    scale = np.array([3.0, 0.0, 4.0])
    assert Rademacher(scale, 7).sigma == 5.0
    assert Uniform(scale, 7).sigma == pytest.approx(5.0 / np.sqrt(3.0))
    assert Rademacher(scale, 7).bound.tolist() == [3.0, 0.0, 4.0]
    assert TruncatedNormal(scale, 1).bound.tolist() == [9.0, 0.0, 12.0]
    assert Normal(scale, 1).bound.tolist() == [np.inf, 0.0, np.inf]
    assert Silent(scale, 1).sigma == 0.0
    assert Silent(scale, 1).bound.tolist() == [0.0, 0.0, 0.0]


@given(st.integers(0, ALL_ONES), st.integers(1, 10**6))
def test_rows_with_replacement_are_exact(word, samples):
    sampling = Sampling(samples, 1, True, 1.0, np.ones(1))
    assert sampling.rows(np.array([[word]], dtype=np.uint64))[0, 0] == word * samples >> 64


def test_rows_without_replacement_are_equally_likely():
    """All orders of four words: every pair of rows comes up equally often, and no row twice."""
    sampling = Sampling(4, 2, False, 1.0, np.ones(1))
    words = np.array(list(itertools.permutations([5, 6, 7, 8])), dtype=np.uint64).T << np.uint64(60)
    rows = sampling.rows(words)
    assert rows.shape == (2, 24)
    pairs, counts = np.unique(np.sort(rows, axis=0), axis=1, return_counts=True)
    assert pairs.shape == (2, 6)
    assert set(counts.tolist()) == {4}
    assert np.all(rows[0] != rows[1])


@pytest.mark.parametrize("replacement", [True, False])
def test_rows_are_in_range_and_independent_of_neighbours(replacement):
    sampling = Sampling(11, 6, replacement, 1.0, np.ones(1))
    words = random_words((sampling.words, 50))
    rows = sampling.rows(words)
    assert rows.shape == (6, 50)
    assert rows.min() >= 0
    assert rows.max() < 11
    assert np.array_equal(rows[:, 3:4], sampling.rows(np.ascontiguousarray(words[:, 3:4])))


@given(st.integers(1, 40), st.data())
def test_rows_without_replacement_have_the_smallest_words(samples, data):
    """In the order of the words; of equal ones the rows' own order counts."""
    batch, few = data.draw(st.integers(1, samples)), data.draw(st.booleans())
    words = (
        random_words((samples, 30), seed=data.draw(st.integers(0, 99)))
        >> np.uint64(58 if few else 0)
        << np.uint64(58 if few else 0)
    )
    rows = Sampling(samples, batch, False, 1.0, np.ones(1)).rows(words)
    assert np.array_equal(rows, np.argsort(words, axis=0, kind="stable")[:batch])


def test_rows_are_uniform():
    """Hoeffding with a union over 11 rows: 10^6 draws are off by more than 0.004 with chance below 3e-13."""
    rows = Sampling(11, 1, True, 1.0, np.ones(1)).rows(random_words((1, 10**6), seed=9))
    assert np.max(np.abs(np.bincount(rows[0], minlength=11) / 10**6 - 1 / 11)) < 0.004
