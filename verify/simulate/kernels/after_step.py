"""What follows the coordinates of a step in the compiled loop: runs are stopped, folds taken further, rows put out.

The measured quantities of the step lie in Q, row after row of `LANES` numbers; what is folded lies in B, and after it the
quantities of the step before. q3, a3 and y3 are rows of Q, of B, and of B's last part.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import accumulate, count
from typing import Any

from verify.simulate.folds import Compared, Extreme, First, Fold, Given, StepNodes, Sum, Table
from verify.simulate.measure import Stopped
from verify.simulate.program import StepProgram
from verify.simulate.trace import Level, Node, compile_program

#: as in verify.simulate.kernels.stack, which only compiled code may import
LANES = 16
EVERY_LANE = f"for l in range({LANES}):"
#: folds to a loop over the lanes
TOGETHER = 4
OPERATORS = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/"}
FUNCTIONS = {"absolute": "abs"}


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
    def places(self) -> list[int]:
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


def literal(value: float) -> str:
    """A number of the program as it stands in the source."""
    return repr(float(value))


def statement(node: Node, names: Mapping[int, str], number: Callable[[float], str] = literal) -> str:
    """A node of a program as an assignment."""
    args = [names[arg.number] if isinstance(arg, Node) else number(arg) for arg in node.args]
    if node.ufunc in OPERATORS:
        value = f"{args[0]} {OPERATORS[node.ufunc]} {args[1]}"
    elif node.ufunc == "negative":
        value = f"-{args[0]}"
    else:
        value = f"{FUNCTIONS.get(node.ufunc or '', f'np.{node.ufunc}')}({', '.join(args)})"
    return f"{names[node.number]} = {value}"


def after_step(step: StepProgram, asked: Asked) -> tuple[list[str], list[float]]:
    """The statements, and the numbers that they call c0, c1, ...

    A problem's constants and a claim's bounds are no part of the source: what was compiled for one serves others.
    """
    constants: list[float] = []

    def constant(value: float) -> str:
        constants.append(float(value))
        return f"c{len(constants) - 1}"

    rows = [output.name for output in step.program.reductions]
    fresh = count()  # a name is assigned once: Numba follows those that are not through the whole function

    def arithmetic(*values: Any) -> tuple[list[str], list[str]]:
        """Statements for the values, and what they are called then."""
        outputs = [(str(j), value, None) for j, value in enumerate(values) if isinstance(value, Node) and value.ufunc]
        program = compile_program((), outputs)
        known = {arg.number: arg.name for node in program.nodes for arg in node.args if isinstance(arg, Node)}
        known |= {node.number: f"f{next(fresh)}" for node in program.nodes}
        found = {int(output.name): known[output.node.number] for output in program.updates}
        texts = [found.get(j) or (v.name if isinstance(v, Node) else constant(v)) for j, v in enumerate(values)]
        return [statement(node, known, constant) for node in program.nodes], texts

    single: list[list[str]] = []
    compared: list[str] = []
    for fold, place, base in zip(asked.folds, asked.places, asked.starts, strict=False):
        own = f"a{place}[l]"
        if isinstance(fold, Compared):
            compared += [] if fold.settled else _comparison(fold, place, arithmetic)
        elif isinstance(fold, First):
            level = f"a{base + fold.level}[l]" if isinstance(fold.level, int) else constant(fold.level)
            times = "n" if fold.times is None else f"a{base + fold.times}[l]"
            there = f"(a{base + fold.sum}[l] <= {level} * {times})"
            single.append([f"{own} = select({there} & (n < {own}) & (at < end[l]), n, {own})"])
        elif not isinstance(fold, Given):
            made, (term,) = arithmetic(fold.term)
            sign = "<" if isinstance(fold, Extreme) and fold.kind == "min" else ">"
            better = f"select(({term} {sign} {own}) & (at < end[l]), {term}, {own})"
            single.append([*made, f"{own} = {f'{own} + {term}' if isinstance(fold, Sum) else better}"])
    lines = _stops(f"q{rows.index('x_sup')}[l]" if asked.region else "", len(rows))
    if single:
        lines += ["if extra == 0:", "    n = at - begin + 1.0"]
        for j in range(0, len(single), TOGETHER):
            lines += [f"    {EVERY_LANE}", *(f"        {line}" for some in single[j : j + TOGETHER] for line in some)]
    if compared:
        lines += ["if at > begin:", *(f"    {line}" for line in compared)]
    lines += [f"for j in range({LANES * len(rows)}):", f"    B[{LANES * asked.places[-1]} + j] = Q[j]"]
    for j, name in enumerate(asked.rows):
        lines += [EVERY_LANE, f"    out[k, {j}, lane + l] = {f'q{rows.index(name)}[l]' if name in rows else '0.0'}"]
    return lines, constants


def _stops(x_sup: str, rows: int) -> list[str]:
    """Each run is stopped before its first step that is not finite or outside the region; its quantities are 0 from there."""
    inside, outside = (f" & ({x_sup} <= region)", f" | ({x_sup} > region)") if x_sup else ("", "")
    lines = [EVERY_LANE, "    slack[l] = " + " + ".join(f"q{j}[l]" for j in range(rows)), "odd = 0", EVERY_LANE]
    lines += [f"    odd += select((end[l] - at > slack[l] - slack[l]){inside}, 0, 1)"]
    # of numbers so scaled down no sum of finite ones overflows
    lines += ["if odd:", f"    {EVERY_LANE}", "        part = 0.0", f"        for j in range(l, {LANES * rows}, {LANES}):"]
    lines += [f"            part += {2.0**-60!r} * Q[j]", "        bad = part - part != 0.0"]
    lines += [f"        if (at < end[l]) & (stopped[lane + l] == 0) & (bad{outside}):", "            end[l] = at"]
    lines += [f"            stopped[lane + l] = select(bad, {int(Stopped.NOT_FINITE)}, {int(Stopped.LEFT_REGION)})"]
    lines += ["        if at >= end[l]:", f"            for j in range(l, {LANES * rows}, {LANES}):"]
    return [*lines, "                Q[j] = 0.0"]


def _comparison(fold: Compared, place: int, arithmetic: Callable[..., tuple[list[str], list[str]]]) -> list[str]:
    """A `Compared`, as `verify.simulate.neighbours` has it: the allowance only where it matters."""
    violated, checked, least, *others = (f"a{place + j}[l]" for j in range(fold.size))
    made, (slack, *margins) = arithmetic(fold.slack, *(margin for margin, _ in fold.margins))
    hows = (how for _, how in fold.margins)
    claimed = " & ".join(["(at < end[l])", *(f"({margin} {how} 0.0)" for margin, how in zip(margins, hows, strict=True))])
    lines = ["odd = 0", EVERY_LANE, *(f"    {line}" for line in made), f"    slack[l] = select({claimed}, {slack}, inf)"]
    lines += [f"    {checked} += select(slack[l] == inf, 0.0, 1.0)"]
    lines += [f"    odd += select((slack[l] >= 0.0) & (slack[l] >= {least}), 0, 1)"]
    lines += ["if odd:", f"    {EVERY_LANE}", f"        if not ((slack[l] >= 0.0) & (slack[l] >= {least})):"]
    made, (allowance,) = arithmetic(fold.allowance)
    keep = [*made, f"ratio = slack[l] / {allowance}", "if ratio != ratio:"]
    keep += [f"    ratio = select((slack[l] == 0.0) & ({allowance} == 0.0), 0.0, -inf)", "negative = not (slack[l] >= 0.0)"]
    worst = others[4]
    for better, entry in ((f"slack[l] < {least}", (least, *others[:2])), (f"negative & (ratio < {worst})", others[2:])):
        keep += [f"if {better}:", *(f"    {x} = {y}" for x, y in zip(entry, ("slack[l]", "at - 1.0", "ratio"), strict=True))]
    keep += ["if negative & (ratio < -1.0):", f"    {violated} += 1.0"]
    return lines + [f"            {line}" for line in keep]
