"""`bound`: what a theorem prescribes on a problem, and the bound it then gives."""

from collections.abc import Mapping
from typing import Annotated

import sympy as sp
import typer
from rich.table import Table

from problems.errors import InputError
from theory import symbols as s
from theory.claim import Kind
from theory.derive.horizon import Unverified
from theory.outside import found
from theory.papers.adamw.theorem_2.optimal import minimise
from verify.commands.options import (
    AsJson,
    Epsilon,
    Papers,
    ProblemFiles,
    Quiet,
    claims_of,
    plain_console,
    positive,
    print_json,
    problems_of,
    what_was_read,
)
from verify.decide.plan import plan
from verify.report.numbers import number

NEEDED = (s.L, s.c_inf, s.delta, s.sigma, s.b, s.lambda_, s.Delta, s.decay_0, s.epsilon)


def best_parameters(values: Mapping[sp.Symbol, float]) -> dict[str, dict[str, float | str]]:
    """The least horizon of theorem 2's argument, with its own constants and with the best ones, and how good they are.

    The constants are taken as the exact values of their floats. Where there is none, `none` says why.
    """
    missing = [letter.name for letter in NEEDED if letter not in values]
    if missing:
        raise InputError(f"--optimal needs {', '.join(missing)}, which the problem file does not give")
    exact = {letter: sp.Rational(values[letter]) for letter in NEEDED}
    told: dict[str, dict[str, float | str]] = {}
    for name, best in (("paper's constants, best parameters", False), ("best constants, best parameters", True)):
        try:
            found = minimise(exact, best)
        except Unverified as fault:
            told[name] = {"none": str(fault)}
            continue
        at = {"beta_1": float(found.beta_1), "eta": float(found.eta), "T": int(found.T)}
        told[name] = {**at, "no choice gives less than T": float(found.lower_bound)}
    return told


def bound(
    claims: Annotated[list[str], typer.Argument(help="Claims, such as theorem-2 or theorem-2:repaired.")],
    problem: ProblemFiles = None,
    epsilon: Epsilon = None,
    optimal: Annotated[bool, typer.Option("--optimal", help="Also theorem 2's argument at its best.")] = False,
    papers: Papers = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """What the theorem prescribes: beta_1, eta, T, T*b; its bound; and every hypothesis."""
    positive(epsilon, "--epsilon")
    own = found(papers)
    asked = claims_of(claims, own)
    problems = problems_of(problem, own, asked)
    if as_json:
        from verify import api

        told = []
        for chosen in problems:
            for claim in asked:
                (one,) = api.bound(claim.key, chosen, epsilon, papers or ())
                values = plan(claim, chosen, epsilon or chosen.epsilon, seed=0, most_steps=2**62).values if optimal else {}
                told.append({**one.to_dict(), **({"optimal": best_parameters(values)} if optimal else {})})
        print_json(told)
        return
    console = plain_console(soft_wrap=True, quiet=quiet)
    for chosen in problems:
        for claim in asked:
            laid = plan(claim, chosen, epsilon or chosen.epsilon, seed=0, most_steps=2**62)
            console.print(f"\n{claim.key} on {chosen.name} ({chosen.where})", markup=False)
            for line in what_was_read([chosen]):
                console.print(line)
            parameters = dict(laid.parameters)
            if s.T in laid.values and s.b in laid.values:
                parameters["T*b (gradients)"] = laid.values[s.T] * laid.values[s.b]
            shown = Table(box=None, pad_edge=False, show_header=False)
            for name, value in parameters.items():
                shown.add_row(name, number(value, 8))
            console.print(shown)
            checks = Table("hypothesis", "status", "value", "limit", box=None, pad_edge=False)
            for h in laid.hypotheses:
                said = h.status if h.binding or not h.fails else "fails (not stated by the paper)"
                checks.add_row(h.name, said, number(h.value, 8), number(h.limit))
            console.print(checks)
            if optimal:
                for name, best in best_parameters(laid.values).items():
                    console.print(f"{name}: {', '.join(f'{letter} = {number(value, 8)}' for letter, value in best.items())}")
            if laid.experiment is None:
                failing = ", ".join(h.name for h in laid.hypotheses if h.fails and h.binding)
                console.print(f"UNDECIDED: {laid.refusal}" if laid.refusal else f"INAPPLICABLE: fails: {failing}", markup=False)
                continue
            bounds = Table("part", "left side at most", box=None, pad_edge=False)
            for part in laid.parts:
                if part.kind == Kind.EXPECTATION:
                    bounds.add_row(part.id, number(laid.bound(part), 8))
            console.print(bounds)
