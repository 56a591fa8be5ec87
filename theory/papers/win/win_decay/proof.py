"""The steps of the bound for AdamW with Win; their formulas are in `goals.py`."""

import sympy as sp

from theory.claim import Step, Variant
from theory.letters import at
from theory.papers.win.win_decay.goals import (
    BOTH,
    along,
    at_first,
    at_rest,
    at_x,
    bends,
    bound,
    breadth,
    cleared,
    collected,
    convex,
    coordinate,
    curvature,
    descent,
    differ,
    divided,
    expanded,
    faded,
    fading,
    faint,
    follows,
    forgets,
    gradient,
    halves,
    inner,
    leads,
    leant,
    moves,
    of_m_error,
    of_x,
    of_y,
    opened,
    plainly,
    positive,
    pushed,
    rates,
    reaches,
    remains,
    scaled,
    short,
    shortened,
    slopes,
    slow,
    slower,
    small,
    spread,
    squared,
    squared_out,
    squares,
    stepped,
    tracking,
    tracks,
    weighed,
    widens,
    within,
)
from theory.papers.win.win_rate import proof as plain
from theory.papers.win.win_rate.statement import OURS, SOURCE
from theory.prove.mutate import drop, halve, mutants, scale

SHARED = (
    Step(
        id="win-decay.1",
        says="one step of F_k at x_k, with the weight decay of the lead",
        source=OURS,
        goals=(
            fading, breadth, scaled, differ, plainly, at_x, divided, stepped, small, widens, curvature, bends, rates, follows,
            slopes, inner, weighed, expanded, along, coordinate, squared_out, opened, remains, faded, descent,
        ),
        mutants=(
            *mutants(differ, drop(0), drop(1)), *mutants(divided, drop(0), drop(1)), *mutants(follows, drop(0), drop(1)),
            *mutants(along, drop(0), drop(1)),
            *mutants(inner, drop(0), halve),
            *mutants(weighed, drop(0), drop(1), drop(2), halve),
            *mutants(faded, drop(0), drop(4), halve), *mutants(descent, drop(0), drop(1), drop(2), drop(3)),
        ),
    ),
    Step(
        id="win-decay.2",
        says="||e_{k+1}||^2 <= ||e_k||^2/(1+r) + r/(1+r) ||s_k||^2 for r >= 1/2, and how far x and y move",
        source=OURS,
        goals=(
            reaches, leant, halves, pushed, of_x, shortened, short, slower, convex, forgets, leads, spread, slow, moves, of_y,
        ),
        mutants=(
            *mutants(convex, drop(0), halve), *mutants(spread, drop(0), halve), *mutants(halves, drop(0), drop(1)),
            *mutants(forgets, drop(0), drop(1)), *mutants(slower, drop(1)),
        ),
    ),
)  # fmt: skip
STEPS = (
    *SHARED,
    Step(
        id="win-decay.S",
        says="Eq. 31 for every T",
        source=SOURCE,
        goals=(at_first, at_rest),
        means="from the minimum 0 the right side has no eta; without noise from a minimum elsewhere it is 0",
    ),
)
REPAIRED_STEPS = (
    Step(
        id="win-decay.S",
        says="with F_0(x_0) and the error of m_0; the noise floor is that of Eq. 31",
        source=OURS,
        goals=(
            of_m_error, plain.of_lead, collected, plain.tracked, tracking, positive, squares, tracks, squared, faint, cleared,
            within, BOTH.one_step, BOTH.limit, BOTH.below, BOTH.begins, *gradient, bound,
        ),
        mutants=(
            *mutants(squares, drop(0), drop(1), drop(2), scale(sp.Rational(9, 10))),
            *mutants(collected, drop(0), drop(1), halve),
            *mutants(BOTH.begins, halve, drop(0), drop(1)), *mutants(gradient[0], drop(0), drop(1), drop(2)),
            *mutants(gradient[-1], halve, drop(0)), *mutants(bound, drop(0)),
        ),
        wrong="the potential starts from F(x_0) alone, and m_0 has the error sigma^2/b",
        cost="(lambda/2) c_u ||x_0||^2 beside Delta, and 2 c_u (1 + lambda eta) sigma^2/(c_l beta_1 b T)",
    ),
)  # fmt: skip
CONCLUDES = {Variant.REPAIRED: {"S": at(bound)}}
