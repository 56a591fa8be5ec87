"""A machine that fails on purpose: writes that are refused, files that are torn, processes that are killed; places by a seed.

Each call of the program is a fork of this process, which has everything imported: it costs its own work alone, and neither its
memory nor its end is this process's. What the invariant is, `Trial.check` says.
"""

import errno
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests import lab
from tests.calls import program
from verify.report.seal import TIMES

ROOT = Path(__file__).parents[2]
#: exit statuses that say something; any other end is a fault of the program
SAID = (0, 1, 2, 74)
MEMORY = 4 << 30
#: events of Python that change a file or a folder
CHANGES = ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.truncate", "os.link")
#: what a disk may answer
REFUSALS = (errno.ENOSPC, errno.EROFS, errno.EIO, errno.EACCES, errno.EDQUOT)


@dataclass(frozen=True)
class Ended:
    """How a call ended: status (negative: the signal), what it said, and processor seconds."""

    status: int
    said: str
    seconds: float = 0.0


def call(words: list[object], before: Callable[[], None] = lambda: None, seconds: int = 600) -> Ended:
    """The program with these words in a fork of this process, in at most 4 GiB and so many seconds of processor time."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        status = 70
        try:
            os.close(read)
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            used = int(time.process_time())
            resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, used + seconds + 5))
            before()
            done = program(*words)
            os.write(write, done.stderr.encode(errors="replace")[:60_000])
            status = done.returncode
        except BaseException as error:  # beyond the program's own last resort
            os.write(write, f"Traceback: {type(error).__name__}: {error}".encode()[:60_000])
        finally:
            os._exit(status)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read().decode(errors="replace")
    _, ended, usage = os.wait4(child, 0)
    return Ended(os.waitstatus_to_exitcode(ended), said, usage.ru_utime + usage.ru_stime)


def refuse(nth: int, code: int, below: Path) -> None:
    """Let the nth change to a file below this folder fail, and every one after it, as a disk that is full or gone does."""
    count = 0

    def hook(event: str, args: tuple[Any, ...]) -> None:
        nonlocal count
        writes = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if not (writes or event in CHANGES) or not isinstance(args[0], (str, bytes, os.PathLike)):
            return
        if str(below) in os.fsdecode(args[0]):
            count += 1
            if count >= nth:
                raise OSError(code, os.strerror(code), os.fsdecode(args[0]))

    sys.addaudithook(hook)


@dataclass
class Trial:
    """A small verification, its undisturbed report, and a disturbed one that is begun again."""

    folder: Path
    workers: int = 1
    counts: dict[str, int] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        os.environ["XDG_CACHE_HOME"] = str(self.folder / "cache")
        self.problem = self.folder / "well.toml"
        self.problem.write_text(lab.toml({"target": {"epsilon": 2.0}}), encoding="utf-8")
        self.out = self.folder / "out"
        whole = program(*self.words(self.folder / "whole"))  # in this process, which then has it all compiled
        assert whole.returncode == 0, whole.stderr
        self.whole = timeless(self.folder / "whole" / "report.json")

    def words(self, out: Path, *more: str) -> list[object]:
        words = ["run", "theorem-2:repaired", "-p", self.problem, "--runs", "128", "--max-runs", "128", "-q", "--out", out]
        return [*words, "--workers", str(self.workers), *more]

    def check(self, kind: str, place: str, ended: Ended | None) -> None:
        """After a fault: it was said in one line; begun again, the report is the undisturbed one; nothing is left over."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if ended is not None:
            lines = ended.said.strip().splitlines()
            if ended.status not in SAID or "Traceback" in ended.said or len(lines) > 1 or (ended.status and not lines):
                self.complaints.append(f"{kind} at {place}: status {ended.status}: {ended.said[-300:]}")
            if ended.status == 0 and timeless(self.out / "report.json") != self.whole:
                self.complaints.append(f"{kind} at {place}: another report, and not a word")
        again = call(self.words(self.out, "--resume"))
        if again.status != 0 or again.said.strip():
            self.complaints.append(f"{kind} at {place}, begun again: status {again.status}: {again.said[-300:]}")
        elif timeless(self.out / "report.json") != self.whole:
            self.complaints.append(f"{kind} at {place}, begun again: another report")
        left = [path.name for path in self.out.rglob("*") if path.name.endswith(".part") or path.name == ".views"]
        if left:
            self.complaints.append(f"{kind} at {place}: left over: {left}")

    def refused_write(self, draw: random.Random) -> None:
        """A disk that fails at some write of a run that had a part done, or nothing, or everything."""
        self._begin(draw)
        nth, code = draw.randint(1, 60), draw.choice(REFUSALS)
        ended = call(self.words(self.out, "--resume"), lambda: refuse(nth, code, self.folder))
        self.check("refused write", f"change {nth}, {errno.errorcode[code]}", ended)

    def cut_write(self, draw: random.Random) -> None:
        """A disk that is full in the middle of a file."""
        self._begin(draw)
        size = int(10 ** draw.uniform(1, 5))
        ended = call(self.words(self.out, "--resume"), lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
        self.check("cut write", f"byte {size}", ended)

    def torn_file(self, draw: random.Random) -> None:
        """A file of an earlier run, or of the cache, that is cut off, changed, emptied, exchanged, lost or a folder."""
        self._begin(draw, whole=True)
        files = sorted(path for path in (*self.out.rglob("*"), *(self.folder / "cache").rglob("*")) if path.is_file())
        path, other = draw.choice(files), draw.choice(files)
        how = draw.choice(("cut", "changed", "emptied", "exchanged", "lost"))
        content = bytearray(path.read_bytes())
        if how == "lost":
            path.unlink()
        else:
            if how == "changed" and content:
                content[draw.randrange(len(content))] ^= draw.randint(1, 255)
            cut, exchanged = content[: draw.randint(0, len(content))], other.read_bytes()
            path.write_bytes({"cut": cut, "changed": content, "emptied": b"", "exchanged": exchanged}[how])
        self.check(f"file {how}", str(path.relative_to(self.folder)), None)

    def killed(self, draw: random.Random) -> None:
        """kill -9 at any time, of the program or of one of its processes; nothing lives on."""
        self._begin(draw)
        mark = uuid.uuid4().hex
        environment = {**os.environ, "FAULTS_MARK": mark}
        command = [sys.executable, "-m", "verify", *map(str, self.words(self.out, "--resume"))]
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
            end = time.monotonic() + draw.uniform(0.0, self._lasts())
            while process.poll() is None and time.monotonic() < end:
                time.sleep(0.02)
            others = [pid for pid in marked(mark) if pid != process.pid]
            victim = draw.choice([process.pid, *others])
            _kill(victim)
            said = process.communicate()[1].decode()
        if victim != process.pid and process.returncode not in (*SAID, 130):
            self.complaints.append(f"killed worker: status {process.returncode}: {said[-300:]}")
        end = time.monotonic() + 30.0
        while marked(mark) and time.monotonic() < end:
            time.sleep(0.1)
        for pid in marked(mark):
            self.complaints.append(f"killed: process {pid} lives on: {Path(f'/proc/{pid}/cmdline').read_bytes()[:200]!r}")
            _kill(pid)
        self.check("killed", f"{'the program' if victim == process.pid else 'a worker'}", None)

    def _lasts(self) -> float:
        """Seconds of a whole run in a process of its own, now."""
        if not hasattr(self, "_seconds"):
            began = time.monotonic()
            command = [sys.executable, "-m", "verify", *map(str, self.words(self.folder / "timed"))]
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
            self._seconds = time.monotonic() - began
        return self._seconds

    def _begin(self, draw: random.Random, whole: bool = False) -> None:
        """What the disturbed run finds: a finished report, or nothing."""
        shutil.rmtree(self.out, ignore_errors=True)
        if whole or draw.random() < 0.5:
            shutil.copytree(self.folder / "whole", self.out)


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def marked(mark: str) -> list[int]:
    """The processes that live and were begun with this mark in their environment."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            state = (place / "stat").read_text().rpartition(")")[2].split()[0]
            if mark.encode() in (place / "environ").read_bytes() and state != "Z":
                found.append(int(place.name))
        except OSError:
            continue
    return found


def timeless(path: Path) -> Any:
    """A report without its times, as it is on disk."""

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: walk(entry) for key, entry in value.items() if key not in (*TIMES, "command")}
        return [walk(entry) for entry in value] if isinstance(value, list) else value

    return walk(json.loads(path.read_text(encoding="utf-8")))
