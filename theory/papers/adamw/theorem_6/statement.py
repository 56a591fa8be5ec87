"""Theorem 6: AdamW's generalisation bound (section 4; appendix H.2).

Prior N(0, rho I), posterior N(x_*, M_AdamW) with lemma 5's M. With probability at least 1 - tau

    risk gap <= sqrt((8/n) (-log det M + (eta / (2 rho b)) tr M + d log(2 b rho / eta) + c_0)),
    c_0 = ||x_*||^2 / (2 rho) - d/2 + 2 ln(2n / tau).

The repaired variant takes the divergence of the two laws as it is:

    risk gap <= sqrt((8/n) (-log det(M/rho) + tr M / rho + c_0)),   c_0 = ||x_*||^2 / rho - d + 2 ln(2n / tau).
"""

import sympy as sp

from theory.claim import Claim, Kind, Part, Variant
from theory.papers.adamw.lemma_4.statement import CONFIDENT
from theory.symbols import b, d, eta, log_det_M, log_det_ratio, n_samples, rho, risk_gap, tau, trace_M, x_star_sq

STATED_C_0 = x_star_sq / (2 * rho) - d / 2 + 2 * sp.log(2 * n_samples / tau)
SAFE_C_0 = x_star_sq / rho - d + 2 * sp.log(2 * n_samples / tau)
STATED_COVARIANCE = -log_det_M + eta / (2 * rho * b) * trace_M + d * sp.log(2 * b * rho / eta)
SAFE_COVARIANCE = -log_det_ratio + trace_M / rho
PAPER_TEXT, REPAIRED_TEXT = (text.strip() for text in __doc__.split("\n", 2)[2].split("The repaired variant takes "))


def part(inside: sp.Expr) -> Part:
    """The bound, `inside` being what 8/n multiplies."""
    return Part(
        "bound", Kind.HIGH_PROBABILITY, risk_gap, sp.sqrt(8 / n_samples * inside), "theorem 6", "AdamW's generalisation gap"
    )


PAPER = Claim(
    id="theorem-6",
    variant=Variant.PAPER,
    title="AdamW's generalisation bound",
    source="Theorem 6; appendix H.2",
    statement=PAPER_TEXT,
    assumptions=("Q",),
    algorithms=("adamw",),
    initialisation="any",
    hypotheses=CONFIDENT,
    parts=(part(STATED_COVARIANCE + STATED_C_0),),
)

REPAIRED = Claim(
    id="theorem-6",
    variant=Variant.REPAIRED,
    title="AdamW's generalisation bound",
    source="Theorem 6 with the divergence of step 1",
    statement=f"With {REPAIRED_TEXT}",
    assumptions=("Q",),
    algorithms=("adamw",),
    initialisation="any",
    hypotheses=CONFIDENT,
    parts=(part(SAFE_COVARIANCE + SAFE_C_0),),
    repairs=(
        "M contains eta/(2b) already: (eta/(2 rho b)) tr M and d log(2 b rho/eta) belong to (2b/eta) M (step 2).",
        "||x_*||^2/rho - d stands for ||x_*||^2/(2 rho) - d/2: the half is taken twice (step 2).",
    ),
)

CLAIMS = (PAPER, REPAIRED)
