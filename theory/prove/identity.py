"""Identities, sums and matrix equations, by SymPy: the difference of the two sides is zero.

Before SymPy is asked, exact random points may refute: two sides that differ anywhere inside the premises are not the same.
"""

import sympy as sp

from theory.claim import Goal, Status
from theory.prove.conclusions import Same
from theory.prove.points import letters_of, points_inside
from theory.prove.result import Decision
from theory.prove.witness import at_point, breaks, plain, witness

TRIES = 40


def equation(left: sp.Expr, right: sp.Expr) -> sp.Basic:
    """`left = right` as a relation that SymPy leaves alone."""
    return sp.Eq(left, right, evaluate=False)


def vanishes(expression: sp.Expr) -> bool:
    """Whether SymPy shows that the expression is zero."""
    done = expression.doit() if expression.has(sp.Sum, sp.Product, sp.Derivative, sp.Integral) else expression
    rules = (sp.expand, lambda e: sp.expand(sp.fraction(sp.together(e))[0]), sp.simplify)
    return any(rule(done) == 0 for rule in rules)


def decide(goal: Goal) -> Decision:
    """Every entry in turn."""
    conclusion = goal.conclusion
    if not isinstance(conclusion, Same):
        raise TypeError(f"the prover sympy decides Same, not {type(conclusion).__name__}")
    for left, right in conclusion.entries():
        found = _entry(goal, left, right)
        if found.status is not Status.PROVED:
            return found
    return Decision(Status.PROVED, "sympy", ("random points: none differs", "sympy: the difference vanishes"))


def _entry(goal: Goal, left: sp.Expr, right: sp.Expr) -> Decision:
    relation = equation(left, right)
    symbols = letters_of(*goal.premises, left, right)
    candidates = [{symbol: sp.sympify(value) for symbol, value in goal.hint}] if goal.hint else []
    for point in points_inside(goal.premises, symbols, TRIES if symbols else 1, 10 * TRIES):
        values = at_point(symbols, point)
        if values is not None:
            candidates.append(values)
    for values in candidates:
        if set(symbols) <= set(values) and breaks(goal.premises, relation, values):
            shown = plain(goal.premises, relation, values)
            return Decision(Status.REFUTED, "points", ("exact points",), witness(goal.premises, relation, shown))
    if vanishes(left - right):
        return Decision(Status.PROVED, "sympy", ())
    return Decision(Status.OPEN, "sympy", ("random points: none differs", "sympy: no zero form found"))
