"""The Numba back end: the program printed as one fused loop, sixteen runs side by side.

The lanes of the inner loop are runs, so the SIMD units are full whatever the dimension is. Strict IEEE arithmetic
(`fastmath=False`, no contraction) in the program's own order gives the bits of the NumPy back end wherever every
operation is correctly rounded. The arrays of the innermost loop lie on the stack (`kernels.stack` says why). What was
compiled is kept in the user's cache folder (`kernels.kept_kernel`).
"""

import hashlib
import importlib.util
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, count, pairwise
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from problems.families.base import Separable
from problems.kept import cache_folder
from problems.noise import Noise, Rademacher
from problems.problem import Problem
from verify.simulate.folds import Compared, Extreme, First, Fold, Given, StepNodes, Sum, Table
from verify.simulate.measure import Reducer, Stopped
from verify.simulate.program import StepProgram
from verify.simulate.trace import Level, Node, compile_program

Array = NDArray[np.float64]
#: as in verify.simulate.kernels.stack, which only compiled code may import
LANES = 16
#: coordinates times runs in flight: small dimensions take several groups of lanes to a call
IN_FLIGHT = 4_096
#: folds to a loop over the lanes
TOGETHER = 4
OPERATORS = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/"}
FUNCTIONS = {"absolute": "abs"}


def available() -> bool:
    """Whether the extra `fast` is installed."""
    return importlib.util.find_spec("numba") is not None


