"""Corollary 2: theorem 2 (iv) for Adam and for l2-Adam (appendix G.4).

Adam is the case lambda = 0. l2-Adam is Adam on F + (lambda/2) ||x||^2, whose L, c_inf and Delta are its own: what is decided
for Adam holds for it with these.
"""

import sympy as sp

from theory.claim import Goal, Step, Variant
from theory.letters import at
from theory.link import Node, Use, when
from theory.papers.adamw.choices import SHARP_ETA, STATED_BETA_1, STATED_ETA, TRACKING_ETA
from theory.papers.adamw.corollary_2.statement import AT_ZERO
from theory.papers.adamw.theorem_2 import goals, proof, proof_parts
from theory.papers.adamw.theorem_2.complexity import LOWER_ORDER
from theory.papers.adamw.theorem_2.statement import STEP_7_LEFT, STEP_7_RIGHT
from theory.prove.conclusions import HasUnit, Same
from theory.prove.mutate import halve, mutants, reverse, scale, standard, swap
from theory.symbols import Delta, b, beta_1, c_1, c_2, epsilon, eta, lambda_l2, x_0_sq

NO_DECAY = SHARP_ETA.subs(AT_ZERO)
LIMITS = (when(sp.Eq(beta_1, STATED_BETA_1), sp.Eq(eta, STATED_ETA)), sp.Le(beta_1, 1), sp.Le(c_1, c_2))


def without_decay(node: Node) -> Use:
    """A fact of theorem 2's repaired proof at lambda = 0, where decay_0 = (lambda/2) c_2 ||x_0||^2 is 0."""
    return at(node, AT_ZERO)


eq_18 = without_decay(goals.eq_18_repaired)
before_T = Goal("z3", eq_18.relations[0], (eq_18,), "Eq. 18 as the paper has it: without decay F_0 is F")
at_limit_16 = Goal("z3", sp.Le(eta, NO_DECAY), LIMITS, "beta_1 and eta at their stated limits: enough for Eq. 16")
at_limit_7 = Goal("z3", sp.Le(STEP_7_LEFT, STEP_7_RIGHT), LIMITS, "and for step 7")
l2_term = Goal(
    "units",
    HasUnit(lambda_l2 * x_0_sq / 2, sp.Integer(1), sp.Integer(0)),
    note="(lambda/2) ||x||^2 is added to F; the lambda of l2-Adam has the unit of L, not that of a weight decay",
)
SAFE = when(sp.Le(eta, NO_DECAY), sp.Le(eta, TRACKING_ETA))
safe_16 = Goal("z3", sp.Le(eta, NO_DECAY), (SAFE,))
safe_7 = Goal("z3", sp.Le(STEP_7_LEFT, STEP_7_RIGHT), (SAFE, sp.Le(beta_1, 1)))
lower_order = Goal(
    "sympy", Same(b * 6 * c_2 * Delta / (NO_DECAY * epsilon**2), LOWER_ORDER.subs(AT_ZERO)), note="T b where Eq. 16 limits eta"
)
ORDER = (proof_parts.first_term, proof_parts.second_term, proof_parts.uniform_big, proof_parts.uniform_small)

STEPS = (
    Step(
        id="corollary-2",
        says="theorem-2 (iv) holds for Adam (lambda = 0) and, with its own L, c_inf, Delta, for l2-Adam",
        source="Corollary 2; appendix G.4",
        goals=(before_T, at_limit_16, at_limit_7, l2_term, *ORDER),
        mutants=(
            *mutants(before_T, swap(Delta, Delta / 2, "Delta halved")),
            *mutants(at_limit_16, halve, reverse),
            *mutants(at_limit_7, reverse, scale(sp.Rational(99, 100)), swap(eta, 2 * eta, "eta doubled")),
            *mutants(l2_term, swap(lambda_l2, 1, "lambda dropped")),
        ),
        means="with beta_1 and eta at their stated limits, beta_1 <= 1, and up to 2^(5/4) where c_inf stands for c_2, delta <="
        " c_inf^2; the condition of step 5 is not implied, but Eq. 16 needs a weaker one",
    ),
)

REPAIRED_STEPS = (
    Step(
        id="corollary-2",
        says="T b <= b + max(36 c_2^2.5 Delta sigma^2 L/(c_1^2.5 epsilon^4), 12 b c_2 L Delta/(c_1 epsilon^2),"
        " 9 c_2^2 sigma^4/(c_1^2 b epsilon^4)) for Adam, and for l2-Adam with its own L, c_inf, Delta",
        source="Corollary 2, repaired as theorem 2 (iv)",
        goals=(before_T, safe_16, safe_7, *ORDER, lower_order, proof_parts.same_at_limit),
        mutants=(
            *mutants(safe_16, halve, reverse, scale(sp.Rational(99, 100))),
            *mutants(safe_7, reverse, swap(eta, 2 * eta, "eta doubled")),
            *mutants(lower_order, halve),
            *standard(proof_parts.uniform_small),
        ),
        wrong="nothing at the limits of beta_1 and eta; below them, or where the limit of beta_1 exceeds 1, the "
        "conditions on eta"
        " have to be asked for",
        cost="one more term, of order epsilon^-2",
    ),
)
_PARTS = {part: without_decay(use.node) for part, use in proof.CONCLUDES[Variant.REPAIRED].items()}
CONCLUDES = {Variant.PAPER: _PARTS, Variant.REPAIRED: _PARTS}
