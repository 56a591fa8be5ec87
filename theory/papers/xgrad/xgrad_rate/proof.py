"""XGrad, step by step: in the predicted points its step is UAdam's; the game by its characteristic polynomial."""

import sympy as sp

from theory.claim import Goal, Step, Variant
from theory.letters import at
from theory.link import Given, Role, when
from theory.papers.scaled_momentum.bounded_scaling import goals
from theory.papers.scaled_momentum.bounded_scaling.statement import OURS
from theory.papers.uadam.letters import NU
from theory.papers.uadam.uadam_rate import proof as uadam
from theory.papers.xgrad.letters import AHEAD
from theory.papers.xgrad.xgrad_rate.statement import CONVEX, NU_OF_S, put
from theory.prove.conclusions import Same
from theory.prove.mutate import drop, halve, mutants, reverse, scale
from theory.symbols import beta_1, eta

LETTERS = uadam.LETTERS.knowing(AHEAD)
theta, a, g, x, y = sp.symbols("theta a g x y", real=True)
A, V, noise = sp.symbols("A V noise", nonnegative=True)
squared = sp.Symbol("squared", positive=True)
s = AHEAD

# -- in x = theta - s eta a
after = (1 - beta_1) * a + beta_1 * g
in_x = Goal(
    "sympy", Same(theta - eta * after - s * eta * after, (theta - s * eta * a) - eta * (after + s * (after - a))), note="v = 1"
)
as_uadam = Goal(
    "sympy", Same(after + s * (after - a), (1 - NU_OF_S) * after + NU_OF_S * g), note="the step's direction is UAdam's m"
)
convex = Goal("z3", sp.And(sp.Le(NU_OF_S, 1), sp.Ge(NU_OF_S, 0)), (at(CONVEX),))


def instance(general: Goal) -> Goal:
    """UAdam's bound with the nu of s."""
    link = LETTERS.at(general, {NU: NU_OF_S})
    return Goal("same", put(general.conclusion), (link,), uses=(at(convex), at(in_x), at(as_uadam)))


gradient, error = instance(uadam.gradient[-1]), instance(uadam.error[-1])

# -- the error of a prediction: what is predicted of a in s steps is s a, what comes is A a and noise that is new
better = Goal(
    "z3", sp.Le((s - A) ** 2 * V + noise, A**2 * V + noise), (when(sp.Ge(2 * A, s)),), "V the mean square of a without drift"
)
no_better = Goal("z3", sp.Gt((s - A) ** 2 * V + noise, A**2 * V + noise), (when(sp.Lt(2 * A, s), sp.Gt(V, 0)),))

# -- the game: x + i y turns by i; p(z) = z^2 - (1 - (1+s) eta i) z - s eta i
grows = Goal("sympy", Same((x - eta * y) ** 2 + (y + eta * x) ** 2, (1 + eta**2) * (x**2 + y**2)), note="gradient descent")
ONE, OTHER = (1 - s * (1 + s) * squared) ** 2 + squared, (1 - s**2 * squared) ** 2
SCHUR_COHN = Given(
    "Schur-Cohn", Role.CITED, "z^2 + b z + c has its roots inside the unit circle iff |c| < 1, |b - conj(b) c| < 1 - |c|^2", ()
)
LIMIT = sp.Lt(s**2 * (2 * s + 1) * squared, 2 * s - 1)
BOTH = (sp.Lt(s**2 * squared, 1), sp.Lt(ONE, OTHER))
inside = Goal("z3", sp.And(*BOTH), (when(LIMIT),), "squared = eta^2", uses=(at(SCHUR_COHN),))
outside = Goal("z3", LIMIT, (when(*BOTH),), "and only then", uses=(at(SCHUR_COHN),))

STEPS = (
    Step(
        id="xgrad-rate.1",
        says="in the predicted points the step is UAdam's with nu = s beta_1/(1 - beta_1)",
        source=OURS,
        goals=(in_x, as_uadam, convex),
        mutants=(*mutants(in_x, halve), *mutants(as_uadam, halve), *mutants(convex, drop(0))),
    ),
    Step(
        id="xgrad-rate.2",
        says="a prediction over s steps is better than none if 2 A > s, A = sum_{i<=s} (1-beta_1)^i; without drift only if",
        source=OURS,
        goals=(better, no_better),
        mutants=(*mutants(better, reverse, drop(0)), *mutants(no_better, reverse, drop(0), drop(1))),
        means="at s = 1: beta_1 < 1/2",
    ),
    Step(
        id="xgrad-rate.3",
        says="on the game x y gradient descent multiplies ||(x, y)||^2 by 1 + eta^2",
        source=OURS,
        goals=(grows,),
        mutants=(*mutants(grows, halve, scale(2), scale(sp.Rational(101, 100))),),
    ),
    Step(
        id="xgrad-rate.4",
        says="on the game x y XGrad without momentum converges iff 2 s > 1 and eta^2 < (2 s - 1)/(s^2 (2 s + 1))",
        source=OURS,
        goals=(inside, outside),
        mutants=(*mutants(inside, reverse, drop(0)), *mutants(outside, halve, drop(0), drop(1))),
        means="at s = 1, the past-extragradient scheme, eta < 1/3^(1/2)",
    ),
    *(
        Step(id=f"xgrad-rate.{part}", says=f"part {part} of uadam-rate", source=OURS, goals=(goal,),
             mutants=mutants(goal, halve, reverse, drop(0)))
        for part, goal in (("S", gradient), ("error", error))
    ),
)  # fmt: skip
CONCLUDES = {Variant.PAPER: {"S": at(gradient), "error": at(error), "descent": at(goals.descent)}}
