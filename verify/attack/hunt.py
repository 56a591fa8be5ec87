"""An attack on one target: the search goes on, what looks like a violation is decided, and what is one is made small.

What the search goes by are estimates on few runs. A candidate whose estimate exceeds a bound is certified and decided; what is
violated there is made small, given a name, and decided once more, with another seed and ten times the runs. Only that is told,
and of what was not broken the tightest; the n-th verdict has the share 1/(n (n+1)) of the error rate.
"""

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from verify.attack.candidates import Tables
from verify.attack.certified import Judged, judged
from verify.attack.found import Found
from verify.attack.search import DECIDING, Plan, Point, Round, Search, weighed
from verify.attack.smaller import put, smaller
from verify.attack.target import Target
from verify.decide.decide import Budget
from verify.simulate.cluster import Cluster
from verify.simulate.workers import Hands, close, pool_of, submit

#: what an estimate exceeds before it is decided, and by what factor a second one in a cell is better than the first
LEAD, BETTER = 1.02, 1.1
#: runs of a look at a candidate (the first of them, and the most), and how many times as many a verdict that is told has
LOOK, AGAIN = Budget(64, 512), 10
#: of the seeds of looks and verdicts: the search's own is none of them
APART = 1_000_003
#: candidates that are decided at the end for the tightest problem of a part
FINALISTS = 3
Say = Callable[[str], None]


