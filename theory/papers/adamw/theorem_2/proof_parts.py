"""Theorem 2: the parts of its statement and the hyper-parameters that it prescribes."""

import sympy as sp

from theory.claim import Goal, Step
from theory.letters import at
from theory.link import when
from theory.papers.adamw import trusted
from theory.papers.adamw.choices import SHARP_ETA, STATED_BETA_1, STATED_ETA, TRACKING_ETA, stated_T
from theory.papers.adamw.lemma_1 import proof as lemma_1
from theory.papers.adamw.theorem_2 import goals
from theory.papers.adamw.theorem_2.complexity import BIG, LOWER_ORDER, SMALL
from theory.papers.adamw.theorem_2.statement import STEP_5_ETA, terms_of_eq_18
from theory.prove.conclusions import BigO, HasUnit, Same
from theory.prove.mutate import conclude, drop, halve, mutants, reverse, scale, standard, swap
from theory.symbols import (
    Delta,
    L,
    T,
    b,
    beta_1,
    beta_2,
    c_1,
    c_2,
    c_inf,
    decay_0,
    delta,
    epsilon,
    eta,
    lambda_,
    lambda_k,
    mu_v,
    sigma,
)  # fmt: skip

PURE, LENGTH = (sp.Integer(0), sp.Integer(0)), (sp.Integer(0), sp.Integer(1))
STATEMENT = "statement of Theorem 2"

# -- a run of two steps that breaks (i), (ii) and (iii): the decay pulls x away from the minimiser at which it starts
p = sp.Symbol("p", positive=True)
x_1 = (1 - lambda_ * eta) * p
g_1 = L * (x_1 - p)
RUN = (
    sp.Eq(Delta, 0), sp.Eq(T, 2), sp.Le(beta_1, STATED_BETA_1), sp.Le(eta, STATED_ETA), sp.Le(eta, STEP_5_ETA),
    sp.Le(2 * (1 - beta_1) * L * eta, beta_1 * c_1 * sp.sqrt(c_1 / c_2)), sp.Lt(beta_1, 1), sp.Lt(lambda_ * eta, 1),
    sp.Ge(T, 3 * c_2 * sigma**2 / (c_1 * beta_1 * b * epsilon**2)), sp.Le(c_1**2 + (L * p) ** 2, c_2**2),
)  # fmt: skip
SAYS_RUN = (
    "F = (L/2)(x - p)^2 on the line, no noise (sigma is any upper bound), x_0 = p its minimiser, so Delta = 0 and T = 2 will "
    "do: g_0 = m_0 = n_0 = 0, v_0 = c_1, u_0 = lambda c_1 p, x_1 = (1 - lambda eta) p, g_1 = L (x_1 - p), m_1 = beta_1 g_1"
)
HINT = {
    L: 1, p: 1, c_1: 2, c_2: 3, lambda_: 1, beta_1: sp.Rational(1, 2), eta: sp.Rational(1, 5), b: 1, Delta: 0, T: 2,
    sigma: sp.Rational(1, 1000), epsilon: sp.Rational(1, 100),
}  # fmt: skip


def broken(left: sp.Expr, right: sp.Expr) -> Goal:
    """`left <= right` in the run of two steps: `left` keeps only some of the terms, all of which are nonnegative."""
    return Goal("z3", sp.Le(left, right), RUN, SAYS_RUN, instance=True, hint=tuple(HINT.items()))


u_0_sq = (lambda_ * c_1 * p) ** 2
stationary_paper = broken((u_0_sq + u_0_sq / 4) / 2, epsilon**2)
displacement_paper = broken((eta**2 * u_0_sq) / 2, 4 * eta**2 * epsilon**2)
tracking_paper = broken(((1 - beta_1) * g_1) ** 2 / 2, 8 * epsilon**2)

