"""The bound for a bounded scaling as a claim about one method: what the method adds is that its v lies in [c_l, c_u]."""

from collections.abc import Mapping
from dataclasses import replace

from theory.claim import Claim, Goal, Kind, Step, Variant
from theory.letters import at
from theory.link import Use
from theory.papers.scaled_momentum.bounded_scaling.statement import CLAIMS, TIGHTER
from theory.prove.mutate import drop, halve, mutants, reverse

GENERAL = next(claim for claim in CLAIMS if claim.variant == TIGHTER)


def instance(id: str, title: str, source: str, statement: str, algorithms: tuple[str, ...]) -> Claim:
    """(S), (S') and the descent of one step, for these algorithms."""
    parts = tuple(part for part in GENERAL.parts if part.kind is not Kind.CONDITIONAL)
    return replace(
        GENERAL, id=id, variant=Variant.PAPER, title=title, source=source, statement=statement, algorithms=algorithms,
        assumptions=(*GENERAL.assumptions, "B"), parts=parts,
    )  # fmt: skip


def instantiated(id: str, *bounds: Goal) -> tuple[tuple[Step, ...], Mapping[str, Use]]:
    """The steps that take (S) and (S') from the general bound, and the parts that they conclude.

    `bounds` are the goals that show c_l <= v <= c_u.
    """
    from theory.papers.scaled_momentum.bounded_scaling import goals  # a statement is read without the general proof

    steps, parts = [], {"descent": at(goals.descent)}
    for part, general in (("S", goals.gradient[-1]), ("error", goals.error[-1])):
        goal = Goal(
            "z3", general.conclusion, (at(general),), "bounded-scaling, as v lies in [c_l, c_u]", uses=(*map(at, bounds),)
        )
        parts[part] = at(goal)
        says = f"part {part} of bounded-scaling, variant {TIGHTER}"
        steps.append(Step(f"{id}.{part}", says, "derived here", (goal,), mutants(goal, halve, reverse, drop(0))))
    return tuple(steps), parts
