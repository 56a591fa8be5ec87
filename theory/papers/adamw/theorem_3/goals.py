"""The goals of theorem 3's proof (appendix G.5); its steps stand in `proof.py`.

Letters as in `theorem_2/goals.py`. `n = sqrt(k+1)`; `B_sum`, `B_sq` the sums of beta_{1,k+1} and of its square over k <
T, `S` that of eta_k = C beta_{1,k+1}, `q = gamma^2` the shift of the repaired schedule, `r` = R. Step 1 is theorem 2's
steps 1 to 6 at eta_k and beta_{1,k+1}.
"""

import sympy as sp

from theory.claim import Goal
from theory.link import Given, Role, Sense, Use, over_steps, stated, when
from theory.papers.adamw import trusted
from theory.papers.adamw.choices import SHARP_ETA
from theory.papers.adamw.theorem_2 import goals as constant
from theory.papers.adamw.theorem_2.goals import G_0, HALF, ORDER, S_T, G_next, G_now, H, M, U
from theory.papers.adamw.theorem_2.statement import STEP_7_LEFT, STEP_7_RIGHT, TRACKING
from theory.papers.adamw.theorem_3.statement import AT_LEAST_1, NOISE, NOISY, RATE, SAFE_RATE, STATED_GAMMA, safe_terms
from theory.prove.conclusions import BigO, HasUnit, Same
from theory.symbols import Delta, L, T, b, beta_1, c_1, c_2, decay_0, epsilon, eta, eta_0, gamma, lambda_, sigma, v_dx_sq

n, C, q, w, x_0, S, beta_next = sp.symbols("n C q w x_0 S beta_next", positive=True)
eta_k = sp.Symbol("eta_k", positive=True)
B_sum, B_sq, size, limit = sp.symbols("B_sum B_sq size limit", nonnegative=True)
r, log_step = sp.symbols("r log_step", real=True)
logarithm, logarithm_next = sp.symbols("logarithm logarithm_next", nonnegative=True)
LETTERS = trusted.LETTERS.knowing(C, q, S, beta_next, B_sum, B_sq, size, eta_k, limit, r, logarithm, logarithm_next, log_step)
at, mean = LETTERS.at, LETTERS.mean
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
BETA_NEXT = gamma / sp.sqrt(T + 1 + q)  # beta_{1,k+1} at k = T
SCHEDULE = Given(
    "schedule", Role.DEFINITION, "beta_{1,k+1} = gamma/sqrt(k+1+q), T standing for k", (sp.Eq(beta_next, BETA_NEXT),)
)
below_1 = Goal(
    "z3", sp.Le(beta_next, 1), (at(SCHEDULE), when(sp.Ge(q, gamma**2))), "the schedule is one of convex combinations"
)
AT_K = {eta: SAFE_RATE * beta_next, beta_1: beta_next}
safe_eta = Goal(
    "z3", sp.Le(SAFE_RATE * beta_next, SHARP_ETA), (*ORDER, when(sp.Le(beta_next, 1))), "eta_k of the repaired schedule"
)

# -- step 2
beta_at = gamma / sp.sqrt(k + 1)
alpha = C / (2 * c_1)
constant_weight = Goal("sympy", Same(C * beta_at / (2 * c_1 * beta_at), alpha), note="eta_k = C beta_{1,k}")
left_over = Goal(
    "sympy",
    Same(C * beta_at / (2 * c_1) + alpha * (1 - beta_at.subs(k, k + 1)), alpha),
    note="Eq. 19 brings eta_k/(2 c_1), lemma-2 at step k+1 brings alpha (1 - beta_{1,k+1})",
    hint=((gamma, 1), (C, 2), (c_1, 1), (k, 3)),
)
cancels = Goal(
    "sympy", Same(TRACKING.subs(AT_K), SAFE_RATE / (2 * c_1)), note="eta_k = C beta_{1,k+1}: the same alpha for every k"
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
    sp.Le(STEP_7_LEFT.subs(AT_K), STEP_7_RIGHT.subs(AT_K)),
    (when(sp.Le(beta_next, 1)),),
    "the condition of theorem 2's step 7",
)

