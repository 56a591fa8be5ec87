"""`run`: measure claims on problem files and write the report."""

import json
import shlex
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from functools import reduce
from itertools import cycle
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from problems.errors import InputError, must
from problems.load import in_folders
from problems.problem import Problem
from problems.schema import shown_path
from problems.sweep import grid
from theory.claim import Claim, Variant
from theory.outside import Folders, found
from verify.commands.ledger import Reporter, print_results
from verify.commands.options import (
    PROCESSES,
    AsJson,
    Epsilon,
    ErrorRate,
    Paper,
    Papers,
    ProblemFiles,
    Processes,
    Quiet,
    Scheduler,
    Sweep,
    claims_of,
    hands_of,
    of_paper,
    plain_console,
    positive,
    print_json,
    probability,
    problems_of,
)
from verify.decide.coverage import common
from verify.decide.decide import Budget, Decided, affordable, decide
from verify.decide.error_rates import beside, statistical
from verify.decide.forecast import forecast, lines, worth
from verify.decide.plan import plan
from verify.decide.plant import planted
from verify.decide.stages import mu_of
from verify.decide.verdict import Result
from verify.report import document
from verify.report.provenance import place_of
from verify.report.write import write_partial, write_report
from verify.simulate.ensemble import UnfitBackend
from verify.simulate.shared import Shared, Urgency
from verify.simulate.store import Store
from verify.simulate.workers import Hands, Workers
from verify.studies import all_studies, studied
from verify.studies.decide import Studies, jobs_of, wanting_files

#: seconds between two writings of an unfinished report, or so many times what one takes: what a killed run leaves is that old
PAUSE, TIMES = 3.0, 20.0


class Backend(StrEnum):
    """`auto`: the fused loop where it can be had and pays; the bits are NumPy's in any case."""

    AUTO = "auto"
    COMPILED = "compiled"
    NUMPY = "numpy"


Claims = Annotated[list[str] | None, typer.Argument(help="Claims, such as theorem-2 or theorem-2:paper; all if left out.")]
Plants = Annotated[
    list[str] | None,
    typer.Option(metavar="PART[/TERM]=FACTOR", help="Plant a falsehood: scale a bound, or one of its terms."),
]


def run(
    claims: Claims = None,
    problem: ProblemFiles = None,
    runs: Annotated[int, typer.Option(min=1, help="Runs before the first look.")] = 256,
    max_runs: Annotated[int, typer.Option(min=1, help="Runs are added until decided, up to this many.")] = 4096,
    seed: Annotated[int, typer.Option(min=0, help="Seed; the same seed gives the same report.")] = 0,
    out: Annotated[Path, typer.Option(help="Folder of the report.")] = Path("reports/latest"),
    epsilon: Epsilon = None,
    error_rate: ErrorRate = 0.01,
    workers: Processes = PROCESSES,
    scheduler: Scheduler = None,
    backend: Annotated[Backend, typer.Option(help="Back end of the ensemble.")] = Backend.AUTO,
    max_steps: Annotated[int, typer.Option(min=1, help="Longest horizon T that is run.")] = 1_000_000,
    scale_bound: Plants = None,
    audit: Annotated[bool, typer.Option("--audit", help="Put the proofs to the provers; the report gains them.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with what an interrupted run left in --out.")] = False,
    every_row: Annotated[bool, typer.Option("--all", help="Print every row, not one line a claim and problem.")] = False,
    quiet: Quiet = False,
    papers: Papers = None,
    paper: Paper = None,
    as_json: AsJson = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the report of another command in --out.")] = False,
    sweep: Sweep = None,
) -> None:
    """Measure claims on problem files and write report.json, report.md and figures.

    Without names: every claim; without files: those in one's own folders, or else those shipped. Exit status 0: nothing
    violated; 1: a violation that no problem file lists as known; 2: bad input; 130: interrupted, what was finished is written.
    """
    asked = locals()
    with hands_of(asked.pop("workers"), asked.pop("scheduler"), found(papers)) as asked["hands"]:
        rows = measured(**asked)
    if document.unexpected(rows):
        raise typer.Exit(1)


