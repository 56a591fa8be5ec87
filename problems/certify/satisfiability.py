"""Can the assumptions of a claim hold together at all? On a bounded region, and on all of R^d.

Where they can, an example is named: a shipped file whose certificate shows it. Where they cannot for any F that is not
constant, the argument is a list of goals that a prover decides (with planted falsehoods that it must refute). A theorem about
nothing is a finding.
"""

from dataclasses import dataclass

import sympy as sp

from theory.claim import Goal, Mutant
from theory.prove.mutate import drop, mutants, reverse, swap
from theory.symbols import L, c_1, lambda_, mu, rho_prime

EVERYWHERE, REGION = "all of R^d", "a box |x_i| <= r"


@dataclass(frozen=True)
class Satisfiability:
    """Whether the assumptions of `claim` can hold together on `scope` for some F that is not constant."""

    claim: str
    scope: str
    assumptions: str
    satisfiable: bool
    argument: str
    example: str | None = None
    goals: tuple[Goal, ...] = ()
    mutants: tuple[Mutant, ...] = ()


gap, slope, root, root_0, reach = sp.symbols("gap slope root root_0 reach", nonnegative=True)
C = sp.Symbol("C", positive=True)

#: P and a gradient of norm at most C bound the gap F - F_* ...
bounded_gap = Goal(
    "z3", sp.Le(gap, C**2 / (2 * mu)), (sp.Ge(slope**2, 2 * mu * gap), sp.Le(slope, C)),
    "slope = ||grad F(x)||, gap = F(x) - F_*, C = c_inf sqrt(d)",
)  # fmt: skip
#: ... but along the path of steepest ascent, at unit speed, the root of the gap grows at least at the rate sqrt(mu/2) ...
growth = Goal(
    "z3", sp.Ge(slope**2, 2 * mu * root**2), (sp.Ge(slope**2, 2 * mu * gap), sp.Eq(gap, root**2)),
    "d(root)/ds = slope/(2 root) with root = sqrt(gap) > 0, so d(root)/ds >= sqrt(mu/2); the path never ends, since its "
    "slope stays above 0, and grad F is Lipschitz (S)",
)  # fmt: skip
#: ... so that after the length C/mu it is above what the bound allows.
contradiction = Goal(
    "z3", sp.Gt(root**2, C**2 / (2 * mu)),
    (sp.Gt(root_0, 0), sp.Ge(root, root_0 + reach * sp.sqrt(mu / 2)), sp.Eq(reach, C / mu)),
    "root_0 is the root of the gap where the path starts, reach its length",
)  # fmt: skip

norm_x, x_inf, x_at = sp.symbols("norm_x x_inf x_at", positive=True)
norm_vx = sp.Symbol("norm_vx", nonnegative=True)
steep_everywhere = Goal(
    "z3", sp.Ge(slope, c_1 / rho_prime),
    (sp.Gt(rho_prime, 0), sp.Ge(norm_vx, c_1 * norm_x), sp.Ge(norm_x, x_inf), sp.Le(norm_vx, rho_prime * x_inf * slope)),
    "norm_vx = ||v x||_2 with v_i >= c_1; the last premise is R at a point x that is not 0; at 0 by continuity",
)  # fmt: skip
steps = sp.Symbol("steps", nonnegative=True)
F_0, F_low = sp.symbols("F_0 F_low", real=True)
kappa = sp.Symbol("kappa", positive=True)
falls_below = Goal(
    "z3", sp.Lt(F_0 - steps * kappa**2 / (2 * L), F_low),
    (sp.Gt(steps, 2 * L * (F_0 - F_low) / kappa**2),),
    "gradient descent with step 1/L lowers F by slope^2/(2L) >= kappa^2/(2L) a step (S), kappa = c_1/rho'; F_low is any value "
    "said to be a lower bound of F",
)  # fmt: skip

g_F, g_l2, x_i = sp.symbols("g_F g_l2 x_i", real=True)
C_2 = sp.Symbol("C_2", positive=True)
no_far_points = Goal(
    "z3", sp.Le(x_i, (C + C_2) / lambda_), (sp.Ge(g_F, -C), sp.Le(g_F + lambda_ * x_i, C_2)),
    "g_F a coordinate of a stochastic gradient of F, bounded by C; with the regulariser it is bounded by C_2",
)  # fmt: skip

a = sp.Symbol("a", positive=True)
tau = sp.Symbol("tau", positive=True)
mean_grows = Goal(
    "z3", sp.Le(x_at, (tau + a) / a**2), (sp.Ge(slope, a**2 * x_at - a), sp.Le(slope, tau)),
    "slope = E|a^2 x - a xi| >= a^2 |x| - a E|xi|, and E|xi| <= 1; x_at = |x|",
)  # fmt: skip

