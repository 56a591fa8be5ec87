"""The studies' part of a report: their rows, and the section and figures that each draws from its data."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import Any, Protocol

#: gives name and caption of a study's figures
Drawn = Callable[[], list[dict[str, str]]]


class Views(Protocol):
    """What a report asks of a study: how its data are drawn and told."""

    NAME: str
    TITLE: str

    def figures(self, data: Mapping[str, Any], folder: Path) -> list[dict[str, str]]: ...

    def section(self, data: Mapping[str, Any]) -> str: ...


def split(document: Mapping[str, Any]) -> tuple[list[Any], list[Any]]:
    """(rows measured on problem files, rows of studies)."""
    rows = document["results"]
    return [row for row in rows if row.get("study") is None], [row for row in rows if row.get("study") is not None]


def begin(
    document: Mapping[str, Any], studies: Sequence[Views], folder: Path, pool: Executor | None = None
) -> list[tuple[Views, Drawn]]:
    """Draw the figures of every study in the report into `folder`; with a pool they may not be there yet."""
    found: list[tuple[Views, Drawn]] = []
    for study in studies:
        if study.NAME in document.get("studies", {}):
            work = partial(study.figures, document["studies"][study.NAME]["data"], folder)
            found.append((study, pool.submit(work).result if pool is not None else partial(_same, work())))
    return found


def _same(drawn: list[dict[str, str]]) -> list[dict[str, str]]:
    return drawn


def views(document: Mapping[str, Any], begun: Sequence[tuple[Views, Drawn]]) -> list[dict[str, Any]]:
    """Title, Markdown and figures of every study whose drawing was begun; waits for what is not finished."""
    return [
        {"title": study.TITLE, "text": study.section(document["studies"][study.NAME]["data"]), "figures": drawn()}
        for study, drawn in begun
    ]
