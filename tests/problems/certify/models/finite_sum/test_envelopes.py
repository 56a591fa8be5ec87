"""Bounds of sums of ridge functions: right whatever the search proposes, tighter than the per-sample bounds."""

import itertools

import numpy as np
import pytest
from flint import arb, arb_series
from threadpoolctl import threadpool_limits

from problems.certify.arithmetic.balls import precision
from problems.certify.models.finite_sum.envelopes import curvature_bound, variance_relaxed
from problems.certify.models.finite_sum.ridge_functions import Ridge
from problems.certify.models.finite_sum.smoothness import bounds
from problems.certify.models.finite_sum.taylor_models import Cells, cells_of, combined, curvature
from problems.certify.models.finite_sum.variance import variance_bound
from problems.families import all_families
from problems.families.linear import LinearFiniteSum
from problems.families.sigmoid_classification import SigmoidClassification
from problems.families.welsch_regression import WelschRegression
from problems.load import FOLDER, build

DRAW = np.random.default_rng(8)


def family(kind, n=14, d=3):
    draw = np.random.default_rng(n + d)
    rows = draw.standard_normal((n, d))
    labels = rows @ draw.standard_normal(d) + 0.5 * draw.standard_normal(n)
    if kind == "welsch":
        return WelschRegression(rows, labels, 0.8)
    return SigmoidClassification(rows, np.where(labels < 0, -1.0, 1.0))


def places(radius, d, count=400):
    draw = np.random.default_rng(3)
    yield from (radius * np.array(s) for s in itertools.product((-1.0, 0.0, 1.0), repeat=d))
    yield from radius * draw.uniform(-1, 1, (count, d))


@pytest.mark.parametrize("kind", ["welsch", "sigmoid"])
def test_cells_bound_the_function(kind):
    """At random points of random cells, Taylor's bound is above the function in floats, and hardly so."""
    with precision(), threadpool_limits(1):
        model = family(kind).model(1.5, 1)
        cells = cells_of(model)
        slope, bend = cells.slope, cells.facts(lambda s: curvature(s))
        for facts, order in ((slope, 0), (cells.square, None), (bend, 1)):
            for j in range(model.family.samples):
                k = int(DRAW.choice(np.flatnonzero(cells.inside[j])))
                d = DRAW.uniform(-1, 1) * cells.halves[j, k]
                t = arb(cells.centres[j, k] + cells.offsets[j] + d)
                c = model.losses.slopes(t, float(model.family.targets[j]), 1)
                value = float(c[0] * c[0] if order is None else c[order])
                high = facts.value[j, k] + facts.slope[j, k] * d + facts.most[j, k] * d * d
                low = facts.value[j, k] + facts.slope[j, k] * d + facts.least[j, k] * d * d
                assert low - 1e-14 <= value <= high + 1e-14
                assert high - low <= 1e-4


@pytest.mark.parametrize("kind", ["welsch", "sigmoid"])
@pytest.mark.parametrize("size", [0.0, 0.05, 3.0])
def test_slopes_that_lie_bound_all_the_same(kind, size):
    """Any slopes at all give an upper bound: the search's word counts for nothing."""
    f = family(kind)
    with precision(), threadpool_limits(1):
        model = f.model(1.5, 1)
        cells = cells_of(model)
        weights = np.full(f.samples, 1.0 / f.samples)
        ridge = Ridge(model, combined(cells, [(weights, cells.square), (-weights, cells.slope)]))
        lied, _ = ridge.verify(size * np.random.default_rng(1).standard_normal(f.samples))
        best = ridge.relax(np.zeros(f.dimension)).bound
    slopes = [f.slope_at(f.table @ x, f.targets) for x in places(1.5, f.dimension)]
    seen = max(float(np.mean(s * s - s)) for s in slopes)
    assert float(best) >= seen
    assert float(lied) >= seen
    assert float(best) <= float(lied) + 1e-3


