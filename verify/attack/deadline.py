"""A time by which something must be over: what takes longer is broken off, and nothing is told of it."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

#: seconds after which breaking off is tried again: the first try may come where an error cannot leave
AGAIN = 0.2


class Late(BaseException):
    """Time ran out. No `except Exception` on the way is to take it for an error of its own."""


@contextmanager
def over_by(end: float | None) -> Iterator[None]:
    """What is within raises `Late` at this time (of `time.time`); None: it may take as long as it takes.

    Only in a main thread, and where the system has timers; elsewhere what has begun goes on to its end.
    """
    if end is None:
        yield
        return
    left = end - time.time()
    if left <= 0.0:
        raise Late
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, left, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)


def _ring(number: int, frame: FrameType | None) -> None:
    raise Late
