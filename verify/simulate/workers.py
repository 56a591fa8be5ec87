"""Batches of runs on worker processes; the numbers do not depend on how many there are."""

import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from types import TracebackType

from theory.prove.worker import end_with
from verify.simulate import chain
from verify.simulate.ensemble import Experiment, Records

#: runs to a batch: the unit of work, of progress and of what is kept on disk
BATCH = 64


def batches(runs: range, size: int = BATCH) -> list[range]:
    """`runs` in pieces of at most `size`."""
    return [range(first, min(first + size, runs.stop)) for first in range(runs.start, runs.stop, size)]


def simulate(experiments: Sequence[Experiment], runs: range) -> Records:
    """The records of a batch (what a worker does)."""
    return chain.run(experiments, runs)


def begin_worker(parent: int) -> None:
    """Leave Ctrl-C to the parent, and do not outlive it: a worker whose parent was killed would wait for work for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with(parent)


def processes(count: int | None = None) -> ProcessPoolExecutor:
    """A pool of worker processes, by default one for each processor."""
    return ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=begin_worker, initargs=(os.getpid(),))


class Workers:
    """A pool of processes, made when it is first needed; with one worker everything happens in this process."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is not None:
            running = list((self._pool._processes or {}).values())  # the pool forgets them when it shuts down
            self._pool.shutdown(wait=kind is None, cancel_futures=True)
            if kind is not None:
                for process in running:
                    process.terminate()

    def map(self, jobs: Sequence[tuple[Sequence[Experiment], range]], done: Callable[[int, Records], None]) -> None:
        """Simulate every job; `done(index, records)` is called in this process as each is finished, in any order."""
        if self.count == 1 or not jobs:
            for index, (experiments, runs) in enumerate(jobs):
                done(index, simulate(experiments, runs))
            return
        if self._pool is None:
            self._pool = processes(self.count)
        futures: dict[Future[Records], int] = {
            self._pool.submit(simulate, experiments, runs): index for index, (experiments, runs) in enumerate(jobs)
        }
        for future in as_completed(futures):
            done(futures[future], future.result())
