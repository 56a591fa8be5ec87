"""`render`: Markdown and figures again, from a report.json."""

from pathlib import Path
from typing import Annotated

import typer

from verify.commands.options import AsJson, Quiet, tell_written
from verify.report import document, seal
from verify.report.write import PAGES, write_views
from verify.simulate.store import Held
from verify.studies import all_studies


def render(
    report: Annotated[Path, typer.Argument(help="A report.json, or the folder that holds one.")],
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Write report.md and the figures again, from report.json alone."""
    found = document.read(report)
    out = report if report.is_dir() else report.parent
    with Held(out):
        seal.untouched(found, report)
        write_views(found, all_studies(), out)
    tell_written([out / page for page in PAGES], as_json, quiet)
