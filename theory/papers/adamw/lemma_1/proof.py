"""Lemma 1: the moments stay bounded, and the second moment drifts slowly (appendices F, I.1)."""

import sympy as sp

from theory.claim import Goal, Step, Variant
from theory.letters import at, in_every_coordinate, written
from theory.link import Given, Role, Use, over_steps, when
from theory.papers.adamw import trusted
from theory.papers.adamw.lemma_1.statement import PAPER_MU_V, REPAIRED_MU_V
from theory.prove.conclusions import HasUnit, Same
from theory.prove.mutate import drop, halve, mutants, reverse, scale, swap
from theory.symbols import beta_1, beta_2, c_1, c_2, c_inf, c_s, delta, m_sup, mu_v, v_sq_ratio_max, v_sq_ratio_min, v_sq_sup

# One coordinate of the moments and of the gradient; moments after the step carry a prime in the paper.
m, n, g, v, v_next = trusted.m, trusted.n, trusted.g, trusted.v, trusted.v_next
g_2 = sp.Symbol("g_2", real=True)
t, p, w = sp.symbols("t p w", real=True)
m_next, n_next = trusted.MOMENTUM.facts[0].rhs, trusted.SECOND_MOMENT.facts[0].rhs
MOMENTUM, SECOND = (written(trusted.MOMENTUM),), (written(trusted.SECOND_MOMENT),)
drift = beta_2 * (n - g**2) / (n_next + delta)

B = (at(trusted.B),)
CONVEX = (sp.Le(beta_1, 1), sp.Le(beta_2, 1))
ABOVE, BELOW, SIGN, BELOW_SQUARE = sp.Le(m, c_inf), sp.Ge(m, -c_inf), sp.Ge(n, 0), sp.Le(n, c_inf**2)

# (a), (b): a sup norm is bounded if every coordinate is; the start m_0 in {0, g_0}, n_0 in {0, g_0^2} is inside.
first_upper = Goal("z3", sp.Le(m_next, c_inf), (*B, *CONVEX, when(ABOVE)), "m_k <= c_inf is kept", uses=MOMENTUM)
first_lower = Goal("z3", sp.Ge(m_next, -c_inf), (*B, *CONVEX, when(BELOW)), "m_k >= -c_inf is kept", uses=MOMENTUM)
second = Goal("z3", sp.Le(n_next, c_inf**2), (*B, *CONVEX, when(BELOW_SQUARE)), "n_k <= c_inf^2 is kept", uses=SECOND)
second_sign = Goal("z3", sp.Ge(n_next, 0), (*CONVEX, when(SIGN)), "n_k >= 0 is kept", uses=SECOND)
start = Goal("z3", sp.Le(g**2, c_inf**2), B, "n_0 = g_0^2 is inside")
INSIDE = (
    over_steps(second_sign, SIGN, {n: n_next}, {n: g**2}),
    over_steps(second, BELOW_SQUARE, {n: n_next}, {n: g**2}, start),
)
momentum_bound = Goal(
    "z3",
    sp.And(ABOVE, BELOW),
    (
        over_steps(first_upper, ABOVE, {m: m_next}, {m: g}, trusted.B),
        over_steps(first_lower, BELOW, {m: m_next}, {m: g}, trusted.B),
    ),
    "for every k, by induction from m_0 = g_0",
)
square_bound = Goal("z3", sp.Le(n + delta, c_inf**2 + delta), INSIDE, "for every k, by induction from n_0 = g_0^2")
root_range = Goal(
    "z3", sp.And(sp.Ge(v, c_1), sp.Le(v, c_2)), (*INSIDE, at(trusted.ROOT), at(trusted.ENDS)), "c_1 <= v_k <= c_2"
)

ratio = Goal("sympy", Same((n + delta) / (n_next + delta), 1 + drift), uses=SECOND)


def drift_bound(bound: sp.Expr, premises: tuple[sp.Basic | Use, ...], hint: tuple[tuple[sp.Symbol, object], ...] = ()) -> Goal:
    """|drift| <= bound in a coordinate in which n_k is anywhere in [0, c_inf^2]."""
    return Goal("z3", sp.And(sp.Le(drift, bound), sp.Ge(drift, -bound)), premises, hint=hint)


