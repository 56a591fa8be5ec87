"""`cover`: does a theorem cover what people run?"""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from problems.errors import InputError
from theory.outside import found
from verify import api
from verify.api import Cover
from verify.commands.options import (
    AsJson,
    Epsilon,
    ErrorRate,
    Papers,
    ProblemFiles,
    Quiet,
    claims_of,
    positive,
    print_json,
    probability,
    problems_of,
    what_was_read,
    wide_console,
)
from verify.decide.convention import Convention
from verify.decide.coverage import Condition
from verify.report.numbers import number

Words = Annotated[list[str], typer.Argument(help="A claim such as theorem-2, then settings such as lr=1e-3 betas=0.9,0.999.")]


def cover(
    words: Words,
    torch: Annotated[bool, typer.Option("--torch", help="Settings are torch.optim.AdamW's (optimiser=Adam: Adam's).")] = False,
    optax: Annotated[bool, typer.Option("--optax", help="Settings are optax.adamw's (optimiser=adam: adam's).")] = False,
    keras: Annotated[bool, typer.Option("--keras", help="Settings are those of Keras or TensorFlow (epsilon hat).")] = False,
    paper: Annotated[bool, typer.Option("--paper", help="Settings are the paper's letters, the algorithm the file's.")] = False,
    problem: ProblemFiles = None,
    epsilon: Epsilon = None,
    runs: Annotated[int, typer.Option(min=1, help="Runs that are measured.")] = 64,
    seed: Annotated[int, typer.Option(min=0, help="Seed.")] = 0,
    error_rate: ErrorRate = 0.01,
    papers: Papers = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Say whether a claim covers what is run; name what fails and by what factor, the nearest run that is, and measure."""
    positive(epsilon, "--epsilon")
    probability(error_rate, "--error-rate")
    picked = [c for c, on in zip(Convention, (torch, optax, keras, paper), strict=True) if on]
    if len(picked) != 1:
        raise InputError(f"cover needs one of {', '.join(f'--{c}' for c in Convention)}")
    names = [word for word in words if "=" not in word]
    console, own = wide_console(quiet or as_json), found(papers)
    claims = claims_of(names or ["theorem-2"], own)
    problems = problems_of(problem, own, claims)
    share = error_rate / (len(problems) * len(claims))
    settings = [word for word in words if "=" in word]
    answers: list[Cover] = []
    for chosen in problems:
        for claim in claims:
            (one,) = api.cover(claim.key, settings, chosen, picked[0], epsilon, runs, seed, papers or (), share)
            answers.append(one)
            console.print(f"\n{claim.key} on {chosen.name} ({chosen.where})")
            for line in what_was_read([chosen]):
                console.print(line)
            console.print(one.sentence, soft_wrap=True)
            _conditions(one.conditions, console)
            for remark in one.remarks:
                console.print(f"  translated: {remark}")
            if one.nearest and not one.covered:
                shown = Table("letter", "given", "nearest covered", box=None, pad_edge=False)
                for letter, own_number in one.given.items():
                    shown.add_row(letter, number(own_number, 6), number(one.nearest[letter], 6))
                console.print(shown)
            _measured(one, console)
    if as_json:
        print_json([one.to_dict() for one in answers])


def _conditions(held: Sequence[Condition], console: Console) -> None:
    failing = sum(not c.holds for c in held)
    console.print(f"{'COVERED' if not failing else 'NOT COVERED'}: {failing} of {len(held)} hypotheses fail")
    table = Table("hypothesis", "status", "value", "limit", "off by a factor", box=None, pad_edge=False)
    for c in held:
        off = "" if c.holds or c.factor is None else number(c.factor, 3)
        table.add_row(c.name, "holds" if c.holds else "fails", number(c.value), c.limit, off)
    console.print(table)


def _measured(seen: Cover, console: Console) -> None:
    console.print("measured:" if seen.covered else "measured anyway, no statement of the theorem:")
    table = Table("part", "measured", "interval", "error rate", "right side there", "runs", "stopped", box=None, pad_edge=False)
    for row in seen.measured:
        interval = f"{number(row['lower'])}..{number(row['upper'])}" if row["lower"] != row["upper"] else "exact"
        cells = (row["part"], number(row["mean"]), interval if row["lower"] is not None else "none")
        table.add_row(*cells, number(row["error_rate"]), number(row["bound"]), str(row["runs"]), str(row["stopped"]))
    console.print(table)
    more = ", ..." if seen.end["dimension"] > len(seen.end["x"]) else ""
    at = ", ".join(number(entry, 6) for entry in seen.end["x"])
    console.print(
        f"the last iterate: ||x||_inf = {number(seen.end['x_sup'])}, ||grad F|| = {number(seen.end['grad'])} (means over runs);"
        f" the first run ends at ({at}{more})"
    )
