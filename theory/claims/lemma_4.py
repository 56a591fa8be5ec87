"""Lemma 4: the PAC-Bayes bound (section 4; appendix H).

For a loss in [0, 1], a prior that is fixed before the data and any posterior P, with probability at least 1 - tau over n
samples: E_P[risk] - E_P[empirical risk] <= 4 sqrt((KL(P || prior) + ln(2n/tau)) / n).
"""

from theory.claim import Claim, Variant

PAPER = Claim(
    id="lemma-4",
    variant=Variant.PAPER,
    title="PAC-Bayes",
    source="Lemma 4; appendix H",
    statement=__doc__.split("\n", 2)[2].strip(),
    assumptions=(),
    algorithms=(),
    initialisation="any",
)
CLAIMS = (PAPER,)
