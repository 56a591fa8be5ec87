"""`attack`: search for problems that break a claim."""

import json
import time
from collections.abc import Mapping, Sequence
from functools import partial, reduce
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from problems.errors import InputError
from problems.fingerprint import code_of, fingerprint
from problems.kept import OWN, keep, kept, write_all
from problems.load import FOLDER
from theory.claim import Variant
from theory.outside import found as folders
from theory.worst.few_steps import told as worst_of_steps
from theory.worst.one_step import told as worst_functions
from verify.attack.found import Found, covered, file_of
from verify.attack.hunt import Hunt
from verify.attack.scores import MOST_STEPS
from verify.attack.target import Studied, Target, nothing, studied, targets
from verify.commands.options import (
    PROCESSES,
    AsJson,
    ErrorRate,
    Papers,
    Processes,
    Quiet,
    Scheduler,
    as_file,
    claims_of,
    hands_of,
    plain_console,
    positive,
    print_json,
    probability,
    wide_console,
)  # fmt: skip
from verify.decide.plant import planted
from verify.decide.verdict import Outcome
from verify.report.numbers import number
from verify.simulate.store import Held
from verify.simulate.workers import Workers

#: what tables of worst functions have a column of their own for, by their key in attack.json
EXACT = {"worst": ("multiple of",), "steps": ("best ratio",)}
#: candidates between two writings of the state
PAUSE = 400


