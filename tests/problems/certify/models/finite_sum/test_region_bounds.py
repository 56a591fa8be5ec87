"""Branch and bound over boxes: every bound holds at every point, no part of a region is lost, what is shown is the truth."""

import itertools

import numpy as np
import pytest
from flint import arb
from hypothesis import given, settings
from hypothesis import strategies as st

from problems.certify.arithmetic.balls import precision
from problems.certify.arithmetic.points import balls
from problems.certify.models.finite_sum import box_bounds
from problems.certify.models.finite_sum.box_bounds import FewDimensions, Parabola, Sum
from problems.certify.models.finite_sum.decay_boxes import static_cell
from problems.certify.models.finite_sum.derivatives import Derivatives
from problems.certify.models.finite_sum.infimum import Attempt, Tails, static_minimum
from problems.certify.models.finite_sum.losses import Losses
from problems.certify.models.finite_sum.model import FiniteSumModel
from problems.certify.models.finite_sum.pl import RatioCover
from problems.certify.models.finite_sum.recession import separated
from problems.certify.models.finite_sum.region_bounds import TOLERANCE, cover_of
from problems.certify.models.finite_sum.variance import variance_at
from problems.certify.search.boxes import Bounded, BoxSearch, outside
from problems.families.sigmoid_classification import SigmoidClassification
from problems.families.welsch_regression import WelschRegression

ZERO = arb(0)


def family(kind, d, n, seed):
    draw = np.random.default_rng(seed)
    table = draw.standard_normal((n, d))
    labels = table @ draw.standard_normal(d) / np.sqrt(d) + 0.5 * draw.standard_normal(n)
    if kind == "welsch":
        return WelschRegression(table, labels, 1.0)
    return SigmoidClassification(table, np.where(labels < 0, -1.0, 1.0))


def model(kind, d, n, seed, region=1.0):
    return FiniteSumModel(family(kind, d, n, seed), region, 1)


kinds = pytest.mark.parametrize("kind", ["welsch", "sigmoid"])
problems = given(d=st.integers(1, 3), n=st.integers(1, 8), seed=st.integers(0, 10_000))
few_examples = settings(max_examples=8, deadline=None, derandomize=True)


@kinds
def test_derivatives_are_within_their_errors_and_ranges(kind):
    losses = Losses(family(kind, 2, 6, 0), 4.0)
    draw = np.random.default_rng(1)
    with precision():
        tables = Derivatives(losses, np.array([np.nextafter(float((4 * length).upper()), np.inf) for length in losses.lengths]))
        targets = losses.family.targets
        t = draw.uniform(-3.0, 3.0, (20, 6)) - tables.offsets
        rho = draw.uniform(0.0, 0.5, (20, 6)) ** 3
        found, cells = tables.values(t), tables.around(t, rho)
        for b, j in itertools.product(range(20), range(6)):
            label = 0.0 if losses.family.of_residual else float(targets[j])
            at = arb(float(t[b, j]))
            slopes = losses.slopes(at, label, 2)
            true = [losses.loss(at, label), slopes[0], slopes[1], 2 * slopes[2]]
            for value, exact in zip((found.loss, found.slope, found.bend, found.twist), true, strict=True):
                assert abs(exact - arb(float(value[b, j]))) <= arb(float(found.error[b, j]))
                assert found.error[b, j] < 1e-5
        for share in (-1.0, -0.3, 0.8, 1.0):
            for b, j in itertools.product(range(20), range(6)):
                label = 0.0 if losses.family.of_residual else float(targets[j])
                place = losses.slopes(arb(float(t[b, j] + share * rho[b, j])), label, 3)
                for ranges, exact in ((tables.slope, place[0]), (tables.bend, place[1]), (tables.fourth, 6 * place[3])):
                    low, high = ranges.over(tables.kind, *cells)
                    assert low[b, j] <= float(exact) <= high[b, j]


@kinds
def test_lines_are_above_and_below(kind):
    losses = Losses(family(kind, 2, 6, 0), 4.0)
    draw = np.random.default_rng(2)
    with precision():
        tables = Derivatives(losses, np.array([np.nextafter(float((4 * length).upper()), np.inf) for length in losses.lengths]))
        t = draw.uniform(-3.0, 3.0, (40, 6)) - tables.offsets
        rho = draw.uniform(0.0, 2.0, (40, 6)) ** 2
        cells = tables.around(t, rho)
        for share in (-1.0, -0.6, 0.1, 0.7, 1.0):
            place = t + share * rho
            true = tables.values(np.clip(place, tables.edges[1], tables.edges[-2]))
            inside = (place > tables.edges[1]) & (place < tables.edges[-2])
            for lines, value in zip(tables.lines, (true.loss, true.slope, true.bend, true.slope**2), strict=True):
                tilt, low, high = lines.around(tables.kind, *cells)
                over = value - tilt * place
                assert np.all((over <= high + 1e-6) | ~inside)
                assert np.all((over >= low - 1e-6) | ~inside)
        tight = tables.around(t, np.zeros_like(t))
        for lines in tables.lines:
            _, low, high = lines.around(tables.kind, *tight)
            assert np.max(high - low) < 0.2


