"""Formulas: what is read, what is refused and how, and that a program, its balls, its intervals and SymPy agree."""

import re
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import sympy as sp
from flint import arb
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks.objectives.families import FORMULAS, as_formula
from problems.certify import certify
from problems.certify.arithmetic.balls import ball, precision
from problems.certify.arithmetic.intervals import Intervals
from problems.certify.arithmetic.jets import Jet
from problems.certify.constants import Certifier
from problems.certify.models.formula_boxes import Derivatives
from problems.errors import InputError
from problems.families import all_families
from problems.formula import FUNCTIONS, Program, derivative, named, read, rounding
from problems.load import from_tables, load
from verify.simulate.trace import Level, Node

LETTERS = {"a": 0.7, "b": -1.3}


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("a*x^2+", 7, "the end was read"),
        ("2x", 1, "cannot go on"),
        ("abs(x)", 1, "abs has a kink, F must be smooth; use sqrt(x^2 + s^2)"),
        ("1 + max(x)", 5, "max has a kink"),
        ("sqrt(x^2)", 1, "it has a kink"),
        ("x^y", 3, "y is no name of this formula; there are x, a, b"),
        ("x + foo(x)", 5, "foo is no function that is known; there are exp, log"),
        ("sin", 1, "sin is a function: write sin(...)"),
        ("exp()", 1, "exp takes one argument"),
        ("x^x", 3, "an exponent has no variables"),
        ("9^9^9^9", 5, "a whole exponent is at most 64"),
        ("1/0", 1, "no finite real numbers"),
        ("1e999*x", 1, "the number is too large"),
        (" x +  $", 7, "'$' was read"),
        ("x.real", 1, "are allowed"),
        ("x if x else x", 1, "are allowed"),
        ("(x", 1, "cannot go on"),
        ("", 1, "the end was read"),
        ("__import__(x)", 1, "no function that is known"),
        ("(-1)^a", 1, "only whole powers"),
    ],
)
def test_what_is_no_formula_is_refused_with_its_column(text, column, said):
    with pytest.raises(InputError) as caught:
        read(text, "term", ["x"], list(LETTERS))
    line = str(caught.value)
    assert line.startswith(f'term="{text}": column {column}: ')
    assert said in line
    assert "\n" not in line


@given(st.text(alphabet="xab01.9e+-*/^() ,sincoexp", max_size=30))
@settings(max_examples=150, deadline=None)
def test_any_text_is_a_formula_or_one_line(text):
    try:
        found = read(text, "term", ["x"], list(LETTERS))
    except InputError as error:
        line = str(error)
    else:
        line = ""
        assert found.expression.free_symbols <= {*found.variables, *found.parameters, *found.numbers}
    assert "\n" not in line


@pytest.mark.parametrize("written", ["1_0", "0x10", "0b1", "0o7", "1e1_0", "2j"])
def test_numbers_of_a_formula_are_decimals(written):
    with pytest.raises(InputError, match=f"column 3.*({written}|0j)"):
        read(f"x*{written}", "term", ("x",), ())
    assert str(read("x*10", "term", ("x",), ()).expression) == "10*x"


def test_a_deep_formula_is_one_line():
    for text in ("(" * 5000 + "x" + ")" * 5000, "-" * 9000 + "x", "x" + "+x" * 9000):
        with pytest.raises(InputError):
            read(text, "term", ["x"], [])


leaves = st.sampled_from(["x", "a", "b", "0.3", "2", "1/3", "7"])
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(inner, st.sampled_from(["2", "3", "-1", "1/2", "0.5"])).map(lambda t: f"({t[0]})^({t[1]})"),
        st.tuples(st.sampled_from(sorted(FUNCTIONS)), inner).map(lambda t: f"{t[0]}({t[1]})"),
        inner.map(lambda t: f"-({t})"),
    ),
    max_leaves=6,
)
#: SymPy has no word of its own for these
WORDS = {"Softplus": lambda x: sp.log(1 + sp.exp(x)), "LogCosh": lambda x: sp.log(sp.cosh(x)), "Log1p": lambda x: sp.log(1 + x),
         "Expm1": lambda x: sp.exp(x) - 1}  # fmt: skip


