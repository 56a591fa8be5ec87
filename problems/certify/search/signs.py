"""The largest value of a quadratic over the corners of a box, by branch and bound on the signs of the coordinates.

With x = r y and y_0 = 1, x'Mx - 2p'x is y'Cy over signs y. Multipliers (`triangle_inequalities.py`) bound it; where that is
not close to the best corner that a local search knows, a coordinate is given either sign, which leaves a quadratic of the same
kind in one coordinate less. The multipliers of a node are those of its parent, improved. The node with the largest bound comes
first; when the budget ends, the largest bound left is the answer.

A node's bound is proved in floating point, whatever the multipliers: S = diag(u) - C - sum z A is made, and with a rise such
that Cholesky's factorisation of S + rise I completes, y'Cy <= sum u + sum z + n (rise + error). The error is at most
(n + 2) 2^-52 trace(S + rise I) in any order of operations (Higham, Accuracy and Stability of Numerical Algorithms, theorem
10.3, doubled). Without a factorisation, Gershgorin's discs say what rise is enough. An entry of S is a sum of fewer than
2N + k + 64 of C's entries and multipliers, N the root's coordinates, k the number of triangles, so that all entries together
are off by less than (2N + k + 64) 2^-52 times the sizes of what is added up, and twice that is added.
"""

import itertools
from dataclasses import dataclass

import numpy as np
from flint import arb, arb_mat

from problems.certify.arithmetic.balls import ball
from problems.certify.arithmetic.matrices import midpoint
from problems.certify.arithmetic.points import Array
from problems.certify.search.best_first import best_first
from problems.certify.search.triangle_inequalities import Multipliers, exchanged, lowered, plain

#: relative distance between the bound that is sought and the best corner known
TOLERANCE = 1.5e-3
#: what the search may cost at effort 1: an eigendecomposition of n rows costs n^3 + FIXED
WORK, FIXED = 2_200_000_000, 130_000
#: penalties of the root and of another node: the first, the last, and the share of one that is the next
ROOT, NODE, LAST, FALL = 0.1, 1e-4, 2e-6, 0.25
#: steps towards the multipliers in a round
STEPS = 60
#: random corners that are improved at effort 1
STARTS = 64
#: steps of a local search
FLIPS = 1000


@dataclass(frozen=True, eq=False)
class Node:
    """The corners with these signs (n,), 0 where either is allowed; a proved bound and its multipliers.

    `lean`: what the search expects of the free coordinates, from -1 to 1.
    """

    signs: Array
    upper: float
    multipliers: Multipliers
    lean: Array


def corner_bound(m: arb_mat, p: list[arb], q: arb, radius: float, effort: int) -> tuple[arb, Array]:
    """An upper bound of x'Mx - 2p'x + q over the corners of |x_i| <= radius, and the best corner found (d,)."""
    r, d = ball(radius), len(p)
    entries = [[q * 0, *(-r * b for b in p)], *([-r * p[i], *(r * r * m[i, j] for j in range(d))] for i in range(d))]
    exact = arb_mat(entries)
    c = midpoint(exact)
    c = (c + c.T) / 2
    off = sum((abs(exact[i, j] - ball(float(c[i, j]))) for i in range(d + 1) for j in range(d + 1)), arb(0))
    tree = Tree(c, float(q), effort)
    upper = tree.run()
    return ((ball(upper) + off + q).upper() if np.isfinite(upper) else arb.pos_inf()), radius * tree.best[1:]


