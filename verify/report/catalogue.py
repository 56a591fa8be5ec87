"""What `show` says of a claim."""

from collections.abc import Iterator, Sequence

import sympy as sp

from theory.algorithms import all_algorithms
from theory.claim import Claim
from theory.conform import letters_of_claim
from theory.outside import Folders
from theory.papers.proofs import steps_of
from verify.report.kernel_seen import in_words, said, seen


def shown(claims: Sequence[Claim], own: Folders) -> list[str]:
    """What `lines_of` says of each of these claims."""
    return [line for claim in claims for line in lines_of(claim, own)]


def lines_of(claim: Claim, own: Folders) -> Iterator[str]:
    """Statement, hypotheses, prescription, bound, source, steps and letters of a claim, as lines of text."""
    yield f"{claim.key}: {claim.title}\nsource: {claim.source}\n"
    yield claim.statement + "\n"
    algorithms = f"algorithms: {', '.join(claim.algorithms)}"
    yield f"assumptions: {', '.join(claim.assumptions)}; {algorithms}; initial moments: {claim.initialisation}\n"
    yield "hypotheses"
    for hypothesis in claim.hypotheses:
        stated = "" if hypothesis.stated else "  [used by the proof, not stated]"
        yield f"  {hypothesis.name}: {_text(hypothesis.relation)}  ({hypothesis.source}){stated}"
    if claim.prescription:
        yield "\nprescription"
        for letter, formula in claim.prescription.items():
            yield f"  {letter} = {_text(formula)}"
    yield "\nparts"
    for part in claim.parts:
        yield f"  ({part.id}) {part.kind}: {part.says}  [{part.source}]"
        yield f"      {_text(part.left)} <= {_text(part.right)}"
    if claim.repairs:
        yield "\nrepairs"
        for repair in claim.repairs:
            yield f"  - {repair}"
    if word := in_words(said(claim)):
        yield f"\nCoq's kernel\n  {word}"
    steps = steps_of(claim.id, claim.variant, own)
    if steps:
        yield "\nsteps of the proof, parts and prescriptions (decided by `audit`)"
    for step in steps:
        yield f"  {step.id}: {step.says}  [{step.source}]"
        for goal in step.goals:
            coq = f"; Coq: {seen(goal)}" if seen(goal) else ""
            yield f"      [{goal.prover}{coq}] {goal.conclusion}"
            for premise in goal.premises:
                yield f"          if {premise}"
    known = letters_of_claim(claim, all_algorithms(own))
    letters = set().union(*(p.left.free_symbols | p.right.free_symbols for p in claim.parts))
    letters |= set().union(*(f.free_symbols for f in claim.prescription.values()))
    yield "\nletters (unit in powers of the value of F and the length of x)"
    for letter in sorted(letters, key=str):
        entry = known[letter.name]
        yield f"  {letter.name} {entry.unit}: {entry.meaning}"
    yield ""


def _text(expression: sp.Basic) -> str:
    return sp.sstr(expression, order="none")
