"""The goals of theorem 4's proof (appendix G.6); its steps stand in `proof.py`.

Letters as in `theorem_2/goals.py`; `M_0` the momentum's error at a stage's start, `power = 2^K`. Within a stage the
facts of theorems 2 and 3 hold with the stage's own start.
"""

import sympy as sp

from theory.claim import Goal
from theory.link import Given, Role, Sense, Use, over_steps, stated, when
from theory.papers.adamw import trusted
from theory.papers.adamw.choices import SHARP_ETA, TRACKING_ETA
from theory.papers.adamw.theorem_2 import goals as constant
from theory.papers.adamw.theorem_2.goals import G_0, G_T, HALF, M_0, ORDER, F_k_0, H, M, U
from theory.papers.adamw.theorem_2.statement import STEP_7_LEFT, STEP_7_RIGHT, TRACKING
from theory.papers.adamw.theorem_3 import goals as decaying
from theory.papers.adamw.theorem_3.statement import NOISE, safe_terms
from theory.papers.adamw.theorem_4 import statement as claim
from theory.papers.adamw.theorem_4.statement import TARGET
from theory.prove.conclusions import BigO, HasUnit, Same
from theory.symbols import (
    Delta,
    F_star,
    L,
    T,
    b,
    beta_1,
    c_1,
    c_2,
    decay_0,
    decay_star,
    eps_0,
    eps_k,
    eps_prev,
    eps_stage,
    epsilon,
    eta,
    gamma,
    gap_F_k,
    lambda_,
    mu,
    sigma,
)

x_0, p, power, X, y, r, q = sp.symbols("x_0 p power X y r q", positive=True)
gap_start, share = sp.Symbol("gap_start", real=True), sp.Symbol("share", nonnegative=True)
at, bound, mean = decaying.LETTERS.at, decaying.LETTERS.bound, decaying.LETTERS.mean
K = sp.Symbol("K", integer=True, positive=True)
k = sp.Symbol("k", integer=True, nonnegative=True)
real_K = sp.Symbol("K", positive=True)
HALVED = (sp.Eq(eps_prev, 2 * eps_k),)


def eq_18(potential: sp.Expr, error: sp.Expr) -> tuple[sp.Expr, sp.Expr, sp.Expr]:
    """The three terms of Eq. 18, the momentum's error at the start kept."""
    return (
        2 * c_2 * potential / (eta * T),
        c_2 / (c_1 * beta_1 * T) * error,
        c_2 * beta_1 * sigma**2 / (c_1 * b),
    )


