"""Multipliers that bound a quadratic y'Cy over signs y: a search in floating point, of which nothing is trusted.

Where s_1 s_2 s_3 = 1, 1 + s_1 y_i y_j + s_2 y_i y_k + s_3 y_j y_k is 0 or 4 for all signs (a triangle inequality; A is the
matrix of its products). So for any u and any weights z >= 0 of such triangles

    y'Cy <= sum u + sum z + y'(C + sum z A - diag(u)) y,

and the last term is at most n times the largest eigenvalue, if that is above 0. Searched are u and z that make the bound small:
the positive part of the matrix is penalised by its square over 2a, a smooth convex function of (u, z), and its positive part
over a is nearly the matrix of moments that the bound allows. The triangles that the moments break most are added, a is lowered,
and so on (Krislock, Malick and Roupin, "Improved semidefinite bounding procedure for solving Max-Cut problems to optimality",
2014).
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from problems.certify.arithmetic.points import Array
from problems.certify.search.descent import descend

#: the signs (s_1, s_2, s_3) of the products ij, ik, jk
PATTERNS = np.array([(1, 1, 1), (1, -1, -1), (-1, 1, -1), (-1, -1, 1)])
#: triangles added in a round, for each coordinate, and by how much they are broken at least
ADDED, BROKEN = 5, 1e-3
#: weights below this share of the mean entry are dropped
DROPPED = 1e-8


@dataclass(frozen=True, eq=False)
class Multipliers:
    """u (n,), triangles (k, 4): i < j < k and a pattern's number, z (k,)."""

    diagonal: Array
    triangles: NDArray[np.intp]
    weights: Array

    def added(self, c: Array) -> Array:
        """C + sum z A - diag(u)."""
        n = len(c)
        first, second, third, pattern = self.triangles.T
        signs = PATTERNS[pattern]
        flat = np.concatenate([first * n + second, first * n + third, second * n + third])
        half = np.bincount(flat, (signs * self.weights[:, None]).T.ravel() / 2, minlength=n * n).reshape(n, n)
        found = c + (half + half.T)
        found[np.arange(n), np.arange(n)] -= self.diagonal
        return np.asarray(found)

    def merged(self, i: int, sign: float) -> "Multipliers":
        """The same bound where y_i is sign times y_0: u_i goes to y_0, triangles through i are triangles through 0.

        A triangle through both is 0, or twice 1 + s y_0 y_k: the square of y_0 + s y_k. What it gave to the sum of z is given
        to u_0 or to u_k, which leaves diag(u) - C - sum z A as it was, or adds that square to it.
        """
        diagonal = self.diagonal.copy()
        diagonal[0] += diagonal[i]
        corners, signs, weights = self.triangles[:, :3], PATTERNS[self.triangles[:, 3]].copy(), self.weights
        at = corners == i
        signs[at[:, 0]] = signs[at[:, 0]] * [int(sign), int(sign), 1]
        signs[at[:, 1]] = signs[at[:, 1]] * [int(sign), 1, int(sign)]
        signs[at[:, 2]] = signs[at[:, 2]] * [1, int(sign), int(sign)]
        both = (corners[:, 0] == 0) & np.any(at, axis=1)
        ends = np.where(at[both, 1], corners[both, 2], corners[both, 1])
        product = np.where(at[both, 1], signs[both, 0], signs[both, 1])
        np.add.at(diagonal, np.where(product > 0, ends, 0), weights[both])
        kept = ~both
        corners, signs = _ordered(np.where(at, 0, corners)[kept], signs[kept])
        corners = corners - (corners > i)
        pattern = np.argmax(np.all(signs[:, None, :] == PATTERNS, axis=2), axis=1)
        return Multipliers(np.delete(diagonal, i), np.column_stack([corners, pattern]), weights[kept])


