"""The largest value of a formula, and the largest eigenvalue of its Hessian, over boxes of R^d: branch and bound by intervals.

On a box where a partial derivative keeps its sign the largest value lies on a face, to which the box shrinks. What is left is
bounded by the formula on the box, by the mean value theorem, and to second order; the least of the three counts. The Hessian
is that of the box's centre and what the third derivatives add, turned into the centre's eigenvectors (Gershgorin's discs).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import sympy as sp

from problems.certify.arithmetic.intervals import Intervals
from problems.certify.arithmetic.points import Array
from problems.certify.models.finite_sum.box_bounds import axes, discs
from problems.certify.search.boxes import Bound, Bounded, BoxSearch
from problems.formula import Formula, Program, derivative

#: a search ends at this relative width, or with its budget (boxes); the operations that all boxes of a search may take together
SHARE, WORK = 2.0**-12, 2_000_000
#: relative room for the sums of a few dozen numbers that are made in floats
ROOM = 1.0 + 2.0**-44


@dataclass(frozen=True)
class Sup:
    """An upper bound of the supremum, and the point with the greatest value that was seen."""

    high: float
    at: Array


class Derivatives:
    """A formula's value, gradient, Hessian and (on demand) third derivatives as programs of its variables."""

    def __init__(self, formula: Formula, p: Sequence[float], third: bool = False) -> None:
        self.formula, self.p, self.dimension = formula, tuple(p), len(formula.variables)
        x, d = formula.variables, self.dimension
        self.slopes = [derivative(formula.expression, v) for v in x]
        self.pairs = [(i, j) for i in range(d) for j in range(i, d)]
        bends = {(i, j): derivative(self.slopes[i], x[j]) for i, j in self.pairs}
        self.value = formula.program([formula.expression])
        self.gradient = formula.program(self.slopes)
        self.hessian = formula.program([bends[pair] for pair in self.pairs])
        self.triples = [(i, j, k) for i in range(d) for j in range(i, d) for k in range(j, d)] if third else []
        self.third = formula.program([derivative(bends[i, j], x[k]) for i, j, k in self.triples])

    def operations(self) -> int:
        """What a box costs, in operations on intervals."""
        return sum(len(p.steps) for p in (self.value, self.gradient, self.hessian, self.third)) + 8 * self.dimension

    def at(self, program: Program, low: Array, high: Array) -> list[Intervals]:
        """The outputs over boxes (boxes, d)."""
        x = [Intervals(low[:, i], high[:, i]) for i in range(self.dimension)]
        shape = low[:, 0].shape
        with np.errstate(all="ignore"):
            outputs = program(*x, *(Intervals(c, c) for c in self.p))  # a product of two floats would be rounded
        found = (one if isinstance(one, Intervals) else Intervals(one, one) for one in outputs)
        return [Intervals(np.broadcast_to(one.low, shape), np.broadcast_to(one.high, shape)) for one in found]

    def floats(self, program: Program, x: Array) -> Array:
        """The outputs at points (points, d), in floats: (outputs, points)."""
        with np.errstate(all="ignore"):
            outputs = program(*x.T, *self.p)
        return np.array([np.broadcast_to(one, len(x)) for one in outputs])

    def matrix(self, entries: Sequence[Array]) -> Array:
        """Symmetric matrices (boxes, d, d) of the upper triangles' entries."""
        d = self.dimension
        found = np.zeros((len(entries[0]), d, d))
        for (i, j), entry in zip(self.pairs, entries, strict=True):
            found[:, i, j] = found[:, j, i] = entry
        return found

    def cube(self, entries: Sequence[Array]) -> Array:
        """Symmetric tensors (boxes, d, d, d)."""
        d = self.dimension
        found = np.zeros((len(entries[0]), d, d, d))
        for triple, entry in zip(self.triples, entries, strict=True):
            for i, j, k in {tuple(triple[a] for a in order) for order in ORDERS}:
                found[:, i, j, k] = entry
        return found


ORDERS = ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0))


