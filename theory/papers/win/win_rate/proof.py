"""Win step by step: F falls at the conservative points x_k, the lead e_k = y_k - x_k forgets, m_k tracks the gradient at y_k.

Letters of one coordinate: p of grad F(x_k), f of grad F(y_k), e of e_k; those of vectors at y_k are the measured ones. The
potential is (2 c_u/eta) F(x) + (c_u/c_l) (||m - grad F(y)||^2/beta_1 + W ||e||^2), W = (1 + 1/r) (4 L^2 + 2 A),
A = (1 - beta_1)^2 (r/(1 + r))^2 L^2/beta_1^2.
"""

import sympy as sp

from theory.claim import Goal, Step, Variant
from theory.letters import SETTING
from theory.link import Given, Role, Sense, let, pick, when
from theory.papers.adamw import trusted
from theory.papers.adamw.theorem_2 import goals as theorem_2
from theory.papers.scaled_momentum.bounded_scaling import goals
from theory.papers.scaled_momentum.bounded_scaling.goals import (
    BEGINS,
    BELOW,
    FOR_GRADIENT,
    LIMIT,
    M_0,
    SCALED,
    UPDATE,
    Y_0,
    H,
    M,
    M_next,
    N_k,
    Points,
    Tracked,
    U,
    Y,
    Y_next,
    Y_start,
    average,
    f,
    m,
    move,
    total,
    v,
    x,
    x_next,
)
from theory.papers.scaled_momentum.bounded_scaling.statement import ENDS, WEIGHT
from theory.papers.win.letters import RECKLESS
from theory.papers.win.win_rate.statement import BOLD, DESCENDS, OURS, REPAIRED, ROOM, SHARE, SOURCE, TERMS, TRACKS
from theory.prove.mutate import drop, halve, mutants, scale
from theory.symbols import (
    Delta,
    F_next,
    F_now,
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
    grad_step_sq,
    sigma,
    u_sq,
)

LETTERS = SETTING.knowing(RECKLESS)
at, mean = LETTERS.at, LETTERS.mean
p, e, e_next, y, y_next, slope, F_x, F_x_next = sp.symbols("p e e_next y y_next slope F_x F_x_next", real=True)
lead_sq, lead_sq_next, lead_0, turn, length = sp.symbols("lead_sq lead_sq_next lead_0 turn length", nonnegative=True)
low, high, rate, room, share = sp.symbols("low high rate room share", positive=True)
bent, z_1, z_2 = sp.symbols("bent z_1 z_2", real=True)
q, noise, weight, n_1, n_2 = sp.symbols("q noise weight n_1 n_2", nonnegative=True)
of_error, of_f, of_m, of_turn = sp.symbols("of_error of_f of_m of_turn", nonnegative=True)
QUARTER = sp.Rational(1, 4)
s = x_next - x

LEADS = Given(
    "lead", Role.DEFINITION, "e_{k+1} = (e_k + (r-1) s_k)/(1+r)", (sp.Eq(e_next, (e + (RECKLESS - 1) * s) / (1 + RECKLESS)),)
)
MOVES = Given("update", Role.DEFINITION, "y_{k+1} = y_k + (r/(1+r)) (2 s_k - e_k)", (sp.Eq(y_next, y + SHARE * (2 * s - e)),))
TOGETHER = Given("y_0", Role.DEFINITION, "y_0 = x_0", (sp.Eq(lead_0, 0),), Sense.EXPECTATION)

# -- one step of F at x_k
short = Goal("z3", sp.Le(L * eta / v, QUARTER), (at(DESCENDS), at(ENDS), pick(SCALED, 0)), "one coordinate")
inner = Goal(
    "z3", sp.Le(-p * m + bent / 2 * m**2, (m - f) ** 2 / 2 - f**2 / 2 - m**2 / 4 + 2 * (p - f) ** 2),
    (when(sp.Le(bent, QUARTER)),), "p = f + (p - f), and m (p - f) <= m^2/8 + 2 (p - f)^2",
)  # fmt: skip
WEIGHED = high / 2 * of_error - low / 2 * of_f - low / 4 * of_m + 2 * high * of_turn
weighed = Goal(
    "z3", sp.Le(rate * bent, WEIGHED),
    (when(sp.Le(bent, of_error / 2 - of_f / 2 - of_m / 4 + 2 * of_turn), sp.Le(rate, high), sp.Ge(rate, low)),),
)  # fmt: skip
rates = Goal("z3", sp.And(sp.Le(eta / v, eta / c_l), sp.Ge(eta / v, eta / c_u)), (SCALED,), "one coordinate")
INNER = {bent: L * eta / v}
VALUES = {
    rate: eta / v, high: eta / c_l, low: eta / c_u, of_error: (m - f) ** 2, of_f: f**2, of_m: m**2, of_turn: (p - f) ** 2,
    bent: -p * m + L * eta / v / 2 * m**2,
}  # fmt: skip
RIGHT = WEIGHED.subs({high: eta / c_l, low: eta / c_u})
expanded = Goal(
    "same", sp.Le(-eta * p * m / v + L / 2 * (eta * m / v) ** 2, WEIGHED.subs(VALUES)),
    (at(weighed, VALUES), at(inner, INNER), at(short), at(rates)),
)  # fmt: skip
coordinate = Goal("z3", sp.Le(p * s + L / 2 * s**2, WEIGHED.subs(VALUES)), (UPDATE, at(expanded)), "one coordinate")
VECTORS = {of_error: M, of_f: H, of_m: U, of_turn: turn}
added = LETTERS.summed(
    coordinate, sp.Le(slope + L / 2 * length, RIGHT.subs(VECTORS)),
    {slope: p * s, length: s**2, M: (m - f) ** 2, H: f**2, U: m**2, turn: (p - f) ** 2},
)  # fmt: skip
descent = Goal(
    "z3", sp.Le(F_x_next, F_x + RIGHT.subs(VECTORS).subs(turn, L**2 * lead_sq)),
    (
        at(theorem_2.smooth, {F_now: F_x, F_next: F_x_next, grad_dx: slope, dx_sq: length}), added,
        at(trusted.S, {grad_step_sq: turn, dx_sq: lead_sq}),
    ),
    "turn = ||grad F(x) - grad F(y)||^2",
)  # fmt: skip
lengths = LETTERS.summed(goals.step_length, sp.Le(length, eta**2 / c_l**2 * U), {length: s**2, U: m**2})
steps = Goal("same", lengths.relations[0], (lengths,))

