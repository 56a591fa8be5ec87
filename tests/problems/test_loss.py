"""Losses that are formulas: what is read and refused, and that programs, courses, ranges and limits are the formula's."""

import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import sympy as sp
from flint import arb
from hypothesis import given, settings
from hypothesis import strategies as st

from problems.certify.arithmetic.balls import precision
from problems.certify.constants import Certifier
from problems.certify.models.finite_sum.losses import Losses
from problems.errors import InputError
from problems.families.loss import Loss
from problems.formula import FUNCTIONS, read
from problems.in_place import InPlace
from problems.load import from_tables

HERE = Path("case.toml")
DATA = {"samples": 12, "seed": 2}
#: formula, letters and labels; what the residual, the class and other labels ask for
LOSSES = {
    "Student-t": ("log1p((t-y)^2/nu)", {"nu": 3.0}),
    "Welsch": ("c^2/2*(1-exp(-(t-y)^2/c^2))", {"c": 0.7}),
    "softplus": ("softplus(-y*t)", {"labels": "classes"}),
    "sigmoid": ("(1-tanh(y*t/2))/2", {"labels": "classes"}),
    "cosine": ("1-cos(t-y)", {}),
    "fourth power": ("(t-y)^4/(1+(t-y)^4)", {}),
    "counts": ("exp(t)-y*t", {}),
    "saturated": ("(y-tanh(t))^2", {}),
    "linear": ("y*t", {}),
}


def tables(loss, region=1.0, dimension=2, noise=None, **parameters):
    size = {} if region is None else {"region": region}
    return {
        "problem": {"name": "case", "loss": loss, "start": 0.0, "dimension": dimension, **size,
                    "parameters": DATA | parameters},
        "noise": noise or {"kind": "sampling", "batch": 3},
        "algorithm": {"name": "adamw-d", "delta": 0.5, "beta_2": 0.01, "lambda": 0.0},
        "target": {"epsilon": 0.5},
    }  # fmt: skip


@cache
def family(name) -> Loss:
    text, parameters = LOSSES[name]
    return from_tables(tables(text, **parameters), HERE).family


@pytest.mark.parametrize(
    ("loss", "parameters", "said"),
    [
        ("log1p((t-y)^2/nu", {"nu": 1.0}, 'loss="log1p((t-y)^2/nu": column 6:'),
        ("abs(t-y)", {}, "column 1: abs has a kink"),
        ("(t-x)^2", {}, "column 4: x is no name of this formula; there are t, y"),
        ("y^2", {}, "it has no t, the prediction"),
        ("(t-y)^2", {"c": 1.0}, "c is no letter of the loss"),
        ("c*(t-y)^2", {"c": [1.0, 2.0]}, "c=[1.0, 2.0] must be one number"),
        ("(t-y)^2", {"t": 1.0}, "t is no parameter of a loss"),
        ("(t-y)^2", {"labels": "words"}, "labels=\"words\" must be one of 'numbers' or 'classes'"),
        ("(t-y)^2", {"samples": None}, "either data (a file) or samples"),
    ],
)
def test_what_is_no_loss_is_refused_with_file_key_and_column(loss, parameters, said):
    made = tables(loss, **parameters)
    made["problem"]["parameters"] = {k: v for k, v in made["problem"]["parameters"].items() if v is not None}
    with pytest.raises(InputError) as caught:
        from_tables(made, HERE)
    line = str(caught.value)
    assert said in line
    assert re.search(r"\(case\.toml: \[problem(\.parameters)?\]", line)
    assert "\n" not in line


@pytest.mark.parametrize(("loss", "place"), [("log(t)", "t = "), ("1/(t-0.25)", "t = 0.25"), ("sqrt(t^2+y-1)", "label y = ")])
def test_a_loss_that_is_not_smooth_is_refused_with_a_point(loss, place):
    with pytest.raises(InputError) as caught:
        Certifier(from_tables(tables(loss, noise={"kind": "none"}), HERE), 1)
    assert "loss is not smooth" in str(caught.value)
    assert place in str(caught.value)


@given(
    text=st.recursive(
        st.sampled_from(["t", "y", "0.3", "2", "1/3"]),
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
            st.tuples(st.sampled_from(sorted(FUNCTIONS)), inner).map(lambda p: f"{p[0]}({p[1]})"),
        ),
        max_leaves=8,
    )
)
@settings(max_examples=40, deadline=None)
def test_in_place_the_bits_are_the_program_s(text):
    try:
        formula = read(text, "loss", ["t", "y"], [])
    except InputError:
        return
    t, y = np.random.default_rng(0).normal(0, 2, (5, 4)), np.linspace(-1, 1, 5)[:, None]
    program = formula.program([formula.expression, sp.sympify(sp.diff(formula.expression, formula.variables[0]))])
    with np.errstate(all="ignore"):
        wanted = [np.broadcast_to(one, t.shape) for one in program(t, y)]
    found = np.empty((2, *t.shape))
    for work in ({}, {t.shape: np.full((1, *t.shape), np.nan)}):
        InPlace(program)((t, y), (found[0], found[1]), work)
        assert np.array_equal(found, wanted, equal_nan=True)


@cache
def derivatives(f):
    """phi, phi' and phi'' by SymPy's own lambdify."""
    symbols = (*f.formula.variables, *f.formula.parameters)
    phi = f.formula.expression.subs(f.formula.numbers).replace(
        lambda e: type(e).__name__ == "Softplus", lambda e: sp.log(1 + sp.exp(e.args[0]))
    ).replace(lambda e: type(e).__name__ == "Log1p", lambda e: sp.log(1 + e.args[0]))  # fmt: skip
    return [sp.lambdify(symbols, sp.diff(phi, symbols[0], k), "numpy") for k in range(3)]


