"""What the audit found, for people: tables and details for the terminal, and the Markdown of docs/audit.md."""

from collections.abc import Sequence

import typer
from rich.table import Table
from rich.text import Text

from theory.audit import Entry, standings
from theory.claim import Status, Step, Variant
from theory.outside import Folders
from verify.commands.options import (
    print_json,
    wide_console,
)
from verify.report.kernel_seen import counted, in_words, seen
from verify.report.proofs import (
    by_closeness,
    causes_of,
    detection,
    graph,
    kernel_on,
    remark,
    repairs_that_hold,
    told_rank,
)

COLOURS = {Status.PROVED: "green", Status.PROVED_IF: "cyan", Status.REFUTED: "red", Status.OPEN: "yellow"}


def table(entries: Sequence[Entry]) -> Table:
    """The entries as a table for the terminal."""
    shown = Table(show_lines=False, pad_edge=False)
    for title in ("variant", "step", "formula", "status", "prover", "kernel", "witness", "s"):
        shown.add_column(title, overflow="fold", justify="right" if title == "s" else "left")
    for entry in entries:
        values = ", ".join(f"{name}={value}" for name, value in entry.witness.values) if entry.witness else ""
        shown.add_row(
            str(entry.variant), entry.step.id, entry.step.says, Text(entry.told, COLOURS[entry.status]),
            entry.prover, kernel_of(entry.step), values, f"{entry.seconds:.1f}",
        )  # fmt: skip
    return shown


def kernel_of(step: Step) -> str:
    """How many of a step's goals Coq's kernel has checked, of how many; nothing if none."""
    return counted(seen(goal) for goal in step.goals)


def cause_table(entries: Sequence[Entry], own: Folders = ()) -> Table:
    """The root causes as a table for the terminal."""
    shown = Table(show_lines=False, pad_edge=False)
    for title in ("rank", "cause", "what is wrong", "smallest witness", "repair", "steps"):
        shown.add_column(title, overflow="fold")
    for cause in causes_of(entries, own):
        told = (told_rank(cause, entries), cause.id, cause.wrong, cause.witness, cause.repair, ", ".join(cause.steps))
        shown.add_row(*map(str, told))
    return shown


def summary(entries: Sequence[Entry]) -> list[str]:
    """Counts of statuses by variant, and the detection rate of the negative controls."""
    lines = []
    for variant in dict.fromkeys((Variant.PAPER, Variant.REPAIRED, *(e.variant for e in entries))):
        counts = [sum(e.status is status for e in entries if e.variant == variant) for status in Status]
        told = ", ".join(f"{n} {status}" for n, status in zip(counts, Status, strict=True))
        lines.append(f"{variant}: {told}")
    refuted, true, missed = detection(entries)
    total = refuted + true + missed
    if total:
        lines.append(f"negative controls: {refuted} of {total - true} false ones refuted, {true} shown true, {missed} missed")
        lines += [
            f"negative controls by the share of points that break them, {name}: {n} of {of} refuted"
            for name, (n, of) in by_closeness(entries).items()
        ]
    held, repairs = repairs_that_hold(entries)
    if repairs:
        lines.append(f"positive controls: {held} of {repairs} repairs of refuted steps are not refuted")
    return lines


def hypothesis_table(asked: Sequence[dict[str, str]]) -> Table:
    """What was asked about hypotheses as a table for the terminal."""
    shown = Table(pad_edge=False)
    for title in asked[0] if asked else ():
        shown.add_column(title, overflow="fold")
    for row in asked:
        shown.add_row(*(Text(text, COLOURS[Status(text)]) if title == "status" else text for title, text in row.items()))
    return shown


def details(entry: Entry) -> list[str]:
    """One entry in full, as lines of text."""
    lines = [f"{entry.step.id} ({entry.variant}), {entry.step.source}: {entry.told} by {entry.prover}", entry.step.says]
    for goal in entry.step.goals:
        coq = f"; Coq: {seen(goal)}" if seen(goal) else ""
        lines.append(f"goal [{goal.prover}{coq}] {goal.conclusion}")
        lines += [f"  if {premise}" for premise in goal.premises]
        lines += [f"  ({goal.note})"] if goal.note else []
    lines += [f"tried: {line}" for line in entry.tried]
    lines += [f"re-check: {entry.recheck}"] if entry.recheck else []
    step = entry.step
    told = {"means": step.means, "was wrong": step.wrong, "cost": step.cost, "the repair": entry.weakest}
    for title, text in told.items():
        lines += [f"{title}: {text}"] if text else []
    return lines + [f"mutant, {control.change}: {control.outcome} by {control.prover}" for control in entry.controls]


def as_markdown(entries: Sequence[Entry]) -> str:
    """The statuses, what they mean, the repairs and their cost, and the negative controls, as `docs/audit.md` has them."""
    lines = ["# What the audit finds", "", "Written by `adamw-verify audit --markdown`.", ""]
    lines += [
        "## Claims",
        "",
        "| claim | status | needs | parts that are measured and concluded | Coq |",
        "|---|---|---|---|---|",
    ]
    for standing in standings(entries):
        kernel = in_words(kernel_on(standing.claim))
        cells = [standing.claim, standing.status, ", ".join(standing.needs), ", ".join(standing.concluded), kernel]
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", "## Why steps are refuted, the worst first", ""]
    lines += ["| rank | cause | what is wrong | smallest witness | repair | cost | steps |", "|---|---|---|---|---|---|---|"]
    for cause in causes_of(entries):
        told = [
            told_rank(cause, entries),
            cause.id,
            cause.wrong,
            cause.witness,
            cause.repair,
            cause.cost,
            ", ".join(cause.steps),
        ]
        lines.append(f"| {' | '.join(told)} |".replace("||", r"\|\|"))
    lines += ["", "## Steps", ""]
    lines += [
        "| variant | step | status | Coq | what it means; or what was wrong, what replaces it, its cost, a weaker one known |"
    ]
    lines += ["|---|---|---|---|---|"]
    for entry in entries:
        means = remark(entry).replace("|", "\\|")
        lines.append(f"| {entry.variant} | {entry.step.id} | {entry.told} | {kernel_of(entry.step)} | {means} |")
    lines += ["", *(f"* {line}" for line in summary(entries))]
    true = {(e.step.id, c.change, c.finding) for e in entries for c in e.controls if c.outcome == "shown true"}
    lines += [f"* shown true: {step}, {change}: {finding}" for step, change, finding in sorted(true)]
    return "\n".join(lines)


def show(entries: Sequence[Entry], step: str | None, witness: bool, as_json: bool, own: Folders = ()) -> None:
    """Print what was asked for."""
    if as_json:
        print_json(graph(entries, own))
    elif witness:
        scripts = [entry.witness.script for entry in entries if entry.witness]
        typer.echo("\n\n".join(scripts) if scripts else f"step {step} has no witness: {entries[0].status}")
    elif step is not None:
        typer.echo("\n\n".join("\n".join(details(entry)) for entry in entries))
    else:
        if any(entry.status is Status.REFUTED for entry in entries):
            wide_console().print(cause_table(entries, own))
        wide_console().print(table(entries))
        for standing in standings(entries, own):
            told = [f"{standing.claim}: {standing.status}", ", ".join(standing.needs)]
            told += [f"under {', '.join(standing.under)}"] if standing.under else []
            typer.echo(" ".join(filter(None, told)))
            if kernel := in_words(kernel_on(standing.claim, own)):
                typer.echo(f"  Coq: {kernel}")
        typer.echo("\n".join(summary(entries)))
