"""What the theorems on growing minibatches share: one step, its terms, and the sum of the steps.

u is the root of E||u_t||^2. A step multiplies u_{t-1} by I - P/2, which contracts by 1 - a, and adds P/2 times the minibatch's
noise, whose mean given the past is 0, and times the solver's error: with y = exp(-a (t-1)/(2 c)), Q = exp(-a/(2 c)),
c = 1 or 2,

    u_t <= ((1-a)^2 u_{t-1}^2 + noise_t)^(1/2) + error_t,   noise_t <= a^2 (y Q)^2/16,   error_t <= a y/4.

So u_t <= z exp(-a t/(2 c)) as soon as (1-a)^2 z^2 + a^2 Q^2/16 <= (z Q - a/4)^2 and u_0 <= z.
"""

from dataclasses import dataclass

import sympy as sp

from theory.claim import Goal
from theory.letters import at
from theory.link import Given, Role, Use, over_steps, pick, when

a, y, Q, z, nu_sq, size = sp.symbols("a y Q z nu_sq size", positive=True)
u, u_next, u_0, noise, error, w, gap, spread = sp.symbols("u u_next u_0 noise error w gap spread", nonnegative=True)
P, K, U, N, Z, Y, M = sp.symbols("P K U N Z Y M", nonnegative=True)

#: rows of S_t, and the solver's error over mu^(1/2)
ROWS, ERROR = 16 * nu_sq / (a * y * Q) ** 2, a * y / 4

STEP = Given(
    "step", Role.DEFINITION,
    "u_t = (I - P/2) u_{t-1} + (P/2) noise + (P/2) error: the first two are orthogonal in the mean given the past, the root "
    "of the mean square is a norm, and P/2 <= I; spread is the root of what the first two have",
    (sp.Le(u_next, spread + error), sp.Le(spread**2, w**2 * u**2 + noise), sp.Ge(1 - a, w)),
)  # fmt: skip
NOISE = Given(
    "|S_t|", Role.DEFINITION, "at least 16 nu^2/(a y Q)^2 rows, each of the mean square nu^2 (hsdmpg-variance)",
    (sp.Ge(size, ROWS), sp.Le(noise, nu_sq / size)),
)  # fmt: skip
MEAN_SQUARE = Given(
    "eps_t", Role.ASSUMPTION, "(E||e_t||^2)^(1/2) <= eps_t = mu^(1/2) a y/4, and ||H^{-1/2} e_t|| <= ||e_t||/mu^(1/2)",
    (sp.Le(error, ERROR),),
)  # fmt: skip
EXPONENTIAL = Given("exponential", Role.CITED, "1 - x <= exp(-x), here Q = exp(-a/2)", (sp.Ge(Q, 1 - a / 2),))
HALF_EXPONENTIAL = Given("exponential", Role.CITED, "the same for Q = exp(-a/4)", (sp.Ge(Q, 1 - a / 4),))

small_noise = Goal("z3", sp.Le(noise, a**2 * y**2 * Q**2 / 16), (at(NOISE),))
one_step = Goal("z3", sp.Le(u_next, spread + ERROR), (pick(at(STEP), 0), at(MEAN_SQUARE)))
spreads = Goal(
    "z3", sp.Le(spread**2, (1 - a) ** 2 * u**2 + a**2 * y**2 * Q**2 / 16),
    (pick(at(STEP), 1), pick(at(STEP), 2), at(small_noise)),
)  # fmt: skip
weighed = Goal(
    "z3", sp.Le(P, M * Y), (when(sp.Le(P, K * U + N * Y), sp.Le(U, Z * Y), sp.Le(K * Z + N, M)),), "squares, each a letter"
)  # fmt: skip
squared = Goal("z3", sp.Le(u**2, z**2 * y**2), (when(sp.Le(u, z * y)),))


def zeta(start: sp.Expr, least_z: sp.Expr) -> sp.Expr:
    """The constant that the steps give, from ||theta_0 - theta_*||_H."""
    return sp.Max(start, least_z) ** 2 / 2


@dataclass(frozen=True)
class Sum:
    """The steps summed up for one exponent: what closes the induction, the induction, and what it gives."""

    closes: Goal
    leaves: Goal
    rooted: Goal
    induction: Goal
    bound: Goal


def summed(exponential: Given, largest: sp.Expr, least_z: sp.Expr) -> Sum:
    """E||u_t||^2/2 <= max(||u_0||, least_z)^2 y^2/2 for 0 < a <= largest; y = 1 at t = 0."""
    so_far = sp.Le(u, z * y)
    left, square = z * Q - a / 4, (1 - a) ** 2 * z**2 + a**2 * Q**2 / 16
    small = (at(exponential), when(sp.Le(a, largest), sp.Ge(z, least_z)))
    closes = Goal("z3", sp.Le(square, left**2), small, "y = 1")
    leaves = Goal("z3", sp.Ge(left, 0), small)
    letters = {P: spread**2, K: (1 - a) ** 2, U: u**2, N: a**2 * Q**2 / 16, Z: z**2, Y: y**2, M: left**2}
    together = Goal(
        "same", sp.Le(spread**2, left**2 * y**2),
        (at(weighed, letters), at(spreads), at(squared), at(closes)),
    )  # fmt: skip
    rooted = Goal("z3", sp.Le(spread, left * y), (at(together), at(leaves)))
    induction = Goal("z3", sp.Le(u_next, z * y * Q), (at(one_step), at(rooted)))
    start = Goal("z3", sp.Le(u_0, z), (when(sp.Eq(z, sp.Max(u_0, least_z))),))
    everywhere: Use = over_steps(induction, so_far, {u: u_next, y: y * Q}, {u: u_0, y: 1}, start)
    bound = Goal(
        "z3",
        sp.Le(gap, z**2 * y**2 / 2),
        (everywhere, at(GAP)),
        "E[F - F_*] = E||u_t||^2/2",
    )
    return Sum(closes, leaves, rooted, induction, bound)


GAP = Given("gap", Role.DEFINITION, "F is quadratic: E[F(theta_t) - F_*] = E||u_t||^2/2", (sp.Eq(gap, u**2 / 2),))
