"""Bounds of a finite sum's facts on boxes of the region, for branch and bound in few dimensions.

On a box |x - m| <= h with t_j = a_j'm, |a_j'(x - m)| <= rho_j, a sum of functions f_j of one prediction each is at most

    sum_j f_j(t_j) + max over |z| <= h of g'z + z'Qz/2,   g = sum_j f_j'(t_j) a_j,   Q = sum_j sup(f_j'') a_j a_j',

the sups over |t - t_j| <= rho_j; of Q the diagonal counts as it is and the rest by its size. Every fact but L is such a sum
with f_j = alpha_j phi + beta_j phi' + gamma_j phi'^2, as for any v |grad F|^2 >= 2 v'grad F - |v|^2.

For L the Hessian is expanded likewise and turned into the eigenvectors of H(m): its first entry is such a sum (with the weights
(q'a_j)^2), the others are bounded by sizes, and Gershgorin's discs with weights bound the eigenvalues to second order.

The sums are made in floating point. Each is of fewer than n + 64 terms, so it is off by less than (n + 64) 2^-52 times its
terms' sizes, and twice that is added; and a constant for what is too small for a float.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from problems.certify.arithmetic.balls import float_above
from problems.certify.arithmetic.points import Array
from problems.certify.models.finite_sum.derivatives import ROUNDING, UNDERFLOW, Derivatives, Values
from problems.certify.models.finite_sum.losses import Losses
from problems.certify.search.boxes import Bound, Bounded

#: the smallest weight of a disc
LEAST_WEIGHT = 2.0**-12
#: iterations towards the best weights
ROUNDS = 6


@dataclass(frozen=True)
class Parabola:
    """constant (boxes,) + linear (boxes or 1, d)'x + sum_i bow_i x_i^2/2 (d,).

    `size` (boxes,): what the constant's rounding is relative to, where it is itself a sum.
    """

    constant: Array | float = 0.0
    linear: Array | float = 0.0
    bow: Array | float = 0.0
    size: Array | float = 0.0


@dataclass(frozen=True)
class Sum:
    """alpha phi + beta phi' + gamma phi'^2 of every sample (boxes or 1, n), plus the largest of `others`.

    `size` (boxes or 1, n): what beta's rounding is relative to, where it is itself a sum.
    """

    loss: Array | None = None
    slope: Array | None = None
    square: Array | None = None
    size: Array | None = None
    others: Sequence[Parabola] = (Parabola(),)


@dataclass(frozen=True)
class Place:
    """What is known around the centres of boxes (boxes, n): how far predictions move and are off, derivatives, cells."""

    centre: Array
    t: Array
    rho: Array
    off: Array
    values: Values
    cells: tuple[NDArray[np.intp], NDArray[np.intp]]


@dataclass(frozen=True)
class _Above:
    """At centre + z the sum of the predictions' functions is at most value (boxes,) + slope'z + z'(bend)z/2."""

    value: Array
    slope: Array
    bend: Array


