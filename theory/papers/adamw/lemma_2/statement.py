"""Lemma 2: the momentum tracks the gradient (appendix F).

Under S and N, for every k:

    E||m_{k+1} - grad F(x_{k+1})||^2 <= (1 - beta_1) E||m_k - grad F(x_k)||^2
                                        + ((1 - beta_1)^2 L^2 / beta_1) E||x_{k+1} - x_k||^2 + beta_1^2 sigma^2 / b.
"""

import sympy as sp

from theory.claim import Claim, Hypothesis, Kind, Part, Variant
from theory.papers.adamw.choices import REPAIRED_CHOICES
from theory.symbols import L, b, beta_1, dx_sq, m_err_sq, m_err_sq_next, sigma

BOUND = (1 - beta_1) * m_err_sq + (1 - beta_1) ** 2 * L**2 / beta_1 * dx_sq + beta_1**2 * sigma**2 / b

PAPER = Claim(
    id="lemma-2",
    variant=Variant.PAPER,
    title="The momentum tracks the gradient",
    source="Lemma 2; appendix F",
    statement=__doc__.split("\n", 2)[2].strip(),
    assumptions=("S", "N"),
    algorithms=("adamw", "adamw-d", "adam"),
    initialisation="any",
    hypotheses=(Hypothesis("beta_1 <= 1", sp.Le(beta_1, 1), "section 3: a convex combination"),),
    run_with=REPAIRED_CHOICES,
    parts=(
        Part(
            "lemma-2",
            Kind.CONDITIONAL,
            m_err_sq_next,
            BOUND,
            "lemma 2",
            "one step of the momentum's error, its mean over the next minibatch",
            (
                ("past error", (1 - beta_1) * m_err_sq),
                ("movement", (1 - beta_1) ** 2 * L**2 / beta_1 * dx_sq),
                ("noise", beta_1**2 * sigma**2 / b),
            ),
        ),
    ),
)

CLAIMS = (PAPER,)
