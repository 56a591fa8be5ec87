"""Divergences and bounds: against integrals, against each other, and against planted falsehoods."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm

from theory.papers.adamw.inputs import NotAllowed
from theory.papers.adamw.theorem_6.gaussian import (
    BOUND_PAPER,
    BOUND_PAPER_UNSCALED,
    BOUND_REPAIRED,
    KL,
    KL_PAPER,
    KL_PAPER_UNSCALED,
    TERMS,
    divergence,
    letters_of,
    pac_bayes,
    value,
)
from theory.symbols import b, d, eta, n_samples, rho, trace_M, x_star_sq


def zero(expression: sp.Expr) -> bool:
    return sp.simplify(sp.expand_log(expression, force=True)) == 0


def test_divergence_of_two_normals_on_the_line_is_its_integral() -> None:
    first, second = norm(0.3, np.sqrt(2.0)), norm(-0.5, np.sqrt(0.4))
    integral = quad(lambda x: second.pdf(x) * (second.logpdf(x) - first.logpdf(x)), -12, 12)[0]
    found = divergence(np.array([-0.5]), np.array([[0.4]]), np.array([0.3]), np.array([[2.0]]))
    assert found == pytest.approx(integral, rel=1e-9)


@given(st.integers(1, 30), st.integers(0, 1000), st.floats(0.01, 100.0))
def test_formula_is_the_divergence(dimension: int, seed: int, variance: float) -> None:
    generator = np.random.default_rng(seed)
    g = generator.standard_normal((dimension, dimension))
    m, mean = g @ g.T + np.eye(dimension), generator.standard_normal(dimension)
    letters = letters_of(mean, (m + m.T) / 2, variance, 0.1, 2.0, 100, 0.1)
    exact = divergence(mean, (m + m.T) / 2, np.zeros(dimension), variance * np.eye(dimension))
    assert value(KL, letters) == pytest.approx(exact, rel=1e-9, abs=1e-9)


def test_what_separates_the_paper_from_the_divergence() -> None:
    """Read without the factor, the constant alone is halved; with M as lemma 5 has it, the scale is off as well."""
    constant = (x_star_sq / rho - d) / 4
    assert zero(KL - KL_PAPER_UNSCALED - constant)
    scale = (trace_M / rho * (1 - eta / (2 * b)) - d * sp.log(2 * b / eta)) / 2
    assert zero(KL - KL_PAPER - constant - scale)


def test_repaired_bound_is_lemma_4_and_the_paper_s_is_not() -> None:
    assert zero(BOUND_REPAIRED**2 - pac_bayes(KL) ** 2)
    assert zero(BOUND_REPAIRED**2 - 8 / n_samples * sum(TERMS.values()))
    assert zero(BOUND_PAPER**2 - pac_bayes(KL_PAPER) ** 2)
    assert zero(BOUND_PAPER_UNSCALED**2 - pac_bayes(KL_PAPER_UNSCALED) ** 2)
    assert not zero(BOUND_PAPER**2 - BOUND_REPAIRED**2)


@pytest.mark.parametrize(
    ("name", "given_value", "words"),
    [
        ("variance", 0.0, "rho=0 must be greater than 0"),
        ("failure", 1.0, r"tau=1 must lie in \(0, 1\)"),
        ("failure", 0.0, r"tau=0 must lie in \(0, 1\)"),
        ("n", 0, "n=0 must be a whole number of at least 1"),
        ("n", 2.5, "n=2.5 must be a whole number"),
        ("step", -1.0, "eta=-1 must be greater than 0"),
    ],
)
def test_bad_input_is_one_line_that_names_the_value(name: str, given_value: float, words: str) -> None:
    numbers = {"variance": 1.0, "step": 0.1, "batch": 1.0, "n": 10, "failure": 0.1} | {name: given_value}
    with pytest.raises(NotAllowed, match=words) as caught:
        letters_of(np.zeros(2), np.eye(2), **numbers)
    assert "\n" not in str(caught.value)
