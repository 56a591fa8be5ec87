"""The goals of theorem 2's proof (appendix G.2); its steps stand in `proof.py`.

A vector inequality whose two sides are sums over coordinates is decided in one coordinate and added up (`trusted.SHARES` says
what each vector's letter is the sum of). From step 6 on the facts hold given the past, from step 8 on in the mean.
"""

import sympy as sp

from theory.claim import Goal
from theory.letters import at, bound, mean
from theory.link import Given, Role, Sense, Use, let, over_steps, pick, when
from theory.papers.adamw import trusted
from theory.papers.adamw.choices import SHARP_ETA, STATED_BETA_1, STATED_ETA, TRACKING_ETA
from theory.papers.adamw.lemma_1 import proof as lemma_1
from theory.papers.adamw.lemma_2 import proof as lemma_2
from theory.papers.adamw.theorem_2.statement import (
    ADMISSIBLE,
    EQ_16,
    PROOF_NEEDS,
    STEP_5_ETA,
    STEP_6,
    STEP_7_LEFT,
    STEP_7_RIGHT,
    TRACKING,
    bracket_of_step_6,
    noise_of_step_6,
    stationarity_limits,
    terms_of_eq_18,
)
from theory.prove.conclusions import Same
from theory.symbols import (
    Delta,
    F_k_next,
    F_k_now,
    F_next,
    F_now,
    F_star,
    L,
    T,
    b,
    beta_1,
    c_1,
    c_2,
    decay_0,
    decay_ahead,
    decay_next,
    decay_now,
    dx_sq,
    epsilon,
    eta,
    grad_dx,
    grad_F_k_sq,
    lambda_,
    lambda_k,
    m_err_sq,
    m_err_sq_next,
    mu_v,
    sigma,
    u_over_v,
    u_sq,
    v_dx_sq,
)
from theory.words import in_text

HALF = sp.Rational(1, 2)
H, M, M_next, U = grad_F_k_sq, m_err_sq, m_err_sq_next, u_sq
f, m, x, h, u, q, s, v, v_next = (getattr(trusted, name) for name in ["f", "m", "x", "h", "u", "q", "s", "v", "v_next"])
lambda_next, x_next = trusted.lambda_next, trusted.x_next
h_u_over_v = trusted.h_u_over_v
alpha = sp.Symbol("alpha", positive=True)
G_now, G_next, G_0, G_T, S_T = sp.symbols("G_now G_next G_0 G_T S_T", real=True)
share = sp.Symbol("share", real=True)
F_k_0, decay_start = sp.Symbol("F_k_0", real=True), sp.Symbol("decay_start", nonnegative=True)
M_0, A = sp.symbols("M_0 A", nonnegative=True)
ORDER = (sp.Le(c_1, c_2),)
RANGE = at(lemma_1.root_range)
DEFINED = (at(trusted.U_K), at(trusted.H_K))

# -- step 1: along the segment, phi(t) = F(x + t h) has a slope that grows by at most t L ||h||^2.
length_sq, turn_sq = trusted.length_sq, trusted.turn_sq
cauchy = Goal(
    "z3",
    sp.Le(q, L * s * length_sq),
    (at(trusted.CAUCHY), at(trusted.S_SEGMENT)),
    "q = <grad F(x + s h) - grad F(x), h>, length_sq = ||h||^2",
)
BOUND_OF_Q = cauchy.facts[0].rhs
integral = Goal("sympy", Same(sp.Integral(BOUND_OF_Q, (s, 0, 1)), L / 2 * length_sq), note="integrated over the segment")
turns = Given(
    trusted.INTEGRAL.id, Role.CITED, trusted.INTEGRAL.says,
    (sp.Le(trusted.turned, integral.facts[0].rhs.subs(length_sq, dx_sq)),), Sense.PATHWISE,
)  # fmt: skip
smooth = Goal(
    "z3", sp.Le(F_next, F_now + grad_dx + L / 2 * dx_sq), (at(trusted.TAYLOR), at(turns)), uses=(at(cauchy), at(integral))
)