PL_AND_BOUND = (bounded_gap, growth, contradiction)
PL_MUTANTS = (
    *mutants(bounded_gap, reverse, drop(0), drop(1)),
    *mutants(growth, drop(0)),
    *mutants(contradiction, drop(0), drop(1), drop(2), swap(C, 2 * C, "a bound twice as large")),
)

ENTRIES: tuple[Satisfiability, ...] = (
    Satisfiability("lemma-1", EVERYWHERE, "B", True, "a bounded gradient and bounded noise", "adam_well.toml"),
    Satisfiability(
        "lemma-1", REGION, "B with c_s > 0", True,
        "only where the noise cannot cancel the gradient in every coordinate at once; at a stationary point of F the gradient "
        "is noise alone, so without noise c_s = 0 on any region that holds a stationary point", "rational_well.toml",
    ),
    Satisfiability("lemma-2", EVERYWHERE, "S, N", True, "any smooth F with noise of finite variance", "adam_well.toml"),
    Satisfiability(
        "theorem-1", EVERYWHERE, "E|g| <= tau at every x", False,
        "the mean of |a^2 x - a xi| grows with |x| (a > 0); the statement asks it of the iterates only, where it holds on any "
        "bounded set", goals=(mean_grows,), mutants=mutants(mean_grows, drop(0), drop(1), reverse),
    ),
    Satisfiability("theorem-1", REGION, "E|g| <= tau", True, "tau = a^2 r + a", "least_squares_1d.toml"),
    Satisfiability("theorem-2", EVERYWHERE, "S, N, B", True, "a smooth F with a bounded gradient, bounded noise",
                   "adam_well.toml"),
    Satisfiability("theorem-2", REGION, "S, N, B", True, "any smooth F, bounded noise", "rational_well.toml"),
    Satisfiability(
        "corollary-1", EVERYWHERE, "S, R at every x, F bounded below", False,
        "v_i >= c_1 and R give ||grad F|| >= c_1/rho' everywhere, and gradient descent then falls below any lower bound of F; "
        "so rho' exists only along a run, and grows without bound as the run becomes stationary",
        goals=(steep_everywhere, falls_below),
        mutants=(*mutants(steep_everywhere, reverse, drop(1), drop(2), drop(3)), *mutants(falls_below, reverse, drop(0))),
    ),
    Satisfiability(
        "corollary-1", REGION, "S, R at every x, a stationary point of F in the region", False,
        "R gives ||grad F|| >= c_1/rho' > 0, at 0 by continuity, for every rho'; it can hold where F has none, and along "
        "a run",
        goals=(steep_everywhere,), mutants=mutants(steep_everywhere, reverse, drop(1), drop(2), drop(3)),
    ),
    Satisfiability(
        "corollary-2", EVERYWHERE, "B of F and of F + (lambda/2)||x||^2", False,
        "their difference lambda x is unbounded; B of the regularised objective alone can hold",
        goals=(no_far_points,), mutants=mutants(no_far_points, drop(0), drop(1), reverse),
    ),
    Satisfiability("corollary-2", REGION, "S, N, B", True, "lambda x is bounded on a region", "l2_adam_well.toml"),
    Satisfiability("theorem-3", EVERYWHERE, "S, N, B", True, "as theorem-2", "adam_well.toml"),
    Satisfiability("theorem-3", REGION, "S, N, B", True, "as theorem-2", "rational_well.toml"),
    Satisfiability(
        "theorem-4", EVERYWHERE, "S, N, B, P with one mu for every lambda_k in (0, lambda]", False,
        "as lambda_k falls to 0, P of F_k becomes P of F at every x (the infimum of F_k is at most F_k at any point); P and "
        "the bound of B on grad F bound F - F_*, while steepest ascent from any x with F(x) > F_* makes it grow without end. "
        "So F is constant. With mu depending on the number of stages (lambda_k bounded away from 0) they can hold together",
        goals=PL_AND_BOUND, mutants=PL_MUTANTS,
    ),
    Satisfiability(
        "theorem-4", REGION, "S, N, B, P for every lambda_k in [0, lambda]", True,
        "F with one stationary point in the region: mu_k of its certificate is above 0", "sine_quadratic.toml",
    ),
    Satisfiability("lemma-5", EVERYWHERE, "Q", True, "a quadratic; B cannot hold with it on R^d", "rotated_quadratic.toml"),
    Satisfiability("theorem-6", EVERYWHERE, "Q", True, "as lemma-5", "rotated_quadratic.toml"),
    Satisfiability("theorem-7", EVERYWHERE, "Q", True, "as lemma-5", "rotated_quadratic.toml"),
    Satisfiability("corollary-3", EVERYWHERE, "Q with Q = H^(-1/2)", True, "as lemma-5", "rotated_quadratic.toml"),
)  # fmt: skip


def of_claim(claim: str) -> tuple[Satisfiability, ...]:
    """What is known for this claim, on R^d and on a region; empty for claims that assume nothing of F (lemma-3, lemma-4)."""
    return tuple(entry for entry in ENTRIES if entry.claim == claim)
