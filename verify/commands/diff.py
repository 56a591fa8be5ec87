"""`diff`: what changed from one report to another."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from problems.errors import InputError
from verify.commands.options import AsJson, Quiet, print_json, wide_console
from verify.report import compare, document
from verify.report.numbers import number

Report = Annotated[Path, typer.Argument(help="A report.json, or the folder that holds one.")]


def diff(
    first: Report,
    second: Report,
    tolerance: Annotated[float, typer.Option(help="Numbers that differ by at most this, relatively, are the same.")] = 1e-9,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Say which verdicts, constants, bounds, ratios and intervals differ between two reports.

    Exit status 0: every verdict is the same; 1: a verdict differs, or a row is in one report only; 2: bad input.
    """
    if not 0.0 <= tolerance < 1.0:
        raise InputError(f"--tolerance={tolerance} must lie in [0, 1)")
    before, after = document.read(first), document.read(second)
    found = compare.differences(before, after, tolerance)
    printed(found, as_json, quiet)


def printed(found: list[compare.Difference], as_json: bool, quiet: bool) -> None:
    """Print differences, quietly the grave ones only; exit status 1 if one is."""
    if as_json:
        print_json([one.to_dict() for one in found])
    elif not quiet:
        _print(found)
    elif grave := [one for one in found if one.grave]:
        _print(grave)
    if any(one.grave for one in found):
        raise typer.Exit(1)


def _print(found: list[compare.Difference]) -> None:
    console = wide_console()
    if found:
        table = Table("what", "where", "before", "after", box=None, pad_edge=False)
        for one in found:
            table.add_row(one.what, one.where, number(one.before, 10), number(one.after, 10))
        console.print(table, markup=False)
    counts = {what: sum(one.what == what for one in found) for what in compare.What}
    console.print(", ".join(f"{count} {what}" for what, count in counts.items() if count) or "no differences", markup=False)
