"""The fused loop as source: the program of a step over the coordinates, sixteen runs side by side."""

import re
from collections.abc import Collection, Iterator, Mapping

from verify.simulate.kernels.after_step import EVERY_LANE, LANES, Asked, after_step, literal, statement
from verify.simulate.program import StepProgram
from verify.simulate.trace import TOTAL, Level, Node


def source(step: StepProgram, asked: Asked) -> tuple[str, list[float]]:
    """The fused loop as Python source, whose only function is `kernel`, and the numbers that it is to be given.

    A step of one coordinate is printed as several short loops over the lanes (first what the new state needs, then a few
    measured quantities at a time), because LLVM interleaves the lanes, and so hides the latency of the divisions, only in
    loops that are short enough to unroll. When the coordinates are done, what is asked for is folded, lane by lane. Sums over
    the coordinates that the step itself needs are taken before it, each in a pass of its own over the coordinates.
    """
    program, hyper = step.program, step.hyper
    lane, at = ("0", "") if asked.shared else ("lane + l", "[l]")
    # a slot or a row may be called as its author likes: prefixes keep it apart from the kernel's own variables
    inputs = {node.number: f"at_{name}" for name, node in step.state.items()} | {n.number: n.name for n in step.blocks.values()}
    names: dict[int, str] = inputs | {node.number: f"of_{name}{at}" for name, node in hyper.items()}
    names |= {node.number: node.name for node in step.coefficients}
    waits = program.waits
    names |= {node.number: f"t{j}{at if node.level == Level.RUN else ''}" for j, node in enumerate(program.nodes)}
    waiting = [node for node in program.nodes if node.level == Level.RUN and node.number in waits]
    names |= {node.number: f"{names[node.number].removesuffix('[l]')}[l]" for node in waiting}
    per_run = [node for node in program.nodes if node.level == Level.RUN and node.number not in waits]
    per_coordinate = [node for node in program.nodes if node.level == Level.COORDINATE]
    reductions = [(j, o.node, o.reduce) for j, o in enumerate(program.reductions)]
    after, constants = after_step(step, asked)
    body, more = _lane_loops(step, names, reductions)
    used = set(re.findall(r"\b[aqyhb]\d+\b", "\n".join([*after, *body])))
    folded, numbers = asked.places[-1], asked.places[-1] + len(reductions)
    places = {"q": ("Q", 0), "a": ("B", 0), "y": ("B", folded)}
    rows = {name: (places[name[0]][0], places[name[0]][1] + int(name[1:])) for name in sorted(used) if name[0] in places}
    columns = {f"of_{name}{at}": f"hyper[k + 1, {step.table.index(name)}, {lane}]" for name in hyper}
    columns |= {f"{x}{at}": f"hyper[k{' + 1' if x[0] == 'h' else ''}, {x[1:]}, {lane}]" for x in sorted(used - {*rows})}
    per_step = [*(f"{name} = {value}" for name, value in columns.items()), *(statement(node, names) for node in per_run)]
    stack = ["end", "slack", *more, *(names[node.number].removesuffix("[l]") for node in waiting)]
    if not asked.shared:
        stack += [name.removesuffix("[l]") for name in (*columns, *(names[node.number] for node in per_run))]
        per_step = [EVERY_LANE, *(f"    {line}" for line in per_step)] if per_step else []
    every_word, of_lane = _signs(asked.drawn) if asked.drawn else ([], [])
    address = {f"at_{name}": f"S{j}, (i, lane)" for j, name in enumerate(step.state)}
    of_coordinate = [f"{node.name} = coefficients[{j}, i]" for j, node in enumerate(step.coefficients)]
    of_coordinate += [statement(node, names) for node in per_coordinate]

    def over_coordinates(read: Collection[str], body: list[str]) -> list[str]:
        """The loop over the coordinates: these inputs are read, then `body`."""
        lines = [*of_coordinate]
        for name in read:
            if name == "z" and of_lane:
                lines += [EVERY_LANE, *(f"    {line}" for line in of_lane)]
            else:
                lines.append(f"fetch(s_{name}, {address.get(name, 'noise, (k, i, lane)')})")
        lines += body
        if every_word and "z" in read:
            return [*every_word, *(f"        {line}" for line in lines)]
        return ["for i in range(d):", *(f"    {line}" for line in lines)]

    each = ["at = float(first + k)", *per_step]
    for begin, read, sums, then in _passes(step, names, inputs):
        each += [*begin, *over_coordinates(read, sums), *then]
    each += [f"for j in range({LANES * len(reductions)}):", "    Q[j] = 0.0"]
    for row, _, reduce in reductions:
        each += [EVERY_LANE, f"    q{row}[l] = inf"] if reduce == "min" else []
    put = [f"put({address[f'at_{output.name}']}, w_{output.name})" for output in program.updates]
    each += [*over_coordinates(inputs.values(), [*body, *put]), *after]
    all_numbers = [f"for j in range({numbers}):", f"    {EVERY_LANE}"]
    # from one mark to the next: what is carried is put out at each, and at the end
    group = [EVERY_LANE, "    end[l] = ends[lane + l]", *all_numbers, f"        B[{LANES} * j + l] = folded[j, lane + l]"]
    group += ["start = 0", "for point in range(len(marks)):", "    stop = marks[point] + 1", "    for k in range(start, stop):"]
    group += [*(f"        {line}" for line in each), "    start = stop", *(f"    {line}" for line in all_numbers)]
    group += [f"            marked[point, j, lane + l] = B[{LANES} * j + l]", EVERY_LANE, "    ends[lane + l] = end[l]"]
    given = "state, noise, coefficients, constants, hyper, folded, ends, stopped, marks, marked, out, first, begin"
    lines = ["d = state.shape[1]", *(f"S{j} = state[{j}]" for j in range(len(step.state)))]
    lines += [f"c{j} = constants[{j}]" for j in range(len(constants))]
    lines += ["bits = words()", f"Q = lanes({len(reductions)})", f"B = lanes({numbers})"]
    lines += [f"{name} = lanes(1)" for name in stack]
    lines += [f"{name} = row({block}, {j})" for name, (block, j) in rows.items()]
    lines += [f"for lane in range(0, len(ends), {LANES}):", *(f"    {line}" for line in group)]
    head = ["from math import inf", "", "import numpy as np", ""]
    head += ["from verify.simulate.kernels.stack import fetch, lanes, put, real, row, select, words", "", ""]
    return "\n".join([*head, f"def kernel({given}, extra, region):", *(f"    {line}" for line in lines), ""]), constants


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

    done: dict[int, int] = {}  # node -> the loop that computes it
    groups: list[list[Node]] = []
    for j, roots in enumerate(goals):
        own = _needs(roots, inner, done)
        groups.append([node for node in program.nodes if node.number in own])
        done |= dict.fromkeys(own, j)
    reads = [
        {a.number for node in group for a in node.args if isinstance(a, Node)} | {root.number for root in roots}
        for group, roots in zip(groups, goals, strict=True)
    ]
    handed_on = {number for j, read in enumerate(reads) for number in read if number in done and done[number] < j}
    shown = _shown([node for _, node, reduce in reductions if reduce == "sum"])
    lines: list[str] = []
    for j, group in enumerate(groups):
        lines.append(EVERY_LANE)
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
                # a run that has a NaN must be seen: where no sum shows it, it stays, as np.maximum has it
                inside = node.args[0] if node.ufunc == "absolute" else node
                odd = "" if isinstance(inside, Node) and inside.number in shown else f" | ({value} != {value})"
                kept = f"select(({value} {'<' if reduce == 'min' else '>'} {q}){odd}, {value}, {q})"
                lines.append(f"    {q} = {q} + {value}" if reduce == "sum" else f"    {q} = {kept}")
    stack = [f"s_{names[n]}" for n in sorted(handed_on | inputs)] + [f"w_{output.name}" for output in program.updates]
    return lines, stack


