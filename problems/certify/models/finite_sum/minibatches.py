"""Minibatches without replacement of a quadratic finite sum: whether the gradient of one vanishes inside the region.

Every minibatch of least squares has a solution, at which its gradient vanishes; c_s is 0 if and only if one lies in the region.
A search proposes the minibatch and a float near the solution, `stationary.py` proves the rest. Where no minibatch's gradient
is seen to vanish and they are few, each is a linear program whose dual bounds it.
"""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from flint import arb

from problems.certify.arithmetic.affine import Affine, Draws
from problems.certify.arithmetic.balls import ball, enclosure, smallest, sup_norm
from problems.certify.arithmetic.points import Array, Found, Point, floats
from problems.certify.models.finite_sum.objective import FiniteSum
from problems.certify.models.finite_sum.stationary import interior
from problems.certify.search.draws import least_affine
from problems.enclosure import Enclosure

#: minibatches times dimensions up to which all are looked at, and linear programs that are worth solving
FEW, PROGRAMS = 5_000, 40
#: halvings of an interval in search of a zero
HALVINGS = 120
#: rounds of: the rows that x fits best, then the x that fits these rows best
ROUNDS = 3
VANISHES = "the gradient of a minibatch vanishes at a point of the region, verified in ball arithmetic"
EACH = "exact enumeration of the minibatches, dual bounds in ball arithmetic"

Rows = tuple[int, ...]


@dataclass(frozen=True)
class Batch:
    """The least ||g||_inf that is known of a minibatch, with a point where that of these rows is small."""

    found: Found
    rows: Rows


def gradient_of(model: FiniteSum, rows: Rows, x: Sequence[arb]) -> list[arb]:
    """The mean gradient of these rows at x."""
    return mean_gradient(model, rows, model.slopes(x))


def mean_gradient(model: FiniteSum, rows: Rows, slopes: Sequence[arb]) -> list[arb]:
    """The mean gradient of these rows where the samples have these slopes."""
    entries = model.table.tolist()
    return [sum((entries[j][i] * slopes[j] for j in rows), arb(0)) / len(rows) for i in range(model.dimension)]


def flattest_point(model: FiniteSum) -> tuple[Point, bool]:
    """A point of the region where some sample's gradient is small, and whether one is proved to vanish in the region.

    phi'_j is continuous in the prediction, which runs through an interval: where it takes both signs it is 0 somewhere.
    """
    sizes, ends, exactly = [], [], []
    for j, r in enumerate(model.slope_ranges):
        if r.least.upper() < 0 and r.greatest.lower() > 0:
            low, high = r.at_least, r.at_greatest
            for _ in range(HALVINGS):
                middle = ((low + high) / 2).mid()
                below = model.losses.slopes(middle, float(model.family.targets[j]))[0].mid() < 0
                low, high = (middle, high) if below else (low, middle)
            return model.facing(j, low), True
        least, t = min(((abs(r.least), r.at_least), (abs(r.greatest), r.at_greatest)), key=lambda pair: float(pair[0].mid()))
        sizes.append(float(least.mid()) * float(np.max(np.abs(model.family.table[j]))))
        ends.append(t)
        exactly.append(bool(least.is_zero()) or not np.any(model.family.table[j]))
    j = int(np.argmin(sizes))
    return model.facing(j, ends[j]), exactly[j]


def flattest_bound(model: FiniteSum) -> arb:
    """A lower bound of the sup norm of one sample's gradient over the region and the samples."""
    sizes = []
    for row, r in zip(model.family.table, model.slope_ranges, strict=True):
        apart = r.least.max(-r.greatest).lower().max(arb(0))
        sizes.append(ball(float(np.max(np.abs(row)))) * apart)
    return smallest(sizes).lower()


def kindest(model: FiniteSum, b: int) -> Batch | None:
    """The minibatch of b rows whose gradient's sup norm is least over the region; None where nothing is proved."""
    if not model.quadratic:
        return None
    for rows in _proposed(model, b):
        point = interior(model, rows)
        if point is not None:
            return Batch(Found(enclosure(arb(0), arb(0), VANISHES), point), rows)
    if math.comb(model.family.samples, b) > PROGRAMS:
        return None
    found = [Batch(_least(model, rows), rows) for rows in itertools.combinations(range(model.family.samples), b)]
    best = min(found, key=lambda batch: batch.found.enclosure.high)
    low = min(batch.found.enclosure.low for batch in found)
    bounds = best.found.enclosure
    return Batch(Found(Enclosure(low, bounds.high, EACH), best.found.at), best.rows)


def _proposed(model: FiniteSum, b: int) -> Iterator[Rows]:
    """Minibatches in the order in which they look promising, none twice; all if they are few."""
    seen: set[Rows] = set()
    for rows in itertools.chain(_fitted(model, b), _all(model, b)):
        if rows not in seen:
            seen.add(rows)
            yield rows


def _all(model: FiniteSum, b: int) -> Iterator[Rows]:
    if math.comb(model.family.samples, b) * model.dimension <= FEW:
        yield from itertools.combinations(range(model.family.samples), b)


def _fitted(model: FiniteSum, b: int) -> Iterator[Rows]:
    """The rows with the smallest gradients at a point of the region, then at the point that fits these best, and so on."""
    family, radius = model.family, model.search.radius
    starts = [floats(model.search.minimiser(0.0)), *model.search.starts()]
    for start in starts:
        x = np.clip(start, -radius, radius)
        for _ in range(ROUNDS):
            rows = _smallest(model, x, b)
            yield rows
            solved = np.linalg.lstsq(family.table[list(rows)], family.table[list(rows)] @ x - _off(model, x, rows), rcond=None)[
                0
            ]
            x = np.clip(solved, -radius, radius)


def _smallest(model: FiniteSum, x: Array, b: int) -> Rows:
    sizes = np.abs(model.family.slope_at(model.family.table @ x, model.family.targets))
    sizes = sizes * np.max(np.abs(model.family.table), axis=1)
    return tuple(sorted(int(j) for j in np.argsort(sizes, kind="stable")[:b]))


def _off(model: FiniteSum, x: Array, rows: Rows) -> Array:
    """How far these rows' predictions are from where their slopes vanish (phi' is linear)."""
    t = model.family.table @ x
    slopes = model.family.slope_at(t, model.family.targets) / np.maximum(model.search.curvature(t), 1e-300)
    return np.asarray(slopes[list(rows)])


def _least(model: FiniteSum, rows: Rows) -> Found:
    weights = [arb(0)] * model.family.samples
    for j in rows:
        weights[j] = model.curvatures[j].least * model.family.samples / len(rows)
    constant = tuple(-g for g in gradient_of(model, rows, [arb(0)] * model.dimension))
    affine = Affine(model.weighted(weights), constant, model.region)
    silent = [Draws((arb(0),))] * model.dimension
    return least_affine(affine, silent, lambda x: sup_norm(gradient_of(model, rows, x)))