def boxes(d, count, draw, radius=1.0):
    centre = draw.uniform(-radius, radius, (count, d))
    half = radius * draw.uniform(0.0, 1.0, (count, d)) ** 4
    low, high = np.maximum(centre - half, -radius), np.minimum(centre + half, radius)
    return (low + high) / 2, np.nextafter((high - low) / 2, np.inf)


def exceeding(bound, value, d, draw):
    """By how much a function exceeds its bound at random points and corners of random boxes (at most 0, up to rounding)."""
    centre, half = boxes(d, 30, draw)
    upper = bound(centre, half).upper
    shares = [draw.uniform(-1.0, 1.0, centre.shape) for _ in range(6)] + [np.sign(draw.standard_normal(centre.shape))] * 3
    return max(float(np.max(value(centre + share * half) - upper)) for share in shares)


@pytest.mark.thorough
@kinds
@few_examples
@problems
def test_a_sum_of_functions_of_predictions_is_bounded(kind, d, n, seed):
    draw = np.random.default_rng(seed + 1)
    with precision():
        one = model(kind, d, n, seed)
        f = one.family
        few = FewDimensions(one.losses, 1.0)
    a, b, c = (draw.standard_normal((1, n)) for _ in range(3))
    linear, bow = draw.standard_normal((2, d)), draw.standard_normal(d)

    def value(x):
        t = x @ f.table.T
        slope = f.slope_at(t, f.targets)
        other = np.maximum(x @ linear[0] + 0.25, x @ linear[1] + x**2 @ bow / 2)
        return np.sum(a * f.loss_at(t, f.targets) + b * slope + c * slope**2, axis=1) + other

    others = [Parabola(0.25, linear[0]), Parabola(linear=linear[1], bow=bow)]
    bound = few.summed(lambda _: Sum(loss=a, slope=b, square=c, others=others))
    assert exceeding(bound, value, d, draw) <= 1e-12 * n
    x = draw.uniform(-1.0, 1.0, (5, d))
    assert bound(x, np.full((5, d), 1e-4)).upper == pytest.approx(value(x), abs=1e-2 * n)
    # at a point all that is left is what the tables are off by
    off = np.sum((np.abs(a) + np.abs(b) + 4.0 * np.abs(c)) * few.place(x, np.zeros((5, d))).values.error, axis=1)
    assert np.all(np.abs(bound(x, np.zeros((5, d))).upper - value(x)) <= 4.0 * off + 1e-9 * n)


@pytest.mark.thorough
@kinds
@few_examples
@problems
def test_the_hessian_is_bounded(kind, d, n, seed):
    draw = np.random.default_rng(seed + 1)
    with precision():
        one = model(kind, d, n, seed)
        few = FewDimensions(one.losses, 1.0)
    for sign, decays in ((1.0, 0.0), (-1.0, draw.uniform(0.0, 1.0, d))):

        def hessians(x, sign=sign, decays=decays):
            bends = np.array([one.search.curvature(one.family.table @ z) for z in x])
            return sign * (np.einsum("bj,ji,jk->bik", bends, one.family.table, one.family.table) / n + decays * np.eye(d))

        def value(x, hessians=hessians):
            return np.linalg.eigvalsh(hessians(x))[:, -1]

        bound = few.curvature(sign, decays)
        assert exceeding(bound, value, d, draw) <= 1e-12 * n
        x = draw.uniform(-1.0, 1.0, (5, d))
        # at a point all that is left is what the tables are off by, and rounding over the least weight of a disc
        off = few.place(x, np.zeros((5, d))).values.error @ few.squares / n
        size = d * np.sum(np.abs(hessians(x)), axis=(1, 2)) + np.sum(decays * np.ones(d))
        rounding = (few.rounding + 2.0**-45) * d * size / box_bounds.LEAST_WEIGHT
        assert np.all(np.abs(bound(x, np.zeros((5, d))).upper - value(x)) <= 4.0 * off + 2.0 * rounding)


