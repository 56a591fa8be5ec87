"""Finite sums: minibatches, the constants of sampling, and that a block costs no memory once warm."""

import itertools
import tracemalloc

import numpy as np
import pytest

from problems.families.least_squares import CORNERS, LeastSquares
from problems.families.linear import LinearFiniteSum
from problems.families.sigmoid_classification import SigmoidClassification
from problems.families.welsch_regression import WelschRegression

WIDTH = 8


def sample_gradients(family, x):
    """grad f_j at the columns of x, (n, d, W)."""
    n = family.samples
    found = np.empty((n, *x.shape))
    for run in range(x.shape[1]):
        each = np.empty((family.dimension, n))
        family.minibatch(np.tile(x[:, run : run + 1], (1, n)), np.arange(n)[None], each, {})
        found[:, :, run] = each.T
    return found


def variances(family, x):
    """E||grad f - grad F||^2 at the columns of x."""
    each = sample_gradients(family, x)
    return np.mean(np.sum(np.square(each - np.mean(each, axis=0)), axis=1), axis=0)


def climbed(family, region):
    """The largest variance that changing one sign at a time finds among the corners."""
    corner = region * np.random.default_rng(8).choice([-1.0, 1.0], family.dimension)
    best = variances(family, corner[:, None])[0]
    while True:
        neighbours = np.tile(corner[:, None], (1, family.dimension))
        np.fill_diagonal(neighbours, -corner)
        found = variances(family, neighbours)
        if np.max(found) <= best:
            return best
        best, corner = np.max(found), neighbours[:, np.argmax(found)]


def corners_and_inside(family, region, count=64):
    draw = np.random.default_rng(0)
    x = draw.uniform(-region, region, (family.dimension, count))
    x[:, ::2] = region * np.sign(x[:, ::2])
    if family.dimension <= 6:
        x = np.hstack([x, region * np.array(list(itertools.product((-1.0, 1.0), repeat=family.dimension))).T])
    return np.ascontiguousarray(x)


def test_mean_over_all_rows_is_the_gradient(finite_sum):
    family = finite_sum.family
    x = np.random.default_rng(1).uniform(-1, 1, (family.dimension, WIDTH))
    rows = np.tile(np.arange(family.samples)[:, None], (1, WIDTH))
    found = np.empty_like(x)
    family.minibatch(x, rows, found, {})
    scale = np.max(np.abs(sample_gradients(family, x)))
    assert np.allclose(found, family.gradient_at(x), rtol=0, atol=1e-13 * scale)


def test_minibatch_is_the_mean_of_its_samples(finite_sum):
    family, draw = finite_sum.family, np.random.default_rng(2)
    x = draw.uniform(-1, 1, (family.dimension, WIDTH))
    rows = draw.integers(0, family.samples, (5, WIDTH))
    found = np.empty_like(x)
    family.minibatch(x, rows, found, {})
    each = sample_gradients(family, x)
    for run in range(WIDTH):
        mean = np.mean(each[rows[:, run], :, run], axis=0)
        assert np.allclose(found[:, run], mean, rtol=1e-12, atol=1e-13 * np.max(np.abs(each)))


def test_minibatch_of_a_run_does_not_depend_on_its_place(finite_sum):
    family, draw = finite_sum.family, np.random.default_rng(3)
    x = draw.uniform(-1, 1, (family.dimension, 16))
    rows = draw.integers(0, family.samples, (9, 16))
    order = draw.permutation(16)
    whole, moved, alone = np.empty_like(x), np.empty_like(x), np.empty((family.dimension, 2))
    family.minibatch(x, rows, whole, {})
    family.minibatch(np.ascontiguousarray(x[:, order]), np.ascontiguousarray(rows[:, order]), moved, {})
    family.minibatch(np.ascontiguousarray(x[:, :2]), np.ascontiguousarray(rows[:, :2]), alone, {})
    assert np.array_equal(whole[:, order], moved)
    assert np.array_equal(whole[:, :2], alone)


