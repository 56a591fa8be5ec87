"""mu_k of finite sums in few dimensions, against grids over x and the decays that have nothing of the prover's."""

import itertools
import warnings
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from flint import arb
from hypothesis import given, settings
from hypothesis import strategies as st

from problems.certify.arithmetic.balls import precision
from problems.certify.arithmetic.points import Found
from problems.certify.models.finite_sum import pl_decayed
from problems.certify.models.finite_sum.decay_boxes import Cell, nest_of
from problems.certify.models.finite_sum.pl import RatioCover
from problems.certify.models.finite_sum.pl_decayed import STATIONARY, Dynamic
from problems.certify.models.finite_sum.pl_singular import null_pl
from problems.certify.models.finite_sum.proposals import Proposals
from problems.certify.models.finite_sum.region_bounds import budget
from problems.enclosure import Enclosure
from problems.families.least_squares import LeastSquares
from problems.families.sigmoid_classification import SigmoidClassification
from problems.families.welsch_regression import WelschRegression
from problems.load import from_tables

from ...conftest import certified as certified_case
from .test_region_bounds import kinds, model

#: a grid over R^d: fine near the region, coarse far out
FINE = np.linspace(-3.0, 3.0, 121)
FAR = np.geomspace(3.1, 1000.0, 30)
LINE = np.concatenate([-FAR[::-1], FINE, FAR])

#: least squares whose null direction passes outside the region: a decay of one coordinate makes the PL constant less
HARMED = LeastSquares(np.array([[1.0, 0.5]]), np.array([1.0]))


def grid(line, d):
    return np.array(list(itertools.product(line, repeat=d)))


def least_ratio(family, decay, d, region=1.0):
    """The least PL ratio that grids see: with a value of F_s for its infimum it is at least the true ratio."""

    def values(x):
        t = x @ family.table.T
        slopes = family.slope_at(t, family.targets)
        return np.mean(family.loss_at(t, family.targets), axis=1), slopes @ family.table / family.samples

    space, x = grid(LINE, d), grid(np.linspace(-region, region, 41), d)
    (far, _), (near, slope) = values(space), values(x)
    best = np.inf
    for s in grid(np.linspace(0.0, decay, 7), d):
        gap = near + 0.5 * np.square(x) @ s - np.min(far + 0.5 * np.square(space) @ s)
        steep = np.sum(np.square(slope + s * x), axis=1)
        best = min(best, np.min(np.where(gap > 1e-3, steep / np.maximum(2.0 * gap, 1e-300), np.inf)))
    return best


def certified(one, decay):
    with precision():
        return one.pl_dynamic(arb(decay))


def attained(one, found):
    """The ratio at the point and the decays found, by the family's own floating point, the value beside for the infimum."""
    family, d = one.family, one.dimension
    x, s = (np.array([float(a) for a in part]) for part in (found.at, found.decay))
    y = np.array([float(a) for a in found.beside])
    value = [float(np.mean(family.loss_at(family.table @ z, family.targets)) + 0.5 * s @ (z * z)) for z in (x, y)]
    slope = family.slope_at(family.table @ x, family.targets) @ family.table / family.samples + s * x
    assert len(x) == len(s) == len(y) == d
    return float(slope @ slope) / (2.0 * (value[0] - value[1]))


@pytest.mark.thorough
@kinds
@settings(max_examples=3, deadline=None, derandomize=True)
@given(n=st.integers(1, 6), seed=st.integers(0, 10_000), power=st.floats(-2.0, 0.3))
def test_no_decay_does_more_harm_on_the_line(kind, n, seed, power):
    with precision():
        one = model(kind, 1, n, seed)
    found = certified(one, 10.0**power)
    seen = least_ratio(one.family, 10.0**power, 1)
    assert found.enclosure.lower <= seen * (1.0 + 1e-9)
    assert found.enclosure.upper <= max(1.05 * seen, 1e-6)
    assert found.enclosure.width <= 1e-3


