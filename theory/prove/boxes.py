"""Transcendental inequalities on boxes, by ball arithmetic (python-flint) with bisection.

The premises bound every letter by rationals. A box on which the enclosure of `right - left` is positive is done; one whose
midpoint breaks the inequality refutes it; the others are halved. Natural and mean-value enclosures are used, and monotonicity
in each letter.
"""

from collections.abc import Sequence

import sympy as sp
from flint import arb, fmpq

from theory.claim import Goal, Status
from theory.prove.evaluate import Evaluator, Undefined, compare, evaluator, rational
from theory.prove.points import atoms, letters_of
from theory.prove.result import Decision
from theory.prove.witness import breaks, plain, witness

BOXES = 40_000
Box = tuple[tuple[fmpq, fmpq], ...]


def decide(goal: Goal) -> Decision:
    """Bisection until every box is done, one refutes, or the budget of boxes is spent."""
    conclusion: sp.Basic = goal.conclusion
    if isinstance(conclusion, sp.And):
        for part in conclusion.args:
            found = decide(Goal(goal.prover, part, goal.premises, hint=goal.hint))
            if found.status is not Status.PROVED:
                return found
        return found
    if not conclusion.is_Relational or conclusion.rel_op not in ("<", "<=", ">", ">="):
        raise TypeError(f"not an inequality: {conclusion}")
    symbols = letters_of(*goal.premises, conclusion)
    if goal.hint:
        values = {symbol: sp.sympify(value) for symbol, value in goal.hint}
        if breaks(goal.premises, conclusion, values):
            return Decision(Status.REFUTED, "flint", ("candidate",), witness(goal.premises, conclusion, values))
    difference = conclusion.gts - conclusion.lts
    strict = conclusion.rel_op in ("<", ">")
    value = evaluator(difference, symbols)
    slopes = [evaluator(sp.diff(difference, symbol), symbols) for symbol in symbols]
    todo = [box_of(goal.premises, symbols)]
    done = 0
    while todo:
        box = todo.pop()
        done += 1
        if done > BOXES:
            return Decision(Status.OPEN, "flint", (f"ball arithmetic: undecided after {BOXES} boxes",))
        if _positive(value, slopes, box, strict):
            continue
        middle = [(low + high) / 2 for low, high in box]
        if _is_broken(value, middle, strict):
            values = {symbol: rational(x) for symbol, x in zip(symbols, middle, strict=True)}
            if breaks(goal.premises, conclusion, values):
                shown = witness(goal.premises, conclusion, plain(goal.premises, conclusion, values))
                return Decision(Status.REFUTED, "flint", ("a midpoint",), shown)
        todo.extend(_halves(box))
    return Decision(Status.PROVED, "flint", (f"ball arithmetic: {done} boxes",))


def box_of(premises: Sequence[sp.Basic], symbols: Sequence[sp.Symbol]) -> Box:
    """The box that the premises `letter <= number`, `letter >= number` describe.

    Raises:
        ValueError: a letter is not bounded on both sides.
    """
    lows: dict[sp.Symbol, fmpq] = {}
    highs: dict[sp.Symbol, fmpq] = {}
    for premise in atoms(premises):
        small, large = premise.lts, premise.gts
        if isinstance(small, sp.Symbol) and large.is_Rational:
            highs[small] = min(highs.get(small, _fmpq(large)), _fmpq(large))
        elif isinstance(large, sp.Symbol) and small.is_Rational:
            lows[large] = max(lows.get(large, _fmpq(small)), _fmpq(small))
    for symbol in symbols:
        if symbol.is_nonnegative:
            lows.setdefault(symbol, fmpq(0))
        if symbol not in lows or symbol not in highs:
            raise ValueError(f"{symbol} is not bounded on both sides")
    return tuple((lows[symbol], highs[symbol]) for symbol in symbols)


def _fmpq(value: sp.Rational) -> fmpq:
    return fmpq(int(value.p), int(value.q))


def _ball(low: fmpq, high: fmpq) -> arb:
    return arb(low).union(arb(high))


def _positive(value: Evaluator, slopes: Sequence[Evaluator], box: Box, strict: bool) -> bool:
    kind = ">" if strict else ">="
    balls = [_ball(low, high) for low, high in box]
    try:
        if compare(value(balls), kind, fmpq(0)):
            return True
        rates = [arb(slope(balls)) for slope in slopes]
        middle = [(low + high) / 2 for low, high in box]
        centred = arb(value(middle))
        for rate, ball, x in zip(rates, balls, middle, strict=True):
            centred += rate * (ball - x)
        if compare(centred, kind, fmpq(0)):
            return True
        # Where the function is monotone in a letter, its least value is at one end.
        least = [low if rate >= 0 else high if rate <= 0 else ball
                 for (low, high), rate, ball in zip(box, rates, balls, strict=True)]  # fmt: skip
        return bool(compare(value(least), kind, fmpq(0)))
    except (Undefined, ZeroDivisionError):
        return False


def _is_broken(value: Evaluator, middle: Sequence[fmpq], strict: bool) -> bool:
    try:
        return compare(value(middle), ">" if strict else ">=", fmpq(0)) is False
    except (Undefined, ZeroDivisionError):
        return False


def _halves(box: Box) -> list[Box]:
    widths = [high - low for low, high in box]
    widest = widths.index(max(widths))
    low, high = box[widest]
    middle = (low + high) / 2
    return [(*box[:widest], half, *box[widest + 1 :]) for half in ((low, middle), (middle, high))]
