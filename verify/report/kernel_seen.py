"""Which goals of the audit Coq's kernel has checked, and which it has found to be false."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from theory.audit import Entry
from theory.claim import Goal
from theory.kernel.goals import FALSE, TACTICS, digest

#: below `theory/`: which tactic proves which goal; the goals' Coq files are written from it
FOUND = "papers/adamw/tactics.json"


@cache
def checked() -> dict[str, str]:
    """The tactic, or that Coq proves the negation, by the digest of the goal."""
    found: dict[str, str] = json.loads(files("theory").joinpath(FOUND).read_text(encoding="utf-8"))
    return {name.rpartition("_")[2]: tactic for name, tactic in found.items() if tactic in (*TACTICS, FALSE)}


def seen(goal: Goal) -> str:
    """The tactic of Coq that proves exactly this goal, or `false`; nothing if there is none, or the goal has changed since."""
    return checked().get(digest(goal), "")


def marked(entry: Entry) -> dict[str, Any]:
    """An entry of the audit as JSON data, with what Coq says of each of its goals."""
    return entry.to_dict() | {"kernel": [seen(goal) for goal in entry.step.goals]}
