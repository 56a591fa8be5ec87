"""At the edge of what floats and balls can tell: ties, underflow, regions of one point, tables far from 0."""

import math
import warnings
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from flint import arb

from problems.certify.arithmetic.balls import FARTHEST, exact, highest, largest_sum, lowest, precision
from problems.certify.arithmetic.jets import Jet
from problems.certify.arithmetic.matrices import matrix
from problems.certify.certificate import Status
from problems.certify.constants import Certifier
from problems.certify.models.finite_sum.box_bounds import FewDimensions, Sum
from problems.certify.models.finite_sum.decay_boxes import static_cell
from problems.certify.models.finite_sum.derivatives import Derivatives
from problems.certify.models.finite_sum.infimum import convexity, static_minimum
from problems.certify.models.finite_sum.losses import Losses
from problems.certify.models.finite_sum.model import FiniteSumModel
from problems.certify.models.quadratic import _rotation
from problems.certify.models.separable.model import SeparableModel
from problems.families.least_squares_1d import LeastSquares1d
from problems.families.quadratic import Quadratic
from problems.families.sigmoid_classification import SigmoidClassification
from problems.families.welsch_regression import WelschRegression
from problems.limits import LARGEST, SMALLEST
from theory.errors import InputError

from .conftest import text
from .models.finite_sum.test_region_bounds import model

ZERO = arb(0)


def found(write, tmp_path, family, rows, **keys):
    """The certificate of a problem whose data are these rows, the label last; further columns of ones by `intercept`."""
    header = [f"f{i}" for i in range(len(rows[0]) - 1)]
    lines = [",".join([*header, "y"]), *(",".join(repr(float(x)) for x in row) for row in rows)]
    (tmp_path / "rows.csv").write_text("\n".join(lines) + "\n")
    extra = keys.pop("extra", "")
    problem = write(text(family, f'data = "rows.csv"\nlabel = "y"\n{extra}', None, start="0.0", **keys))
    with precision():
        return Certifier(problem, 1).run()


def test_the_infimum_with_a_decay_is_not_at_the_minimiser():
    """a^2 (x - s)^2/2 + 1/2 + lambda x^2/2 is least at a^2 s/(a^2 + lambda)."""
    square, shift, decay = Fraction(9, 4), Fraction(3, 4), Fraction(1, 8)
    with precision():
        bounds = SeparableModel(LeastSquares1d(1.5, 0.75), 1.0, 500).minimum(arb(1) / 8).enclosure
    best = Fraction(1, 2) + square * decay * shift**2 / (2 * (square + decay))
    assert bounds.low <= best <= bounds.high
    assert bounds.width < 1e-30


def test_a_loss_is_no_square_because_the_region_is_one_point(write, tmp_path):
    """phi''(0) = 0 and grad F(0) = 0, but F falls to 1/3 far out on one side."""
    certificate = found(write, tmp_path, "sigmoid-classification", [(2.0, 1), (1.0, -1), (1.0, -1)], region=0.0)
    assert certificate["minimum"].enclosure.lower <= 1 / 3
    assert certificate["Delta"].enclosure.upper >= 1 / 6


@pytest.mark.parametrize("family", ["least-squares", "welsch-regression"])
def test_one_point_has_a_ratio_where_f_is_not_least(write, tmp_path, family):
    rows = [(1.0, 0.3), (-0.5, 0.4), (2.0, 1.0)]
    certificate = found(write, tmp_path, family, rows, region=0.0)
    table, targets = np.array([r[:1] for r in rows]), np.array([r[1] for r in rows])
    grid = np.linspace(-3.0, 3.0, 60_001)[:, None] @ table.T - targets
    losses = grid**2 / 2 if family == "least-squares" else (1 - np.exp(-(grid**2))) / 2
    bend = 1.0 if family == "least-squares" else np.exp(-(targets**2))
    steep = float(np.mean(-targets * bend * table[:, 0]))
    gap = float(np.mean(losses, axis=1)[30_000] - np.min(np.mean(losses, axis=1)))
    for name in ("mu", "mu_k"):
        bounds = certificate[name].enclosure
        assert bounds.lower <= steep**2 / (2 * gap) * (1 + 1e-6)
        assert bounds.upper == pytest.approx(steep**2 / (2 * gap), rel=1e-6)
    at_best = found(write, tmp_path, family, [(1.0, 0.0), (-0.5, 0.0)], region=0.0)
    assert at_best["mu"].enclosure.lower == math.inf


def test_rows_that_tie_as_floats_are_told_apart(write, tmp_path):
    """At the corner (1, 1) the entries are 1 + 2^-53, 1 + 2^-60 and 3 - 2^-60: two of them have a mean above 2."""
    rows = [(2.0**-53, 0.0), (2.0**-60, 0.0), (-(2.0**-60), -2.0)]
    noise = 'kind = "sampling"\nbatch = 2\nreplacement = false'
    for data in (rows, [rows[1], rows[0], rows[2]]):
        certificate = found(
            write, tmp_path, "least-squares", data, region=1.0, noise=noise, constants="c_inf = 2.0", extra="intercept = true"
        )
        assert certificate["c_inf"].enclosure.high >= 2 + Fraction(1, 2**54) - Fraction(1, 2**60)
        assert certificate["c_inf"].status is not Status.CERTIFIED
    with precision():
        near = [arb(1), 1 + arb(2) ** -60, 1 + arb(2) ** -53, arb(0)]
        assert largest_sum(near, 2) == 2 + arb(2) ** -60 + arb(2) ** -53
        assert largest_sum([-x for x in near], 2) == -1


