"""Corollary 3: AdamW against l2-Adam and Adam (section 4; appendix H.4).

With Q = H^{-1/2} and the singular values s_i of H, err = sum_i h(y_i), h(y) = log y + 1/y, where y_i = (2 rho b/eta) times
s_i^{1/2} + lambda (AdamW), s_i^{1/2} + lambda s_i^{-1/2} (l2-Adam), s_i^{1/2} (Adam). If all s_i lie in [0, 1], err of AdamW is
at most err of l2-Adam.

The repaired variant asks in addition for 2 rho b/eta >= c*(s_i) for every i, c* the logarithmic mean of the inverse rates;
(2 rho b/eta) (s_i^{1/2} + lambda) >= 1 suffices.
"""

from theory.claim import Claim, Variant

PAPER = Claim(
    id="corollary-3",
    variant=Variant.PAPER,
    title="AdamW against l2-Adam",
    source="Corollary 3; appendix H.4",
    statement=__doc__.split("\n\n")[1].strip(),
    assumptions=("Q",),
    algorithms=("adamw", "l2-adam", "adam"),
    initialisation="any",
)
REPAIRED = Claim(
    id="corollary-3",
    variant=Variant.REPAIRED,
    title="AdamW against l2-Adam",
    source="Corollary 3 with its condition on 2 rho b/eta",
    statement=__doc__.split("\n\n")[2].strip(),
    assumptions=("Q",),
    algorithms=("adamw", "l2-adam", "adam"),
    initialisation="any",
    repairs=("2 rho b/eta >= c*(s_i): below it h falls, and the inequality turns around.",),
)
CLAIMS = (PAPER, REPAIRED)
