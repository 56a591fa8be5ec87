"""The NumPy back end: the program's ufuncs over a cache-sized block of runs, every result into a buffer made beforehand.

Layout (d, W), runs along the last axis: `np.add.reduce(axis=0)` then adds the coordinates in index order, as a sequential
loop does. Shared hyper-parameters and uniform coefficients are 0-d arrays, everything else is expanded to (d, W): both
are faster than a broadcast row or column (a small inner loop, or a Python scalar, doubles the cost of a call).
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from heapq import heappop, heappush
from typing import Any

import numpy as np
from numpy.typing import NDArray

from problems import aligned
from problems.families.base import Coupled, Separable
from problems.noise import Noise
from problems.problem import Problem
from verify.simulate.program import StepProgram
from verify.simulate.trace import TOTAL, UFUNCS, Level, Node, Program

Array = NDArray[np.float64]
#: a function and its arguments
Call = tuple[Callable[..., Any], tuple[Any, ...]]
REDUCE: dict[str, Callable[..., Any]] = {"sum": np.add.reduce, "max": np.maximum.reduce, "min": np.minimum.reduce}
#: elements of a block: three state arrays and a few buffers of this size stay in the second-level cache
BLOCK = 16_384
#: seconds of a call, and for each element of it
CALL, ELEMENT = 1.5e-6, 0.6e-9


def block_width(problem: Problem, runs: int) -> int:
    """Runs to a block: a multiple of 16, so that no reduction sees a width of one."""
    unit = problem.family.width if isinstance(problem.family, Coupled) else 16
    wanted = max(unit, BLOCK // problem.dimension // unit * unit)
    return min(wanted, -(-runs // unit) * unit)


def seconds(step: StepProgram, problem: Problem, steps: int, runs: int) -> float:
    """Processor seconds that so many steps of so many runs take, about."""
    blocks = -(-runs // block_width(problem, runs))
    return len(step.program.nodes) * steps * (CALL * blocks + ELEMENT * runs * problem.dimension)


class NumpyKernel:
    """Advances one block of `width` runs; made once and used for block after block."""

    def __init__(self, step: StepProgram, problem: Problem, width: int, shared: bool, own: bool = False) -> None:
        self.step, self.problem, self.width, self.shared, self.rows = step, problem, width, shared, step.rows
        shape = (problem.dimension, width)
        self.state = aligned.empty((len(step.state), *shape))
        self._values: dict[int, Array] = {node.number: self.state[j] for j, node in enumerate(step.state.values())}
        self._blocks = {name: aligned.empty(shape) for name in step.blocks}
        self._values |= {step.blocks[name].number: block for name, block in self._blocks.items()}
        self._hyper: list[tuple[int, Array]] = []
        for name, node in step.hyper.items():
            self._values[node.number] = np.zeros(()) if shared else aligned.empty(shape)
            self._hyper.append((step.table.index(name), self._values[node.number]))
        for node, values in zip(step.coefficients, coefficients(problem), strict=True):
            uniform = bool(np.all(values == values[0])) and not own
            self._values[node.number] = np.array(values[0]) if uniform else aligned.empty(shape)
            self._values[node.number][...] = values[0] if uniform else values[:, None]
        self._once: list[Call] = []
        self._per_hyper: list[Call] = []
        self._per_step: list[Call] = []
        self._q = np.zeros((len(step.rows), width))
        self._work: dict[str, Array] = {}
        if isinstance(problem.family, Coupled):
            self._part, self._part_value = (
                aligned.empty((2, problem.dimension, problem.family.width)),
                np.empty(problem.family.width),
            )
        used = {a.number for node in step.program.nodes for a in node.args if isinstance(a, Node)}
        self._needs_grad = step.external_F is not None or ("grad" in step.blocks and step.blocks["grad"].number in used)
        self._assign(shape)
        for function, arguments in self._once:
            function(*arguments)

    def _evaluate(self, family: Coupled, x: Array, value: Array) -> None:
        """F and its gradient, so many runs at a time as the family's matrix products always have."""
        grad = self._blocks["grad"]
        if self.width == family.width:
            family.evaluate(x, value, grad, self._work)
            return
        for first in range(0, self.width, family.width):
            own = slice(first, first + family.width)
            np.copyto(self._part[0], x[:, own])
            family.evaluate(self._part[0], self._part_value, self._part[1], self._work)
            np.copyto(grad[:, own], self._part[1])
            np.copyto(value[own], self._part_value)

    def place(self, values: Array) -> None:
        """Give every run of the block coefficients of its own, (coefficients, d, W); the kernel was made with `own`."""
        for node, one in zip(self.step.coefficients, values, strict=True):
            np.copyto(self._values[node.number], one)
        with np.errstate(all="ignore"):
            for function, arguments in self._once:
                function(*arguments)

    def _assign(self, shape: tuple[int, int]) -> None:
        """Give every node a buffer, reusing those that are dead, and list the calls."""
        program, inputs = self.step.program, self.step.state
        targets = {output.node.number: inputs[output.name] for output in program.updates}
        nodes = _late_updates(program, {update: slot.number for update, slot in targets.items()})
        last_use: dict[int, int] = {}
        for position, node in enumerate(nodes):
            for arg in node.args:
                if isinstance(arg, Node):
                    last_use[arg.number] = position
        reductions: dict[int, list[tuple[int, str]]] = {}
        for output in program.reductions:
            assert output.reduce is not None
            reductions.setdefault(output.node.number, []).append((self.step.rows.index(output.name), output.reduce))
        copies: list[tuple[Array, Array]] = []
        free: list[Array] = []
        waits = program.waits
        for position, node in enumerate(nodes):
            args = [self._values[a.number] if isinstance(a, Node) else np.array(a) for a in node.args]
            if node.ufunc == TOTAL:
                # row after row as a loop adds them; 0 on top, where that one begins
                out = self._values[node.number] = np.empty(shape[1])
                total = np.broadcast_to(args[0], shape), 0, None, out
                self._per_step += [(np.add.reduce, total), (np.add, (out, 0.0, out))]
                continue
            if node.level != Level.FULL:
                out = aligned.empty(np.broadcast_shapes(*(a.shape for a in args)))
                calls = self._once if node.level != Level.RUN else self._per_step if node.number in waits else self._per_hyper
                calls.append(_call(UFUNCS[node.ufunc or ""], args, out))
                self._values[node.number] = out
                continue
            target = targets.get(node.number)
            if target is not None and last_use.get(target.number, -1) <= position:
                out = self._values[target.number]
            else:
                # a buffer whose last reader is this call may receive its result
                dead = {a.number for a in node.args if isinstance(a, Node) and self._is_temporary(a)}
                free.extend(self._values[number] for number in sorted(dead) if last_use[number] == position)
                out = free.pop() if free else aligned.empty(shape)
                if target is not None:
                    copies.append((self._values[target.number], out))
                    last_use[node.number] = len(nodes)  # alive until it is copied
            self._values[node.number] = out
            self._per_step.append(_call(UFUNCS[node.ufunc or ""], args, out))
            for row, reduce in reductions.get(node.number, ()):
                self._per_step.append((REDUCE[reduce], (out, 0, None, self._q[row])))
            if node.number not in last_use and target is None:
                free.append(out)
        for node in inputs.values():  # quantities that are inputs themselves
            for row, reduce in reductions.get(node.number, ()):
                self._per_step.insert(0, (REDUCE[reduce], (self._values[node.number], 0, None, self._q[row])))
        self._per_step.extend((np.copyto, pair) for pair in copies)

    def _is_temporary(self, node: Node) -> bool:
        """Whether the node's buffer may be reused once it is dead: what every step fills anew, but for the state."""
        filled = node.ufunc is not None or node.name in self._blocks
        return filled and node.level == Level.FULL and self._values[node.number].base is not self.state.base

    def advance(self, noise: NDArray[Any], hyper: Array, out: Array) -> None:
        """Run K steps.

        `noise`: (K, d, W) summed unit draws, or (K, b, W) rows of the minibatches; `hyper`: (K, rows of the table, W or 1);
        `out`: (K, len(rows), W) receives the measured quantities.
        """
        family, blocks, q = self.problem.family, self._blocks, self._q
        x, external = self.state[0], self.step.external_F
        value = q[external] if external is not None else np.empty(self.width)
        new = np.ones(len(out), dtype=bool)
        np.any(hyper[1:] != hyper[:-1], axis=(1, 2), out=new[1:])
        with np.errstate(all="ignore"):
            for k in range(len(out)):
                if new[k]:
                    for row, target in self._hyper:
                        np.copyto(target, hyper[k, row, 0] if self.shared else hyper[k, row])
                    for function, arguments in self._per_hyper:
                        function(*arguments)
                if "z" in blocks:
                    np.copyto(blocks["z"], noise[k])
                if isinstance(family, Coupled):
                    if self._needs_grad:
                        self._evaluate(family, x, value)
                    if "g" in blocks:
                        family.minibatch(x, noise[k], blocks["g"], self._work)
                for function, arguments in self._per_step:
                    function(*arguments)
                out[k] = q


