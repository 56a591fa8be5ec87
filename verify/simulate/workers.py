"""Batches of runs on worker processes; the numbers do not depend on how many there are."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, as_completed
from types import TracebackType
from typing import Any

from theory.outside import explained
from theory.prove.parent import begin_worker
from verify.simulate import chain
from verify.simulate.cluster import Cluster
from verify.simulate.ensemble import Experiment, Records

#: runs to a batch: the unit of work, of progress and of what is kept on disk
BATCH = 64


def batches(runs: range, size: int = BATCH) -> list[range]:
    """`runs` in pieces of at most `size`."""
    return [range(first, min(first + size, runs.stop)) for first in range(runs.start, runs.stop, size)]


def simulate(experiments: Sequence[Experiment], runs: range) -> Records:
    """The records of a batch (what a worker does)."""
    return chain.run(experiments, runs)


def processes(count: int | None = None) -> Executor:
    """A pool of worker processes, by default one for each processor.

    joblib's: its workers do not import the script that began them, which therefore needs no `__main__` guard.
    """
    from joblib.externals.loky import ProcessPoolExecutor

    pool: Executor = ProcessPoolExecutor(count, initializer=begin_worker, initargs=(os.getpid(),))
    return pool


#: where tasks go: to so many processes of one's own, or to a cluster
Hands = int | Cluster


def pool_of(hands: Hands) -> Executor | None:
    """What tasks are given to; None where they are done in this process, as there is one alone."""
    if isinstance(hands, Cluster):
        return hands
    return processes(hands) if hands > 1 else None


def submit(pool: Executor, task: Callable[..., Any], *given: Any) -> Future[Any]:
    """The task on one of the pool's processes; an error in a file of one's own comes back as the line that tells its place."""
    return pool.submit(_told, task, *given)


def _told(task: Callable[..., Any], *given: Any) -> Any:
    try:
        return task(*given)
    except Exception as error:
        raise (explained(error) or error) from None


def close(pool: Executor, at_once: bool) -> None:
    """End the pool's processes: now, or when they have done all that was asked for. A cluster is not ours to end."""
    if not isinstance(pool, Cluster):
        pool.shutdown(wait=True, kill_workers=at_once)  # type: ignore[call-arg]


class Workers:
    """What batches are given to, made when it is first needed; with one worker everything happens in this process."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self._pool: Executor | None = None

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is not None:
            close(self._pool, at_once=kind is not None)

    def map(self, jobs: Sequence[tuple[Sequence[Experiment], range]], done: Callable[[int, Records], None]) -> None:
        """Simulate every job; `done(index, records)` is called in this process as each is finished, in any order."""
        if self._pool is None and jobs:
            self._pool = pool_of(self.hands)
        if self._pool is None:
            for index, (experiments, runs) in enumerate(jobs):
                done(index, simulate(experiments, runs))
            return
        futures: dict[Future[Records], int] = {
            submit(self._pool, simulate, experiments, runs): index for index, (experiments, runs) in enumerate(jobs)
        }
        for future in as_completed(futures):
            done(futures[future], future.result())