@pytest.mark.parametrize("kind", ["welsch", "sigmoid"])
@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("radius", [0.2, 1.5, 40.0])
def test_no_hessian_lies_above(kind, sign, radius):
    f = family(kind)
    with precision(), threadpool_limits(1):
        model = f.model(radius, 1)
        start = model.search.steep_point(float(sign))
        bound = float(curvature_bound(model, sign, start))
        crude = float((bounds(model)[1].high if sign > 0 else -bounds(model)[0].low).upper())
    search = model.search
    seen = max(
        float(np.linalg.eigvalsh(sign * (f.table.T * search.curvature(f.table @ x)) @ f.table / f.samples)[-1])
        for x in [*places(radius, f.dimension), *places(radius / 10, f.dimension), np.array([float(a) for a in start])]
    )
    assert seen <= bound * (1 + 1e-12)
    if radius == 1.5 and (kind, sign) != ("welsch", -1):
        assert bound < 0.995 * crude


@pytest.mark.parametrize("kind", ["welsch", "sigmoid"])
def test_no_variance_lies_above(kind):
    f = family(kind)
    with precision(), threadpool_limits(1):
        model = f.model(1.5, 1)
        bound = float(variance_relaxed(model, model.search.noisy_points()[0]))
        crude = float(variance_bound(model))
    squares = np.sum(np.square(f.table), axis=1)

    def variance(x):
        s = f.slope_at(f.table @ x, f.targets)
        return float(np.mean(squares * s * s) - np.sum(np.square(f.columns @ s / f.samples)))

    assert max(variance(x) for x in places(1.5, f.dimension)) <= bound
    if kind == "sigmoid":
        assert bound < 0.99 * crude


def test_what_cannot_be_expanded_bounds_nothing():
    f = family("sigmoid")
    with precision(), threadpool_limits(1):
        model = f.model(1.5, 1)
        broken = cells_of(model).facts(lambda s: arb_series([s[0], s[1], arb.nan()], prec=3))
        assert Ridge(model, broken).relax(np.zeros(f.dimension)).bound == arb.pos_inf()


@pytest.mark.parametrize(
    "name", sorted(n for n, c in all_families().items() if issubclass(c, LinearFiniteSum) and c.of_residual)
)
def test_a_loss_of_the_residual_is_one(name):
    """A family that says phi depends on t - y alone must mean it: samples share their cells on its word."""
    f = all_families()[name]
    instance = f(np.ones((2, 1)), np.zeros(2), *([0.7] if name == "welsch-regression" else []))
    t, y, s = DRAW.uniform(-3, 3, 50), DRAW.uniform(-3, 3, 50), DRAW.uniform(-3, 3, 50)
    assert np.allclose(instance.slope_at(t, y), instance.slope_at(t + s, y + s), rtol=1e-12, atol=1e-14)


def test_too_many_kinds_of_losses_are_left_alone():
    f = family("sigmoid")
    f.targets = np.arange(14.0)
    with precision(), threadpool_limits(1):
        assert not Cells.worth(f.model(1.0, 1).losses)
        assert not Cells.worth(family("welsch").model(None, 1).losses)
        assert Cells.worth(family("welsch").model(1.0, 1).losses)


