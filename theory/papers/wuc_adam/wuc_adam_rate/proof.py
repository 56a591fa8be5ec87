"""The bound for steps that vary, step by step, and the sum of the steps of warm-up with cosine annealing.

The potential is 2 c_u F + C_k (||m - grad F||^2 - beta_1 sigma^2/b) with C_k = (c_u/c_l) sum_{k<=j<T} (1-beta_1)^(j-k) eta_j.
"""

import sympy as sp

from theory.claim import Goal, Step, Variant
from theory.letters import SETTING, at
from theory.link import Given, Role, Sense, let, over_steps, pick, when
from theory.papers.adamw import trusted
from theory.papers.scaled_momentum.bounded_scaling import goals
from theory.papers.scaled_momentum.bounded_scaling.goals import (
    F_0,
    M_0,
    NO_DECAY,
    P_0,
    P_T,
    S_T,
    START,
    H,
    M,
    M_next,
    P_next,
    P_now,
    U,
    kept,
)
from theory.papers.scaled_momentum.bounded_scaling.statement import OURS, WEIGHT
from theory.papers.wuc_adam.letters import HORIZON, RISE, SHARE, TOTAL, TURN, WARM_UP, sine
from theory.papers.wuc_adam.letters import total as sum_of
from theory.papers.wuc_adam.wuc_adam_rate.statement import DESCENDS, TRACKS, terms
from theory.prove.conclusions import Same
from theory.prove.mutate import drop, halve, mutants, scale, swap
from theory.symbols import Delta, F_k_next, F_k_now, F_star, L, T, b, beta_1, c_l, c_u, dx_sq, eta, eta_0, sigma

eta_k, total = sp.symbols("eta_k total", positive=True)
C, C_next, C_0 = sp.symbols("C C_next C_0", nonnegative=True)
N, so_far = sp.symbols("N so_far", nonnegative=True)
y, z, c = sp.symbols("y z c", real=True)
rise, sin_h = sp.symbols("rise sin_h", positive=True)
sin_a, cos_h, ahead, behind = sp.symbols("sin_a cos_h ahead behind", real=True)
LETTERS = SETTING.knowing(eta_k, C, C_next, C_0, total, N, so_far, WARM_UP, HORIZON)
S_B, RATIO = sigma**2 / b, c_u / c_l
LARGEST = RATIO * eta_0 / beta_1

WEIGHTS = Given(
    "C",
    Role.DEFINITION,
    "C_k = (c_u/c_l) eta_k + (1-beta_1) C_{k+1}, C_T = 0",
    (sp.Eq(C, RATIO * eta_k + (1 - beta_1) * C_next),),
)
SCHEDULE = Given("eta_k", Role.DEFINITION, "the share of eta_0", (sp.Eq(eta_k, eta_0 * SHARE.subs({RISE: rise, TURN: c})),))
COSINE = Given("cosine", Role.CITED, "it is at most 1, and above -1 before the last step", (sp.Le(c, 1), sp.Gt(c, -1)))
ADDITION = Given(
    "sine", Role.CITED, "ahead = sin(a + h), behind = sin(a - h)",
    (sp.Eq(ahead, sin_a * cos_h + c * sin_h), sp.Eq(behind, sin_a * cos_h - c * sin_h)),
)  # fmt: skip
HALF = Given("sine", Role.CITED, "ahead = sin(pi - h)", (sp.Eq(ahead, sin_h),))
POSITIVE = Given("total", Role.DEFINITION, "a sum of positive steps", (sp.Gt(eta_0 * TOTAL, 0),))
AVERAGE = Given(
    "average", Role.DEFINITION, "from here on a letter stands for its average with the weights eta_k, whose sum is total",
    (sp.Eq(S_T, total * (H + U / 4)), sp.Eq(so_far, total), sp.Eq(P_now, P_T)), Sense.EXPECTATION,
)  # fmt: skip

