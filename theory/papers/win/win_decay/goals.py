"""Win with weight decay step by step: F_k falls at the conservative points x_k, the lead e_k = y_k - x_k forgets, m_k tracks.

Letters of one coordinate: p of grad F(x_k), f of grad F(y_k), h of grad F_k(y_k), u of u_k, a of lambda_k v_k e_k, wide of
(1 + lambda_k eta) v_k, so that wide s_k = -eta (u - a), s_k = x_{k+1} - x_k; those of vectors at y_k are the measured ones.
The potential is (2 w/eta) F_k(x_k) + (2 w/c_l) (||m - grad F(y)||^2/beta_1 + W ||e||^2), w = (1 + lambda eta) c_u,
W = (1 + 1/r) (2 X + 5 A), X = 5 L^2 + 13 lambda^2 c_u^2, A = (1 - beta_1)^2 (r/(1 + r))^2 L^2/beta_1^2.
"""

import sympy as sp

from theory.claim import Goal
from theory.letters import SETTING
from theory.link import Given, Role, Sense, let, pick, when
from theory.papers.adamw import trusted
from theory.papers.adamw.theorem_2 import goals as theorem_2
from theory.papers.scaled_momentum.bounded_scaling import goals
from theory.papers.scaled_momentum.bounded_scaling.goals import (
    BEGINS,
    BELOW,
    F_0,
    M_0,
    SCALED,
    Y_0,
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
from theory.papers.win.win_decay.statement import DECAYS, DESCENDS, REPAIRED, TERMS, TRACKS, WIDE
from theory.papers.win.win_rate import proof as plain
from theory.papers.win.win_rate.proof import TOGETHER, A, F_x, F_x_next, lead_0, lead_sq, lead_sq_next, length, of_error, turn
from theory.papers.win.win_rate.statement import BOLD, ROOM, SHARE
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
    decay_0,
    dx_sq,
    eta,
    grad_dx,
    grad_F_k_sq,
    grad_step_sq,
    lambda_,
    lambda_k,
    sigma,
    u_sq,
)

H = grad_F_k_sq
h, u, lambda_next, v_next = theorem_2.h, theorem_2.u, theorem_2.lambda_next, theorem_2.v_next
p, e, e_next, y, y_next, a, slope = sp.symbols("p e e_next y y_next a slope", real=True)
wide, w, room = sp.symbols("wide w room", positive=True)
push, share_a, z = sp.symbols("push share_a z", nonnegative=True)
D_x, D_ahead, D_next, G_x, G_next, bent, noise = sp.symbols("D_x D_ahead D_next G_x G_next bent noise", real=True)
rate, high, low, of_h, of_u, of_turn, of_a = sp.symbols("rate high low of_h of_u of_turn of_a", nonnegative=True)
q, weight, share, n_1, n_2, n_3 = sp.symbols("q weight share n_1 n_2 n_3", nonnegative=True)
z_1, z_2, z_3, z_4, of_bent = sp.symbols("z_1 z_2 z_3 z_4 of_bent", real=True)
LETTERS = SETTING.knowing(RECKLESS, lambda_k, lambda_next, w, Y_start, N_k, move)
at, mean = LETTERS.at, LETTERS.mean
QUARTER, SIXTEENTH = sp.Rational(1, 4), sp.Rational(1, 16)
s = x_next - x
C = lambda_k * eta
SMALLER, A_DECAY = theorem_2.SMALLER, theorem_2.A_DECAY
LIMIT = sp.Le(move * eta**2 / c_l**2, c_l / (8 * w))

