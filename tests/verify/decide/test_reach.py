"""Files without a region: how far the iterates get is derived, and serves the statistics or gives the box."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from problems.problem import Problem
from tests import lab
from theory import symbols as s
from theory.papers import find
from verify.decide.decide import Budget, decide
from verify.decide.plan import Plan, plan
from verify.decide.ranges import average_ranges, reach_over
from verify.decide.verdict import Outcome, Result
from verify.simulate.schedule import PaperSchedule
from verify.simulate.workers import Workers

(REPAIRED,) = find("theorem-2:repaired")
NOWHERE: dict[str, dict[str, Any]] = {"problem": {"region": None}, "target": {"epsilon": 1.0}}


def decided(laid: Plan, runs: int = 64) -> dict[str, Result]:
    with Workers(1) as pool:
        (one,) = decide([laid], Budget(runs, 4 * runs, 0.01), None, pool, lambda *_: None)
    return {row.part: row for row in one.results}


def simulated(laid: Plan, runs: int) -> np.ndarray:
    """Part (i) for each run, by ten lines of our own with random numbers of their own."""
    a = np.array([1.0, 0.5, 0.75])[:, None]
    beta_1, eta, T, mu_v = (float(laid.values[x]) for x in (s.beta_1, s.eta, s.T, s.c_inf))
    mu_v = 0.005 * mu_v**2 / 1.0
    draw, x, total = np.random.default_rng(1), np.full((3, runs), 1.5), np.zeros(runs)
    m = n = np.zeros((3, runs))
    for k in range(int(T)):
        gradient = 2.0 * a * x / (1.0 + x * x) ** 2
        g = gradient + 0.3 * draw.choice([-1.0, 1.0], x.shape)
        m, n = (g, g * g) if k == 0 else (m + beta_1 * (g - m), n + 0.005 * (g * g - n))
        v, decay = np.sqrt(n + 1.0), 0.1 * (1.0 - mu_v) ** k
        u = m + decay * x * v
        total += np.sum((gradient + decay * x * v) ** 2 + u * u / 4.0, axis=0)
        x = x - eta * u / v
    return total / int(T)


def test_part_i_holds_without_a_region_with_the_mean_of_another_simulation(tmp_path: Path) -> None:
    laid = plan(REPAIRED, lab.problem(tmp_path, NOWHERE), 1.0, 0, "numpy")
    assert laid.reach.startswith("|x_i| <= ")
    assert laid.parameters["iterates"] == laid.reach
    found = decided(laid)
    assert {row.verdict for row in found.values()} == {Outcome.HOLDS}
    measured, other = found["i"].measured, simulated(laid, 400)
    assert measured is not None
    spread = float(np.std(other)) * (1 / measured.runs + 1 / len(other)) ** 0.5
    assert abs(measured.mean - float(np.mean(other))) <= 5.0 * spread


def well(tmp_path: Path, **algorithm: Any) -> Problem:
    return lab.problem(tmp_path, {**NOWHERE, "algorithm": {"name": "adamw", **algorithm}})


@pytest.mark.parametrize("decay", [0.0, 0.1, 5.0])
def test_no_run_gets_farther_than_its_reach(decay: float, tmp_path: Path) -> None:
    where = well(tmp_path, **{"lambda": decay})
    plain = PaperSchedule(where.rule, 0.3, 0.005, 0.1, decay, 1.0, 0.0)
    reach = [reach_over(where, plain, T) for T in (1, 5, 40)]
    c_inf = where.constant("c_inf")
    assert c_inf is not None
    assert reach == sorted(reach)
    for T, far in zip((1, 5, 40), reach, strict=True):
        assert max(np.max(np.abs(lab.scalar_run(where, "adamw", plain, 3, run, T)[0])) for run in range(3)) <= far
    assert reach[-1] <= (1.5 + 40 * 0.1 * c_inf) * (1 + 1e-8)
    if decay == 5.0:  # the decay holds the iterates: max(|x_0|, c_inf/(lambda c_1))
        assert reach[-1] == pytest.approx(1.5, rel=1e-6)


def test_ranges_grow_with_the_reach_and_not_beyond(tmp_path: Path) -> None:
    where = well(tmp_path, **{"lambda": 0.1})
    plain = PaperSchedule(where.rule, 0.3, 0.005, 0.1, 0.1, 1.0, 0.0)
    limits = average_ranges(where, plain, [1, 10, 100])
    for name in ("grad_F_k_sq", "u_sq", "v_dx_sq", "gap_F_k"):
        assert np.all(np.isfinite(limits[name]))
        assert np.all(np.diff(limits[name]) > 0)


def parabola(epsilon: float, **more: Any) -> dict[str, dict[str, Any]]:
    return {
        "problem": {"family": "quadratic", "dimension": None, "start": 1.0, "region": None, **more},
        "problem.parameters": {"amplitude": None, "eigenvalues": [1.0]}, "target": {"epsilon": epsilon},
    }  # fmt: skip


def test_a_box_is_found_where_the_constants_are_infinite(tmp_path: Path) -> None:
    """On all of R the slope of x^2/2 is unbounded; a run that is short enough stays in a box."""
    where = lab.problem(tmp_path, parabola(20.0))
    laid = plan(REPAIRED, where, 20.0, 0, "numpy")
    region = laid.problem.region
    assert region is not None
    assert "in the box" in laid.reach
    assert laid.experiment is not None
    assert reach_over(laid.problem, laid.experiment.schedule, laid.experiment.steps) <= region
    assert {row.verdict for row in decided(laid).values()} == {Outcome.HOLDS}


def test_no_box_is_an_assumption_that_fails(tmp_path: Path) -> None:
    laid = plan(REPAIRED, lab.problem(tmp_path, parabola(0.1)), 0.1, 0, "numpy")
    assert laid.experiment is None
    assert [h.name for h in laid.hypotheses if h.fails] == ["assumption B"]


def test_a_region_that_runs_leave_gets_the_box_that_would_do(tmp_path: Path) -> None:
    where = lab.problem(tmp_path, {"problem": {"region": 1.5}, "target": {"epsilon": 1.0}})
    found = decided(plan(REPAIRED, where, 1.0, 0, "numpy"))
    assert found["i"].verdict == Outcome.INAPPLICABLE
    reason = str(found["i"].reason)
    assert "iterates stay in the region" in reason
    assert "no region is needed" in reason
    for part in ("A1.m", "A1.x", "eq-16"):
        assert found[part].verdict == Outcome.HOLDS
        assert "up to the step at which a run leaves the region" in str(found[part].reason)
