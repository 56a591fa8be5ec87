"""Theorem 3: AdamW with decaying steps, the eight steps of its proof (appendix G.5).

What each goal says, and why it is the step, stands with the goals in `goals.py`.
"""

from dataclasses import replace

import sympy as sp

from theory.claim import Step, Variant
from theory.letters import at
from theory.papers.adamw.theorem_2 import goals as constant
from theory.papers.adamw.theorem_3 import goals
from theory.papers.adamw.theorem_3.statement import RATE, SAFE_GAMMA, SAFE_RATE, SAFE_T, STATED_GAMMA, STATED_T
from theory.prove.mutate import conclude, drop, halve, mutants, reverse, scale, standard, swap, swap_right
from theory.symbols import Delta, L, T, b, beta_1, c_1, c_2, decay_0, gamma, lambda_, sigma

SOURCE, STATEMENT, REPAIRED = "appendix G.5", "statement of Theorem 3", "appendix G.5, repaired"
HALF = sp.Rational(1, 2)
q, shifted, plain_sum = goals.q, goals.shifted, goals.plain_sum

STEPS = (
    Step(
        id="theorem-3.1",
        says="theorem-2's steps 1-5 with eta_k (Eq. 19)",
        source="Eq. 19",
        goals=(goals.eq_19,),
        means="the stated eta_k knows nothing of lambda: Eq. 19 fails for a decay above L/c_1, even with lambda eta < 1",
    ),
    Step(
        id="theorem-3.2",
        says="lemma-2 with beta_{1,k}, weighted by the constant alpha = eta_k/(2 c_1 beta_{1,k}), leaves the coefficient alpha"
        " of E||m_k - grad F(x_k)||^2",
        source="Eq. 20",
        goals=(goals.constant_weight, goals.left_over),
        means="what is left is alpha (1 + beta_{1,k} - beta_{1,k+1}), more than alpha: the potential does not telescope",
    ),
    Step(
        id="theorem-3.3",
        says="eta_k <= (beta_{1,k} c_1/(2 (1-beta_{1,k}) L)) sqrt(c_1/c_2) holds for the stated eta_k",
        source=SOURCE,
        goals=(goals.limit_7,),
        means="false while beta_{1,k} > 1, which the stated gamma >= 1 brings at k < gamma^2 - 1",
    ),
    Step(
        id="theorem-3.4",
        says="sum_k w_k E[...] <= 2 c_2 Delta/S + c_2 eta_0 sigma^2/(c_1 beta_{1,0} b S)"
        " + c_2 sigma^2 sum eta_k beta_{1,k}/(c_1 b S)",
        source="Eq. 21",
        goals=(goals.sum_of_one,),
        means="the decay's share of the initial potential is missing, as in step 8 of theorem 2",
    ),
    Step(
        id="theorem-3.5",
        says="sum_{k<T} beta_{1,k} >= 2 gamma (sqrt(T+1) - 2)",
        source=SOURCE,
        goals=(plain_sum, goals.add_one, goals.empty),
        mutants=(
            *mutants(plain_sum, scale(2), reverse, swap(sp.sqrt(T + 1), sp.sqrt(T), "index shifted by one")),
            *mutants(goals.add_one, drop(0), drop(1)),
            *mutants(goals.empty, conclude(sp.Ge(0, 2 * gamma * (1 - HALF)), "2 becomes 1/2")),
        ),
        means="2 (sqrt(T+1) - 1) would do; as stated it says nothing for T <= 3",
    ),
    Step(
        id="theorem-3.6",
        says="sum_{k<T} eta_k beta_{1,k} <= gamma^2 gamma_2 log T, gamma_2 = c_1^1.5/(2 c_2^0.5 L)",
        source=SOURCE,
        goals=(goals.harmonic,),
        means="the harmonic sum exceeds log T; 1 + log T bounds it",
    ),
    Step(
        id="theorem-3.7",
        says="the three terms after 5 and 6 are 2 c_2^1.5 L Delta/(c_1^1.5 gamma (sqrt(T+1)-2)),"
        " c_2 sigma^2/(2 c_1 b gamma (sqrt(T+1)-2)), c_2 gamma sigma^2 log(T)/(2 c_1 b (sqrt(T+1)-2))",
        source=SOURCE,
        goals=(goals.first, goals.second, goals.third, goals.larger_sum),
        mutants=(
            *mutants(goals.first, halve, swap_right(c_1, c_2, "c_2 for c_1")),
            *mutants(goals.second, halve, swap_right(gamma, 1 / gamma, "gamma inverted")),
            *mutants(goals.third, halve, swap_right(sigma, sp.sqrt(sigma), "sigma for sigma^2")),
            *mutants(goals.larger_sum, drop(0), reverse),
        ),
        means="an identity; the inequality needs sqrt(T+1) > 2, that is T >= 4",
    ),
    Step(
        id="theorem-3.8",
        says="the stated T makes the sum at most epsilon^2",
        source=SOURCE,
        goals=(goals.third_small,),
        means="T needs log^2(1/epsilon); one logarithm leaves a factor sqrt(log(1/epsilon))",
    ),
    Step(
        id="theorem-3.bound",
        says="sum_k w_k E[||grad F_k||^2 + ||u_k||^2/4] <= (2c_2/(c_1 gamma (sqrt(T+1)-2))) (c_2^0.5 L Delta/c_1^0.5 + sigma^2)"
        " + c_2 gamma sigma^2 log(T)/(2 c_1 b (sqrt(T+1)-2))",
        source=STATEMENT,
        goals=(goals.whole,),
        means="false, as step 4",
    ),
    Step(
        id="theorem-3.momentum",
        says="sum_k w_k E||m_k - grad F(x_k)||^2 <= 8 epsilon^2",
        source=STATEMENT,
        goals=(constant.young, goals.tracking_paper),
        mutants=(*mutants(constant.young, halve, reverse), *mutants(goals.tracking_paper, halve, drop(0))),
        means="follows wherever the bound by epsilon^2 holds, and that is false",
    ),
    Step(
        id="theorem-3.steps",
        says="sum_k w_k ||v_k (x_k - x_{k+1})||^2 <= 4 eta_1^2 epsilon^2",
        source=STATEMENT,
        goals=(goals.steps_paper,),
        means="the largest step is eta_0, not eta_1; it holds in the mean only",
    ),
    Step(
        id="theorem-3.gamma",
        says="gamma = max(1, c_2^0.25 L^0.5 Delta^0.5/(c_1^0.25 sigma)) is a pure number and an admissible beta_{1,0}",
        source=STATEMENT,
        goals=(goals.unit(STATED_GAMMA, 0, 0), goals.admissible),
        means="homogeneous; but beta_{1,0} = gamma exceeds 1 for small sigma, without bound as sigma -> 0",
    ),
    Step(
        id="theorem-3.beta_1",
        says="beta_{1,k} = gamma/sqrt(k+1) is in (0, 1]",
        source=STATEMENT,
        goals=(goals.admissible_later,),
        means="no convex combination for k < gamma^2 - 1: lemmas 1 and 2 do not apply there",
    ),
    Step(
        id="theorem-3.eta",
        says="eta_k = (c_1^1.5/(2 c_2^0.5 L)) beta_{1,k} is a length",
        source=STATEMENT,
        goals=(goals.unit(RATE * beta_1, 0, 1),),
        mutants=mutants(
            goals.unit(RATE * beta_1, 0, 1), swap(c_2, 1, "c_2 dropped"), swap(c_1, 1, "c_1 dropped"), swap(L, 1, "L dropped")
        ),
        means="Eq. 19 needs a bound on lambda as well (step 1)",
    ),
    Step(
        id="theorem-3.T",
        says="T = O(max(c_2 sigma^2 log(1/epsilon)/(c_1 b epsilon^4),"
        " c_2^1.25 L^0.5 Delta^0.5 sigma log(1/epsilon)/(c_1^1.25 b epsilon^4)))",
        source=STATEMENT,
        goals=(
            *(goals.unit(term.subs(goals.LOG_EPSILON, 1), 0, 0) for term in STATED_T.args),
            goals.unit(STATED_T, 0, 0),
            goals.third_small,
        ),
        means="inhomogeneous: off by (value, length)^(-2, 2), the coefficients should be squared; a logarithm of a gradient",
    ),
)

