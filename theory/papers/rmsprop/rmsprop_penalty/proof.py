"""RMSProp with a fixed step, step by step. v = n^(1/2) + c_l is one number for all coordinates."""

import sympy as sp

from theory.claim import Goal, Step, Variant
from theory.letters import SETTING, at, mean
from theory.link import Given, Role, Sense, let, over_steps, pick, when
from theory.papers.adamw import trusted
from theory.papers.adamw.theorem_2 import goals as theorem_2
from theory.papers.rmsprop.rmsprop_penalty.statement import AVERAGE, BOUNDED, DESCENT, LEFT, LENGTH, SHORT, SOURCE
from theory.papers.scaled_momentum.bounded_scaling.goals import NO_DECAY
from theory.prove.mutate import conclude, drop, halve, mutants, reverse, scale, swap
from theory.symbols import (
    Delta,
    F_k_next,
    F_k_now,
    F_next,
    F_now,
    F_star,
    L,
    T,
    beta_2,
    c_l,
    c_u,
    delta,
    dx_sq,
    eta,
    grad_dx,
    lambda_,
    v_sq_sup,
)
from theory.symbols import grad_F_sq as H

v, x, n, coefficient = sp.symbols("v x n coefficient", positive=True)
size = sp.Symbol("size", nonnegative=True)
moved, more, gain, now, after = sp.symbols("moved more gain now after", real=True)
kept, P_now, P_next, P_0, P_T, S_T, F_0 = sp.symbols("kept P_now P_next P_0 P_T S_T F_0", real=True)

SCALED = Given("v", Role.ASSUMPTION, "c_l <= v_k <= c_u, as n_k >= 0 and B bound it", (sp.Ge(v, c_l), sp.Le(v, c_u)))
UPDATE = Given(
    "update", Role.DEFINITION, "x_{k+1} = x_k - eta grad F(x_k)/v_k",
    (sp.Eq(grad_dx, -eta * H / v), sp.Eq(dx_sq, eta**2 * H / v**2)), Sense.PATHWISE,
)  # fmt: skip
ROOT = Given(
    "n", Role.DEFINITION, "v = n^(1/2) + c_l, n = (1-beta_2) n_{k-1} + beta_2 ||grad F||^2 with n_{k-1} >= 0",
    (sp.Ge(v, sp.sqrt(n)), sp.Ge(n, beta_2 * H)), Sense.PATHWISE,
)  # fmt: skip
START = Given("Delta", Role.DEFINITION, "F(x_0) - F_*", (sp.Eq(P_0, F_star + Delta),), Sense.PATHWISE)
LAST = Given("last", Role.DEFINITION, "P_T is the last value", (sp.Eq(P_now, P_T),), Sense.PATHWISE)
TOTAL = Given(
    "average", Role.DEFINITION, "from here on a letter stands for its average over k < T; S_T is the sum of the steps",
    (sp.Eq(S_T, T * kept),), Sense.PATHWISE,
)  # fmt: skip

bracket = Goal(
    "z3", sp.Ge(eta / v - L * eta**2 / (2 * v**2), eta / c_u * LEFT), (at(SCALED), at(SHORT)), "eta/v (1 - L eta/(2 v))"
)
weighed = Goal(
    "z3", sp.Ge((eta / v - L * eta**2 / (2 * v**2)) * size, eta / c_u * LEFT * size), (at(bracket),), "times ||grad F||^2"
)
below = Goal(
    "z3", sp.Le(grad_dx + L / 2 * dx_sq, -(eta / v - L * eta**2 / (2 * v**2)) * H), (at(UPDATE),), "the step along the gradient"
)
chain = Goal(
    "z3", sp.Le(after, now - gain),
    (when(sp.Le(F_next, F_now + moved), sp.Le(moved, -more), sp.Ge(more, gain), sp.Eq(now, F_now), sp.Eq(after, F_next)),),
    "the three together, each term a letter",
)  # fmt: skip
BRACKET, COEFFICIENT = eta / v - L * eta**2 / (2 * v**2), eta / c_u * LEFT
descent = Goal(
    "same", DESCENT,
    (
        at(chain, {moved: grad_dx + L / 2 * dx_sq, more: BRACKET * H, gain: COEFFICIENT * H, now: F_k_now, after: F_k_next}),
        at(theorem_2.smooth), at(below), at(weighed, {size: H}), at(NO_DECAY),
    ),
    "one step of F",
)  # fmt: skip

