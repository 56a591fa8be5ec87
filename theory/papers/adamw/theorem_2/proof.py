"""Theorem 2: AdamW on general nonconvex problems, the eleven steps of its proof (appendix G.2).

What each goal says, and why it is the step, stands with the goals in `theorem_2_goals.py`.
"""

import sympy as sp

from theory.claim import Step
from theory.papers.adamw.theorem_2 import goals
from theory.prove.mutate import drop, halve, mutants, reverse, scale, swap
from theory.symbols import Delta, L, T, c_1, decay_0, eta, sigma

SOURCE = "appendix G.2"
eq_18 = goals.eq_18(Delta)
thirds = goals.thirds(Delta)
eq_18_repaired = goals.eq_18(Delta + decay_0)
thirds_repaired = goals.thirds(Delta + decay_0)
u, v, h, m, f, x, M, U = goals.u, goals.v, goals.h, goals.m, goals.f, goals.x, goals.M, goals.U
lambda_k, v_next = goals.lambda_k, goals.v_next

STEPS = (
    Step(
        id="theorem-2.1",
        says="F(x_{k+1}) <= F(x_k) + <grad F(x_k), x_{k+1} - x_k> + (L/2) ||x_{k+1} - x_k||^2",
        source=SOURCE,
        goals=(goals.cauchy, goals.integral),
        mutants=(*mutants(goals.cauchy, halve, reverse, drop(0), drop(1)), *mutants(goals.integral, halve)),
    ),
    Step(
        id="theorem-2.2",
        says="(lambda_{k+1}/2) ||x_{k+1}||^2_{v_{k+1}} <= (lambda_k/2) ||x_{k+1}||^2_{v_k}",
        source=SOURCE,
        goals=(goals.decay,),
        mutants=mutants(goals.decay, halve, reverse, drop(0), drop(1), swap(v, v_next / 2, "v_{k+1}/2 on the right")),
        means="needs lambda_k >= 0, that is mu_v <= 1, which the statement leaves unsaid: a bound on beta_2",
    ),
    Step(
        id="theorem-2.3",
        says="F_{k+1}(x_{k+1}) <= F_k(x_k) - eta <grad F_k(x_k), u_k/v_k> + (L eta^2/2) ||u_k/v_k||^2"
        " + (lambda_k eta^2/2) ||u_k/v_k||^2_{v_k}",
        source=SOURCE,
        goals=(goals.update, goals.expansion, goals.joined),
        mutants=(
            *mutants(goals.update, swap(m + lambda_k * x * v, m - lambda_k * x * v, "sign of the decay")),
            *mutants(goals.expansion, halve),
            *mutants(goals.joined, drop(0), drop(1), swap(L, L / 2, "L halved")),
        ),
    ),
    Step(
        id="theorem-2.4",
        says="F_{k+1}(x_{k+1}) <= F_k(x_k) + (eta/2c_1) ||grad F - m_k||^2 - (eta/2c_2) ||grad F_k||^2"
        " - [eta/(2c_2) - L eta^2/(2c_1^2) - lambda_k eta^2/(2c_1)] ||u_k||^2",
        source=SOURCE,
        goals=(goals.polarisation, goals.polarised),
        mutants=(
            *mutants(goals.polarisation, halve),
            *mutants(goals.polarised, halve, reverse, drop(0), drop(1), drop(2)),
        ),
    ),
    Step(
        id="theorem-2.5",
        says="eta <= c_1^2/(2 c_2 (L + lambda c_1)) makes the bracket at least eta/(4 c_2)",
        source="Eq. 16",
        goals=(goals.bracket_5,),
        mutants=mutants(goals.bracket_5, scale(2), reverse, drop(0), drop(1)),
    ),
    Step(
        id="theorem-2.6",
        says="G_{k+1} <= G_k - (eta/2c_2) E||grad F_k||^2"
        " - (eta/4c_2) [1 - 2 c_2 (1-beta_1)^2 L^2 eta^2/(beta_1^2 c_1^3)] E||u_k||^2 + eta beta_1 sigma^2/(2 c_1 b)",
        source="Eq. 17",
        goals=(goals.weighted, goals.step_length),
        mutants=(
            *mutants(
                goals.weighted, drop(0), drop(1), drop(2), swap(sigma, sigma / 2, "sigma halved"), swap(L, L / 2, "L halved")
            ),
            *mutants(goals.step_length, halve),
        ),
    ),
    Step(
        id="theorem-2.7",
        says="eta <= (beta_1 c_1/(2 (1-beta_1) L)) sqrt(c_1/c_2) makes the bracket at least 1/2",
        source=SOURCE,
        goals=(goals.bracket_7, goals.at_one),
        mutants=mutants(goals.bracket_7, scale(sp.Rational(3, 2)), reverse, drop(0), swap(c_1**3, c_1**2, "exponent of c_1")),
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
        goals=(goals.one_term, goals.induction, eq_18, *thirds),
        mutants=(
            *mutants(goals.one_term, scale(sp.Rational(1, 2)), drop(1)),
            *mutants(goals.induction, swap(T, T - 1, "index shifted by one"), drop(1)),
            *mutants(eq_18, halve, swap(sigma, sigma / 2, "sigma halved"), drop(0)),
            *(change for third in thirds for change in mutants(third, halve, drop(0))),
        ),
    ),
    Step(
        id="theorem-2.10",
        says="(ii) and (iii) from (i): x_{k+1} - x_k = -eta u_k/v_k; ||m - grad F||^2 <= 2||u||^2 + 2||grad F_k||^2",
        source=SOURCE,
        goals=(goals.pathwise, goals.displacement, goals.young, goals.steps_small, goals.steps_small_plain, goals.tracking),
        means="(i) bounds an expectation, so (ii), which is stated without one, does not follow; (iii) does",
    ),
    Step(
        id="theorem-2.11",
        says="the stated eta implies the conditions of 5 and 7; substitution gives (iv)",
        source=SOURCE,
        goals=(goals.implies_7, goals.implies_5),
        means="with beta_1 below its limit, or lambda or epsilon large, the proof's conditions on eta are not met",
    ),
)

