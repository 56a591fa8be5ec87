"""The fused loop: the program of a step over the coordinates, eight runs side by side, in LLVM's language."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from enum import IntEnum, auto
from math import inf

from verify.simulate.kernels.after_step import AfterStep, Asked
from verify.simulate.kernels.emit import LANES, PLACE, REAL, REALS, TRUTH, WHOLE, Function, Value, Variable, real, whole
from verify.simulate.program import StepProgram
from verify.simulate.trace import TOTAL, Level, Node


class Given(IntEnum):
    """What the loop is given: arrays as pointers, then integers."""

    STATE = 0
    NOISE = auto()
    COEFFICIENTS = auto()
    NUMBERS = auto()
    HYPER = auto()
    FOLDED = auto()
    ENDS = auto()
    STOPPED = auto()
    MARKS = auto()
    MARKED = auto()
    OUT = auto()
    UFUNCS = auto()
    DIMENSION = auto()
    WIDTH = auto()
    DRAWS = auto()
    POINTS = auto()
    FIRST = auto()
    EXTRA = auto()


def source(step: StepProgram, asked: Asked) -> tuple[str, list[float], list[str]]:
    """The module whose only function is the loop over steps, the numbers that it is given, and NumPy's functions it calls."""
    loop = FusedLoop(step, asked)
    numbers = loop.write()
    return loop.f.text, numbers, loop.f.ufuncs


