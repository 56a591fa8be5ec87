"""Win, Eq. 31 without weight decay (the right side known; its limits on eta are not, those here are derived here).

Under S and N, for Adam with Win, m_0 = g_0, r >= 1/2, at the points y_k where the gradients are taken, c_l <= v_k <= c_u, for

    6 L eta <= c_l (c_l/c_u)^(1/2)   and   9 (1 - beta_1) r L eta <= (1 + r) beta_1 c_l (c_l/c_u)^(1/2):

    (S)   (1/T) sum_{k<T} E[||grad F(y_k)||^2 + ||m_k||^2/4] <= 2 c_u Delta/(eta T) + 2 c_u beta_1 sigma^2/(c_l b).

At T = 1 from a minimum the left side is sigma^2/(4 b) and the right side has no eta: whatever its limits are, it is false for
beta_1 < c_l/(8 c_u). The potential is to start from F(x_0) and from the error of m_0.

The repaired variant has c_u sigma^2/(c_l beta_1 b T) more for that start, and half of the noise floor: for T >= 1/beta_1^2
Eq. 31 follows.
"""

from dataclasses import replace

import sympy as sp

from theory.claim import Hypothesis, Kind, Part, Variant
from theory.papers.scaled_momentum.bounded_scaling.statement import ENDS, WEIGHT, terms_of_S
from theory.papers.scaled_momentum.instance import GENERAL
from theory.papers.win.letters import RECKLESS
from theory.symbols import Delta, L, T, b, beta_1, c_l, c_u, epsilon, eta, grad_F_sq, sigma, u_sq

SOURCE = "Zhou, Xie, Lin, Toh, Yan 2024, Eq. 31"
OURS = "derived here"
SHARE = RECKLESS / (1 + RECKLESS)
ROOM = c_l * sp.sqrt(c_l / c_u)
BOLD = Hypothesis("r >= 1/2", sp.Ge(RECKLESS, sp.Rational(1, 2)), "derived here")
DESCENDS = Hypothesis("eta of the descent", sp.Le(6 * L * eta, ROOM), "derived here")
TRACKS = Hypothesis("eta of the tracking", sp.Le(9 * (1 - beta_1) * SHARE * L * eta, beta_1 * ROOM), "derived here")
_, _, (FLOOR, HALF) = REPAIRED = terms_of_S(1)
TERMS = (("initial gap", 2 * c_u * Delta / (eta * T)), (FLOOR, 2 * HALF))
SHORTEST = sp.ceiling(sp.Max(6 * c_u * Delta / (eta * epsilon**2), 3 * c_u * sigma**2 / (c_l * beta_1 * b * epsilon**2)))


def part(terms: tuple[tuple[str, sp.Expr], ...], source: str) -> Part:
    """The bound of the gradient and of the momentum."""
    right = sp.Add(*(term for _, term in terms))
    return Part("S", Kind.EXPECTATION, grad_F_sq + u_sq / 4, right, source, "the gradient becomes small", terms)


PAPER = replace(
    GENERAL,
    id="win-rate",
    variant=Variant.PAPER,
    title="Adam with Win",
    source=f"{SOURCE} (the right side known, the limits on eta derived here)",
    statement=__doc__.split("\n", 2)[2].split("The repaired")[0].strip(),
    algorithms=("adam-win",),
    hypotheses=(WEIGHT, ENDS, BOLD, DESCENDS, TRACKS),
    run_with={
        beta_1: sp.Min(1, c_l * b * epsilon**2 / (6 * c_u * sigma**2)),
        eta: sp.Min(ROOM / (6 * L), beta_1 * ROOM / (9 * SHARE * L)),
        T: SHORTEST,
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