def stretched(u: Array) -> Array:
    """[-1, 1] onto all of R, with infinity at its ends."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.where(np.abs(u) >= 1.0, np.sign(u) * np.inf, u / (1.0 - np.abs(u))))


class Search:
    """Over the box |x_i| <= region, or over all of R^d (`region` None) by way of `stretched`."""

    def __init__(self, of: Derivatives, region: float | None, effort: int) -> None:
        self.of, self.region = of, region
        #: all of R^d is either shown soon or not at all
        self.budget = max(512, effort * WORK // of.operations() // (1 if region is not None else 4))
        self.best, self.at = -np.inf, np.zeros(of.dimension)

    def see(self, values: Array, x: Array) -> None:
        """Points (points, d) whose values are candidates."""
        known = np.where(np.isfinite(values), values, -np.inf)
        k = int(np.argmax(known))
        if known[k] > self.best:
            self.best, self.at = float(known[k]), x[k].copy()

    def first(self, value: Callable[[Array], Array]) -> None:
        """Candidates: the origin, corners, axes' ends, and points at random."""
        d, r = self.of.dimension, 4.0 if self.region is None else self.region
        draw = np.random.default_rng(0)
        corners = r * (2.0 * ((np.arange(2 ** min(d, 10))[:, None] >> np.arange(d)) & 1) - 1.0)
        points = np.vstack([np.zeros((1, d)), corners, r * np.eye(d), -r * np.eye(d), draw.uniform(-r, r, (4096, d))])
        values = value(points)
        self.see(values, points)
        for start in points[np.argsort(np.where(np.isfinite(values), -values, np.inf))[:4]]:  # a walk uphill from the best
            here, step, best = start, 0.1 * r, -np.inf
            for _ in range(40):
                near = here + step * draw.standard_normal((32, d))
                near = near if self.region is None else np.clip(near, -r, r)
                found = value(near)
                k = int(np.argmax(np.where(np.isfinite(found), found, -np.inf)))
                here, best, step = (near[k], found[k], step) if found[k] > best else (here, best, 0.7 * step)
            self.see(np.array([best]), here[None])

    def run(self, bound: Bound, scale: float) -> Sup:
        """Until the bound is within SHARE of the best value seen, relative to it or to `scale`."""
        d = self.of.dimension
        r = 1.0 if self.region is None else self.region
        search = BoxSearch(bound, np.full((1, d), -r), np.full((1, d), r))
        high = search.run(lambda: self.best + SHARE * max(abs(self.best), scale), self.budget)
        return Sup(max(high, self.best), self.at)

    def ends(self, centre: Array, half: Array) -> tuple[Array, Array]:
        """The boxes in x; never beyond the region."""
        r = 1.0 if self.region is None else self.region
        low, high = np.maximum(centre - half, -r), np.minimum(centre + half, r)
        if self.region is None:
            low, high = np.nextafter(stretched(low), -np.inf), np.nextafter(stretched(high), np.inf)
        return low, high

    def value_bound(self, sign: float) -> Bound:
        """sign times the formula."""
        of = self.of

        def bound(centre: Array, half: Array) -> Bounded:
            low, high = self.ends(centre, half)
            slopes = _signed(of.at(of.gradient, low, high), sign)
            rises, falls = (np.array(rows).T for rows in ([s.low >= 0 for s in slopes], [s.high <= 0 for s in slopes]))
            low, high = np.where(rises, high, low), np.where(falls & ~rises, low, high)
            middle = np.where(low == high, low, low / 2 + high / 2)
            middle = np.where(
                np.isfinite(middle), middle, np.where(np.isfinite(low), low, np.where(np.isfinite(high), high, 0.0))
            )
            # a face at infinity is no point
            rad = np.nextafter(np.maximum(high - middle, middle - low), np.inf)
            rad = np.where((low == high) & np.isfinite(low), 0.0, rad)
            natural = _signed(of.at(of.value, low, high), sign)[0].high
            here = _signed(of.at(of.value, middle, middle), sign)[0].high
            if self.region is None or np.max(np.abs(middle)) <= self.region:
                self.see(sign * of.floats(of.value, middle)[0], middle)
            steep = np.array([s.size for s in slopes]).T
            first = here + np.add.reduce(np.where(rad > 0, steep * rad, 0.0), axis=1) * ROOM
            local = np.array([s.size for s in of.at(of.gradient, middle, middle)]).T
            bends = of.matrix([np.maximum(b.high, 0.0) if i == j else b.size for (i, j), b in
                               zip(of.pairs, _signed(of.at(of.hessian, low, high), sign), strict=True)])  # fmt: skip
            curved = 0.5 * np.einsum("bi,bij,bj->b", rad, bends, rad)
            second = here + (np.add.reduce(np.where(rad > 0, local * rad, 0.0), axis=1) + curved) * ROOM
            slack = np.abs(here) * 2.0**-50
            upper = np.fmin(natural, np.fmin(first, second) + slack)
            share = np.where(np.isfinite(steep), steep, 1e300) * rad + np.where(rad > 0, 1e-9 * half, 0.0)
            return Bounded(upper, np.where(np.isfinite(share), share, 1e300 * half))

        return bound

    def eigenvalue_bound(self, sign: float) -> Bound:
        """The largest eigenvalue of sign times the Hessian."""
        of, d = self.of, self.of.dimension
        inner = np.arange(d)

        def bound(centre: Array, half: Array) -> Bounded:
            low, high = self.ends(centre, half)
            middle = low / 2 + high / 2
            rad = np.nextafter(np.maximum(high - middle, middle - low), np.inf)
            thin = _signed(of.at(of.hessian, middle, middle), sign)
            here, off = (of.matrix(rows) for rows in ([t.low / 2 + t.high / 2 for t in thin], [(t.high - t.low) for t in thin]))
            wide = _signed(of.at(of.third, low, high), sign)
            cube, blur = (of.cube(rows) for rows in ([t.low / 2 + t.high / 2 for t in wide], [t.high - t.low for t in wide]))
            known = (
                np.isfinite(here).all(axis=(1, 2))
                & np.isfinite(cube).all(axis=(1, 2, 3))
                & np.isfinite(blur).all(axis=(1, 2, 3))
            )
            here, cube, off, blur = (np.where(np.isfinite(a), a, 0.0) for a in (here, cube, off, blur))
            q = axes(here)
            back, size = np.transpose(q, (0, 2, 1)), np.abs(q)
            turned = back @ here @ q
            moves = np.einsum("bk,bkij->bij", rad, np.abs(back[:, None] @ cube @ q[:, None]))
            loose = np.transpose(size, (0, 2, 1)) @ (off + np.einsum("bk,bkij->bij", rad, blur)) @ size
            spread = (moves + loose) * ROOM
            upper = np.abs(turned) + spread
            upper[:, inner, inner] = (turned + spread)[:, inner, inner]
            top, _ = discs(upper, np.add.reduce(np.abs(turned) + spread, axis=(1, 2)), q, 64 * 2.0**-51)
            plain = _signed(of.at(of.hessian, low, high), sign)
            rows = of.matrix([np.maximum(b.size, 0.0) for b in plain])
            rows[:, inner, inner] = np.array([b.high for (i, j), b in zip(of.pairs, plain, strict=True) if i == j]).T
            crude = np.max(np.add.reduce(rows, axis=2), axis=1)
            crude = crude + np.abs(crude) * 2.0**-44
            share = rad * np.max(np.abs(cube) + blur, axis=(2, 3)) + 1e-9 * half
            self.see(np.max(np.diagonal(turned, axis1=1, axis2=2), axis=1), middle)
            return Bounded(
                np.fmin(np.where(known, top, np.inf), crude), np.where(np.reshape(known, (-1, 1)), share, 1e300 * half)
            )

        return bound