def test_these_checks_can_fail(monkeypatch):
    """With the least instead of the largest value between the ends the bounds are false, and the check above sees it."""
    monkeypatch.setattr(box_bounds, "_up", lambda a, ends: np.minimum(a * ends[0], a * ends[1]))
    with precision():
        one = model("welsch", 2, 8, 5)
        few = FewDimensions(one.losses, 1.0)
    f = one.family
    bound = few.summed(lambda _: Sum(loss=np.ones((1, 8))))
    assert exceeding(bound, lambda x: np.sum(f.loss_at(x @ f.table.T, f.targets), axis=1), 2, np.random.default_rng(0)) > 1e-3


@few_examples
@given(d=st.integers(1, 3), seed=st.integers(0, 1000))
def test_no_part_of_the_region_is_lost(d, seed):
    """Whatever the bounds, the boxes that were closed and those still open have the volume of the region."""
    draw, closed, goal = np.random.default_rng(seed), 0.0, 0.5

    def bound(centre, half):
        nonlocal closed
        upper = draw.uniform(0.0, 1.0, len(centre))
        closed += float(np.sum(np.prod(2 * half[upper <= goal], axis=1)))
        return Bounded(upper, draw.uniform(0.0, 1.0, centre.shape))

    search = BoxSearch(bound, -np.ones((1, d)), np.ones((1, d)))
    top = search.run(lambda: goal, 300)
    left = float(np.sum(np.prod(search.high - search.low, axis=1)))
    # a child's bound is at most its parent's, so that what is closed stays below the goal
    assert closed + left == pytest.approx(2.0**d, rel=1e-9)
    assert (top <= goal) == (left == 0.0)


@few_examples
@given(d=st.integers(1, 4), seed=st.integers(0, 1000))
def test_the_region_without_a_box(d, seed):
    draw = np.random.default_rng(seed)
    low, high = -np.ones(d), np.ones(d)
    middle, half = draw.uniform(-1.5, 1.5, d), draw.uniform(0.0, 1.0)
    lows, highs = outside(middle - half, middle + half, low, high)
    assert np.all(lows >= low)
    assert np.all(highs <= high)
    for x in draw.uniform(-1.0, 1.0, (200, d)):
        inside = np.all(np.abs(x - middle) < half)
        assert np.sum(np.all((lows < x) & (x < highs), axis=1)) == (0 if inside else 1)


@kinds
@pytest.mark.parametrize("d", [1, 2])
def test_what_is_shown_is_the_truth(kind, d):
    """On a dense grid nothing exceeds the bounds, and the largest values are near them."""
    with precision():
        one = model(kind, d, 9, 7 + d, region=2.0)
        cover = cover_of(one)
        start = one.search.starts()[0]
        grid = np.array(list(itertools.product(*[np.linspace(-2.0, 2.0, 4001 if d == 1 else 201)] * d)))
        t = grid @ one.family.table.T
        slope = one.family.slope_at(t, one.family.targets)
        mean = slope @ one.family.table / 9
        squares = np.sum(one.family.table**2, axis=1)
        variance = slope**2 @ squares / 9 - np.sum(mean**2, axis=1)
        entry = np.max(mean[:, 0])
        bends = one.search.curvature(t)
        curvature = np.linalg.eigvalsh(np.einsum("bj,ji,jk->bik", bends, one.family.table, one.family.table) / 9)[:, -1]
        for truth, (upper, at) in (
            (np.max(variance), cover.variance(tuple(start))),
            (entry, cover.entry(0, 1.0, 0.0, tuple(start))),
            (np.max(curvature), cover.curvature(1.0, -np.inf, tuple(start))),
        ):
            assert truth <= float(upper) * (1 + 1e-9)
            # between the points of the grid there may be more
            assert float(upper) <= truth + (TOLERANCE + (2e-3 if d == 2 else 1e-6)) * abs(truth) * 1.01
            assert all(abs(a) <= 2 for a in at)
        top, at = cover.variance(tuple(start))
        assert variance_at(one, balls(at)) <= top


@pytest.mark.thorough
@kinds
@settings(max_examples=4, deadline=None, derandomize=True)
@given(d=st.integers(1, 2), n=st.integers(4, 9), seed=st.integers(0, 10_000))
def test_the_infimum_over_all_of_space(kind, d, n, seed):
    """No descent from any start ends below it, and one ends at it (or a point far out is at it)."""
    draw = np.random.default_rng(seed)
    with precision(), np.errstate(over="ignore"):
        one = model(kind, d, n, seed)
        bounds = one.minimum(ZERO).enclosure
        f = one.family
        ends = [one.search.polished(scale * draw.standard_normal(d), 0.0) for scale in (0.1, 1.0, 3.0, 10.0) for _ in range(4)]
        lowest = min(float(np.mean(f.loss_at(f.table @ x, f.targets))) for x in ends)
        assert lowest >= bounds.lower * (1 - 1e-12) - 1e-12
        assert bounds.width <= 2 * TOLERANCE
        assert float(one.value(balls(one.minimum(ZERO).at)).upper()) <= bounds.upper + 1e-40


