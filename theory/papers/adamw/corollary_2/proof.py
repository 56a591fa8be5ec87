"""Corollary 2: theorem 2 (iv) for Adam and for l2-Adam (appendix G.4).

Adam is the case lambda = 0. l2-Adam is Adam on F + (lambda/2) ||x||^2, whose L, c_inf and Delta are its own: what is decided
for Adam holds for it with these.
"""

import sympy as sp

from theory.claim import Goal, Step
from theory.papers.adamw.theorem_2 import goals
from theory.papers.adamw.theorem_2.proof_parts import first_term, in_c_inf, same_at_limit, second_term
from theory.papers.adamw.theorem_2.statement import STATED_BETA_1, STATED_ETA, STEP_5_ETA
from theory.prove.conclusions import HasUnit, Same
from theory.prove.mutate import drop, halve, mutants, reverse, swap
from theory.symbols import Delta, L, b, beta_1, c_1, c_2, decay_0, epsilon, eta, lambda_, sigma, x_0_sq

NO_DECAY = STEP_5_ETA.subs(lambda_, 0)
LIMITS = (sp.Eq(beta_1, STATED_BETA_1), sp.Eq(eta, STATED_ETA), sp.Le(beta_1, 1), sp.Le(c_1, c_2))

potential = Goal(
    "z3",
    sp.Le(goals.G_0 - goals.G_T, Delta + goals.start_gap),
    (*goals.POTENTIALS, sp.Eq(decay_0, 0)),
    "without decay F_0 is F: step 8 of theorem 2 holds",
)
step_5 = Goal(
    "z3",
    sp.Le(eta, NO_DECAY),
    LIMITS,
    "beta_1 and eta at their stated limits, lambda = 0: the condition of step 5",
    hint=tuple({L: 1, b: 1, sigma: 1, c_1: 1, c_2: 4, epsilon: 3, beta_1: sp.Rational(3, 4), eta: sp.Rational(3, 16)}.items()),
)
l2_term = Goal(
    "units",
    HasUnit(lambda_ * x_0_sq / 2, sp.Integer(1), sp.Integer(0)),
    note="(lambda/2) ||x||^2 is added to F; lambda has the unit of a weight decay",
)
SAFE = sp.Min(STATED_ETA, NO_DECAY, beta_1 * c_1 / (2 * L) * sp.sqrt(c_1 / c_2))
safe_5 = Goal("z3", sp.Le(eta, NO_DECAY), (sp.Le(eta, SAFE),))
safe_7 = Goal("z3", sp.Le(2 * (1 - beta_1) * L * eta, beta_1 * c_1 * sp.sqrt(c_1 / c_2)), (sp.Le(eta, SAFE), sp.Le(beta_1, 1)))
lower_order = Goal(
    "sympy",
    Same(b * 6 * c_2 * Delta / (NO_DECAY * epsilon**2), 12 * b * c_2**2 * L * Delta / (c_1**2 * epsilon**2)),
    note="T b where step 5 limits eta",
)

STEPS = (
    Step(
        id="corollary-2",
        says="theorem-2 (iv) holds for Adam (lambda = 0) and, with its own L, c_inf, Delta, for l2-Adam",
        source="Corollary 2; appendix G.4",
        goals=(step_5, in_c_inf, l2_term, potential),
        means="Adam needs no repair of Delta, but eta's limit of step 5, and c_2 for c_inf; the lambda of l2-Adam is another "
        "quantity than a weight decay: its unit is that of L",
    ),
)

REPAIRED_STEPS = (
    Step(
        id="corollary-2",
        says="T b <= b + max(36 c_2^2.5 Delta sigma^2 L/(c_1^2.5 epsilon^4), 12 b c_2^2 L Delta/(c_1^2 epsilon^2),"
        " 9 c_2^2 sigma^4/(c_1^2 b epsilon^4)) for Adam, and for l2-Adam with its own L, c_inf, Delta",
        source="Corollary 2, repaired as theorem 2 (iv)",
        goals=(potential, safe_5, safe_7, first_term, second_term, lower_order, same_at_limit),
        mutants=(
            *mutants(potential, halve, reverse, drop(4)),
            *mutants(safe_5, halve, drop(0)),
            *mutants(safe_7, reverse, drop(0), swap(eta, 2 * eta, "eta doubled")),
            *mutants(lower_order, halve),
        ),
        wrong="eta's limit of step 5 is not implied when beta_1 > sqrt(c_1/c_2); c_inf for c_2",
        cost="one more term, of order epsilon^-2",
    ),
)