def _late_updates(program: Program, slots: Mapping[int, int]) -> list[Node]:
    """The nodes in an order in which what updates a slot comes after all that read its old value, wherever that can be.

    The new value is then written over the old one and need not be copied. `slots`: by number of the node that updates it, the
    slot's.
    """
    place = {node.number: k for k, node in enumerate(program.nodes)}
    reads = [{arg.number for arg in node.args if isinstance(arg, Node)} for node in program.nodes]
    needs = [{place[number] for number in read if number in place} for read in reads]
    for update, slot in slots.items():
        if (own := place.get(update)) is not None:
            needs[own] |= {k for k, read in enumerate(reads) if slot in read} - _following(own, needs)
    follow: list[list[int]] = [[] for _ in needs]
    for k, needed in enumerate(needs):
        for one in needed:
            follow[one].append(k)
    waits = [len(needed) for needed in needs]
    ready, order = [k for k, wait in enumerate(waits) if not wait], list[Node]()
    while ready:  # a heap: what can be done and came first
        order.append(program.nodes[done := heappop(ready)])
        for k in follow[done]:
            waits[k] -= 1
            if not waits[k]:
                heappush(ready, k)
    return order


def _following(first: int, needs: Sequence[set[int]]) -> set[int]:
    """The places of what needs the one at `first`, and its own."""
    found, before = {first}, 0
    while before < len(found):
        before = len(found)
        found |= {k for k, needed in enumerate(needs) if not needed.isdisjoint(found)}
    return found


def _call(ufunc: Callable[..., Any], args: list[Array], out: Array) -> Call:
    """What to call, and with what: `out` by its place, which is fastest, but by its name where NumPy wants that."""
    return (partial(ufunc, out=out), (*args,)) if ufunc in (np.maximum, np.minimum) else (ufunc, (*args, out))


def coefficients(problem: Problem) -> list[Array]:
    """Values of the per-coordinate inputs, in the order of StepProgram.coefficients; (d,) each."""
    values = list(problem.family.coefficients) if isinstance(problem.family, Separable) else []
    if isinstance(problem.noise, Noise):
        values.append(problem.noise.scale / problem.noise.batch)
    return values
