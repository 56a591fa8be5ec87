"""A candidate decided as `run` would: read back from the text of its file, certified, measured by `decide`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from problems.certify import certify
from problems.errors import InputError
from problems.load import from_tables, parsed
from problems.problem import Problem
from theory.claim import Claim, Kind, StageSchedule, When
from verify.attack.candidates import Candidate, Tables
from verify.attack.scores import Laid, lay, scores
from verify.attack.toml import toml
from verify.decide.decide import Budget, decide
from verify.decide.plan import Plan, plan
from verify.decide.stages import Limits, staged
from verify.decide.verdict import Outcome, Result
from verify.simulate.workers import Workers

#: what a decided candidate may cost: T, and T times runs times d + 1 over stages
LONGEST, WORK = 100_000, 1e8


@dataclass(frozen=True, eq=False)
class Judged:
    """A certified problem, the rows of the parts that were asked for, and measured over bound of each."""

    problem: Problem
    text: str
    rows: tuple[Result, ...]
    ratios: dict[str, float]

    def outcome(self, part: str) -> Outcome | None:
        """The verdict on a part."""
        return next((row.verdict for row in self.rows if row.part == part), None)


def named(schedule: StageSchedule | None, claim: Claim, name: str) -> bool:
    """Whether a part of the claim is called so in rows."""
    return any(
        name == p.id or (schedule is not None and p.when != When.START and name == f"{schedule.name}.{p.id}")
        for p in claim.parts
    )


def only(claim: Claim, schedule: StageSchedule | None, names: Sequence[str]) -> Claim:
    """The claim with these of its parts."""
    return replace(
        claim, parts=tuple(p for p in claim.parts if any(named(schedule, replace(claim, parts=(p,)), n) for n in names))
    )


def certified(tables: Tables, path: Path, own: Any) -> tuple[Problem, str]:
    """The problem of these tables, by way of its file's text. Raises InputError if a constant is refuted."""
    text = toml(tables)
    problem = from_tables(parsed(text, str(path)), path, own)
    certificate = certify(problem, kept=False)
    certificate.require()
    return replace(problem, certificate=certificate, text=text), text


def judged(
    claim: Claim, schedule: StageSchedule | None, names: Sequence[str], candidate: Candidate, seed: int, budget: Budget
) -> Judged | None:
    """None where the file is refused, or nothing is claimed of it."""
    try:
        problem, text = certified(candidate.tables, Path("candidate.toml"), candidate.cell.own)
        laid = planned(only(claim, schedule, names), schedule, problem, seed, budget)
        if laid.experiment is None:
            return None
        rows = [row for one in decide([laid], budget, None, Workers(1), lambda *_: None) for row in one.results]
    except InputError:
        return None
    if all(row.verdict == Outcome.INAPPLICABLE for row in rows):
        return None
    return Judged(problem, text, tuple(rows), _ratios(claim, schedule, candidate, problem, rows, seed))


def planned(claim: Claim, schedule: StageSchedule | None, problem: Problem, seed: int, budget: Budget) -> Plan:
    """What `run` plans."""
    if schedule is not None:
        return staged(claim, schedule, problem, seed, Limits(budget.max_runs, WORK))
    return plan(claim, problem, problem.epsilon, seed, most_steps=LONGEST)


def _ratios(
    claim: Claim, schedule: StageSchedule | None, candidate: Candidate, problem: Problem, rows: Sequence[Result], seed: int
) -> dict[str, float]:
    """Of a mean that of its row; of a step, which has no mean, as the search counts it, with the certified constants."""
    found = {row.part: row.ratio for row in rows if row.ratio is not None and np.isfinite(row.ratio)}
    if any(row.kind != Kind.EXPECTATION for row in rows):
        laid = lay(claim, schedule, replace(candidate, problem=problem, factors={}))
        if isinstance(laid, Laid):
            found |= {name: ratio for name, ratio in scores([laid], seed, 0)[0].items() if name not in found}
    return {name: float(ratio) for name, ratio in found.items() if any(row.part == name for row in rows)}
