"""`check`: what is missing in a folder of one's own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from problems.conform import family_faults
from problems.families import all_families
from problems.load import in_folders, load
from problems.schema import shown_path
from theory.algorithms import all_algorithms
from theory.claim import Status
from theory.conform import claim_faults, proof_faults
from theory.outside import Folders, named
from theory.papers import all_claims
from theory.papers.proofs import steps_of
from verify.commands.audit import committed
from verify.commands.options import AsJson, Quiet, print_json
from verify.report import document, seal
from verify.simulate.declared import refuted


def check(
    folder: Annotated[Path, typer.Argument(help="A folder with claims, algorithms, families, problems; or a report.")],
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Say what is missing in a folder of one's own, or what was altered in a report.

    A folder is held against the list that our own folders pass. What has a report.json, or is one, is a report.
    Exit status 0: nothing; 1: something is; 2: a file cannot be used at all.
    """
    a_report = folder.suffix == ".json" or (folder / "report.json").exists()
    found = _altered(folder) if a_report else list(faults(named([folder])))
    if as_json:
        print_json(found)
    else:
        for line in found:
            typer.echo(f"altered: {line}" if a_report else line)
        told = "as it was written" if a_report and not found else f"{len(found) or 'nothing'} to mend"
        if not quiet:
            typer.echo(f"{shown_path(folder)}: {'altered after it was written' if a_report and found else told}")
    if found:
        raise typer.Exit(1)


def _altered(report: Path) -> list[str]:
    read = document.read(report)
    return seal.altered(read)


def faults(own: Folders) -> Iterator[str]:
    """One line for each fault of what is in the folders. Raises InputError."""
    expected = {key: steps for folder in own for key, steps in committed(folder.path).items()}
    algorithms, families = all_algorithms(own), all_families(own)
    claims = [claim for claim in all_claims(own) if claim not in all_claims()]
    for claim in claims:
        statuses = expected.get(claim.key, {})
        yield from claim_faults(claim, algorithms, Status.REFUTED in statuses.values())
        yield from proof_faults(claim.key, steps_of(claim.id, claim.variant, own), statuses)
    problems = [load(path, own=own) for path in in_folders(own)]
    for problem in problems:
        yield from family_faults(problem.family, problem.region)
        if problem.certificate is not None:
            yield from (f"{problem.where}: {constant.name} is not decided" for constant in problem.certificate.undecided)
    added: dict[str, tuple[set[str], set[str]]] = {
        "algorithm": (algorithms.keys() - all_algorithms().keys(), {problem.algorithm.name for problem in problems}),
        "family": (families.keys() - all_families().keys(), {problem.family.name for problem in problems}),
    }
    for name in sorted(added["algorithm"][0]):
        yield from refuted(algorithms[name])
        if algorithms[name].reference is None:
            yield f"{name}: it has no reference, the step written a second time, for its update to be compared with"
    for kind, (names, used) in added.items():
        yield from (f"{kind} {name}: no problem file uses it, so nothing shows that it runs" for name in sorted(names - used))
    if not any((claims, problems, *(names for names, _ in added.values()))):
        yield "there is nothing here: no claim, no algorithm, no family, no problem file"
