"""One function in LLVM's own language, written line by line: values of eight lanes, loops, branches.

A value of a run is a vector with a lane for each of `LANES` runs, so that no compiler has to find out that a loop over them
may be vectorised; LLVM cuts it to the registers there are. What changes from step to step is a variable, which LLVM keeps in
a register where one is free. Arithmetic is strict: nothing is contracted or reordered.
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import NamedTuple

LANES = 8
REAL, WHOLE, PLACE, TRUTH = "double", "i64", "ptr", "i1"
REALS, WORDS, TRUTHS = (f"<{LANES} x {kind}>" for kind in (REAL, WHOLE, TRUTH))
#: bytes of one number in memory
BYTES = {REAL: 8, WHOLE: 8, "float": 4, PLACE: 8}
#: LLVM's words for what NumPy calls so; `fcmp` is false of a NaN but for "!="
BINARY = {"add": "fadd", "subtract": "fsub", "multiply": "fmul", "divide": "fdiv"}
EXTREME = {"maximum": ">=", "minimum": "<="}
UNARY = {"sqrt": "sqrt", "absolute": "fabs"}
COMPARED = {"<": "olt", "<=": "ole", ">": "ogt", ">=": "oge", "==": "oeq", "!=": "une"}
HEAD = f"""
declare {REAL} @llvm.sqrt.f64({REAL})
declare {REAL} @llvm.fabs.f64({REAL})
declare {REALS} @llvm.sqrt.v{LANES}f64({REALS})
declare {REALS} @llvm.fabs.v{LANES}f64({REALS})
declare {WORDS} @llvm.ctpop.v{LANES}i64({WORDS})

define void @kernel(ptr noalias readonly %given) #0 {{
"""
FOOT = '\n  ret void\n}\n\nattributes #0 = { nounwind "prefer-vector-width"="512" "min-legal-vector-width"="512" }\n'


class Value(NamedTuple):
    """A value and its type."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


def real(value: float) -> Value:
    """A number, to the bit."""
    return Value(REAL, f"0x{struct.unpack('<Q', struct.pack('<d', value))[0]:016X}")


def whole(value: int) -> Value:
    """An integer of 64 bits."""
    return Value(WHOLE, str(value))


