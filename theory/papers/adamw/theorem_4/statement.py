"""Theorem 4: AdamW under the Polyak-Lojasiewicz condition, in stages (section 3; proof in appendix G.6).

Under S, N, B and P with mu: stages k = 1..K with targets eps_k = eps_0 / 2^k, eps_0 = Delta, K >= log2(1/eps). Each stage
starts from E[F_{k-1}(x_{k-1}) - F_{k-1}(x_*)] <= eps_{k-1} and E||m_{k-1} - grad F(x_{k-1})||^2 <= mu eps_{k-1}, and ends with
both at k, its output being a uniformly drawn iterate.

constant: beta_1 <= c_1 mu b eps_k / (24 c_2 sigma^2), eta <= beta_1 c_1 / (2 (1-beta_1) L) * sqrt(c_1/c_2),
    T_k >= max(16 c_2 eps_{k-1} / (mu eta eps_k), 8 c_2 eps_{k-1} / (c_1 beta_1 eps_k)); total gradient complexity
    O(max(c_inf^2.5 L sigma^2 / (mu^2 delta^1.25 eps), c_inf^2 sigma^2 / (mu delta eps))).
decaying: gamma_1 = c_2^0.25 L^0.5 b^0.5 eps_k^0.5 / (c_1^0.25 sigma), beta_{1,i} = gamma_1 / sqrt(i+1),
    eta_i = c_1^1.5 / (2 c_2^0.5 L) * beta_{1,i}, T_k = O(c_2^2.5 L sigma^2 log(1/eps_k) / (mu^2 c_1^2.5 b eps_k)); total
    O(c_inf^2.5 L sigma^2 / (mu^2 delta^1.25 eps)).

The repaired variant, with D = (lambda/2) c_2 ||x_*||^2 and M = L + lambda c_1:

    eps_0 = max(Delta + (lambda/2) c_2 ||x_0||^2, sigma^2/(mu b)), K >= log2(eps_0/eps);
    constant: beta_1 also <= 1, eta <= beta_1 c_1 / (2 M) * sqrt(c_1/c_2),
    T_k >= max(48 c_2 (eps_{k-1} + D) / (mu eta eps_k), 24 c_2 eps_{k-1} / (c_1 beta_1 eps_k));
    decaying: gamma_1 = c_2^0.25 (M b (eps_{k-1} + D))^0.5 / (c_1^0.25 sigma), the schedule of the repaired theorem 3
    with the shift q = max(1, gamma_1^2), T_k of its step 8, which is O(c_2^2.5 M sigma^2 (1 + D/eps_k) log^2(.) / (mu^2
    c_1^2.5 b eps_k)), the output drawn with weights eta_i; totals with c_2 for c_inf, and a factor 1 + D/eps in both:
    they are of order eps^-2, not eps^-1, unless D = 0 (lambda = 0, or the decay pulls to x_*); log^2(eps_0/eps) in the latter.

B and P are asked on a region that holds the iterates and x_*: on all of R^d a bounded gradient and a PL inequality leave
no point farther from a minimiser than sup ||grad F||/mu, that is, only constant F (lambda = 0).
"""

import sympy as sp

from theory.claim import Claim, Hypothesis, Kind, Part, StageSchedule, Variant, When
from theory.papers.adamw.theorem_3 import statement as theorem_3
from theory.papers.adamw.theorem_3.statement import ADMISSIBLE
from theory.symbols import (
    Delta,
    K,
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
    gap_F_k,
    grad_F_k_sq,
    k,
    lambda_,
    m_err_sq,
    mu,
    sigma,
    u_sq,
)
from theory.words import in_text

