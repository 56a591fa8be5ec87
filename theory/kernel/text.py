"""SymPy expressions and relations as Coq text over the real numbers."""

from collections.abc import Mapping, Sequence
from math import gcd

import sympy as sp

#: Letters that Coq reads as a keyword or as a name of its own.
RENAMED = {"at": "at_", "in": "in_", "as": "as_", "PI": "PI_", "S": "S_", "I": "I_", "O": "O_", "E": "E_", "R": "R_"}
FUNCTIONS = {sp.log: "ln", sp.exp: "exp", sp.Abs: "Rabs", sp.sin: "sin", sp.cos: "cos"}
SUM, PRODUCT, POWER, APPLIED, ATOM = range(5)  # how tightly a text binds
Names = Mapping[sp.Symbol, str]


def name(symbol: sp.Symbol) -> str:
    """The letter as a Coq identifier."""
    return RENAMED.get(symbol.name, symbol.name)


def term(expression: sp.Expr, names: Names | None = None) -> str:
    """`expression` as a Coq term; `names` are applications that stand for letters.

    Raises:
        TypeError: a float, or a function that has no name in Coq.
    """
    exact = sp.sympify(expression)
    if exact.has(sp.Float):
        raise TypeError(f"{exact} holds a float: proofs are exact")
    return _term(exact, names or {})[0]


def relation(formula: sp.Basic, names: Names | None = None) -> str:
    """A relation, or a combination of relations by and, or, not, as a Coq proposition."""
    known = names or {}
    if formula in (sp.true, sp.false):
        return str(formula is sp.true).capitalize()
    if isinstance(formula, (sp.And, sp.Or)):
        parts = sorted((relation(part, known) for part in formula.args), key=str)
        return (" /\\ " if isinstance(formula, sp.And) else " \\/ ").join(f"({part})" for part in parts)
    if isinstance(formula, sp.Not):
        return f"~ ({relation(formula.args[0], known)})"
    left, right = term(formula.lhs, known), term(formula.rhs, known)
    if formula.rel_op in (">=", ">"):
        left, right = right, left
    return f"{left} {dict(zip(OPERATORS, COQ_OPERATORS, strict=True))[formula.rel_op]} {right}"


OPERATORS, COQ_OPERATORS = ("<=", "<", ">=", ">", "==", "!="), ("<=", "<", "<=", "<", "=", "<>")


def _term(e: sp.Expr, names: Names) -> tuple[str, int]:
    if e in names:
        return names[e], APPLIED
    if isinstance(e, sp.Symbol):
        return name(e), ATOM
    if e.is_Integer:
        return (str(e), ATOM) if e >= 0 else (f"- {-e}", SUM)
    if e.is_Rational or e.is_Mul or (e.is_Pow and e.exp.is_negative):
        return _product(e, names)
    if e.is_Add:
        return _sum(e, names), SUM
    if e.is_Pow:
        return _power(e.base, e.exp, names)
    if isinstance(e, (sp.Max, sp.Min)):
        return _fold("Rmax" if isinstance(e, sp.Max) else "Rmin", sorted(e.args, key=sp.default_sort_key), names), APPLIED
    if e == sp.pi:
        return "PI", ATOM
    if type(e) in FUNCTIONS:
        return f"{FUNCTIONS[type(e)]} {_at_least(ATOM, e.args[0], names)}", APPLIED
    raise TypeError(f"no Coq text for {e}")


def _at_least(binding: int, e: sp.Expr, names: Names) -> str:
    text, found = _term(e, names)
    return text if found >= binding else f"({text})"


def _sum(e: sp.Expr, names: Names) -> str:
    text = ""
    for part in e.as_ordered_terms():
        negative = part.could_extract_minus_sign()
        text += (" - " if negative else " + ") + _at_least(PRODUCT, -part if negative else part, names)
    return f"- {text[3:]}" if text.startswith(" - ") else text[3:]


def _product(e: sp.Expr, names: Names) -> tuple[str, int]:
    if e.could_extract_minus_sign():
        return f"- {_at_least(PRODUCT, -e, names)}", SUM
    number, rest = e.as_coeff_Mul()
    above = [sp.Integer(number.p)] if number.p != 1 else []
    below = [sp.Integer(number.q)] if number.q != 1 else []
    for factor in rest.as_ordered_factors():
        base, exponent = factor.as_base_exp()
        if exponent.is_negative:
            below.append(base ** (-exponent))
        elif factor != 1:
            above.append(factor)
    top = " * ".join(_at_least(POWER, factor, names) for factor in above) or "1"
    if not below:
        return (top, PRODUCT) if len(above) > 1 else _term(above[0], names)
    bottom = " * ".join(_at_least(POWER, factor, names) for factor in below)
    return f"{top} / {bottom}" if len(below) == 1 else f"{top} / ({bottom})", PRODUCT


def _power(base: sp.Expr, exponent: sp.Expr, names: Names) -> tuple[str, int]:
    if exponent.is_Integer:
        return f"{_at_least(APPLIED, base, names)} ^ {exponent}", POWER
    if exponent.is_Rational and gcd(exponent.q, 1 << 10) == exponent.q:  # a power of two: square roots
        root = _at_least(ATOM, base, names)
        for level in range(exponent.q.bit_length() - 1):
            root = f"sqrt ({root})" if level else f"sqrt {root}"
        return (root, APPLIED) if exponent.p == 1 else (f"{root} ^ {exponent.p}", POWER)
    return f"Rpower {_at_least(ATOM, base, names)} {_at_least(ATOM, exponent, names)}", APPLIED


def _fold(function: str, args: Sequence[sp.Expr], names: Names) -> str:
    first, *others = args
    text = _at_least(ATOM, first, names)
    for count, other in enumerate(others):
        text = f"{function} {f'({text})' if count else text} {_at_least(ATOM, other, names)}"
    return text
