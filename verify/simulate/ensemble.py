"""The one loop of the project: an ensemble of runs of an algorithm on a problem, measured while it runs.

Memory is O(R d) whatever the number of steps. Run r's numbers depend on (seed, problem, r) alone: not on the block it
is in, the size of the chunks in which noise is fetched, the back end, or the number of workers. A run whose numbers stop
being finite, or whose iterate leaves the region, is stopped there; what it gave before is kept.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from copy import copy
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from problems.errors import InputError
from problems.problem import Problem
from problems.sampling import Sampling
from theory.algorithms.base import Algorithm
from verify.simulate.kernels import compiled_kernel, loops, numpy_kernel
from verify.simulate.kernels.compiled import available
from verify.simulate.kernels.compiled_kernel import CompiledKernel
from verify.simulate.kernels.numpy_kernel import NumpyKernel
from verify.simulate.kernels.philox import CompiledStreams, worth_streams
from verify.simulate.kernels.ufunc_loops import loop_of
from verify.simulate.measure import Chunk, Reducer, stop
from verify.simulate.program import HYPER_ROWS, build
from verify.simulate.schedule import Schedule
from verify.simulate.streams import WordStreams, stream_key
from verify.simulate.tables import stands_still, table_of

Array = NDArray[np.float64]
#: noise values of a chunk of steps: enough for the loop to outweigh what is done once a chunk, few enough for the cache
CHUNK = 524_288
MOST_STEPS = 32_768
#: measured values held at a time
MEASURED = 4_194_304
#: values of a table of hyper-parameters with a column for each run: a larger one falls out of the cache (twice the time)
TABLE, FEWEST_STEPS = 262_144, 16
#: values of tables that are kept for the next block, where all runs share them
SHARED_TABLES = 1_048_576


@dataclass(frozen=True, eq=False)
class Experiment:
    """What to run: everything that a run's numbers depend on, and what is kept of them.

    `steps` is T, or an array with one T for each run. `start` is (slots, d, R): x, m, n of runs that go on from elsewhere;
    None starts from the problem's start with zero moments (which a schedule's initialisation may replace by the first
    gradient). `output` gives, from records and run numbers, the step of each run from which a following experiment goes on
    (`verify.simulate.chain`). `backend` is "auto" (compiled where that can be and pays), "compiled" or "numpy". `first_step`
    lets a run be continued. `coefficients` (coefficients, d, R) are those of the family and of the noise where each run has its
    own: many problems of one family side by side, on the NumPy back end.
    """

    problem: Problem
    algorithm: Algorithm
    schedule: Schedule
    steps: int | NDArray[np.int64]
    seed: int
    reducers: tuple[Reducer, ...] = ()
    start: Array | None = None
    backend: str = "auto"
    keep_state: bool = False
    purpose: str = "noise"
    first_step: int = 0
    output: "Callable[[Records, NDArray[np.int64]], NDArray[np.int64]] | None" = None
    coefficients: Array | None = None


Records = dict[str, NDArray[Any]]


def quantities_of(reducers: Sequence[Reducer], region: float | None) -> tuple[str, ...]:
    """The quantities that the kernel must give, in a fixed order without repetition."""
    needed = [name for reducer in reducers for name in reducer.needs] + (["x_sup"] if region is not None else ["x_sq"])
    return tuple(dict.fromkeys(needed))


class UnfitBackend(ValueError):
    """The back end that was asked for cannot run the problem."""


class Ensemble:
    """Runs of an experiment, block after block."""

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        problem = experiment.problem
        self.quantities = quantities_of(experiment.reducers, problem.region)
        self.rows = {name: j for j, name in enumerate(self.quantities)}
        self.step = build(problem, experiment.algorithm, self.quantities, experiment.schedule.neutral)
        self.own = problem.algorithm.own
        if not isinstance(self.own, experiment.algorithm.Parameters):
            where = f"({problem.where}: [algorithm])"
            raise InputError(f"{problem.name} has no parameters for {experiment.algorithm.name}  {where}")
        self._fusible = self._choose()
        self.fused = self._fusible and experiment.backend == "compiled"
        uneven = np.ndim(experiment.steps) > 0
        if uneven and any(reducer.neighbours for reducer in experiment.reducers):
            raise ValueError("an inequality between neighbouring steps needs the same number of steps in all runs")
        if uneven and not stands_still(experiment.algorithm):
            name = experiment.algorithm.name
            raise InputError(f"{name} moves where all hyper-parameters are 0: its runs must have one length")
        #: runs of different length go on with all hyper-parameters zero, which leaves their state as it is
        self.shared = experiment.schedule.shared and not uneven
        self._kernels: dict[tuple[bool, int], Any] = {}
        self._tables: dict[tuple[int, int], Array] = {}

    def _choose(self) -> bool:
        """Whether the fused back end can be used, which gives the bits of the other."""
        problem, backend = self.experiment.problem, self.experiment.backend
        if self.experiment.coefficients is not None:
            return False
        if backend == "numpy":
            return False
        missing = sorted(name for name in self.step.program.borrowed if available() and loop_of(name) is None)
        why = "llvmlite is not installed (extra `fast`)" if not available() else ""
        why = why or ("the family is not separable" if problem.coupled or isinstance(problem.noise, Sampling) else "")
        why = why or (f"NumPy's loop of {missing[0]} cannot be called from it" if missing else "")
        if backend == "compiled" and why:
            raise UnfitBackend(f"the fused back end cannot run {problem.name}: {why}")
        return not why

    @property
    def backend(self) -> str:
        """The back end that was chosen; "compiled" too where NumPy does what is too little to compile for, to the same bits."""
        return "compiled" if self._fusible else "numpy"

    def foresee(self, runs: int) -> float:
        """Decide whether so many runs are worth compiling the loop; if not, the processor seconds that NumPy needs for them."""
        if self.fused or not self._fusible:
            return 0.0
        seconds = numpy_kernel.seconds(self.step, self.experiment.problem, int(np.max(self.experiment.steps)), runs)
        self.fused = loops.worth(self._laid.source[0], seconds)
        return 0.0 if self.fused else seconds

    @cached_property
    def _laid(self) -> compiled_kernel.Laid:
        """What the compiled loop is to do, and its source."""
        return compiled_kernel.Laid(self.step, self.experiment.problem, self.shared, self.experiment.reducers)

    def width(self, runs: int) -> int:
        """How many of so many runs a block has; a few more where they do not fill its lanes."""
        return (compiled_kernel if self.fused else numpy_kernel).block_width(self.experiment.problem, runs)

    def run(self, runs: range) -> Records:
        """The records of these runs: what the reducers kept, `stopped` and `stopped_at`, and `state` if it is to be kept."""
        estimated, began = self.foresee(len(runs)), time.process_time()
        experiment, width = self.experiment, self.width(len(runs))
        # matrix products depend on the number of threads; workers are processes
        with _libraries().limit(limits=1) if experiment.problem.coupled else nullcontext():
            kernel = self._kernels.get((self.fused, width)) or self._kernel(width)
            blocks = [self._block(kernel, np.arange(first, min(first + width, runs.stop))) for first in runs[::width]]
        if estimated > 0.0:
            loops.spend(self._laid.source[0], time.process_time() - began, estimated)
        return join(blocks)

    def cut(self, steps: int) -> "Ensemble":
        """The last `steps` steps alone, from where the runs start, with the kernels that were made for all of them."""
        short, whole = copy(self), self.experiment
        first = whole.first_step + int(np.max(whole.steps)) - steps
        short.experiment, short._tables = replace(whole, first_step=first, steps=steps), {}
        return short

    def sown(self, seed: int) -> "Ensemble":
        """The same experiment from another seed, with the kernels and tables that were made for this one."""
        other = copy(self)
        other.experiment = replace(self.experiment, seed=seed)
        return other

    def _kernel(self, width: int) -> Any:
        experiment = self.experiment
        made: CompiledKernel | NumpyKernel
        if self.fused:
            made = CompiledKernel(self.step, experiment.problem, width, self._laid)
        else:
            made = NumpyKernel(self.step, experiment.problem, width, self.shared, experiment.coefficients is not None)
        self._kernels[self.fused, width] = made
        return made

    def _block(self, kernel: Any, runs: NDArray[np.int64]) -> Records:
        experiment, problem, width = self.experiment, self.experiment.problem, kernel.width
        # a padded block repeats its last run; what the copies give is dropped
        lanes = np.concatenate([runs, np.full(width - len(runs), runs[-1])])
        kernel.state[...] = 0.0
        if experiment.start is None:
            kernel.state[0] = problem.start[:, None]
        else:
            kernel.state[...] = experiment.start[:, :, lanes]
        if experiment.coefficients is not None:
            kernel.place(experiment.coefficients[:, :, lanes])
        steps = np.asarray(experiment.steps, dtype=np.int64)
        end = experiment.first_step + (steps[lanes] if steps.ndim else np.full(width, steps))
        limit = end.copy()
        stopped = np.zeros(width, dtype=np.int64)
        running = [reducer.begin(width, runs) for reducer in experiment.reducers]
        count = problem.noise.words * width * (int(end.max()) - experiment.first_step)
        compiled = self.fused or (experiment.backend == "auto" and worth_streams(count))
        streams = (CompiledStreams if compiled else WordStreams)(
            stream_key(experiment.seed, problem.name, experiment.purpose), lanes, problem.noise.words, experiment.first_step
        )
        # a compiled loop folds what it can; the rest is shown to its reducers chunk by chunk
        parts = kernel.parts if self.fused else [None] * len(running)
        marks = [frozenset(reducer.marks) for reducer in experiment.reducers]
        folding = [some for some in zip(running, parts, marks, strict=True) if some[1] is not None]
        seeing = [one for one, part in zip(running, parts, strict=True) if part is None]
        for one, part, _ in folding:
            part[...] = one.folded
        rows = {name: j for j, name in enumerate(kernel.rows)}
        q: Array = np.zeros((0, len(rows), width))
        last: tuple[Array, Array] | None = None
        for first, count, extra in self._chunks(int(end.max()), kernel):
            hyper, noise = self._hyper(first, count, lanes, end, extra), self._noise(kernel, streams, count)
            q = q[: count + 1] if len(q) > count else np.zeros((count + 1, len(rows), width))
            if last is not None:
                q[0], hyper[0] = last
            before = kernel.state.copy() if extra else None
            if extra:
                # a row more counts where the run came to its end; no inequality may use an x_T outside the region either
                limit = np.where(stopped > 0, limit, limit + 1)
            if self.fused:
                marked = kernel.advance(noise, hyper, limit, stopped, q[1:], first, experiment.first_step, extra)
            else:
                marked = []
                kernel.advance(noise, hyper[1:], q[1:])
                outside = np.False_ if problem.region is None else q[1:, self.rows["x_sup"]] > problem.region
                stop(q[1:], np.asarray(outside), first, limit, stopped)
            for one, part, _ in folding:
                one.folded[...] = part
                if not extra:
                    one.advanced(first, count, limit)
            for k, numbers, now in marked:
                for (one, _, asked), own in zip(folding, numbers, strict=True):
                    if k in asked:
                        one.mark(k, limit, own, now)
            chunk = Chunk(first, q, limit, extra, last is not None, rows, hyper)
            for one in seeing:
                one.update(chunk)
            last = q[-1].copy(), hyper[-1].copy()
            if before is not None:
                kernel.state[...] = before
            if stopped.all() or (running and all(reducer.finished for reducer in running)):
                break
        records: Records = {}
        for reducer in running:
            records |= reducer.result()
        records["stopped"] = stopped
        records["stopped_at"] = np.where(stopped > 0, limit, -1)
        if experiment.keep_state:
            records["state"] = kernel.state.copy()
        # columns beyond the block's own runs belong to the copies (figures' courses are already cut)
        return {name: value[..., : len(runs)] for name, value in records.items()}

    def _chunks(self, end: int, kernel: Any) -> Iterator[tuple[int, int, bool]]:
        """(first step, number of steps, whether it is the extra step after the last)."""
        problem, width = self.experiment.problem, kernel.width
        few = (self.fused and kernel.asked.drawn) or isinstance(problem.noise, Sampling)
        drawn = problem.noise.words if few else problem.dimension
        size = min(CHUNK // (drawn * width), MEASURED // (max(1, len(kernel.rows)) * width))
        if not self.shared:
            size = min(size, max(FEWEST_STEPS, TABLE // (len(self.step.table) * width)))
        size = max(1, min(size, MOST_STEPS))
        for k in range(self.experiment.first_step, end, size):
            yield k, min(size, end - k), False
        if any(reducer.neighbours for reducer in self.experiment.reducers):
            yield end, 1, True

    def _hyper(self, first: int, count: int, lanes: NDArray[np.int64], end: NDArray[np.int64], extra: bool) -> Array:
        """The hyper-parameters of the chunk's steps, (1 + count, rows, W or 1); row 0 is left for the step before."""
        if self.shared and not extra and (first, count) in self._tables:
            return self._tables[first, count]
        k = np.arange(first, first + count)
        # with a row more from the beginning, in one piece: a table is long, and copied it is read and written again
        table = self.rows_at(np.concatenate([k[:1], k]), lanes)
        if not self.shared and table.shape[2] == 1:
            table = np.repeat(table, len(lanes), axis=2)
        table[0] = 0.0
        if not self.shared and not extra and (over := k[:, None] >= end).any():
            # a run that has come to its end goes on with nothing that moves it; delta and eps alone keep v positive
            np.copyto(table[1:], 0.0, where=over[:, None, :])
            for name in ("delta", "eps"):
                table[1:, HYPER_ROWS.index(name)][over] = 1.0
        if self.shared and not extra and table.size + sum(kept.size for kept in self._tables.values()) <= SHARED_TABLES:
            self._tables[first, count] = table
        return table

    def rows_at(self, k: NDArray[np.int64], lanes: NDArray[np.int64]) -> Array:
        """The table at steps k, (K, rows, W or 1)."""
        return table_of(self.experiment.schedule, self.experiment.algorithm, self.own, k, lanes)

    def _noise(self, kernel: Any, streams: Any, count: int) -> NDArray[Any]:
        problem, words = self.experiment.problem, streams.take(count)
        if self.fused and kernel.asked.drawn:
            return words
        if isinstance(problem.noise, Sampling):
            return np.stack([problem.noise.rows(step) for step in words])
        out = np.empty((count, problem.dimension, kernel.width), dtype=problem.noise.dtype)
        problem.noise.fill(words, out)
        return out


@cache
def _libraries() -> ThreadpoolController:
    """NumPy's linear algebra; to look for it takes longer than a short batch."""
    return ThreadpoolController()


def join(blocks: Sequence[Records]) -> Records:
    """Records of several blocks, one after the other."""
    return {name: np.concatenate([block[name] for block in blocks], axis=-1) for name in blocks[0]}
