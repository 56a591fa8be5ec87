"""Theorem 4: AdamW under the Polyak-Lojasiewicz condition, the six steps of its proof (appendix G.6).

What each goal says, and why it is the step, stands with the goals in `goals.py`.
"""

import sympy as sp

from theory.claim import Step, Variant
from theory.letters import at
from theory.papers.adamw.theorem_2 import goals as constant
from theory.papers.adamw.theorem_2 import proof_parts
from theory.papers.adamw.theorem_3.statement import NOISY
from theory.papers.adamw.theorem_4 import goals
from theory.papers.adamw.theorem_4 import statement as claim
from theory.prove.conclusions import BigO
from theory.prove.mutate import conclude, drop, halve, mutants, reverse, scale, standard, swap, swap_right
from theory.symbols import L, b, c_1, c_2, decay_star, eps_0, eps_stage, lambda_, mu, sigma

SOURCE, STATEMENT, REPAIRED = "appendix G.6", "statement of Theorem 4", "appendix G.6, repaired"
K, k, real_K = goals.K, goals.k, goals.real_K
unit_beta_1, unit_eta = goals.unit(claim.STATED_BETA_1, 0, 0), goals.unit(claim.STATED_ETA, 0, 1)
unit_T, unit_safe_T = goals.unit(claim.STATED_T, 0, 0), goals.unit(claim.SAFE_T, 0, 0)
unit_K, unit_safe_K = goals.unit(claim.STATED_K, 0, 0), goals.unit(claim.SAFE_K, 0, 0)
unit_gamma, unit_eps_0 = goals.unit(claim.STATED_GAMMA, 0, 0), goals.unit(claim.SAFE_EPS_0, 1, 0)
unit_safe_eta, unit_safe_gamma = goals.unit(claim.SAFE_ETA, 0, 1), goals.unit(claim.SAFE_GAMMA, 0, 0)
HALVED = swap(sigma, sigma / 2, "sigma halved")
EXPONENT = sp.Rational(5, 2)

