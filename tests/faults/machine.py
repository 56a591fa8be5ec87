"""A machine that fails on purpose: changes of files that are refused, writes that are cut off, processes that are killed.

Each call of the program is a fork of this process, which has everything imported: it costs its own work alone, and neither its
memory nor its end is this process's.
"""

import contextlib
import errno
import os
import resource
import signal
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import util
from pathlib import Path
from typing import Any

from tests.calls import program

#: exit statuses that say something; any other end is a fault of the program
SAID = (0, 1, 2, 74)
MEMORY = 4 << 30
#: events of Python that change a file or a folder
CHANGES = ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.truncate", "os.link")
#: what a disk may answer
REFUSALS = (errno.ENOSPC, errno.EROFS, errno.EIO, errno.EACCES, errno.EDQUOT)
MARK = "FAULTS_MARK"


@dataclass(frozen=True)
class Ended:
    """How a call ended: status (negative: the signal), what it said, and processor seconds."""

    status: int
    said: str
    seconds: float = 0.0

    @property
    def fault(self) -> bool:
        """Whether it ended in another way than it should: it says nothing, too much, or what nobody can read."""
        lines = self.said.strip().splitlines()
        return self.status not in SAID or "Traceback" in self.said or len(lines) > 1 or bool(self.status and not lines)


def call(words: list[object], before: Callable[[], object] = lambda: None, seconds: int = 600) -> Ended:
    """The program with these words in a fork of this process, in at most 4 GiB more and so many seconds of processor time."""
    with tempfile.TemporaryFile() as heard:
        child = os.fork()
        if child == 0:
            status = 70
            try:
                os.dup2(heard.fileno(), 2)  # and so what its processes say
                most = _mapped() + MEMORY
                resource.setrlimit(resource.RLIMIT_AS, (most, most))
                used = int(time.process_time())
                util._finalizer_registry.clear()  # those of the process that this is a fork of are not this one's to end
                resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, used + seconds + 5))
                before()
                done = program(*words)
                _say(done.stderr)
                status = done.returncode
            except BaseException as error:  # beyond the program's own last resort
                _say(f"Traceback: {type(error).__name__}: {error}")
            finally:
                util._exit_function()  # what a process's end does of itself: locks that are still held are given back
                os._exit(status)
        _, ended, usage = os.wait4(child, 0)
        heard.seek(0)
        said = heard.read().decode(errors="replace")
    return Ended(os.waitstatus_to_exitcode(ended), said, usage.ru_utime + usage.ru_stime)


def _mapped() -> int:
    """Bytes of address space that this process has: after thousands of tests gigabytes, which are none of a call's."""
    return int(Path("/proc/self/statm").read_text("utf-8").split()[0]) * resource.getpagesize()


def _say(text: str) -> None:
    with contextlib.suppress(OSError):  # where files may not grow
        os.write(2, text.encode(errors="replace"))


def at_changes(below: Path, react: Callable[[int, str], object]) -> None:
    """From now on `react(number, place)` before each change to a file below a folder, the first being number 1."""
    count = 0

    def hook(event: str, args: tuple[Any, ...]) -> None:
        nonlocal count
        writes = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if not (writes or event in CHANGES) or not isinstance(args[0], (str, bytes, os.PathLike)):
            return
        place = os.fsdecode(args[0])
        if str(below) in place:
            count += 1
            react(count, place)

    sys.addaudithook(hook)


def refuse(nth: int, code: int, below: Path, once: bool = False) -> None:
    """Let the nth change to a file fail; and every one after it, as on a disk that is full or gone, unless it is `once`."""

    def react(number: int, place: str) -> None:
        if number == nth or (number > nth and not once):
            raise OSError(code, os.strerror(code), place)

    at_changes(below, react)


def cut(size: int) -> None:
    """Let no file grow beyond so many bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@dataclass(frozen=True)
class Kill:
    """kill -9: so long after the nth change to a file, or after one of a place that ends in a text; of the program, or of a
    process of its own.

    `worker` in [0, 1) says which of those that live then, or that are the next to live; None: the program.
    """

    after: int | str
    delay: float
    worker: float | None

    def arm(self, below: Path, mark: str, note: Path) -> None:
        """From now on in this process. That there was somebody to kill is noted, and that `mark` is in his environment."""

        def strike() -> None:
            if self.worker is not None:
                while not marked(mark, workers=True):
                    time.sleep(0.02)
            time.sleep(self.delay)
            living = [os.getpid()] if self.worker is None else marked(mark, workers=True)
            if living:
                note.write_text("worker", encoding="utf-8")
                kill(living[int((self.worker or 0.0) * len(living))])

        def react(number: int, place: str) -> None:
            if number == self.after or (isinstance(self.after, str) and place.endswith(self.after)):
                threading.Thread(target=strike, daemon=True).start()

        os.environ[MARK] = mark
        at_changes(below, react)


def struck(words: list[object], blow: Kill, below: Path, patience: float) -> tuple[Ended, str | None, list[str]]:
    """A call that is struck: how it ended, what was killed (None: it had ended before), and what lived on so many seconds."""
    mark, note = uuid.uuid4().hex, below / "struck"
    note.unlink(missing_ok=True)
    ended = call(words, lambda: blow.arm(below, mark, note))
    victim = "program" if ended.status == -signal.SIGKILL else note.read_text(encoding="utf-8") if note.exists() else None
    end = time.monotonic() + patience
    while marked(mark) and time.monotonic() < end:
        time.sleep(0.1)
    lived = []
    for pid in marked(mark):
        lived.append(f"process {pid} lives on: {Path(f'/proc/{pid}/cmdline').read_bytes()[:200]!r}")
        kill(pid)
    return ended, victim, lived


def kill(pid: int) -> None:
    """End a process at once; one that has ended is left alone."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def marked(mark: str, workers: bool = False) -> list[int]:
    """The processes that live and were begun with this mark in their environment; or of them those that work."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            state = (place / "stat").read_text().rpartition(")")[2].split()[0]
            if mark.encode() not in (place / "environ").read_bytes() or state == "Z":
                continue
            if not workers or b"popen_loky" in (place / "cmdline").read_bytes():  # and no tracker of semaphores
                found.append(int(place.name))
        except OSError:
            continue
    return sorted(found)