@dataclass
class Hunt:
    """One attack. `known` is what an earlier one kept: the rounds, and what was decided after each of them; `small`
    whether a violation is made small before it is decided anew; `named` how many files have names of this target already."""

    target: Target
    seed: int
    error_rate: float
    say: Say
    known: list[dict[str, Any]] = field(default_factory=list)
    small: bool = True
    named: int = 0
    violations: list[Found] = field(default_factory=list)
    decided: int = 0
    verdicts: int = 0

    def __post_init__(self) -> None:
        self.search = Search(self.target, self.seed)
        self.log: list[dict[str, Any]] = []
        self.looked: dict[tuple[str, int], float] = {}

    def run(self, candidates: int | None, seconds: float | None, pause: Callable[["Hunt"], None], hands: Hands = 1) -> None:
        """Go on until so many candidates are tried or so much time has passed, or every part is broken."""
        started = time.monotonic()

        def done() -> bool:
            late = seconds is not None and len(self.log) >= len(self.known) and time.monotonic() - started > seconds
            return late or not self.search.parts or (candidates is not None and self.search.tried >= candidates)

        pool = None
        try:
            while not done():
                if pool is None and (self.log or isinstance(hands, Cluster)):
                    pool = pool_of(hands)  # not at once: a short search is over before processes have begun
                for plan, found in self._weighed(self.search.plans(), pool):
                    self._round(plan, found)
                    pause(self)
                    if done():
                        break
        finally:
            if pool is not None:
                close(pool, at_once=True)

    def _weighed(self, plans: list[Plan], pool: Executor | None) -> Iterator[tuple[Plan, Round]]:
        """The plans with their scores: as they are known, from processes, or weighed when they are asked for."""
        known = [before["scores"] for before in self.known[len(self.log) : len(self.log) + len(plans)]]
        fresh = plans[len(known) :]
        given = [self.search.weighed_by(plan) for plan in fresh]
        if pool is None:
            yield from zip(plans, chain(known, (weighed(*one) for one in given)), strict=True)
            return
        asked = [submit(pool, weighed, *one) for one in given]
        yield from zip(plans, chain(known, (one.result() for one in asked)), strict=True)

    def _round(self, plan: Plan, scores: Round) -> None:
        before = self.known[len(self.log)] if len(self.log) < len(self.known) else None
        self.search.take(plan, scores)
        record: dict[str, Any] = {"scores": scores, "looks": []}
        self.log.append(record)
        for part in list(self.search.parts):
            if part in self.search.parts and self.decided * DECIDING <= self.search.tried:
                self._look(part, record, None if before is None else iter(before["looks"]))

    def _look(self, part: str, record: dict[str, Any], before: Any) -> None:
        """Decide the best candidate of a part, if it exceeds the bound and was not decided yet."""
        for cell, point in self.search.finalists(part):
            if point.score <= LEAD:
                return
            if point.score > BETTER * self.looked.get((part, cell), 0.0):
                break
        else:
            return
        self.looked[part, cell] = point.score
        self.decided += 1
        kept = None if before is None else next(one for one in before if one["part"] == part)
        found = self._decided(part, cell, point) if kept is None else kept["found"] and Found.from_dict(kept["found"])
        self.verdicts = self.verdicts if kept is None else kept["verdicts"]
        record["looks"].append({"part": part, "found": found and found.to_dict(), "verdicts": self.verdicts})
        if found is not None:
            self._take(found)

    def _take(self, found: Found) -> None:
        self.violations.append(found)
        broken = {row.part for row in found.rows}
        self.search.parts = [name for name in self.search.parts if name not in broken]
        for name in sorted(broken):
            self.say(f"{self.target.key} {name} is VIOLATED, measured over bound {found.ratios.get(name, float('inf')):.4g}")

    def _decided(self, part: str, cell: int, point: Point) -> Found | None:
        candidate = self.search.candidate(cell, point.z)
        if candidate is None:
            return None
        self.say(
            f"{self.target.key} {part}: estimated {point.score:.4g} times the bound in {self.search.cells[cell].name}; deciding"
        )
        first = self._judged([name for name in self.search.parts if point.scores.get(name, 0.0) > LEAD], candidate.tables)
        return None if first is None or part not in first.violated else self._confirmed(first.violated, candidate.tables)

    def _judged(self, names: Any, tables: Tables) -> Judged | None:
        return judged(self.target, names, tables, self.seed + APART, replace(LOOK, error_rate=self.error_rate))

    def _confirmed(self, names: tuple[str, ...], tables: Tables) -> Found | None:
        """Make a violation of these parts small and decide it anew; None if it does not last."""

        def still(changed: Tables) -> bool:
            again = self._judged(names, changed)
            return again is not None and set(names) <= set(again.violated)

        for made in (smaller(tables, still), tables) if self.small else (tables,):
            found = self._verdict(names, made)
            if found is not None:
                return found
        return None

    def _share(self) -> float:
        """Of the error rate, what the next verdict that may be told has; they add up to it."""
        self.verdicts += 1
        return self.error_rate / (self.verdicts * (self.verdicts + 1))

    def _verdict(self, names: tuple[str, ...], tables: Tables) -> Found | None:
        name = f"{self.target.key}, found by search {self.named + len(self.violations) + 1}"
        named = put(tables, "problem", "name", name)
        budget = Budget(AGAIN * LOOK.runs, AGAIN * LOOK.max_runs, self._share())
        again = judged(self.target, names, named, self.seed + 2 * APART, budget)
        if again is None or not again.confirmed:
            return None
        return Found(name, named, again.confirmed, again.ratios)

    def tightest(self) -> dict[str, Found]:
        """For each part that was not broken the certified file that comes closest to its bound."""
        found: dict[str, Found] = {}
        for part in list(self.search.parts):
            name = f"{self.target.key} {part}, the tightest found"
            for (cell, point), _ in zip(self.search.finalists(part), range(FINALISTS), strict=False):
                candidate = self.search.candidate(cell, point.z)
                if candidate is None:
                    continue
                named = put(candidate.tables, "problem", "name", name)
                one = judged(self.target, [part], named, self.seed + 2 * APART, replace(LOOK, error_rate=self._share()))
                if one is not None and part in one.violated:  # its estimate was too low
                    violation = self._confirmed((part,), candidate.tables)
                    if violation is not None:
                        self._take(violation)
                        break
                elif one is not None and one.ratios.get(part, 0.0) > (found[part].ratios[part] if part in found else 0.0):
                    found[part] = Found(name, named, one.rows, one.ratios)
        return {part: one for part, one in found.items() if part in self.search.parts}

    def state(self) -> bytes:
        """What `known` is made of."""
        return json.dumps(self.log).encode()
