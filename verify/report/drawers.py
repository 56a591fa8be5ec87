"""Who draws the figures of a report: nobody those that were drawn before, processes of their own many, this process few."""

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

from problems.kept import write_whole
from verify.report import told
from verify.simulate.workers import close, processes

#: draws into a folder; what it returns is JSON data
Work = Callable[[Path], Any]


class Drawers:
    """Draws into one folder. A figure is kept under what it shows and the sources that draw it.

    `pool`: whose processes draw, if none are to be begun for it.
    """

    def __init__(self, folder: Path, pool: Executor | None = None) -> None:
        self.folder = folder
        self._pool, self._lent = pool, pool is not None

    def __enter__(self) -> "Drawers":
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is not None and not self._lent:
            close(self._pool, at_once=kind is not None)

    def begin(self, works: Sequence[tuple[object, Work]], many: int) -> list[Callable[[], Any]]:
        """What gives the answer of each work once its figures lie in the folder; the works with what they show.

        What shows the same, told by its text, was drawn before. From `many` on that were not, processes draw, the longest
        text first.
        """
        texts = [repr(shows) for shows, _ in works]
        keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        found = [told.before(["figure", key]) for key in keys]
        lacking = [j for j, one in enumerate(found) if one is None]
        if len(lacking) >= many and self._pool is None:
            self._pool = processes()
        answers: dict[int, Callable[[], Any]] = {}
        for j in sorted(lacking, key=lambda j: -len(texts[j])):
            work = partial(_drawn, works[j][1], keys[j])
            answers[j] = work if self._pool is None or len(lacking) < many else self._pool.submit(work).result
        return [partial(self._placed, answers.get(j, partial(_same, one))) for j, one in enumerate(found)]

    def _placed(self, answer: Callable[[], Any]) -> Any:
        made = answer()
        for name, content in made["files"].items():
            write_whole(self.folder / name, content.encode())
        return made["said"]


def _drawn(work: Work, key: str) -> dict[str, Any]:
    """What a work says, and the files that it wrote."""
    with TemporaryDirectory(prefix="adamw-verify-") as folder:
        said = work(Path(folder))
        files = {file.name: file.read_text(encoding="utf-8") for file in sorted(Path(folder).iterdir())}
    made = {"said": said, "files": files}
    told.remember(["figure", key], (), made)
    return made


def _same(made: dict[str, Any]) -> dict[str, Any]:
    return made