# -- the sum of the steps; the values of F are letters of their own
sums = Goal(
    "z3",
    sp.Le(kept, P_now - P_next),
    (when(sp.Le(after, now - gain), sp.Eq(kept, gain), sp.Eq(P_now, now), sp.Eq(P_next, after)),),
)
term = Goal(
    "same", sp.Le(kept, P_now - P_next),
    (
        at(sums, {gain: COEFFICIENT * H, now: F_k_now, after: F_k_next}), at(descent), let(kept, COEFFICIENT * H),
        let(P_now, F_k_now), let(P_next, F_k_next),
    ),
)  # fmt: skip
so_far = sp.Le(S_T, P_0 - P_now)
induction = Goal("z3", sp.Le(S_T + kept, P_0 - P_next), (when(so_far), at(term)), "from T to T + 1, both 0 at T = 0")
claim = over_steps(induction, so_far, {S_T: S_T + kept, P_now: P_next}, {S_T: 0, P_now: P_0})
lower = Goal("z3", sp.Ge(P_T, F_star), (at(trusted.F_INF), pick(at(NO_DECAY), 1), let(P_T, F_k_next)), "F_* is below")
total = Goal("z3", sp.Le(kept, Delta / T), (claim, at(LAST), at(TOTAL), at(START), at(lower)))
positive = Goal("z3", sp.Gt(LEFT, 0), (at(SHORT),))
divided = Goal("z3", sp.Le(size, Delta / (T * coefficient)), (when(sp.Le(kept, Delta / T), sp.Eq(kept, coefficient * size)),))
positive_whole = Goal("z3", sp.Gt(COEFFICIENT, 0), (at(positive),))
average = Goal(
    "same",
    AVERAGE,
    (at(divided, {size: H, coefficient: COEFFICIENT}), at(total), let(kept, COEFFICIENT * H), at(positive_whole)),
)

# -- F never rises: the gradient, n and, with a penalty, the iterates stay bounded
n_next, n_0, w_sq = sp.symbols("n_next n_0 w_sq", nonnegative=True)
f, f_star, F, F_0 = sp.symbols("f f_star F F_0", real=True)
LEAST = Given(
    "S at x - grad F/L", Role.ASSUMPTION, "F_* <= F(x - grad F/L) <= F(x) - ||grad F||^2/(2 L)",
    (sp.Le(F_star, F_now - H / (2 * L)),), Sense.PATHWISE,
)  # fmt: skip
MOMENT = Given(
    "n", Role.DEFINITION, "n_k = (1-beta_2) n_{k-1} + beta_2 ||grad F(x_k)||^2, a mean of both",
    (sp.Eq(n_next, (1 - beta_2) * n + beta_2 * H), sp.Le(beta_2, 1)), Sense.PATHWISE,
    nature="a mean of squares",
)  # fmt: skip
FIRST = Given("n_0", Role.DEFINITION, "n_0 = ||grad F(x_0)||^2", (sp.Eq(n_0, H),), Sense.PATHWISE)
PENALTY = Given(
    "penalty", Role.DEFINITION, "F = f + (lambda/2) ||w||^2, f >= f_*", (sp.Eq(F, f + lambda_ / 2 * w_sq), sp.Ge(f, f_star))
)
fewer = Goal("z3", sp.Le(after, now), (when(sp.Le(after, now - coefficient * size)),))
falls = Goal(
    "same", sp.Le(F_k_next, F_k_now),
    (
        at(fewer, {after: F_k_next, now: F_k_now, coefficient: COEFFICIENT, size: H}), at(descent), at(positive_whole),
    ),
)  # fmt: skip
remains = Goal(
    "z3", sp.Le(P_next, P_0), (when(sp.Le(P_now, P_0)), at(falls), let(P_now, F_k_now), let(P_next, F_k_next)), "F never rises"
)
below_start = over_steps(remains, sp.Le(P_now, P_0), {P_now: P_next}, {P_now: P_0})
small = Goal(
    "z3", sp.Le(H, 2 * L * Delta), (below_start, at(START), let(P_now, F_k_now), pick(at(NO_DECAY), 0), at(LEAST)),
    "the gradient along the run",
)  # fmt: skip
begins = Goal("z3", sp.Le(n_0, 2 * L * Delta), (at(small), at(FIRST)), "k = 0")
stays = Goal("z3", sp.Le(n_next, 2 * L * Delta), (when(sp.Le(n, 2 * L * Delta)), at(small), at(MOMENT)), "from k to k + 1")
moments = Goal(
    "z3", sp.Le(n + delta, 2 * L * Delta + delta),
    (over_steps(stays, sp.Le(n, 2 * L * Delta), {n: n_next}, {n: n_0}, begins),), "every coordinate has this n",
)  # fmt: skip
iterates = Goal(
    "z3", sp.Le(lambda_ * w_sq, 2 * (F_0 - f_star)), (at(PENALTY), when(sp.Le(F, F_0))), "F never rises", uses=(at(remains),)
)

