"""The command line: `adamw-verify COMMAND`. One file per command in this folder, imported when it is asked for."""

import gc
import os
import shlex
import sys
import tempfile
import traceback
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from importlib import import_module
from typing import Annotated, Any, get_args, get_type_hints

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from problems.errors import InputError
from theory.prove.parent import SELDOM

#: every command: its file in `verify/commands/`, its function, and what the list of commands says of it
COMMANDS = {
    "list": ("catalogue", "list_claims", "The claims, one line each."),
    "show": ("catalogue", "show", "Statement, hypotheses, prescription, bound and source of a claim."),
    "run": ("run", "run", "Measure claims on problem files and write report.json, report.md and figures."),
    "bound": ("bound", "bound", "What the theorem prescribes: beta_1, eta, T, T*b; its bound; and every hypothesis."),
    "cover": (
        "cover", "cover",
        "Say whether a claim covers what is run; name what fails and by what factor, the nearest run that is, and measure.",
    ),
    "render": ("render", "render", "Write report.md and the figures again, from report.json alone."),
    "reproduce": ("reproduce", "reproduce", "Run a report again, from the report alone, and compare."),
    "export": ("export", "export", "Give a report as LaTeX with figures (PDF), a BibTeX entry, its rows as CSV or Parquet."),
    "results": (
        "results", "results",
        "List the finished blocks of runs that a report's folder keeps, give them as Parquet, or take them away.",
    ),
    "diff": ("diff", "diff", "Say which verdicts, constants, bounds, ratios and intervals differ between two reports."),
    "basin": ("basin", "basin", "Exact stationary covariances, the closed forms' errors, and the bounds of theorems 6 and 7."),
    "audit": (
        "audit", "audit",
        "Put every step of the proofs to the provers; exit 0 unless a status differs from the committed one.",
    ),
    "kernel": ("kernel", "kernel", "Compare the Coq statements and goals with those that the program writes."),
    "certify": (
        "certify", "certify_files",
        "Certify every constant. Exit status 0: all certified, 1: some undecided, 2: one refuted.",
    ),
    "attack": (
        "attack", "attack",
        "Search for a problem that satisfies a claim's assumptions and violates it, or else for the tightest.",
    ),
    "check": ("check", "check", "Say what is missing in a folder of one's own, or what was altered in a report."),
    "new": (
        "new", "new", "Write a commented skeleton that runs: a paper's folder, or a claim, an algorithm, a family, a problem.",
    ),
}  # fmt: skip
#: an example for each command's help
EXAMPLES = {
    "list": "",
    "show": "theorem-2:repaired",
    "run": "theorem-2 --problem problems/rational_well.toml --out reports/mine",
    "bound": "theorem-2 --problem problems/rational_well.toml --epsilon 0.1",
    "cover": "theorem-2 --torch lr=1e-3 betas=0.9,0.999 --problem problems/rational_well.toml",
    "render": "reports/mine",
    "reproduce": "reports/mine",
    "results": "reports/mine",
    "export": "latex reports/mine --claim theorem-2 --out paper",
    "diff": "reports/reference reports/mine",
    "basin": "hessian.csv --lambda 0.1",
    "audit": "lemma-3",
    "kernel": "",
    "certify": "problems/rational_well.toml",
    "attack": "theorem-2 --variant paper --budget 60 --out reports/attack",
    "check": "reports/mine",
    "new": "paper momentum",
}
#: the commands that keep what they finish, as the command line begins
RESUMED = (["run"], ["reproduce"], ["attack"])
#: the threads of linear algebra, unless the user says otherwise: matrices are small, and a thread that waits for the next spins
THREADS = {"OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"}
#: characters of a number in an option
LONGEST = 400
SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"]}


class Commands(TyperGroup):
    """The commands by name; to list them none is imported."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return TyperCommand(cmd_name, help=COMMANDS[cmd_name][2]) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, found, rest = super().resolve_command(ctx, args)
        return name, found and _imported(str(found.name)), rest


def _imported(name: str) -> Any:
    file, function, _ = COMMANDS[name]
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    example = f"Example: adamw-verify {name} {EXAMPLES[name]}".rstrip()
    alone.command(name, context_settings=SETTINGS, epilog=example)(getattr(import_module(f"verify.commands.{file}"), function))
    command = get_command(alone)
    kinds = get_type_hints(getattr(import_module(f"verify.commands.{file}"), function))
    for option in command.params:
        if {float, int} & {kinds.get(str(option.name)), *get_args(kinds.get(str(option.name)))}:
            option.process_value = _decimal(option)  # type: ignore[method-assign]
    return command


def _decimal(option: Any) -> Any:
    """How an option's number is read: ASCII decimals alone, whole ones of 64 bits."""
    from problems.reading import decimal

    process = option.process_value

    def read(context: Any, value: Any) -> Any:
        if isinstance(value, str) and (decimal(value) is None or len(value) > LONGEST):
            raise typer.BadParameter(f"{value!r} is not a number in decimals.", ctx=context, param=option)
        try:
            number = process(context, value)
        except typer.BadParameter as error:
            raise typer.BadParameter(f"{value}: {error.message}", ctx=context, param=option) from None
        if isinstance(number, int) and abs(number) >= 2**63:
            raise typer.BadParameter(f"{number} has more than 64 bits.", ctx=context, param=option)
        return number

    return read


