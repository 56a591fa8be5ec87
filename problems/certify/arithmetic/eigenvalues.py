"""Eigenvalues of symmetric ball matrices, verified: a floating-point eigendecomposition is a guess that ball arithmetic checks.

With Q the guessed eigenvectors (exact floats), B = Q'MQ is nearly diagonal and G = Q'Q nearly the identity. For x = Qy:
x'Mx = y'By <= beta |y|^2 with beta Gershgorin's bound, and |x|^2 = y'Gy lies within 1 +- e of |y|^2 (e the largest row sum of
|G - I|), which bounds every eigenvalue of M; the Rayleigh quotient of the top column is attained.
"""

from dataclasses import dataclass

import numpy as np
from flint import arb, arb_mat

from problems.certify.arithmetic.matrices import matrix, midpoint
from problems.certify.arithmetic.points import Point, point_of


@dataclass(frozen=True)
class Eigenvalue:
    """`low <= eigenvalue <= high` and a vector whose Rayleigh quotient is within the enclosure."""

    low: arb
    high: arb
    vector: Point


def largest_eigenvalue(m: arb_mat) -> Eigenvalue:
    """The largest eigenvalue of the symmetric matrix m, enclosed."""
    _, q = np.linalg.eigh(midpoint(m))
    guess = matrix(q)
    transposed = guess.transpose()
    high = _upper_bound(transposed * m * guess, transposed * guess)
    top = q[:, -1]
    vector = matrix(top[:, None])
    low = (vector.transpose() * m * vector)[0, 0] / (vector.transpose() * vector)[0, 0]
    return Eigenvalue(low.lower(), high.upper(), point_of(top))


def smallest_eigenvalue(m: arb_mat) -> Eigenvalue:
    """The smallest eigenvalue of the symmetric matrix m, enclosed."""
    found = largest_eigenvalue(-1 * m)
    return Eigenvalue(-found.high, -found.low, found.vector)


def eigenvalue_floor(m: arb_mat, zeros: int) -> arb:
    """A lower bound of the smallest eigenvalue of m beyond the first `zeros`, for m >= 0 with exactly that many zeros.

    Courant and Fischer: the smallest value of x'Mx/x'x on the span of all but the first `zeros` guessed eigenvectors is at
    most that eigenvalue.
    """
    _, q = np.linalg.eigh(midpoint(m))
    guess = matrix(q[:, zeros:])
    transposed = guess.transpose()
    return -_upper_bound(-1 * (transposed * m * guess), transposed * guess).upper()


def inverse_floor(m: arb_mat) -> arb:
    """The same for m > 0 from the largest eigenvalue of its inverse, however small it is beside the others; 0 if m is not seen
    to be invertible with this many bits.
    """
    try:
        top = largest_eigenvalue(m.inv()).high
    except ZeroDivisionError:
        return arb(0)
    return (1 / top).lower() if top > 0 else arb(0)


def _upper_bound(b: arb_mat, g: arb_mat) -> arb:
    """An upper bound of y'By / y'Gy for G near the identity."""
    size = b.nrows()
    rows, gram = b.tolist(), g.tolist()
    beta, excess = arb.neg_inf(), arb(0)
    for i in range(size):
        off = sum((abs(rows[i][j]) for j in range(size) if j != i), arb(0))
        beta = beta.max(rows[i][i] + off)
        excess = excess.max(sum((abs(gram[i][j] - (1 if i == j else 0)) for j in range(size)), arb(0)))
    excess = excess.upper()
    if not excess < 1:
        return arb.pos_inf()
    return (beta / (1 - excess)).max(beta / (1 + excess))
