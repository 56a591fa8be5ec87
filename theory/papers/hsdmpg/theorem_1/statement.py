"""HSDMPG on least squares (TPAMI 2021, Theorem 1).

F(theta) = (1/n) sum_i (theta'x_i - y_i)^2/2 + (mu/2) ||theta||^2, ||x_i|| <= r,
(1/n) sum ||H^{-1/2} (grad F - grad f_i)||^2 <= nu^2,
gam = ((28 r^2/(3 s)) log(2 d (T+1)/tau) - mu)^+ / 2, a = mu/(3 mu + 4 gam),

    eps_t = (a mu^{1/2}/4) exp(-a (t-1)/2) >= E||e_t||,      |S_t| = min(n, (16 nu^2/a^2) exp(a t)):

with probability at least 1 - tau over S, for every t <= T

    E[F(theta_t) - F_*] <= zeta exp(-a t),      zeta = (||theta_0 - theta_*||_H + 1/9)^2/2 + 3/8.

The repaired variant asks for (E||e_t||^2)^{1/2} <= eps_t, and has zeta = max(||theta_0 - theta_*||_H, 3/5)^2/2, which is less.
"""

from dataclasses import replace

from theory.claim import Claim, Variant

STATEMENT, REPAIRED_STATEMENT = (part.strip() for part in __doc__.split("\n", 2)[2].split("The repaired"))
PAPER = Claim(
    id="hsdmpg-theorem-1",
    variant=Variant.PAPER,
    title="HSDMPG on least squares",
    source="TPAMI 2021, Theorem 1",
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
        source="TPAMI 2021, Theorem 1, with the solver's error in the mean square, and a smaller zeta",
        statement=f"The repaired {REPAIRED_STATEMENT}",
        repairs=("E||e_t|| becomes (E||e_t||^2)^(1/2): a rare large error costs nothing in the one, and all in F.",),
    ),
)