CONSERVATIVE = Given(
    "update", Role.DEFINITION, "(1 + lambda_k eta) v_k x_{k+1} = v_k x_k - eta m_k", (sp.Eq(wide * x_next, v * x - eta * m),)
)
LEAD = Given("lead", Role.DEFINITION, "e_k = y_k - x_k", (sp.Eq(y, x + e),))
LEADS = Given(
    "lead", Role.DEFINITION, "e_{k+1} = (e_k + (r-1) s_k)/(1+r+r lambda_k eta)",
    (sp.Eq(e_next, (e + (RECKLESS - 1) * s) / (1 + RECKLESS + RECKLESS * C)),),
)  # fmt: skip
MOVES = Given(
    "update", Role.DEFINITION, "y_{k+1} = y_k + (r/(1+r+r lambda_k eta)) ((2+lambda_k eta) s_k - (1+lambda_k eta) e_k)",
    (sp.Eq(y_next, y + RECKLESS / (1 + RECKLESS + RECKLESS * C) * ((2 + C) * s - (1 + C) * e)),),
)  # fmt: skip
OF_A = Given("a", Role.DEFINITION, "lambda_k v_k e_k", (sp.Eq(a, lambda_k * v * e),))
OF_WIDE = Given("wide", Role.DEFINITION, "(1 + lambda_k eta) v_k", (sp.Eq(wide, (1 + C) * v),))
OF_W = Given("w", Role.DEFINITION, "(1 + lambda eta) c_u", (sp.Eq(w, WIDE),))
U_K, H_K = at(trusted.U_K, {x: y}), at(trusted.H_K, {x: y})