# -- step 4
sum_of_one = flat(
    sp.Le(sp.Rational(5, 4) * H_0, 2 * c_2 * Delta / eta + c_2 * sigma**2 / (c_1 * b) + c_2 * sigma**2 * beta_1 / (c_1 * b)),
    FLAT,
    HALF,
)
step_k = at(constant.term_repaired, AT_K)
WITHIN = (at(safe_eta), at(safe_7), at(below_1))
SUM_TO_T = sp.Le(S_T, G_0 - G_now + SAFE_RATE * B_sq * sigma**2 / (2 * c_1 * b))
ADDED = SAFE_RATE * beta_next / (2 * c_2) * (H + U / 4)
induction = Goal(
    "z3",
    sp.Le(S_T + ADDED, G_0 - G_next + SAFE_RATE * (B_sq + beta_next**2) * sigma**2 / (2 * c_1 * b)),
    (when(SUM_TO_T), step_k),
    "from T to T + 1",
    uses=(*WITHIN, at(cancels)),
)
WEIGHTED = Given(
    "average", Role.DEFINITION, "from here on a letter stands for its average over k < T with the weights eta_k; S = sum "
    "of eta_k",
    (sp.Eq(S_T, S / (2 * c_2) * (H + U / 4)),), Sense.EXPECTATION,
)  # fmt: skip
SUMMED = over_steps(
    induction, SUM_TO_T, {S_T: S_T + ADDED, G_now: G_next, B_sq: B_sq + beta_next**2}, {S_T: 0, B_sq: 0, G_now: G_0}
)


def average(ends: Use, potential: sp.Expr, error: sp.Expr) -> Goal:
    """Eq. 21: the sum divided by S/(2 c_2); `ends` bounds G_0 - G_T by the potential and the momentum's error."""
    return Goal(
        "z3",
        sp.Le(
            H + U / 4,
            2 * c_2 * potential / S + c_2 * SAFE_RATE * error / (c_1 * S) + c_2 * sigma**2 * SAFE_RATE * B_sq / (c_1 * b * S),
        ),
        (SUMMED, at(constant.LAST), at(WEIGHTED), ends),
        "S the sum of eta_k, C B_sq that of eta_k beta_{1,k+1}",
    )


eq_21 = average(at(constant.telescoped_repaired, AT_K), Delta + decay_0, sigma**2 / b)

# -- step 5, with the shift q (q = 0: the paper's schedule)
ROOT = sp.sqrt(T + 1) - 2


def summand(shift: sp.Expr) -> Goal:
    """1/sqrt(k+1+shift) against the difference of roots."""
    return Goal(
        "z3",
        sp.Ge(gamma / sp.sqrt(T + 1 + shift), 2 * gamma * (sp.sqrt(T + 2 + shift) - sp.sqrt(T + 1 + shift))),
        note="T stands for k >= 0",
    )


plain_sum, shifted = summand(sp.Integer(0)), summand(q)
SUM_OF_ROOTS = sp.Ge(B_sum, 2 * gamma * ROOT)
add_one = Goal(
    "z3",
    sp.Ge(B_sum + gamma / sp.sqrt(T + 1), 2 * gamma * (sp.sqrt(T + 2) - 2)),
    (when(SUM_OF_ROOTS), at(plain_sum)),
    "from T to T + 1",
)
empty = Goal("z3", sp.Ge(0, 2 * gamma * (1 - 2)), note="T = 0")
SHIFTED = sp.sqrt(T + 1 + q) - sp.sqrt(1 + q)
SUM_SHIFTED = sp.Ge(B_sum, 2 * gamma * SHIFTED)
add_one_shifted = Goal(
    "z3",
    sp.Ge(B_sum + BETA_NEXT, 2 * gamma * (sp.sqrt(T + 2 + q) - sp.sqrt(1 + q))),
    (when(SUM_SHIFTED), at(shifted)),
    "from T to T + 1; at T = 0 both sides are 0",
)
sum_of_betas = Goal(
    "z3", SUM_SHIFTED, (over_steps(add_one_shifted, SUM_SHIFTED, {B_sum: B_sum + BETA_NEXT, T: T + 1}, {B_sum: 0, T: 0}),)
)
roots_positive = Goal("z3", sp.Gt(SHIFTED, 0))