# -- (iv): T b at the limits of beta_1 and eta
first_term = Goal("sympy", Same(b * 6 * c_2 * Delta / (STATED_ETA * epsilon**2), BIG), note="T's first bound times b")
second_term = Goal(
    "sympy", Same(b * 3 * c_2 * sigma**2 / (c_1 * STATED_BETA_1 * b * epsilon**2), SMALL), note="T's second bound times b"
)
written_out = {c_1: sp.sqrt(delta), c_2: sp.sqrt(c_inf**2 + delta)}
ROOT_2 = sp.sqrt(2)
MODERATE = when(sp.Le(c_1, c_inf))
ENDS = at(trusted.ENDS)
root_c_1, root_c, root_c_2 = sp.symbols("root_c_1 root_c root_c_2", positive=True)  # square roots
moderate = Goal("z3", sp.Le(c_2, ROOT_2 * c_inf), (ENDS, MODERATE), "one constant for all parameters with delta <= c_inf^2")
uniform_big = Goal(
    "z3",
    sp.Le(root_c_2**5, 2 ** sp.Rational(5, 4) * root_c**5),
    (at(moderate, {c_2: root_c_2**2, c_inf: root_c**2, c_1: root_c_1**2, delta: root_c_1**4}),),
    "the first term against the printed one: c_2^2.5 <= 2^1.25 c_inf^2.5; letters for square roots",
)
uniform_small = Goal("z3", sp.Le(c_2**2, 2 * c_inf**2), (at(moderate),), "the second term")
lower_order = Goal(
    "sympy",
    Same(b * 6 * c_2 * Delta / (SHARP_ETA * epsilon**2), LOWER_ORDER),
    note="T b where step 5 limits eta",
)
same_at_limit = Goal(
    "sympy",
    Same(TRACKING_ETA.subs(beta_1, STATED_BETA_1), STATED_ETA),
    note="at beta_1's limit the stated eta is the one of step 7",
)

# -- prescribed formulas
decays = Goal(
    "z3",
    sp.Ge(lambda_ * (1 - mu_v), 0),
    (sp.Eq(mu_v, beta_2 * c_inf**2 / delta), sp.Le(beta_2, 1)),
    "lambda_1 >= 0",
    hint=tuple({beta_2: 1, c_inf: 2, delta: 1, lambda_: 1, mu_v: 4}.items()),
)
decays_safely = Goal(
    "z3",
    sp.And(sp.Ge(lambda_k * (1 - mu_v), 0), sp.Le(lambda_k * (1 - mu_v), lambda_k)),
    (at(trusted.DRIFT_RATE), when(sp.Le(beta_2 * c_inf**2, delta)), when(sp.Ge(lambda_k, 0))),
    "from k to k + 1: lambda_k stays >= 0 and does not grow",
)
slower_decay = Goal(
    "z3",
    sp.Le(lemma_1.n_next + delta, (1 + mu_v) * (lemma_1.n + delta)),
    (*lemma_1.B, lemma_1.INSIDE[0], sp.Le(beta_2, 1), at(trusted.DRIFT_RATE)),
    "v_{k+1}^2 <= (1 + mu_v) v_k^2 for every beta_2 <= 1: lambda (1 + mu_v)^(-k/2) would do as well",
    uses=lemma_1.SECOND,
)
factor, ratio, u_0 = sp.symbols("factor ratio u_0", positive=True)
no_multiple = Goal(
    "limit",
    BigO(sp.Rational(5, 4) * u_0**2 / (factor * SMALL.subs(sigma, ratio * epsilon) / b), epsilon**2, epsilon, sp.Integer(0)),
    note=f"{SAYS_RUN}; with sigma = ratio epsilon and beta_1 at its limit the stated T does not depend on epsilon: the first "
    "step alone, over `factor` times T, is not of order epsilon^2, so no constant in O(...) makes (i) hold",
)


def unit(formula: sp.Expr, value_length: tuple[sp.Integer, sp.Integer]) -> Goal:
    """The formula's unit."""
    return Goal("units", HasUnit(formula, *value_length))


GRADIENT_SQUARED = (sp.Integer(2), sp.Integer(-2))
unit_eq_18, unit_eq_18_repaired = (
    unit(sum(term for _, term in terms_of_eq_18(start)), GRADIENT_SQUARED) for start in (Delta, Delta + decay_0)
)
unit_displacement = unit(4 * eta**2 * epsilon**2, (sp.Integer(2), sp.Integer(0)))
unit_steps = unit(4 * eta**2 * epsilon**2 / c_1**2, (sp.Integer(0), sp.Integer(2)))
unit_tracking = unit(8 * epsilon**2, GRADIENT_SQUARED)
unit_beta_1, unit_eta = unit(STATED_BETA_1, PURE), unit(STATED_ETA, LENGTH)
unit_T, unit_T_repaired = (unit(stated_T(start).args[0], PURE) for start in (Delta, Delta + decay_0))  # before it is rounded up
unit_decay = unit(lambda_ * (1 - beta_2 * c_inf**2 / delta), (sp.Integer(0), sp.Integer(-1)))
unit_mu_v = unit(beta_2 * c_inf**2 / delta, PURE)
unit_safe_eta = unit(goals.SAFE_ETA, LENGTH)
lost_unit = swap(c_1, 1, "c_1 dropped")

