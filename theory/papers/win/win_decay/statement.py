"""Win, Eq. 31 with weight decay (the right side known; its limits on eta are not, those here are derived here).

Under S, N and B, for AdamW with Win, lambda_k = lambda (1 - mu_v)^k, m_0 = g_0, r >= 1/2, at the points y_k where the gradients
are taken, F_k = F + (lambda_k/2) ||.||^2 in the norm of v_k, u_k = m_k + lambda_k v_k y_k, c_l <= v_k <= c_u, for

    20 L eta <= c_l (c_l/c_u)^(1/2),   30 (1 - beta_1) r L eta <= (1 + r) beta_1 c_l (c_l/c_u)^(1/2)
    and   40 lambda c_u eta <= c_l (c_l/c_u)^(1/2):

    (S)   (1/T) sum_{k<T} E[||grad F_k(y_k)||^2 + ||u_k||^2/4]
              <= 2 c_u (1 + lambda eta) Delta/(eta T) + 2 c_u beta_1 (1 + lambda eta) sigma^2/(c_l b).

It is false: from a minimum for beta_1 < c_l/(8 c_u), as without decay; and without noise from a minimum other than 0, where
Delta = 0 and lambda_0 v_0 y_0 is not. (The paper's lambda_0 = 0 hides the second, and by its lambda_{k+1} = (1 - mu) lambda_k
leaves no decay at all.) The potential is to start from F_0(x_0) and from the error of m_0.

The repaired variant has Delta + (lambda/2) c_u ||x_0||^2 where Delta stands, and for the error of m_0
2 c_u (1 + lambda eta) sigma^2/(c_l beta_1 b T) more; the noise floor stays.
"""

from dataclasses import replace

import sympy as sp

from theory.claim import Hypothesis, Kind, Part, Variant
from theory.papers.adamw.theorem_2.statement import ADMISSIBLE
from theory.papers.scaled_momentum.bounded_scaling.statement import ENDS, WEIGHT
from theory.papers.win.win_rate import statement as plain
from theory.papers.win.win_rate.statement import BOLD, OURS, ROOM, SHARE, SOURCE
from theory.symbols import Delta, L, T, b, beta_1, c_l, c_u, decay_0, epsilon, eta, grad_F_k_sq, lambda_, sigma, u_sq

#: the upper end of (1 + lambda_k eta) v_k
WIDE = (1 + lambda_ * eta) * c_u
DESCENDS = Hypothesis("eta of the descent", sp.Le(20 * L * eta, ROOM), OURS)
TRACKS = Hypothesis("eta of the tracking", sp.Le(30 * (1 - beta_1) * SHARE * L * eta, beta_1 * ROOM), OURS)
DECAYS = Hypothesis("eta of the decay", sp.Le(40 * lambda_ * c_u * eta, ROOM), OURS)
HYPOTHESES = (WEIGHT, *ADMISSIBLE[1:3], ENDS, BOLD, DESCENDS, TRACKS, DECAYS)
FLOOR = 2 * beta_1 * WIDE * sigma**2 / (c_l * b)
TERMS = (("initial gap", 2 * WIDE * Delta / (eta * T)), ("noise floor", FLOOR))
REPAIRED = (
    ("initial gap", 2 * WIDE * (Delta + decay_0) / (eta * T)),
    ("initial momentum", 2 * WIDE * sigma**2 / (c_l * beta_1 * b * T)),
    ("noise floor", FLOOR),
)


def part(terms: tuple[tuple[str, sp.Expr], ...], source: str) -> Part:
    """The bound of the dynamic objective's gradient and of u_k."""
    right = sp.Add(*(term for _, term in terms))
    return Part("S", Kind.EXPECTATION, grad_F_k_sq + u_sq / 4, right, source, "the dynamic objective becomes stationary", terms)


DOUBLE = 2 * sp.Rational(41, 40) * c_u  # 1 + lambda eta is at most 41/40
PAPER = replace(
    plain.PAPER,
    id="win-decay",
    title="AdamW with Win",
    statement=__doc__.split("\n", 2)[2].split("The repaired")[0].strip(),
    assumptions=("S", "N", "B"),
    algorithms=("adamw-win",),
    hypotheses=HYPOTHESES,
    run_with={
        beta_1: sp.Min(1, c_l * b * epsilon**2 / (3 * DOUBLE * sigma**2)),
        eta: sp.Min(ROOM / (20 * L + 40 * lambda_ * c_u), beta_1 * ROOM / (30 * SHARE * L)),
        T: sp.ceiling(
            sp.Max(3 * DOUBLE * (Delta + decay_0) / (eta * epsilon**2), 3 * DOUBLE * sigma**2 / (c_l * beta_1 * b * epsilon**2))
        ),
    },
    parts=(part(TERMS, SOURCE),),
)
CLAIMS = (
    PAPER,
    replace(
        PAPER,
        variant=Variant.REPAIRED,
        source=f"{OURS}, after {SOURCE}",
        statement=__doc__.split("\n", 2)[2].strip(),
        parts=(part(REPAIRED, OURS),),
    ),
)
