"""The norm of scale-invariant weights, step by step: identities, their sums, and where norms rest under decay."""

import sympy as sp

from theory.claim import Goal, Step, Variant
from theory.letters import SETTING
from theory.link import Given, Role, Sense, let, over_steps, when
from theory.papers.scale_invariant.letters import RADIUS
from theory.papers.scale_invariant.scale_invariant_norm.statement import GAIN, HALF_LOG, LARGEST, NORM, SOURCE, TURN
from theory.prove.conclusions import BigO, LimitIs, Same
from theory.prove.mutate import conclude, drop, halve, mutants, reverse, scale
from theory.symbols import T, beta_2, d, delta, dx_sq, eta, lambda_, v_sq_sup

w_1, w_2, g, g_1, g_2, u_1, u_2, m, inner, slope = sp.symbols("w_1 w_2 g g_1 g_2 u_1 u_2 m inner slope", real=True)
c, s_1, s_2, v, q, G, start, U = sp.symbols("c s_1 s_2 v q G start U", positive=True)
n, n_next, h, N, reach, norm_sq, norm_sq_next, g_sq = sp.symbols(
    "n n_next h N reach norm_sq norm_sq_next g_sq", nonnegative=True
)
before, later, first, last, turn, kept, S_T, half_log, most = sp.symbols(
    "before later first last turn kept S_T half_log most", real=True
)
LETTERS = SETTING.knowing(RADIUS, half_log)
at = LETTERS.at
ANOTHER = scale(sp.Rational(101, 100))

EULER = Given(
    "scale invariance", Role.ASSUMPTION, "f(c w) = f(w) for all c > 0: its derivative in c at 1 is <grad f(w), w>",
    (sp.Eq(inner, 0),),
)  # fmt: skip
SGD = Given(
    "update", Role.DEFINITION, "w_{k+1} = w_k - eta g_k, inner = <g_k, w_k>",
    (sp.Eq(norm_sq_next, norm_sq - 2 * eta * inner + eta**2 * g_sq),), nature="a square",
)  # fmt: skip


def gradient(a: sp.Expr, b: sp.Expr) -> sp.Matrix:
    """Of a function of the angle of (a, b), whose derivative is `slope`: the angle's gradient is (-b, a)/(a^2 + b^2)."""
    return sp.Matrix([-b, a]) * slope / (a**2 + b**2)


# -- identities
on_the_circle = Goal("sympy", Same(gradient(w_1, w_2).dot(sp.Matrix([w_1, w_2])), 0), note="a function of the angle, d = 2")
scaled = Goal("sympy", Same(gradient(c * w_1, c * w_2), gradient(w_1, w_2) / c), note="a function of the angle, d = 2")
grows = Goal("z3", sp.Eq(norm_sq_next, norm_sq + eta**2 * g_sq), (at(EULER), at(SGD)))
perpendicular = Goal(
    "z3", sp.Eq(w_1 * u_1 + w_2 * u_2, 0),
    (when(sp.Eq(w_1 * g_1 + w_2 * g_2, 0), sp.Eq(u_1, g_1 / s_1), sp.Eq(u_2, g_2 / s_2)),),
    "d = 2, the scaling of each coordinate its own", instance=True,
)  # fmt: skip
of_adam = Goal(
    "sympy",
    Same((w_1 - eta * u_1) ** 2 + (w_2 - eta * u_2) ** 2,
         w_1**2 + w_2**2 - 2 * eta * (w_1 * u_1 + w_2 * u_2) + eta**2 * (u_1**2 + u_2**2)),
    note="d = 2",
)  # fmt: skip
any_scale = Goal("sympy", Same(c * m / sp.sqrt(c**2 * v), m / sp.sqrt(v)), note="m/n^(1/2), gradients times c: without delta")
bounded = Goal(
    "z3", sp.Le(u_1**2, 1 / beta_2), (when(sp.Eq(u_1**2 * v, g_1**2), sp.Ge(v, beta_2 * g_1**2), sp.Ne(g_1, 0)),),
    "without momentum, u = g/n^(1/2), one coordinate",
)  # fmt: skip