class FusedLoop:
    """Writes it.

    When the coordinates of a step are done, what is asked for is folded (`AfterStep`). Sums over the coordinates that the step
    itself needs are taken before it, each in a pass of its own over the coordinates.
    """

    def __init__(self, step: StepProgram, asked: Asked) -> None:
        self.step, self.asked, self.f = step, asked, Function(Given.UFUNCS)
        self.given = {one: self.f.given(one, WHOLE if one >= Given.DIMENSION else PLACE) for one in Given}
        self.values: dict[int, Value] = {}
        self.reductions = step.program.reductions

    def _index(self, found: Value, *places: tuple[Value, Value | int]) -> Value:
        """A place in an array: the first index, then each with the length of its axis."""
        f = self.f
        for index, length in places:
            found = f.binary("add", f.binary("mul", found, whole(length) if isinstance(length, int) else length), index)
        return found

    def write(self) -> list[float]:
        f, given = self.f, self.given
        width, folded = given[Given.WIDTH], given[Given.FOLDED]
        rows = self.asked.places[-1] + len(self.reductions)
        with f.loop(width, step=LANES) as lane:
            self.lane, after = lane, AfterStep(self.step, self.asked, f, given[Given.NUMBERS], folded, lane, width)
            end, start = f.variable(f.load(given[Given.ENDS], lane, REAL, lanes=True)), f.variable(whole(0))
            # from one mark to the next: what is carried is put out at each, and at the end
            with f.loop(given[Given.POINTS]) as point:
                stop = f.binary("add", f.load(given[Given.MARKS], point, WHOLE), whole(1))
                with f.loop(stop, start.get()) as k:
                    self._step(k, end, after)
                start.set(stop)
                with f.loop(whole(rows)) as j:
                    there = self._index(point, (j, rows), (lane, width))
                    f.store(f.load(folded, self._index(j, (lane, width)), REAL, lanes=True), given[Given.MARKED], there)
            f.store(end.get(), given[Given.ENDS], lane)
        return after.constants

    def _step(self, k: Value, end: Variable, after: AfterStep) -> None:
        f, given, program = self.f, self.given, self.step.program
        number = f.op(REAL, f"sitofp {f.binary('add', given[Given.FIRST], k)} to {REAL}")
        columns = {letter: self._columns(f.binary("add", k, whole(later))) for letter, later in (("h", 1), ("b", 0))}
        self.values = {node.number: columns["h"][self.step.table.index(name)] for name, node in self.step.hyper.items()}
        self._compute([node for node in program.nodes if node.level == Level.RUN and node.number not in program.waits])
        for passed in range(1, max(program.waits.values(), default=0) + 1):
            self._sums(k, passed)
        found = [f.variable(f.spread(real(inf if output.reduce == "min" else 0.0))) for output in self.reductions]
        with self._coordinates(k) as i:
            self._compute([node for node in program.nodes if node.level == Level.FULL])
            for output, variable in zip(self.reductions, found, strict=True):
                self._reduce(variable, output.node, output.reduce)
            slots = {name: j for j, name in enumerate(self.step.state)}
            for output in program.updates:
                there = self._index(whole(slots[output.name]), (i, given[Given.DIMENSION]), (self.lane, given[Given.WIDTH]))
                f.store(f.spread(self.values[output.node.number]), given[Given.STATE], there)
        asked = len(self.asked.rows)

        def put(j: int, value: Value) -> None:
            f.store(value, given[Given.OUT], self._index(k, (whole(j), asked), (self.lane, given[Given.WIDTH])))

        after.write(number, found, columns, end, given[Given.STOPPED], given[Given.EXTRA], put)

    def _columns(self, row: Value) -> Mapping[int, Value]:
        """The hyper-parameters of a row of the table; LLVM leaves out those that nobody uses."""
        f, width, found = self.f, self.given[Given.WIDTH], dict[int, Value]()
        table = len(self.step.table)
        for j in range(table):
            there = self._index(row, (whole(j), table), *(() if self.asked.shared else ((self.lane, width),)))
            found[j] = f.load(self.given[Given.HYPER], there, REAL, lanes=not self.asked.shared)
        return found

    def _of(self, arg: Node | float) -> Value:
        return self.values[arg.number] if isinstance(arg, Node) else real(arg)

    def _compute(self, nodes: Sequence[Node]) -> None:
        for node in nodes:
            self.values[node.number] = self.f.arithmetic(node.ufunc or "", *map(self._of, node.args))

    @contextmanager
    def _coordinates(self, k: Value) -> Iterator[Value]:
        """What is written within it is done for each coordinate, whose inputs are then known."""
        f, given, batch = self.f, self.given, self.asked.drawn
        d, draws, width = (given[one] for one in (Given.DIMENSION, Given.DRAWS, Given.WIDTH))
        drawn = batch > 0 and "z" in self.step.blocks
        with ExitStack() as stack:
            if drawn:
                per = whole(64 // batch)
                word = stack.enter_context(f.loop(draws))
                there = self._index(k, (word, draws), (self.lane, width))
                bits = f.variable(f.load(given[Given.NOISE], there, WHOLE, lanes=True))
                first = f.binary("mul", word, per)
                last = f.binary("add", first, per)
                last = f.select(f.op(TRUTH, f"icmp slt {last}, {d.name}"), last, d)
                i = stack.enter_context(f.loop(last, first))
            else:
                i = stack.enter_context(f.loop(d))
            for j, node in enumerate(self.step.coefficients):
                self.values[node.number] = f.load(given[Given.COEFFICIENTS], self._index(whole(j), (i, d)), REAL)
            self._compute([node for node in self.step.program.nodes if node.level == Level.COORDINATE])
            for j, node in enumerate(self.step.state.values()):
                there = self._index(whole(j), (i, d), (self.lane, width))
                self.values[node.number] = f.load(given[Given.STATE], there, REAL, lanes=True)
            for node in self.step.blocks.values():
                self.values[node.number] = _signs(f, bits, batch) if drawn else self._draw(k, i)
            yield i

    def _draw(self, k: Value, i: Value) -> Value:
        f, there = self.f, self._index(k, (i, self.given[Given.DIMENSION]), (self.lane, self.given[Given.WIDTH]))
        value = f.load(self.given[Given.NOISE], there, "float" if self.asked.single else REAL, lanes=True)
        return f.op(REALS, f"fpext {value} to {REALS}") if self.asked.single else value

    def _reduce(self, variable: Variable, node: Node, how: str | None) -> None:
        f, value, now = self.f, self.f.spread(self.values[node.number]), variable.get()
        if how == "sum":
            variable.set(f.binary("fadd", now, value))
        else:  # a run that has a NaN must be seen: it stays, as np.maximum has it
            better = f.compare("<" if how == "min" else ">", value, now)
            variable.set(f.select(f.both("or", better, f.compare("!=", value, value)), value, now))

    def _sums(self, k: Value, number: int) -> None:
        """A pass over the coordinates before a step whose rule has sums over them; then what is known of each run.

        What the step itself needs in a coordinate is computed again there, from the same inputs to the same bits.
        """
        f, program, waits = self.f, self.step.program, self.step.program.waits
        sums = [node for node in program.nodes if node.ufunc == TOTAL and waits[node.number] == number]
        totals = [f.variable(f.spread(real(0.0))) for _ in sums]
        with self._coordinates(k):
            self._compute([node for node in program.nodes if node.level == Level.FULL and waits.get(node.number, 0) < number])
            for node, total in zip(sums, totals, strict=True):
                (arg,) = node.args
                total.set(f.binary("fadd", total.get(), f.spread(self._of(arg))))
        self.values |= {node.number: total.get() for node, total in zip(sums, totals, strict=True)}
        runs = (node for node in program.nodes if node.level == Level.RUN and node.ufunc != TOTAL)
        self._compute([node for node in runs if waits.get(node.number) == number])


def _signs(f: Function, bits: Variable, batch: int) -> Value:
    """A sum of `batch` signs, as in `Rademacher.fill`, from the lowest of the bits; the others are then lower.

    A count below 2^52 becomes a float64 by its bits: before AVX-512 no vector instruction converts 64-bit integers.
    """
    now = bits.get()
    own = f.binary("and", now, f.spread(whole((1 << batch) - 1)))
    count = f.call(f"ctpop.v{LANES}i64", own)
    bits.set(f.binary("lshr", now, f.spread(whole(batch))))
    lifted = f.binary("or", count, f.spread(whole(0x4330000000000000)))
    found = f.binary("fsub", f.op(REALS, f"bitcast {lifted} to {REALS}"), f.spread(real(2.0**52)))
    return f.binary("fsub", f.binary("fmul", f.spread(real(2.0)), found), f.spread(real(float(batch))))