# -- the lead, and the step of y
forgets = Goal("z3", sp.Le(e_next**2, (1 - SHARE) * e**2 + SHARE * s**2), (at(LEADS), at(BOLD)), "one coordinate")
lead = LETTERS.summed(
    forgets, sp.Le(lead_sq_next, (1 - SHARE) * lead_sq + SHARE * length),
    {lead_sq_next: e_next**2, lead_sq: e**2, length: s**2},
)  # fmt: skip
leads = Goal("same", lead.relations[0], (lead,))
moves = Goal("z3", sp.Le((y_next - y) ** 2, SHARE**2 * (8 * s**2 + 2 * e**2)), (at(MOVES),), "one coordinate")
moved = LETTERS.summed(
    moves, sp.Le(dx_sq, SHARE**2 * (8 * length + 2 * lead_sq)), {dx_sq: (y_next - y) ** 2, length: s**2, lead_sq: e**2}
)
of_y = Goal("same", moved.relations[0], (moved,))

# -- one step of Y = ||m - grad F(y)||^2/beta_1 + W ||e||^2
A = (1 - beta_1) ** 2 * SHARE**2 * L**2 / beta_1**2
W, REACH = (4 * L**2 + 2 * A) / SHARE, 10 * A + 4 * L**2
of_m_error = Goal(
    "z3", sp.Le(M_next / beta_1, M / beta_1 - M + q * (8 * length + 2 * lead_sq) + noise),
    (when(sp.Le(M_next, (1 - beta_1) * M + beta_1 * q * (8 * length + 2 * lead_sq) + beta_1 * noise)),),
)  # fmt: skip
of_lead = Goal(
    "z3", sp.Le(weight * lead_sq_next, weight * lead_sq - z_1 * lead_sq + z_1 * length),
    (when(sp.Le(lead_sq_next, (1 - share) * lead_sq + share * length), sp.Eq(weight * share, z_1)),),
)  # fmt: skip
collected = Goal(
    "z3", sp.Le(Y_next, Y - M - 4 * L**2 * lead_sq + (10 * q + 4 * L**2) * length + noise),
    (
        at(of_m_error), at(of_lead, {z_1: 4 * L**2 + 2 * q}), when(sp.Eq(Y, M / beta_1 + weight * lead_sq)),
        when(sp.Eq(Y_next, M_next / beta_1 + weight * lead_sq_next)),
    ),
    "q = A, share = r/(1 + r), weight = W",
)  # fmt: skip
NOISE, FIRST = beta_1 * sigma**2 / b, sigma**2 / (b * beta_1)
tracked = Goal("z3", sp.Le(M_next, z_1 + weight * z_2), (when(sp.Le(M_next, z_1 + weight * dx_sq), sp.Le(dx_sq, z_2)),))
FAR, BEFORE = 8 * length + 2 * lead_sq, (1 - beta_1) * M + beta_1 * NOISE
tracking = Goal(
    "same", sp.Le(M_next, (1 - beta_1) * M + beta_1 * A * FAR + beta_1 * NOISE),
    (at(tracked, {z_1: BEFORE, weight: A * beta_1 / SHARE**2, z_2: SHARE**2 * FAR}), at(goals.tracking), mean(of_y, past=True)),
    "lemma-2 at the points y_k",
)  # fmt: skip
OF_BOTH = (let(Y, M / beta_1 + W * lead_sq), let(Y_next, M_next / beta_1 + W * lead_sq_next), let(move, REACH), let(N_k, NOISE))
one_step = Goal(
    "z3", sp.Le(Y_next, Y - M - 4 * L**2 * lead_sq + move * length + N_k),
    (at(collected, {q: A, share: SHARE, weight: W, noise: NOISE}), at(tracking), mean(leads, past=True), *OF_BOTH),
)  # fmt: skip
positive = Goal("z3", sp.Ge((1 - beta_1) * SHARE * L * eta / beta_1, 0), (at(WEIGHT),))
squares = Goal("z3", sp.Le(10 * n_1**2 + 4 * n_2**2, room**2 / 4), (when(sp.Le(9 * n_1, room), sp.Le(6 * n_2, room)),))
tracks = Goal("z3", sp.Le(9 * z_1, z_2), (when(sp.Le(9 * z_1 * beta_1, beta_1 * z_2)),))
OF_LIMIT = {n_1: (1 - beta_1) * SHARE * L * eta / beta_1, n_2: L * eta, room: ROOM}
squared = Goal(
    "same", squares.facts[0].subs(OF_LIMIT),
    (at(squares, OF_LIMIT), at(tracks, {z_1: OF_LIMIT[n_1], z_2: ROOM}), at(TRACKS), at(DESCENDS), at(positive)),
)  # fmt: skip
limit = Goal("z3", LIMIT, (OF_BOTH[2], at(squared)), "the movement's share")
BOTH = Tracked(
    one_step, limit, Goal("z3", BELOW, (OF_BOTH[1],)),
    Goal(
        "z3", BEGINS,
        (at(trusted.N_START, {M: M_0}), at(TOGETHER), let(Y_0, M_0 / beta_1 + W * lead_0), let(Y_start, FIRST)),
    ),
    FIRST, NOISE,
)  # fmt: skip
AT_X = Points(F_x, F_x_next, length, descent, steps, (mean(trusted.F_INF, {F_next: F_x_next}),))
gradient = average(FOR_GRADIENT, H + U / 4, total(REPAIRED), BOTH, AT_X)

