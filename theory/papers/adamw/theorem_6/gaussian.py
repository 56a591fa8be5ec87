"""Divergence of Gaussians and the PAC-Bayes bounds of lemma 4 and theorems 6 and 7, as SymPy expressions.

Prior N(0, rho I), posterior N(x_*, M). Exactly, 2 KL = -log det M + tr M / rho + d log rho + ||x_*||^2 / rho - d. The paper
writes 2 KL = -log det M + (eta/(2 rho b)) tr M + d log(2 b rho/eta) + ||x_*||^2/(2 rho) - d/2. Two things are apart:

* the factors eta/(2 rho b) and 2 b rho/eta are right for M without its factor eta/2b, and M has it in lemma 5 (the scale);
* ||x_*||^2 and d have half of their weight (the constant). c_0 is then too small if and only if ||x_*||^2 > rho d.
"""

from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from theory.papers.adamw.inputs import NotAllowed, positive, positive_definite, probability, sample_size
from theory.papers.adamw.lemma_4 import statement as lemma_4
from theory.papers.adamw.theorem_6 import statement as theorem_6
from theory.symbols import b, d, eta, kl, log_det_M, log_det_ratio, n_samples, rho, tau, trace_M, x_star_sq

Array = NDArray[np.float64]

LOG_TERM: sp.Expr = sp.log(2 * n_samples / tau)
#: log det(M/rho) in terms of log det M
RATIO = {log_det_ratio: log_det_M - d * sp.log(rho)}
#: theorem 6's inside is 2 KL + 2 ln(2n/tau); what is left without the logarithm is the divergence that it uses
KL: sp.Expr = sp.expand((theorem_6.SAFE_COVARIANCE.subs(RATIO) + theorem_6.SAFE_C_0 - 2 * LOG_TERM) / 2)
KL_PAPER: sp.Expr = sp.expand((theorem_6.STATED_COVARIANCE + theorem_6.STATED_C_0 - 2 * LOG_TERM) / 2)
#: M = (eta/2b) (M without the factor): how log det and trace_M change
WITHOUT_FACTOR = {log_det_M: log_det_M - d * sp.log(eta / (2 * b)), trace_M: 2 * b / eta * trace_M}
#: the paper's expression read with M = A^{-1} Q H Q, in terms of the posterior's own log det and trace_M
KL_PAPER_UNSCALED: sp.Expr = KL_PAPER.subs(WITHOUT_FACTOR, simultaneous=True)


#: lemma 4's right side
LEMMA_4: sp.Expr = lemma_4.PAPER.parts[0].right


def pac_bayes(divergence: sp.Expr, log_term: sp.Expr = LOG_TERM) -> sp.Expr:
    """Lemma 4's right side for this divergence; the planted falsehood puts something else in place of the logarithm."""
    return LEMMA_4.subs({kl: divergence, LOG_TERM: log_term})


#: theorem 6 (and, with its own M, theorem 7) as stated
BOUND_PAPER: sp.Expr = theorem_6.PAPER.parts[0].right
#: the same statement with M = A^{-1} Q H Q, which is how corollary 3 uses it
BOUND_PAPER_UNSCALED: sp.Expr = BOUND_PAPER.subs(WITHOUT_FACTOR, simultaneous=True)
#: lemma 4 with the divergence of the two laws
BOUND_REPAIRED: sp.Expr = theorem_6.REPAIRED.parts[0].right.subs(RATIO)
#: the terms of (n/8) bound^2, repaired
TERMS: dict[str, sp.Expr] = {
    "-log det M": -log_det_M,
    "tr M / rho": trace_M / rho,
    "d log rho": d * sp.log(rho),
    "||x_*||^2 / rho": x_star_sq / rho,
    "-d": -d,
    "2 ln(2n/tau)": 2 * LOG_TERM,
}


@cache
def _compiled(expression: sp.Expr) -> tuple[tuple[sp.Symbol, ...], Callable[..., float]]:
    letters = tuple(sorted(expression.free_symbols, key=lambda s: s.name))
    return letters, sp.lambdify(letters, expression, "numpy")


