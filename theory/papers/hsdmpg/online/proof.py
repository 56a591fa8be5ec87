"""The online theorem of HSDMPG: its rate against that of its own minibatches."""

import sympy as sp

from theory.claim import Goal, Step
from theory.letters import at
from theory.link import Given, Role, when
from theory.papers.hsdmpg import minibatch
from theory.papers.hsdmpg.minibatch import a, u_0
from theory.papers.hsdmpg.spectral.proof import CONVEX, gam, h, h_S, mu, q
from theory.papers.hsdmpg.theorem_1 import goals as theorem_1
from theory.prove.mutate import drop, halve, mutants, reverse, scale

SOURCE = "TPAMI 2021, the online theorem"
t = sp.Symbol("t", positive=True)
#: what z is at least: with minibatches that grow like exp(a t/2), and like exp(a t)
HALF_LEAST, LEAST = sp.Rational(3, 5), sp.Rational(3, 4)


def zeta(start: sp.Expr) -> sp.Expr:
    """The theorem's constant, from ||theta_0 - theta_*||_H."""
    return (start + sp.Rational(1, 2)) ** 2 / 2 + sp.Rational(5, 8)


#: x_i = 1, labels that differ in sign: H_S = H, and the noise of S_t is that of the labels, whatever theta. E||u_t||^2 is at
#: least that of the last step, (P/2)^2 nu^2/|S_t| with P/2 >= 1/4 for gam <= H, and rounding up at most doubles the stated rows
rate = Goal(
    "flint",
    sp.Le(a**2 / 1024 * sp.exp(-a * t / 2), zeta(u_0) * sp.exp(-a * t)),
    (when(sp.Le(a, 1), sp.Ge(a, sp.Rational(1, 10)), sp.Le(t, 100), sp.Le(u_0, 1)),),
    "what the minibatch's noise leaves of E[F - F_*] against the bound",
    instance=True,
    hint=((a, sp.Rational(1, 2)), (t, 40), (u_0, 0)),
)
# -- what the contraction needs: quadratic forms as in `hsdmpg-spectral`, a whole step (eta = 1, P in the place of P/2)
NEAR = Given("event", Role.ASSUMPTION, "-gam I <= H_S - H <= gam I", (sp.Le(h_S - h, gam * q), sp.Ge(h_S - h, -gam * q)))
RATE = mu / (mu + 2 * gam)
above = Goal("z3", sp.Ge(h_S + gam * q, h), (at(NEAR),), "P <= I")
below = Goal("z3", sp.Le(RATE * (h_S + gam * q), h), (at(NEAR), at(CONVEX)), "P >= a I")
slower = Goal("z3", sp.Lt(theorem_1.RATE, RATE), note="what Theorem 1's step and event give")
CONTRACTS = Step(
    id="hsdmpg-online.1",
    says="if -gam I <= H_S - H <= gam I, a whole step (eta = 1) contracts by 1 - a; Theorem 1's step and event give less",
    source="derived here",
    goals=(above, below, slower),
    mutants=(
        *mutants(above, reverse, drop(1)), *mutants(below, reverse, drop(0), drop(2), scale(sp.Rational(99, 100))),
        *mutants(slower, reverse, scale(sp.Rational(1, 3))),
    ),
)  # fmt: skip
half = minibatch.summed(minibatch.HALF_EXPONENTIAL, sp.Integer(1), HALF_LEAST)
whole = minibatch.summed(minibatch.EXPONENTIAL, sp.Integer(1), LEAST)

STEPS = (
    CONTRACTS,
    Step(
        id="hsdmpg-online.bound",
        says="E[F(theta_t) - F_*] <= zeta exp(-a t) with |S_t| = (16 nu^2/a^2) exp(a t/2)",
        source=SOURCE,
        goals=(rate,),
        means="the noise of the last minibatch decays like exp(-a t/2), and so does E[F - F_*] at best",
    ),
)

REPAIRED_STEPS = (
    CONTRACTS,
    Step(
        id="hsdmpg-online.bound",
        says="E[F(theta_t) - F_*] <= max(u_0, 3/5)^2 exp(-a t/2)/2; with exp(a t) in |S_t|, max(u_0, 3/4)^2 exp(-a t)/2",
        source=f"{SOURCE}, repaired",
        goals=(
            half.closes,
            half.leaves,
            half.rooted,
            half.induction,
            half.bound,
            whole.closes,
            whole.leaves,
            whole.rooted,
            whole.induction,
            whole.bound,
        ),
        mutants=(
            *mutants(half.closes, halve, drop(0), drop(1), drop(2)),
            *mutants(half.bound, halve, drop(0), drop(1)),
            *mutants(whole.closes, halve, drop(0), drop(1), drop(2)),
            *mutants(whole.bound, halve, drop(0)),
        ),
        wrong="the minibatches grow with half the exponent that the rate needs",
        cost="half the exponent, or the square of the rows that a step draws",
    ),
)
