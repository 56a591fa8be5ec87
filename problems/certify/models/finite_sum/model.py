"""Certification of finite sums of losses of linear predictions, F(x) = (1/n) sum_j phi(a_j'x, y_j).

Upper ends are composed from the samples' facts, which are exact: with l_j <= phi''_j <= h_j on the region the Hessian lies
between A'diag(l)A/n and A'diag(h)A/n, whose eigenvalues are verified in ball arithmetic; a gradient's entry is at most
the mean of what each sample can contribute. Where phi'' is not constant one x cannot place every sample at its worst, and a
relaxation to concave envelopes (`envelopes.py`) takes some of that into account. Lower ends are attained: points found by a
numerical search, evaluated in balls. For least squares both ends meet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from flint import arb, arb_mat

from problems.certify.arithmetic.balls import ball, enclosure, highest, lowest, square
from problems.certify.arithmetic.eigenvalues import (
    Eigenvalue,
    eigenvalue_floor,
    exact_rank,
    largest_eigenvalue,
    matrix,
    smallest_eigenvalue,
)
from problems.certify.models.finite_sum.box_bounds import FewDimensions
from problems.certify.models.finite_sum.envelopes import curvature_bound
from problems.certify.models.finite_sum.infimum import Minimum, Tails, global_minimum
from problems.certify.models.finite_sum.losses import Losses, Range
from problems.certify.models.finite_sum.pl import MODULUS, pl_constant
from problems.certify.models.finite_sum.pl_decayed import dynamic_constant
from problems.certify.models.finite_sum.pl_singular import null_pl
from problems.certify.models.finite_sum.proposals import Search
from problems.certify.models.finite_sum.recession import SEPARATED, separated
from problems.certify.models.finite_sum.region_bounds import Cover
from problems.certify.models.finite_sum.taylor_models import Cells
from problems.certify.models.model import Found, Model, Point, Span, balls
from problems.enclosure import Enclosure
from problems.families.linear import LinearFiniteSum

CRUDE = "composition of per-sample facts; eigenvalues in ball arithmetic"
METHOD = "concave envelopes of per-sample facts on cells in ball arithmetic; eigenvalues in ball arithmetic"
COVERED = "branch and bound over the region; eigenvalues in ball arithmetic"
#: relative width of an enclosure that asks for nothing more
CLOSE = arb(2) ** -10
FITTED = "the rows are independent (rank exactly): some x has every loss at its floor"
EXACT = "exact enumeration of the samples; eigenvalues in ball arithmetic"


@dataclass(frozen=True)
class Steep:
    """A point, and the smallest and the largest eigenvalue of the Hessian there."""

    at: Point
    least: Eigenvalue
    most: Eigenvalue


class FiniteSumModel(Model):
    def __init__(self, family: LinearFiniteSum, region: float | None, effort: int) -> None:
        self.family, self.region, self.dimension, self.effort = family, region, family.dimension, effort
        self.losses = Losses(family, region)
        self.table = matrix(family.table)
        self.columns = self.table.transpose()
        self.search = Search(family, region, effort)
        #: tables for predictions on boxes of these half sides
        self.tables: dict[float, tuple[FewDimensions, Tails]] = {}

    @cached_property
    def cells(self) -> Cells:
        return Cells(self.losses)

    def predictions(self, x: Sequence[arb]) -> list[arb]:
        return [row[0] for row in (self.table * arb_mat(self.dimension, 1, list(x))).tolist()]

    def value(self, x: Sequence[arb]) -> arb:
        losses = (self.losses.loss(t, float(y)) for t, y in zip(self.predictions(x), self.family.targets, strict=True))
        return sum(losses, arb(0)) / self.family.samples

    def slopes(self, x: Sequence[arb], order: int = 0) -> list[arb]:
        """phi' (order 0) or phi'' (order 1) of every sample at x."""
        pairs = zip(self.predictions(x), self.family.targets, strict=True)
        return [self.losses.slopes(t, float(y), order)[order] for t, y in pairs]

    def gradient(self, x: Sequence[arb]) -> list[arb]:
        found = self.columns * arb_mat(self.family.samples, 1, self.slopes(x))
        return [row[0] / self.family.samples for row in found.tolist()]

    def weighted(self, weights: Sequence[arb]) -> arb_mat:
        """A'diag(weights)A/n."""
        rows = [[entry * w for entry in row] for row, w in zip(self.table.tolist(), weights, strict=True)]
        return self.columns * arb_mat(rows) * (arb(1) / self.family.samples)

    @cached_property
    def curvatures(self) -> list[Range]:
        return self.losses.curvature_ranges()

    @cached_property
    def slope_ranges(self) -> list[Range]:
        return self.losses.slope_ranges()

    @cached_property
    def quadratic(self) -> bool:
        """Whether phi'' is one constant, so that F is a quadratic: on all of R^d, as a region of one point shows one value."""
        ranges = self.curvatures if self.region else Losses(self.family, None).curvature_ranges()
        return all(r.least.is_exact() and r.least == r.greatest for r in ranges)

    @cached_property
    def bounds(self) -> tuple[Eigenvalue, Eigenvalue]:
        """Smallest eigenvalue of the lower and largest of the upper bound of the Hessian."""
        low = smallest_eigenvalue(self.weighted([r.least for r in self.curvatures]))
        return low, largest_eigenvalue(self.weighted([r.greatest for r in self.curvatures]))

    @cached_property
    def few(self) -> FewDimensions:
        """Bounds on boxes of the region."""
        assert self.region is not None
        return FewDimensions(self.losses, self.region)

    @cached_property
    def cover(self) -> Cover | None:
        """Branch and bound over the region, where the dimensions are few."""
        return Cover(self) if Cover.worth(self) else None

    @cached_property
    def steep(self) -> list[Steep]:
        """Points with a large Hessian."""
        found: list[Steep] = []
        below, _ = self.bounds
        for sign in (1.0, -1.0):
            if found and -below.low <= found[0].least.low:
                continue  # nothing on this side reaches as far
            found.append(self._steep_at(self.search.steep_point(sign)))
        return found

    def _steep_at(self, x: Point) -> Steep:
        hessian = self.weighted(self.slopes(balls(x), 1))
        return Steep(x, smallest_eigenvalue(hessian), largest_eigenvalue(hessian))

    def smoothness(self, shift: arb) -> Found:
        origin = tuple(Fraction(0) for _ in range(self.dimension))
        if self.region == 0.0:
            return Found(enclosure(arb(0), arb(0), "closed form"), origin)
        below, above = self.bounds
        if self.quadratic:
            high = (above.high + shift).max(-(below.low + shift)).max(arb(0))
            low = (above.low + shift).max(-(below.high + shift)).max(arb(0))
            up = bool(abs(above.low + shift) >= abs(below.high + shift))
            return Found(enclosure(low, high, EXACT), origin, (above if up else below).vector)
        seen, high, method = list(self.steep), (above.high + shift).max(-(below.low + shift)), CRUDE
        if self.cover is not None:
            tops = []
            for sign, one in ((1, seen[0]), (-1, seen[-1])):
                floor = float((_steepest(seen, shift)[0] - sign * shift).lower())
                top, x = self.cover.curvature(sign, floor, one.at)
                seen.append(self._steep_at(x))
                tops.append(top + sign * shift)
            high, method = (tops[0].max(tops[1]), COVERED) if tops[0].max(tops[1]) < high else (high, method)
        low, place, direction = _steepest(seen, shift)
        if Cells.worth(self.losses) and not high - low <= CLOSE * high:
            up, down = self.relaxed
            relaxed = (up + shift).max(down - shift)
            high, method = (relaxed, METHOD) if relaxed < high else (high, method)
        return Found(enclosure(low, high.max(low), method), place, direction or above.vector)

    @cached_property
    def relaxed(self) -> tuple[arb, arb]:
        """Upper bounds of the largest eigenvalue of the Hessian and of its negative over the region, by envelopes."""
        below, above = self.bounds
        up, down = above.high.min(curvature_bound(self, 1, self.steep[0].at)), -below.low
        return up, down.min(curvature_bound(self, -1, self.steep[-1].at)) if down > up else down

    def gradient_spans(self, shift: arb) -> list[Span]:
        if self.quadratic and self.region is not None:
            return self._linear_spans(shift)
        up, down = [arb(0)] * self.dimension, [arb(0)] * self.dimension
        for row, r in zip(self.table.tolist(), self.slope_ranges, strict=True):
            for i, a in enumerate(row):
                if a.is_zero():
                    continue
                ends = (a * r.least, a * r.greatest)
                up[i] += ends[0].max(ends[1])
                down[i] += ends[0].min(ends[1])
        reach = arb.pos_inf() if self.region is None else ball(self.region)
        decay = arb(0) if shift == 0 else shift * reach
        spans = []
        for i in range(self.dimension):
            low, high = down[i] / self.family.samples - decay, up[i] / self.family.samples + decay
            at_low, at_high = self.search.gradient_points(i, float(shift))
            if self.cover is not None:
                below, at_low = self.cover.entry(i, -1.0, float(shift), at_low)
                above, at_high = self.cover.entry(i, 1.0, float(shift), at_high)
                low, high = low.max(-below), high.min(above)
            seen = [self.gradient(balls(x))[i] + shift * ball(x[i]) for x in (at_low, at_high)]
            spans.append(Span(_hull(low, seen[0]), _hull(high, seen[1]), at_low, at_high))
        return spans

    def _linear_spans(self, shift: arb) -> list[Span]:
        """The gradient is Hx - c: its range over the box is that of a linear function, taken at corners."""
        assert self.region is not None
        hessian = self.weighted([r.least for r in self.curvatures]).tolist()
        constant = self.gradient([arb(0)] * self.dimension)
        edge, spans = Fraction(self.region), []
        for i, row in enumerate(hessian):
            entries = [h + shift if i == j else h for j, h in enumerate(row)]
            reach = ball(self.region) * sum((abs(h) for h in entries), arb(0))
            corner = tuple(edge if h.mid() >= 0 else -edge for h in entries)
            spans.append(Span(constant[i] - reach, constant[i] + reach, tuple(-c for c in corner), corner))
        return spans

    @cached_property
    def separated(self) -> Point | None:
        """A point far out along a direction in which every loss falls to its floor."""
        return separated(self)

    @cached_property
    def lowest(self) -> Minimum | None:
        """The infimum over R^d and the one point where it is attained."""
        return global_minimum(self)

    def minimum(self, shift: arb) -> Found:
        floor, x = Fraction(self.family.loss_floor), self.search.minimiser(float(shift))
        if shift == 0 and self.family.loss_floor_attained and self.rank == self.family.samples:
            return Found(Enclosure(floor, floor, FITTED), x)
        if shift == 0 and self.separated is not None:
            return Found(Enclosure(floor, floor, SEPARATED), self.separated)
        if shift == 0 and self.lowest is not None:
            return Found(self.lowest.enclosure, self.lowest.at)
        here = balls(x)
        value = self.value(here) + shift * square(here) / 2
        if not self.quadratic:
            return Found(Enclosure(floor, highest(value), "no loss is below its floor; a search"), x)
        modulus = self.positive_curvature(shift)
        gradient = [g + shift * a for g, a in zip(self.gradient(here), here, strict=True)]
        # PL: F(x) - F* <= ||grad F(x)||^2 / (2 mu)
        steep = square(gradient)
        gap = steep / (2 * modulus) if modulus > 0 else (arb(0) if steep.is_zero() else arb.pos_inf())
        low = lowest(value - gap)
        return Found(Enclosure(max(low, floor), highest(value), "PL at a numerical minimiser"), x)

    @cached_property
    def rank(self) -> int:
        """The rank of the table, exactly."""
        return exact_rank(self.family.table)

    def positive_curvature(self, shift: arb) -> arb:
        """A lower bound of the smallest eigenvalue above 0 of the (constant) Hessian + shift."""
        if shift > 0:
            return shift
        if self.rank == 0:
            return arb.pos_inf()
        return eigenvalue_floor(self.weighted([r.least for r in self.curvatures]), self.dimension - self.rank)

    def pl(self) -> Found:
        return self._pl

    @cached_property
    def _pl(self) -> Found:
        return pl_constant(self)

    def pl_dynamic(self, decay: arb) -> Found:
        found = self.pl()
        if decay == 0 or self.region == 0.0 or found.enclosure.high == 0:
            return found
        if self.quadratic and self.rank == self.dimension:
            # the least eigenvalue serves every F_s; where more serves F, decays may bring the weakest direction into the region
            floor = lowest(self.positive_curvature(arb(0)).max(arb(0)))
            dynamic = found if found.enclosure.low <= floor else dynamic_constant(self, decay, found)
            return dynamic if dynamic.enclosure.low >= floor else dynamic.at_least(floor, MODULUS)
        if self.quadratic or self.rank == 0:
            singular = null_pl(self, decay, found)
            return singular if singular.enclosure.high == 0 else dynamic_constant(self, decay, singular)
        return dynamic_constant(self, decay, found)

    @cached_property
    def row_squares(self) -> list[arb]:
        return [square(row) for row in self.table.tolist()]


def _steepest(seen: Sequence[Steep], shift: arb) -> tuple[arb, Point, Point | None]:
    """The largest curvature of F + (shift/2)||x||^2 that is attained, where and in which direction."""
    low, place, direction = arb(0), seen[0].at, None
    for one in seen:
        for end, value in ((one.most, one.most.low + shift), (one.least, -(one.least.high + shift))):
            if value.lower() > low:
                low, place, direction = value.lower(), one.at, end.vector
    return low, place, direction


def _hull(outer: arb, seen: arb) -> arb:
    return outer.union(seen) if outer.is_finite() else outer