rises = Goal("z3", sp.Gt(SCHEDULE.facts[0].rhs, 0), (at(COSINE, only=1),), "the steps are positive")
largest = Goal(
    "z3", sp.Le(eta_k, eta_0), (at(SCHEDULE), at(COSINE, only=0)), "all that the bound asks of a schedule", uses=(at(rises),)
)
# -- the weights, from the last step back
stays = Goal("z3", sp.Ge(WEIGHTS.facts[0].rhs, 0), (at(WEIGHT),), "C_k is not negative, as C_{k+1} is not")
back = Goal(
    "z3", sp.Le(C, LARGEST), (at(WEIGHTS), at(largest), when(sp.Le(C_next, LARGEST)), at(WEIGHT)), "a step back",
    uses=(at(stays),),
)  # fmt: skip
bounded = over_steps(back, sp.Le(C_next, LARGEST), {C_next: C}, {C_next: 0})
short = Goal("z3", sp.Le(eta_k, c_l / (2 * L)), (at(largest), at(DESCENDS)))

# -- one step
descent = Goal(
    "z3",
    sp.Le(2 * c_u * F_k_next, 2 * c_u * F_k_now + RATIO * eta_k * M - eta_k * H - eta_k / 2 * U),
    (LETTERS.mean(goals.descent, {eta: eta_k}, past=True), at(short)),
    "the descent of `bounded-scaling` at eta_k, times 2 c_u",
)
MOVE = (1 - beta_1) ** 2 * L**2 / beta_1
square = Goal("z3", sp.Le(MOVE * eta_0**2 / (beta_1 * c_l**2), c_l / (4 * c_u)), (at(TRACKS), at(WEIGHT)), "the limit on eta_0")
product = Goal("z3", sp.Le(C_next * eta_k, LARGEST * eta_0), (bounded, at(largest)), "both at most their largest")
limit = Goal("z3", sp.Le(C_next * MOVE * eta_k / c_l**2, sp.Rational(1, 4)), (at(product), at(square)), "the movement's weight")
moved = Goal(
    "z3", sp.Le(C_next * MOVE * dx_sq, eta_k / 4 * U), (LETTERS.mean(goals.short_steps, {eta: eta_k}, past=True), at(limit)),
    "the movement against ||m||^2",
)  # fmt: skip
times = Goal("z3", sp.Le(C_next * y, C_next * z), (when(sp.Le(y, z)),), "times C_{k+1}")
tracked = Goal(
    "same", sp.Le(C_next * M_next, C_next * ((1 - beta_1) * M + MOVE * dx_sq + beta_1**2 * S_B)),
    (at(times, {y: M_next, z: (1 - beta_1) * M + MOVE * dx_sq + beta_1**2 * S_B}), at(goals.tracking)), "lemma-2 times C_{k+1}",
)  # fmt: skip
NOW, AFTER = 2 * c_u * F_k_now + C * (M - beta_1 * S_B), 2 * c_u * F_k_next + C_next * (M_next - beta_1 * S_B)
step = Goal(
    "z3", sp.Le(AFTER, NOW - eta_k * (H + U / 4) + RATIO * beta_1 * S_B * eta_k),
    (at(descent), at(tracked), at(moved), at(WEIGHTS)), "one step of F and one of the error, added", uses=(at(stays),),
)  # fmt: skip

# -- the sum of the steps
term = Goal(
    "z3", sp.Le(kept, P_now - P_next + N * eta_k),
    (LETTERS.mean(step), let(P_now, NOW), let(P_next, AFTER), let(kept, eta_k * (H + U / 4)), let(N, RATIO * beta_1 * S_B)),
)  # fmt: skip
SO_FAR = sp.Le(S_T, P_0 - P_now + N * so_far)
induction = Goal("z3", sp.Le(S_T + kept, P_0 - P_next + N * (so_far + eta_k)), (when(SO_FAR), at(term)), "from T to T + 1")
claim = over_steps(induction, SO_FAR, {S_T: S_T + kept, P_now: P_next, so_far: so_far + eta_k}, {S_T: 0, so_far: 0, P_now: P_0})
lower = Goal(
    "z3",
    sp.Ge(2 * c_u * F_k_next, 2 * c_u * F_star),
    (LETTERS.mean(trusted.F_INF), pick(LETTERS.mean(NO_DECAY), 1)),
    "below",
)
first = Goal(
    "z3", sp.Le(C_0 * (M_0 - beta_1 * S_B), (1 - beta_1) * LARGEST * S_B),
    (at(trusted.N_START, {M: M_0}), at(back), bounded, let(C_0, C), at(WEIGHT)), "the error at the start",
)  # fmt: skip
ends = Goal(
    "z3", sp.Le(P_0 - P_T, 2 * c_u * Delta + (1 - beta_1) * LARGEST * S_B),
    (let(P_0, 2 * c_u * F_0 + C_0 * (M_0 - beta_1 * S_B)), at(first), START, let(P_T, 2 * c_u * F_k_next), at(lower)),
    "C_T is 0",
)  # fmt: skip
RIGHT = sp.Add(*(term for _, term in terms(total)))
bound = Goal("z3", sp.Le(H + U / 4, RIGHT), (claim, at(AVERAGE), at(ends), let(N, RATIO * beta_1 * S_B)), "divided by the sum")


