"""The shipped problems that come closest to a bound: what they attain of it, which no smaller constant allows.

A problem of `problems/tightest/` is named after the part of a claim that it is the tightest of, as `attack` names it.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from problems.load import FOLDER, load
from problems.problem import Problem
from theory.claim import Claim
from theory.papers import find
from verify.decide.decide import Budget, decide
from verify.decide.plan import Plan, plan
from verify.decide.stages import Limits, staged, under
from verify.simulate.workers import Workers

#: runs of each file, and the steps of all runs of one in stages
RUNS, WORK = 640, 1e8


def files() -> list[Path]:
    """The shipped files, by name."""
    return sorted(FOLDER.glob("tightest/*.toml"))


def attained(seed: int, each: float) -> Iterator[dict[str, Any]]:
    """For each file: claim, part, file, T, and measured over bound, the lower end of its interval, which may err by `each`.

    T of a claim in stages is that of all stages that were run.
    """
    for path in files():
        problem = load(path)
        about, name = problem.name.partition(",")[0].rsplit(" ", 1)
        key, _, schedule = about.partition(" ")
        (claim,) = find(key)
        laid = planned(claim, schedule, name, problem, seed)
        budget = Budget(RUNS, RUNS, each)
        (row,) = (row for group in decide([laid], budget, None, Workers(1), lambda *_: None) for row in group.results)
        assert row.measured is not None, path
        assert row.bound is not None, path
        least = row.measured.mean if row.measured.lower is None else row.measured.lower
        steps = sum(int(experiment.steps) for experiment in laid.experiments)
        yield {
            "claim": about, "part": name, "file": path.name, "steps": steps, "runs": row.measured.runs,
            "ratio": least / row.bound,
        }  # fmt: skip


def planned(claim: Claim, schedule: str, name: str, problem: Problem, seed: int) -> Plan:
    """The plan of one part."""
    if not schedule:
        one = replace(claim, parts=tuple(part for part in claim.parts if part.id == name))
        return plan(one, problem, problem.epsilon, seed)
    (chosen,) = (one for one in claim.schedules if one.name == schedule)
    named = zip(claim.parts, under(claim, chosen).parts, strict=True)
    one = replace(claim, parts=tuple(part for part, shown in named if shown.id == name))
    return staged(one, chosen, problem, seed, Limits(RUNS, WORK))
