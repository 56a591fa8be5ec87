"""`results`: the finished blocks of runs that a report's folder keeps: listed, exported, taken away."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from problems.errors import InputError
from problems.kept import write_out
from verify.commands.options import AsJson, Quiet, print_json, tell_written, wide_console
from verify.report.export import as_parquet
from verify.simulate.store import Blocks, Held, blocks


def results(
    report: Annotated[Path, typer.Argument(help="The folder of a report, finished or not.")],
    key: Annotated[list[str] | None, typer.Option(help="Of this ensemble alone; may be given several times.")] = None,
    export: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write every run, one a row, as a Parquet file (needs pyarrow).")
    ] = None,
    prune: Annotated[bool, typer.Option("--prune", help="Take them away: the report stays, --resume begins anew.")] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """List the finished blocks of runs that a report's folder keeps, give them as Parquet, or take them away.

    A block is one file, named by the hash of all that its numbers depend on; `run --resume`, also with more runs, computes only
    those that are not there.
    """
    if not report.is_dir():
        raise InputError(f"{report} is not a folder; give that of a report")
    if export is not None and prune:
        raise InputError("--export and --prune exclude each other: export first")
    found = blocks(report)
    for name in key or ():
        if all(one.key != name for one in found):
            known = ", ".join(one.key for one in found) or "none"
            raise InputError(f"--key={name} must be one of those in {report}: {known}")
    found = [one for one in found if not key or one.key in key]
    if export is not None:
        if write_out(export, as_parquet(_columns(found), "results --export")):
            tell_written([export], as_json, quiet)
        return
    told = [one.to_dict() for one in found]
    if prune:
        with Held(report):
            for one in found:
                one.remove()
    if as_json:
        print_json({"removed" if prune else "kept": told})
    elif not quiet:
        _print(told, prune)


def _print(told: list[dict[str, Any]], gone: bool) -> None:
    table = Table("key", "claims", "problem", "algorithm", "steps", "runs", "MB", box=None, pad_edge=False)
    for one in told:
        runs, size = str(one["runs"]), f"{one['bytes'] / 1e6:.1f}"
        table.add_row(one["key"], ", ".join(one["claims"]), one["problem"], one["algorithm"], str(one["steps"]), runs, size)
    console = wide_console()
    if told:
        console.print(table, markup=False)
    sizes = f"{sum(one['runs'] for one in told)} runs, {sum(one['bytes'] for one in told) / 1e6:.1f} MB"
    console.print(f"{len(told)} ensembles, {sizes}{', taken away' if gone else ''}", markup=False)


def _columns(found: list[Blocks]) -> dict[str, list[Any]]:
    """Every run of every ensemble, one a row: what it is of, and its records; None where an ensemble has no such record."""
    rows: list[dict[str, Any]] = []
    for one in found:
        for runs, records in one.records():
            for j, run in enumerate(runs):
                rows.append({"key": one.key, "problem": one.about["problem"], "run": run})
                rows[-1] |= {name: values[..., j].tolist() for name, values in records.items()}
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}