def _signed(values: list[Intervals], sign: float) -> list[Intervals]:
    return values if sign > 0 else [-one for one in values]


def range_of(formula: Formula, p: Sequence[float], region: float, effort: int) -> tuple[Sup, Sup]:
    """sup of -f and sup of f over the region, f being the formula."""
    of = Derivatives(formula, p)

    def sup(sign: float) -> Sup:
        search = Search(of, region, effort)
        search.first(lambda x: sign * of.floats(of.value, x)[0])
        return search.run(search.value_bound(sign), 0.0)

    return sup(-1.0), sup(1.0)


def largest_eigenvalue(of: Derivatives, region: float, effort: int, sign: float) -> Sup:
    """sup of the largest eigenvalue of sign times the Hessian, over the region."""
    search = Search(of, region, effort)

    def value(x: Array) -> Array:
        h = sign * of.matrix(list(of.floats(of.hessian, x)))
        known = np.all(np.isfinite(h), axis=(1, 2))
        top = np.linalg.eigvalsh(np.where(np.reshape(known, (-1, 1, 1)), h, 0.0))[:, -1]
        return cast("Array", np.where(known, top, -np.inf))

    search.first(value)
    return search.run(search.eigenvalue_bound(sign), 0.0)


def partial(formula: Formula, i: int) -> Formula:
    """The i-th partial derivative as a formula."""
    return Formula(
        sp.sympify(derivative(formula.expression, formula.variables[i])), formula.variables, formula.parameters, formula.numbers
    )
