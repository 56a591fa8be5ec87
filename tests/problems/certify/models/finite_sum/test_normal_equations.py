"""Least squares whose columns nearly depend on each other: the minimum is right to the last digit of the data."""

from fractions import Fraction

import numpy as np
import pytest
from flint import fmpq, fmpq_mat

from problems.certify.arithmetic.balls import ball, precision
from problems.certify.certificate import Constant, Status
from problems.certify.models.finite_sum.model import FiniteSumModel
from problems.enclosure import Enclosure
from problems.families.least_squares import LeastSquares

#: NIST's Longley data: employment, and six series of the American economy, 1947 to 1962
LONGLEY = """60323 83 234289 2356 1590 107608 1947; 61122 88.5 259426 2325 1456 108632 1948
60171 88.2 258054 3682 1616 109773 1949
61187 89.5 284599 3351 1650 110929 1950; 63221 96.2 328975 2099 3099 112075 1951; 63639 98.1 346999 1932 3594 113270 1952
64989 99 365385 1870 3547 115094 1953; 63761 100 363112 3578 3350 116219 1954; 66019 101.2 397469 2904 3048 117388 1955
67857 104.6 419180 2822 2857 118734 1956; 68169 108.4 442769 2936 2798 120445 1957; 66513 110.8 444546 4681 2637 121950 1958
68655 112.6 482704 3813 2552 123366 1959; 69564 114.2 502601 3931 2514 125368 1960; 69331 115.7 518173 4806 2572 127852 1961
70551 116.9 554894 4007 2827 130081 1962"""
#: NIST's certified residual sum of squares
LONGLEY_RESIDUAL = 836424.055505915


def longley() -> tuple[np.ndarray, np.ndarray]:
    rows = np.array([row.split() for row in LONGLEY.replace("\n", ";").split(";")], dtype=float)
    return np.hstack([rows[:, 1:], np.ones((16, 1))]), rows[:, 0]


def polynomials(degree: int) -> tuple[np.ndarray, np.ndarray]:
    """Filip's kind: powers of numbers that lie close together."""
    x = np.linspace(-8.8, -3.1, 24)
    return np.vander(x, degree + 1), 0.8 + 0.1 * np.sin(x)


def exact_minimum(table: np.ndarray, targets: np.ndarray) -> Fraction:
    """By rational elimination."""
    a = fmpq_mat([[fmpq(*v.as_integer_ratio()) for v in row] for row in table.tolist()])
    y = fmpq_mat([[fmpq(*v.as_integer_ratio())] for v in targets.tolist()])
    x = (a.transpose() * a).solve(a.transpose() * y)
    rest = sum(((row[0]) ** 2 for row in (a * x - y).tolist()), fmpq(0)) / (2 * len(targets))
    return Fraction(int(rest.p), int(rest.q))


def modelled(table: np.ndarray, targets: np.ndarray) -> FiniteSumModel:
    return FiniteSumModel(LeastSquares(table, targets), 1.0, 1)


def test_longley_s_minimum_is_nist_s() -> None:
    with precision():
        found = modelled(*longley()).minimum(ball(0)).enclosure
    assert found.width < 1e-15
    assert float(found.low) == pytest.approx(LONGLEY_RESIDUAL / 32, rel=1e-14)
    assert found.low <= exact_minimum(*longley()) <= found.high


@pytest.mark.parametrize("degree", [4, 8, 10, 12])
def test_the_minimum_on_powers_is_that_of_rational_elimination(degree: int) -> None:
    table, targets = polynomials(degree)
    with precision():
        model = modelled(table, targets)
        found, floor = model.minimum(ball(0)), model.positive_curvature(ball(0))
        value = model.value([ball(x) for x in found.at or ()])
    exact = exact_minimum(table, targets)
    assert found.enclosure.low <= exact <= found.enclosure.high
    assert found.enclosure.width < 1e-15
    assert float(value.upper()) == pytest.approx(float(exact), rel=1e-6)
    assert floor > 0  # the least eigenvalue is seen to be positive, though floats lose it


def test_columns_that_depend_on_others_change_nothing() -> None:
    table, targets = polynomials(10)
    wider = np.hstack([table, np.zeros((len(table), 1)), 2.0 * table[:, 3:5]])
    with precision():
        found = modelled(wider, targets).minimum(ball(0)).enclosure
    assert found.low <= exact_minimum(table, targets) <= found.high
    assert found.width < 1e-15


def test_a_column_that_is_the_same_everywhere_is_one_like_others() -> None:
    """mu is that of the columns that count: a column of zeros adds an eigenvalue 0, which is left out."""
    draw = np.random.default_rng(0)
    table = draw.standard_normal((9, 2))
    with precision():
        alone = modelled(table, table[:, 0]).pl().enclosure
        beside = modelled(np.hstack([table, np.zeros((9, 1))]), table[:, 0]).pl().enclosure
    assert float(beside.low) == pytest.approx(float(alone.low), rel=1e-12)
    assert alone.low > 0


def test_a_minimum_of_0_is_wide_against_0_alone() -> None:
    """Data that are fitted exactly: a width relative to 1e-150 says nothing of samples."""
    draw = np.random.default_rng(1)
    table = draw.standard_normal((5, 2))
    with precision():
        found = modelled(np.round(table, 3), np.round(table, 3) @ np.array([0.5, -2.0])).minimum(ball(0)).enclosure
    assert 0 <= found.low <= found.high < Fraction(1, 10**20)
    narrow = Enclosure(Fraction(0), Fraction(1, 10**150), "normal equations in 512 bits")
    assert Constant("minimum", None, narrow, Status.CERTIFIED).why == "wide against 0 alone: the minimum is 0, or next to it"
