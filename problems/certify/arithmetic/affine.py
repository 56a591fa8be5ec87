"""Two proofs about g = Hx - c + z over the box |x_i| <= r and the draws z, both from guesses that may be anything.

* For any weights w, ||g||_inf |w|_1 >= w'g >= sum_i (min over z_i of w_i z_i) - w'c - r |H'w|_1.
* Near a point a solution of Hx = c - z is enclosed: where it is inside the box for some draws z, the least ||g||_inf is 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flint import arb, arb_mat

from problems.certify.arithmetic.balls import ball, one_norm
from problems.certify.arithmetic.matrices import times
from problems.certify.arithmetic.points import Array, Point, rational


@dataclass(frozen=True)
class Draws:
    """What may be added to one coordinate: one of the `values` (ascending), or anything between the first and the last."""

    values: tuple[arb, ...]
    continuous: bool = False

    @property
    def silent(self) -> bool:
        """Whether the draw may be 0, for certain."""
        if self.continuous:
            return bool(self.values[0] <= 0 and self.values[-1] >= 0)
        return any(z.is_zero() for z in self.values)


@dataclass(frozen=True)
class Affine:
    """x -> Hx - c on the box |x_i| <= radius (None: all of R^d), in balls."""

    matrix: arb_mat
    constant: tuple[arb, ...]
    radius: float | None

    @property
    def dimension(self) -> int:
        return len(self.constant)

    def at(self, x: Sequence[arb]) -> list[arb]:
        return [a - c for a, c in zip(times(self.matrix, x), self.constant, strict=True)]

    def contains(self, x: Sequence[arb]) -> bool:
        """Whether everything that the balls contain is in the box, for certain."""
        return self.radius is None or all(abs(a) <= ball(self.radius) for a in x)


def dual_bound(affine: Affine, weights: Sequence[float], low: Sequence[arb], high: Sequence[arb]) -> arb:
    """A lower bound of the least ||Hx - c + z||_inf over the box and low <= z <= high, true for any weights; 0 at least."""
    w = [ball(float(x)) for x in weights]
    size = one_norm(w)
    if not size > 0:
        return arb(0)
    spread = one_norm(times(affine.matrix.transpose(), w))
    if affine.radius is None and not spread.is_zero():
        return arb(0)
    reach = arb(0) if affine.radius is None else ball(affine.radius) * spread
    rest = sum(((a * one).min(a * two) - a * c for a, one, two, c in zip(w, low, high, affine.constant, strict=True)), arb(0))
    return ((rest - reach) / size).lower().max(arb(0))


def cancelling(affine: Affine, draws: Sequence[Draws], choice: Sequence[int], x: Array) -> Point | None:
    """A point beside x, or None: one is enclosed there, inside the box, whose gradient the chosen draws cancel exactly.

    The coordinates of finitely many draws make a linear system, of which a solution near x is enclosed; the gradients of the
    others must lie within the reach of their noise.
    """
    fixed = [i for i, d in enumerate(draws) if not d.continuous]
    point = [ball(float(a)) for a in x]
    if fixed:
        here = affine.at(point)
        part = arb_mat([affine.matrix.tolist()[i] for i in fixed])
        off = arb_mat(len(fixed), 1, [here[i] + draws[i].values[choice[i]] for i in fixed])
        try:
            step = part.transpose() * (part * part.transpose()).solve(off)
        except ZeroDivisionError:  # the rows are dependent, or cannot be told from dependent ones
            return None
        point = [a - row[0] for a, row in zip(point, step.tolist(), strict=True)]
    pairs = zip(affine.at(point), draws, strict=True)
    free = [(-g, one.values) for g, one in pairs if one.continuous]
    inside = affine.contains(point) and all(wanted >= values[0] and wanted <= values[-1] for wanted, values in free)
    return rational(point) if inside else None