def by_sympy(expression, values):
    for name, word in WORDS.items():
        expression = expression.replace(lambda e, n=name: type(e).__name__ == n, lambda e, w=word: w(e.args[0]))
    return sp.N(expression.subs(values), 30)


@given(text=trees, x=st.floats(-3, 3))
@settings(max_examples=80, deadline=None)
def test_program_balls_intervals_and_sympy_agree(text, x):
    """Of the formula and of its derivative: one program in four arithmetics, and SymPy's own evaluation."""
    try:
        formula = read(text, "term", ["x"], list(LETTERS))
        slope = derivative(formula.expression, formula.variables[0])
    except InputError:
        assume(False)
    values = {symbol: sp.Rational(*LETTERS[str(symbol)].as_integer_ratio()) for symbol in formula.parameters}
    values |= {symbol: sp.Rational(*number.as_integer_ratio()) for symbol, number in formula.numbers.items()}
    values[formula.variables[0]] = sp.Rational(*x.as_integer_ratio())
    for expression in (formula.expression, slope):
        program = formula.program([expression])
        with precision():
            inputs = [Jet.variable(ball(x), 0), *(Jet.constant(LETTERS[str(p)]) for p in formula.parameters)]
            found = program(*inputs)[0]
            exact = found.coefficients[0] if isinstance(found, Jet) else arb(found)
            assume(exact.is_finite() and exact.rad() < 1e-9 * (1 + abs(exact)))
            known = by_sympy(expression, values)
            assume(known.is_real)
            assert abs(exact - arb(str(known))) < 1e-20 * (1 + abs(exact)) + 2 * exact.rad()
        numbers = [np.array([LETTERS[str(p)]]) for p in formula.parameters]
        with np.errstate(all="ignore"):
            floating = np.ravel(program(np.array([x]), *numbers)[0])[0]
            ends = program(Intervals([x], [x]), *numbers)[0]
        if isinstance(ends, Intervals):
            assert ends.low.ravel()[0] <= float(exact.upper()) + 1e-300
            assert ends.high.ravel()[0] >= float(exact.lower()) - 1e-300
            if np.isfinite(ends.size).all():  # the interval says how far rounding may put the float
                assert ends.low.ravel()[0] <= floating <= ends.high.ravel()[0]


@given(text=trees, low=st.floats(-3, 3), width=st.floats(0, 2), share=st.floats(0, 1))
@settings(max_examples=80, deadline=None)
def test_intervals_contain_every_value(text, low, width, share):
    try:
        formula = read(text, "term", ["x"], list(LETTERS))
    except InputError:
        assume(False)
    program = formula.program([formula.expression])
    x = min(low + share * width, low + width)
    numbers = [LETTERS[str(p)] for p in formula.parameters]
    with np.errstate(all="ignore"):
        found = program(Intervals([low], [low + width]), *numbers)[0]
    assume(isinstance(found, Intervals))
    with precision():
        value = program(Jet.variable(ball(x), 0), *(Jet.constant(p) for p in numbers))[0]
        value = value.coefficients[0] if isinstance(value, Jet) else arb(value)
        assume(value.is_finite())
        assert ball(float(found.low.ravel()[0])) <= value.upper() if np.isfinite(found.low).all() else True
        assert ball(float(found.high.ravel()[0])) >= value.lower() if np.isfinite(found.high).all() else True


