"""Write a report and its views: everything is made beside first, then moved into place, all of it or nothing.

An unfinished report never takes the place of a finished one, and report.md and report.html are never those of another
report.json: where the program is killed while files are moved they are missing, and `render` makes them again.
"""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from problems.kept import OWN, replace, write_whole
from verify.report import document, figures, html, markdown, studied
from verify.report.drawers import Drawers
from verify.report.names import in_figure, in_markdown, names_of, spelled

PAGES = ("report.md", "report.html")


def write_views(report: Mapping[str, Any], studies: Sequence[studied.Views], out: Path) -> None:
    """The pages and the figures, from the document; `studies` draw and tell their own data.

    Raises OSError; what was there then stays.
    """
    with beside(out) as made:
        _draw(report, studies, made)
        replace(_places(made, out), [out / name for name in PAGES])


def write_report(report: Mapping[str, Any], studies: Sequence[studied.Views], out: Path, pool: Executor | None = None) -> None:
    """report.json and all views, drawn by the pool's processes if there is one. Raises OSError; what was there then stays."""
    with beside(out) as made:
        _draw(report, studies, made, pool)
        document.write(report, made / "report.json")
        replace(_places(made, out), [out / name for name in (*PAGES, "partial.json")])


def write_partial(report: Mapping[str, Any], out: Path) -> None:
    """An unfinished report: report.json, or partial.json beside a report.json that is finished."""
    document.write(report, out / ("partial.json" if _finished(out / "report.json") else "report.json"))


def _finished(path: Path) -> bool:
    try:
        found = json.loads(path.read_bytes() if path.is_file() else b"")
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("complete") is True


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """A folder on the same disk for files that are being made, with another in it for figures; gone at the end."""
    made = out / OWN / "made"
    shutil.rmtree(made, ignore_errors=True)
    try:
        (made / "figures").mkdir(parents=True)
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _places(made: Path, out: Path) -> dict[Path, Path]:
    """What was made, by the places that it goes to: first report.json, if it is there, last the pages."""
    files = [made / "report.json", *sorted((made / "figures").iterdir()), *(made / name for name in PAGES)]
    return {out / file.relative_to(made): file for file in files if file.exists()}


def _draw(report: Mapping[str, Any], studies: Sequence[studied.Views], made: Path, pool: Executor | None = None) -> None:
    with Drawers(made / "figures", pool) as drawers:
        _write(report, studies, made, drawers)


def _write(report: Mapping[str, Any], studies: Sequence[studied.Views], made: Path, drawers: Drawers) -> None:
    names = names_of(report)
    shown = spelled(report, {name: in_figure(name) for name in names})
    told = spelled(report, {name: in_markdown(name) for name in names})
    own, _ = studied.split(shown)
    begun = studied.begin(shown, studies, made / "figures", drawers)
    drawn = figures.render({**shown, "results": own}, made / "figures", drawers)
    sections = studied.views(told, begun)

    def pages(spell: Callable[[str], str]) -> tuple[Any, Any]:
        """Figures and sections with captions spelled for a page."""
        captions = {in_figure(name): spell(name) for name in names}
        return spelled(drawn, captions), [{**one, "figures": spelled(one["figures"], captions)} for one in sections]

    write_whole(made / "report.md", markdown.render(told, *pages(in_markdown)).encode())
    write_whole(made / "report.html", html.render(report, made / "figures", *pages(str)).encode())