# -- from a minimum, m_0 = g_0, one step
at_first = Goal(
    "z3", sp.Le(grad_F_sq + u_sq / 4, total(TERMS)),
    (
        when(sp.Eq(T, 1), sp.Eq(Delta, 0), sp.Eq(grad_F_sq, 0), sp.Eq(u_sq, sigma**2 / b)), at(WEIGHT), at(ENDS), at(BOLD),
        at(DESCENDS), at(TRACKS),
    ),
    "E||m_0||^2 = E||g_0||^2 = sigma^2/b", instance=True,
)  # fmt: skip

SHARED = (
    Step(
        id="win-rate.1",
        says="one step of F at x_k: that of `bounded-scaling` for eta <= c_l/(4 L), and (2 eta/c_l) L^2 ||e_k||^2",
        source=OURS,
        goals=(short, inner, weighed, rates, expanded, coordinate, descent, goals.step_length, steps),
        mutants=(
            *mutants(short, drop(0), halve), *mutants(inner, drop(0), halve),
            *mutants(weighed, drop(0), drop(1), drop(2), halve), *mutants(descent, drop(0), drop(1), drop(2)),
        ),
    ),
    Step(
        id="win-rate.2",
        says="||e_{k+1}||^2 <= ||e_k||^2/(1+r) + r/(1+r) ||s_k||^2 for r >= 1/2, and how far y moves",
        source=OURS,
        goals=(forgets, leads, moves, of_y),
        mutants=(*mutants(forgets, drop(0), drop(1), halve), *mutants(moves, drop(0), halve)),
    ),
)  # fmt: skip
STEPS = (
    *SHARED,
    Step(
        id="win-rate.S",
        says="Eq. 31 for every T",
        source=SOURCE,
        goals=(at_first,),
        means="no limit on eta helps: from a minimum the right side has no eta",
    ),
)
REPAIRED_STEPS = (
    Step(
        id="win-rate.S",
        says="with the error of m_0, and half of the noise floor",
        source=OURS,
        goals=(
            tracked, tracking, of_m_error, of_lead, collected, positive, squares, tracks, squared, BOTH.one_step, BOTH.limit,
            BOTH.below, BOTH.begins, *gradient,
        ),
        mutants=(
            *mutants(squares, drop(0), drop(1), scale(sp.Rational(9, 10))), *mutants(of_lead, drop(0), drop(1)),
            *mutants(collected, drop(0), drop(1), halve),
            *mutants(BOTH.begins, halve, drop(0), drop(1)), *mutants(gradient[0], drop(0), drop(1), drop(2)),
            *mutants(gradient[-1], halve, drop(0)),
        ),
        wrong="the potential starts from F(x_0) alone, and m_0 has the error sigma^2/b",
        cost="c_u sigma^2/(c_l beta_1 b T), or T >= 1/beta_1^2",
    ),
)  # fmt: skip
CONCLUDES = {Variant.REPAIRED: {"S": at(gradient[-1])}}