@given(a=st.floats(0.5, 2.0), b=st.floats(0.5, 2.0))
@settings(max_examples=15, deadline=None)
def test_a_product_of_letters_is_inside_every_interval_of_its_slope(a, b):
    """What is made of letters alone is rounded as well: the slope of a b x is a b, which is no float."""
    exact = Fraction(a) * Fraction(b)
    tables = {
        "problem": {"name": "case", "dimension": 1, "start": 0.3, "region": 1.0, "parameters": {"a": a, "b": b}},
        "noise": {"kind": "none"},
        "algorithm": {"name": "adamw-d", "delta": 1.0, "beta_2": 0.01, "lambda": 0.01},
        "target": {"epsilon": 0.5},
    }

    def family(key, text):
        return from_tables(tables | {"problem": tables["problem"] | {key: text}}, Path("case.toml")).family

    coupled = family("objective", "a*b*x1")
    own = Derivatives(coupled.formula, [{"a": a, "b": b}[str(p)] for p in coupled.formula.parameters])
    term = family("term", "a*b*x")
    boxes = own.at(own.gradient, np.array([[-1.0]]), np.array([[1.0]]))[0]
    pieces = term._near(term.programs[1], 1.0)
    for low, high in (
        (boxes.low, boxes.high),
        (pieces.low, pieces.high),
        term._far_range("slope", 1.0, [float(c[0]) for c in term.coefficients]),
    ):
        assert Fraction(float(np.max(low))) <= exact <= Fraction(float(np.min(high)))


def test_a_program_is_traced():
    formula = read("a*logcosh(x) + softplus(b*x) + atan(x)/3", "term", ["x"], list(LETTERS))
    program = formula.program([formula.expression])
    traced = program(Node("x", Level.FULL), *(Node(name, Level.COORDINATE) for name in LETTERS))[0]
    assert isinstance(traced, Node)
    assert isinstance(program, Program)


def test_names_are_those_that_are_no_functions():
    assert named("a*sin(x)+1e3*b_2-softplus(y)") == {"a", "x", "b_2", "y"}


def test_a_number_is_no_place():
    """4.0 as a factor and step 4 as one are different steps, though the two are equal."""
    formula = read("(x1^2+x2-11)^2+(x1+x2^2-7)^2", "objective", ["x1", "x2"], [])
    slopes = [derivative(formula.expression, x) for x in formula.variables]
    assert formula.program([formula.expression, *slopes])(1.0, 1.0) == [106.0, -46.0, -38.0]


def test_the_example_of_the_documentation_is_certified(tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "problem-files.md").read_text(encoding="utf-8")
    blocks = [text for text in re.findall(r"```toml\n(.*?)```", page, re.DOTALL) if "\nterm = " in text or "\nloss = " in text]
    assert blocks
    for text in blocks:
        (tmp_path / "case.toml").write_text(text, encoding="utf-8")
        certificate = load(tmp_path / "case.toml").certificate
        assert all(certificate[name].enclosure.width < 1e-3 for name in ("L", "c_inf", "sigma", "Delta"))
    with pytest.raises(InputError) as caught:
        read("abs(x)", "term", ["x"], [])
    assert str(caught.value) in page


@pytest.mark.parametrize(
    "text", ["x^4 - 2*x^2 + 1", "exp(x) - exp(2*x)/2 + cos(3*x)", "log(1 + x^2) - atan(x)/3 + sqrt(x^2 + 0.1)"]
)
def test_rounding_is_bounded(text):
    """Of values that cancel: floats against balls; and the bound is no more than a few hundred times what is seen."""
    formula = read(text, "term", ["x"], [])
    program = formula.program([formula.expression, derivative(formula.expression, formula.variables[0])])
    x = np.random.default_rng(0).uniform(0.9, 1.1, 200)
    bounds = rounding(program, [Intervals(np.array([0.9]), np.array([1.1]))])
    with precision():
        seen = np.zeros(2)
        for one in x:
            exact = [e.coefficients[0] for e in program(Jet.variable(ball(float(one)), 0))]
            seen = np.maximum(seen, [abs(float(e - ball(float(f)))) for e, f in zip(exact, program(float(one)), strict=True)])
    for worst, bound in zip(seen, bounds, strict=True):
        assert 0 < worst <= np.max(bound) * 2.0**-53 <= 500 * worst


