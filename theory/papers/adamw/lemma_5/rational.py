"""Exact instances: rational H and Q, so that whether a closed form solves its equation is decided without rounding.

H = D C D with D a positive rational diagonal and C the Gram matrix of rational unit vectors, so that H_ii = D_i^2 and
Q = diag(H_ii^{-1/2}) = D^{-1} is rational; or H = R^2 with R rational and Q = H^{-1/2} = R^{-1}.
"""

from typing import Any

import flint
import numpy as np
import sympy as sp

from theory.papers.adamw.lemma_5.covariance import DRIFT, RATIONALS, H, M, Q, evaluate, residual

fmpq, fmpq_mat = flint.fmpq, flint.fmpq_mat


def unit_vectors(d: int, generator: np.random.Generator) -> Any:
    """d rational unit vectors of R^d as rows, by stereographic projection."""
    rows = []
    for _ in range(d):
        t = [fmpq(int(generator.integers(-9, 10)), int(generator.integers(2, 10))) for _ in range(d - 1)]
        square = sum((v * v for v in t), fmpq(0))
        rows.append([2 * v / (1 + square) for v in t] + [(square - 1) / (1 + square)])
    return fmpq_mat(rows)


def diagonal_instance(d: int, seed: int) -> tuple[Any, Any]:
    """(H, Q = diag(H_ii^{-1/2})), both rational; H is positive definite."""
    generator = np.random.default_rng(seed)
    while True:
        v = unit_vectors(d, generator)
        if v.det() != 0:
            break
    scale = [fmpq(int(generator.integers(1, 20)), int(generator.integers(1, 10))) for _ in range(d)]
    gram = v * v.transpose()
    h = fmpq_mat([[scale[i] * gram[i, j] * scale[j] for j in range(d)] for i in range(d)])
    q = fmpq_mat([[1 / scale[i] if i == j else fmpq(0) for j in range(d)] for i in range(d)])
    return h, q


def root_instance(d: int, seed: int) -> tuple[Any, Any]:
    """(H, Q = H^{-1/2}), both rational."""
    generator = np.random.default_rng(seed)
    g = fmpq_mat([[fmpq(int(generator.integers(-5, 6)), 3) for _ in range(d)] for _ in range(d)])
    one = fmpq_mat([[fmpq(int(i == j)) for j in range(d)] for i in range(d)])
    root = g * g.transpose() + one
    return root * root, root.inv()


def exact_residual(form: sp.MatrixExpr, algorithm: str, h: Any, q: Any, scalars: dict[sp.Symbol, sp.Rational]) -> Any:
    """Residual of `form` in the Lyapunov equation of `algorithm`, as rationals.

    The equation is written for a symmetric M; an M that is not symmetric is no covariance, and its residual is not zero
    either: A M alone is then half of Q H Q, and M A' is not.
    """
    matrices = {H: h, Q: q}
    m = evaluate(form, matrices, scalars, RATIONALS)
    return evaluate(residual(DRIFT[algorithm]), matrices | {M: m}, scalars, RATIONALS)


def is_zero(matrix: Any) -> bool:
    """Whether every entry is exactly 0."""
    return all(entry == 0 for entry in matrix.entries())
