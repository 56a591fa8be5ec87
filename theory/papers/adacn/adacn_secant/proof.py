"""Secants and the last step: identities for every d, the range of v, the average step; the rest is `bounded-scaling`.

Letters of one coordinate: s, y, B, A (the diagonal), gap = B - A, moved (its next step). Within one step `ratio` =
(<s, y> - <s, B s>)/sum s_i^4 and `reach` = ||s|| are the same in each coordinate.
"""

import sympy as sp

from theory.claim import Goal, Step, Variant
from theory.letters import SETTING
from theory.link import Given, Role, Sense, over_steps, pick, when
from theory.papers.adacn.adacn_secant.statement import KAPPA, LONGEST, MOST, THETA, UNCUT
from theory.papers.adacn.adacn_secant.statement import STEPS as BOUND
from theory.papers.adacn.letters import CAP, CUBIC
from theory.papers.scaled_momentum.bounded_scaling.statement import OURS
from theory.papers.scaled_momentum.instance import instantiated
from theory.prove.conclusions import Same
from theory.prove.mutate import drop, halve, mutants, reverse, scale
from theory.symbols import T, c_l, c_u, delta, dx_sq, eta

s, y, B, B_next, A, gap, m, ratio, moved, x, z = sp.symbols("s y B B_next A gap m ratio moved x z", real=True)
sy, sBs, sBs_next, sgs, slope = sp.symbols("sy sBs sBs_next sgs slope", real=True)
s_4 = sp.Symbol("s_4", positive=True)
reach, error, error_next, length, m_sq = sp.symbols("reach error error_next length m_sq", nonnegative=True)
v, scaled = sp.symbols("v scaled", positive=True)
most = sp.Symbol("most", real=True)
theta, w = sp.symbols("theta w", nonnegative=True)
LETTERS = SETTING.knowing(ratio, reach, CAP, CUBIC, most, theta, w)
at = LETTERS.at
TENTH = scale(sp.Rational(9, 10))

# -- the weak secant, for every d
SECANT = Given("B", Role.DEFINITION, "B_k", (sp.Eq(B_next, B + ratio * s**2),))
RATIO = Given("ratio", Role.DEFINITION, "of B_k", (sp.Eq(ratio * s_4, sy - sBs),), Sense.PATHWISE)
one = Goal("z3", sp.Eq(B_next * s**2, B * s**2 + ratio * s**4), (at(SECANT),), "one coordinate")
added = LETTERS.summed(one, sp.Eq(sBs_next, sBs + ratio * s_4), {sBs_next: B_next * s**2, sBs: B * s**2, s_4: s**4})
weak = Goal("z3", sp.Eq(sBs_next, sy), (added, at(RATIO)), "<s, B_k s> = <s, y>")

# -- a quadratic with the diagonal A: y = A s
nearer = Goal(
    "sympy",
    Same((gap + ratio * s**2) ** 2, gap**2 + 2 * ratio * gap * s**2 + ratio**2 * s**4),
    note="one coordinate of B_k - A",
)
errors = LETTERS.summed(
    nearer, sp.Eq(error_next, error + 2 * ratio * sgs + ratio**2 * s_4),
    {error_next: (gap + ratio * s**2) ** 2, error: gap**2, sgs: gap * s**2, s_4: s**4},
)  # fmt: skip
DIAGONAL = Given(
    "A", Role.ASSUMPTION, "y = A s, so <s, y> - <s, B s> = -<s, (B - A) s>", (sp.Eq(sy - sBs, -sgs),), Sense.PATHWISE
)
falls = Goal("z3", sp.Le(error_next, error - sgs**2 / s_4), (errors, at(RATIO), at(DIAGONAL)), "||B - A||^2, s other than 0")
at_once = Goal(
    "z3", sp.Eq(B + (y - B * s) * s / s**2, A), (when(sp.Eq(y, A * s), sp.Ne(s, 0)),), "d = 1, or a step along one coordinate"
)
s_1, s_2, A_1, A_2 = sp.symbols("s_1 s_2 A_1 A_2", real=True)
of_two = Goal(
    "z3", sp.Eq((A_1 * s_1**2 + A_2 * s_2**2) * s_1**2 / (s_1**4 + s_2**4), A_1), (when(sp.Gt(s_1, 0), sp.Gt(s_2, 0)),),
    "d = 2 from B = 0", instance=True,
)  # fmt: skip