STEPS = (
    Step(
        id="theorem-2.i",
        says="(1/T) sum_{k<T} E[||grad F_k(x_k)||^2 + ||u_k||^2/4] <= epsilon^2",
        source="Theorem 2 (i)",
        goals=(stationary_paper, unit_eq_18),
        means="false if the decay pulls away from the minimiser: T must know (lambda/2) c_2 ||x_0||^2",
    ),
    Step(
        id="theorem-2.ii",
        says="(1/T) sum ||v_k (x_k - x_{k+1})||^2 <= 4 eta^2 epsilon^2, without an expectation",
        source="Theorem 2 (ii)",
        goals=(displacement_paper, goals.pathwise, unit_displacement, unit_steps),
        means="false twice: T as in (i), and a path may break what its mean satisfies",
    ),
    Step(
        id="theorem-2.iii",
        says="(1/T) sum E||m_k - grad F(x_k)||^2 <= 8 epsilon^2",
        source="Theorem 2 (iii)",
        goals=(tracking_paper, unit_tracking),
        means="false with the stated T, as (i)",
    ),
    Step(
        id="theorem-2.iv",
        says="T b = O(max(36 c_inf^2.5 Delta sigma^2 L/(delta^1.25 epsilon^4), 9 c_inf^2 sigma^4/(delta b epsilon^4)))",
        source="Theorem 2 (iv)",
        goals=(first_term, second_term, uniform_big, uniform_small, no_multiple),
        means="right as a formula, up to 2^(5/4) for c_inf^2 >= delta; but no multiple of the T in it is enough for (i)",
    ),
    Step(
        id="theorem-2.beta_1",
        says="beta_1 <= c_1 b epsilon^2/(3 c_2 sigma^2)",
        source=STATEMENT,
        goals=(unit_beta_1, goals.thirds_paper[2]),
        mutants=(*mutants(goals.thirds_paper[2], halve, reverse, drop(0)), *mutants(unit_beta_1, lost_unit)),
    ),
    Step(
        id="theorem-2.eta",
        says="eta <= (c_1^2 b epsilon^2/(6 c_2 sigma^2 L)) sqrt(c_1/c_2), enough for steps 5 and 7",
        source=STATEMENT,
        goals=(goals.eq_16_fails, goals.implies_7, unit_eta),
        means="as step 11",
    ),
    Step(
        id="theorem-2.T",
        says="T >= max(6 c_2 Delta/(eta epsilon^2), 3 c_2 sigma^2/(c_1 beta_1 b epsilon^2)), enough for (i)",
        source=STATEMENT,
        goals=(stationary_paper, unit_T),
        means="false: the run that breaks (i) has the stated T; T must know (lambda/2) c_2 ||x_0||^2",
    ),
    Step(
        id="theorem-2.lambda_k",
        says="lambda_k = lambda (1 - mu_v)^k is a weight decay: lambda_k >= 0",
        source=STATEMENT,
        goals=(decays, unit_decay),
        means="needs mu_v <= 1, that is beta_2 <= delta/c_inf^2, which the statement leaves unsaid; steps 2 and 3 use it",
    ),
    Step(
        id="theorem-2.mu_v",
        says="mu_v = beta_2 c_inf^2/delta is a pure number and bounds the drift of lemma-1",
        source=STATEMENT,
        goals=(unit_mu_v, lemma_1.drift_rate, lemma_1.half_power),
        mutants=(*standard(lemma_1.drift_rate), *mutants(unit_mu_v, swap(delta, c_inf, "delta replaced"))),
    ),
)

