"""Commands that write, disturbed: what was there stays or all that is new is there, and begun again all of it is."""

import errno
import random
import shutil
from pathlib import Path

from problems.kept import OWN
from tests.faults.machine import REFUSALS, Ended, call, cut, refuse
from tests.faults.trial import Trial

#: what each command is called with, where it is to write and where it puts that
COMMANDS = ("render", "latex", "bibtex", "csv", "parquet", "paper")


class Writers:
    """The commands beside `run` that write, on the report of a trial, which counts and complains."""

    def __init__(self, trial: Trial) -> None:
        self.trial, self.out = trial, trial.folder / "written"
        self.whole: dict[str, dict[str, bytes]] = {}
        for name in COMMANDS:
            self._begin(name, old=False)
            ended = call(self.words(name))
            assert ended.status == 0, ended.said
            self.whole[name] = tree(self.out)

    def words(self, name: str) -> list[object]:
        if name == "render":
            return ["render", self.out, "-q"]
        if name == "paper":
            return ["new", "paper", "mine", "--into", self.out, "-q"]
        out = self.out if name == "latex" else self.out / f"rows.{name}"
        return ["export", name, self.trial.folder / "whole", "--out", out, "-q"]

    def refused_write(self, draw: random.Random) -> None:
        """A disk that fails at some change, and from then on or only once."""
        nth, code, once = draw.randint(1, 30), draw.choice(REFUSALS), draw.random() < 0.5
        name, old = self._chosen(draw)
        ended = call(self.words(name), lambda: refuse(nth, code, self.out, once))
        self.check("refused write", f"{name}, change {nth}{' alone' * once}, {errno.errorcode[code]}", name, old, ended, once)

    def cut_write(self, draw: random.Random) -> None:
        """A disk that is full in the middle of a file."""
        size = int(10 ** draw.uniform(1, 5.5))
        name, old = self._chosen(draw)
        self.check("cut write", f"{name}, byte {size}", name, old, call(self.words(name), lambda: cut(size)), True)

    def check(self, kind: str, place: str, name: str, old: dict[str, bytes], ended: Ended, single: bool) -> None:
        """`single`: nothing else failed, so that what was there stays if not all is written."""
        kind = f"{kind}, other commands"
        self.trial.counts[kind] = self.trial.counts.get(kind, 0) + 1
        if ended.fault:
            self.trial.complain(kind, place, f"status {ended.status}: {ended.said[-300:]}")
        if (ended.status == 0 or single) and tree(self.out) != (self.whole[name] if ended.status == 0 else old):
            self.trial.complain(kind, place, f"status {ended.status}, and neither what was there nor what is new")
        if name == "paper" and tree(self.out):  # it does not replace files
            shutil.rmtree(self.out)
        again = call(self.words(name))
        if again.status != 0 or again.said.strip() or tree(self.out) != self.whole[name]:
            self.trial.complain(kind, f"{place}, begun again", f"status {again.status}: {again.said[-300:]}")

    def _chosen(self, draw: random.Random) -> tuple[str, dict[str, bytes]]:
        """A command, and what is there before: nothing, or files of other contents."""
        name = draw.choice(COMMANDS)
        self._begin(name, draw.random() < 0.5)
        return name, tree(self.out)

    def _begin(self, name: str, old: bool) -> None:
        shutil.rmtree(self.out, ignore_errors=True)
        self.out.mkdir()
        if name == "render":
            shutil.copy(self.trial.folder / "whole" / "report.json", self.out)
        if old and name != "paper":
            for file in self.whole[name]:
                if file != "report.json":
                    (self.out / file).parent.mkdir(exist_ok=True)
                    (self.out / file).write_bytes(b"older")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file with its content, those that are left over too; the program's own folder is left out."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file() and OWN not in p.parts}
