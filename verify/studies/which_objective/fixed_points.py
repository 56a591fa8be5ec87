"""Stationary points of the three objectives on a separable problem with additive noise, coordinate by coordinate, in balls.

    loss              f'(x) = 0
    dynamic           f'(x) + lambda x v(x) = 0,  v(x)^2 = E g^2 + delta = f'(x)^2 + Var g + delta, what n_k + delta settles at
    l2-regularised    f'(x) + lambda x = 0

The dynamic one is that of F_k with a constant decay once v_k has settled. A point is found by a root finder and then proved:
the residual changes its sign over an interval on which it is strictly increasing, so there is one zero in it and no other;
and it has no zero on the way down from the start.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from flint import arb
from numpy.typing import NDArray
from scipy.optimize import brentq

from problems.certify.arithmetic.balls import ball, hull, precision
from problems.certify.models.separable.term import TermCurves
from problems.families.base import Separable
from problems.noise import Noise
from problems.problem import Problem

Array = NDArray[np.float64]
OBJECTIVES = ("loss", "dynamic", "l2")
STRIDE, RADIUS, DEPTH = 0.005, 1e-10, 40


@dataclass(frozen=True)
class Point:
    """A stationary point: floats in the middle of their enclosures of radius `radius`."""

    objective: str
    x: Array
    radius: float


def variance(problem: Problem) -> Array:
    """Variance of the minibatch gradient, (d,)."""
    assert isinstance(problem.noise, Noise)
    return np.asarray(np.square(problem.noise.scale) * problem.noise.unit_variance / problem.noise.batch)


def residual(problem: Problem, objective: str, x: Array, decay: float) -> Array:
    """The objective's gradient at the columns of x, (d, W)."""
    grad = problem.family.gradient_at(x)
    if objective == "loss":
        return grad
    if objective == "l2":
        return np.asarray(grad + decay * x)
    v = np.sqrt(np.square(grad) + (variance(problem) + problem.algorithm.delta)[:, None])
    return np.asarray(grad + decay * x * v)


def find(problem: Problem, objective: str, decay: float) -> Point:
    """The first stationary point downhill from the start in every coordinate.

    Raises:
        ArithmeticError: there is none inside the region, or it cannot be proved.
    """
    assert isinstance(problem.family, Separable)
    found = np.empty(problem.dimension)
    with precision():
        for i in range(problem.dimension):
            found[i] = _coordinate(problem, objective, decay, i)
    return Point(objective, found, RADIUS)


def _coordinate(problem: Problem, objective: str, decay: float, i: int) -> float:
    assert problem.region is not None
    start, column = float(problem.start[i]), np.array(problem.start)[:, None]

    def value(x: float) -> float:
        at = column.copy()
        at[i] = x
        return float(residual(problem, objective, at, decay)[i, 0])

    side = 1.0 if value(start) > 0 else -1.0  # downhill is to the left where the slope is positive
    steps = start - side * STRIDE * np.arange(1, int(2 * problem.region / STRIDE))
    beyond = next((x for x in steps if abs(x) <= problem.region and side * value(float(x)) <= 0), None)
    if beyond is None:
        raise ArithmeticError(f"{objective}: no stationary point downhill from coordinate {i} of {problem.name}")
    root = float(brentq(value, *sorted((float(beyond), float(beyond) + side * STRIDE)), xtol=1e-14))
    _prove(_ball_residual(problem, objective, decay, i), root, start, f"{objective}, coordinate {i} of {problem.name}")
    return root


BallResidual = Callable[[arb], tuple[arb, arb]]


def _ball_residual(problem: Problem, objective: str, decay: float, i: int) -> BallResidual:
    """Residual and its derivative on a ball."""
    family = problem.family
    assert isinstance(family, Separable)
    curves = TermCurves(family, tuple(float(p[i]) for p in family.coefficients), arb(0))
    spread = ball(float(variance(problem)[i])) + ball(problem.algorithm.delta)
    weight = ball(decay)

    def at(x: arb) -> tuple[arb, arb]:
        slope, curvature = curves.slope(x, 1)
        if objective == "loss":
            return slope, curvature
        if objective == "l2":
            return slope + weight * x, curvature + weight
        v = (slope * slope + spread).sqrt()
        return slope + weight * x * v, curvature + weight * (v + x * slope * curvature / v)

    return at


def _prove(at: BallResidual, root: float, start: float, where: str) -> None:
    low, high = ball(root) - ball(RADIUS), ball(root) + ball(RADIUS)
    signs = at(low)[0] < 0 and at(high)[0] > 0
    if not (signs and at(hull(low, high))[1] > 0):
        raise ArithmeticError(f"{where}: {root} is not proved to be a stationary point")
    near, far = (high, ball(start)) if start > root else (ball(start), low)
    if near < far and not _free_of_zeros(at, near, far, DEPTH):
        raise ArithmeticError(f"{where}: another stationary point may lie between the start and {root}")


def _free_of_zeros(at: BallResidual, low: arb, high: arb, depth: int) -> bool:
    value, slope = at(hull(low, high))
    if value > 0 or value < 0:
        return True
    if slope > 0:  # monotone: the ends decide
        ends = at(low)[0], at(high)[0]
        return bool(ends[0] > 0 or ends[1] < 0)
    if depth == 0:
        return False
    middle = (low + high) / 2
    middle = middle.mid()
    return _free_of_zeros(at, low, middle, depth - 1) and _free_of_zeros(at, middle, high, depth - 1)