#: where Eq. 21 holds with equality: all constants 1, no decay while running, all of the sum in the gradient
EXTREME = (
    *((letter, 1) for letter in (c_1, c_2, L, sigma, b, goals.S, goals.B_sq, Delta, decay_0)), (lambda_, 0), (constant.U, 0),
    (constant.G_0, sp.Rational(9, 4)), (constant.G_T, 0), (constant.G_now, 0), (constant.S_T, sp.Rational(5, 2)),
    (constant.H, 5),
)  # fmt: skip

REPAIRED_STEPS = (
    Step(
        id="theorem-3.1",
        says="Eq. 19 for eta_k <= c_1/(2 (L + lambda c_1))",
        source="Eq. 19, repaired as step 5 of theorem 2",
        goals=(constant.sharp_16, goals.safe_eta, goals.below_1),
        mutants=(
            *mutants(constant.sharp_16, drop(0), drop(1), swap(c_1, 2 * c_1, "c_1 doubled")),
            *standard(goals.safe_eta, goals.below_1),
        ),
        wrong="the condition of step 5 is not implied by the stated eta_k",
        cost="L becomes L + lambda c_1 in eta_k and in the first term",
    ),
    Step(
        id="theorem-3.2",
        says="with eta_k = C beta_{1,k+1} and alpha = C/(2 c_1) the coefficient left is alpha",
        source="Eq. 20, repaired",
        goals=(goals.cancels, constant.weighted),
        mutants=(
            *mutants(goals.cancels, halve),
            *mutants(constant.weighted, drop(0), drop(1), swap(sigma, sigma / 2, "sigma halved")),
        ),
        wrong="lemma-2 at step k+1 brings beta_{1,k+1}, Eq. 19 brings eta_k",
        cost="the step size is shifted by one: none in the order",
    ),
    Step(
        id="theorem-3.3",
        says="2 (1-beta_{1,k+1}) L eta_k <= beta_{1,k+1} c_1 sqrt(c_1/c_2), and step 7 of theorem 2",
        source=REPAIRED,
        goals=(goals.safe_7, constant.bracket_7),
        mutants=(
            *mutants(goals.safe_7, scale(sp.Rational(1, 4)), reverse),
            *mutants(constant.bracket_7, scale(sp.Rational(3, 2)), reverse, drop(0)),
        ),
        wrong="beta_{1,k} > 1",
        cost="as beta_1",
    ),
    Step(
        id="theorem-3.4",
        says="sum_k w_k E[...] <= 2 c_2 (Delta + (lambda/2) c_2 ||x_0||^2)/S + c_2 C sigma^2/(c_1 b S)"
        " + c_2 sigma^2 sum eta_k beta_{1,k+1}/(c_1 b S)",
        source="Eq. 21, repaired",
        goals=(goals.induction, goals.eq_21),
        mutants=(
            *mutants(goals.induction, drop(0), drop(1)),
            *mutants(goals.eq_21, halve, swap(decay_0, 0, "decay of the start dropped"), drop(0), drop(2), drop(3)),
            *mutants(replace(goals.eq_21, hint=EXTREME), swap(sigma, sigma * sp.Rational(99, 100), "sigma less by 1 %")),
        ),
        wrong="the potential telescopes from F_0(x_0)",
        cost="Delta grows by (lambda/2) c_2 ||x_0||^2",
    ),
    Step(
        id="theorem-3.5",
        says="sum_{k<T} beta_{1,k+1} >= 2 gamma R, R = sqrt(T+1+gamma^2) - sqrt(1+gamma^2)",
        source=REPAIRED,
        goals=(shifted, goals.add_one_shifted, goals.sum_of_betas),
        mutants=(
            *mutants(shifted, scale(2), reverse, swap(sp.sqrt(T + 1 + q), sp.sqrt(T + q), "index shifted by one")),
            *mutants(goals.add_one_shifted, drop(0), drop(1)),
        ),
        wrong="the schedule",
        cost="R is at least (2/5) sqrt T once T >= 1 + gamma^2",
    ),
    Step(
        id="theorem-3.6",
        says="sum_{k<T} eta_k beta_{1,k+1} <= gamma^2 C log(1 + T/gamma^2)",
        source=REPAIRED,
        goals=(goals.slope, goals.grows, goals.add_log, goals.sum_of_squares),
        mutants=(
            *mutants(goals.slope, halve),
            *mutants(goals.add_log, drop(0), drop(1), drop(2), halve),
        ),
        wrong="the harmonic sum exceeds log T",
        cost="log T becomes log(1 + T/gamma^2)",
    ),
    Step(
        id="theorem-3.7",
        says="the three terms are 2 c_2^1.5 (L + lambda c_1)(Delta + (lambda/2) c_2 ||x_0||^2)/(c_1^1.5 gamma R),"
        " c_2 sigma^2/(2 c_1 b gamma R), c_2 gamma sigma^2 log(1+T/gamma^2)/(2 c_1 b R)",
        source=REPAIRED,
        goals=(goals.larger_sum, goals.more, goals.enough_steps, goals.roots_positive, goals.term_by_term, goals.bound),
        mutants=(
            *standard(goals.larger_sum, goals.more, goals.enough_steps),
            *mutants(goals.larger_sum, scale(sp.Rational(99, 100))),
            *mutants(goals.term_by_term, *map(drop, range(5))),
        ),
        wrong="steps 1, 4, 5, 6",
        cost="as there; valid for every T >= 1",
    ),
    Step(
        id="theorem-3.8",
        says="T >= max(1 + gamma^2, (5B/epsilon^2)^2, max(0, 4a log(4a) + 1 - 4a)^2) makes the sum at most epsilon^2,"
        " a = 5 c_2 gamma sigma^2/(2 c_1 b epsilon^2), B/R the first two terms",
        source=REPAIRED,
        goals=(
            goals.roots_grow,
            goals.tangent,
            goals.tangent_sign,
            goals.under_square,
            goals.beats_log,
            goals.noise_half,
            goals.start_half,
            goals.halves,
            goals.joined_start,
            goals.noisy,
            goals.root_enough,
            goals.root_positive,
            goals.wide,
            goals.small,
        ),
        mutants=(
            *mutants(goals.roots_grow, scale(2), drop(0), reverse),
            *mutants(goals.tangent, halve),
            *mutants(goals.under_square, halve, drop(0)),
            *mutants(goals.beats_log, halve, drop(0), drop(1), drop(2)),
            *mutants(goals.noise_half, halve, drop(0), drop(1)),
            *mutants(goals.start_half, halve, drop(0), drop(1)),
            *mutants(goals.halves, halve, drop(1)),
            *mutants(goals.root_enough, drop(0)),
        ),
        wrong="one logarithm and unsquared coefficients",
        cost="T = O((c_2 gamma sigma^2/(c_1 b epsilon^2))^2 log^2(1/epsilon) + (B/epsilon^2)^2)",
    ),
    Step(
        id="theorem-3.bound",
        says="sum_k w_k E[...] <= the three terms of step 7, repaired, for every T >= 1",
        source=f"{STATEMENT}, repaired",
        goals=(goals.bound,),
        mutants=mutants(goals.bound, halve, swap(decay_0, 0, "decay of the start dropped"), swap(lambda_, 0, "lambda dropped")),
        wrong="steps 1 to 6",
        cost="as there",
    ),
    Step(
        id="theorem-3.momentum",
        says="sum_k w_k E||m_k - grad F(x_k)||^2 <= 8 epsilon^2",
        source=f"{STATEMENT}, repaired",
        goals=(constant.young, constant.follow, goals.tracking),
        mutants=standard(constant.young, goals.tracking),
        wrong="the bound by epsilon^2",
        cost="T of step 8, repaired",
    ),
    Step(
        id="theorem-3.steps",
        says="sum_k w_k E||v_k (x_k - x_{k+1})||^2 <= 4 eta_0^2 epsilon^2",
        source=f"{STATEMENT}, repaired",
        goals=(goals.largest_step, goals.steps_safe),
        mutants=standard(goals.largest_step, goals.steps_safe),
        wrong="eta_1 < eta_0; no expectation",
        cost="a factor eta_0^2/eta_1^2 <= 3/2",
    ),
    Step(
        id="theorem-3.gamma",
        says="gamma is any pure number >= 1; chosen max(1, c_2^0.25 ((L + lambda c_1) D)^0.5/(c_1^0.25 sigma)), sigma > 0",
        source=f"{STATEMENT}, repaired",
        goals=(goals.unit(SAFE_GAMMA, 0, 0), goals.admissible_safe),
        mutants=(
            *mutants(goals.unit(SAFE_GAMMA, 0, 0), swap(L, L**2, "L squared"), swap(sigma, 1, "sigma dropped")),
            *mutants(goals.admissible_safe, halve),
        ),
        wrong="sqrt(k+1) with gamma > 1",
        cost="as beta_1",
    ),
    Step(
        id="theorem-3.beta_1",
        says="beta_{1,k} = gamma/sqrt(k + gamma^2) is in (0, 1] and decreases, for every gamma >= 1",
        source=f"{STATEMENT}, repaired",
        goals=(goals.admissible_safe,),
        mutants=mutants(
            goals.admissible_safe,
            halve,
            conclude(sp.Le(gamma / sp.sqrt(T + gamma), 1), "gamma for gamma^2"),
            conclude(sp.Le(gamma / sp.sqrt(T + gamma**2 / 2), 1), "gamma^2 halved"),
        ),
        wrong="gamma/sqrt(k+1) exceeds 1",
        cost="the first gamma^2 iterations count less: T >= 1 + gamma^2",
    ),
    Step(
        id="theorem-3.eta",
        says="eta_k = (c_1^1.5/(2 c_2^0.5 (L + lambda c_1))) beta_{1,k+1}: lambda eta_k < 1/2",
        source=f"{STATEMENT}, repaired",
        goals=(goals.unit(SAFE_RATE * beta_1, 0, 1), goals.decay_small_safe),
        mutants=(
            *mutants(goals.unit(SAFE_RATE * beta_1, 0, 1), swap(c_2, 1, "c_2 dropped"), swap(c_1, 1, "c_1 dropped")),
            *mutants(goals.decay_small_safe, halve, drop(0)),
        ),
        wrong="lambda is missing",
        cost="as step 1",
    ),
    Step(
        id="theorem-3.T",
        says="T of step 8, repaired, is a pure number",
        source=f"{STATEMENT}, repaired",
        goals=(goals.unit(SAFE_T, 0, 0), goals.small),
        mutants=(
            *mutants(goals.unit(SAFE_T, 0, 0), swap(c_2, 1, "c_2 dropped"), swap(sigma, sp.sqrt(sigma), "sigma for sigma^2")),
            *mutants(goals.noise_half, halve, drop(0)),
        ),
        wrong="as step 8",
        cost="as step 8",
    ),
)

CONCLUDES = {Variant.REPAIRED: {"bound": at(goals.bound), "momentum": at(goals.tracking)}}