def test_sigma_and_bound_hold_and_the_bound_is_attained(finite_sum):
    family, region = finite_sum.family, finite_sum.region
    sigma, bound = family.sampling_constants(region, 1, True)
    x = corners_and_inside(family, region)
    each, variance = sample_gradients(family, x), variances(family, x)
    assert np.all(variance <= sigma**2 * (1 + 1e-9))
    assert np.all(np.max(np.abs(each), axis=(0, 2)) <= bound * (1 + 1e-9))
    if isinstance(family, LeastSquares) and family.dimension <= 6:
        assert np.max(variance) > 0.99 * sigma**2
    # along its own row a sample reaches every prediction that the region allows
    line = np.linspace(-region, region, 4001)
    for i in range(min(family.dimension, 4)):
        reached = 0.0
        for j in np.argsort(-np.abs(family.columns[i]))[:200]:
            x = np.outer(np.sign(family.table[j]), line)
            slope = np.empty((family.dimension, len(line)))
            family.minibatch(x, np.full((1, len(line)), j), slope, {})
            reached = max(reached, np.max(np.abs(slope[i])))
        assert 0.999 * bound[i] <= reached <= bound[i] * (1 + 1e-9)


def test_sigma_is_not_far_from_what_is_seen(finite_sum):
    """A bound, not the best value: within a factor 2 of the largest that corners and random points show."""
    family, region = finite_sum.family, finite_sum.region
    sigma, _ = family.sampling_constants(region, 1, True)
    points = np.hstack([corners_and_inside(family, region), np.zeros((family.dimension, 1))])
    seen = max(np.max(variances(family, points)), climbed(family, region))
    assert np.sqrt(seen) * (1 - 1e-9) <= sigma <= 2.0 * np.sqrt(seen)


def test_variance_without_replacement_by_enumeration(finite_sum):
    """E||minibatch mean - grad F||^2 over all subsets is (variance / b) (n - b)/(n - 1)."""
    family, b = finite_sum.family, 2
    n = family.samples
    if n > 40:
        family = type(family)(family.table[:12], family.targets[:12], *([family.c] if hasattr(family, "c") else []))
        n = 12
    x = np.full((family.dimension, 2), 0.4)
    each = sample_gradients(family, x)[:, :, 0]
    mean = np.mean(each, axis=0)
    subsets = np.array(list(itertools.combinations(range(n), b)))
    observed = np.mean(np.sum(np.square(np.mean(each[subsets], axis=1) - mean), axis=1))
    variance = np.mean(np.sum(np.square(each - mean), axis=1))
    with_, without = (family.sampling_constants(1.0, b, replacement)[0] for replacement in (True, False))
    assert observed == pytest.approx(variance / b * (n - b) / (n - 1), rel=1e-10)
    assert without**2 == pytest.approx(with_**2 * (n - b) / (n - 1), rel=1e-10)
    assert observed <= without**2 / b * (1 + 1e-9)


def test_the_whole_data_set_as_a_minibatch_has_no_noise(finite_sum):
    family = finite_sum.family
    assert family.sampling_constants(1.0, family.samples, False)[0] == 0.0


def test_a_warm_block_allocates_no_arrays(finite_sum):
    family, width = finite_sum.family, 64
    draw, work = np.random.default_rng(4), {}
    x = draw.uniform(-1, 1, (family.dimension, width))
    rows = draw.integers(0, family.samples, (6, width))
    value, gradient = np.empty(width), np.empty_like(x)
    family.evaluate(x, value, gradient, work)
    family.minibatch(x, rows, gradient, work)
    tracemalloc.start()
    for _ in range(3):
        family.evaluate(x, value, gradient, work)
        family.minibatch(x, rows, gradient, work)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # NumPy buffers a broadcast operand in a chunk of fixed size, and Python makes small objects; nothing else
    assert peak < 8 * np.getbufsize() + 4096