def test_no_concave_functions_of_the_samples_bound_the_welsch_file_closely():
    """At the best x known the concave envelopes of phi'' have an eigenvalue 8 % above the best L known; a variance bounded by
    envelopes, whatever v, is within 2 % of the per-sample bound: one concave function of each prediction cannot do better.

    Chords of a function lie below its concave envelope, so the eigenvalue of chords is one that the envelopes exceed.
    """
    family = build(FOLDER / "welsch_breast_cancer.toml").family
    table, n = family.table, family.samples
    with precision(), threadpool_limits(1):
        search = family.model(1.0, 1).search
        x = np.array([float(a) for a in search.steep_point(1.0)])
    t, reach = table @ x, np.sum(np.abs(table), axis=1)
    share = np.linspace(0.0, 1.0, 81)
    left = t[:, None] - (t + reach)[:, None] * share
    right = t[:, None] + (reach - t)[:, None] * share

    def chords(f):
        """The largest value at t of a chord of every f_j, and the same mean of the slopes at the chord's two ends."""
        one, two = f(left)[:, :, None], f(right)[:, None, :]
        gap = right[:, None, :] - left[:, :, None]
        weight = np.divide(t[:, None, None] - left[:, :, None], gap, out=np.zeros_like(gap), where=gap > 0)
        values = (one + weight * (two - one)).reshape(n, -1)
        k, rows = np.argmax(values, axis=1), np.arange(n)
        ends = (slope(part)[rows, index] for part, index in zip((left, right), np.unravel_index(k, gap.shape[1:]), strict=True))
        from_left, from_right = ends
        share_right = weight.reshape(n, -1)[rows, k]
        return values[rows, k], from_left + share_right * (from_right - from_left)

    def slope(z):
        return family.slope_at(z, family.targets[:, None])

    def bend(z):
        u = (z - family.targets[:, None]) / family.c
        return (1 - 2 * u * u) * np.exp(-u * u)

    best = np.linalg.eigvalsh((table.T * bend(t[:, None])[:, 0]) @ table / n)[-1]
    allowed = np.linalg.eigvalsh((table.T * chords(bend)[0]) @ table / n)[-1]
    assert allowed >= 1.08 * best
    # for every v, |v|^2 + the mean of the envelopes of phi'^2 - 2 (a'v) phi' is at least their mean over the chords' ends
    squares, means = chords(lambda z: np.square(slope(z)))
    assert np.mean(squares) - np.sum(np.square(table.T @ means / n)) >= 0.98 * family.c**2 / (2 * np.e)


K, PINS, COPIES, WIDTH = 64.0, 24, 4, 0.25


def cut_instance(edges, vertices):
    """Rows K e_0 + b over (x_0, x): PINS of K x_0 = 0, for each vertex COPIES of x_i = 1 and of x_i = -1, for each edge
    x_i + x_j = 0 (the intercept K x_0 in all of them)."""
    rows = [([], 0.0)] * PINS
    rows += [([i], y) for i in range(vertices) for y in (1.0, -1.0) for _ in range(COPIES)]
    rows += [([i, j], 0.0) for i, j in edges]
    table = np.zeros((len(rows), vertices + 1))
    table[:, 0] = K
    for row, (columns, _) in zip(table, rows, strict=True):
        row[[c + 1 for c in columns]] = 1.0
    return WelschRegression(table, np.array([y for _, y in rows]), WIDTH)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("edges", "vertices"),
    [([(0, 1), (1, 2), (0, 2)], 3), ([(0, 1), (1, 2), (2, 3), (3, 0)], 4), (list(itertools.combinations(range(4), 2)), 4)],
)
def test_the_best_L_of_a_welsch_regression_is_a_maximum_cut(edges, vertices):
    """The example of docs/constants.md: n L lies in [K^2, K^2 + 2] times PINS + COPIES V + (maximum cut).

    Lower end: at x_0 = 0 and a vector of signs, the satisfied rows are those of the pins, one kind of every vertex and the cut.
    Upper end: u'Hu <= (K^2 + 2) times the number of rows with |r| < c/sqrt 2; more cannot be satisfied (counted below on all
    choices of which vertices are left unsatisfied).
    """
    f = cut_instance(edges, vertices)
    cuts = {}
    for signs in itertools.product((-1.0, 1.0), repeat=vertices):
        x = np.array([0.0, *signs])
        bends = (1 - 2 * np.square((f.table @ x - f.targets) / WIDTH)) * np.exp(-np.square((f.table @ x - f.targets) / WIDTH))
        cuts[signs] = sum(signs[i] != signs[j] for i, j in edges)
        assert np.sum(bends) == pytest.approx(PINS + COPIES * vertices + cuts[signs], rel=1e-12)
    best = PINS + COPIES * vertices + max(cuts.values())
    # a vertex that is left unsatisfied costs COPIES rows and wins at most its edges
    assert all(sum(i in edge for edge in edges) < COPIES for i in range(vertices))
    assert len(edges) < PINS
    with precision(), threadpool_limits(1):
        enclosure = f.model(1.0, 1).smoothness(arb(0)).enclosure
    assert enclosure.upper >= K**2 * best / f.samples
    assert enclosure.lower <= (K**2 + 2) * best / f.samples
