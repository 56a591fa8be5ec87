"""Write a report and its views."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from verify.report import document, figures, markdown, studied
from verify.store import write_whole


def write_views(report: Mapping[str, Any], out: Path) -> None:
    """report.md and the figures, from the document."""
    own, _ = studied.split(report)
    drawn = figures.render({**report, "results": own}, out / "figures")
    studies = studied.views(report, out / "figures")
    write_whole(out / "report.md", markdown.render(report, drawn, studies).encode())


def write_report(report: Mapping[str, Any], out: Path) -> None:
    """report.json and all views."""
    document.write(report, out)
    write_views(report, out)