REPAIRED_STEPS = (
    Step(
        id="theorem-2.i",
        says="(i) with T >= max(6 c_2 (Delta + (lambda/2) c_2 ||x_0||^2)/(eta epsilon^2), ...)",
        source="Theorem 2 (i), repaired",
        goals=(goals.summed_repaired, unit_eq_18_repaired),
        mutants=(*standard(goals.summed_repaired), *mutants(goals.summed_repaired, scale(sp.Rational(99, 100)))),
        wrong="T counts Delta only",
        cost="T grows by the factor 1 + (lambda/2) c_2 ||x_0||^2/Delta in its first bound",
    ),
    Step(
        id="theorem-2.ii",
        says="(ii) in expectation",
        source="Theorem 2 (ii), repaired",
        goals=(goals.steps_small, goals.steps_small_plain, unit_displacement, unit_steps),
        mutants=(*mutants(goals.steps_small, halve, reverse, drop(0)), *mutants(goals.steps_small_plain, halve)),
        wrong="no expectation; T counts Delta only",
        cost="(ii) holds for the mean",
    ),
    Step(
        id="theorem-2.iii",
        says="(iii), from (i) repaired",
        source="Theorem 2 (iii), repaired",
        goals=(goals.tracking, unit_tracking),
        mutants=(*standard(goals.tracking),),
        wrong="T counts Delta only",
        cost="as (i)",
        weaker=(goals.tracking_5,),
    ),
    Step(
        id="theorem-2.iv",
        says="T b <= b + max(36 c_2^2.5 D sigma^2 L/(c_1^2.5 epsilon^4), 12 b c_2 (L + lambda c_1) D/(c_1 epsilon^2),"
        " 9 c_2^2 sigma^4/(c_1^2 b epsilon^4)), D = Delta + (lambda/2) c_2 ||x_0||^2, beta_1 at its limit <= 1",
        source="Theorem 2 (iv), repaired",
        goals=(first_term, second_term, lower_order, same_at_limit, moderate, uniform_big, uniform_small),
        mutants=(
            *mutants(first_term, halve, conclude(Same(BIG, BIG / c_2), "exponent of c_2")),
            *mutants(second_term, halve),
            *mutants(lower_order, halve),
            *mutants(same_at_limit, halve),
            *standard(moderate, uniform_big, uniform_small),
        ),
        wrong="c_inf for c_2; the limit of step 5 on eta is missing; Delta for the initial potential",
        cost="if delta <= c_inf^2: a factor 2^(5/4) in the first term, 2 in the last; one more term of order epsilon^-2",
    ),
    Step(
        id="theorem-2.eta",
        says=goals.SAYS_SAFE,
        source="statement, repaired",
        goals=(goals.safe_16, goals.safe_7, unit_safe_eta),
        mutants=(
            *mutants(goals.safe_16, halve, reverse, scale(sp.Rational(99, 100))),
            *mutants(goals.safe_7, reverse),
            *mutants(unit_safe_eta, lost_unit),
        ),
        wrong="as step 11",
        cost="as step 11",
        weaker=(goals.bracket_7,),
    ),
    Step(
        id="theorem-2.T",
        says="T >= max(6 c_2 (Delta + (lambda/2) c_2 ||x_0||^2)/(eta epsilon^2), 3 c_2 sigma^2/(c_1 beta_1 b epsilon^2))",
        source="statement, repaired",
        goals=(*goals.thirds_repaired[:2], unit_T_repaired),
        mutants=(
            *mutants(goals.thirds_repaired[0], halve, swap(decay_0, 2 * decay_0, "decay doubled")),
            *mutants(goals.thirds_repaired[1], halve, scale(sp.Rational(99, 100))),
        ),
        wrong="as step 8",
        cost="as step 8",
    ),
    Step(
        id="theorem-2.lambda_k",
        says="lambda_k = lambda (1 - mu_v)^k >= 0, nonincreasing, for beta_2 <= delta/c_inf^2",
        source="statement, repaired",
        goals=(decays_safely, unit_decay, slower_decay),
        mutants=(
            *mutants(decays_safely, conclude(sp.Ge(lambda_k * (1 - 2 * mu_v), 0), "mu_v doubled"), drop(0), drop(1)),
            *mutants(unit_decay, swap(lambda_, lambda_ * c_1, "lambda of another unit")),
            *mutants(slower_decay, swap(mu_v, mu_v / 2, "mu_v halved"), drop(0), reverse),
        ),
        wrong="mu_v may exceed 1",
        cost="beta_2 <= delta/c_inf^2; lambda (1 + mu_v)^(-k/2) needs none",
        weaker=(slower_decay,),
    ),
)