def test_a_family_evaluates_to_the_bits_of_all_finite_sums(finite_sum):
    family, draw = finite_sum.family, np.random.default_rng(5)
    for width, size in ((64, 1.0), (16, 40.0), (256, 1e-3), (64, 1e-200)):
        x = draw.uniform(-size, size, (family.dimension, width))
        x[:, 0] = 0.0
        found, expected = ((np.empty(width), np.empty_like(x)) for _ in range(2))
        family.evaluate(x, *found, {})
        LinearFiniteSum.evaluate(family, x, *expected, {})
        for one, other in zip(found, expected, strict=True):
            assert np.array_equal(one.view(np.uint64), other.view(np.uint64))


@pytest.mark.parametrize("c", [0.3, 1.0, 2.5])
def test_welsch_ranges_are_the_ranges(c):
    family = WelschRegression(np.eye(1), np.zeros(1), c)
    check_ranges(family, np.array([0.4]))


@pytest.mark.parametrize("y", [-1.0, 1.0])
def test_sigmoid_ranges_are_the_ranges(y):
    check_ranges(SigmoidClassification(np.eye(1), np.ones(1)), np.array([y]))


def check_ranges(family, y):
    """slope_range and curvature_range against a fine grid and differences, on intervals of many places and widths."""
    draw = np.random.default_rng(5)
    for low, high in np.sort(draw.normal(0, 3, (40, 2)), axis=1):
        t = np.linspace(low, high, 4001)
        slope = np.empty_like(t)
        family.losses(t.copy(), np.full_like(t, y), None, slope)
        near = np.empty_like(t), np.empty_like(t)
        for out, shift in zip(near, (-1e-5, 1e-5), strict=True):
            family.losses(t + shift, np.full_like(t, y), None, out)
        curvature = (near[1] - near[0]) / 2e-5
        for values, tolerance, (least, most) in (
            (slope, 1e-5, family.slope_range(np.array([low]), np.array([high]), y)),
            (curvature, 1e-3, family.curvature_range(np.array([low]), np.array([high]), y)),
        ):
            assert np.min(values) == pytest.approx(least[0], abs=tolerance)
            assert np.max(values) == pytest.approx(most[0], abs=tolerance)


def test_ranges_on_the_whole_line():
    line = np.array([-np.inf]), np.array([np.inf])
    welsch, sigmoid = WelschRegression(np.eye(1), np.zeros(1), 2.0), SigmoidClassification(np.eye(1), np.ones(1))
    top = 2.0 / np.sqrt(2 * np.e)
    assert np.allclose(welsch.slope_range(*line, np.array([0.3])), [[-top], [top]])
    assert np.allclose(welsch.curvature_range(*line, np.array([0.3])), [[-2 * np.exp(-1.5)], [1.0]])
    assert np.allclose(sigmoid.slope_range(*line, np.array([1.0])), [[-0.25], [0.0]])
    assert np.allclose(sigmoid.slope_range(*line, np.array([-1.0])), [[0.0], [0.25]])
    half = 1 / (6 * np.sqrt(3))
    assert np.allclose(sigmoid.curvature_range(*line, np.array([1.0])), [[-half], [half]])


def test_corners_are_better_than_the_sum_of_moduli():
    """The same data, once below and once above the dimension up to which corners are tried: both are bounds."""
    draw = np.random.default_rng(6)
    table, targets = draw.standard_normal((50, 6)), draw.standard_normal(50)
    few = LeastSquares(table, targets).variance(1.0)
    many = LeastSquares(np.hstack([table, np.zeros((50, CORNERS))]), targets).variance(1.0)
    assert few <= many <= 4 * few


def test_what_a_family_says_of_its_losses_floors(finite_sum):
    """No loss is below the floor; it is reached where that is said, and approached on the side that is named, if any."""
    family = finite_sum.family
    t = np.linspace(-60.0, 60.0, 240_001)[:, None]
    some, y = slice(0, 12), family.targets[:12]
    losses = family.loss_at(t, y)
    assert np.all(losses >= family.loss_floor)
    assert np.all(np.min(losses, axis=0) < family.loss_floor + 1e-7)
    assert family.loss_floor_attained == bool(np.all(family.loss_at(y, y) == family.loss_floor))
    if family.floor_sides is not None:
        assert not family.loss_floor_attained
        assert np.all(family.loss_at(60.0 * family.floor_sides[some], y) < family.loss_floor + 1e-20)