def test_a_ratio_whose_digits_fill_no_memory_has_ends(write, tmp_path):
    """One sample whose slope is about exp(-10^12) on the region: not a hang."""
    certificate = found(write, tmp_path, "welsch-regression", [(1.0, 1e6)], region=1.0)
    for name in ("L", "mu"):
        assert 0.0 <= certificate[name].enclosure.lower <= certificate[name].enclosure.upper < 1e-300
    with precision():
        tiny, huge = arb(2) ** -(10**12), arb(2) ** (10**12)
        assert lowest(tiny) == 0 < highest(tiny) == Fraction(1, 2**FARTHEST)
        assert lowest(-tiny) == -Fraction(1, 2**FARTHEST)
        assert highest(-tiny) == 0
        assert (lowest(huge), highest(huge)) == (2**FARTHEST, math.inf)
        assert (lowest(-huge), highest(-huge)) == (-math.inf, -(2**FARTHEST))
        assert exact(arb(-3) / 4) == Fraction(-3, 4)


def test_a_cell_that_is_wide_for_its_loss_says_nothing(write, tmp_path):
    """A cell is wider than c, so that a ball over it contains values of phi'' that phi does not have."""
    rows = [
        (0.9377820482786682, -3.5283768691221975),
        (1.2971285092261333, -4.880406198778005),
        (-0.12385685400696285, 0.4660087985095197),
    ]
    certificate = found(write, tmp_path, "welsch-regression", rows, region=0.1, extra="c = 0.012674555986508506")
    assert certificate["L"].enclosure.upper <= max(row[0] ** 2 for row in rows)


@pytest.mark.parametrize("scale", [1e-100, 1e100])
def test_a_scale_whose_powers_leave_the_floats_is_refused(write, tmp_path, scale):
    with pytest.raises(InputError, match=r"c=1e.100 must be at (least|most) 1e"):
        found(write, tmp_path, "welsch-regression", [(1.0, 2.0, 3.0)], region=5.0, extra=f"c = {scale}")


@pytest.mark.parametrize("scale", [SMALLEST, LARGEST])
def test_derivatives_near_the_ends_of_the_floats_are_not_known(write, tmp_path, scale):
    """The sixth derivative of the loss is about c^-4."""
    draw = np.random.default_rng(1)
    rows = [tuple(row) for row in draw.standard_normal((5, 3))]
    certificate = found(write, tmp_path, "welsch-regression", rows, region=5.0, extra=f"c = {scale}")
    for one in certificate.constants:
        assert one.enclosure.lower <= one.enclosure.upper


@pytest.mark.parametrize("kind", ["welsch", "sigmoid"])
def test_decays_whose_squares_leave_the_floats_are_not_looked_for(kind):
    """Not a warning, and what is said then is wide and sound: mu_k lies between 0 and mu."""
    with precision(), warnings.catch_warnings():
        warnings.simplefilter("error")
        one = model(kind, 2, 6, 0)
        static = one.pl_dynamic(arb(0)).enclosure
        for decay in (10 * LARGEST, 1e154, 1e160, 1e300):
            found = one.pl_dynamic(arb(decay)).enclosure
            assert found.lower == 0
            assert found.upper <= static.upper


@pytest.mark.parametrize("target", [1e6, -1e6, -4.2e4, 3.0])
@pytest.mark.parametrize("region", [1e-6, 0.7])
def test_the_table_contains_every_prediction(target, region):
    family = WelschRegression(np.array([[1.0], [0.3]]), np.array([target, target * (1 + 1e-15)]), 1.0)
    with precision():
        few = FewDimensions(Losses(family, region), region)
        edges, offsets = few.derivatives.edges, few.derivatives.offsets
        for length, offset in zip(Losses(family, region).lengths, offsets, strict=True):
            reach = length * arb(region)
            assert arb(float(edges[0])) < -reach - arb(float(offset))
            assert arb(float(edges[-1])) > reach - arb(float(offset))


@pytest.mark.parametrize("t", [40.0, 100.0, 107.3, 250.0, 1000.0])
def test_what_is_too_small_is_not_0(t):
    """The loss and its derivatives are about exp(-t): balls of 160 bits cannot tell, in the end floats show 0."""
    losses = Losses(SigmoidClassification(np.array([[2.0 * t]]), np.array([1.0])), 1.0)
    with precision():
        tables = Derivatives(losses, np.array([2.0 * t + 1.0]))
        for place in np.linspace(t, t + 1.0, 9):
            found = tables.values(np.array([[place]]))
            with precision(4000):
                slopes = losses.slopes(arb(float(place)), 1.0, 2)
                true = [losses.loss(arb(float(place)), 1.0), slopes[0], slopes[1], 2 * slopes[2]]
                for one, here in zip(true, (found.loss, found.slope, found.bend, found.twist), strict=True):
                    assert 0 < abs(one - arb(float(here[0, 0]))) < arb(float(found.error[0, 0]))


