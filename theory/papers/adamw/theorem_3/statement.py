"""Theorem 3: AdamW on general nonconvex problems, decaying steps (section 3; proof in appendix G.5).

Under S, N and B, with c_1 = delta^(1/2), c_2 = (c_inf^2 + delta)^(1/2),

    beta_{1,k} = gamma / sqrt(k+1),   eta_k = c_1^(3/2) / (2 c_2^(1/2) L) * beta_{1,k},
    gamma = max(1, c_2^(1/4) L^(1/2) Delta^(1/2) / (c_1^(1/4) sigma)),   w_k = eta_k / sum eta:

    sum_k w_k E[||grad F_k(x_k)||^2 + ||u_k||^2 / 4]
        <= 2 c_2 / (c_1 gamma (sqrt(T+1) - 2)) * (c_2^(1/2) L Delta / c_1^(1/2) + sigma^2)
           + c_2 gamma sigma^2 log(T) / (2 c_1 b (sqrt(T+1) - 2))
        <= epsilon^2
    for T = O(max(c_2 sigma^2 log(1/epsilon) / (c_1 b epsilon^4),
                  c_2^(5/4) L^(1/2) Delta^(1/2) sigma log(1/epsilon) / (c_1^(5/4) b epsilon^4)));
    sum_k w_k E||m_k - grad F(x_k)||^2 <= 8 epsilon^2;
    sum_k w_k ||v_k (x_k - x_{k+1})||^2 <= 4 eta_1^2 epsilon^2.

The repaired variant takes, for any gamma >= 1, M = L + lambda c_1 and D = Delta + (lambda/2) c_2 ||x_0||^2,

    beta_{1,k} = gamma / sqrt(k + gamma^2),   eta_k = c_1^(3/2) / (2 c_2^(1/2) M) * beta_{1,k+1},
    R = sqrt(T + 1 + gamma^2) - sqrt(1 + gamma^2):

    sum_k w_k E[...] <= 2 c_2^(3/2) M D / (c_1^(3/2) gamma R) + c_2 sigma^2 / (2 c_1 b gamma R)
                        + c_2 gamma sigma^2 log(1 + T/gamma^2) / (2 c_1 b R) <= epsilon^2
    for T >= max(1 + gamma^2, (5 B / epsilon^2)^2, max(0, 4 a log(4 a) + 1 - 4 a)^2),
    a = 5 c_2 gamma sigma^2 / (2 c_1 b epsilon^2), B / R being the sum of the first two terms.
"""

import sympy as sp

from theory.claim import Claim, Hypothesis, Kind, Part, Variant
from theory.symbols import (
    Delta,
    L,
    T,
    b,
    beta_1,
    beta_2,
    c_1,
    c_2,
    decay_0,
    epsilon,
    eta,
    gamma,
    grad_F_k_sq,
    k,
    lambda_,
    m_err_sq,
    mu_v,
    sigma,
    u_sq,
)

RATE = c_1 ** sp.Rational(3, 2) / (2 * sp.sqrt(c_2) * L)
SAFE_RATE = RATE.subs(L, L + lambda_ * c_1)


def best_gamma(smoothness: sp.Expr, potential: sp.Expr) -> sp.Expr:
    """The factor of the schedule."""
    return sp.Max(1, c_2 ** sp.Rational(1, 4) * sp.sqrt(smoothness * potential) / (c_1 ** sp.Rational(1, 4) * sigma))


STATED_GAMMA, SAFE_GAMMA = best_gamma(L, Delta), best_gamma(L + lambda_ * c_1, Delta + decay_0)
STATED_BETA, SAFE_BETA = gamma / sp.sqrt(k + 1), gamma / sp.sqrt(k + gamma**2)
STATED_ETA, SAFE_ETA = RATE * STATED_BETA, SAFE_RATE * SAFE_BETA.subs(k, k + 1)

STATED_T = sp.Max(
    c_2 * sigma**2 * sp.log(1 / epsilon) / (c_1 * b * epsilon**4),
    c_2 ** sp.Rational(5, 4) * sp.sqrt(L * Delta) * sigma * sp.log(1 / epsilon) / (c_1 ** sp.Rational(5, 4) * b * epsilon**4),
)
ROOTS = sp.sqrt(T + 1) - 2
SAFE_ROOTS = sp.sqrt(T + 1 + gamma**2) - sp.sqrt(1 + gamma**2)

STATED_TERMS = (
    ("initial gap", 2 * c_2 ** sp.Rational(3, 2) * L * Delta / (c_1 ** sp.Rational(3, 2) * gamma * ROOTS)),
    ("initial momentum", 2 * c_2 * sigma**2 / (c_1 * gamma * ROOTS)),
    ("noise floor", c_2 * gamma * sigma**2 * sp.log(T) / (2 * c_1 * b * ROOTS)),
)
SAFE_LOG = sp.log(1 + T / gamma**2)


