"""One set of processes for all that a command does, each of which takes seconds to begin: the most urgent task is next."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from enum import IntEnum
from functools import partial
from heapq import heappop, heappush
from itertools import count
from threading import Lock
from types import TracebackType
from typing import Any

from verify.simulate.cluster import Cluster
from verify.simulate.workers import Hands, close, processes


class Urgency(IntEnum):
    """What goes first: runs, whose records this process waits for; studies; figures."""

    RUNS = 0
    STUDIES = 1
    FIGURES = 2


class Line(Executor):
    """The way to shared processes of tasks that are equally urgent; who comes first is served first."""

    def __init__(self, shared: "Shared", urgency: Urgency) -> None:
        self._shared, self._urgency = shared, urgency

    def submit(self, task: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        return self._shared.put(self._urgency, partial(task, *given, **named))


class Shared:
    """The processes of a command, begun with the first task. At the end, what nobody waited for is dropped."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self._pool: Executor | None = None
        self._waiting: list[tuple[Urgency, int, Future[Any], Callable[[], Any]]] = []
        self._running, self._number, self._lock = 0, count(), Lock()

    def __enter__(self) -> "Shared":
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        with self._lock:
            left, self._waiting = self._waiting, []
        for *_, promise, _task in left:
            promise.cancel()
        if self._pool is not None:
            close(self._pool, at_once=kind is not None)

    def line(self, urgency: Urgency) -> Executor | None:
        """Where tasks of this urgency are put; None where there is no process but this one."""
        if isinstance(self.hands, Cluster):
            return self.hands
        return Line(self, urgency) if self.hands > 1 else None

    @property
    def drawing(self) -> Executor | None:
        """Where figures are put; None where no process was begun: few figures are not worth one."""
        return None if self._pool is None else self.line(Urgency.FIGURES)

    def put(self, urgency: Urgency, task: Callable[[], Any]) -> Future[Any]:
        """Have a task done once nothing more urgent waits."""
        promise: Future[Any] = Future()
        with self._lock:
            if self._pool is None:
                assert isinstance(self.hands, int)
                self._pool = processes(self.hands)
            heappush(self._waiting, (urgency, next(self._number), promise, task))
        self._feed()
        return promise

    def _feed(self) -> None:
        """Give the processes what they can take: no more than they are, or what is more urgent would wait behind it."""
        assert self._pool is not None
        assert isinstance(self.hands, int)
        while True:
            with self._lock:
                # runs are short: the next lies ready
                if not self._waiting or self._running >= self.hands + (self._waiting[0][0] is Urgency.RUNS):
                    return
                *_, promise, task = heappop(self._waiting)
                self._running += 1
            try:
                asked = self._pool.submit(task)
            except Exception as error:  # the processes are gone
                self._over(promise, error)
            else:
                asked.add_done_callback(partial(self._done, promise))

    def _done(self, promise: Future[Any], asked: Future[Any]) -> None:
        if asked.cancelled():
            self._over(promise, None)
        elif (error := asked.exception()) is not None:
            self._over(promise, error)
        else:
            self._over(promise, None, asked.result())
        self._feed()

    def _over(self, promise: Future[Any], error: BaseException | None, *result: Any) -> None:
        with self._lock:
            self._running -= 1
        with suppress(Exception):  # it was cancelled meanwhile
            if error is not None:
                promise.set_exception(error)
            elif result:
                promise.set_result(*result)
            else:
                promise.cancel()
