"""A candidate decided as `run` would: read back from the text of its file, certified, measured by `decide`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from problems.certify import certify
from problems.certify.certificate import Certificate
from problems.errors import InputError
from problems.load import from_tables, parsed
from problems.problem import Problem
from theory.claim import Kind
from theory.outside import Folders
from verify.attack.candidates import NAME, Candidate, Tables
from verify.attack.deadline import over_by
from verify.attack.scores import Laid, lay, scores
from verify.attack.smaller import put
from verify.attack.target import Target
from verify.attack.toml import toml
from verify.decide.checks.replay import mean_of
from verify.decide.decide import Budget, decide
from verify.decide.plan import Plan
from verify.decide.verdict import Outcome, Result
from verify.simulate.workers import Workers

#: share of a bound that rounding of its formula may be
ROUNDING = 1e-12


@dataclass(frozen=True, eq=False)
class Judged:
    """The plan of a certified problem, the rows of the parts that were asked for, and measured over bound of each."""

    laid: Plan
    rows: tuple[Result, ...]
    ratios: dict[str, float]

    @property
    def violated(self) -> tuple[str, ...]:
        """The parts that it breaks."""
        return tuple(row.part for row in self.rows if row.verdict == Outcome.VIOLATED)

    @property
    def confirmed(self) -> tuple[Result, ...]:
        """The rows of these parts; a mean without noise breaks its bound in ball arithmetic too."""
        return tuple(row for row in self.rows if row.verdict == Outcome.VIOLATED and self._exactly(row))

    def _exactly(self, row: Result) -> bool:
        part = next(part for part in self.laid.parts if part.id == row.part)
        if self.laid.random or part.kind != Kind.EXPECTATION or part.every_T:
            return True
        assert self.laid.experiment is not None
        assert row.bound is not None
        return bool(mean_of(part, self.laid.experiment) > row.bound * (1.0 + ROUNDING))


def certified(tables: Tables, own: Folders) -> Problem:
    """The problem of these tables, by way of its file's text. Raises InputError if a constant is refuted."""
    problem = _read(toml(tables), own)
    certificate = _certificate(toml(put(tables, "problem", "name", NAME)), own)
    certificate.require()
    return replace(problem, certificate=replace(certificate, problem=problem.name))


def _read(text: str, own: Folders) -> Problem:
    path = Path("candidate.toml")
    return from_tables(parsed(text, str(path)), path, own)


@lru_cache(256)
def _certificate(text: str, own: Folders) -> Certificate:
    """Of a file whatever its name is: the tightest problem of a part is often that of another."""
    return certify(_read(text, own), kept=False)


def judged(
    target: Target,
    names: Collection[str],
    tables: Tables,
    seed: int,
    budget: Budget,
    end: float | None = None,
    stages: int | None = None,
) -> Judged | None:
    """None where the file is refused, or nothing is claimed of it. Raises Late if it is not over by `end`.

    With `stages` no more of them are run than that, where the claim has some.
    """
    with over_by(end):
        return _judged(target, names, tables, seed, budget, stages)


def _judged(
    target: Target, names: Collection[str], tables: Tables, seed: int, budget: Budget, stages: int | None
) -> Judged | None:
    try:
        problem = certified(tables, target.own)
        laid = target.plan(problem, names, seed, budget.max_runs, stages)
        if laid.experiment is None:
            return None
        rows = [row for one in decide([laid], budget, None, Workers(1), lambda *_: None) for row in one.results]
    except InputError:
        return None
    if all(row.verdict == Outcome.INAPPLICABLE for row in rows):
        return None
    rows = [replace(row, seconds=0.0) for row in rows]  # the same seed gives the same bytes
    return Judged(laid, tuple(rows), _ratios(target, problem, tables, rows, seed))


def _ratios(target: Target, problem: Problem, tables: Tables, rows: Sequence[Result], seed: int) -> dict[str, float]:
    """Of a mean that of its row; of a step, which has no mean, as the search counts it, with the certified constants."""
    found = {row.part: row.ratio for row in rows if row.ratio is not None and np.isfinite(row.ratio)}
    if any(row.kind != Kind.EXPECTATION for row in rows):
        (laid,) = lay(target, [Candidate(tables, problem, {})])
        if isinstance(laid, Laid):
            found |= {name: ratio for name, ratio in scores(target, [laid], seed, 0)[0].items() if name not in found}
    # the search sees no step beyond the horizon, which a verdict does
    seen = {row.part: found[row.part] for row in rows if row.part in found}
    violated = {row.part for row in rows if row.verdict == Outcome.VIOLATED}
    return {name: float(ratio) for name, ratio in seen.items() if ratio > 1.0 or name not in violated}