class Function:
    """The function that is being written. It is given a table of 64-bit entries: pointers and integers.

    `ufuncs`: NumPy's functions that it calls; one entry of the table is where their loops and the loops' data are.
    """

    def __init__(self, ufuncs_at: int = 0) -> None:
        self._first: list[str] = []
        self._lines: list[str] = []
        self._count = 0
        self._ufuncs_at, self.ufuncs = ufuncs_at, list[str]()

    @property
    def text(self) -> str:
        """The module."""
        return "".join((HEAD, *(f"  {line}\n" for line in self._first), *(f"  {line}\n" for line in self._lines), FOOT))

    def _name(self) -> str:
        self._count += 1
        return f"%v{self._count}"

    def line(self, text: str) -> None:
        """An instruction without a result."""
        self._lines.append(text)

    def op(self, kind: str, text: str) -> Value:
        """The result of an instruction."""
        value = Value(kind, self._name())
        self.line(f"{value.name} = {text}")
        return value

    def given(self, place: int, kind: str) -> Value:
        """An entry of the table that the function is given."""
        return self.load(Value(PLACE, "%given"), whole(place), kind)

    def stack(self, kind: str, count: int = 1) -> Value:
        """Room for so many values, for as long as the function runs."""
        name = self._name()
        self._first.append(f"{name} = alloca {kind}, i64 {count}, align 64")
        return Value(PLACE, name)

    # arithmetic on numbers, and lane by lane

    def spread(self, value: Value) -> Value:
        """The same number in every lane."""
        if value.kind.startswith("<"):
            return value
        kind = f"<{LANES} x {value.kind}>"
        first = self.op(kind, f"insertelement {kind} poison, {value}, i64 0")
        return self.op(kind, f"shufflevector {first}, {kind} poison, <{LANES} x i32> zeroinitializer")

    def alike(self, *values: Value) -> list[Value]:
        """The values, spread where one of them has lanes."""
        spread = any(value.kind.startswith("<") for value in values)
        return [self.spread(value) for value in values] if spread else [*values]

    def binary(self, instruction: str, a: Value, b: Value) -> Value:
        """An instruction of two operands of one type."""
        a, b = self.alike(a, b)
        return self.op(a.kind, f"{instruction} {a}, {b.name}")

    def arithmetic(self, ufunc: str, *values: Value) -> Value:
        """What NumPy's ufunc of this name gives, to the bit."""
        if ufunc in BINARY:
            return self.binary(BINARY[ufunc], *values)
        if ufunc == "negative":
            return self.op(values[0].kind, f"fneg {values[0]}")
        if ufunc in UNARY:
            (value,) = values
            return self.call(f"{UNARY[ufunc]}.{'f64' if value.kind == REAL else f'v{LANES}f64'}", value)
        if ufunc in EXTREME:
            a, b = self.alike(*values)  # a NaN of either is handed on
            return self.select(self.both("or", self.compare("!=", a, a), self.compare(EXTREME[ufunc], a, b)), a, b)
        return self._by_numpy(ufunc, *values)

    @cached_property
    def _frame(self) -> tuple[list[Value], Value, Value, Value]:
        """Room for two inputs and an output of NumPy's loops; where they are, how many numbers, and how far apart."""
        rooms = [self.stack(REALS) for _ in range(3)]
        places, steps, count = self.stack(PLACE, 3), self.stack(WHOLE, 3), self.stack(WHOLE)
        self._first.append(f"store i64 {LANES}, {count}")
        for j in range(3):
            self._first += [
                f"{name} = getelementptr i64, {base}, i64 {j}" for name, base in ((f"%s{j}", steps), (f"%p{j}", places))
            ]
            self._first.append(f"store i64 {BYTES[REAL]}, ptr %s{j}")
        return rooms, places, steps, count

    def _by_numpy(self, ufunc: str, *values: Value) -> Value:
        """What NumPy's own loop makes of the lanes."""
        if ufunc not in self.ufuncs:
            self.ufuncs.append(ufunc)
        table, entry = self.given(self._ufuncs_at, PLACE), 2 * self.ufuncs.index(ufunc)
        rooms, places, steps, count = self._frame
        used = [*rooms[: len(values)], rooms[-1]]
        for value, room in zip(values, used, strict=False):
            self.line(f"store {self.spread(value)}, {room}")
        for j, room in enumerate(used):
            self.line(f"store {room}, ptr %p{j}")
        loop, data = (self.load(table, whole(entry + j), PLACE) for j in range(2))
        self.line(f"call void {loop.name}({places}, {count}, {steps}, {data})")
        return self.op(REALS, f"load {REALS}, {rooms[-1]}")

    def call(self, name: str, value: Value) -> Value:
        """What one of LLVM's own functions gives."""
        return self.op(value.kind, f"call {value.kind} @llvm.{name}({value})")

    def compare(self, how: str, a: Value, b: Value) -> Value:
        """Truth, or truth of each lane."""
        a, b = self.alike(a, b)
        return self.op(TRUTHS if a.kind == REALS else TRUTH, f"fcmp {COMPARED[how]} {a}, {b.name}")

    def both(self, instruction: str, *truths: Value) -> Value:
        """`and` or `or` of truths."""
        found = truths[0]
        for truth in truths[1:]:
            found = self.op(found.kind, f"{instruction} {found}, {truth.name}")
        return found

    def denied(self, truths: Value) -> Value:
        """Of each lane the contrary."""
        return self.op(TRUTHS, f"xor {truths}, <{', '.join(LANES * ['i1 true'])}>")

    def select(self, condition: Value, a: Value, b: Value) -> Value:
        """`a` where the condition holds, else `b`: both are computed."""
        a, b = self.alike(a, b)
        if condition.kind == TRUTHS:
            a, b = self.spread(a), self.spread(b)
        return self.op(a.kind, f"select {condition}, {a}, {b}")

    def any(self, truths: Value) -> Value:
        """Whether one of the lanes is true."""
        bits = self.op(f"i{LANES}", f"bitcast {truths} to i{LANES}")
        return self.op(TRUTH, f"icmp ne {bits}, 0")

    # memory

    def at(self, base: Value, index: Value, kind: str) -> Value:
        """The place of an entry of an array of numbers."""
        return self.op(PLACE, f"getelementptr inbounds {kind}, {base}, {index}")

    def load(self, base: Value, index: Value, kind: str, lanes: bool = False) -> Value:
        """A number of an array, or the `LANES` from there on."""
        there, kind_of = self.at(base, index, kind), f"<{LANES} x {kind}>" if lanes else kind
        return self.op(kind_of, f"load {kind_of}, {there}, align {BYTES[kind]}")

    def store(self, value: Value, base: Value, index: Value, kind: str = REAL) -> None:
        """Write a number, or `LANES` of them."""
        self.line(f"store {value}, {self.at(base, index, kind)}, align {BYTES[kind]}")

    def variable(self, start: Value) -> "Variable":
        """Something that changes, from now on."""
        return Variable(self, self.stack(start.kind), start)

    # order

    def _label(self) -> str:
        self._count += 1
        return f"b{self._count}"

    def _go(self, text: str, label: str) -> None:
        self._lines += [text, f"{label}:"]

    @contextmanager
    def loop(self, stop: Value, start: Value | None = None, step: int = 1) -> Iterator[Value]:
        """What is written within it is done for start, start + step, ... below stop."""
        index, (head, body, after) = self.variable(start or whole(0)), (self._label() for _ in range(3))
        self._go(f"br label %{head}", head)
        now = index.get()
        more = self.op(TRUTH, f"icmp slt {now}, {stop.name}")
        self._go(f"br {more}, label %{body}, label %{after}", body)
        yield now
        index.set(self.binary("add", now, whole(step)))
        self._go(f"br label %{head}", after)

    @contextmanager
    def branch(self, condition: Value) -> Iterator[None]:
        """What is written within it is done where the condition holds."""
        body, after = self._label(), self._label()
        self._go(f"br {condition}, label %{body}, label %{after}", body)
        yield
        self._go(f"br label %{after}", after)


class Variable:
    """Something that changes."""

    def __init__(self, function: Function, place: Value, start: Value) -> None:
        self._function, self._place, self.kind = function, place, start.kind
        self.set(start)

    def get(self) -> Value:
        """What it is now."""
        return self._function.op(self.kind, f"load {self.kind}, {self._place}")

    def set(self, value: Value) -> None:
        """Change it."""
        given = self._function.spread(value) if self.kind.startswith("<") else value
        self._function.line(f"store {given}, {self._place}")