# -- one step of F_k at x_k, one coordinate
fading = Goal("z3", sp.Ge(C, 0), (A_DECAY,))
breadth = Goal("z3", sp.Gt((1 + C) * v, 0), (at(fading),), "one coordinate")
IS_WIDE = (at(OF_WIDE), at(breadth))
scaled = Goal("z3", sp.Eq(z_1 * z_2, z_3 * z_2), (when(sp.Eq(z_1, z_3)),))
differ = Goal("z3", sp.Eq(wide * s, z_1 - z_2), (when(sp.Eq(wide * x_next, z_1), sp.Eq(wide * x, z_2)),))
plainly = Goal(
    "same", sp.Eq(wide * s, -eta * (m + lambda_k * v * x)),
    (
        at(differ, {z_1: v * x - eta * m, z_2: (1 + C) * v * x}), at(CONSERVATIVE),
        at(scaled, {z_1: wide, z_2: x, z_3: (1 + C) * v}), *IS_WIDE,
    ),
)  # fmt: skip
at_x = Goal("z3", sp.Eq(u - a, m + lambda_k * v * x), (at(OF_A), at(LEAD), U_K))
divided = Goal("z3", sp.Eq(z_1, -eta / wide * z_2), (when(sp.Eq(wide * z_1, -eta * z_3), sp.Eq(z_2, z_3)),))
stepped = Goal(
    "same", sp.Eq(s, -eta / wide * (u - a)),
    (at(divided, {z_1: s, z_2: u - a, z_3: m + lambda_k * v * x}), at(plainly), at(at_x)), "one coordinate",
)  # fmt: skip
small = Goal("z3", sp.Le(40 * C, 1), (at(DECAYS), at(ENDS), SMALLER), "lambda_k eta <= 1/40")
widens = Goal("z3", sp.And(sp.Ge(wide, c_l), sp.Le(wide, w)), (*IS_WIDE, at(OF_W), SCALED, SMALLER, at(fading)))
curvature = Goal(
    "z3", sp.Le((L + lambda_k * v) * eta, QUARTER * wide), (at(DESCENDS), at(ENDS), at(small), at(fading), *IS_WIDE, SCALED)
)
bends = Goal("z3", sp.Le((L + lambda_k * v) * eta / wide, QUARTER), (at(curvature),), "one coordinate")
rates = Goal("z3", sp.And(sp.Le(eta / wide, eta / c_l), sp.Ge(eta / wide, eta / w)), (at(widens),), "one coordinate")
follows = Goal("z3", sp.Eq(u - h, m - f), (U_K, H_K), "one coordinate")
slopes = Goal("z3", sp.Eq(p + lambda_k * v * x, h - a + p - f), (at(OF_A), at(LEAD), H_K), "one coordinate")
inner = Goal(
    "z3",
    sp.Le(-(h - a + z_1) * (u - a) + bent / 2 * (u - a) ** 2, z_2**2 - h**2 / 2 - u**2 / 4 + 5 * z_1**2 + 13 * a**2),
    (when(sp.Le(bent, QUARTER), sp.Eq(u - h, z_2)),),
    "z_1 = p - f, z_2 = m - f",
)  # fmt: skip
WEIGHED = high * of_error - low / 2 * of_h - low / 4 * of_u + high * (5 * of_turn + 13 * of_a)
weighed = Goal(
    "z3", sp.Le(rate * of_bent, WEIGHED),
    (
        when(
            sp.Le(of_bent, of_error - of_h / 2 - of_u / 4 + 5 * of_turn + 13 * of_a), sp.Le(rate, high), sp.Ge(rate, low)
        ),
    ),
)  # fmt: skip
BENT = -(h - a + p - f) * (u - a) + (L + lambda_k * v) * eta / wide / 2 * (u - a) ** 2
VALUES = {
    rate: eta / wide, high: eta / c_l, low: eta / w, of_error: (m - f) ** 2, of_h: h**2, of_u: u**2, of_turn: (p - f) ** 2,
    of_a: a**2, of_bent: BENT,
}  # fmt: skip
RIGHT = WEIGHED.subs(VALUES)
expanded = Goal(
    "same", sp.Le(eta / wide * BENT, RIGHT),
    (
        at(weighed, VALUES), at(inner, {bent: (L + lambda_k * v) * eta / wide, z_1: p - f, z_2: m - f}), at(bends), at(rates),
        at(follows),
    ),
)  # fmt: skip
along = Goal(
    "z3", sp.Le(z_1 * z_2 + noise / 2 * z_2**2, z_4),
    (when(sp.Eq(z_2, -rate * z_3), sp.Le(rate * (-z_1 * z_3 + noise * rate / 2 * z_3**2), z_4)),),
)  # fmt: skip
coordinate = Goal(
    "same", sp.Le((h - a + p - f) * s + (L + lambda_k * v) / 2 * s**2, RIGHT),
    (
        at(along, {z_1: h - a + p - f, z_2: s, z_3: u - a, z_4: RIGHT, noise: L + lambda_k * v, rate: eta / wide}), at(stepped),
        at(expanded),
    ),
    "one coordinate",
)  # fmt: skip
squared_out = Goal(
    "z3", sp.Le(p * s + L / 2 * s**2 + noise / 2 * (x_next**2 - x**2), z_4),
    (when(sp.Le(z_1 * s + (L + noise) / 2 * s**2, z_4), sp.Eq(p + noise * x, z_1)),),
)  # fmt: skip
opened = Goal(
    "same", sp.Le(p * s + L / 2 * s**2 + lambda_k / 2 * v * x_next**2 - lambda_k / 2 * v * x**2, RIGHT),
    (at(squared_out, {noise: lambda_k * v, z_1: h - a + p - f, z_4: RIGHT}), at(coordinate), at(slopes)),
    "(lambda_k/2) v (x_{k+1}^2 - x_k^2) = lambda_k v x s + (lambda_k/2) v s^2",
)  # fmt: skip
OF_TURN = eta / c_l * (M + 5 * turn + 13 * share_a) - eta / (2 * w) * H - eta / (4 * w) * U
added = LETTERS.summed(
    opened, sp.Le(slope + L / 2 * length + D_ahead - D_x, OF_TURN),
    {
        slope: p * s, length: s**2, D_ahead: lambda_k / 2 * v * x_next**2, D_x: lambda_k / 2 * v * x**2, M: (m - f) ** 2,
        H: h**2, U: u**2, turn: (p - f) ** 2, share_a: a**2,
    },
)  # fmt: skip
falls = LETTERS.summed(
    theorem_2.decay, sp.Le(D_next, D_ahead),
    {D_next: lambda_next / 2 * v_next * x_next**2, D_ahead: lambda_k / 2 * v * x_next**2},
)  # fmt: skip
remains = Goal(
    "z3", sp.Ge(D_next, 0),
    (LETTERS.summed(theorem_2.kept, sp.Ge(D_next, 0), {D_next: lambda_next / 2 * v_next * x_next**2}),),
)  # fmt: skip
faded = Goal("z3", sp.Le(a**2, lambda_**2 * c_u**2 * e**2), (at(OF_A), SCALED, SMALLER, A_DECAY), "one coordinate")
fades = LETTERS.summed(faded, sp.Le(share_a, lambda_**2 * c_u**2 * lead_sq), {share_a: a**2, lead_sq: e**2})
F_K = Given(
    "F_k", Role.DEFINITION, "F_k(x_k) and F_{k+1}(x_{k+1})", (sp.Eq(G_x, F_x + D_x), sp.Eq(G_next, F_x_next + D_next)),
    Sense.PATHWISE,
)  # fmt: skip
X = 5 * L**2 + 13 * lambda_**2 * c_u**2
descent = Goal(
    "z3", sp.Le(G_next, G_x + eta / c_l * (M + X * lead_sq) - eta / (2 * w) * H - eta / (4 * w) * U),
    (
        at(theorem_2.smooth, {F_now: F_x, F_next: F_x_next, grad_dx: slope, dx_sq: length}), added, falls, fades, at(F_K),
        at(trusted.S, {grad_step_sq: turn, dx_sq: lead_sq}),
    ),
    "turn = ||grad F(x) - grad F(y)||^2",
)  # fmt: skip