@pytest.mark.thorough
def test_an_infimum_that_is_not_attained_is_the_least_number_of_wrong_sides():
    """In the plane the hyperplanes are counted one by one."""
    for seed in range(3):
        with precision():
            one = model("sigmoid", 2, 12, seed)
            bounds = one.minimum(ZERO).enclosure
        angles = np.linspace(0.0, 2 * np.pi, 20_001)
        sides = (one.family.table * one.family.targets[:, None]) @ np.array([np.cos(angles), np.sin(angles)])
        wrong = np.min(np.sum(sides < 0, axis=0)) / 12
        if wrong == 0:
            assert bounds.lower == bounds.upper == 0.0
        else:
            assert bounds.upper <= wrong * (1 + 1e-9)


def test_a_local_minimum_is_not_taken_for_the_infimum():
    """Two heaps of samples of one feature: the loss has a minimum at each."""
    table = np.ones((7, 1))
    heaps = WelschRegression(table, np.array([-3.0, -3.1, -2.9, 3.0, 3.1, 2.9, 3.05]), 1.0)
    with precision():
        one = FiniteSumModel(heaps, 4.0, 1)
        wrong = Attempt(one, one.search.polished(np.array([-3.0]), 0.0), 16.0, 0.0)
        assert wrong.beyond()
        assert wrong.inside() is None
        assert wrong.lower is not None
        found = one.minimum(ZERO)
        assert float(found.at[0]) == pytest.approx(3.01, abs=0.05)
        assert found.enclosure.width < 1e-20


@kinds
def test_what_lies_beyond_a_prediction(kind):
    with precision():
        one = model(kind, 2, 6, 3)
        few = FewDimensions(Losses(one.family, 8.0), 8.0)
        tails = Tails(one, few)
        for t in (0.5, 2.0, 7.0):
            t_all = np.full((1, 6), t)
            right, left = tails.least(t_all, t_all)[0], tails.least(-t_all, -t_all)[0]
            for further in (0.0, 0.3, 2.0, 40.0):
                f = one.family
                assert np.all(f.loss_at(t + further + 0 * f.targets, f.targets) >= right - 1e-12)
                assert np.all(f.loss_at(-t - further + 0 * f.targets, f.targets) >= left - 1e-12)
        assert max(np.max(right), np.max(left)) > 0.4


@kinds
def test_the_pl_constant_is_told_from_a_larger_one(kind):
    with precision():
        one = model(kind, 2, 9, 4)
        bounds = one.pl().enclosure
        assert bounds.lower > 0
        assert bounds.width <= 2 * TOLERANCE
        floor = float(one.minimum(ZERO).enclosure.lower)
        cell = static_cell(one, np.nextafter(floor, -np.inf) if floor else 0.0, floor, static_minimum(one))
        cover = RatioCover(one, cell)
        assert cover.serves(0.5 * bounds.lower)
        assert not cover.serves(1.01 * bounds.upper)
        assert cover.lower is not None


@kinds
def test_no_pl_constant_on_all_of_space(kind):
    with precision():
        one = model(kind, 2, 9, 4, region=None)
        found = one.pl()
        assert found.enclosure.lower == found.enclosure.upper == 0.0
        gap = one.value(balls(found.at)) - arb(float(one.minimum(ZERO).enclosure.upper))
        steep = sum((g * g for g in one.gradient(balls(found.at))), arb(0))
        assert gap > 0
        assert steep / (2 * gap) < arb(10) ** -6


def test_a_separating_direction_makes_the_infimum_exact():
    table = np.array([[1.0, 0.2], [0.5, -0.1], [-1.0, 0.3], [-0.7, -0.4]])
    labels = np.array([1.0, 1.0, -1.0, -1.0])
    with precision():
        apart = FiniteSumModel(SigmoidClassification(table, labels), 1.0, 1)
        found = apart.minimum(ZERO)
        assert found.enclosure.lower == found.enclosure.upper == 0.0
        assert float(apart.value(balls(found.at)).upper()) < 1e-40
        mixed = FiniteSumModel(SigmoidClassification(table, labels * np.array([1, -1, 1, 1])), 1.0, 1)
        assert separated(mixed) is None
        assert mixed.minimum(ZERO).enclosure.lower > 0.2
        regression = FiniteSumModel(WelschRegression(table, labels, 1.0), 1.0, 1)
        assert separated(regression) is None
