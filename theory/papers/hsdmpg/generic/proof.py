"""The generic theorem of HSDMPG: the surrogate against F, its minimum, and the sum of the steps.

kappa = sigma/L; for two points that differ by h: data = (1/n) sum_i (x_i'h)^2, length = h'h, weight = h'Hbar h,
linear = <grad F, h>.
"""

import sympy as sp

from theory.claim import Goal, Step
from theory.letters import at
from theory.link import Given, Role, over_steps, when
from theory.prove.mutate import drop, halve, mutants, reverse, scale

SOURCE = "TPAMI 2021, the generic theorem"
L, sigma, mu, kappa, y, Q, gap_0 = sp.symbols("L sigma mu kappa y Q gap_0", positive=True)
data, length, weight, error, D, D_next, D_0 = sp.symbols("data length weight error D D_next D_0", nonnegative=True)
F, F_there, F_star, linear, model, least, reached = sp.symbols("F F_there F_star linear model least reached", real=True)
HALF = sp.Rational(1, 2)

LOSS = Given(
    "loss", Role.ASSUMPTION, "the losses' differences, added up: L-smooth and sigma-strongly convex in the prediction",
    (
        sp.Le(F_there, F + linear + L * data / 2 + mu * length / 2),
        sp.Ge(F_there, F + linear + sigma * data / 2 + mu * length / 2),
        sp.Le(sigma, L),
    ),
)  # fmt: skip
HBAR = Given("Hbar", Role.DEFINITION, "h'Hbar h", (sp.Eq(weight, L * data + mu * length),))
KAPPA = Given("kappa", Role.DEFINITION, "sigma/L", (sp.Eq(kappa * L, sigma),))
LEAST = Given(
    "surrogate", Role.DEFINITION, "its minimum is at most its value at theta + kappa (theta_* - theta), h = theta_* - theta",
    (sp.Le(least, F + kappa * linear + kappa**2 * weight / 2),),
)  # fmt: skip
STAR = Given("F_*", Role.DEFINITION, "theta_* in the place of the other point", (sp.Eq(F_there, F_star),))
SOLVED = Given(
    "accuracy", Role.ASSUMPTION, "the surrogate at theta_t is at most its minimum + error, in the mean, and is above F",
    (sp.Le(reached, least + error),),
)  # fmt: skip
GAPS = Given(
    "gaps",
    Role.DEFINITION,
    "D of F - F_* before and after the step",
    (sp.Eq(D, F - F_star), sp.Le(D_next, reached - F_star)),
    nature="F_* is the least value of F",
)
ERROR = kappa * y * Q / 2
ACCURACY = Given(
    "accuracy", Role.ASSUMPTION, "(kappa/2) exp(-kappa t/2): y is the exponential before the step, Q = exp(-kappa/2)",
    (sp.Le(error, ERROR),),
)  # fmt: skip
START = Given("gap_0", Role.DEFINITION, "1 + F(theta_0) - F_*", (sp.Eq(gap_0, 1 + D_0),))
EXPONENTIAL = Given("exponential", Role.CITED, "1 - x <= exp(-x) <= 1 for x >= 0", (sp.Ge(Q, 1 - kappa / 2), sp.Le(Q, 1)))

above = Goal("z3", sp.Le(F_there, F + linear + weight / 2), (at(LOSS), at(HBAR)), "the surrogate is above F")
below = Goal("z3", sp.Ge(F_there, F + linear + kappa * weight / 2), (at(LOSS), at(HBAR), at(KAPPA)), "F is kappa-convex to it")
at_most_1 = Goal("z3", sp.Le(kappa, 1), (at(LOSS), at(KAPPA)))
decreases = Goal(
    "z3", sp.Le(least, F - kappa * (F - F_star)), (at(LEAST), at(below), at(STAR)), "the two quadratic terms cancel"
)
one_step = Goal("z3", sp.Le(D_next, (1 - kappa) * D + error), (at(decreases), at(SOLVED), at(GAPS)), uses=(at(above),))
so_far = sp.Le(D, y * gap_0)
closes = Goal("z3", sp.Le(1 - kappa + kappa * Q / 2, Q), (at(EXPONENTIAL), at(at_most_1)), "y = 1, D_0 = 0")
induction = Goal(
    "z3", sp.Le(D_next, y * Q * gap_0),
    (when(so_far), at(one_step), at(ACCURACY), at(closes), at(at_most_1), at(START)),
    "gap_0 >= 1, so that the error counts less",
)  # fmt: skip
start = Goal("z3", sp.Le(D_0, gap_0), (at(START),), "t = 0")
bound = Goal("z3", so_far, (over_steps(induction, so_far, {D: D_next, y: y * Q}, {D: D_0, y: 1}, start),))

STEPS = (
    Step(
        id="hsdmpg-generic.1",
        says="the surrogate is above F, and F above its linear part with sigma/L times its curvature",
        source=SOURCE,
        goals=(above, below),
        mutants=(*mutants(above, reverse, drop(0), drop(3)), *mutants(below, reverse, drop(1), drop(2), drop(4))),
    ),
    Step(
        id="hsdmpg-generic.2",
        says="a step leaves (1 - sigma/L) of F - F_*, and its error",
        source=SOURCE,
        goals=(at_most_1, decreases, one_step),
        mutants=(
            *mutants(at_most_1, halve, drop(2)),
            *mutants(decreases, reverse, drop(0), drop(1), drop(2)),
            *mutants(one_step, reverse, drop(0), drop(1), scale(sp.Rational(99, 100))),
        ),
    ),
    Step(
        id="hsdmpg-generic.bound",
        says="E[F(theta_t) - F_*] <= exp(-sigma t/(2 L)) (1 + F(theta_0) - F_*)",
        source=SOURCE,
        goals=(closes, induction, bound),
        mutants=(
            *mutants(closes, scale(sp.Rational(99, 100)), reverse, drop(0)),
            *mutants(induction, halve, drop(0), drop(1), drop(2)),
            *mutants(bound, halve, drop(0)),
        ),
    ),
)
