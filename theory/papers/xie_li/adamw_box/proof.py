"""AdamW's box, step by step: the ratio of its averages by Cauchy-Schwarz, the iterate by induction, the limit by its form."""

import sympy as sp

from theory.claim import Goal, Step, Variant
from theory.letters import SETTING
from theory.link import Given, Role, Sense, over_steps, when
from theory.papers.xie_li.adamw_box import statement
from theory.papers.xie_li.adamw_box.statement import BOX, DECAYS, MEMORY, OURS, SHORT, SOURCE, START, Q
from theory.prove.conclusions import Same
from theory.prove.mutate import drop, halve, mutants, reverse, scale
from theory.symbols import beta_1, beta_2, d, delta, dx_sq, eta, lambda_, x_0_sq, x_sup_next

m, g, x, x_0, x_next, D, R, gap, y, z = sp.symbols("m g x x_0 x_next D R gap y z", real=True)
n, far, reach, ratio = sp.symbols("n far reach ratio", nonnegative=True)
most = sp.Symbol("most", real=True)
LETTERS = SETTING.knowing(x_0_sq, far, reach, ratio, most)
at = LETTERS.at
m_next, n_next = (1 - beta_1) * m + beta_1 * g, (1 - beta_2) * n + beta_2 * g**2
GAP = 1 - beta_2 - (1 - beta_1) ** 2
TENTH = scale(sp.Rational(9, 10))

MOVED = Given(
    "update", Role.DEFINITION, "x_{k+1} = (1 - lambda eta) x_k - eta D_k", (sp.Eq(x_next, (1 - lambda_ * eta) * x - eta * D),)
)
SCALED = Given("D", Role.DEFINITION, "D_k = m_k/(n_k + delta)^(1/2)", (sp.Eq(D**2 * (n + delta), m**2),))
FIRST = Given("x_0", Role.DEFINITION, "no coordinate of x_0 is longer than ||x_0||", (sp.Le(sp.Abs(x_0), far),))
ADDED = Given(
    "coordinates", Role.DEFINITION, "a sum of d coordinates, each at most `most`, is at most d times that",
    (sp.Le(dx_sq, d * most),), Sense.PATHWISE,
)  # fmt: skip

# -- the ratio of the averages: (1-beta_2) m^2 + Q beta_2 g^2 - m_next^2 is a square over the gap
FORM = (1 - beta_2) * m**2 + R * beta_2 * g**2 - m_next**2
square = Goal("sympy", Same(GAP * FORM.subs(R, Q), (GAP * m - (1 - beta_1) * beta_1 * g) ** 2), note="this Q makes it a square")
divided = Goal("z3", sp.Ge(y, 0), (when(sp.Gt(gap, 0), sp.Eq(gap * y, z**2)),))
form = Goal(
    "same", sp.Ge(FORM.subs(R, Q), 0),
    (at(divided, {gap: GAP, y: FORM.subs(R, Q), z: GAP * m - (1 - beta_1) * beta_1 * g}), at(square), at(MEMORY)),
)  # fmt: skip
keep = Goal("z3", sp.Le(m_next**2, R * n_next), (when(sp.Ge(FORM, 0), sp.Le(m**2, R * n), sp.Lt(beta_2, 1)),))
RATIO = sp.Le(m**2, Q * n)
below_1 = Goal("z3", sp.Lt(beta_2, 1), (at(MEMORY),))
kept = Goal("same", sp.Le(m_next**2, Q * n_next), (at(keep, {R: Q}), at(form), at(below_1), when(RATIO)), "from k to k + 1")
sign = Goal("z3", sp.Ge(Q, 0), (at(MEMORY),))
direction = Goal("z3", sp.Le(D**2, ratio), (at(SCALED), when(sp.Le(m**2, ratio * n))), "delta only shortens it")
bounded = Goal(
    "same", sp.Le(D**2, Q), (at(direction, {ratio: Q}), at(sign), over_steps(kept, RATIO, {m: m_next, n: n_next}, {m: 0, n: 0}))
)  # fmt: skip
inside = Goal("z3", sp.Le(sp.Abs(D), reach), (when(sp.Le(D**2, ratio), sp.Eq(reach**2, ratio)),))

