"""Theorem 2: AdamW on general nonconvex problems, the eleven steps of its proof (appendix G.2).

What each goal says, and why it is the step, stands with the goals in `goals.py`.
"""

import sympy as sp

from theory.claim import Step, Variant
from theory.letters import at
from theory.papers.adamw import trusted
from theory.papers.adamw.theorem_2 import goals
from theory.prove.mutate import drop, halve, mutants, reverse, scale, standard, swap
from theory.symbols import L, c_1, decay_0, eta, lambda_, sigma

SOURCE = "appendix G.2"
HALVED = swap(sigma, sigma / 2, "sigma halved")

STEPS = (
    Step(
        id="theorem-2.1",
        says="F(x_{k+1}) <= F(x_k) + <grad F(x_k), x_{k+1} - x_k> + (L/2) ||x_{k+1} - x_k||^2",
        source=SOURCE,
        goals=(goals.cauchy, goals.integral, goals.smooth),
        mutants=(
            *mutants(goals.cauchy, halve, reverse, drop(0), drop(1)),
            *mutants(goals.integral, halve),
            *mutants(goals.smooth, drop(0), drop(1), swap(L, L / 2, "L halved")),
        ),
    ),
    Step(
        id="theorem-2.2",
        says="(lambda_{k+1}/2) ||x_{k+1}||^2_{v_{k+1}} <= (lambda_k/2) ||x_{k+1}||^2_{v_k}",
        source=SOURCE,
        goals=(goals.stays, goals.decay, goals.decay_falls),
        mutants=mutants(
            goals.decay, halve, reverse, drop(0), drop(1), drop(3), swap(goals.v, goals.v_next / 2, "v_{k+1}/2 on the right")
        ),
        means="needs lambda_k >= 0, that is mu_v <= 1, which the statement leaves unsaid: a bound on beta_2",
    ),
    Step(
        id="theorem-2.3",
        says="F_{k+1}(x_{k+1}) <= F_k(x_k) - eta <grad F_k(x_k), u_k/v_k> + (L eta^2/2) ||u_k/v_k||^2"
        " + (lambda_k eta^2/2) ||u_k/v_k||^2_{v_k}",
        source=SOURCE,
        goals=(goals.update, goals.expansion, goals.joined),
        mutants=(*standard(goals.update, goals.expansion, goals.joined), *mutants(goals.joined, swap(L, L / 2, "L halved"))),
    ),
    Step(
        id="theorem-2.4",
        says="F_{k+1}(x_{k+1}) <= F_k(x_k) + (eta/2c_1) ||grad F - m_k||^2 - (eta/2c_2) ||grad F_k||^2"
        " - [eta/(2c_2) - L eta^2/(2c_1^2) - lambda_k eta^2/(2c_1)] ||u_k||^2",
        source=SOURCE,
        goals=(goals.polarisation, goals.differences, goals.polarised, goals.with_bracket),
        mutants=(
            *mutants(goals.polarisation, halve),
            *mutants(goals.polarised, *map(drop, range(4)), swap(c_1, 2 * c_1, "c_1 doubled")),
            *standard(goals.differences, goals.with_bracket),
        ),
    ),
    Step(
        id="theorem-2.5",
        says="eta <= c_1^2/(2 c_2 (L + lambda c_1)) makes the bracket at least eta/(4 c_2)",
        source="Eq. 16",
        goals=(goals.shrinks, goals.bracket_5, goals.eq_16),
        mutants=(
            *mutants(goals.bracket_5, scale(2), reverse, drop(0), drop(1)),
            *mutants(goals.bracket_5, scale(sp.Rational(101, 100))),
            *standard(goals.eq_16),
        ),
    ),
    Step(
        id="theorem-2.6",
        says="G_{k+1} <= G_k - (eta/2c_2) E||grad F_k||^2"
        " - (eta/4c_2) [1 - 2 c_2 (1-beta_1)^2 L^2 eta^2/(beta_1^2 c_1^3)] E||u_k||^2 + eta beta_1 sigma^2/(2 c_1 b)",
        source="Eq. 17",
        goals=(goals.step_length, goals.short_steps, goals.weighted_paper),
        mutants=(
            *mutants(goals.weighted_paper, drop(0), drop(1), drop(2), HALVED, swap(L, L / 2, "L halved")),
            *mutants(goals.weighted_paper, swap(sigma, sigma * sp.Rational(99, 100), "sigma less by 1 %")),
            *standard(goals.step_length),
        ),
    ),
    Step(
        id="theorem-2.7",
        says="eta <= (beta_1 c_1/(2 (1-beta_1) L)) sqrt(c_1/c_2) makes the bracket at least 1/2",
        source=SOURCE,
        goals=(goals.bracket_7,),
        mutants=mutants(
            goals.bracket_7,
            scale(sp.Rational(3, 2)),
            scale(sp.Rational(101, 100)),
            reverse,
            drop(0),
            swap(c_1**3, c_1**2, "exponent of c_1"),
        ),
    ),
    Step(
        id="theorem-2.8",
        says="G_0 - G_T <= Delta + eta sigma^2/(2 c_1 beta_1 b), Delta = F(x_0) - F(x_*), m_0 = g_0",
        source=SOURCE,
        goals=(goals.flat, goals.telescoped),
        means="Eq. 18 and T miss the decay's share (lambda/2) ||x_0||^2_{v_0} of the initial potential",
    ),
    Step(
        id="theorem-2.9",
        says="summing 6-8 gives Eq. 18; each of its three terms is at most epsilon^2/3",
        source="Eq. 18",
        goals=(goals.term_paper, goals.induction_paper, goals.eq_18_paper, *goals.thirds_paper),
        mutants=(
            *mutants(goals.term_paper, scale(sp.Rational(1, 2)), drop(1)),
            *mutants(goals.eq_18_paper, halve, HALVED, drop(0)),
            *(change for third in goals.thirds_paper for change in mutants(third, halve, scale(sp.Rational(99, 100)))),
        ),
    ),
    Step(
        id="theorem-2.10",
        says="(ii) and (iii) from (i): x_{k+1} - x_k = -eta u_k/v_k; ||m - grad F||^2 <= 2||u||^2 + 2||grad F_k||^2",
        source=SOURCE,
        goals=(goals.pathwise, goals.displacement, goals.young, goals.tracking_paper),
        means="(i) bounds an expectation, so (ii), which is stated without one, does not follow; (iii) does",
    ),
    Step(
        id="theorem-2.11",
        says="the stated eta implies the conditions of 5 and 7; substitution gives (iv)",
        source=SOURCE,
        goals=(goals.eq_16_fails, goals.implies_7, goals.implies_16),
        means="Eq. 16 itself fails at the stated choices for a large decay; with beta_1 below its limit the condition of 7 is"
        " not met",
    ),
)

