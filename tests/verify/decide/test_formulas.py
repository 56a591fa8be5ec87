"""Formulas under Theorem 2: a family and its formula get the same rows, and a loss of one's own is run to its verdicts."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.objectives.families import as_formula
from problems.certify import certify
from problems.load import from_tables
from problems.problem import Problem
from tests.lab import WELL
from theory import symbols as s
from theory.papers import find
from verify.decide.decide import Budget, decide
from verify.decide.judge import inapplicable
from verify.decide.plan import Plan, plan
from verify.decide.verdict import Outcome, Result
from verify.simulate.workers import Workers

(REPAIRED,) = find("theorem-2:repaired")
RUNS = 128


def loaded(tables: dict[str, Any], folder: Path) -> Problem:
    made = from_tables(tables, folder / "case.toml")
    return Problem(**{**vars(made), "certificate": certify(made, kept=False)})


def decided(where: Problem) -> tuple[Plan, dict[str, Result]]:
    laid = plan(REPAIRED, where, where.epsilon, 0, "numpy")
    with Workers(1) as pool:
        (one,) = decide([laid], Budget(RUNS, RUNS, 0.01), None, pool, lambda *_: None)
    return laid, {row.part: row for row in one.results}


def test_a_family_and_its_formula_have_the_same_rows(tmp_path: Path) -> None:
    """The same noise, constants and horizon; what is measured differs by rounding alone."""
    problem = {**WELL["problem"], "parameters": WELL["problem.parameters"]}
    own = {key: WELL[key] for key in ("noise", "algorithm")} | {"problem": problem, "target": {"epsilon": 1.0}}
    (first, mine), (second, other) = (decided(loaded(tables, tmp_path)) for tables in (own, as_formula(own)))
    assert first.problem.family.name == "rational-well"
    assert second.problem.family.name == "term"
    assert first.values[s.T] == second.values[s.T]
    assert mine.keys() == other.keys()
    for part, row in mine.items():
        same = other[part]
        assert row.verdict == same.verdict, part
        for a, b in ((row.bound, same.bound), (row.measured and row.measured.mean, same.measured and same.measured.mean)):
            assert a == b or np.isclose(a, b, rtol=1e-6, atol=1e-9), part


@pytest.mark.parametrize("shift", ["- 20", "+ 20"])
def test_a_constant_added_to_the_objective_changes_no_verdict(shift: str, tmp_path: Path) -> None:
    """What rounding may do is measured by the size of F, whatever its sign; all else knows differences of F alone."""
    problem = {**WELL["problem"], "parameters": WELL["problem.parameters"]}
    own = as_formula({key: WELL[key] for key in ("noise", "algorithm")} | {"problem": problem, "target": {"epsilon": 1.0}})
    moved = {**own, "problem": {**own["problem"], "term": f"{own['problem']['term']} {shift}"}}
    (first, mine), (second, other) = (decided(loaded(tables, tmp_path)) for tables in (own, moved))
    assert first.values[s.T] == second.values[s.T]
    assert {part: row.verdict for part, row in mine.items()} == {part: row.verdict for part, row in other.items()}
    assert other["step-6"].verdict == other["eq-16"].verdict == Outcome.HOLDS


def student(tmp_path: Path) -> Problem:
    return loaded(
        {
            "problem": {"name": "Student-t", "loss": "(nu+1)/2*log1p((t-y)^2/nu)", "dimension": 2, "start": 1.0, "region": 2.0,
                        "parameters": {"nu": 3.0, "samples": 20, "seed": 1}},
            "noise": {"kind": "sampling", "batch": 4},
            "algorithm": {"name": "adam", "delta": 1.0, "beta_2": 0.01}, "target": {"epsilon": 1.0},
        },
        tmp_path,
    )  # fmt: skip


def simulated(laid: Plan, runs: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Part (i) for each run, by ten lines of our own: phi' = (nu+1) r/(nu + r^2), rows drawn with replacement."""
    table, y = laid.problem.family.table, laid.problem.family.targets  # type: ignore[attr-defined]
    beta_1, eta, steps = (float(laid.values[x]) for x in (s.beta_1, s.eta, s.T))
    draw, x, total = np.random.default_rng(1), np.full((runs, 2), 1.0), np.zeros(runs)
    m = n = np.zeros((runs, 2))
    for k in range(int(steps)):
        r = x @ table.T - y
        slopes = 4.0 * r / (3.0 + r * r)
        gradient = slopes @ table / len(y)
        rows = draw.integers(0, len(y), (runs, 4))
        g = np.mean(np.take_along_axis(slopes, rows, axis=1)[:, :, None] * table[rows], axis=1)
        m, n = (g, g * g) if k == 0 else (m + beta_1 * (g - m), n + 0.01 * (g * g - n))
        total += np.sum(gradient**2 + m * m / 4.0, axis=1)
        x = x - eta * m / np.sqrt(n + 1.0)
    return np.asarray(total / int(steps))


def test_theorem_2_holds_on_a_loss_with_the_mean_of_another_simulation(tmp_path: Path) -> None:
    laid, found = decided(student(tmp_path))
    assert laid.parameters["T"] > 20
    assert {row.verdict for row in found.values()} == {Outcome.HOLDS}
    measured, other = found["i"].measured, simulated(laid, 400)
    assert measured is not None
    spread = float(np.std(other)) * (1 / measured.runs + 1 / len(other)) ** 0.5
    assert abs(measured.mean - float(np.mean(other))) <= 5.0 * spread


@pytest.mark.parametrize(
    ("section", "says"),
    [
        (
            {"objective": "log(exp(x1)+exp(-x2)) + sqrt(1+(x1-2*x2)^2)", "start": [1.0, -0.5]},
            "no bound was found: L is at least",
        ),
        ({"term": "softplus(x)-0.5*x", "dimension": 1, "start": 1.0}, "T is not known: Delta"),
    ],
)
def test_a_constant_that_was_not_found_is_no_hypothesis_that_fails(section: dict[str, Any], says: str, tmp_path: Path) -> None:
    """Both are smooth with bounded slopes and have a minimum: what the tool does not find of them is UNDECIDED."""
    algorithm = {"name": "adamw-d", "delta": 1.0, "beta_2": 0.01, "lambda": 0.1}
    tables = {"problem": {"name": "unknown", **section}, "noise": {"kind": "rademacher", "scale": 0.2}, "algorithm": algorithm}
    tables["target"] = {"epsilon": 1.0}
    laid = plan(REPAIRED, loaded(tables, tmp_path), 1.0, 0)
    assert laid.refusal is not None
    assert says in laid.refusal
    assert "would help: a region" in laid.refusal
    assert {row.verdict for row in inapplicable(laid, laid.hypotheses, laid.refusal)} == {Outcome.UNDECIDED}
