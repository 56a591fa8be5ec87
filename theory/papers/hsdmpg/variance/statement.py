"""The variance of HSDMPG's minibatch gradients (TPAMI 2021, the lemma on S_t).

If (1/n) sum_i ||H^{-1/2} (grad F - grad f_i)||^2 <= nu^2, a minibatch S_t of distinct rows has

    E||H^{-1/2} (grad F - grad F_{S_t})||^2 <= nu^2/|S_t|, and 0 if |S_t| = n.
"""

from theory.claim import Claim, Variant

CLAIMS = (
    Claim(
        id="hsdmpg-variance",
        variant=Variant.PAPER,
        title="The variance of HSDMPG's minibatches",
        source="TPAMI 2021, the lemma on S_t",
        statement=__doc__.split("\n", 2)[2].strip(),
        assumptions=(),
        algorithms=(),
        initialisation="any",
    ),
)
