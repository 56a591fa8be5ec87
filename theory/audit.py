"""The audit: every goal and every mutant of the chosen proofs put to its prover, on a few workers."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, replace

import sympy as sp

from theory.claim import Cause, Goal, Mutant, Rank, Status, Step
from theory.graph import SENSES, asks, beyond, closure, concludes, name_of, unprovided
from theory.link import Use, in_words
from theory.outside import Folders
from theory.papers import all_claims
from theory.papers.proofs import all_steps, conclusions, step_of, steps_of
from theory.papers.proofs import claims as all_names
from theory.prove.conclusions import relation_key
from theory.prove.result import Decision, Witness
from theory.prove.slow import slow
from theory.prove.worker import Provers, decided
from theory.weaker import own_goals

TIMEOUT = 240.0  # seconds of processor time a prover may take before it is stopped; solver budgets end well before


@dataclass(frozen=True)
class Control:
    """What became of a mutant: refuted, shown true, or missed; `broken` is the share of random points that break it."""

    change: str
    outcome: str
    prover: str
    finding: str
    broken: float | None = None


@dataclass(frozen=True)
class Entry:
    """One line of the audit: a step in one variant.

    `rests_on` names the steps, not proved, that a PROVED IF rests on; `asks` are the conditions under which the step speaks.
    `weakest` says of a repair whether it is the weakest known, and if not, which is weaker; empty if the step is no repair.
    """

    variant: str
    step: Step
    status: Status
    prover: str
    tried: tuple[str, ...]
    witness: Witness | None
    recheck: str
    seconds: float
    controls: tuple[Control, ...]
    rests_on: tuple[str, ...] = ()
    slow: tuple[str, ...] = ()
    weakest: str = ""

    @property
    def asks(self) -> tuple[sp.Basic, ...]:
        """The conditions under which the step speaks."""
        return asks(self.step.goals)

    @property
    def sense(self) -> str:
        """In which senses the step's goals hold."""
        return ", ".join(sorted({str(goal.sense) for goal in self.step.goals}))

    @property
    def told(self) -> str:
        """The status in words."""
        return f"{self.status} {', '.join(self.rests_on)}" if self.rests_on else str(self.status)

    def to_dict(self) -> dict[str, object]:
        """The entry as JSON data."""
        shown = self.witness
        return {
            "claim": self.step.claim,
            "variant": str(self.variant),
            "step": self.step.id,
            "status": self.told,
            "sense": str(self.sense),
            "uses": [[_told(use) for use in goal.uses] for goal in self.step.goals],
            "asks": [in_words(one) for one in self.asks],
            "prover": self.prover,
            "witness": {"values": dict(shown.values), "finding": shown.finding} if shown else None,
            "recheck": self.recheck,
            "seconds": round(self.seconds, 3),
            "weakest": self.weakest,
        }


class Audit:
    """Decides steps; each distinct goal is put to its prover once."""

    def __init__(self, workers: int = 2, timeout: float = TIMEOUT, pool: Executor | None = None) -> None:
        """`pool`: what the goals are given to, where it is not `workers` subprocesses of this process."""
        self.workers, self.timeout, self._pool = workers, timeout, pool

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
            jobs.update({(below, True): None for goal in (*step.goals, *step.weaker) for below in closure(goal)})
            if controls:
                jobs.update({(mutant.goal, False): None for mutant in step.mutants})
        found = dict(zip(jobs, self._decide_all(tuple(jobs), progress), strict=True))
        beaten = frozenset(step.id for _, step in all_steps(all_names(own), own) if step.weaker)
        return tuple(
            replace(_entry(variant, step, found, controls), weakest=weakest(step, found, beaten)) for variant, step in steps
        )

    def decide(self, goals: Sequence[Goal]) -> tuple[Decision, ...]:
        """A re-checked decision on each of `goals`."""
        return self._decide_all(tuple((goal, True) for goal in goals), None)

    def _decide_all(
        self, jobs: Sequence[tuple[Goal, bool]], progress: Callable[[int, int], None] | None
    ) -> tuple[Decision, ...]:
        found = []
        provers = Provers()
        ask = provers.ask if self._pool is None else decided
        tasks = [(replace(goal, uses=()), recheck, self.timeout) for goal, recheck in jobs]
        try:
            with ThreadPoolExecutor(self.workers) if self._pool is None else nullcontext(self._pool) as pool:
                for asked in [pool.submit(ask, *task) for task in tasks]:
                    found.append(asked.result())
                    if progress:
                        progress(len(found), len(jobs))
        finally:
            provers.close()
        return tuple(found)


def _entry(variant: str, step: Step, found: dict[tuple[Goal, bool], Decision], controls: bool) -> Entry:
    decisions = [found[goal, True] for goal in step.goals]
    status = combined([decision.status for decision in decisions])
    rests_on = _below(step, found) if status is Status.PROVED else ()
    # What speaks for the entry is the goal that decides it: the refuted one, or the open one, or all of them.
    telling = [decision for decision in decisions if decision.status is status]
    first = telling[0] if status is not Status.PROVED else decisions[0]
    return Entry(
        variant=variant,
        step=step,
        status=Status.PROVED_IF if rests_on else status,
        prover=", ".join(dict.fromkeys(decision.prover for decision in telling)),
        tried=tuple(line for decision in telling for line in decision.tried),
        witness=first.witness,
        recheck="; ".join(dict.fromkeys(decision.recheck for decision in telling if decision.recheck)),
        seconds=sum(decision.seconds for decision in decisions),
        controls=tuple(_control(mutant, found[mutant.goal, False]) for mutant in step.mutants) if controls else (),
        rests_on=rests_on,
        slow=slow(step, decisions),
    )


