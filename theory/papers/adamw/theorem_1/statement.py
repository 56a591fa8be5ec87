"""Theorem 1: AdamW against l2-Adam on least squares in one dimension (section 3; proof in appendix G.1).

F(x) = E_{xi ~ N(0,1)} (a x - xi)^2 / 2, x_* = 0, E|g_i| <= tau, E|x_0 - x_*| <= Delta, m_0 = n_0 = 0, horizon k.

adamw: with lambda = delta^(-1/2) k^(1/2+alpha) and eta = (3/2) delta^(1/2) k^(-alpha-1)

    E|x_k - x_*| <= (1 - (3/2) k^(-1/2))^k Lambda + tau / k^(1/2+alpha),   Lambda = Delta + eta_0.

l2-adam: with eta_k = beta_1 / gamma_k, gamma_k = 1/v_k, beta_1 = k^(-1/2), lambda = O(sqrt k)

    E||(x_{k+1}, x_k)|| <= (1 - k^(-1/2))^(k/2) Lambda + 2 tau / k^(1/2).

The repaired variant measures the step by a length `ell` (the paper's formulas are those of ell = delta^(1/2), which is no
length); alpha is any number >= 0: the first bound holds because the decay pulls to the minimiser, not because of lemma 3.
For l2-Adam, eta_k = beta_1 ell / (c_1 gamma_k), and with a constant lambda strictly inside the interval of step 7

    E||(x_{k+1}, x_k)|| <= kappa [sqrt(2 - beta_1) (1 - k^(-1/2))^(k/2) sqrt(2) Delta + 2 tau (ell/c_1) / k^(1/2)],

kappa^2 = (1 + b)/(b - c^2/4), b = 1 - beta_1, c = 2 - beta_1 - beta_1^2 lambda ell/c_1; sqrt(2) Delta bounds
E||(x_1, x_0)||, because m_0 = 0 makes x_1 = x_0.
"""

import sympy as sp

from theory.claim import Claim, Hypothesis, Kind, Part, Variant
from theory.symbols import alpha, beta_1, c_1, delta, dist, dist_pair, ell, eta, eta_0, gap_0, k, lambda_, lambda_l2, tau_g

HALF = sp.Rational(1, 2)


def decay_of(length: sp.Expr) -> sp.Expr:
    """AdamW's weight decay, steps being measured by `length`."""
    return k ** (HALF + alpha) / length


def step_of(length: sp.Expr) -> sp.Expr:
    """AdamW's step size, steps being measured by `length`."""
    return sp.Rational(3, 2) * length * k ** (-alpha - 1)


def trace_of(weight: sp.Expr, decay: sp.Expr) -> sp.Expr:
    """c of l2-Adam's companion matrix with eta_k gamma_k = beta_1 = `weight`; its determinant is b = 1 - beta_1 (step 6)."""
    return 2 - weight - weight**2 * decay


def squared_condition(trace: sp.Expr, determinant: sp.Expr) -> sp.Expr:
    """kappa^2: what the norm in which a companion matrix contracts loses against the Euclidean one (step 4, repaired)."""
    return (1 + determinant) / (determinant - trace**2 / 4)


def ends_of_step_7(weight: sp.Expr, power: int) -> tuple[sp.Expr, sp.Expr]:
    """The ends of step 7's interval for lambda: divided by beta_1 in the paper, by beta_1^2 as c_k has it."""
    root = sp.sqrt(1 - weight)
    return (2 - weight - 2 * root) / weight**power, (2 - weight + 2 * root) / weight**power


