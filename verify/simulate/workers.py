"""Batches of runs on worker processes; the numbers do not depend on how many there are."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import suppress
from functools import partial
from queue import Empty
from types import TracebackType
from typing import Any

from theory.outside import explained
from theory.prove.parent import begin_worker
from verify.simulate import chain
from verify.simulate.cluster import Cluster
from verify.simulate.ensemble import Experiment, Records

#: runs to a batch: the unit of work, of progress and of what is kept on disk
BATCH = 64


#: groups of jobs that each process may have before it, and a cluster
AHEAD, AHEAD_OF_CLUSTER = 4, 64
Jobs = Sequence[tuple[Sequence[Experiment], range]]
Done = Callable[[int, Records], None]
#: where tasks go: to so many processes of one's own, or to a cluster
Hands = int | Cluster


def batches(runs: range, size: int = BATCH) -> list[range]:
    """`runs` in pieces of at most `size`."""
    return [range(first, min(first + size, runs.stop)) for first in range(runs.start, runs.stop, size)]


def simulate(experiments: Sequence[Experiment], some: Sequence[range]) -> list[Records]:
    """The records of batches that follow one another, run side by side (what a worker does)."""
    first, last = some[0].start, some[-1].stop
    records = chain.run(experiments, range(first, last))
    return [{name: kept[..., one.start - first : one.stop - first] for name, kept in records.items()} for one in some]


def together(jobs: Jobs, hands: Hands) -> list[list[int]]:
    """Jobs, by their places, that are one task: batches that follow one another, up to what the loop runs side by side.

    To the loop a batch is often too narrow. Every process has its share.
    """
    most = -(-len(jobs) // hands) if isinstance(hands, int) else 1
    tasks: list[list[int]] = []
    for place, (experiments, runs) in enumerate(jobs):
        last = tasks[-1] if tasks else []
        follows = 0 < len(last) < most and jobs[place - 1][0] is experiments and jobs[place - 1][1].stop == runs.start
        if follows and chain.made(experiments[0]).width(count := runs.stop - jobs[last[0]][1].start) >= count:
            last.append(place)
        else:
            tasks.append([place])
    return tasks


def processes(count: int | None = None) -> Executor:
    """A pool of worker processes, by default one for each processor.

    joblib's: its workers do not import the script that began them, which therefore needs no `__main__` guard.
    """
    from joblib.externals.loky import ProcessPoolExecutor

    pool: Executor = ProcessPoolExecutor(count, initializer=begin_worker, initargs=(os.getpid(),))
    return pool


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
        while at_once and not pool._work_ids.empty():  # type: ignore[attr-defined]
            with suppress(Empty):  # what is still in line when the processes are gone makes joblib's thread stumble
                pool._work_ids.get_nowait()  # type: ignore[attr-defined]
        pool.shutdown(wait=True, kill_workers=at_once)  # type: ignore[call-arg]


class Here(Future[Any]):
    """A task that is done in this process when its result is asked for."""

    def __init__(self, task: Callable[..., Any], *given: Any) -> None:
        super().__init__()
        self._asked = partial(task, *given)

    def result(self, timeout: float | None = None) -> Any:
        if not self.done():
            self.set_result(self._asked())
        return super().result(timeout)


class Workers:
    """What batches are given to, made when it is first needed; with one worker everything happens in this process.

    `at_once`: what nobody waited for any more is dropped at the end. `pool`: whose processes do it, if not its own.
    """

    def __init__(self, hands: Hands, at_once: bool = False, pool: Executor | None = None) -> None:
        self.hands, self.at_once = hands, at_once
        self._pool, self._lent = (pool if hands != 1 else None), pool is not None
        self._asked: dict[Future[list[Records]], Callable[[list[Records]], None]] = {}

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is not None and not self._lent:
            close(self._pool, at_once=self.at_once or kind is not None)

    def ask(self, task: Callable[..., Any], *given: Any) -> Future[Any]:
        """Have a task done; its result is waited for, or with one worker worked out, when it is asked for."""
        if self._pool is None:
            self._pool = pool_of(self.hands)
        return Here(task, *given) if self._pool is None else submit(self._pool, task, *given)

    @property
    def ahead(self) -> int:
        """How many groups of jobs beyond the one that is waited for are worth asking for."""
        return (AHEAD * self.hands if self.hands > 1 else 0) if isinstance(self.hands, int) else AHEAD_OF_CLUSTER

    def begin(self, jobs: Jobs, done: Done, others: int = 0) -> list[Future[list[Records]]]:
        """Ask for every job; `done(index, records)` is called in this process as each is finished, in any order, while
        somebody waits. `others`: so many groups of jobs follow; where they do for all processes, each takes what it can."""
        asked = []
        divided = not isinstance(self.hands, int) or others + 1 < self.hands
        for places in together(jobs, self.hands if divided else 1):
            one = self.ask(simulate, jobs[places[0]][0], [jobs[j][1] for j in places])
            tell = partial(_each, places, done)
            if isinstance(one, Here):
                tell(one.result())
            else:
                asked.append(one)
                self._asked[one] = tell
        return asked

    def wait(self, asked: Sequence[Future[list[Records]]]) -> None:
        """Until these are finished; others that are finished before are told too."""
        while any(future in self._asked for future in asked):
            for future in wait(self._asked, return_when=FIRST_COMPLETED).done:
                self._asked.pop(future)(future.result())

    def map(self, jobs: Jobs, done: Done) -> None:
        """Ask for every job, and wait."""
        self.wait(self.begin(jobs, done))


def _each(places: Sequence[int], done: Done, found: Sequence[Records]) -> None:
    for place, records in zip(places, found, strict=True):
        done(place, records)