# -- step 1
no_gradient = Goal(
    "z3",
    sp.Le(sp.Rational(5, 4) * (lambda_ * c_1 * x_0) ** 2, sum(eq_18(Delta, sp.Integer(0)))),
    (sp.Eq(Delta, 0), sp.Eq(T, 1), sp.Le(eta, SHARP_ETA), sp.Le(eta, claim.STATED_ETA), sp.Lt(beta_1, 1), sp.Eq(c_1, c_2)),
    "F = 0 on the line, x_0 != 0, no noise: g = m = n = 0, v = c_1; L and sigma are any bounds; T = 1",
    instance=True,
    hint=((L, 1), (lambda_, 1), (c_1, 1), (c_2, 1), (beta_1, HALF), (eta, sp.Rational(1, 4)), (x_0, 1), (Delta, 0), (T, 1),
          (sigma, sp.Rational(1, 100)), (b, 1)),
)  # fmt: skip
# -- step 2
at_minimiser = Goal(
    "z3",
    sp.Le(sp.Rational(5, 4) * (lambda_ * c_1 * p) ** 2, sum(eq_18(eps_prev, mu * eps_prev))),
    (
        sp.Eq(T, 1), sp.Le(eta, SHARP_ETA), sp.Le(eta, claim.STATED_ETA), sp.Lt(beta_1, 1), sp.Le(mu, L), sp.Le(c_1, c_2),
        sp.Le(beta_1, claim.STATED_BETA_1), sp.Eq(eps_prev, 2 * eps_k),
    ),
    "F = (L/2)(x - p)^2 on the line, no noise, x_0 = p = x_*: F_0(x_0) = F_0(x_*) and m_0 = grad F(x_0) = 0, so both premises "
    "of the stage hold with any eps; u_0 = lambda c_1 p; P holds with mu <= L; T = 1",
    instance=True,
    hint=((L, 1), (mu, 1), (lambda_, 1), (c_1, 1), (c_2, 1), (eta, sp.Rational(1, 4)), (p, 1), (T, 1), (b, 1),
          (beta_1, HALF), (eps_prev, sp.Rational(1, 100)), (eps_k, sp.Rational(1, 200)), (sigma, sp.Rational(1, 100))),
)  # fmt: skip
STATED = (
    *HALVED, *ORDER, sp.Lt(beta_1, 1), sp.Le(beta_1, claim.STATED_BETA_1), sp.Le(eta, claim.STATED_ETA),
    sp.Ge(T, claim.STATED_T),
)  # fmt: skip
eighth = Goal(
    "z3",
    sp.Le(sum(eq_18(eps_prev, mu * eps_prev)), TARGET),
    STATED,
    "the stated choices give 1/8 + 1/8 + 1/24 at their limits",
    hint=((L, 1), (mu, 1), (c_1, 1), (c_2, 1), (sigma, 1), (b, 1), (eps_k, 1), (eps_prev, 2), (beta_1, sp.Rational(1, 24)),
          (eta, sp.Rational(1, 48)), (T, 1536)),
)  # fmt: skip
too_short = Goal(
    "z3",
    sp.Le(sp.Rational(5, 4) * (lambda_ * c_1 * p) ** 2 / T, TARGET),
    (*STATED, sp.Le(eta, SHARP_ETA), sp.Le(mu, L), sp.Le(c_1**2 + (L * p) ** 2, c_2**2)),
    "the run of `at_minimiser` with the stated T: the first step's share of the average alone; at the witness's numbers the "
    "iterate stays between 0 and p, so |g| <= L p",
    instance=True,
    hint=((L, 1), (mu, 1), (lambda_, sp.Rational(1, 5)), (c_1, 1), (c_2, sp.Rational(5, 3)), (eta, sp.Rational(1, 4)), (p, 1),
          (T, 240), (b, 1), (beta_1, sp.Rational(3, 4)), (eps_prev, sp.Rational(1, 500)), (eps_k, sp.Rational(1, 1000)),
          (sigma, sp.Rational(1, 200))),
)  # fmt: skip
# a stage starts with gap_start = E[F_0(x_0) - F_0(x_*)] and M_0; share = (lambda_0/2) ||x_*||^2_{v_0}
START_OF_STAGE = when(sp.Le(gap_start, eps_prev), sp.Le(M_0, mu * eps_prev))
AT_STAR = Given(
    "F_k", Role.DEFINITION, "F_0(x_*) = F_* + share, share = (lambda_0/2) ||x_*||^2_{v_0} <= (lambda/2) c_2 ||x_*||^2 = "
    "decay_star",
    (sp.Eq(F_k_0, gap_start + F_star + share), sp.Le(share, decay_star)), Sense.EXPECTATION,
)  # fmt: skip
ENDS_OF_STAGE = (constant.AT_START, START_OF_STAGE, at(AT_STAR), constant.AT_END, at(constant.lower))
stage_fall = Goal(
    "z3",
    sp.Le(G_0 - G_T, eps_prev + decay_star + TRACKING * mu * eps_prev),
    ENDS_OF_STAGE,
    "the potential's fall in a stage",
    uses=(at(constant.weighted_start),),
)
stage_fall_exact = Goal(
    "z3", sp.Le(G_0 - G_T, eps_prev + share + TRACKING * mu * eps_prev), ENDS_OF_STAGE, "the decay at x_* as the stage finds it"
)
TERMS = eq_18(eps_prev + decay_star, mu * eps_prev)
stage_average = constant.eq_18_of(constant.induction_repaired, sp.Add(*TERMS), at(stage_fall))
potential_third, momentum_third, noise_third = (
    Goal("z3", sp.Le(term, TARGET / 3), (when(limit),))
    for term, limit in zip(
        TERMS,
        (
            sp.Ge(T, claim.SAFE_LENGTHS[0]), sp.Ge(T, claim.SAFE_LENGTHS[1]), sp.Le(beta_1, claim.STATED_BETA_1),
        ),
        strict=True,
    )
)  # fmt: skip
eighth_used = Goal(
    "z3", sp.Le(H + U / 4, TARGET), (at(eighth), stated(no_gradient, sp.Le(H + U / 4, sum(eq_18(eps_prev, mu * eps_prev))))),
    "as the paper concludes", uses=(stated(at_minimiser, sp.Le(H + U / 4, sum(eq_18(eps_prev, mu * eps_prev)))),),
)  # fmt: skip
# -- step 3
DRAWN = Given(
    "drawn", Role.DEFINITION, "the mean at a drawn iterate is the average over the stage, with the draw's weights", ()
)
drawn = Goal(
    "z3", sp.Le(gap_F_k, H / (2 * mu)), (mean(trusted.P),), "P at every iterate of the stage, then the mean", uses=(at(DRAWN),)
)


