"""Lemma 2: the momentum tracks the gradient (appendix F).

With D = m_{k-1} - grad F(x_{k-1}), J = grad F(x_{k-1}) - grad F(x_k) and the noise e = g_k - grad F(x_k), whose mean given the
past is 0: m_k - grad F(x_k) = (1-beta_1)(D + J) + beta_1 e. D and J belong to the past, so the cross terms with e vanish.
"""

import sympy as sp

from theory.claim import Goal, Step
from theory.papers.adamw.lemma_2.statement import BOUND
from theory.prove.conclusions import HasUnit, Same
from theory.prove.mutate import drop, halve, mutants, reverse, swap
from theory.symbols import L, b, beta_1, sigma

m_before, f_before, f, g = sp.symbols("m_before f_before f g", real=True)
D, J, e, q = sp.symbols("D J e q", real=True)
D_sq, J_sq, e_sq, step_sq = sp.symbols("D_sq J_sq e_sq step_sq", nonnegative=True)

split = Goal(
    "sympy",
    Same((1 - beta_1) * m_before + beta_1 * g - f, (1 - beta_1) * ((m_before - f_before) + (f_before - f)) + beta_1 * (g - f)),
    note="one coordinate of m_k - grad F(x_k)",
)
square = Goal(
    "sympy",
    Same(
        ((1 - beta_1) * (D + J) + beta_1 * e) ** 2,
        (1 - beta_1) ** 2 * (D**2 + 2 * D * J + J**2) + beta_1**2 * e**2 + 2 * (1 - beta_1) * beta_1 * (D + J) * e,
    ),
    note="the last term has mean 0 given the past",
)
past_sq = sp.Symbol("past_sq", nonnegative=True)
young = Goal(
    "z3",
    sp.Le((1 - beta_1) ** 2 * (D**2 + 2 * q + J**2), (1 - beta_1) * D**2 + (1 - beta_1) ** 2 / beta_1 * J**2),
    (sp.Le(q, D * J), sp.Le(beta_1, 1)),
    "expectations: D^2, J^2 stand for E||D||^2, E||J||^2, and q = E<D, J> <= D J by Cauchy-Schwarz",
)
collected = Goal(
    "z3",
    sp.Le(
        past_sq + beta_1**2 * e_sq, (1 - beta_1) * D_sq + (1 - beta_1) ** 2 * L**2 / beta_1 * step_sq + beta_1**2 * sigma**2 / b
    ),
    (
        sp.Le(past_sq, (1 - beta_1) * D_sq + (1 - beta_1) ** 2 / beta_1 * J_sq),
        sp.Le(J_sq, L**2 * step_sq),
        sp.Le(e_sq, sigma**2 / b),
    ),
    "past_sq = (1-beta_1)^2 E||D + J||^2; J_sq = E||J||^2 (S), e_sq = E||e||^2 (N)",
)
unit = Goal("units", HasUnit(BOUND, sp.Integer(2), sp.Integer(-2)))

STEPS = (
    Step(
        id="lemma-2",
        says="E||m_k - grad F(x_k)||^2 <= (1-beta_1) E||m_{k-1} - grad F(x_{k-1})||^2"
        " + ((1-beta_1)^2 L^2/beta_1) E||x_k - x_{k-1}||^2 + beta_1^2 sigma^2/b",
        source="Lemma 2; appendix F",
        goals=(split, square, young, collected, unit),
        mutants=(
            *mutants(split, halve),
            *mutants(square, halve),
            *mutants(young, halve, reverse, drop(0), drop(1), swap(2 * q, 3 * q, "cross term")),
            *mutants(collected, reverse, drop(0), drop(1), drop(2), swap(sigma, sigma / 2, "sigma halved")),
            *mutants(collected, swap(L, L / 2, "L halved")),
        ),
    ),
)
