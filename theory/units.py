"""Homogeneity: what a formula does when F or x is measured in another unit.

A unit is a pair of rational exponents (value of F, length of x). A sum of terms of different units, a logarithm or an
exponential of something that has one, and a relation whose two sides differ are all findings, not crashes: `unit_of`
raises `Inhomogeneous`, which names the two terms and the exponents by which they differ.
"""

from collections.abc import Mapping
from typing import NamedTuple

import sympy as sp


class Unit(NamedTuple):
    """Exponents of (value of F, length of x), exact rationals."""

    value: sp.Rational
    length: sp.Rational

    def times(self, other: "Unit") -> "Unit":
        return Unit(self.value + other.value, self.length + other.length)

    def power(self, exponent: sp.Rational) -> "Unit":
        return Unit(self.value * exponent, self.length * exponent)

    def over(self, other: "Unit") -> "Unit":
        return self.times(other.power(sp.Integer(-1)))

    def __str__(self) -> str:
        return f"({self.value}, {self.length})"


PURE = Unit(sp.Integer(0), sp.Integer(0))


class Inhomogeneous(ValueError):
    """Two parts of a formula carry different units; `excess` is the unit of `left` over that of `right`."""

    def __init__(self, left: sp.Basic, right: sp.Basic, excess: Unit) -> None:
        super().__init__(f"{left} and {right} differ by the unit (value, length)^{excess}")
        self.left, self.right, self.excess = left, right, excess


def unit_of(expression: sp.Basic, units: Mapping[sp.Symbol, Unit]) -> Unit:
    """Unit of `expression`, every symbol's unit being looked up in `units`.

    Raises:
        Inhomogeneous: terms of different units are added, compared, or put where a pure number must stand.
        KeyError: a symbol without a declared unit.
        TypeError: a kind of expression that carries no unit rule.
    """
    if expression.is_Number or expression.is_NumberSymbol:
        return PURE
    if isinstance(expression, sp.Symbol):
        return units[expression]
    if isinstance(expression, sp.Mul):
        total = PURE
        for factor in expression.args:
            total = total.times(unit_of(factor, units))
        return total
    if isinstance(expression, sp.Pow):
        base, exponent = expression.args
        return _power(base, exponent, units)
    if isinstance(expression, (sp.Add, sp.Max, sp.Min)) or expression.is_Relational:
        return _common(expression.args, units)
    if isinstance(expression, (sp.log, sp.exp, sp.cos, sp.sin, sp.tanh, sp.ceiling, sp.floor)):
        _must_be_pure(expression.args[0], units)
        return PURE
    if isinstance(expression, sp.Abs):
        return unit_of(expression.args[0], units)
    if isinstance(expression, sp.Sum):
        body, *limits = expression.args
        inner = dict(units) | {limit[0]: PURE for limit in limits}
        return unit_of(body, inner)
    raise TypeError(f"no unit rule for {type(expression).__name__}: {expression}")


def _power(base: sp.Expr, exponent: sp.Expr, units: Mapping[sp.Symbol, Unit]) -> Unit:
    unit = unit_of(base, units)
    if exponent.is_Rational:
        return unit.power(exponent)
    _must_be_pure(exponent, units)
    if unit != PURE:
        raise Inhomogeneous(base, sp.Integer(1), unit)
    return PURE


def _common(terms: tuple[sp.Basic, ...], units: Mapping[sp.Symbol, Unit]) -> Unit:
    """The unit that all `terms` share; a zero has every unit."""
    known = [(term, unit_of(term, units)) for term in terms if not term.is_zero]
    if not known:
        return PURE
    first, unit = known[0]
    for term, other in known[1:]:
        if other != unit:
            raise Inhomogeneous(first, term, unit.over(other))
    return unit


def _must_be_pure(argument: sp.Basic, units: Mapping[sp.Symbol, Unit]) -> None:
    unit = unit_of(argument, units)
    if unit != PURE:
        raise Inhomogeneous(argument, sp.Integer(1), unit)