def after_stage(small: Goal) -> tuple[Goal, Goal]:
    """What a stage ends with: the gap and the momentum's error."""
    gap_met = Goal("z3", sp.Le(gap_F_k, eps_k), (at(drawn), at(small)), "step 2; eps_k/16 even")
    error_met = Goal("z3", sp.Le(M, mu * eps_k), (mean(constant.follow), at(small)), "step 4")
    return gap_met, error_met


# -- step 4
between = Goal(
    "z3",
    sp.Le(M, 2 * mu * (eps_k / 8 + sp.Rational(3, 4) * 4 * eps_k / 8)),
    (mean(constant.follow), when(sp.Le(H + U / 4, TARGET))),
    "means over the stage",
)
U_0, U_1, H_0, H_1, M_first, M_second = sp.symbols("U_0 U_1 H_0 H_1 M_first M_second", nonnegative=True)
#: twelve steps in two groups: the first eleven, and the last
BEFORE_LAST = 11
WEIGHT_BEFORE = eta * sp.Add(*(1 / sp.sqrt(place) for place in range(1, BEFORE_LAST + 1)))
WEIGHTED = (
    sp.Le(M_first, 2 * U_0 + 2 * H_0),
    sp.Le(M_second, 2 * U_1 + 2 * H_1),
)
error_uniform = Goal(
    "z3",
    sp.Le((BEFORE_LAST * M_first + M_second) / (BEFORE_LAST + 1), mu * eps_k),
    (
        sp.Le(
            (WEIGHT_BEFORE * (H_0 + U_0 / 4) + decaying.eta_k * (H_1 + U_1 / 4)) / (WEIGHT_BEFORE + decaying.eta_k), TARGET
        ),
        sp.Eq(decaying.eta_k, eta / sp.sqrt(BEFORE_LAST + 1)),
        *WEIGHTED,
        sp.Le(M_first, 5 * (H_0 + U_0 / 4)),
        sp.Le(M_second, 5 * (H_1 + U_1 / 4)),
    ),
    "decaying, T_k = 12: theorem 3 bounds the average with weights eta_i = eta/sqrt(i+1), a uniform draw has the plain one;"
    " m - grad F = u - grad F_k, so that its square is at most 5 (H + U/4), with equality at grad F_k = -u/4",
    instance=True,
    hint=((mu, 1), (eps_k, 1), (eta, 1), (decaying.eta_k, 1 / sp.sqrt(BEFORE_LAST + 1)), (U_0, 0), (H_0, 0), (M_first, 0),
          (H_1, sp.Rational(97, 200)), (U_1, 16 * sp.Rational(97, 200)), (M_second, 25 * sp.Rational(97, 200))),
)  # fmt: skip
error_weighted = Goal(
    "z3",
    sp.Le((eta * M_first + decaying.eta_k * M_second) / (eta + decaying.eta_k), mu * eps_k),
    (when(sp.Le((eta * (H_0 + U_0 / 4) + decaying.eta_k * (H_1 + U_1 / 4)) / (eta + decaying.eta_k), TARGET), *WEIGHTED),),
    "a draw with weights eta_i, from two steps (two groups of steps) whatever their weights",
)
error_end = Goal("sympy", Same(2 * mu * (eps_k / 8 + sp.Rational(3, 4) * 4 * eps_k / 8), mu * eps_k))

# -- step 5
plain_sum = Goal("sympy", Same(sp.Sum(2**k / eps_0, (k, 1, K)), (2 ** (K + 1) - 2) / eps_0))
plain_order = Goal(
    "z3",
    sp.Le((2 * power - 2) / eps_0, 4 / eps_stage),
    (when(sp.Le(power / 2 * eps_stage, eps_0)),),
    "K the least number with eps_0/2^K <= eps: the stage before has eps_0/2^(K-1) > eps",
)
plain_limit = Goal(
    "limit",
    BigO((2 / eps_stage - 2) / eps_0, 1 / eps_stage, eps_stage, sp.Integer(0)),
    note="K = log2(1/eps), as stated: 2^K = 1/eps",
)

