"""A formula of a problem file: read by its grammar, differentiated by SymPy, and made a straight-line program.

    sum   = product (("+" | "-") product)*          power = atom ("^" power)?          ("**" is read as "^")
    product = sign (("*" | "/") sign)*              atom  = number | name | function "(" sum ")" | "(" sum ")"

Python's own parser finds the tree, which is walked by node; nothing is evaluated as code. A number is the nearest float64, a
quotient of whole numbers a rational. A program is the same elementwise arithmetic on floats, nodes, balls, Taylor series and
intervals, so what runs and what is certified is one formula.
"""

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
import sympy as sp

from problems.errors import InputError
from problems.reading import decimal

#: characters of a formula, size of a whole exponent, bits of a number that whole numbers may make
LONGEST, LARGEST_EXPONENT, MOST_BITS = 20_000, 64, 1024
#: operations up to which a derivative is factored, and up to which common parts of sums and products are looked for
FACTORED, SHARED = 120, 2_000
FAR = 20.0  # beyond this, log cosh x = |x| - log 2 to the last bit
SMOOTH = {
    "abs": "sqrt(x^2 + s^2) or logcosh(x/s)*s", "max": "softplus", "min": "-softplus(-x)", "sign": "tanh(x/s)",
    "floor": "no step", "round": "no step", "relu": "softplus",
}  # fmt: skip


class Softplus(sp.Function):
    """log(1 + exp x)."""

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        return (1 + sp.tanh(self.args[0] / 2)) / 2


class LogCosh(sp.Function):
    """log cosh x."""

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        return sp.tanh(self.args[0])


class Log1p(sp.Function):
    def fdiff(self, argindex: int = 1) -> sp.Expr:
        return 1 / (1 + self.args[0])


class Expm1(sp.Function):
    def fdiff(self, argindex: int = 1) -> sp.Expr:
        return sp.exp(self.args[0])


FUNCTIONS: dict[str, Callable[[sp.Expr], sp.Expr]] = {
    "exp": sp.exp, "log": sp.log, "sqrt": sp.sqrt, "sin": sp.sin, "cos": sp.cos, "tanh": sp.tanh, "atan": sp.atan,
    "cosh": sp.cosh, "sinh": sp.sinh, "log1p": Log1p, "expm1": Expm1, "softplus": Softplus, "logcosh": LogCosh,
    "sigmoid": lambda x: (1 + sp.tanh(x / 2)) / 2,
}  # fmt: skip
#: functions that are one operation of a program, by what they are to SymPy
UNARY: dict[Any, str] = {
    sp.exp: "exp", sp.log: "log", sp.sin: "sin", sp.cos: "cos", sp.tanh: "tanh", sp.atan: "arctan", sp.cosh: "cosh",
    sp.sinh: "sinh", Log1p: "log1p", Expm1: "expm1", Softplus: "softplus", LogCosh: "logcosh",
}  # fmt: skip
OPERATORS: dict[type[ast.AST], Callable[[sp.Expr, sp.Expr], sp.Expr]] = {
    ast.Add: lambda a, b: a + b, ast.Sub: lambda a, b: a - b, ast.Mult: lambda a, b: a * b, ast.Div: lambda a, b: a / b,
}  # fmt: skip
CONSTANT = "number_"


@dataclass(frozen=True)
class Formula:
    """An expression in `variables` and `parameters`; `numbers` are those of its text that are no small fraction."""

    expression: sp.Expr
    variables: tuple[sp.Symbol, ...]
    parameters: tuple[sp.Symbol, ...]
    numbers: Mapping[sp.Symbol, float]

    def program(self, expressions: Sequence[sp.Expr]) -> "Program":
        """What computes these from the variables and the parameters."""
        return compiled(expressions, (*self.variables, *self.parameters), self.numbers)


def named(text: str) -> set[str]:
    """The names in a formula that are no functions."""
    return set(re.findall(r"(?<![\w.])[A-Za-z_]\w*", text)) - FUNCTIONS.keys()


