"""The goals of theorem 3's proof (appendix G.5); its steps stand in `theorem_3.py`.

Letters as in `theorem_2_goals.py`. `n = sqrt(k+1)`, `S` the sum of eta_k, `W` that of eta_k times the beta of its noise,
`A` the weighted average of E[||grad F_k||^2 + ||u_k||^2/4], `q = gamma^2` the shift of the repaired schedule.
"""

import sympy as sp

from theory.claim import Goal
from theory.papers.adamw.theorem_2.goals import (
    BETWEEN,
    G_0,
    G_T,
    HALF,
    ORDER,
    S_T,
    A,
    F_star,
    G_next,
    G_now,
    H,
    M,
    U,
    f,
    h,
    m,
    u,
    v,
)
from theory.papers.adamw.theorem_3.statement import NOISE, RATE, SAFE_RATE, START, STATED_GAMMA
from theory.prove.conclusions import BigO, HasUnit, Same
from theory.symbols import Delta, L, T, b, beta_1, c_1, c_2, decay_0, epsilon, eta, gamma, lambda_, sigma

n, C, q, w, x_0, share, S, W, W_next, weight_k, B_sum, r = sp.symbols(
    "n C q w x_0 share S W W_next weight_k B_sum r", positive=True
)
lambda_k, beta_next, eta_k, size = sp.symbols("lambda_k beta_next eta_k size", nonnegative=True)
k = sp.Symbol("k", integer=True, nonnegative=True)
PRESCRIBED = (sp.Eq(gamma, STATED_GAMMA), sp.Eq(beta_1, gamma), sp.Eq(eta, RATE * beta_1))
FLAT = (sp.Eq(Delta, 0), *PRESCRIBED, sp.Lt(lambda_ * eta, 1), sp.Eq(c_2, c_1))
SAYS_FLAT = (
    "F = 0 on the line, x_0 != 0, no noise: g = m = n = 0, v = c_1 = c_2 (c_inf = 0), mu_v = 0; L and sigma are any bounds"
)
LEDGER = {c_1: 1, c_2: 1, L: 1, Delta: 0, gamma: 1, beta_1: 1, eta: HALF, x_0: 1, b: 1, sigma: sp.Rational(1, 100)}


def flat(conclusion: sp.Basic, premises: tuple[sp.Basic, ...], decay: sp.Rational, prover: str = "z3", **more: int) -> Goal:
    """A goal in the run without gradient, at the decay `decay`; T is chosen where it occurs."""
    values = LEDGER | {lambda_: decay} | ({T: sp.Integer(more["T"])} if more else {})
    used = conclusion.free_symbols | {symbol for premise in premises for symbol in premise.free_symbols}
    return Goal(
        prover, conclusion, premises, SAYS_FLAT, instance=True, hint=tuple((s, x) for s, x in values.items() if s in used)
    )


# -- step 1
D_0, H_0 = lambda_ * c_1 * x_0**2 / 2, (lambda_ * c_1 * x_0) ** 2
eq_19 = flat(
    sp.Le((1 - lambda_ * eta) ** 2 * D_0, D_0 - eta / (2 * c_2) * H_0 - eta / (4 * c_2) * H_0), FLAT, sp.Rational(3, 2)
)
SHARP_ETA = c_1 / (2 * (L + lambda_ * c_1))
curvature = Goal(
    "z3",
    sp.Le(L * eta / v + lambda_k * eta, HALF),
    (sp.Le(eta, SHARP_ETA), sp.Ge(v, c_1), sp.Le(lambda_k, lambda_)),
    "the share of the second-order terms in the bracket of ||u_k||^2, in one coordinate",
)
bracket = Goal(
    "z3",
    sp.Ge((1 - share) / (2 * v), 1 / (4 * c_2)),
    (sp.Le(share, HALF), sp.Le(v, c_2)),
    "the bracket before v is replaced by c_1 or c_2: 1/(2v) - L eta/(2v^2) - lambda_k eta/(2v)",
)
polarised = Goal(
    "sympy", Same(-h * u / v, (h - u) ** 2 / (2 * v) - h**2 / (2 * v) - u**2 / (2 * v)), note="polarisation, in one coordinate"
)
joined = Goal(
    "z3",
    sp.Le((f - m) ** 2 / (2 * v) - h**2 / (2 * v) - q * u**2, (f - m) ** 2 / (2 * c_1) - h**2 / (2 * c_2) - u**2 / (4 * c_2)),
    (*BETWEEN, sp.Ge(q, 1 / (4 * c_2))),
    "q is the bracket",
)
safe_eta = Goal("z3", sp.Le(SAFE_RATE * beta_next, SHARP_ETA), (*ORDER, sp.Le(beta_next, 1)), "eta_k of the repaired schedule")

