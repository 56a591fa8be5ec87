"""Hyper-parameters inside one stage of Theorem 4, and the iterate that the stage puts out."""

from dataclasses import dataclass

import numpy as np
import sympy as sp
from numpy.random import Philox
from numpy.typing import NDArray

from theory import symbols as s
from theory.algorithms import all_algorithms
from verify.decide.evaluate import as_function
from verify.simulate.program import HYPER_ROWS
from verify.simulate.streams import stream_key

Array = NDArray[np.float64]
Steps = NDArray[np.int64]
BETA_1, BETA_2, ETA, LAMBDA, DELTA, LAMBDA_0 = (
    HYPER_ROWS.index(name) for name in ("beta_1", "beta_2", "eta", "lambda_", "delta", "lambda_0")
)


@dataclass(frozen=True, eq=False)
class StageSchedule:
    """beta_1 and eta as formulas in k, the steps of the stage; lambda_k = lambda (1 - mu_v)^k with lambda of each run's own.

    The first stage starts with m_0 = g_0, n_0 = g_0^2 (both betas 1). A later one is `carried`: its m_0, n_0 and lambda_0 are
    those of the last stage's output, so that F_0(x_0) is the objective whose gap that stage bounds; both betas are 0 at its
    step 0. `last` is, for each run, the step whose iterate and moments are put out: its eta is 0, so that (x_k, m_k, n_k) is
    the state after it.
    """

    algorithm: str
    beta_1: sp.Expr
    eta: sp.Expr
    beta_2: float
    lambda_: float | Array
    delta: float
    mu_v: float
    carried: bool = False
    last: Steps | None = None

    neutral = ("m_correction", "n_correction", "eps")

    @property
    def shared(self) -> bool:
        return np.ndim(self.lambda_) == 0 and self.last is None

    def rows(self, k: Steps, runs: Steps) -> Array:
        table = np.zeros((len(k), len(HYPER_ROWS), 1 if self.shared else len(runs)))
        steps = k.astype(np.float64)
        for row, formula in ((BETA_1, self.beta_1), (ETA, self.eta)):
            table[:, row] = np.broadcast_to(as_function(formula, (s.k,))(steps), k.shape)[:, None]
        table[:, BETA_2] = self.beta_2
        table[k == 0, BETA_1] = table[k == 0, BETA_2] = 0.0 if self.carried else 1.0
        table[:, DELTA] = self.delta
        start = np.atleast_1d(self.lambda_) if np.ndim(self.lambda_) == 0 else np.asarray(self.lambda_)[runs]
        # every decay is proportional to its lambda
        table[:, LAMBDA] = all_algorithms()[self.algorithm].decay(1.0, self.mu_v, k)[:, None] * start
        table[:, LAMBDA_0] = start
        if self.last is not None:
            table[:, ETA][k[:, None] == self.last[runs]] = 0.0
        return table

    def drawn(self, seed: int, problem: str, purpose: str, runs: int, steps: int, weighted: bool) -> Steps:
        """One step in 0 .. steps - 1 for every run: uniform, or with probabilities proportional to eta_i if `weighted`."""
        key = stream_key(seed, problem, f"{purpose}, output")
        words = [int(Philox(key=np.array([key, run], dtype=np.uint64)).random_raw(1)[0]) for run in range(runs)]
        if not weighted:
            return np.array([word * steps >> 64 for word in words], dtype=np.int64)
        eta = as_function(self.eta, (s.k,))(np.arange(steps, dtype=np.float64))
        sums = np.cumsum(np.broadcast_to(eta, (steps,)))
        places = np.searchsorted(sums, np.array(words, dtype=np.float64) * 2.0**-64 * sums[-1], side="right")
        return np.minimum(places, steps - 1)
