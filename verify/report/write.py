"""Write a report and its views."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from verify.report import document, figures, markdown
from verify.store import write_whole


def write_views(report: Mapping[str, Any], out: Path) -> None:
    """report.md and the figures, from the document."""
    drawn = figures.render(report, out / "figures")
    write_whole(out / "report.md", markdown.render(report, drawn).encode())


def write_report(report: Mapping[str, Any], out: Path) -> None:
    """report.json and all views."""
    document.write(report, out)
    write_views(report, out)
