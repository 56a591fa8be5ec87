"""Corollary 1: a stationary point of the dynamic objective is one of F (appendix G.3).

Under R, wherever lambda_k >= 0 and lambda_k rho' ||x_k||_inf < 1:

    ||grad F(x_k)|| <= ||grad F_k(x_k)|| / (1 - lambda_k rho' ||x_k||_inf).
"""

import sympy as sp

from theory.claim import Claim, Hypothesis, Kind, Part, Variant
from theory.papers.adamw.choices import REPAIRED_CHOICES
from theory.symbols import grad_F_k_sq, grad_F_sq, lambda_k, rho_prime, x_sup

PAPER = Claim(
    id="corollary-1",
    variant=Variant.PAPER,
    title="Stationarity of F from that of the dynamic objective",
    source="Corollary 1; appendix G.3",
    statement=__doc__.split("\n", 2)[2].strip(),
    assumptions=("R",),
    algorithms=("adamw", "adamw-d"),
    initialisation="any",
    hypotheses=(
        Hypothesis("lambda_k rho' ||x_k||_inf < 1", sp.Lt(lambda_k * rho_prime * x_sup, 1), "statement"),
        Hypothesis("lambda_k >= 0", sp.Ge(lambda_k, 0), "section 3: a weight decay"),
    ),
    run_with=REPAIRED_CHOICES,
    parts=(
        Part(
            "corollary-1",
            Kind.PATHWISE,
            sp.sqrt(grad_F_sq),
            sp.sqrt(grad_F_k_sq) / (1 - lambda_k * rho_prime * x_sup),
            "corollary 1",
            "the gradient of F against that of the dynamic objective",
        ),
    ),
)

CLAIMS = (PAPER,)
