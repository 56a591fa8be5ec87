"""The studies' part of a report: their rows, and the section and figures that each draws from its data."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import Any

from verify.studies import all_studies

#: gives name and caption of a study's figures
Drawn = Callable[[], list[dict[str, str]]]


def split(document: Mapping[str, Any]) -> tuple[list[Any], list[Any]]:
    """(rows measured on problem files, rows of studies)."""
    rows = document["results"]
    return [row for row in rows if row.get("study") is None], [row for row in rows if row.get("study") is not None]


def begin(document: Mapping[str, Any], folder: Path, pool: Executor | None = None) -> dict[str, Drawn]:
    """Draw the figures of every study in the report into `folder`; with a pool they may not be there yet."""
    found: dict[str, Drawn] = {}
    for study in all_studies():
        if study.NAME in document.get("studies", {}):
            work = partial(study.figures, document["studies"][study.NAME]["data"], folder)
            found[study.NAME] = pool.submit(work).result if pool is not None else partial(_same, work())
    return found


def _same(drawn: list[dict[str, str]]) -> list[dict[str, str]]:
    return drawn


def views(document: Mapping[str, Any], begun: Mapping[str, Drawn]) -> list[dict[str, Any]]:
    """Title, Markdown and figures of every study whose drawing was begun; waits for what is not finished."""
    return [
        {"title": study.TITLE, "text": study.section(document["studies"][study.NAME]["data"]), "figures": begun[study.NAME]()}
        for study in all_studies()
        if study.NAME in begun
    ]
