"""Numerical searches on a finite sum, in floating point: they propose points, which ball arithmetic then evaluates."""

from collections.abc import Callable
from math import isfinite

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import root

from problems.certify.arithmetic.points import Array, Point, floats, point_of
from problems.certify.search.descent import descend
from problems.families.linear import LinearFiniteSum

#: step of a central difference of phi''
STEP_AGAIN = 1e-5
ALTERNATIONS = 3
#: corners that are all tried
FEW = 16
STEPS = 40
#: how far out descents to a global minimum start, in units of the region, in so many dimensions
FAR, FEW_DIMENSIONS = (8.0, 512.0), 6
#: how far out a minimiser is believed, in units of the region
FARTHEST = 1e12
#: points that are worth an evaluation in ball arithmetic
KEPT = 2
FINE = {"ftol": 1e-15, "gtol": 1e-10, "maxiter": 300}
#: radius of the searched box where the problem has no region
WINDOW = 16.0


class Proposals:
    """`effort` random starts beside the structured ones; the same points every time."""

    def __init__(self, family: LinearFiniteSum, region: float | None, effort: int) -> None:
        self.family, self.effort = family, effort
        self.radius = WINDOW if region is None else region
        self.bounds = [(-self.radius, self.radius)] * family.dimension
        self._settled: dict[tuple[float, ...], Array] = {}
        self._minimisers: dict[float, Point] = {}

    @property
    def everywhere(self) -> list[tuple[float, float]] | None:
        """Where minimisers are sought: nowhere beyond the region if F may go down for ever."""
        return None if np.isfinite(self.family.loss_floor) else self.bounds

    def starts(self) -> list[Array]:
        """Zero, all corners if they are few, points along the principal directions, random corners and random points."""
        d, draw = self.family.dimension, np.random.default_rng(0)
        _, _, directions = np.linalg.svd(self.family.table, full_matrices=False)
        found = [np.zeros(d)]
        if 2**d <= FEW:
            found += [self.radius * (2.0 * np.array(signs) - 1.0) for signs in np.ndindex(*([2] * d))]
        for direction in directions[:2]:
            share = direction / np.max(np.abs(direction))
            found += [self.radius * share, -self.radius * share, 0.3 * self.radius * share]
        for _ in range(self.effort):
            found.append(self.radius * np.sign(draw.standard_normal(d)))
            found.append(self.radius * draw.uniform(-1.0, 1.0, d))
        return found

    def curvature(self, t: Array, rows: NDArray[np.intp] | slice = slice(None)) -> Array:
        """phi'' of these rows at the predictions t."""
        return self.family.curvature_at(t, self.family.targets[rows])

    def hessian(self, x: Array) -> Array:
        """The Hessian of F at x."""
        a = self.family.table
        return np.asarray((a.T * self.curvature(a @ x)) @ a / self.family.samples)

    def third(self, t: Array) -> Array:
        return (self.curvature(t + STEP_AGAIN) - self.curvature(t - STEP_AGAIN)) / (2 * STEP_AGAIN)

    def climb(self, value: Callable[[Array], tuple[float, Array]], x: Array, fine: bool = False) -> Array:
        """A local maximum of `value` (which returns its gradient too) over the box, from x."""

        def negated(z: Array) -> tuple[float, Array]:
            height, slope = value(z)
            return -height, -slope

        return np.clip(descend(negated, x, self.bounds, FINE if fine else {"maxiter": STEPS}), -self.radius, self.radius)

    def steep_point(self, sign: float) -> Point:
        """A point where `sign` times the Hessian has a large eigenvalue: alternate its vector and the point."""
        a, n = self.family.table, self.family.samples
        best, top = np.zeros(self.family.dimension), -np.inf
        for x in self.starts():
            for _ in range(ALTERNATIONS):
                _, vectors = np.linalg.eigh(sign * self.hessian(x))
                moved = self.climb(self._along(np.square(a @ vectors[:, -1]) * sign / n), x)
                if np.max(np.abs(moved - x)) < 1e-9 * max(self.radius, 1e-300):
                    break
                x = moved
            value = float(np.linalg.eigvalsh(sign * self.hessian(x))[-1])
            if value > top:
                best, top = x, value
        return point_of(self.climb(self._steepness(sign), best, fine=True))

    def _steepness(self, sign: float) -> Callable[[Array], tuple[float, Array]]:
        """x -> the largest eigenvalue of sign H(x), with its gradient (where the eigenvalue is simple)."""
        a, n = self.family.table, self.family.samples

        def both(x: Array) -> tuple[float, Array]:
            values, vectors = np.linalg.eigh(sign * self.hessian(x))
            loads = np.square(a @ vectors[:, -1]) * sign / n
            return float(values[-1]), a.T @ (loads * self.third(a @ x))

        return both

    def _along(self, loads: Array) -> Callable[[Array], tuple[float, Array]]:
        """x -> sum_j loads_j phi''_j, the Hessian along a fixed vector, with its gradient."""
        a = self.family.table
        return lambda x: (float(loads @ self.curvature(a @ x)), a.T @ (loads * self.third(a @ x)))

    def gradient_points(self, i: int, shift: float) -> tuple[Point, Point]:
        """Points where the i-th entry of the gradient (with shift x_i) is small, and large."""
        a, n, y = self.family.table, self.family.samples, self.family.targets
        extra = np.zeros(self.family.dimension)
        extra[i] = shift

        def entry(sign: float) -> Callable[[Array], tuple[float, Array]]:
            def both(x: Array) -> tuple[float, Array]:
                t = a @ x
                value = float(a[:, i] @ self.family.slope_at(t, y)) / n + shift * x[i]
                return sign * value, sign * (a.T @ (a[:, i] * self.curvature(t)) / n + extra)

            return both

        found = []
        for value in (entry(-1.0), entry(1.0)):
            ends = [(value(x)[0], x) for x in (self.climb(value, start) for start in self.starts()[:5])]
            found.append(point_of(max(ends, key=lambda pair: pair[0])[1]))
        return found[0], found[1]

    def noisy_points(self) -> list[Point]:
        """Points of the region where the variance of a sample's gradient is large."""
        a, n, y = self.family.table, self.family.samples, self.family.targets
        squares = np.add.reduce(np.square(a), axis=1)

        def variance(x: Array) -> tuple[float, Array]:
            t = a @ x
            slope, bend = self.family.slope_at(t, y), self.curvature(t)
            mean = a.T @ slope / n
            turn = a.T @ (2.0 * squares * slope * bend) / n - 2.0 * (a.T @ (bend * (a @ mean))) / n
            return float(np.mean(squares * np.square(slope)) - mean @ mean), turn

        ends = [self.climb(variance, start) for start in self.starts()]
        return [point_of(max(ends, key=lambda x: variance(x)[0]))]

    def batch_points(self, i: int, b: int, convex: bool) -> list[Point]:
        """Points where b rows together have a large i-th entry: alternate the rows and the point.

        Where F is a quadratic (`convex`) and all corners are among the starts, one of them is the best.
        """
        a, y = self.family.table, self.family.targets

        def of_rows(rows: NDArray[np.intp], sign: float) -> Callable[[Array], tuple[float, Array]]:
            part, targets = a[rows], y[rows]

            def both(x: Array) -> tuple[float, Array]:
                t = part @ x
                value = float(part[:, i] @ self.family.slope_at(t, targets)) / b
                return sign * value, sign * (part.T @ (part[:, i] * self.curvature(t, rows))) / b

            return both

        best: list[tuple[float, Array]] = []
        settled = convex and 2**self.family.dimension <= FEW
        for sign in (1.0, -1.0):
            for start in self.starts():
                x, value = start, -np.inf
                for _ in range(1 if settled else ALTERNATIONS):
                    rows = np.argsort(sign * a[:, i] * self.family.slope_at(a @ x, y))[-b:]
                    x = x if settled else self.climb(of_rows(rows, sign), x)
                    value = of_rows(rows, sign)(x)[0]
                best.append((value, x))
        return [point_of(max(best, key=lambda pair: pair[0])[1])]

    def minimiser(self, shift: float) -> Point:
        """The best of local minima of F + (shift/2)||x||^2 over R^d."""
        if shift not in self._minimisers:
            self._minimisers[shift] = self._minimise(shift)
        return self._minimisers[shift]

    def level(self, x: Array, decays: Array | float = 0.0) -> float:
        """F + (1/2) sum_i s_i x_i^2 at x."""
        return self._objective(decays)(x)[0]

    def slope(self, x: Array, decays: Array | float = 0.0) -> Array:
        """The gradient of it."""
        return self._objective(decays)(x)[1]

    def settled(self, decays: Array | float) -> Array:
        """The best of local minima of F + (1/2) sum_i s_i x_i^2 over R^d."""
        if not np.any(decays):
            return floats(self.minimiser(0.0))
        key = tuple(np.broadcast_to(decays, self.family.dimension).tolist())
        if key not in self._settled:
            self._settled[key] = self._settle(decays)
        return self._settled[key]

    def _settle(self, decays: Array | float) -> Array:
        return self.polished(self._lowest(self._objective(decays)), decays)

    def _lowest(self, both: Callable[[Array], tuple[float, Array]]) -> Array:
        """The best of descents from near and far; where a function is flat they may end anywhere."""
        ends = [descend(both, x, self.everywhere, FINE) for x in [*self.starts()[:3], *self._far()]]
        found = [x for x in ends if self._believed(x)]
        return min(found or self.starts()[:1], key=lambda x: both(x)[0])

    def _believed(self, x: Array) -> bool:
        return bool(np.all(np.abs(x) <= FARTHEST * max(1.0, self.radius)))

    def _far(self) -> list[Array]:
        """Points far out, where a bounded loss may be lower: few dimensions only."""
        d = self.family.dimension
        if d > FEW_DIMENSIONS:
            return []
        sizes = [sign * far * max(1.0, self.radius) for far in FAR for sign in (1.0, -1.0)]
        return [size * unit for unit in np.eye(d) for size in sizes]

    def _minimise(self, shift: float) -> Point:
        both = self._objective(shift)
        best = self.polished(self._lowest(both), shift)
        null = self._null_space(best)
        shortest = best - null @ (null.T @ best)
        return point_of(shortest if both(shortest)[0] <= both(best)[0] * (1 + 1e-12) else best)

    def _objective(self, shift: Array | float) -> Callable[[Array], tuple[float, Array]]:
        """x -> F + (1/2) sum_i shift_i x_i^2, with its gradient."""
        a, n, y = self.family.table, self.family.samples, self.family.targets

        def both(x: Array) -> tuple[float, Array]:
            with np.errstate(over="ignore", invalid="ignore"):  # a descent along a flat direction may go very far
                t = a @ x
                # sums without the wrappers of np.mean and np.sum, which cost more than they: 10^5 of these are taken
                value = float(np.add.reduce(self.family.loss_at(t, y)) / n) + 0.5 * float(np.add.reduce(shift * x * x))
                return (value if isfinite(value) else np.inf), a.T @ self.family.slope_at(t, y) / n + shift * x

        return both

    def polished(self, x: Array, shift: Array | float) -> Array:
        """The local minimum below x, to the last bit: kept are Newton's steps that shrink the gradient and do not raise F."""
        both = self._objective(shift)
        ended = descend(both, x, self.everywhere, FINE)
        best = ended if self._believed(ended) else x
        for _ in range(3):
            hessian = self.hessian(best) + shift * np.eye(len(best))
            value, slope = both(best)
            moved = best - np.linalg.lstsq(hessian, slope, rcond=1e-12)[0]
            there, slope_there = both(moved)
            if self._believed(moved) and np.max(np.abs(slope_there)) < np.max(np.abs(slope)) and there <= value * (1 + 1e-12):
                best = moved
        return best

    def _null_space(self, x: Array) -> Array:
        """Directions in which the Hessian at x is flat, as columns."""
        values, vectors = np.linalg.eigh(self.hessian(x))
        return np.asarray(vectors[:, np.abs(values) <= 1e-10 * np.max(np.abs(values), initial=0.0)])

    def null_point(self) -> Point | None:
        """A point of the region beside the minimiser, along the null space of its Hessian; None where there is none."""
        best = floats(self.minimiser(0.0))
        null = self._null_space(best)
        room = self.radius - float(np.max(np.abs(best)))
        if not null.shape[1] or room <= 0:
            return None
        return point_of(best + room * null[:, 0])

    def flat_points(self) -> list[Point]:
        """Points of the region where the PL ratio may be small: beside the minimiser along weak directions, and starts."""
        best = floats(self.minimiser(0.0))
        _, vectors = np.linalg.eigh(self.hessian(best))
        found = []
        for vector in vectors.T:
            for size in (1e-3, 0.1):
                for sign in (1.0, -1.0):
                    x = best + sign * size * min(self.radius, 1.0) * vector
                    if np.max(np.abs(x)) <= self.radius:
                        found.append(x)
        inside = [np.clip(x, -self.radius, self.radius) for x in found + self.starts()]
        return [point_of(x) for x in sorted(inside, key=lambda x: self._ratio(x, best))[:KEPT]]

    def flattest(self, floor: float, near: list[Array], decays: Array | float = 0.0) -> list[Point]:
        """A point of the region where the PL ratio is small, by descents from the starts and these points; F_* is `floor`."""
        a, n, both = self.family.table, self.family.samples, self._objective(decays)

        def logarithm(x: Array) -> tuple[float, Array]:
            value, slope = both(x)
            gap, steep = max(value - floor, 1e-9 * value), float(slope @ slope)
            if not (gap > 0 and steep > 0):  # at a minimiser there is no ratio
                return np.inf, np.zeros_like(x)
            bend = (a.T * self.curvature(a @ x)) @ (a @ slope) / n + decays * slope
            return float(np.log(steep / gap)), 2.0 * bend / steep - slope / gap

        ends = [np.clip(descend(logarithm, x, self.bounds, FINE), -self.radius, self.radius) for x in [*near, *self.starts()]]
        return [point_of(min(ends, key=lambda x: logarithm(x)[0]))]

    def slowed(self, x: Array, most: float) -> tuple[Array, Array, Array]:
        """At each of these points the decays in [0, most] that cancel most of the gradient; |grad F_s|^2 then, and F_s."""
        t = x @ self.family.table.T
        slope = self.family.slope_at(t, self.family.targets) @ self.family.table / self.family.samples
        with np.errstate(divide="ignore", invalid="ignore"):
            s = np.clip(np.nan_to_num(-slope / x), 0.0, most)
        level = np.mean(self.family.loss_at(t, self.family.targets), axis=1) + 0.5 * np.add.reduce(s * x**2, axis=1)
        return s, np.add.reduce((slope + s * x) ** 2, axis=1), level

    def turned(self, x: Array, decays: Array) -> Array:
        """A point near x at which the gradient of F + (1/2) sum_i s_i x_i^2 vanishes, a minimum or not."""
        both = self._objective(decays)
        found = np.asarray(root(lambda y: both(y)[1], x).x)
        return found if np.all(np.abs(found) <= self.radius) else x

    def weakest(self, x: Array, decays: Array, most: float) -> tuple[Array, Array]:
        """A point and decays in [0, most] where the PL ratio is small, by a descent from these."""
        a, n, d = self.family.table, self.family.samples, self.family.dimension
        lowest = self.settled(decays)

        def logarithm(z: Array) -> tuple[float, Array]:
            nonlocal lowest
            x, s = z[:d], z[d:]
            (value, slope), lowest = self._objective(s)(x), self.polished(lowest, s)
            gap, steep = value - self.level(lowest, s), float(slope @ slope)
            if not (gap > 1e-9 * value and steep > 0):
                return np.inf, np.zeros_like(z)
            bend = (a.T * self.curvature(a @ x)) @ (a @ slope) / n + s * slope
            along = 2.0 * slope * x / steep - 0.5 * (x**2 - lowest**2) / gap
            return float(np.log(steep / gap)), np.concatenate([2.0 * bend / steep - slope / gap, along])

        z = descend(logarithm, np.concatenate([x, decays]), [*self.bounds, *[(0.0, most)] * d], {"maxiter": STEPS})
        return np.clip(z[:d], -self.radius, self.radius), np.clip(z[d:], 0.0, most)

    def _ratio(self, x: Array, best: Array) -> float:
        """The PL ratio at x if `best` is a minimiser; infinite where that cannot be seen in floating point."""
        value, slope = self._objective(0.0)(x)
        gap = value - self.level(best)
        return np.inf if gap <= 1e-9 * abs(value) else float(np.sum(np.square(slope)) / (2 * gap))
