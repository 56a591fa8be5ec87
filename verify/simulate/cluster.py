"""An existing Dask cluster in place of processes of one's own (extra `cluster`): the same tasks, the same bits.

A task is a function of this package with all that it needs, pickled, and its key is the hash of these bytes. Tasks are pure, so
a worker may die, join late, or do again what was done. What is finished is kept here, not on the cluster: after a scheduler was
begun again only what it had not delivered is asked for once more.
"""

import hashlib
import pickle
import threading
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from functools import cache, partial
from pathlib import Path
from typing import Any, Self

import problems
import theory
import verify
from problems.errors import InputError
from problems.fingerprint import code_of, fingerprint
from theory.outside import Folders, bring, digest, packed
from verify.simulate.store import blas

#: seconds to find a scheduler in, and to wait for one that is gone
FINDING, PATIENCE = 10.0, 120.0
#: one task at a time in a process: kernels and caches are not made for threads
_alone = threading.Lock()


Files = tuple[tuple[str, bytes], ...]
Call = tuple[str, tuple[tuple[str, Files], ...], bytes]


@cache
def kind() -> str:
    """What two processes must have in common so that a task gives the same bits in both: code, libraries, processor."""
    rooms = [digest(Path(str(room.__file__)).parent) for room in (theory, problems, verify)]
    return fingerprint(rooms, code_of("verify.commands.run", "theory.prove.provers"), blas())[:16]


def work(wanted: str, folders: tuple[tuple[str, Files], ...], call: bytes) -> Any:
    """A task on a worker of the cluster. Raises InputError where its numbers could differ from those of the client."""
    if wanted != kind():
        raise InputError(
            "--scheduler: a worker has other code, other versions of libraries or another kind of processor; "
            "its results would not be the same bits"
        )
    with _alone:
        for package, files in folders:
            bring(package, files)
        task, given = pickle.loads(call)
        return task(*given)


class Cluster(Executor):
    """The workers of a Dask scheduler; `own` are folders of one's own, which the workers are given."""

    def __init__(self, address: str, own: Folders = ()) -> None:
        """Raises InputError: there is no Dask here, or no scheduler there."""
        try:
            import distributed
        except ImportError:
            raise InputError("--scheduler needs Dask: install adamw-verify[cluster]") from None
        self._dask, self.address = distributed, address
        self._folders = tuple(map(packed, own))
        self._waiting: set[Any] = set()
        self._connecting = threading.Lock()
        self._ended = False
        try:
            self._client = self._connected(FINDING)
        except (OSError, ValueError) as error:
            raise InputError(f"--scheduler={address}: no Dask scheduler answers there ({_line(error)})") from None
        try:
            self._client.wait_for_workers(1, timeout=FINDING)
        except TimeoutError:
            self.shutdown()
            raise InputError(
                f"--scheduler={address}: no worker has joined it; begin one with `dask worker {address}`"
            ) from None

    def submit(self, task: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        """The task on one of the workers."""
        if named:
            raise TypeError("tasks have no named arguments")
        promise: Future[Any] = Future()
        promise.set_running_or_notify_cancel()
        self._ask(promise, (kind(), self._folders, pickle.dumps((task, given))))
        return promise

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False, kill_workers: bool = False) -> None:
        """Leave the scheduler; what was not delivered is no longer wanted."""
        self._ended = True
        self._client.cancel(list(self._waiting))
        self._client.close(timeout=FINDING)

    def __enter__(self) -> Self:
        return self

    def _connected(self, seconds: float) -> Any:
        return self._dask.Client(self.address, timeout=seconds, set_as_default=False)

    def _ask(self, promise: Future[Any], given: Call) -> None:
        wanted, folders, call = given
        told = repr((wanted, [package for package, _ in folders])).encode()
        key = f"adamw-verify-{hashlib.sha256(told + call).hexdigest()[:32]}"
        asked = self._client.submit(work, *given, key=key)
        self._waiting.add(asked)
        asked.add_done_callback(partial(self._told, promise, given))

    def _told(self, promise: Future[Any], given: Call, asked: Any) -> None:
        """What became of a task: its result, its error, or nothing, as the scheduler is gone."""
        self._waiting.discard(asked)
        if self._ended:
            return
        try:
            error = asked.exception() if asked.status == "error" else None
            result = asked.result() if asked.status == "finished" else None
            if error is None and asked.status != "finished":
                raise CancelledError
        except (CancelledError, OSError, TimeoutError):
            self._again(promise, given)
            return
        if error is None:
            promise.set_result(result)
        elif isinstance(error, self._dask.KilledWorker):
            promise.set_exception(BrokenExecutor(f"a task ended every worker that it was given to ({_line(error)})"))
        elif isinstance(error, ImportError):
            promise.set_exception(InputError(f"--scheduler: a worker cannot import this package ({_line(error)})"))
        else:
            promise.set_exception(error)

    def _again(self, promise: Future[Any], given: Call) -> None:
        """Ask once more, of a scheduler that was begun again at the same address."""
        until = time.monotonic() + PATIENCE
        while not self._ended:
            try:
                with self._connecting:
                    if self._client.status == "closed":
                        self._client = self._connected(FINDING)
                if self._client.status == "running":
                    self._ask(promise, given)
                    return
            except (OSError, TimeoutError):
                pass
            if time.monotonic() > until:
                promise.set_exception(BrokenExecutor(f"the scheduler at {self.address} is gone; begin it again, and --resume"))
                return
            time.sleep(0.2)


def _line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
