"""SymPy formulas as Coq text: what the text says is what the formula is."""

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from theory.kernel.text import relation, term

x, y, z = sp.symbols("x y z", positive=True)


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (x - y - z, "x - y - z"),
        (-(x + y), "- x - y"),
        (x / (y * z), "x / (y * z)"),
        (x / y * z, "x * z / y"),
        ((x + y) ** 2 / 3, "(x + y) ^ 2 / 3"),
        (sp.sqrt(x / y) * x**2, "sqrt x ^ 5 / sqrt y"),
        (x ** sp.Rational(1, 4), "sqrt (sqrt x)"),
        (x ** sp.Rational(2, 3), "Rpower x (2 / 3)"),
        (sp.Max(x, y, 1), "Rmax (Rmax 1 x) y"),
        (sp.log(1 + x) / y, "ln (x + 1) / y"),
        (-x * y, "- x * y"),
        (sp.Rational(-1, 2), "- 1 / 2"),
        (sp.Abs(sp.Symbol("r", real=True) - x), "Rabs (r - x)"),
    ],
)
def test_texts(formula: sp.Expr, text: str) -> None:
    assert term(formula) == text


def test_relations_read_from_small_to_large() -> None:
    assert relation(sp.Ge(x, y)) == "y <= x"
    assert relation(sp.Lt(x, y)) == "x < y"
    assert relation(sp.Or(sp.Eq(x, y), sp.Ne(x, z))) == "(x <> z) \\/ (x = y)"


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError, match="float"):
        term(0.5 * x)


@st.composite
def rational_formulas(draw: st.DrawFn) -> sp.Expr:
    """Formulas of + - * / and whole powers."""
    atoms = st.sampled_from([x, y, z]) | st.integers(-3, 3).map(sp.Integer)
    return draw(
        st.recursive(
            atoms,
            lambda inner: st.one_of(
                st.tuples(inner, inner).map(lambda p: p[0] + p[1]),
                st.tuples(inner, inner).map(lambda p: p[0] - p[1]),
                st.tuples(inner, inner).map(lambda p: p[0] * p[1]),
                st.tuples(inner, st.integers(1, 3)).map(lambda p: p[0] ** p[1]),
                st.tuples(inner, st.sampled_from([x, y, z])).map(lambda p: p[0] / p[1]),
            ),
            max_leaves=8,
        )
    )


@given(rational_formulas(), *(st.fractions(Fraction(1, 9), 9) for _ in range(3)))
def test_a_rational_text_has_the_formulas_value(formula: sp.Expr, a: Fraction, b: Fraction, c: Fraction) -> None:
    """Python reads + - * / as Coq does, and ** as Coq reads ^."""
    values = {"x": a, "y": b, "z": c}
    number = "".join(f"Fraction({part})" if part.isdigit() else part for part in _words(term(formula)))
    read = eval(number, {"Fraction": Fraction}, values)
    exact = formula.subs({sp.Symbol(k, positive=True): sp.Rational(v.numerator, v.denominator) for k, v in values.items()})
    assert sp.Rational(read.numerator, read.denominator) == exact


def _words(text: str) -> list[str]:
    """The words of a text, exponents apart: they stay whole numbers."""
    found = []
    for word in text.replace("(", " ( ").replace(")", " ) ").split():
        found.append(f"{word} " if found and found[-1] == "**" else "**" if word == "^" else word)
    return found
