"""Curvature from weak secants and from the last step (derived here; AdaCN's formulas are not known).

With s = x_k - x_{k-1}, y = g_k - g_{k-1} and B_k = B_{k-1} + ((<s, y> - <s, B_{k-1} s>)/sum s_i^4) diag(s^2), for every d:
<s, B_k s> = <s, y>; where y = A s with a diagonal A, ||B - A||^2 falls by <s, (B - A) s>^2/sum s_i^4, and for d = 1 one step
gives A (for d = 2 it need not). Steps divided by (rho/2) ||s|| have ||x_{k+1} - x_k|| ||s|| <= 2 eta ||m_k||/rho.

For v = delta^(1/2) + min(|B|, cap) + min((rho/2) ||s||, cap), (S), (S') of `bounded-scaling` hold with c_l = delta^(1/2),
c_u = delta^(1/2) + 2 cap. With G = d^(1/2) c_inf, which bounds ||m_k||, rho eta G <= 2 cap delta^(1/2), and the longest step
S_1 = eta G/delta^(1/2), no two steps in turn are of that length:

    (steps) (1/T) sum_{k<T} E||x_{k+1} - x_k||^2 <= S_1^2 (1 + theta/T)/(1 + theta),
            theta = 1 - 1/(1 + rho eta G/(2 delta))^2.
"""

from dataclasses import replace

import sympy as sp

from theory.claim import Hypothesis, Kind, Part
from theory.papers.adacn.letters import CAP, CUBIC
from theory.papers.scaled_momentum.bounded_scaling.statement import OURS
from theory.papers.scaled_momentum.instance import instance
from theory.symbols import T, c_inf, d, delta, dx_sq, eta

MOST = sp.sqrt(d) * c_inf
LONGEST, KAPPA = eta * MOST / sp.sqrt(delta), CUBIC * eta * MOST / (2 * delta)
THETA = 1 - 1 / (1 + KAPPA) ** 2
STEPS = sp.Le(dx_sq, LONGEST**2 * (1 + THETA / T) / (1 + THETA))
UNCUT = Hypothesis("eta of the last step", sp.Le(CUBIC * eta * MOST, 2 * CAP * sp.sqrt(delta)), "statement")

RATE = instance(
    id="adacn-secant",
    title="Curvature from secants and from the last step",
    source="derived here; Liu, Zhang, Zhong, Zeng 2021 announce such curvatures (abstract only, formulas not known)",
    statement=__doc__.split("\n", 2)[2].strip(),
    algorithms=("adacn-secant",),
)
CLAIMS = (
    replace(
        RATE,
        hypotheses=(*RATE.hypotheses, UNCUT),
        run_with={
            letter: sp.Min(formula, 2 * CAP * sp.sqrt(delta) / (CUBIC * MOST)) if letter == eta else formula
            for letter, formula in RATE.run_with.items()
        },
        parts=(*RATE.parts, Part("steps", Kind.EXPECTATION, STEPS.lhs, STEPS.rhs, OURS, "no two steps in turn are long")),
    ),
)
