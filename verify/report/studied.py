"""The studies' part of a report: their rows, and the section and figures that each draws from its data."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from verify.report.drawers import Drawers

#: gives name and caption of a study's figures
Drawn = Callable[[], list[dict[str, str]]]
#: from this many studies on (some seconds each) processes of their own draw
MANY = 2


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
    document: Mapping[str, Any], studies: Sequence[Views], folder: Path, drawers: Drawers | None = None
) -> list[tuple[Views, Drawn]]:
    """Draw the figures of every study in the report into `folder`; with drawers they may not be there yet."""
    some = [(study, document["studies"][study.NAME]["data"]) for study in studies if study.NAME in document.get("studies", {})]
    if drawers is None:
        return [(study, partial(list, study.figures(data, folder))) for study, data in some]
    begun = drawers.begin([((study.NAME, data), partial(study.figures, data)) for study, data in some], MANY)
    return [(study, drawn) for (study, _), drawn in zip(some, begun, strict=True)]


def views(document: Mapping[str, Any], begun: Sequence[tuple[Views, Drawn]]) -> list[dict[str, Any]]:
    """Title, Markdown and figures of every study whose drawing was begun; waits for what is not finished."""
    return [
        {"title": study.TITLE, "text": study.section(document["studies"][study.NAME]["data"]), "figures": drawn()}
        for study, drawn in begun
    ]
