"""A finite sum of losses of linear predictions, F(x) = (1/n) sum_j phi(a_j'x, y_j): exact evaluation, and facts of its rows."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property, update_wrapper
from typing import Any, TypeVar, TypeVarTuple, cast

import numpy as np
from flint import arb, arb_mat

from problems.certify.arithmetic.balls import ball, precision, square
from problems.certify.arithmetic.eigenvalues import eigenvalue_floor, inverse_floor
from problems.certify.arithmetic.matrices import column, exact_rank, matrix, times
from problems.certify.arithmetic.points import Point, rational
from problems.certify.models.finite_sum.box_bounds import FewDimensions
from problems.certify.models.finite_sum.losses import Losses, Range
from problems.certify.models.finite_sum.proposals import Proposals
from problems.certify.models.model import Model
from problems.families.linear import LinearFiniteSum

#: precisions in which the least eigenvalue of a matrix that is nearly singular is looked for, in turn
BITS = (160, 320, 640, 1280)
#: relative width of an enclosure that asks for nothing more
CLOSE = arb(2) ** -10


class RowMean:
    """The mean of some rows' losses; rows may be repeated."""

    def __init__(self, losses: Losses, rows: Sequence[int]) -> None:
        self.losses, self.targets = losses, [float(losses.family.targets[j]) for j in rows]
        self.table = matrix(losses.family.table[list(rows)])
        self.columns = self.table.transpose()

    @property
    def share(self) -> arb:
        """1/n with as many bits as are asked for at present."""
        return arb(1) / len(self.targets)

    def predictions(self, x: Sequence[arb]) -> list[arb]:
        return times(self.table, x)

    def slopes(self, x: Sequence[arb], order: int = 0) -> list[arb]:
        """phi' (order 0) or phi'' (order 1) of every row at x."""
        pairs = zip(self.predictions(x), self.targets, strict=True)
        return [self.losses.slopes(t, y, order)[order] for t, y in pairs]

    def mean_slope(self, x: Sequence[arb]) -> arb_mat:
        """The gradient of the mean, (d, 1)."""
        return self.columns * column(self.slopes(x)) * self.share

    def weighted(self, weights: Sequence[arb]) -> arb_mat:
        """A'diag(weights)A, divided by the number of rows."""
        scaled = [[entry * w for entry in row] for row, w in zip(self.table.tolist(), weights, strict=True)]
        return self.columns * arb_mat(scaled) * self.share


class FiniteSum(RowMean, Model):
    """`effort` scales searches and branch and bound."""

    def __init__(self, family: LinearFiniteSum, region: float | None, effort: int) -> None:
        self.family, self.region, self.dimension, self.effort = family, region, family.dimension, effort
        super().__init__(Losses(family, region), range(family.samples))
        self.search = Proposals(family, region, effort)
        #: boxes that searches have bounded
        self.work = 0
        #: what `once` keeps
        self.known: dict[Any, Any] = {}

    def value(self, x: Sequence[arb]) -> arb:
        losses = (self.losses.loss(t, y) for t, y in zip(self.predictions(x), self.targets, strict=True))
        return sum(losses, arb(0)) / self.family.samples

    def gradient(self, x: Sequence[arb]) -> list[arb]:
        return [g / self.family.samples for g in times(self.columns, self.slopes(x))]

    @cached_property
    def curvatures(self) -> list[Range]:
        return self.losses.curvature_ranges()

    @cached_property
    def slope_ranges(self) -> list[Range]:
        return self.losses.slope_ranges()

    @cached_property
    def quadratic(self) -> bool:
        """Whether each phi'' is one constant above 0: on all of R^d, as a region of one point shows one value."""
        ranges = self.curvatures if self.region else Losses(self.family, None).curvature_ranges()
        return all(r.least.is_exact() and r.least == r.greatest and r.least > 0 for r in ranges)

    @cached_property
    def few(self) -> FewDimensions:
        """Bounds on boxes of the region."""
        assert self.region is not None
        return FewDimensions(self.losses, self.region)

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
        weights, zeros = [r.least for r in self.curvatures], self.dimension - self.rank
        floor = eigenvalue_floor(self.weighted(weights), zeros)
        if zeros:
            return floor
        for bits in BITS:
            with precision(bits):
                floor = floor.max(inverse_floor(self.weighted(weights)))
            if floor > 0:
                break
        return floor

    @cached_property
    def row_squares(self) -> list[arb]:
        return [square(row) for row in self.table.tolist()]

    def clipped(self, x: Sequence[arb]) -> Point:
        """x as a point of the region: an end of a range may round to just outside."""
        point = rational(x)
        if self.region is None:
            return point
        edge = Fraction(self.region)
        return tuple(max(-edge, min(edge, entry)) for entry in point)

    def facing(self, j: int, t: arb) -> Point:
        """The point of the region at which the prediction of row j is t: (t/|a|_1) sign(a)."""
        length = self.losses.lengths[j]
        share = (t / length).mid() if length > 0 else arb(0)
        return self.clipped([share * int(s) for s in np.sign(self.family.table[j])])

    def corners(self) -> Iterator[list[arb]]:
        """The corners of the region."""
        assert self.region is not None
        r = ball(self.region)
        for signs in np.ndindex(*([2] * self.dimension)):
            yield [r * (2 * s - 1) for s in signs]


Value = TypeVar("Value")
Keys = TypeVarTuple("Keys")


def once(find: Callable[[FiniteSum, *Keys], Value]) -> Callable[[FiniteSum, *Keys], Value]:
    """The function, evaluated once for each objective (and what else it is given)."""

    def kept(model: FiniteSum, *keys: *Keys) -> Value:
        place = find, *keys
        if place not in model.known:
            model.known[place] = find(model, *keys)
        return cast("Value", model.known[place])

    update_wrapper(kept, find)
    return kept
