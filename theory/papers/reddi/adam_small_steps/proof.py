"""Small steps of Adam: the mean step need not be along the gradient; the example in exact numbers; the noise that is left."""

import sympy as sp

from theory.claim import Goal, Step, Variant
from theory.letters import SETTING, at
from theory.link import when
from theory.papers.reddi.adam_small_steps.statement import REST_OF_NOISE, SOURCE
from theory.papers.scaled_momentum.bounded_scaling import goals
from theory.prove.conclusions import Same
from theory.prove.mutate import conclude, drop, halve, mutants, reverse, scale
from theory.symbols import beta_1, c_u, grad_F_sq, u_sq

f = sp.Symbol("f", real=True)
v, v_up, v_down = sp.symbols("v v_up v_down", positive=True)
n = sp.Symbol("n", nonnegative=True)

# -- noise of 3 with probability 1/4 and of -1 otherwise; v_up and v_down are v_k in the two cases
ENDS = (sp.Le(v_up, c_u), sp.Le(v_down, c_u))
along = Goal(
    "z3", sp.Ge(f * ((f + 3) / (4 * v_up) + 3 * (f - 1) / (4 * v_down)), f**2 / c_u), (when(*ENDS),), "<grad F, E[g/v]>, d = 1",
    instance=True,
)  # fmt: skip
REST = when(sp.Eq((f + 3) / (4 * v_up) + 3 * (f - 1) / (4 * v_down), 0))
at_rest = Goal("z3", sp.Eq(f, 0), (REST,), "eta -> 0: where the mean step is 0", instance=True)

# -- the example: slopes C = 1010 with probability 1/100 and -a = -10 otherwise, beta_2 = 1/10, n = n_{k-1}
SHARE, C, A = sp.Rational(1, 100), 1010, 10
slope = Goal("sympy", Same(SHARE * C - (1 - SHARE) * A, sp.Rational(1, 5)), note="the mean slope")


def mean_step(weight: sp.Rational) -> sp.Expr:
    """E[g/n_k^(1/2)] given n_{k-1} = n."""
    kept = (1 - weight) * n
    return SHARE * C / sp.sqrt(kept + weight * C**2) - (1 - SHARE) * A / sp.sqrt(kept + weight * A**2)


wrong_way = Goal(
    "flint", sp.Le(mean_step(sp.Rational(1, 10)), -sp.Rational(1, 10**6)), (sp.Ge(n, A**2), sp.Le(n, C**2)),
    "n_{k-1} lies between the least and the largest g^2",
)  # fmt: skip

# -- a scaling that does not know g_k
past = Goal("z3", sp.Ge(f * f / v, f**2 / c_u), (when(sp.Le(v, c_u)),), "E[g/v] = grad F/v where v is known before g_k")
floor = Goal(
    "z3", sp.Le(grad_F_sq + u_sq / 4, sp.Add(*(term for _, term in REST_OF_NOISE))),
    (SETTING.at(goals.gradient[-1], {beta_1: 1}),), "bounded-scaling at beta_1 = 1",
)  # fmt: skip

STEPS = (
    Step(
        id="adam-small-steps.1",
        says="given the past, <grad F, E[g/v]> >= ||grad F||^2/c_u",
        source="as for SGD",
        goals=(along,),
        means="v_k has g_k in it: rare large gradients are scaled down, and the mean step turns",
    ),
    Step(
        id="adam-small-steps.2",
        says="slopes of 1010 with probability 1/100, else -10: their mean is 1/5, at beta_2 = 1/10 the mean step goes up",
        source="Reddi, Kale, Kumar 2018: the example; whatever n_{k-1} is: derived here",
        goals=(slope, wrong_way),
        mutants=(
            *mutants(slope, halve, scale(2)),
            *mutants(wrong_way, reverse, conclude(sp.Le(mean_step(sp.Rational(1, 100)), 0), "beta_2 = 1/100")),
        ),
        means="for beta_2 = 1/100 a single mean step goes down at some n_{k-1}; the drift of whole runs is measured",
    ),
    Step(
        id="adam-small-steps.S",
        says="small steps rest where the gradient is 0",
        source="as for SGD",
        goals=(at_rest,),
        means="the noise floor of (S) does not tend to 0 with eta",
    ),
)
WRONG = "v_k has g_k in it, so the mean of g_k/v_k need not be along the gradient"
REPAIRED_STEPS = (
    Step(
        id="adam-small-steps.1",
        says="the same where v_k is known before g_k",
        source=SOURCE,
        goals=(past,),
        mutants=mutants(past, reverse, drop(0), scale(2)),
        wrong=WRONG,
        cost="a v_k of past gradients, which Adam has not",
    ),
    Step(
        id="adam-small-steps.S",
        says="(S) of bounded-scaling at beta_1 = 1, where a part of the noise is left",
        source=SOURCE,
        goals=(floor,),
        mutants=mutants(floor, reverse, halve, drop(0)),
        wrong=WRONG,
        cost="c_u sigma^2/(c_l b), whatever eta is",
    ),
)
CONCLUDES = {Variant.REPAIRED: {"S": at(floor)}}