def measured(
    claims: list[str] | None, problem: list[Path] | None, runs: int, max_runs: int, seed: int, out: Path, epsilon: float | None,
    error_rate: float, hands: Hands, backend: Backend, max_steps: int, scale_bound: list[str] | None, audit: bool, resume: bool,
    every_row: bool, quiet: bool, papers: list[Path] | None, as_json: bool = False, force: bool = False,
    paper: str | None = None, files: Sequence[Path] | None = None, told: bool = True, sweep: list[str] | None = None,
) -> list[Result]:  # fmt: skip
    """What `run` does; the rows, which are printed if `told`. `files` are where the problems are read from, if not from where
    the command names them: of a sweep a file for each cell."""
    positive(epsilon, "--epsilon")
    probability(error_rate, "--error-rate")
    own = found(papers)
    claims, problem = of_paper(paper, claims, problem)
    problem = problem or list(in_folders(own))
    asked = _with_plants(claims_of(claims, own), scale_bound)
    chosen = [claim for claim in asked if claim.id not in studied()]
    cells = grid(sweep) if sweep else []
    if epsilon is not None and any("target.epsilon" in cell for cell in cells):
        raise InputError("--epsilon cannot stand beside --set target.epsilon: both give the target")
    wanted = chosen or problem or wanting_files(asked)
    problems = problems_of(files or problem, own, asked, hands, () if files else cells) if wanted else []
    if cells and files:
        problems = [replace(given, swept=cell) for given, cell in zip(problems, cycle(cells), strict=False)]
    if cells and not problems:
        raise InputError(f"--set {sweep[0] if sweep else ''}: these claims are measured on no problem file")
    if epsilon is not None:
        problems = [replace(given, epsilon=epsilon) for given in problems]
    if claims and problem:
        _fit_for_stages(asked, problems)
    try:
        plans = [plan(claim, p, p.epsilon, seed, str(backend), max_steps) for p in problems for claim in chosen]
    except UnfitBackend as error:
        raise InputError(f"--backend: {error}") from None
    laid_out, plans = plans, [laid for laid in plans if not laid.foreign]
    # a planted falsehood is for the checkers to catch: of the studies only those that measure it on problem files are about it
    jobs = jobs_of(
        asked, problems, seed, beside(error_rate, any(map(statistical, plans))), bool(claims), bool(problem), bool(scale_bound)
    )
    if claims and not jobs and not audit and not any(laid.parts for laid in laid_out):
        names = " ".join(dict.fromkeys(claim.id for claim in asked))
        raise InputError(f"{names}: no part is measured, by runs or by a study; `adamw-verify audit {names}` decides it")
    budget = Budget(min(runs, max_runs), max_runs, beside(error_rate, bool(jobs)))
    affordable(plans, replace(budget, runs=runs, max_runs=max(runs, max_runs)))
    command = _command(claims, problem, budget, error_rate, seed, epsilon, max_steps, scale_bound, audit, own, sweep)
    if not (resume or force):
        _another(out, command)
    console = plain_console(stderr=True)
    started = time.perf_counter()
    decided: list[Decided] = []
    rows: list[Result] = []
    says = document.stated(asked)

    def report(complete: bool) -> list[Result]:
        results = [result for one in decided for result in one.results] + rows
        courses = [_course(one) for one in decided if one.courses]
        seconds = time.perf_counter() - started
        built = document.build(results, problems, courses, sections, command, seed, error_rate, complete, seconds, says)
        if complete:
            write_report(built, all_studies(), out, shared.drawing)
        else:
            write_partial(built, out)
        return results

    sections: dict[str, Any] = {"papers": {shown_path(folder.path): folder.digest for folder in own}} if own else {}
    foreign = [{"claim": p.claim.key, "problem": p.problem.name, "algorithm": p.algorithm} for p in laid_out if p.foreign]
    if foreign:
        sections["not_about"] = foreign
    covering = [claim for claim in chosen if claim.id == "theorem-2" and claim.variant == Variant.REPAIRED]
    apart = [list({p.problem.name: p.problem for p in laid_out if p.claim is claim}.values()) for claim in covering]
    said = _silent if quiet else console.print
    with Store(out, resume) as store:
        try:
            with Shared(hands) as shared:
                studies = Studies(jobs, store.state, shared.line(Urgency.STUDIES), said)
                if audit:
                    from verify.commands.audit import audited  # provers take long to import

                    sections |= audited(claims, hands, console, own, quiet)
                sections["defaults"] = [row for claim, some in zip(covering, apart, strict=True) for row in common(claim, some)]
                expected = [] if resume else forecast(plans, budget)
                used = hands if studies.begun else worth(hands, expected)
                for line in lines(expected, used):
                    said(line)
                with Workers(used, pool=shared.line(Urgency.RUNS)) as pool, Reporter(console, quiet, plans) as progress:
                    due = 0.0
                    for one in decide(plans, budget, store, pool, progress):
                        decided.append(one)
                        progress.finished(sum(d.plan.experiment is not None for d in decided))
                        if (began := time.monotonic()) > due:
                            report(complete=False)
                            due = max(PAUSE, TIMES * (time.monotonic() - began)) + time.monotonic()
                rows, studied_too = studies.collect()
                if studied_too:
                    sections["studies"] = studied_too
                results = report(complete=True)
        except KeyboardInterrupt:
            report(complete=False)
            console.print(f"interrupted: {len(decided)} of {len(plans)} finished and written to {out}; go on with --resume")
            raise typer.Exit(130) from None
        except Exception:
            with suppress(Exception):  # the fault itself is what is told
                report(complete=False)
            raise
    if as_json:
        print_json([row.to_dict() for row in results])
    elif told:
        print_results(results, problems, sections, out, quiet, every_row)
    return results


