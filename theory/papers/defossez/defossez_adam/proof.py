"""Adam without momentum: the mean step against the gradient, the sum of squared steps by logarithms, the sum over the steps.

Letters of one coordinate: f of grad F, g of the gradient, a = (v_k + delta)^(1/2), c the same with E g^2 =: q in place of g^2.
"""

from dataclasses import dataclass

import sympy as sp

from theory.claim import Goal, Step, Variant
from theory.letters import SETTING, Letters
from theory.link import Given, Role, Sense, Use, let, over_steps, pick, when
from theory.papers.adamw import trusted
from theory.papers.adamw.theorem_2 import goals as theorem_2
from theory.papers.defossez.defossez_adam.statement import MEMORY, SOURCE, TERMS, R
from theory.papers.scaled_momentum.bounded_scaling.goals import NO_DECAY
from theory.prove.conclusions import Same
from theory.prove.mutate import drop, halve, mutants, reverse, scale
from theory.symbols import Delta, F_k_next, F_k_now, F_star, L, T, beta_2, c_inf, d, delta, dx_sq, eta, grad_dx, grad_F_sq

f, g, x, y, log_now, log_mid, log_before, log_0, log_T = sp.symbols("f g x y log_now log_mid log_before log_0 log_T", real=True)
a, c, q, r, w, alpha = sp.symbols("a c q r w alpha", positive=True)
past_sq, u_sq, U = sp.symbols("past_sq u_sq U", nonnegative=True)
mean_step, mean_g, mean_sq, slack, whole, S_T, kept, P_now, P_next, P_0, P_T, S_U = sp.symbols(
    "mean_step mean_g mean_sq slack whole S_T kept P_now P_next P_0 P_T S_U", real=True
)
LETTERS = SETTING.knowing(r, slack, whole)
at = LETTERS.at
H = grad_F_sq

