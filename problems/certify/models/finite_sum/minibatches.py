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
from problems.certify.arithmetic.balls import enclosure, largest
from problems.certify.models.finite_sum.model import FiniteSumModel
from problems.certify.models.finite_sum.stationary import interior
from problems.certify.models.model import Found
from problems.certify.search.draws import least_affine
from problems.enclosure import Enclosure
from problems.families.base import Array

#: minibatches times dimensions up to which all are looked at, and linear programs that are worth solving
FEW, PROGRAMS = 5_000, 40
#: rounds of: the rows that x fits best, then the x that fits these rows best
ROUNDS = 3
VANISHES = "the gradient of a minibatch vanishes at a point of the region, verified in ball arithmetic"
EACH = "exact enumeration of the minibatches, dual bounds in ball arithmetic"

Rows = tuple[int, ...]


@dataclass(frozen=True)
class Batch:
    """Rows, and the least ||g||_inf that is known of a minibatch, with a point where that of these rows is small."""

    rows: Rows
    found: Found


def gradient_of(model: FiniteSumModel, rows: Rows, x: Sequence[arb]) -> list[arb]:
    """The mean gradient of these rows at x."""
    return mean_gradient(model, rows, model.slopes(x))


def mean_gradient(model: FiniteSumModel, rows: Rows, slopes: Sequence[arb]) -> list[arb]:
    """The mean gradient of these rows where the samples have these slopes."""
    entries = model.table.tolist()
    return [sum((entries[j][i] * slopes[j] for j in rows), arb(0)) / len(rows) for i in range(model.dimension)]


def kindest(model: FiniteSumModel, b: int) -> Batch | None:
    """The minibatch of b rows whose gradient's sup norm is least over the region; None where nothing is proved."""
    if not model.quadratic:
        return None
    for rows in _proposed(model, b):
        point = interior(model, rows)
        if point is not None:
            return Batch(rows, Found(enclosure(arb(0), arb(0), VANISHES), point))
    if math.comb(model.family.samples, b) > PROGRAMS:
        return None
    found = [Batch(rows, _least(model, rows)) for rows in itertools.combinations(range(model.family.samples), b)]
    best = min(found, key=lambda batch: batch.found.enclosure.high)
    low = min(batch.found.enclosure.low for batch in found)
    bounds = best.found.enclosure
    return Batch(best.rows, Found(Enclosure(low, bounds.high, EACH), best.found.at))


def _proposed(model: FiniteSumModel, b: int) -> Iterator[Rows]:
    """Minibatches in the order in which they look promising, none twice; all if they are few."""
    seen: set[Rows] = set()
    for rows in itertools.chain(_fitted(model, b), _all(model, b)):
        if rows not in seen:
            seen.add(rows)
            yield rows


def _all(model: FiniteSumModel, b: int) -> Iterator[Rows]:
    if math.comb(model.family.samples, b) * model.dimension <= FEW:
        yield from itertools.combinations(range(model.family.samples), b)


def _fitted(model: FiniteSumModel, b: int) -> Iterator[Rows]:
    """The rows with the smallest gradients at a point of the region, then at the point that fits these best, and so on."""
    family, radius = model.family, model.search.radius
    starts = [np.array([float(a) for a in model.search.minimiser(0.0)]), *model.search.starts()]
    for start in starts:
        x = np.clip(start, -radius, radius)
        for _ in range(ROUNDS):
            rows = _smallest(model, x, b)
            yield rows
            solved = np.linalg.lstsq(family.table[list(rows)], family.table[list(rows)] @ x - _off(model, x, rows), rcond=None)[
                0
            ]
            x = np.clip(solved, -radius, radius)


def _smallest(model: FiniteSumModel, x: Array, b: int) -> Rows:
    sizes = np.abs(model.family.slope_at(model.family.table @ x, model.family.targets))
    sizes = sizes * np.max(np.abs(model.family.table), axis=1)
    return tuple(sorted(int(j) for j in np.argsort(sizes, kind="stable")[:b]))


def _off(model: FiniteSumModel, x: Array, rows: Rows) -> Array:
    """How far these rows' predictions are from where their slopes vanish (phi' is linear)."""
    t = model.family.table @ x
    slopes = model.family.slope_at(t, model.family.targets) / np.maximum(model.search.curvature(t), 1e-300)
    return np.asarray(slopes[list(rows)])


def _least(model: FiniteSumModel, rows: Rows) -> Found:
    weights = [arb(0)] * model.family.samples
    for j in rows:
        weights[j] = model.curvatures[j].least * model.family.samples / len(rows)
    constant = tuple(-g for g in gradient_of(model, rows, [arb(0)] * model.dimension))
    affine = Affine(model.weighted(weights), constant, model.region)
    silent = [Draws((arb(0),))] * model.dimension
    return least_affine(affine, silent, lambda x: largest([abs(g) for g in gradient_of(model, rows, x)]))
