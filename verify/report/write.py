"""Write a report and its views."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from verify.report import document, figures, markdown, studied
from verify.simulate.store import write_whole

#: from this many courses or studies on, figures (about a second each) are worth processes of their own
MANY = 4


def write_views(report: Mapping[str, Any], studies: Sequence[studied.Views], out: Path) -> None:
    """report.md and the figures, from the document; `studies` draw and tell their own data."""
    if len(report["courses"]) + len(report.get("studies", {})) < MANY:
        _write(report, studies, out, None)
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        _write(report, studies, out, pool)


def _write(report: Mapping[str, Any], studies: Sequence[studied.Views], out: Path, pool: Executor | None) -> None:
    own, _ = studied.split(report)
    begun = studied.begin(report, studies, out / "figures", pool)
    drawn = figures.render({**report, "results": own}, out / "figures", pool)
    write_whole(out / "report.md", markdown.render(report, drawn, studied.views(report, begun)).encode())


def write_report(report: Mapping[str, Any], studies: Sequence[studied.Views], out: Path) -> None:
    """report.json and all views."""
    document.write(report, out)
    write_views(report, studies, out)
