"""The shipped problems that come closest to a bound: what they attain of it, which no smaller constant allows.

A problem of `problems/tightest/` is named after the part of a claim that it is the tightest of, as `attack` names it.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from problems.load import FOLDER, load
from theory.papers import find
from theory.symbols import T
from verify.decide.decide import Budget, decide
from verify.decide.plan import plan
from verify.simulate.workers import Workers

#: runs of each file
RUNS = 640


def files() -> list[Path]:
    """The shipped files, by name."""
    return sorted(FOLDER.glob("tightest/*.toml"))


def attained(seed: int, each: float) -> Iterator[dict[str, Any]]:
    """For each file: claim, part, file, T, and measured over bound, the lower end of its interval, which may err by `each`."""
    for path in files():
        problem = load(path)
        key, name = problem.name.partition(",")[0].rsplit(" ", 1)
        (claim,) = find(key)
        one = replace(claim, parts=tuple(part for part in claim.parts if part.id == name))
        laid = plan(one, problem, problem.epsilon, seed)
        budget = Budget(RUNS, RUNS, each)
        (row,) = (row for group in decide([laid], budget, None, Workers(1), lambda *_: None) for row in group.results)
        assert row.measured is not None, path
        assert row.bound is not None, path
        least = row.measured.mean if row.measured.lower is None else row.measured.lower
        yield {
            "claim": key, "part": name, "file": path.name, "steps": int(laid.values[T]), "runs": row.measured.runs,
            "ratio": least / row.bound,
        }  # fmt: skip