# -- step 2
beta_at = gamma / sp.sqrt(k + 1)
alpha = C / (2 * c_1)
constant = Goal("sympy", Same(C * beta_at / (2 * c_1 * beta_at), alpha), note="eta_k = C beta_{1,k}")
left_over = Goal(
    "sympy",
    Same(C * beta_at / (2 * c_1) + alpha * (1 - beta_at.subs(k, k + 1)), alpha),
    note="Eq. 19 brings eta_k/(2 c_1), lemma-2 at step k+1 brings alpha (1 - beta_{1,k+1})",
    hint=((gamma, 1), (C, 2), (c_1, 1), (k, 3)),
)
cancels = Goal(
    "sympy",
    Same(C * beta_at.subs(k, k + 1) / (2 * c_1) + alpha * (1 - beta_at.subs(k, k + 1)), alpha),
    note="with eta_k = C beta_{1,k+1}",
)

# -- step 3
limit_7 = Goal(
    "z3",
    sp.Le(RATE * gamma / n, gamma / n * c_1 / (2 * (1 - gamma / n) * L) * sp.sqrt(c_1 / c_2)),
    (sp.Ge(gamma, 1), sp.Ge(n, 1)),
    "n = sqrt(k+1)",
    hint=((c_1, 1), (c_2, 1), (L, 1), (gamma, 2), (n, 1)),
)
safe_7 = Goal(
    "z3",
    sp.Le(2 * (1 - beta_next) * L * SAFE_RATE * beta_next, beta_next * c_1 * sp.sqrt(c_1 / c_2)),
    (sp.Le(beta_next, 1),),
    "multiplied out",
)

# -- step 4
sum_of_one = flat(
    sp.Le(sp.Rational(5, 4) * H_0, 2 * c_2 * Delta / eta + c_2 * sigma**2 / (c_1 * b) + c_2 * sigma**2 * beta_1 / (c_1 * b)),
    FLAT,
    HALF,
)
noise_k = weight_k * sigma**2 / (2 * c_1 * b)
induction = Goal(
    "z3",
    sp.Le(S_T + H, G_0 - G_next + (W + weight_k) * sigma**2 / (2 * c_1 * b)),
    (sp.Le(S_T, G_0 - G_now + W * sigma**2 / (2 * c_1 * b)), sp.Le(H, G_now - G_next + noise_k)),
    "H = (eta_k/(2 c_2)) E[...], weight_k = eta_k beta: from T to T + 1",
)
eq_21 = Goal(
    "z3",
    sp.Le(A, 2 * c_2 * (Delta + decay_0) / S + 2 * c_2 * C * sigma**2 / (2 * c_1 * b * S) + c_2 * sigma**2 * W / (c_1 * b * S)),
    (
        sp.Le(S * A / (2 * c_2), G_0 - G_T + W * sigma**2 / (2 * c_1 * b)),
        sp.Eq(G_0, F_star + Delta + decay_0 + C / (2 * c_1) * M),
        sp.Le(M, sigma**2 / b),
        sp.Ge(G_T, F_star),
    ),
    "alpha = C/(2 c_1); F_star + Delta = F(x_0)",
)

# -- step 5, with the shift q (q = 0: the paper's schedule)
ROOT = sp.sqrt(T + 1) - 2


def summand(shift: sp.Expr) -> Goal:
    """1/sqrt(k+1+shift) against the difference of roots."""
    return Goal(
        "z3",
        sp.Ge(gamma / sp.sqrt(T + 1 + shift), 2 * gamma * (sp.sqrt(T + 2 + shift) - sp.sqrt(T + 1 + shift))),
        note="T stands for k >= 0",
    )


add_one = Goal(
    "z3",
    sp.Ge(B_sum + weight_k, 2 * gamma * (sp.sqrt(T + 2) - 2)),
    (sp.Ge(B_sum, 2 * gamma * ROOT), sp.Ge(weight_k, 2 * gamma * (sp.sqrt(T + 2) - sp.sqrt(T + 1)))),
    "from T to T + 1",
)
empty = Goal("z3", sp.Ge(0, 2 * gamma * (1 - 2)), note="T = 0")
SHIFTED = sp.sqrt(T + 1 + q) - sp.sqrt(1 + q)
add_one_shifted = Goal(
    "z3",
    sp.Ge(B_sum + weight_k, 2 * gamma * (sp.sqrt(T + 2 + q) - sp.sqrt(1 + q))),
    (sp.Ge(B_sum, 2 * gamma * SHIFTED), sp.Ge(weight_k, 2 * gamma * (sp.sqrt(T + 2 + q) - sp.sqrt(T + 1 + q)))),
    "from T to T + 1; at T = 0 both sides are 0",
)

