"""What is attacked: the parts of a claim that problems can break, under one of its schedules if it has some."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from problems.problem import Problem
from theory.claim import Claim, Part, StageSchedule, When
from theory.outside import Folders
from verify.decide.plan import Plan, of_runs, plan
from verify.decide.stages import Limits, staged, under
from verify.studies import all_studies

#: what a decided candidate may cost: T, and T times runs times d + 1 over stages
LONGEST, WORK = 100_000, 1e8
#: T times runs up to which a compiled loop saves less than compiling it takes
SHORT = 500_000


@dataclass(frozen=True, eq=False)
class Target:
    """A claim as it is attacked; `own` are folders of one's own."""

    claim: Claim
    schedule: StageSchedule | None = None
    own: Folders = ()

    @property
    def key(self) -> str:
        """What it is called: `theorem-4:paper decaying`."""
        return self.claim.key if self.schedule is None else f"{self.claim.key} {self.schedule.name}"

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts that problems can break: measured, and not of what the program itself must do (whose right side is 0)."""
        claim = self.claim if self.schedule is None else under(self.claim, self.schedule)
        return tuple(part for part in claim.parts if of_runs(part) and part.right != 0)

    def breaks(self, name: str) -> bool:
        """Whether what exceeds the bound of a part breaks the claim: not in a stage whose length is stated up to a constant."""
        (part,) = (part for part in self.parts if part.id == name)
        return self.schedule is None or self.schedule.exact or part.when == When.START

    def plan(self, problem: Problem, names: Collection[str], seed: int, runs: int, stages: int | None = None) -> Plan:
        """What `run` plans, for these parts alone; with `stages` no more of them than that."""
        named = self.claim.parts if self.schedule is None else under(self.claim, self.schedule).parts
        parts = tuple(part for part, name in zip(self.claim.parts, named, strict=True) if name.id in names)
        claim = replace(self.claim, parts=parts)
        if self.schedule is not None:
            laid = staged(claim, self.schedule, problem, seed, Limits(runs, WORK))
            most = 1 if all(part.when == When.START for part in parts) else stages or laid.affordable
            return replace(laid, affordable=min(laid.affordable, most))
        laid = plan(claim, problem, problem.epsilon, seed, most_steps=LONGEST)
        if laid.experiment is None or laid.experiment.steps * (1 if problem.noise.kind == "none" else runs) > SHORT:
            return laid
        return replace(laid, experiment=replace(laid.experiment, backend="numpy"))  # the same bits


def targets(claim: Claim, own: Folders) -> list[Target]:
    """A claim as it is attacked: under each of its schedules; those without such parts are left out."""
    found = [Target(claim, schedule, own) for schedule in claim.schedules or (None,)]
    return [one for one in found if one.parts]


@dataclass(frozen=True, eq=False)
class Studied:
    """A part of a claim that a study searches settings of its own for, by its function `attacked`."""

    study: Any
    claim: Claim
    part: str

    def attacked(self, seed: int, error_rate: float, candidates: int | None, seconds: float | None) -> dict[str, Any]:
        """What is told of it."""
        found: dict[str, Any] = self.study.attacked(self.claim, self.part, seed, error_rate, candidates, seconds)
        return found


def studied(claim: Claim) -> list[Studied]:
    """What studies search of a claim that they decide."""
    about = [study.module for study in all_studies() if claim.id in study.CLAIMS and hasattr(study.module, "attacked")]
    return [Studied(study, claim, part.id) for study in about for part in claim.parts]


def nothing(claim: Claim) -> str:
    """Why there is nothing to search."""
    kinds = " or ".join(sorted({str(part.kind) for part in claim.parts}))
    why = f"its parts are measured on no runs ({kinds})" if kinds else "it states no inequality of runs"
    studies = [study.NAME for study in all_studies() if claim.id in study.CLAIMS]
    by = f"the study {' and '.join(studies)} decides it" if studies else f"`adamw-verify audit {claim.id}` decides it"
    return f"nothing to search: {why}; {by}"
