"""Steps that vary, and warm-up with cosine annealing (the paper has no theorem; the bounds are derived here).

Under S and N, for m_k = (1 - beta_1) m_{k-1} + beta_1 g_k, m_0 = g_0, x_{k+1} = x_k - eta_k m_k/v_k with c_l <= v_k <= c_u in
every coordinate, where v_k may depend on g_k and on all that was before, for any steps 0 < eta_k <= eta_0, in any order, with
eta_0 <= c_l/(2 L) and 2 (1-beta_1) L eta_0 <= beta_1 c_l sqrt(c_l/c_u), with S_T = sum_{k<T} eta_k:

    sum_{k<T} (eta_k/S_T) E[||grad F(x_k)||^2 + ||m_k||^2/4]
        <= 2 c_u Delta/S_T + (1 - beta_1) c_u eta_0 sigma^2/(c_l beta_1 b S_T) + c_u beta_1 sigma^2/(c_l b).

So a schedule counts by its largest step and its sum alone. For W steps of warm-up and cosine annealing to H it is

    S_T = eta_0 (r (r+1)/(2 W) + n/2 + (sin((n + 1/2) q)/sin(q/2) - 1)/4),   r = min(T, W), n = max(T-W, 0), q = pi/(H+1-W),

and S_H = eta_0 (H+1)/2 for every W: the first two terms are twice those of constant steps eta_0, the last is the same.
"""

from dataclasses import replace

import sympy as sp

from theory.claim import Hypothesis, Kind, Part, Variant
from theory.papers.scaled_momentum.bounded_scaling.statement import DESCENDS_TIGHTER, ENDS, OURS, TRACKS_TIGHTER, WEIGHT
from theory.papers.scaled_momentum.instance import GENERAL
from theory.papers.wuc_adam.letters import HORIZON, SHARE, TOTAL, WARM_UP
from theory.symbols import Delta, L, T, b, beta_1, c_l, c_u, epsilon, eta, eta_0, grad_F_sq, sigma, u_sq

TRACKS, DESCENDS = (replace(one, relation=one.relation.subs(eta, eta_0)) for one in (TRACKS_TIGHTER, DESCENDS_TIGHTER))
ORDERED = Hypothesis("warm_up <= horizon", sp.Le(WARM_UP, HORIZON), "statement")
WITHIN = Hypothesis("T <= horizon", sp.Le(T, HORIZON), "statement")


def terms(total: sp.Expr) -> tuple[tuple[str, sp.Expr], ...]:
    """The right side for the sum of the steps `total`."""
    return (
        ("initial gap", 2 * c_u * Delta / total),
        ("initial momentum", (1 - beta_1) * c_u * eta_0 * sigma**2 / (c_l * beta_1 * b * total)),
        ("noise floor", c_u * beta_1 * sigma**2 / (c_l * b)),
    )


TERMS = terms(eta_0 * TOTAL)

CLAIMS = (
    replace(
        GENERAL,
        id="wuc-adam-rate",
        variant=Variant.PAPER,
        title="Adam with warm-up and cosine annealing",
        source="derived here; Zhang, Shao, Sun, Xing, Zhao, Zhang 2024 announce no theorem",
        statement=__doc__.split("\n", 2)[2].strip(),
        algorithms=("wuc-adam",),
        hypotheses=(WEIGHT, ENDS, TRACKS, DESCENDS, ORDERED, WITHIN),
        run_with={
            beta_1: sp.Min(1, c_l * b * epsilon**2 / (3 * c_u * sigma**2)),
            eta_0: sp.Min(beta_1 * c_l / (2 * L) * sp.sqrt(c_l / c_u), DESCENDS.relation.rhs),
            eta: eta_0 * SHARE,
            T: HORIZON,
        },
        parts=(
            Part(
                "S", Kind.EXPECTATION, grad_F_sq + u_sq / 4, sp.Add(*(term for _, term in TERMS)), OURS,
                "the gradient becomes small (averages weighted by eta_k)", TERMS, weighted=True, every_T=True,
            ),
        ),
    ),
)  # fmt: skip