def block_width(problem: Problem, runs: int) -> int:
    """Runs to a block: groups of lanes, several for a small dimension."""
    groups = max(1, min(IN_FLIGHT // (LANES * problem.dimension), 16))
    return min(groups * LANES, -(-runs // LANES) * LANES)


@dataclass(frozen=True)
class Asked:
    """What is done beside the update: the numbers that are folded from step to step, and the rows that are put out whole.

    `drawn`: the batch of signs if they are drawn from words in the loop, else 0. `shared`: all runs have the same
    hyper-parameters. `region`: whether the row `x_sup` is bounded.
    """

    folds: tuple[Fold, ...] = ()
    starts: tuple[int, ...] = ()  # of each fold, where the numbers of its reducer begin
    rows: tuple[str, ...] = ()
    drawn: int = 0
    shared: bool = False
    region: bool = False

    @property
    def sizes(self) -> list[int]:
        """Where the numbers of each fold begin, and at the end how many there are."""
        return [0, *accumulate(fold.size for fold in self.folds)]


def nodes_of(step: StepProgram, shared: bool) -> StepNodes:
    """A step as reducers see it: its measured rows now and before, and its hyper-parameters."""
    there = [output.name for output in step.program.reductions]
    now, before = (
        {name: Node(f"{letter}{there.index(name)}[l]", Level.FULL) if name in there else 0.0 for name in step.rows}
        for letter in "qy"
    )
    place = "" if shared else "[l]"
    tables = (Table({j: Node(f"{letter}{j}{place}", Level.RUN) for j in range(len(step.table))}) for letter in "hb")
    return StepNodes(now, before, *tables)


def source(step: StepProgram, asked: Asked) -> str:
    """The fused loop as Python source; `kernel` is its only function.

    A step of one coordinate is printed as several short loops over the lanes (first what the new state needs, then a few
    measured quantities at a time), because LLVM interleaves the lanes, and so hides the latency of the divisions, only in
    loops that are short enough to unroll. When the coordinates are done, what is asked for is folded, lane by lane.
    """
    program, hyper = step.program, step.hyper
    lane = "0" if asked.shared else "lane + l"
    at = "" if asked.shared else "[l]"
    # a slot or a row may be called as its author likes: prefixes keep it apart from the kernel's own variables
    inputs = {node.number: f"at_{name}" for name, node in step.state.items()} | {n.number: n.name for n in step.blocks.values()}
    names: dict[int, str] = inputs | {node.number: f"{name}{at}" for name, node in hyper.items()}
    names |= {node.number: node.name for node in step.coefficients}
    names |= {node.number: f"t{j}" for j, node in enumerate(program.nodes)}
    per_run = [node for node in program.nodes if node.level == Level.RUN]
    names |= {node.number: f"{names[node.number]}{at}" for node in per_run}
    per_coordinate = [node for node in program.nodes if node.level == Level.COORDINATE]
    reductions = [(j, o.node, o.reduce) for j, o in enumerate(program.reductions)]
    after, carried, columns = _after_step(step, asked)
    stack = [*(f"q{row}" for row, _, _ in reductions), "end", "slack", *carried]
    per_step = [f"{name}{at} = hyper[k + 1, {step.table.index(name)}, {lane}]" for name in hyper]
    per_step += [f"h{j}{at} = hyper[k + 1, {j}, {lane}]" for j in columns["h"]]
    per_step += [f"b{j}{at} = hyper[k, {j}, {lane}]" for j in columns["b"]]
    per_step += [statement(node, names) for node in per_run]
    if not asked.shared:
        stack += [*hyper, *(names[node.number].removesuffix("[l]") for node in per_run)]
        stack += [f"{letter}{j}" for letter in "hb" for j in columns[letter]]
    body, more = _lane_loops(step, names, reductions)
    of_coordinate, of_lane = _signs(asked.drawn) if asked.drawn else ([], [])
    address = {f"at_{name}": f"S{j}[i, lane + l]" for j, name in enumerate(step.state)}
    every_lane = f"for l in range({LANES}):"
    given = "state, noise, coefficients, hyper, folded, ends, stopped, marks, marked, out, first, begin, extra, region"
    lines = [f"def kernel({given}):"]
    lines += ["    steps, width = out.shape[0], out.shape[2]", "    d = state.shape[1]"]
    lines += [f"    S{j} = state[{j}]" for j in range(len(step.state))]
    lines += [f"    {name} = carray(lanes(1), {LANES})" for name in (*stack, *more)]
    lines += [f"    for lane in range(0, width, {LANES}):", f"        {every_lane}", "            end[l] = ends[lane + l]"]
    lines += [f"            {name}[l] = folded[{j}, lane + l]" for name, j in carried.items()]
    # from one mark to the next: what is carried is put out at each, and at the end
    lines += ["        start = 0", "        for point in range(len(marks)):", "            stop = marks[point] + 1"]
    lines += ["            for k in range(start, stop):", "                at = float(first + k)"]
    per_step = per_step if asked.shared else [every_lane, *(f"    {line}" for line in per_step), "    pass"]
    lines += [f"                {line}" for line in per_step]
    lines += [f"                {every_lane}"]
    lines += [f"                    q{row}[l] = {'np.inf' if reduce == 'min' else '0.0'}" for row, _, reduce in reductions]
    lines += ["                for i in range(d):"]
    lines += [f"                    {node.name} = coefficients[{j}, i]" for j, node in enumerate(step.coefficients)]
    lines += [f"                    {statement(node, names)}" for node in per_coordinate]
    lines += [f"                    {line}" for line in of_coordinate]
    for name in inputs.values():
        load = of_lane if name == "z" and of_lane else [f"s_{name}[l] = {address.get(name, 'noise[k, i, lane + l]')}"]
        lines += [f"                    {every_lane}", *(f"                        {line}" for line in load)]
    lines += [f"                    {line}" for line in body]
    for output in program.updates:
        lines += [f"                    {every_lane}", " " * 24 + f"{address[f'at_{output.name}']} = w_{output.name}[l]"]
    lines += [f"                {line}" for line in after]
    put_out = {name: j for name, j in carried.items() if name[0] == "a"}
    put_out |= {f"q{row}": asked.sizes[-1] + row for row, _, _ in reductions}
    lines += ["            start = stop", f"            {every_lane}"]
    lines += [f"                marked[point, {j}, lane + l] = {name}[l]" for name, j in put_out.items()]
    lines += [f"        {every_lane}", "            ends[lane + l] = end[l]"]
    head = [
        "import numpy as np",
        "from numba import carray",
        "",
        "from verify.simulate.kernels.stack import lanes, real",
        "",
        "",
    ]
    return "\n".join([*head, *lines, ""])


def statement(node: Node, names: Mapping[int, str]) -> str:
    """A node of a program as an assignment."""
    args = [names[arg.number] if isinstance(arg, Node) else repr(float(arg)) for arg in node.args]
    if node.ufunc in OPERATORS:
        value = f"{args[0]} {OPERATORS[node.ufunc]} {args[1]}"
    elif node.ufunc == "negative":
        value = f"-{args[0]}"
    else:
        value = f"{FUNCTIONS.get(node.ufunc or '', f'np.{node.ufunc}')}({', '.join(args)})"
    return f"{names[node.number]} = {value}"


def _after_step(step: StepProgram, asked: Asked) -> tuple[list[str], dict[str, int], dict[str, list[int]]]:
    """What follows the coordinates; the arrays that go on to the next step, by their places among what is folded; the columns
    of the table that are read now ("h") and before ("b").
    """
    sizes, every_lane, rows = asked.sizes, f"for l in range({LANES}):", [output.name for output in step.program.reductions]
    used: set[str] = set()
    fresh = count()  # a name is assigned once: Numba follows those that are not through the whole function

    def arithmetic(values: Sequence[Any]) -> tuple[list[str], list[str]]:
        """Statements for the values, and what they are called then."""
        outputs = [(str(j), value, None) for j, value in enumerate(values) if isinstance(value, Node) and value.ufunc]
        program = compile_program((), outputs)
        known = {arg.number: arg.name for node in program.nodes for arg in node.args if isinstance(arg, Node)}
        known |= {node.number: f"f{next(fresh)}" for node in program.nodes}
        found = {int(output.name): known[output.node.number] for output in program.updates}
        texts = [found.get(j) or (v.name if isinstance(v, Node) else repr(float(v))) for j, v in enumerate(values)]
        used.update({*known.values(), *texts})
        return [statement(node, known) for node in program.nodes], texts

    # one comparison to a select: LLVM vectorises no connection of several
    outside = f"q{rows.index('x_sup')}[l] > region" if asked.region else ""
    lines = [every_lane, "    slack[l] = " + " + ".join(f"q{j}[l]" for j in range(len(rows))), "odd = 0", every_lane]
    lines += ["    odd += 0 if end[l] - at > slack[l] - slack[l] else 1"]
    lines += [f"    odd += 1 if {outside} else 0"] if outside else []
    # of numbers so scaled down no sum of finite ones overflows
    lines += ["if odd:", f"    {every_lane}"]
    lines += [
        "        part = " + " + ".join(f"{2.0**-60!r} * q{j}[l]" for j in range(len(rows))),
        "        bad = part - part != 0.0",
    ]
    lines += [f"        if at < end[l] and stopped[lane + l] == 0 and (bad{f' or {outside}' if outside else ''}):"]
    lines += ["            end[l] = at"]
    lines += [f"            stopped[lane + l] = {int(Stopped.NOT_FINITE)} if bad else {int(Stopped.LEFT_REGION)}"]
    lines += ["        if at >= end[l]:", *(f"            q{j}[l] = 0.0" for j in range(len(rows)))]
    single: list[list[str]] = []
    compared: list[str] = []
    carried: dict[str, int] = {}
    for fold, place, base in zip(asked.folds, sizes, asked.starts, strict=False):
        own = f"a{place}[l]"
        if isinstance(fold, Compared):
            if not fold.settled:
                compared += _comparison(fold, place, arithmetic)
                carried |= {f"a{j}": j for j in (place + 1, place + 2)}
            continue
        carried[f"a{place}"] = place
        if isinstance(fold, Given):
            continue
        if isinstance(fold, First):
            level = f"a{base + fold.level}[l]" if isinstance(fold.level, int) else repr(float(fold.level))
            times = "(at - begin + 1.0)" if fold.times is None else f"a{base + fold.times}[l]"
            total = f"a{base + fold.sum}[l]"
            made = [
                f"hit = at - begin + 1.0 if {total} <= {level} * {times} else np.inf",
                "hit = hit if at < end[l] else np.inf",
            ]
            single.append([*made, f"{own} = hit if hit < {own} else {own}"])
        elif isinstance(fold, Extreme):
            made, (term,) = arithmetic([fold.term])
            best = f"best = {term} if {term} {'>' if fold.kind == 'max' else '<'} {own} else {own}"
            single.append([*made, best, f"{own} = best if at < end[l] else {own}"])
        elif isinstance(fold, Sum):
            made, (term,) = arithmetic([fold.term])
            single.append([*made, f"{own} += {term}"])
    if single:
        lines += ["if extra == 0:"]
        for j in range(0, len(single), TOGETHER):
            lines += [f"    {every_lane}", *(f"        {line}" for some in single[j : j + TOGETHER] for line in some)]
    if compared:
        before = [j for j in range(len(rows)) if f"y{j}[l]" in used]
        carried |= {f"y{j}": asked.sizes[-1] + j for j in before}
        lines += ["if at > begin:", *(f"    {line}" for line in compared), every_lane]
        lines += [*(f"    y{j}[l] = q{j}[l]" for j in before), "    pass"]
    for j, name in enumerate(asked.rows):
        lines += [every_lane, f"    out[k, {j}, lane + l] = {f'q{rows.index(name)}[l]' if name in rows else '0.0'}"]
    return lines, carried, {x: [j for j in range(len(step.table)) if {f"{x}{j}", f"{x}{j}[l]"} & used] for x in "hb"}


def _comparison(fold: Compared, place: int, arithmetic: Callable[[Sequence[Any]], tuple[list[str], list[str]]]) -> list[str]:
    """A `Compared`, as `verify.simulate.neighbours` has it: the allowance only where it matters."""
    every_lane, cold = f"for l in range({LANES}):", [f"folded[{place + j}, lane + l]" for j in range(fold.size)]
    checked, least = f"a{place + 1}[l]", f"a{place + 2}[l]"
    made, (slack, *margins) = arithmetic([fold.slack, *fold.margins])
    lines = ["odd = 0", every_lane, *(f"    {line}" for line in made), f"    slack[l] = {slack} if at < end[l] else np.inf"]
    lines += [f"    slack[l] = slack[l] if {margin} > 0.0 else np.inf" for margin in margins]
    lines += [f"    {checked} += 0.0 if slack[l] == np.inf else 1.0", f"    bar = {least} if {least} > 0.0 else 0.0"]
    lines += ["    odd += 0 if slack[l] >= bar else 1"]
    made, (allowance,) = arithmetic([fold.allowance])
    lines += ["if odd:", f"    {every_lane}", f"        if not (slack[l] >= 0.0 and slack[l] >= {least}):"]
    keep = [*made, f"ratio = slack[l] / {allowance}", "if ratio != ratio:"]
    keep += [f"    ratio = 0.0 if slack[l] == 0.0 and {allowance} == 0.0 else -np.inf"]
    negative = "not (slack[l] >= 0.0)"
    for better, entry in ((f"slack[l] < {least}", [least, *cold[3:5]]), (f"{negative} and ratio < {cold[7]}", cold[5:])):
        keep += [f"if {better}:", *(f"    {x} = {y}" for x, y in zip(entry, ("slack[l]", "at - 1.0", "ratio"), strict=True))]
    keep += [f"if {negative} and ratio < -1.0:", f"    {cold[0]} += 1.0"]
    return lines + [f"            {line}" for line in keep]


def _lane_loops(
    step: StepProgram,
    names: dict[int, str],
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
        here = names | {n: f"{names[n]}_{j}" for n in taken}
        lines += [f"    {here[n]} = s_{names[n]}[l]" for n in taken]
        lines += [f"    {statement(node, here)}" for node in group]
        lines += [f"    s_{names[node.number]}[l] = {names[node.number]}" for node in group if node.number in handed_on]
        if j == 0:
            lines += [f"    w_{output.name}[l] = {here[output.node.number]}" for output in program.updates]
        else:
            for row, node, reduce in reductions[3 * (j - 1) : 3 * j]:
                value, q = here[node.number], f"q{row}[l]"
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


def _signs(batch: int) -> tuple[list[str], list[str]]:
    """Statements of a coordinate and of a lane: a sum of `batch` signs from its place in a word, as in `Rademacher.fill`."""
    per = 64 // batch
    folds = POPCOUNT[: (batch - 1).bit_length()]
    drawn = [f"c = (noise[k, word, lane + l] >> shift) & np.uint64({(1 << batch) - 1})", *folds]
    drawn += [f"s_z[l] = 2.0 * real(c) - {batch}.0"]
    return [f"word, shift = i // {per}, np.uint64(i % {per} * {batch})"], drawn


#: Philox4x64-10 for every run side by side: words first, first + 1, ... of the streams (key, run), as NumPy's Philox has them
WORDS = """
import numpy as np

from verify.simulate.kernels.stack import high


def kernel(key, runs, first, out):
    count, width = out.shape
    for block in range(first // 4, (first + count + 3) // 4):
        j = 4 * block - first
        for l in range(width):
            c0, c1, c2, c3 = np.uint64(block + 1), np.uint64(0), np.uint64(0), np.uint64(0)
            k0, k1 = key, runs[l]
            for _ in range(10):
                a, b = np.uint64(0xD2E7470EE14C6C93) * c0, np.uint64(0xCA5A826395121157) * c2
                c0, c2 = high(np.uint64(0xCA5A826395121157), c2) ^ c1 ^ k0, high(np.uint64(0xD2E7470EE14C6C93), c0) ^ c3 ^ k1
                c1, c3 = b, a
                k0 += np.uint64(0x9E3779B97F4A7C15)
                k1 += np.uint64(0xBB67AE8584CAA73B)
            if j >= 0:
                out[j, l] = c0
            if 0 <= j + 1 < count:
                out[j + 1, l] = c1
            if 0 <= j + 2 < count:
                out[j + 2, l] = c2
            if j + 3 < count:
                out[j + 3, l] = c3
"""


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


class CompiledStreams:
    """`WordStreams`, compiled."""

    def __init__(self, key: int, runs: NDArray[np.int64], words: int, first: int = 0) -> None:
        self._key, self._runs, self.words, self._at = np.uint64(key), runs.astype(np.uint64), words, first * words

    def take(self, steps: int) -> NDArray[np.uint64]:
        """The words of the next `steps` steps, shape (steps, words, runs)."""
        out = np.empty((steps * self.words, len(self._runs)), dtype=np.uint64)
        if out.size:
            compiled(WORDS)(self._key, self._runs, self._at, out)
        self._at += len(out)
        return out.reshape(steps, self.words, len(self._runs))


class NumbaKernel:
    """Advances one block of `width` runs; made once and used for block after block."""

    streams = CompiledStreams

    def __init__(self, step: StepProgram, problem: Problem, width: int, shared: bool, reducers: Sequence[Reducer]) -> None:
        assert isinstance(problem.family, Separable)
        assert isinstance(problem.noise, Noise)
        noise, seen = problem.noise, nodes_of(step, shared)
        found = [(reducer, _folds(reducer, seen)) for reducer in reducers]
        begins = [0, *accumulate(sum(fold.size for fold in some or ()) for _, some in found)]
        self.asked = Asked(
            folds=tuple(fold for _, some in found for fold in some or ()),
            starts=tuple(begin for begin, (_, some) in zip(begins, found, strict=False) for _ in some or ()),
            rows=tuple(dict.fromkeys(name for one, some in found if some is None for name in one.needs)),
            drawn=noise.batch if isinstance(noise, Rademacher) and noise.coordinates_per_word else 0,
            shared=shared,
            region=problem.region is not None,
        )
        self.width, self.shared, self.rows = width, shared, self.asked.rows
        self.state: Array = np.zeros((len(step.state), problem.dimension, width))
        self._measured = [output.name for output in step.program.reductions]
        self._zero = dict.fromkeys({*step.rows} - {*self._measured}, np.zeros(width))
        self._folded: Array = np.zeros((begins[-1] + len(step.program.reductions), width))
        self._places = [None if some is None else slice(*ends) for ends, (_, some) in zip(pairwise(begins), found, strict=True)]
        #: of each reducer, its numbers in the loop; None if it sees the chunks
        self.parts = [None if place is None else self._folded[place] for place in self._places]
        self._marks = np.unique(np.array([k for one, some in found if some is not None for k in one.marks], dtype=np.int64))
        self._region = np.inf if problem.region is None else float(problem.region)
        self._coefficients = np.array([*problem.family.coefficients, noise.scale / noise.batch])
        sizes = self.asked.sizes
        self._settled = [
            (at, float(fold.slack))
            for at, fold in zip(sizes, self.asked.folds, strict=False)
            if isinstance(fold, Compared) and fold.settled
        ]
        carried = {*_after_step(step, self.asked)[1].values()} | {*range(sizes[-1], len(self._folded))}
        self._carried = np.array(sorted(carried), dtype=np.int64)
        self._kernel = compiled(source(step, self.asked))

    def advance(
        self, noise: NDArray[Any], hyper: Array, limit: NDArray[np.int64], stopped: NDArray[np.int64], q: Array,
        first: int, begin: int, extra: bool,
    ) -> list[tuple[int, list[Array], dict[str, Array]]]:  # fmt: skip
        """Run K steps from step `first` on, of runs that began at step `begin`; `limit` and `stopped` are brought up to date.

        `noise`: (K, words, W), or (K, d, W) draws; `hyper`: (1 + K, rows of the table, W or 1), row 0 of the step before;
        `q`: (K, rows, W) receives the rows that are asked for whole. Returned for each mark: the step, each folding
        reducer's numbers, and the quantities there.
        """
        marks = self._marks[(self._marks >= first) & (self._marks < first + len(q)) & (not extra)]
        last = first + len(q) - 1
        stops = np.append(marks, last) if not len(marks) or marks[-1] != last else marks
        marked = np.empty((len(stops), len(self._folded), self.width))
        marked[-1] = self._folded
        ends = limit.astype(np.float64)
        self._kernel(
            self.state, noise, self._coefficients, hyper, self._folded, ends, stopped, stops - first, marked, q,
            first, float(begin), int(extra), self._region,
        )  # fmt: skip
        limit[...] = ends
        self._folded[self._carried] = marked[-1, self._carried]
        pairs = np.clip(np.minimum(limit, last + 1) - max(first, begin + 1), 0, None)
        for place, slack in self._settled:  # every step is the formula's, and its slack is 0
            self._folded[place + 1] += pairs
            self._folded[place + 2 : place + 5, pairs > 0] = np.array([[slack], [begin], [slack]])
        start = len(self._folded) - len(self._measured)
        return [
            (
                k,
                [row[p] for p in self._places if p is not None],
                self._zero | dict(zip(self._measured, row[start:], strict=True)),
            )
            for k, row in zip(marks.tolist(), marked, strict=False)
        ]


def _folds(reducer: Reducer, step: StepNodes) -> Sequence[Fold] | None:
    """The reducer's folds; None where it does what no program can, or wants to see the chunks."""
    try:
        return reducer.folds(step)
    except (TypeError, AttributeError):
        return None
