"""The goals of theorem 2's proof (appendix G.2); its steps stand in `theorem_2.py`.

A vector inequality whose two sides are sums over coordinates is decided in one coordinate: adding the coordinates'
inequalities gives it, the constants being the same in each. Letters for one coordinate: `f` of grad F(x_k), `m` of m_k,
`x`, `v` (between c_1 and c_2), `h = f + lambda_k v x` of grad F_k(x_k), `u = m + lambda_k v x` of u_k. Letters for
vectors: `U = ||u_k||^2`, `H = ||grad F_k(x_k)||^2`, `M = ||m_k - grad F(x_k)||^2`; from step 6 on, their expectations.
"""

import sympy as sp

from theory.claim import Goal
from theory.papers.adamw.theorem_2.statement import STATED_BETA_1, STATED_ETA, STEP_5_ETA, terms_of_eq_18
from theory.prove.conclusions import Same
from theory.symbols import (
    Delta,
    L,
    T,
    b,
    beta_1,
    beta_2,
    c_1,
    c_2,
    c_inf,
    decay_0,
    delta,
    epsilon,
    eta,
    lambda_,
    mu_v,
    sigma,
)

HALF = sp.Rational(1, 2)
f, m, x, h, u, q, s = sp.symbols("f m x h u q s", real=True)
v, v_next, alpha = sp.symbols("v v_next alpha", positive=True)
lambda_k, lambda_next = sp.symbols("lambda_k lambda_next", nonnegative=True)
F, F_next, D_next, G_now, G_next, G_0, G_T, F_star = sp.symbols("F F_next D_next G_now G_next G_0 G_T F_star", real=True)
H, U, M, M_next, M_0, A, step_sq = sp.symbols("H U M M_next M_0 A step_sq", nonnegative=True)
BETWEEN = (sp.Ge(v, c_1), sp.Le(v, c_2))
ORDER = (sp.Le(c_1, c_2),)
x_next = x - eta * u / v

# -- step 1: along the segment, phi(t) = F(x + t h) has a slope that grows by at most t L ||h||^2.
length_sq, turn_sq = sp.symbols("length_sq turn_sq", nonnegative=True)
cauchy = Goal(
    "z3",
    sp.Le(q, L * s * length_sq),
    (sp.Le(q**2, turn_sq * length_sq), sp.Le(turn_sq, L**2 * s**2 * length_sq), sp.Ge(s, 0)),
    "q = <grad F(x + s h) - grad F(x), h>: Cauchy-Schwarz and S, length_sq = ||h||^2",
)
integral = Goal("sympy", Same(sp.Integral(L * s * length_sq, (s, 0, 1)), L / 2 * length_sq), note="integrated over the segment")

# -- step 2, in one coordinate
decay = Goal(
    "z3",
    sp.Le(lambda_next / 2 * v_next * x**2, lambda_k / 2 * v * x**2),
    (sp.Ge(v, (1 - mu_v) * v_next), sp.Eq(lambda_next, (1 - mu_v) * lambda_k)),
    "lemma-1 (c) with p = 1/2 is v_k >= (1 - mu_v) v_{k+1}",
)

# -- step 3, in one coordinate
update = Goal(
    "sympy",
    Same((1 - lambda_k * eta) * x - eta * m / v, x - eta * (m + lambda_k * x * v) / v),
    note="algorithm 1 is x_{k+1} = x_k - eta u_k / v_k",
)
expansion = Goal(
    "sympy",
    Same(
        lambda_k / 2 * v * x_next**2,
        lambda_k / 2 * v * x**2 - eta * lambda_k * v * x * u / v + lambda_k * eta**2 / 2 * v * (u / v) ** 2,
    ),
    note="||x_{k+1}||^2_v around x_k",
)
one_step = -eta * (f + lambda_k * v * x) * u / v + L * eta**2 / 2 * (u / v) ** 2 + lambda_k * eta**2 / 2 * v * (u / v) ** 2
joined = Goal(
    "z3",
    sp.Le(F_next + D_next, F + lambda_k / 2 * v * x**2 + one_step),
    (
        sp.Le(F_next, F + f * (x_next - x) + L / 2 * (x_next - x) ** 2),
        sp.Le(D_next, lambda_k / 2 * v * x_next**2),
    ),
    "steps 1 and 2 added; D_next = (lambda_{k+1}/2) v_{k+1} x_{k+1}^2",
)

# -- step 4, in one coordinate, with h - u = f - m
bracket_4 = eta / (2 * c_2) - L * eta**2 / (2 * c_1**2) - lambda_k * eta**2 / (2 * c_1)
polarisation = Goal("sympy", Same(h * u, (h**2 + u**2 - (h - u) ** 2) / 2))
polarised = Goal(
    "z3",
    sp.Le(
        -eta * h * u / v + L * eta**2 / 2 * (u / v) ** 2 + lambda_k * eta**2 / 2 * v * (u / v) ** 2,
        eta / (2 * c_1) * (f - m) ** 2 - eta / (2 * c_2) * h**2 - bracket_4 * u**2,
    ),
    (*BETWEEN, sp.Eq(f, h - u + m)),
)

