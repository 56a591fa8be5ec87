"""What `run` says on the terminal: progress with the time left, and the ledger as tables."""

import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from problems.problem import Problem
from verify.commands.options import progress_bar, what_was_read, wide_console
from verify.decide.plan import Plan
from verify.decide.verdict import Outcome, Result
from verify.report import cards, swept
from verify.report.numbers import number
from verify.report.vocabulary import others, others_counted

COLOUR = {"HOLDS": "green", "VIOLATED": "red", "UNDECIDED": "yellow", "INAPPLICABLE": "dim"}
#: claims without rows are named in so many characters, counted beyond
LISTED = 160


class Reporter:
    """Progress of every plan and the time left: bars on a terminal, lines elsewhere."""

    def __init__(self, console: Console, quiet: bool, plans: Sequence[Plan]) -> None:
        self._terminal, self._quiet, self._console = console.is_terminal, quiet, console
        self._plans = sum(laid.experiment is not None for laid in plans)
        self._bar = progress_bar(console, disable=quiet)
        self._all = self._bar.add_task("claims and problems", total=self._plans)
        self._one = self._bar.add_task("", visible=False)
        self._shown: Plan | None = None
        self._done, self._started = 0, time.monotonic()

    def __enter__(self) -> "Reporter":
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def finished(self, plans: int) -> None:
        """So many plans are decided."""
        self._done = plans
        self._bar.update(self._all, completed=plans)

    def __call__(self, laid: Plan, done: int, of: int) -> None:
        text = f"{laid.claim.key} on {laid.problem.name}"
        if self._shown is not laid:
            self._bar.reset(self._one, description=f"{text}, runs", visible=True)
            self._shown = laid
        self._bar.update(self._one, completed=done, total=of)
        if done == of and not (self._terminal or self._quiet):
            self._console.print(f"{text}: {done} runs{self._left()}")

    def _left(self) -> str:
        """The time that is left if the plans to come take as long as those before them; nothing before one is decided."""
        if not self._done:
            return ""
        left = (time.monotonic() - self._started) * (self._plans - self._done) / self._done
        return f"; {self._done} of {self._plans} decided, about {timedelta(seconds=round(left))} left"


def print_results(
    results: Sequence[Result], problems: Sequence[Problem], sections: Mapping[str, Any], out: Path, quiet: bool,
    every_row: bool,
) -> None:  # fmt: skip
    """The cards and one line a claim and problem, or every row; quietly what is wrong only."""
    console = wide_console()
    if quiet:
        if wrong := [row for row in results if row.verdict == Outcome.VIOLATED and not row.known]:
            console.print(_rows(wrong))
        return
    for read in what_was_read(problems):
        console.print(read, soft_wrap=True)
    told = swept.sweep({"problems": [{"problem": p.name, "place": p.where, "swept": p.swept} for p in problems],
                        "results": [row.to_dict() for row in results]})  # fmt: skip
    table = _rows(results) if every_row else _lines(results) if told is None else _swept(told)
    if table.row_count:
        console.print(table)
    if len({row.problem for row in results}) > 1:
        for card in cards.cards({**sections, "results": [row.to_dict() for row in results]}):
            for line in card.lines:
                console.print(f"{card.claim}:{line.variant}: {line.said}", markup=False, soft_wrap=True)
    if foreign := sections.get("not_about"):
        told_of = others(foreign)
        named = (
            told_of if every_row or len("; ".join(told_of)) <= LISTED else (f"{others_counted(foreign)} (--all lists them)",)
        )
        for one in named:
            console.print(f"no rows, as the claim is about another algorithm: {one}", markup=False, soft_wrap=True)
    counts = {name: sum(row.verdict == name for row in results) for name in Outcome}
    console.print(", ".join(f"{count} {name}" for name, count in counts.items() if count) or "no rows")
    console.print(f"report: {out / 'report.html'}", markup=False)


def _lines(results: Sequence[Result]) -> Table:
    """One line for each claim and problem: the worst verdict, the parts that have it, how far from the bound."""
    table = Table("claim", "problem", "verdict", "parts", "measured/bound", "runs", box=None, pad_edge=False)
    for line in cards.found([row.to_dict() for row in results]):
        between = "" if line.ratio is None else " to ".join(dict.fromkeys(number(end, 3) for end in line.ratio))
        runs = "" if line.runs is None else str(line.runs)
        said = Text(str(line.verdict), COLOUR[line.verdict])
        table.add_row(f"{line.claim}:{line.variant}", line.problem, said, line.parts, between, runs)
    return table


def _swept(told: swept.Sweep) -> Table:
    """One line for each part and cell of a sweep that has a ratio, or a verdict to look at."""
    files = ["file"] if len(told.files) > 1 else []
    table = Table("claim", "part", *files, *told.keys, "measured", "bound", "ratio", "verdict", box=None, pad_edge=False)
    for line in told.lines:
        row = line.row
        if row["ratio"] is None and row["verdict"] == Outcome.HOLDS:
            continue
        values = [*([line.file] if files else []), *line.told, number(row["measured"]["mean"]) if row["measured"] else ""]
        values += ["" if row[name] is None else number(row[name], 3) for name in ("bound", "ratio")]
        said = Text(f"{row['verdict']}{' (known)' if row['known'] else ''}", COLOUR[row["verdict"]])
        table.add_row(f"{row['claim']}:{row['variant']}", row["part"], *values, said)
    return table


def _rows(results: Sequence[Result]) -> Table:
    """One line for each row of the ledger."""
    table = Table(box=None, pad_edge=False)
    for heading in ("claim", "part", "problem", "verdict", "mean", "interval", "bound", "ratio", "runs"):
        table.add_column(heading, no_wrap=True)
    for row in results:
        m, said = row.measured, Text(f"{row.verdict}{' (known)' if row.known else ''}", COLOUR[row.verdict])
        name, problem = f"{row.claim}:{row.variant}", row.problem
        if m is None:
            table.add_row(name, row.part, problem, said, row.reason or "")
            continue
        interval = "" if m.lower is None else f"{number(m.lower)}..{number(m.upper)}"
        bound, ratio = ("" if value is None else number(value, 3) for value in (row.bound, row.ratio))
        table.add_row(name, row.part, problem, said, number(m.mean), interval, bound, ratio, str(m.runs))
    return table
