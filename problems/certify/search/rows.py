"""The largest entry of a minibatch's gradient, for least squares without replacement: branch and bound over the rows.

At the best corner of the box the i-th entries of the rows B add up to

    max over |x| <= r of +- sum_B a_ji (a_j'x - y_j) = -+ sum_B a_ji y_j + r |sum_B a_ji a_j|_1,

whose value for b rows is at most the sum of its pairs' values over b - 1 (each row is in b - 1 pairs). Rows are added in rising
order; what is chosen is bounded by its pairs and, for the rows to come, by the best that each can have. Floating point: a bound
is a mean of sums of fewer than n + d + b^2 terms, of size at most b times that of the largest row; twice the error is added.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from problems.certify.arithmetic.points import Array

#: numbers that may be looked at for one coordinate and sign at effort 1, and in search of good rows at all
WORK, SEARCHED = 4_000_000, 500_000_000
#: relative distance between what is shown and what was seen
TOLERANCE = 2.0**-11


@dataclass(frozen=True, eq=False)
class Heaviest:
    """For every coordinate an upper bound (d,) of b |entry|; the coordinate, corner (d,) of the largest that was seen."""

    tops: Array
    coordinate: int
    corner: Array


def heaviest(table: Array, slopes: Array, radius: float, b: int, effort: int) -> Heaviest | None:
    """The bound for the rows a_j (n, d), whose slopes are a_j'x + slopes_j; b >= 2. None if that is too much work."""
    n, d = table.shape
    if 6 * b * n * d * d > SEARCHED * effort:
        return None
    forms = [(i, sign) for i in range(d) for sign in (1.0, -1.0)]
    best, seen, spot = -np.inf, np.zeros(d), 0
    for i, sign in forms:
        rows, own = table[:, i : i + 1] * table, sign * table[:, i] * slopes
        height, load = _greedy(rows, own, radius, b)
        if height > best:
            best, seen, spot = height, sign * radius * np.where(load < 0, -1.0, 1.0), i
    tops = np.full(d, -np.inf)
    for i, sign in forms:
        rows, own = table[:, i : i + 1] * table, sign * table[:, i] * slopes
        found, height, load = _most(rows, own, radius, b, best * (1 + TOLERANCE), WORK * effort)
        if height > best:
            best, seen, spot = height, sign * radius * np.where(load < 0, -1.0, 1.0), i
        size = np.max(np.abs(own) + radius * np.add.reduce(np.abs(rows), axis=1))
        tops[i] = max(tops[i], found + (n + d + b * b + 64) * 2.0**-51 * b * float(size))
    return Heaviest(np.nextafter(tops, np.inf), spot, seen)


def _greedy(rows: Array, own: Array, radius: float, b: int) -> tuple[float, Array]:
    """The value of b rows, each the best to add to those before or in the place of one of them; and their sum."""
    chosen: list[int] = []
    load, height = np.zeros(rows.shape[1]), 0.0
    for step in range(3 * b):
        if step >= b:
            out = chosen.pop(0)
            load, height = load - rows[out], height - own[out]
        value = own + radius * np.add.reduce(np.abs(load + rows), axis=1)
        value[chosen] = -np.inf
        j = int(np.argmax(value))
        chosen.append(j)
        load, height = load + rows[j], height + own[j]
    return float(height + radius * np.sum(np.abs(load))), load


def _most(rows: Array, own: Array, radius: float, b: int, target: float, work: int) -> tuple[float, float, Array]:
    """An upper bound of the value of b rows: at most `target` or the best value, unless the budget ends first.

    With the largest value that was seen, and the sum of its rows.
    """
    n, d = rows.shape
    alone = own + radius * np.add.reduce(np.abs(rows), axis=1)
    top, best, best_load = float(np.sum(np.sort(alone)[-b:])), -np.inf, np.zeros(d)
    if top <= target or n * n * d > work:
        return top, best, best_load
    pairs = own[:, None] + own + radius * np.array([np.add.reduce(np.abs(rows + row), axis=1) for row in rows])
    pairs[np.arange(n), np.arange(n)] = -np.inf
    ranked = -np.sort(-pairs, axis=1)
    order = np.argsort(-np.add.reduce(ranked[:, : b - 1], axis=1), kind="stable")
    pairs, ranked, rows, own = pairs[order][:, order], ranked[order], rows[order], own[order]
    sets: NDArray[np.intp] = np.arange(n)[:, None]
    inner, across, closed = np.zeros(n), pairs, -np.inf
    for rest in range(b - 1, 0, -1):
        # half of a coming row's pairs with other coming rows is its own
        value = across + np.add.reduce(ranked[:, : rest - 1], axis=1) / 2
        value = np.where(np.arange(n) > sets[:, -1:], value, -np.inf)
        upper = (inner + np.add.reduce(-np.partition(-value, rest - 1, axis=1)[:, :rest], axis=1)) / (b - 1)
        kept = upper > target
        closed = max(closed, float(np.max(upper[~kept], initial=-np.inf)))
        top = min(top, max(closed, float(np.max(upper[kept], initial=-np.inf))))
        sets, inner, across = sets[kept], inner[kept], across[kept]
        if not len(sets) or len(sets) * n * (d if rest == 1 else n) > work:
            return top, best, best_load
        if rest > 1:
            parent, row = np.nonzero(np.arange(n) > sets[:, -1:])
            sets = np.column_stack([sets[parent], row])
            inner, across = inner[parent] + across[parent, row], across[parent] + pairs[row]
    for chosen in sets:
        after = chosen[-1] + 1
        loads = np.add.reduce(rows[chosen], axis=0) + rows[after:]
        value = np.sum(own[chosen]) + own[after:] + radius * np.add.reduce(np.abs(loads), axis=1)
        j = int(np.argmax(value))
        if value[j] > best:
            best, best_load = float(value[j]), loads[j]
    return min(top, max(closed, best)), best, best_load