# -- step 6
harmonic = Goal(
    "flint",
    sp.Le(gamma**2 * C * sp.Sum(1 / (k + 1), (k, 0, T - 1)), gamma**2 * C * sp.log(T)),
    note="eta_k beta_{1,k} = C gamma^2/(k+1), C = c_1^(3/2)/(2 c_2^(1/2) L)",
    hint=((T, 10), (gamma, 1), (C, 1)),
)
slope = Goal("sympy", Same(sp.diff(sp.log(1 + w) - w / (1 + w), w), w / (1 + w) ** 2), note="log(1+w) - w/(1+w) is 0 at w = 0")
grows = Goal("z3", sp.Ge(w / (1 + w) ** 2, 0))
LOG_STEP = Given(
    "monotone functions",
    Role.CITED,
    "log(1+w) - w/(1+w), 0 at w = 0 and growing, is not negative",
    (sp.Ge(log_step, w / (1 + w)),),
)
LOGARITHMS = Given(
    "logarithms", Role.DEFINITION,
    "logarithm = log(1 + T/q), logarithm_next = log(1 + (T+1)/q), their difference is log_step = log(1 + 1/(T+q))",
    (sp.Eq(logarithm_next, logarithm + log_step),), nature="a logarithm of a number above 1",
)  # fmt: skip
UNDER_LOG = sp.Le(B_sq, gamma**2 * logarithm)
add_log = Goal(
    "z3",
    sp.Le(B_sq + BETA_NEXT**2, gamma**2 * logarithm_next),
    (when(UNDER_LOG), at(LOGARITHMS), at(LOG_STEP, {w: 1 / (T + q)})),
    "from T to T + 1; at T = 0 both sides are 0",
    uses=(at(slope), at(grows)),
)
sum_of_squares = Goal(
    "z3",
    UNDER_LOG,
    (
        over_steps(
            add_log, UNDER_LOG, {B_sq: B_sq + BETA_NEXT**2, logarithm: logarithm_next, T: T + 1}, {B_sq: 0, logarithm: 0}
        ),
    ),
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
larger_sum = Goal(
    "z3", sp.Le(size / S, size / (2 * gamma * C * r)), (when(sp.Ge(S, 2 * gamma * C * r), sp.Gt(r, 0)),), "size >= 0 over S"
)
more = Goal("z3", sp.Le(size * B_sq / S, size * limit / S), (when(sp.Le(B_sq, limit)),), "size >= 0")
STEPS_SUM = Given(
    "S", Role.DEFINITION, "S = sum of eta_k = C B_sum", (sp.Eq(S, SAFE_RATE * B_sum),), nature="a sum of positive steps"
)
enough_steps = Goal("z3", sp.Ge(S, 2 * gamma * SAFE_RATE * r), (at(STEPS_SUM), when(sp.Ge(B_sum, 2 * gamma * r))))
left, a_1, a_2, a_3, b_3, t_1, t_2, t_3 = sp.symbols("left a_1 a_2 a_3 b_3 t_1 t_2 t_3", real=True)
term_by_term = Goal(
    "z3",
    sp.Le(left, t_1 + t_2 + t_3),
    (when(sp.Le(left, a_1 + a_2 + a_3), sp.Le(a_1, t_1), sp.Le(a_2, t_2), sp.Le(a_3, b_3), sp.Le(b_3, t_3)),),
    "each of three terms in turn",
)


def in_printed_form(
    average: Goal, potential: sp.Expr, error: sp.Expr, shift: sp.Expr, more_links: tuple[Use, ...] = ()
) -> Goal:
    """Eq. 21 with the sums of steps 5 and 6 put in, at R = sqrt(T+1+shift) - sqrt(1+shift)."""
    roots, log = SHIFTED.subs(q, shift), sp.log(1 + T / shift)
    noise = c_2 * sigma**2 * SAFE_RATE / (c_1 * b)
    sizes = (2 * c_2 * potential, c_2 * SAFE_RATE * error / c_1, noise * gamma**2 * log)
    terms = [term for _, term in safe_terms(roots, log, potential, error)]
    smaller = [at(larger_sum, {size: one, C: SAFE_RATE, r: roots}) for one in sizes]
    under = at(more, {size: noise, limit: gamma**2 * log})
    joint = at(
        term_by_term,
        {left: H + U / 4, a_1: sizes[0] / S, a_2: sizes[1] / S, a_3: noise * B_sq / S, b_3: sizes[2] / S}
        | dict(zip((t_1, t_2, t_3), terms, strict=True)),
    )
    return Goal(
        "same",
        sp.Le(H + U / 4, sp.Add(*terms)),
        (joint,),
        "Eq. 21 with the sums of steps 5 and 6",
        uses=(
            at(average, {q: shift}), *more_links, *smaller, under, at(enough_steps, {r: roots}), at(sum_of_betas, {q: shift}),
            at(roots_positive, {q: shift}), at(sum_of_squares, {q: shift, logarithm: log}),
        ),
    )  # fmt: skip


bound = in_printed_form(eq_21, Delta + decay_0, sigma**2 / b, gamma**2)

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
LONG = when(sp.Ge(T, 1 + q))
roots_grow = Goal("z3", sp.Ge(SHIFTED, sp.Rational(2, 5) * sp.sqrt(T)), (LONG,), "R against sqrt T")
tangent = Goal("sympy", Same(sp.diff(w - 1 - sp.log(w), w), 1 - 1 / w), note="log w <= w - 1: equality at 1")
tangent_sign = Goal("z3", sp.Ge((1 - 1 / w) * (w - 1), 0), note="falls before 1, grows after")
TANGENT = Given(
    "monotone functions", Role.CITED, "log w <= w - 1, equal at 1, by the sign of the difference's slope; w = (1+s)/(4a)",
    (sp.Le(log_s, log_4a + (1 + s) / (4 * a) - 1),),
)  # fmt: skip
SQUARES = Given(
    "logarithms", Role.CITED, "the logarithm grows: 1 + T/q <= (1+s)^2 for s = sqrt T, so log(1+T/q) <= 2 log(1+s)",
    (sp.Le(logarithm, 2 * log_s),),
)  # fmt: skip
under_square = Goal("z3", sp.Le(1 + T / q, (1 + sp.sqrt(T)) ** 2), (when(sp.Ge(q, 1)),), "log(1+T/q) <= 2 log(1+s)")
beats_log = Goal(
    "z3",
    sp.Le(a * logarithm, s),
    (at(SQUARES), at(TANGENT), when(sp.Ge(s, 4 * a * log_4a + 1 - 4 * a))),
    "s = sqrt T",
    uses=(at(tangent), at(tangent_sign), at(under_square)),
)
noise_half = Goal(
    "z3",
    sp.Le(c_2 * gamma * sigma**2 * logarithm / (2 * c_1 * b * r), epsilon**2 / 2),
    (when(sp.Le(NOISE * logarithm, s), sp.Ge(r, sp.Rational(2, 5) * s), sp.Gt(s, 0)),),
    "r = R",
)
start_half = Goal(
    "z3",
    sp.Le(size / r, epsilon**2 / 2),
    (when(sp.Ge(s, 5 * size / epsilon**2), sp.Ge(r, sp.Rational(2, 5) * s), sp.Gt(s, 0)),),
    "size/R stands for the first two terms",
)
halves = Goal(
    "z3", sp.Le(left, epsilon**2), (when(sp.Le(left, a_1 + t_3), sp.Le(a_1, epsilon**2 / 2), sp.Le(t_3, epsilon**2 / 2)),)
)


w_real = sp.Symbol("w_real", real=True)
root_enough = Goal("z3", sp.Ge(sp.sqrt(T), w_real), (when(sp.Ge(T, sp.Max(0, w_real) ** 2)),))
noisy = Goal("z3", sp.Gt(NOISE, 0), (at(NOISY),))
root_positive = Goal("z3", sp.Gt(sp.sqrt(T), 0))


joined_start = Goal(
    "z3", sp.Le(left, (a_1 + a_2) / r + t_3), (when(sp.Le(left, a_1 / r + a_2 / r + t_3), sp.Gt(r, 0)),), "a common denominator"
)


def small_enough(
    bounded: Goal, potential: sp.Expr, error: sp.Expr, shift: sp.Expr, target: sp.Expr, more: tuple[Use, ...]
) -> Goal:
    """The three terms are at most `target` once T is as step 8 (repaired) says; `more` shows that the shift is at least 1."""
    roots, log, root_T = SHIFTED.subs(q, shift), sp.log(1 + T / shift), sp.sqrt(T)
    noise = safe_terms(roots, log, potential, error)[2][1]
    first, second, _ = (term for _, term in safe_terms(sp.Integer(1), sp.Integer(0), potential, error))
    start = first + second
    goal, scaled = sp.sqrt(target), NOISE.subs(epsilon, sp.sqrt(target))
    return Goal(
        "same",
        sp.Le(H + U / 4, target),
        (at(halves, {left: H + U / 4, epsilon: goal, a_1: start / roots, t_3: noise}),),
        "step 8",
        uses=(
            at(bounded), at(noise_half, {logarithm: log, r: roots, s: root_T, epsilon: goal}),
            at(start_half, {size: start, r: roots, s: root_T, epsilon: goal}),
            at(joined_start, {left: H + U / 4, a_1: first, a_2: second, r: roots, t_3: noise}),
            at(roots_grow, {q: shift}), at(roots_positive, {q: shift}), *more,
            at(beats_log, {a: scaled, logarithm: log, s: root_T, log_4a: sp.log(4 * scaled), q: shift}),
            at(noisy, {epsilon: goal}), at(root_enough, {w_real: 5 * start / target}),
            at(root_enough, {w_real: 4 * scaled * sp.log(4 * scaled) + 1 - 4 * scaled}), at(root_positive),
        ),
    )  # fmt: skip


wide = Goal("z3", sp.Ge(gamma**2, 1), (at(AT_LEAST_1),))
small = small_enough(bound, Delta + decay_0, sigma**2 / b, gamma**2, epsilon**2, (at(wide),))

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
tracking_paper = Goal(
    "z3", sp.Le(M, 8 * epsilon**2), (mean(constant.follow), stated(whole, sp.Le(H + U / 4, epsilon**2))), "as theorem 2 (iii)"
)
moves = at(constant.moves, {eta: eta_k})
largest_step = Goal("z3", sp.Le(v_dx_sq, eta_0**2 * U), (moves, when(sp.Le(eta_k, eta_0))), "eta_0 is the largest step")
steps_safe = Goal("z3", sp.Le(v_dx_sq, 4 * eta_0**2 * epsilon**2), (mean(largest_step), at(small)), "in the mean")
tracking = Goal("z3", sp.Le(M, 8 * epsilon**2), (mean(constant.follow), at(small)))
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
    note="T stands for k; at k = 0 it is 1",
)
decay_small_safe = Goal(
    "z3",
    sp.Lt(lambda_ * SAFE_RATE * beta_next, HALF),
    (when(sp.Le(beta_next, 1)), *ORDER),
    "lambda eta_k < 1/2",
    uses=(at(below_1),),
)
LOG_EPSILON = sp.log(1 / epsilon)


def unit(formula: sp.Expr, value: int, length: int) -> Goal:
    """The formula's unit."""
    return Goal("units", HasUnit(formula, sp.Integer(value), sp.Integer(length)))
