"""Sadam's scaling lies in [c_l, c_u], and how it compares with n^(1/2) + eps; the rest is `bounded-scaling`.

For y = b x >= 0: grown = exp(y), soft = log(1 + exp(y)) = b softplus_b(x), log_2 = log 2.
"""

import sympy as sp

from theory.claim import Goal, Step, Variant
from theory.letters import at
from theory.link import Given, Role, when
from theory.papers.scaled_momentum.bounded_scaling.statement import TRACKS, terms_of_S
from theory.papers.scaled_momentum.instance import instantiated
from theory.prove.conclusions import Same
from theory.prove.mutate import conclude, drop, halve, mutants, reverse, scale
from theory.symbols import Delta, L, T, b, beta_1, c_l, c_u, eta, sigma

y, soft, log_2, v, most, softness = sp.symbols("y soft log_2 v most softness", positive=True)
grown = sp.Symbol("grown", positive=True)
LARGE, GAIN = 40, sp.Rational(13, 10)
SOURCE = "derived here"

LOGARITHM = Given(
    "logarithm", Role.CITED, "it grows: 2 <= 1 + grown <= 2 grown gives log 2 <= soft <= y + log 2; soft > y; log 2 < 7/10",
    (sp.Ge(soft, log_2), sp.Le(soft, y + log_2), sp.Ge(soft, y), sp.Le(log_2, sp.Rational(7, 10))),
)  # fmt: skip
grows = Goal("z3", sp.And(sp.Ge(1 + grown, 2), sp.Le(1 + grown, 2 * grown)), (when(sp.Ge(grown, 1)),), "grown = exp(y), y >= 0")
SCALING = Given("v", Role.DEFINITION, "v = softplus_b(x) = soft/b at y = b x", (sp.Eq(v * softness, soft),))
ENDS = Given(
    "c_l, c_u", Role.DEFINITION, "log 2/b and softplus_b(c_inf), which grows: most = b c_u is the largest soft",
    (sp.Eq(c_l * softness, log_2), sp.Eq(c_u * softness, most), sp.Le(soft, most)),
)  # fmt: skip
inside = Goal("z3", sp.And(sp.Ge(v, c_l), sp.Le(v, c_u)), (at(LOGARITHM), at(SCALING), at(ENDS)), uses=(at(grows),))

SOFT = sp.log(1 + sp.exp(y))
small = Goal(
    "flint",
    sp.Le(y + sp.log(2), GAIN * SOFT),
    (when(sp.Ge(y, 0), sp.Le(y, LARGE)),),
    "eps = log 2/b: b (c_inf + eps) over b c_u",
)
large = Goal("z3", sp.Le(y + log_2, GAIN * soft), (at(LOGARITHM), when(sp.Ge(y, LARGE))), "beyond")
never_worse = Goal("z3", sp.Le(soft, y + log_2), (at(LOGARITHM),))
# the gain is real: at y = 1 it is more than 12/10
real = Goal(
    "flint", sp.Ge(y + sp.log(2), sp.Rational(12, 10) * SOFT), (when(sp.Ge(y, 1), sp.Le(y, 2)),), "the gain is more than 12/10"
)

# -- the phase diagram: e = b eps of n^(1/2) + eps, whose c_u/c_l is (y + e)/e at y = b c_inf; Sadam's is soft/log_2
e, root, ratio = sp.symbols("e root ratio", positive=True)
halves = Goal("z3", sp.Le(2 * root, 1 + root**2), note="root = exp(y/2)")
HALF_LOG = Given(
    "logarithm", Role.CITED, "it grows: 2 exp(y/2) <= 1 + exp(y) gives log 2 + y/2 <= soft", (sp.Ge(soft, log_2 + y / 2),)
)
OF_RATIO = 4 * L * Delta * ratio ** sp.Rational(3, 2) / (beta_1 * T) + ratio * sigma**2 / b * (1 / (beta_1 * T) + beta_1)
alone = Goal(
    "sympy", Same(sp.Add(*(term for _, term in terms_of_S(1))).subs(eta, TRACKS.relation.rhs).subs(c_u, ratio * c_l), OF_RATIO),
    note="(S) at the largest eta of the tracking: c_u/c_l is all that it has of the scaling",
)  # fmt: skip
sadam_better = Goal("z3", sp.Le(soft / log_2, (y + e) / e), (at(LOGARITHM), when(sp.Le(e, log_2))), "eps <= log 2/b")
adam_better = Goal(
    "z3", sp.Ge(soft / log_2, (y + e) / e), (at(HALF_LOG), when(sp.Ge(e, 2 * log_2))), "eps >= 2 log 2/b", uses=(at(halves),)
)
edge = Goal(
    "z3", sp.And(sp.Eq(soft / log_2, (y + e) / e), sp.Ge(e, log_2), sp.Le(e, 2 * log_2)),
    (at(LOGARITHM), at(HALF_LOG), when(sp.Eq(e * (soft - log_2), y * log_2))), "alike on this line, and it lies between",
)  # fmt: skip

REST, PARTS = instantiated("sadam-rate", inside)
STEPS = (
    Step(
        id="sadam-rate.1",
        says="log 2/b <= softplus_b(n^(1/2)) <= softplus_b(c_inf)",
        source=SOURCE,
        goals=(grows, inside),
        mutants=(*mutants(grows, drop(0), reverse), *mutants(inside, reverse, drop(0), drop(5), drop(4))),
    ),
    Step(
        id="sadam-rate.2",
        says="(c_inf + eps)/eps over c_u/c_l for eps = log 2/b lies in [1, 13/10], and is above 12/10 for b c_inf in [1, 2]",
        source=SOURCE,
        goals=(small, large, never_worse, real),
        mutants=(
            *mutants(small, scale(sp.Rational(98, 100)), halve),
            *mutants(real, scale(sp.Rational(11, 10))),
            *mutants(large, halve, drop(2)),
            *mutants(never_worse, conclude(sp.Le(soft, y), "log 2 dropped"), drop(1)),
        ),
        means="Sadam's guarantee is Adam's with eps = log 2/b, which is 0.0139 at the code's b = 50, up to 30 %",
    ),
    Step(
        id="sadam-rate.3",
        says="with n^(1/2) + eps (S) is larger for eps <= log 2/b, smaller for eps >= 2 log 2/b, alike on a line between",
        source=SOURCE,
        goals=(alone, halves, sadam_better, adam_better, edge),
        mutants=(
            *mutants(alone, halve),
            *mutants(halves, halve),
            *mutants(sadam_better, reverse, drop(1), drop(4)),
            *mutants(adam_better, reverse, drop(0), drop(1)),
            *mutants(edge, drop(5)),
        ),
        means="the phase diagram in (b, eps, c_inf): the line is b eps = y log 2/(softplus_1(y) - log 2), y = b c_inf",
    ),
    *REST,
)
CONCLUDES = {Variant.PAPER: PARTS}