# -- step 2, in one coordinate
positive_rate = at(ADMISSIBLE[2])
shrinks = Goal(
    "z3",
    sp.Le(lambda_k * (1 - mu_v), lambda_),
    (when(sp.Le(lambda_k, lambda_)), positive_rate),
    "from k to k + 1",
)
stays = Goal("z3", sp.Ge(lambda_k * (1 - mu_v), 0), (when(sp.Ge(lambda_k, 0)), positive_rate), "from k to k + 1")
A_DECAY = over_steps(stays, sp.Ge(lambda_k, 0), {lambda_k: lambda_k * (1 - mu_v)}, {lambda_k: lambda_})
SMALLER = over_steps(shrinks, sp.Le(lambda_k, lambda_), {lambda_k: lambda_k * (1 - mu_v)}, {lambda_k: lambda_})
decay = Goal(
    "z3",
    sp.Le(lambda_next / 2 * v_next * x_next**2, lambda_k / 2 * v * x_next**2),
    (at(lemma_1.half_power), at(trusted.DECAYS), positive_rate, A_DECAY),
    "lemma-1 (c) with p = 1/2 is v_k >= (1 - mu_v) v_{k+1}",
)
decay_falls = Goal("z3", sp.Le(decay_next, decay_ahead), (trusted.over_coordinates(decay, sp.Le(decay_next, decay_ahead)),))
kept = Goal(
    "z3", sp.Ge(lambda_next / 2 * v_next * x_next**2, 0), (at(stays), at(trusted.DECAYS), A_DECAY), "the decay, one coordinate"
)
decay_kept = Goal("z3", sp.Ge(decay_next, 0), (trusted.over_coordinates(kept, sp.Ge(decay_next, 0)),))

# -- step 3, in one coordinate
update = Goal(
    "z3", sp.Eq(x_next, x - eta * u / v), (at(trusted.UPDATE), at(trusted.U_K)), "algorithm 1 is x_{k+1} = x_k - eta u_k / v_k"
)
expansion = Goal(
    "z3",
    sp.Eq(
        f * (x_next - x) + lambda_k / 2 * v * x_next**2,
        lambda_k / 2 * v * x**2 - eta * h * u / v + lambda_k * eta**2 / 2 * u**2 / v,
    ),
    (at(update), at(trusted.H_K)),
    "||x_{k+1}||^2_v around x_k, and the step in the direction of the gradient",
)
expanded = trusted.over_coordinates(
    expansion, sp.Eq(grad_dx + decay_ahead, decay_now - eta * h_u_over_v + lambda_k * eta**2 / 2 * u_over_v)
)
SECOND_ORDER = L / 2 * dx_sq + lambda_k * eta**2 / 2 * u_over_v
joined = Goal(
    "z3",
    sp.Le(F_k_next, F_k_now - eta * h_u_over_v + SECOND_ORDER),
    (at(smooth), at(decay_falls), expanded, at(trusted.F_K)),
    "h_u_over_v = <grad F_k(x_k), u_k/v_k>",
)

# -- step 4, in one coordinate, with h - u = f - m
bracket_4 = eta / (2 * c_2) - L * eta**2 / (2 * c_1**2) - lambda_k * eta**2 / (2 * c_1)
polarisation = Goal("sympy", Same(h * u, (h**2 + u**2 - (h - u) ** 2) / 2))
LEFT_4 = -eta * h * u / v + L / 2 * (x_next - x) ** 2 + lambda_k * eta**2 / 2 * u**2 / v
differences = Goal("z3", sp.Eq(h, u + f - m), DEFINED)
polarised = Goal(
    "z3",
    sp.Le(LEFT_4, eta / (2 * c_1) * (m - f) ** 2 - eta / (2 * c_2) * h**2 - bracket_4 * u**2),
    (RANGE, at(differences), at(update), A_DECAY),
    uses=(at(polarisation),),
)
RIGHT_4 = eta / (2 * c_1) * M - eta / (2 * c_2) * H - bracket_4 * U
added_4 = trusted.over_coordinates(polarised, sp.Le(-eta * h_u_over_v + SECOND_ORDER, RIGHT_4))
with_bracket = Goal("z3", sp.Le(F_k_next, F_k_now + RIGHT_4), (at(joined), added_4))

# -- step 5
bracket_5 = Goal(
    "z3",
    sp.Ge(bracket_4, eta / (4 * c_2)),
    (when(sp.Le(eta, STEP_5_ETA)), SMALLER, sp.Le(c_1, c_2), A_DECAY),
    "0 <= lambda_k <= lambda",
)
eq_16 = Goal("z3", EQ_16, (at(with_bracket), at(bracket_5)))