# -- one step and its sum, of pairs: h = eta g/r
POLAR = Given("update", Role.DEFINITION, "||w||^4 = n + delta", (sp.Eq(n_next, n + 2 * h**2 + h**4 / (n + delta)),))
B = Given("B", Role.ASSUMPTION, "|g| <= c_inf, so h = eta |g|/r is at most C", (sp.Le(h, LARGEST),))
LENGTH = Given("k", Role.DEFINITION, "N = k + 1 for a k < T", (sp.Le(N, T),))
of_pairs = Goal(
    "sympy", Same((v + h**2 / v) ** 2, v**2 + 2 * h**2 + h**4 / v**2), note="v = ||w||^2, ||w||^2 + eta^2 ||g||^2 squared"
)  # fmt: skip
squares = Goal("z3", sp.And(sp.Le(h**2, reach**2), sp.Le(h**4, reach**4)), (when(sp.Le(h, reach)),))
divided = Goal("z3", sp.Le(h**4 / (n + delta), reach**4 / delta), (at(squares), when(sp.Le(h, reach))))
gain = Goal(
    "z3", sp.Le(n_next, n + 2 * reach**2 + reach**4 / delta), (at(POLAR), at(squares), at(divided)), "reach bounds h",
    uses=(at(of_pairs),),
)  # fmt: skip
one_step = Goal("same", sp.Le(n_next, n + GAIN), (at(gain, {reach: LARGEST}), at(B)))
SO_FAR = sp.Le(n, N * GAIN)
induction = Goal("z3", sp.Le(n_next, (N + 1) * GAIN), (when(SO_FAR), at(one_step)), "from k to k + 1, both 0 at k = 0")
total = over_steps(induction, SO_FAR, {n: n_next, N: N + 1}, {n: 0, N: 0})
more = Goal("z3", sp.Le(N * reach, T * reach), (at(LENGTH),))
norm = Goal("z3", sp.Le(n + delta, delta + T * GAIN), (total, at(more, {reach: GAIN})), "every pair")

# -- the angles: a = arctan(h/v), so the norm's square grows by 1 + tan(a)^2 = 1/cos(a)^2, and log(1/cos(a)^2) >= a^2
a = sp.Symbol("a", nonnegative=True)
TAN = sp.sin(a) / sp.cos(a)
ratio = Goal("sympy", Same((v + h**2 / v) / v, 1 + (h / v) ** 2))
slopes = Goal("sympy", Same(sp.diff(-2 * sp.log(sp.cos(a)) - a**2, a), 2 * (TAN - a)), note="0 at a = 0")
TANGENT = Given(
    "tangent", Role.CITED, "tan a >= a, 1 + tan(a)^2 = 1/cos(a)^2: log(1/cos(a)^2) >= a^2; so log ||w||^2 gains a^2 at least",
    (sp.Le(turn, later - before),),
)  # fmt: skip
LOG = Given(
    "log", Role.CITED, "the logarithm rises: that of ||w_T||^2/||w_0||^2 is at most half_log", (sp.Le(last - first, half_log),)
)
turned = Goal("z3", sp.Le(turn, later - before), (at(TANGENT),), "one pair, one step", uses=(at(ratio), at(slopes)))
TURNED = sp.Le(S_T, before - first)
turns = Goal("z3", sp.Le(S_T + turn, later - first), (when(TURNED), at(turned)), "from k to k + 1, both 0 at k = 0")
AVERAGE = Given(
    "average", Role.DEFINITION, "kept is the average over k < T, S_T the sum, `before` then the last logarithm",
    (sp.Eq(S_T, T * kept), sp.Eq(before, last)),
)  # fmt: skip
averaged = Goal(
    "z3", sp.Le(kept, half_log / T),
    (over_steps(turns, TURNED, {S_T: S_T + turn, before: later}, {S_T: 0, before: first}), at(AVERAGE), at(LOG)),
    "one pair", uses=(at(norm),),
)  # fmt: skip
ADDED = Given(
    "coordinates", Role.DEFINITION, "x is r times the angle; of d pairs each average of the turns' squares is at most `most`",
    (sp.Le(dx_sq, d * RADIUS**2 * most),), Sense.PATHWISE,
)  # fmt: skip
pairs = Goal("z3", sp.Le(dx_sq, d * RADIUS**2 * half_log / T), (at(ADDED), let(most, half_log / T)), uses=(at(averaged),))
average = Goal("same", TURN, (at(pairs, {half_log: HALF_LOG}),))

# -- exponents, and where norms rest
SGD_NORM = (start + 2 * T * G**2) ** sp.Rational(1, 4)
SGD_ABOVE = (start + T * (2 * G**2 + G**4 / start)) ** sp.Rational(1, 4)
above = Goal("limit", BigO(SGD_ABOVE, T ** sp.Rational(1, 4), T), note="G = eta ||w|| ||g||, which is constant")
below = Goal("limit", BigO(T ** sp.Rational(1, 4), SGD_NORM, T), note="no more is taken away")
lower = Goal("z3", sp.Ge(n_next, n + 2 * h**2), (at(POLAR),), "what a step adds to ||w||^4 at least")
adam_exponent = Goal("limit", LimitIs(sp.sqrt(start + eta**2 * d * T) / sp.sqrt(T), T, sp.oo, eta * sp.sqrt(d)))
LEFT = (1 - lambda_ * eta) ** 2
REST_SGD, REST_ADAM = (eta * square / (lambda_ * (2 - lambda_ * eta)) for square in (G**2, U))
DECAY = when(sp.Gt(lambda_, 0), sp.Lt(lambda_ * eta, 2))
rest_sgd = Goal(
    "z3", sp.Eq(q, REST_SGD), (when(sp.Eq(v, LEFT * v + eta**2 * G**2 / v), sp.Eq(q, v**2)), DECAY),
    "v = ||w||^2, G = ||w|| ||g||",
)  # fmt: skip
rest_adam = Goal("z3", sp.Eq(v, REST_ADAM), (when(sp.Eq(v, LEFT * v + eta**2 * U)), DECAY), "U = ||u||^2, <w, u> = 0")
small = Goal("limit", LimitIs(REST_ADAM / eta, eta, sp.Integer(0), U / (2 * lambda_)), note="about eta U/(2 lambda)")

