"""The preconditioner of HSDMPG, step by step: quadratic forms of any vector w, and a matrix Bernstein inequality.

h = w'H w, h_S = w'H_S w, q = w'w, y = (x_j'w)^2 of one row, G = H/2 + gam I. An inequality between the forms of every w is one
between the matrices; A <= B gives B^{-1} <= A^{-1}, and both are kept under multiplication by H^{1/2} from both sides.
"""

import sympy as sp

from theory.claim import Goal, Step
from theory.letters import at
from theory.link import Given, Role
from theory.prove.mutate import drop, halve, mutants, reverse, scale

SOURCE = "TPAMI 2021, the lemma on H_S"
h, h_S, y = sp.symbols("h h_S y", nonnegative=True)
mean_y = sp.Symbol("mean_y", real=True)
q, r, s, mu, rho, log_term = sp.symbols("q r s mu rho log_term", positive=True)
gam = sp.Symbol("gam", nonnegative=True)
HALF = sp.Rational(1, 2)

CONVEX = Given("mu", Role.ASSUMPTION, "H >= mu I", (sp.Ge(h, mu * q),))
ROWS = Given("r", Role.ASSUMPTION, "||x_j|| <= r, so that (x_j'w)^2 <= r^2 w'w", (sp.Le(y, r**2 * q),))
MEAN = Given("H", Role.DEFINITION, "the mean of x_j x_j' is H - mu I", (sp.Eq(mean_y, h - mu * q),))
#: gam is half of its positive part
TWICE_GAM = 28 * r**2 * log_term / (3 * s) - mu
GAM = Given(
    "gam", Role.DEFINITION, "gam = ((28 r^2/(3 s)) log(2 d/tau) - mu)^+ / 2, log_term = log(2 d/tau)",
    (sp.Ge(2 * gam, TWICE_GAM),),
)  # fmt: skip
RHO = Given("rho", Role.DEFINITION, "rho = r^2/(mu/2 + gam)", (sp.Eq(rho, r**2 / (mu / 2 + gam)),))
#: outside the event the lemma says nothing
EVENT = Given(
    "Bernstein", Role.CITED,
    "matrix Bernstein (Tropp 2012): the mean of s centred matrices of norm <= R and variance <= V exceeds 1 in norm with "
    "probability at most 2 d exp(-(s/2)/(V + R/3)); so here -G <= H_S - H <= G, where that is at most tau",
    (sp.Le(h_S - h, h / 2 + gam * q), sp.Ge(h_S - h, -h / 2 - gam * q)),
)  # fmt: skip

summand = Goal("z3", sp.Le(y, rho * (h / 2 + gam * q)), (at(CONVEX), at(ROWS), at(RHO)), "G^{-1/2} x x' G^{-1/2} <= rho I")
total = Goal(
    "z3", sp.Le(mean_y, 2 * (h / 2 + gam * q)), (at(MEAN),), "so is their mean, and it is at most 2 I: V <= 2 rho, R <= rho"
)
chance = Goal(
    "z3", sp.Ge(s / (2 * (2 * rho + rho / 3)), log_term), (at(GAM), at(RHO)), "2 d exp(-(s/2)/(2 rho + rho/3)) <= tau"
)
above = Goal("z3", sp.Le(h / 2, h_S + gam * q), (at(EVENT),), "H^{1/2} (H_S + gam I)^{-1} H^{1/2} <= 2 I")
below = Goal(
    "z3", sp.Le(h_S + gam * q, (sp.Rational(3, 2) + 2 * gam / mu) * h), (at(EVENT), at(CONVEX)), "the lower end"
)  # fmt: skip

STEPS = (
    Step(
        id="hsdmpg-spectral.1",
        says="with probability 1 - tau: -(H/2 + gam I) <= H_S - H <= H/2 + gam I",
        source=SOURCE,
        goals=(summand, total, chance),
        mutants=(
            *mutants(summand, halve, reverse, drop(0), drop(1)),
            *mutants(total, halve, drop(0)),
            *mutants(chance, drop(0), reverse, scale(sp.Rational(101, 100))),
        ),
        means="s >= (28/3) log(2 d/tau) is not used",
    ),
    Step(
        id="hsdmpg-spectral.2",
        says="(3/2 + 2 gam/mu)^{-1} I <= H^{1/2} (H_S + gam I)^{-1} H^{1/2} <= 2 I",
        source=SOURCE,
        goals=(above, below),
        mutants=(
            *mutants(above, drop(1), reverse, halve),
            *mutants(below, halve, drop(0), drop(2), scale(sp.Rational(99, 100))),
        ),
    ),
)