# -- the same with the bracket bounded before v is replaced by c_1 or c_2
curvature = Goal(
    "z3",
    sp.Le(L * eta / v + lambda_k * eta, HALF),
    (at(PROOF_NEEDS[0]), pick(RANGE, 0), SMALLER),
    "the share of the second-order terms in the bracket of u_k^2, in one coordinate",
)
bracket_v = Goal(
    "z3",
    sp.Ge((1 - share) / (2 * v), 1 / (4 * c_2)),
    (when(sp.Le(share, HALF)), pick(RANGE, 1)),
    "the bracket: 1/(2v) - L eta/(2v^2) - lambda_k eta/(2v)",
)
sharp = Goal(
    "z3",
    sp.Le(LEFT_4, eta / (2 * c_1) * (m - f) ** 2 - eta / (2 * c_2) * h**2 - eta / (4 * c_2) * u**2),
    (RANGE, at(differences), at(update), at(bracket_v, {share: L * eta / v + lambda_k * eta})),
    "the brackets of step 4, one coordinate",
    uses=(at(curvature),),
)
added_sharp = trusted.over_coordinates(
    sharp, sp.Le(-eta * h_u_over_v + SECOND_ORDER, eta / (2 * c_1) * M - eta / (2 * c_2) * H - eta / (4 * c_2) * U)
)
sharp_16 = Goal("z3", EQ_16, (at(joined), added_sharp))

# -- and with v at the two ends of its range: the bracket of u_k^2 is concave in 1/v
ENDS_OF_V = when(
    *(sp.Le(end**2 + 2 * c_2 * L * eta, 2 * c_2 * (1 - lambda_ * eta) * end) for end in (c_1, c_2)), sp.Lt(lambda_ * eta, 1)
)
bracket_ends = Goal(
    "z3",
    sp.Ge((1 - lambda_k * eta) / (2 * v) - L * eta / (2 * v**2), 1 / (4 * c_2)),
    (ENDS_OF_V, RANGE, SMALLER),
    "the bracket of u_k^2, one coordinate: concave in 1/v, so least where v is c_1 or c_2",
)
sharp_ends = Goal(
    "z3", sharp.conclusion, (RANGE, at(differences), at(update), at(bracket_ends)), "the brackets of step 4, one coordinate"
)
ends_16 = Goal(
    "z3", EQ_16, (at(joined), trusted.over_coordinates(sharp_ends, added_sharp.relations[0])), "v at both ends of its range"
)

# -- step 6, given the past
step_length = Goal("z3", sp.Le((x_next - x) ** 2, eta**2 / c_1**2 * u**2), (at(update), RANGE), "Eq. 17 in one coordinate")
length = trusted.over_coordinates(step_length, sp.Le(dx_sq, eta**2 / c_1**2 * U))
short_steps = Goal("z3", length.relations[0], (length,), "Eq. 17")
bracket_6, noise = bracket_of_step_6(eta, beta_1), noise_of_step_6(eta, beta_1)
weighted = Goal(
    "z3",
    STEP_6,
    (mean(sharp_16, past=True), at(lemma_2.collected), mean(short_steps, past=True), sp.Le(beta_1, 1)),
    "Eq. 16 and lemma 2, the latter weighted by eta/(2 c_1 beta_1)",
)
# as the paper has it, from its own step 5
weighted_paper = Goal(
    "z3",
    STEP_6,
    (mean(eq_16, past=True), at(lemma_2.collected), mean(short_steps, past=True), sp.Le(beta_1, 1)),
    "Eq. 16 and lemma 2, the latter weighted by eta/(2 c_1 beta_1)",
)

# -- step 7
bracket_7 = Goal("z3", sp.Ge(bracket_6, HALF), (at(PROOF_NEEDS[1]), sp.Le(beta_1, 1)))

