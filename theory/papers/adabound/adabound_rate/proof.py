"""AdaBound's scaling lies in [1/high, 1/low], whatever the bound functions do in between; the rest is `bounded-scaling`."""

import sympy as sp

from theory.claim import Goal, Step, Variant
from theory.letters import at
from theory.link import Given, Role, when
from theory.papers.scaled_momentum.instance import instantiated
from theory.prove.mutate import drop, halve, mutants, reverse, scale
from theory.symbols import c_l, c_u

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
    *REST,
)
CONCLUDES = {Variant.PAPER: PARTS}