app = typer.Typer(
    name="adamw-verify",
    cls=Commands,
    help="Check convergence theorems about AdamW: bounds by measurement, with an error rate stated in advance.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings=SETTINGS,
)


def _version(asked: bool) -> None:
    if asked:
        from verify.version import package_version

        typer.echo(f"adamw-verify {package_version()}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")] = False,
) -> None:
    """Options of a command come after it."""


#: what the argument parser raises for a word or value it does not know
_UsageError: type[Any] = next(cls for cls in typer.BadParameter.__mro__ if cls.__name__ == "ClickException")


#: every exit status and what it says; docs/reliability.md has them as a table
STATUSES = {
    0: "nothing is wrong",
    1: "something violated that no problem file lists as known, or not as committed, or undecided: a finding, not a fault",
    2: "bad input",
    70: "a fault of this program",
    74: "the machine failed: disk, memory, a process that was killed",
    130: "interrupted",
    141: "what the output was piped into has ended",
}


def main() -> None:
    """Run the program; whatever goes wrong is one line on standard error and a status of its own."""
    _opened()
    gc.set_threshold(*SELDOM)
    os.environ.update({name: count for name, count in THREADS.items() if name not in os.environ})  # read as NumPy is imported
    try:
        status = app(standalone_mode=False)
        sys.stdout.flush()
    except InputError as error:
        sys.exit(_complain(str(error), 2))
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(_complain("interrupted", 130))
    except _UsageError as error:
        # no command at all: the parser's message is the help text
        said = error.format_message()
        sys.exit(_complain(said if "Usage:" in said else " ".join(said.split()), 2))
    except BrokenPipeError:
        _silence(sys.stdout)
        sys.exit(141)
    except (OSError, MemoryError, BrokenExecutor) as error:
        kept = "; what was finished is kept: go on with --resume" if sys.argv[1:2] in RESUMED else ""
        sys.exit(_complain(f"{_failure(error)}{kept}", 74))
    except Exception as error:
        from theory.outside import explained

        if (theirs := explained(error)) is not None:  # a fault in a file of one's own is the user's to mend
            sys.exit(_complain(str(theirs), 2))
        told = " ".join(f"{type(error).__name__}: {error}".split())
        sys.exit(_complain(f"a fault of this program, {told[:200]}; {_details()}", 70))
    sys.exit(status or 0)


def _opened() -> None:
    """Put something where the shell closed a stream: what is written to standard output then fails as on a full disk."""
    for number, name, way in ((0, "stdin", os.O_RDONLY), (1, "stdout", os.O_RDONLY), (2, "stderr", os.O_WRONLY)):
        if getattr(sys, name) is None:
            found = os.open(os.devnull, way)  # takes the number that is free, and no file of ours will
            if found != number:
                os.dup2(found, number)
                os.close(found)
            setattr(sys, name, open(number, "r" if number == 0 else "w", encoding="utf-8", closefd=False))  # noqa: SIM115


def _silence(stream: Any) -> None:
    """Let what is left of a stream that cannot be written to go nowhere: as Python ends it would change the exit status."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _failure(error: BaseException) -> str:
    if isinstance(error, OSError):
        place = f" ({error.filename})" if error.filename else ""
        return f"the machine failed: {error.strerror or error}{place}"
    return "not enough memory" if isinstance(error, MemoryError) else "a process of this program was killed"


def _details() -> str:
    """Where the traceback of the fault was written to, as part of a sentence."""
    try:
        with tempfile.NamedTemporaryFile("w", prefix="adamw-verify-", suffix=".log", delete=False, encoding="utf-8") as file:
            file.write(f"{shlex.join(sys.argv)}\n{traceback.format_exc()}")
    except OSError:
        return "and its details could not be written"
    return f"details: {file.name}"


def _complain(text: str, status: int) -> int:
    from rich.console import Console

    shown = text if "Usage:" in text else "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
    try:
        Console(stderr=True, highlight=False, soft_wrap=True, markup=False, emoji=False).print(f"adamw-verify: {shown}")
        sys.stdout.flush()
    except OSError:  # where nothing can be said the status still says it
        _silence(sys.stderr)
        _silence(sys.stdout)
    return status