# -- step 8
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
        {L: 1, lambda_: 1, c_1: 1, c_2: 1, beta_1: 1, b: 1, eta: sp.Rational(1, 4), sigma: HALF, x_0: 2, Delta: 0}.items()
    ),
)
# F_k_0, M_0: F_0(x_0) and the momentum's error at the start
AT_START, AT_END = let(G_0, F_k_0 + TRACKING * M_0), let(G_T, F_k_next + TRACKING * M_next)
START = Given(
    "F_k", Role.DEFINITION, "F_0(x_0), Delta = F(x_0) - F_*", (sp.Eq(F_k_0, F_star + Delta + decay_start),), Sense.EXPECTATION
)
START_DECAY = Given(
    "decay_0", Role.DEFINITION, "decay_start = (lambda/2) ||x_0||^2_{v_0} <= (lambda/2) c_2 ||x_0||^2 = decay_0, by "
    "lemma-1 (b)",
    (sp.Le(decay_start, decay_0),), Sense.EXPECTATION,
)  # fmt: skip
weighted_start = Goal(
    "z3", sp.Le(lambda_ / 2 * v * x**2, lambda_ / 2 * c_2 * x**2), (pick(RANGE, 1),), "the decay at the start, one coordinate"
)
lower = Goal(
    "z3",
    sp.Ge(F_k_next + TRACKING * M_next, F_star),
    (mean(trusted.F_INF), pick(mean(trusted.F_K), 1), mean(decay_kept)),
    "G_T >= F_*: the decay and the momentum term are not negative",
)
ENDS = (AT_START, at(trusted.N_START, {M: M_0}), at(START), AT_END, at(lower))
telescoped = Goal(
    "z3", sp.Le(G_0 - G_T, Delta + start_gap), ENDS, "decay_start = (lambda/2) ||x_0||^2_{v_0} is part of F_0(x_0)"
)
telescoped_repaired = Goal(
    "z3", sp.Le(G_0 - G_T, Delta + decay_0 + start_gap), (*ENDS, at(START_DECAY)), uses=(at(weighted_start),)
)
telescoped_exact = Goal("z3", sp.Le(G_0 - G_T, Delta + decay_start + start_gap), ENDS, "the decay at the start as it is")


# -- step 9
def one_term(step: Goal) -> Goal:
    """Steps 6 and 7, in the mean; `step` is step 6."""
    return Goal(
        "z3",
        sp.Le(eta / (2 * c_2) * (H + U / 4), G_now - G_next + noise),
        (
            mean(step), at(bracket_7), sp.Le(beta_1, 1),
            let(G_now, F_k_now + TRACKING * M), let(G_next, F_k_next + TRACKING * M_next),
        ),
        "steps 6 and 7",
    )  # fmt: skip


def induction(term: Goal) -> Goal:
    """The sum over k < T telescopes: from T to T + 1 (at T = 0 both sides are 0)."""
    return Goal(
        "z3",
        sp.Le(S_T + eta / (2 * c_2) * (H + U / 4), G_0 - G_next + (T + 1) * noise),
        (when(SUM_TO_T), at(term)),
        "the sum over k < T telescopes: from T to T + 1 (at T = 0 both sides are 0)",
    )


SUM_TO_T = sp.Le(S_T, G_0 - G_now + T * noise)
MEAN_OF_SUM = Given(
    "average", Role.DEFINITION, "from here on a letter stands for its average over k < T; S_T is the sum of the steps",
    (sp.Eq(S_T, T * eta / (2 * c_2) * (H + U / 4)),), Sense.EXPECTATION,
)  # fmt: skip
LAST = Given("G_T", Role.DEFINITION, "the last of the G_k", (sp.Eq(G_now, G_T),), Sense.EXPECTATION)


def eq_18_of(steps: Goal, right: sp.Expr, *ends: Use) -> Goal:
    """The sum divided by T eta/(2 c_2); `ends` bound G_0 - G_T."""
    claim = over_steps(
        steps, SUM_TO_T, {S_T: S_T + eta / (2 * c_2) * (H + U / 4), G_now: G_next, T: T + 1}, {S_T: 0, T: 0, G_now: G_0}
    )
    return Goal(
        "z3", sp.Le(H + U / 4, right), (claim, at(LAST), at(MEAN_OF_SUM), *ends), "the averages over k < T"
    )  # fmt: skip


def eq_18(ends: Goal, steps: Goal, potential: sp.Expr) -> Goal:
    """Eq. 18, the initial potential being `potential`."""
    return eq_18_of(steps, sp.Add(*(term for _, term in terms_of_eq_18(potential))), at(ends))


def thirds(potential: sp.Expr) -> tuple[Goal, Goal, Goal]:
    """Each term of Eq. 18 against epsilon^2/3."""
    initial, momentum, floor = (term for _, term in terms_of_eq_18(potential))
    third = epsilon**2 / 3
    limit, _, horizon = stationarity_limits(potential)
    return (
        Goal("z3", sp.Le(initial, third), (bound(horizon),)),
        Goal("z3", sp.Le(momentum, third), (bound(horizon),)),
        Goal("z3", sp.Le(floor, third), (at(limit),)),
    )


term_repaired, term_paper = one_term(weighted), one_term(weighted_paper)
induction_repaired, induction_paper = induction(term_repaired), induction(term_paper)
eq_18_paper = eq_18(telescoped, induction_paper, Delta)
eq_18_repaired = eq_18(telescoped_repaired, induction_repaired, Delta + decay_0)
thirds_paper, thirds_repaired = thirds(Delta), thirds(Delta + decay_0)


