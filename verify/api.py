"""The front door for code: what the commands do, as functions with typed results (`docs/api.md`).

A claim is named (`theorem-2`, `theorem-2:paper`), a problem is a file or what `load` gave. `papers` are folders of one's own,
beside those that the pyproject.toml and installed packages name. Bad input raises `InputError` with the one line that the
command line would print. Nothing is written to disk but what is kept in the user's cache.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from markupsafe import Markup

from problems.certify import certify as prove_constants
from problems.certify.certificate import Certificate
from problems.errors import InputError
from problems.load import load as loaded
from problems.problem import Problem
from theory import symbols as s
from theory.algorithms.base import Decay
from theory.audit import Audit, Entry
from theory.claim import Claim, Kind
from theory.outside import Folders, found
from theory.papers import find, proofs
from verify.decide.convention import Convention, translate
from verify.decide.coverage import Condition, conditions, covered, measure, nearest_run, sentence
from verify.decide.decide import Budget, affordable
from verify.decide.decide import decide as decided
from verify.decide.plan import plan
from verify.decide.verdict import HypothesisStatus, Result, plain
from verify.report import document, seal
from verify.report.cards import cards
from verify.report.export import columns
from verify.simulate.store import Store
from verify.simulate.workers import Workers

Paths = Sequence[str | Path]
Given = str | Path | Problem


@dataclass(frozen=True)
class Bound:
    """What a claim prescribes on a problem, and the bounds that its parts in expectation then have.

    `refusal` says why nothing can be computed; `bounds` is then empty.
    """

    claim: str
    problem: str
    parameters: dict[str, float | int | str]
    hypotheses: tuple[HypothesisStatus, ...]
    bounds: dict[str, float]
    refusal: str | None

    def to_dict(self) -> dict[str, Any]:
        """The bound as JSON data."""
        return dict(plain({**vars(self), "hypotheses": [vars(h) for h in self.hypotheses]}))


@dataclass(frozen=True)
class Cover:
    """Whether a claim covers what is run, and the answer as a sentence: its hypotheses there, the numbers given, the
    nearest that are covered (none where the constants are infinite), what is measured and where the runs end."""

    claim: str
    problem: str
    covered: bool
    sentence: str
    conditions: tuple[Condition, ...]
    given: dict[str, float]
    nearest: dict[str, float]
    measured: tuple[dict[str, Any], ...]
    end: dict[str, Any]
    remarks: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The answer as JSON data."""
        return dict(plain({**vars(self), "conditions": [vars(c) for c in self.conditions]}))