def read(text: str, key: str, variables: Sequence[str], parameters: Sequence[str]) -> Formula:
    """The formula `text` of the key `key`.

    Raises:
        InputError: `key="text": column 3: ...` says what was read there and what is allowed.
    """
    return _Reader(text, key, variables, parameters).formula()


class _Reader:
    def __init__(self, text: str, key: str, variables: Sequence[str], parameters: Sequence[str]) -> None:
        self.text, self.key = text, key
        self.symbols = {name: sp.Symbol(name, real=True) for name in (*variables, *parameters)}
        self.variables, self.parameters = (tuple(self.symbols[n] for n in names) for names in (variables, parameters))
        self.numbers: dict[sp.Symbol, float] = {}
        self.parsed = text.replace("^", "**").strip(" \t")
        #: the column of the text at which each character of what Python parses stands
        self.columns = [i for i, c in enumerate(text) for _ in range(2 if c == "^" else 1)]

    def fault(self, column: int, said: str) -> InputError:
        shown = self.text if len(self.text) <= 80 else f"{self.text[:77]}..."
        return InputError(f'{self.key}="{shown}": column {column + 1}: {said}')

    def formula(self) -> Formula:
        if len(self.text) > LONGEST:
            raise InputError(f"{self.key}: a formula has at most {LONGEST} characters, not {len(self.text)}")
        strange = re.search(r"[^A-Za-z0-9_.()+\-*/^ \t]", self.text)
        if strange:
            allowed = "numbers, names, + - * / ^ and ( ) are allowed"
            raise self.fault(strange.start(), f"{strange.group()!r} was read; {allowed}")
        try:
            tree = ast.parse(self.parsed, mode="eval")
            found = sp.sympify(self.walk(tree.body))
        except SyntaxError as error:
            shift = len(self.text) - len(self.text.lstrip(" \t"))
            place = error.offset - 1 + shift if error.offset and error.lineno == 1 else len(self.columns)
            column = self.columns[place] if place < len(self.columns) else len(self.text)
            what = repr(self.text[column]) if column < len(self.text) else "the end"
            raise self.fault(column, f"{what} was read where the formula cannot go on ({error.msg})") from None
        except (RecursionError, MemoryError):
            raise InputError(f"{self.key}: the formula is nested too deeply; group long sums by parentheses") from None
        if found.atoms(sp.Abs, sp.sign):
            raise self.fault(0, f"it has a kink (sqrt of a square is abs); use {SMOOTH['abs']}")
        if found.has(sp.zoo, sp.nan, sp.oo, -sp.oo, sp.I):
            raise self.fault(0, "its constant parts are no finite real numbers")
        return Formula(found, self.variables, self.parameters, self.numbers)

    def walk(self, node: ast.AST) -> sp.Expr:
        if isinstance(node, ast.Constant):
            return self.number(node)
        if isinstance(node, ast.Name):
            if node.id in self.symbols:
                return self.symbols[node.id]
            raise self.fault(self.at(node), f"{node.id} is no name of this formula; there are {', '.join(self.symbols)}"
                             f" (parameters stand in [problem.parameters])" + self.hint(node.id))  # fmt: skip
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
            inner = self.walk(node.operand)
            return -inner if isinstance(node.op, ast.USub) else inner
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            return self.power(node)
        if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
            return OPERATORS[type(node.op)](self.walk(node.left), self.walk(node.right))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return self.call(node, node.func.id)
        raise self.fault(self.at(node), "numbers, names, + - * / ^ and functions of one argument are allowed")

    def at(self, node: ast.AST) -> int:
        shift = len(self.text) - len(self.text.lstrip(" \t"))
        return self.columns[min(getattr(node, "col_offset", 0) + shift, len(self.columns) - 1)]

    def hint(self, name: str) -> str:
        return f"; {name} is a function: write {name}(...)" if name in FUNCTIONS else ""

    def call(self, node: ast.Call, name: str) -> sp.Expr:
        if name in SMOOTH:
            raise self.fault(self.at(node), f"{name} has a kink, F must be smooth; use {SMOOTH[name]}")
        if name not in FUNCTIONS:
            raise self.fault(self.at(node), f"{name} is no function that is known; there are {', '.join(FUNCTIONS)}")
        if len(node.args) != 1 or node.keywords:
            raise self.fault(self.at(node), f"{name} takes one argument")
        return FUNCTIONS[name](self.walk(node.args[0]))

    def number(self, node: ast.Constant) -> sp.Expr:
        value = node.value
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self.fault(self.at(node), f"{value!r} is no number")
        written = self.parsed[node.col_offset : node.end_col_offset]
        if decimal(written) is None:
            raise self.fault(self.at(node), f"{written} was read; a number is written in decimals, such as 1.5e-3")
        try:
            near = float(value)
        except OverflowError:
            near = float("inf")
        if not np.isfinite(near):
            raise self.fault(self.at(node), "the number is too large")
        exact = Fraction(near)
        if exact.denominator <= 1024 and abs(exact.numerator) <= 2**53:
            return sp.Rational(exact.numerator, exact.denominator)
        symbol = sp.Symbol(f"{CONSTANT}{near!r}", positive=True)
        self.numbers[symbol] = near
        return symbol

    def power(self, node: ast.BinOp) -> sp.Expr:
        base, exponent = self.walk(node.left), self.walk(node.right)
        if exponent.free_symbols & set(self.variables):
            raise self.fault(self.at(node.right), "an exponent has no variables; write exp(... * log(...))")
        if exponent.is_Integer and abs(int(exponent)) > LARGEST_EXPONENT:
            raise self.fault(self.at(node.right), f"a whole exponent is at most {LARGEST_EXPONENT}")
        if base.is_Rational and (not exponent.is_Rational or exponent.q > LARGEST_EXPONENT):
            return sp.exp(exponent * sp.log(base)) if base > 0 else self.refuse_power(node)
        if base.is_Rational and abs(exponent) * max(base.p.bit_length(), base.q.bit_length()) > MOST_BITS:
            raise self.fault(self.at(node), "the number is too large")
        return base**exponent

    def refuse_power(self, node: ast.BinOp) -> sp.Expr:
        raise self.fault(self.at(node), "a number that is not above 0 has only whole powers")