@cache
def planar(kind, n, seed, decay):
    with precision():
        one = model(kind, 2, n, seed)
    return one, certified(one, decay)


@pytest.mark.thorough
@pytest.mark.xdist_group("decays in the plane")
@pytest.mark.parametrize(
    ("kind", "n", "seed", "decay"), [("welsch", 6, 3, 0.1), ("sigmoid", 8, 9, 0.05), ("welsch", 7, 11, 0.3)]
)
def test_no_decay_does_more_harm_in_the_plane(kind, n, seed, decay):
    one, found = planar(kind, n, seed, decay)
    assert 0 < found.enclosure.lower <= least_ratio(one.family, decay, 2) * (1.0 + 1e-9)
    assert found.enclosure.width <= 1e-3
    if isinstance(found.decay, tuple):
        assert attained(one, found) == pytest.approx(found.enclosure.upper, rel=1e-6)


@pytest.mark.thorough
@pytest.mark.xdist_group("certified cases")
def test_a_decay_may_leave_a_third_of_mu():
    """What docs/constants.md says of the generated classification problem."""
    _, _, certificate = certified_case("sigmoid-classification")
    assert certificate["mu_k"].enclosure.upper < certificate["mu"].enclosure.lower / 3.0


@pytest.mark.xdist_group("decays in the plane")
def test_with_false_floors_a_false_value_would_be_shown():
    """A value 2 % above an attained one does not serve; were all infima higher, it would be thought to."""
    with precision():
        one, found = planar("welsch", 6, 3, 0.1)
        search = Dynamic(one, arb(0.1), one.pl())
        low, value = np.zeros(2), 1.02 * found.enclosure.upper
        cells = [search._cell(low, search.top)]
        search.cells = list(cells)
        assert search._serves(value)[1] is not None
        gap = one.search.level(np.array([float(a) for a in found.at])) - cells[0].levels[0]
        false = [replace(cell, floors=cell.floors + 0.1 * gap, levels=cell.levels + 0.1 * gap) for cell in cells]
        assert RatioCover(one, false[0]).serves(value)


@pytest.mark.thorough
@kinds
@pytest.mark.parametrize("seed", range(3))
def test_what_is_said_of_a_cell_holds_between_its_corners(kind, seed):
    draw = np.random.default_rng(seed)
    with precision():
        one = model(kind, 2, 7, seed)
        search = Dynamic(one, arb("0.4"), one.pl())
        low = draw.uniform(0.02, 0.2, 2)
        cell = search._cell(low, low + draw.uniform(0.01, 0.1, 2))
    for share in draw.uniform(0.0, 1.0, (20, 2)):
        s = cell.low + share * (cell.high - cell.low)
        lowest = one.search.settled(s)
        weights = np.prod(np.where(cell.corners == cell.high, share, 1.0 - share), axis=1)
        assert one.search.level(lowest, s) >= weights @ cell.floors
        if cell.nest is not None:
            box = cell.nest.box(1e-6)
            assert float(np.linalg.norm(lowest - cell.nest.at)) <= float(cell.nest.reach) + 1e-9
            assert box is None or (np.all(lowest >= box[0] - 1e-9) and np.all(lowest <= box[1] + 1e-9))


def test_the_parts_of_a_cell_are_the_cell():
    draw = np.random.default_rng(0)
    for _ in range(20):
        low = draw.uniform(0.0, 1.0, 3)
        high = low + draw.uniform(0.1, 1.0, 3)
        cell = Cell(low, high, np.zeros(8), draw.standard_normal((8, 3)), np.zeros(8), None)
        (a, b), (c, d) = cell.parts()
        assert np.array_equal(a, low)
        assert np.array_equal(d, high)
        assert np.sum(b != high) == np.sum(c != low) == 1
        assert np.array_equal(b[b != high], c[b != high])


