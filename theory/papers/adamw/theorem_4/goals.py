"""The goals of theorem 4's proof (appendix G.6); its steps stand in `theorem_4.py`.

Letters as in `theorem_2_goals.py`; `A` the average over a stage of E[||grad F_i||^2 + ||u_i||^2/4], `M_0` the momentum's
error at its start. `power = 2^K`.
"""

import sympy as sp

from theory.claim import Goal
from theory.papers.adamw.theorem_2.goals import G_0, G_T, HALF, M_0, ORDER, A, F_star, H, M, U
from theory.papers.adamw.theorem_2.statement import STEP_5_ETA
from theory.papers.adamw.theorem_3 import goals as decaying
from theory.papers.adamw.theorem_3.statement import NOISE, RATE, SAFE_RATE
from theory.papers.adamw.theorem_4 import statement as claim
from theory.prove.conclusions import BigO, HasUnit, Same
from theory.symbols import (
    Delta,
    L,
    T,
    b,
    beta_1,
    c_1,
    c_2,
    c_inf,
    decay_0,
    decay_star,
    delta,
    eps_0,
    eps_k,
    eps_prev,
    eps_stage,
    epsilon,
    eta,
    gamma,
    lambda_,
    mu,
    sigma,
)

TARGET = mu * eps_k / 8
x_0, p, power, X, gap, gap_sum, H_sum, H_i, y, r, q = sp.symbols("x_0 p power X gap gap_sum H_sum H_i y r q", positive=True)
F_0, F_T = sp.symbols("F_0 F_T", real=True)
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
    (sp.Eq(Delta, 0), sp.Eq(T, 1), sp.Le(eta, STEP_5_ETA), sp.Le(eta, claim.STATED_ETA), sp.Lt(beta_1, 1), sp.Eq(c_1, c_2)),
    "F = 0 on the line, x_0 != 0, no noise: g = m = n = 0, v = c_1; L and sigma are any bounds; T = 1",
    instance=True,
    hint=((L, 1), (lambda_, 1), (c_1, 1), (c_2, 1), (beta_1, HALF), (eta, sp.Rational(1, 4)), (x_0, 1), (Delta, 0), (T, 1),
          (sigma, sp.Rational(1, 100)), (b, 1)),
)  # fmt: skip
kept = Goal(
    "z3",
    sp.Le(A, sum(eq_18(F_0 - F_T, M_0))),
    (
        sp.Le(T * eta / (2 * c_2) * A, G_0 - G_T + T * eta * beta_1 * sigma**2 / (2 * c_1 * b)),
        sp.Eq(G_0, F_0 + eta / (2 * c_1 * beta_1) * M_0),
        sp.Ge(G_T, F_T),
    ),
    "theorem 2's steps 6, 7, 9; F_0 = F_0(x_0), F_T = E F_T(x_T)",
)

