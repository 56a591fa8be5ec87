"""The command line: `adamw-verify COMMAND`. One file per command in `verify/commands/`.

Exit status: 0 nothing violated, 1 something violated that is not listed as known, 2 bad input, 130 interrupted.
"""

import sys

import typer
from rich.console import Console

from problems.errors import InputError
from verify.commands import audit, bound, catalogue, render, run

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
app.command("render")(render.render)
app.command("audit")(audit.audit)


def main() -> None:
    """Run the program; bad input is one line on standard error and exit status 2."""
    try:
        app()
    except InputError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"adamw-verify: {error}", markup=False)
        sys.exit(2)
    except KeyboardInterrupt:
        Console(stderr=True).print("adamw-verify: interrupted")
        sys.exit(130)