@lru_cache(4096)
def derivative(expression: sp.Expr, variable: sp.Symbol) -> sp.Expr:
    """The derivative in the form with the fewest operations of those tried."""
    found = sp.diff(expression, variable)
    forms = [found]
    if found.has(sp.sin) and found.count_ops() <= FACTORED:
        forms.append(sp.trigsimp(found))
    if found.is_rational_function(variable) and not found.is_polynomial() and found.count_ops() <= FACTORED:
        forms.append(sp.factor(found))
    return min(forms, key=lambda form: form.count_ops())


def _softplus(x: Any) -> Any:
    return x.softplus() if hasattr(x, "softplus") else np.logaddexp(0.0, x)


def _logcosh(x: Any) -> Any:
    """log cosh x = log(1 + q^2/(2 (1 + q))) with q = exp(|x|) - 1: no cancellation near 0 and no overflow far out."""
    if hasattr(x, "logcosh"):
        return x.logcosh()
    distance = np.absolute(x)
    exact = isinstance(distance, np.ndarray) and distance.dtype.hasobject  # balls, which never overflow, have more bits
    near = distance if exact else np.minimum(distance, FAR)
    q = np.expm1(near)
    return np.log1p(q * q / (2.0 * (1.0 + q))) + (distance - near)


CALLS: dict[str, Callable[..., Any]] = {
    "softplus": _softplus, "logcosh": _logcosh,
    **{name: getattr(np, name) for name in ("add", "subtract", "multiply", "divide", "negative", "sqrt", "exp", "log", "sin",
                                            "cos", "tanh", "arctan", "cosh", "sinh", "log1p", "expm1")},
}  # fmt: skip
#: a value of a program: the number of an input or of a step, or a float
Value = int | float