def _ordered(corners: NDArray[np.intp], signs: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Corners in rising order; the sign of a pair of corners stands at the place of the third, counted from the end."""
    order = np.argsort(corners, axis=1, kind="stable")
    opposite = np.take_along_axis(signs[:, ::-1], order, axis=1)
    return np.take_along_axis(corners, order, axis=1), opposite[:, ::-1]


def plain(c: Array) -> Multipliers:
    """Without triangles, u the largest eigenvalue."""
    top = float(np.linalg.eigvalsh(c)[-1])
    return Multipliers(np.full(len(c), top), np.zeros((0, 4), dtype=np.intp), np.zeros(0))


def lowered(c: Array, m: Multipliers, alpha: float, steps: int) -> tuple[Multipliers, Array, int]:
    """Multipliers with a smaller penalised bound, the moment matrix (n, n) that goes with them, eigendecompositions made.

    `alpha` and the weights are relative to the size of the mean row of c.
    """
    n, size = len(c), float(np.sum(np.abs(c))) / len(c)
    if size == 0.0:
        return m, np.eye(n), 0
    first, second, third, pattern = m.triangles.T
    s_1, s_2, s_3 = PATTERNS[pattern].T
    moments, count = np.eye(n), 0

    def of(v: Array) -> Multipliers:
        return replace(m, diagonal=v[:n] * size, weights=v[n:] * size)

    def penalised(v: Array) -> tuple[float, Array]:
        nonlocal moments, count
        count += 1
        values, q = np.linalg.eigh(of(v).added(c))
        top = values > 0
        values, q = values[top] / size / alpha, q[:, top]
        moments = (q * values) @ q.T
        turn = 1.0 + s_1 * moments[first, second] + s_2 * moments[first, third] + s_3 * moments[second, third]
        height = float(np.sum(v)) + alpha / 2 * float(np.sum(values**2))
        return height, np.concatenate([1.0 - np.diag(moments), turn])

    bounds = [(-np.inf, np.inf)] * n + [(0.0, np.inf)] * len(m.weights)
    start = np.concatenate([m.diagonal, m.weights]) / size
    found = descend(penalised, start, bounds, {"maxiter": steps, "maxcor": 20})
    penalised(found)
    return of(found), moments, count


def exchanged(c: Array, m: Multipliers, moments: Array) -> Multipliers:
    """Without the triangles of no weight, and with those that the moments break most, at weight 0."""
    n = len(c)
    kept = m.weights > DROPPED * float(np.sum(np.abs(c))) / n
    triangles, weights = m.triangles[kept], m.weights[kept]
    found = _broken(moments, ADDED * n)
    known = {tuple(t) for t in triangles.tolist()}
    new = np.array([t for t in found.tolist() if tuple(t) not in known], dtype=np.intp).reshape(-1, 4)
    return Multipliers(m.diagonal, np.concatenate([triangles, new]), np.concatenate([weights, np.zeros(len(new))]))


def _broken(moments: Array, most: int) -> NDArray[np.intp]:
    """Up to `most` triangles that the moments break most."""
    n = len(moments)
    rows, depths = [np.zeros((0, 4), dtype=np.intp)], [np.zeros(0)]
    for i in range(n - 2):
        # squares over j and k: patterns 0 and 3 above and below the diagonal, likewise 1 and 2
        row, rest = moments[i, i + 1 :], moments[i + 1 :, i + 1 :]
        size = n - i - 1
        up = np.triu(np.ones((size, size), dtype=bool), 1)
        total, apart = row[:, None] + row, row[:, None] - row
        for depth, above, below in ((np.where(up, total, -total) + rest, 0, 3), (apart - rest, 1, 2)):
            at = np.flatnonzero(depth < -1.0 - BROKEN)
            if len(at) > most:
                at = at[np.argpartition(depth.ravel()[at], most)[:most]]
            j, k = np.divmod(at, size)
            at, j, k = at[j != k], j[j != k], k[j != k]
            pattern = np.where(j < k, above, below)
            rows.append(np.column_stack([np.full(len(at), i), np.minimum(j, k) + i + 1, np.maximum(j, k) + i + 1, pattern]))
            depths.append(depth.ravel()[at])
    order = np.argsort(np.concatenate(depths), kind="stable")[:most]
    return np.asarray(np.concatenate(rows)[order])