# -- step 2
at_minimiser = Goal(
    "z3",
    sp.Le(sp.Rational(5, 4) * (lambda_ * c_1 * p) ** 2, sum(eq_18(eps_prev, mu * eps_prev))),
    (
        sp.Eq(T, 1), sp.Le(eta, STEP_5_ETA), sp.Le(eta, claim.STATED_ETA), sp.Lt(beta_1, 1), sp.Le(mu, L), sp.Le(c_1, c_2),
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
stage_gap = Goal(
    "z3",
    sp.Le(F_0 - F_T, eps_prev + decay_star),
    (sp.Le(F_0 - F_star - X, eps_prev), sp.Le(X, decay_star), sp.Ge(F_T, F_star)),
    "X = (lambda_0/2)||x_*||^2_{v_0}, so F_0(x_*) = F_star + X; F_T(x_T) >= F_star",
)
potential_third, momentum_third, noise_third = (
    Goal("z3", sp.Le(term, TARGET / 3), premises)
    for term, premises in zip(
        eq_18(eps_prev + decay_star, mu * eps_prev),
        ((sp.Ge(T, claim.SAFE_LENGTHS[0]),), (sp.Ge(T, claim.SAFE_LENGTHS[1]),), (sp.Le(beta_1, claim.STATED_BETA_1),)),
        strict=True,
    )
)
# -- step 3
drawn = Goal(
    "z3",
    sp.Le((gap_sum + gap) / (T + 1), (H_sum + H_i) / (2 * mu * (T + 1))),
    (sp.Le(gap_sum, H_sum / (2 * mu)), sp.Le(gap, H_i / (2 * mu))),
    "P at every iterate of the stage; the mean of a uniformly drawn one is the mean over the stage; from T to T + 1",
)
reached = Goal("z3", sp.Le(gap, eps_k), (sp.Le(gap, A / (2 * mu)), sp.Le(A, TARGET)), "step 2")

# -- step 4
error = Goal(
    "z3",
    sp.Le(M, 2 * mu * (eps_k / 8 + sp.Rational(3, 4) * 4 * eps_k / 8)),
    (sp.Le(M, 2 * U + 2 * H), sp.Le(H + U / 4, TARGET)),
    "means over the stage",
)
U_0, U_1, H_0, H_1, M_first, M_second = sp.symbols("U_0 U_1 H_0 H_1 M_first M_second", nonnegative=True)
AVERAGED = (
    sp.Le((eta * (H_0 + U_0 / 4) + decaying.eta_k * (H_1 + U_1 / 4)) / (eta + decaying.eta_k), TARGET),
    sp.Eq(decaying.eta_k, eta / sp.sqrt(2)),
    sp.Le(M_first, 2 * U_0 + 2 * H_0),
    sp.Le(M_second, 2 * U_1 + 2 * H_1),
)
error_uniform = Goal(
    "z3",
    sp.Le((M_first + M_second) / 2, mu * eps_k),
    AVERAGED,
    "decaying, T_k = 2: theorem 3 bounds the average with weights eta_i = eta/sqrt(i+1), a uniform draw has the plain one",
    instance=True,
    hint=((mu, 1), (eps_k, 1), (eta, 1), (decaying.eta_k, 1 / sp.sqrt(2)), (U_0, 0), (H_0, 0), (H_1, 0),
          (U_1, sp.Rational(21, 20)), (M_first, 0), (M_second, sp.Rational(21, 10))),
)  # fmt: skip
error_weighted = Goal(
    "z3",
    sp.Le((eta * M_first + decaying.eta_k * M_second) / (eta + decaying.eta_k), mu * eps_k),
    (*AVERAGED[:1], *AVERAGED[2:]),
    "a draw with weights eta_i, from two steps (two groups of steps) whatever their weights",
)
error_end = Goal("sympy", Same(2 * mu * (eps_k / 8 + sp.Rational(3, 4) * 4 * eps_k / 8), mu * eps_k))

# -- step 5
plain_sum = Goal("sympy", Same(sp.Sum(2**k / eps_0, (k, 1, K)), (2 ** (K + 1) - 2) / eps_0))
plain_order = Goal(
    "z3",
    sp.Le((2 * power - 2) / eps_0, 4 / eps_stage),
    (sp.Le(power / 2 * eps_stage, eps_0),),
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
paper_eta = (beta_1 * c_1 / (2 * L) * sp.sqrt(c_1 / c_2)).subs(at_limit)
first_total = Goal("sympy", Same(b * 16 * c_2 * 2 / (mu * paper_eta), 1536 * LARGE), note="b T_k, first bound, beta_1 << 1")
second_total = Goal("sympy", Same(b * 8 * c_2 * 2 / (c_1 * claim.STATED_BETA_1), 384 * SMALL), note="second bound")
positive_c = sp.Symbol("c_inf", positive=True)
written_out = {c_1: sp.sqrt(delta), c_2: sp.sqrt(c_inf**2 + delta)}
PRINTED = c_inf**FIVE * L * sigma**2 / (mu**2 * delta ** sp.Rational(5, 4) * eps_k)
in_c_inf = Goal(
    "limit",
    BigO(
        LARGE.subs(written_out).subs(c_inf, positive_c),
        PRINTED.subs(c_inf, positive_c),
        positive_c,
        sp.Integer(0),
    ),
    note="the formula shows its dependence on c_inf and delta; no constant serves all of them: c_2 is at least delta^(1/2)",
)
safe_first_total = Goal(
    "sympy",
    Same(
        b * 48 * c_2 * (2 * eps_k + decay_star) / (mu * claim.SAFE_ETA.subs(at_limit) * eps_k),
        2304 * LARGE.subs(L, L + lambda_ * c_1) * (2 + decay_star / eps_k),
    ),
    note="b T_k, first bound",
)
safe_second_total = Goal("sympy", Same(b * 24 * c_2 * 2 / (c_1 * claim.STATED_BETA_1), 1152 * SMALL), note="second bound")
stages = Goal("z3", sp.Le(2 * X / eps_0 * (power - 1), 4 * X / eps_stage), (sp.Le(power / 2 * eps_stage, eps_0),), "step 5")
noise_length = Goal(
    "sympy",
    Same(
        (NOISE.subs(epsilon, sp.sqrt(TARGET)) ** 2).subs(gamma, claim.STATED_GAMMA),
        400 * c_2**FIVE * L * sigma**2 / (c_1**FIVE * b * mu**2 * eps_k),
    ),
    note="a^2 of theorem 3's step 8 (repaired) with mu eps_k/8 for epsilon^2",
)
start_length = Goal(
    "sympy",
    Same(
        (5 * (c_2 * 2 * eps_k / (RATE * gamma)) / TARGET).subs(gamma, claim.STATED_GAMMA) ** 2,
        25600 * c_2**FIVE * L * sigma**2 / (c_1**FIVE * b * mu**2 * eps_k),
    ),
    note="(5 B/epsilon^2)^2 of the same step, without the momentum's error and the decay",
)


def in_a_stage(goal: Goal, note: str) -> Goal:
    """A goal of theorem 3 with mu eps_k/8 for epsilon^2."""
    relations: tuple[sp.Basic, ...] = (goal.conclusion, *goal.premises)
    conclusion, *premises = (relation.subs(epsilon, sp.sqrt(TARGET)) for relation in relations)
    return Goal(goal.prover, conclusion, tuple(premises), note)


stage_noise = in_a_stage(decaying.noise_half, "theorem 3's step 8 (repaired) with mu eps_k/8 for epsilon^2")
stage_start = in_a_stage(
    decaying.start_half,
    "the same, for the terms of the start: c_2 (eps_{k-1} + D)/(C gamma) + c_2 mu eps_{k-1}/(2 c_1 gamma) over R",
)
stage_bound = Goal(
    "z3",
    sp.Le(
        A,
        c_2 * (eps_prev + decay_star) / (SAFE_RATE * gamma * r)
        + c_2 * mu * eps_prev / (2 * c_1 * gamma * r)
        + c_2 * sigma**2 * X / (2 * c_1 * b * SAFE_RATE * gamma * r),
    ),
    (
        sp.Le(decaying.S * A / (2 * c_2), G_0 - G_T + X * sigma**2 / (2 * c_1 * b)),
        sp.Le(G_0 - G_T, eps_prev + decay_star + SAFE_RATE / (2 * c_1) * M),
        sp.Le(M, mu * eps_prev),
        sp.Ge(decaying.S, 2 * SAFE_RATE * gamma * r),
    ),
    "Eq. 21 (repaired) in a stage: r = R, X = sum eta_i beta_{1,i+1}",
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
enough_stages_safe = Goal("z3", sp.Le(eps_0 / power, eps_stage), (sp.Ge(power, eps_0 / eps_stage),), "power = 2^K")
starts = Goal(
    "z3",
    sp.Le(M_0, mu * eps_0),
    (sp.Eq(eps_0, Delta), sp.Eq(M_0, sigma**2 / b)),
    "m_0 = g_0: E||m_0 - grad F(x_0)||^2 is sigma^2/b where the noise attains its bound",
    hint=((mu, 1), (Delta, 1), (eps_0, 1), (sigma, 2), (b, 1), (M_0, 4)),
)
starts_safe = Goal(
    "z3",
    sp.And(sp.Le(M_0, mu * eps_0), sp.Le(F_0 - F_star, eps_0)),
    (sp.Eq(eps_0, claim.SAFE_EPS_0), sp.Le(M_0, sigma**2 / b), sp.Eq(F_0, F_star + Delta + decay_0)),
    "F_0(x_0) - F_0(x_*) <= F_0(x_0) - F_star",
)
eta_condition = Goal(
    "z3",
    sp.Le(eta, decaying.SHARP_ETA),
    (sp.Le(eta, claim.STATED_ETA), sp.Lt(beta_1, 1), *ORDER),
    "even in the sharper form of theorem 3's step 1 (repaired)",
    hint=((L, 1), (lambda_, 1), (c_1, 1), (c_2, 1), (beta_1, HALF), (eta, HALF)),
)
eta_condition_safe = Goal(
    "z3", sp.Le(eta, decaying.SHARP_ETA), (sp.Le(eta, claim.SAFE_ETA), sp.Le(beta_1, 1), *ORDER), "theorem 3's step 1, repaired"
)
eta_condition_7 = Goal(
    "z3", sp.Le(2 * (1 - beta_1) * L * eta, beta_1 * c_1 * sp.sqrt(c_1 / c_2)), (sp.Le(eta, claim.SAFE_ETA), sp.Le(beta_1, 1))
)
first_weight = Goal(
    "z3",
    sp.Le(gamma, 1),
    (sp.Eq(gamma, claim.STATED_GAMMA), *ORDER),
    "beta_{1,0} = gamma_1",
    hint=((L, 1), (b, 1), (c_1, 1), (c_2, 1), (eps_k, 4), (sigma, 1), (gamma, 2)),
)
first_weight_safe = Goal(
    "z3", sp.Le(gamma / sp.sqrt(T + q), 1), (sp.Ge(q, gamma**2), sp.Ge(q, 1), sp.Ge(T, 0)), "T stands for i"
)


def unit(formula: sp.Expr, value: int, length: int) -> Goal:
    """The formula's unit."""
    return Goal("units", HasUnit(formula, sp.Integer(value), sp.Integer(length)))
