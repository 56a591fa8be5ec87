"""HSDMPG on a stream (TPAMI 2021, the online theorem).

As Theorem 1, with steps that contract by 1 - a, a = mu/(mu + 2 gam), and

    |S_t| = (16 nu^2/a^2) exp(a t/2):  E[F(theta_t) - F_*] <= zeta exp(-a t),  zeta = (||theta_0 - theta_*||_H + 1/2)^2/2 + 5/8.

The repaired variant has the rate of the minibatches: exp(-a t/2), with zeta = max(||theta_0 - theta_*||_H, 3/5)^2/2, if
(E||e_t||^2)^{1/2} <= (a mu^{1/2}/4) exp(-a (t-1)/4). Or else the stated rate for |S_t| = (16 nu^2/a^2) exp(a t), with 3/4
for 3/5.
That a step contracts by 1 - a is taken from the theorem; it does for -gam I <= H_S - H <= gam I and a whole step, eta = 1.
"""

from dataclasses import replace

from theory.claim import Claim, Variant

STATEMENT, REPAIRED_STATEMENT = (part.strip() for part in __doc__.split("\n", 2)[2].split("The repaired"))
PAPER = Claim(
    id="hsdmpg-online",
    variant=Variant.PAPER,
    title="HSDMPG on a stream",
    source="TPAMI 2021, the online theorem",
    statement=STATEMENT,
    assumptions=(),
    algorithms=(),
    initialisation="any",
)
CLAIMS = (
    PAPER,
    replace(
        PAPER,
        variant=Variant.REPAIRED,
        source="TPAMI 2021, the online theorem, with half the rate or minibatches that grow twice as fast",
        statement=f"The repaired {REPAIRED_STATEMENT}",
        repairs=("exp(-a t) becomes exp(-a t/2): the noise of |S_t| rows is of the order 1/|S_t|.",),
    ),
)
