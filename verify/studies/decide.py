"""Run studies beside the ensembles: in processes of their own, kept on disk once finished, collected at the end."""

import json
from collections.abc import Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any

from problems.certify.cache import key as certificate_key
from problems.fingerprint import code_of, fingerprint
from problems.kept import keep, kept
from problems.problem import Problem
from theory.claim import Claim
from verify.decide.verdict import Result, plain
from verify.simulate.workers import close, processes, submit
from verify.studies import all_studies
from verify.studies.base import Progress, Study


@dataclass(frozen=True)
class Job:
    """One study and what it is asked: claims, seed, its share of the error rate, and problems where it wants files."""

    study: str
    claims: tuple[Claim, ...]
    seed: int
    error_rate: float
    problems: tuple[Problem, ...] | None

    @property
    def key(self) -> str:
        """Hash of everything that the answer depends on."""
        files = [[p.name, p.epsilon, p.eps_stage, p.known_violations, certificate_key(p, 0)] for p in self.problems or ()]
        return fingerprint(code_of(_named(self.study).__name__), self.claims, self.seed, self.error_rate, files)[:24]


def wanting_files(claims: Sequence[Claim]) -> bool:
    """Whether a study of these claims takes problem files."""
    return any(
        hasattr(study, "wants") and claim.id in (*study.CLAIMS, *study.ABOUT) for study in all_studies() for claim in claims
    )


def jobs_of(
    claims: Sequence[Claim], problems: Sequence[Problem], seed: int, error_rate: float, named: bool, given: bool,
    planted: bool = False,
) -> list[Job]:  # fmt: skip
    """The studies that an invocation runs; the error rate is split evenly over them.

    `named`: claims were asked for by name; `given`: problem files were. A study that brings its own problems runs if a claim
    that it decides is named, or if no files are given; one that takes files runs on those that it wants. `planted`: the
    claims are falsehoods, which only a study that decides them on problem files is about.
    """
    found: list[Job] = []
    for study in all_studies():
        decided = [claim for claim in claims if claim.id in study.CLAIMS]
        own = tuple(claim for claim in claims if claim.id in (*study.CLAIMS, *study.ABOUT))
        wanted = tuple(p for p in problems if study.wants(p)) if hasattr(study, "wants") else None
        asked = bool(wanted) if wanted is not None else not given or (named and bool(decided))
        if planted and not (wanted and decided):
            continue
        if own and asked:
            found.append(Job(study.NAME, own, seed, 0.0, wanted))
    return [replace(job, error_rate=error_rate / len(found)) for job in found]


def _answer(job: Job, folder: Path | None, progress: Progress) -> tuple[list[Result], Any]:
    """The rows and data of a study, from `folder` if it was finished before."""
    path = None if folder is None else folder / f"study-{job.study}-{job.key}.json"
    before = None if path is None else kept(path, job.key)
    if before is not None:
        stored = json.loads(before)
        return [Result.from_json(row) for row in stored["results"]], stored["data"]
    study = _named(job.study)
    more = {} if job.problems is None else {"problems": list(job.problems)}
    found: Study = study.decide(list(job.claims), job.seed, job.error_rate, progress, **more)
    rows = [replace(row, study=job.study) for row in found.results]
    # what a resumed invocation reads back is what this one reports
    stored = {"results": [row.to_dict() for row in rows], "data": plain(found.data)}
    if path is not None:
        keep(path, job.key, json.dumps(stored, allow_nan=False).encode())
    return [Result.from_json(row) for row in stored["results"]], stored["data"]


def _named(name: str) -> ModuleType:
    return next(study for study in all_studies() if name == study.NAME)


def _silent(text: str) -> None:
    """Progress of a study in another process: its end is what is told."""


class Studies:
    """The studies of one invocation: begun at once with several workers, and in this process, at the end, with one."""

    def __init__(self, jobs: Sequence[Job], folder: Path | None, workers: int, progress: Progress) -> None:
        self.jobs, self.folder, self.progress = list(jobs), folder, progress
        self._pool: Executor | None = None
        self._futures: list[Future[tuple[list[Result], Any]]] = []
        if workers > 1 and jobs:
            count = min(workers - 1, len(jobs))
            self._pool = processes(count)
            self._futures = [submit(self._pool, _answer, job, folder, _silent) for job in self.jobs]

    def __enter__(self) -> "Studies":
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is not None:
            close(self._pool, at_once=kind is not None)

    def collect(self) -> tuple[list[Result], dict[str, Any]]:
        """All rows, and the report's section `studies`: name -> title, claims, data. Waits for what is not finished."""
        rows: list[Result] = []
        sections: dict[str, Any] = {}
        for j, job in enumerate(self.jobs):
            found, data = self._futures[j].result() if self._futures else _answer(job, self.folder, self.progress)
            self.progress(f"{_named(job.study).TITLE}: done")
            rows += found
            claims = sorted({claim.id for claim in job.claims})
            sections[job.study] = {"title": _named(job.study).TITLE, "claims": claims, "data": data}
        return rows, sections
