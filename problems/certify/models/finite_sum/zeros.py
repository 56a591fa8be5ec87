"""A zero of a finite sum's gradient plus a constant, enclosed (`arithmetic/krawczyk.py`).

The mean gradient g of the rows of A need not determine x. Sought is a zero of f(w) = E(g(x + Pw) + z):
* all entries: E = P = 1;
* some entries: E picks them, and P is their derivative, transposed;
* where A has rank r < d and z = 0: E = R, P = R' for r rows R of A. That f' is invertible proves that R has rank r, so that
  it spans the rows of A, among whose combinations g is: Rg = 0 only where g = 0.
"""

from collections.abc import Sequence

import numpy as np
from flint import arb, arb_mat
from scipy.linalg import qr

from problems.certify.arithmetic.krawczyk import Zero, enclosed, newton
from problems.certify.arithmetic.matrices import column, exact_rank, matrix, midpoint
from problems.certify.arithmetic.points import balls, rational
from problems.certify.models.finite_sum.objective import FiniteSum, RowMean


class GradientSystem:
    """f(w) = E(g(x + Pw) + z) of the rows' mean gradient g; rows may be repeated."""

    def __init__(self, model: FiniteSum, rows: Sequence[int], draw: Sequence[arb], kept: arb_mat, moves: arb_mat) -> None:
        self.rows, self.draw, self.kept, self.moves = RowMean(model.losses, rows), draw, kept, moves
        self.size = kept.nrows()

    def at(self, x: Sequence[arb]) -> arb_mat:
        """f at the point or box x, (m, 1)."""
        return self.kept * (self.rows.mean_slope(x) + column(self.draw))

    def hessian(self, x: Sequence[arb]) -> arb_mat:
        return self.rows.weighted(self.rows.slopes(x, 1))

    def derivative(self, x: Sequence[arb]) -> arb_mat:
        """f' at the point or box x, (m, m)."""
        return self.kept * self.hessian(x) * self.moves

    def moved(self, x: Sequence[arb], w: arb_mat) -> list[arb]:
        return [a + step[0] for a, step in zip(x, (self.moves * w).tolist(), strict=True)]


def zero_beside(
    model: FiniteSum,
    x: Sequence[float],
    rows: Sequence[int] | None = None,
    draw: Sequence[arb] | None = None,
    entries: Sequence[int] | None = None,
) -> Zero | None:
    """A zero of g + draw that Newton's method reaches from x, enclosed in a small box; None where that is not proved.

    g is the mean gradient of `rows` (all of them: grad F), `draw` is 0 where it is not given; only these `entries` of g + draw
    are asked to vanish, where they are given. The box may lie anywhere: see `Zero.inside`.
    """
    chosen = list(range(model.family.samples)) if rows is None else list(rows)
    z = [arb(0)] * model.dimension if draw is None else list(draw)
    point = balls(x)
    system = _system(model, chosen, z, point, None if entries is None else list(entries))
    if system is None:
        return None
    if system.size == 0:  # nothing is asked
        return Zero(rational(point), tuple(point))
    return enclosed(system, newton(system, point))


def _system(
    model: FiniteSum, rows: list[int], draw: list[arb], x: Sequence[arb], entries: list[int] | None
) -> GradientSystem | None:
    """The system that is square as far as floats can see; None where no choice of this file's is."""
    d, table = model.dimension, model.family.table[rows]
    identity = np.eye(d)
    if entries is not None and len(entries) < d:
        kept = matrix(identity[entries]) if entries else arb_mat(0, d)
        whole = GradientSystem(model, rows, draw, matrix(identity), matrix(identity))
        slopes = midpoint(whole.hessian(x))[entries]
        if not np.all(np.isfinite(slopes)):
            return None
        return GradientSystem(model, rows, draw, kept, matrix(slopes).transpose() if entries else arb_mat(d, 0))
    rank = int(np.linalg.matrix_rank(table))
    if rank == d:
        return GradientSystem(model, rows, draw, matrix(identity), matrix(identity))
    if not all(z.is_zero() for z in draw) or exact_rank(table) != rank:
        return None
    if rank == 0:  # g is 0 everywhere
        return GradientSystem(model, rows, draw, arb_mat(0, d), arb_mat(d, 0))
    _, _, order = qr(table.T, mode="economic", pivoting=True)
    basis = matrix(table[order[:rank]])
    return GradientSystem(model, rows, draw, basis, basis.transpose())
