"""Hyper-parameters as a function of the step, for every run of an ensemble."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Protocol

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from theory import symbols
from theory.algorithms import all_algorithms
from theory.algorithms.base import SHARED, Algorithm
from theory.algorithms.torch_convention import TorchHyper
from verify.simulate.program import HYPER_ROWS

Array = NDArray[np.float64]
PerRun = float | Array


class Schedule(Protocol):
    """What the ensemble asks of a schedule."""

    @property
    def neutral(self) -> tuple[str, ...]:
        """Fields of Hyper that keep their neutral value throughout (folded out of the program)."""

    @property
    def shared(self) -> bool:
        """Whether all runs have the same hyper-parameters."""

    def rows(self, k: NDArray[np.int64], runs: NDArray[np.int64]) -> Array:
        """The table (len(k), len(HYPER_ROWS), len(runs) or 1) for steps k, row names as in HYPER_ROWS."""


def rule_of(algorithm: str | Algorithm) -> Algorithm:
    """An algorithm itself, or one of ours by its name."""
    return all_algorithms()[algorithm] if isinstance(algorithm, str) else algorithm


def _is_number(value: PerRun) -> bool:
    return np.ndim(value) == 0


@dataclass(frozen=True)
class PaperSchedule:
    """The paper's convention: constant beta_1 and eta, or both decaying as 1/sqrt(k+1) (Theorem 3, Theorem 4).

    Every number may be one for all runs or an array with one for each. `initialisation` "gradient" is m_0 = g_0,
    n_0 = g_0^2, which is the first step with both betas 1; "zero" starts the moments at 0; "carried" goes on from moments
    that are given.
    """

    algorithm: str | Algorithm
    beta_1: PerRun
    beta_2: PerRun
    eta: PerRun
    lambda_: PerRun
    delta: PerRun
    mu_v: PerRun
    initialisation: str = "gradient"
    decaying: bool = False

    neutral = ("m_correction", "n_correction", "eps")

    @property
    def shared(self) -> bool:
        return all(map(_is_number, (self.beta_1, self.beta_2, self.eta, self.lambda_, self.delta, self.mu_v)))

    def rows(self, k: NDArray[np.int64], runs: NDArray[np.int64]) -> Array:
        def of(value: PerRun) -> Array:
            return np.atleast_1d(np.asarray(value, dtype=np.float64)) if _is_number(value) else np.asarray(value)[runs]

        table = np.empty((len(k), len(HYPER_ROWS), 1 if self.shared else len(runs)))
        shrink = 1.0 / np.sqrt(k + 1.0)[:, None] if self.decaying else np.ones((len(k), 1))
        for name in self.neutral:
            table[:, HYPER_ROWS.index(name)] = 0.0
        table[:, HYPER_ROWS.index("beta_1")] = of(self.beta_1) * shrink
        table[:, HYPER_ROWS.index("beta_2")] = of(self.beta_2)
        table[:, HYPER_ROWS.index("eta")] = of(self.eta) * shrink
        table[:, HYPER_ROWS.index("delta")] = of(self.delta)
        table[:, HYPER_ROWS.index("lambda_0")] = of(self.lambda_)
        table[:, HYPER_ROWS.index("lambda_")] = rule_of(self.algorithm).decay(of(self.lambda_), of(self.mu_v), k[:, None])
        if self.initialisation == "gradient":
            table[k == 0, HYPER_ROWS.index("beta_1")] = 1.0
            table[k == 0, HYPER_ROWS.index("beta_2")] = 1.0
        return table


@cache
def in_k(formula: sp.Expr) -> Callable[[Array], Array]:
    """A formula in k alone as a NumPy function; a schedule asks for it once a chunk."""
    function: Callable[[Array], Array] = sp.lambdify(symbols.k, formula, modules="numpy")
    return function


@dataclass(frozen=True)
class FormulaSchedule:
    """A claim's own schedule: beta_1 and eta are formulas in k alone, everything else as in `PaperSchedule`.

    With `held` the moments of step 0 are those that are given (both betas are 0 there), and lambda is each run's own: F_0(x_0)
    is then the objective of the step that was put out.
    """

    algorithm: str | Algorithm
    beta_1: sp.Expr
    eta: sp.Expr
    beta_2: float
    lambda_: PerRun
    delta: float
    mu_v: float
    held: bool = False

    neutral = ("m_correction", "n_correction", "eps")

    @property
    def shared(self) -> bool:
        return _is_number(self.lambda_)

    def carried(self, lambda_: Array) -> "FormulaSchedule":
        """The same from moments that are given, lambda being each run's own."""
        return replace(self, lambda_=lambda_, held=True)

    def rows(self, k: NDArray[np.int64], runs: NDArray[np.int64]) -> Array:
        plain = PaperSchedule(self.algorithm, 1.0, self.beta_2, 1.0, self.lambda_, self.delta, self.mu_v)
        table = plain.rows(k, runs)
        for name, formula in (("eta", self.eta), ("beta_1", self.beta_1)):
            values = in_k(formula)(k.astype(np.float64))
            table[:, HYPER_ROWS.index(name)] = np.broadcast_to(values, k.shape)[:, None]
        for name in ("beta_1", "beta_2"):
            table[k == 0, HYPER_ROWS.index(name)] = 0.0 if self.held else 1.0
        return table


@dataclass(frozen=True, eq=False)
class Halted:
    """`plain` up to a step of each run's own, whose eta is 0: the state after it is (x_k, m_k, n_k)."""

    plain: FormulaSchedule
    last: NDArray[np.int64]

    neutral = FormulaSchedule.neutral
    shared = False

    def rows(self, k: NDArray[np.int64], runs: NDArray[np.int64]) -> Array:
        table = self.plain.rows(k, runs)
        if table.shape[2] != len(runs):
            table = np.repeat(table, len(runs), axis=2)
        table[:, HYPER_ROWS.index("eta")][k[:, None] == self.last[runs]] = 0.0
        return table


@dataclass(frozen=True)
class ListedSchedule:
    """A user's own beta_1 or eta, one number for each step; everything else as in `plain`."""

    plain: PaperSchedule
    beta_1: tuple[float, ...] | None = None
    eta: tuple[float, ...] | None = None

    neutral = PaperSchedule.neutral

    @property
    def shared(self) -> bool:
        return self.plain.shared

    def rows(self, k: NDArray[np.int64], runs: NDArray[np.int64]) -> Array:
        table = self.plain.rows(k, runs)
        for name in ("beta_1", "eta"):
            values = getattr(self, name)
            if values is not None:  # the one step after the last, which only comparisons see, keeps the last number
                table[:, HYPER_ROWS.index(name)] = np.asarray(values)[np.minimum(k, len(values) - 1)][:, None]
        if self.plain.initialisation == "gradient":
            table[k == 0, HYPER_ROWS.index("beta_1")] = 1.0
        return table


@dataclass(frozen=True)
class TorchSchedule:
    """A library's convention: bias corrections, eps outside the root, zero initial moments, shared by all runs."""

    hyper: TorchHyper

    shared = True

    @property
    def neutral(self) -> tuple[str, ...]:
        return () if self.hyper.eps_root else ("delta",)

    def rows(self, k: NDArray[np.int64], runs: NDArray[np.int64]) -> Array:
        table = np.zeros((len(k), len(HYPER_ROWS), 1))
        hyper = self.hyper.at(k)
        for name in SHARED:
            table[:, HYPER_ROWS.index(name)] = np.reshape(np.broadcast_to(getattr(hyper, name), k.shape), (-1, 1))
        table[:, HYPER_ROWS.index("lambda_0")] = self.hyper.weight_decay
        return table
