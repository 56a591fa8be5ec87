"""`objective = "(1-x1)^2 + 100*(x2-x1^2)^2"` in a problem file: F as a formula of the coordinates x1, x2, ...

`chain = "(1-x)^2 + 10*(z-x^2)^2"` is a sum over neighbours, F(x) = sum_i c(x_i, x_{i+1}), in any dimension.
"""

import itertools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp
from pydantic import Field

from problems.errors import InputError
from problems.families.base import Array, Coupled, Setting
from problems.families.written import UNITS, FormulaParameters, Written, require_used
from problems.formula import Formula, derivative, named, read, rounding

if TYPE_CHECKING:
    from problems.certify.models.model import Model

#: coordinates that a formula may name, and up to how many its constants are found by branch and bound
MOST, CERTIFIED = 64, 4
#: where rounding is bounded: boxes of the region, and the interval that stands for a region that is left out
BOXES, WINDOW = 4096, 64.0


class ObjectiveParameters(FormulaParameters):
    objective: str = Field(description="F in x1, x2, ...")


class ChainParameters(FormulaParameters):
    chain: str = Field(description="c in x = x_i and z = x_{i+1}")


class Objective(Written, Coupled):
    """Nothing is in closed form; `expression` is F in `variables`, `p` are the letters' values."""

    name = "objective"
    Parameters = ObjectiveParameters
    key = "objective"

    def __init__(self, formula: Formula, p: Sequence[float]) -> None:
        self.formula, self.p, self.dimension = formula, tuple(p), len(formula.variables)
        expressions = [formula.expression, *(derivative(formula.expression, x) for x in formula.variables)]
        self._program = formula.program(expressions)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.formula, self.p)

    @classmethod
    def build(cls, parameters: ObjectiveParameters, setting: Setting) -> "Objective":
        letters, text = parameters.numbers(), parameters.objective
        require_used(list(letters), [text], "the objective")
        used = [int(m.group(1)) for m in (re.fullmatch(r"x([1-9]\d?)", name) for name in named(text)) if m]
        d = setting.dimension or max(used, default=0)
        if not 1 <= d <= MOST:
            raise InputError(f"objective has {d} coordinates and must have 1 to {MOST}: they are called x1, x2, ...")
        return cls(read(text, "objective", [f"x{i + 1}" for i in range(d)], list(letters)), list(letters.values()))

    def evaluate(self, x: Array, value: Array, gradient: Array, work: dict[str, Array]) -> None:
        with np.errstate(all="ignore"):
            found = self._program(*x, *self.p)
        value[...] = found[0]
        for row, one in zip(gradient, found[1:], strict=True):
            row[...] = one

    #: terms like this one that make up an entry of F, and of the gradient
    repeated = (1, 1)

    def rounding_scales(self, region: float | None) -> tuple[float, float]:
        """On a lattice of boxes, or in many coordinates on the whole region."""
        from problems.certify.arithmetic.intervals import Intervals

        n, r = len(self.formula.variables), WINDOW if region is None else region
        cells = max(1, int(BOXES ** (1.0 / n)))
        edges = np.linspace(-r, r, cells + 1)
        places = np.indices((cells,) * n).reshape(n, -1) if cells > 1 else np.zeros((n, 1), dtype=np.intp)
        inputs = [*(Intervals(edges[k], edges[k + 1]) for k in places), *(Intervals(c, c) for c in self.p)]
        value, *slopes = rounding(self._program, inputs)
        many = self.repeated
        return many[0] * float(np.max(value)) / UNITS, many[1] * max(float(np.max(s)) for s in slopes) / UNITS

    @property
    def minimum(self) -> float:
        return -np.inf

    def smoothness(self, region: float | None) -> float:
        return np.inf

    def gradient_bound(self, region: float | None) -> Array:
        return np.full(self.dimension, np.inf)

    def model(self, region: float | None, effort: int = 1) -> "Model":
        from problems.certify.models.formula_objective import ObjectiveModel

        return ObjectiveModel(self, region, effort)


class Chain(Objective):
    """`formula` is c(x, z)."""

    name = "chain"
    Parameters = ChainParameters  # type: ignore[assignment]

    def __init__(self, formula: Formula, p: Sequence[float], dimension: int) -> None:
        super().__init__(formula, p)
        self.dimension = dimension
        self.repeated = (2 * dimension, 4)  # a sum of links is rounded, too

    def __reduce__(self) -> tuple[Any, ...]:
        return Chain, (self.formula, self.p, self.dimension)

    @classmethod
    def build(cls, parameters: ChainParameters, setting: Setting) -> "Chain":  # type: ignore[override]
        letters = parameters.numbers()
        require_used(list(letters), [parameters.chain], "the chain")
        if setting.dimension is None or setting.dimension < 2:
            raise InputError("dimension is missing or below 2: a chain is a sum over neighbours")
        formula = read(parameters.chain, "chain", ["x", "z"], list(letters))
        return cls(formula, list(letters.values()), setting.dimension)

    def evaluate(self, x: Array, value: Array, gradient: Array, work: dict[str, Array]) -> None:
        with np.errstate(all="ignore"):
            links, left, right = (np.broadcast_to(one, x[1:].shape) for one in self._program(x[:-1], x[1:], *self.p))
        np.add.reduce(links, axis=0, out=value)
        gradient[-1] = 0.0
        gradient[:-1] = left
        gradient[1:] += right

    def window(self, links: int) -> Formula:
        """The sum of some links one after the other, as a formula of links + 1 coordinates."""
        symbols = tuple(sp.Symbol(f"x{i + 1}", real=True) for i in range(links + 1))
        x, z = self.formula.variables
        parts = [self.formula.expression.subs({x: a, z: b}, simultaneous=True) for a, b in itertools.pairwise(symbols)]
        return Formula(sp.Add(*parts), symbols, self.formula.parameters, self.formula.numbers)

    def model(self, region: float | None, effort: int = 1) -> "Model":
        from problems.certify.models.formula_objective import ChainModel, ObjectiveModel

        if self.dimension <= CERTIFIED:
            return ObjectiveModel(Objective(self.window(self.dimension - 1), self.p), region, effort)
        return ChainModel(self, region, effort)
