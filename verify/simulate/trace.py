"""From elementwise Python to a straight-line program, once, for every back end.

An update rule, a separable gradient or a measured quantity is written as plain elementwise arithmetic on its arguments.
Called on numbers or arrays it computes; called on `Node`s it records what it computes. The recorded `Program` is what
the NumPy back end evaluates with `out=` buffers and what the compiled one has as one fused loop, so that both do the same
operations in the same order and give the same bits.

A node's level says on which axes it varies: a shared number, per run (hyper-parameters), per coordinate (parameters of
the problem) or both. Whatever does not vary along the coordinates is computed once a step, outside the loop. A sum over the
coordinates (`theory.algorithms.base.coordinate_sum`) is such a number too; what needs it waits for it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntFlag
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin


class Level(IntFlag):
    """The axes along which a value varies."""

    SHARED = 0
    RUN = 1
    COORDINATE = 2
    FULL = 3


UFUNCS: dict[str, np.ufunc] = {
    f.__name__: f
    for f in (
        np.add, np.subtract, np.multiply, np.divide, np.negative, np.sqrt, np.absolute, np.maximum, np.minimum,
        np.sin, np.cos, np.tanh, np.cosh, np.sinh, np.arctan, np.exp, np.expm1, np.log, np.log1p, np.logaddexp,
    )
}  # fmt: skip
#: what a sum over the coordinates is called among the operations: 0 + a_0 + a_1 + ..., in this order in every back end
TOTAL = "total"
#: Correctly rounded by IEEE 754 (or exact), hence equal to the bit in every back end.
CORRECTLY_ROUNDED = frozenset(
    {"add", "subtract", "multiply", "divide", "negative", "sqrt", "absolute", "maximum", "minimum", TOTAL}
)
_counter = itertools.count()


class Node(NDArrayOperatorsMixin):
    """A value of a program: an input (`ufunc` is None) or a ufunc, or `TOTAL`, of other nodes and Python floats."""

    __slots__ = ("args", "level", "name", "number", "ufunc")

    def __init__(self, name: str, level: Level, ufunc: str | None = None, args: tuple[Node | float, ...] = ()) -> None:
        self.name, self.level, self.ufunc, self.args = name, level, ufunc, args
        self.number = next(_counter)

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, out: Any = None) -> Any:
        if method != "__call__" or out is not None or ufunc.__name__ not in UFUNCS:
            raise TypeError(f"{ufunc.__name__} ({method}) is not elementwise arithmetic that a program may use")
        return _apply(ufunc.__name__, tuple(_operand(value) for value in inputs))

    def __array_function__(self, function: Any, types: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if function is np.clip and len(args) == 3 and not kwargs:
            value, low, high = args
            return np.minimum(np.maximum(value, low), high)
        allowed = ", ".join(sorted(UFUNCS))
        raise TypeError(f"np.{function.__name__} is no elementwise arithmetic that a program may use: {allowed}, clip")

    def coordinate_sum(self) -> Node:
        """The sum of it over the coordinates; of what is the same in all of them none is taken."""
        if self.level is not Level.FULL:
            raise TypeError("a sum over the coordinates is of something that varies along them")
        return Node(TOTAL, Level.RUN, TOTAL, (self,))

    def __bool__(self) -> bool:
        raise TypeError("a program may not branch on a value; branch on static configuration instead")


def _operand(value: Any) -> Node | float:
    if isinstance(value, Node):
        return value
    if isinstance(value, (int, float, np.integer, np.floating)):
        return float(value)
    raise TypeError(f"a program takes numbers and nodes, not {type(value).__name__}")


def _is(arg: Node | float, number: float) -> bool:
    return isinstance(arg, float) and arg == number


def _apply(name: str, args: tuple[Node | float, ...]) -> Node | float:
    """The node of `name(args)`; the exact identities 0 + a, a - 0, 1 * a, a / 1 and 0 * a are folded."""
    first, second = args[0], args[-1]
    if name == TOTAL:
        return 0.0 if _is(first, 0.0) else Node(name, Level.RUN, name, args)
    if name == "add" and _is(first, 0.0):
        return second
    if name in ("add", "subtract") and _is(second, 0.0):
        return first
    if name == "multiply" and _is(first, 1.0):
        return second
    if name in ("multiply", "divide") and _is(second, 1.0):
        return first
    if name == "multiply" and (_is(first, 0.0) or _is(second, 0.0)):
        return 0.0  # not IEEE's answer for an infinite or NaN operand; a run that has one is stopped anyway
    if not any(isinstance(arg, Node) for arg in args):
        return float(UFUNCS[name](*args))
    level = Level.SHARED
    for arg in args:
        if isinstance(arg, Node):
            level |= arg.level
    return Node(name, level, name, args)


@dataclass(frozen=True)
class Output:
    """A result of a program: an update of the input `target`, or a reduction of `node` over the coordinates."""

    name: str
    node: Node
    reduce: str | None = None  # None: written back to the state; "sum", "max" or "min": one number per run


@dataclass(frozen=True)
class Program:
    """A straight-line program: `nodes` in an order of evaluation, without what no output needs."""

    inputs: tuple[Node, ...]
    nodes: tuple[Node, ...]
    outputs: tuple[Output, ...]

    @property
    def waits(self) -> dict[int, int]:
        """By number, of each node that needs sums over the coordinates, how many passes over them come before it."""
        found: dict[int, int] = {}
        for node in self.nodes:
            wait = max((found.get(arg.number, 0) for arg in node.args if isinstance(arg, Node)), default=0)
            if wait or node.ufunc == TOTAL:
                found[node.number] = wait + (node.ufunc == TOTAL)
        return found

    @property
    def borrowed(self) -> set[str]:
        """The operations that are not correctly rounded: every back end calls NumPy's own function."""
        return {node.ufunc for node in self.nodes if node.ufunc} - CORRECTLY_ROUNDED

    @property
    def updates(self) -> tuple[Output, ...]:
        return tuple(o for o in self.outputs if o.reduce is None)

    @property
    def reductions(self) -> tuple[Output, ...]:
        return tuple(o for o in self.outputs if o.reduce is not None)


