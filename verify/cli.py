"""The command line: `adamw-verify COMMAND`. One file per command in `verify/commands/`.

Exit status: 0 nothing violated, 1 something violated that is not listed as known, 2 bad input, 130 interrupted.
"""

import sys
from typing import Any

import typer
from rich.console import Console

from problems.errors import InputError
from verify.commands import audit, basin, bound, catalogue, certify, cover, diff, render, run

app = typer.Typer(
    name="adamw-verify",
    help="Check convergence theorems about AdamW: bounds by measurement, with an error rate stated in advance.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("list")(catalogue.list_claims)
app.command("show")(catalogue.show)
app.command("run")(run.run)
app.command("bound")(bound.bound)
app.command("cover")(cover.cover)
app.command("render")(render.render)
app.command("diff")(diff.diff)
app.command("basin")(basin.basin)
app.command("audit")(audit.audit)
app.command("certify")(certify.certify_files)


#: what the argument parser raises for a word or value it does not know
_UsageError: type[Any] = next(cls for cls in typer.BadParameter.__mro__ if cls.__name__ == "ClickException")


def main() -> None:
    """Run the program; bad input is one line on standard error and exit status 2."""
    try:
        status = app(standalone_mode=False)
    except InputError as error:
        sys.exit(_complain(str(error)))
    except (KeyboardInterrupt, typer.Abort):
        _complain("interrupted")
        sys.exit(130)
    except _UsageError as error:
        # no command at all: the parser's message is the help text
        said = error.format_message()
        sys.exit(_complain(" ".join(said.split()) if "Usage:" not in said else said))
    sys.exit(status or 0)


def _complain(text: str) -> int:
    Console(stderr=True, highlight=False, soft_wrap=True, markup=False).print(f"adamw-verify: {text}")
    return 2