@pytest.mark.parametrize("radius", [1e-3, 1.0, 30.0, 1e10, 1e300])
def test_tanh_of_a_wide_ball_is_bounded(radius):
    """A box of predictions that reaches from one flat end of a sigmoid to the other."""
    with precision():
        for middle in (0.0, -40.0):
            value, slope = np.tanh(Jet.variable(arb(middle, radius), 1)).coefficients
            for t in np.linspace(middle - radius, middle + radius, 7):
                here, there = np.tanh(Jet.variable(arb(float(t)), 1)).coefficients
                assert value.contains(here)
                assert slope.contains(there)
            assert abs(value) < 1.1
            assert abs(slope) < 2.1
        assert all(c.is_nan() for c in np.tanh(Jet.variable(arb.nan(), 1)).coefficients)


def test_the_rounding_of_a_coefficient_counts_on_large_boxes_too():
    """A coefficient of 0 that is the sum of terms of size 10^12 is off by more than nothing."""
    family = SigmoidClassification(np.array([[1.0], [0.5]]), np.array([1.0, -1.0]))
    with precision():
        few = FewDimensions(Losses(family, 40.0), 40.0)
        for half in (2.0**-10, 30.0):
            size = np.full((1, 2), 1e12)
            top = few.summed(lambda _, size=size: Sum(slope=np.zeros((1, 2)), size=size))(
                np.zeros((1, 1)), np.full((1, 1), half)
            )
            assert top.upper[0] >= 1e12 * 2.0**-53 * 0.25


def test_convexity_helps_only_where_the_minimiser_is():
    draw = np.random.default_rng(0)
    table = draw.standard_normal((9, 2))
    family = WelschRegression(table, table @ np.array([0.3, -0.2]) + 0.1 * draw.standard_normal(9), 1.0)
    with precision():
        one = FiniteSumModel(family, 1.0, 1)
        nest = static_cell(one, 0.0, 0.0, static_minimum(one)).nest
        assert nest.reach < 1e-12 < nest.half
        modulus = convexity(nest.few, nest.at, nest.half / 4, 0.0)
        assert modulus > convexity(nest.few, nest.at, nest.half, 0.0)
        assert nest.box(modulus) is not None
        assert replace(nest, reach=arb(nest.half)).box(modulus) is None


@pytest.mark.parametrize("seed", range(4))
def test_the_rotation_is_the_polar_factor_of_what_was_drawn(seed):
    """Iterated to convergence with five times the bits."""
    eigenvalues = np.array([1.0, 0.0, 2.5, 0.3, 7.0])[: 2 + seed]
    family, kept = Quadratic(eigenvalues, seed), np.flatnonzero(eigenvalues > 0)
    with precision():
        enclosed = _rotation(family, kept)
    with precision(800):
        x, one = matrix((family.root / np.sqrt(eigenvalues[kept])[:, None]).T), matrix(np.eye(len(kept)))
        for _ in range(6):
            x = (x * (3 * one - x.transpose() * x) * (arb(1) / 2)).mid()
        for entry, true in zip(enclosed.entries(), x.entries(), strict=True):
            assert entry.contains(true)
            assert entry.rad() < arb(10) ** -40


SIZES = {"beyond the floats' squares": "1e160", "below them": "1e-100"}
OF_FAMILIES = {
    "rational-well": "", "cosine-logcosh": "", "sine-quadratic": "", "quadratic": "eigenvalues = [1.0, 2.0]",
    "least-squares": "samples = 6", "welsch-regression": "samples = 6", "sigmoid-classification": "samples = 6",
}  # fmt: skip
OF_FORMULAS = {
    'term = "x^2/(1 + x^2)"': "", 'objective = "log1p(x1^2) + x2^2/(1 + x1^2)"': "", 'chain = "(1 - x)^2 + 10*(z - x^2)^2"': "",
    'loss = "log1p((t - y)^2/3)"': "samples = 6",
}  # fmt: skip


@pytest.mark.parametrize("region", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize(("kind", "parameters"), [*OF_FAMILIES.items(), *OF_FORMULAS.items()])
def test_a_region_of_any_size_gets_constants_or_one_line(write, monkeypatch, kind, parameters, region):
    """No warning, which is an error here, and no other error."""
    monkeypatch.setattr("problems.certify.models.separable.model.BOXES", 500)  # all are halves of what no float squares
    formula = kind if " = " in kind else None
    problem = write(text(kind, parameters, 2, start="0.0", region=float(region), decay=0.0, formula=formula))
    refused, found = "", ()
    with precision(), warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            found = Certifier(problem, 1).run().constants
        except InputError as error:
            refused = str(error)
    assert all(one.enclosure.lower <= one.enclosure.upper for one in found)
    said = ("region=1e+160 must be at most 1e+60", "its numbers leave the floats", "predictions must stay within 1e+12")
    assert found or (region == "1e160" and any(part in refused for part in said)), refused
