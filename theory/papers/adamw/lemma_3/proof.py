"""Lemma 3: an inequality between powers (appendices F, I.2)."""

import sympy as sp

from theory.claim import Goal, Step, Variant
from theory.letters import at
from theory.link import Given, Role, let, when
from theory.papers.adamw.lemma_3.statement import FACTOR, LEFT, REPAIRED, X
from theory.prove.conclusions import OneForAll
from theory.prove.mutate import conclude, drop, mutants, reverse, swap
from theory.symbols import k

x = sp.Symbol("x", positive=True)
log_x, log_y, alpha = sp.symbols("log_x log_y alpha", real=True)
THREE_HALVES = sp.Rational(3, 2)

# (a): y = 1 - (1-x)^(3/2) exceeds x, so the alpha with x^(1-alpha) = y is positive.
above = Goal("z3", sp.Gt(1 - (1 - x) ** THREE_HALVES, x), (when(sp.Lt(x, sp.Rational(1, 4))),), "y > x for y = 1 - (1-x)^(3/2)")
LOG = Given(
    "logarithms", Role.CITED, "the logarithm grows: log x < 0 for x < 1, log y > log x for y > x",
    (sp.Lt(log_x, 0), sp.Gt(log_y, log_x)),
)  # fmt: skip
positive = Goal(
    "z3",
    sp.And(sp.Gt(alpha, 0), sp.Eq((1 - alpha) * log_x, log_y)),
    (at(LOG), let(alpha, 1 - log_y / log_x)),
    "alpha = 1 - log y/log x makes x^(1-alpha) = y; it is positive, as x < 1, y > x and the logarithm grows",
    uses=(at(above),),
)

# (b): the largest alpha that serves k
largest = 1 - sp.log(1 - (1 - 1 / sp.sqrt(k)) ** THREE_HALVES) / sp.log(1 / sp.sqrt(k))
uniform = Goal("limit", OneForAll(largest, k, sp.Integer(16)), note="the largest alpha that serves x = k^(-1/2)")

factor = Goal("z3", sp.Le((1 - x) ** THREE_HALVES, 1 - FACTOR * x), (when(sp.Lt(x, sp.Rational(1, 4))),), "x = k^(-1/2) < 1/4")
small = Goal(
    "z3", sp.And(sp.Gt(X, 0), sp.Lt(X, sp.Rational(1, 4))), (at(REPAIRED.hypotheses[0]),), "x = k^(-1/2) is in the range of (a)"
)
measured = Goal("same", sp.Le(LEFT, 1 - FACTOR * X), (at(factor, {x: X}),), uses=(at(small),))

STEPS = (
    Step(
        id="lemma-3.a",
        says="for any x in (0, 1/4) there is alpha > 0 with (1-x)^(3/2) <= 1 - x^(1-alpha)",
        source="Lemma 3; appendix I.2",
        goals=(above, positive),
        mutants=(
            *mutants(above, reverse, drop(0), conclude(sp.Gt(1 - (1 - x) ** THREE_HALVES, THREE_HALVES * x), "x times 3/2")),
            *mutants(positive, drop(0), drop(1), swap(log_y, 2 * log_y, "y squared")),
        ),
        means="alpha depends on x",
    ),
    Step(
        id="lemma-3.b",
        says="one alpha > 0 serves x = k^(-1/2) for all k > 16",
        source="appendix G.1",
        goals=(uniform,),
        means="theorem 1's advantage k^(-alpha) has no fixed alpha > 0: what is left is a factor",
    ),
)

REPAIRED_STEPS = (
    Step(
        id="lemma-3.b",
        says="(1 - k^(-1/2))^(3/2) <= 1 - (7/5) k^(-1/2) for all k > 16",
        source="appendix G.1, repaired",
        goals=(factor, small, measured),
        mutants=mutants(
            factor,
            reverse,
            drop(0),
            conclude(sp.Le((1 - x) ** THREE_HALVES, 1 - THREE_HALVES * x), "7/5 becomes 3/2"),
            conclude(sp.Le((1 - x) ** THREE_HALVES, 1 - FACTOR * sp.sqrt(x)), "x becomes sqrt(x)"),
        ),
        wrong="the largest alpha that serves k tends to 0: the power is lost, uniformly in k only a factor remains",
        cost="theorem 1: AdamW's second term is better by a constant factor, not by k^(-alpha)",
    ),
)

CONCLUDES = {Variant.REPAIRED: {"b": at(measured)}}