# -- step 6
harmonic = Goal(
    "flint",
    sp.Le(gamma**2 * C * sp.Sum(1 / (k + 1), (k, 0, T - 1)), gamma**2 * C * sp.log(T)),
    note="eta_k beta_{1,k} = C gamma^2/(k+1), C = c_1^(3/2)/(2 c_2^(1/2) L)",
    hint=((T, 10), (gamma, 1), (C, 1)),
)
slope = Goal(
    "sympy", Same(sp.diff(sp.log(1 + w) - w / (1 + w), w), w / (1 + w) ** 2), note="log(1+w) - w/(1+w) is 0 at 0 and grows"
)
grows = Goal("z3", sp.Ge(w / (1 + w) ** 2, 0))
at_q = Goal("sympy", Same((1 / (T + q)) / (1 + 1 / (T + q)), 1 / (T + 1 + q)), note="w = 1/(k+q), T standing for k")
logarithm, logarithm_next, terms = sp.symbols("logarithm logarithm_next terms", real=True)
add_log = Goal(
    "z3",
    sp.Le(C * gamma**2 * (terms + 1 / (T + 1 + q)), C * gamma**2 * logarithm_next),
    (sp.Le(terms, logarithm), sp.Ge(logarithm_next, logarithm + 1 / (T + 1 + q))),
    "from T to T + 1; at T = 0 both sides are 0; logarithm = log(1 + T/q)",
)

# -- step 7
first = Goal(
    "sympy", Same(2 * c_2 * Delta / (2 * gamma * RATE * r), 2 * c_2 ** (3 * HALF) * L * Delta / (c_1 ** (3 * HALF) * gamma * r))
)
second = Goal(
    "sympy", Same(c_2 * RATE * sigma**2 / (c_1 * b * 2 * gamma * RATE * r), c_2 * sigma**2 / (2 * c_1 * b * gamma * r))
)
third = Goal(
    "sympy",
    Same(
        c_2 * sigma**2 * gamma**2 * RATE * logarithm / (c_1 * b * 2 * gamma * RATE * r),
        c_2 * gamma * sigma**2 * logarithm / (2 * c_1 * b * r),
    ),
    note="r = sqrt(T+1) - 2, logarithm = log T",
)
first_safe = Goal(
    "sympy",
    Same(
        2 * c_2 * (Delta + decay_0) / (2 * gamma * SAFE_RATE * r),
        2 * c_2 ** (3 * HALF) * (L + lambda_ * c_1) * (Delta + decay_0) / (c_1 ** (3 * HALF) * gamma * r),
    ),
    note="r = R",
)
larger_sum = Goal("z3", sp.Le(size / S, size / (2 * gamma * C * r)), (sp.Ge(S, 2 * gamma * C * r),), "size >= 0 over S")

