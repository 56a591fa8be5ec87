"""Deciding claims: plan, simulate, look, and add runs until every part is decided or the budget is spent."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
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
    for group in grouped(plans):
        yield from _decide_group(group, budget, share, store, workers, progress)


def affordable(plans: Sequence[Plan], budget: Budget) -> None:
    """Refuse plans whose runs need more than there is of memory and time. Raises InputError with the estimate."""
    for group in grouped(plans):
        cost.affordable(group.experiments, *looks(group, budget))


def looks(group: Group, budget: Budget) -> tuple[int, int]:
    """The runs before the first look, and the most that there may be."""
    first = group.plans[0]
    most = min(first.runs or budget.max_runs, budget.max_runs) if first.random else 1
    return most if first.runs else min(budget.runs, most), most


def _decide_group(
    group: Group,
    budget: Budget,
    share: float,
    store: Store | None,
    workers: Workers,
    progress: Callable[[Plan, int, int], None],
) -> list[Decided]:
    """Runs are added for all plans of a group as long as one of them is undecided."""
    key = "" if store is None else sequence_key(group.experiments)
    started = time.perf_counter()
    have: dict[int, Records] = {}
    target, most = looks(group, budget)
    runs = 0
    settled: dict[str, Found] = {}
    while True:
        _simulate(group, range(runs, target), key, have, store, workers, progress)
        runs = target
        records = joined([have[start] for start in sorted(have)])
        seconds = time.perf_counter() - started
        judged = [judge(plan, records, runs, share, seconds, settled) for plan in group.plans]
        # more runs cannot settle a pathwise part
        undecided = [r for rows in judged for r in rows if r.verdict == Outcome.UNDECIDED and r.kind == Kind.EXPECTATION]
        if not undecided or runs >= most:
            return [Decided(plan, rows, courses(plan, records, share)) for plan, rows in zip(group.plans, judged, strict=True)]
        target = min(max(wanted(row, runs) for row in undecided), most)


def wanted(row: Result, runs: int) -> int:
    """How many runs should decide a row that is undecided after `runs`: whole batches more, at most 8 times as many.

    The interval's excess over the mean shrinks about like 1/n. Looks at any time are valid, so a poor guess only costs time.
    """
    measured, bound = row.measured, row.bound
    guess = 2.0 * runs
    if measured is not None and measured.upper is not None and bound is not None and bound > measured.mean:
        guess = MARGIN * runs * (measured.upper - measured.mean) / (bound - measured.mean)
    return int(np.clip(BATCH * np.ceil(guess / BATCH), runs + BATCH, FURTHEST * runs))


def _simulate(
    group: Group, runs: range, key: str, have: dict[int, Records], store: Store | None, workers: Workers,
    progress: Callable[[Plan, int, int], None],
) -> None:  # fmt: skip
    jobs = []
    for batch in batches(runs):
        kept = store.load(key, batch) if store is not None else None
        if kept is None:
            jobs.append(batch)
        else:
            have[batch.start] = kept

    if store is not None and jobs:
        store.describe(key, group.about)

    def done(index: int, records: Records) -> None:
        if store is not None:
            store.save(key, jobs[index], records)
        have[jobs[index].start] = records
        progress(group.plans[0], sum(kept["stopped"].size for kept in have.values()), runs.stop)

    workers.map([(group.experiments, batch) for batch in jobs], done)
