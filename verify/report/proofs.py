"""The audit as sections of a report: the entries themselves, and what a reader needs beside them."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from theory.audit import Entry, rank_of, standings
from theory.claim import Cause, Rank, Status, Variant
from theory.outside import Folders
from theory.papers import find, proofs
from theory.prove.closeness import class_of
from theory.prove.render import formula
from verify.report.kernel_seen import marked, said


def sections(entries: Sequence[Entry], own: Folders = ()) -> dict[str, Any]:
    """`audit`, `audit_claims`, `audit_causes`: steps, claims and causes, as `audit --json` prints them.

    `audit_steps`: words and LaTeX by variant and step; `audit_summary` counts the negative controls.
    """
    refuted, true, missed = detection(entries)
    told_of = graph(entries, own)
    return {
        "audit": told_of["steps"],
        "audit_claims": told_of["claims"],
        "audit_causes": told_of["causes"],
        "audit_steps": {f"{entry.variant} {entry.step.id}": told(entry) for entry in entries},
        "audit_summary": {"false": refuted + missed, "refuted": refuted, "shown_true": true, "missed": missed},
    }


def graph(entries: Sequence[Entry], own: Folders = ()) -> dict[str, Any]:
    """The proofs as one graph: claims and parts, steps with what they use, and the causes of refutations.

    The numbers of a cause are those of the plainest witness among its steps: fewest letters, then fewest digits.
    """
    found = {entry.step.id: entry.witness.values for entry in entries if entry.witness and entry.status is Status.REFUTED}
    causes = []
    for cause in causes_of(entries, own):
        shown = [(step, found[step]) for step in cause.steps if step in found]
        step, values = min(shown, key=lambda one: (len(one[1]), sum(len(text) for _, text in one[1])), default=("", ()))
        words: dict[str, Any] = {"id": cause.id, "wrong": cause.wrong, "repair": cause.repair, "cost": cause.cost}
        words |= {"rank": rank_of(cause, entries), "by_hand": cause.rank is not None}
        causes.append({**words, "steps": cause.steps, "witness": {"says": cause.witness, "step": step, "values": dict(values)}})
    claims = [asdict(standing) | {"kernel": kernel_on(standing.claim, own)} for standing in standings(entries, own)]
    return {"claims": claims, "causes": causes, "steps": [marked(entry) for entry in entries]}


def kernel_on(claim: str, own: Folders = ()) -> list[dict[str, str]]:
    """What Coq's kernel says of the claim `id:variant`: statement, `proved` or `false`, theorem."""
    return said(find(claim, own)[0])


def causes_of(entries: Sequence[Entry], own: Folders = ()) -> list[Cause]:
    """The root causes of the refuted steps among the entries, the worst rank first."""
    refuted = {entry.step.id for entry in entries if entry.status is Status.REFUTED}
    found = [cause for cause in proofs.causes(own) if refuted & set(cause.steps)]
    return sorted(found, key=lambda cause: list(Rank).index(rank_of(cause, entries)))


def told_rank(cause: Cause, entries: Sequence[Entry]) -> str:
    """The rank of a cause, and whether it is a judgement."""
    return rank_of(cause, entries) + (" (by hand)" if cause.rank else "")


def detection(entries: Sequence[Entry]) -> tuple[int, int, int]:
    """How many mutants were refuted, shown true, missed; a mutant that stands in both variants counts once."""
    outcome = {(e.step.id, control.change, control.finding): control.outcome for e in entries for control in e.controls}
    found = list(outcome.values())
    return found.count("refuted"), found.count("shown true"), found.count("missed")


def by_closeness(entries: Sequence[Entry]) -> dict[str, tuple[int, int]]:
    """By the share of random points that break them: how many false mutants were refuted, of how many."""
    every = {(e.step.id, c.change, c.finding): c for e in entries for c in e.controls if c.outcome != "shown true"}
    found: dict[str, tuple[int, int]] = {}
    for control in every.values():
        refuted, count = found.get(class_of(control.broken), (0, 0))
        found[class_of(control.broken)] = (refuted + (control.outcome == "refuted"), count + 1)
    return dict(sorted(found.items()))


def repairs_that_hold(entries: Sequence[Entry]) -> tuple[int, int]:
    """Of the refuted steps that have a repair among the entries: of how many it is not refuted, and how many there are.

    A repair is the control of a refutation: a true variant, which a prover that refutes too much would refute as well.
    """
    paper = {e.step.id for e in entries if e.variant == Variant.PAPER and e.status is Status.REFUTED}
    repairs = [e.status for e in entries if e.variant == Variant.REPAIRED and e.step.id in paper]
    return sum(status is not Status.REFUTED for status in repairs), len(repairs)


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
    """What the status means for the claim; of a repair, what was wrong, what it costs, whether it is the weakest known."""
    step = entry.step
    return f"was wrong: {step.wrong}; now: {step.says}; cost: {step.cost}; {entry.weakest}" if step.wrong else step.means
