"""`adamw-verify audit [CLAIM ...]`: every step of the proofs put to the provers.

Exit status: 0 if every status is the committed one and no negative control is missed, 1 if not, 2 for bad input.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from problems.errors import InputError
from problems.kept import write_all
from theory.audit import Audit, Entry
from theory.claim import Step
from theory.outside import Folders, papers
from theory.outside import found as in_use
from theory.papers import all_claims, paper_of, proofs
from theory.prove.hypotheses import questions
from verify.commands.exporting import exported
from verify.commands.findings import as_markdown, hypothesis_table, show
from verify.commands.options import (
    MOST_PROCESSES,
    AsJson,
    Paper,
    Papers,
    Quiet,
    Scheduler,
    as_file,
    hands_of,
    of_paper,
    plain_console,
    print_json,
    progress_bar,
    wide_console,
)
from verify.report.proofs import (
    sections,
)
from verify.simulate.workers import Hands

#: the file of a paper that holds the statuses of its steps
EXPECTED = "expected.json"
Statuses = dict[str, dict[str, str]]


def select(names: Sequence[str], own: Folders = ()) -> tuple[str, ...]:
    """The ids of the claims to audit: if none is named, those in one's own folders, or all of them if there are none.

    Raises:
        InputError: a name is not that of a claim with a proof.
    """
    known = proofs.claims(own)
    for name in names:
        if name not in known:
            raise InputError(f"claim {name!r} is not known; there are: {', '.join(known)}")
    mine = tuple(name for name in known if name not in proofs.claims())
    return tuple(dict.fromkeys(names)) or mine or known


def is_called(step: Step, name: str) -> bool:
    """Whether `name` is the step's id or what follows the claim in it (`8`, `iv`, `T`)."""
    return name in (step.id, step.id.partition(".")[2])


def check_step(names: Sequence[str], name: str, own: Folders = ()) -> None:
    """Raise `InputError` unless one of the claims has a step called `name`."""
    known = list(dict.fromkeys(step.id for _, step in proofs.all_steps(names, own)))
    if not any(is_called(step, name) for _, step in proofs.all_steps(names, own)):
        raise InputError(f"step {name!r} is not known; there are: {', '.join(known)}")


def expected(own: Folders = ()) -> Statuses:
    """The committed statuses of all papers: claim:variant, step id, status. Raises InputError."""
    return {key: steps for _, paper in papers(own) for key, steps in committed(paper).items()}


def committed(paper: Path) -> Statuses:
    """The statuses in a paper's folder; none if it has no such file. Raises InputError."""
    file = paper / EXPECTED
    try:
        found: Statuses = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    except ValueError as error:
        raise InputError(f"{file} is not valid JSON: {error}; `audit --accept` writes it") from None
    return found


def accept_statuses(entries: Sequence[Entry], own: Folders) -> None:
    """Write the statuses found into their papers' folders."""
    papers_found: dict[Path, Statuses] = {}
    for key, found in statuses(entries).items():
        paper = paper_of(key.partition(":")[0], own)
        kept = papers_found.setdefault(paper, committed(paper))
        kept[key] = kept.get(key, {}) | found
    write_all({paper / EXPECTED: as_file(dict(sorted(kept.items()))) for paper, kept in papers_found.items()})


def statuses(entries: Sequence[Entry]) -> Statuses:
    """The statuses found, in the shape of `expected`."""
    found: Statuses = {}
    for entry in entries:
        found.setdefault(f"{entry.step.claim}:{entry.variant}", {})[entry.step.id] = entry.told
    return found


def differences(entries: Sequence[Entry], committed: Statuses) -> list[str]:
    """One line for each status that is not the committed one, and for each negative control that was missed."""
    lines = []
    for entry in entries:
        wanted = committed.get(f"{entry.step.claim}:{entry.variant}", {}).get(entry.step.id, "not in the committed list")
        if wanted != entry.told:
            lines.append(f"{entry.variant} {entry.step.id}: {entry.told}, expected {wanted}")
        lines += [
            f"{entry.variant} {entry.step.id}: mutant missed: {control.change} ({control.finding})"
            for control in entry.controls
            if control.outcome == "missed"
        ]
    return lines


