"""The documentation as a site that needs no network: `python -m docs.site [FOLDER]` (`make site`).

The pages of docs/, the README as the first of them, the findings of the reference report as a gallery, and the report itself.
"""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.commands.build import build as built
from mkdocs.config import load_config

from verify.report import document
from verify.report.cards import cards
from verify.report.names import in_cell
from verify.report.write import write_views
from verify.studies import all_studies

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "reports" / "reference"


def make(out: Path, report: Path = REFERENCE) -> None:
    """Build the site of a report into `out`. Raises mkdocs' Abort where a link leads nowhere."""
    with TemporaryDirectory() as folder:
        source = Path(folder) / "docs"
        shutil.copytree(ROOT / "docs", source, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        found = document.read(report)
        write_views(found, all_studies(), source / "reference")
        (source / "reference" / "report.md").unlink()
        (source / "index.md").write_text(_first(), encoding="utf-8")
        (source / "findings.md").write_text(gallery(found, source / "reference" / "figures"), encoding="utf-8")
        for name in ("problems", "notebooks"):
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        for page in source.glob("*.md"):
            page.write_text(_rewritten(page.read_text(encoding="utf-8")), encoding="utf-8")
        built(load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(source), site_dir=str(out.resolve()), strict=True))


def _first() -> str:
    """The README with its links as they are in the site."""
    return (ROOT / "README.md").read_text(encoding="utf-8").replace("](docs/", "](")


def _rewritten(page: str) -> str:
    """A page with its links as they are in the site; the reference report is its one file."""
    page = page.replace("](../", "](").replace("](reports/reference/report.md", "](reference/report.html")
    return page.replace("](reports/reference/", "](reference/")


def gallery(report: document.Document, figures: Path) -> str:
    """The findings: for each claim that is violated or refuted what was found, with its figures."""
    lines = [
        "# Findings",
        "",
        "Made from the [reference report](reference/report.html): every claim of which a part is measured to",
    ]
    lines += ["be violated or a step is refuted.", ""]
    for card in cards(report):
        told = [line for line in card.lines if line.worst == "VIOLATED" or "REFUTED" in line.proof]
        if told:
            lines += [f"## [{card.claim}](reference/report.html#{card.claim}): {in_cell(card.title)}", ""]
            lines += [
                f"* **{'as stated' if line.variant == 'paper' else line.variant}**: {in_cell(line.said)}" for line in card.lines
            ]
            lines += [""]
            drawn = [path.name for path in sorted(figures.glob(f"{card.claim}-*-quantities.svg"))]
            violated = [name for name in drawn if name.endswith("-paper-quantities.svg")] or drawn[:1]
            for name in violated:
                lines += [f"![{card.claim}: running averages, band and bound](reference/figures/{name})", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    make(Path(sys.argv[1] if len(sys.argv) > 1 else "build/site"))
