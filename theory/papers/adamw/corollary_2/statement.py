"""Corollary 2: theorem 2 for Adam, and for l2-Adam (appendix G.4).

Theorem 2 (iv) holds for Adam (lambda = 0), and for l2-Adam with F replaced by F + (lambda/2) ||x||^2, whose L, c_inf and Delta
are its own.

The repaired variant is the repaired theorem 2 at lambda = 0: there the initial potential is Delta as the paper has it, but the
conditions of steps 5 and 7 on eta stand.
"""

from dataclasses import replace

from theory.claim import Claim, Hypothesis, Part, Variant
from theory.papers.adamw.theorem_2 import statement as theorem_2
from theory.symbols import decay_0, eta, lambda_

AT_ZERO = {lambda_: 0, decay_0: 0}
STATEMENT = __doc__.split("\n", 2)[2].split("The repaired")[0].strip()


def _hypothesis(hypothesis: Hypothesis) -> Hypothesis:
    return replace(hypothesis, relation=hypothesis.relation.subs(AT_ZERO))


def _part(part: Part) -> Part:
    return replace(part, right=part.right.subs(AT_ZERO), terms=tuple((name, term.subs(AT_ZERO)) for name, term in part.terms))


def without_decay(claim: Claim) -> Claim:
    """Theorem 2, in one variant, at lambda = 0."""
    prescription = {letter: formula.subs(AT_ZERO) for letter, formula in claim.prescription.items()}
    return replace(
        claim,
        id="corollary-2",
        title="Adam and l2-Adam on nonconvex problems, constant parameters",
        source="Corollary 2; appendix G.4",
        statement=STATEMENT,
        algorithms=("adam", "l2-adam"),
        hypotheses=tuple(_hypothesis(h) for h in claim.hypotheses if h.relation.subs(AT_ZERO) != True),  # noqa: E712
        prescription=prescription,
        parts=tuple(map(_part, claim.parts)),
        best=tuple((name, formula.subs(AT_ZERO)) for name, formula in claim.best),
        repairs=(theorem_2.repaired_eta(prescription[eta]),) if claim.variant == Variant.REPAIRED else (),
    )


CLAIMS = (without_decay(theorem_2.PAPER), without_decay(theorem_2.REPAIRED))
