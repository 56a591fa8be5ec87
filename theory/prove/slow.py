"""Goals that take a prover long: which, how long, with which letters, and what to try."""

from collections.abc import Sequence

import sympy as sp

from theory.claim import Goal, Step
from theory.prove.result import Decision

#: seconds of processor time; the shipped goals take less
LONG = 20.0
#: letters up to which a polynomial goal is quick
MANY = 6


def slow(step: Step, decisions: Sequence[Decision]) -> tuple[str, ...]:
    """One line for each goal of the step that took long."""
    pairs = list(zip(step.goals, decisions, strict=True))
    return tuple(_line(step, j, goal, found) for j, (goal, found) in enumerate(pairs, 1) if found.seconds >= LONG)


def _line(step: Step, number: int, goal: Goal, found: Decision) -> str:
    letters = sorted({str(x) for relation in _relations(goal) for x in relation.free_symbols})
    advice = ["split the step at what is shown first, each goal with the premises that it needs"]
    if len(letters) > MANY:
        units = "rescale F and x so that two of them are 1"
        advice = [f"fewer than {len(letters)} letters ({units}; one letter for a ratio or a product that recurs)", *advice]
    if any(power.exp.is_Rational and not power.exp.is_Integer for r in _relations(goal) for power in r.atoms(sp.Pow)):
        advice = ["a letter for each root, with its square as the one that it is of", *advice]
    where = f"{step.id}, goal {number} of {len(step.goals)} ({found.prover or goal.prover})"
    return f"{where} took {found.seconds:.0f} s with the letters {', '.join(letters)}; try {'; or '.join(advice)}"


def _relations(goal: Goal) -> list[sp.Basic]:
    """What of a goal has letters: a conclusion of another kind than a relation is looked into."""
    told = goal.conclusion
    inside = (
        [told] if isinstance(told, sp.Basic) else [x for x in getattr(told, "__dict__", {}).values() if isinstance(x, sp.Basic)]
    )
    return [*goal.premises, *inside]
