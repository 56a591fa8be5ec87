"""`list` and `show`: what can be verified."""

from typing import Annotated

import sympy as sp
import typer
from rich.console import Console
from rich.table import Table

from theory.claim import Claim
from theory.outside import Folders, found
from theory.papers import all_claims, paper_of
from theory.papers.proofs import steps_of
from verify.commands.options import AsJson, Papers, Quiet, claims_of, plain_console, print_json, wide_console


def list_claims(papers: Papers = None, as_json: AsJson = False, quiet: Quiet = False) -> None:
    """The claims, one line each."""
    if as_json:
        told = [
            {
                "claim": c.id,
                "variant": c.variant,
                "paper": paper_of(c.id, found(papers)).name,
                "source": c.source,
                "parts": [p.id for p in c.parts],
                "title": c.title,
            }
            for c in all_claims(found(papers))
        ]
        print_json(told)
        return
    table = Table(box=None, pad_edge=False)
    own = found(papers)
    for heading in ("claim", "variant", "paper", "parts", "title", "source"):
        table.add_column(heading, no_wrap=heading not in ("title", "source"))
    for claim in all_claims(own):
        parts = " ".join(part.id for part in claim.parts)
        table.add_row(claim.id, claim.variant, paper_of(claim.id, own).name, parts, claim.title, claim.source)
    wide_console(quiet).print(table)


def show(
    claims: Annotated[list[str], typer.Argument(help="Claims, such as theorem-2 or theorem-2:repaired.")],
    papers: Papers = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Statement, hypotheses, prescription, bound and source of a claim."""
    if as_json:
        from verify.report.document import stated

        print_json(stated(claims_of(claims, found(papers))))
        return
    console, own = plain_console(soft_wrap=True, quiet=quiet), found(papers)
    for claim in claims_of(claims, own):
        _show(claim, own, console)


def _show(claim: Claim, own: Folders, console: Console) -> None:
    from theory.algorithms import all_algorithms  # `list` needs the claims alone
    from theory.conform import letters_of_claim
    from verify.report.kernel_seen import in_words, said, seen

    console.print(f"{claim.key}: {claim.title}\nsource: {claim.source}\n")
    console.print(claim.statement + "\n")
    console.print(f"assumptions: {', '.join(claim.assumptions)}; algorithms: {', '.join(claim.algorithms)}; "
                  f"initial moments: {claim.initialisation}\n")  # fmt: skip
    console.print("hypotheses")
    for hypothesis in claim.hypotheses:
        stated = "" if hypothesis.stated else "  [used by the proof, not stated]"
        console.print(f"  {hypothesis.name}: {_text(hypothesis.relation)}  ({hypothesis.source}){stated}")
    if claim.prescription:
        console.print("\nprescription")
        for letter, formula in claim.prescription.items():
            console.print(f"  {letter} = {_text(formula)}")
    console.print("\nparts")
    for part in claim.parts:
        console.print(f"  ({part.id}) {part.kind}: {part.says}  [{part.source}]")
        console.print(f"      {_text(part.left)} <= {_text(part.right)}")
    if claim.repairs:
        console.print("\nrepairs")
        for repair in claim.repairs:
            console.print(f"  - {repair}")
    if word := in_words(said(claim)):
        console.print(f"\nCoq's kernel\n  {word}")
    steps = steps_of(claim.id, claim.variant, own)
    if steps:
        console.print("\nsteps of the proof, parts and prescriptions (decided by `audit`)")
    for step in steps:
        console.print(f"  {step.id}: {step.says}  [{step.source}]")
        for goal in step.goals:
            coq = f"; Coq: {seen(goal)}" if seen(goal) else ""
            console.print(f"      [{goal.prover}{coq}] {goal.conclusion}")
            for premise in goal.premises:
                console.print(f"          if {premise}")
    known = letters_of_claim(claim, all_algorithms(own))
    letters = set().union(*(p.left.free_symbols | p.right.free_symbols for p in claim.parts))
    letters |= set().union(*(f.free_symbols for f in claim.prescription.values()))
    console.print("\nletters (unit in powers of the value of F and the length of x)")
    for letter in sorted(letters, key=str):
        entry = known[letter.name]
        console.print(f"  {letter.name} {entry.unit}: {entry.meaning}")
    console.print("")


def _text(expression: sp.Basic) -> str:
    return sp.sstr(expression, order="none")
