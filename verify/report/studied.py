"""The studies' part of a report: their rows, and the section and figures that each draws from its data."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from verify.studies import all_studies


def split(document: Mapping[str, Any]) -> tuple[list[Any], list[Any]]:
    """(rows measured on problem files, rows of studies)."""
    rows = document["results"]
    return [row for row in rows if row["study"] is None], [row for row in rows if row["study"] is not None]


def views(document: Mapping[str, Any], folder: Path) -> list[dict[str, Any]]:
    """Title, Markdown and figures (drawn into `folder`) of every study in the report."""
    found = []
    for study in all_studies():
        if study.NAME in document.get("studies", {}):
            data = document["studies"][study.NAME]["data"]
            found.append({"title": study.TITLE, "text": study.section(data), "figures": study.figures(data, folder)})
    return found