def _another(out: Path, command: str) -> None:
    """Refuse a folder with a finished report of another command. Raises InputError."""
    try:
        found = json.loads((out / "report.json").read_bytes() if (out / "report.json").is_file() else b"")
        complete, before = found["complete"], found["command"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return
    if complete and before != command:
        raise InputError(f"--out={out} holds the report of another command, {before}: give another folder, or --force")


def _fit_for_stages(claims: Sequence[Claim], problems: Sequence[Problem]) -> None:
    """Refuse files without a certified PL constant for a claim that rests on P, and files none of which is stagewise.

    Raises:
        InputError: one line for the first such file.
    """
    for claim in claims:
        if "P" not in claim.assumptions:
            continue
        for given in problems:
            if not np.isfinite(mu_of(given)):
                what = f"{claim.id} needs mu, and none is certified for the family {given.family.name} in this region"
                raise InputError(f"{what}  ({given.where}: [problem] family)")
        if all(given.algorithm.name not in claim.algorithms for given in problems):
            rule = f"be {' or '.join(claim.algorithms)} for {claim.id}"
            raise must(f'"{problems[0].algorithm.name}"', "[algorithm] name", rule, problems[0].where)


def _silent(text: str) -> None:
    """Progress that nobody asked for."""


def _with_plants(claims: Sequence[Claim], wishes: Sequence[str] | None) -> list[Claim]:
    if not wishes:
        return list(claims)
    # a falsehood is planted once: in the paper's variant where it is among those that were asked for
    chosen: dict[str, Claim] = {}
    for claim in claims:
        if claim.id not in chosen or claim.variant == Variant.PAPER:
            chosen[claim.id] = claim
    return [reduce(planted, wishes, claim) for claim in chosen.values()]


def _command(
    claims: Sequence[str] | None, files: Sequence[Path] | None, budget: Budget, error_rate: float, seed: int,
    epsilon: float | None, max_steps: int, scale_bound: Sequence[str] | None, audit: bool, own: Folders,
    sweep: Sequence[str] | None,
) -> str:  # fmt: skip
    """The invocation by what the results depend on: not where they go, nor how they are computed."""
    words = ["adamw-verify", "run", *(claims or ())]
    for path in files or ():
        words += ["--problem", place_of(path)]
    words += ["--runs", str(budget.runs), "--max-runs", str(budget.max_runs), "--seed", str(seed)]
    words += ["--error-rate", repr(error_rate), "--max-steps", str(max_steps)]
    if epsilon is not None:
        words += ["--epsilon", repr(epsilon)]
    for wish in sweep or ():
        words += ["--set", wish]
    for wish in scale_bound or ():
        words += ["--scale-bound", wish]
    if audit:
        words += ["--audit"]
    for folder in own:
        words += ["--papers", shown_path(folder.path)]
    return shlex.join(words)


def _course(one: Decided) -> dict[str, Any]:
    claim, problem = one.plan.claim, one.plan.problem
    epsilon = one.plan.parameters["epsilon"]
    return {"claim": claim.id, "variant": str(claim.variant), "problem": problem.name, "epsilon": epsilon, **one.courses}
