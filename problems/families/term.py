"""`term = "a*x^2/(1+x^2)"` in a problem file: F(x) = sum_i f(x_i; p_i), with f a formula. A list gives each coordinate its own.

`[problem.parameters]` has the letters of the formula: a number for all coordinates, or a list with one for each.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp
from pydantic import Field

from problems.errors import InputError
from problems.families.base import Array, Coupled, Everywhere, Separable, Setting
from problems.families.coefficients import spread
from problems.families.written import UNITS, FormulaParameters, Written, like, require_used
from problems.formula import Formula, Program, derivative, named, read, rounding

if TYPE_CHECKING:
    from problems.certify.arithmetic.intervals import Intervals
    from problems.certify.models.model import Model

#: the interval on which a formula without a region is looked at in pieces; beyond it, pieces grow with the distance
WINDOW, PIECES, OCTAVES, EACH = 64.0, 2048, 40, 8


class TermParameters(FormulaParameters):
    term: str | list[str] = Field(description="f(x; p), or a list with one for each coordinate")


class Term(Written, Separable):
    """One formula for all coordinates; every constant is found by the certificate, none is in closed form."""

    name = "term"
    Parameters = TermParameters

    def __init__(self, formula: Formula, coefficients: Sequence[Array], dimension: int) -> None:
        self.formula, self.coefficients, self.dimension = formula, tuple(coefficients), dimension
        self._f = formula.expression
        self._slope = derivative(self._f, formula.variables[0])
        self._value_program, self._slope_program = formula.program([self._f]), formula.program([self._slope])

    def __reduce__(self) -> tuple[Any, ...]:
        return Term, (self.formula, self.coefficients, self.dimension)

    @classmethod
    def build(cls, parameters: TermParameters, setting: Setting) -> "Term | Terms":
        letters = parameters.letters
        texts = [parameters.term] if isinstance(parameters.term, str) else parameters.term
        lengths = {len(v) for v in (*letters.values(), parameters.term) if isinstance(v, list)}
        d = setting.dimension or (min(lengths) if lengths else None)
        require_used(list(letters), texts, "the term")
        p = {name: spread(value, d, name) for name, value in letters.items()}
        if isinstance(parameters.term, str):
            if d is None:
                raise InputError("dimension is missing: term is one formula for all coordinates")
            return _part(texts[0], "term", p, range(d))
        if not texts or len(texts) != d:
            raise InputError(f"term has {len(texts)} formulas and must have one for each of the {d} coordinates")
        if len(set(texts)) == 1:
            return _part(texts[0], "term", p, range(d))
        places = {text: [i for i, one in enumerate(texts) if one == text] for text in texts}
        return Terms([(_part(text, "term", p, places[text]), places[text]) for text in places])

    def term(self, x: Any, *p: Any) -> Any:  # type: ignore[override]
        return like(x, self._value_program(x, *p)[0])

    def slope(self, x: Any, *p: Any) -> Any:  # type: ignore[override]
        return like(x, self._slope_program(x, *p)[0])

    @cached_property
    def _curvature_program(self) -> Program:
        return self.formula.program([derivative(self._slope, self.formula.variables[0])])

    def with_coefficients(self, coefficients: Sequence[Array]) -> "Term":
        """The same formula with other numbers, for as many coordinates as they are; its programs are kept."""
        made = object.__new__(type(self))  # what is made anew otherwise are the programs
        dimension = len(coefficients[0]) if coefficients else self.dimension
        made.__dict__ |= {**self.__dict__, "coefficients": tuple(coefficients), "dimension": dimension}
        made.__dict__.pop("minimum", None)
        return made

    @property
    def programs(self) -> tuple[Program, Program, Program]:
        """Of f, f' and f''."""
        return self._value_program, self._slope_program, self._curvature_program

    @cached_property
    def _far(self) -> dict[str, list[Program]]:
        """Value, slope, curvature and PL ratio as programs in u, x = 1/u and x = -1/u: inf/inf in x need not be so in u."""
        x, u = self.formula.variables[0], sp.Symbol("u", positive=True)
        gap = self._f - self._f.subs(x, 0)
        forms = {
            "value": self._f, "slope": self._slope, "curvature": derivative(self._slope, x),
            "pl": self._slope**2 / (2 * gap) if gap != 0 else sp.Integer(0),
        }  # fmt: skip
        found = {}
        for name, form in forms.items():
            sides = [sp.together(form.subs(x, side / u)) for side in (1, -1)]
            found[name] = [Formula(f, (u,), self.formula.parameters, self.formula.numbers).program([f]) for f in sides]
        return found

    def beyond(self, reach: float, *p: Any) -> Everywhere:
        """By interval arithmetic on pieces that grow with the distance, the last one without end."""
        numbers = [float(q.coefficients[0]) if hasattr(q, "coefficients") else float(q) for q in p]
        value, slope, curvature = (self._far_range(name, reach, numbers) for name in ("value", "slope", "curvature"))
        return Everywhere(value, slope, curvature)

    def pl_beyond(self, reach: float, *p: Any) -> Any:  # type: ignore[override]
        numbers = [float(q.coefficients[0]) if hasattr(q, "coefficients") else float(q) for q in p]
        return max(self._far_range("pl", reach, numbers)[0], 0.0)

    def _far_range(self, name: str, reach: float, p: Sequence[float]) -> tuple[float, float]:
        from problems.certify.arithmetic.intervals import Intervals

        edges = reach * np.exp2(np.arange(OCTAVES * EACH + 1) / EACH)
        low, high = edges, np.append(edges[1:], np.inf)
        u = Intervals(np.append(1.0 / high[:-1], 0.0) * (1 - 1e-15), 1.0 / low * (1 + 1e-15))
        direct = {"value": self._value_program, "slope": self._slope_program, "curvature": self._curvature_program}.get(name)
        letters = [Intervals(c, c) for c in p]  # a product of two floats would be rounded
        ends = []
        for side, program in zip((1, -1), self._far[name], strict=True):
            found = like(u, program(u, *letters)[0])
            least, most = found.low, found.high
            if direct is not None:
                x = Intervals(low, high) if side > 0 else Intervals(-high, -low)
                plain = like(x, direct(x, *letters)[0])
                least, most = np.maximum(least, plain.low), np.minimum(most, plain.high)
            ends.append((float(np.min(least)), float(np.max(most))))
        return min(a for a, _ in ends), max(b for _, b in ends)

    def _near(self, program: Program, region: float | None) -> "Intervals":
        """The ranges of a program over pieces of the region (or of the window), (pieces, d)."""
        from problems.certify.arithmetic.intervals import Intervals

        edges = np.linspace(-1.0, 1.0, PIECES + 1)[:, None] * (WINDOW if region is None else region)
        x = Intervals(edges[:-1], edges[1:])
        rows = [Intervals(c[None, :], c[None, :]) for c in self.coefficients]
        found = like(x, program(x, *rows)[0])
        shape = np.broadcast_shapes(found.low.shape, (PIECES, self.dimension))
        return Intervals(np.broadcast_to(found.low, shape), np.broadcast_to(found.high, shape))

    def rounding_scales(self, region: float | None) -> tuple[float, float]:
        value, slope = (self._rounding(program, region) for program in (self._value_program, self._slope_program))
        return float(np.add.reduce(value)) / UNITS, float(np.max(slope)) / UNITS

    def value_rounding(self, region: Array | None) -> Array:
        """What rounding of each coordinate's summand scales with, (d,), `region` being each coordinate's own."""
        return self._rounding(self._value_program, region) / UNITS

    def _rounding(self, program: Program, region: float | Array | None) -> Array:
        from problems.certify.arithmetic.intervals import Intervals

        edges = np.linspace(-1.0, 1.0, PIECES + 1)[:, None] * (WINDOW if region is None else region)
        inputs = [Intervals(edges[:-1], edges[1:]), *(Intervals(c[None, :], c[None, :]) for c in self.coefficients)]
        found = np.broadcast_to(rounding(program, inputs)[0], (PIECES, self.dimension))
        return np.asarray(np.max(found, axis=0))

    def _far_of(self, name: str, region: float | None) -> list[tuple[float, float]]:
        """The ranges over what is beyond the window, for every coordinate; empty where the region ends before."""
        if region is not None:
            return []
        columns = list(zip(*self.coefficients, strict=True)) or [()] * self.dimension
        return [self._far_range(name, WINDOW, p) for p in columns]

    def smoothness(self, region: float | None) -> float:
        """An upper bound of sup |f''|, by intervals on pieces."""
        far = [max(abs(a), abs(b)) for a, b in self._far_of("curvature", region)]
        return float(max([np.max(self._near(self._curvature_program, region).size), *far]))

    def gradient_bound(self, region: float | None) -> Array:
        """Upper bounds of sup |f'|, by intervals on pieces."""
        near = np.max(self._near(self._slope_program, region).size, axis=0)
        far = [max(abs(a), abs(b)) for a, b in self._far_of("slope", region)]
        return np.maximum(near, far) if far else near

    @cached_property
    def minimum(self) -> float:
        """A lower bound of the infimum over R^d, by intervals on pieces."""
        near = np.min(self._near(self._value_program, None).low, axis=0)
        far = [low for low, _ in self._far_of("value", None)]
        return float(np.add.reduce(np.minimum(near, far))) * (1.0 - np.sign(np.add.reduce(near)) * self.rounding)

    def model(self, region: float | None, effort: int = 1) -> "Model":
        return _certified(self, region, effort)


