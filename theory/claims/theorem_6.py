"""Theorem 6: the generalisation bound of AdamW (section 4; appendix H.2).

Prior N(0, rho I), posterior N(x_*, M) with M as in lemma 5. With probability at least 1 - tau,
risk gap <= sqrt((8/n) (-log det M + (eta/(2 rho b)) tr M + d log(2 b rho/eta) + c_0)),
c_0 = ||x_*||^2/(2 rho) - d/2 + 2 ln(2n/tau).

The repaired variant is lemma 4 with the divergence of the two laws: -log det M + tr M / rho + d log rho in front, and
c_0 = ||x_*||^2/rho - d + 2 ln(2n/tau).
"""

from theory.claim import Claim, Variant

STATEMENT = __doc__.split("\n", 2)[2].split("The repaired")[0].strip()
PAPER = Claim(
    id="theorem-6",
    variant=Variant.PAPER,
    title="Generalisation bound of AdamW",
    source="Theorem 6; appendix H.2",
    statement=STATEMENT,
    assumptions=("Q",),
    algorithms=("adamw",),
    initialisation="any",
)
REPAIRED = Claim(
    id="theorem-6",
    variant=Variant.REPAIRED,
    title="Generalisation bound of AdamW",
    source="Lemma 4 with the divergence of the two laws",
    statement=__doc__.split("\n\n")[2].strip(),
    assumptions=("Q",),
    algorithms=("adamw",),
    initialisation="any",
    repairs=(
        "tr M / rho and d log rho: M has its factor eta/2b already (lemma 5).",
        "||x_*||^2/rho and d in c_0, not their halves.",
    ),
)
CLAIMS = (PAPER, REPAIRED)
