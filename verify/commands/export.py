"""`export`: a report for papers and for other programs."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from problems.errors import InputError
from problems.kept import write_whole
from verify.report import document, figures, seal, studied
from verify.report import export as exported
from verify.report.names import in_figure, names_of, spelled
from verify.report.svg import vector
from verify.studies import all_studies


class Form(StrEnum):
    """What a report can be exported as."""

    LATEX = "latex"
    BIBTEX = "bibtex"
    CSV = "csv"


def export(
    form: Annotated[Form, typer.Argument(help="What it is to be.")],
    report: Annotated[Path, typer.Argument(help="A report.json, or the folder that holds one.")],
    out: Annotated[Path | None, typer.Option(help="A folder for latex, a file for the others (else standard output).")] = None,
    claim: Annotated[list[str] | None, typer.Option(help="Of this claim alone; may be given several times.")] = None,
) -> None:
    """Give a report as LaTeX with figures (PDF), as an entry for BibTeX, or its rows as CSV."""
    found = document.read(report)
    seal.untouched(found, report)
    if claim:
        for name in claim:
            if all(row["claim"] != name for row in found["results"]):
                raise InputError(f"--claim={name} is not in the report")
        found = {**found, **{s: [r for r in found[s] if r["claim"] in claim] for s in ("results", "courses")}, "studies": {}}
    if form is Form.LATEX:
        if out is None:
            raise InputError("--out is missing: export latex writes a folder, report.tex and figures/")
        _latex(found, out)
        return
    text = exported.bibtex(found) if form is Form.BIBTEX else exported.table(found)
    if out is None:
        typer.echo(text, nl=False)
    else:
        write_whole(out, text.encode())


def _latex(found: document.Document, out: Path) -> None:
    names = names_of(found)
    shown = spelled(found, {name: in_figure(name) for name in names})
    own, _ = studied.split(shown)
    with vector():
        begun = studied.begin(shown, all_studies(), out / "figures")
        drawn = figures.render({**shown, "results": own}, out / "figures")
    drawn += [figure for _, of_study in begun for figure in of_study()]
    told = [spelled(figure, {in_figure(name): name for name in names}) for figure in drawn]
    write_whole(out / "report.tex", exported.latex(found, told).encode())
    write_whole(out / "report.bib", exported.bibtex(found).encode())
    typer.echo(f"wrote {out / 'report.tex'}, {out / 'report.bib'} and {len(told)} figures")