class FewDimensions:
    """Bounds on boxes within |x_i| <= radius."""

    def __init__(self, losses: Losses, radius: float) -> None:
        family = losses.family
        self.rows, self.samples, self.dimension = family.table, family.samples, family.dimension
        self.sizes = np.abs(self.rows)
        self.squares = np.add.reduce(np.square(self.rows), axis=1)
        self.derivatives = Derivatives(losses, np.array([float_above(length * radius) for length in losses.lengths]))
        self.rounding = (self.samples + 64) * 2.0**-51
        d = self.dimension
        self.pairs = (self.rows[:, :, None] * self.rows[:, None, :]).reshape(-1, d * d)
        self.triples = (self.pairs[:, None, :] * self.rows[:, :, None]).reshape(-1, d**3)

    def place(self, centre: Array, half: Array) -> Place:
        t = centre @ self.rows.T - self.derivatives.offsets
        off = ROUNDING * (np.abs(centre) @ self.sizes.T + np.abs(self.derivatives.offsets))
        rho = (half @ self.sizes.T) * (1 + ROUNDING) + off
        return Place(centre, t, rho, off, self.derivatives.values(t), self.derivatives.around(t, rho))

    def summed(self, of: Callable[[Place], Sum]) -> Bound:
        """The bound of a sum of functions of one prediction, whose coefficients may be chosen for every box."""
        tables, kind, d = self.derivatives, self.derivatives.kind, self.dimension

        def bound(centre: Array, half: Array) -> Bounded:
            p = self.place(centre, half)
            v, parts = p.values, of(p)
            value, tilt, top, unit, size, most = (np.zeros(v.slope.shape) for _ in range(6))
            lean = np.zeros(v.slope.shape)
            for a, here, ahead, lines, second in (
                (parts.loss, v.loss, v.slope, tables.lines[0], tables.bend),
                (parts.slope, v.slope, v.bend, tables.lines[1], tables.twist),
            ):
                if a is not None:
                    value, tilt, top = value + a * here, tilt + a * ahead, top + _up(a, second.over(kind, *p.cells))
                    line, *ends = lines.around(kind, *p.cells)
                    unit, size, most, lean = (
                        unit + np.abs(a),
                        size + np.abs(a * here),
                        most + _up(a, ends),
                        lean + a * line,
                    )
            if parts.square is not None:
                a = parts.square
                value, tilt = value + a * v.slope**2, tilt + 2.0 * a * v.slope * v.bend
                top = top + _up(a, tables.square.over(kind, *p.cells))
                unit = unit + 2.0 * np.abs(a) * (np.abs(v.slope) + np.abs(v.bend) + v.error)
                line, *ends = tables.lines[3].around(kind, *p.cells)
                size, most, lean = size + np.abs(a) * v.slope**2, most + _up(a, ends), lean + a * line
            if parts.size is not None:
                size = size + parts.size * (
                    np.abs(v.slope) + np.abs(v.bend) * p.rho + _size(tables.twist.over(kind, *p.cells)) * p.rho**2
                )
            slack = unit * v.error * (1.0 + p.rho) + p.off * (np.abs(tilt) + np.abs(top) * p.rho)
            size = size + p.rho * np.abs(tilt) + p.rho**2 * np.abs(top)
            extra = 2.0 * np.add.reduce(slack, axis=1) + self.rounding * np.add.reduce(size, axis=1) + UNDERFLOW
            wide = np.abs(most) + np.abs(lean) * (np.abs(p.t) + p.rho)
            if parts.size is not None:
                wide = wide + parts.size * _size(tables.slope.over(kind, *p.cells))
            # far from second order lines above phi and phi' say more
            bent = _Above(np.add.reduce(value, axis=1) + extra, tilt @ self.rows, (top @ self.pairs).reshape(-1, d, d))
            level = np.add.reduce(most + lean * p.t + np.abs(lean) * p.off, axis=1)
            level = level + self.rounding * np.add.reduce(wide, axis=1) + UNDERFLOW
            lined = _Above(level, lean @ self.rows, np.zeros((len(half), d, d)))
            found = [self._with(other, centre, half, lined, bent) for other in parts.others]
            upper, share = np.array([one.upper for one in found]), np.array([one.share for one in found])
            highest = np.argmax(upper, axis=0), np.arange(len(half))
            return Bounded(upper[highest], share[highest])

        return bound

    def _with(self, other: Parabola, centre: Array, half: Array, lined: "_Above", bent: "_Above") -> Bounded:
        """The bound of the sum with a parabola added: the better one of two."""
        slope, bend = other.linear + other.bow * centre, np.eye(self.dimension) * other.bow
        rise, share = _rise(bent.slope + slope, bent.bend + bend, half)
        steep, _ = _rise(lined.slope + slope, lined.bend + bend, half)
        along = np.add.reduce(other.linear * centre + 0.5 * other.bow * centre**2, axis=1) + other.constant
        reach = np.abs(centre) + half
        apart = np.add.reduce(np.abs(other.linear) * reach + np.abs(other.bow) * reach**2, axis=1)
        apart = self.rounding * (np.abs(other.constant) + other.size + apart)
        return Bounded(np.fmin(bent.value + rise, lined.value + steep) + along + apart, share)

    def curvature(self, sign: float, decays: Array | float = 0.0) -> Bound:
        """The bound of the largest eigenvalue of sign times the Hessian of F + sum_i decays_i x_i^2/2."""
        tables, kind, n, d = self.derivatives, self.derivatives.kind, self.samples, self.dimension
        up, inner, added = np.asarray(sign), np.arange(d), sign * decays * np.eye(d)
        apart = float(np.add.reduce(np.abs(added), axis=None))

        def bound(centre: Array, half: Array) -> Bounded:
            p = self.place(centre, half)
            v = p.values
            here = (sign * v.bend @ self.pairs / n).reshape(-1, d, d) + added
            q = axes(here)
            back, loads = np.transpose(q, (0, 2, 1)), self.rows @ q
            turned = back @ here @ q
            # what the third derivative adds to q'Hq, then the fourth
            third = back[:, None] @ (sign * v.twist @ self.triples / n).reshape(-1, d, d, d) @ q[:, None]
            ends = tables.fourth.over(kind, *p.cells)
            fourth, size = _up(up, ends), _size(ends)
            rest = 0.5 * p.rho**2 / n
            spread = np.add.reduce(half[:, :, None, None] * np.abs(third), axis=1)
            spread += np.transpose(np.abs(loads), (0, 2, 1)) @ ((rest * size)[:, :, None] * np.abs(loads))
            highest = turned[:, inner, inner] + np.add.reduce(half[:, :, None] * np.abs(third[:, :, inner, inner]), axis=1)
            highest += np.add.reduce((rest * np.maximum(fourth, 0.0))[:, :, None] * loads**2, axis=1)
            first, share = _rise(third[:, :, 0, 0], ((fourth * loads[:, :, 0] ** 2) @ self.pairs / n).reshape(-1, d, d), half)
            highest[:, 0] = turned[:, 0, 0] + first
            upper = np.abs(turned) + spread
            upper[:, inner, inner] = highest
            slack = v.error * (1.0 + p.rho) + (np.abs(v.twist) + size * p.rho) * p.off
            slack = 2.0 * slack + self.rounding * d * (np.abs(v.bend) + np.abs(v.twist) * p.rho + size * p.rho**2)
            top, weights = discs(upper, np.add.reduce(np.abs(turned) + spread, axis=(1, 2)) + apart, q, self.rounding)
            top = top + np.add.reduce(slack * self.squares, axis=1) / n + UNDERFLOW
            # far from second order lines above phi'' say more
            tilt, least, most = tables.lines[2].around(kind, *p.cells)
            most = (most if sign > 0 else -least) + sign * tilt * p.t
            level, moves = (most @ self.pairs / n).reshape(-1, d, d), (sign * tilt @ self.triples / n).reshape(-1, d, d, d)
            line = self._expanded(level + added, moves, half, apart)
            wide = np.abs(tilt) * p.off + self.rounding * d * (np.abs(most) + np.abs(tilt) * (np.abs(p.t) + p.rho))
            crude = line + np.add.reduce(wide * self.squares, axis=1) / n + UNDERFLOW
            share = share + half * np.add.reduce(weights[:, None, 1:] * np.abs(third[:, :, 0, 1:]), axis=2)
            share = share + half * ((0.5 * p.rho / n * size * self.squares) @ self.sizes)
            return Bounded(np.fmin(top, crude), share)

        return bound

    def _expanded(self, here: Array, moves: Array, half: Array, apart: float) -> Array:
        """An upper bound of the eigenvalues of here + sum_k z_k moves_k for |z| <= half; `apart`: the size of a part of it."""
        q = axes(here)
        back, inner = np.transpose(q, (0, 2, 1)), np.arange(self.dimension)
        turned = back @ here @ q
        spread = np.add.reduce(half[:, :, None, None] * np.abs(back[:, None] @ moves @ q[:, None]), axis=1)
        upper = np.abs(turned) + spread
        upper[:, inner, inner] = (turned + spread)[:, inner, inner]
        return discs(upper, np.add.reduce(np.abs(turned) + spread, axis=(1, 2)) + apart, q, self.rounding)[0]