# -- the last step, for every d
p, c_small, c_large, whole_sq = sp.symbols("p c_small c_large whole_sq", nonnegative=True)
larger = Goal("z3", sp.Le(p**2, scaled**2), (when(sp.Ge(scaled, p)),))
carried = Goal("z3", sp.Le(c_small * p, whole_sq), (when(sp.Le(c_small, c_large), sp.Eq(c_large * p, whole_sq)),))
UPDATE = Given("update", Role.DEFINITION, "x_{k+1} = x_k - eta m_k/scaled", (sp.Eq(moved * scaled, -eta * m),))
update = Goal("z3", sp.Eq(scaled**2 * moved**2, eta**2 * m**2), (at(UPDATE),))
shorter = Goal(
    "same", sp.Le((CUBIC * reach / 2) ** 2 * moved**2, eta**2 * m**2),
    (
        at(carried, {c_small: (CUBIC * reach / 2) ** 2, c_large: scaled**2, p: moved**2, whole_sq: eta**2 * m**2}),
        at(larger, {p: CUBIC * reach / 2}), at(update),
    ),
    "one coordinate, divided by `scaled`",
)  # fmt: skip
lengths = LETTERS.summed(shorter, sp.Le((CUBIC * reach / 2) ** 2 * length, eta**2 * m_sq), {length: moved**2, m_sq: m**2})
product = Goal("same", lengths.relations[0], (lengths,), "||x_{k+1} - x_k|| ||s|| <= 2 eta ||m_k||/rho, squared")

# -- v of the rule
CUT = Given(
    "v", Role.DEFINITION, "delta^(1/2) + min(|B|, cap) + min((rho/2) ||s||, cap)",
    (sp.Eq(v, sp.sqrt(delta) + sp.Min(sp.Abs(B), CAP) + sp.Min(CUBIC / 2 * reach, CAP)),),
)  # fmt: skip
ENDS = Given(
    "c_l, c_u",
    Role.DEFINITION,
    "delta^(1/2), delta^(1/2) + 2 cap",
    (sp.Eq(c_l, sp.sqrt(delta)), sp.Eq(c_u, sp.sqrt(delta) + 2 * CAP)),
)
above = Goal("z3", sp.Ge(v, c_l), (at(CUT), at(ENDS)))
below = Goal("z3", sp.Le(v, c_u), (at(CUT), at(ENDS)))

