"""The goals of the bound for a bounded scaling: one step of F, one of the momentum's error, two potentials, their sums.

Letters of one coordinate are those of the assumptions' list; vectors have the letters that `run` measures. Weight decay is
absent, so F_k is F and u_k is m_k.
"""

from dataclasses import dataclass

import sympy as sp

from theory.claim import Goal
from theory.letters import SETTING, Letters, at, mean
from theory.link import Given, Role, Sense, Use, let, over_steps, pick, when
from theory.papers.adamw import trusted
from theory.papers.adamw.lemma_2 import proof as lemma_2
from theory.papers.adamw.theorem_2 import goals as theorem_2
from theory.papers.scaled_momentum.bounded_scaling.statement import (
    DESCENDS,
    DESCENDS_TIGHTER,
    DESCENT,
    ENDS,
    TRACKING,
    TRACKING_TIGHTER,
    TRACKS,
    TRACKS_TIGHTER,
    WEIGHT,
    terms_of_S,
    terms_of_tracking,
)
from theory.symbols import (
    Delta,
    F_k_next,
    F_k_now,
    F_next,
    F_now,
    F_star,
    L,
    T,
    b,
    beta_1,
    c_l,
    c_u,
    dx_sq,
    eta,
    grad_dx,
    grad_F_sq,
    m_err_sq,
    m_err_sq_next,
    sigma,
    u_sq,
)

HALF = sp.Rational(1, 2)
f, m, x, v, x_next = trusted.f, trusted.m, trusted.x, trusted.v, trusted.x_next
H, M, M_next, U = grad_F_sq, m_err_sq, m_err_sq_next, u_sq
share = sp.Symbol("share", positive=True)
of_error, of_gradient, of_step = sp.symbols("of_error of_gradient of_step", real=True)
P_now, P_next, P_0, P_T, S_T, F_0, N = sp.symbols("P_now P_next P_0 P_T S_T F_0 N", real=True)
M_0, kept = sp.symbols("M_0 kept", nonnegative=True)
SHARES = {H: f**2, U: m**2, M: (m - f) ** 2, grad_dx: f * (x_next - x), dx_sq: (x_next - x) ** 2}

SCALED = at(
    Given(
        "v", Role.ASSUMPTION, "c_l <= v_k <= c_u in every coordinate, whatever v_k depends on", (sp.Ge(v, c_l), sp.Le(v, c_u))
    )
)
UPDATE = at(Given("update", Role.DEFINITION, "x_{k+1} = x_k - eta m_k/v_k", (sp.Eq(x_next, x - eta * m / v),)))
NO_DECAY = Given(
    "F_k", Role.DEFINITION, "without weight decay F_k is F", (sp.Eq(F_k_now, F_now), sp.Eq(F_k_next, F_next)), Sense.PATHWISE
)
START = at(Given("Delta", Role.DEFINITION, "F(x_0) - F_*", (sp.Eq(F_0, F_star + Delta),), Sense.EXPECTATION))
LAST = at(Given("last", Role.DEFINITION, "P_T is the last of the potentials", (sp.Eq(P_now, P_T),), Sense.EXPECTATION))
TOTAL = at(
    Given(
        "average", Role.DEFINITION, "from here on a letter stands for its average over k < T; S_T is the sum of the steps",
        (sp.Eq(S_T, T * kept),), Sense.EXPECTATION,
    )
)  # fmt: skip


def summed(node: Goal, relation: sp.Basic) -> Use:
    """The sum of a coordinate's relation over the coordinates."""
    return SETTING.summed(node, relation, {letter: term for letter, term in SHARES.items() if relation.has(letter)})


