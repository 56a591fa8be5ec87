"""Theorem 7: the stationary law and the generalisation bound of l2-Adam (section 4; appendix H.3).

The equation dx = -Q (H + lambda I) x dt + sqrt(eta/b) Q H^{1/2} dB has the stationary covariance
M = (eta/2b) (Q H + lambda Q)^{-1} Q H Q, and the bound of theorem 6 holds with it.

The repaired variant takes M as the solution of A M + M A' = (eta/b) Q H Q, A = Q H + lambda Q (the closed form solves it if and
only if Q H = H Q), and the bound of theorem 6 as repaired.
"""

from theory.claim import Claim, Variant

PAPER = Claim(
    id="theorem-7",
    variant=Variant.PAPER,
    title="Generalisation bound of l2-Adam",
    source="Theorem 7; appendix H.3",
    statement=__doc__.split("\n\n")[1].strip(),
    assumptions=("Q",),
    algorithms=("l2-adam",),
    initialisation="any",
)
REPAIRED = Claim(
    id="theorem-7",
    variant=Variant.REPAIRED,
    title="Generalisation bound of l2-Adam",
    source="Theorem 7 with the solution of the Lyapunov equation",
    statement=__doc__.split("\n\n")[2].strip(),
    assumptions=("Q",),
    algorithms=("l2-adam",),
    initialisation="any",
    repairs=("M solves the Lyapunov equation; the closed form does so if and only if Q H = H Q.", "The bound as in theorem 6."),
)
CLAIMS = (PAPER, REPAIRED)