#: parameters of every shipped family that is a formula, and a file's tables beside them
DATA = {"samples": 8, "seed": 2}
FAMILIES = {
    "rational-well": {"amplitude": 0.3}, "cosine-logcosh": {"amplitude": 0.5, "ripple": 0.15},
    "sine-quadratic": {"amplitude": 0.25}, "least-squares-1d": {"a": 1.5, "shift": 0.75},
    "least-squares": DATA, "welsch-regression": DATA, "sigmoid-classification": DATA,
}  # fmt: skip


def test_every_shipped_family_that_is_a_formula_is_among_them():
    """A rotated quadratic has no formula in a file: its matrix comes from a seed."""
    written = {"term", "terms", "loss", "objective", "chain"}
    assert set(FAMILIES) == set(FORMULAS) == set(all_families()) - {"quadratic"} - written


@pytest.mark.parametrize("family", FAMILIES)
def test_the_formula_of_a_shipped_family_has_its_constants(tmp_path, family):
    """Both enclose the same best value; where both are narrow every end is the same to far below a float's last place."""
    finite_sum = FAMILIES[family] is DATA
    tables = {
        "problem": {"name": "case", "dimension": 1 if family == "least-squares-1d" else 2, "start": 0.4, "region": 1.0,
                    "family": family, "parameters": FAMILIES[family]},
        "noise": {"kind": "sampling", "batch": 3} if finite_sum else {"kind": "rademacher", "scale": 0.25},
        "algorithm": {"name": "adamw-d", "delta": 0.5, "beta_2": 0.01, "lambda": 0.0 if finite_sum else 0.1},
        "target": {"epsilon": 0.5},
    }  # fmt: skip
    with precision():
        one, two = (Certifier(from_tables(t, tmp_path / "case.toml"), 1).run() for t in (tables, as_formula(tables)))
    for constant in one.constants:
        mine, other = constant.enclosure, two[constant.name].enclosure
        assert mine.low <= other.high, constant.name
        assert other.low <= mine.high, constant.name
        assert (mine.width <= 1e-3) == (other.width <= 1e-3), constant.name
        for a, b in ((mine.low, other.low), (mine.high, other.high)):
            if max(mine.width, other.width) < 1e-20:
                assert abs(a - b) <= Fraction(1, 2**60) * (1 + abs(a)), constant.name


def test_the_root_of_a_letters_square_is_certified_on_all_of_the_line():
    tables = {
        "problem": {"name": "p", "term": "a*(sqrt(1 + (x/s)^2) - 1)", "dimension": 1, "start": 0.5,
                    "parameters": {"a": 1.0, "s": 0.5}},
        "noise": {"kind": "none"}, "algorithm": {"name": "adam", "delta": 1.0, "beta_2": 0.1}, "target": {"epsilon": 0.1},
    }  # fmt: skip
    found = certify(from_tables(tables, Path("p.toml")), kept=False)
    assert found["L"].enclosure.upper == pytest.approx(4.0)
    assert found["c_inf"].enclosure.upper == pytest.approx(2.0)


def test_log_cosh_of_balls_far_out_is_a_ball():
    formula = read("logcosh(x)", "term", ["x"], [])
    program = formula.program([formula.expression])
    with precision(256):  # exp(-2 FAR) is far above the last bit
        near, far, further = program(np.array([arb(1), arb(-25), arb(10) ** 9], dtype=object))[0]
        assert near.overlaps(arb(1).cosh().log())
        assert far.overlaps(arb(25).cosh().log())
        assert further.overlaps(arb(10) ** 9 - arb(2).log())
        assert max(ball.rad() for ball in (near, far, further)) < 1e-60
    assert program(np.array([-1000.0]))[0][0] == pytest.approx(1000.0 - np.log(2.0))
