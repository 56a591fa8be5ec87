"""Adagrad without momentum: the mean step as for Adam, the sum of squares instead of the average, the sum over the steps.

Letters of one coordinate are those of `defossez-adam`; `before` is n_{k-1}, `root` is T^(1/2).
"""

import sympy as sp

from theory.claim import Goal, Step, Variant
from theory.link import Given, Role, Sense, over_steps, pick, when
from theory.papers.defossez.defossez_adagrad.statement import SOURCE, TERMS
from theory.papers.defossez.defossez_adam.proof import LETTERS as OF_ADAM
from theory.papers.defossez.defossez_adam.proof import (
    SIZES,
    U,
    a,
    against,
    averaged,
    before,
    c,
    f,
    g,
    log_0,
    log_before,
    log_now,
    mean_step,
    past_sq,
    q,
    r,
    u_sq,
    whole,
)
from theory.papers.defossez.defossez_adam.statement import R
from theory.prove.mutate import drop, halve, mutants, scale
from theory.symbols import Delta, L, T, c_inf, d, delta, dx_sq, eta, grad_dx, grad_F_sq

root = sp.Symbol("root", positive=True)
k, S_U = sp.Symbol("steps", nonnegative=True), sp.Symbol("S_U", real=True)
LETTERS = OF_ADAM.knowing(root)
at = LETTERS.at
ROOT = Given("root", Role.DEFINITION, "T^(1/2)", (sp.Eq(root**2, T),))

# -- the size of the steps
SUMMED = sp.Le(before, k * c_inf**2)
BOUNDED = Given("B", Role.ASSUMPTION, "|g| <= c_inf", (sp.Le(g**2, c_inf**2), sp.Le(q, c_inf**2)))
sums = Goal("z3", sp.Le(before + g**2, (k + 1) * c_inf**2), (when(SUMMED), at(BOUNDED)), "k squares are at most k c_inf^2")
so_far = over_steps(sums, SUMMED, {before: before + g**2, k: k + 1}, {before: 0, k: 0})
SIZE = Given(
    "c, r", Role.DEFINITION, "c^2 = n_{k-1} + q + delta at a k < T, r = c_inf + delta^(1/2)",
    (sp.Eq(c**2, before + q + delta), sp.Le(k + 1, T), sp.Ge(r**2, c_inf**2 + delta)),
)  # fmt: skip
square = Goal("z3", sp.Le(c**2, r**2 * T), (so_far, at(BOUNDED), at(SIZE)), "T squares and delta")
largest = Goal("z3", sp.Le(c, r * root), (at(square), at(ROOT)))
coordinate = Goal(
    "z3", sp.Le(-eta * mean_step, -eta / (2 * r * root) * f**2 + 2 * r * eta * u_sq), (at(against), at(largest)),
    "the mean of f (x_{k+1} - x_k)",
)  # fmt: skip

# -- the sum of the squared steps of one coordinate: u^2 = g^2/a^2 = 1 - past/a^2, past = n_{k-1} + delta
LOG = Given("log", Role.CITED, "1 - 1/y <= log y at y = a^2/past", (sp.Le(1 - past_sq / a**2, log_now - log_before),))
length = Goal("z3", sp.Le(g**2 / a**2, log_now - log_before), (pick(at(SIZES), 0), at(LOG)))
SO_FAR = sp.Le(S_U, log_before - log_0)
added = Goal("z3", sp.Le(S_U + g**2 / a**2, log_now - log_0), (when(SO_FAR), at(length)), "from T to T + 1")
LAST = Given(
    "log", Role.CITED, "the logarithm rises: with n_{T-1} <= T c_inf^2 that of (n_{T-1} + delta)/delta is at most `whole`",
    (sp.Le(log_before - log_0, whole),),
)  # fmt: skip
of_squares = Goal(
    "z3", sp.Le(S_U, whole),
    (over_steps(added, SO_FAR, {S_U: S_U + g**2 / a**2, log_before: log_now}, {S_U: 0, log_before: log_0}), at(LAST)),
    "one coordinate", uses=(so_far,),
)  # fmt: skip

# -- one step of F in the mean given the past, then the sum over the steps; U is the sum of u^2 over the coordinates
FALL, K = eta / (2 * r * root), 2 * r * eta + eta**2 * L / 2
SUMS = Given(
    "coordinates", Role.DEFINITION, "sums over the coordinates of `coordinate` and of eta^2 u^2, in the mean",
    (sp.Le(grad_dx, -FALL * grad_F_sq + 2 * r * eta * U), sp.Le(dx_sq, eta**2 * U)), Sense.PATHWISE,
)  # fmt: skip
ALL = Given(
    "coordinates", Role.DEFINITION, "the average of U is the sum of d coordinates' averages of u^2", (sp.Le(T * U, d * whole),),
    Sense.PATHWISE,
)  # fmt: skip
sum_of_steps = averaged(LETTERS, FALL, K, SUMS, (coordinate,))
average = Goal(
    "z3", sp.Le(grad_F_sq, 2 * r * Delta / (eta * root) + 2 * r / eta * K * d * whole / root),
    (*sum_of_steps.left, at(ALL), at(ROOT)), uses=(at(of_squares),),
)  # fmt: skip
VALUES = {root: sp.sqrt(T), r: R, whole: sp.log(1 + T * R**2 / delta)}
bound = Goal("same", sp.Le(grad_F_sq, sp.Add(*(term for _, term in TERMS))), (at(average, VALUES),), "the letters' values")

STEPS = (
    Step(
        id="defossez-adagrad.1",
        says="c_k <= R T^(1/2), so that the mean step is against the gradient as for Adam",
        source=SOURCE,
        goals=(sums, square, largest, coordinate),
        mutants=(
            *mutants(sums, drop(0), drop(1), halve), *mutants(square, drop(0), drop(1), halve),
            *mutants(coordinate, halve, drop(0), drop(1)),
        ),
    ),
    Step(
        id="defossez-adagrad.2",
        says="the sum of a coordinate's g_k^2/(n_k + delta) is at most log(1 + T R^2/delta)",
        source=SOURCE,
        goals=(length, added, of_squares),
        mutants=(*mutants(length, drop(0), drop(1)), *mutants(added, drop(0), drop(1)), *mutants(of_squares, drop(0), drop(1))),
    ),
    Step(
        id="defossez-adagrad.gradient",
        says="the gradient's average",
        source=SOURCE,
        goals=(*sum_of_steps.goals, average, bound),
        mutants=(
            *mutants(sum_of_steps.goals[0], drop(0), drop(1)),
            *mutants(average, halve, drop(0), drop(2), scale(sp.Rational(9, 10))),
        ),
    ),
)  # fmt: skip
CONCLUDES = {Variant.PAPER: {"gradient": LETTERS.mean(bound)}}