# -- the mean step against the gradient, one coordinate; r bounds |g| and so q^(1/2), u = g/a
SIZES = Given(
    "a, c", Role.DEFINITION, "a^2 = past + g^2, c^2 = past + q, past > 0, q = E g^2",
    (sp.Eq(a**2, past_sq + g**2), sp.Eq(c**2, past_sq + q), sp.Gt(past_sq, 0)),
)  # fmt: skip
INSIDE = Given("B", Role.ASSUMPTION, "|g| <= r, so q <= r^2", (sp.Le(g**2, r**2), sp.Le(q, r**2)))
young = Goal("z3", sp.Le(x * y, x**2 / (4 * w) + w * y**2), note="Young")
squares = Goal("z3", sp.Le(sp.Abs(a**2 - c**2), q + g**2), (at(SIZES),), "|a^2 - c^2| = |g^2 - q|")
gap = Goal(
    "z3", sp.Le(sp.Abs(1 / a - 1 / c), q / (a * c**2) + g**2 / (a**2 * c)), (when(sp.Le(sp.Abs(a**2 - c**2), q + g**2)),)
)
below = Goal("z3", sp.And(sp.Le(q, r * c), sp.Le(q, c**2), sp.Le(g**2, a**2)), (at(SIZES), at(INSIDE)))
one = Goal("z3", sp.Le(c * (sp.Abs(g) * q / (a * c**2)) ** 2, r * g**2 / a**2), (at(below),), "the first term's other half")
other = Goal("z3", sp.Le(c * q * (g**2 / (a**2 * c)) ** 2, r * g**2 / a**2), (at(below),), "the second's")
turns = Goal("z3", sp.Ge(x * y, -sp.Abs(x) * w), (when(sp.Le(sp.Abs(y), w)),))
s_a, s_c, z, p_1, p_2, t_1, t_2, e_1, e_2, e = sp.symbols("s_a s_c z p_1 p_2 t_1 t_2 e_1 e_2 e", real=True)
chain = Goal(
    "z3", sp.Ge(s_a, s_c - t_1 - t_2 - 2 * e),
    (
        when(sp.Eq(s_a, s_c + z), sp.Ge(z, -p_1 - p_2)),
        when(sp.Le(p_1, t_1 + e_1), sp.Le(p_2, t_2 + e_2), sp.Le(e_1, e), sp.Le(e_2, e)),
    ),
)  # fmt: skip
split = Goal("sympy", Same(f * g / a, f * g / c + f * g * (1 / a - 1 / c)))
Y_1, Y_2 = sp.Abs(g) * q / (a * c**2), g**2 / (a**2 * c)
POINTWISE = {
    s_a: f * g / a, s_c: f * g / c, z: f * g * (1 / a - 1 / c), p_1: sp.Abs(f) * Y_1, p_2: sp.Abs(f * g) * Y_2,
    t_1: f**2 / (4 * c), t_2: f**2 * g**2 / (4 * c * q), e_1: c * Y_1**2, e_2: c * q * Y_2**2, e: r * g**2 / a**2,
}  # fmt: skip
apart = Goal("sympy", Same(sp.Abs(f * g) * (q / (a * c**2) + Y_2), sp.Abs(f) * Y_1 + sp.Abs(f * g) * Y_2))
turned = Goal(
    "z3", sp.Ge(f * g * (1 / a - 1 / c), -sp.Abs(f) * Y_1 - sp.Abs(f * g) * Y_2),
    (at(turns, {x: f * g, y: 1 / a - 1 / c, w: q / (a * c**2) + Y_2}), at(gap), at(squares), at(apart)),
)  # fmt: skip
pointwise = Goal(
    "same", sp.Ge(f * g / a, f * g / c - f**2 / (4 * c) - f**2 * g**2 / (4 * c * q) - 2 * r * g**2 / a**2),
    (
        at(chain, POINTWISE), at(split), at(turned), at(young, {x: sp.Abs(f), y: Y_1, w: c}),
        at(young, {x: sp.Abs(f * g), y: Y_2, w: c * q}), at(one), at(other),
    ),
)  # fmt: skip
LINEAR = Given(
    "the mean is linear and monotone", Role.CITED, "given the past, E g = f, E g^2 = q; mean_step = E f g/a, u_sq = E g^2/a^2",
    (
        sp.Ge(mean_step, mean_g / c - f**2 / (4 * c) - f**2 * mean_sq / (4 * c * q) - 2 * r * u_sq), sp.Eq(mean_g, f**2),
        sp.Eq(mean_sq, q),
    ),
)  # fmt: skip
against = Goal("z3", sp.Ge(mean_step, f**2 / (2 * c) - 2 * r * u_sq), (at(LINEAR),), "one coordinate", uses=(at(pointwise),))

# -- the size of the steps: rho_k = 1 - (1 - beta_2)^(k+1) = beta_2 + (1 - beta_2) rho_{k-1}, `before` is v_{k-1}
rho_before, before = sp.symbols("rho_before before", nonnegative=True)
SUMMED = sp.Le(beta_2 * before, c_inf**2 * rho_before)
BOUNDED = Given("B", Role.ASSUMPTION, "|g| <= c_inf", (sp.Le(g**2, c_inf**2), sp.Le(q, c_inf**2)))
sums = Goal(
    "z3", sp.Le(beta_2 * ((1 - beta_2) * before + g**2), c_inf**2 * (beta_2 + (1 - beta_2) * rho_before)),
    (when(SUMMED), at(BOUNDED), at(MEMORY)), "v_k against its geometric sum",
)  # fmt: skip
so_far = over_steps(
    sums,
    SUMMED,
    {before: (1 - beta_2) * before + g**2, rho_before: beta_2 + (1 - beta_2) * rho_before},
    {before: 0, rho_before: 0},
)
largest = Goal(
    "z3", sp.Le(beta_2 * ((1 - beta_2) * before + q + delta), (beta_2 + (1 - beta_2) * rho_before) * (c_inf**2 + delta)),
    (so_far, at(BOUNDED), at(MEMORY)), "beta_2 c^2 against rho_k (c_inf^2 + delta)",
)  # fmt: skip
SIZE = Given(
    "alpha, c", Role.DEFINITION, "c^2 = (1 - beta_2) v_{k-1} + q + delta and alpha_k^2 = eta^2 rho_k/beta_2 put in `largest`",
    (sp.Le(beta_2 * c**2, alpha**2 * beta_2 / eta**2 * (c_inf**2 + delta)),),
)  # fmt: skip
RATE = Given(
    "alpha", Role.DEFINITION, "alpha_k = eta (rho_k/beta_2)^(1/2), rho_k <= 1; r = c_inf + delta^(1/2)",
    (sp.Le(alpha**2, eta**2 / beta_2), sp.Ge(r**2, c_inf**2 + delta)),
)  # fmt: skip
weight = Goal("z3", sp.Ge(alpha / c, eta / r), (at(SIZE), pick(at(RATE), 1)), uses=(at(largest),))
shorter = Goal("z3", sp.Le(alpha, eta / sp.sqrt(beta_2)), (pick(at(RATE), 0),))
coordinate = Goal(
    "z3", sp.Le(-alpha * mean_step, -eta / (2 * r) * f**2 + 2 * r * eta / sp.sqrt(beta_2) * u_sq),
    (at(against), at(weight), at(shorter)), "the mean of f (x_{k+1} - x_k)",
)  # fmt: skip