def points(f, label, reach=None):
    """Predictions, dense and far, with phi, phi' and phi''."""
    span = np.sinh(np.linspace(-6.0, 6.0, 4_001)) if reach is None else np.linspace(-reach, reach, 4_001)
    with np.errstate(all="ignore"):
        return span, [np.broadcast_to(value(span, label, *f.p), span.shape) for value in derivatives(f)]


@pytest.mark.parametrize("name", LOSSES)
def test_between_its_turns_a_loss_is_monotone_and_it_stays_above_its_floor(name):
    f = family(name)
    for label in f.courses[0].labels:
        t, values = points(f, label)
        assert np.nanmin(values[0]) >= f.floors[float(label)] - 1e-12
        if np.isfinite(f.floors[float(label)]):
            assert np.nanmin(values[0]) <= f.floors[float(label)] + 1e-2
        for course, value in zip(f.courses, values, strict=True):
            known = np.isfinite(value) & (np.abs(value) < 1e12)
            steps = np.diff(value[known])
            size = 1e-9 * (np.abs(value[known][1:]) + np.abs(value[known][:-1]) + 1e-3)
            turns = np.flatnonzero((np.abs(steps) > size)[1:] & (np.abs(steps) > size)[:-1] & (steps[1:] * steps[:-1] < 0))
            for at in turns:  # where points show a turn, one is known
                low, high = t[known][at], t[known][at + 2]
                assert any(not (ball < arb(low)) and not (ball > arb(high)) for ball in course.turns[float(label)])


@pytest.mark.parametrize(
    ("name", "region"), [*((name, 0.4) for name in LOSSES), ("Student-t", 2.0), ("softplus", 2.0), ("saturated", 2.0)]
)
def test_ranges_contain_every_value_and_are_attained(name, region):
    f = family(name)
    low, high = f.predictions(region)
    with precision():
        losses = Losses(f, region)
        balls = losses.slope_ranges(), losses.curvature_ranges()
    for j in range(4):
        _, values = points(f, f.targets[j], high[j])
        for k, ends in ((1, f.slope_range(low, high, f.targets)), (2, f.curvature_range(low, high, f.targets))):
            least, most = np.min(values[k]), np.max(values[k])
            room = 1e-4 * (1 + abs(least) + abs(most))
            for a, b in ((ends[0][j], ends[1][j]), (float(balls[k - 1][j].least.mid()), float(balls[k - 1][j].greatest.mid()))):
                assert least - room <= a <= least + 1e-12 * (1 + abs(least))
                assert most + room >= b >= most - 1e-12 * (1 + abs(most))


def test_what_losses_tend_to():
    """By hand: at either end of R, exactly where the formula has a value there."""
    welsch, student, softplus = (family(name) for name in ("Welsch", "Student-t", "softplus"))
    assert [float(x) for x in welsch.loss_limits(0.0)] == pytest.approx([0.245, 0.245])
    assert welsch.slope_limits(0.0)[0] == 0
    assert student.slope_limits(0.0) == (arb(0), arb(0))
    assert softplus.slope_limits(1.0) == (arb(-1), arb(0))
    assert softplus.slope_limits(-1.0) == (arb(0), arb(1))
    assert softplus.loss_floor == 0.0
    assert np.array_equal(softplus.floor_sides, softplus.targets)
    assert welsch.loss_floor_attained
    assert family("linear").loss_floor == -np.inf
    line = np.full(12, -np.inf), np.full(12, np.inf)
    assert np.allclose(student.slope_range(*line, student.targets)[1], 1 / np.sqrt(3.0), rtol=1e-14)


def test_a_linear_loss_has_its_infimum_over_the_region_alone():
    """F is linear: at a corner, by hand."""
    with precision():
        certificate = Certifier(from_tables(tables("y*t"), HERE), 1).run()
    f = family("linear")
    corner = -np.sum(np.abs(f.targets @ f.table)) / f.samples
    minimum = certificate["minimum"].enclosure
    assert minimum.lower <= corner <= minimum.upper + 1e-15
    assert minimum.upper <= corner * (1 - 1e-9)
    assert "beyond the region" in minimum.method
    assert certificate["L"].enclosure.upper == 0.0


@pytest.mark.parametrize("name", ["Welsch", "sigmoid"])
def test_a_formula_of_a_family_has_its_ranges(name):
    """Welsch and sigmoid as classes know where they turn; the formula finds it: the same balls to 30 digits."""
    text, parameters = LOSSES[name]
    made = tables(text, **parameters)
    other = {"family": "welsch-regression" if name == "Welsch" else "sigmoid-classification"}
    other["parameters"] = DATA | {key: value for key, value in parameters.items() if key != "labels"}
    plain = made | {"problem": {k: v for k, v in made["problem"].items() if k != "loss"} | other}
    families = family(name), from_tables(plain, HERE).family
    for region in (0.3, 2.0, None):
        with precision():
            one, two = (Losses(each, region) for each in families)
            for mine, theirs in ((one.slope_ranges(), two.slope_ranges()), (one.curvature_ranges(), two.curvature_ranges())):
                for a, b in zip(mine, theirs, strict=True):
                    assert abs(a.least - b.least).upper() < 1e-30
                    assert abs(a.greatest - b.greatest).upper() < 1e-30
