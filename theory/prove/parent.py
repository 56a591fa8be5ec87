"""Processes end with the one that began them, however it ends.

This file imports nothing that takes time: a process that is still being set up watches already.
"""

import gc
import os
import signal
import threading
import time

#: seconds between two looks whether the parent is still there
PULSE = 0.2
#: expressions and kernels are made of millions of objects that live: to look through them every 700 takes a tenth of the time
SELDOM = (50_000, 20, 20)


def begin_worker(parent: int) -> None:
    """Leave Ctrl-C to the parent, which ends its workers itself, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*SELDOM)
    end_with(parent)


def end_with(parent: int) -> None:
    """Let this process not outlive its parent, whatever it is at: one that was killed ends nobody itself."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(PULSE)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
