"""`export`: a report for papers and for other programs."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from problems.errors import InputError
from problems.kept import replace, write_out, write_whole
from verify.commands.options import AsJson, Quiet, print_json, tell_written
from verify.report import document, figures, seal, studied
from verify.report import export as exported
from verify.report.names import in_figure, names_of, spelled
from verify.report.svg import vector
from verify.report.write import beside
from verify.simulate.store import Held
from verify.studies import all_studies


class Form(StrEnum):
    """What a report can be exported as."""

    LATEX = "latex"
    BIBTEX = "bibtex"
    CSV = "csv"
    PARQUET = "parquet"


#: what has no form for standard output, and what it writes
WRITTEN = {Form.LATEX: "a folder, report.tex and figures/", Form.PARQUET: "a file"}


def export(
    form: Annotated[Form, typer.Argument(help="What it is to be.")],
    report: Annotated[Path, typer.Argument(help="A report.json, or the folder that holds one.")],
    out: Annotated[
        Path | None, typer.Option(help="A folder for latex, else a file; without it bibtex and csv are printed.")
    ] = None,
    claim: Annotated[list[str] | None, typer.Option(help="Of this claim alone; may be given several times.")] = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Give a report as LaTeX with figures (PDF), a BibTeX entry, its rows as CSV or Parquet."""
    found = document.read(report)
    if out is None and form in WRITTEN:
        raise InputError(f"--out is missing: export {form} writes {WRITTEN[form]}")
    seal.untouched(found, report)
    found = _of_claims(found, claim or ())
    if form is Form.LATEX and out is not None:
        written = _latex(found, out)
    elif form is Form.PARQUET:
        content = exported.parquet(found)
    else:
        content = (exported.bibtex(found) if form is Form.BIBTEX else exported.table(found)).encode()
    if form is Form.LATEX:
        tell_written(written, as_json, quiet)
    elif out is not None:
        if write_out(out, content):
            tell_written([out], as_json, quiet)
    elif as_json:
        print_json({"text": content.decode()})
    elif not quiet:
        typer.echo(content.decode(), nl=False)


def _of_claims(found: dict[str, Any], claims: Sequence[str]) -> dict[str, Any]:
    """The report with the rows of these claims alone, all if none is named. Raises InputError for one that it has not."""
    for name in claims:
        if all(row["claim"] != name for row in found["results"]):
            raise InputError(f"--claim={name} is not in the report")
    if not claims:
        return found
    return {**found, **{s: [r for r in found[s] if r["claim"] in claims] for s in ("results", "courses")}, "studies": {}}


def _latex(found: document.Document, out: Path) -> list[Path]:
    """Write report.tex, report.bib and the figures, all of them or none; their places."""
    names = names_of(found)
    shown = spelled(found, {name: in_figure(name) for name in names})
    own, _ = studied.split(shown)
    with Held(out), beside(out) as made:
        with vector():
            begun = studied.begin(shown, all_studies(), made / "figures")
            drawn = figures.render({**shown, "results": own}, made / "figures")
        drawn += [figure for _, of_study in begun for figure in of_study()]
        told = [spelled(figure, {in_figure(name): name for name in names}) for figure in drawn]
        write_whole(made / "report.tex", exported.latex(found, told).encode())
        write_whole(made / "report.bib", exported.bibtex(found).encode())
        files = ["report.tex", "report.bib", *(f"figures/{figure['name']}.pdf" for figure in drawn)]
        replace({out / file: made / file for file in files})
    return [out / file for file in files]