REPAIRED_STEPS = (
    Step(
        id="theorem-2.8",
        says="G_0 - G_T <= Delta + (lambda/2) ||x_0||^2_{v_0} + eta sigma^2/(2 c_1 beta_1 b)",
        source="appendix G.2 with F_0(x_0) for F(x_0)",
        goals=(goals.telescoped_repaired, goals.lower),
        mutants=(
            *mutants(goals.telescoped_repaired, halve, reverse, drop(1), drop(2)),
            *mutants(goals.lower, drop(0)),
        ),
        wrong="the potential telescopes from F_0(x_0) = F(x_0) + (lambda/2) ||x_0||^2_{v_0}",
        cost="Delta grows by (lambda/2) ||x_0||^2_{v_0} <= lambda c_2 ||x_0||^2/2 in Eq. 18, T and (iv)",
    ),
    Step(
        id="theorem-2.9",
        says="summing 6-8 gives Eq. 18 with Delta + (lambda/2) ||x_0||^2_{v_0}; each term is at most epsilon^2/3",
        source="Eq. 18, repaired",
        goals=(goals.one_term, goals.induction, eq_18_repaired, *thirds_repaired),
        mutants=(
            *mutants(goals.induction, swap(T, T - 1, "index shifted by one")),
            *mutants(eq_18_repaired, halve, swap(decay_0, 0, "decay of the start dropped"), drop(0)),
            *(change for third in thirds_repaired for change in mutants(third, halve, drop(0))),
        ),
        wrong="step 8",
        cost="as step 8",
    ),
    Step(
        id="theorem-2.10",
        says="(ii) and (iii), both in expectation, from (i)",
        source="appendix G.2",
        goals=(goals.displacement, goals.young, goals.steps_small, goals.steps_small_plain, goals.tracking),
        mutants=(
            *mutants(goals.displacement, halve),
            *mutants(goals.young, halve, reverse),
            *mutants(goals.steps_small, halve, drop(0)),
            *mutants(goals.steps_small_plain, halve),
            *mutants(goals.tracking, halve, drop(0)),
        ),
        wrong="(ii) is stated without the expectation",
        cost="(ii) holds for the mean, not for every path",
    ),
    Step(
        id="theorem-2.11",
        says="eta <= min(stated, c_1^2/(2 c_2 (L + lambda c_1)), beta_1 c_1/(2 L) sqrt(c_1/c_2)) implies the conditions"
        " of 5 and 7",
        source="statement, repaired",
        goals=(goals.safe_5, goals.safe_7),
        mutants=(
            *mutants(goals.safe_5, halve, reverse, drop(0)),
            *mutants(goals.safe_7, scale(sp.Rational(1, 4)), reverse, drop(0), swap(eta, 2 * eta, "eta doubled")),
        ),
        wrong="the stated eta implies them only at beta_1's limit and for small epsilon and lambda",
        cost="T b gains 12 b c_2^2 (L + lambda c_1) (Delta + decay)/(c_1^2 epsilon^2), of lower order in epsilon",
    ),
)