# -- step 8: y = log(1/epsilon)
y, a, scale_T = sp.symbols("y a scale_T", positive=True)
paper_T = scale_T * y * sp.exp(4 * y)
third_small = Goal(
    "limit",
    BigO(sp.log(paper_T) / (sp.sqrt(paper_T + 1) - 2), sp.exp(-2 * y), y, sp.oo),
    note="the third term at T = const * log(1/epsilon)/epsilon^4 against epsilon^2, epsilon = exp(-y); any constant",
)
s = sp.Symbol("s", nonnegative=True)
log_4a, log_s = sp.symbols("log_4a log_s", real=True)
roots_grow = Goal(
    "z3",
    sp.Ge(SHIFTED, sp.Rational(2, 5) * sp.sqrt(T)),
    (sp.Ge(T, 1 + q),),
    "R against sqrt T",
)
tangent = Goal("sympy", Same(sp.diff(w - 1 - sp.log(w), w), 1 - 1 / w), note="log w <= w - 1: equality at 1")
tangent_sign = Goal("z3", sp.Ge((1 - 1 / w) * (w - 1), 0), note="falls before 1, grows after")
under_square = Goal("z3", sp.Le(1 + T / q, (1 + sp.sqrt(T)) ** 2), (sp.Ge(q, 1),), "log(1+T/q) <= 2 log(1+s)")
beats_log = Goal(
    "z3",
    sp.Le(a * logarithm, s),
    (
        sp.Le(logarithm, 2 * log_s),
        sp.Le(log_s, log_4a + (1 + s) / (4 * a) - 1),
        sp.Ge(s, 4 * a * log_4a + 1 - 4 * a),
    ),
    "s = sqrt T; log w <= w - 1 at w = (1+s)/(4a)",
)
noise_half = Goal(
    "z3",
    sp.Le(c_2 * gamma * sigma**2 * logarithm / (2 * c_1 * b * r), epsilon**2 / 2),
    (sp.Le(NOISE * logarithm, s), sp.Ge(r, sp.Rational(2, 5) * s), sp.Gt(s, 0)),
    "r = R",
)
start_half = Goal(
    "z3",
    sp.Le(size / r, epsilon**2 / 2),
    (sp.Ge(s, 5 * size / epsilon**2), sp.Ge(r, sp.Rational(2, 5) * s)),
    "size/R stands for the first two terms",
)
halves = Goal("z3", sp.Le(A, epsilon**2), (sp.Le(A, s + q), sp.Le(s, epsilon**2 / 2), sp.Le(q, epsilon**2 / 2)))
start_terms = Goal(
    "sympy",
    Same(
        START / r,
        2 * c_2 ** (3 * HALF) * (L + lambda_ * c_1) * (Delta + decay_0) / (c_1 ** (3 * HALF) * gamma * r)
        + c_2 * sigma**2 / (2 * c_1 * b * gamma * r),
    ),
    note="the two terms",
)

# -- the parts and the prescribed formulas
LARGEST_SHARE = sp.Rational(5, 4) * H_0 / T  # of T decreasing weights the first is at least 1/T
whole = flat(
    sp.Le(
        LARGEST_SHARE,
        2 * c_2 / (c_1 * gamma * ROOT) * (sp.sqrt(c_2) * L * Delta / sp.sqrt(c_1) + sigma**2)
        + c_2 * gamma * sigma**2 * sp.log(T) / (2 * c_1 * b * ROOT),
    ),
    FLAT,
    HALF,
    "flint",
    T=8,
)
STATIONARY = (sp.Le(H + U / 4, epsilon**2),)
steps_paper = Goal(
    "z3",
    sp.Le(eta**2 * U, 4 * eta_k**2 * epsilon**2),
    (*STATIONARY, sp.Eq(eta, C * gamma), sp.Eq(eta_k, C * gamma / sp.sqrt(2))),
    "T = 1: the only step has length eta_0 > eta_1 = eta_k",
    hint=((C, 1), (gamma, 1), (H, 0), (U, 4), (epsilon, 1), (eta, 1), (eta_k, 1 / sp.sqrt(2))),
)
steps_safe = Goal(
    "z3", sp.Le(eta_k**2 * U, 4 * eta**2 * epsilon**2), (*STATIONARY, sp.Le(eta_k, eta)), "eta = eta_0, in the mean"
)
admissible = Goal(
    "z3",
    sp.Le(beta_1, 1),
    (*PRESCRIBED[:2], *ORDER),
    "beta_{1,0} = gamma",
    hint=((c_1, 1), (c_2, 1), (L, 1), (Delta, 4), (sigma, 1), (gamma, 2), (beta_1, 2)),
)
admissible_later = Goal("z3", sp.Le(beta_1, 1), (sp.Ge(gamma, 1), sp.Ge(n, 1), sp.Eq(beta_1, gamma / n)), "n = sqrt(k+1)")
admissible_safe = Goal(
    "z3",
    sp.And(sp.Le(gamma / sp.sqrt(T + gamma**2), 1), sp.Le(gamma / sp.sqrt(T + 1 + gamma**2), gamma / sp.sqrt(T + gamma**2))),
    (sp.Ge(T, 0),),
    "T stands for k; at k = 0 it is 1",
)
decay_small = Goal("z3", sp.Lt(lambda_ * RATE * gamma, 1), (sp.Ge(gamma, 1), *ORDER), "lambda eta_0 < 1")
decay_small_safe = Goal("z3", sp.Lt(lambda_ * SAFE_RATE * beta_next, HALF), (sp.Le(beta_next, 1), *ORDER), "lambda eta_k < 1/2")
LOG_EPSILON = sp.log(1 / epsilon)


def unit(formula: sp.Expr, value: int, length: int) -> Goal:
    """The formula's unit."""
    return Goal("units", HasUnit(formula, sp.Integer(value), sp.Integer(length)))