def _needs(roots: list[Node], inner: Mapping[int, Node], done: Collection[int]) -> set[int]:
    """The nodes of each coordinate that these are made of, without those that are done."""
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        node = waiting.pop()
        if node.number in inner and node.number not in found and node.number not in done:
            found.add(node.number)
            waiting.extend(arg for arg in node.args if isinstance(arg, Node))
    return found


def _passes(
    step: StepProgram, names: Mapping[int, str], inputs: Mapping[int, str]
) -> Iterator[tuple[list[str], list[str], list[str], list[str]]]:
    """Pass after pass over the coordinates before a step whose rule has sums over them.

    How its sums begin, the inputs that are read, what is done in a coordinate, and what is then known of each run. What the
    step itself needs in a coordinate is computed again there, from the same inputs to the same bits.
    """
    program, waits = step.program, step.program.waits
    inner = {node.number: node for node in program.nodes if node.level == Level.FULL}
    for number in range(1, max(waits.values(), default=0) + 1):
        sums = [node for node in program.nodes if node.ufunc == TOTAL and waits[node.number] == number]
        roots = [arg for node in sums for arg in node.args if isinstance(arg, Node)]
        own = _needs(roots, inner, ())
        group = [node for node in program.nodes if node.number in own]
        read = {arg.number for node in group for arg in node.args if isinstance(arg, Node)} | {root.number for root in roots}
        taken = [n for n in inputs if n in read]
        here = dict(names) | {n: f"{names[n]}_of_{number}" for n in (*taken, *own)}  # a name is assigned once
        body = [f"{here[n]} = s_{names[n]}[l]" for n in taken] + [statement(node, here) for node in group]
        for node in sums:
            (arg,) = node.args
            value = here[arg.number] if isinstance(arg, Node) else literal(arg)
            body.append(f"{names[node.number]} = {names[node.number]} + {value}")
        then = [
            statement(node, names)
            for node in program.nodes
            if node.level == Level.RUN and node.ufunc != TOTAL and waits.get(node.number) == number
        ]
        yield (
            [EVERY_LANE, *(f"    {names[node.number]} = 0.0" for node in sums)],
            [inputs[n] for n in taken],
            [EVERY_LANE, *(f"    {line}" for line in body)],
            [EVERY_LANE, *(f"    {line}" for line in then)] if then else [],
        )


#: a result is NaN if an argument is
CARRIES = frozenset({"add", "subtract", "multiply", "divide", "negative", "sqrt", "absolute"})


def _shown(sums: list[Node]) -> set[int]:
    """The nodes a NaN in which makes one of the sums NaN."""
    found: set[int] = set()
    waiting = list(sums)
    while waiting:
        node = waiting.pop()
        if node.number not in found:
            found.add(node.number)
            waiting += [arg for arg in node.args if isinstance(arg, Node)] if node.ufunc in CARRIES else []
    return found


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
    """The loops over words and their coordinates, and what a lane does: a sum of `batch` signs, as in `Rademacher.fill`."""
    per = 64 // batch
    folds = POPCOUNT[: (batch - 1).bit_length()]
    loops = ["for word in range(noise.shape[1]):", "    fetch(bits, noise, (k, word, lane))"]
    loops += [f"    for i in range({per} * word, min({per} * (word + 1), d)):"]
    drawn = [f"c = bits[l] & np.uint64({(1 << batch) - 1})", *folds, f"s_z[l] = 2.0 * real(c) - {batch}.0"]
    return loops, [*drawn, f"bits[l] = bits[l] >> np.uint64({batch})"]
