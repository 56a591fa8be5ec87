"""Verifications that are disturbed and begun again: the report is the undisturbed one, or why it is not is said."""

import errno
import json
import os
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from problems.errors import InputError
from problems.kept import OWN
from tests import lab
from tests.calls import program
from tests.faults.machine import REFUSALS, Ended, Kill, at_changes, call, cut, refuse, struck
from verify.report import document, seal
from verify.report.packed import unpack
from verify.report.seal import TIMES
from verify.report.write import PAGES
from verify.simulate.kernels import compiled

#: of problems that share what is compiled for them
AMPLITUDES = (1.0, 0.5, 0.75, 0.25)
#: what a killed run leaves until it is begun again: what it was making
MAKING = f"{OWN}/made"


@dataclass
class Trial:
    """A small verification, its undisturbed report, and a disturbed one that is begun again.

    `count` problems, of which each has a course; with more than one worker, processes run them and draw the figures. Those that
    live so many seconds longer than the program live on.
    """

    folder: Path
    count: int = 1
    claim: str = "theorem-2:repaired"
    workers: int = 1
    cache: Path | None = None
    patience: float = 15.0
    counts: dict[str, int] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.cache = self.cache or self.folder / "cache"
        os.environ["XDG_CACHE_HOME"] = str(self.cache)
        self.before: Any = None  # the report that a disturbed run finds
        self.problems = [self.folder / f"well-{j}.toml" for j in range(self.count)]
        for path, amplitude in zip(self.problems, AMPLITUDES, strict=False):
            own = {"problem": {"name": path.stem}, "problem.parameters": {"amplitude": amplitude}, "target": {"epsilon": 2.0}}
            path.write_text(lab.toml(own), encoding="utf-8")
        self.out, whole, other = (self.folder / name for name in ("out", "whole", "other"))
        at_changes(whole, self._changed)
        with self.undrawn():
            done = program(*self.words(whole))  # in this process, which then has it all compiled
            assert done.returncode == 0, done.stderr
            self.whole = timeless(whole / "report.json")
            assert call(self.words(other, "--epsilon", "3.0", problems=1)).status == 0

    def _changed(self, number: int, _: str) -> None:
        self.changes = number

    @contextmanager
    def undrawn(self) -> Iterator[None]:
        """Of several problems figures are drawn in the run that is killed alone: they cost processes."""
        with pytest.MonkeyPatch.context() as patch:
            if self.count > 1:
                patch.setattr("verify.report.figures.render", lambda *_: [])
            yield

    def words(self, out: Path, *more: object, workers: int = 1, problems: int | None = None) -> list[object]:
        files = [word for path in self.problems[:problems] for word in ("-p", path)]
        words = ["run", self.claim, *files, "--runs", "128", "--max-runs", "128", "-q", "--out", out]
        return [*words, "--workers", str(workers), *more]

    def complain(self, kind: str, place: str, what: str) -> None:
        self.complaints.append(f"{kind} at {place}: {what}")

    def check(self, kind: str, place: str, ended: Ended | None, single: bool = False, torn: bool = False) -> None:
        """After a fault: it was said in one line; the files are of one report; begun again, it is the undisturbed one.

        `single`: nothing else failed, so that what was there stays if the report is not written. `torn`: the files themselves
        were damaged.
        """
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if ended is not None:
            if ended.fault:
                self.complain(kind, place, f"status {ended.status}: {ended.said[-300:]}")
            if ended.status == 0 and self.report() != self.whole:
                self.complain(kind, place, "another report, and not a word")
        if single and ended is not None and ended.status and self.before is not None and self.report() != self.before:
            self.complain(kind, place, "the report that was there is not there")
        for what in [] if torn else self.mixed(single):
            self.complain(kind, place, what)
        with self.undrawn():
            again = call(self.words(self.out, "--resume"), compiled.compiled.cache_clear)  # what is compiled is read, too
        if again.status != 0 or again.said.strip():
            self.complain(kind, f"{place}, begun again", f"status {again.status}: {again.said[-300:]}")
        elif self.report() != self.whole:
            self.complain(kind, f"{place}, begun again", "another report")
        for what in (*self.mixed(whole=True), *self.left()):
            self.complain(kind, f"{place}, begun again", what)

    def report(self) -> Any:
        return timeless(self.out / "report.json")

    def mixed(self, whole: bool = False) -> list[str]:
        """What is wrong with report.json and its pages as they stand: each is whole, and none is of another report."""
        there = [name for name in PAGES if (self.out / name).exists()]
        if not (self.out / "report.json").exists():
            return [f"{name} without report.json" for name in there]
        try:
            found = document.read(self.out)
            seal.untouched(found, self.out)
        except InputError as error:
            return [f"what a reader finds: {error}"]
        wrong = [f"{n} is of another report" for n in there if found["content"][:16] not in (self.out / n).read_text("utf-8")]
        return wrong + [f"{name} is missing" for name in PAGES if whole and found["complete"] and name not in there]

    def left(self) -> list[str]:
        """What is left over of a run that is finished."""
        return [f"left over: {p.name}" for p in self.out.rglob("*") if p.name.endswith(".part") or p == self.out / MAKING]

    def refused_write(self, draw: random.Random) -> None:
        """A disk that fails at some change, and from then on or only once."""
        before = self._begin(draw)
        nth, code, once = draw.randint(1, self.changes), draw.choice(REFUSALS), draw.random() < 0.5
        ended = call(self.words(self.out, "--resume"), lambda: refuse(nth, code, self.folder, once))
        place = f"change {nth}{' alone' * once}, {errno.errorcode[code]}"
        self.check("refused write", f"{before}, {place}", ended, once)

    def cut_write(self, draw: random.Random) -> None:
        """A disk that is full in the middle of a file."""
        before = self._begin(draw)
        size = int(10 ** draw.uniform(1, 5.5))
        ended = call(self.words(self.out, "--resume"), lambda: cut(size))
        self.check("cut write", f"{before}, byte {size}", ended, True)

    def torn_file(self, draw: random.Random) -> None:
        """A file of an earlier run, or of the cache, that is cut off, changed, emptied, exchanged or lost."""
        self._begin(draw, "whole")
        files = sorted(path for path in (*self.out.rglob("*"), *self.cache.rglob("*")) if path.is_file())
        kinds = sorted({path.suffix for path in files})
        suffix = draw.choice(kinds)  # a compiled kernel as often as a figure
        path, other = draw.choice([path for path in files if path.suffix == suffix]), draw.choice(files)
        how = draw.choice(("cut", "changed", "emptied", "exchanged", "lost"))
        content = bytearray(path.read_bytes())
        if how == "lost":
            path.unlink()
        else:
            if how == "changed" and content:
                content[draw.randrange(len(content))] ^= draw.randint(1, 255)
            size, exchanged = draw.randint(0, len(content)), other.read_bytes()
            path.write_bytes({"cut": content[:size], "changed": content, "emptied": b"", "exchanged": exchanged}[how])
        self.check(f"file {how}", str(path.relative_to(self.folder)), None, torn=True)

    def killed_program(self, draw: random.Random) -> None:
        """kill -9 of the program while it runs or draws; its processes end with it."""
        self._killed(draw, None)

    def killed_worker(self, draw: random.Random) -> None:
        """kill -9 of one of its processes."""
        self._killed(draw, draw.random())

    def _killed(self, draw: random.Random, worker: float | None) -> None:
        drawing, early = draw.random() < 0.5, draw.random() < 0.5
        before = self._begin(draw, draw.choice(("nothing", "other")))  # of what is finished nothing would run
        after = f"{MAKING}/figures" if drawing else f"{OWN}/state" if early else draw.randint(1, self.changes)
        blow = Kill(after, draw.uniform(0.0, 3.0), worker)
        ended, victim, lived = struck(self.words(self.out, "--resume", workers=self.workers), blow, self.folder, self.patience)
        kind = f"killed {'worker' if worker is not None else 'program'}, {'drawing' if drawing else 'running'}"
        place = f"{before}, after {after} and {blow.delay:.2f} s"
        for what in lived:
            self.complain(kind, place, what)
        if victim is None:
            kind = "kill that came too late"
        self.check(kind, place, None if victim == "program" else ended)

    def _begin(self, draw: random.Random, what: str = "") -> str:
        """What the disturbed run finds: nothing, its report, or that of another seed."""
        what = what or draw.choice(("nothing", "whole", "other"))
        shutil.rmtree(self.out, ignore_errors=True)
        if what != "nothing":
            shutil.copytree(self.folder / what, self.out)
        self.before = None if what == "nothing" else self.report()
        return what


def timeless(path: Path) -> Any:
    """A report without its times, as it is on disk."""

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: walk(entry) for key, entry in value.items() if key not in (*TIMES, "command")}
        return [walk(entry) for entry in value] if isinstance(value, list) else value

    return walk(unpack(json.loads(path.read_text(encoding="utf-8"))))