# B bounds the sup norm from below: of two coordinates one has |g_i| >= c_s, and the claim is made for every coordinate.
SUP_NORM = (
    sp.Le(g_2, c_inf), sp.Ge(g_2, -c_inf), sp.Or(sp.Ge(g**2, c_s**2), sp.Ge(g_2**2, c_s**2)), sp.Le(c_s, c_inf),
)  # fmt: skip
SMALLEST = {g: 0, g_2: 1, n: 1, c_inf: 1, c_s: 1, delta: 1, beta_1: 1, beta_2: sp.Rational(1, 2)}
paper_drift = drift_bound(PAPER_MU_V, (*B, *INSIDE, *CONVEX, *SUP_NORM), tuple(SMALLEST.items()))
safe_drift = drift_bound(REPAIRED_MU_V, (*B, *INSIDE, *CONVEX))
best_drift = Goal(
    "z3",
    sp.And(
        sp.Le(drift, beta_2 * c_inf**2 / ((1 - beta_2) * c_inf**2 + delta)),
        sp.Ge(drift, -beta_2 * c_inf**2 / (beta_2 * c_inf**2 + delta)),
    ),
    (*B, *INSIDE, *CONVEX),
    "the values at n_k = c_inf^2, g = 0 and at n_k = 0, g = c_inf",
)

# (1+t)^p lies between its values at p = 0 and p = 1, because its slope in p keeps the sign of log(1+t).
positive_t = sp.Symbol("t_1", positive=True)  # 1 + t, a ratio of positive numbers
slope = Goal(
    "sympy",
    Same(sp.diff(positive_t**p, p), positive_t**p * sp.log(positive_t)),
    (when(sp.Ge(p, 0), sp.Le(p, 1)),),
    "the slope of (1+t)^p in p has the sign of log(1+t): it is monotone",
)
ends = Goal("sympy", Same(sp.Matrix([positive_t**0, positive_t**1]), sp.Matrix([1, positive_t])), note="p = 0, p = 1")
MONOTONE = Given(
    "monotone functions", Role.CITED, "a function whose slope keeps its sign lies between its values at the ends",
    (sp.Le((w - 1) * (w - 1 - t), 0),),
)  # fmt: skip
between = Goal(
    "z3",
    sp.And(sp.Le(w, 1 + mu_v), sp.Ge(w, 1 - mu_v)),
    (when(sp.Le(t, mu_v), sp.Ge(t, -mu_v)), at(MONOTONE)),
    "w = (1+t)^p, between 1 and 1+t",
    uses=(at(slope), at(ends)),
)
box = Goal(
    "flint",
    sp.And(
        sp.Le((1 + t) ** p, 1 + sp.Abs(t) + sp.Rational(1, 1000)), sp.Ge((1 + t) ** p, 1 - sp.Abs(t) - sp.Rational(1, 1000))
    ),
    (when(sp.Ge(t, -sp.Rational(9, 10)), sp.Le(t, 2), sp.Ge(p, 0), sp.Le(p, 1)),),
    "the same on a box, up to 1/1000, in ball arithmetic",
)

# (c) at p = 1 and at p = 1/2, the latter as theorem 2 needs it
DRIFT = at(trusted.DRIFT_RATE)
drift_rate = Goal("z3", sp.And(sp.Le(t, mu_v), sp.Ge(t, -mu_v)), (at(safe_drift), at(trusted.DRIFTED), DRIFT), "t is the drift")
ratio_range = Goal(
    "z3",
    sp.And(sp.Le((n + delta) / (n_next + delta), 1 + REPAIRED_MU_V), sp.Ge((n + delta) / (n_next + delta), 1 - REPAIRED_MU_V)),
    (at(ratio), at(safe_drift)),
    "p = 1",
)
half_power = Goal(
    "z3",
    sp.Ge(v, (1 - mu_v) * v_next),
    (at(between, {p: sp.Rational(1, 2)}), at(trusted.RATIO_OF_ROOTS)),
    "p = 1/2",
    uses=(at(drift_rate), DRIFT),
)

unit = Goal("units", HasUnit(PAPER_MU_V, sp.Integer(0), sp.Integer(0)))
safe_unit = Goal("units", HasUnit(REPAIRED_MU_V, sp.Integer(0), sp.Integer(0)))

