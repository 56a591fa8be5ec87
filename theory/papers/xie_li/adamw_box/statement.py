"""AdamW in its box (Xie, Li 2024; the constants of the limit are theirs, the finite-time bounds and delta are derived here).

With m_{-1} = n_{-1} = 0, (1 - beta_1)^2 < 1 - beta_2 and D_k = m_k/(n_k + delta)^(1/2), in every coordinate

    |D_k| <= Q^(1/2),     Q = beta_1^2/(beta_2 (1 - rho)),     rho = (1 - beta_1)^2/(1 - beta_2),

whatever the gradients are. So for 0 < lambda eta <= 1 AdamW stays in a box, and no step is long:

    (box)   ||x_{k+1}||_inf <= ||x_0|| + Q^(1/2)/lambda,
    (steps) (1/T) sum_{k<T} E||x_{k+1} - x_k||^2 <= d eta^2 (lambda ||x_0|| + 2 Q^(1/2))^2.

If the iterates and the moments come to rest, lambda x = -g/(g^2 + delta)^(1/2) in every coordinate of g = grad F(x): then
|x_i| <= 1/lambda, and the KKT residual of min F over ||x||_inf <= 1/lambda, g_i x_i + |g_i|/lambda, lies in
[0, delta^(1/2)/(2 lambda)]. On the way Q^(1/2) may exceed 1, and an iterate the box of 1/lambda.
"""

import sympy as sp

from theory.claim import Claim, Hypothesis, Kind, Part, Variant
from theory.symbols import L, T, beta_1, beta_2, d, delta, dx_sq, eta, lambda_, x_0_sq, x_sup_next

SOURCE = "Xie, Li 2024"
OURS = "derived here"
MEMORY = Hypothesis("(1 - beta_1)^2 < 1 - beta_2", sp.Lt((1 - beta_1) ** 2, 1 - beta_2), "statement")
SHORT = Hypothesis("lambda eta <= 1", sp.Le(lambda_ * eta, 1), "statement")
DECAYS = Hypothesis("lambda > 0", sp.Gt(lambda_, 0), "statement")
WEIGHT = Hypothesis("beta_1 <= 1", sp.Le(beta_1, 1), "section 3: a convex combination")
Q = beta_1**2 / (beta_2 * (1 - (1 - beta_1) ** 2 / (1 - beta_2)))
START = sp.sqrt(x_0_sq)
BOX = sp.Le(x_sup_next, START + sp.sqrt(Q) / lambda_)
STEPS = sp.Le(dx_sq, d * eta**2 * (lambda_ * START + 2 * sp.sqrt(Q)) ** 2)

CLAIMS = (
    Claim(
        id="adamw-box",
        variant=Variant.PAPER,
        title="AdamW stays in a box",
        source="Xie, Li 2024: the bound of |D_k| and the limit (statement known, proof of our own); finite times derived here",
        statement=__doc__.split("\n", 2)[2].strip(),
        assumptions=("B",),
        algorithms=("adamw",),
        initialisation="zero",
        hypotheses=(MEMORY, DECAYS, SHORT, WEIGHT),
        run_with={beta_1: sp.Min(1, 2 * beta_2), eta: sp.sqrt(delta) / L / 4, T: sp.Integer(500)},
        parts=(
            Part("box", Kind.PATHWISE, BOX.lhs, BOX.rhs, OURS, "the iterates stay in a box"),
            Part("steps", Kind.EXPECTATION, STEPS.lhs, STEPS.rhs, OURS, "no step is long"),
        ),
    ),
)