def stationary(before: Goal, shares: tuple[Goal, Goal, Goal]) -> Goal:
    """(i): the three terms of Eq. 18, each at most epsilon^2/3."""
    return Goal("z3", sp.Le(H + U / 4, epsilon**2), (at(before), *map(at, shares)), "the three terms, a third each")


summed_repaired = stationary(eq_18_repaired, thirds_repaired)
# what `run` measures of the paper's statement, Delta alone, under the weaker condition on eta
eq_18_delta = eq_18(telescoped, induction_repaired, Delta)
summed_delta = stationary(eq_18_delta, thirds_paper)

# -- step 10: averages over k < T of means
displacement = Goal("z3", sp.Eq((v * (x - x_next)) ** 2, eta**2 * u**2), (at(update),), "one coordinate")
moved = trusted.over_coordinates(displacement, sp.Eq(v_dx_sq, eta**2 * U))
moves = Goal("z3", moved.relations[0], (moved,))
young = Goal("z3", sp.Le((m - f) ** 2, 2 * u**2 + 2 * h**2), (at(differences),), "m - grad F = u - grad F_k, in one coordinate")
follows = trusted.over_coordinates(young, sp.Le(M, 2 * U + 2 * H))
follow = Goal("z3", follows.relations[0], (follows,))


def consequences(average: Goal) -> tuple[Goal, Goal, Goal]:
    """(ii) and (iii), in the mean, from (i)."""
    return (
        Goal("z3", sp.Le(v_dx_sq, 4 * eta**2 * epsilon**2), (mean(moves), at(average)), "(ii), in the mean"),
        Goal("z3", sp.Le(dx_sq, 4 * eta**2 * epsilon**2 / c_1**2), (mean(short_steps), at(average)), "(ii), in the mean"),
        Goal("z3", sp.Le(M, 8 * epsilon**2), (mean(follow), at(average)), "(iii)"),
    )


steps_small, steps_small_plain, tracking = consequences(summed_repaired)
tracking_paper = consequences(summed_delta)[2]
young_5 = Goal("z3", sp.Le((m - f) ** 2, sp.Rational(5, 4) * u**2 + 5 * h**2), (at(differences),), "in one coordinate")
followed_5 = trusted.over_coordinates(young_5, sp.Le(M, sp.Rational(5, 4) * U + 5 * H))
follow_5 = Goal("z3", followed_5.relations[0], (followed_5,))
tracking_5 = Goal("z3", sp.Le(M, 5 * epsilon**2), (mean(follow_5), at(summed_repaired)), "5 does for 8 in (iii)")
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
implies_16 = Goal(
    "z3",
    sp.Le(eta, SHARP_ETA),
    (*CHOICES, sp.Le(beta_1, 1)),
    "the weakest condition known for Eq. 16",
    hint=tuple((AT | {lambda_: 3}).items()),
)
implies_7 = Goal(
    "z3",
    sp.Le(STEP_7_LEFT, STEP_7_RIGHT),
    (*CHOICES, sp.Le(beta_1, 1)),
    "the condition of step 7",
    hint=tuple(AT.items()),
)
# Eq. 16 itself fails at the stated choices: F = 0, no noise, so that only the decay moves x
eq_16_fails = Goal(
    "z3",
    sp.Le((1 - lambda_ * eta) ** 2 * D_0, D_0 - sp.Rational(3, 4) * eta / c_2 * (lambda_ * c_1 * x_0) ** 2),
    (*CHOICES, sp.Eq(c_1, c_2), sp.Le(beta_1, 1), sp.Lt(lambda_ * eta, 1)),
    "F = 0 on the line, no noise: m = g = n = 0, v = c_1; L and sigma are any bounds",
    instance=True,
    hint=tuple((AT | {lambda_: 5, x_0: 1}).items()),
)
SAFE_ETA = sp.Min(STATED_ETA, SHARP_ETA, TRACKING_ETA)
SAYS_SAFE = f"eta <= min(stated, {in_text(SHARP_ETA)}, {in_text(TRACKING_ETA)})"
SAFE = when(sp.Le(eta, SHARP_ETA), sp.Le(eta, TRACKING_ETA))
safe_16 = Goal("z3", sp.Le(eta, SHARP_ETA), (SAFE,))
safe_7 = Goal("z3", sp.Le(STEP_7_LEFT, STEP_7_RIGHT), (SAFE, sp.Le(beta_1, 1)))
sharper = Goal("z3", sp.Le(STEP_5_ETA, SHARP_ETA), ORDER, "it asks no more than the paper's condition")