@dataclass(frozen=True)
class Program:
    """Steps (operation, values); value k < inputs is an input (int), then come the steps; floats are themselves.

    A step whose values are all floats is computed in the arithmetic of the inputs, too: 1/3 is no float.
    """

    inputs: int
    steps: tuple[tuple[str, tuple[Value, ...]], ...]
    outputs: tuple[Value, ...]

    def __call__(self, *inputs: Any) -> list[Any]:
        """The outputs; one that is a float is given as one."""
        known: list[Any] = list(inputs)
        zero = None
        for name, values in self.steps:
            arguments = [known[v] if isinstance(v, int) else v for v in values]
            if not any(isinstance(v, int) for v in values):
                zero = inputs[0] * 0.0 if zero is None else zero
                arguments[0] = zero + arguments[0]
            known.append(CALLS[name](*arguments))
        return [known[v] if isinstance(v, int) else v for v in self.outputs]


def rounding(program: Program, inputs: Sequence[Any]) -> list[Any]:
    """How far rounding may put each output, in units of 2^-53, for inputs in these intervals: to first order, twice.

    Sums, products, quotients and roots are off by one unit of themselves, NumPy's functions by 4, and what their arguments are
    off by goes on by the derivative.
    """
    known: list[Any] = list(inputs)
    off: list[Any] = [0.0] * len(known)
    for name, values in program.steps:
        a, *rest = [known[v] if isinstance(v, int) else inputs[0] * 0.0 + v for v in values]
        e, *others = [off[v] if isinstance(v, int) else 0.0 for v in values]
        v = CALLS[name](a, *rest)
        known.append(v)
        with np.errstate(all="ignore"):
            if name in ("add", "subtract"):
                off.append(e + others[0] + v.size)
            elif name == "multiply":
                off.append(a.size * others[0] + rest[0].size * e + v.size)
            elif name == "divide":
                off.append((e + v.size * others[0]) / rest[0].least_size + v.size)
            elif name == "negative":
                off.append(e)
            else:
                off.append(e * (STEEPNESS[name](a, v) if name in STEEPNESS else 1.0) + 4.0 * v.size)
    return [2.0 * off[v] if isinstance(v, int) else 0.0 for v in program.outputs]


#: bounds of the derivatives of functions of a, with values v; 1 for all others
STEEPNESS: dict[str, Callable[[Any, Any], Any]] = {
    "sqrt": lambda a, v: 0.5 / v.least_size, "exp": lambda a, v: v.size, "expm1": lambda a, v: v.size + 1.0,
    "log": lambda a, v: 1.0 / a.least_size, "log1p": lambda a, v: 1.0 / (a + 1.0).least_size,
    "cosh": lambda a, v: v.size, "sinh": lambda a, v: v.size + 1.0,
}  # fmt: skip


