"""Relations as polynomial atoms, in SymPy.

A root becomes a letter with its defining equation, a maximum, a minimum or an absolute value a letter with its alternatives,
and denominators are multiplied out after being declared nonzero.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import lcm

import sympy as sp


@dataclass
class Polynomials:
    """Formulas over polynomial atoms; `definitions` say what the letters put for roots and maxima are."""

    degrees: dict[sp.Expr, int] = field(default_factory=dict)
    letters: dict[sp.Expr, sp.Symbol] = field(default_factory=dict)
    definitions: list[sp.Basic] = field(default_factory=list)

    def plan_roots(self, expressions: Sequence[sp.Basic]) -> None:
        """Fix, for each base, the root that expresses all its fractional powers."""
        for expression in expressions:
            for part in expression.atoms(sp.Pow):
                base, exponent = part.args
                if exponent.is_Rational and exponent.q != 1:
                    self.degrees[base] = lcm(self.degrees.get(base, 1), int(exponent.q))

    def clean(self, e: sp.Basic) -> sp.Expr:
        """`e` without roots, maxima, minima, absolute values."""
        if e.is_Float:
            raise TypeError(f"{e} is a float: proofs are exact")
        if not e.args:
            if e.is_Rational or isinstance(e, sp.Symbol):
                return e
            raise TypeError(f"{e} is not rational")
        if e.is_Pow:
            base, exponent = e.args
            if exponent.is_Integer:
                return self.clean(base) ** exponent
            if exponent.is_Rational:
                return self._root(base) ** (exponent * self.degrees[base])
        if e.is_Add or e.is_Mul:
            return e.func(*map(self.clean, e.args))
        if isinstance(e, (sp.Max, sp.Min)):
            return self._choice(e, [self.clean(arg) for arg in e.args], sp.Ge if isinstance(e, sp.Max) else sp.Le)
        if isinstance(e, sp.Abs):
            inner = self.clean(e.args[0])
            return self._choice(e, [inner, -inner], sp.Ge)
        raise TypeError(f"not polynomial: {e}")

    def _root(self, base: sp.Expr) -> sp.Symbol:
        if base not in self.letters:
            degree = self.degrees[base]
            letter = sp.Symbol(f"root{len(self.letters)}", nonnegative=True)
            self.letters[base] = letter
            self.definitions += [sp.Ge(letter, 0), sp.Eq(letter**degree, self.clean(base))]
        return self.letters[base]

    def _choice(self, e: sp.Expr, options: list[sp.Expr], relation: type[sp.Rel]) -> sp.Symbol:
        if e not in self.letters:
            letter = sp.Symbol(f"choice{len(self.letters)}", real=True)
            self.letters[e] = letter
            self.definitions += [relation(letter, option, evaluate=False) for option in options]
            self.definitions.append(sp.Or(*(sp.Eq(letter, option, evaluate=False) for option in options)))
        return self.letters[e]

    def atom(self, relation: sp.Basic) -> tuple[sp.Expr, str]:
        """`relation` as (polynomial, kind): `polynomial kind 0`."""
        difference = self.clean(relation.lhs) - self.clean(relation.rhs)
        kind = relation.rel_op
        polynomial, bottom = _cleared(difference, kind in ("==", "!="))
        if not bottom.is_Rational:
            self.definitions.append(sp.Ne(bottom, 0))
        return polynomial, kind


@lru_cache(maxsize=4096)
def _cleared(difference: sp.Expr, equation: bool) -> tuple[sp.Expr, sp.Expr]:
    """The polynomial whose sign the difference has, or whose zero for an equation, and the denominator.

    Both solvers ask for it, and so does every mutant with the same premise.
    """
    top, bottom = sp.fraction(sp.together(difference))
    return sp.expand(top if equation or bottom.is_positive else top * bottom), bottom
