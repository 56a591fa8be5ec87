"""An attack on one target: the search goes on, what looks like a violation is decided, and what is one is made small.

What the search goes by are estimates on few runs. A candidate whose estimate exceeds a bound is certified and decided; what is
violated there is made small, given a name, and decided once more, with another seed and ten times the runs. Only that is told,
and of what was not broken the tightest; the n-th verdict has the share 1/(n (n+1)) of the error rate.

Where seconds are counted, the search has a share of them, a look or making small at most a share of what is left, and the rest
is for the tightest, of a claim in stages in those that are estimated; what is not decided by then is dropped and counted.
"""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice, product
from typing import Any

from verify.attack.candidates import Tables
from verify.attack.certified import Judged, judged
from verify.attack.deadline import Late
from verify.attack.found import Found
from verify.attack.scores import SCORED
from verify.attack.search import DECIDING, Plan, Point, Round, Search, weighed
from verify.attack.smaller import put, smaller
from verify.attack.target import Target
from verify.decide.decide import Budget
from verify.simulate.cluster import Cluster
from verify.simulate.workers import Here, Workers

#: what an estimate exceeds before it is decided, and by what factor a second one in a cell is better than the first
LEAD, BETTER = 1.02, 1.1
#: runs of a look at a candidate (the first of them, and the most), and how many times as many a verdict that is told has
LOOK, AGAIN = Budget(64, 512), 10
#: of the seeds of looks and verdicts: the search's own is none of them
APART = 1_000_003
#: candidates that are decided at the end for the tightest problem of a part
FINALISTS = 3
#: shares of time: of all there is that of the search; of what is left those of a look, of making small, and of a verdict
SEARCHING, LOOKING, SMALLER, TELLING = 0.6, 0.25, 0.25, 0.5
#: as how many looks a verdict that is told may take
LOOKS = 2 * AGAIN
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
    #: what was dropped because time ran out, and when it does
    late: int = 0
    end: float | None = None

    def __post_init__(self) -> None:
        self.search = Search(self.target, self.seed)
        self.log: list[dict[str, Any]] = []
        self.looked: dict[tuple[str, int], float] = {}

    def run(self, candidates: int | None, seconds: float | None, pause: Callable[["Hunt"], None], workers: Workers) -> None:
        """Go on until so many candidates are tried or the search's share of the time has passed, or every part is broken."""
        searched = None
        if seconds is not None:
            searched, self.end = time.time() + SEARCHING * seconds, time.time() + seconds

        def done() -> bool:
            late = searched is not None and len(self.log) >= len(self.known) and time.time() > searched
            return late or not self.search.parts or (candidates is not None and self.search.tried >= candidates)

        while not done():
            for plan, found in self._weighed(self.search.plans(), workers):
                self._round(plan, found)
                pause(self)
                if done():
                    break

    def _weighed(self, plans: list[Plan], workers: Workers) -> Iterator[tuple[Plan, Round]]:
        """The plans with their scores: as they are known, from processes, or weighed when they are asked for."""
        known = [before["scores"] for before in self.known[len(self.log) : len(self.log) + len(plans)]]
        given = [self.search.weighed_by(plan) for plan in plans[len(known) :]]
        # not in processes at once: a short search is over before they have begun
        away = bool(self.log) or isinstance(workers.hands, Cluster)
        asked = [workers.ask(weighed, *one) if away else Here(weighed, *one) for one in given]
        try:
            yield from zip(plans, chain(known, (one.result() for one in asked)), strict=True)
        finally:
            for one in asked:
                one.cancel()

    def _round(self, plan: Plan, scores: Round) -> None:
        before = self.known[len(self.log)] if len(self.log) < len(self.known) else None
        self.search.take(plan, scores)
        record: dict[str, Any] = {"scores": scores, "looks": []}
        self.log.append(record)
        for part in list(self.search.parts):
            if part in self.search.parts and self.target.breaks(part) and self.decided * DECIDING <= self.search.tried:
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
        kept = None if before is None else next((one for one in before if one["part"] == part), None)
        try:
            found = self._decided(part, cell, point) if kept is None else kept["found"] and Found.from_dict(kept["found"])
        except Late:  # not recorded: who goes on decides it
            self.late += 1
            return
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
        names, began = [name for name in self.search.parts if point.scores.get(name, 0.0) > LEAD], time.time()
        stages = None if candidate.late else SCORED
        first = self._judged(names, candidate.tables, self._until(LOOKING), stages)
        if first is None or part not in first.violated:
            return None
        return self._confirmed(first.violated, candidate.tables, time.time() - began, stages)

    def _until(self, share: float) -> float | None:
        """When this share of the time that is left has passed."""
        return None if self.end is None else time.time() + share * (self.end - time.time())

    def _judged(self, names: Any, tables: Tables, end: float | None, stages: int | None) -> Judged | None:
        budget = replace(LOOK, error_rate=self.error_rate)
        return judged(self.target, names, tables, self.seed + APART, budget, end, stages)

    def _confirmed(self, names: tuple[str, ...], tables: Tables, look: float, stages: int | None) -> Found | None:
        """Make a violation of these parts small and decide it anew; None if it does not last. A look took so many seconds."""
        until = self._until(SMALLER)
        if until is not None and self.end is not None:
            until = min(until, self.end - LOOKS * look)

        def still(changed: Tables) -> bool:
            try:
                again = self._judged(names, changed, until, stages)
            except Late:
                return False
            return again is not None and set(names) <= set(again.violated)

        for made in (smaller(tables, still), tables) if self.small else (tables,):
            found = self._verdict(names, made, stages)
            if found is not None:
                return found
        return None

    def _share(self) -> float:
        """Of the error rate, what the next verdict that may be told has; they add up to it."""
        self.verdicts += 1
        return self.error_rate / (self.verdicts * (self.verdicts + 1))

    def _verdict(self, names: tuple[str, ...], tables: Tables, stages: int | None) -> Found | None:
        name = f"{self.target.key}, found by search {self.named + len(self.violations) + 1}"
        named = put(tables, "problem", "name", name)
        budget = Budget(AGAIN * LOOK.runs, AGAIN * LOOK.max_runs, self._share())
        again = judged(self.target, names, named, self.seed + 2 * APART, budget, self._until(TELLING), stages)
        if again is None or not again.confirmed:
            return None
        return Found(name, named, again.confirmed, again.ratios)

    def tightest(self, workers: Workers) -> dict[str, Found]:
        """For each part that was not broken the certified file that comes closest to its bound."""
        asked = []
        found: dict[str, Found] = {}
        for rank, part in product(range(FINALISTS), list(self.search.parts)):  # the best of every part come first
            finalist = next(islice(self.search.finalists(part), rank, None), None)
            candidate = None if finalist is None else self.search.candidate(finalist[0], finalist[1].z)
            if candidate is None:
                continue
            named = put(candidate.tables, "problem", "name", f"{self.target.key} {part}, the tightest found")
            budget = replace(LOOK, error_rate=self._share())
            stages = None if self.end is None or candidate.late else SCORED
            given = (self.target, [part], named, self.seed + 2 * APART, budget, self.end, stages)
            asked.append((part, candidate, named, workers.ask(judged, *given)))
        for part, candidate, named, answer in asked:
            if part not in self.search.parts:
                answer.cancel()
                continue
            try:
                one = answer.result()
                if one is not None and part in one.violated:  # its estimate was too low
                    violation = self._confirmed((part,), candidate.tables, 0.0, None)
                    if violation is not None:
                        self._take(violation)
                elif one is not None and one.ratios.get(part, 0.0) > (found[part].ratios[part] if part in found else 0.0):
                    found[part] = Found(named["problem"]["name"], named, one.rows, one.ratios)
            except Late:
                self.late += 1
        return {part: one for part, one in found.items() if part in self.search.parts}

    def state(self) -> bytes:
        """What `known` is made of."""
        return json.dumps(self.log).encode()
