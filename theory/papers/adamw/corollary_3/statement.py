"""Corollary 3: AdamW against l2-Adam and Adam (section 4; appendix H.4).

With Q = H^(-1/2), H = U S U':

    M_AdamW = (eta/2b) U (S^(1/2) + lambda I)^(-1) U',   M_l2 = (eta/2b) U S^(1/2) (S + lambda I)^(-1) U';

the bounds are sqrt(8/n) (err + c_0)^(1/2) with err = sum_i h(y_i), h(y) = log y + 1/y, kappa = 2 rho b / eta,

    y_AdamW = kappa (s^(1/2) + lambda),   y_l2 = kappa (s^(1/2) + lambda s^(-1/2)),   y_Adam = kappa s^(1/2),

and err_AdamW <= err_l2 when (almost) all s_i lie in [0, 1].

The repaired variant says exactly when, coordinate by coordinate and for lambda > 0. With 0 < a < a'

    h(kappa a) <= h(kappa a')  iff  kappa >= kappa*(a, a') = (1/a - 1/a') / log(a'/a).

So AdamW's term is at most l2-Adam's for s < 1 iff kappa >= kappa*(s^(1/2) + lambda, s^(1/2) + lambda s^(-1/2)), for s > 1 iff
kappa <= kappa* of the same two numbers, and at most Adam's iff kappa <= kappa*(s^(1/2), s^(1/2) + lambda).
"""

import sympy as sp

from theory.claim import Claim, Hypothesis, Kind, Part, Variant
from theory.symbols import b, eta, lambda_, lambda_l2, nu, rho, s_h

KAPPA = 2 * rho * b / eta
Y_ADAMW, Y_L2, Y_ADAM = (
    KAPPA * (sp.sqrt(s_h) + lambda_),
    KAPPA * (sp.sqrt(s_h) + lambda_ / sp.sqrt(s_h)),
    KAPPA * sp.sqrt(s_h),
)

# With Q = (nu H)^(-1/2), which has the unit of 1/v, both are pure numbers.
SAFE_ADAMW = KAPPA / sp.sqrt(nu) * (sp.sqrt(s_h) + lambda_ * sp.sqrt(nu))
SAFE_L2 = KAPPA / sp.sqrt(nu) * (sp.sqrt(s_h) + lambda_l2 / sp.sqrt(s_h))


def share(y: sp.Expr) -> sp.Expr:
    """h(y), one coordinate's share of err."""
    return sp.log(y) + 1 / y


def threshold(small: sp.Expr, large: sp.Expr) -> sp.Expr:
    """The kappa at which h(kappa small) = h(kappa large), small < large."""
    return (1 / small - 1 / large) / sp.log(large / small)


PAPER_TEXT, REPAIRED_TEXT = (
    text.strip() for text in __doc__.split("\n", 2)[2].split("The repaired variant says exactly when, ")
)
PARTS = (Part("l2", Kind.ALGEBRA, share(Y_ADAMW), share(Y_L2), "corollary 3", "one coordinate's share of err"),)
INSIDE = Hypothesis("s <= 1", sp.Le(s_h, 1), "statement")

PAPER = Claim(
    id="corollary-3",
    variant=Variant.PAPER,
    title="AdamW against l2-Adam and Adam",
    source="Corollary 3; appendix H.4",
    statement=PAPER_TEXT,
    assumptions=("Q",),
    algorithms=("adamw", "l2-adam", "adam"),
    initialisation="any",
    hypotheses=(INSIDE,),
    parts=PARTS,
)

REPAIRED = Claim(
    id="corollary-3",
    variant=Variant.REPAIRED,
    title="AdamW against l2-Adam and Adam",
    source="Corollary 3 with the crossing points",
    statement=f"Exactly when, {REPAIRED_TEXT}",
    assumptions=("Q",),
    algorithms=("adamw", "l2-adam", "adam"),
    initialisation="any",
    hypotheses=(
        Hypothesis("y_AdamW < y_l2", sp.Lt(SAFE_ADAMW, SAFE_L2), "statement: s < 1 in units in which nu = 1"),
        Hypothesis("beyond the crossing", sp.Ge(1, threshold(SAFE_ADAMW, SAFE_L2)), "h falls below y = 1", stated=False),
    ),
    parts=(Part("l2", Kind.ALGEBRA, share(SAFE_ADAMW), share(SAFE_L2), "corollary 3", "one coordinate's share of err"),),
    repairs=(
        "h decreases on y < 1: kappa = 2 rho b/eta must exceed the crossing point, for every s_i (l2); Q = (nu H)^(-1/2) (y).",
    ),
)

CLAIMS = (PAPER, REPAIRED)