# -- step 6
S_K, S_before = (sp.Sum(k * 2**k, (k, 1, end)) / eps_0 for end in (K, K - 1))
recursion = Goal("sympy", Same(S_K - 2 * S_before, 2 / eps_0), hint=((K, 2), (eps_0, 1)))
closed = Goal("sympy", Same(S_K, 4 * 2**K / eps_0 - 2 / eps_0), note="1/eps = 2^K/eps_0", hint=((K, 2), (eps_0, 1)))
weighted_limit = Goal(
    "limit",
    BigO(((real_K - 1) * 2 ** (real_K + 1) + 2) / eps_0, 2**real_K / eps_0, real_K, sp.oo),
    note="S_K against 1/eps = 2^K/eps_0",
)
recursion_safe = Goal("sympy", Same(S_K - 2 * S_before, (2 ** (K + 1) - 2) / eps_0))
closed_safe = Goal("sympy", Same(S_K, ((K - 1) * 2 ** (K + 1) + 2) / eps_0))
squares = Goal(
    "sympy", Same(sp.Sum(k**2 * 2**k, (k, 1, K)) / eps_0, ((K**2 - 2 * K + 3) * 2 ** (K + 1) - 6) / eps_0), note="with log^2"
)
SQUARES = (real_K**2 - 2 * real_K + 3) * 2 ** (real_K + 1) - 6
squares_limit = Goal("limit", BigO(SQUARES, real_K**2 * 2**real_K, real_K, sp.oo))

# -- totals
FIVE = sp.Rational(5, 2)
LARGE, SMALL = c_2**FIVE * L * sigma**2 / (mu**2 * c_1**FIVE * eps_k), c_2**2 * sigma**2 / (mu * c_1**2 * eps_k)
at_limit = {beta_1: claim.STATED_BETA_1}
paper_eta = TRACKING_ETA.subs(at_limit)
first_total = Goal("sympy", Same(b * 16 * c_2 * 2 / (mu * paper_eta), 1536 * LARGE), note="b T_k, first bound, beta_1 << 1")
second_total = Goal("sympy", Same(b * 8 * c_2 * 2 / (c_1 * claim.STATED_BETA_1), 384 * SMALL), note="second bound")
safe_first_total = Goal(
    "sympy",
    Same(
        b * 48 * c_2 * (2 * eps_k + decay_star) / (mu * claim.SAFE_ETA.subs(at_limit) * eps_k),
        2304 * LARGE.subs(L, L + lambda_ * c_1) * (2 + decay_star / eps_k),
    ),
    note="b T_k, first bound",
)
safe_second_total = Goal("sympy", Same(b * 24 * c_2 * 2 / (c_1 * claim.STATED_BETA_1), 1152 * SMALL), note="second bound")
stages = Goal(
    "z3", sp.Le(2 * X / eps_0 * (power - 1), 4 * X / eps_stage), (when(sp.Le(power / 2 * eps_stage, eps_0)),), "step 5"
)
# decaying: what T_k is made of, in units of the stated order, MAIN (2 + D/eps_k)
MAIN = c_2**FIVE * (L + lambda_ * c_1) * sigma**2 / (c_1**FIVE * b * mu**2 * eps_k) * (2 + decay_star / eps_k)


def put(formula: sp.Expr) -> sp.Expr:
    """With gamma_1 and eps_{k-1} written out."""
    return formula.subs(gamma, claim.SAFE_GAMMA).subs(eps_prev, 2 * eps_k)


first_start, second_start = (term for _, term in safe_terms(
    sp.Integer(1), sp.Integer(0), eps_prev + decay_star, mu * eps_prev)[:2])  # fmt: skip
