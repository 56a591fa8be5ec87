"""The bound for a bounded scaling, step by step; what each goal says stands with the goals in `goals.py`.

The argument is that of the variant `tighter`; the bound as stated follows from it.
"""

import sympy as sp

from theory.claim import Goal, Step, Variant
from theory.letters import at
from theory.papers.scaled_momentum.bounded_scaling import goals
from theory.papers.scaled_momentum.bounded_scaling.statement import OURS, TIGHTER
from theory.prove.mutate import drop, halve, mutants, reverse, scale, swap
from theory.symbols import L, sigma

HALVED = swap(sigma, sigma / 2, "sigma halved")
NEAR = scale(sp.Rational(101, 100))
DESCENT = "F(x_{k+1}) <= F(x_k) + (eta/2c_l) ||m_k - grad F||^2 - (eta/2c_u) ||grad F||^2 - (eta/4c_u) ||m_k||^2"
TRACKING = "E||m_{k+1} - grad F||^2 against that of m_k: lemma-2"


def potential(id: str, says: str, found: tuple[Goal, ...]) -> Step:
    """A potential: what the limit on eta gives, one step, and the sum over the steps."""
    one, bound = found[0], found[-1]
    return Step(
        id=id,
        says=says,
        source=OURS,
        goals=(goals.moves, goals.step_length, goals.short_steps, *goals.OF_ERROR, *found),
        mutants=(
            *mutants(goals.moves, scale(sp.Rational(99, 100)), drop(0)),
            *mutants(one, drop(0), drop(1), drop(2)),
            *mutants(goals.ERROR.one_step, drop(0), halve),
            *mutants(bound, halve, HALVED, drop(0)),
        ),
    )


STEPS = (
    Step(
        id="bounded-scaling.1",
        says=DESCENT,
        source=OURS,
        goals=(goals.descends, goals.stated_descent),
        mutants=mutants(goals.descends, halve, drop(0), drop(1)),
    ),
    Step(
        id="bounded-scaling.2",
        says=TRACKING,
        source="lemma-2",
        goals=(goals.stated_tracking,),
        mutants=mutants(goals.stated_tracking, reverse, drop(0), HALVED, swap(L, L / 2, "L halved")),
    ),
    Step(
        id="bounded-scaling.S",
        says="(S), from that of the variant `tighter`, whose limits on eta ask less",
        source=OURS,
        goals=(goals.tracks, goals.stated_gradient),
        mutants=(
            *mutants(goals.tracks, halve, drop(0)),
            *mutants(goals.stated_gradient, swap(sigma, sigma / 2, "sigma halved"), drop(0)),
        ),
    ),
    Step(
        id="bounded-scaling.error",
        says="(S'), from that of the variant `tighter`",
        source=OURS,
        goals=(goals.stated_error,),
        mutants=mutants(goals.stated_error, swap(sigma, sigma / 2, "sigma halved"), halve, drop(0)),
    ),
)
TIGHTER_STEPS = (
    Step(
        id="bounded-scaling.1",
        says=DESCENT,
        source=OURS,
        goals=(goals.bracket, goals.curvature, goals.ends, goals.weighed, goals.expanded, goals.coordinate, goals.descent),
        mutants=(
            *mutants(goals.bracket, reverse, NEAR, drop(0), drop(1)),
            *mutants(goals.curvature, halve, drop(0), drop(1)),
            *mutants(goals.weighed, halve, drop(0)),
            *mutants(goals.descent, drop(0), drop(1)),
        ),
    ),
    Step(
        id="bounded-scaling.2",
        says=TRACKING,
        source="lemma-2",
        goals=(goals.tracking,),
        mutants=mutants(goals.tracking, drop(0), HALVED, swap(L, L / 2, "L halved")),
    ),
    potential(
        "bounded-scaling.S", "(S) with half the noise and ||m||^2/4, from (2 c_u/eta) F + (c_u/(c_l beta_1)) ||m - grad F||^2",
        goals.gradient,
    ),
    potential(
        "bounded-scaling.error", "(S') with half the noise, from (2 c_l/eta) F + (2/beta_1) ||m - grad F||^2", goals.error
    ),
)  # fmt: skip

CONCLUDES = {
    variant: {"S": at(first), "error": at(second), "descent": at(down), "tracking": at(track)}
    for variant, first, second, down, track in (
        (Variant.PAPER, goals.stated_gradient, goals.stated_error, goals.stated_descent, goals.stated_tracking),
        (TIGHTER, goals.gradient[-1], goals.error[-1], goals.descent, goals.tracking),
    )
}
