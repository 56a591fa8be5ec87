"""What a claim and its proof must have, as a list of checks: our own papers pass it, and so must those of others.

Each check gives one line for each fault; none is a fault of the mathematics, which the provers and the measurements decide.
"""

from collections.abc import Iterator, Mapping, Sequence

import sympy as sp

from theory.algorithms.base import Algorithm
from theory.claim import Claim, Kind, Status, Step
from theory.prove.provers import PROVERS
from theory.symbols import LETTERS, Letter
from theory.units import Inhomogeneous, Unit, unit_of

#: a proved step shows that its provers can say no
LEAST_MUTANTS = 3
#: kinds of parts whose scale is not that of F and x: section 4's preconditioner has absorbed a unit
WITHOUT_UNITS = (Kind.HIGH_PROBABILITY, Kind.ALGEBRA, Kind.MATRIX)


def letters_of_claim(claim: Claim, algorithms: Mapping[str, Algorithm]) -> dict[str, Letter]:
    """The letters that a claim may use, by name: those of `theory.symbols`, and of the algorithms that it is about."""
    own = (algorithms[name].letters.values() for name in claim.algorithms if name in algorithms)
    return {**LETTERS, **{letter.symbol.name: letter for letters in own for letter in letters}}


def claim_faults(claim: Claim, algorithms: Mapping[str, Algorithm], refuted: bool = False) -> Iterator[str]:
    """The faults of a claim; `refuted`: a step of it is expected to be, and a mixed unit may be why."""
    letters = letters_of_claim(claim, algorithms)
    known = {letter.symbol: letter.unit for letter in letters.values()}
    for name in ("id", "title", "source", "statement"):
        if not getattr(claim, name).strip():
            yield f"{claim.key}: {name} is empty"
    for name in claim.algorithms:
        if name not in algorithms:
            yield f"{claim.key}: there is no algorithm {name}"
    formulas = {
        **{f"hypothesis {h.name}": h.relation for h in claim.hypotheses},
        **{f"part {part.id}": sp.Tuple(part.left, part.right) for part in claim.parts},
        **{f"prescribed {letter}": formula for letter, formula in claim.prescription.items()},
    }
    for place, formula in formulas.items():
        for letter in sorted(formula.free_symbols - known.keys(), key=str):
            yield f"{claim.key}: {place} has the letter {letter}, which theory.symbols does not have with these signs"
    seen: set[sp.Symbol] = set()
    for letter, formula in claim.prescription.items():
        for later in sorted(formula.free_symbols & (set(claim.prescription) - seen), key=str):
            yield f"{claim.key}: prescribed {letter} uses {later}, which is prescribed after it"
        seen.add(letter)
    for part in claim.parts:
        if part.kind not in WITHOUT_UNITS and not refuted and (mixed := _mixed(part.left, part.right, known)):
            yield f"{claim.key}: part {part.id} mixes units: {mixed}"


def _mixed(left: sp.Expr, right: sp.Expr, units: Mapping[sp.Symbol, Unit]) -> str:
    try:
        one, other = unit_of(left, units), unit_of(right, units)
    except (Inhomogeneous, KeyError) as fault:
        return str(fault)
    # 0 has any unit
    return "" if one == other or right.is_zero else f"{one} on the left, {other} on the right"


def proof_faults(claim: str, steps: Sequence[Step], expected: dict[str, str]) -> Iterator[str]:
    """The faults of a claim's proof in one variant, whose steps are expected to have these statuses."""
    if not steps:
        yield f"{claim}: it has no steps of a proof (STEPS)"
    for step in steps:
        status = expected.get(step.id)
        if status is None:
            yield f"{claim}: {step.id} has no expected status; `audit --accept` writes those found"
        if status == Status.PROVED and len(step.mutants) < LEAST_MUTANTS:
            yield f"{claim}: {step.id} has {len(step.mutants)} planted falsehoods (mutants), and needs {LEAST_MUTANTS}"
        if status == Status.REFUTED and not step.means:
            yield f"{claim}: {step.id} is refuted and does not say what that means for the claim (means)"
        if any(mutant.goal in step.goals for mutant in step.mutants):
            yield f"{claim}: {step.id} has a planted falsehood (mutant) that is a goal of it"
        for goal in step.goals:
            if goal.prover not in PROVERS:
                yield f"{claim}: {step.id} asks the prover {goal.prover}; there are {', '.join(PROVERS)}"
    for id in sorted(expected.keys() - {step.id for step in steps}):
        yield f"{claim}: a status is expected of {id}, which is no step"
