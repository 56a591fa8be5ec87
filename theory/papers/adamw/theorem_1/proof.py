"""Theorem 1: AdamW against l2-Adam on least squares in one dimension (appendix G.1).

What each goal says, and why it is the step, stands with the goals in `theorem_1_goals.py`.
"""

import sympy as sp

from theory.claim import Step
from theory.papers.adamw.theorem_1 import goals
from theory.prove.conclusions import BigO
from theory.prove.mutate import conclude, drop, halve, mutants, reverse, scale, swap, swap_right
from theory.symbols import beta_1, c_1, ell, eta, tau_g

SOURCE, STATEMENT = "appendix G.1", "statement of Theorem 1"
to_interval, from_interval = goals.interval(2)
x, b_k, c, lam, gam, n = goals.x, goals.b_k, goals.c, goals.lam, goals.gam, goals.n

STEPS = (
    Step(
        id="theorem-1.1",
        says="|x_k| <= (1 - eta lambda)^k Delta + (eta tau/delta^(1/2)) sum_i (1 - eta lambda)^(k-i)"
        " <= (1 - eta lambda)^k Delta + tau/(lambda delta^(1/2)), in the mean",
        source=SOURCE,
        goals=(goals.one_step, goals.momentum, goals.unrolled, goals.geometric, goals.closed),
        mutants=(
            *mutants(goals.one_step, halve, drop(0), drop(1)),
            *mutants(goals.momentum, halve, drop(1)),
            *mutants(goals.unrolled, halve, drop(1), drop(2)),
            *mutants(goals.geometric, halve),
            *mutants(goals.closed, halve, reverse),
        ),
        means="tau and Delta bound expectations, so |x_k| is read as its mean; it needs eta lambda <= 1, that is k >= 3",
    ),
    Step(
        id="theorem-1.2",
        says="(x_{k+1}, x_k) = A_k (x_k, x_{k-1}) - (eta_k gamma_k beta_1 g_k, 0), A_k the companion matrix",
        source=SOURCE,
        goals=(goals.second_route,),
        mutants=mutants(
            goals.second_route,
            halve,
            swap_right(goals.lam_prev, 0, "decay of the last step dropped"),
            swap_right(goals.gam_prev, gam, "index of gamma shifted"),
        ),
    ),
    Step(
        id="theorem-1.3",
        says="if c_k^2 <= 4 b_k both eigenvalues have modulus sqrt(b_k)",
        source=SOURCE,
        goals=(goals.polynomial, goals.modulus),
        mutants=(
            *mutants(goals.modulus, halve, drop(0), drop(2)),
            *mutants(goals.polynomial, halve),
        ),
    ),
    Step(
        id="theorem-1.4",
        says="||prod_i A_i|| <= prod_i b_i^(1/2), the spectral norm on the left",
        source=SOURCE,
        goals=(goals.spectral,),
        means="a spectral norm is at least 1 here, whatever the eigenvalues: the entry below the diagonal is 1",
    ),
    Step(
        id="theorem-1.5",
        says="lambda_k = gamma_k, eta_k = beta_1/gamma_k, beta_1 = k^(-1/2) satisfy c_k^2 - 4 b_k <= 0",
        source=SOURCE,
        goals=(goals.double,),
        mutants=(
            *mutants(goals.double, conclude(sp.Lt(goals.discriminant_2, 0), "strict")),
            *mutants(goals.double, conclude(sp.Ge(sp.simplify(goals.discriminant_2), beta_1), "reversed by beta_1")),
            *mutants(
                goals.double,
                conclude(
                    sp.Le(
                        (goals.trace_2**2 - 4 * goals.det_2).subs(
                            {
                                lam: gam / 2,
                                goals.lam_prev: goals.gam_prev / 2,
                                eta: beta_1 / gam,
                                goals.eta_prev: beta_1 / goals.gam_prev,
                            },
                            simultaneous=True,
                        ),
                        0,
                    ),
                    "lambda_k halved",
                ),
            ),
        ),
        means="with equality: the eigenvalue is double and A_k a Jordan block, the case in which step 4 fails by a factor k",
    ),
    Step(
        id="theorem-1.6",
        says="the same for l2-Adam with c_k = 1 - eta_k gamma_k lambda_k beta_1 + (1-beta_1) r_k, b_k = (1-beta_1) r_k",
        source=SOURCE,
        goals=(goals.l2_route,),
        mutants=mutants(
            goals.l2_route,
            halve,
            swap_right(goals.gam_prev, gam, "index of gamma shifted"),
            swap_right(lam, 2 * lam, "lambda doubled"),
        ),
    ),
    Step(
        id="theorem-1.7",
        says="with eta_k gamma_k = beta_1: c_k^2 <= 4 b_k iff"
        " lambda_k is in [(2-beta_1-2 sqrt(1-beta_1))/beta_1, (2-beta_1+2 sqrt(1-beta_1))/beta_1]",
        source=SOURCE,
        goals=goals.interval(1),
        means="c_k contains beta_1^2 lambda_k: the ends are to be divided by beta_1^2",
    ),
    Step(
        id="theorem-1.8",
        says="(1 - k^(-1/2))^(1/2) <= 1 - k^(-1/2)/2, and the geometric sum gives 2 tau/k^(1/2)",
        source=SOURCE,
        goals=(goals.half_root, goals.noise_sum),
        mutants=(
            *mutants(goals.half_root, halve, reverse, swap(1 - beta_1 / 2, 1 - beta_1, "beta_1 for beta_1/2")),
            *mutants(goals.noise_sum, scale(sp.Rational(1, 4)), reverse, drop(0)),
        ),
    ),
    Step(
        id="theorem-1.9",
        says="lemma-3 turns 1/(k (1 - (1-k^(-1/2))^(3/2))) into 1/k^(1/2+alpha): AdamW is faster by k^(-alpha)",
        source=SOURCE,
        goals=(goals.faster,),
        means="on this route the term is 2/3 of k^(-1/2) in the limit, a constant factor; the power k^(-alpha) of the "
        "statement is"
        " that of lambda = k^(1/2+alpha)/delta^(1/2) in step 1 and owes nothing to lemma 3",
    ),
    Step(
        id="theorem-1.adamw",
        says="E|x_k - x_*| <= (1 - (3/2) k^(-1/2))^k Lambda + tau/k^(1/2+alpha)",
        source=STATEMENT,
        goals=(goals.meets, goals.product_of_both, goals.at_most_one),
        mutants=(
            *mutants(goals.meets, halve, reverse, drop(0), drop(1)),
            *mutants(goals.product_of_both, halve),
            *mutants(goals.at_most_one, scale(sp.Rational(1, 4)), drop(0)),
        ),
        means="for k > 16 and every alpha > 0, by step 1 alone: the power is that of lambda, which pulls to 0, the "
        "minimiser here",
    ),
    Step(
        id="theorem-1.l2-adam",
        says="E||(x_{k+1}, x_k)|| <= (1 - k^(-1/2))^(k/2) Lambda + 2 tau/k^(1/2) for lambda = O(sqrt k)",
        source=STATEMENT,
        goals=(goals.l2_refuted,),
        means="false: step 4 is missing a condition number",
    ),
    Step(
        id="theorem-1.lambda",
        says="AdamW's lambda = delta^(-1/2) k^(1/2+alpha)",
        source=STATEMENT,
        goals=(goals.unit_lambda,),
        means="its value changes with the unit of F: delta^(1/2) is a gradient, not a length",
    ),
    Step(
        id="theorem-1.eta",
        says="AdamW's eta = (3/2) delta^(1/2) k^(-alpha-1), with eta lambda <= 1",
        source=STATEMENT,
        goals=(goals.unit_eta, goals.every_horizon),
        means="its value changes with the unit of F; eta lambda > 1 at k = 1, 2",
    ),
    Step(
        id="theorem-1.beta_1",
        says="beta_1 = k^(-1/2) is in (0, 1]",
        source=STATEMENT,
        goals=(goals.weight,),
        mutants=mutants(
            goals.weight, drop(0), reverse, conclude(sp.Le(2 / n, 1), "beta_1 doubled"), conclude(sp.Lt(1 / n, 1), "strict")
        ),
    ),
    Step(
        id="theorem-1.eta_k",
        says="l2-Adam's eta_k = beta_1/gamma_k = beta_1 v_k",
        source=STATEMENT,
        goals=(goals.unit_eta_k,),
        means="its value changes with the unit of F; it undoes the adaptation: eta_k gamma_k is constant",
    ),
    Step(
        id="theorem-1.lambda_k",
        says="l2-Adam's lambda = O(sqrt k) satisfies c_k^2 <= 4 b_k",
        source=STATEMENT,
        goals=(goals.of_order,),
        mutants=(
            *mutants(goals.of_order, drop(0), drop(1), drop(2), drop(3)),
            *mutants(
                goals.of_order, conclude(sp.Le((2 - beta_1 - beta_1**2 * lam / 8) ** 2 - 4 * (1 - beta_1), 0), "lambda/8")
            ),
        ),
        means="read as lambda = R sqrt k with one R > 0 and k large; lambda = 0, or k small, is another matter",
    ),
)

