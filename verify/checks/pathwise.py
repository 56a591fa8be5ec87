"""Pathwise claims: an inequality between a step and the next, at every step of every run, up to derived rounding errors.

The allowance. Write u = 2^-53 and gamma_p = p u / (1 - p u). A quantity is a sum over d coordinates of nonnegative
terms, each the result of at most p operations with relative error at most 4u each (IEEE arithmetic: u; libm: a few), so
it is off by at most gamma_{4p+d} of itself plus what cancels inside: a difference such as m - grad F is off by gamma of
|m| + |grad F|, and F by gamma of the constants it subtracts. Further, x_{k+1} is rounded: it is off by at most 5u
(|x_k| + |x_{k+1}|), which moves F_{k+1} by at most ||grad F_{k+1}|| times that. The sum of these, for both sides, is
the allowance; p is the length of the traced program (plus the samples of a finite sum).
"""

from collections.abc import Mapping

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from problems.families.base import Coupled
from problems.problem import Problem
from theory import symbols as s
from theory.claim import Part
from theory.symbols import expand
from verify.evaluate import Values, as_function
from verify.measure import Neighbours
from verify.program import HYPER_ROWS
from verify.verdict import Outcome

Array = NDArray[np.float64]
UNIT = 2.0**-53
OPERATIONS = 96  # more than any traced step has; checked by a test
NEEDS = ("F", "decay_energy", "x_sq", "grad_F_sq", "grad_F_k_sq", "u_sq", "m_err_sq")
PER_STEP = {s.eta: "eta", s.beta_1: "beta_1", s.lambda_: "lambda_"}


class StepInequality:
    """A pathwise part as slack and allowance on arrays (K, W); picklable, so that workers can take it."""

    def __init__(self, part: Part, problem: Problem, values: Values) -> None:
        self.difference = expand(part.right - part.left)
        self.letters = tuple(sorted(self.difference.free_symbols, key=str))
        self.values = {letter: value for letter, value in values.items() if letter not in PER_STEP}
        samples = problem.family.samples if isinstance(problem.family, Coupled) else 0
        p = 4 * (OPERATIONS + samples) + problem.dimension
        self.gamma = p * UNIT / (1.0 - p * UNIT)
        c_inf = problem.constant("c_inf") or 0.0
        self.gradient_scale = np.sqrt(problem.dimension) * c_inf
        self.value_scale = problem.family.cancellation
        self.c_1 = float(np.sqrt(problem.algorithm.delta))

    def __repr__(self) -> str:
        """Everything that the numbers depend on: results on disk are known by it."""
        values = sorted((str(letter), value) for letter, value in self.values.items() if letter in self.letters)
        numbers = (self.gamma, float(self.gradient_scale), self.value_scale, self.c_1)
        return f"{sp.srepr(self.difference)} {values} {numbers}"

    def __call__(self, now: Mapping[str, Array], after: Mapping[str, Array], hyper: Array) -> tuple[Array, Array]:
        slack = as_function(self.difference, self.letters)(*(self._value(letter, now, after, hyper) for letter in self.letters))
        eta = hyper[:, HYPER_ROWS.index("eta")]
        root = {name: np.sqrt(now[name]) for name in ("m_err_sq", "grad_F_sq", "grad_F_k_sq")}
        inside = root["m_err_sq"] + 3.0 * root["grad_F_sq"] + root["grad_F_k_sq"] + self.gradient_scale
        sizes = now["m_err_sq"] + now["grad_F_k_sq"] + now["u_sq"] + np.square(inside)
        energies = now["F"] + after["F"] + now["decay_energy"] + after["decay_energy"] + 2.0 * self.value_scale
        moved = 5.0 * UNIT * np.sqrt(after["grad_F_k_sq"]) * (np.sqrt(now["x_sq"]) + np.sqrt(after["x_sq"]))
        return slack, self.gamma * (energies + eta / self.c_1 * sizes) + moved

    def _value(self, letter: sp.Symbol, now: Mapping[str, Array], after: Mapping[str, Array], hyper: Array) -> Array | float:
        if letter == s.F_k_now:
            return now["F"] + now["decay_energy"]
        if letter == s.F_k_next:
            return after["F"] + after["decay_energy"]
        if letter in PER_STEP:
            return np.asarray(hyper[:, HYPER_ROWS.index(PER_STEP[letter])])
        if str(letter) in now:
            return now[str(letter)]
        return self.values[letter]


def reducer(part: Part, problem: Problem, values: Values) -> Neighbours:
    """The streaming check of this part."""
    return Neighbours(NEEDS, StepInequality(part, problem, values), part.id)


def decide(part: Part, records: Mapping[str, NDArray[np.generic]]) -> tuple[Outcome, dict[str, float | int] | None, float, int]:
    """(verdict, witness, least slack over allowance, steps checked)."""
    worst = np.asarray(records[f"{part.id}:worst"], dtype=np.float64)
    checked = int(np.sum(records[f"{part.id}:checked"]))
    run = int(np.argmin(worst))
    slack = float(records[f"{part.id}:slack"][run])
    if worst[run] >= -1.0:
        return Outcome.HOLDS, None, slack, checked
    witness = {
        "run": run,
        "step": int(records[f"{part.id}:step"][run]),
        "slack": slack,
        "slack_over_allowance": float(worst[run]),
        "violations": int(np.sum(records[f"{part.id}:violations"])),
    }
    return Outcome.VIOLATED, witness, slack, checked
