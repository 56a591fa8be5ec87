"""Lemma 3: an inequality between powers (appendices F, I.2).

(a) For any x in (0, 1/4) there is alpha > 0 with (1-x)^(3/2) <= 1 - x^(1-alpha).
(b) As it is used (appendix G.1): one alpha > 0 serves x = k^(-1/2) for all k > 16.

The repaired variant replaces the power by a factor: for all k > 16

    (1 - k^(-1/2))^(3/2) <= 1 - (7/5) k^(-1/2).
"""

import sympy as sp

from theory.claim import Claim, Hypothesis, Kind, Part, Variant
from theory.symbols import alpha, k

STATEMENT, REPAIRED_STATEMENT = (part.strip() for part in __doc__.split("\n", 2)[2].split("The repaired"))
X = 1 / sp.sqrt(k)
LEFT = (1 - X) ** sp.Rational(3, 2)
FACTOR = sp.Rational(7, 5)

PAPER = Claim(
    id="lemma-3",
    variant=Variant.PAPER,
    title="An inequality between powers",
    source="Lemma 3; appendix I.2",
    statement=STATEMENT,
    assumptions=(),
    algorithms=(),
    initialisation="any",
    hypotheses=(Hypothesis("k > 16", sp.Gt(k, 16), "appendix G.1"),),
    parts=(Part("b", Kind.ALGEBRA, LEFT, 1 - X ** (1 - alpha), "appendix G.1", "one alpha for all k"),),
)

REPAIRED = Claim(
    id="lemma-3",
    variant=Variant.REPAIRED,
    title="An inequality between powers",
    source="Lemma 3 with a factor in place of a power",
    statement=f"The repaired {REPAIRED_STATEMENT}",
    assumptions=(),
    algorithms=(),
    initialisation="any",
    hypotheses=(Hypothesis("k > 16", sp.Gt(k, 16), "appendix G.1"),),
    parts=(Part("b", Kind.ALGEBRA, LEFT, 1 - FACTOR * X, "appendix G.1, repaired", "one factor for all k"),),
    repairs=("x^(1-alpha) becomes (7/5) x: the largest alpha that serves k tends to 0 as k grows, a factor above 1 is left.",),
)

CLAIMS = (PAPER, REPAIRED)