STEPS = (
    Step(
        id="scale-invariant-norm.1",
        says="<grad f(w), w> = 0 and grad f(c w) = grad f(w)/c",
        source=SOURCE,
        goals=(on_the_circle, scaled),
        mutants=(
            *mutants(on_the_circle, conclude(Same(gradient(w_1, w_2).dot(sp.Matrix([w_2, w_1])), 0), "w turned over")),
            *mutants(scaled, halve, conclude(Same(gradient(c * w_1, c * w_2), gradient(w_1, w_2) / c**2), "1/c^2")),
        ),
    ),
    Step(
        id="scale-invariant-norm.2",
        says="a step of SGD adds eta^2 ||g||^2 to ||w||^2",
        source=SOURCE,
        goals=(grows, of_pairs),
        mutants=(*mutants(grows, drop(0), drop(1), halve), *mutants(of_pairs, halve)),
    ),
    Step(
        id="scale-invariant-norm.3",
        says="and so does a step of Adam, eta^2 ||u||^2: <w, u> = 0",
        source=f"{SOURCE}; SGD's identity read for Adam",
        goals=(perpendicular,),
        means="a scaling of the coordinates turns the gradient: for Adam <w, u> has to be kept",
    ),
    Step(
        id="scale-invariant-norm.4",
        says="Adam: ||w||^2 changes by eta^2 ||u||^2 - 2 eta <w, u>, and u is the same at any scale",
        source=SOURCE,
        goals=(of_adam, any_scale, bounded),
        mutants=(*mutants(of_adam, halve), *mutants(any_scale, halve), *mutants(bounded, halve, drop(0), drop(1))),
    ),
    Step(
        id="scale-invariant-norm.5",
        says="at a constant ||w|| ||g|| SGD's norm grows as k^(1/4), Adam's with <w, u> = 0 as k^(1/2)",
        source=SOURCE,
        goals=(lower, above, below, adam_exponent),
        mutants=(
            *mutants(lower, drop(0), reverse),
            *mutants(above, conclude(BigO(SGD_ABOVE, T ** sp.Rational(1, 5), T), "T^(1/5)")),
            *mutants(below, conclude(BigO(T ** sp.Rational(1, 3), SGD_NORM, T), "T^(1/3)")),
            *mutants(adam_exponent, halve),
        ),
    ),
    Step(
        id="scale-invariant-norm.6",
        says="with decoupled decay ||w||^4 rests at eta (||w|| ||g||)^2/(lambda (2 - lambda eta)), Adam's ||w||^2 with ||u||^2",
        source=SOURCE,
        goals=(rest_sgd, rest_adam, small),
        mutants=(*mutants(rest_sgd, halve, drop(0), ANOTHER), *mutants(rest_adam, halve, drop(0)), *mutants(small, halve)),
    ),
    Step(
        id="scale-invariant-norm.norm",
        says="||w_k||^4 <= delta + T (2 C^2 + C^4/delta)",
        source=SOURCE,
        goals=(squares, divided, gain, one_step, induction, more, norm),
        mutants=(
            *mutants(gain, drop(0), halve), *mutants(induction, drop(0), drop(1)), *mutants(norm, drop(0), drop(1), halve),
        ),
    ),
    Step(
        id="scale-invariant-norm.turn",
        says="the average of ||x_{k+1} - x_k||^2 is at most (d r^2/(2 T)) log(1 + T (2 C^2 + C^4/delta)/delta)",
        source=SOURCE,
        goals=(ratio, slopes, turned, turns, averaged, pairs, average),
        mutants=(
            *mutants(ratio, halve), *mutants(slopes, halve), *mutants(turns, drop(0), drop(1)),
            *mutants(averaged, drop(0), drop(1), halve), *mutants(pairs, halve, drop(0)),
        ),
    ),
)  # fmt: skip
CONCLUDES = {
    Variant.PAPER: {
        "norm": LETTERS.in_every_coordinate(norm, NORM, v_sq_sup, n + delta),
        "turn": LETTERS.mean(average),
    }
}