noise_length = Goal(
    "sympy", Same(put(NOISE.subs(epsilon, sp.sqrt(TARGET)) ** 2), 400 * MAIN), note="a^2 of theorem 3's step 8 (repaired)"
)
start_length = Goal("sympy", Same(put((5 * first_start / TARGET) ** 2), 6400 * MAIN), note="the start's first term, squared")
SMOOTH_PL = Given("mu <= L", Role.CITED, "a PL constant is at most the smoothness constant", (sp.Le(mu, L),))
momentum_length = Goal(
    "z3",
    sp.Le(
        1600 * c_2**3 * sigma**2 * c_1 * mu**2 * eps_k**2,
        400 * c_2**4 * (L + lambda_ * c_1) ** 2 * sigma**2 * (2 * eps_k + decay_star) ** 2,
    ),
    (at(SMOOTH_PL), *ORDER),
    "the start's second term squared, (40 c_2/(c_1 gamma_1))^2, against 400 of the same, both multiplied out",
)
momentum_square = Goal(
    "sympy", Same(put((5 * second_start / TARGET) ** 2) * put(gamma**2), 1600 * c_2**2 / c_1**2), note="(40 c_2/c_1)^2"
)
shift_length = Goal(
    "sympy", Same(put(gamma**2) / MAIN, (c_1 * b * mu * eps_k / (c_2 * sigma**2)) ** 2), note="gamma_1^2, for T_k >= 1 + q"
)
stages_squared = Goal(
    "z3",
    sp.Le(X * (power**2 - 1) * 4 / 3 / eps_0**2, sp.Rational(16, 3) * X / eps_stage**2),
    (when(sp.Le(power / 2 * eps_stage, eps_0)),),
    "sum of 4^k/eps_0^2 for k <= K, times X = D: the share of D in the total",
)
squared_sum = Goal("sympy", Same(sp.Sum(4**k / eps_0**2, (k, 1, K)), 4 * (4**K - 1) / (3 * eps_0**2)))
stage_average_decaying = decaying.average(at(stage_fall, decaying.AT_K), eps_prev + decay_star, mu * eps_prev)
wide = Goal("z3", sp.And(sp.Ge(claim.SHIFT, 1), sp.Ge(claim.SHIFT, gamma**2)), note="q = max(1, gamma_1^2)")
stage_bound = decaying.in_printed_form(stage_average_decaying, eps_prev + decay_star, mu * eps_prev, claim.SHIFT, (at(wide),))
stage_small_decaying = decaying.small_enough(
    stage_bound, eps_prev + decay_star, mu * eps_prev, claim.SHIFT, TARGET, (at(wide),)
)
stage_T = decaying.scale_T * y * sp.exp(y)
one_logarithm = Goal(
    "limit",
    BigO(sp.exp(-y / 2) * sp.log(stage_T) / (sp.sqrt(stage_T + 1) - 2), sp.exp(-y), y, sp.oo),
    note="the noise term, gamma_1 being of order eps_k^(1/2), at T_k = const * log(1/eps_k)/eps_k against eps_k = exp(-y)",
)

# -- prescribed formulas
enough_stages = Goal(
    "z3",
    sp.Le(eps_0 / power, eps_stage),
    (sp.Ge(power, 1 / eps_stage),),
    "power = 2^K: K >= log2(1/eps) is power >= 1/eps",
    hint=((eps_0, 4), (eps_stage, HALF), (power, 2)),
)
enough_stages_safe = Goal("z3", sp.Le(eps_0 / power, eps_stage), (when(sp.Ge(power, eps_0 / eps_stage)),), "power = 2^K")
starts = Goal(
    "z3",
    sp.Le(M_0, mu * eps_0),
    (sp.Eq(eps_0, Delta), sp.Eq(M_0, sigma**2 / b)),
    "m_0 = g_0: E||m_0 - grad F(x_0)||^2 is sigma^2/b where the noise attains its bound",
    hint=((mu, 1), (Delta, 1), (eps_0, 1), (sigma, 2), (b, 1), (M_0, 4)),
)
FIRST = Given(
    "F_k", Role.DEFINITION, "before the first stage: gap_F_k = F_0(x_0) - F_0(x_*), Delta = F(x_0) - F_*, and decay_0",
    (sp.Le(gap_F_k, Delta + decay_0),), Sense.EXPECTATION,
)  # fmt: skip
SAFE_START = bound(claim.EPS_0)
starts_gap = Goal("z3", sp.Le(gap_F_k, eps_0), (SAFE_START, at(FIRST)), "F_0(x_0) - F_0(x_*) <= F_0(x_0) - F_*")
starts_error = Goal("z3", sp.Le(M, mu * eps_0), (SAFE_START, at(trusted.N_START)), "m_0 = g_0")
eta_condition = Goal(
    "z3",
    sp.Le(eta, SHARP_ETA),
    (sp.Le(eta, claim.STATED_ETA), sp.Lt(beta_1, 1), *ORDER),
    "even in the sharper form of theorem 3's step 1 (repaired)",
    hint=((L, 1), (lambda_, 1), (c_1, 1), (c_2, 1), (beta_1, HALF), (eta, HALF)),
)
eta_condition_safe = Goal(
    "z3", sp.Le(eta, SHARP_ETA), (when(sp.Le(eta, claim.SAFE_ETA)), sp.Le(beta_1, 1), *ORDER), "theorem 3's step 1, repaired"
)
eta_condition_7 = Goal("z3", sp.Le(STEP_7_LEFT, STEP_7_RIGHT), (when(sp.Le(eta, claim.SAFE_ETA)), sp.Le(beta_1, 1)))
GROWTH = Given(
    "quadratic growth", Role.CITED, "a PL inequality implies F(x) - F_* >= (mu/2) dist(x, minimisers)^2; x_0 the distance",
    (sp.Ge(gap_F_k, mu / 2 * x_0**2),),
)  # fmt: skip
stage_small = Goal(
    "z3",
    sp.Le(H + U / 4, TARGET),
    (at(stage_average), at(potential_third), at(momentum_third), at(noise_third)),
    "three thirds",
    uses=(at(eta_condition_safe), at(eta_condition_7)),
)
gap_constant, error_constant = after_stage(stage_small)
gap_decaying, error_decaying = after_stage(stage_small_decaying)


