"""How far the iterates can get: from the algorithm's own recursion, step by step.

With b_i the algorithm's bound of |x_{k+1,i} - (1 - lambda_k eta_k) x_{k,i}| / eta_k while the gradient is bounded by c_inf,
  |x_{k+1,i}| <= |x_{k,i}| + eta_k b_i           while lambda_k eta_k <= 2, and
  |x_{k+1,i}| <= max(|x_{k,i}|, b_i/lambda_k)    while lambda_k eta_k <= 1: a convex combination of the two.
The less of the two is taken. Where the algorithm declares no bound, nothing is known.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from problems.problem import Problem
from theory.algorithms.base import Decay

Array = NDArray[np.float64]
#: rounding of sums of so many steps, and of the steps themselves
ROUNDING = 1e-9


class Reach:
    """`far` (d,) bounds |x_i| after the steps that were taken in."""

    def __init__(self, problem: Problem, step: Callable[[Array], Array]) -> None:
        rule, self.step = problem.rule, step
        self.decoupled = rule.decay_kind is Decay.DECOUPLED
        self.known = self.decoupled or rule.decay_kind is Decay.NONE
        self.far: Array = np.abs(problem.start) * (1.0 + ROUNDING)

    def over(self, lambda_k: Array, eta: Array) -> Array:
        """Bounds of |x_i| at these steps, each before it is taken, (d, K)."""
        b = np.broadcast_to(self.step(eta), (len(self.far), len(eta)))
        shrinks = lambda_k * eta if self.decoupled else np.zeros_like(eta)
        if not self.known or np.any(shrinks > 2.0):
            self.far = np.full_like(self.far, np.inf)
            return np.full(b.shape, np.inf)
        gone = np.cumsum(eta * b, axis=1) * (1.0 + ROUNDING)
        after = self.far[:, None] + gone
        if self.decoupled and np.all(lambda_k > 0.0) and np.all(shrinks <= 1.0):
            with np.errstate(over="ignore"):  # a decay that has faded away holds nothing back
                held = np.maximum(self.far[:, None], np.max(b / lambda_k, axis=1, keepdims=True)) * (1.0 + ROUNDING)
            after = np.minimum(after, held)
        before = np.hstack([self.far[:, None], after[:, :-1]])
        self.far = after[:, -1]
        return before
