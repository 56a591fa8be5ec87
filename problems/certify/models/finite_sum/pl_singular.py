"""mu_k of a quadratic finite sum whose Hessian H is singular.

F_s is F + (1/2) sum_i s_i x_i^2. Let some decays s_0 leave a null vector z of H alone (s_0 is 0 where z is not), and let
F_(s_0) have a minimiser strictly inside the region. Beside it, along z, lie minimisers w that are longer than the shortest one,
x_0. For small e the gradient of F_(s_0 + e) at w is e w, and F_(s_0 + e) at w is at least (e/2)(|w|^2 - |x_0|^2) above its
infimum: the ratio is a multiple of e, and no constant above 0 serves every decay.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import inf

import numpy as np
from flint import arb
from scipy.optimize import linprog

from problems.certify.arithmetic.balls import ball, highest, square
from problems.certify.arithmetic.eigenvalues import eigenvalue_floor
from problems.certify.arithmetic.matrices import exact_rank
from problems.certify.arithmetic.points import Array, Found, Point, balls, floats, origin, point_of
from problems.certify.models.finite_sum.objective import FiniteSum
from problems.certify.models.finite_sum.stationary import FLAT, interior
from problems.certify.models.model import decayed_gradient, decayed_value, faint
from problems.enclosure import Enclosure

BESIDE = "beside the minimiser of least norm, along the null space of H, the ratio is a multiple of the decay"
OPEN = "nothing proved from below; points beside the minimiser, and small decays"
#: share of the decays allowed that is left for e
ROOM = Fraction(1, 1024)
#: linear programs that are tried at effort 1
PROGRAMS = 256
#: dimensions up to which null vectors with few entries are sought among all sets of entries
FEW = 8


@dataclass(frozen=True)
class Rest:
    """A point of the region beside which F_s has a minimiser, s leaving a null vector of H alone."""

    at: Point
    decays: Array


def null_pl(model: FiniteSum, decay: arb, static: Found) -> Found:
    """mu_k for decays in [0, decay]; `static` is the constant of s = 0."""
    rest = _resting(model, decay)
    if rest is None:
        x, s_0 = model.search.null_point(), np.zeros(model.dimension)
        if x is None:
            return static.at_least(Fraction(0), OPEN)
    else:
        x, s_0 = _beside(model, rest), rest.decays
    known = floats(model.search.minimiser(0.0))
    hessian = model.search.hessian(known)
    shortest = np.linalg.lstsq(hessian + np.diag(s_0), hessian @ known, rcond=FLAT)[0]
    least = point_of(shortest)
    steep = square(decayed_gradient(model, x, balls(s_0.tolist()))).sqrt()
    # e^2 |x|^2 + |grad F|^2 over e is least where both are equal
    e = faint(decay) * ROOM
    apt = Fraction(float(steep.upper()) / max(float(square(balls(x)).sqrt()), float(e)))
    e = max(e, apt if ball(apt + Fraction(float(np.max(s_0)))) <= decay else e)
    s = tuple(Fraction(float(t)) + e for t in s_0)
    gap = decayed_value(model, x, balls(s)) - decayed_value(model, least, balls(s))
    if rest is not None:
        at, beside = (x, least) if gap > 0 else (static.at, model.search.minimiser(0.0))
        return Found(Enclosure(Fraction(0), Fraction(0), BESIDE), at, decay=s, beside=beside)
    ratio = highest(square(decayed_gradient(model, x, balls(s))) / (2 * gap)) if gap > 0 else inf
    if ratio < static.enclosure.high:
        return Found(Enclosure(Fraction(0), ratio, OPEN), x, decay=s, beside=least)
    return static.at_least(Fraction(0), OPEN)


def _resting(model: FiniteSum, decay: arb) -> Rest | None:
    if model.rank == 0:  # F is constant
        return Rest(origin(model.dimension), np.zeros(model.dimension))
    inside = interior(model, range(model.family.samples))
    if inside is not None:
        return Rest(inside, np.zeros(model.dimension))
    if model.region is None or model.region == 0.0 or not decay.is_finite():
        return None
    most = float(decay.lower()) * (1.0 - 2.0 * float(ROOM))
    for x, s in _guesses(model, most):
        point = point_of(x)
        if _near(model, point, s):
            return Rest(point, s)
    return None


def _near(model: FiniteSum, x: Point, s: Array) -> bool:
    """Whether F_s is proved to have a minimiser strictly inside the region beside x, and a null vector that s leaves alone.

    F_s is a quadratic whose Hessian M has a known rank; a minimiser is within |grad F_s(x)| over M's least eigenvalue above 0.
    """
    assert model.region is not None
    floor, nullity = least_curvature(model, s)
    if nullity == 0 or not floor > 0:
        return False
    reach = square(decayed_gradient(model, x, balls(s.tolist()))).sqrt() / floor
    return all(abs(ball(a)) + reach < ball(model.region) for a in x)


def least_curvature(model: FiniteSum, s: Array) -> tuple[arb, int]:
    """A lower bound of the least eigenvalue above 0 of the Hessian of F_s, and how many are 0; not above 0 where not known."""
    rank = exact_rank(np.vstack([model.family.table, np.eye(model.dimension)[s > 0]]))
    nullity = model.dimension - rank
    if rank == 0 or not all(r.least > 0 for r in model.curvatures):
        return arb(0), nullity
    hessian = model.weighted([r.least for r in model.curvatures])
    for i, t in enumerate(balls(s.tolist())):
        hessian[i, i] += t
    return eigenvalue_floor(hessian, nullity), nullity


def infimum(model: FiniteSum, s: Array) -> arb | None:
    """A lower bound of F_s, if one is known: F_s(x) - inf F_s <= |grad F_s(x)|^2 / (2 m), m its least eigenvalue above 0."""
    floor, _ = least_curvature(model, s)
    if not floor > 0:
        return None
    x, decays = point_of(model.search.settled(s)), balls(s.tolist())
    return (decayed_value(model, x, decays) - square(decayed_gradient(model, x, decays)) / (2 * floor)).lower()


def _guesses(model: FiniteSum, most: float) -> Iterator[tuple[Array, Array]]:
    """Points of the region, each with decays below `most` for which it is a minimiser.

    F_s is stationary at x where (Hx - c)_i = -s_i x_i. With the sign of each x_i given that is linear in x, whatever s_i is.
    """
    d, known = model.dimension, floats(model.search.minimiser(0.0))
    hessian = model.search.hessian(known)
    slope = hessian @ known
    left, region = PROGRAMS * model.effort, float(model.region or 0.0)
    for free in _free(hessian, d):
        for signs in itertools.product((1.0, -1.0), repeat=len(free)):
            if left == 0:
                return
            left -= 1
            x = _program(hessian, slope, region, most, np.array(free), np.array(signs))
            if x is None:
                continue
            s = np.zeros(d)
            for i in free:
                s[i] = np.clip(-(hessian[i] @ x - slope[i]) / x[i], 0.0, most) if x[i] else 0.0
            yield _polished(hessian, slope, x, s), s


def _free(hessian: Array, d: int) -> Iterator[tuple[int, ...]]:
    """Sets of coordinates, the larger first, outside of which some null vector of H has all its entries."""
    values, vectors = np.linalg.eigh(hessian)
    null = vectors[:, np.abs(values) <= FLAT * max(np.max(np.abs(values)), 1e-300)]
    k = null.shape[1]
    sizes = range(d - 1, 0, -1) if d <= FEW else range(k - 1, 0, -1)
    for size in sizes:
        for free in itertools.combinations(range(d), size):
            if np.linalg.matrix_rank(null[list(free)], tol=1e-9) < k:
                yield free


def _program(hessian: Array, slope: Array, region: float, most: float, free: Array, signs: Array) -> Array | None:
    """The x deepest inside the region with (Hx - c)_i = 0, or between -most x_i and 0 where i is free, x_i having that sign."""
    d = len(slope)
    fixed = np.setdiff1d(np.arange(d), free)
    ones, unit = np.ones((d, 1)), np.eye(d)[free] * signs[:, None]
    lean = hessian[free] * signs[:, None]
    above = np.block([
        [np.eye(d), ones], [-np.eye(d), ones],  # |x_i| <= region - margin
        [lean, np.zeros((len(free), 1))],  # sign (Hx - c)_i <= 0
        [-lean - most * unit, np.zeros((len(free), 1))],  # -sign (Hx - c)_i <= most |x_i|
        [-unit, np.zeros((len(free), 1))],
    ])  # fmt: skip
    limit = np.concatenate([np.full(2 * d, region), signs * slope[free], -signs * slope[free], np.zeros(len(free))])
    found = linprog(np.r_[np.zeros(d), -1.0], A_ub=above, b_ub=limit, A_eq=np.c_[hessian[fixed], np.zeros(len(fixed))],
                    b_eq=slope[fixed], bounds=(None, None))  # fmt: skip
    return None if found.x is None or not found.x[-1] > 0 else np.asarray(found.x[:-1])


def _polished(hessian: Array, slope: Array, x: Array, s: Array) -> Array:
    """The minimiser of F_s nearest to x."""
    whole = hessian + np.diag(s)
    return np.asarray(x - np.linalg.lstsq(whole, whole @ x - slope, rcond=FLAT)[0])


def _beside(model: FiniteSum, rest: Rest) -> Point:
    """The point moved as far as the region allows along one null vector, away from the origin."""
    x = floats(rest.at)
    _, values, directions = np.linalg.svd(
        np.vstack([model.family.table, np.eye(model.dimension)[rest.decays > 0]]), full_matrices=True
    )
    null = directions[np.count_nonzero(values > FLAT * max(values, default=0.0))]
    null = null if null @ x >= 0 else -null
    room = 1.0 + float(np.max(np.abs(x))) if model.region is None else model.region - float(np.max(np.abs(x)))
    return point_of(x + room * null)
