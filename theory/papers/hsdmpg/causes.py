"""Why steps of HSDMPG's theorems are refuted."""

from theory.claim import Cause, Rank

CAUSES = (
    Cause(
        "a mean for a mean square", Rank.HYPOTHESIS, "E||e_t|| <= eps_t says nothing of E||e_t||^2, which enters E[F - F_*].",
        "d = 1, H = mu = 1, all rows, u_0 = 0; e_1 = 39 with probability 35/16384, else 0",
        "(E||e_t||^2)^(1/2) <= eps_t", "a solver that is exact in the mean square",
        ("hsdmpg-theorem-1.3", "hsdmpg-theorem-1.bound"),
    ),
    Cause(
        "a sum for its last term", Rank.CONSTANT, "sum_i (1-a)^(t-i) exp(-a i) is more than its last term exp(-a t).",
        "t = 2, a = 1/4", "induction with z = max(u_0, 3/5)", "none: c is of order a^2, and zeta becomes smaller",
        ("hsdmpg-theorem-1.4",),
    ),
    Cause(
        "minibatches with half the exponent", Rank.RATE, "1/|S_t| is of order exp(-a t/2), and so is E[F - F_*] at best.",
        "a = 1/2, u_0 = 0, t = 40", "exp(-a t/2), or exp(a t) in |S_t|",
        "half the exponent, or the square of the rows of a step",
        ("hsdmpg-online.bound",),
    ),
)  # fmt: skip
