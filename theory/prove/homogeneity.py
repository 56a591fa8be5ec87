"""Units: a formula that changes its value when F or x is measured in another unit is refuted, with the exponent.

The units are those of `theory.symbols`; letters that a goal introduces itself have none and are refused.
"""

import sympy as sp
from flint import fmpq

from theory.claim import Goal, Status
from theory.prove.conclusions import HasUnit
from theory.prove.evaluate import Evaluator, Number, Point, Undefined, evaluator, number
from theory.prove.points import letters_of, points_inside
from theory.prove.result import Decision, Witness
from theory.prove.witness import python_name, source
from theory.symbols import LETTERS
from theory.units import Inhomogeneous, Unit, unit_of

UNITS = {letter.symbol: letter.unit for letter in LETTERS.values()}
POINTS = 200


def decide(goal: Goal) -> Decision:
    """The unit of the formula, against the one it should have."""
    conclusion = goal.conclusion
    if not isinstance(conclusion, HasUnit):
        raise TypeError(f"the prover units decides HasUnit, not {type(conclusion).__name__}")
    wanted = Unit(sp.Rational(conclusion.value), sp.Rational(conclusion.length))
    try:
        found = unit_of(conclusion.formula, UNITS)
    except Inhomogeneous as fault:
        return Decision(Status.REFUTED, "units", (str(fault),), _rescaled(conclusion, f"{fault}"))
    if found == wanted:
        return Decision(Status.PROVED, "units", (f"unit {found}",))
    excess = found.over(wanted)
    return Decision(
        Status.REFUTED, "units", (f"unit {found}",), _rescaled(conclusion, f"unit {found}, should be {wanted}: off by {excess}")
    )


def _positive(symbols: tuple[sp.Symbol, ...]) -> tuple[sp.Basic, ...]:
    """Constants may vanish, but not in a denominator."""
    return tuple(sp.Gt(symbol, 0) for symbol in symbols if not symbol.is_positive)


def scaled(conclusion: HasUnit, scale_value: sp.Rational, scale_length: sp.Rational) -> sp.Expr:
    """The formula after F is counted in units `1/scale_value`, x in units `1/scale_length`, divided by what it should be."""
    change = {s: s * scale_value ** UNITS[s].value * scale_length ** UNITS[s].length for s in letters_of(conclusion.formula)}
    expected = scale_value**conclusion.value * scale_length**conclusion.length
    return conclusion.formula.subs(change, simultaneous=True) / expected


def _rescaled(conclusion: HasUnit, finding: str) -> Witness:
    """A point and a change of unit at which the formula's value, which should agree, does not."""
    symbols = letters_of(conclusion.formula)
    for point in points_inside(_positive(symbols), symbols, POINTS):
        for scale in ((4, 1), (1, 4)):
            try:
                before = evaluator(conclusion.formula, symbols)(point)
                after = evaluator(scaled(conclusion, *map(sp.Integer, scale)), symbols)(point)
            except (Undefined, ZeroDivisionError):
                continue
            if before != after:
                values = tuple((s.name, str(x)) for s, x in zip(symbols, point, strict=True))
                say = (("unit of F divided by", str(scale[0])), ("unit of x divided by", str(scale[1])))
                return Witness((*values, *say), finding, _session(conclusion, values, scale))
    raise ArithmeticError(f"inhomogeneous, but its value does not change: {conclusion}")


def _session(conclusion: HasUnit, values: tuple[tuple[str, str], ...], scale: tuple[int, int]) -> str:
    names = {symbol.name: python_name(symbol) for symbol in letters_of(conclusion.formula)}
    lines = ["from sympy import *"]
    lines += [f"{names[name]} = Rational('{value}')" for name, value in values]
    lines.append(f"before = {source(conclusion.formula)}")
    lines.append(f"after = {source(scaled(conclusion, *map(sp.Integer, scale)))}")
    lines.append("print('before', before, 'after', after)\nprint('conclusion', (before - after).equals(0))")
    return "\n".join(lines)


def _same(value: Evaluator, point: Point, factors: Point, expected: Number) -> bool:
    """Whether the value in other units is what it should be; where the formula is not defined there is nothing to compare."""
    try:
        gap = value(point) - value([x * factor for x, factor in zip(point, factors, strict=True)]) / expected
    except (Undefined, ZeroDivisionError):
        return True
    return bool(gap == 0 or abs(gap) < fmpq(1, 2**100))


def recheck(goal: Goal, decision: Decision) -> str:
    """Evaluate at exact points in two systems of units."""
    conclusion: HasUnit = goal.conclusion  # type: ignore[assignment]
    symbols = letters_of(conclusion.formula)
    value, systems = evaluator(conclusion.formula, symbols), []
    for x, y in ((4, 1), (1, 4), (9, 16)):
        size, length = sp.Integer(x), sp.Integer(y)
        factors = [number(size ** UNITS[s].value * length ** UNITS[s].length) for s in symbols]
        systems.append((factors, number(size**conclusion.value * length**conclusion.length)))
    agree = all(
        _same(value, point, *system) for point in points_inside(_positive(symbols), symbols, POINTS) for system in systems
    )
    if agree != (decision.status is Status.PROVED):
        return ""
    return f"{POINTS} exact points, 3 changes of unit: the value {'stays' if agree else 'changes'}"
