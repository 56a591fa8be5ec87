"""c_s of finite sums whose loss bends: against brute force, on degenerate inputs, with planted falsehoods."""

import itertools
import math
from fractions import Fraction
from functools import lru_cache

import numpy as np
import pytest
from flint import arb
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from problems.certify.arithmetic.affine import Draws
from problems.certify.arithmetic.balls import ball, precision
from problems.certify.arithmetic.krawczyk import enclosed
from problems.certify.arithmetic.matrices import matrix
from problems.certify.arithmetic.points import balls
from problems.certify.constants import moments_of
from problems.certify.models.finite_sum import least_gradient
from problems.certify.models.finite_sum.mixtures import Mixtures
from problems.certify.models.finite_sum.region_bounds import cover_of
from problems.certify.models.finite_sum.zeros import GradientSystem, zero_beside
from problems.certify.models.moments import AdditiveMoments
from problems.certify.search.boxes import Bounded
from problems.families.sigmoid_classification import SigmoidClassification
from problems.families.welsch_regression import WelschRegression
from problems.noise import ADDITIVE
from problems.sampling import Sampling


def welsch(table, targets, c=1.0):
    return WelschRegression(np.array(table, dtype=float), np.array(targets, dtype=float), c)


def sigmoid(table, labels):
    return SigmoidClassification(np.array(table, dtype=float), np.array(labels, dtype=float))


def sampling(family, batch, replacement=False):
    return Sampling(family.samples, batch, replacement, 1.0, np.ones(family.dimension))


def additive(kind, scale, batch=1):
    return ADDITIVE[kind](scale=np.array(scale, dtype=float), batch=batch)


#: the last ones, as their tables take longest: the noise may change
model_of = lru_cache(maxsize=4)(lambda family, region: family.model(region, 1))


def least(family, noise, region):
    """c_s as the certifier finds it."""
    with precision():
        return moments_of(model_of(family, region), noise).least((Fraction(0),) * family.dimension)


def norms(family, noise, x):
    """The least ||g||_inf at the points x (points, d) over the noise, by the family's floats and enumeration."""
    slopes = family.slope_at(x @ family.table.T, family.targets)
    if isinstance(noise, Sampling):
        every = itertools.combinations_with_replacement if noise.replacement else itertools.combinations
        rows = slopes[:, :, None] * family.table
        means = [
            np.max(np.abs(rows[:, list(chosen)].mean(axis=1)), axis=1) for chosen in every(range(family.samples), noise.batch)
        ]
        return np.min(means, axis=0)
    g = slopes @ family.table / family.samples
    if noise.kind == "rademacher":
        draws = np.arange(-noise.batch, noise.batch + 1, 2) / noise.batch
        return np.max(np.min(np.abs(g[:, :, None] + noise.scale[:, None] * draws), axis=2), axis=1)
    return np.max(np.maximum(np.abs(g) - noise.bound, 0.0), axis=1)


def grid(dimension, region, count):
    axis = np.linspace(-region, region, count)
    return np.stack(np.meshgrid(*[axis] * dimension), axis=-1).reshape(-1, dimension)


def check(family, noise, region, count=41):
    """Nothing on a grid is below the proved end, and the attained end is attained."""
    found = least(family, noise, region)
    x = np.array([[float(entry) for entry in found.at]])
    assert np.all(np.abs(x) <= region)
    best = min(float(np.min(norms(family, noise, grid(family.dimension, region, count)))), float(norms(family, noise, x)[0]))
    assert found.enclosure.lower <= best + 1e-12, (found.enclosure, best)
    assert norms(family, noise, x)[0] <= found.enclosure.upper + 1e-12
    assert found.enclosure.upper <= best + 1e-4
    return found


NOISES = ("without", "with", "rademacher", "uniform", "none", "partly")