def safe_terms(roots: sp.Expr, logarithm: sp.Expr, potential: sp.Expr, error: sp.Expr) -> tuple[tuple[str, sp.Expr], ...]:
    """The three terms for R = `roots`; `potential` bounds what the potential falls by, `error` the momentum's at the start."""
    return (
        ("initial gap", c_2 * potential / (SAFE_RATE * gamma * roots)),
        ("initial momentum", c_2 * error / (2 * c_1 * gamma * roots)),
        ("noise floor", c_2 * gamma * sigma**2 * logarithm / (2 * c_1 * b * roots)),
    )


SAFE_TERMS = safe_terms(SAFE_ROOTS, SAFE_LOG, Delta + decay_0, sigma**2 / b)
# What the repaired horizon is made of: the first two terms times R, and the noise.
START = sp.Add(*(term for _, term in safe_terms(sp.Integer(1), sp.Integer(0), Delta + decay_0, sigma**2 / b)))
NOISE = 5 * c_2 * gamma * sigma**2 / (2 * c_1 * b * epsilon**2)
SAFE_T = sp.Max(1 + gamma**2, (5 * START / epsilon**2) ** 2, sp.Max(0, 4 * NOISE * sp.log(4 * NOISE) + 1 - 4 * NOISE) ** 2)

PAPER_TEXT, REPAIRED_TEXT = (text.strip() for text in __doc__.split("\n", 2)[2].split("The repaired variant takes, "))
ADMISSIBLE = (
    Hypothesis("beta_1 <= 1", sp.Le(beta_1, 1), "section 3: a convex combination"),
    Hypothesis("beta_2 <= 1", sp.Le(beta_2, 1), "section 3: a convex combination"),
    Hypothesis("mu_v < 1", sp.Lt(mu_v, 1), "lemma-1, and lambda_k >= 0"),
    Hypothesis("lambda eta < 1", sp.Lt(lambda_ * eta, 1), "algorithm 1: the decay keeps the sign of x", stated=False),
)


def parts(terms: tuple[tuple[str, sp.Expr], ...]) -> tuple[Part, ...]:
    """The bound before T is chosen, and what follows from it; left sides are averages weighted by eta_k."""
    left = grad_F_k_sq + u_sq / 4
    return (
        Part(
            "bound", Kind.EXPECTATION, left, sp.Add(*(term for _, term in terms)), "theorem 3",
            "the dynamic objective becomes stationary (averages weighted by eta_k)", terms, weighted=True, every_T=True,
        ),
        Part("momentum", Kind.ALGEBRA, m_err_sq, 8 * epsilon**2, "theorem 3", "the momentum tracks the gradient"),
    )  # fmt: skip


AT_LEAST_1 = Hypothesis("gamma >= 1", sp.Ge(gamma, 1), "schedule: beta_{1,k} <= 1 and decreasing")
NOISY = Hypothesis("sigma > 0", sp.Gt(sigma, 0), "schedule: gamma divides by sigma")

PAPER = Claim(
    id="theorem-3",
    variant=Variant.PAPER,
    title="AdamW on nonconvex problems, decaying steps",
    source="Theorem 3; appendix G.5",
    statement=PAPER_TEXT,
    assumptions=("S", "N", "B"),
    algorithms=("adamw-d", "adam"),
    initialisation="gradient",
    hypotheses=ADMISSIBLE,
    prescription={gamma: STATED_GAMMA, beta_1: STATED_BETA, eta: STATED_ETA, T: STATED_T},
    parts=parts(STATED_TERMS),
)

REPAIRED = Claim(
    id="theorem-3",
    variant=Variant.REPAIRED,
    title="AdamW on nonconvex problems, decaying steps",
    source="Theorem 3 with an admissible schedule, shifted by one, and the initial potential F_0(x_0) - F_*",
    statement=f"With {REPAIRED_TEXT}",
    assumptions=("S", "N", "B"),
    algorithms=("adamw-d", "adam"),
    initialisation="gradient",
    hypotheses=(*ADMISSIBLE, AT_LEAST_1, NOISY),
    prescription={gamma: SAFE_GAMMA, beta_1: SAFE_BETA, eta: SAFE_ETA, T: SAFE_T},
    parts=parts(SAFE_TERMS),
    repairs=(
        "sqrt(k+1) becomes sqrt(k + gamma^2): beta_{1,k} <= 1 for every gamma >= 1 (beta_1, step 3).",
        "eta_k is proportional to beta_{1,k+1}: the momentum's share of the potential cancels only then (step 2).",
        "L becomes L + lambda c_1 in eta_k: the decay's curvature counts (step 1).",
        "Delta becomes Delta + (lambda/2) c_2 ||x_0||^2 (step 4).",
        "log T becomes log(1 + T/gamma^2) (step 6), and T has log^2 and squared coefficients (step 8).",
    ),
)

CLAIMS = (PAPER, REPAIRED)