# -- two steps in turn, `now` and `after` in units of S_1
now, after, kappa, rest, S_T, kept = sp.symbols("now after kappa rest S_T kept", nonnegative=True)
size, size_next, m_size, force_most = sp.symbols("size size_next m_size force_most", nonnegative=True)
floor, top, G = sp.symbols("floor top G", positive=True)
FLOOR = Given("floor", Role.DEFINITION, "delta^(1/2)", (sp.Eq(floor, sp.sqrt(delta)),))
LEAST = Given(
    "w", Role.DEFINITION, "the least v of a coordinate, with size = ||s||",
    (sp.Eq(w, sp.sqrt(delta) + sp.Min(CUBIC / 2 * reach, CAP)), sp.Eq(size, reach)),
)  # fmt: skip
SIZES = Given(
    "sizes", Role.DEFINITION, "size_next = ||x_{k+1} - x_k||, m_size = ||m_k||",
    (sp.Eq(length, size_next**2), sp.Eq(m_sq, m_size**2)), Sense.PATHWISE,
)  # fmt: skip
B_OF_M = Given(
    "B", Role.ASSUMPTION, "||m_k|| <= G = d^(1/2) c_inf, as each |m_i| is an average of gradients", (sp.Le(m_size, G),)
)
OF_G = Given("G", Role.DEFINITION, "d^(1/2) c_inf", (sp.Eq(G, MOST),), nature="where it is 0 nothing moves")
TOP = Given(
    "units", Role.DEFINITION, "top = S_1 = eta G/floor, kappa = rho top/(2 floor)",
    (sp.Eq(floor * top, eta * G), sp.Eq(2 * floor * kappa, CUBIC * top)),
)  # fmt: skip
SHORT = sp.Le(size * floor, eta * G)
of_all = Goal("z3", sp.Ge(v, w), (at(CUT), pick(at(LEAST), 0)), "one coordinate")
held = Goal(
    "same", sp.Le(w**2 * moved**2, eta**2 * m**2),
    (
        at(carried, {c_small: w**2, c_large: scaled**2, p: moved**2, whole_sq: eta**2 * m**2}),
        at(larger, {p: w}), at(update), at(of_all, {v: scaled}),
    ),
    "one coordinate",
)  # fmt: skip
norms = LETTERS.summed(held, sp.Le(w**2 * length, eta**2 * m_sq), {length: moved**2, m_sq: m**2})
roots = Goal("z3", sp.Le(size_next * w, eta * m_size), (norms, at(SIZES)))
force = Goal("z3", sp.Le(size_next * w, eta * G), (at(roots), at(B_OF_M)))
least = Goal("z3", sp.Ge(w, floor), (pick(at(LEAST), 0), at(FLOOR)))
lower = Goal("z3", sp.Le(size_next * z, force_most), (when(sp.Le(size_next * w, force_most), sp.Ge(w, z)),))
short = Goal(
    "same", sp.Le(size_next * floor, eta * G),
    (at(lower, {z: floor, force_most: eta * G}), at(force), at(least), when(SHORT)), "S_1 is the longest",
)  # fmt: skip
steps_are_short = over_steps(short, SHORT, {size: size_next}, {size: 0})
in_reach = Goal("z3", sp.Le(CUBIC * size, 2 * CAP), (steps_are_short, when(sp.Le(CUBIC * eta * G, 2 * CAP * floor))))
allowed = Goal("z3", sp.Le(CUBIC * eta * G, 2 * CAP * floor), (at(UNCUT), at(FLOOR), at(OF_G)))
uncut = Goal("z3", sp.Ge(w, floor + CUBIC / 2 * size), (at(LEAST), at(FLOOR), at(in_reach)), uses=(at(allowed),))
turn = Goal(
    "same", sp.Le(size_next * (floor + CUBIC / 2 * size), eta * G),
    (at(lower, {z: floor + CUBIC / 2 * size, force_most: eta * G}), at(force), at(uncut)),
)  # fmt: skip
divided = Goal("z3", sp.Le(z * x, y), (when(sp.Le(z * top * x, y * top)),))
NOW = Given(
    "units", Role.DEFINITION, "size = now top, size_next = after top", (sp.Eq(size, now * top), sp.Eq(size_next, after * top))
)
scaled_turn = Goal(
    "z3", sp.Le(after * top * (floor + CUBIC / 2 * now * top), floor * top), (at(turn), at(NOW), pick(at(TOP), 0))
)
of_floor = Goal(
    "same", sp.Le(after * (floor + CUBIC / 2 * now * top), floor),
    (at(divided, {z: after, x: floor + CUBIC / 2 * now * top, y: floor}), at(scaled_turn)),
)  # fmt: skip
bent = Goal("z3", sp.Eq(CUBIC / 2 * now * top, floor * kappa * now), (pick(at(TOP), 1),))
replaced = Goal("z3", sp.Le(after * floor * (1 + z), floor), (when(sp.Le(after * (floor + y), floor), sp.Eq(y, floor * z)),))
in_units = Goal(
    "same", sp.Le(after * (1 + kappa * now), 1),
    (
        at(divided, {top: floor, z: after, x: 1 + kappa * now, y: 1}), at(bent), at(of_floor),
        at(replaced, {y: CUBIC / 2 * now * top, z: kappa * now}),
    ),
)  # fmt: skip
at_most = Goal("z3", sp.Le(now, 1), (steps_are_short, pick(at(NOW), 0), pick(at(TOP), 0)))
REST = Given("rest", Role.DEFINITION, "1/(1 + kappa)", (sp.Eq(rest * (1 + kappa), 1),))
TURNED = Given("theta", Role.DEFINITION, "1 - rest^2", (sp.Eq(theta, 1 - rest**2),))
less = Goal("z3", sp.Le(rest, 1), (at(REST),))
turns = Goal("z3", sp.Ge(TURNED.facts[0].rhs, 0), (at(less),))
chord = Goal(
    "z3", sp.Le(after, 1 - now + now * rest), (at(in_units), at(at_most), at(REST)), "1/(1 + kappa now) is convex in `now`"
)
pair = Goal("z3", sp.Le(after**2 + theta * now**2, 1), (at(chord), at(at_most), at(less), at(TURNED)), uses=(at(turns),))
SO_FAR = sp.Le((1 + theta) * S_T, T + theta * now**2)
summed = Goal(
    "z3", sp.Le((1 + theta) * (S_T + after**2), T + 1 + theta * after**2), (when(SO_FAR), at(pair)), "from T to T + 1"
)
total = over_steps(summed, SO_FAR, {S_T: S_T + after**2, T: T + 1, now: after}, {S_T: 0, T: 0, now: 0})
AVERAGE = Given("average", Role.DEFINITION, "kept is the average over k < T, S_T the sum", (sp.Eq(S_T, T * kept),))
ends = Goal("z3", sp.Le((1 + theta) * T * kept, T + theta), (total, at(at_most), at(AVERAGE)))
average = Goal("z3", sp.Le(kept, (1 + theta / T) / (1 + theta)), (at(ends),))
IN_UNITS = Given(
    "in units", Role.DEFINITION, "the average of ||x_{k+1} - x_k||^2 is S_1^2 kept", (sp.Eq(dx_sq, LONGEST**2 * kept),),
    Sense.PATHWISE,
)  # fmt: skip
whole = Goal("z3", sp.Le(dx_sq, LONGEST**2 * most), (at(IN_UNITS), when(sp.Le(kept, most))))
curved = Goal("sympy", Same(2 * sp.sqrt(delta) * KAPPA, CUBIC * LONGEST), note="the values of kappa and S_1")
positive = Goal("z3", sp.Ge(THETA, 0), note="kappa >= 0")
lengths_average = Goal(
    "same",
    BOUND,
    (at(whole, {most: (1 + THETA / T) / (1 + THETA)}), at(average, {theta: THETA})),
    uses=(at(positive), at(curved)),
)