def discs(upper: Array, sizes: Array, q: Array, rounding: float) -> tuple[Array, Array]:
    """An upper bound of the eigenvalues of every M with (q'Mq)_ii <= upper_ii, |(q'Mq)_ij| <= upper_ij; and the weights.

    The columns of q are nearly orthonormal. theta is a bound if, for some weights, theta q'q - q'Mq has dominant rows; the
    weights make the first row's disc as small as the gap to the others allows. `sizes` is what rounding is relative to.
    """
    d = upper.shape[1]
    inner = np.arange(d)
    gap = upper[:, :1, 0] - upper[:, inner, inner]
    coupled = upper.copy()
    coupled[:, inner, inner] = 0.0
    weights = np.ones(upper.shape[:2])
    for _ in range(ROUNDS):
        # a row's disc reaches as far as the first row's diagonal
        with np.errstate(divide="ignore", invalid="ignore"):
            found = np.einsum("bij,bj->bi", coupled, weights) / gap
        weights = np.where(gap > 0, np.clip(found, LEAST_WEIGHT, 1.0), 1.0)
    ratio = weights[:, None, :] / weights[:, :, None]
    ratio[:, inner, inner] = 1.0
    top = np.max(np.add.reduce(upper * ratio, axis=2), axis=1)
    skew = np.max(np.abs(np.transpose(q, (0, 2, 1)) @ q - np.eye(d)), axis=(1, 2)) + 2.0**-48
    return np.where(skew < 2.0**-40, top + (2.0 * skew + rounding) * d * (sizes + np.abs(top)) / LEAST_WEIGHT, np.inf), weights