def in_sines(formula: sp.Expr, fallen: sp.Expr) -> sp.Expr:
    """Letters for the sines of one more step than have fallen, of these, and of none."""
    return formula.subs({sine(fallen + 1): ahead, sine(fallen): behind, sine(sp.S.Zero): sin_h})


# -- the schedule: its sum, one more step at a time; h = q/2
n = sp.Symbol("n", nonnegative=True)
rising = Goal(
    "sympy",
    Same(sum_of(T + 1, sp.S.Zero) - sum_of(T, sp.S.Zero), (T + 1) / WARM_UP),
    note="T < W: one more step",
)
falling = Goal(
    "z3", sp.Eq(in_sines(sum_of(WARM_UP, n + 1) - sum_of(WARM_UP, n), n), (1 + c) / 2), (at(ADDITION),),
    "T >= W, c = cos((n + 1) q), h = q/2: one more step of the cosine",
)  # fmt: skip
whole = Goal(
    "z3", sp.Eq(in_sines(sum_of(WARM_UP, HORIZON - WARM_UP), HORIZON - WARM_UP - 1), (HORIZON + 1) / 2), (at(HALF),),
    "T = H: (n + 1/2) q = pi - q/2",
)  # fmt: skip
of_schedule = LETTERS.at(bound, {total: eta_0 * TOTAL})
scheduled = Goal(
    "same", of_schedule.relations[0], (of_schedule, at(POSITIVE)), "the sum put in", uses=(at(rising), at(falling)),
)  # fmt: skip

STEPS = (
    Step(
        id="wuc-adam-rate.1",
        says="C_k <= c_u eta_0/(c_l beta_1), and one step of 2 c_u F + C_k (||m - grad F||^2 - beta_1 sigma^2/b)",
        source=OURS,
        goals=(rises, largest, stays, back, short, descent, square, product, limit, moved, times, tracked, step),
        mutants=(
            *mutants(largest, halve, drop(1)),
            *mutants(back, halve, drop(0), drop(1), drop(2)),
            *mutants(square, drop(0), scale(sp.Rational(99, 100))),
            *mutants(step, drop(0), drop(1), drop(2), drop(3)),
        ),
    ),
    Step(
        id="wuc-adam-rate.2",
        says="the sum of the steps, and that over all of them it is eta_0 (H+1)/2",
        source=OURS,
        goals=(rising, falling, whole),
        mutants=(*mutants(rising, halve), *mutants(falling, halve, drop(0), drop(1)), *mutants(whole, halve, drop(0))),
        means="half of what constant steps eta_0 sum to: for this bound the warm-up's length does not matter",
    ),
    Step(
        id="wuc-adam-rate.S",
        says="the averages weighted by eta_k, for any steps of the sum `total`, and for these",
        source=OURS,
        goals=(term, induction, lower, first, ends, bound, scheduled),
        mutants=(
            *mutants(induction, drop(0), drop(1)),
            *mutants(first, halve, drop(0)),
            *mutants(bound, halve, drop(0), swap(sigma, sigma * sp.Rational(99, 100), "sigma less by 1 %")),
        ),
    ),
)
CONCLUDES = {Variant.PAPER: {"S": at(scheduled)}}