@dataclass(frozen=True)
class Report:
    """A report: `results` are its rows; `document` is all of it, as report.json has it."""

    document: Mapping[str, Any]
    results: tuple[Result, ...]

    @property
    def id(self) -> str:
        """The hash of what was asked and what was said."""
        return str(self.document["id"])

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON data."""
        return dict(self.document)

    def to_frame(self) -> Any:
        """The rows as a pandas.DataFrame, with the columns of `adamw-verify export csv`. Needs pandas."""
        from pandas import DataFrame

        return DataFrame(columns(self.document))

    def _repr_html_(self) -> str:
        """In a notebook: a line for each variant of a claim."""
        line = Markup("<tr><td>{}:{}</td><td>{}</td><td>{}</td></tr>")
        lines = [
            line.format(card.claim, one.variant, one.worst, one.sentence) for card in cards(self.document) for one in card.lines
        ]
        return Markup("<table><caption>Verification report {}</caption>{}</table>").format(self.id, Markup("").join(lines))


def open_report(path: str | Path) -> Report:
    """The report of a report.json or of the folder that holds one. Raises InputError, also if it was altered."""
    found = document.read(Path(path))
    seal.untouched(found, path)
    return Report(found, tuple(Result.from_json(row) for row in found["results"]))


def load(path: str | Path, papers: Paths = ()) -> Problem:
    """The problem of a file, its constants certified. Raises InputError."""
    return loaded(Path(path), own=_folders(papers))


def certify(problem: Given, effort: int = 1, papers: Paths = ()) -> Certificate:
    """What is proved of every constant of a problem. Raises InputError."""
    return prove_constants(_problem(problem, _folders(papers)), effort)


def bound(claim: str, problem: Given, epsilon: float | None = None, papers: Paths = ()) -> tuple[Bound, ...]:
    """What each variant of a claim prescribes on a problem at a target gradient norm (the file's own if None)."""
    own = _folders(papers)
    asked = _claims([claim], own)
    given = _problem(problem, own)
    return tuple(_bound(one, given, epsilon) for one in asked)


def _bound(claim: Claim, problem: Problem, epsilon: float | None) -> Bound:
    laid = plan(claim, problem, epsilon or problem.epsilon, seed=0, most_steps=2**62)
    refusal = None if laid.experiment is not None else laid.refusal or "a hypothesis fails"
    parts = [part for part in laid.parts if part.kind == Kind.EXPECTATION and refusal is None]
    bounds = {part.id: laid.bound(part) for part in parts}
    return Bound(claim.key, problem.name, dict(laid.parameters), laid.hypotheses, bounds, refusal)


def decide(
    claims: str | Sequence[str],
    problems: Given | Sequence[Given],
    *,
    epsilon: float | None = None,
    runs: int = 256,
    max_runs: int = 4096,
    seed: int = 0,
    error_rate: float = 0.01,
    workers: int = 1,
    papers: Paths = (),
) -> tuple[Result, ...]:
    """A verdict for every part of every claim on every problem, measured over runs; the same for any number of workers.

    A claim that is about another algorithm than the problem's has no row.

    `error_rate` is that of the whole call, split over its statements. Studies are left to the command line.
    """
    own = _folders(papers)
    asked = _claims([claims] if isinstance(claims, str) else claims, own)
    given = [problems] if isinstance(problems, (str, Path, Problem)) else problems
    chosen = [_problem(one, own) for one in given]
    if epsilon is not None:
        chosen = [replace(one, epsilon=epsilon) for one in chosen]
    laid_out = [plan(claim, one, one.epsilon, seed) for one in chosen for claim in asked]
    plans = [laid for laid in laid_out if not laid.foreign]
    budget = Budget(min(runs, max_runs), max_runs, error_rate)
    affordable(plans, budget)
    with TemporaryDirectory() as folder, Store(Path(folder), resume=False) as store, Workers(workers) as pool:
        return tuple(row for one in decided(plans, budget, store, pool, lambda *_: None) for row in one.results)


def audit(claims: str | Sequence[str] = (), workers: int = 2, papers: Paths = ()) -> tuple[Entry, ...]:
    """Every step of the proofs of these claims (all if none is named) as the provers decide it. Raises InputError."""
    own = _folders(papers)
    names = [claims] if isinstance(claims, str) else list(claims)
    known = proofs.claims(own)
    for name in names:
        if name not in known:
            raise InputError(f"claim {name!r} is not known; there are: {', '.join(known)}")
    return Audit(workers).run(names or known, own)


def cover(
    claim: str,
    settings: Sequence[str],
    problem: Given,
    convention: str = "torch",
    epsilon: float | None = None,
    runs: int = 64,
    seed: int = 0,
    papers: Paths = (),
    error_rate: float = 0.01,
) -> tuple[Cover, ...]:
    """Whether a claim covers what people run, as `["lr=1e-3", "betas=0.9,0.999"]` of torch, optax, keras or the paper."""
    if convention not in tuple(Convention):
        raise InputError(f"convention={convention!r} must be one of {', '.join(Convention)}")
    own = _folders(papers)
    chosen = _problem(problem, own)
    given = translate(Convention(convention), settings, chosen.rule.decay_kind is Decay.IN_GRADIENT)
    target = epsilon or chosen.epsilon
    letters_run = (s.beta_1, s.beta_2, s.eta, s.lambda_, s.delta, s.T)
    mine = (given.beta_1, given.beta_2, given.eta, given.lambda_, given.delta, given.steps)
    numbers = {letter.name: float(number) for letter, number in zip(letters_run, mine, strict=True)}
    answers, chosen_claims = [], _claims([claim], own)
    for one in chosen_claims:
        prescribes_constants(one)
        seen = measure(one, chosen, given, target, runs, seed, error_rate / len(chosen_claims))
        held = conditions(one, chosen, given, target, seen.left)
        near = nearest_run(one, chosen, given, target, held)
        nearest = {letter.name: value for letter, value in (near or {}).items()}
        said = sentence(one, held, given, near)
        answer = Cover(
            one.key, chosen.name, covered(held), said, tuple(held), numbers, nearest, tuple(seen.rows), seen.end, given.remarks,
        )  # fmt: skip
        answers.append(answer)
    return tuple(answers)


def prescribes_constants(claim: Claim) -> None:
    """Refuse a claim that has no constant beta_1, eta and T. Raises InputError."""
    constant = {s.beta_1, s.eta, s.T} <= claim.prescription.keys()
    if not constant or claim.schedules or any(f.has(s.k) for f in claim.prescription.values()):
        raise InputError(f"cover: {claim.id} prescribes no constant beta_1, eta and T; theorem-2 does")


def _folders(papers: Paths) -> Folders:
    return found([Path(path) for path in papers])


def _claims(names: Sequence[str], own: Folders) -> list[Claim]:
    try:
        return [claim for name in names for claim in find(name, own)]
    except KeyError as error:
        raise InputError(str(error.args[0])) from None


def _problem(given: Given, own: Folders) -> Problem:
    return given if isinstance(given, Problem) else loaded(Path(given), own=own)