class Tree:
    """Branch and bound on y'Cy over signs y with y_0 = 1; `constant` is what the tolerance counts on top of it."""

    def __init__(self, c: Array, constant: float, effort: int) -> None:
        self.c, self.constant, self.effort = c, constant, effort
        self.work, self.size = float(WORK) * effort, float(np.sum(np.abs(c)))
        draw = np.random.default_rng(0)
        starts = np.where(draw.random((STARTS * effort, len(c))) < 0.5, -1.0, 1.0)
        self.best, self.top = np.ones(len(c)), -np.inf
        self.nodes = 0
        self.order = itertools.count()
        #: the largest bound of nodes of one corner
        self.closed = -np.inf
        self.see(starts)

    @property
    def target(self) -> float:
        return self.top + TOLERANCE * abs(self.top + self.constant)

    def see(self, starts: Array) -> None:
        """Local searches from these signs."""
        ends = climb(self.c, starts)
        heights = np.add.reduce((ends @ self.c) * ends, axis=1)
        if np.max(heights) > self.top:
            self.best, self.top = ends[np.argmax(heights)], float(np.max(heights))

    def run(self) -> float:
        """The bound."""
        signs = np.zeros(len(self.c))
        # without a linear part y_0 y_i for i > 0 can all change their signs at once, so one of them is free to choose
        signs[: 1 if np.any(self.c[0, 1:]) else 2] = 1.0
        c = face(self.c, signs)
        first = plain(c)
        root = self.tightened(Node(signs, proved(c, first, self.size, len(self.c)), first, np.zeros(len(c) - 1)), ROOT)

        def rank(node: Node) -> tuple[float, int]:
            """By falling bound; of equal ones the newest."""
            return -node.upper, -next(self.order)

        left = best_first([root], rank, self.halves, lambda node: bool(node.upper <= self.target or self.work <= 0))
        return max([self.closed, *(node.upper for node in left[:1])])

    def halves(self, node: Node) -> list[Node]:
        """The node's corners by the sign of the coordinate that is least decided; none where all are."""
        if np.all(node.signs):
            self.closed = max(self.closed, node.upper)
            return []
        k = int(np.argmin(np.abs(node.lean)))
        found = []
        for sign in (1.0, -1.0):
            signs = node.signs.copy()
            signs[np.flatnonzero(signs == 0)[k]] = sign
            multipliers = node.multipliers.merged(k + 1, sign)
            upper = min(node.upper, proved(face(self.c, signs), multipliers, self.size, len(self.c)))
            found.append(Node(signs, upper, multipliers, np.delete(node.lean, k)))
        return [self.tightened(part, NODE) for part in found]

    def tightened(self, node: Node, alpha: float) -> Node:
        """The node with better multipliers, and a local search from where they point."""
        self.nodes += 1
        c, upper, m, lean = face(self.c, node.signs), node.upper, node.multipliers, node.lean
        n = len(c)
        if n == 1:
            return Node(node.signs, min(upper, proved(c, plain(c), self.size, len(self.c))), m, lean)
        while upper > self.target and self.work > 0:
            better, moments, count = lowered(c, m, alpha, STEPS)
            self.work -= (count + 2) * (n**3 + FIXED)
            bound = proved(c, better, self.size, len(self.c))
            if not np.isfinite(bound):
                break
            m, upper, lean = better, min(upper, bound), moments[0, 1:]
            if alpha <= LAST:
                break
            m, alpha = exchanged(c, m, moments), max(alpha * FALL, LAST)
            y = node.signs.copy()
            y[y == 0] = np.where(lean < 0, -1.0, 1.0)
            self.see(y[None, :])
        return Node(node.signs, upper, m, lean)


def face(c: Array, signs: Array) -> Array:
    """The quadratic with these signs put in, 0 where a coordinate stays free; what is fixed is the first coordinate."""
    free, along = np.flatnonzero(signs == 0), c @ signs
    found = np.empty((len(free) + 1, len(free) + 1))
    found[0, 0] = signs @ along
    found[0, 1:] = found[1:, 0] = along[free]
    found[1:, 1:] = c[np.ix_(free, free)]
    return found


def proved(c: Array, m: Multipliers, size: float, order: int = 0) -> float:
    """An upper bound of y'Cy over signs, whatever the multipliers; infinite if they are not finite.

    `size`: that of all entries together of the quadratic that c is a face of, which c's rounding is relative to; `order`: its
    coordinates, if c is not all of it, of which an entry of c may be the sum of twice as many.
    """
    n, terms = len(c), 2 * max(order, len(c)) + len(m.weights) + 64
    m = Multipliers(m.diagonal, m.triangles, np.maximum(m.weights, 0.0))
    s = -m.added(c)
    if not np.all(np.isfinite(s)):
        return np.inf
    diagonal = np.arange(n)
    # a matrix with dominant rows is positive semidefinite
    spread = np.add.reduce(np.abs(s), axis=1) - np.abs(s[diagonal, diagonal])
    rise, error = max(float(np.max(spread - s[diagonal, diagonal])), 0.0), 0.0
    low = max(-float(np.linalg.eigvalsh(s)[0]), 0.0)
    for tries in range(3):
        less = low + 16.0**tries * (n + 2) * 2.0**-50 * float(np.max(np.abs(s)))
        raised = s.copy()
        raised[diagonal, diagonal] += less
        if less < rise and _completes(raised):
            rise, error = less, (n + 2) * 2.0**-52 * float(np.trace(raised))
            break
    sizes = size + 4 * float(np.sum(m.weights)) + 2 * float(np.sum(np.abs(m.diagonal))) + 2 * n * rise
    total = float(np.sum(m.diagonal) + np.sum(m.weights))
    return total + n * (rise + error) + terms * 2.0**-51 * sizes


def _completes(s: Array) -> bool:
    try:
        return bool(np.all(np.isfinite(np.linalg.cholesky(s))))
    except np.linalg.LinAlgError:
        return False


def climb(c: Array, starts: Array) -> Array:
    """Signs (starts, n) that no change of one or two of them makes better; y_0 = 1."""
    y = starts * starts[:, :1]
    n = len(c)
    apart = c - np.diag(np.diag(c))
    size = float(np.max(np.abs(c), initial=0.0))
    rows = np.arange(len(y))
    for _ in range(FLIPS):
        gain = -4.0 * y * (y @ apart)
        gain[:, 0] = -np.inf
        one = np.argmax(gain, axis=1)
        better = gain[rows, one] > 1e-12 * n * size
        if np.any(better):
            y[rows[better], one[better]] *= -1.0
            continue
        moved = False
        for k in range(len(y)):
            pair = gain[k][:, None] + gain[k][None, :] + 8.0 * y[k][:, None] * apart * y[k]
            np.fill_diagonal(pair, -np.inf)
            i, j = divmod(int(np.argmax(pair)), n)
            if pair[i, j] > 1e-12 * n * size:
                y[k, [i, j]] *= -1.0
                moved = True
        if not moved:
            break
    return y
