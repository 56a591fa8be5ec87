"""How far rounding can put the two sides of a pathwise inequality apart: derived, not chosen.

Write u = 2^-53 and gamma_p = p u / (1 - p u). A quantity is a sum over d coordinates of nonnegative terms, each the
result of at most p operations with relative error at most 4u each (IEEE arithmetic: u; libm: a few), so it is off by at
most gamma_{4p+d} of itself plus what cancels inside: a difference such as m - grad F is off by gamma of |m| + |grad F|,
and F by gamma of the constants it subtracts. p is the number of operations that a result takes (plus the samples of a finite
sum); each sum over the coordinates that a step takes before it adds d.

Energies (Eq. 16). x_{k+1} is rounded: it is off by at most 5u (|x_k| + |x_{k+1}|), which moves F_{k+1} by at most
||grad F_{k+1}|| times that.

Moments (Lemma 1). A step of m multiplies what m was off before by 1 - beta_1 and adds at most 4u c_inf and beta_1 times the
error of the gradient, gamma c_inf; the sum is at most (gamma + 4u / beta_1) c_inf. Likewise n is off by at most
(2 gamma + 5u / beta_2) c_inf^2, and that moves the drift by at most beta_2 / delta times as much. A ratio of two n is off by
8u of itself.

A bound of ||x||_inf that a step keeps: each step is off by at most 12u (|x| + the step), of which 1 - lambda eta remains after
a step, so that all steps together are off by 1/(lambda eta) times that.

Stationarity (Corollary 1). The right side is B / (1 - q) with q = lambda_k ||v x|| / ||grad F||, each sum off by gamma and by
what cancels: with B off by b and q by e it moves by at most b / (1 - q - e) + B e / ((1 - q) (1 - q - e)), and without a limit
where q + e reaches 1.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from problems.families.base import Coupled
from problems.problem import Problem
from verify.simulate.program import HYPER_ROWS, sums

Values = Mapping[str, Any]
UNIT, TINY = 2.0**-53, 2.0**-1000
OPERATIONS = 96  # more than any result of a traced step takes; checked by a test


class Rounding:
    """The allowances on one problem: of arrays (K, W) at k and k + 1 and the kernel's table at k, or of nodes."""

    def __init__(self, problem: Problem) -> None:
        samples = problem.family.samples if isinstance(problem.family, Coupled) else 0
        p = 4 * (OPERATIONS + samples) + problem.dimension * (1 + sums(problem.rule))
        self.gamma = p * UNIT / (1.0 - p * UNIT)
        self.c_inf = problem.constant("c_inf") or 0.0
        self.value_scale, cancels = problem.family.rounding_scales(problem.region)
        self.gradient_scale = float(np.sqrt(problem.dimension)) * (self.c_inf + cancels)
        self.delta = problem.algorithm.delta

    def __repr__(self) -> str:
        return f"Rounding {sorted(vars(self).items())}"

    def energy(self, now: Values, after: Values, hyper: Any) -> Any:
        """Of F_{k+1}(x_{k+1}) against F_k(x_k) less multiples of squared norms."""
        eta = hyper[:, HYPER_ROWS.index("eta")]
        root = {name: np.sqrt(now[name]) for name in ("m_err_sq", "grad_F_sq", "grad_F_k_sq")}
        inside = root["m_err_sq"] + 3.0 * root["grad_F_sq"] + root["grad_F_k_sq"] + self.gradient_scale
        sizes = now["m_err_sq"] + now["grad_F_k_sq"] + now["u_sq"] + inside * inside
        energies = np.abs(now["F"]) + np.abs(after["F"]) + now["decay_energy"] + after["decay_energy"] + 2.0 * self.value_scale
        moved = 5.0 * UNIT * np.sqrt(after["grad_F_k_sq"]) * (np.sqrt(now["x_sq"]) + np.sqrt(after["x_sq"]))
        return self.gamma * (energies + eta / np.sqrt(self.delta) * sizes) + moved

    def of_m(self, now: Values, after: Values, hyper: Any) -> Any:
        """Of one step of m against its formula: four operations on numbers of at most c_inf, done twice."""
        return 8.0 * UNIT * self.c_inf + 0.0 * now["A1_m"]

    def of_n(self, now: Values, after: Values, hyper: Any) -> Any:
        """Of one step of n against its formula."""
        return 10.0 * UNIT * self.c_inf**2 + 0.0 * now["A1_n"]

    def of_x(self, now: Values, after: Values, hyper: Any) -> Any:
        """Of one step of x against its formula."""
        eta, decay = (hyper[:, HYPER_ROWS.index(name)] for name in ("eta", "lambda_"))
        moved = eta * self.c_inf / np.sqrt(self.delta)
        return 12.0 * UNIT * ((1.0 + decay * eta) * now["x_sup"] + moved)

    def of_box(self, now: Values, after: Values, hyper: Any) -> Any:
        """Of ||x_{k+1}||_inf against a bound that one step keeps: what a step is off, carried on by 1 - lambda eta a step."""
        eta, decay = (hyper[:, HYPER_ROWS.index(name)] for name in ("eta", "lambda_"))
        with np.errstate(divide="ignore"):
            steps = 1.0 / (decay * eta)
        moved = eta * self.c_inf / np.sqrt(self.delta)
        return 12.0 * UNIT * (1.0 + steps) * ((1.0 + decay * eta) * now["x_sup_next"] + moved)

    def momentum(self, now: Values, after: Values, hyper: Any) -> Any:
        """Of ||m_k||_inf against c_inf."""
        beta_1 = np.where(hyper[:, HYPER_ROWS.index("beta_1")] > 0, hyper[:, HYPER_ROWS.index("beta_1")], np.inf)
        return (self.gamma + 4.0 * UNIT / beta_1) * self.c_inf + 0.0 * now["m_sup"]

    def second_moment(self, now: Values, after: Values, hyper: Any) -> Any:
        """Of ||n_k + delta||_inf against c_inf^2 + delta."""
        return self._n(hyper) + 4.0 * UNIT * (self.c_inf**2 + self.delta) + 0.0 * now["v_sq_sup"]

    def drift(self, now: Values, after: Values, hyper: Any) -> Any:
        """Of the ratio of neighbouring n + delta against 1 + mu_v or 1 - mu_v."""
        beta_2 = hyper[:, HYPER_ROWS.index("beta_2")]
        ratio = np.maximum(after.get("v_sq_ratio_max", 0.0), after.get("v_sq_ratio_min", 0.0))
        formula = 8.0 * UNIT * (1.0 + self.c_inf**2 / self.delta)
        return 8.0 * UNIT * ratio + beta_2 / self.delta * self._n(hyper) + formula

    def stationarity(self, now: Values, after: Values, hyper: Any) -> Any:
        """Of ||grad F|| against ||grad F_k|| / (1 - q)."""
        decay = hyper[:, HYPER_ROWS.index("lambda_")] * np.sqrt(now["vx_sq"])
        left, right = np.sqrt(now["grad_F_sq"]), np.sqrt(now["grad_F_k_sq"])
        q = decay / left
        of_left = self.gamma * (left + self.gradient_scale)
        of_right = self.gamma * (left + decay + self.gradient_scale)
        of_q = decay * (self.gamma + of_left / left) / np.maximum(left - of_left, TINY)
        rest = np.maximum(1.0 - q - of_q, 0.0)
        # one division by what is left: it has no limit where that is 0, also beside a right side of 0
        return of_left + (of_right + right * of_q / np.maximum(1.0 - q, TINY)) / rest

    def _n(self, hyper: Any) -> Any:
        beta_2 = np.where(hyper[:, HYPER_ROWS.index("beta_2")] > 0, hyper[:, HYPER_ROWS.index("beta_2")], np.inf)
        return (2.0 * self.gamma + 5.0 * UNIT / beta_2) * self.c_inf**2
