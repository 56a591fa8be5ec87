"""The variance of a minibatch of m distinct rows out of n, from the pairs of rows.

z_i = H^{-1/2} (grad f_i - grad F), sum_i z_i = 0; `square` is (1/n) sum ||z_i||^2, `cross` the mean of <z_i, z_j> over
i != j. A row is drawn with probability m/n, a pair of them with m (m - 1)/(n (n - 1)).
"""

import sympy as sp

from theory.claim import Goal, Step
from theory.letters import at
from theory.link import Given, Role, when
from theory.prove.mutate import drop, halve, mutants, reverse

SOURCE = "TPAMI 2021, the lemma on S_t"
n, m = sp.symbols("n m", positive=True)
square, nu_sq, of_batch = sp.symbols("square nu_sq of_batch", nonnegative=True)
cross = sp.Symbol("cross", real=True)

CENTRED = Given("z", Role.DEFINITION, "||sum_i z_i||^2 = 0", (sp.Eq(n * square + n * (n - 1) * cross, 0),))
DRAWN = Given(
    "S_t", Role.DEFINITION, "the mean square of the batch's mean, by rows and pairs",
    (sp.Eq(of_batch, square / m + (m - 1) / m * cross),), nature="a mean of squares",
)  # fmt: skip
SIZES = Given("|S_t|", Role.DEFINITION, "1 <= m <= n, n > 1", (sp.Ge(m, 1), sp.Le(m, n), sp.Gt(n, 1)))
NU = Given("nu", Role.ASSUMPTION, "the rows' mean square is at most nu^2", (sp.Le(square, nu_sq),))

exact = Goal(
    "z3", sp.Eq(of_batch, square / m * (n - m) / (n - 1)), (at(CENTRED), at(DRAWN), at(SIZES)), "the finite population factor"
)
bound = Goal("z3", sp.Le(of_batch, nu_sq / m), (at(exact), at(NU), at(SIZES)))
full = Goal("z3", sp.Eq(of_batch, 0), (at(exact), at(SIZES), when(sp.Eq(m, n))), "all rows")

STEPS = (
    Step(
        id="hsdmpg-variance",
        says="E||H^{-1/2}(grad F - grad F_S)||^2 = (1/m) (n - m)/(n - 1) (1/n) sum ||z_i||^2 <= nu^2/m",
        source=SOURCE,
        goals=(exact, bound, full),
        mutants=(
            *mutants(exact, halve, drop(0), drop(1)),
            *mutants(bound, halve, reverse, drop(0), drop(1)),
            *mutants(full, drop(0), drop(4)),
        ),
    ),
)