# -- one step of F
bracket = Goal(
    "z3", sp.Ge((1 - share) / (2 * v), 1 / (4 * c_u)), (when(sp.Le(share, HALF)), pick(SCALED, 1)), "1/(2v) - L eta/(2v^2)"
)
curvature = Goal("z3", sp.Le(L * eta / v, HALF), (at(DESCENDS_TIGHTER), pick(SCALED, 0)), "one coordinate")
BRACKET = eta * (1 - L * eta / v) / (2 * v)
ends = Goal(
    "z3",
    sp.And(sp.Le(eta / (2 * v), eta / (2 * c_l)), sp.Ge(eta / (2 * v), eta / (2 * c_u)), sp.Ge(BRACKET, eta / (4 * c_u))),
    (SCALED, at(bracket, {share: L * eta / v}), at(curvature)),
    "the three coefficients, one coordinate",
)
weighed = Goal(
    "z3",
    sp.Le(
        of_error * (m - f) ** 2 - of_gradient * f**2 - of_step * m**2,
        eta / (2 * c_l) * (m - f) ** 2 - eta / (2 * c_u) * f**2 - eta / (4 * c_u) * m**2,
    ),
    (when(sp.Le(of_error, eta / (2 * c_l)), sp.Ge(of_gradient, eta / (2 * c_u)), sp.Ge(of_step, eta / (4 * c_u))),),
)
expanded = Goal(
    "same",
    sp.Le(-eta * f * m / v + L * eta**2 * m**2 / (2 * v**2), weighed.facts[0].rhs),
    (at(weighed, {of_error: eta / (2 * v), of_gradient: eta / (2 * v), of_step: BRACKET}), at(ends)),
    "-2 f m = (m - f)^2 - f^2 - m^2",
)
coordinate = Goal(
    "z3",
    sp.Le(f * (x_next - x) + L / 2 * (x_next - x) ** 2, weighed.facts[0].rhs),
    (UPDATE, at(expanded)),
    "one coordinate",
)
added = summed(
    coordinate, sp.Le(grad_dx + L / 2 * dx_sq, eta / (2 * c_l) * M - eta / (2 * c_u) * H - eta / (4 * c_u) * U)
)  # fmt: skip
descent = Goal("z3", DESCENT, (at(theorem_2.smooth), added, at(NO_DECAY)))
step_length = Goal("z3", sp.Le((x_next - x) ** 2, eta**2 / c_l**2 * m**2), (UPDATE, pick(SCALED, 0)), "one coordinate")
lengths = summed(step_length, sp.Le(dx_sq, eta**2 / c_l**2 * U))
short_steps = Goal("same", lengths.relations[0], (lengths,))

# -- one step of the momentum's error, given the past
tracking = Goal("same", TRACKING_TIGHTER, (at(lemma_2.collected),), "lemma-2")

# -- two potentials, weights of F and of the errors Y: what is left of a step is the gradient with ||m||^2/4, or the error
FOR_GRADIENT, FOR_ERROR = (2 * c_u / eta, c_u / c_l), (2 * c_l / eta, sp.Integer(2))
Y, Y_next, Y_0, Y_start, N_k = sp.symbols("Y Y_next Y_0 Y_start N_k", real=True)
move = sp.Symbol("move", nonnegative=True)
LETTERS = SETTING.knowing(Y_start, N_k, move)
#: what the movement may take of the steps, over ||m||^2
SPARE = c_l / (4 * c_u)
#: of errors Y, their movement `move` and noise N_k: what one step and the start have to give
TRACKED, LIMIT = sp.Le(Y_next, Y - M + move * dx_sq + N_k), sp.Le(move * eta**2 / c_l**2, SPARE)
BELOW, BEGINS = sp.Ge(Y_next, 0), sp.Le(Y_0, Y_start)


@dataclass(frozen=True)
class Tracked:
    """Goals that conclude TRACKED, LIMIT, BELOW and BEGINS, and what Y_start and N_k are."""

    one_step: Goal
    limit: Goal
    below: Goal
    begins: Goal
    start: sp.Expr
    noise: sp.Expr


@dataclass(frozen=True)
class Points:
    """Where F falls: its values at a point and at the next, ||step||^2, one step of F, its length, that F_* is below.

    `start` gives F_0 - F_* and `gap` bounds it; `spare` is what the movement may take; `letters` are the known ones.
    """

    now: sp.Symbol
    after: sp.Symbol
    length: sp.Symbol
    descent: Goal
    short: Goal
    below: tuple[Use, ...]
    start: tuple[Use, ...] = (START,)
    gap: sp.Expr = Delta
    spare: sp.Expr = SPARE
    letters: Letters = LETTERS


ITERATES = Points(F_k_now, F_k_next, dx_sq, descent, short_steps, (mean(trusted.F_INF), pick(mean(NO_DECAY), 1)))