def every_stage(gap_met: Goal, error_met: Goal) -> tuple[Goal, Goal, tuple[Use, Use]]:
    """Both at every stage, by induction over the stages: the next one starts from the drawn iterate, its lambda_i and v_i."""
    starts = (
        over_steps(
            gap_met, sp.Le(gap_start, eps_prev), {gap_start: gap_F_k, eps_prev: eps_k}, {gap_start: gap_F_k, eps_prev: eps_0},
            starts_gap,
        ),
        over_steps(
            error_met, sp.Le(M_0, mu * eps_prev), {M_0: M, eps_prev: eps_k}, {M_0: M, eps_prev: eps_0}, starts_error
        ),
    )  # fmt: skip
    return (
        Goal("same", gap_met.facts[0], (at(gap_met),), uses=starts),
        Goal("same", error_met.facts[0], (at(error_met),), uses=starts),
        starts,
    )


gaps_constant, errors_constant, starts_constant = every_stage(gap_constant, error_constant)
gaps_decaying, errors_decaying, starts_decaying = every_stage(gap_decaying, error_decaying)
small_constant = Goal("same", stage_small.facts[0], (at(stage_small),), uses=starts_constant)
small_decaying = Goal("same", stage_small.facts[0], (at(stage_small_decaying),), uses=starts_decaying)
HALVED_TO = Given("eps_k", Role.DEFINITION, "eps_K = eps_0/2^K", (sp.Eq(eps_k, eps_0 / power),))
last_constant, last_decaying = (
    Goal("z3", sp.Le(gap_F_k, eps_stage), (at(gaps), at(HALVED_TO), at(enough_stages_safe)), "after the last stage")
    for gaps in (gaps_constant, gaps_decaying)
)
paper_stage = after_stage(eighth_used)
rests = Goal("z3", sp.Le(gap_F_k, eps_k), (at(paper_stage[0]),), "the lengths are to be enough")
vacuous = Goal(
    "z3",
    sp.Le(x_0**2, X**2 / mu**2),
    (when(sp.Le(gap_F_k, X**2 / (2 * mu))), at(GROWTH)),
    "no point is farther from a minimiser than X/mu, X the largest gradient: on all of R^d only constant F satisfies B and P",
)
first_weight = Goal(
    "z3",
    sp.Le(gamma, 1),
    (sp.Eq(gamma, claim.STATED_GAMMA), *ORDER),
    "beta_{1,0} = gamma_1",
    hint=((L, 1), (b, 1), (c_1, 1), (c_2, 1), (eps_k, 4), (sigma, 1), (gamma, 2)),
)
first_weight_safe = Goal("z3", sp.Le(gamma / sp.sqrt(T + q), 1), (when(sp.Ge(q, gamma**2)),), "T stands for i")


def unit(formula: sp.Expr, value: int, length: int) -> Goal:
    """The formula's unit."""
    return Goal("units", HasUnit(formula, sp.Integer(value), sp.Integer(length)))