STEPS = (
    Step(
        id="theorem-4.1",
        says="(1/T) sum E[||grad F_k||^2 + ||u||^2/4] <= 2 c_2 Delta/(eta T) + (c_2/(c_1 beta_1 T)) E||m_0 - grad F(x_0)||^2"
        " + c_2 beta_1 sigma^2/(c_1 b)",
        source="Eq. 18",
        goals=(goals.no_gradient,),
        means="Delta misses the decay's share of F_0(x_0), as in step 8 of theorem 2",
    ),
    Step(
        id="theorem-4.2",
        says="in stage k: <= 2 c_2 eps_{k-1}/(eta T) + c_2 mu eps_{k-1}/(c_1 beta_1 T) + c_2 beta_1 sigma^2/(c_1 b)"
        " <= mu eps_k/8 under the stated choices",
        source=SOURCE,
        goals=(goals.at_minimiser, goals.eighth),
        means="the first inequality drops F_0(x_*) - F_T(x_T), which is positive if x_* is not the centre of the decay; the"
        " second gives 7/24 for 1/8",
    ),
    Step(
        id="theorem-4.3",
        says="P: E[F_k(x_k) - F_k(x_*)] <= (1/(2 mu T_k)) sum_i E||grad F_i(x_i)||^2 <= eps_k for a uniformly drawn iterate",
        source=SOURCE,
        goals=(goals.drawn, *goals.paper_stage),
        mutants=(*standard(goals.drawn), *mutants(goals.paper_stage[0], scale(sp.Rational(1, 32)), drop(0), drop(1))),
        means="F_k is the dynamic objective of the drawn iterate: the next stage goes on with its lambda_i, v_i",
    ),
    Step(
        id="theorem-4.4",
        says="E||m_k - grad F(x_k)||^2 <= 2 mu [eps_k/8 + (3/4) 4 eps_k/8] <= mu eps_k",
        source=SOURCE,
        goals=(constant.young, goals.between, goals.error_end, goals.error_uniform),
        means="constant: right, and mu eps_k/5 would do for mu eps_k/8, as in theorem-2.10; decaying: a uniform draw loses up"
        " to a factor 2 against the average with weights eta_i, which is what theorem 3 bounds: up to 5/4 of mu eps_k is left",
    ),
    Step(
        id="theorem-4.5",
        says="sum_{k<=K} 1/eps_k = O(1/eps), eps_k = eps_0/2^k",
        source=SOURCE,
        goals=(goals.plain_sum, goals.plain_order, goals.plain_limit),
        mutants=(
            *mutants(goals.plain_sum, halve, swap_right(K, K - 1, "index shifted by one")),
            *mutants(goals.plain_order, scale(sp.Rational(1, 4)), drop(0)),
            *mutants(
                goals.plain_limit,
                conclude(
                    BigO((2 / eps_stage - 2) / eps_0, 1 / sp.sqrt(eps_stage), eps_stage, sp.Integer(0)), "exponent 1/2 for 1"
                ),
            ),
        ),
        means="for the least K; at most 4/eps",
    ),
    Step(
        id="theorem-4.6",
        says="S_K = sum_{k<=K} k 2^k/eps_0: S_K - 2 S_{K-1} = 2/eps_0, hence S_K = 4/eps - 2/eps_0, hence"
        " sum_k (1/eps_k) log(1/eps_k) = O(1/eps)",
        source=SOURCE,
        goals=(goals.recursion, goals.closed, goals.weighted_limit),
        means="S_K - 2 S_{K-1} is (2^(K+1) - 2)/eps_0: the sum is of order log(1/eps)/eps",
    ),
    Step(
        id="theorem-4.constant",
        says="total O(max(c_inf^2.5 L sigma^2/(mu^2 delta^1.25 eps), c_inf^2 sigma^2/(mu delta eps)))",
        source=STATEMENT,
        goals=(
            goals.first_total,
            goals.second_total,
            goals.stages,
            proof_parts.uniform_big,
            proof_parts.uniform_small,
            goals.rests,
        ),
        mutants=(
            *mutants(goals.first_total, halve),
            *mutants(goals.second_total, halve),
            *mutants(goals.stages, halve, drop(0)),
        ),
        means="adds up the stages as they are stated; whether these lengths are enough is step 2's",
    ),
    Step(
        id="theorem-4.decaying",
        says="total O(c_inf^2.5 L sigma^2/(mu^2 delta^1.25 eps))",
        source=STATEMENT,
        goals=(goals.weighted_limit,),
        means="a factor log(1/eps) is lost by step 6 even with the stated T_k",
    ),
    Step(
        id="theorem-4.eps_0",
        says="eps_0 = Delta starts the induction: E||m_0 - grad F(x_0)||^2 <= mu eps_0",
        source=STATEMENT,
        goals=(goals.starts,),
        means="m_0 = g_0 has the error sigma^2/b, whatever Delta",
    ),
    Step(
        id="theorem-4.K",
        says="K >= log2(1/eps): eps_0/2^K <= eps",
        source=STATEMENT,
        goals=(goals.enough_stages, unit_K),
        means="the logarithm of an objective value; it forgets eps_0",
    ),
    Step(
        id="theorem-4.beta_1",
        says="beta_1 <= c_1 mu b eps_k/(24 c_2 sigma^2)",
        source=STATEMENT,
        goals=(unit_beta_1, goals.noise_third),
        mutants=(
            *mutants(unit_beta_1, swap(c_1, 1, "c_1 dropped"), swap(sigma, sp.sqrt(sigma), "sigma for sigma^2")),
            *mutants(goals.noise_third, halve, reverse, drop(0)),
        ),
        means="an upper limit: to be met by beta_1 <= 1 as well",
    ),
    Step(
        id="theorem-4.eta",
        says="eta <= (beta_1 c_1/(2 (1-beta_1) L)) sqrt(c_1/c_2), enough for Eq. 16",
        source=STATEMENT,
        goals=(unit_eta, goals.eta_condition),
        means="the condition of theorem-2 step 5 is not implied: lambda is missing, and eta grows without bound as beta_1 -> 1",
    ),
    Step(
        id="theorem-4.T_k",
        says="constant: T_k >= max(16 c_2 eps_{k-1}/(mu eta eps_k), 8 c_2 eps_{k-1}/(c_1 beta_1 eps_k)); decaying:"
        " T_k = O(c_2^2.5 L sigma^2 log(1/eps_k)/(mu^2 c_1^2.5 b eps_k))",
        source=STATEMENT,
        goals=(unit_T, goals.too_short, goals.unit(claim.STATED_T_DECAYING, 0, 0), goals.one_logarithm),
        means="constant: a stage with the stated T misses mu eps_k/8 where the decay pulls away from x_*;"
        " decaying: the logarithm of an objective value, and one logarithm too few",
    ),
    Step(
        id="theorem-4.gamma_1",
        says="gamma_1 = c_2^0.25 L^0.5 b^0.5 eps_k^0.5/(c_1^0.25 sigma), an admissible beta_{1,0}",
        source=STATEMENT,
        goals=(unit_gamma, goals.first_weight),
        means="homogeneous; exceeds 1 while eps_k > c_1^0.5 sigma^2/(c_2^0.5 L b), that is in the first stages",
    ),
)