# -- the sum of the squared steps of one coordinate: u^2 = g^2/a^2 = 1 - past/a^2
LOG = Given(
    "log", Role.CITED, "1 - 1/y <= log y at y = a^2/past; past >= (1 - beta_2)(v_{k-1} + delta); slack = -log(1 - beta_2)",
    (sp.Le(1 - past_sq / a**2, log_now - log_mid), sp.Le(log_before - log_mid, slack)),
)  # fmt: skip
square = Goal("z3", sp.Le(g**2 / a**2, log_now - log_before + slack), (pick(at(SIZES), 0), at(LOG)))
SO_FAR = sp.Le(S_U, log_before - log_0 + T * slack)
added = Goal("z3", sp.Le(S_U + g**2 / a**2, log_now - log_0 + (T + 1) * slack), (when(SO_FAR), at(square)), "from T to T + 1")
LAST = Given(
    "log", Role.CITED, "the logarithm rises: with v_{T-1} <= c_inf^2/beta_2 that of (v_{T-1} + delta)/delta is at most `whole`",
    (sp.Le(log_before - log_0, whole),),
)  # fmt: skip
of_squares = Goal(
    "z3", sp.Le(S_U, whole + T * slack),
    (
        over_steps(
            added, SO_FAR, {S_U: S_U + g**2 / a**2, log_before: log_now, T: T + 1}, {S_U: 0, T: 0, log_before: log_0}
        ),
        at(LAST),
    ),
    "one coordinate", uses=(so_far,),
)  # fmt: skip


# -- one step of F in the mean given the past, then the sum over the steps; U is the sum of u^2 over the coordinates
@dataclass(frozen=True)
class Sum:
    """The goals from one step to the sum over the steps, and `left`: what they leave as premises of the average."""

    goals: tuple[Goal, ...]
    left: tuple[Use, ...]


def averaged(letters: Letters, fall: sp.Expr, price: sp.Expr, sums: Given, coordinates: tuple[Goal, ...]) -> Sum:
    """The average of fall ||grad F||^2 - price U against Delta/T, from `sums`, which adds up what `coordinates` show."""
    link, now = letters.at, fall * H - price * U
    step = Goal(
        "z3", sp.Le(F_k_next, F_k_now - now), (link(theorem_2.smooth), link(sums), link(NO_DECAY)), "one step of F",
        uses=(*map(link, coordinates),),
    )  # fmt: skip
    term = Goal(
        "z3", sp.Le(kept, P_now - P_next), (link(step), let(kept, now), let(P_now, F_k_now), let(P_next, F_k_next))
    )  # fmt: skip
    so_far = sp.Le(S_T, P_0 - P_now)
    induction = Goal("z3", sp.Le(S_T + kept, P_0 - P_next), (when(so_far), link(term)), "from T to T + 1, both 0 at T = 0")
    lower = Goal("z3", sp.Ge(P_T, F_star), (link(trusted.F_INF), pick(link(NO_DECAY), 1), let(P_T, F_k_next)), "F_* is below")
    claim = over_steps(induction, so_far, {S_T: S_T + kept, P_now: P_next}, {S_T: 0, P_now: P_0})
    total = Goal("z3", sp.Le(kept, Delta / T), (claim, link(ENDS), link(lower)))
    return Sum((step, term, induction, lower, total), (link(total), let(kept, now)))


