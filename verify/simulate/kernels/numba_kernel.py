"""The Numba back end: the program printed as one fused loop, sixteen runs side by side.

The lanes of the inner loop are runs, so the SIMD units are full whatever the dimension is. Strict IEEE arithmetic
(`fastmath=False`, no contraction) in the program's own order gives the bits of the NumPy back end wherever every
operation is correctly rounded. The arrays of the innermost loop lie on the stack (`kernels.stack` says why). What was
compiled is kept in the user's cache folder (`kernels.kept_kernel`).
"""

import hashlib
import importlib.util
import sys
from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from problems.families.base import Separable
from problems.kept import cache_folder
from problems.noise import Noise, Rademacher
from problems.problem import Problem
from verify.simulate.program import StepProgram
from verify.simulate.trace import Level, Node

Array = NDArray[np.float64]
#: as in verify.simulate.kernels.stack, which only compiled code may import
LANES = 16
#: coordinates times runs in flight: small dimensions take several groups of lanes to a call
IN_FLIGHT = 4_096
OPERATORS = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/"}
FUNCTIONS = {"absolute": "abs"}


def available() -> bool:
    """Whether the extra `fast` is installed."""
    return importlib.util.find_spec("numba") is not None


def block_width(problem: Problem, runs: int) -> int:
    """Runs to a block: groups of lanes, several for a small dimension."""
    groups = max(1, min(IN_FLIGHT // (LANES * problem.dimension), 16))
    return min(groups * LANES, -(-runs // LANES) * LANES)


def source(step: StepProgram) -> str:
    """The fused loop as Python source; `kernel` is its only function.

    A step of one coordinate is printed as several short loops over the lanes (first what the new state needs, then a few
    measured quantities at a time), because LLVM interleaves the lanes, and so hides the latency of the divisions, only in
    loops that are short enough to unroll.
    """
    program, hyper = step.program, step.hyper
    # a slot or a row may be called as its author likes: prefixes keep it apart from the kernel's own variables
    inputs = {node.number: f"at_{name}" for name, node in step.state.items()} | {n.number: n.name for n in step.blocks.values()}
    names: dict[int, str] = inputs | {node.number: f"{name}[l]" for name, node in hyper.items()}
    names |= {node.number: node.name for node in step.coefficients}
    names |= {node.number: f"t{j}" for j, node in enumerate(program.nodes)}

    def text(arg: Node | float) -> str:
        return names[arg.number] if isinstance(arg, Node) else repr(arg)

    def statement(node: Node) -> str:
        args = [text(arg) for arg in node.args]
        if node.ufunc in OPERATORS:
            value = f"{args[0]} {OPERATORS[node.ufunc]} {args[1]}"
        elif node.ufunc == "negative":
            value = f"-{args[0]}"
        else:
            value = f"{FUNCTIONS.get(node.ufunc or '', f'np.{node.ufunc}')}({', '.join(args)})"
        return f"{names[node.number]} = {value}"

    per_run = [node for node in program.nodes if node.level == Level.RUN]
    names |= {node.number: f"{names[node.number]}[l]" for node in per_run}
    per_coordinate = [node for node in program.nodes if node.level == Level.COORDINATE]
    reductions = [(step.rows.index(o.name), o.node, o.reduce) for o in program.reductions]

    stack = [*hyper, *(names[node.number].removesuffix("[l]") for node in per_run), *(f"q{row}" for row, _, _ in reductions)]
    body, more = _lane_loops(step, names, statement, reductions)
    address = {"z": "noise[k, i, lane + l]"} | {f"at_{name}": f"S{j}[i, lane + l]" for j, name in enumerate(step.state)}
    every_lane = f"for l in range({LANES}):"
    lines = ["def kernel(state, noise, coefficients, hyper, out):", "    steps, d, width = noise.shape"]
    lines += [f"    S{j} = state[{j}]" for j in range(len(step.state))]
    lines += [f"    {name} = carray(lanes(), {LANES})" for name in (*stack, *more)]
    lines += [f"    for lane in range(0, width, {LANES}):", "        for k in range(steps):", f"            {every_lane}"]
    lines += [f"                {name}[l] = hyper[k, {step.table.index(name)}, lane + l]" for name in hyper]
    lines += [f"                {statement(node)}" for node in per_run]
    lines += [f"                q{row}[l] = {'np.inf' if reduce == 'min' else '0.0'}" for row, _, reduce in reductions]
    lines += ["                pass", "            for i in range(d):"]
    lines += [f"                {node.name} = coefficients[{j}, i]" for j, node in enumerate(step.coefficients)]
    lines += [f"                {statement(node)}" for node in per_coordinate]
    for name in inputs.values():
        lines += [f"                {every_lane}", f"                    s_{name}[l] = {address[name]}"]
    lines += [f"                {line}" for line in body]
    for output in program.updates:
        lines += [f"                {every_lane}", f"                    {address[f'at_{output.name}']} = w_{output.name}[l]"]
    for row, _, _ in reductions:
        lines += [f"            {every_lane}", f"                out[k, {row}, lane + l] = q{row}[l]"]
    head = ["import numpy as np", "from numba import carray", "", "from verify.simulate.kernels.stack import lanes", "", ""]
    return "\n".join([*head, *lines, ""])


def _lane_loops(
    step: StepProgram,
    names: dict[int, str],
    statement: Callable[[Node], str],
    reductions: list[tuple[int, Node, str | None]],
) -> tuple[list[str], list[str]]:
    """The loops over the lanes of one coordinate, and the stack arrays by which they hand values on."""
    program = step.program
    inner = {node.number: node for node in program.nodes if node.level == Level.FULL}
    inputs = {node.number for node in (*step.state.values(), *step.blocks.values())}
    goals = [[output.node for output in program.updates]]
    goals += [[node for _, node, _ in reductions[j : j + 3]] for j in range(0, len(reductions), 3)]

    def needs(roots: list[Node]) -> dict[int, Node]:
        found: dict[int, Node] = {}
        waiting = list(roots)
        while waiting:
            node = waiting.pop()
            if node.number in inner and node.number not in found and node.number not in done:
                found[node.number] = node
                waiting.extend(arg for arg in node.args if isinstance(arg, Node))
        return found

    done: dict[int, int] = {}  # node -> the loop that computes it
    groups: list[list[Node]] = []
    for j, roots in enumerate(goals):
        own = needs(roots)
        groups.append([node for node in program.nodes if node.number in own])
        done |= dict.fromkeys(own, j)
    reads = [
        {a.number for node in group for a in node.args if isinstance(a, Node)} | {root.number for root in roots}
        for group, roots in zip(groups, goals, strict=True)
    ]
    handed_on = {number for j, read in enumerate(reads) for number in read if number in done and done[number] < j}
    lines: list[str] = []
    for j, group in enumerate(groups):
        lines.append(f"for l in range({LANES}):")
        taken = sorted(n for n in reads[j] if n in inputs or (n in handed_on and done[n] < j))
        lines += [f"    {names[n]} = s_{names[n]}[l]" for n in taken]
        lines += [f"    {statement(node)}" for node in group]
        lines += [f"    s_{names[node.number]}[l] = {names[node.number]}" for node in group if node.number in handed_on]
        if j == 0:
            lines += [f"    w_{output.name}[l] = {names[output.node.number]}" for output in program.updates]
        else:
            for row, node, reduce in reductions[3 * (j - 1) : 3 * j]:
                value, q = names[node.number], f"q{row}[l]"
                # as np.maximum does, a NaN stays: a run that has one must be seen
                kept = f"{value} if {value} {'<' if reduce == 'min' else '>'} {q} or {value} != {value} else {q}"
                lines.append(f"    {q} = {q} + {value}" if reduce == "sum" else f"    {q} = {kept}")
    stack = [f"s_{names[n]}" for n in sorted(handed_on | inputs)] + [f"w_{output.name}" for output in program.updates]
    return lines, stack


#: a population count by halves: after the j-th line every field of 2^(j+1) bits holds the number of its ones
POPCOUNT = (
    "c = c - ((c >> np.uint64(1)) & np.uint64(0x5555555555555555))",
    "c = (c & np.uint64(0x3333333333333333)) + ((c >> np.uint64(2)) & np.uint64(0x3333333333333333))",
    "c = (c + (c >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)",
    "c = (c + (c >> np.uint64(8))) & np.uint64(0x00FF00FF00FF00FF)",
    "c = (c + (c >> np.uint64(16))) & np.uint64(0x0000FFFF0000FFFF)",
    "c = (c + (c >> np.uint64(32))) & np.uint64(0xFFFFFFFF)",
)


def signs_source(batch: int) -> str:
    """The loop that draws sums of `batch` signs, as problems.noise.Rademacher.fill does, as Python source."""
    per = 64 // batch
    folds = POPCOUNT[: (batch - 1).bit_length()]
    lines = ["import numpy as np", "", "", "def kernel(words, out):", "    steps, d, width = out.shape"]
    lines += ["    for k in range(steps):", "        for i in range(d):"]
    lines += [f"            word, shift = i // {per}, np.uint64(i % {per} * {batch})", "            for l in range(width):"]
    lines += [f"                c = (words[k, word, l] >> shift) & np.uint64({(1 << batch) - 1})"]
    lines += [f"                {fold}" for fold in folds]
    lines += [f"                out[k, i, l] = np.float32(np.int32(2) * np.int32(c) - np.int32({batch}))", ""]
    return "\n".join(lines)


@cache
def compiled(text: str) -> Callable[..., None]:
    """The function `kernel` of this source, compiled; what an earlier process compiled is taken from the cache folder."""
    import numba

    from verify.simulate.kernels import kept_kernel

    name = f"kernel_{hashlib.sha256(text.encode()).hexdigest()[:20]}"
    module = ModuleType(name)
    exec(compile(text, name, "exec"), vars(module))
    sys.modules[name] = module  # where Numba looks when it loads a compiled kernel
    fused = numba.njit(fastmath=False, error_model="numpy", nogil=True)(module.kernel)
    folder = cache_folder("kernels")
    return fused if folder is None else kept_kernel.attach(fused, folder / name, text)


class NumbaKernel:
    """Advances one block of `width` runs; made once and used for block after block."""

    def __init__(self, step: StepProgram, problem: Problem, width: int, shared: bool) -> None:
        assert isinstance(problem.family, Separable)
        assert isinstance(problem.noise, Noise)
        self.width, self.shared = width, shared
        self.state: Array = np.zeros((len(step.state), problem.dimension, width))
        self._coefficients = np.array([*problem.family.coefficients, problem.noise.scale / problem.noise.batch])
        self._kernel = compiled(source(step))
        noise = problem.noise
        fused = isinstance(noise, Rademacher) and noise.coordinates_per_word
        self._signs = compiled(signs_source(noise.batch)) if fused else None

    def fill(self, words: NDArray[np.uint64], out: NDArray[Any]) -> bool:
        """Draw the noise if this back end has a loop for it, the same numbers as `Noise.fill`; else return False."""
        if self._signs is None:
            return False
        self._signs(words, out)
        return True

    def advance(self, noise: NDArray[Any], hyper: Array, out: Array) -> None:
        """Run K steps; arguments as in `NumpyKernel.advance`."""
        self._kernel(self.state, noise, self._coefficients, np.broadcast_to(hyper, (*hyper.shape[:2], self.width)), out)