def test_no_box_is_convex_with_any_modulus():
    """A nest offers one for a small modulus, and none for a modulus beyond the Hessian's size."""
    with precision():
        one = model("welsch", 1, 6, 5)
        nest = nest_of(one, np.array([0.1]), np.array([0.2]))
        assert nest is not None
        assert nest.box(1e-6) is not None
        assert nest.box(1e6) is None


def test_a_stationary_point_makes_the_constant_zero():
    decay = 0.5
    with precision():
        one = model("welsch", 1, 4, 2)
    constant = certified(one, decay)
    assert constant.enclosure.method == STATIONARY
    x, s, y = (np.array([float(a) for a in part]) for part in (constant.at, constant.decay, constant.beside))
    family = one.family
    assert np.all(np.abs(x) <= 1.0)
    assert np.all((s >= 0.0) & (s <= decay))
    slope = family.slope_at(family.table @ x, family.targets) @ family.table / family.samples + s * x
    assert np.abs(slope) == pytest.approx(0.0, abs=1e-14)
    assert one.search.level(x, s) > one.search.level(y, s) + 1e-6


def test_a_minimum_that_is_the_infimum_makes_nothing_zero():
    """At the minimiser of F_s the gradient vanishes too, but no point lies lower."""
    with precision():
        one = model("welsch", 1, 6, 5)
        search, s = Dynamic(one, arb(1), one.pl()), np.array([0.2])
        lowest = one.search.settled(s)
        assert np.all(np.abs(lowest) <= 1.0)
        assert search.flat(lowest, s) is None


FLAT = {
    "problem": {"name": "flat", "dimension": 2, "start": 1.0, "region": 3.0, "family": "welsch-regression",
                "parameters": {"samples": 6}},
    "noise": {"kind": "sampling"},
    "algorithm": {"name": "adam", "delta": 1.0, "beta_2": 0.01, "lambda": 0.1},
    "target": {"epsilon": 1.0},
}  # fmt: skip


def test_work_is_bounded_and_what_is_left_open_is_not_shown(monkeypatch):
    """Nearly flat, so that every cell is parted for ever: the search that spends the last of the budget is the last one."""
    monkeypatch.setattr(pl_decayed, "BUDGETS", 0.25)
    with precision():
        one = from_tables(FLAT, Path("flat.toml")).family.model(3.0, 1)
        static, before = one.pl(), one.work
        search = Dynamic(one, arb("0.1146"), static)
        search.cells = [search._cell(np.zeros(2), search.top)]
        assert search._serves(6e-6) == (False, None)
        assert 0.25 * budget(one) <= one.work - before <= 3 * budget(one)
        spent = one.work
        assert search._serves(1e-9) == (False, None)
        assert one.work == spent


def test_a_value_that_does_not_serve_is_not_shown():
    with precision():
        one = model("sigmoid", 1, 6, 2)
        found, search = one.pl_dynamic(arb("0.3")), Dynamic(one, arb("0.3"), one.pl())
        cell = search._cell(np.zeros(1), search.top)
        assert not RatioCover(one, cell).serves(1.01 * found.enclosure.upper)


def test_the_budget_is_counted_in_cells(monkeypatch):
    """With one cell, what needs more stays open, and is sound."""
    with precision():
        one = model("welsch", 1, 6, 5)
    enough = certified(one, 1.0).enclosure
    monkeypatch.setattr(pl_decayed, "CORNERS", 2)
    found = certified(one, 1.0).enclosure
    assert 0 == found.lower < enough.lower <= found.upper


@pytest.mark.parametrize(
    "family",
    [
        SigmoidClassification(np.zeros((1, 1)), np.array([1.0])),
        WelschRegression(np.zeros((2, 2)), np.array([1.0, 0.3]), 1.0),
        LeastSquares(np.zeros((1, 2)), np.array([1.0])),
    ],
)
def test_decays_of_a_constant(family):
    """(s/2) |x|^2 alone has the constant s, which may be as small as one likes."""
    with precision():
        found = family.model(1.0, 1).pl_dynamic(arb("1e-6"))
    assert found.enclosure.high == 0
    assert np.max(np.abs([float(a) for a in found.at])) > 0


