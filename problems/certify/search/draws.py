"""The least ||g||_inf of g = Hx - c + z over the box |x_i| <= r and the draws z: a mixed-integer linear program.

Linear programs search; what they find is not believed but proved in ball arithmetic.
* Upper end: the value at a point, or 0 where the gradient and a draw are proved to cancel (`arithmetic/affine.py`).
* Lower end: branch and bound over the draws that are still possible, an interval of them per coordinate. The dual of each
  node's linear program gives weights, and weights give a bound (`arithmetic/affine.py`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from flint import arb
from numpy.typing import NDArray
from scipy.optimize import linprog

from problems.certify.arithmetic.affine import Affine, Draws, cancelling, dual_bound
from problems.certify.arithmetic.balls import enclosure, smallest
from problems.certify.arithmetic.matrices import midpoint
from problems.certify.arithmetic.points import Array, Found, Point, balls, floats, point_of
from problems.certify.search.best_first import best_first

#: nodes of one branch and bound, and what they may cost together: a node's LP takes about (d + 10)^2 units
NODES, WORK = 250, 500_000
#: a node is finished with when its bound is within this share of the best value known
GAP = 1e-9
#: a value below this share of the constant's scale is taken for a zero that may be provable, so often
TINY, TRIES = 1e-10, 8
#: exponent of the norm that stands for the largest entry when draws are exchanged one by one
STEEP = 8
ZERO = "the gradient and a draw of the noise cancel at a point of the region, enclosed in balls"
BOUNDED = "branch and bound over the noise's draws, dual bounds in ball arithmetic"

Index = NDArray[np.intp]


def least_affine(affine: Affine, draws: Sequence[Draws], value: Callable[[Sequence[arb]], arb]) -> Found:
    """The least ||Hx - c + z||_inf, enclosed; `value` is the least over the draws at a point."""
    return _Search(affine, draws, value).run()


@dataclass(frozen=True)
class _Node:
    """Draws low..high (indices) of every coordinate, and a proved lower bound."""

    low: Index
    high: Index
    bound: arb
    depth: int = 0


class _Search:
    def __init__(self, affine: Affine, draws: Sequence[Draws], value: Callable[[Sequence[arb]], arb]) -> None:
        self.affine, self.draws, self.value, d = affine, draws, value, affine.dimension
        self.h, self.c = midpoint(affine.matrix), floats(affine.constant)
        self.numbers = [floats(one.values) for one in draws]
        self.continuous = np.array([one.continuous for one in draws])
        reach = np.zeros(d) if affine.radius is None else affine.radius * np.sum(np.abs(self.h), axis=1)
        self.scale = float(np.max(reach + np.abs(self.c) + [np.max(np.abs(z)) for z in self.numbers]))
        column = np.ones((d, 1))
        self.table = np.block([[self.h, -column], [-self.h, -column]])
        radius = affine.radius
        self.box = [(None, None) if radius is None else (-radius, radius)] * d
        self.best, self.at, self.tries = np.inf, np.zeros(d), TRIES
        self.nodes = max(2, min(NODES, WORK // (d + 10) ** 2))
        #: the least bound of nodes that are finished with, and a point where the gradient and a draw are proved to cancel
        self.closed, self.zero = arb.pos_inf(), cast("Point | None", None)

    def run(self) -> Found:
        sizes = np.array([len(z) - 1 for z in self.numbers])
        exchanged = self._exchanged()
        if exchanged is not None:
            return Found(enclosure(arb(0), arb(0), ZERO), exchanged)
        root = _Node(np.zeros_like(sizes), sizes, arb(0))
        left = best_first(
            [root], lambda node: (float(node.bound), -node.depth), self._parts,
            lambda node: self.zero is not None or self.nodes == 0 or self._done(node.bound),
        )  # fmt: skip
        if self.zero is not None:
            return Found(enclosure(arb(0), arb(0), ZERO), self.zero)
        at = point_of(self.at)
        high = self.value(balls(at)).upper()
        return Found(enclosure(smallest([high, self.closed, *(node.bound for node in left)]), high, BOUNDED), at)

    def _parts(self, node: _Node) -> list[_Node]:
        """The node in two; none where it is finished with."""
        self.nodes -= 1
        bound, x = self._relaxed(node)
        self.zero = self._see(x)
        if self.zero is not None:
            return []
        parts = [] if self._done(bound) else self._halves(node, bound, x)
        if not parts:
            self.closed = self.closed.min(bound)
        return parts

    def _done(self, bound: arb) -> bool:
        return float(bound) >= self.best * (1.0 - GAP)

    def _relaxed(self, node: _Node) -> tuple[arb, Array]:
        """A proved bound of the node and the LP's point: least t with g + low <= t and -(g + high) <= t."""
        low, high = self._ends(node)
        sides = np.concatenate([self.c - low, high - self.c])
        cost = np.zeros(len(low) + 1)
        cost[-1] = 1.0
        found = linprog(cost, A_ub=self.table, b_ub=sides, bounds=[*self.box, (0.0, None)], method="highs")
        if found.x is None:
            return node.bound, self.at
        # marginals are at most 0: what t would gain if a side were larger
        up, down = np.split(-found.ineqlin.marginals, 2)
        balls_low, balls_high = (
            [d.values[k] for d, k in zip(self.draws, index, strict=True)] for index in (node.low, node.high)
        )
        proved = dual_bound(self.affine, up - down, balls_low, balls_high)
        x = found.x[:-1]
        return node.bound.max(proved), x if self.affine.radius is None else np.clip(x, -self.affine.radius, self.affine.radius)

    def _ends(self, node: _Node) -> tuple[Array, Array]:
        low, high = ([z[k] for z, k in zip(self.numbers, index, strict=True)] for index in (node.low, node.high))
        return np.array(low), np.array(high)

    def _see(self, x: Array) -> Point | None:
        """The point as a candidate for the least; where its value is nearly 0, a point where it is proved to be 0."""
        g = self.h @ x - self.c
        choice = [int(np.argmin(np.abs(gi + z))) for gi, z in zip(g, self.numbers, strict=True)]
        off = [
            max(gi + z[0], -(gi + z[-1]), 0.0) if loose else abs(gi + z[k])
            for gi, z, k, loose in zip(g, self.numbers, choice, self.continuous, strict=True)
        ]
        value = float(max(off))
        if value < self.best:
            self.best, self.at = value, x
        if value > TINY * self.scale or self.tries == 0:
            return None
        self.tries -= 1
        return cancelling(self.affine, self.draws, choice, self._central(choice, x))

    def _exchanged(self) -> Point | None:
        """Where H is invertible and the draws are finitely many: the zero of Hx - c + z for the draws that put it far inside.

        Draws are exchanged one by one; None if the zero that they end at is not enclosed inside the region.
        """
        d = len(self.c)
        if self.continuous.any() or np.linalg.matrix_rank(self.h) < d:
            return None
        inverse = np.linalg.inv(self.h)
        choice = np.array([int(np.argmin(np.abs(z - c))) for z, c in zip(self.numbers, self.c, strict=True)])

        def zero() -> Array:
            return np.asarray(inverse @ (self.c - [z[k] for z, k in zip(self.numbers, choice, strict=True)]))

        def size(x: Array) -> Array:
            largest = np.max(np.abs(x), axis=0)  # taken out, as its power may leave the floats
            shares = x / np.where(largest > 0, largest, 1.0)
            return np.asarray(largest * np.sum(shares**STEEP, axis=0) ** (1.0 / STEEP))

        for _ in range(2 * d):
            x = zero()
            moves = [(i, k) for i, z in enumerate(self.numbers) for k in (choice[i] - 1, choice[i] + 1) if 0 <= k < len(z)]
            if not moves:
                break
            steps = np.array([self.numbers[i][choice[i]] - self.numbers[i][k] for i, k in moves])
            sizes = size(x[:, None] + inverse[:, [i for i, _ in moves]] * steps)
            if not np.min(sizes) < size(x):
                break
            i, k = moves[int(np.argmin(sizes))]
            choice[i] = k
        x = zero()
        if self.affine.radius is not None and np.max(np.abs(x)) > self.affine.radius:
            return None
        return cancelling(self.affine, self.draws, [int(k) for k in choice], x)

    def _central(self, choice: Sequence[int], x: Array) -> Array:
        """With these draws, the point farthest from the edges of the box and of the noise's reach; x if it is the only one."""
        fixed = ~self.continuous
        d = len(x)
        if np.count_nonzero(fixed) == d and np.linalg.matrix_rank(self.h) == d:
            return x
        wanted = self.c - [z[k] for z, k in zip(self.numbers, choice, strict=True)]
        low, high = np.array([z[0] for z in self.numbers]), np.array([z[-1] for z in self.numbers])
        free = self.h[~fixed]
        rows, sides = [free, -free], [self.c[~fixed] - low[~fixed], high[~fixed] - self.c[~fixed]]
        if self.affine.radius is not None:
            rows += [np.eye(d), -np.eye(d)]
            sides += [np.full(2 * d, self.affine.radius)]
        table = np.vstack(rows)
        margin = np.ones((len(table), 1))
        found = linprog(
            np.r_[np.zeros(d), -1.0], A_ub=np.c_[table, margin], b_ub=np.concatenate(sides),
            A_eq=np.c_[self.h[fixed], np.zeros(np.count_nonzero(fixed))] if fixed.any() else None,
            b_eq=wanted[fixed] if fixed.any() else None, bounds=[*[(None, None)] * d, (0.0, 1.0)], method="highs",
        )  # fmt: skip
        return x if found.x is None else found.x[:-1]

    def _halves(self, node: _Node, bound: arb, x: Array) -> list[_Node]:
        """The node cut between the two draws around the point's worst coordinate; empty if no draw there is between others."""
        g = self.h @ x - self.c
        worst, place, cut = 0.0, -1, 0
        for i, (z, a, b) in enumerate(zip(self.numbers, node.low, node.high, strict=True)):
            below = int(np.searchsorted(z, -g[i], side="right")) - 1
            if a == b or self.continuous[i] or not a <= below < b:
                continue
            off = min(-g[i] - z[below], z[below + 1] + g[i])
            if off > worst:
                worst, place, cut = off, i, below
        if worst <= TINY * self.scale:
            return []
        left, right = node.high.copy(), node.low.copy()
        left[place], right[place] = cut, cut + 1
        depth = node.depth + 1
        return [_Node(node.low, left, bound, depth), _Node(right, node.high, bound, depth)]
