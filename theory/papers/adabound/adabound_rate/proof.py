"""AdaBound's scaling lies in [1/high, 1/low], whatever the bound functions do in between; the rest is `bounded-scaling`."""

import sympy as sp

from theory.claim import Goal, Step, Variant
from theory.letters import at
from theory.link import Given, Role, when
from theory.papers.scaled_momentum.instance import instantiated
from theory.prove.mutate import drop, halve, mutants, reverse, scale
from theory.symbols import L, c_l, c_u, eta, sigma

rate, free, low, high, low_k, high_k, v = sp.symbols("rate free low high low_k high_k v", positive=True)
CLIPPED = Given("clip", Role.DEFINITION, "clip(free, low_k, high_k)", (sp.Eq(rate, sp.Min(sp.Max(free, low_k), high_k)),))
BOUNDED = Given(
    "bounds", Role.ASSUMPTION, "low <= low_k <= high_k <= high", (sp.Ge(low_k, low), sp.Le(low_k, high_k), sp.Le(high_k, high))
)
ENDS = Given(
    "v, c_l, c_u", Role.DEFINITION, "1/rate, 1/high, 1/low", (sp.Eq(v, 1 / rate), sp.Eq(c_l, 1 / high), sp.Eq(c_u, 1 / low))
)
least = Goal("z3", sp.Ge(rate, low), (at(CLIPPED), at(BOUNDED)))
largest = Goal("z3", sp.Le(rate, high), (at(CLIPPED), at(BOUNDED)))
above = Goal("z3", sp.Ge(v, c_l), (at(largest), at(ENDS)))
below = Goal("z3", sp.Le(v, c_u), (at(least), at(ENDS)))

# -- noise of 3 with probability 1/4 and of -1 otherwise, n_k = g_k^2: the rate is `low` at f + 3 and `high` at f - 1
f = sp.Symbol("f", real=True)
AT_REST = when(sp.Eq(low * (f + 3) / 4 + 3 * high * (f - 1) / 4, 0), sp.Lt(low, high))
stationary = Goal("z3", sp.Eq(f, 0), (AT_REST,), "the mean step is 0 where grad F = f", instance=True)
biased = Goal("z3", sp.Eq(f, 3 * (high - low) / (low + 3 * high)), (AT_REST,), "the mean step is 0 where grad F = f")

# -- constant steps, low = high = 1, no momentum, F = (L/2) x^2, independent noise of variance sigma^2; square = E f^2 at rest
square = sp.Symbol("square", nonnegative=True)
plateau = Goal(
    "z3", sp.Eq(square, eta * L * sigma**2 / (2 - eta * L)),
    (when(sp.Eq(square, (1 - eta * L) ** 2 * square + (eta * L * sigma) ** 2), sp.Lt(eta * L, 2)),),
    "f_{k+1} = (1 - eta L) f_k - eta L e_k",
)  # fmt: skip

REST, PARTS = instantiated("adabound-rate", above, below)
STEPS = (
    Step(
        id="adabound-rate.1",
        says="1/high <= v_k <= 1/low",
        source="derived here",
        goals=(least, largest, above, below),
        mutants=(
            *mutants(least, drop(0), drop(1), reverse),
            *mutants(largest, drop(0), drop(3), halve),
            *mutants(above, drop(0), drop(1)),
            *mutants(below, drop(0), halve),
        ),
    ),
    Step(
        id="adabound-rate.2",
        says="steps that tend to 0 rest where the gradient is 0, whatever beta_2",
        source="derived here; the abstract's last iterate, read for every beta_2",
        goals=(stationary,),
        means="at beta_2 = 1 the rate depends on the noise of its own step, and the mean step is not 0 where the gradient is",
    ),
    Step(
        id="adabound-rate.3",
        says="at beta_2 = 1 with noise of 3 and -1 they rest where the gradient is 3 (high - low)/(low + 3 high)",
        source="derived here",
        goals=(biased,),
        mutants=mutants(biased, halve, drop(0), scale(sp.Rational(101, 100))),
    ),
    Step(
        id="adabound-rate.4",
        says="constant steps rest where E||grad F||^2 = eta L sigma^2/(2 - eta L): F = (L/2) x^2, low = high = 1, no momentum",
        source="derived here",
        goals=(plateau,),
        mutants=mutants(plateau, halve, drop(0), scale(sp.Rational(101, 100))),
        means="a plateau: what is announced of falling steps must not be read for constant ones",
    ),
    *REST,
)
CONCLUDES = {Variant.PAPER: PARTS}
