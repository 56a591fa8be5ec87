"""The counterexamples: the paper's claim is violated exactly where the file says, the repaired one is not."""

from pathlib import Path

import numpy as np
import pytest

from problems.load import FOLDER, load
from theory.papers import find
from verify.decide.judge import judge
from verify.decide.plan import plan
from verify.decide.stages import Limits, staged
from verify.decide.verdict import Outcome, Result
from verify.simulate import chain
from verify.simulate.ensemble import Ensemble

FILES = sorted(FOLDER.glob("counterexamples/*.toml"))
RUNS = 128


def in_stages(path: Path, claim: str) -> list[Result]:
    """Theorem 4, the constant schedule alone: the decaying one costs more than a test may."""
    found = find(claim)[0]
    plan = staged(found, found.schedules[0], load(path), 0, Limits(2_816, 4e7))
    assert plan.runs is not None
    return judge(plan, chain.run(plan.experiments, range(plan.runs)), plan.runs, 0.0001, 0.0)


def rows(path: Path, claim: str, runs: int = RUNS) -> list[Result]:
    if claim.startswith("theorem-4"):
        return in_stages(path, claim)
    problem = load(path)
    made = plan(find(claim)[0], problem, problem.epsilon, seed=0)
    assert made.experiment is not None, [h for h in made.hypotheses if h.fails]
    count = runs if made.random else 1
    return judge(made, Ensemble(made.experiment).run(range(count)), count, 0.001, 0.0)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_what_is_listed_is_violated_and_nothing_else(path: Path) -> None:
    listed = set(load(path).known_violations)
    assert listed
    for claim in sorted({name.partition(" ")[0] for name in listed}):
        found = {row.key for row in rows(path, claim) if row.verdict == Outcome.VIOLATED}
        assert found == {name for name in listed if name.startswith(f"{claim} ")}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_the_repaired_claim_is_not(path: Path) -> None:
    for claim in sorted({name.partition(":")[0] for name in load(path).known_violations}):
        found = rows(path, f"{claim}:repaired", runs=16)
        assert all(row.verdict in (Outcome.HOLDS, Outcome.UNDECIDED) for row in found)
        measured = [row for row in found if row.kind == "expectation"]
        assert all(row.ratio is not None and np.isfinite(row.ratio) and row.ratio < 1.0 for row in measured)


def test_the_stale_momentum_once_more_in_plain_floats() -> None:
    """Part (iii) on its counterexample without the ensemble: one coordinate (all are alike), Adam from the paper's formulas."""
    problem = load(FOLDER / "counterexamples" / "theorem_2_stale_momentum.toml")
    made = plan(find("theorem-2:paper")[0], problem, problem.epsilon, seed=0)
    a, eta, steps = problem.algorithm, made.parameters["eta"], int(made.parameters["T"])
    x, m, n, total = float(problem.start[0]), 0.0, 0.0, 0.0
    for k in range(steps):
        g = 2.0 * x / (1.0 + x * x) ** 2
        m = g if k == 0 else (1.0 - a.beta_1) * m + a.beta_1 * g
        n = g * g if k == 0 else (1.0 - a.beta_2) * n + a.beta_2 * g * g
        total += problem.dimension * (m - g) ** 2
        x -= eta * m / np.sqrt(n + a.delta)
    measured = next(row for row in rows(problem.path, "theorem-2:paper") if row.part == "iii").measured
    assert measured is not None
    assert total / steps == pytest.approx(measured.mean, rel=1e-9)
    assert total / steps > 8.0 * problem.epsilon**2
