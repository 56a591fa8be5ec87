"""`cover`: does a theorem cover what people run?"""

from typing import Annotated

import numpy as np
import sympy as sp
import typer
from rich.console import Console
from rich.table import Table

from problems.errors import InputError
from theory import symbols as s
from theory.claim import Claim
from theory.outside import found
from verify.commands.options import Epsilon, Papers, ProblemFiles, claims_of, positive, problems_of, wide_console
from verify.decide.convention import Convention, translate
from verify.decide.coverage import conditions, measure, nearest, values_at
from verify.report.numbers import number

Words = Annotated[list[str], typer.Argument(help="A claim such as theorem-2, then settings such as lr=1e-3 betas=0.9,0.999.")]


def cover(
    words: Words,
    torch: Annotated[bool, typer.Option("--torch", help="Settings are torch.optim.AdamW's.")] = False,
    optax: Annotated[bool, typer.Option("--optax", help="Settings are optax.adamw's.")] = False,
    paper: Annotated[bool, typer.Option("--paper", help="Settings are the paper's letters.")] = False,
    problem: ProblemFiles = None,
    epsilon: Epsilon = None,
    runs: Annotated[int, typer.Option(min=1, help="Runs that are measured.")] = 64,
    seed: Annotated[int, typer.Option(min=0, help="Seed.")] = 0,
    papers: Papers = None,
) -> None:
    """Translate hyper-parameters, name every hypothesis that fails and by what factor, and measure what happens anyway."""
    positive(epsilon, "--epsilon")
    picked = [c for c, on in zip(Convention, (torch, optax, paper), strict=True) if on]
    if len(picked) != 1:
        raise InputError("cover needs one of --torch, --optax, --paper")
    names = [word for word in words if "=" not in word]
    given = translate(picked[0], [word for word in words if "=" in word])
    console, own = wide_console(), found(papers)
    for chosen in problems_of(problem, own):
        for claim in claims_of(names or ["theorem-2"], own):
            constant = {s.beta_1, s.eta, s.T} <= claim.prescription.keys()
            if not constant or claim.schedules or any(f.has(s.k) for f in claim.prescription.values()):
                raise InputError(f"cover: {claim.id} prescribes no constant beta_1, eta and T; theorem-2 does")
            known = {name: chosen.constant(name) for name in ("c_inf", "L")}
            missing = [name for name, value in known.items() if value is None or not np.isfinite(value)]
            if missing:
                said = f"the problem has no finite {' and no '.join(missing)}"
                console.print(f"{claim.key} on {chosen.name}: INAPPLICABLE, {said}")
                continue
            values = values_at(chosen, given, epsilon or chosen.epsilon)
            _show(claim, chosen.name, values, console)
            for remark in given.remarks:
                console.print(f"  translated: {remark}")
            table = Table("part", "measured", "interval", "right side there", "runs", "stopped", box=None, pad_edge=False)
            for row in measure(claim, chosen, given, epsilon or chosen.epsilon, runs, seed):
                interval = f"{number(row['lower'])}..{number(row['upper'])}"
                cells = (row["part"], number(row["mean"]), interval, number(row["bound"]))
                table.add_row(*cells, str(row["runs"]), str(row["stopped"]))
            console.print("measured anyway, no statement of the theorem:")
            console.print(table)


def _show(claim: Claim, name: str, values: dict[sp.Symbol, float], console: Console) -> None:
    found = conditions(claim, values)
    failing = [c for c in found if not c.holds]
    # what the translation changes (constant decay, initial moments) is outside the theorem whatever the numbers are
    console.print(f"\n{claim.key} on {name}: INAPPLICABLE, {len(failing)} of {len(found)} hypotheses fail")
    table = Table("hypothesis", "status", "value", "limit", "off by a factor", box=None, pad_edge=False)
    for c in found:
        off = "" if c.holds else number(c.factor, 3)
        table.add_row(c.name, "holds" if c.holds else "fails", number(c.value), c.limit, off)
    console.print(table)
    covered = nearest(claim, values)
    shown = Table("letter", "given", "nearest covered", box=None, pad_edge=False)
    for letter in (s.beta_1, s.beta_2, s.eta, s.lambda_, s.delta, s.T):
        shown.add_row(letter.name, number(values[letter], 6), number(covered[letter], 6))
    console.print(shown)