REPAIRED_STEPS = (
    Step(
        id="theorem-2.5",
        says="eta <= c_1/(2 (L + lambda c_1)) is enough for Eq. 16",
        source="Eq. 16, v bounded last",
        goals=(goals.shrinks, goals.curvature, goals.bracket_v, goals.sharp, goals.sharp_16, goals.sharper),
        mutants=(
            *standard(goals.curvature, goals.bracket_v),
            *mutants(goals.bracket_v, scale(sp.Rational(101, 100))),
            *mutants(goals.curvature, scale(sp.Rational(99, 100))),
            *mutants(goals.sharp, halve, drop(0), drop(1), swap(L, 2 * L, "L doubled")),
            *mutants(goals.sharper, reverse, scale(sp.Rational(1, 2))),
        ),
        wrong="true, but a factor c_2/c_1 is given away: v is bounded in the bracket before it is bounded in front of it",
        cost="none: it asks less",
        weaker=(goals.ends_16,),
    ),
    Step(
        id="theorem-2.6",
        says="the same from Eq. 16 under the weaker condition",
        source="Eq. 17",
        goals=(goals.step_length, goals.short_steps, goals.weighted),
        mutants=(
            *mutants(goals.weighted, drop(0), drop(1), drop(2), HALVED, swap(L, L / 2, "L halved")),
            *mutants(goals.weighted, swap(sigma, sigma * sp.Rational(99, 100), "sigma less by 1 %")),
            *standard(goals.step_length),
        ),
        wrong="as step 5",
        cost="none",
    ),
    Step(
        id="theorem-2.8",
        says="G_0 - G_T <= Delta + (lambda/2) c_2 ||x_0||^2 + eta sigma^2/(2 c_1 beta_1 b)",
        source="appendix G.2 with F_0(x_0) for F(x_0)",
        goals=(goals.telescoped_repaired, goals.weighted_start, goals.lower),
        mutants=(
            *mutants(goals.telescoped_repaired, halve, reverse, swap(decay_0, 0, "decay of the start dropped")),
            *standard(goals.lower, goals.weighted_start),
        ),
        wrong="the potential telescopes from F_0(x_0) = F(x_0) + (lambda/2) ||x_0||^2_{v_0}",
        cost="Delta grows by (lambda/2) c_2 ||x_0||^2 in Eq. 18, T and (iv): v_0 is random, c_2 is not",
        weaker=(goals.telescoped_exact,),
    ),
    Step(
        id="theorem-2.9",
        says="summing 6-8 gives Eq. 18 with Delta + (lambda/2) c_2 ||x_0||^2; each term is at most epsilon^2/3",
        source="Eq. 18, repaired",
        goals=(goals.term_repaired, goals.induction_repaired, goals.eq_18_repaired, *goals.thirds_repaired),
        mutants=(
            *mutants(goals.term_repaired, halve, drop(0), drop(1)),
            *mutants(goals.eq_18_repaired, halve, swap(decay_0, 0, "decay of the start dropped"), drop(0), HALVED),
            *(change for third in goals.thirds_repaired for change in mutants(third, halve, scale(sp.Rational(99, 100)))),
        ),
        wrong="step 8",
        cost="as step 8",
    ),
    Step(
        id="theorem-2.10",
        says="(ii) and (iii), both in expectation, from (i)",
        source="appendix G.2",
        goals=(
            goals.displacement, goals.moves, goals.young, goals.follow,
            goals.steps_small, goals.steps_small_plain, goals.tracking,
        ),
        mutants=(
            *standard(goals.displacement, goals.young, goals.steps_small, goals.steps_small_plain, goals.tracking),
            *mutants(goals.young, scale(sp.Rational(99, 100))),
        ),
        wrong="(ii) is stated without the expectation",
        cost="(ii) holds for the mean, not for every path",
        weaker=(goals.tracking_5,),
    ),
    Step(
        id="theorem-2.11",
        says=f"{goals.SAYS_SAFE} implies the conditions of 5 and 7",
        source="statement, repaired",
        goals=(goals.safe_16, goals.safe_7),
        mutants=(
            *mutants(goals.safe_16, halve, reverse, scale(sp.Rational(99, 100)), swap(lambda_, 2 * lambda_, "lambda doubled")),
            *mutants(goals.safe_7, scale(sp.Rational(1, 4)), reverse, swap(eta, 2 * eta, "eta doubled")),
        ),
        wrong="the stated eta implies them only at beta_1's limit and for small epsilon and lambda",
        cost="T b gains 12 b c_2 (L + lambda c_1) (Delta + decay)/(c_1 epsilon^2), of lower order in epsilon",
        weaker=(goals.bracket_7,),
    ),
)  # fmt: skip

_EQ_18 = at(goals.eq_18_repaired)
CONCLUDES = {
    Variant.PAPER: {
        "eq-18": at(goals.eq_18_delta), "eq-18.T": at(goals.eq_18_delta), "i": at(goals.summed_delta),
        "iii": at(goals.tracking_paper), "eq-16": at(goals.sharp_16), "step-6": at(goals.weighted),
    },
    Variant.REPAIRED: {
        "i": at(goals.summed_repaired), "eq-18": _EQ_18, "eq-18.T": _EQ_18, "ii.a": at(goals.steps_small),
        "ii.b": at(goals.steps_small_plain), "iii": at(goals.tracking), "eq-16": at(goals.sharp_16),
        "step-6": at(goals.weighted), **{part: at(given) for part, given in trusted.A1.items()},
    },
}  # fmt: skip