def test_a_row_of_zeros_is_no_trouble():
    family = WelschRegression(np.array([[1.0], [2.0], [0.0]]), np.zeros(3), 1.0)
    with precision(), warnings.catch_warnings():
        warnings.simplefilter("error")
        found = family.model(1.0, 1).pl_dynamic(arb("0.1")).enclosure
    assert 0 < found.lower <= least_ratio(family, 0.1, 1) * (1 + 1e-9)


def test_a_cell_without_room_is_not_parted():
    low = np.array([1.0, 0.5])
    high = np.nextafter(low, 2.0)
    cell = Cell(low, high, np.zeros(4), np.zeros((4, 2)), np.zeros(4), None)
    assert cell.parts() == []


def test_cells_end_where_they_have_no_room(monkeypatch):
    """A value that nothing shows, on the line: the cells at the upper end are halved until they have no width."""
    monkeypatch.setattr(RatioCover, "serves", lambda *_: False)
    with precision():
        one = model("welsch", 1, 4, 5)
        search = Dynamic(one, arb("1e-6"), one.pl())
        monkeypatch.setattr(Dynamic, "_lower", lambda *_: None)
        monkeypatch.setattr(Cell, "corners", property(lambda cell: np.array([cell.low, cell.high])))
        search.cells = [search._cell(np.zeros(1), search.top)]
        served, lower = search._serves(1.0)
    assert lower is None
    assert not served
    assert all(np.all(cell.low < cell.high) for cell in search.cells)


def test_no_witness_is_beyond_the_decays_allowed(monkeypatch):
    """The last corner is one float beyond them."""
    monkeypatch.setattr(Dynamic, "_first", lambda *_: [])
    monkeypatch.setattr(Proposals, "weakest", lambda _, x, s, most: (x, s))
    with precision():
        found = HARMED.model(0.65, 1).pl_dynamic(arb(0.01))
    assert max(found.decay) > 0
    assert max(found.decay) <= Fraction(0.01)


def test_the_witness_of_what_was_known_is_kept():
    """With no better pair the upper end is the one before, and so are its point, its decays and what lies beside."""
    with precision():
        one = HARMED.model(0.6, 1)
        known = Found(Enclosure(Fraction(0), Fraction(1, 8), ""), (Fraction(1, 2),) * 2, decay=(Fraction(1, 64), Fraction(0)),
                      beside=(Fraction(1), Fraction(0)))  # fmt: skip
        kept = Dynamic(one, arb(1), known)._kept(Fraction(0), arb(1) / 8, [], "")
    assert kept == known


def test_few_infima_may_fail(monkeypatch):
    """Each may take a second; those of smaller decays serve as well, if less."""
    tried = []
    monkeypatch.setattr(pl_decayed, "global_minimum", lambda _, s: tried.append(s))
    monkeypatch.setattr(pl_decayed, "FAILURES", 2)
    with precision():
        one = model("welsch", 1, 6, 5)
        found = one.pl_dynamic(arb(1))
    assert found.enclosure.low < found.enclosure.high
    assert len(tried) == 2


def test_an_open_constant_keeps_a_witness_that_attains_it(monkeypatch):
    """Where no minimiser is shown to be inside, the lower one of two ratios counts, with its own witness."""
    monkeypatch.setattr("problems.certify.models.finite_sum.pl_singular._resting", lambda *_: None)
    with precision():
        one = LeastSquares(np.array([[1.0, 0.5]]), np.array([0.5])).model(1.0, 1)
        known = Found(Enclosure(Fraction(0), Fraction(1, 2**90), ""), (Fraction(1),) * 2)
        kept = null_pl(one, arb(1), known)
        assert replace(kept, enclosure=replace(kept.enclosure, method="")) == known
        found = null_pl(one, arb(1), replace(known, enclosure=Enclosure(Fraction(0), Fraction(1), "")))
        assert found.enclosure.high < 1
        assert max(found.decay) > 0