# -- the lead, and how far x and y move; push is the sum of (eta u/wide)^2
reaches = Goal("z3", sp.Le(40 * eta * lambda_ * c_u, c_l), (at(DECAYS), at(ENDS)))
leant = Goal("z3", sp.Le(2 * (eta * a / wide) ** 2, SIXTEENTH * e**2), (at(faded), at(reaches), at(widens)), "one coordinate")
halves = Goal("z3", sp.Le(z_3**2, 2 * z_1**2 + z_4), (when(sp.Eq(z_3, z_2 - z_1), sp.Le(2 * z_2**2, z_4)),))
pushed = Goal(
    "same", sp.Le(s**2, 2 * (eta * u / wide) ** 2 + SIXTEENTH * e**2),
    (
        at(halves, {z_1: eta * u / wide, z_2: eta * a / wide, z_3: s, z_4: SIXTEENTH * e**2}), at(stepped), at(leant),
    ),
    "one coordinate",
)  # fmt: skip
steps = LETTERS.summed(
    pushed, sp.Le(length, 2 * push + SIXTEENTH * lead_sq), {length: s**2, push: (eta * u / wide) ** 2, lead_sq: e**2}
)
of_x = Goal("same", steps.relations[0], (steps,))
shortened = Goal("z3", sp.Le((eta * u / wide) ** 2, eta**2 / c_l**2 * u**2), (at(widens),), "one coordinate")
pushes = LETTERS.summed(shortened, sp.Le(push, eta**2 / c_l**2 * U), {push: (eta * u / wide) ** 2, U: u**2})
short = Goal("same", pushes.relations[0], (pushes,))
slower = Goal(
    "z3", sp.Le(e_next**2, ((e + (RECKLESS - 1) * s) / (1 + RECKLESS)) ** 2), (at(LEADS), at(fading)), "one coordinate"
)
convex = Goal(
    "z3", sp.Le(((e + (RECKLESS - 1) * z_1) / (1 + RECKLESS)) ** 2, (1 - SHARE) * e**2 + SHARE * z_1**2), (at(BOLD),),
    "one coordinate",
)  # fmt: skip
forgets = Goal("z3", sp.Le(e_next**2, (1 - SHARE) * e**2 + SHARE * s**2), (at(slower), at(convex, {z_1: s})), "one coordinate")
lead = LETTERS.summed(
    forgets, sp.Le(lead_sq_next, (1 - SHARE) * lead_sq + SHARE * length),
    {lead_sq_next: e_next**2, lead_sq: e**2, length: s**2},
)  # fmt: skip
leads = Goal("same", lead.relations[0], (lead,))
spread = Goal(
    "z3", sp.Le(((2 + share) * z_1 - (1 + share) * z_2) ** 2, 10 * z_1**2 + 3 * z_2**2), (when(sp.Le(40 * share, 1)),)
)
slow = Goal(
    "z3", sp.Le((y_next - y) ** 2, SHARE**2 * ((2 + C) * s - (1 + C) * e) ** 2), (at(MOVES), at(fading)), "one coordinate"
)
moves = Goal(
    "z3", sp.Le((y_next - y) ** 2, SHARE**2 * (10 * s**2 + 3 * e**2)),
    (at(slow), at(spread, {share: C, z_1: s, z_2: e}), at(small), at(fading)), "one coordinate",
)  # fmt: skip
moved = LETTERS.summed(
    moves, sp.Le(dx_sq, SHARE**2 * (10 * length + 3 * lead_sq)), {dx_sq: (y_next - y) ** 2, length: s**2, lead_sq: e**2}
)
of_y = Goal("same", moved.relations[0], (moved,))

