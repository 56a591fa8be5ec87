"""What a goal may conclude, besides SymPy relations."""

from dataclasses import dataclass
from functools import cache

import sympy as sp


@dataclass(frozen=True)
class Same:
    """`left = right`, entry by entry if they are matrices. Prover "sympy"."""

    left: sp.Basic
    right: sp.Basic

    def __post_init__(self) -> None:
        for side in ("left", "right"):  # goals are compared and hashed
            value = getattr(self, side)
            object.__setattr__(self, side, value.as_immutable() if isinstance(value, sp.MatrixBase) else sp.sympify(value))

    def entries(self) -> tuple[tuple[sp.Expr, sp.Expr], ...]:
        """The scalar equations."""
        if not isinstance(self.left, sp.MatrixBase):
            return ((self.left, self.right),)
        if self.left.shape != self.right.shape:
            raise ValueError(f"shapes differ: {self.left.shape} and {self.right.shape}")
        return tuple(zip(self.left, self.right, strict=True))

    def __str__(self) -> str:
        return f"{self.left} = {self.right}"


@dataclass(frozen=True)
class BigO:
    """`left = O(right)` as `variable -> target`: the ratio stays bounded. Prover "limit".

    All other symbols stay fixed. `left` and `right` must be positive.
    """

    left: sp.Expr
    right: sp.Expr
    variable: sp.Symbol
    target: sp.Expr = sp.oo

    def __str__(self) -> str:
        return f"{self.left} = O({self.right}) as {self.variable} -> {self.target}"


@dataclass(frozen=True)
class LimitIs:
    """`limit of expression as variable -> target` equals `value`. Prover "limit"."""

    expression: sp.Expr
    variable: sp.Symbol
    target: sp.Expr
    value: sp.Expr

    def __str__(self) -> str:
        return f"lim {self.expression} = {self.value} as {self.variable} -> {self.target}"


@dataclass(frozen=True)
class OneForAll:
    """One `constant > 0` serves all `variable > start`: `expression >= constant` there. Prover "limit".

    This is uniformity: it fails as soon as `expression` tends to a number <= 0 at infinity.
    """

    expression: sp.Expr
    variable: sp.Symbol
    start: sp.Expr

    def __str__(self) -> str:
        return f"inf over {self.variable} > {self.start} of {self.expression} is positive"


@dataclass(frozen=True)
class HasUnit:
    """`formula` is homogeneous, of the unit (value, length). Prover "units"."""

    formula: sp.Expr
    value: sp.Rational
    length: sp.Rational

    def __str__(self) -> str:
        return f"{self.formula} has the unit ({self.value}, {self.length})"


@cache
def relation_key(relation: sp.Basic) -> tuple[object, ...]:
    """The same for relations that differ by expansion, by moving terms to the other side, or by mirroring."""
    if relation.is_Relational and relation.rel_op in ("<", "<=", ">", ">="):
        return ("<" if relation.rel_op in ("<", ">") else "<=", _expanded(relation.gts - relation.lts))
    if isinstance(relation, sp.Eq):
        difference = _expanded(relation.lhs - relation.rhs)
        return ("==", frozenset((difference, -difference)))
    return (relation,)


def _expanded(expression: sp.Expr) -> sp.Expr:
    """Expanded until nothing changes: SymPy leaves the denominators of new terms for the next pass."""
    while (further := sp.expand(expression)) != expression:
        expression = further
    return expression
