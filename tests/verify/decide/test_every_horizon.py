"""Bounds at every T, weighted averages, schedules that are formulas, and Adam on the regularised objective as l2-Adam."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from problems.regularised import regularised
from tests.lab import Everything, problem, run, schedule
from theory import symbols as s
from theory.papers import find
from verify.decide.judge import judge
from verify.decide.plan import Plan, plan
from verify.decide.plant import planted
from verify.decide.verdict import Outcome
from verify.simulate.averages import Prefixes
from verify.simulate.ensemble import Ensemble, Experiment
from verify.simulate.measure import ETA

L2: dict[str, Any] = {"algorithm": {"name": "l2-adam", "lambda": 0.2}}
QUIET: dict[str, Any] = {"noise": {"kind": "none", "scale": None, "batch": None}, "constants": {"sigma": 0.1}}
SMALL: dict[str, Any] = {
    "problem": {"region": 1.2, "start": 0.8, "dimension": 2},
    "problem.parameters": {"amplitude": 0.3},
    "noise": {"scale": 0.1, "batch": 4},
}


def laid(name: str, where: Any, epsilon: float = 0.5) -> Plan:
    made = plan(find(name)[0], where, epsilon, seed=0)
    assert made.experiment is not None, [h for h in made.hypotheses if h.fails]
    return made


@pytest.mark.parametrize("weighted", [False, True])
def test_prefixes_are_averages_over_the_first_steps(weighted: bool, tmp_path: Path) -> None:
    where = problem(tmp_path)
    numbers = schedule("adamw-d", decaying=True)
    reducers = (Prefixes(("grad_F_sq",), (1, 7, 50), weighted), Everything(("grad_F_sq",)))
    kept = run(where, "adamw-d", 50, schedule=numbers, reducers=reducers)
    eta = numbers.rows(np.arange(50), np.arange(1))[:, ETA, 0] if weighted else np.ones(50)
    path = kept["path:grad_F_sq"]
    found = kept[f"prefix:{'weighted' if weighted else 'plain'}:grad_F_sq"]
    for j, T in enumerate((1, 7, 50)):
        np.testing.assert_allclose(found[j], eta[:T] @ path[:T] / eta[:T].sum(), rtol=1e-13)


def test_the_formula_schedule_is_the_papers(tmp_path: Path) -> None:
    made = laid("theorem-3:repaired", problem(tmp_path))
    assert made.experiment is not None
    k = np.arange(6)
    rows = made.experiment.schedule.rows(k, np.arange(1))[:, :, 0]
    v = {x: made.values[x] for x in (s.gamma, s.L, s.lambda_, s.delta, s.c_inf)}
    c_1, c_2 = np.sqrt(v[s.delta]), np.sqrt(v[s.c_inf] ** 2 + v[s.delta])
    beta = v[s.gamma] / np.sqrt(k + v[s.gamma] ** 2)
    beta_next = v[s.gamma] / np.sqrt(k + 1 + v[s.gamma] ** 2)
    np.testing.assert_allclose(rows[1:, 0], beta[1:], rtol=1e-14)
    assert rows[0, 0] == 1.0  # m_0 = g_0
    np.testing.assert_allclose(rows[:, ETA], c_1**1.5 / (2 * c_2**0.5 * (v[s.L] + v[s.lambda_] * c_1)) * beta_next, rtol=1e-14)


@pytest.mark.parametrize("name", ["theorem-3:repaired", "corollary-2:repaired"])
def test_bounds_at_every_horizon_hold_and_planted_ones_do_not(name: str, tmp_path: Path) -> None:
    changes = QUIET | {"algorithm": {"name": "adam", "lambda": None}}
    where = problem(tmp_path, changes)
    claim = find(name)[0]
    part = "bound" if claim.id == "theorem-3" else "eq-18.T"
    for bad, outcome in ((None, Outcome.HOLDS), (f"{part}=0.0001", Outcome.VIOLATED)):
        made = plan(planted(claim, bad) if bad else claim, where, 0.5, seed=0)
        assert made.experiment is not None
        rows = {r.part: r for r in judge(made, Ensemble(made.experiment).run(range(1)), 1, 0.01, 0.0)}
        assert rows[part].verdict == outcome


def test_l2_adam_is_adam_on_the_regularised_objective(tmp_path: Path) -> None:
    where = problem(tmp_path, L2)
    same = regularised(where)
    kept = run(where, "l2-adam", 40, reducers=(Everything(("x_sup", "grad_l2_sq")),), schedule=schedule("l2-adam", lambda_=0.2))
    other = run(same, "adam", 40, reducers=(Everything(("x_sup", "grad_F_sq")),), schedule=schedule("adam", lambda_=0.0))
    np.testing.assert_allclose(other["state"], kept["state"], rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(other["path:grad_F_sq"], kept["path:grad_l2_sq"], rtol=1e-12)


def test_l2_adam_has_constants_of_its_own(tmp_path: Path) -> None:
    made = laid("corollary-2:repaired", problem(tmp_path, SMALL | L2))
    plain = problem(tmp_path, SMALL | {"algorithm": {"name": "adam", "lambda": None}})
    assert made.values[s.L] == pytest.approx(plain.constant("L") + 0.2, rel=1e-6)
    assert made.values[s.c_inf] == pytest.approx(plain.constant("c_inf") + 0.2 * 1.2, rel=0.2)
    assert made.values[s.Delta] == pytest.approx(plain.constant("Delta") + 0.1 * 2 * 0.8**2, rel=1e-6)
    assert made.algorithm == "l2-adam"
    assert isinstance(made.experiment, Experiment)
