"""The l2-regularised problem F + (lambda/2) ||x||^2, with constants of its own.

A decay in the gradient of F is, if it is constant, no decay at all on the regularised objective.
"""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from problems.families.base import Array, Coupled, Family, Parameters, Separable
from problems.problem import Problem
from theory.algorithms.base import Algorithm

#: what the constants of the regularised objective are called in the problem file
OWN = {"L": "L_l2", "c_inf": "c_inf_l2", "Delta": "Delta_l2", "sigma": "sigma"}


class _Regularised(Family):
    """What both kinds share; the infimum is at least that of F."""

    name = "l2-regularised"
    Parameters = Parameters
    inner: Any
    rate: float

    @classmethod
    def build(cls, parameters: Any, setting: Any) -> Family:
        raise NotImplementedError("made from a problem, not from a file")

    @property
    def minimum(self) -> float:
        return float(self.inner.minimum)

    @property
    def cancellation(self) -> float:
        return float(self.inner.cancellation)

    def rounding_scales(self, region: float | None) -> tuple[float, float]:
        value, gradient = self.inner.rounding_scales(region)
        return float(value), float(gradient)

    def smoothness(self, region: float | None) -> float:
        return float(self.inner.smoothness(region)) + self.rate

    def gradient_bound(self, region: float | None) -> Array:
        return np.asarray(self.inner.gradient_bound(region) + self.rate * (np.inf if region is None else region))


class RegularisedSeparable(_Regularised, Separable):
    """F separable; lambda is one more coefficient."""

    def __init__(self, inner: Separable, rate: float) -> None:
        self.inner, self.rate, self.dimension = inner, rate, inner.dimension
        self.coefficients = (*inner.coefficients, np.full(inner.dimension, rate))

    def term(self, x: Any, *p: Any) -> Any:  # type: ignore[override]
        return self.inner.term(x, *p[:-1]) + 0.5 * (p[-1] * (x * x))

    def slope(self, x: Any, *p: Any) -> Any:  # type: ignore[override]
        return self.inner.slope(x, *p[:-1]) + p[-1] * x


class RegularisedCoupled(_Regularised, Coupled):
    """F a coupled family."""

    def __init__(self, inner: Coupled, rate: float) -> None:
        self.inner, self.rate, self.dimension, self.samples = inner, rate, inner.dimension, inner.samples

    def evaluate(self, x: Array, value: Array, gradient: Array, work: dict[str, Array]) -> None:
        self.inner.evaluate(x, value, gradient, work)
        value += 0.5 * self.rate * np.add.reduce(np.square(x), axis=0)
        gradient += self.rate * x

    def minibatch(self, x: Array, rows: NDArray[np.intp], gradient: Array, work: dict[str, Array]) -> None:
        self.inner.minibatch(x, rows, gradient, work)
        gradient += self.rate * x


@dataclass(frozen=True, eq=False)
class RegularisedProblem(Problem):
    """A problem whose constants are those of its regularised objective."""

    @property
    def rule(self) -> Algorithm:
        return super().rule.undecayed()

    def constant(self, name: str) -> float | None:
        return super().constant(OWN[name]) if name in OWN else None


def regularised(problem: Problem) -> RegularisedProblem:
    """F + (lambda/2) ||x||^2 without decay in place of F with lambda x in the gradient; the random numbers are the same."""
    rate, family = problem.algorithm.lambda_, problem.family
    made: Family
    if isinstance(family, Separable):
        made = RegularisedSeparable(family, rate)
    else:
        assert isinstance(family, Coupled)
        made = RegularisedCoupled(family, rate)
    section = problem.algorithm.model_copy(update={"lambda_": 0.0})
    kept = {field.name: getattr(problem, field.name) for field in fields(problem)}
    return RegularisedProblem(**{**kept, "family": made, "algorithm": section})