REPAIRED_STEPS = (
    Step(
        id="theorem-1.4",
        says="||A^k z|| <= ((1+b)/sqrt(b - c^2/4)) b^(k/2) ||z|| for one matrix A with c^2 < 4 b",
        source=f"{SOURCE}, repaired",
        goals=(goals.energy, goals.energy_above, goals.energy_below, goals.product),
        mutants=(
            *mutants(goals.energy, halve, swap_right(c, -c, "sign of c")),
            *mutants(goals.energy_above, halve, reverse),
            *mutants(goals.energy_below, scale(sp.Rational(1, 4)), reverse),
            *mutants(goals.product, drop(0), drop(1), drop(2)),
        ),
        wrong="a product of matrices is not bounded in the spectral norm by the product of their spectral radii",
        cost="a factor (1+b)/sqrt(b - c^2/4), infinite at c^2 = 4 b, the parameters of step 5; coefficients constant in k",
    ),
    Step(
        id="theorem-1.7",
        says="c_k^2 <= 4 b_k iff lambda_k is in [(2-beta_1-2 sqrt(1-beta_1))/beta_1^2, (2-beta_1+2 sqrt(1-beta_1))/beta_1^2]",
        source=f"{SOURCE}, repaired",
        goals=(to_interval, from_interval),
        mutants=(
            *mutants(to_interval, drop(0), drop(1), reverse),
            *mutants(from_interval, drop(0), reverse, conclude(goals.interval(1)[1].conclusion, "beta_1 for beta_1^2")),
        ),
        wrong="the decay enters c_k with beta_1^2",
        cost="both ends grow by 1/beta_1: lambda may be as large as 4 k, and must be at least about 1/4, not beta_1/4",
    ),
    Step(
        id="theorem-1.9",
        says="second route: 1/(k (1 - (1-k^(-1/2))^(3/2))) <= (5/7)/k^(1/2) for k > 16",
        source=f"{SOURCE}, repaired",
        goals=(goals.factor, goals.as_fast),
        mutants=(
            *mutants(goals.factor, halve, reverse, drop(0)),
            *mutants(goals.as_fast, conclude(BigO(goals.lost, 1 / goals.k, goals.k), "exponent 1 for 1/2")),
        ),
        wrong="as lemma-3 (b); with it the exponent would be alpha/2, not alpha",
        cost="on this route the advantage over l2-Adam is a constant factor",
    ),
    Step(
        id="theorem-1.adamw",
        says="E|x_k - x_*| <= (1 - (3/2) k^(-1/2))^k Delta + (tau/delta^(1/2)) ell/k^(1/2+alpha)",
        source=f"{STATEMENT}, repaired",
        goals=(goals.meets_length, goals.at_most_one),
        mutants=(
            *mutants(goals.meets_length, halve, reverse, drop(0), swap(ell, ell / 2, "ell halved")),
            *mutants(goals.at_most_one, scale(sp.Rational(1, 4)), drop(0)),
        ),
        wrong="the bound adds a gradient to a length",
        cost="none: ell = delta^(1/2) as a number gives the paper's formula",
    ),
    Step(
        id="theorem-1.l2-adam",
        says="E||(x_{k+1}, x_k)|| <= kappa [sqrt(2-beta_1) (1-k^(-1/2))^(k/2) E||(x_1, x_0)|| + 2 tau/k^(1/2)],"
        " kappa^2 = (1+b)/(b - c^2/4), at most 3 sqrt k for lambda = sqrt k",
        source=f"{STATEMENT}, repaired",
        goals=(goals.half_root, goals.driven, goals.energy_above, goals.energy_below, goals.condition),
        mutants=(
            *mutants(goals.driven, halve, drop(0), drop(1), drop(2)),
            *mutants(goals.condition, halve, drop(3)),
        ),
        wrong="step 4",
        cost="a factor kappa, of order k^(1/4) at lambda = sqrt k",
    ),
    Step(
        id="theorem-1.lambda",
        says="lambda = k^(1/2+alpha)/ell, ell a length",
        source=f"{STATEMENT}, repaired",
        goals=(goals.unit_lambda_length,),
        mutants=mutants(
            goals.unit_lambda_length,
            swap(ell, 1, "ell dropped"),
            swap(ell, c_1, "c_1 for ell"),
            swap(ell, ell**2, "ell squared"),
        ),
        wrong="delta^(1/2) is not a length",
        cost="none",
    ),
    Step(
        id="theorem-1.eta",
        says="eta = (3/2) ell k^(-alpha-1), ell a length, for k > 16",
        source=f"{STATEMENT}, repaired",
        goals=(goals.unit_eta_length, goals.at_most_one),
        mutants=(
            *mutants(goals.unit_eta_length, swap(ell, 1, "ell dropped"), swap(ell, c_1, "c_1 for ell")),
            *mutants(goals.at_most_one, drop(0)),
        ),
        wrong="delta^(1/2) is not a length; k = 1, 2 give eta lambda > 1",
        cost="k >= 3",
    ),
    Step(
        id="theorem-1.eta_k",
        says="eta_k gamma_k = beta_1 ell/c_1: eta_k = beta_1 ell at v_k = c_1",
        source=f"{STATEMENT}, repaired",
        goals=(goals.unit_eta_k_length,),
        mutants=mutants(
            goals.unit_eta_k_length, swap(ell, 1, "ell dropped"), swap(ell, c_1, "c_1 for ell"), swap(ell, tau_g, "tau for ell")
        ),
        wrong="beta_1 v_k is a gradient, not a length",
        cost="none",
    ),
)
