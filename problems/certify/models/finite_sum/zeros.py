"""A zero of a finite sum's gradient plus a constant, enclosed by Krawczyk's operator in ball arithmetic.

For f: R^m -> R^m with a continuous derivative, a box W around 0 and any matrix C, let K = -C f(0) + (I - C f'(W)) W. Where K
lies inside of W, W contains exactly one zero of f, and f' is invertible on W. Newton's method proposes where to try; it is
not believed.

The mean gradient g of the rows of A need not determine x. Sought is a zero of f(w) = E(g(x + Pw) + z):
* all entries: E = P = 1;
* some entries: E picks them, and P is their derivative, transposed;
* where A has rank r < d and z = 0: E = R, P = R' for r rows R of A. That f' is invertible proves that R has rank r, so that
  it spans the rows of A, among whose combinations g is: Rg = 0 only where g = 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from flint import arb, arb_mat
from scipy.linalg import qr

from problems.certify.arithmetic.balls import ball
from problems.certify.arithmetic.eigenvalues import exact_rank, matrix, midpoint
from problems.certify.models.model import Point, balls, rational
from problems.families.base import Array

if TYPE_CHECKING:
    from problems.certify.models.finite_sum.model import FiniteSumModel

#: Newton's steps; they end when one is below 2^EXPONENT of the point's size
NEWTON, EXPONENT = 12, -130
#: sizes of the boxes that are tried, as powers of two, relative to 1 + |x|
BOXES = (-90, -50, -25)


@dataclass(frozen=True)
class Zero:
    """`box` contains a zero, in balls; `at` is its centre."""

    at: Point
    box: tuple[arb, ...]

    def inside(self, region: float | None) -> bool:
        """Whether the zero is in the region |x_i| <= region, for certain."""
        return region is None or all(abs(x) <= ball(region) for x in self.box)


class System:
    """f(w) = E(g(x + Pw) + z) of the rows' mean gradient g; rows may be repeated."""

    def __init__(
        self, model: "FiniteSumModel", rows: Sequence[int], draw: Sequence[arb], kept: arb_mat, moves: arb_mat
    ) -> None:
        self.model, self.rows, self.draw, self.kept, self.moves = model, rows, draw, kept, moves
        self.table = matrix(model.family.table[list(rows)])
        self.columns = self.table.transpose()
        self.size = kept.nrows()

    def _slopes(self, x: Sequence[arb], order: int) -> list[arb]:
        predictions = (self.table * _column(x)).tolist()
        targets = self.model.family.targets
        return [
            self.model.losses.slopes(t[0], float(targets[j]), order)[order] for t, j in zip(predictions, self.rows, strict=True)
        ]

    def at(self, x: Sequence[arb]) -> arb_mat:
        """f at the point or box x, (m, 1)."""
        mean = self.columns * _column(self._slopes(x, 0)) * (arb(1) / len(self.rows))
        return self.kept * (mean + _column(self.draw))

    def hessian(self, x: Sequence[arb]) -> arb_mat:
        bends = self._slopes(x, 1)
        scaled = [[entry * bend for entry in row] for row, bend in zip(self.table.tolist(), bends, strict=True)]
        return self.columns * arb_mat(scaled) * (arb(1) / len(self.rows))

    def derivative(self, x: Sequence[arb]) -> arb_mat:
        """f' at the point or box x, (m, m)."""
        return self.kept * self.hessian(x) * self.moves

    def moved(self, x: Sequence[arb], w: arb_mat) -> list[arb]:
        return [a + step[0] for a, step in zip(x, (self.moves * w).tolist(), strict=True)]


def zero_beside(
    model: "FiniteSumModel",
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
    return enclosed(system, _newton(system, point))


def enclosed(system: System, x: Sequence[arb]) -> Zero | None:
    """Whether a box around the exact point x contains a zero: Krawczyk's test."""
    if not all(a.is_finite() and a.is_exact() for a in x):
        return None
    m, scale = system.size, 1.0 + max(abs(float(a)) for a in x)
    try:
        inverse = matrix(midpoint(system.derivative(x).inv()))
    except ZeroDivisionError:
        return None
    image = inverse * system.at(x)
    one = arb_mat([[int(i == j) for j in range(m)] for i in range(m)])
    for exponent in BOXES:
        radius = ball(scale) * arb(2) ** exponent
        w = _column([arb(0, radius.upper())] * m)
        box = system.moved(x, w)
        moved = (one - inverse * system.derivative(box)) * w - image
        if all(abs(row[0]) < radius.lower() for row in moved.tolist()):
            return Zero(rational(x), tuple(box))
    return None


def _system(
    model: "FiniteSumModel", rows: list[int], draw: list[arb], x: Sequence[arb], entries: list[int] | None
) -> System | None:
    """The system that is square as far as floats can see; None where no choice of this file's is."""
    d, table = model.dimension, model.family.table[rows]
    identity = np.eye(d)
    if entries is not None and len(entries) < d:
        kept = matrix(identity[entries]) if entries else arb_mat(0, d)
        whole = System(model, rows, draw, matrix(identity), matrix(identity))
        slopes = midpoint(whole.hessian(x))[entries]
        if not np.all(np.isfinite(slopes)):
            return None
        return System(model, rows, draw, kept, matrix(slopes).transpose() if entries else arb_mat(d, 0))
    rank = int(np.linalg.matrix_rank(table))
    if rank == d:
        return System(model, rows, draw, matrix(identity), matrix(identity))
    if not all(z.is_zero() for z in draw) or exact_rank(table) != rank:
        return None
    if rank == 0:  # g is 0 everywhere
        return System(model, rows, draw, arb_mat(0, d), arb_mat(d, 0))
    _, _, order = qr(table.T, mode="economic", pivoting=True)
    basis = matrix(table[order[:rank]])
    return System(model, rows, draw, basis, basis.transpose())


def _newton(system: System, x: Sequence[arb]) -> list[arb]:
    """The midpoints of Newton's iterates from x, until they settle."""
    here = [a.mid() for a in x]
    for _ in range(NEWTON):
        try:
            step = system.derivative(here).solve(system.at(here))
        except ZeroDivisionError:
            break
        moved = [a.mid() for a in system.moved(here, -1 * step)]
        if not all(a.is_finite() for a in moved):
            break
        change = max(abs(float(a - b)) for a, b in zip(moved, here, strict=True))
        here = moved
        if change <= 2.0**EXPONENT * (1.0 + max(abs(float(a)) for a in here)):
            break
    return here


def _column(entries: Sequence[arb] | Array) -> arb_mat:
    return arb_mat(len(entries), 1, list(entries))
