"""Lemma 5: AdamW's stationary law near a minimiser (section 4; appendix H.1).

Under Q the equation dx = -(Q H + lambda I) x dt + sqrt(eta/b) Q H^(1/2) dB has the stationary covariance

    M_AdamW = (eta / 2b) (Q H + lambda I)^(-1) Q H Q.
"""

from theory.claim import Claim, Variant

PAPER = Claim(
    id="lemma-5",
    variant=Variant.PAPER,
    title="AdamW's stationary law",
    source="Lemma 5; appendix H.1",
    statement=__doc__.split("\n", 2)[2].strip(),
    assumptions=("Q",),
    algorithms=("adamw",),
    initialisation="any",
)

CLAIMS = (PAPER,)