class _Compiler:
    """Hash-consing: a subexpression that occurs twice is one step."""

    def __init__(self, inputs: Sequence[sp.Symbol], numbers: Mapping[sp.Symbol, float]) -> None:
        self.known: dict[sp.Expr, Value] = {symbol: k for k, symbol in enumerate(inputs)}
        self.known |= dict(numbers)
        #: steps by what they do; a number is told from a place by its type, as 4.0 == 4
        self.steps: dict[tuple[str, tuple[tuple[type, Value], ...]], int] = {}
        self.first = len(inputs)

    def step(self, name: str, *values: Value) -> Value:
        key = name, tuple((type(v), v) for v in values)
        if key not in self.steps:
            self.steps[key] = self.first + len(self.steps)
        return self.steps[key]

    def of(self, e: sp.Expr) -> Value:
        if e not in self.known:
            self.known[e] = self.made(e)
        return self.known[e]

    def made(self, e: sp.Expr) -> Value:
        if e.is_Rational:
            near = Fraction(int(e.p), int(e.q))
            if Fraction(float(near)) == near:
                return float(near)
            return self.step("divide", self.whole(int(e.p)), self.whole(int(e.q)))
        if e.is_Add:
            return self.added(e)
        if e.is_Mul:
            return self.multiplied(e)
        if e.is_Pow:
            return self.raised(e.base, e.exp)
        if e is sp.E:
            return self.step("exp", 1.0)
        inner = self.of(e.args[0])
        if e.func is sp.Abs:  # no text has it: SymPy makes it of the root of a letter's square
            return self.step("sqrt", self.step("multiply", inner, inner))
        return self.step(UNARY[e.func], inner)

    def whole(self, n: int) -> Value:
        """A whole number that may be no float, from its halves."""
        if int(float(n)) == n:
            return float(n)
        return self.step("add", self.step("multiply", self.whole(n >> 32), 2.0**32), float(n & 0xFFFFFFFF))

    def added(self, e: sp.Expr) -> Value:
        plus = [a for a in e.args if not a.could_extract_minus_sign()]
        minus = [-a for a in e.args if a.could_extract_minus_sign()]
        if not plus:
            return self.step("negative", self.added(-e))
        total = self.of(plus[0])
        for a in plus[1:]:
            total = self.step("add", total, self.of(a))
        for a in minus:
            total = self.step("subtract", total, self.of(a))
        return total

    def multiplied(self, e: sp.Expr) -> Value:
        number, rest = e.as_coeff_Mul()
        if number.is_negative:
            return self.step("negative", self.of(-e))
        tops = [a for a in sp.Mul.make_args(rest) if not _under(a)]
        bottoms = [1 / a for a in sp.Mul.make_args(rest) if _under(a)]
        number_top, number_bottom = (number, 1) if number.is_Rational and _dyadic(number) else (number.p, number.q)
        top = self.product([sp.Integer(number_top) if isinstance(number_top, int) else number_top, *tops])
        bottom = self.product([sp.Integer(number_bottom), *bottoms])
        return top if bottom == 1.0 else self.step("divide", top, bottom)

    def product(self, factors: Sequence[sp.Expr]) -> Value:
        wanted = [f for f in factors if f != 1]
        if not wanted:
            return 1.0
        total = self.of(wanted[0])
        for f in wanted[1:]:
            total = self.step("multiply", total, self.of(f))
        return total

    def raised(self, base: sp.Expr, exponent: sp.Expr) -> Value:
        if exponent.is_Rational and exponent.q <= 2:
            if exponent < 0:
                return self.step("divide", 1.0, self.of(base**-exponent))
            n, root = divmod(int(exponent.p), int(exponent.q)) if exponent.q == 2 else (int(exponent), 0)
            value = self.of(base)
            found = self.step("sqrt", value) if root else None
            while n:
                if n % 2:
                    found = value if found is None else self.step("multiply", found, value)
                n //= 2
                value = self.step("multiply", value, value) if n else value
            assert found is not None  # a power 0 is 1 to SymPy
            return found
        return self.step("exp", self.step("multiply", self.of(exponent), self.step("log", self.of(base))))


def _under(factor: sp.Expr) -> bool:
    return bool(factor.is_Pow and factor.exp.is_Rational and factor.exp < 0)


def _dyadic(number: sp.Rational) -> bool:
    near = Fraction(int(number.p), int(number.q))
    return Fraction(float(near)) == near


def compiled(expressions: Sequence[sp.Expr], inputs: Sequence[sp.Symbol], numbers: Mapping[sp.Symbol, float]) -> Program:
    """The program of these expressions, without steps that none of them needs."""
    made = _Compiler(inputs, numbers)
    if sum(e.count_ops() for e in expressions) <= SHARED:
        parts, expressions = sp.cse(expressions, order="none", symbols=sp.numbered_symbols("part_"))
        for symbol, part in parts:
            made.known[symbol] = made.of(part)
    outputs = [made.of(e) for e in expressions]
    steps = [(name, tuple(v for _, v in values)) for name, values in made.steps]
    needed: set[int] = {v for v in outputs if isinstance(v, int)}
    for k in reversed(range(len(steps))):
        if made.first + k in needed:
            needed |= {v for v in steps[k][1] if isinstance(v, int)}
    kept = [k for k in range(len(steps)) if made.first + k in needed]
    place = {k: k for k in range(made.first)} | {made.first + k: made.first + j for j, k in enumerate(kept)}

    def moved(v: Value) -> Value:
        return place[v] if isinstance(v, int) else v

    return Program(
        made.first,
        tuple((steps[k][0], tuple(moved(v) for v in steps[k][1])) for k in kept),
        tuple(moved(v) for v in outputs),
    )
