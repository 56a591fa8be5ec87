"""Asymptotic steps, by exact limits: "= O(...)", a limit's value, one constant for all k."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import sympy as sp
from flint import arb, ctx, fmpq

from theory.claim import Goal, Status
from theory.prove.conclusions import BigO, LimitIs, OneForAll
from theory.prove.evaluate import PRECISION, evaluator, number
from theory.prove.points import letters_of
from theory.prove.result import Decision, Witness
from theory.prove.witness import python_name, source

UNDECIDED = (sp.zoo, sp.nan, sp.Limit, sp.AccumBounds)
SCALES = (8, 16, 32, 64, 128, 256)


def _limit(expression: sp.Expr, variable: sp.Symbol, target: sp.Expr) -> sp.Expr:
    direction = "-" if target is sp.oo else "+"
    return sp.limit(sp.simplify(expression), variable, target, direction)


def decide(goal: Goal) -> Decision:
    """The limit, and what it says of the conclusion."""
    conclusion = goal.conclusion
    if isinstance(conclusion, BigO):
        ratio = conclusion.left / conclusion.right
        limit = _limit(ratio, conclusion.variable, conclusion.target)
        if not limit.has(sp.oo, *UNDECIDED):
            return _found(Status.PROVED, f"the ratio tends to {limit}")
        if limit is sp.oo:
            return _refuted(ratio, conclusion.variable, conclusion.target, limit, "the ratio is unbounded", "found < oo")
        return Decision(Status.OPEN, "limit", (f"the ratio's limit came out as {limit}",))
    if isinstance(conclusion, LimitIs):
        limit = _limit(conclusion.expression, conclusion.variable, conclusion.target)
        if sp.simplify(limit - conclusion.value) == 0:
            return _found(Status.PROVED, f"the limit is {limit}")
        if limit.has(*UNDECIDED):
            return Decision(Status.OPEN, "limit", (f"the limit came out as {limit}",))
        test = f"(found - ({source(conclusion.value)})).equals(0)"
        says = f"not {conclusion.value}"
        return _refuted(conclusion.expression, conclusion.variable, conclusion.target, limit, says, test)
    if isinstance(conclusion, OneForAll):
        return _one_for_all(conclusion)
    raise TypeError(f"the prover limit does not decide {type(conclusion).__name__}")


def _found(status: Status, what: str) -> Decision:
    return Decision(status, "limit", (what,))


def _refuted(e: sp.Expr, variable: sp.Symbol, target: sp.Expr, limit: sp.Expr, says: str, test: str) -> Decision:
    name = python_name(variable)
    lines = ["from sympy import *"]
    for symbol in sorted(e.atoms(sp.Symbol) | {variable}, key=lambda letter: letter.name):  # indices of sums too
        signs = "positive=True" if symbol.is_positive else "nonnegative=True" if symbol.is_nonnegative else "real=True"
        lines.append(f"{python_name(symbol)} = Symbol('{symbol.name}', {signs})")
    direction = "-" if target is sp.oo else "+"
    lines.append(f"found = limit({source(e)}, {name}, {source(target)}, '{direction}')")
    lines.append(f"print('limit', found)\nprint('conclusion', {test})")
    values = ((variable.name, f"-> {target}"), ("limit", str(limit)))
    return Decision(
        Status.REFUTED, "limit", (f"the limit is {limit}",), Witness(values, f"{says}: limit {limit}", "\n".join(lines))
    )


def _one_for_all(conclusion: OneForAll) -> Decision:
    limit = _limit(conclusion.expression, conclusion.variable, sp.oo)
    if limit.is_nonpositive:
        shown = _refuted(conclusion.expression, conclusion.variable, sp.oo, limit, "no constant > 0 serves all", "found > 0")
        return replace(shown, witness=_too_small(conclusion, shown.witness))
    slope = sp.simplify(sp.diff(conclusion.expression, conclusion.variable))
    first = sp.simplify(conclusion.expression.subs(conclusion.variable, conclusion.start))
    monotone = slope.is_nonnegative or slope.is_nonpositive
    if monotone and limit.is_positive and first.is_positive:
        return _found(Status.PROVED, f"monotone between {first} and {limit}")
    return Decision(Status.OPEN, "limit", (f"limit {limit}, slope {slope} of undecided sign",))


def _too_small(conclusion: OneForAll, shown: Witness | None) -> Witness | None:
    """For each of a few constants, a power of two at which the expression is certainly below it."""
    if shown is None or conclusion.expression.free_symbols != {conclusion.variable}:
        return shown
    value = evaluator(conclusion.expression, (conclusion.variable,))
    found = []
    head, tail = shown.script.rsplit("\n", 1)
    lines = [head]
    for constant in (sp.Rational(1, 10), sp.Rational(1, 100)):
        power = next(p for p in range(1, 4096) if 2**p > conclusion.start and value((fmpq(2) ** p,)) < number(constant))
        found.append((f"{conclusion.variable} for the constant {constant}", f"2^{power}"))
        name = python_name(conclusion.variable)
        at = f"({source(conclusion.expression)}).subs({name}, Integer(2)**{power})"
        lines.append(f"print('at 2^{power}, at least {constant}:', {at} >= {source(constant)})")
    return replace(shown, values=(*shown.values, *found), script="\n".join((*lines, tail)))


def recheck(goal: Goal, decision: Decision) -> str:
    """Evaluate in ball arithmetic at growing scales: the distance to the claimed limit must shrink."""
    conclusion: Any = goal.conclusion
    if isinstance(conclusion, BigO):
        expression, variable, target = conclusion.left / conclusion.right, conclusion.variable, conclusion.target
    elif isinstance(conclusion, LimitIs):
        expression, variable, target = conclusion.expression, conclusion.variable, conclusion.target
    else:
        expression, variable, target = conclusion.expression, conclusion.variable, sp.oo
    limit = _limit(expression, variable, target)
    others = {s: sp.Rational(3 + i, 2 + i) for i, s in enumerate(letters_of(expression)) if s != variable}
    value = evaluator(expression.subs(others), (variable,))
    points = [number(2**scale if target is sp.oo else target + sp.Rational(1, 2**scale)) for scale in SCALES]
    ctx.prec = 4 * max(SCALES)  # differences as small as the inverse of the largest scale are resolved
    seen = [arb(value((point,))) for point in points]
    ctx.prec = PRECISION
    if limit is sp.oo:
        agrees = all(later > earlier for earlier, later in pairwise(seen))
        how = "grows"
    else:
        goal_value = arb(evaluator(limit.subs(others), ())(()))
        gaps = [abs(one - goal_value) for one in seen]
        agrees = all(bool(b < a) or bool(b < arb(2) ** -40) for a, b in pairwise(gaps))
        how = "approaches the limit"
    return f"ball arithmetic at {len(SCALES)} scales: {how}" if agrees and decision.status is not Status.OPEN else ""