def axes(m: Array) -> Array:
    """Eigenvectors of symmetric matrices (boxes, d, d), as columns by falling eigenvalue; any where m is not finite."""
    known = np.all(np.isfinite(m), axis=(1, 2), keepdims=True)
    return np.asarray(np.linalg.eigh(np.where(known, m, 0.0))[1][:, :, ::-1])


def _up(a: Array, ends: Sequence[Array]) -> Array:
    """The largest value of a times what lies between the ends."""
    return np.maximum(a * ends[0], a * ends[1])


def _size(ends: Sequence[Array]) -> Array:
    """The largest size of what lies between the ends."""
    return np.maximum(np.abs(ends[0]), np.abs(ends[1]))


def _rise(slope: Array, bend: Array, half: Array) -> tuple[Array, Array]:
    """An upper bound of slope'z + z'(bend)z/2 for |z| <= half (boxes, d), and what each side's length costs.

    A side's own part is a parabola, whose top may lie inside; what couples two sides counts in full.
    """
    d = half.shape[1]
    own = bend[:, np.arange(d), np.arange(d)]
    coupled = np.abs(bend)
    coupled[:, np.arange(d), np.arange(d)] = 0.0
    steep = np.abs(slope)
    with np.errstate(divide="ignore", invalid="ignore"):
        peak = np.where(steep < -own * half, steep**2 / (-2.0 * own), steep * half + 0.5 * own * half**2)
    coupling = 0.5 * half * np.einsum("bij,bj->bi", coupled, half)
    return np.add.reduce(peak + coupling, axis=1), steep * half + 0.5 * np.abs(own) * half**2 + coupling
