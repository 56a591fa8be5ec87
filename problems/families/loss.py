"""`loss = "log1p((t-y)^2/nu)"` in a problem file: F(x) = (1/n) sum_j phi(a_j'x, y_j), t the prediction and y the label.

The data and their keys are those of every finite sum; `[problem.parameters]` has the letters of the formula beside them.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import sympy as sp
from pydantic import ConfigDict, Field

from problems.errors import InputError
from problems.families.base import Array, Setting
from problems.families.linear import LinearFiniteSum, LinearParameters, Range, build_table
from problems.families.written import UNITS, FormulaParameters, Written, like, require_used
from problems.formula import FACTORED, Formula, Program, derivative, read, rounding
from problems.in_place import InPlace

if TYPE_CHECKING:
    from problems.certify.models.finite_sum.courses import Course
    from problems.certify.models.model import Model

#: pieces of every prediction's range on which rounding is bounded, and what stands for a region that is left out
PIECES, WINDOW = 64, 16.0
#: a rounding of numbers that are a difference of others
ROUNDING = 2.0**-50


class LossParameters(LinearParameters, FormulaParameters):
    model_config = ConfigDict(extra="allow", frozen=True, strict=True)

    loss: str = Field(description="phi in the prediction t and the label y")
    labels: Literal["numbers", "classes"] = Field(
        default="numbers", description='"classes": two labels of any kind, read as y = -1 and y = 1'
    )


class Loss(Written, LinearFiniteSum):
    """`formula` is phi in t and y, `p` are the letters' values; nothing is in closed form."""

    name = "loss"
    Parameters = LossParameters

    def __init__(self, formula: Formula, p: Sequence[float], table: Array, targets: Array) -> None:
        t, y = formula.variables
        self.formula, self.p = formula, tuple(p)
        super().__init__(table, targets if y in formula.expression.free_symbols else np.zeros_like(targets))
        forms = [formula.expression]
        for _ in range(3):
            forms.append(derivative(forms[-1], t))
        #: phi and its first three derivatives, as formulas and as programs
        self.forms = tuple(forms)
        self.programs = tuple(formula.program([form]) for form in forms)
        self._loss_and_slope, self._slope = InPlace(formula.program(forms[:2])), InPlace(self.programs[1])
        self._work: dict[tuple[int, ...], Array] = {}
        apart = sp.expand(formula.expression.subs(t, t + y))
        self.of_residual = bool(y in formula.expression.free_symbols and y not in apart.free_symbols)

    def __reduce__(self) -> tuple[Any, ...]:
        return Loss, (self.formula, self.p, self.table, self.targets)

    @classmethod
    def build(cls, parameters: LossParameters, setting: Setting) -> "Loss":
        letters = parameters.numbers()
        for name in ("t", "y"):
            if name in letters:
                raise InputError(f"{name} is no parameter of a loss: t is the prediction, y the label")
        require_used(list(letters), [parameters.loss], "the loss")
        formula = read(parameters.loss, "loss", ["t", "y"], list(letters))
        if formula.variables[0] not in formula.expression.free_symbols:
            raise InputError(f'loss="{parameters.loss}": it has no t, the prediction, and F would be a constant')
        return cls(formula, list(letters.values()), *build_table(parameters, setting, parameters.labels == "classes"))

    def _at(self, order: int, t: Any, y: Any) -> Any:
        alike = getattr(t, "alike", None)
        letters = self.p if alike is None else [alike(c) for c in self.p]  # a product of two floats would be rounded
        with np.errstate(all="ignore"):
            found = like(t, self.programs[order](t, y, *letters)[0])
        return found if alike is not None else np.broadcast_to(found, np.broadcast_shapes(np.shape(t), np.shape(y)))

    def loss_at(self, t: Any, y: Any) -> Any:
        return self._at(0, t, y)

    def slope_at(self, t: Any, y: Any) -> Any:
        return self._at(1, t, y)

    def curvature_at(self, t: Any, y: Any) -> Any:
        return self._at(2, t, y)

    def losses(self, t: Array, y: Array, loss: Array | None, slope: Array) -> None:
        if loss is None:
            self._slope((t, y, *self.p), (slope,), self._work)
        else:
            self._loss_and_slope((t, y, *self.p), (loss, slope), self._work)

    @cached_property
    def signs(self) -> tuple[tuple[Program, ...], ...]:
        """phi and its derivatives, each in forms whose signs intervals see: the formula, and its factors."""
        found = []
        for form in self._own:
            factored = sp.factor(form) if form.count_ops() <= FACTORED else form
            found.append(tuple(self.formula.program([one]) for one in dict.fromkeys((form, factored))))
        return tuple(found)

    @property
    def _own(self) -> tuple[sp.Expr, ...]:
        """phi and its derivatives for the labels of the courses."""
        return tuple(form.subs(self.formula.variables[1], 0) for form in self.forms) if self.of_residual else self.forms

    @cached_property
    def far(self) -> tuple[tuple[tuple[Program, ...], tuple[Program, ...]], ...]:
        """The same far to the left and far to the right, as programs in u: t = -1/u and t = 1/u."""
        t, y = self.formula.variables
        u = sp.Symbol("u", positive=True)
        found = []
        for form in self._own:
            sides = []
            for side in (-1, 1):
                moved = form.subs(t, side / u)
                small = moved.count_ops() <= FACTORED
                forms = {sp.together(moved), sp.factor(moved)} if small else {moved}
                sides.append(tuple(
                    Formula(f, (u, y), self.formula.parameters, self.formula.numbers).program([f])
                    for f in sorted(forms, key=str)
                ))  # fmt: skip
            found.append((sides[0], sides[1]))
        return tuple(found)

    @cached_property
    def courses(self) -> "tuple[Course, Course, Course]":
        """Of phi, phi' and phi'': where they turn and what they tend to, for every label."""
        from problems.certify.models.finite_sum.courses import Course

        labels = np.zeros(1) if self.of_residual else np.unique(self.targets)
        return Course(self, 0, labels), Course(self, 1, labels), Course(self, 2, labels)

    def _turns(self, order: int, y: Any) -> tuple[Any, ...]:
        turns = self.courses[order].turns[0.0 if self.of_residual else float(y.coefficients[0])]
        return tuple((y if self.of_residual else 0.0 * y) + turn for turn in turns)

    def loss_turns(self, y: Any) -> tuple[Any, ...]:
        """All t where phi turns."""
        return self._turns(0, y)

    def slope_turns(self, y: Any) -> tuple[Any, ...]:
        return self._turns(1, y)

    def curvature_turns(self, y: Any) -> tuple[Any, ...]:
        return self._turns(2, y)

    def loss_limits(self, y: float) -> tuple[Any, ...]:
        """What phi tends to at either end of R."""
        return self.courses[0].limits[0.0 if self.of_residual else y]

    def slope_limits(self, y: float) -> tuple[Any, ...]:
        return self.courses[1].limits[0.0 if self.of_residual else y]

    def curvature_limits(self, y: float) -> tuple[Any, ...]:
        return self.courses[2].limits[0.0 if self.of_residual else y]

    def loss_range(self, low: Array, high: Array, y: Array) -> Range:
        return self._range(0, low, high, y)

    def slope_range(self, low: Array, high: Array, y: Array) -> Range:
        return self._range(1, low, high, y)

    def curvature_range(self, low: Array, high: Array, y: Array) -> Range:
        return self._range(2, low, high, y)

    def _range(self, order: int, low: Array, high: Array, y: Array) -> Range:
        if not self.of_residual:
            return self.courses[order].over(low, high, y)
        slack = ROUNDING * (np.abs(y) + np.abs(low) + np.abs(high))
        slack = np.where(np.isfinite(slack), slack, 0.0)
        return self.courses[order].over(low - y - slack, high - y + slack, np.zeros_like(y))

    @cached_property
    def floors(self) -> dict[float, float]:
        """For every label a number that no loss is below, and no float above it is one as far as balls can tell."""
        return self.courses[0].floors()

    @property
    def loss_floor(self) -> float:  # type: ignore[override]
        return min(self.floors.values())

    @cached_property
    def floor(self) -> Fraction | float:
        """No value of F is below the mean of the floors; minus infinity where none is known."""
        if self.of_residual or not np.isfinite(self.loss_floor):
            return super().floor
        return sum((Fraction(self.floors[float(y)]) for y in self.targets), Fraction(0)) / self.samples

    @cached_property
    def loss_floor_attained(self) -> bool:  # type: ignore[override]
        return self.courses[0].attained(self.floors)

    @cached_property
    def floor_sides(self) -> Array | None:
        if self.of_residual or self.loss_floor_attained:
            return None
        sides = self.courses[0].sides(self.floors)
        return None if sides is None else np.array([sides[float(y)] for y in self.targets])

    @property
    def minimum(self) -> float:
        floor = self.floor
        return floor if isinstance(floor, float) else float(np.nextafter(float(floor), -np.inf)) if floor else 0.0

    def rounding_scales(self, region: float | None) -> tuple[float, float]:
        """By intervals on pieces of every prediction's range; a prediction is itself off by d + 1 roundings of its terms."""
        from problems.certify.arithmetic.intervals import Intervals

        reach = self.predictions(WINDOW if region is None else region)[1]
        edges = reach[:, None] * np.linspace(-1.0, 1.0, PIECES + 1)
        inputs = [Intervals(edges[:, :-1], edges[:, 1:]), Intervals(self.target_column, self.target_column)]
        inputs += [Intervals(c, c) for c in self.p]
        of_value, of_slope = (np.max(_wide(rounding(self.programs[k], inputs)[0], edges), axis=1) for k in (0, 1))
        steep, bent = (np.max(_wide(like(inputs[0], self.programs[k](*inputs)[0]).size, edges), axis=1) for k in (1, 2))
        off = (self.dimension + 1.0) * reach
        slopes = np.abs(self.columns) @ (of_slope + bent * off) / self.samples
        return float(np.mean(of_value + steep * off)) / UNITS, float(np.max(slopes)) / UNITS

    def model(self, region: float | None, effort: int = 1) -> "Model":
        from problems.certify.models.finite_sum.courses import require_smooth

        require_smooth(self, region)
        return super().model(region, effort)


def _wide(found: Any, edges: Array) -> Array:
    """One value for each piece of each sample."""
    return np.broadcast_to(found, (len(edges), PIECES))