def value(expression: sp.Expr, values: Mapping[sp.Symbol, float]) -> float:
    """`expression` in floats; NaN where a root's argument is negative."""
    letters, function = _compiled(expression)
    with np.errstate(invalid="ignore"):
        return float(function(*(np.float64(values[letter]) for letter in letters)))


def log_determinant(matrix: Array) -> float:
    """log det of a symmetric positive definite matrix by Cholesky."""
    return float(2.0 * np.sum(np.log(np.diag(np.linalg.cholesky(matrix)))))


def divergence(mean_2: Array, cov_2: Array, mean_1: Array, cov_1: Array) -> float:
    """KL(N(mean_2, cov_2) || N(mean_1, cov_1)) by Cholesky factors.

    Raises:
        NotAllowed: a covariance is not symmetric positive definite.
    """
    positive_definite("S_1", cov_1)
    positive_definite("S_2", cov_2)
    root = np.linalg.cholesky(cov_1)
    whitened = np.linalg.solve(root, np.linalg.cholesky(cov_2))
    shift = np.linalg.solve(root, np.asarray(mean_1) - np.asarray(mean_2))
    logs = log_determinant(cov_1) - log_determinant(cov_2)
    return float((logs + np.sum(whitened**2) + np.sum(shift**2) - len(cov_1)) / 2)


def letters_of(mean: Array, covariance: Array, variance: float, step: float, batch: float, n: float, failure: float) -> dict[
    sp.Symbol, float
]:  # fmt: skip
    """What the formulas of this module need, from a posterior N(mean, covariance) and the paper's letters.

    Raises:
        NotAllowed: rho, eta or b is not positive, tau is outside (0, 1), n < 1, or the covariance is none.
    """
    positive("rho", variance)
    positive("eta", step)
    positive("b", batch)
    probability("tau", failure)
    sample_size(n)
    positive_definite("M", covariance)
    if not np.isfinite(mean).all():
        raise NotAllowed(f"x_*={mean} must be finite")
    return {
        log_det_M: log_determinant(covariance),
        trace_M: float(np.trace(covariance)),
        d: float(len(mean)),
        rho: variance,
        x_star_sq: float(mean @ mean),
        eta: step,
        b: batch,
        n_samples: float(n),
        tau: failure,
    }


def step_1(mean: sp.Matrix, covariance: sp.Matrix) -> sp.Expr:
    """Theorem 6's step 1 for the prior N(0, rho I), written with matrices: what `KL` must equal."""
    size = len(mean)
    prior = rho * sp.eye(size)
    logs = sp.log(prior.det() / covariance.det()) + (prior.inv() * covariance).trace()
    return logs / 2 + (mean.T * prior.inv() * mean)[0, 0] / 2 - sp.Rational(size, 2)


def is_the_divergence(form: sp.Expr, size: int) -> bool:
    """Whether `form` equals step 1 identically in all letters, for a general mean and covariance in `size` dimensions.

    The covariance is L L' with a lower triangular L of positive diagonal, which is every one.
    """
    root = sp.Matrix(size, size, lambda i, j: sp.Symbol(f"l_{i}{j}", positive=True) if i == j else
                     sp.Symbol(f"l_{i}{j}", real=True) if i > j else 0)  # fmt: skip
    mean = sp.Matrix([sp.Symbol(f"u_{i}", real=True) for i in range(size)])
    covariance = root * root.T
    determinant = sp.prod([root[i, i] for i in range(size)]) ** 2
    letters = {d: size, log_det_M: sp.log(determinant), trace_M: covariance.trace(), x_star_sq: (mean.T * mean)[0, 0]}
    difference = form.subs(letters) - step_1(mean, covariance.applyfunc(sp.expand)).subs(
        sp.expand(covariance.det()), determinant
    )
    return bool(sp.simplify(sp.expand(sp.expand_log(sp.simplify(difference), force=True))) == 0)
