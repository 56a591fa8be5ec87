"""Run studies beside the ensembles: in processes of their own, kept on disk once finished, collected at the end."""

import json
import time
from collections.abc import Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from problems.certify.cache import key as certificate_key
from problems.fingerprint import code_of, fingerprint
from problems.kept import cache_folder, keep, kept
from problems.problem import Problem
from theory.claim import Claim
from verify.decide.verdict import Result, plain
from verify.simulate.workers import submit
from verify.studies import Listed, all_studies
from verify.studies.base import Progress


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
        return fingerprint(code_of(_named(self.study).module.__name__), self.claims, self.seed, self.error_rate, files)[:24]


def wanting_files(claims: Sequence[Claim]) -> bool:
    """Whether a study of these claims takes problem files."""
    return any(study.takes_files and claim.id in (*study.CLAIMS, *study.ABOUT) for study in all_studies() for claim in claims)


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
        wanted = tuple(p for p in problems if study.wants(p)) if study.takes_files else None
        asked = bool(wanted) if wanted is not None else not given or (named and bool(decided))
        if planted and not (wanted and decided):
            continue
        if own and asked:
            found.append(Job(study.NAME, own, seed, 0.0, wanted))
    return [replace(job, error_rate=error_rate / len(found)) for job in found]


def _answer(job: Job, progress: Progress) -> dict[str, Any]:
    """The rows and data of a study, as they are kept and as a resumed invocation reads them back."""
    study = _named(job.study)
    more = {} if job.problems is None else {"problems": list(job.problems)}
    began = time.process_time()
    found = study.module.decide(list(job.claims), job.seed, job.error_rate, progress, **more)
    _note(job.study, time.process_time() - began)
    rows = [replace(row, study=job.study).to_dict() for row in found.results]
    kept: dict[str, Any] = json.loads(json.dumps({"results": rows, "data": plain(found.data)}, allow_nan=False))
    return kept


def _named(name: str) -> Listed:
    return next(study for study in all_studies() if name == study.NAME)


def _note(study: str, seconds: float) -> None:
    """Keep what a study took; a folder that cannot be written to only costs time."""
    if (folder := cache_folder("studies")) is not None:
        with suppress(OSError):
            keep(folder / f"{study}.json", study, json.dumps(seconds).encode())


def seconds(study: str) -> float:
    """Seconds of a processor that a study took here when it was last run, or about what it says of itself."""
    folder = cache_folder("studies")
    before = None if folder is None else kept(folder / f"{study}.json", study)
    return _named(study).SECONDS if before is None else float(json.loads(before))


def _silent(text: str) -> None:
    """Progress of a study in another process: its end is what is told."""


class Studies:
    """The studies of one invocation: begun at once, the longest first, where there are processes for them (`pool`), and in
    this process, at the end, where there are none.

    Each is kept in `folder` as soon as it is finished.
    """

    def __init__(self, jobs: Sequence[Job], folder: Path | None, pool: Executor | None, progress: Progress) -> None:
        self.jobs, self.folder, self.progress = list(jobs), folder, progress
        self._futures: dict[str, Future[dict[str, Any]]] = {}
        self._done: dict[str, dict[str, Any]] = {}
        for job in self.jobs:
            before = None if folder is None else kept(self._place(job), job.key)
            if before is not None:
                self._done[job.key] = json.loads(before)
        fresh = [job for job in self.jobs if job.key not in self._done]
        if pool is None:
            return
        for job in sorted(fresh, key=lambda job: -seconds(job.study)):
            self._futures[job.key] = submit(pool, _answer, job, _silent)
            self._futures[job.key].add_done_callback(partial(self._finished, job))

    @property
    def begun(self) -> bool:
        """Whether processes are at some of them."""
        return bool(self._futures)

    def _place(self, job: Job) -> Path:
        assert self.folder is not None
        return self.folder / f"study-{job.study}-{job.key}.json"

    def _keep(self, job: Job, answer: dict[str, Any]) -> dict[str, Any]:
        if self.folder is not None:
            keep(self._place(job), job.key, json.dumps(answer, allow_nan=False).encode())
        return answer

    def _finished(self, job: Job, asked: "Future[dict[str, Any]]") -> None:
        if not asked.cancelled() and asked.exception() is None:
            with suppress(OSError):  # the end keeps it once more, and says what is wrong with the disk
                self._keep(job, asked.result())

    def collect(self) -> tuple[list[Result], dict[str, Any]]:
        """All rows, and the report's section `studies`: name -> title, claims, data. Waits for what is not finished."""
        rows: list[Result] = []
        sections: dict[str, Any] = {}
        for job in self.jobs:
            answer = self._done.get(job.key)
            if answer is None:
                asked = self._futures.get(job.key)
                answer = self._keep(job, _answer(job, self.progress) if asked is None else asked.result())
            self.progress(f"{_named(job.study).TITLE}: done")
            rows += [Result.from_json(row) for row in answer["results"]]
            claims = sorted({claim.id for claim in job.claims})
            sections[job.study] = {"title": _named(job.study).TITLE, "claims": claims, "data": answer["data"]}
        return rows, sections
