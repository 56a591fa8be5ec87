"""Matrices of balls: from floats and back, products with vectors, exact rank."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from flint import arb, arb_mat, fmpz, fmpz_mat

from problems.certify.arithmetic.balls import ball
from problems.certify.arithmetic.points import Array


def matrix(table: Array) -> arb_mat:
    """A float matrix as exact balls."""
    rows, columns = table.shape
    return arb_mat(rows, columns, [ball(float(x)) for x in table.ravel()])


def column(entries: Sequence[arb] | Array) -> arb_mat:
    """(m, 1)."""
    return arb_mat(len(entries), 1, list(entries))


def times(m: arb_mat, x: Sequence[arb]) -> list[arb]:
    """The product with a vector."""
    return [row[0] for row in (m * column(x)).tolist()]


def exact_rank(table: Array) -> int:
    """The rank of a float matrix, exactly: its entries are integers in a common power of two."""
    least = min((np.frexp(a)[1] for a in table.ravel() if a), default=0) - 53
    rows = [[fmpz(int(Fraction(float(a)) / Fraction(2) ** int(least))) for a in row] for row in table]
    return int(fmpz_mat(rows).rank())


def midpoint(m: arb_mat) -> Array:
    return np.array([[float(x) for x in row] for row in m.tolist()]).reshape(m.nrows(), m.ncols())