RATE, PARTS = instantiated("adacn-secant", above, below)
STEPS = (
    Step(
        id="adacn-secant.1",
        says="<s, B_k s> = <s, y>, the weak secant",
        source=OURS,
        goals=(one, weak),
        mutants=(*mutants(one, drop(0), halve), *mutants(weak, drop(0), drop(1), halve)),
    ),
    Step(
        id="adacn-secant.2",
        says="on a quadratic with the diagonal A, ||B - A||^2 falls by <s, (B - A) s>^2/sum s_i^4; for d = 1 to 0 at once",
        source=OURS,
        goals=(nearer, falls, at_once),
        mutants=(
            *mutants(nearer, halve), *mutants(falls, drop(0), drop(1), drop(2), reverse),
            *mutants(at_once, drop(0), drop(1), halve),
        ),
    ),
    Step(
        id="adacn-secant.3",
        says="one step gives the diagonal of a quadratic for every d",
        source=OURS,
        goals=(of_two,),
        means="a weak secant is one equation for d numbers",
    ),
    Step(
        id="adacn-secant.4",
        says="||x_{k+1} - x_k|| ||s|| <= 2 eta ||m_k||/rho",
        source=OURS,
        goals=(larger, carried, update, shorter, product),
        mutants=(*mutants(larger, drop(0), TENTH), *mutants(carried, drop(0), drop(1)), *mutants(update, drop(0), halve)),
    ),
    Step(
        id="adacn-secant.5",
        says="delta^(1/2) <= v_k <= delta^(1/2) + 2 cap",
        source=OURS,
        goals=(above, below),
        mutants=(*mutants(above, drop(0), drop(1)), *mutants(below, drop(0), drop(1), halve)),
    ),
    *RATE,
    Step(
        id="adacn-secant.steps",
        says="after^2 + theta now^2 <= S_1^2 of two steps in turn, and so their average",
        source=OURS,
        goals=(
            of_all, held, roots, force, least, lower, short, in_reach, allowed, uncut, turn, divided, scaled_turn, of_floor,
            bent, replaced, in_units, at_most, less, chord, pair, summed, ends, average, whole, curved, positive,
            lengths_average,
        ),
        mutants=(
            *mutants(of_all, drop(0), drop(1)), *mutants(roots, drop(0), drop(1)), *mutants(uncut, drop(0), drop(1)),
            *mutants(replaced, drop(0), drop(1)), *mutants(chord, drop(1)),
            *mutants(pair, drop(0), drop(1), TENTH), *mutants(summed, drop(0), drop(1)),
            *mutants(ends, drop(0), drop(1), TENTH), *mutants(average, drop(0), TENTH),
        ),
    ),
)  # fmt: skip
CONCLUDES = {Variant.PAPER: {**PARTS, "steps": LETTERS.mean(lengths_average)}}
