"""Deciding claims: plan, simulate, look, and add runs until every part is decided or the budget is spent."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from theory.claim import Kind
from verify.decide.checks.next_step import Found
from verify.decide.courses import courses
from verify.decide.error_rates import statistical
from verify.decide.group import Group, grouped
from verify.decide.judge import inapplicable, judge
from verify.decide.plan import Plan
from verify.decide.verdict import Outcome, Result
from verify.simulate import cost
from verify.simulate.chain import joined
from verify.simulate.ensemble import Records
from verify.simulate.store import Store, sequence_key
from verify.simulate.workers import BATCH, Workers, batches

#: what a guess of the runs that are needed is multiplied by, and the most that the runs may grow by at once
MARGIN, FURTHEST = 1.05, 8


@dataclass(frozen=True)
class Budget:
    """How far to go: the first look after `runs`, no look beyond `max_runs`; `error_rate` is for the whole ledger."""

    runs: int = 256
    max_runs: int = 4096
    error_rate: float = 0.01


@dataclass
class Decided:
    """The results of one plan, and the courses that its figures show."""

    plan: Plan
    results: list[Result]
    courses: dict[str, Any] = field(default_factory=dict)


def decide(
    plans: Sequence[Plan], budget: Budget, store: Store | None, workers: Workers, progress: Callable[[Plan, int, int], None]
) -> Iterator[Decided]:
    """Decide every plan; a plan is yielded as soon as it is decided. Without a store no runs are kept.

    `progress(plan, done, of)` is called whenever a batch of runs is finished.
    """
    share = budget.error_rate / max(1, sum(map(statistical, plans)))
    for plan in plans:
        if plan.experiment is None:
            yield Decided(plan, inapplicable(plan, plan.hypotheses, plan.refusal))
    groups = grouped(plans)
    asked: list[_Asked] = []
    for place, group in enumerate(groups):
        # the first look at the groups that follow is asked for before this one is judged
        for next_one in groups[len(asked) : place + 1 + workers.ahead]:
            asked.append(_Asked(next_one, store, workers, progress))
            asked[-1].more(looks(next_one, budget)[0], others=len(groups) - len(asked))
        yield from _decide_group(group, asked[place], budget, share)
        asked[place].have.clear()


def affordable(plans: Sequence[Plan], budget: Budget) -> None:
    """Refuse plans whose runs need more than there is of memory and time. Raises InputError with the estimate."""
    for group in grouped(plans):
        cost.affordable(group.experiments, *looks(group, budget))


def looks(group: Group, budget: Budget) -> tuple[int, int]:
    """The runs before the first look, and the most that there may be."""
    first = group.plans[0]
    most = min(first.runs or budget.max_runs, budget.max_runs) if first.random else 1
    return most if first.runs else min(budget.runs, most), most


class _Asked:
    """The runs of a group that were asked for, and those that there are."""

    def __init__(self, group: Group, store: Store | None, workers: Workers, progress: Callable[[Plan, int, int], None]) -> None:
        self.group, self.store, self.workers, self.progress = group, store, workers, progress
        self.key, self.runs = "" if store is None else sequence_key(group.experiments), 0
        self.have: dict[int, Records] = {}

    def more(self, runs: int, others: int = 0) -> None:
        """Ask for runs up to this number; what is kept of them is not run again."""
        jobs, self.runs, before = [], runs, self.runs
        for batch in batches(range(before, runs)):
            kept = self.store.load(self.key, batch) if self.store is not None else None
            if kept is None:
                jobs.append(batch)
            else:
                self.have[batch.start] = kept
        if self.store is not None and jobs:
            self.store.describe(self.key, self.group.about)
        self.waiting = self.workers.begin(
            [(self.group.experiments, batch) for batch in jobs], partial(self._done, jobs), others
        )

    def _done(self, jobs: Sequence[range], index: int, records: Records) -> None:
        if self.store is not None:
            self.store.save(self.key, jobs[index], records)
        self.have[jobs[index].start] = records
        self.progress(self.group.plans[0], sum(kept["stopped"].size for kept in self.have.values()), self.runs)

    def records(self) -> Records:
        """All of them, once they are there."""
        self.workers.wait(self.waiting)
        return joined([self.have[start] for start in sorted(self.have)])


def _decide_group(group: Group, asked: _Asked, budget: Budget, share: float) -> list[Decided]:
    """Runs are added for all plans of a group as long as one of them is undecided."""
    started = time.perf_counter()
    most = looks(group, budget)[1]
    settled: dict[str, Found] = {}
    while True:
        records, runs = asked.records(), asked.runs
        seconds = time.perf_counter() - started
        judged = [judge(plan, records, runs, share, seconds, settled) for plan in group.plans]
        # more runs cannot settle a pathwise part
        undecided = [r for rows in judged for r in rows if r.verdict == Outcome.UNDECIDED and r.kind == Kind.EXPECTATION]
        if not undecided or runs >= most:
            return [Decided(plan, rows, courses(plan, records, share)) for plan, rows in zip(group.plans, judged, strict=True)]
        asked.more(min(max(wanted(row, runs) for row in undecided), most))


def wanted(row: Result, runs: int) -> int:
    """How many runs should decide a row that is undecided after `runs`: whole batches more, at most 8 times as many.

    The interval's excess over the mean shrinks about like 1/n. Looks at any time are valid, so a poor guess only costs time.
    """
    measured, bound = row.measured, row.bound
    guess = 2.0 * runs
    if measured is not None and measured.upper is not None and bound is not None and bound > measured.mean:
        guess = MARGIN * runs * (measured.upper - measured.mean) / (bound - measured.mean)
    return int(np.clip(BATCH * np.ceil(guess / BATCH), runs + BATCH, FURTHEST * runs))
