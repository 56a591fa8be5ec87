"""Which goals and statements Coq's kernel has checked, and which it has found to be false."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from theory.audit import Entry
from theory.claim import Claim, Goal
from theory.kernel.files import written
from theory.kernel.goals import FALSE, TACTICS, digest

#: below `theory/`: which tactic proves which goal; the goals' Coq files are written from it
FOUND = "papers/adamw/tactics.json"
#: below `theory/`: what `make kernel` leaves: the digest of every statement that a theorem says or denies
BUILT = "kernel/built.txt"


@cache
def checked() -> dict[str, str]:
    """The tactic, or that Coq proves the negation, by the digest of the goal."""
    found: dict[str, str] = json.loads(files("theory").joinpath(FOUND).read_text(encoding="utf-8"))
    return {name.rpartition("_")[2]: tactic for name, tactic in found.items() if tactic in (*TACTICS, FALSE)}


def seen(goal: Goal) -> str:
    """The tactic of Coq that proves exactly this goal, or `false`; nothing if there is none, or the goal has changed since."""
    return checked().get(digest(goal), "")


@cache
def built() -> dict[str, list[dict[str, str]]]:
    """What the kernel said when the Coq files were last built, by the digest of the statement's text."""
    found: dict[str, list[dict[str, str]]] = {}
    for line in files("theory").joinpath(BUILT).read_text(encoding="utf-8").splitlines()[1:]:
        text, word, statement, theorem = line.split()
        found.setdefault(text, []).append({"statement": statement, "word": word, "theorem": theorem.rpartition(".")[2]})
    return found


def said(claim: Claim) -> list[dict[str, str]]:
    """What the kernel says of the statements of a claim: `statement`, `word` (`proved` or `false`), `theorem` that says it.

    A statement that is no longer the one that the program writes of the claim has lost the kernel's word.
    """
    texts = (sha256(one.text.encode()).hexdigest() for one in written(claim))
    return [one for text in texts for one in built().get(text, ())]


def in_words(found: Iterable[Mapping[str, str]]) -> str:
    """What `said` found in one line: the theorems that prove a statement, and those that prove one false."""
    names: dict[str, list[str]] = {}
    for one in found:
        names.setdefault(one["word"], []).append(one["theorem"])
    return "; ".join(f"{word} ({', '.join(theorems)})" for word, theorems in names.items())


def marked(entry: Entry) -> dict[str, Any]:
    """An entry of the audit as JSON data, with what Coq says of each of its goals."""
    return entry.to_dict() | {"kernel": [seen(goal) for goal in entry.step.goals]}


def counted(marks: Iterable[str]) -> str:
    """Of how many goals the kernel has proved or refuted, of how many; nothing if of none."""
    every = list(marks)
    return f"{sum(map(bool, every))}/{len(every)}" if any(every) else ""
