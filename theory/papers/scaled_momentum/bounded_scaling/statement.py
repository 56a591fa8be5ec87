"""Momentum with a bounded scaling (derived here; no paper states it).

Under S and N, for m_k = (1 - beta_1) m_{k-1} + beta_1 g_k, m_0 = g_0, x_{k+1} = x_k - eta m_k / v_k with c_l <= v_k <= c_u in
every coordinate, where v_k may depend on g_k and on all that was before, and for

    eta <= min(beta_1 (c_l/(2 L)) sqrt(c_l/c_u), c_l^2/(2 L c_u)):

    (S)   (1/T) sum_{k<T} E||grad F(x_k)||^2
              <= 2 c_u Delta/(eta T) + c_u sigma^2/(c_l beta_1 b T) + 2 c_u beta_1 sigma^2/(c_l b),
    (S')  (1/T) sum_{k<T} E||m_k - grad F(x_k)||^2
              <= 2 c_l Delta/(eta T) + 2 sigma^2/(beta_1 b T) + 4 beta_1 sigma^2/b.

The variant `tighter` has half of the noise in both, ||m_k||^2/4 beside the gradient, and asks less of eta:
eta <= c_l/(2 L) and 2 (1-beta_1) L eta <= beta_1 c_l sqrt(c_l/c_u).
"""

from dataclasses import replace

import sympy as sp

from theory.claim import Claim, Hypothesis, Kind, Part, Variant
from theory.symbols import (
    Delta,
    F_k_next,
    F_k_now,
    L,
    T,
    b,
    beta_1,
    c_l,
    c_u,
    dx_sq,
    epsilon,
    eta,
    grad_F_sq,
    m_err_sq,
    m_err_sq_next,
    sigma,
    u_sq,
)

TIGHTER = "tighter"
OURS = "derived here"
WEIGHT = Hypothesis("beta_1 <= 1", sp.Le(beta_1, 1), "statement")
ENDS = Hypothesis("c_l <= c_u", sp.Le(c_l, c_u), "statement")
TRACKS = Hypothesis("eta of the tracking", sp.Le(eta, beta_1 * c_l / (2 * L) * sp.sqrt(c_l / c_u)), "statement")
DESCENDS = Hypothesis("eta of the descent", sp.Le(eta, c_l**2 / (2 * L * c_u)), "statement")
TRACKS_TIGHTER = Hypothesis(
    "eta of the tracking", sp.Le(2 * (1 - beta_1) * L * eta, beta_1 * c_l * sp.sqrt(c_l / c_u)), "statement"
)
DESCENDS_TIGHTER = Hypothesis("eta of the descent", sp.Le(eta, c_l / (2 * L)), "statement")

DESCENT = sp.Le(
    F_k_next, F_k_now + eta / (2 * c_l) * m_err_sq - eta / (2 * c_u) * grad_F_sq - eta / (4 * c_u) * u_sq
)  # fmt: skip
TRACKING = sp.Le(m_err_sq_next, (1 - beta_1) * m_err_sq + L**2 / beta_1 * dx_sq + 2 * beta_1**2 * sigma**2 / b)
TRACKING_TIGHTER = sp.Le(
    m_err_sq_next, (1 - beta_1) * m_err_sq + (1 - beta_1) ** 2 * L**2 / beta_1 * dx_sq + beta_1**2 * sigma**2 / b
)


def terms_of_S(noise: int) -> tuple[tuple[str, sp.Expr], ...]:
    """The right side of (S), its noise `noise` times that of one average."""
    return (
        ("initial gap", 2 * c_u * Delta / (eta * T)),
        ("initial momentum", c_u * sigma**2 / (c_l * beta_1 * b * T)),
        ("noise floor", noise * c_u * beta_1 * sigma**2 / (c_l * b)),
    )


def terms_of_tracking(noise: int) -> tuple[tuple[str, sp.Expr], ...]:
    """The right side of (S')."""
    return (
        ("initial gap", 2 * c_l * Delta / (eta * T)),
        ("initial momentum", 2 * sigma**2 / (beta_1 * b * T)),
        ("noise floor", 2 * noise * beta_1 * sigma**2 / b),
    )


def parts(left: sp.Expr, tracking: sp.Basic, noise: int) -> tuple[Part, ...]:
    """The two bounds, and the two facts of one step that they are made of."""
    S, error = terms_of_S(noise), terms_of_tracking(noise)
    return (
        Part("S", Kind.EXPECTATION, left, sp.Add(*(term for _, term in S)), OURS, "the gradient becomes small", S),
        Part(
            "error",
            Kind.EXPECTATION,
            m_err_sq,
            sp.Add(*(term for _, term in error)),
            OURS,
            "so does the momentum's error",
            error,
        ),
        Part("descent", Kind.PATHWISE, DESCENT.lhs, DESCENT.rhs, OURS, "one step of F, whatever v_k depends on"),
        Part("tracking", Kind.CONDITIONAL, tracking.lhs, tracking.rhs, OURS, "one step of the momentum's error"),
    )


#: with what runs are measured: the floor and the first term a third of epsilon^2 each
RUN_WITH = {
    beta_1: sp.Min(1, c_l * b * epsilon**2 / (6 * c_u * sigma**2)),
    eta: sp.Min(TRACKS.relation.rhs, DESCENDS.relation.rhs),
    T: sp.ceiling(sp.Max(6 * c_u * Delta / (eta * epsilon**2), 3 * c_u * sigma**2 / (c_l * beta_1 * b * epsilon**2))),
}
STATEMENT = __doc__.split("\n", 2)[2].strip()
PAPER = Claim(
    id="bounded-scaling",
    variant=Variant.PAPER,
    title="Momentum with a bounded scaling",
    source=OURS,
    statement=STATEMENT,
    assumptions=("S", "N"),
    algorithms=("adam", "sgd-momentum", "skewed-momentum"),
    initialisation="gradient",
    hypotheses=(WEIGHT, ENDS, TRACKS, DESCENDS),
    run_with=RUN_WITH,
    parts=parts(grad_F_sq, TRACKING, 2),
)
CLAIMS = (
    PAPER,
    replace(
        PAPER,
        variant=TIGHTER,
        source=f"{OURS}, with better constants from the same argument",
        hypotheses=(WEIGHT, ENDS, TRACKS_TIGHTER, DESCENDS_TIGHTER),
        parts=parts(grad_F_sq + u_sq / 4, TRACKING_TIGHTER, 1),
    ),
)
