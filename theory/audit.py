"""The audit: every goal and every mutant of the chosen proofs put to its prover, on a few workers."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from theory.claim import Goal, Mutant, Status, Step, Variant
from theory.outside import Folders
from theory.papers.proofs import all_steps
from theory.prove.result import Decision, Witness
from theory.prove.slow import slow
from theory.prove.worker import Worker

TIMEOUT = 240.0  # seconds of processor time a prover may take before it is stopped; solver budgets end well before


@dataclass(frozen=True)
class Control:
    """What became of a mutant: refuted, shown true, or missed."""

    change: str
    outcome: str
    prover: str
    finding: str


@dataclass(frozen=True)
class Entry:
    """One line of the audit: a step in one variant."""

    variant: Variant
    step: Step
    status: Status
    prover: str
    tried: tuple[str, ...]
    witness: Witness | None
    recheck: str
    seconds: float
    controls: tuple[Control, ...]
    slow: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """The entry as JSON data."""
        shown = self.witness
        return {
            "claim": self.step.claim,
            "variant": str(self.variant),
            "step": self.step.id,
            "status": str(self.status),
            "prover": self.prover,
            "witness": {"values": dict(shown.values), "finding": shown.finding} if shown else None,
            "recheck": self.recheck,
            "seconds": round(self.seconds, 3),
        }


class Audit:
    """Decides steps; each distinct goal is put to its prover once."""

    def __init__(self, workers: int = 2, timeout: float = TIMEOUT) -> None:
        self.workers, self.timeout = workers, timeout
        self._local = threading.local()
        self._started: list[Worker] = []
        self._lock = threading.Lock()

    def run(
        self,
        names: Sequence[str],
        own: Folders = (),
        only: Callable[[Step], bool] = lambda _: True,
        progress: Callable[[int, int], None] | None = None,
        controls: bool = True,
    ) -> tuple[Entry, ...]:
        """An entry for every step of the claims `names` that `only` lets through, in the order of the proofs."""
        steps = [(variant, step) for variant, step in all_steps(names, own) if only(step)]
        jobs: dict[tuple[Goal, bool], None] = {}  # an ordered set
        for _, step in steps:
            jobs.update({(goal, True): None for goal in step.goals})
            if controls:
                jobs.update({(mutant.goal, False): None for mutant in step.mutants})
        found = dict(zip(jobs, self._decide_all(tuple(jobs), progress), strict=True))
        return tuple(_entry(variant, step, found, controls) for variant, step in steps)

    def decide(self, goals: Sequence[Goal]) -> tuple[Decision, ...]:
        """A re-checked decision on each of `goals`."""
        return self._decide_all(tuple((goal, True) for goal in goals), None)

    def _decide_all(
        self, jobs: Sequence[tuple[Goal, bool]], progress: Callable[[int, int], None] | None
    ) -> tuple[Decision, ...]:
        found = []
        try:
            with ThreadPoolExecutor(self.workers) as pool:
                for decision in pool.map(self._decide, jobs):
                    found.append(decision)
                    if progress:
                        progress(len(found), len(jobs))
        finally:
            for worker in self._started:
                worker.close()
            self._started.clear()
        return tuple(found)

    def _decide(self, job: tuple[Goal, bool]) -> Decision:
        worker = getattr(self._local, "worker", None)
        if worker is None:
            worker = self._local.worker = Worker()
            with self._lock:
                self._started.append(worker)
        return worker.ask(job[0], recheck=job[1], timeout=self.timeout)


def _entry(variant: Variant, step: Step, found: dict[tuple[Goal, bool], Decision], controls: bool) -> Entry:
    decisions = [found[goal, True] for goal in step.goals]
    status = combined([decision.status for decision in decisions])
    # What speaks for the entry is the goal that decides it: the refuted one, or the open one, or all of them.
    telling = [decision for decision in decisions if decision.status is status]
    first = telling[0] if status is not Status.PROVED else decisions[0]
    return Entry(
        variant=variant,
        step=step,
        status=status,
        prover=", ".join(dict.fromkeys(decision.prover for decision in telling)),
        tried=tuple(line for decision in telling for line in decision.tried),
        witness=first.witness,
        recheck="; ".join(dict.fromkeys(decision.recheck for decision in telling if decision.recheck)),
        seconds=sum(decision.seconds for decision in decisions),
        controls=tuple(_control(mutant, found[mutant.goal, False]) for mutant in step.mutants) if controls else (),
        slow=slow(step, decisions),
    )


def combined(statuses: Sequence[Status]) -> Status:
    """A whole is REFUTED if a part is, else OPEN if a part is, else PROVED."""
    for worst in (Status.REFUTED, Status.OPEN):
        if worst in statuses:
            return worst
    return Status.PROVED


def _control(mutant: Mutant, decision: Decision) -> Control:
    outcome = {Status.REFUTED: "refuted", Status.PROVED: "shown true", Status.OPEN: "missed"}[decision.status]
    finding = decision.witness.finding if decision.witness else "; ".join(decision.tried)
    return Control(mutant.change, outcome, decision.prover, finding)
