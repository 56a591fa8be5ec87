"""XGrad (no theorem of the paper is known here; what follows is derived here).

On SGD with momentum, for (1 + s) beta_1 <= 1, under S and N, at the points x_k where the gradients are taken,
(S) and (S') of `uadam-rate` hold with c_l = c_u and nu = s beta_1/(1 - beta_1), so with w = beta_1 + s^2 beta_1^2/(1 - beta_1).

The prediction of theta_{k+s} is better than none, on linear F with noise and for A = sum_{i<=s} (1-beta_1)^i,
if 2 A > s; without drift only if. At s = 1 this is beta_1 < 1/2.

On the game min_x max_y x y gradient descent diverges for every eta; XGrad without momentum converges if and only if

    2 s > 1   and   eta^2 < (2 s - 1)/(s^2 (2 s + 1)),       at s = 1: eta < 1/3^(1/2).
"""

from dataclasses import replace

import sympy as sp

from theory.claim import Hypothesis
from theory.papers.uadam.letters import NU
from theory.papers.uadam.uadam_rate.statement import CLAIMS as OF_UADAM
from theory.papers.xgrad.letters import AHEAD
from theory.symbols import beta_1

NU_OF_S = AHEAD * beta_1 / (1 - beta_1)
CONVEX = Hypothesis("(1 + s) beta_1 <= 1", sp.Le((1 + AHEAD) * beta_1, 1), "statement")


def put(relation: sp.Basic) -> sp.Basic:
    """With the nu of s."""
    return relation.subs(NU, NU_OF_S)


(UADAM,) = OF_UADAM
CLAIMS = (
    replace(
        UADAM,
        id="xgrad-rate",
        title="XGrad on SGD with momentum, and on a bilinear game",
        source="derived here; Guan, Li, Shi, Meng 2024 (the step from the released code)",
        statement=__doc__.split("\n", 2)[2].strip(),
        algorithms=("xgrad",),
        hypotheses=(CONVEX, *(replace(one, relation=put(one.relation)) for one in UADAM.hypotheses)),
        run_with={
            letter: put(formula if letter != beta_1 else sp.Min(formula, 1 / (1 + AHEAD)))
            for letter, formula in UADAM.run_with.items()
        },
        parts=tuple(
            replace(part, right=put(part.right), terms=tuple((name, put(term)) for name, term in part.terms))
            for part in UADAM.parts
        ),
    ),
)
