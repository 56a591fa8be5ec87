"""Lemma 4: a PAC-Bayes bound (section 4; appendix H).

Loss in [0, 1], prior P_pre fixed before the data, posterior P, n samples: with probability at least 1 - tau

    E_{x~P} risk(x) - E_{x~P} empirical risk(x) <= 4 sqrt((KL(P || P_pre) + ln(2n/tau)) / n).
"""

import sympy as sp

from theory.claim import Claim, Hypothesis, Kind, Part, Variant
from theory.symbols import kl, n_samples, risk_gap, tau

CONFIDENT = (
    Hypothesis("n >= 1", sp.Ge(n_samples, 1), "statement"),
    Hypothesis("tau <= 1", sp.Le(tau, 1), "statement: a probability"),
)

PAPER = Claim(
    id="lemma-4",
    variant=Variant.PAPER,
    title="A PAC-Bayes bound",
    source="Lemma 4; appendix H",
    statement=__doc__.split("\n", 2)[2].strip(),
    assumptions=(),
    algorithms=(),
    initialisation="any",
    hypotheses=CONFIDENT,
    parts=(
        Part(
            "lemma-4", Kind.HIGH_PROBABILITY, risk_gap, 4 * sp.sqrt((kl + sp.log(2 * n_samples / tau)) / n_samples),
            "lemma 4", "the generalisation gap of a random parameter",
        ),
    ),
)  # fmt: skip

CLAIMS = (PAPER,)
