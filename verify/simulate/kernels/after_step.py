"""What follows the coordinates of a step in the compiled loop: runs are stopped, folds taken further, rows put out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf
from typing import Any

from verify.simulate.folds import Compared, First, Fold, Given, StepNodes, Sum, Table
from verify.simulate.kernels.emit import REAL, TRUTH, TRUTHS, WHOLE, Function, Value, Variable, real, whole
from verify.simulate.measure import Stopped
from verify.simulate.program import StepProgram
from verify.simulate.trace import Level, Node, compile_program


@dataclass(frozen=True)
class Asked:
    """What is done beside the update: the numbers that are folded from step to step, and the rows that are put out whole.

    `drawn`: the batch of signs if they are drawn from words in the loop, else 0; `single`: whether draws are float32.
    `shared`: all runs have the same hyper-parameters. `region`: whether the row `x_sup` is bounded.
    """

    folds: tuple[Fold, ...] = ()
    starts: tuple[int, ...] = ()  # of each fold, where the numbers of its reducer begin
    rows: tuple[str, ...] = ()
    drawn: int = 0
    single: bool = False
    shared: bool = False
    region: bool = False

    @property
    def places(self) -> list[int]:
        """Where the numbers of each fold begin, and at the end how many there are."""
        return [0, *accumulate(fold.size for fold in self.folds)]


def nodes_of(step: StepProgram) -> StepNodes:
    """A step as reducers see it: measured rows now (q0, ...) and before (y0, ...), hyper-parameters (h0, ..., b0, ...)."""
    there = [output.name for output in step.program.reductions]
    now, before = (
        {name: Node(f"{letter}{there.index(name)}", Level.FULL) if name in there else 0.0 for name in step.rows}
        for letter in "qy"
    )
    tables = (Table({j: Node(f"{letter}{j}", Level.RUN) for j in range(len(step.table))}) for letter in "hb")
    return StepNodes(now, before, *tables)


class AfterStep:
    """Writes it, once for each step.

    A problem's constants and a claim's bounds are no part of what is written: what was compiled for one serves others. They are
    `constants`, of which the first are the run's first step and its region.
    """

    def __init__(
        self, step: StepProgram, asked: Asked, f: Function, numbers: Value, folded: Value, lane: Value, width: Value
    ) -> None:
        self.f, self.asked = f, asked
        self.rows = [output.name for output in step.program.reductions]
        self.constants: list[float] = [0.0, 0.0]
        self._numbers, self._folded, self._lane, self._width = numbers, folded, lane, width

    def _place(self, j: int) -> Value:
        """Where row j of what is folded begins; after the numbers come the quantities of the step before."""
        return self.f.binary("add", self.f.binary("mul", whole(j), self._width), self._lane)

    def _get(self, j: int) -> Value:
        return self.f.load(self._folded, self._place(j), REAL, lanes=True)

    def _put(self, j: int, value: Value) -> None:
        self.f.store(self.f.spread(value), self._folded, self._place(j))

    def _constant(self, value: float) -> Value:
        self.constants.append(float(value))
        return self.f.load(self._numbers, whole(len(self.constants) - 1), REAL)

    def _known(self, value: Any, made: Mapping[int, Value]) -> Value:
        """A value of a fold: a number, a quantity, a hyper-parameter, or what was made of them."""
        if not isinstance(value, Node):
            return self._constant(value)
        if value.number in made:
            return made[value.number]
        letter, j = value.name[0], int(value.name[1:])
        return self._get(self.asked.places[-1] + j) if letter == "y" else self._given[letter][j]

    def _made(self, *values: Any) -> list[Value]:
        """The values, computed."""
        outputs = [(str(j), value, None) for j, value in enumerate(values) if isinstance(value, Node) and value.ufunc]
        program, made = compile_program((), outputs), dict[int, Value]()
        for node in program.nodes:
            made[node.number] = self.f.arithmetic(node.ufunc or "", *(self._known(arg, made) for arg in node.args))
        found = {int(output.name): made[output.node.number] for output in program.updates}
        return [found[j] if j in found else self._known(value, made) for j, value in enumerate(values)]

    def write(
        self, at: Value, quantities: Sequence[Variable], given: Mapping[str, Mapping[int, Value]], end: Variable,
        stopped: Value, extra: Value, put: Callable[[int, Value], None],
    ) -> None:  # fmt: skip
        """What is done after a step.

        `at`: the step as a number; `quantities`: the measured ones; `given`: columns of the tables h and b by letter; `end`:
        the step at which each run ends; `put`: is given each row that is asked for whole.
        """
        f, folded = self.f, self.asked.places[-1]
        begin, region = (f.load(self._numbers, whole(j), REAL) for j in (0, 1))
        x_sup = self.rows.index("x_sup") if self.asked.region else None
        self._stops(at, quantities, end, stopped, None if x_sup is None else (x_sup, region))
        self._at, self._runs = at, f.compare("<", f.spread(at), end.get())
        self._given = {**given, "q": dict(enumerate(variable.get() for variable in quantities))}
        together = [*zip(self.asked.folds, self.asked.places, self.asked.starts, strict=False)]
        if any(not isinstance(fold, (Compared, Given)) for fold in self.asked.folds):
            with f.branch(f.op(TRUTH, f"icmp eq {extra}, 0")):
                self._n = f.binary("fadd", f.binary("fsub", at, begin), real(1.0))
                for fold, place, base in together:
                    self._single(fold, place, base)
        if any(isinstance(fold, Compared) and not fold.settled for fold in self.asked.folds):
            with f.branch(f.compare(">", at, begin)):
                for fold, place, _ in together:
                    if isinstance(fold, Compared) and not fold.settled:
                        self._comparison(fold, place)
        for j in range(len(self.rows)):
            self._put(folded + j, self._given["q"][j])
        for j, name in enumerate(self.asked.rows):
            put(j, self._given["q"][self.rows.index(name)] if name in self.rows else f.spread(real(0.0)))

    def _stops(
        self, at: Value, quantities: Sequence[Variable], end: Variable, stopped: Value, bounded: tuple[int, Value] | None
    ) -> None:
        """Runs stop before their first step that is not finite or outside the region; their quantities are 0 from there."""
        f, now = self.f, [variable.get() for variable in quantities]
        total = now[0]
        for value in now[1:]:
            total = f.binary("fadd", total, value)
        well = f.compare(">", f.binary("fsub", end.get(), at), f.binary("fsub", total, total))
        if bounded is not None:
            well = f.both("and", well, f.compare("<=", now[bounded[0]], bounded[1]))
        with f.branch(f.any(f.denied(well))):
            part = f.spread(real(0.0))
            for value in now:  # of numbers so scaled down no sum of finite ones overflows
                part = f.binary("fadd", part, f.binary("fmul", f.spread(real(2.0**-60)), value))
            bad = f.compare("!=", f.binary("fsub", part, part), real(0.0))
            odd = bad if bounded is None else f.both("or", bad, f.compare(">", now[bounded[0]], bounded[1]))
            before = f.load(stopped, self._lane, WHOLE, lanes=True)
            runs = f.op(TRUTHS, f"icmp eq {before}, zeroinitializer")
            new = f.both("and", f.compare("<", f.spread(at), end.get()), runs, odd)
            end.set(f.select(new, f.spread(at), end.get()))
            why = f.select(bad, whole(int(Stopped.NOT_FINITE)), whole(int(Stopped.LEFT_REGION)))
            f.store(f.select(new, why, before), stopped, self._lane, WHOLE)
            gone = f.compare(">=", f.spread(at), end.get())
            for variable, value in zip(quantities, now, strict=True):
                variable.set(f.select(gone, real(0.0), value))

    def _single(self, fold: Fold, place: int, base: int) -> None:
        f = self.f
        if isinstance(fold, (Compared, Given)):
            return
        own = self._get(place)
        if isinstance(fold, First):
            level = self._get(base + fold.level) if isinstance(fold.level, int) else self._constant(fold.level)
            times = self._n if fold.times is None else self._get(base + fold.times)
            there = f.compare("<=", self._get(base + fold.sum), f.binary("fmul", level, times))
            self._put(place, f.select(f.both("and", there, f.compare("<", self._n, own), self._runs), self._n, own))
            return
        (term,) = self._made(fold.term)
        if isinstance(fold, Sum):
            self._put(place, f.binary("fadd", own, term))
        else:
            better = f.compare("<" if fold.kind == "min" else ">", term, own)
            self._put(place, f.select(f.both("and", better, self._runs), term, own))

    def _comparison(self, fold: Compared, place: int) -> None:
        """A `Compared`, as `verify.simulate.neighbours` has it: the allowance only where it matters."""
        f, nothing, infinite = self.f, real(0.0), real(inf)
        slack, *margins = self._made(fold.slack, *(margin for margin, _ in fold.margins))
        claimed = [f.compare(how, f.spread(margin), nothing) for margin, (_, how) in zip(margins, fold.margins, strict=True)]
        slack = f.select(f.both("and", self._runs, *claimed), slack, infinite)
        checked, least = self._get(place + 1), self._get(place + 2)
        self._put(place + 1, f.binary("fadd", checked, f.select(f.compare("==", slack, infinite), nothing, real(1.0))))
        holds = f.compare(">=", slack, nothing)
        with f.branch(f.any(f.denied(f.both("and", holds, f.compare(">=", slack, least))))):
            (allowance,) = self._made(fold.allowance)
            ratio = f.binary("fdiv", slack, allowance)
            none = f.both("and", f.compare("==", slack, nothing), f.compare("==", f.spread(allowance), nothing))
            ratio = f.select(f.compare("!=", ratio, ratio), f.select(none, nothing, real(-inf)), ratio)
            before, negative = f.binary("fsub", self._at, real(1.0)), f.denied(holds)
            worst = self._get(place + 7)
            less, worse = f.compare("<", slack, least), f.both("and", negative, f.compare("<", ratio, worst))
            for better, first in ((less, place + 2), (worse, place + 5)):
                for j, value in enumerate((slack, before, ratio)):
                    self._put(first + j, f.select(better, value, self._get(first + j)))
            violated = f.select(f.both("and", negative, f.compare("<", ratio, real(-1.0))), real(1.0), nothing)
            self._put(place, f.binary("fadd", self._get(place), violated))