# -- the iterate
STAYS = sp.Le(sp.Abs(x), far + reach / lambda_)
step = Goal(
    "z3", sp.Le(sp.Abs((1 - lambda_ * eta) * x - eta * D), far + reach / lambda_),
    (when(STAYS), when(sp.Le(sp.Abs(D), reach)), at(SHORT), at(DECAYS)), "one step keeps it",
)  # fmt: skip
first = Goal("z3", sp.Le(sp.Abs(x_0), far + reach / lambda_), (at(FIRST), at(DECAYS)), "x_0 is inside")
stays = over_steps(step, STAYS, {x: (1 - lambda_ * eta) * x - eta * D}, {x: x_0}, first)
box = Goal(
    "z3", sp.And(sp.Le(x_next, far + reach / lambda_), sp.Ge(x_next, -far - reach / lambda_)), (at(MOVED), at(step), stays)
)
ROOT = {far: START, reach: sp.sqrt(Q)}
root = Goal("z3", sp.Ge(sp.sqrt(Q), 0), (at(MEMORY),))
PROVIDED = (at(root), at(inside, {ratio: Q, reach: sp.sqrt(Q)}), at(bounded), at(sign))
in_box = Goal(
    "z3", sp.And(sp.Le(x_next, BOX.rhs), sp.Ge(x_next, -BOX.rhs)), (at(box, ROOT),), "with the letters' values", uses=PROVIDED
)

# -- the length of a step
moved = Goal(
    "z3", sp.Le((x - x_next) ** 2, eta**2 * (lambda_ * far + 2 * reach) ** 2),
    (at(MOVED), stays, when(sp.Le(sp.Abs(D), reach)), at(DECAYS)), "|lambda x + D| <= lambda |x| + |D|",
)  # fmt: skip
added = Goal("z3", sp.Le(dx_sq, d * most), (at(ADDED),))
lengths = Goal("same", statement.STEPS, (at(added, {most: statement.STEPS.rhs / d}),), uses=(at(moved, ROOT), *PROVIDED))

# -- at rest lambda x = -g/(g^2 + delta)^(1/2)
rest = -g / (lambda_ * sp.sqrt(g**2 + delta))
residual = g * rest + sp.Abs(g) / lambda_
confined = Goal("z3", sp.Le(sp.Abs(rest), 1 / lambda_), (when(sp.Gt(lambda_, 0)),))
kkt = Goal(
    "z3",
    sp.And(sp.Ge(residual, 0), sp.Le(residual, sp.sqrt(delta) / (2 * lambda_))),
    (when(sp.Gt(lambda_, 0)),),
    "one coordinate",
)
at_first = Goal(
    "z3", sp.Le(D**2, 1),
    (when(sp.Eq(D**2 * (n + delta), m**2), sp.Eq(m, beta_1 * g), sp.Eq(n, beta_2 * g**2)), at(MEMORY)), "k = 0", instance=True,
)  # fmt: skip

STEPS = (
    Step(
        id="adamw-box.1",
        says="D_k^2 <= Q, whatever the gradients are",
        source=f"{SOURCE}; proof of our own",
        goals=(square, divided, form, keep, below_1, kept, sign, direction, bounded, inside),
        mutants=(
            *mutants(square, halve), *mutants(divided, reverse, drop(0), drop(1)), *mutants(keep, drop(0), drop(1), TENTH),
            *mutants(direction, drop(0), drop(1), halve),
        ),
    ),
    Step(
        id="adamw-box.2",
        says="at rest ||x||_inf <= 1/lambda, and the KKT residual lies in [0, delta^(1/2)/(2 lambda)] in every coordinate",
        source=f"{SOURCE} for delta = 0; {OURS}",
        goals=(confined, kkt),
        mutants=(*mutants(confined, TENTH, reverse), *mutants(kkt, reverse, scale(sp.Rational(1, 4)))),
    ),
    Step(
        id="adamw-box.3",
        says="on the way too: |D_k| <= 1, so that an iterate that begins in the box of 1/lambda stays there",
        source="the limit read for every k",
        goals=(at_first,),
        means="the box of finite times is that of Q^(1/2)/lambda; 1/lambda is that of the limit",
    ),
    Step(
        id="adamw-box.box",
        says="||x_{k+1}||_inf <= ||x_0|| + Q^(1/2)/lambda",
        source=OURS,
        goals=(step, first, box, root, in_box),
        mutants=(*mutants(step, drop(0), drop(1), drop(2), halve), *mutants(first, drop(0), reverse)),
    ),
    Step(
        id="adamw-box.steps",
        says="the average of ||x_{k+1} - x_k||^2 is at most d eta^2 (lambda ||x_0|| + 2 Q^(1/2))^2",
        source=OURS,
        goals=(moved, added, lengths),
        mutants=(*mutants(moved, drop(0), drop(1), drop(2), halve), *mutants(added, halve, drop(0))),
    ),
)  # fmt: skip
CONCLUDES = {
    Variant.PAPER: {"box": LETTERS.in_every_coordinate(in_box, BOX, x_sup_next, sp.Abs(x_next)), "steps": LETTERS.mean(lengths)}
}
