"""Witnesses: exact points that satisfy the premises and break the conclusion, and the session that shows it."""

import keyword
from collections.abc import Mapping, Sequence

import sympy as sp
from flint import arb, fmpq
from sympy.printing.str import StrPrinter

from theory.prove.evaluate import Number, Point, Undefined, number, rational, relation_evaluator
from theory.prove.result import Witness


def python_name(symbol: sp.Symbol) -> str:
    """The letter as a Python name (`lambda` is a keyword)."""
    name = "".join(c if c.isalnum() or c == "_" else "_" for c in symbol.name)
    return name + "_" if keyword.iskeyword(name) or name in ("S", "N", "E", "I", "Q", "O") else name


class _Python(StrPrinter):
    """SymPy source text in which no division happens in floats."""

    def _print_Symbol(self, expr: sp.Symbol) -> str:
        return python_name(expr)

    def _print_Relational(self, expr: sp.Basic) -> str:
        kinds = {"==": "Eq", "!=": "Ne", "<": "Lt", "<=": "Le", ">": "Gt", ">=": "Ge"}
        return f"{kinds[expr.rel_op]}({self._print(expr.lhs)}, {self._print(expr.rhs)})"

    def _print_And(self, expr: sp.Basic) -> str:
        return f"And({', '.join(self._print(arg) for arg in expr.args)})"

    def _print_Or(self, expr: sp.Basic) -> str:
        return f"Or({', '.join(self._print(arg) for arg in expr.args)})"


def source(expression: sp.Basic) -> str:
    """`expression` as SymPy source."""
    return _Python({"sympy_integers": True}).doprint(expression)


def text_of(value: Number | sp.Expr) -> str:
    """An exact number as text; a ball as its rounded enclosure."""
    if isinstance(value, fmpq):
        return str(rational(value))
    return value.str(20) if isinstance(value, arb) else str(value)


def _exactly(relation: sp.Basic, values: Mapping[sp.Symbol, sp.Expr], point: Point) -> bool | None:
    """`exact_truth`, of values that are `point` as numbers. Raises Undefined or ZeroDivisionError outside the domain."""
    truth = relation_evaluator(relation, tuple(values))(point)
    if truth is not None:
        return truth
    settled = sp.simplify(relation.subs(values))
    return bool(settled) if settled in (sp.true, sp.false) else None


def exact_truth(relation: sp.Basic, values: Mapping[sp.Symbol, sp.Expr]) -> bool | None:
    """Whether `relation` holds at exact (rational or algebraic) values: balls first, SymPy for a tie."""
    try:
        return _exactly(relation, values, tuple(map(number, values.values())))
    except (Undefined, ZeroDivisionError):
        return False


def breaks(premises: Sequence[sp.Basic], conclusion: sp.Basic, values: Mapping[sp.Symbol, sp.Expr]) -> bool:
    """Whether the exact values satisfy every premise and every declared sign, and break the conclusion."""
    point = tuple(map(number, values.values()))
    for (symbol, value), at in zip(values.items(), point, strict=True):
        sign = at if isinstance(at, fmpq) else value  # of a ball around 0 SymPy knows it
        if (symbol.is_positive and not sign > 0) or (symbol.is_nonnegative and not sign >= 0):
            return False
    try:
        held = all(_exactly(premise, values, point) is True for premise in premises)
        return held and _exactly(conclusion, values, point) is False
    except (Undefined, ZeroDivisionError):
        return False  # outside its domain a conclusion is neither true nor false


def _evaluated(relation: sp.Basic) -> str:
    """Source that prints whether the relation holds; sums and integrals are to be carried out."""
    return f"({source(relation)}).doit()" if relation.has(sp.Sum, sp.Product, sp.Integral, sp.Derivative) else source(relation)


def witness(premises: Sequence[sp.Basic], conclusion: sp.Basic, values: Mapping[sp.Symbol, sp.Expr]) -> Witness:
    """The witness for values that `breaks` has confirmed."""
    lines = ["from sympy import *"]
    indices = set().union(*(relation.atoms(sp.Symbol) for relation in (*premises, conclusion))) - set(values)
    lines += [f"{python_name(symbol)} = Symbol('{symbol.name}')" for symbol in sorted(indices, key=str)]  # of sums
    lines += [f"{python_name(symbol)} = {source(value)}" for symbol, value in values.items()]
    lines += [f"print('premise', {_evaluated(premise)})" for premise in premises]
    lines.append(f"print('conclusion', {_evaluated(conclusion)})")
    return Witness(
        values=tuple((symbol.name, str(value)) for symbol, value in values.items()),
        finding=f"premises true, conclusion false: {conclusion}",
        script="\n".join(lines),
    )


def plain(premises: Sequence[sp.Basic], conclusion: sp.Basic, values: Mapping[sp.Symbol, sp.Expr]) -> dict[sp.Symbol, sp.Expr]:
    """The same refutation in numbers of fewer digits, where rounding them leaves it one."""
    best = dict(values)
    for symbol, value in values.items():
        if not value.is_Rational:
            continue
        for denominator in (1, 2, 4, 10, 100, 1000, 10**6):
            rounded = value.limit_denominator(denominator)
            if rounded == value:
                break
            if breaks(premises, conclusion, best | {symbol: rounded}):
                best[symbol] = rounded
                break
    return best


def at_point(symbols: Sequence[sp.Symbol], point: Point) -> dict[sp.Symbol, sp.Expr] | None:
    """The point as SymPy rationals, None if a coordinate is only known as a ball."""
    if not all(isinstance(value, fmpq) for value in point):
        return None
    return {symbol: rational(value) for symbol, value in zip(symbols, point, strict=True)}
