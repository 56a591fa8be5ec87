"""UAdam's neighbourhood (its shape is announced in the abstract; the bounds are derived here).

Under S and N, for a_k = (1 - beta_1) a_{k-1} + beta_1 g_k, m_k = (1 - nu) a_k + nu g_k, a_0 = g_0, x_{k+1} = x_k - eta m_k/v_k
with c_l <= v_k <= c_u in every coordinate, where v_k may depend on g_k and on all that was before, 0 <= nu <= 1, and for
eta <= c_l/(2 L) and 2 (1 - nu) (1 - beta_1) L eta <= beta_1 c_l sqrt(c_l/c_u):

    (S)   (1/T) sum_{k<T} E[||grad F(x_k)||^2 + ||m_k||^2/4]
              <= 2 c_u Delta/(eta T) + c_u w_0 sigma^2/(c_l b T) + (c_u/c_l) w sigma^2/b,
    (S')  (1/T) sum_{k<T} E||m_k - grad F(x_k)||^2 <= 2 c_l Delta/(eta T) + 2 w_0 sigma^2/(b T) + 2 w sigma^2/b,

    w = beta_1 + nu^2 (1 - beta_1),      w_0 = 1 + (1 - nu)^2 (1 - beta_1)/beta_1.

With nu = 0 these are the bounds of `bounded-scaling`. beta_2 enters by c_l and c_u alone. The neighbourhood shrinks with beta_1
down to nu^2 (c_u/c_l) sigma^2/b: to shrink it to 0 the interpolation has to shrink too, as NAdam's nu = beta_1 does.
"""

from dataclasses import replace

import sympy as sp

from theory.claim import Hypothesis, Kind, Part, Variant
from theory.papers.scaled_momentum.bounded_scaling.statement import DESCENDS_TIGHTER, DESCENT, ENDS, OURS, WEIGHT
from theory.papers.scaled_momentum.instance import GENERAL
from theory.papers.uadam.letters import NU
from theory.symbols import Delta, L, T, b, beta_1, c_l, c_u, epsilon, eta, grad_F_sq, m_err_sq, sigma, u_sq

WEIGHT_NU = Hypothesis("nu <= 1", sp.Le(NU, 1), "statement")
TRACKS = Hypothesis(
    "eta of the tracking", sp.Le(2 * (1 - NU) * (1 - beta_1) * L * eta, beta_1 * c_l * sp.sqrt(c_l / c_u)), "statement"
)
OF_AVERAGE = (1 - NU) ** 2 * (1 - beta_1) / beta_1
W, W_0 = beta_1 + NU**2 * (1 - beta_1), 1 + OF_AVERAGE
TERMS_OF_S = (
    ("initial gap", 2 * c_u * Delta / (eta * T)),
    ("initial momentum", c_u * W_0 * sigma**2 / (c_l * b * T)),
    ("noise floor", c_u * W * sigma**2 / (c_l * b)),
)
TERMS_OF_ERROR = (
    ("initial gap", 2 * c_l * Delta / (eta * T)),
    ("initial momentum", 2 * W_0 * sigma**2 / (b * T)),
    ("noise floor", 2 * W * sigma**2 / b),
)
S, ERROR = (sp.Add(*(term for _, term in terms)) for terms in (TERMS_OF_S, TERMS_OF_ERROR))

CLAIMS = (
    replace(
        GENERAL,
        id="uadam-rate",
        variant=Variant.PAPER,
        title="UAdam on nonconvex problems",
        source="derived here; Jiang, Liu, Xu, Mandic 2024 announce 1/T to a neighbourhood that shrinks (abstract only)",
        statement=__doc__.split("\n", 2)[2].strip(),
        algorithms=("uadam", "skewed-uadam"),
        hypotheses=(WEIGHT, WEIGHT_NU, ENDS, TRACKS, DESCENDS_TIGHTER),
        run_with={
            beta_1: sp.Min(1, c_l * b * epsilon**2 / (3 * c_u * sigma**2)),
            eta: sp.Min(beta_1 * c_l / (2 * L) * sp.sqrt(c_l / c_u), DESCENDS_TIGHTER.relation.rhs),
            T: sp.ceiling(sp.Max(6 * c_u * Delta / (eta * epsilon**2), 3 * c_u * W_0 * sigma**2 / (c_l * b * epsilon**2))),
        },
        parts=(
            Part("S", Kind.EXPECTATION, grad_F_sq + u_sq / 4, S, OURS, "the gradient becomes small", TERMS_OF_S),
            Part("error", Kind.EXPECTATION, m_err_sq, ERROR, OURS, "so does the momentum's error", TERMS_OF_ERROR),
            Part("descent", Kind.PATHWISE, DESCENT.lhs, DESCENT.rhs, OURS, "one step of F, whatever v_k depends on"),
        ),
    ),
)
