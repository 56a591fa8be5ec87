"""HSDMPG's Theorem 1, step by step; what each goal says stands with the goals in `goals.py`."""

import sympy as sp

from theory.claim import Step
from theory.papers.hsdmpg import minibatch
from theory.papers.hsdmpg.theorem_1 import goals
from theory.prove.mutate import conclude, drop, halve, mutants, reverse, scale

SOURCE = "TPAMI 2021, Theorem 1"
TENTH, NEAR = sp.Rational(9, 10), sp.Rational(99, 100)

STEPS = (
    Step(
        id="hsdmpg-theorem-1.1",
        says="I - P/2 contracts by 1 - a, a = mu/(3 mu + 4 gam) <= 1/3",
        source=SOURCE,
        goals=(goals.contracts, goals.least_rate),
        mutants=(
            *mutants(
                goals.contracts, drop(0), drop(1), drop(2), conclude(sp.Le(1 - goals.P / 2, 1 - 2 * minibatch.a), "2 a for a")
            ),
            *mutants(goals.least_rate, reverse, scale(TENTH), drop(0)),
        ),
    ),
    Step(
        id="hsdmpg-theorem-1.2",
        says="the minibatch's noise is at most a^2 exp(-a t)/16 in the mean square",
        source=SOURCE,
        goals=(minibatch.small_noise,),
        mutants=mutants(minibatch.small_noise, halve, scale(NEAR), drop(0), drop(1)),
    ),
    Step(
        id="hsdmpg-theorem-1.3",
        says="an error e_t with E||e_t|| <= eps_t adds at most its eps_t to the root of E||u_t||^2",
        source=SOURCE,
        goals=(goals.literal,),
        means="E||e_t|| <= eps_t leaves E||e_t||^2, and with it E[F(theta_1)], as large as one likes",
    ),
    Step(
        id="hsdmpg-theorem-1.4",
        says="(1-a)^{2t} ||u_0||^2 + c sum_{i<=t} (1-a)^{t-i} exp(-a i) <= (1-a)^{2t} ||u_0||^2 + c exp(-a t)",
        source=SOURCE,
        goals=(goals.dropped,),
        means="a geometric sum is dropped; c is of order a^2, so that a constant pays for it",
    ),
    Step(
        id="hsdmpg-theorem-1.bound",
        says="E[F(theta_t) - F_*] <= zeta exp(-a t)",
        source=SOURCE,
        goals=(goals.literal,),
        means="false with E||e_t|| <= eps_t, true with the root of E||e_t||^2",
    ),
)

REPAIRED_STEPS = (
    Step(
        id="hsdmpg-theorem-1.3",
        says="u_t <= ((1-a)^2 u_{t-1}^2 + a^2 exp(-a t)/16)^(1/2) + (a/4) exp(-a (t-1)/2), if (E||e_t||^2)^(1/2) <= eps_t",
        source=f"{SOURCE}, repaired",
        goals=(minibatch.one_step, minibatch.spreads),
        mutants=(
            *mutants(minibatch.one_step, halve, reverse, scale(NEAR), drop(0), drop(1)),
            *mutants(minibatch.spreads, halve, scale(NEAR), drop(0), drop(1), drop(2)),
        ),
        wrong="the mean of ||e_t|| for the root of the mean of its square",
        cost="the inner solver is to be exact in the mean square",
    ),
    Step(
        id="hsdmpg-theorem-1.4",
        says="u_t <= z exp(-a t/2) by induction, for every z >= max(u_0, 3/5)",
        source=f"{SOURCE}, repaired",
        goals=(
            minibatch.weighed,
            minibatch.squared,
            goals.total.closes,
            goals.total.leaves,
            goals.total.rooted,
            goals.total.induction,
        ),
        mutants=(
            *mutants(minibatch.weighed, halve, drop(0), drop(1), drop(2)),
            *mutants(goals.total.closes, reverse, halve, drop(0), drop(1), drop(2)),
            *mutants(goals.total.rooted, halve, drop(0)),
            *mutants(goals.total.induction, scale(NEAR), drop(0), drop(1)),
        ),
        wrong="a geometric sum was dropped",
        cost="none: zeta becomes smaller",
    ),
    Step(
        id="hsdmpg-theorem-1.bound",
        says="E[F(theta_t) - F_*] <= max(u_0, 3/5)^2 exp(-a t)/2 <= zeta exp(-a t)",
        source=f"{SOURCE}, repaired",
        goals=(goals.total.bound, goals.smaller, goals.stated),
        mutants=(
            *mutants(goals.total.bound, halve, drop(0), drop(1)),
            *mutants(goals.smaller, halve, reverse, drop(0)),
            *mutants(goals.stated, halve, drop(0), drop(1)),
        ),
        wrong="the error was bounded in the mean, not in the mean square",
        cost="none: the stated zeta holds, and a smaller one",
    ),
)