STEPS = (
    Step(
        id="lemma-1.mu_v",
        says="mu_v = beta_2 c_inf^2/(c_s^2 + delta) bounds the drift",
        source="Lemma 1",
        goals=(paper_drift, unit),
        means="as step 3",
    ),
    Step(
        id="lemma-1.1",
        says="induction on the convex combinations gives (a) and (b)",
        source="appendix F",
        goals=(first_upper, first_lower, second, second_sign, start, root_range),
        mutants=(
            *mutants(first_upper, halve, reverse, drop(0), drop(4)),
            *mutants(second, scale(sp.Rational(9, 10)), drop(3), drop(4)),
        ),
    ),
    Step(
        id="lemma-1.2",
        says="(n_k + delta)/(n_{k+1} + delta) = 1 + beta_2 (n_k - g^2)/(n_{k+1} + delta)",
        source="appendix I.1",
        goals=(ratio,),
        mutants=mutants(
            ratio,
            swap(drift, drift / 2, "beta_2 halved"),
            swap(1 + drift, 1 - drift, "sign of the drift"),
            swap(1 + drift, 1 + beta_2 * (n - g) / (n_next + delta), "g instead of g^2"),
        ),
    ),
    Step(
        id="lemma-1.3",
        says="|beta_2 (n_k - g^2)/(n_{k+1} + delta)| <= beta_2 c_inf^2/(c_s^2 + delta)",
        source="appendix I.1",
        goals=(paper_drift,),
        means="(c) fails with the stated mu_v in a coordinate whose gradients are small",
    ),
    Step(
        id="lemma-1.4",
        says="(1+t)^p is in [1 - mu_v, 1 + mu_v] for |t| <= mu_v, p in [0, 1]",
        source="appendix I.1",
        goals=(slope, ends, between, box),
        mutants=(
            *mutants(between, drop(0), drop(2)),
            *mutants(between, swap(mu_v, mu_v / 2, "mu_v halved")),
            *mutants(slope, halve),
        ),
    ),
    Step(
        id="lemma-1.a",
        says="||m_k||_inf <= c_inf",
        source="Lemma 1 (a)",
        goals=(first_upper, first_lower, momentum_bound),
        mutants=mutants(first_lower, halve, reverse, drop(1)),
    ),
    Step(
        id="lemma-1.b",
        says="||n_k + delta||_inf <= c_inf^2 + delta",
        source="Lemma 1 (b)",
        goals=(second, second_sign, start, square_bound),
        mutants=mutants(second, halve, reverse, drop(4)),
    ),
    Step(
        id="lemma-1.c",
        says="((n_k + delta)/(n_{k+1} + delta))^p is in [1 - mu_v, 1 + mu_v] for every coordinate",
        source="Lemma 1 (c)",
        goals=(ratio, paper_drift, between),
        means="the drift rate must be beta_2 c_inf^2/delta, as theorem 2 takes it",
    ),
)

WRONG = "c_s bounds the sup norm of g_k from below, not each coordinate: a coordinate may have g_i = 0"
COST = "mu_v grows to beta_2 c_inf^2/delta, the rate that theorem 2 uses already: no cost there"
REPAIRED_STEPS = (
    Step(
        id="lemma-1.mu_v",
        says="mu_v = beta_2 c_inf^2/delta bounds the drift",
        source="Lemma 1 with c_s = 0",
        goals=(safe_drift, safe_unit),
        mutants=(*mutants(safe_drift, halve, drop(1)), *mutants(safe_unit, swap(delta, c_inf, "delta replaced"))),
        wrong=WRONG,
        cost=COST,
        weaker=(best_drift,),
    ),
    Step(
        id="lemma-1.3",
        says="|beta_2 (n_k - g^2)/(n_{k+1} + delta)| <= beta_2 c_inf^2/delta",
        source="appendix I.1 with c_s = 0",
        goals=(safe_drift,),
        mutants=mutants(safe_drift, halve, drop(0), drop(3), drop(5)),
        wrong=WRONG,
        cost=COST,
        weaker=(best_drift,),
    ),
    Step(
        id="lemma-1.c",
        says="the same with mu_v = beta_2 c_inf^2/delta",
        source="Lemma 1 (c) with c_s = 0",
        goals=(ratio, safe_drift, between, drift_rate, ratio_range, half_power),
        mutants=mutants(between, drop(0), drop(1), swap(mu_v, mu_v**2, "mu_v squared")),
        wrong=WRONG,
        cost=COST,
        weaker=(best_drift,),
    ),
)

CONCLUDES = {
    variant: {
        "a": in_every_coordinate(momentum_bound, sp.Le(m_sup, c_inf), m_sup, sp.Abs(m)),
        "b": in_every_coordinate(square_bound, sp.Le(v_sq_sup, c_inf**2 + delta), v_sq_sup, n + delta),
    }
    for variant in (Variant.PAPER, Variant.REPAIRED)
}
RATIO = (n + delta) / (n_next + delta)
CONCLUDES[Variant.REPAIRED] |= {
    "c.upper": in_every_coordinate(ratio_range, sp.Le(v_sq_ratio_max, 1 + REPAIRED_MU_V), v_sq_ratio_max, RATIO),
    "c.lower": in_every_coordinate(ratio_range, sp.Ge(v_sq_ratio_min, 1 - REPAIRED_MU_V), v_sq_ratio_min, RATIO),
}
