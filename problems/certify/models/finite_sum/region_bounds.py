"""Facts of a finite sum over the whole region, by branch and bound, where the dimensions are few.

Each fact is bounded to `TOLERANCE` above the best value seen, or as far as the budget goes; the best point seen is proposed to
ball arithmetic, which alone says what is attained.
"""

from collections.abc import Callable

import numpy as np
from flint import arb

from problems.certify.arithmetic.points import Array, Point, floats, point_of
from problems.certify.models.finite_sum.box_bounds import Parabola, Place, Sum
from problems.certify.models.finite_sum.derivatives import Derivatives
from problems.certify.models.finite_sum.objective import FiniteSum, once
from problems.certify.search.boxes import Bound, BoxSearch

#: the most dimensions that are tried
DIMENSIONS = 6
#: relative distance between what is shown and what was seen
TOLERANCE = 2.0**-12
#: boxes that are looked at, and predictions on all of them together, at effort 1
BOXES, PREDICTIONS = 40_000, 4_000_000


class Cover:
    """Bounds over |x_i| <= region."""

    def __init__(self, model: FiniteSum) -> None:
        assert model.region is not None
        self.few, self.budget = model.few, budget(model)
        self.corner = np.full((1, model.dimension), model.region)
        self.mean = self.few.rows / self.few.samples

    def curvature(self, sign: float, floor: float, start: Point) -> tuple[arb, Point]:
        """An upper bound of the largest eigenvalue of sign times the Hessian; nothing is sought below `floor`."""
        few, d = self.few, self.few.dimension

        def seen(x: Array) -> Array:
            bend = few.place(x, np.zeros_like(x)).values.bend
            hessians = (sign * bend @ few.pairs / few.samples).reshape(-1, d, d)
            return np.asarray(np.linalg.eigvalsh(np.nan_to_num(hessians, posinf=0.0, neginf=0.0))[:, -1])

        return self._most(few.curvature(sign), seen, floor, start)

    def variance(self, start: Point) -> tuple[arb, Point]:
        """An upper bound of the variance of one sample's gradient."""
        few, n = self.few, self.few.samples
        squares = few.squares / n * (1.0 + few.rounding)

        def seen(x: Array) -> Array:
            slope = few.place(x, np.zeros_like(x)).values.slope
            return np.asarray(slope**2 @ few.squares / n - np.add.reduce((slope @ self.mean) ** 2, axis=1))

        def of(place: Place) -> Sum:
            # -|grad F|^2 <= |v|^2 - 2 v'grad F with v = grad F at the centre
            v = place.values.slope @ self.mean
            return Sum(slope=-2.0 * v @ self.mean.T, square=squares[None, :], size=2.0 * np.abs(v) @ np.abs(self.mean.T),
                       others=[Parabola(np.add.reduce(v * v, axis=1))])  # fmt: skip

        return self._most(few.summed(of), seen, -np.inf, start)

    def entry(self, i: int, sign: float, shift: float, start: Point) -> tuple[arb, Point]:
        """An upper bound of sign times the i-th entry of the gradient of F + (shift/2)||x||^2."""
        weights, linear = sign * self.mean[:, i], np.zeros(self.few.dimension)
        linear[i] = sign * shift

        def seen(x: Array) -> Array:
            return np.asarray(self.few.place(x, np.zeros_like(x)).values.slope @ weights + x @ linear)

        bound = self.few.summed(lambda _: Sum(slope=weights[None, :], others=[Parabola(linear=linear)]))
        return self._most(bound, seen, -np.inf, start)

    def _most(self, bound: Bound, seen: Callable[[Array], Array], floor: float, start: Point) -> tuple[arb, Point]:
        best = floats(start)
        top = float(seen(best[None, :])[0])

        def see(x: Array) -> None:
            nonlocal best, top
            values = seen(x)
            if len(values) and np.max(values) > top:
                best, top = x[int(np.argmax(values))], float(np.max(values))

        def target() -> float:
            height = max(top, floor)
            return height + TOLERANCE * abs(height)

        upper = BoxSearch(bound, -self.corner, self.corner).run(target, self.budget, see)
        return (arb(upper) if np.isfinite(upper) else arb.pos_inf()), point_of(best)


@once
def cover_of(model: FiniteSum) -> Cover | None:
    """Where there is a region, in few dimensions, and few different losses that bend."""
    worth = (
        model.region is not None and model.region > 0 and not model.quadratic and model.dimension <= DIMENSIONS
        and Derivatives.worth(model.losses)
    )  # fmt: skip
    return Cover(model) if worth else None


def budget(model: FiniteSum) -> int:
    """Boxes that one branch and bound may look at."""
    return min(BOXES, PREDICTIONS // model.family.samples) * model.effort


def searched(
    model: FiniteSum,
    search: BoxSearch,
    target: Callable[[], float],
    see: Callable[[Array], None] | None = None,
    share: float = 1.0,
) -> float:
    """What a search finds with this share of a budget; its work is put down."""
    top = search.run(target, int(share * budget(model)), see)
    model.work += search.work
    return top
