"""What several commands have in common: claims and problem files by name, and options that are checked.

What a command imports here is imported where it is used: `list` and `show` need none of it.
"""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from problems.errors import InputError
from problems.limits import LARGEST, SMALLEST
from theory.outside import Folders

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from problems.problem import Problem
    from problems.sweep import Cell
    from theory.claim import Claim
    from verify.simulate.workers import Hands

ProblemFiles = Annotated[
    list[Path] | None, typer.Option("--problem", "-p", help="A problem file (TOML); may be given several times.")
]
Sweep = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE,...",
        help="Each problem file with these values of a key, such as target.epsilon=0.1,0.2; of several keys every combination.",
    ),
]
Papers = Annotated[
    list[Path] | None,
    typer.Option(
        "--papers", help="A folder of one's own with claims, algorithms, families, problems; may be given several times."
    ),
]
ErrorRate = Annotated[float, typer.Option(help="Error rate of the whole invocation, split over its statements.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else on standard output.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print what is wrong only; the exit status says the rest.")]
#: more processes than any machine that this is for has processors
MOST_PROCESSES = 256
Processes = Annotated[int, typer.Option(min=1, max=MOST_PROCESSES, help="Processes; the results do not depend on it.")]
Scheduler = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="A Dask scheduler, whose workers do the work instead (extra `cluster`)."),
]
#: where nothing else is said: one for each processor
PROCESSES = os.cpu_count() or 1
Epsilon = Annotated[float | None, typer.Option(help="Target gradient norm; the problem file's own if left out.")]


Paper = Annotated[
    str | None,
    typer.Option("--paper", metavar="NAME", help="The claims of one of the papers that `list` shows, on that paper's files."),
]


def of_paper(
    paper: str | None, claims: list[str] | None, paths: list[Path] | None
) -> tuple[list[str] | None, list[Path] | None]:
    """Claims and problem files, where none are named those of the paper. Raises InputError."""
    if paper is None:
        return claims, paths
    from problems.load import of_paper
    from theory.papers import claims_in

    try:
        folder, found = claims_in(paper)
    except KeyError as error:
        raise InputError(f"--paper: {error.args[0]}") from None
    return claims or list(dict.fromkeys(claim.id for claim in found)), paths or list(of_paper(folder)) or None


def claims_of(names: Sequence[str] | None, own: Folders) -> "list[Claim]":
    """The claims of these names in all variants; every claim if there are none. Raises InputError."""
    from theory.papers import all_claims, find

    try:
        return list(all_claims(own)) if not names else [claim for name in names for claim in find(name, own)]
    except KeyError as error:
        raise InputError(str(error.args[0])) from None


def problems_of(
    paths: Sequence[Path] | None, own: Folders, claims: "Sequence[Claim]", hands: "Hands" = 1, cells: "Sequence[Cell]" = ()
) -> "list[Problem]":
    """The problems of these files; of none, those in one's own folders, or else those shipped for all claims and for the
    papers of these. With cells, each file once for every cell. Raises InputError.
    """
    from problems.load import build, in_folders, load, of_paper, shipped
    from problems.sweep import over
    from theory.papers import paper_of

    folders = dict.fromkeys(paper_of(claim.id, own) for claim in claims)
    beside = (file for folder in folders for file in of_paper(folder))
    files = paths or in_folders(own) or (*shipped(), *beside)
    if not isinstance(hands, int):
        from verify.simulate.certificates import certificates

        certificates(list(over(files, cells, own, build)), hands)
    chosen = list(over(files, cells, own, load))
    names = [problem.name for problem in chosen]
    for problem in chosen:
        if names.count(problem.name) > 1:
            raise InputError(f'name="{problem.name}" must differ from file to file  ({problem.where}: [problem] name)')
    return chosen


def what_was_read(problems: "Iterable[Problem]") -> Iterator[str]:
    """A line for each data file of these problems: how many rows and columns it has."""
    for problem in problems:
        yield from (f"{problem.name}: read {note}" for note in problem.notes)


@contextmanager
def hands_of(workers: int, scheduler: str | None, own: Folders) -> "Iterator[Hands]":
    """Where tasks go: to a cluster if there is one, or else to processes of one's own. Raises InputError."""
    if scheduler is None:
        yield workers
        return
    from verify.simulate.cluster import Cluster

    with Cluster(scheduler, own) as cluster:
        yield cluster


def plain_console(**settings: Any) -> "Console":
    """A console to which texts are texts, whatever stands in them; colours are given as styles."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False, **settings)


def wide_console(quiet: bool = False) -> "Console":
    """Standard output for tables: as wide as the terminal, and wide enough where there is none. A quiet one prints nothing."""
    console = plain_console(quiet=quiet)
    return console if console.is_terminal else plain_console(width=230, quiet=quiet)


def print_json(told: Any) -> None:
    """What `--json` prints; what is not finite is a text or null."""
    typer.echo(as_file(told).decode(), nl=False)


def as_file(told: object) -> bytes:
    """JSON data as the content of a file; what is not finite is a text or null."""
    from verify.decide.verdict import plain

    return (json.dumps(plain(told), indent=1, allow_nan=False) + "\n").encode()


def tell_written(paths: Sequence[Path], as_json: bool, quiet: bool) -> None:
    """Say which files were written."""
    if as_json:
        print_json({"wrote": [str(path) for path in paths]})
    elif not quiet:
        typer.echo("\n".join(f"wrote {path}" for path in paths))


def progress_bar(console: "Console", disable: bool = False) -> "Progress":
    """What is done, of how much, for how long and for how long still, on terminals alone; it goes when it is finished."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        TextColumn("left"), TimeRemainingColumn(), console=console, transient=True,
        disable=disable or not console.is_terminal,
    )  # fmt: skip


def positive(value: float | None, name: str) -> None:
    """Refuse an option that must be positive and of a size that floats can be measured with. Raises InputError."""
    if value is not None and not SMALLEST <= value <= LARGEST:
        raise InputError(f"{name}={value} must be greater than 0, and lie in [{SMALLEST:g}, {LARGEST:g}]")


def probability(value: float, name: str) -> None:
    """Refuse an option that must lie between 0 and 1, neither included. Raises InputError."""
    if not SMALLEST <= value < 1.0:
        raise InputError(f"{name}={value} must lie in (0, 1), and be at least {SMALLEST:g}")
