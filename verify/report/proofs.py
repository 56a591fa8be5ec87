"""The audit as sections of a report: the entries themselves, and what a reader needs beside them."""

from collections.abc import Sequence
from typing import Any

from theory.audit import Entry
from theory.prove.render import formula


def sections(entries: Sequence[Entry]) -> dict[str, Any]:
    """`audit`: the entries, as `audit --json` prints them; `audit_steps`: words and LaTeX by variant and step.

    `audit_summary` counts the negative controls.
    """
    refuted, true, missed = detection(entries)
    return {
        "audit": [entry.to_dict() for entry in entries],
        "audit_steps": {f"{entry.variant} {entry.step.id}": told(entry) for entry in entries},
        "audit_summary": {"false": refuted + missed, "refuted": refuted, "shown_true": true, "missed": missed},
    }


def detection(entries: Sequence[Entry]) -> tuple[int, int, int]:
    """How many mutants were refuted, shown true, missed; a mutant that stands in both variants counts once."""
    outcome = {(e.step.id, control.change, control.finding): control.outcome for e in entries for control in e.controls}
    found = list(outcome.values())
    return found.count("refuted"), found.count("shown true"), found.count("missed")


def told(entry: Entry) -> dict[str, Any]:
    """What the step says, what its status means or its repair costs, and its goals in LaTeX."""
    step = entry.step
    return {
        "says": step.says,
        "source": step.source,
        "remark": remark(entry),
        "goals": [formula(goal) for goal in step.goals],
        "controls": [{"change": c.change, "outcome": c.outcome, "prover": c.prover} for c in entry.controls],
    }


def remark(entry: Entry) -> str:
    """What the status means for the claim; for a repaired step, what was wrong and what the repair costs."""
    step = entry.step
    return f"was wrong: {step.wrong}; now: {step.says}; cost: {step.cost}" if step.wrong else step.means