@st.composite
def cases(draw):
    """Few rows (some of them equal, or 0) in one or two dimensions, a region, and noise of several kinds."""
    d, n = draw(st.integers(1, 2)), draw(st.integers(1, 5))
    rng = np.random.default_rng(draw(st.integers(0, 2**31)))
    table = rng.standard_normal((n, d)) * draw(st.sampled_from([0.3, 1.0, 2.0]))
    if draw(st.booleans()):
        table[-1] = table[0] * draw(st.sampled_from([0.0, 1.0]))
    if draw(st.booleans()):
        family = welsch(table, rng.standard_normal(n) * draw(st.sampled_from([0.3, 2.0])), draw(st.sampled_from([0.5, 1.0])))
    else:
        family = sigmoid(table, np.where(rng.random(n) < 0.5, -1.0, 1.0))
    kind, batch = draw(st.sampled_from(NOISES)), draw(st.integers(1, min(n, 3)))
    scale = np.full(d, draw(st.sampled_from([0.0, 0.02, 0.1])))
    if kind == "partly":
        scale[0], kind = 0.0, "uniform"
    noise = sampling(family, batch, kind == "with") if kind.startswith("with") else additive(kind, scale, batch)
    return family, noise, draw(st.sampled_from([0.25, 1.0, 2.0]))


@pytest.mark.thorough
@given(cases())
@settings(max_examples=15, deadline=None)
def test_nothing_is_below_the_proved_end(case):
    check(*case)


