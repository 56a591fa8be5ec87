"""What the theorems on growing minibatches share: one step, its terms, and the sum of the steps.

u is the root of E||u_t||^2. A step multiplies u_{t-1} by I - P/2, which contracts by 1 - a, and adds P/2 times the minibatch's
noise, whose mean given the past is 0, and times the solver's error: with y = exp(-a (t-1)/(2 c)), Q = exp(-a/(2 c)), c = 1 or 2,

    u_t <= ((1-a)^2 u_{t-1}^2 + noise_t)^(1/2) + error_t,   noise_t <= a^2 (y Q)^2/16,   error_t <= a y/4.

So u_t <= z exp(-a t/(2 c)) as soon as ((1-a)^2 z^2 + a^2 Q^2/16)^(1/2) + a/4 <= z Q and u_0 <= z.
"""

from dataclasses import dataclass

import sympy as sp

from theory.claim import Goal
from theory.letters import at
from theory.link import Given, Role, Use, over_steps, when

a, y, Q, z, nu_sq, size = sp.symbols("a y Q z nu_sq size", positive=True)
u, u_next, u_0, noise, error, w, p, gap = sp.symbols("u u_next u_0 noise error w p gap", nonnegative=True)

STEP = Given(
    "step", Role.DEFINITION,
    "u_t = (I - P/2) u_{t-1} + (P/2) noise + (P/2) error: the first two are orthogonal in the mean given the past, the root "
    "of the mean square is a norm, and P/2 <= I",
    (sp.Le(u_next, sp.sqrt(w**2 * u**2 + noise) + error), sp.Ge(1 - a, w)),
)  # fmt: skip
NOISE = Given(
    "|S_t|", Role.DEFINITION, "at least 16 nu^2/(a y Q)^2 rows, each of the mean square nu^2 (hsdmpg-variance)",
    (sp.Ge(size, 16 * nu_sq / (a * y * Q) ** 2), sp.Le(noise, nu_sq / size)),
)  # fmt: skip
MEAN_SQUARE = Given(
    "eps_t", Role.ASSUMPTION, "(E||e_t||^2)^(1/2) <= eps_t = mu^(1/2) a y/4, and ||H^{-1/2} e_t|| <= ||e_t||/mu^(1/2)",
    (sp.Le(error, a * y / 4),),
)  # fmt: skip
EXPONENTIAL = Given(
    "exponential", Role.CITED, "1 - x <= exp(-x) <= 1 for x >= 0, here Q = exp(-a/2)", (sp.Ge(Q, 1 - a / 2), sp.Le(Q, 1))
)
HALF_EXPONENTIAL = Given("exponential", Role.CITED, "the same for Q = exp(-a/4)", (sp.Ge(Q, 1 - a / 4), sp.Le(Q, 1)))

small_noise = Goal("z3", sp.Le(noise, a**2 * y**2 * Q**2 / 16), (at(NOISE),))
one_step = Goal(
    "z3",
    sp.Le(u_next, sp.sqrt((1 - a) ** 2 * u**2 + a**2 * y**2 * Q**2 / 16) + a * y / 4),
    (at(STEP), at(small_noise), at(MEAN_SQUARE)),
)


@dataclass(frozen=True)
class Sum:
    """The steps summed up for one exponent: what closes the induction, the induction, and what it gives."""

    closes: Goal
    induction: Goal
    bound: Goal


def summed(exponential: Given, largest: sp.Expr, least_z: sp.Expr) -> Sum:
    """E||u_t||^2/2 <= max(||u_0||, least_z)^2 y^2/2 for 0 < a <= largest; y = 1 at t = 0."""
    so_far = sp.Le(u, z * y)
    closes = Goal(
        "z3",
        sp.Le(sp.sqrt((1 - a) ** 2 * z**2 + a**2 * Q**2 / 16) + a / 4, z * Q),
        (at(exponential), when(sp.Le(a, largest), sp.Ge(z, least_z))),
        "y = 1",
    )
    step = Goal(
        "z3",
        sp.Le(sp.sqrt((1 - a) ** 2 * u**2 + a**2 * y**2 * Q**2 / 16) + a * y / 4, z * y * Q),
        (when(so_far), at(closes), when(sp.Le(a, 1))),
        "both sides grow with u and are of the first degree in (u, y)",
    )
    induction = Goal("z3", sp.Le(u_next, z * y * Q), (at(one_step), at(step)))
    start = Goal("z3", sp.Le(u_0, z), (when(sp.Eq(z, sp.Max(u_0, least_z))),))
    everywhere: Use = over_steps(induction, so_far, {u: u_next, y: y * Q}, {u: u_0, y: 1}, start)
    bound = Goal(
        "z3",
        sp.Le(gap, z**2 * y**2 / 2),
        (everywhere, at(GAP)),
        "E[F - F_*] = E||u_t||^2/2",
    )
    return Sum(closes, induction, bound)


GAP = Given("gap", Role.DEFINITION, "F is quadratic: E[F(theta_t) - F_*] = E||u_t||^2/2", (sp.Eq(gap, u**2 / 2),))