STATED_LAMBDA, STATED_ETA = decay_of(sp.sqrt(delta)), step_of(sp.sqrt(delta))
WEIGHT = 1 / sp.sqrt(k)  # beta_1
CONTRACTION = 1 - sp.Rational(3, 2) / sp.sqrt(k)
L2_CONTRACTION = (1 - WEIGHT) ** (k / 2)
STATEMENT, REPAIRED_STATEMENT = (part.strip() for part in __doc__.split("\n", 2)[2].split("The repaired variant"))
LONG = (Hypothesis("k > 16", sp.Gt(k, 16), "appendix G.1"),)
#: l2-Adam's decay as a pure number; conditions of the part `l2-adam` alone
PURE_DECAY = lambda_l2 * ell / c_1
PAPERS_RANGE = tuple(
    Hypothesis(f"lambda of l2-Adam, {name} end of step 7", relation(lambda_l2, end), "step 7", stated=False)
    for name, relation, end in zip(("lower", "upper"), (sp.Ge, sp.Le), ends_of_step_7(WEIGHT, 1), strict=True)
)
RANGE = tuple(
    Hypothesis(f"lambda of l2-Adam, {name} end of step 7", relation(PURE_DECAY, end), "step 7, repaired")
    for name, relation, end in zip(("lower", "upper"), (sp.Gt, sp.Lt), ends_of_step_7(WEIGHT, 2), strict=True)
)
KAPPA = sp.sqrt(squared_condition(trace_of(WEIGHT, PURE_DECAY), 1 - WEIGHT))


def part(name: str, left: sp.Expr, start: sp.Expr, noise: sp.Expr, source: str, says: str) -> Part:
    """A side of the theorem: what is left of the start, and the noise."""
    return Part(name, Kind.EXPECTATION, left, start + noise, source, says, (("start", start), ("noise", noise)))


ADAMW_SAYS = "the distance to the minimiser at the horizon, in the mean"
L2_SAYS = "the length of the last two distances, in the mean"

PAPER = Claim(
    id="theorem-1",
    variant=Variant.PAPER,
    title="AdamW against l2-Adam on least squares",
    source="Theorem 1; appendix G.1",
    statement=STATEMENT,
    assumptions=("N",),
    algorithms=("adamw", "l2-adam"),
    initialisation="zero",
    hypotheses=(*LONG, *PAPERS_RANGE),
    prescription={lambda_: STATED_LAMBDA, eta: STATED_ETA, beta_1: WEIGHT},
    parts=(
        part("adamw", dist, CONTRACTION**k * (gap_0 + eta_0), tau_g / k ** (HALF + alpha), "theorem 1", ADAMW_SAYS),
        part("l2-adam", dist_pair, L2_CONTRACTION * (gap_0 + eta_0), 2 * tau_g / sp.sqrt(k), "theorem 1", L2_SAYS),
    ),
)

REPAIRED = Claim(
    id="theorem-1",
    variant=Variant.REPAIRED,
    title="AdamW against l2-Adam on least squares",
    source="Theorem 1 with a length for delta^(1/2) and the condition number of the norm in which l2-Adam contracts",
    statement=f"{STATEMENT}\n\nRepaired: this variant {REPAIRED_STATEMENT}",
    assumptions=("N",),
    algorithms=("adamw", "l2-adam"),
    initialisation="zero",
    hypotheses=(*LONG, *RANGE),
    prescription={lambda_: decay_of(ell), eta: step_of(ell), beta_1: WEIGHT},
    parts=(
        part(
            "adamw", dist, CONTRACTION**k * gap_0, tau_g * ell / (c_1 * k ** (HALF + alpha)), "theorem 1, repaired", ADAMW_SAYS
        ),
        part(
            "l2-adam", dist_pair, KAPPA * sp.sqrt(2 - WEIGHT) * L2_CONTRACTION * sp.sqrt(2) * gap_0,
            KAPPA * 2 * tau_g * ell / (c_1 * sp.sqrt(k)), "theorem 1, repaired", L2_SAYS,
        ),
    ),
    repairs=(
        "lambda and eta are measured by a length ell: the stated formulas change with the unit of F.",
        "the bound for l2-Adam is multiplied by the condition number of the norm in which its matrix contracts: the spectral "
        "norm of a product of companion matrices is not bounded by their spectral radii (step 4).",
        "l2-Adam's lambda lies strictly inside the interval of step 7, whose ends are divided by beta_1^2.",
    ),
)  # fmt: skip

CLAIMS = (PAPER, REPAIRED)