# -- one step of Y = ||m - grad F(y)||^2/beta_1 + W ||e||^2
FAR = 10 * length + 3 * lead_sq
of_m_error = Goal(
    "z3", sp.Le(M_next / beta_1, M / beta_1 - M + q * FAR + noise),
    (when(sp.Le(M_next, (1 - beta_1) * M + beta_1 * q * FAR + beta_1 * noise)),),
)  # fmt: skip
collected = Goal(
    "z3", sp.Le(Y_next, Y - M - z * lead_sq + (30 * q + 4 * z) * push + noise),
    (
        at(of_m_error), at(plain.of_lead, {plain.z_1: 2 * z + 5 * q}), when(sp.Le(length, 2 * push + SIXTEENTH * lead_sq)),
        when(sp.Eq(Y, M / beta_1 + weight * lead_sq)), when(sp.Eq(Y_next, M_next / beta_1 + weight * lead_sq_next)),
    ),
    "q = A, z = X, share = r/(1 + r), weight = W",
)  # fmt: skip
W, REACH = (2 * X + 5 * A) / SHARE, 30 * A + 4 * X
NOISE, FIRST = beta_1 * sigma**2 / b, sigma**2 / (b * beta_1)
BEFORE = (1 - beta_1) * M + beta_1 * NOISE
tracking = Goal(
    "same", sp.Le(M_next, (1 - beta_1) * M + beta_1 * A * FAR + beta_1 * NOISE),
    (
        at(plain.tracked, {plain.z_1: BEFORE, plain.weight: A * beta_1 / SHARE**2, plain.z_2: SHARE**2 * FAR}),
        at(goals.tracking), mean(of_y, past=True),
    ),
    "lemma-2 at the points y_k",
)  # fmt: skip
OF_BOTH = (let(Y, M / beta_1 + W * lead_sq), let(Y_next, M_next / beta_1 + W * lead_sq_next), let(move, REACH), let(N_k, NOISE))
one_step = Goal(
    "z3", sp.Le(Y_next, Y - M - X * lead_sq + move * push + N_k),
    (
        at(collected, {q: A, z: X, plain.share: SHARE, weight: W, noise: NOISE}), at(tracking), mean(leads, past=True),
        mean(of_x, past=True), *OF_BOTH,
    ),
)  # fmt: skip
positive = Goal("z3", sp.Ge((1 - beta_1) * SHARE * L * eta / beta_1, 0), (at(WEIGHT),))
squares = Goal(
    "z3",
    sp.Le(41 * (30 * n_1**2 + 20 * n_2**2 + 52 * n_3**2), 5 * room**2),
    (when(sp.Le(30 * n_1, room), sp.Le(20 * n_2, room), sp.Le(40 * n_3, room)),),
)
tracks = Goal("z3", sp.Le(30 * z_1, z_2), (when(sp.Le(30 * z_1 * beta_1, beta_1 * z_2)),))
OF_LIMIT = {n_1: (1 - beta_1) * SHARE * L * eta / beta_1, n_2: L * eta, n_3: lambda_ * c_u * eta, room: ROOM}
squared = Goal(
    "same", squares.facts[0].subs(OF_LIMIT),
    (at(squares, OF_LIMIT), at(tracks, {z_1: OF_LIMIT[n_1], z_2: ROOM}), at(TRACKS), at(DESCENDS), at(DECAYS), at(positive)),
)  # fmt: skip
faint = Goal("z3", sp.Le(40 * w, 41 * c_u), (at(OF_W), at(DECAYS), at(ENDS)), "1 + lambda eta <= 41/40")
cleared = Goal("z3", sp.Le(41 * z * c_u, 5 * c_l**3), (when(sp.Le(41 * z, 5 * c_l**3 / c_u)),))
within = Goal("z3", LIMIT, (when(sp.Eq(move, z), sp.Le(41 * z * eta**2 * c_u, 5 * c_l**3), sp.Le(40 * w, 41 * c_u)),))
limit = Goal(
    "same", LIMIT, (at(within, {z: REACH}), OF_BOTH[2], at(cleared, {z: REACH * eta**2}), at(squared), at(faint)),
    "the movement's share",
)  # fmt: skip
BOTH = Tracked(
    one_step, limit, Goal("z3", BELOW, (OF_BOTH[1],)),
    Goal(
        "z3", BEGINS,
        (at(trusted.N_START, {M: M_0}), at(TOGETHER), let(Y_0, M_0 / beta_1 + W * lead_0), let(Y_start, FIRST)),
    ),
    FIRST, NOISE,
)  # fmt: skip
AT_X = Points(
    G_x, G_next, push, descent, short, (mean(trusted.F_INF, {F_next: F_x_next}), pick(mean(F_K), 1), mean(remains)),
    (at(theorem_2.START, {theorem_2.F_k_0: F_0}), at(theorem_2.START_DECAY)), Delta + decay_0, c_l / (8 * w), LETTERS,
)  # fmt: skip
gradient = average((2 * w / eta, 2 * w / c_l), H + U / 4, total(REPAIRED).subs(WIDE, w), BOTH, AT_X)
bound = Goal("z3", sp.Le(H + U / 4, total(REPAIRED)), (at(gradient[-1]), at(OF_W)))

# -- from a minimum, one step
AT_ONCE = (when(sp.Eq(T, 1), sp.Eq(Delta, 0)), at(WEIGHT), at(ENDS), at(BOLD), at(DESCENDS), at(TRACKS), at(DECAYS))
at_first = Goal(
    "z3", sp.Le(H + u_sq / 4, total(TERMS)), (*AT_ONCE, when(sp.Eq(H, 0), sp.Eq(u_sq, sigma**2 / b))),
    "y_0 = 0: E||u_0||^2 = E||g_0||^2 = sigma^2/b", instance=True,
)  # fmt: skip
held = sp.Symbol("held", positive=True)
at_rest = Goal(
    "z3", sp.Le(H + u_sq / 4, total(TERMS)),
    (*AT_ONCE, when(sp.Eq(H, lambda_**2 * c_l**2 * held), sp.Eq(u_sq, H), sp.Eq(sigma, 0))),
    "held = ||y_0||^2 at a minimum without noise: g_0 = 0, v_0 = c_l", instance=True,
)  # fmt: skip
