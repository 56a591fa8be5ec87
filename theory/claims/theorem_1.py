"""Theorem 1: AdamW against l2-Adam on least squares in one dimension (section 3; proof in appendix G.1).

F(x) = E_{xi ~ N(0,1)} (a x - xi)^2 / 2, x_* = 0, E|g_i| <= tau, E|x_0 - x_*| <= Delta, m_0 = n_0 = 0, horizon k.

adamw: with lambda = delta^(-1/2) k^(1/2+alpha) and eta = (3/2) delta^(1/2) k^(-alpha-1)

    E|x_k - x_*| <= (1 - (3/2) k^(-1/2))^k Lambda + tau / k^(1/2+alpha),   Lambda = Delta + eta_0.

l2-adam: with eta_k = beta_1 / gamma_k, gamma_k = 1/v_k, beta_1 = k^(-1/2), lambda = O(sqrt k)

    E||(x_{k+1}, x_k)|| <= (1 - k^(-1/2))^(k/2) Lambda + 2 tau / k^(1/2).

The repaired variant measures the step by a length `ell` (the paper's formulas are those of ell = delta^(1/2), which is no
length); alpha is any number >= 0: the first bound holds because the decay pulls to the minimiser, not because of lemma 3.
"""

import sympy as sp

from theory.claim import Claim, Hypothesis, Kind, Part, Variant
from theory.symbols import alpha, beta_1, c_1, delta, dist, ell, eta, eta_0, gap_0, k, lambda_, tau_g

HALF = sp.Rational(1, 2)


def decay_of(length: sp.Expr) -> sp.Expr:
    """AdamW's weight decay, steps being measured by `length`."""
    return k ** (HALF + alpha) / length


def step_of(length: sp.Expr) -> sp.Expr:
    """AdamW's step size, steps being measured by `length`."""
    return sp.Rational(3, 2) * length * k ** (-alpha - 1)


STATED_LAMBDA, STATED_ETA = decay_of(sp.sqrt(delta)), step_of(sp.sqrt(delta))
CONTRACTION = 1 - sp.Rational(3, 2) / sp.sqrt(k)
STATEMENT = __doc__.split("The repaired")[0].split("\n", 2)[2].strip()
LONG = (Hypothesis("k > 16", sp.Gt(k, 16), "appendix G.1"),)

PAPER = Claim(
    id="theorem-1",
    variant=Variant.PAPER,
    title="AdamW against l2-Adam on least squares",
    source="Theorem 1; appendix G.1",
    statement=STATEMENT,
    assumptions=("N",),
    algorithms=("adamw", "l2-adam"),
    initialisation="zero",
    hypotheses=LONG,
    prescription={lambda_: STATED_LAMBDA, eta: STATED_ETA, beta_1: 1 / sp.sqrt(k)},
    parts=(
        Part(
            "adamw", Kind.ALGEBRA, dist, CONTRACTION**k * (gap_0 + eta_0) + tau_g / k ** (HALF + alpha), "theorem 1",
            "the distance to the minimiser at the horizon, in the mean",
        ),
    ),
)  # fmt: skip

REPAIRED = Claim(
    id="theorem-1",
    variant=Variant.REPAIRED,
    title="AdamW against l2-Adam on least squares",
    source="Theorem 1 with a length for delta^(1/2)",
    statement=STATEMENT,
    assumptions=("N",),
    algorithms=("adamw", "l2-adam"),
    initialisation="zero",
    hypotheses=LONG,
    prescription={lambda_: decay_of(ell), eta: step_of(ell), beta_1: 1 / sp.sqrt(k)},
    parts=(
        Part(
            "adamw", Kind.ALGEBRA, dist, CONTRACTION**k * gap_0 + tau_g * ell / (c_1 * k ** (HALF + alpha)),
            "theorem 1, repaired", "the distance to the minimiser at the horizon, in the mean",
        ),
    ),
    repairs=(
        "lambda and eta are measured by a length ell: the stated formulas change with the unit of F.",
        "the bound for l2-Adam is multiplied by the condition number of the norm in which its matrix contracts: the spectral "
        "norm of a product of companion matrices is not bounded by their spectral radii (step 4).",
    ),
)  # fmt: skip

CLAIMS = (PAPER, REPAIRED)
