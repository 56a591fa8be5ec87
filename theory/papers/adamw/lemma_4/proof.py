"""Lemma 4: the PAC-Bayes bound (appendix H).

The theorem itself is not the paper's. What is decided: that its constants follow from two published bounds, Maurer's (2004) and
McAllester's (1999), the second down to Hoeffding's inequality, the change of measure and Markov's inequality.
"""

import sympy as sp

from theory.claim import Goal, Step, Variant
from theory.letters import at
from theory.link import Given, Role, let
from theory.papers.adamw.lemma_4.statement import CONFIDENT
from theory.prove.conclusions import Same
from theory.prove.mutate import drop, halve, mutants, reverse, scale, swap
from theory.symbols import kl, n_samples, risk_gap, tau

log_root, log_all, log_four, log_two = sp.symbols("log_root log_all log_four log_two", nonnegative=True)
t, tail = sp.symbols("t tail", positive=True)
c = sp.Symbol("c", real=True)
BOUND = 4 * sp.sqrt((kl + log_all) / n_samples)

MAURER = Given(
    "PAC-Bayes (Maurer 2004)", Role.CITED, "with probability 1 - tau: gap <= ((KL + ln(2 sqrt(n)/tau))/(2n))^(1/2)",
    (sp.Le(risk_gap, sp.sqrt((kl + log_root) / (2 * n_samples))),),
)  # fmt: skip
MCALLESTER = Given(
    "PAC-Bayes (McAllester 1999)", Role.CITED,
    "Hoeffding, the change of measure and Markov: (2n-1) gap^2 <= KL + ln(4n/tau), from E exp((2n-1) gap^2) <= 4n",
    (sp.Le((2 * n_samples - 1) * risk_gap**2, kl + log_four),),
)  # fmt: skip
ROOT_N = Given(
    "logarithms", Role.DEFINITION, "log_root = ln(2 sqrt(n)/tau) <= ln(2n/tau) = log_all", (sp.Le(log_root, log_all),)
)
LOGS = Given(
    "logarithms", Role.DEFINITION, "log_four = ln(4n/tau), log_all = ln(2n/tau) >= ln 2 = log_two",
    (sp.Eq(log_four, log_two + log_all), sp.Ge(log_all, log_two)),
)  # fmt: skip
SAMPLES = at(CONFIDENT[0])
maurer = Goal(
    "z3",
    sp.Le(risk_gap, BOUND),
    (at(MAURER), at(ROOT_N)),
    "Maurer: log_root = ln(2 sqrt(n)/tau), at most log_all = ln(2n/tau) as n >= 1",
)
mcallester = Goal(
    "z3",
    sp.Le(risk_gap, BOUND),
    (
        at(MCALLESTER),
        at(LOGS),
        SAMPLES,
    ),
    "McAllester: log_four = ln(4n/tau), from E exp((2n-1) gap^2) <= 4n by the change of measure and Markov; ln(2n/tau) >= ln 2",
)
moment_integral = Goal(
    "sympy",
    Same(sp.Integral(t * sp.exp(-(t**2)), (t, 0, 1)), (1 - sp.exp(-1)) / 2),
    note="E exp(c X^2) = 1 + int_0^1 2 c t exp(c t^2) P(X > t) dt, P(X > t) <= 2 exp(-2 n t^2), c = 2n - 1",
)
moment_bound = Goal(
    "z3",
    sp.Le(1 + 2 * c * (1 - tail), 4 * n_samples),
    (let(c, 2 * n_samples - 1), SAMPLES),
    "tail = exp(-1)",
)

# -- the part, its logarithm written out
LOG_ALL = sp.log(2 * n_samples / tau)
NOT_NEGATIVE = Given("logarithms", Role.CITED, "the logarithm of a number of at least 1 is not negative", (sp.Ge(LOG_ALL, 0),))
written_out = Goal(
    "same", sp.Le(risk_gap, BOUND.subs(log_all, LOG_ALL)), (at(maurer, {log_all: LOG_ALL}),), uses=(at(NOT_NEGATIVE),)
)

STEPS = (
    Step(
        id="lemma-4",
        says="with probability 1 - tau, risk gap <= 4 sqrt((KL(P||P_pre) + ln(2n/tau))/n)",
        source="Lemma 4; appendix H",
        goals=(maurer, mcallester, moment_integral, moment_bound, written_out),
        mutants=(
            *mutants(maurer, scale(sp.Rational(1, 8)), reverse, drop(0), drop(1), swap(n_samples, n_samples**2, "n squared")),
            *mutants(mcallester, scale(sp.Rational(1, 5)), drop(0), drop(1), drop(3)),
            *mutants(moment_integral, halve),
            *mutants(moment_bound, halve, drop(0)),
        ),
        means="follows from Maurer's bound (constant 1/sqrt 2 for 4) and from McAllester's: the constant 4 is generous",
    ),
)

CONCLUDES = {Variant.PAPER: {"lemma-4": at(written_out)}}