REPAIRED_STEPS = (
    Step(
        id="theorem-4.1",
        says="Eq. 18 with F_0(x_0) - E F_T(x_T) for Delta: <= 2 c_2 (eps_{k-1} + D)/(eta T) + c_2 mu eps_{k-1}/(c_1 beta_1 T)"
        " + c_2 beta_1 sigma^2/(c_1 b) in a stage, D = (lambda/2) c_2 ||x_*||^2",
        source="Eq. 18, repaired",
        goals=(goals.stage_fall, goals.stage_average),
        mutants=(
            *mutants(goals.stage_fall, swap(decay_star, 0, "D dropped"), swap(mu, 0, "the momentum's error dropped")),
            *mutants(goals.stage_fall, *map(drop, range(1, 7))),
            *mutants(goals.stage_average, halve, swap(decay_star, 0, "D dropped"), drop(0), HALVED),
        ),
        wrong="the potential telescopes from F_0(x_0)",
        cost="see step 2",
        weaker=(goals.stage_fall_exact,),
    ),
    Step(
        id="theorem-4.2",
        says="each of the three terms is at most mu eps_k/24",
        source=REPAIRED,
        goals=(
            goals.potential_third,
            goals.momentum_third,
            goals.noise_third,
            goals.stage_small,
            goals.small_constant,
            goals.small_decaying,
        ),
        mutants=tuple(
            change
            for third in (goals.potential_third, goals.momentum_third, goals.noise_third)
            for change in mutants(third, halve, drop(0), scale(sp.Rational(99, 100)))
        ),
        wrong="16 and 8 are three times too small; F_k(x_*) is not constant in k",
        cost="a factor 3 in T_k, and 1 + D/eps_{k-1} in its first bound (none if x_* = 0 or lambda = 0)",
    ),
    Step(
        id="theorem-4.3",
        says="P, at every iterate: E[F_k(x_k) - F_k(x_*)] <= (1/(2 mu)) average of E||grad F_i(x_i)||^2 <= eps_k",
        source=REPAIRED,
        goals=(goals.drawn, goals.gap_constant, goals.gap_decaying, goals.vacuous),
        mutants=(
            *standard(goals.drawn, goals.vacuous),
            *mutants(goals.gap_constant, scale(sp.Rational(1, 32)), drop(0), drop(1)),
        ),
        wrong="on all of R^d, as B and P are stated, only constant F satisfies both",
        cost="B and P are asked on a region that holds the iterates and x_*",
    ),
    Step(
        id="theorem-4.4",
        says="E||m_k - grad F(x_k)||^2 <= 2 mu [eps_k/8 + (3/4) 4 eps_k/8] <= mu eps_k, decaying: for an output drawn with"
        " weights eta_i",
        source=REPAIRED,
        goals=(
            constant.young,
            goals.between,
            goals.error_end,
            goals.error_weighted,
            goals.error_constant,
            goals.error_decaying,
        ),
        mutants=(
            *mutants(constant.young, halve),
            *mutants(goals.between, halve, drop(0), drop(1)),
            *mutants(goals.error_end, halve),
            *mutants(goals.error_weighted, halve, drop(0), drop(1)),
            *mutants(goals.error_constant, halve, scale(sp.Rational(99, 100))),
        ),
        wrong="decaying: a uniform draw against a weighted average",
        cost="none: another draw",
    ),
    Step(
        id="theorem-4.6",
        says="S_K - 2 S_{K-1} = (2^(K+1) - 2)/eps_0, S_K = ((K-1) 2^(K+1) + 2)/eps_0; with log^2: sum k^2 2^k ="
        " (K^2 - 2K + 3) 2^(K+1) - 6 = O(K^2 2^K)",
        source=REPAIRED,
        goals=(goals.recursion_safe, goals.closed_safe, goals.squares, goals.squares_limit),
        mutants=(
            *mutants(goals.recursion_safe, halve),
            *mutants(goals.closed_safe, halve, swap_right(K, K + 1, "index shifted by one")),
            *mutants(goals.squares, halve, swap_right(eps_0, 2 * eps_0, "eps_0 doubled")),
            *mutants(
                goals.squares_limit,
                conclude(BigO(goals.SQUARES, real_K * 2**real_K, real_K), "K for K^2"),
            ),
        ),
        wrong="the recursion's right side",
        cost="log(eps_0/eps) for one logarithm in T_k, log^2(eps_0/eps) for two",
    ),
    Step(
        id="theorem-4.constant",
        says="total <= (4/eps) max(2304 c_2^2.5 (L + lambda c_1) sigma^2 (2 + D/eps_k)/(mu^2 c_1^2.5),"
        " 1152 c_2^2 sigma^2/(mu c_1^2)), eps_k of the last stage, beta_1 at its limit <= 1 in every stage",
        source=f"{STATEMENT}, repaired",
        goals=(goals.safe_first_total, goals.safe_second_total, goals.stages),
        mutants=(
            *mutants(
                goals.safe_first_total, halve, swap_right(lambda_, 0, "lambda dropped"), swap_right(c_2, c_1, "c_1 for c_2")
            ),
            *mutants(goals.safe_second_total, halve),
            *mutants(goals.stages, halve, drop(0)),
        ),
        wrong="the factors of step 2; lambda; D",
        cost="3 from step 2; (L + lambda c_1)/L; 1 + D/(2 eps_k): for D > 0 the total is of order eps^-2, not eps^-1; eps_0 is "
        "at most 48 c_2 sigma^2/(c_1 mu b), as beta_1 <= 1 in the first stage",
    ),
    Step(
        id="theorem-4.decaying",
        says="total O(c_2^2.5 (L + lambda c_1) sigma^2 (1 + D/eps) log^2(eps_0/eps)/(mu^2 c_1^2.5 eps)) as eps -> 0, all else "
        "fixed",
        source=f"{STATEMENT}, repaired",
        goals=(
            goals.noise_length,
            goals.start_length,
            goals.momentum_square,
            goals.momentum_length,
            goals.shift_length,
            goals.stages,
            goals.squared_sum,
            goals.stages_squared,
        ),
        mutants=(
            *mutants(goals.noise_length, halve, swap_right(mu, 2 * mu, "mu doubled"), swap_right(decay_star, 0, "D dropped")),
            *mutants(goals.start_length, halve, swap_right(b, 2 * b, "b doubled"), swap_right(lambda_, 0, "lambda dropped")),
            *mutants(goals.momentum_length, scale(sp.Rational(1, 32)), drop(0)),
            *mutants(goals.squared_sum, halve),
            *mutants(goals.stages_squared, scale(sp.Rational(1, 8)), drop(0)),
        ),
        wrong="steps 6 and T_k; the momentum's error and D at a stage's start; L for L + lambda c_1",
        cost="log^2(eps_0/eps); 1 + D/eps: for D > 0 the total is of order eps^-2, not eps^-1; uniformly in all else it is "
        "more, by log(4a) and by the stages with eps_k > sigma^2/(mu b)",
    ),
    Step(
        id="theorem-4.eps_0",
        says="eps_0 = max(Delta + (lambda/2) c_2 ||x_0||^2, sigma^2/(mu b))",
        source=f"{STATEMENT}, repaired",
        goals=(unit_eps_0, goals.starts_gap, goals.starts_error),
        mutants=(
            *mutants(unit_eps_0, swap(mu, 1, "mu dropped")),
            *mutants(goals.starts_gap, halve, drop(2)),
            *mutants(goals.starts_error, halve, drop(2)),
        ),
        wrong="neither the noise of m_0 nor the decay is covered",
        cost="log2(eps_0/Delta) more stages, each shorter than the later ones",
    ),
    Step(
        id="theorem-4.K",
        says="K >= log2(eps_0/eps)",
        source=f"{STATEMENT}, repaired",
        goals=(goals.enough_stages_safe, unit_safe_K, goals.last_constant, goals.last_decaying),
        mutants=(
            *mutants(goals.enough_stages_safe, halve, reverse, drop(0)),
            *mutants(unit_safe_K, swap(eps_0, 1, "eps_0 dropped")),
        ),
        wrong="eps_0 is forgotten",
        cost="none: it is the number of halvings",
    ),
    Step(
        id="theorem-4.eta",
        says="eta <= (beta_1 c_1/(2 (L + lambda c_1))) sqrt(c_1/c_2)",
        source=f"{STATEMENT}, repaired",
        goals=(unit_safe_eta, goals.eta_condition_safe, goals.eta_condition_7),
        mutants=(
            *mutants(unit_safe_eta, swap(c_1, 1, "c_1 dropped")),
            *mutants(goals.eta_condition_safe, halve, drop(0), drop(1)),
            *mutants(goals.eta_condition_7, scale(sp.Rational(1, 4)), drop(0)),
        ),
        wrong="lambda is missing; 1 - beta_1 in the denominator",
        cost="a factor (L + lambda c_1)/((1 - beta_1) L)",
        weaker=(constant.bracket_7,),
    ),
    Step(
        id="theorem-4.T_k",
        says="constant: T_k >= max(48 c_2 (eps_{k-1} + D)/(mu eta eps_k), 24 c_2 eps_{k-1}/(c_1 beta_1 eps_k)); decaying: T_k"
        " of theorem 3's step 8 (repaired) with mu eps_k/8 for epsilon^2 and the start of a stage",
        source=f"{STATEMENT}, repaired",
        goals=(unit_safe_T, goals.stage_small, goals.stage_average_decaying, goals.stage_bound, goals.stage_small_decaying),
        mutants=(
            *mutants(unit_safe_T, swap(mu, 1, "mu dropped")),
            *mutants(goals.stage_bound, halve, swap(decay_star, 0, "D dropped"), swap(lambda_, 0, "lambda dropped")),
            *mutants(goals.stage_average_decaying, halve, swap(decay_star, 0, "D dropped"), drop(0), HALVED),
        ),
        wrong="three terms against one eighth; one logarithm",
        cost="a factor 3; one more logarithm; 1 + D/eps_k",
    ),
    Step(
        id="theorem-4.gamma_1",
        says="gamma_1 = c_2^0.25 ((L + lambda c_1) b (eps_{k-1} + D))^0.5/(c_1^0.25 sigma); beta_{1,i} = gamma_1/sqrt(i + q),"
        " q = max(1, gamma_1^2), is in (0, 1]",
        source=f"{STATEMENT}, repaired",
        goals=(unit_safe_gamma, goals.first_weight_safe, goals.wide),
        mutants=(
            *mutants(unit_safe_gamma, swap(L, L**2, "L squared"), swap(sigma, 1, "sigma dropped")),
            *mutants(goals.first_weight_safe, halve, drop(0)),
        ),
        wrong="sqrt(i+1) with gamma_1 > 1; a stage starts from eps_{k-1} + D with curvature L + lambda c_1",
        cost="T_k >= 1 + q",
    ),
)

CONCLUDES = {
    Variant.REPAIRED: {
        "start.gap": at(goals.starts_gap),
        "start.momentum": at(goals.starts_error),
        "gradient": (at(goals.small_constant), at(goals.small_decaying)),
        "gap": (at(goals.gaps_constant), at(goals.gaps_decaying)),
        "momentum": (at(goals.errors_constant), at(goals.errors_decaying)),
        "final": (at(goals.last_constant), at(goals.last_decaying)),
    }
}
RULES = tuple(rule.prescription for rule in claim.REPAIRED_SCHEDULES)
#: sigma > 0 where gamma_1 divides by it; eps_0 and K as prescribed
REGIME = (NOISY.relation, claim.EPS_0.relation, sp.Ge(goals.power, eps_0 / eps_stage))
