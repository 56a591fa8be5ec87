"""Exact evaluation agrees with SymPy, and points stay inside their premises."""

import zlib
from fractions import Fraction

import sympy as sp
from flint import arb, fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from theory.prove.evaluate import evaluator, rational, relation_evaluator
from theory.prove.points import points_inside

x, y, z, p, q = sp.symbols("x y z p q", real=True)
EXPRESSIONS = (
    (x + y) ** 3 / (1 + x**2) - z,
    sp.Max(x, y, z) - sp.Min(x * y, z) + sp.Abs(x - z),
    sp.Sum(x * sp.Symbol("i") ** 2, (sp.Symbol("i"), 1, 4)) - y,
    sp.ceiling(x) + sp.floor(y) * z,
)
#: the hash of 200 points as they were first drawn
DRAWN = 1_425_760_373
numbers = st.fractions(min_value=-50, max_value=50, max_denominator=60)


@given(values=st.tuples(numbers, numbers, numbers), which=st.sampled_from(EXPRESSIONS))
@settings(max_examples=60, deadline=None)
def test_rationals_as_sympy_has_them(values: tuple[object, ...], which: sp.Expr) -> None:
    point = [fmpq(v.numerator, v.denominator) for v in values]  # type: ignore[attr-defined]
    found = evaluator(which, (x, y, z))(point)
    at = {s: sp.Rational(v.numerator, v.denominator) for s, v in zip((x, y, z), values, strict=True)}  # type: ignore[attr-defined]
    assert rational(found) == which.subs(at).doit()


def test_roots_stay_rational_where_they_are() -> None:
    assert evaluator(x ** sp.Rational(3, 2), (x,))([fmpq(4, 9)]) == fmpq(8, 27)


def test_a_ball_contains_the_root() -> None:
    found = evaluator(sp.sqrt(x), (x,))([fmpq(2)])
    assert isinstance(found, arb)
    assert found * found - 2 < fmpq(1, 2**200)
    assert relation_evaluator(sp.Lt(x, sp.sqrt(2)), (x,))([fmpq(141421356, 10**8)]) is True


def test_overlapping_balls_decide_nothing() -> None:
    assert (
        relation_evaluator(sp.Eq(sp.sqrt(p * q), sp.sqrt(p) * sp.sqrt(q), evaluate=False), (p, q))([fmpq(2), fmpq(3)]) is None
    )


REAL = (
    sp.sqrt(1 + x**2) / (2 + sp.cos(y)) - x * sp.exp(-(z**2)) - y * z,
    sp.Max(sp.sqrt(2 + x**2), y, sp.Rational(3, 2)) * sp.Abs(z) ** sp.Rational(1, 3) - sp.pi * x,
    -x * y + sp.log(1 + z**2) ** -2 - (x - y) ** -1,
)


@given(values=st.tuples(numbers, numbers, numbers), which=st.sampled_from(REAL))
@settings(max_examples=60, deadline=None)
def test_balls_hold_what_sympy_has(values: tuple[Fraction, ...], which: sp.Expr) -> None:
    try:
        found = evaluator(which, (x, y, z))([fmpq(v.numerator, v.denominator) for v in values])
    except ArithmeticError:
        assert values[2] == 0 or values[0] == values[1]
        return
    close = which.subs({s: sp.Rational(v) for s, v in zip((x, y, z), values, strict=True)}).evalf(60)
    assert abs(arb(found) - arb(str(close))) < arb(10) ** -40 * (1 + abs(arb(found)))


def test_the_points_are_drawn_as_ever() -> None:
    """What the audit found is of these very points: another order of the dice gives others."""
    a, b = sp.symbols("a b", positive=True)
    c = sp.Symbol("c", nonnegative=True)
    n = sp.Symbol("n", integer=True, nonnegative=True)
    premises = (
        sp.Le(a, b / 2),
        sp.Ge(b, sp.sqrt(2)),
        sp.Lt(x, 3),
        sp.Gt(y, z),
        sp.Eq(q, x + a),
        sp.Ge(n, 2),
        sp.Gt(c * b, a / 9),
    )
    points = points_inside(premises, (a, b, c, n, q, x, y, z), 200)
    told = "; ".join(" ".join(value.str() for value in point) for point in points)
    assert zlib.crc32(told.encode()) == DRAWN


def test_points_are_inside_and_reach_the_boundary() -> None:
    a, b = sp.symbols("a b", positive=True)
    premises = (sp.Le(a, b / 2), sp.Ge(b, 1), sp.Lt(b, 3))
    truth = [relation_evaluator(premise, (a, b)) for premise in premises]
    points = list(points_inside(premises, (a, b), 500))
    assert len(points) == 500
    assert all(check(point) for point in points for check in truth)
    assert any(point[0] == point[1] / 2 for point in points)
    assert any(point[1] == 1 for point in points)
    assert all(point[1] != 3 for point in points)