FAMILIES = {
    "welsch": welsch([[1.0, 0.5], [-0.4, 1.2], [0.3, 0.9], [1.5, -0.7]], [2.0, -1.0, 0.8, 1.9]),
    "sigmoid": sigmoid([[1.0, 0.5], [-0.4, 1.2], [0.3, 0.9], [1.5, -0.7]], [1, -1, 1, 1]),
}
KINDS = {
    "without replacement": lambda family: sampling(family, 2),
    "with replacement": lambda family: sampling(family, 2, True),
    "signs": lambda family: additive("rademacher", [0.02, 0.03]),
    "an interval": lambda family: additive("uniform", [0.02, 0.01]),
    "an interval in one coordinate": lambda family: additive("uniform", [0.02, 0.0]),
    "no noise": lambda family: additive("none", [0.0, 0.0]),
    "sigma = 0": lambda family: additive("rademacher", [0.0, 0.0], 3),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("region", [0.3, 1.0])
@pytest.mark.parametrize("name", FAMILIES)
def test_the_enclosure_is_narrow(name, kind, region):
    family = FAMILIES[name]
    noise = KINDS[kind](family)
    found = check(family, noise, region, 201)
    assert found.enclosure.width <= 1e-3


@pytest.mark.parametrize("factor", [1.0, 3.0])
def test_a_bound_that_claims_too_much_is_noticed(monkeypatch, factor):
    """With a search that finds nothing by itself, the enclosure is right if and only if the bound is."""
    bound = Mixtures.bound

    def more(self, centre, half):
        found = bound(self, centre, half)
        return Bounded(factor * found.upper, found.share)

    monkeypatch.setattr(Mixtures, "bound", more)
    monkeypatch.setattr(least_gradient._Least, "_points", lambda self, _: np.zeros((1, 2)))
    monkeypatch.setattr(least_gradient._Least, "_polished", lambda self, x, *_: x)
    for name, kind in (("sigmoid", "without replacement"), ("welsch", "signs")):
        if factor == 1.0:
            assert check(FAMILIES[name], KINDS[kind](FAMILIES[name]), 0.3).enclosure.width <= 1e-3
        else:
            with pytest.raises(AssertionError):
                check(FAMILIES[name], KINDS[kind](FAMILIES[name]), 0.3)


def mixtures_of(family, noise, region):
    """Mixtures and their bound on boxes, of every minibatch or of all rows with the draws."""
    model = family.model(region, 1)
    if isinstance(noise, Sampling):
        every = list(itertools.combinations(range(family.samples), noise.batch))
        draws = [Draws((arb(0),))] * family.dimension
    else:
        every, one = [tuple(range(family.samples))], AdditiveMoments(model, noise)
        draws = [Draws(tuple(one._draws(i)), noise.kind == "uniform") for i in range(family.dimension)]
    weights = np.array([[rows.count(j) / len(rows) for j in range(family.samples)] for rows in every])
    return Mixtures(family, cover_of(model).few, weights, draws)


def excess(mixtures, family, noise, region, rng):
    """How far random points of random boxes are below the bound on them, at most (0: nowhere)."""
    d = family.dimension
    half = region * 10.0 ** rng.uniform(-3, 0, (40, 1)) * rng.uniform(0.1, 1.0, (40, d))
    centre = rng.uniform(-1, 1, (40, d)) * (region - half)
    lower = -mixtures.bound(centre, half).upper
    x = centre[:, None] + half[:, None] * np.clip(rng.uniform(-1.5, 1.5, (40, 60, d)), -1, 1)
    seen = norms(family, noise, x.reshape(-1, d)).reshape(40, 60)
    return float(np.max(lower[:, None] - seen))


@pytest.mark.parametrize("kind", ["without replacement", "signs", "an interval", "no noise"])
@pytest.mark.parametrize("name", FAMILIES)
def test_the_bound_holds_on_boxes_whatever_weights_help(name, kind):
    family, rng = FAMILIES[name], np.random.default_rng(3)
    noise = KINDS[kind](family)
    with precision():
        mixtures = mixtures_of(family, noise, 1.0)
    plain = -mixtures.bound(np.zeros((1, 2)), np.full((1, 2), 0.05)).upper[0]
    for cap in (np.inf, 0.02):
        mixtures.cap = cap
        for _ in range(8):
            assert excess(mixtures, family, noise, 1.0, rng) <= 1e-12
            mixtures.help(int(rng.integers(len(mixtures.weights.T))), rng.standard_normal(2) * 10.0 ** rng.integers(-3, 3))
    mixtures.cap = np.inf
    assert -mixtures.bound(np.zeros((1, 2)), np.full((1, 2), 0.05)).upper[0] >= plain


def test_a_forgotten_remainder_is_noticed():
    """Without the third derivative, or with weights whose size is not divided by, bounds are false."""
    family, rng = FAMILIES["welsch"], np.random.default_rng(3)
    noise = additive("none", [0.0, 0.0])
    with precision():
        mixtures, other = (mixtures_of(family, noise, 1.0) for _ in range(2))
    table = mixtures.few.derivatives.twist
    table.low, table.high = 0.0 * table.low, 0.0 * table.high
    assert max(excess(mixtures, family, noise, 1.0, rng) for _ in range(8)) > 1e-6
    other.help(0, np.array([1.0, 0.2]))
    assert excess(other, family, noise, 1.0, rng) <= 1e-12
    weighted = other._weighted
    other._weighted = lambda *given: tuple(part * 1.5 for part in weighted(*given))
    assert max(excess(other, family, noise, 1.0, rng) for _ in range(8)) > 1e-6


def test_a_small_budget_widens_and_never_lies(monkeypatch):
    family = FAMILIES["sigmoid"]
    noise, full = sampling(family, 2), least(family, sampling(family, 2), 1.0).enclosure
    monkeypatch.setattr("problems.certify.models.finite_sum.least_gradient.PRODUCTS", 10_000)
    few = check(family, noise, 1.0).enclosure
    assert few.lower < full.lower
    assert few.upper >= full.lower


def test_a_zero_is_inside_or_it_is_not_claimed():
    """One row: phi' vanishes at x = 0.3 alone."""
    family, noise = welsch([[1.0]], [0.3]), additive("none", [0.0])
    for region, inside in ((0.31, True), (0.29, False)):
        found = least(family, noise, region).enclosure
        assert (found.high == 0) is inside
        assert found.width <= 1e-3
    edge = least(family, noise, 0.29).enclosure
    assert edge.lower <= 0.01 * math.exp(-(0.01**2)) <= edge.upper


def test_noise_moves_the_zero():
    """phi'(x) = -0.1 at a point of its own; without a draw of 0 the zero of phi' itself does not count."""
    family = welsch([[1.0]], [0.3])
    wanted = brentq(lambda x: x * math.exp(-x * x) + 0.1, -0.5, 0.5) + 0.3
    for region, inside in ((abs(wanted) + 1e-6, True), (abs(wanted) - 1e-6, False)):
        assert (least(family, additive("rademacher", [0.1]), region).enclosure.high == 0) is inside
    with precision():
        model = family.model(1.0, 1)
        zero = zero_beside(model, [0.2], draw=[ball(0.1)])
        assert zero.box[0].contains(arb(wanted, 1e-12)) or abs(zero.box[0] - arb(wanted)) < 1e-12
        assert not zero.inside(0.19)
        assert zero.inside(abs(wanted) + 1e-6)


def whole(model, rows):
    one = matrix(np.eye(model.dimension))
    return GradientSystem(model, rows, [arb(0)] * model.dimension, one, one)


def test_no_proof_away_from_a_zero():
    """Krawczyk's test fails at points that are not zeros, and what it encloses is the zero."""
    family = FAMILIES["welsch"]
    with precision():
        model = family.model(1.0, 1)
        rows = [0, 1]
        exact = np.linalg.solve(family.table[rows], family.targets[rows])
        zero = zero_beside(model, exact.tolist(), rows)
        assert all(abs(a - ball(float(b))) < 1e-12 for a, b in zip(zero.box, exact, strict=True))
        assert all(abs(g) < 1e-20 for g in least_gradient.gradient_of(model, rows, zero.box))
        system = whole(model, rows)
        assert enclosed(system, balls(zero.at)) is not None
        for off in (1e-3, 1e-6):
            assert enclosed(system, balls([float(a) + off for a in exact])) is None
        # a box that is not a point proves nothing
        assert enclosed(system, [arb(0, 1)] * 2) is None


@given(st.integers(0, 2**31), st.sampled_from([1e-12, 1e-4, 1e-2, 1.0]))
@settings(max_examples=30, deadline=None)
def test_whatever_is_enclosed_is_a_zero(seed, size):
    """From any point near or far, the only claims are boxes at which the gradient vanishes."""
    rng = np.random.default_rng(seed)
    family = welsch(rng.standard_normal((3, 2)), rng.standard_normal(3))
    x = rng.uniform(-1, 1, 2)
    with precision():
        model = family.model(2.0, 1)
        z = [ball(float(-g)) for g in (family.slope_at(family.table @ x, family.targets) @ family.table / 3)]
        found = enclosed(
            GradientSystem(model, range(3), z, *[matrix(np.eye(2))] * 2), balls((x + size * rng.standard_normal(2)).tolist())
        )
        newton = zero_beside(model, (x + size * rng.standard_normal(2)).tolist(), draw=z)
    for zero in (found, newton):
        if zero is not None:
            there = np.array([float(a) for a in zero.at])
            g = family.slope_at(family.table @ there, family.targets) @ family.table / 3
            assert np.max(np.abs(g + [float(a) for a in z])) < 1e-6
    if size == 1.0:
        assert found is None


def test_where_no_gradient_vanishes_nothing_is_enclosed():
    with precision():
        model = sigmoid([[1.0, 0.5], [0.3, -1.0]], [1, 1]).model(1.0, 1)
        for x in grid(2, 1.0, 3):
            assert zero_beside(model, x.tolist()) is None
            assert zero_beside(model, x.tolist(), [0]) is None


def test_zeros_of_rows_that_do_not_determine_x():
    """Equal rows, fewer rows than dimensions, and rows of zeros; a draw outside of their span cancels nothing."""
    family = welsch([[1.0, 0.5], [1.0, 0.5], [2.0, 1.0], [0.0, 0.0]], [0.3, 0.5, 0.1, 0.0])
    with precision():
        model = family.model(1.0, 1)
        for rows in ([0], [0, 1], [0, 1, 2], [0, 3], None):
            zero = zero_beside(model, [0.1, 0.1], rows)
            chosen = range(4) if rows is None else rows
            assert all(abs(g) < 1e-15 for g in least_gradient.gradient_of(model, chosen, zero.box))
            assert zero_beside(model, [0.1, 0.1], rows, [arb(0), ball(0.01)]) is None
        assert zero_beside(model, [0.1, 0.1], [3]).at == (Fraction(0.1), Fraction(0.1))
        assert zero_beside(model, [0.1, 0.1], [3], [arb(0), ball(0.01)]) is None
        # one entry alone may vanish
        zero = zero_beside(model, [0.1, 0.1], draw=[arb(0), ball(0.01)], entries=[1])
        assert abs(model.gradient(zero.box)[1] + ball(0.01)) < 1e-15


def test_rows_may_cancel_each_other():
    """s(x) = 2 s(2x) between 1 and 2: the two rows' gradients cancel there; alone none vanishes, nor does any nearer to 0."""
    family = sigmoid([[1.0], [2.0]], [1, -1])

    def sides(x):
        return float(1 / math.cosh(x / 2) ** 2 - 2 / math.cosh(x) ** 2)

    wanted = brentq(sides, 0.5, 3.0)
    for replacement in (False, True):
        noise = sampling(family, 2, replacement)
        assert least(family, noise, wanted + 1e-6).enclosure.high == 0
        near = check(family, noise, wanted - 1e-2, 2001).enclosure
        assert near.lower > 0
        assert near.width <= 1e-3


def test_a_witness_mixes_rows_with_replacement():
    """The minibatch that the search found is remembered: at its point the value is that of the enclosure."""
    family = sigmoid([[1.0, 0.2], [-0.8, 0.1], [0.3, 1.0]], [1, 1, 1])
    noise = sampling(family, 3, True)
    with precision():
        ours = moments_of(family.model(0.5, 1), noise)
        found = ours.least((Fraction(0), Fraction(0)))
        assert ours.least_at(balls(found.at)) <= ball(found.enclosure.high)
    assert float(norms(family, noise, np.array([[float(a) for a in found.at]]))[0]) <= found.enclosure.upper + 1e-12
    alone = np.min(
        np.max(np.abs(family.table), axis=1) * np.abs(family.slope_at(family.table @ [float(a) for a in found.at], 1.0))
    )
    assert found.enclosure.upper < 0.5 * alone


def test_one_row_at_a_time_is_a_closed_form_in_any_dimension():
    rng = np.random.default_rng(1)
    family = sigmoid(rng.standard_normal((20, 12)), np.ones(20))
    best = least(family, sampling(family, 1), 0.1).enclosure
    reach = 0.1 * np.sum(np.abs(family.table), axis=1)
    assert math.isclose(best.upper, np.min(np.max(np.abs(family.table), axis=1) / (4 * np.cosh(reach / 2) ** 2)), rel_tol=1e-12)
    assert best.width <= 1e-12


def test_too_many_minibatches_are_searched_for_a_zero(monkeypatch):
    """Of 4 rows 2 at a time: what is proved without looking at all is true, a zero included."""
    monkeypatch.setattr("problems.certify.models.finite_sum.least_gradient.MINIBATCHES", 3)
    zero = check(welsch(FAMILIES["welsch"].table, [0.1, 0.2, -0.1, 0.0]), sampling(FAMILIES["welsch"], 2), 1.0)
    assert zero.enclosure.high == 0
    family, noise = FAMILIES["sigmoid"], sampling(FAMILIES["sigmoid"], 2)
    some = least(family, noise, 0.3).enclosure
    assert some.low == 0 < np.min(norms(family, noise, grid(2, 0.3, 41))) <= some.upper


@pytest.mark.parametrize("replacement", [False, True])
@pytest.mark.parametrize("family", [FAMILIES["sigmoid"], welsch([[1.0], [1.0], [1.0]], [0.5, 1.0, -2.0])])
def test_a_region_of_one_point(family, replacement):
    for batch in (1, 2, 3):
        noise = sampling(family, batch, replacement)
        found = least(family, noise, 0.0).enclosure
        assert found.width <= 1e-12
        assert math.isclose(found.upper, norms(family, noise, np.zeros((1, family.dimension)))[0], rel_tol=1e-12)


def test_all_rows_equal():
    """Every minibatch of equal rows and labels is one row; of rows of zeros the gradient is 0."""
    for batch in (1, 2):
        same = check(sigmoid([[1.0, 0.5]] * 3, [1, 1, 1]), sampling(sigmoid([[1.0, 0.5]] * 3, [1, 1, 1]), batch), 1.0).enclosure
        assert math.isclose(same.upper, 0.25 / math.cosh(0.75) ** 2, rel_tol=1e-3)
        assert same.width <= 1e-3
    flat = sigmoid([[0.0, 0.0]] * 2, [1, -1])
    assert least(flat, sampling(flat, 2), 1.0).enclosure.high == 0


def test_without_a_region_nothing_is_said():
    family = FAMILIES["sigmoid"]
    with precision():
        model = family.model(None, 1)
        assert least_gradient.least_minibatch(model, 2, False, (Fraction(0),) * 2) is None
        assert least_gradient.least_gradient(model, [Draws((arb(0),))] * 2, lambda x: arb(0), (Fraction(0),) * 2) is None
    assert least(family, additive("normal", [0.1, 0.1]), 1.0).enclosure.high == 0