def _below(step: Step, found: dict[tuple[Goal, bool], Decision]) -> tuple[str, ...]:
    """Steps that are not proved and premises that nothing provides, on the way to the goals of a step."""
    names: dict[str, None] = {}
    for goal in step.goals:
        for below in closure(goal):
            if found[below, True].status is not Status.PROVED:
                names[step_of(below)] = None
            names.update(dict.fromkeys(map(str, unprovided(below))))
    return tuple(name for name in names if name != step.id)


def weakest(step: Step, found: Mapping[tuple[Goal, bool], Decision], beaten: frozenset[str]) -> str:
    """Whether a repair is the weakest known: not if one of its `weaker` goals is proved; the steps `beaten` have such goals."""
    if not step.wrong:
        return ""
    proved = [
        goal for goal in step.weaker if all(found[below, True].status is Status.PROVED for below in closure(goal))
    ]  # fmt: skip
    if proved:
        return "a weaker one is known: " + "; ".join(_instead(goal, step) for goal in proved)
    below = dict.fromkeys(step_of(goal) for top in step.goals for goal in closure(top))
    names = [name for name in below if name in beaten and name != step.id]
    return f"weakest known, but for {', '.join(names)}" if names else "weakest known"


def _instead(goal: Goal, step: Step) -> str:
    """What a goal concludes, and the conditions for it that are not among those of the repair `step`."""
    asked = set(map(relation_key, asks(own_goals(step))))
    conditions = ", ".join(in_words(one) for one in asks((goal,)) if relation_key(one) not in asked)
    note = f" ({goal.note})" if goal.note else ""
    return f"{goal.conclusion} if {conditions}{note}" if conditions else f"{goal.conclusion}{note}"


def _told(use: Use) -> str:
    """What a link points at, and by which rule."""
    name = step_of(use.node) if isinstance(use.node, Goal) else name_of(use.node)
    return f"{name} [{use.rule}]"


@dataclass(frozen=True)
class Standing:
    """What becomes of a claim: its statement's status along the graph, the parts that `run` measures and the proof
    concludes, and `under` which conditions it does, where its proof declares a regime.
    """

    claim: str
    status: Status
    needs: tuple[str, ...]
    concluded: tuple[str, ...]
    under: tuple[str, ...] = ()


def standings(entries: Sequence[Entry], own: Folders = ()) -> tuple[Standing, ...]:
    """The standing of each claim of which all steps are among the entries.

    REFUTED if a step of the statement is (one whose name is no number), PROVED if all of them are, every part that is measured
    is concluded, and asks for nothing beyond the claim's hypotheses, prescription and stated regime; else PROVED IF or OPEN.
    """
    found = []
    for claim in all_claims(own):
        mine = {e.step.id: e for e in entries if e.step.claim == claim.id and e.variant == claim.variant}
        wanted = steps_of(claim.id, claim.variant, own)
        if not wanted or any(step.id not in mine for step in wanted):
            continue
        stated = [e for name, e in mine.items() if not name.partition(".")[2].isdigit()] or list(mine.values())
        told = conclusions(claim.id, claim.variant, own)
        parts = {part.id: part for part in claim.parts}
        needs = [need for e in stated for need in e.rests_on]
        for name, uses in told.parts.items():
            for use in uses:
                lacking = concludes(parts[name], use)
                needs += [lacking] if lacking else []
                needs += map(str, beyond(claim, told.rules, told.regime, use))
        status = combined([e.status for e in stated])
        if status is Status.PROVED:
            needs += [
                f"part {name}, as it is measured, which no step concludes"
                for name, part in parts.items()
                if part.kind in SENSES and name not in told.parts
            ]
        if status is Status.PROVED and needs:
            status = Status.PROVED_IF
        under = tuple(in_words(one) for one in told.regime if told.parts)
        found.append(Standing(claim.key, status, tuple(dict.fromkeys(needs)), tuple(told.parts), under))
    return tuple(found)


def rank_of(cause: Cause, entries: Sequence[Entry]) -> Rank:
    """The rank that is written, else the one that the provers tell: `rate` if an order of growth is refuted, `presentation` if
    all that is refuted is a unit; without either a refutation counts as `false`.
    """
    if cause.rank is not None:
        return cause.rank
    refuting = [set(e.prover.split(", ")) for e in entries if e.status is Status.REFUTED and e.step.id in cause.steps]
    if any("limit" in provers for provers in refuting):
        return Rank.RATE
    return Rank.PRESENTATION if refuting and all(provers == {"units"} for provers in refuting) else Rank.FALSE


def combined(statuses: Sequence[Status]) -> Status:
    """A whole is REFUTED if a part is, else OPEN if a part is, else PROVED IF if a part is, else PROVED."""
    for worst in (Status.REFUTED, Status.OPEN, Status.PROVED_IF):
        if worst in statuses:
            return worst
    return Status.PROVED


def _control(mutant: Mutant, decision: Decision) -> Control:
    outcome = {Status.REFUTED: "refuted", Status.PROVED: "shown true", Status.OPEN: "missed"}[decision.status]
    finding = decision.witness.finding if decision.witness else "; ".join(decision.tried)
    return Control(mutant.change, outcome, decision.prover, finding, decision.broken)
