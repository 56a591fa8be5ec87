"""RMSProp with a fixed step, without noise (its convergence is announced in the abstract; what is here is derived here).

Under S and B, with c_l = eps and c_u = d^(1/2) c_inf + eps, for eta < 2 c_l/L:

    F(x_{k+1}) <= F(x_k) - (eta/c_u) (1 - L eta/(2 c_l)) ||grad F(x_k)||^2,
    (1/T) sum_{k<T} ||grad F(x_k)||^2 <= c_u Delta/(eta T (1 - L eta/(2 c_l))),
    (1/T) sum_{k<T} ||x_{k+1} - x_k||^2 <= eta^2/beta_2,
    n_k <= 2 L Delta,   and with a penalty, F = f + (lambda/2) ||w||^2 and f >= f_*:  ||w_k||^2 <= 2 (F(x_0) - f_*)/lambda.

So the gradient tends to 0. For eta > 2 c_l/L it does not: on F = (L/2) x^2 there is a cycle x, -x, x, ... at x = eta/2 - c_l/L.
Falling steps and noise, of which the abstract announces limits too, are not decided here.
"""

import sympy as sp

from theory.claim import Claim, Hypothesis, Kind, Part, Variant
from theory.symbols import (
    Delta,
    F_k_next,
    F_k_now,
    L,
    T,
    beta_1,
    beta_2,
    c_l,
    c_u,
    delta,
    dx_sq,
    epsilon,
    eta,
    grad_F_sq,
    sigma,
    v_sq_sup,
)

SOURCE = "derived here"
LEFT = 1 - L * eta / (2 * c_l)
SHORT = Hypothesis("eta < 2 c_l/L", sp.Lt(L * eta, 2 * c_l), "statement")
ENDS = Hypothesis("c_l <= c_u", sp.Le(c_l, c_u), "statement")
SILENT = Hypothesis("no noise", sp.Le(sigma, 0), "statement")
DESCENT = sp.Le(F_k_next, F_k_now - eta / c_u * LEFT * grad_F_sq)
AVERAGE = sp.Le(grad_F_sq, c_u * Delta / (eta * T * LEFT))
LENGTH = sp.Le(dx_sq, eta**2 / beta_2)
#: n and, as it is measured, delta
BOUNDED = sp.Le(v_sq_sup, 2 * L * Delta + delta)

CLAIMS = (
    Claim(
        id="rmsprop-penalty",
        variant=Variant.PAPER,
        title="RMSProp with a fixed step",
        source="derived here; Xu, Zhang, Zhang, Mandic 2021 announce convergence (abstract only)",
        statement=__doc__.split("\n", 2)[2].strip(),
        assumptions=("S", "N", "B"),
        algorithms=("rmsprop-eps",),
        initialisation="gradient",
        hypotheses=(ENDS, SHORT, SILENT),
        run_with={beta_1: sp.Integer(1), eta: c_l / L, T: sp.ceiling(2 * c_u * Delta / (eta * epsilon**2))},
        parts=(
            Part("descent", Kind.PATHWISE, DESCENT.lhs, DESCENT.rhs, SOURCE, "one step of F"),
            Part("gradient", Kind.EXPECTATION, AVERAGE.lhs, AVERAGE.rhs, SOURCE, "the gradient becomes small"),
            Part("length", Kind.EXPECTATION, LENGTH.lhs, LENGTH.rhs, SOURCE, "no step is long"),
            Part("bounded", Kind.PATHWISE, BOUNDED.lhs, BOUNDED.rhs, SOURCE, "the second moment stays bounded"),
        ),
    ),
)
