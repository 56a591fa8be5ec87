"""The preconditioner of HSDMPG against the Hessian (TPAMI 2021, the lemma on H_S).

With gam = ((28 r^2/(3 s)) log(2 d/tau) - mu)^+ / 2 and s >= (28/3) log(2 d/tau), with probability at least 1 - tau over S

    (3/2 + 2 gam/mu)^{-1} I <= H^{1/2} (H_S + gam I)^{-1} H^{1/2} <= 2 I.

The condition on s is not used: the bound of the summands is that of their mean as well.
"""

from theory.claim import Claim, Variant

CLAIMS = (
    Claim(
        id="hsdmpg-spectral",
        variant=Variant.PAPER,
        title="HSDMPG's preconditioner against the Hessian",
        source="TPAMI 2021, the lemma on H_S",
        statement=__doc__.split("\n", 2)[2].strip(),
        assumptions=(),
        algorithms=(),
        initialisation="any",
    ),
)