# -- step 5
bracket_5 = Goal(
    "z3",
    sp.Ge(bracket_4, eta / (4 * c_2)),
    (sp.Le(eta, STEP_5_ETA), sp.Le(lambda_k, lambda_)),
    "lambda_k <= lambda",
)

# -- step 6: letters are expectations now
noise = eta * beta_1 * sigma**2 / (2 * c_1 * b)
bracket_6 = 1 - 2 * c_2 * (1 - beta_1) ** 2 * L**2 * eta**2 / (beta_1**2 * c_1**3)
lemma_2 = (1 - beta_1) * M + (1 - beta_1) ** 2 * L**2 / beta_1 * step_sq + beta_1**2 * sigma**2 / b
lyapunov_step = G_now - eta / (2 * c_2) * H - eta / (4 * c_2) * bracket_6 * U + noise
weighted = Goal(
    "z3",
    sp.Le(F_next + alpha * M_next, lyapunov_step),
    (
        sp.Le(F_next, F + eta / (2 * c_1) * M - eta / (2 * c_2) * H - eta / (4 * c_2) * U),
        sp.Le(M_next, lemma_2),
        sp.Le(step_sq, eta**2 * U / c_1**2),
        sp.Eq(alpha, eta / (2 * c_1 * beta_1)),
        sp.Eq(G_now, F + alpha * M),
        sp.Le(beta_1, 1),
    ),
    "F, F_next = E F_k(x_k), E F_{k+1}(x_{k+1}); step_sq = E||x_{k+1} - x_k||^2",
)
step_length = Goal("z3", sp.Le((eta * u / v) ** 2, eta**2 * u**2 / c_1**2), BETWEEN, "Eq. 17 in one coordinate")

# -- step 7
bracket_7 = Goal(
    "z3",
    sp.Ge(bracket_6, HALF),
    (sp.Le(eta, beta_1 * c_1 / (2 * (1 - beta_1) * L) * sp.sqrt(c_1 / c_2)), sp.Lt(beta_1, 1)),
)
at_one = Goal("z3", sp.Ge(bracket_6, HALF), (sp.Eq(beta_1, 1),), "at beta_1 = 1 the condition is void")

# -- step 8
weight = eta / (2 * c_1 * beta_1)
start_gap = eta * sigma**2 / (2 * c_1 * beta_1 * b)
x_0 = sp.Symbol("x_0", real=True)
D_0 = lambda_ * c_1 * x_0**2 / 2
flat = Goal(
    "z3",
    sp.Le(D_0 - lambda_ * c_1 * ((1 - lambda_ * eta) * x_0) ** 2 / 2, Delta + start_gap),
    (sp.Eq(Delta, 0), sp.Le(eta, STEP_5_ETA), sp.Le(beta_1, 1)),
    "F = 0 on the line, no noise: Delta = 0, g = m = n = 0, v = c_1, T = 1; sigma is any upper bound",
    instance=True,
    hint=tuple(
        {
            L: 1,
            lambda_: 1,
            c_1: 1,
            c_2: 1,
            beta_1: 1,
            b: 1,
            eta: sp.Rational(1, 4),
            sigma: sp.Rational(1, 10),
            x_0: 1,
            Delta: 0,
        }.items()
    ),
)
POTENTIALS = (
    sp.Eq(G_0, F + decay_0 + weight * M_0),
    sp.Le(M_0, sigma**2 / b),
    sp.Ge(G_T, F_star),
    sp.Eq(Delta, F - F_star),
)
telescoped = Goal(
    "z3", sp.Le(G_0 - G_T, Delta + start_gap), POTENTIALS, "decay_0 = (lambda/2) ||x_0||^2_{v_0} is part of F_0(x_0)"
)
telescoped_repaired = Goal("z3", sp.Le(G_0 - G_T, Delta + decay_0 + start_gap), POTENTIALS)
lower = Goal(
    "z3",
    sp.Ge(F_next + lambda_next / 2 * v_next * x**2 + weight * M, F_star),
    (sp.Ge(F_next, F_star),),
    "G_T >= F_*: the decay and the momentum term are not negative",
)

# -- step 9
one_term = Goal(
    "z3",
    sp.Le(eta / (2 * c_2) * (H + U / 4), G_now - G_next + noise),
    (sp.Le(G_next, lyapunov_step), sp.Ge(bracket_6, HALF), sp.Le(beta_1, 1)),
    "steps 6 and 7",
)
S_T = sp.Symbol("S_T", real=True)
induction = Goal(
    "z3",
    sp.Le(S_T + A, G_0 - G_next + (T + 1) * noise),
    (sp.Le(S_T, G_0 - G_now + T * noise), sp.Le(A, G_now - G_next + noise)),
    "the sum over k < T telescopes: from T to T + 1 (at T = 0 both sides are 0)",
)


