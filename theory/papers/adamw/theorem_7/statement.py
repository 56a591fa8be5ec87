"""Theorem 7: l2-Adam's generalisation bound (section 4; appendix H.3).

The equation is dx = -Q (H + lambda I) x dt + sqrt(eta/b) Q H^(1/2) dB; its stationary covariance is

    M_l2 = (eta / 2b) (Q H + lambda Q)^(-1) Q H Q,

and theorem 6's bound holds with it.

The repaired variant asks that Q and H commute (or lambda = 0), and takes the repaired bound of theorem 6.
"""

from theory.claim import Claim, Variant
from theory.papers.adamw.lemma_4.statement import CONFIDENT
from theory.papers.adamw.theorem_6 import statement as theorem_6

PAPER_TEXT = __doc__.split("\n", 2)[2].split("The repaired variant")[0].strip()

PAPER = Claim(
    id="theorem-7",
    variant=Variant.PAPER,
    title="l2-Adam's generalisation bound",
    source="Theorem 7; appendix H.3",
    statement=PAPER_TEXT,
    assumptions=("Q",),
    algorithms=("l2-adam",),
    initialisation="any",
    hypotheses=CONFIDENT,
    parts=theorem_6.PAPER.parts,
)

REPAIRED = Claim(
    id="theorem-7",
    variant=Variant.REPAIRED,
    title="l2-Adam's generalisation bound",
    source="Theorem 7 for Q H = H Q",
    statement=f"{PAPER_TEXT}\n\nProvided Q H = H Q.",
    assumptions=("Q",),
    algorithms=("l2-adam",),
    initialisation="any",
    hypotheses=CONFIDENT,
    parts=theorem_6.REPAIRED.parts,
    repairs=(
        "Q H = H Q (or lambda = 0) is assumed: otherwise the formula neither solves the Lyapunov equation nor is symmetric "
        "(step 2).",
        "the divergence is that of the repaired theorem 6 (step 3).",
    ),
)

CLAIMS = (PAPER, REPAIRED)