STATED_BETA_1 = c_1 * mu * b * eps_k / (24 * c_2 * sigma**2)
STATED_ETA = beta_1 * c_1 / (2 * (1 - beta_1) * L) * sp.sqrt(c_1 / c_2)
SAFE_ETA = beta_1 * c_1 / (2 * (L + lambda_ * c_1)) * sp.sqrt(c_1 / c_2)
STATED_GAMMA = c_2 ** sp.Rational(1, 4) * sp.sqrt(L * b * eps_k) / (c_1 ** sp.Rational(1, 4) * sigma)
STATED_K, SAFE_K = sp.log(1 / eps_stage) / sp.log(2), sp.log(eps_0 / eps_stage) / sp.log(2)
SAFE_EPS_0 = sp.Max(Delta + decay_0, sigma**2 / (mu * b))
EPS_0 = Hypothesis("eps_0 of the statement, repaired", sp.Ge(eps_0, SAFE_EPS_0), "statement")
#: what a stage makes the averages small to, so that P gives the gap and the momentum's error (steps 2 to 4)
TARGET = mu * eps_k / 8

SAFE_GAMMA = c_2 ** sp.Rational(1, 4) * sp.sqrt((L + lambda_ * c_1) * b * (eps_prev + decay_star)) / (
    c_1 ** sp.Rational(1, 4) * sigma
)  # fmt: skip


