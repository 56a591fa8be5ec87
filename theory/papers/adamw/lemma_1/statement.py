"""Lemma 1: the moments stay bounded, and the second moment drifts slowly (appendices F, I.1).

Under B (`c_s <= ||g_k||_inf <= c_inf`):

    (a) ||m_k||_inf <= c_inf;
    (b) ||n_k + delta||_inf <= c_inf^2 + delta;
    (c) for every p in [0, 1] and every coordinate, ((n_k + delta)/(n_{k+1} + delta))^p lies in [1 - mu_v, 1 + mu_v],
        mu_v = beta_2 c_inf^2 / (c_s^2 + delta).

The interval for every p in [0, 1] is that for p = 1: powers in between lie between 1 and the ratio itself.

The repaired variant has mu_v = beta_2 c_inf^2 / delta: c_s bounds the sup norm of the gradient from below, not each coordinate.
"""

import sympy as sp

from theory.claim import Claim, Hypothesis, Kind, Part, Variant
from theory.papers.adamw.choices import REPAIRED_CHOICES
from theory.symbols import beta_1, beta_2, c_inf, c_s, delta, m_sup, v_sq_ratio_max, v_sq_ratio_min, v_sq_sup

PAPER_MU_V = beta_2 * c_inf**2 / (c_s**2 + delta)
REPAIRED_MU_V = beta_2 * c_inf**2 / delta

CONVEX = (
    Hypothesis("beta_1 <= 1", sp.Le(beta_1, 1), "section 3: a convex combination"),
    Hypothesis("beta_2 <= 1", sp.Le(beta_2, 1), "section 3: a convex combination"),
)
STATEMENT = __doc__.split("\n", 2)[2].split("The interval")[0].strip()


def parts(mu_v: sp.Expr) -> tuple[Part, ...]:
    """(a), (b), and the two ends of (c) at p = 1, the drift rate being `mu_v`."""
    return (
        Part("a", Kind.PATHWISE, m_sup, c_inf, "lemma 1 (a)", "the momentum is bounded"),
        Part("b", Kind.PATHWISE, v_sq_sup, c_inf**2 + delta, "lemma 1 (b)", "the second moment is bounded"),
        Part("c.upper", Kind.PATHWISE, v_sq_ratio_max, 1 + mu_v, "lemma 1 (c)", "the second moment falls slowly"),
        Part("c.lower", Kind.PATHWISE, 1 - mu_v, v_sq_ratio_min, "lemma 1 (c)", "the second moment grows slowly"),
    )


PAPER = Claim(
    id="lemma-1",
    variant=Variant.PAPER,
    title="Bounded moments",
    source="Lemma 1; appendices F, I.1",
    statement=STATEMENT,
    assumptions=("B",),
    algorithms=("adamw", "adamw-d", "adam"),
    initialisation="any",
    hypotheses=CONVEX,
    run_with=REPAIRED_CHOICES,
    parts=parts(PAPER_MU_V),
)

REPAIRED = Claim(
    id="lemma-1",
    variant=Variant.REPAIRED,
    title="Bounded moments",
    source="Lemma 1 with mu_v as theorem 2 takes it",
    statement=STATEMENT.replace("(c_s^2 + delta)", "delta").replace("c_s <= ", ""),
    assumptions=("B",),
    algorithms=("adamw", "adamw-d", "adam"),
    initialisation="any",
    hypotheses=CONVEX,
    run_with=REPAIRED_CHOICES,
    parts=parts(REPAIRED_MU_V),
    repairs=("mu_v is beta_2 c_inf^2/delta: c_s bounds ||g_k||_inf from below, not every coordinate of g_k (step 3).",),
)

CLAIMS = (PAPER, REPAIRED)