class Terms(Written, Coupled):
    """A formula of its own for some or all coordinates."""

    name = "terms"
    Parameters = TermParameters

    def __init__(self, parts: Sequence[tuple[Term, Sequence[int]]]) -> None:
        self.parts = tuple((term, list(coordinates)) for term, coordinates in parts)
        self.dimension = sum(len(coordinates) for _, coordinates in self.parts)

    def __reduce__(self) -> tuple[Any, ...]:
        return Terms, (self.parts,)

    @classmethod
    def build(cls, parameters: TermParameters, setting: Setting) -> "Term | Terms":
        return Term.build(parameters, setting)

    def evaluate(self, x: Array, value: Array, gradient: Array, work: dict[str, Array]) -> None:
        value[...] = 0.0
        for term, places in self.parts:
            value += term.value_at(x[places])
            gradient[places] = term.gradient_at(x[places])

    def rounding_scales(self, region: float | None) -> tuple[float, float]:
        values, slopes = zip(*(term.rounding_scales(region) for term, _ in self.parts), strict=True)
        return sum(values), max(slopes)

    @property
    def minimum(self) -> float:
        return sum(term.minimum for term, _ in self.parts)

    def smoothness(self, region: float | None) -> float:
        return max(term.smoothness(region) for term, _ in self.parts)

    def gradient_bound(self, region: float | None) -> Array:
        found = np.empty(self.dimension)
        for term, places in self.parts:
            found[places] = term.gradient_bound(region)
        return found

    def model(self, region: float | None, effort: int = 1) -> "Model":
        return _certified(self, region, effort)


def _certified(family: Term | Terms, region: float | None, effort: int) -> "Model":
    from problems.certify.models.formula_terms import FormulaTermsModel
    from problems.certify.models.separable.model import BOXES

    return FormulaTermsModel(family, region, BOXES * effort)


def _part(text: str, key: str, p: dict[str, Array], coordinates: Sequence[int]) -> Term:
    letters = [name for name in p if name in named(text)]
    return Term(read(text, key, ("x",), letters), [p[name][list(coordinates)] for name in letters], len(coordinates))
