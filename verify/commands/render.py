"""`render`: Markdown and figures again, from a report.json."""

from pathlib import Path
from typing import Annotated

import typer

from verify.report import document
from verify.report.write import write_views
from verify.studies import all_studies


def render(report: Annotated[Path, typer.Argument(help="A report.json, or the folder that holds one.")]) -> None:
    """Write report.md and the figures again, from report.json alone."""
    write_views(document.read(report), all_studies(), report if report.is_dir() else report.parent)
