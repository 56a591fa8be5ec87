"""L of a finite sum: the largest eigenvalue of the Hessian, up to its sign, over the region.

With l_j <= phi''_j <= h_j on the region the Hessian lies between A'diag(l)A/n and A'diag(h)A/n, whose eigenvalues are verified
in ball arithmetic. Where phi'' is not constant one x cannot place every sample at its worst: branch and bound over the region
in few dimensions (`region_bounds.py`), or a relaxation to concave envelopes (`envelopes.py`), take some of that into account.
The lower end is attained: at points found by a numerical search, evaluated in balls. For least squares both ends meet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from flint import arb

from problems.certify.arithmetic.balls import enclosure, lowest
from problems.certify.arithmetic.eigenvalues import Eigenvalue, largest_eigenvalue, smallest_eigenvalue
from problems.certify.arithmetic.points import Found, Point, balls, origin
from problems.certify.models.finite_sum.envelopes import curvature_bound
from problems.certify.models.finite_sum.objective import CLOSE, FiniteSum, once
from problems.certify.models.finite_sum.region_bounds import cover_of
from problems.certify.models.finite_sum.taylor_models import Cells
from problems.enclosure import Enclosure

CRUDE = "composition of per-sample facts; eigenvalues in ball arithmetic"
METHOD = "concave envelopes of per-sample facts on cells in ball arithmetic; eigenvalues in ball arithmetic"
COVERED = "branch and bound over the region; eigenvalues in ball arithmetic"
UNBOUNDED = "nothing proved from above: a sample's phi'' has no bound that is known; the origin"
EXACT = "exact enumeration of the samples; eigenvalues in ball arithmetic"


@dataclass(frozen=True)
class Steep:
    """A point, and the smallest and the largest eigenvalue of the Hessian there."""

    at: Point
    least: Eigenvalue
    most: Eigenvalue


@once
def bounds(model: FiniteSum) -> tuple[Eigenvalue, Eigenvalue]:
    """Smallest eigenvalue of the lower and largest of the upper bound of the Hessian."""
    low = smallest_eigenvalue(model.weighted([r.least for r in model.curvatures]))
    return low, largest_eigenvalue(model.weighted([r.greatest for r in model.curvatures]))


@once
def steep(model: FiniteSum) -> list[Steep]:
    """Points with a large Hessian."""
    found: list[Steep] = []
    below, _ = bounds(model)
    for sign in (1.0, -1.0):
        if found and -below.low <= found[0].least.low:
            continue  # nothing on this side reaches as far
        found.append(_steep_at(model, model.search.steep_point(sign)))
    return found


def _steep_at(model: FiniteSum, x: Point) -> Steep:
    hessian = model.weighted(model.slopes(balls(x), 1))
    return Steep(x, smallest_eigenvalue(hessian), largest_eigenvalue(hessian))


def smoothness(model: FiniteSum, shift: arb) -> Found:
    """The best L of F + (shift/2)||x||^2 on the region, enclosed."""
    at_origin = origin(model.dimension)
    if model.region == 0.0:
        return Found(enclosure(arb(0), arb(0), "closed form"), at_origin)
    if not all(r.least.is_finite() and r.greatest.is_finite() for r in model.curvatures):
        low, place, direction = _steepest([_steep_at(model, at_origin)], shift)
        return Found(Enclosure(lowest(low), inf, UNBOUNDED), place, direction)
    below, above = bounds(model)
    if model.quadratic:
        high = (above.high + shift).max(-(below.low + shift)).max(arb(0))
        low = (above.low + shift).max(-(below.high + shift)).max(arb(0))
        up = bool(abs(above.low + shift) >= abs(below.high + shift))
        return Found(enclosure(low, high, EXACT), at_origin, (above if up else below).vector)
    seen, high, method = list(steep(model)), (above.high + shift).max(-(below.low + shift)), CRUDE
    if (cover := cover_of(model)) is not None:
        tops = []
        for sign, one in ((1, seen[0]), (-1, seen[-1])):
            floor = float((_steepest(seen, shift)[0] - sign * shift).lower())
            top, x = cover.curvature(sign, floor, one.at)
            seen.append(_steep_at(model, x))
            tops.append(top + sign * shift)
        high, method = (tops[0].max(tops[1]), COVERED) if tops[0].max(tops[1]) < high else (high, method)
    low, place, direction = _steepest(seen, shift)
    if Cells.worth(model.losses) and not high - low <= CLOSE * high:
        up, down = relaxed(model)
        least = (up + shift).max(down - shift)
        high, method = (least, METHOD) if least < high else (high, method)
    return Found(enclosure(low, high.max(low), method), place, direction or above.vector)


@once
def relaxed(model: FiniteSum) -> tuple[arb, arb]:
    """Upper bounds of the largest eigenvalue of the Hessian and of its negative over the region, by envelopes."""
    below, above = bounds(model)
    up, down = above.high.min(curvature_bound(model, 1, steep(model)[0].at)), -below.low
    return up, down.min(curvature_bound(model, -1, steep(model)[-1].at)) if down > up else down


def _steepest(seen: Sequence[Steep], shift: arb) -> tuple[arb, Point, Point | None]:
    """The largest curvature of F + (shift/2)||x||^2 that is attained, where and in which direction."""
    low, place, direction = arb(0), seen[0].at, None
    for one in seen:
        for end, value in ((one.most, one.most.low + shift), (one.least, -(one.least.high + shift))):
            if value.lower() > low:
                low, place, direction = value.lower(), one.at, end.vector
    return low, place, direction
