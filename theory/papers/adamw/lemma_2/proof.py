"""Lemma 2: the momentum tracks the gradient (appendix F).

With D = m_{k-1} - grad F(x_{k-1}), J = grad F(x_{k-1}) - grad F(x_k) and the noise e = g_k - grad F(x_k), whose mean given the
past is 0: m_k - grad F(x_k) = (1-beta_1)(D + J) + beta_1 e. D and J belong to the past, so the cross terms with e vanish.
"""

import sympy as sp

from theory.claim import Goal, Step, Variant
from theory.papers.adamw import trusted
from theory.papers.adamw.lemma_2.statement import BOUND
from theory.prove.conclusions import HasUnit, Same
from theory.prove.mutate import drop, halve, mutants, reverse, swap
from theory.symbols import L, b, beta_1, grad_step_sq, m_err_sq, m_err_sq_next, noise_sq_next, sigma

m_before, f_before, D, J = sp.symbols("m_before f_before D J", real=True)
f, g, e, q, past, a, c = trusted.f, trusted.g, trusted.e, trusted.q, trusted.past, trusted.a, trusted.c
past_sq = sp.Symbol("past_sq", nonnegative=True)
D_dot_J, past_dot_e = sp.symbols("D_dot_J past_dot_e", real=True)
LETTERS = trusted.LETTERS.after(D, J, m_before, f_before, f)
at, mean, summed = LETTERS.at, LETTERS.mean, LETTERS.summed
m_next = trusted.MOMENTUM.facts[0].rhs.subs(trusted.m, m_before)

split = Goal(
    "sympy",
    Same(m_next - f, (1 - beta_1) * ((m_before - f_before) + (f_before - f)) + beta_1 * (g - f)),
    note="one coordinate of m_k - grad F(x_k)",
    uses=(LETTERS.written(trusted.MOMENTUM, {trusted.m: m_before}),),
)
square = Goal(
    "sympy",
    Same(
        ((1 - beta_1) * (D + J) + beta_1 * e) ** 2,
        (1 - beta_1) ** 2 * (D + J) ** 2 + beta_1**2 * e**2 + 2 * (1 - beta_1) * beta_1 * (D + J) * e,
    ),
    note="one coordinate; D, J, e as above",
    uses=(at(split),),
)
added = summed(
    square,
    sp.Eq(m_err_sq_next, (1 - beta_1) ** 2 * past_sq + beta_1**2 * noise_sq_next + 2 * (1 - beta_1) * beta_1 * past_dot_e),
    {
        m_err_sq_next: ((1 - beta_1) * (D + J) + beta_1 * e) ** 2, past_sq: (D + J) ** 2, noise_sq_next: e**2,
        past_dot_e: (D + J) * e,
    },
)  # fmt: skip
whole = Goal("z3", added.relations[0], (added,), "the vector; past_sq = ||D + J||^2, past_dot_e = <D + J, e>")
new_noise = Goal(
    "z3",
    sp.Le(m_err_sq_next, (1 - beta_1) ** 2 * past_sq + beta_1**2 * sigma**2 / b),
    (mean(whole, past=True), at(trusted.N_SQUARE), at(trusted.N_MEAN, {past: D + J, trusted.cross: past_dot_e})),
    "the mean given the past, to which D and J belong",
)
parts_of_past = Goal("sympy", Same((D + J) ** 2, D**2 + 2 * D * J + J**2), note="one coordinate")
parted = summed(
    parts_of_past,
    sp.Eq(past_sq, m_err_sq + 2 * D_dot_J + grad_step_sq),
    {past_sq: (D + J) ** 2, m_err_sq: D**2, D_dot_J: D * J, grad_step_sq: J**2},
)
parts_whole = Goal("z3", parted.relations[0], (parted,), "the vector; D_dot_J = <D, J>")
young = Goal(
    "z3",
    sp.Le((1 - beta_1) ** 2 * (a**2 + 2 * q + c**2), (1 - beta_1) * a**2 + (1 - beta_1) ** 2 / beta_1 * c**2),
    (at(trusted.CAUCHY_VECTORS), sp.Le(beta_1, 1)),
    "a = ||D||, c = ||J||, q = <D, J>",
)
bounded_past = Goal(
    "z3",
    sp.Le((1 - beta_1) ** 2 * past_sq, (1 - beta_1) * m_err_sq + (1 - beta_1) ** 2 / beta_1 * grad_step_sq),
    (at(parts_whole), at(young, {q: D_dot_J, a: sp.sqrt(m_err_sq), c: sp.sqrt(grad_step_sq)})),
)
collected = Goal(
    "z3",
    sp.Le(m_err_sq_next, BOUND),
    (at(new_noise), mean(bounded_past, past=True), mean(trusted.S, past=True)),
    "what is known before the minibatch is drawn is its own mean",
)
unit = Goal("units", HasUnit(BOUND, sp.Integer(2), sp.Integer(-2)))

STEPS = (
    Step(
        id="lemma-2",
        says="E||m_k - grad F(x_k)||^2 <= (1-beta_1) E||m_{k-1} - grad F(x_{k-1})||^2"
        " + ((1-beta_1)^2 L^2/beta_1) E||x_k - x_{k-1}||^2 + beta_1^2 sigma^2/b",
        source="Lemma 2; appendix F",
        goals=(split, square, whole, new_noise, parts_of_past, parts_whole, young, bounded_past, collected, unit),
        mutants=(
            *mutants(split, halve),
            *mutants(square, halve),
            *mutants(young, halve, reverse, drop(0), drop(1), swap(2 * q, 3 * q, "cross term")),
            *mutants(new_noise, drop(0), drop(1), drop(2), swap(sigma, sigma / 2, "sigma halved")),
            *mutants(collected, reverse, drop(0), drop(1), drop(2), swap(sigma, sigma / 2, "sigma halved")),
            *mutants(collected, swap(L, L / 2, "L halved")),
        ),
    ),
)

CONCLUDES = {Variant.PAPER: {"lemma-2": at(collected)}}