def stage_lengths(first: int, second: int, potential: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """The two lower bounds of T_k in the constant schedule, with their two numbers."""
    return first * c_2 * potential / (mu * eta * eps_k), second * c_2 * eps_prev / (c_1 * beta_1 * eps_k)


SAFE_LENGTHS = stage_lengths(48, 24, eps_prev + decay_star)
STATED_T, SAFE_T = sp.Max(*stage_lengths(16, 8, eps_prev)), sp.Max(*SAFE_LENGTHS)
STATED_T_DECAYING = c_2 ** sp.Rational(5, 2) * L * sigma**2 * sp.log(1 / eps_k) / (
    mu**2 * c_1 ** sp.Rational(5, 2) * b * eps_k
)  # fmt: skip

# The repaired decaying schedule is theorem 3's with the shift q for gamma^2 and mu eps_k/8 for epsilon^2.
SHIFT = sp.Max(1, gamma**2)
SAFE_BETA_DECAYING = gamma / sp.sqrt(k + SHIFT)
SAFE_ETA_DECAYING = theorem_3.SAFE_RATE * gamma / sp.sqrt(k + 1 + SHIFT)
START = sp.Add(*(x for _, x in theorem_3.safe_terms(sp.Integer(1), sp.Integer(0), eps_prev + decay_star, mu * eps_prev)))
NOISE = theorem_3.NOISE.subs(epsilon, sp.sqrt(TARGET))
SAFE_T_DECAYING = sp.Max(1 + SHIFT, (5 * START / TARGET) ** 2, sp.Max(0, 4 * NOISE * sp.log(4 * NOISE) + 1 - 4 * NOISE) ** 2)

# Total gradient complexities; those of the paper, and the repaired decaying one, are known up to a constant.
FIVE_HALVES = sp.Rational(5, 2)
STATED_TOTAL_DECAYING = c_inf**FIVE_HALVES * L * sigma**2 / (mu**2 * delta ** sp.Rational(5, 4) * eps_stage)
STATED_TOTAL = sp.Max(STATED_TOTAL_DECAYING, c_inf**2 * sigma**2 / (mu * delta * eps_stage))
IN_C_2 = c_2**FIVE_HALVES * (L + lambda_ * c_1) * sigma**2 / (mu**2 * c_1**FIVE_HALVES * eps_stage)
# eps_k is here that of the last stage, where D/eps_k is largest
SAFE_TOTAL = 4 * sp.Max(2304 * IN_C_2 * (2 + decay_star / eps_k), 1152 * c_2**2 * sigma**2 / (mu * c_1**2 * eps_stage))
SAFE_TOTAL_DECAYING = IN_C_2 * (2 + decay_star / eps_stage) * sp.log(eps_0 / eps_stage) ** 2


PAPER_SCHEDULES = (
    StageSchedule("constant", {beta_1: STATED_BETA_1, eta: STATED_ETA, T: STATED_T}, False, True, STATED_TOTAL, False),
    StageSchedule(
        "decaying",
        {gamma: STATED_GAMMA, beta_1: theorem_3.STATED_BETA, eta: theorem_3.STATED_ETA, T: STATED_T_DECAYING},
        False, False, STATED_TOTAL_DECAYING, False,
    ),
)  # fmt: skip
REPAIRED_SCHEDULES = (
    StageSchedule("constant", {beta_1: sp.Min(1, STATED_BETA_1), eta: SAFE_ETA, T: SAFE_T}, False, True, SAFE_TOTAL, True),
    StageSchedule(
        "decaying",
        {gamma: SAFE_GAMMA, beta_1: SAFE_BETA_DECAYING, eta: SAFE_ETA_DECAYING, T: SAFE_T_DECAYING},
        True, True, SAFE_TOTAL_DECAYING, False,
    ),
)  # fmt: skip


PAPER_TEXT, REPAIRED_TEXT = (text.strip() for text in __doc__.split("\n", 2)[2].split("The repaired variant, "))
PARTS = (
    Part(
        "start.gap",
        Kind.EXPECTATION,
        gap_F_k,
        eps_0,
        "theorem 4",
        "the induction starts: the gap before the first stage",
        when=When.START,
    ),
    Part(
        "start.momentum",
        Kind.EXPECTATION,
        m_err_sq,
        mu * eps_0,
        "theorem 4",
        "and the momentum's error, m_0 = g_0",
        when=When.START,
    ),
    Part("gradient", Kind.EXPECTATION, grad_F_k_sq + u_sq / 4, TARGET, "step 2", "the average over stage k"),
    Part("gap", Kind.EXPECTATION, gap_F_k, eps_k, "theorem 4", "a stage halves the objective gap"),
    Part("momentum", Kind.EXPECTATION, m_err_sq, mu * eps_k, "theorem 4", "and the momentum's error"),
    Part("final", Kind.EXPECTATION, gap_F_k, eps_stage, "theorem 4", "the objective gap after the last stage", when=When.LAST),
)

PAPER = Claim(
    id="theorem-4",
    variant=Variant.PAPER,
    title="AdamW under the Polyak-Lojasiewicz condition",
    source="Theorem 4; appendix G.6",
    statement=PAPER_TEXT,
    assumptions=("S", "N", "B", "P"),
    algorithms=("stagewise-adamw",),
    initialisation="gradient",
    hypotheses=(*ADMISSIBLE, Hypothesis("K of the statement", sp.Ge(K, STATED_K), "statement")),
    prescription={eps_0: Delta, gamma: STATED_GAMMA, beta_1: STATED_BETA_1, eta: STATED_ETA, T: STATED_T},
    parts=PARTS,
    schedules=PAPER_SCHEDULES,
)

REPAIRED = Claim(
    id="theorem-4",
    variant=Variant.REPAIRED,
    title="AdamW under the Polyak-Lojasiewicz condition",
    source="Theorem 4 with longer stages, the start of the induction and the decay at x_*",
    statement=f"With {REPAIRED_TEXT.removeprefix('with ')}",
    assumptions=("S", "N", "B", "P"),
    algorithms=("stagewise-adamw",),
    initialisation="gradient",
    hypotheses=(*ADMISSIBLE, Hypothesis("K of the statement, repaired", sp.Ge(K, SAFE_K), "statement")),
    prescription={eps_0: SAFE_EPS_0, gamma: SAFE_GAMMA, beta_1: sp.Min(1, STATED_BETA_1), eta: SAFE_ETA, T: SAFE_T},
    parts=PARTS,
    repairs=(
        "eps_0 covers the decay's share of F_0(x_0) and the noise of m_0 (eps_0).",
        "K counts from eps_0: the logarithm of a pure number (K).",
        "eps_{k-1} becomes eps_{k-1} + (lambda/2) c_2 ||x_*||^2 in T_k: F_k(x_*) itself decays (step 2).",
        "16 and 8 become 48 and 24: three terms, each a third of mu eps_k/8 (step 2).",
        f"constant: eta is at most {in_text(SAFE_ETA)}, for {in_text(STATED_ETA)} (eta).",
        "the decaying schedule is that of the repaired theorem 3 and costs log^2(eps_0/eps) (step 6, T_k).",
        "decaying: the output is drawn with weights eta_i, since theorem 3 bounds the average with these weights (step 4).",
    ),
    schedules=REPAIRED_SCHEDULES,
)

CLAIMS = (PAPER, REPAIRED)
