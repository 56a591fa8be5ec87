"""`cover`: does a theorem cover what people run?"""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from problems.errors import InputError
from theory import symbols as s
from theory.algorithms.base import Decay
from theory.claim import Claim
from theory.outside import found
from verify.commands.options import (
    Epsilon,
    ErrorRate,
    Papers,
    ProblemFiles,
    claims_of,
    positive,
    probability,
    problems_of,
    what_was_read,
    wide_console,
)
from verify.decide.convention import Convention, translate
from verify.decide.coverage import Condition, Measured, conditions, covered, measure, nearest_run, sentence
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
) -> None:
    """Say whether a claim covers what is run; name what fails and by what factor, the nearest run that is, and measure."""
    positive(epsilon, "--epsilon")
    probability(error_rate, "--error-rate")
    picked = [c for c, on in zip(Convention, (torch, optax, keras, paper), strict=True) if on]
    if len(picked) != 1:
        raise InputError(f"cover needs one of {', '.join(f'--{c}' for c in Convention)}")
    names = [word for word in words if "=" not in word]
    console, own = wide_console(), found(papers)
    problems, claims = problems_of(problem, own), claims_of(names or ["theorem-2"], own)
    share = error_rate / (len(problems) * len(claims))
    for chosen in problems:
        given = translate(picked[0], [word for word in words if "=" in word], chosen.rule.decay_kind is Decay.IN_GRADIENT)
        target = epsilon or chosen.epsilon
        for claim in claims:
            prescribes_constants(claim)
            console.print(f"\n{claim.key} on {chosen.name} ({chosen.where})")
            for line in what_was_read([chosen]):
                console.print(line)
            seen = measure(claim, chosen, given, target, runs, seed, share)
            held = conditions(claim, chosen, given, target, seen.left)
            near = nearest_run(claim, chosen, given, target, held)
            console.print(sentence(claim, held, given, near), soft_wrap=True)
            _conditions(held, console)
            for remark in given.remarks:
                console.print(f"  translated: {remark}")
            if near is not None and not covered(held):
                shown = Table("letter", "given", "nearest covered", box=None, pad_edge=False)
                mine = (given.beta_1, given.beta_2, given.eta, given.lambda_, given.delta, given.steps)
                for letter, own_number in zip((s.beta_1, s.beta_2, s.eta, s.lambda_, s.delta, s.T), mine, strict=True):
                    shown.add_row(letter.name, number(own_number, 6), number(near[letter], 6))
                console.print(shown)
            _measured(seen, covered(held), console)


def prescribes_constants(claim: Claim) -> None:
    """Refuse a claim that has no constant beta_1, eta and T. Raises InputError."""
    constant = {s.beta_1, s.eta, s.T} <= claim.prescription.keys()
    if not constant or claim.schedules or any(f.has(s.k) for f in claim.prescription.values()):
        raise InputError(f"cover: {claim.id} prescribes no constant beta_1, eta and T; theorem-2 does")


def _conditions(held: Sequence[Condition], console: Console) -> None:
    failing = sum(not c.holds for c in held)
    console.print(f"{'COVERED' if not failing else 'NOT COVERED'}: {failing} of {len(held)} hypotheses fail")
    table = Table("hypothesis", "status", "value", "limit", "off by a factor", box=None, pad_edge=False)
    for c in held:
        off = "" if c.holds or c.factor is None else number(c.factor, 3)
        table.add_row(c.name, "holds" if c.holds else "fails", number(c.value), c.limit, off)
    console.print(table)


def _measured(seen: Measured, within: bool, console: Console) -> None:
    console.print("measured:" if within else "measured anyway, no statement of the theorem:")
    table = Table("part", "measured", "interval", "error rate", "right side there", "runs", "stopped", box=None, pad_edge=False)
    for row in seen.rows:
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