ENDS = Given(
    "ends", Role.DEFINITION, "P_0 = F(x_0) = F_* + Delta; from here on a letter stands for its average, P_now for the last",
    (sp.Eq(P_0, F_star + Delta), sp.Eq(S_T, T * kept), sp.Eq(P_now, P_T)), Sense.PATHWISE,
)  # fmt: skip
FALL, K = eta / (2 * r), 2 * r * eta / sp.sqrt(beta_2) + eta**2 * L / (2 * beta_2)
SUMS = Given(
    "coordinates", Role.DEFINITION, "sums over the coordinates of `coordinate` and of alpha^2 u^2, in the mean",
    (sp.Le(grad_dx, -FALL * H + 2 * r * eta / sp.sqrt(beta_2) * U), sp.Le(dx_sq, eta**2 / beta_2 * U)), Sense.PATHWISE,
)  # fmt: skip
sum_of_steps = averaged(LETTERS, FALL, K, SUMS, (coordinate, shorter))
ALL = Given(
    "coordinates", Role.DEFINITION, "the average of U is the sum of d coordinates' averages of u^2",
    (sp.Le(T * U, d * (whole + T * slack)),), Sense.PATHWISE,
)  # fmt: skip
average = Goal(
    "z3", sp.Le(H, 2 * r * Delta / (eta * T) + 2 * r / eta * K * d * (whole / T + slack)),
    (*sum_of_steps.left, at(ALL)), uses=(at(of_squares),),
)  # fmt: skip
VALUES = {r: R, whole: sp.log(1 + R**2 / (beta_2 * delta)), slack: -sp.log(1 - beta_2)}
bound = Goal("same", sp.Le(H, sp.Add(*(term for _, term in TERMS))), (at(average, VALUES),), "the letters' values")

STEPS = (
    Step(
        id="defossez-adam.1",
        says="given the past E f g/a >= f^2/(2 c) - 2 r E g^2/a^2 in every coordinate",
        source=f"{SOURCE}; proof of our own",
        goals=(squares, gap, below, young, one, other, turns, chain, split, apart, turned, pointwise, against),
        mutants=(
            *mutants(gap, halve, drop(0)), *mutants(below, drop(0), drop(4)), *mutants(young, halve),
            *mutants(against, reverse, scale(2), drop(0)),
        ),
    ),
    Step(
        id="defossez-adam.2",
        says="alpha_k/c >= eta/r and alpha_k <= eta/beta_2^(1/2)",
        source=SOURCE,
        goals=(sums, largest, weight, shorter, coordinate),
        mutants=(
            *mutants(sums, drop(0), drop(1), halve), *mutants(weight, scale(2), drop(0), drop(1)), *mutants(coordinate, halve),
        ),
    ),
    Step(
        id="defossez-adam.3",
        says="the sum of a coordinate's g_k^2/(v_k + delta) is at most log(1 + R^2/(beta_2 delta)) - T log(1 - beta_2)",
        source=SOURCE,
        goals=(square, added, of_squares),
        mutants=(*mutants(square, drop(0), drop(1)), *mutants(added, drop(0), drop(1)), *mutants(of_squares, drop(0), drop(1))),
    ),
    Step(
        id="defossez-adam.gradient",
        says="the gradient's average",
        source=SOURCE,
        goals=(*sum_of_steps.goals, average, bound),
        mutants=(
            *mutants(sum_of_steps.goals[0], drop(0), drop(1)), *mutants(sum_of_steps.goals[2], drop(0), drop(1)),
            *mutants(average, halve, drop(0), drop(2)),
        ),
    ),
)  # fmt: skip
CONCLUDES = {Variant.PAPER: {"gradient": LETTERS.mean(bound)}}
