"""Provers in subprocesses with a hard limit of their processor time.

A worker is a Python process that reads pickled goals from its input and writes pickled decisions to its output. One that
overruns its time is ended and replaced; the goal is then OPEN and says so. What counts is the worker's own processor time, so
that a busy machine changes no status. One that ends otherwise (memory, somebody's kill, no processor for very long) says
nothing about its goal: it is asked of another worker, and if that ends too, the machine failed.
"""

import math
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
import time
from concurrent.futures import BrokenExecutor
from typing import IO, Any

from theory.claim import Goal, Status
from theory.prove.result import Decision

try:
    import resource
except ImportError:  # Windows: there the clock alone stops a worker
    resource = None  # type: ignore[assignment]

HEADER = struct.Struct(">I")
#: how a worker ends that took too much processor time; where there is no such limit, the clock ends it
OVERRUN = -signal.SIGXCPU if resource is not None else 1
#: workers that a goal is asked of
ATTEMPTS = 2
#: how many times its limit a worker may take by the clock, and the seconds to begin in
PATIENCE, BEGINNING = 20.0, 300.0


def _send(stream: IO[bytes], value: object) -> None:
    data = pickle.dumps(value)
    stream.write(HEADER.pack(len(data)) + data)
    stream.flush()


def _receive(stream: IO[bytes]) -> Any:
    head = stream.read(HEADER.size)
    if len(head) < HEADER.size:
        raise EOFError
    return pickle.loads(stream.read(HEADER.unpack(head)[0]))


class Worker:
    """One subprocess; not for use by two threads at once."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, goal: Goal, recheck: bool, timeout: float) -> Decision:
        """The decision on `goal`; OPEN if it takes longer than `timeout` seconds of processor time.

        Raises:
            RuntimeError: the prover failed; the message is the worker's.
            BrokenExecutor: two workers ended before their time.
        """
        for _ in range(ATTEMPTS):
            process = self._process or self._start()
            killer = threading.Timer(BEGINNING + PATIENCE * timeout, process.kill)
            killer.start()
            try:
                _send(process.stdin, (goal, recheck, timeout))  # type: ignore[arg-type]
                answer = _receive(process.stdout)  # type: ignore[arg-type]
            except (EOFError, BrokenPipeError, pickle.UnpicklingError):
                process.wait()
                self.close()
                if process.returncode == OVERRUN:
                    return Decision(Status.OPEN, goal.prover, (f"stopped after {timeout:g} s",), seconds=timeout)
                continue
            finally:
                killer.cancel()
            if isinstance(answer, Decision):
                return answer
            raise RuntimeError(str(answer))
        raise BrokenExecutor(f"{ATTEMPTS} workers ended before they had decided a goal")

    def _start(self) -> "subprocess.Popen[bytes]":
        # The worker finds this very package, however this process came to it.
        start = (
            f"import sys; sys.path[:] = {sys.path!r}; "
            f"from theory.prove.parent import begin_worker; begin_worker({os.getpid()}); "
            "from theory.prove.worker import serve; serve(sys.stdin.buffer, sys.stdout.buffer)"
        )
        self._process = subprocess.Popen([sys.executable, "-c", start], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self._process

    def close(self) -> None:
        """End the subprocess."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


class Provers:
    """A subprocess for each thread that asks."""

    def __init__(self) -> None:
        self._here = threading.local()
        self._started: list[Worker] = []

    def ask(self, goal: Goal, recheck: bool, timeout: float) -> Decision:
        """As `Worker.ask`."""
        worker: Worker | None = getattr(self._here, "worker", None)
        if worker is None:
            worker = self._here.worker = Worker()
            self._started.append(worker)
        return worker.ask(goal, recheck, timeout)

    def close(self) -> None:
        """End all subprocesses."""
        for worker in self._started:
            worker.close()


_lasting = Provers()


def decided(goal: Goal, recheck: bool, timeout: float) -> Decision:
    """As `Worker.ask`, of a subprocess that lasts as long as this process: for a worker of a cluster."""
    return _lasting.ask(goal, recheck, timeout)


def serve(source: IO[bytes], sink: IO[bytes]) -> None:
    """Answer goals until the input ends."""
    from theory.prove.provers import decide_and_recheck, decide_mutant

    while True:
        try:
            goal, recheck, limit = _receive(source)
        except EOFError:
            return
        _allow(limit)
        try:
            answer: object = decide_and_recheck(goal) if recheck else decide_mutant(goal)
        except Exception as fault:  # a prover's fault is reported with the goal it failed on
            answer = f"{type(fault).__name__}: {fault}; goal: {goal.conclusion}"
        _send(sink, answer)


def _allow(seconds: float) -> None:
    """Let this process take so much more processor time, rounded up to whole seconds; beyond, the system ends it."""
    if resource is None:
        return
    used = time.process_time()
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    limit = math.ceil(used + seconds)
    if most in (resource.RLIM_INFINITY, -1) or limit < most:  # else the shell's own limit (`ulimit -t`) comes first
        resource.setrlimit(resource.RLIMIT_CPU, (limit, most))