# -- the length of a step, and the cycle beyond the limit
short = Goal("z3", LENGTH, (pick(at(UPDATE), 1), at(ROOT)), "||grad F||^2/v^2 <= ||grad F||^2/n <= 1/beta_2")
ratio = eta / 2 - c_l / L
cycle = Goal(
    "z3",
    sp.Lt(sp.Abs(x - eta * L * x / (L * x + c_l)), x),
    (when(sp.Gt(L * eta, 2 * c_l), sp.Eq(x, ratio)),),
    "F = (L/2) x^2, n = (L x)^2, as it stays while |x| does: the next x against this one",
    instance=True,
)
turns = Goal(
    "z3", sp.Eq(x - eta * L * x / (L * x + c_l), -x), (when(sp.Eq(x, ratio)),), "the next x is -x"
)  # fmt: skip

STEPS = (
    Step(
        id="rmsprop-penalty.1",
        says="one step of F, for eta < 2 c_l/L",
        source=SOURCE,
        goals=(bracket, weighed, below, chain, descent),
        mutants=(
            *mutants(bracket, reverse, scale(2), drop(0), drop(1), drop(2)),
            *mutants(chain, reverse, drop(0), drop(1), drop(2)),
            *mutants(below, halve, drop(0), drop(1)),
        ),
    ),
    Step(
        id="rmsprop-penalty.2",
        says="no step is longer than eta/beta_2^(1/2)",
        source=SOURCE,
        goals=(short,),
        mutants=mutants(short, halve, drop(0), drop(1), drop(2)),
    ),
    Step(
        id="rmsprop-penalty.3",
        says="for eta > 2 c_l/L the gradient tends to 0 as well",
        source=f"{SOURCE}; the abstract read for every fixed step",
        goals=(cycle,),
        means="the limit on eta is needed: at x = eta/2 - c_l/L on F = (L/2) x^2 the iterates go x, -x, x, ...",
    ),
    Step(
        id="rmsprop-penalty.4",
        says="at x = eta/2 - c_l/L with n = (L x)^2 the next iterate is -x, and n stays",
        source=SOURCE,
        goals=(turns,),
        mutants=mutants(turns, drop(0), halve, swap(L, L / 2, "L halved")),
    ),
    Step(
        id="rmsprop-penalty.5",
        says="F never rises, so that with a penalty ||w_k||^2 <= 2 (F(x_0) - f_*)/lambda",
        source=SOURCE,
        goals=(fewer, falls, remains, iterates),
        mutants=(
            *mutants(fewer, reverse, drop(0)),
            *mutants(remains, drop(0), drop(1)),
            *mutants(iterates, halve, drop(1), drop(2)),
        ),
    ),
    Step(
        id="rmsprop-penalty.bounded",
        says="n_k <= 2 L Delta, as ||grad F||^2 <= 2 L (F - F_*) and F never rises",
        source=SOURCE,
        goals=(small, begins, stays, moments),
        mutants=(
            *mutants(small, halve, drop(0), drop(1)),
            *mutants(stays, halve, drop(0), drop(1), drop(2)),
            *mutants(moments, halve, drop(0)),
        ),
    ),
    Step(
        id="rmsprop-penalty.gradient",
        says="the average of ||grad F||^2 is at most c_u Delta/(eta T (1 - L eta/(2 c_l)))",
        source=SOURCE,
        goals=(sums, term, induction, lower, total, positive, positive_whole, divided, average),
        mutants=(
            *mutants(induction, drop(0), drop(1)),
            *mutants(total, halve, drop(0), drop(3)),
            *mutants(positive, drop(0), conclude(sp.Gt(LEFT, sp.Rational(1, 10)), "more than 1/10")),
            *mutants(divided, halve, drop(0), drop(1)),
        ),
    ),
)
CONCLUDES = {
    Variant.PAPER: {
        "descent": at(descent),
        "gradient": mean(average),
        "length": mean(short),
        "bounded": SETTING.in_every_coordinate(moments, BOUNDED, v_sq_sup, n + delta),
    }
}