def run(
    names: Sequence[str], step: str | None, hands: Hands, console: Console, own: Folders = (), quiet: bool = False
) -> tuple[Entry, ...]:
    """Audit the claims `names`, or one step of them, with a progress bar on `console`."""
    with progress_bar(console, disable=quiet) as bar:
        task = bar.add_task("goals and mutants", total=None)
        return _provers(hands).run(
            names,
            own,
            only=lambda candidate: step is None or is_called(candidate, step),
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )


def _provers(hands: Hands) -> Audit:
    return Audit(hands) if isinstance(hands, int) else Audit(pool=hands)


def hypotheses(names: Sequence[str], hands: Hands, own: Folders = ()) -> list[dict[str, str]]:
    """Whether statements and prescriptions imply what the proofs use, with witnesses."""
    asked = [question for claim in all_claims(own) if claim.id in names for question in questions(claim)]
    return [
        {
            "claim": question.claim.key,
            "hypothesis": question.hypothesis.name,
            "asked of": question.asked,
            "status": str(decision.status),
            "witness": ", ".join(f"{name}={value}" for name, value in decision.witness.values) if decision.witness else "",
        }
        for question, decision in zip(asked, _provers(hands).decide([q.goal for q in asked]), strict=True)
    ]


def audited(
    claims: Sequence[str] | None, hands: Hands, console: Console, own: Folders, quiet: bool = False
) -> dict[str, object]:
    """The audit of the claims (`id` or `id:variant`; all if none is named) as sections of a report."""
    names = dict.fromkeys(name.partition(":")[0] for name in claims or ())
    known = proofs.claims(own)
    entries = run(tuple(name for name in names if name in known) or select((), own), None, hands, console, own, quiet)
    return sections(entries, own)


def audit(
    claims: Annotated[list[str] | None, typer.Argument(help="Claims to audit; all if none is named.")] = None,
    step: Annotated[str | None, typer.Option(help="One step, by id or by what follows the claim in it (8, iv, T).")] = None,
    witness: Annotated[bool, typer.Option(help="Print the step's witness as a Python session.")] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the statuses as a Markdown document.")] = False,
    workers: Annotated[int, typer.Option(min=1, max=MOST_PROCESSES, help="Processes that run provers.")] = 2,
    scheduler: Scheduler = None,
    ask_hypotheses: Annotated[
        bool, typer.Option("--hypotheses", help="Ask instead whether statements imply what their proofs use.")
    ] = False,
    export: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write instead every goal of real arithmetic as an SMT-LIB 2 file.")
    ] = None,
    accept: Annotated[bool, typer.Option(help="Commit the statuses found as the expected ones.")] = False,
    folders: Papers = None,
    paper: Paper = None,
) -> None:
    """Put every step of the proofs to the provers; exit 0 unless a status differs from the committed one."""
    errors = plain_console(stderr=True, soft_wrap=True)
    own = in_use(folders)
    claims, _ = of_paper(paper, claims, None)
    names = select(claims or (), own)
    if witness and step is None:
        raise InputError("--witness needs --step")
    if step is not None:
        check_step(names, step, own)
    if ask_hypotheses:
        with hands_of(workers, scheduler, own) as hands:
            asked = hypotheses(names, hands, own)
        print_json(asked) if as_json else wide_console(quiet).print(hypothesis_table(asked))
        return
    if export is not None:
        export.mkdir(parents=True, exist_ok=True)  # a path that cannot be one is told before the search
        chosen = [(variant, one) for variant, one in proofs.all_steps(names, own) if step is None or is_called(one, step)]
        with progress_bar(errors, disable=quiet) as bar:
            task = bar.add_task("steps", total=len(chosen))
            told = exported(chosen, expected(own), export, lambda: bar.advance(task))
        print_json(told) if as_json else wide_console(quiet).print(
            f"{export}: {told['files']} files of real arithmetic, {told['certificates']} with a certificate, "
            f"of {told['goals']} goals; index.json"
        )
        return
    with hands_of(workers, scheduler, own) as hands:
        entries = run(names, step, hands, errors, own, quiet)
    if accept:
        accept_statuses(entries, own)
    if markdown and not as_json:
        typer.echo(as_markdown(entries))
    elif as_json or not quiet:
        show(entries, step, witness, as_json, own)
    for line in (line for entry in entries for line in entry.slow):
        typer.echo(line, err=True)
    unlike = differences(entries, expected(own))
    for line in unlike:
        typer.echo(line, err=True)
    if unlike:
        raise typer.Exit(1)
