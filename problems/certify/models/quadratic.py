"""Certification of quadratics F(x) = x'Hx/2: the spectrum is given, the entries follow from the exact rotation.

The family draws an orthogonal matrix in floating point. What is certified is H = U diag(eigenvalues) U' with U the orthogonal
matrix nearest to it (its polar factor), so that the eigenvalues are exactly those of the problem file; U is enclosed by
Newton and Schulz's iteration in ball arithmetic, whose distance to U is at most ||X'X - I||.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import inf

import numpy as np
from flint import arb, arb_mat

from problems.certify.arithmetic.affine import Affine
from problems.certify.arithmetic.balls import ball, enclosure, one_norm
from problems.certify.arithmetic.matrices import matrix
from problems.certify.arithmetic.points import Found, Point, origin, rational
from problems.certify.models.model import Model, Span, faint
from problems.enclosure import Enclosure
from problems.families.quadratic import Quadratic

METHOD = "composition: a rotation keeps the eigenvalues"
ROUNDS = 3


class QuadraticModel(Model):
    def __init__(self, family: Quadratic, region: float | None) -> None:
        self.family, self.region, self.dimension = family, region, family.dimension
        self.kept = np.flatnonzero(family.eigenvalues > 0)
        self.eigenvalues = [ball(float(e)) for e in family.eigenvalues[self.kept]]
        self.rotation = _rotation(family, self.kept)
        self.hessian = self._hessian()

    def _hessian(self) -> list[list[arb]]:
        d, columns = self.dimension, self.rotation
        if not len(self.kept):
            return [[arb(0)] * d for _ in range(d)]
        scaled = arb_mat([[u * e for u, e in zip(row, self.eigenvalues, strict=True)] for row in columns.tolist()])
        return (scaled * columns.transpose()).tolist()

    def value(self, x: Sequence[arb]) -> arb:
        return sum((a * g for a, g in zip(x, self.gradient(x), strict=True)), arb(0)) / 2

    def gradient(self, x: Sequence[arb]) -> list[arb]:
        return [sum((h * a for h, a in zip(row, x, strict=True)), arb(0)) for row in self.hessian]

    def affine(self) -> Affine:
        return Affine(arb_mat(self.hessian), (arb(0),) * self.dimension, self.region)

    def stationary(self) -> Point:
        return origin(self.dimension)

    def smoothness(self, shift: arb) -> Found:
        if self.region == 0.0:
            return Found(enclosure(arb(0), arb(0), "closed form"), origin(self.dimension))
        # with eigenvalues and shift never negative the largest of H + shift I is the steepest; exact sum of floats
        top = max((float(e) for e in self.family.eigenvalues), default=0.0)
        value = ball(top) + shift
        return Found(
            enclosure(value, value, METHOD), origin(self.dimension), self._eigenvector(int(np.argmax(self.family.eigenvalues)))
        )

    def gradient_spans(self, shift: arb) -> list[Span]:
        spans = []
        for i, row in enumerate(self.hessian):
            entries = [h + shift if i == j else h for j, h in enumerate(row)]
            total = one_norm(entries)
            bounded = self.region is not None or total.is_zero()
            reach = ball(self.region or 0.0) * total if bounded else arb.pos_inf()
            edge = Fraction(1) if self.region is None else Fraction(self.region)
            corner = tuple(edge if h.mid() >= 0 else -edge for h in entries)
            spans.append(Span(-reach, reach, tuple(-c for c in corner), corner))
        return spans

    def minimum(self, shift: arb) -> Found:
        return Found(enclosure(arb(0), arb(0), "closed form, attained at 0"), origin(self.dimension))

    def pl(self) -> Found:
        if self.region == 0.0:
            return Found(Enclosure(inf, inf, "vacuous: the region is one point"))
        if not len(self.kept):
            return Found(Enclosure(inf, inf, "vacuous: F is constant"))
        i = int(self.kept[np.argmin(self.family.eigenvalues[self.kept])])
        least = ball(float(self.family.eigenvalues[i]))
        method = "closed form: the least eigenvalue that is not 0"
        return Found(enclosure(least, least, method), self._inside(self._eigenvector(i)))

    def pl_dynamic(self, decay: arb) -> Found:
        if decay == 0 or len(self.kept) == self.dimension or self.region == 0.0:
            # a decay adds a positive semidefinite matrix, and none is among those allowed
            return self.pl()
        # on the null space of H the ratio of F + (s/2)||x||^2 is s, and s may be as small as one likes
        null = self._null_vector()
        zero = enclosure(arb(0), arb(0), "closed form: on the null space of H the ratio is the decay itself")
        return Found(zero, self._inside(null), decay=faint(decay))

    def _eigenvector(self, i: int) -> Point:
        if i not in self.kept:
            return tuple(Fraction(int(j == i)) for j in range(self.dimension))
        place = int(np.flatnonzero(self.kept == i)[0])
        return rational([self.rotation[row, place] for row in range(self.dimension)])

    def _null_vector(self) -> Point:
        """A unit vector made orthogonal to the kept eigenvectors, to the precision of the balls."""
        columns = self.rotation.mid() if len(self.kept) else None
        best: list[arb] = []
        length = arb(0)
        for j in range(self.dimension):
            vector = [arb(int(i == j)) for i in range(self.dimension)]
            if columns is not None:
                for _ in range(2):
                    column = arb_mat(self.dimension, 1, vector)
                    column -= columns * (columns.transpose() * column)
                    vector = [row[0].mid() for row in column.tolist()]
            size = sum((v * v for v in vector), arb(0))
            if size.mid() > length.mid():
                best, length = vector, size
            if length > 0.1:
                break
        return rational(best)

    def _inside(self, vector: Point) -> Point:
        """`vector` scaled into the region."""
        if self.region is None:
            return vector
        longest = max(abs(v) for v in vector)
        return tuple(v * Fraction(self.region) / longest for v in vector)


def _rotation(family: Quadratic, kept: np.ndarray[tuple[int], np.dtype[np.intp]]) -> arb_mat:
    """The columns of U that belong to eigenvalues above 0, enclosed.

    A step keeps the polar factor; that its result is rounded moves it by less than four times as much (Li, "New perturbation
    bounds for the unitary polar factor", 1995), as all singular values are nearly 1.
    """
    d = family.dimension
    q = (family.root / np.sqrt(family.eigenvalues[kept])[:, None]).T if len(kept) else np.zeros((d, 0))
    if family.rotation is None:
        return matrix(np.eye(d)[:, kept])
    x = matrix(q)
    if not len(kept):
        return x
    identity = matrix(np.eye(len(kept)))
    moved = arb(0)
    for _ in range(ROUNDS):
        step = x * (3 * identity - x.transpose() * x) * (arb(1) / 2)
        x = step.mid()
        moved += _frobenius(step - x)
    around = arb(0, (_frobenius(x.transpose() * x - identity) + 4 * moved).upper())
    return arb_mat(d, len(kept), [entry + around for row in x.tolist() for entry in row])


def _frobenius(m: arb_mat) -> arb:
    """An upper bound of the Frobenius norm; as a ball the sum may touch 0 from below, where the root is not a number."""
    return sum((entry * entry for row in m.tolist() for entry in row), arb(0)).upper().sqrt().upper()