def eq_18(potential: sp.Expr) -> Goal:
    """The sum divided by T eta/(2 c_2)."""
    return Goal(
        "z3",
        sp.Le(A, sum(term for _, term in terms_of_eq_18(potential))),
        (sp.Le(T * eta / (2 * c_2) * A, potential + start_gap + T * noise),),
        "A = (1/T) sum E[||grad F_k||^2 + ||u_k||^2/4]",
    )


def thirds(potential: sp.Expr) -> tuple[Goal, Goal, Goal]:
    """Each term of Eq. 18 against epsilon^2/3."""
    initial, momentum, floor = (term for _, term in terms_of_eq_18(potential))
    third = epsilon**2 / 3
    return (
        Goal("z3", sp.Le(initial, third), (sp.Ge(T, 6 * c_2 * potential / (eta * epsilon**2)),)),
        Goal("z3", sp.Le(momentum, third), (sp.Ge(T, 3 * c_2 * sigma**2 / (c_1 * beta_1 * b * epsilon**2)),)),
        Goal("z3", sp.Le(floor, third), (sp.Le(beta_1 * 3 * c_2 * sigma**2, c_1 * b * epsilon**2),)),
    )


# -- step 10: bars are averages over k < T of expectations
displacement = Goal("sympy", Same(v * (x - x_next), eta * u))
young = Goal("z3", sp.Le((u - h) ** 2, 2 * u**2 + 2 * h**2), (), "m - grad F = u - grad F_k, in one coordinate")
STATIONARY = (sp.Le(H + U / 4, epsilon**2),)
steps_small = Goal("z3", sp.Le(eta**2 * U, 4 * eta**2 * epsilon**2), STATIONARY, "(ii), in expectation")
steps_small_plain = Goal("z3", sp.Le(eta**2 * U / c_1**2, 4 * eta**2 * epsilon**2 / c_1**2), STATIONARY)
tracking = Goal("z3", sp.Le(2 * U + 2 * H, 8 * epsilon**2), STATIONARY, "(iii), in expectation")
path_g = sp.Symbol("g", positive=True)
pathwise = Goal(
    "z3",
    sp.Le(eta**2 * path_g**2, 4 * eta**2 * epsilon**2),
    (
        sp.Eq(sigma, path_g), sp.Eq(c_2**2, path_g**2 + c_1**2), sp.Eq(Delta, 0), sp.Lt(beta_1, 1),
        sp.Le(beta_1, STATED_BETA_1), sp.Le(eta, STATED_ETA), sp.Le(eta, STEP_5_ETA.subs(lambda_, 0)),
        sp.Ge(T, 3 * c_2 * sigma**2 / (c_1 * beta_1 * b * epsilon**2)),
    ),
    "F = 0 on the line, lambda = 0, gradients -g and g with equal chance, b = 1: on the path whose T draws are all g, every "
    "m_k = u_k = g, and (ii) speaks of the path; it has a positive chance",
    instance=True,
    hint=tuple({path_g: 3, sigma: 3, c_1: 4, c_2: 5, beta_1: sp.Rational(1, 20), epsilon: sp.Rational(13, 10), b: 1, L: 1,
                eta: sp.Rational(1, 20), T: 400, Delta: 0}.items()),
)  # fmt: skip

# -- step 11
CHOICES = (sp.Le(eta, STATED_ETA), sp.Le(beta_1, STATED_BETA_1), *ORDER)
AT = {L: 1, b: 1, c_1: 1, c_2: 1, sigma: 1, epsilon: 1, eta: sp.Rational(1, 6), beta_1: sp.Rational(1, 10)}
implies_5 = Goal(
    "z3",
    sp.Le(eta, STEP_5_ETA),
    (*CHOICES, sp.Le(beta_1, 1)),
    "the condition of step 5",
    hint=tuple((AT | {lambda_: 10}).items()),
)
implies_7 = Goal(
    "z3",
    sp.Le(2 * (1 - beta_1) * L * eta, beta_1 * c_1 * sp.sqrt(c_1 / c_2)),
    (*CHOICES, sp.Le(beta_1, 1)),
    "the condition of step 7",
    hint=tuple(AT.items()),
)
SAFE_ETA = sp.Min(STATED_ETA, STEP_5_ETA, beta_1 * c_1 / (2 * L) * sp.sqrt(c_1 / c_2))
safe = (sp.Le(eta, SAFE_ETA), sp.Le(beta_1, 1))
safe_5 = Goal("z3", sp.Le(eta, STEP_5_ETA), safe)
safe_7 = Goal("z3", sp.Le(2 * (1 - beta_1) * L * eta, beta_1 * c_1 * sp.sqrt(c_1 / c_2)), safe)

# -- the drift of the second moment that step 2 takes from lemma-1
n, g = sp.symbols("n g", real=True)
drift = Goal(
    "z3",
    sp.Le(beta_2 * sp.Abs(n - g**2) / ((1 - beta_2) * n + beta_2 * g**2 + delta), beta_2 * c_inf**2 / delta),
    (sp.Le(g**2, c_inf**2), sp.Ge(n, 0), sp.Le(n, c_inf**2), sp.Le(beta_2, 1)),
    "lemma-1.3 with c_s = 0, in one coordinate",
)
