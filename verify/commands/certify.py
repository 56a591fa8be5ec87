"""`certify`: what is proved of the constants of problem files."""

import json
import math
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from problems.certify import Certificate
from problems.certify.certificate import Constant
from problems.load import build, every, in_folders
from problems.sweep import grid, over
from theory.outside import found as folders
from verify.commands.options import AsJson, Papers, Quiet, Scheduler, Sweep, hands_of, plain_console, print_json
from verify.simulate.certificates import certificates

#: columns that a table needs
WIDTH = 180
DIGITS = 10


def certify_files(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Problem files (TOML); left out, those of one's own folders or else those shipped."),
    ] = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
    effort: Annotated[int, typer.Option(min=1, help="Scales searches and branch and bound; tightens enclosures.")] = 1,
    fresh: Annotated[bool, typer.Option("--fresh", help="Prove again what is kept from before.")] = False,
    scheduler: Scheduler = None,
    papers: Papers = None,
    sweep: Sweep = None,
) -> None:
    """Certify every constant. Exit status 0: all certified, 1: some undecided, 2: one refuted."""
    own = folders(papers)
    cells = grid(sweep) if sweep else ()
    problems = list(over(files or in_folders(own) or every(), cells, own, build))
    with hands_of(1, scheduler, own) as hands:
        found = certificates(problems, hands, effort, kept=not fresh)
    if as_json:
        data = [
            {"problem": c.problem, "read": list(p.notes), "constants": [constant.to_dict() for constant in c.constants]}
            for p, c in zip(problems, found, strict=True)
        ]
        print_json(data[0] if files and len(files) == 1 and not cells else data)
    elif not quiet:
        console = plain_console(width=max(Console().width, WIDTH))
        for problem, certificate in zip(problems, found, strict=True):
            _table(console, certificate, problem.notes)
    for certificate in found:
        certificate.require()
        if quiet and not as_json:
            for constant in certificate.undecided:
                typer.echo(f"{certificate.problem}: {constant.name} is not decided")
    if any(certificate.undecided for certificate in found):
        raise typer.Exit(1)


def _table(console: Console, certificate: Certificate, notes: Sequence[str]) -> None:
    console.print(f"\n{certificate.problem} ({certificate.where})", markup=False)
    for note in notes:
        console.print(f"read: {note}", markup=False)
    table = Table("constant", "declared", "best is at least", "and at most", "status", "looseness", "seconds", "method",
                  box=None, pad_edge=False)  # fmt: skip
    for c in certificate.constants:
        table.add_row(*_row(c))
    console.print(table)
    region = certificate.region
    console.print(f"region: {'proved invariant' if region.proved else 'monitored'}; {region.argument}", markup=False)
    for c in certificate.constants:
        if c.witness is not None:
            console.print(f"witness against {c.name}: {json.dumps(c.witness.to_dict())}", markup=False)


def _row(c: Constant) -> tuple[str, ...]:
    loose = "" if c.looseness is None else f"{c.looseness:.4g}"
    declared = "" if c.declared is None else f"{c.declared:.10g}"
    lower, upper = outward(c.enclosure.lower, ROUND_FLOOR), outward(c.enclosure.upper, ROUND_CEILING)
    method = c.enclosure.method + (f" ({c.why})" if c.why else "")
    return c.name, declared, lower, upper, str(c.status), loose, f"{c.seconds:.2f}", method


def outward(value: float, rounding: str) -> str:
    """Ten digits that can be pasted: rounded so that what bounds the constant still does."""
    if not math.isfinite(value):
        return f"{value}"
    return f"{Context(prec=DIGITS, rounding=rounding).create_decimal(Decimal(value)).normalize():g}"