def average(
    weights: tuple[sp.Expr, sp.Expr], left: sp.Expr, right: sp.Expr, errors: Tracked, points: Points = ITERATES
) -> tuple[Goal, ...]:
    """One step of a potential, the sum over k < T, its ends, the average."""
    (of_F, of_Y), mean = weights, points.letters.mean
    now, after = of_F * points.now + of_Y * Y, of_F * points.after + of_Y * Y_next
    moved = Goal(
        "z3", sp.Le(move * points.length, points.spare * U), (mean(points.short, past=True), at(errors.limit)),
        "the movement against ||m||^2",
    )  # fmt: skip
    step = Goal(
        "z3",
        sp.Le(after, now - left + of_Y * N_k),
        (mean(points.descent, past=True), at(errors.one_step), at(moved)),
        "one step of F and one of the errors, added with their weights",
    )
    term = Goal(
        "z3", sp.Le(kept, P_now - P_next + N),
        (mean(step), let(P_now, now), let(P_next, after), let(kept, left), let(N, of_Y * N_k)),
        "one step in the mean",
    )  # fmt: skip
    so_far = sp.Le(S_T, P_0 - P_now + T * N)
    induction = Goal(
        "z3", sp.Le(S_T + kept, P_0 - P_next + (T + 1) * N), (when(so_far), at(term)), "from T to T + 1, both 0 at T = 0"
    )
    lower = Goal("z3", sp.Ge(after, of_F * F_star), (*points.below, at(errors.below)), "F_* is below")
    ends = Goal(
        "z3",
        sp.Le(P_0 - P_T, of_F * points.gap + of_Y * Y_start),
        (let(P_0, of_F * F_0 + of_Y * Y_0), at(errors.begins), *points.start, let(P_T, after), at(lower)),
        "from the first potential to the last",
    )
    claim = over_steps(induction, so_far, {S_T: S_T + kept, P_now: P_next, T: T + 1}, {S_T: 0, T: 0, P_now: P_0})
    divided = Goal("z3", sp.Le(kept, (P_0 - P_T) / T + N), (claim, LAST, TOTAL))
    collected = Goal("z3", sp.Le(kept, (of_F * points.gap + of_Y * Y_start) / T + N), (at(divided), at(ends)))
    values = (let(kept, left), let(N, of_Y * N_k), let(N_k, errors.noise), let(Y_start, errors.start))
    bound = Goal("z3", sp.Le(left, right), (at(collected), *values), "the averages over k < T")
    return step, moved, term, induction, lower, ends, divided, collected, bound


def total(terms: tuple[tuple[str, sp.Expr], ...]) -> sp.Expr:
    """The right side of a bound."""
    return sp.Add(*(term for _, term in terms))


NOISE, FIRST = beta_1 * sigma**2 / b, sigma**2 / (b * beta_1)
OF_M = (let(Y, M / beta_1), let(Y_next, M_next / beta_1), let(move, (1 - beta_1) ** 2 * L**2 / beta_1**2))
moves = Goal("z3", LIMIT, (OF_M[2], at(TRACKS_TIGHTER), at(WEIGHT)), "the movement's share")
ERROR = Tracked(
    Goal("z3", TRACKED, (at(tracking), *OF_M, let(N_k, NOISE)), "Y = ||m - grad F||^2/beta_1"),
    moves,
    Goal("z3", BELOW, (OF_M[1],)),
    Goal("z3", BEGINS, (at(trusted.N_START, {M: M_0}), let(Y_0, M_0 / beta_1), let(Y_start, FIRST))),
    FIRST,
    NOISE,
)
OF_ERROR = (ERROR.one_step, ERROR.below, ERROR.begins)
gradient = average(FOR_GRADIENT, H + U / 4, total(terms_of_S(1)), ERROR)
error = average(FOR_ERROR, M, total(terms_of_tracking(1)), ERROR)

# -- the bounds under the stronger limits, with more noise
tracks = Goal("z3", TRACKS_TIGHTER.relation, (at(TRACKS), at(WEIGHT)), "the stated limit asks for more")
descends = Goal("z3", DESCENDS_TIGHTER.relation, (at(DESCENDS), at(ENDS)), "the stated limit asks for more")
LIMITS = (at(tracks), at(descends))
stated_descent = Goal("same", DESCENT, (at(descent), at(descends)))
stated_tracking = Goal("z3", TRACKING, (at(tracking), at(WEIGHT)), "lemma-2 asks less")
stated_gradient = Goal("z3", sp.Le(H, total(terms_of_S(2))), (at(gradient[-1]), *LIMITS))
stated_error = Goal("z3", sp.Le(M, total(terms_of_tracking(2))), (at(error[-1]), *LIMITS))