def attack(
    claim: Annotated[str, typer.Argument(help="A claim, such as theorem-2 or theorem-2:paper.")],
    variant: Annotated[str | None, typer.Option(help="paper or repaired; both if left out.")] = None,
    budget: Annotated[float, typer.Option(help="Seconds in all, shared by the variants and schedules.")] = 60.0,
    candidates: Annotated[
        int | None, typer.Option(min=1, help="Candidates of each, instead of seconds: the same seed gives the same bytes.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the search.")] = 0,
    error_rate: ErrorRate = 0.01,
    out: Annotated[Path, typer.Option(help="Folder of the problem files and of attack.json.")] = Path("reports/attack"),
    scale_bound: Annotated[
        list[str] | None,
        typer.Option(metavar="PART[/TERM]=FACTOR", help="Plant a falsehood: scale a bound, or one of its terms."),
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with what an earlier attack left in --out.")] = False,
    keep_found: Annotated[
        bool,
        typer.Option("--keep", help="Violations go to problems/counterexamples of this checkout, where every run knows them."),
    ] = False,
    workers: Processes = PROCESSES,
    scheduler: Scheduler = None,
    quiet: Quiet = False,
    papers: Papers = None,
    as_json: AsJson = False,
) -> None:
    """Search for a problem that satisfies a claim's assumptions and violates it, or else for the tightest.

    A violation is made small, decided again with another seed and ten times the runs, and written as a problem file. Exit
    status 0: none was found, 1: one was.
    """
    end = time.monotonic() + budget
    place = _counterexamples(scale_bound, papers) if keep_found else out
    positive(budget, "--budget")
    probability(error_rate, "--error-rate")
    chosen = _targets(claim, variant, scale_bound, papers)
    console = plain_console(stderr=True)
    told = []
    files: dict[Path, bytes] = {}
    with Held(out), hands_of(workers, scheduler, folders(papers)) as hands, Workers(hands, at_once=True) as pool:
        try:
            for left, target in zip(range(len(chosen), 0, -1), chosen, strict=True):
                to, share = (out, place, files), error_rate / len(chosen)
                seconds = None if candidates else max((end - time.monotonic()) / left, 0.0)  # what one leaves, the next have
                if isinstance(target, Target):
                    told.append(_attacked(target, seed, share, candidates, seconds, to, resume, pool, quiet, console))
                else:
                    told.append(target.attacked(seed, share, candidates, seconds))
        except KeyboardInterrupt:
            console.print(f"interrupted; what was tried is in {out}, go on with --resume")
            raise typer.Exit(130) from None
        write_all({**files, out / "attack.json": as_file(told)})
    broken = any(row["verdict"] == Outcome.VIOLATED for one in told for row in one["parts"])
    broken |= any(row["violated"] for one in told for kind in ("worst", "steps") for row in one.get(kind, []))
    if as_json:
        print_json(told)
    else:
        _print(told, quiet)
    if broken:
        raise typer.Exit(1)


def _targets(
    name: str, variant: str | None, wishes: Sequence[str] | None, papers: Sequence[Path] | None
) -> list[Target | Studied]:
    """What is attacked, on problem files or by a study. Raises InputError."""
    own = folders(papers)
    claims = claims_of([name], own)
    if variant is not None:
        known = ", ".join(one.variant for one in claims)
        claims = [one for one in claims if one.variant == variant]
        if not claims:
            raise InputError(f"--variant {variant} must be one of those of {name}: {known}")
    if wishes:
        claims = [next((one for one in claims if one.variant == Variant.PAPER), claims[0])]
        claims = [reduce(planted, wishes, one) for one in claims]
    found: list[Target | Studied] = [target for one in claims for target in targets(one, own)]
    found += [part for one in claims for part in studied(one)]
    if not found:
        raise InputError(f"{name}: {nothing(claims[0])}")
    return found


def _attacked(
    target: Target, seed: int, error_rate: float, candidates: int | None, seconds: float | None,
    to: tuple[Path, Path, dict[Path, bytes]], resume: bool, workers: Workers, quiet: bool, console: Console,
) -> dict[str, Any]:  # fmt: skip
    """One attack: what is told of it. `to`: the folder, that of violations, and the files, to which its own are added."""
    began = time.monotonic()
    worst = {"worst": worst_functions(target.claim, target.parts, target.own)}
    worst |= {"steps": worst_of_steps(target.claim, target.parts, target.own)}
    seconds = None if seconds is None else max(began + seconds - time.monotonic(), 0.0)
    out, found, files = to
    place = out / OWN / "attack" / f"{_slug(target.key)}.json"
    named = 0 if found == out else len(list(found.glob(f"{_slug(target.key)}_found_by_search_*.toml")))
    key = fingerprint(code_of("verify.attack.hunt"), target.claim, target.key, seed, error_rate, named)
    before = kept(place, key) if resume else None
    hunt = Hunt(
        target,
        seed,
        error_rate,
        _silent if quiet else partial(console.print, soft_wrap=True),
        json.loads(before) if before else [],
        named=named,
    )
    saved = 0

    def pause(now: Hunt) -> None:
        nonlocal saved
        if now.search.tried - saved >= PAUSE:
            saved = now.search.tried
            keep(place, key, now.state())
            if not quiet:
                best = max(((now.search.best[name].score, name) for name in now.search.parts), default=(0.0, ""))
                console.print(
                    f"{target.key}: {now.search.tried} candidates; best estimate {best[0]:.4g} ({best[1]})", soft_wrap=True
                )

    try:
        hunt.run(candidates, seconds, pause, workers)
    finally:
        keep(place, key, hunt.state())
    return _told(hunt, hunt.tightest(workers), out, found, files) | worst


def _counterexamples(planted_too: Sequence[str] | None, papers: Sequence[Path] | None) -> Path:
    """The folder of the files that break a claim. Raises InputError where nothing may be added to it."""
    if planted_too or papers:
        raise InputError(
            "--keep is for what breaks the claims of this package: leave out --scale-bound and --papers, or --keep"
        )
    if not (FOLDER.parent / "pyproject.toml").is_file():
        raise InputError("--keep must be given in a checkout: an installed package stays as it is; leave it out")
    return FOLDER / "counterexamples"


def _told(hunt: Hunt, tightest: Mapping[str, Found], out: Path, found: Path, files: dict[Path, bytes]) -> dict[str, Any]:
    """The findings; their files are added to `files`."""
    target, search = hunt.target, hunt.search
    planted_too = target.claim.variant == Variant.PLANTED
    rows: dict[str, dict[str, Any]] = {}
    for one in [*hunt.violations, *tightest.values()]:
        violated = any(one is other for other in hunt.violations)
        name = f"{_slug(one.name)}.toml"
        files[(found if violated else out) / name] = file_of(one, target, violated and not planted_too).encode()
        for row in one.rows:
            if row.part not in rows:
                rows[row.part] = _row(row.part, row.to_dict(), str(row.verdict), one, name, hunt)
    for part in target.parts:
        empty = {"part": part.id, "verdict": None, "ratio": None, "file": None, "history": _history(part.id, hunt)}
        rows.setdefault(part.id, empty)
    return {
        "claim": target.claim.id, "variant": str(target.claim.variant),
        "schedule": None if target.schedule is None else target.schedule.name, "seed": hunt.seed, "candidates": search.tried,
        "rounds": search.rounds, "decided": hunt.decided,
        "covers": covered(search.tried, len(search.visited), len(search.cells), MOST_STEPS) + _dropped(hunt.late),
        "parts": [rows[part.id] for part in target.parts],
    }  # fmt: skip


def _row(part: str, row: dict[str, Any], verdict: str, one: Found, name: str, hunt: Hunt) -> dict[str, Any]:
    told = {"part": part, "verdict": verdict, "ratio": one.ratios.get(part), "file": name}
    return {**told, "history": _history(part, hunt), "row": row}


def _history(part: str, hunt: Hunt) -> list[list[float]]:
    """How the best estimate of a part grew; empty where no candidate was one that the part speaks of, within the horizon."""
    return [[tried, score] for tried, score in hunt.search.best[part].history]


def _dropped(late: int) -> str:
    """What time ran out for, as a sentence."""
    return f" Begun and not decided when time ran out: {late}." if late else ""


def _silent(text: str) -> None:
    """Progress that nobody asked for."""


def _slug(text: str) -> str:
    """A file's name."""
    return "_".join("".join(c if c.isalnum() else " " for c in text).split())


def _print(told: Sequence[dict[str, Any]], quiet: bool) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("claim", "variant", "schedule", "part", "candidates", "best ratio", "verdict", "file"):
        table.add_column(heading, no_wrap=True)
    shown = 0
    for one in told:
        for row in one["parts"]:
            if quiet and row["verdict"] != Outcome.VIOLATED:
                continue
            shown += 1
            ratio = "" if row["ratio"] is None else number(row["ratio"], 4)
            table.add_row(
                one["claim"], one["variant"], one["schedule"] or "", row["part"], str(one["candidates"]), ratio,
                row["verdict"] or ("none certified" if row["history"] else "not estimated"), row["file"] or "",
            )  # fmt: skip
    console = wide_console()
    if shown:
        console.print(table)
    for kind, headings in EXACT.items():
        exact = [(one, row) for one in told for row in one.get(kind, []) if row["violated"] or not quiet]
        if exact:
            console.print(_exact(exact, headings))
    if not quiet:
        for one in told:
            name = f"{one['claim']}:{one['variant']}" + (f" {one['schedule']}" if one["schedule"] else "")
            console.print(f"{name}: {one['covers']}", soft_wrap=True)


def _exact(rows: Sequence[tuple[dict[str, Any], dict[str, Any]]], headings: tuple[str, ...]) -> Table:
    """The worst functions of one step or of a few: what is stated, and what is the least that holds."""
    table = Table(box=None, pad_edge=False)
    for heading in ("claim", "part", *headings, "stated", "the least that holds", "for smooth functions", "at"):
        table.add_column(heading, no_wrap=True)
    for one, row in rows:
        at = ", ".join(f"{letter} = {x}" for letter, x in row["setting"].items())
        least = f"{number(row['low'], 6)} to {'?' if row['high'] is None else number(row['high'], 6)}"
        verdict = Outcome.VIOLATED if row["violated"] else Outcome.HOLDS if row["holds"] else Outcome.UNDECIDED
        of = [row["quantity"]] if "quantity" in row else [number(row["ratio"], 6)]
        table.add_row(f"{one['claim']}:{one['variant']}", row["part"], *of, number(row["stated"], 6), least, str(verdict), at)
    return table