def compile_program(inputs: Sequence[Node], outputs: Sequence[tuple[str, Node | float, str | None]]) -> Program:
    """Keep what the outputs need, merge equal subexpressions, and order by first use of the source."""
    canonical: dict[tuple[Any, ...], Node] = {}
    merged: dict[int, Node | float] = {}

    def merge(node: Node | float) -> Node | float:
        if not isinstance(node, Node) or node.ufunc is None:
            return node
        if node.number not in merged:
            args = tuple(merge(arg) for arg in node.args)
            key = (node.ufunc, *(("n", a.number) if isinstance(a, Node) else ("c", a) for a in args))
            if node.ufunc == "subtract" and args[0] is args[1]:
                merged[node.number] = 0.0  # as 0 * a
            elif any(isinstance(old, Node) and not isinstance(new, Node) for old, new in zip(node.args, args, strict=True)):
                merged[node.number] = merge(_apply(node.ufunc, args))
            elif key in canonical:
                merged[node.number] = canonical[key]
            else:
                merged[node.number] = canonical[key] = Node(node.name, node.level, node.ufunc, args)
        return merged[node.number]

    kept: list[Output] = []
    for name, value, reduce in outputs:
        node = merge(value)
        if not isinstance(node, Node) and node == 0.0:
            # a quantity that this algorithm does not have, such as its decay, is 0 without being computed
            if reduce is not None:
                continue
            node = Node("subtract", Level.FULL, "subtract", (inputs[0], inputs[0]))
        if not isinstance(node, Node):
            raise TypeError(f"{name} does not depend on the state")
        if node.level is not Level.FULL:  # one number for all coordinates is told in each of them
            nothing = Node("subtract", Level.FULL, "subtract", (inputs[0], inputs[0]))
            node = Node("add", Level.FULL, "add", (node, nothing))
        kept.append(Output(name, node, reduce))

    order: dict[int, Node] = {}

    def visit(node: Node | float) -> None:
        if isinstance(node, Node) and node.ufunc is not None and node.number not in order:
            for arg in node.args:
                visit(arg)
            order[node.number] = node

    for output in kept:
        visit(output.node)
    return Program(tuple(inputs), tuple(order.values()), tuple(kept))
