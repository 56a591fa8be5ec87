"""Conditional expectations: enumeration against brute force, planted falsehoods, draws where the support is not finite."""

from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.lab import problem
from theory import symbols as s
from theory.papers import find
from verify.decide.checks.adversary import along_runs, extreme
from verify.decide.checks.conditional import NextStep
from verify.decide.checks.next_step import decide
from verify.decide.plan import Plan, plan
from verify.decide.verdict import Outcome

FIXED: dict[str, Any] = {"algorithm": {"beta_1": 0.2, "eta": 0.02, "T": 60}}
NOISES: dict[str, dict[str, Any]] = {
    "signs": {"kind": "rademacher", "scale": 0.3, "batch": 2},
    "silent": {"kind": "none", "scale": None, "batch": None},
    "uniform": {"kind": "uniform", "scale": 0.1, "batch": 1},
}


def laid(tmp_path: Path, noise: str = "signs", claim: str = "lemma-2") -> Plan:
    made = plan(find(claim)[0], problem(tmp_path, FIXED | {"noise": NOISES[noise]}), 0.5, seed=3)
    assert made.experiment is not None
    return made


def step_of(made: Plan, part: Any = None) -> NextStep:
    assert made.experiment is not None
    e = made.experiment
    return NextStep(part or made.parts[0], e.problem, e.algorithm, e.schedule, made.values)


def step_6(made: Plan) -> Any:
    return next(part for part in find("theorem-2:repaired")[0].parts if part.id == "step-6")


def test_enumeration_is_the_sum_over_all_joint_outcomes(tmp_path: Path) -> None:
    """Tying the coordinates' draws together changes no mean: compared with all (b + 1)^d outcomes of the joint draw."""
    made = laid(tmp_path)
    assert made.experiment is not None
    states = along_runs(made.experiment).at(slice(0, 3))
    beta, scale, rate = made.values[s.beta_1], 0.15, made.values[s.lambda_]
    well = made.problem.family
    for w in range(3):
        x, m, n = (a[:, w] for a in (states.x, states.m, states.n))
        decay = [rate * (1 - made.values[s.beta_2] * made.values[s.c_inf] ** 2) ** k for k in (states.k[w], states.k[w] + 1)]
        x1 = (1 - decay[0] * 0.02) * x - 0.02 * m / np.sqrt(n + 1.0)
        g1, g0 = (well.gradient_at(np.stack([y, y], axis=1))[:, 0] for y in (x1, x))
        f1, f0 = (well.value_at(np.stack([y, y], axis=1))[0] for y in (x1, x))
        error, energy = 0.0, 0.0
        for z in product((-2, 0, 0, 2), repeat=3):
            g = g1 + scale * np.array(z)
            error += np.sum(((1 - beta) * m + beta * g - g1) ** 2) / 64
            energy += decay[1] / 2 * np.sum(np.sqrt((1 - 0.005) * n + 0.005 * g**2 + 1.0) * x1**2) / 64
        smooth, sigma = made.values[s.L], made.values[s.sigma]
        past, moved = np.sum((m - g0) ** 2), np.sum((x1 - x) ** 2)
        lemma = (1 - beta) * past + (1 - beta) ** 2 * smooth**2 / beta * moved + beta**2 * sigma**2 / 2 - error
        assert step_of(made).slack(states)[w] == pytest.approx(lemma, rel=1e-9, abs=1e-13)
        c_1, c_2, v = 1.0, np.sqrt(made.values[s.c_inf] ** 2 + 1.0), np.sqrt(n + 1.0)
        alpha, u = 0.02 / (2 * c_1 * beta), m + decay[0] * x * v
        bracket = 1 - 2 * c_2 * (1 - beta) ** 2 * smooth**2 * 0.02**2 / (beta**2 * c_1**3)
        right = f0 + decay[0] / 2 * np.sum(v * x**2) + alpha * past - 0.02 / (2 * c_2) * np.sum((g0 + decay[0] * x * v) ** 2)
        right += -0.02 / (4 * c_2) * bracket * np.sum(u**2) + 0.02 * beta * sigma**2 / (2 * c_1 * 2)
        left = f1 + energy + alpha * error
        assert step_of(made, step_6(made)).slack(states)[w] == pytest.approx(right - left, rel=1e-9, abs=1e-12)


def test_the_ball_encloses_the_float(tmp_path: Path) -> None:
    made = laid(tmp_path)
    states = extreme(made.problem, 0)
    for part in (made.parts[0], step_6(made)):
        step = step_of(made, part)
        slack, allowance = step.slack(states), step.allowance(states)
        for j in (0, 7, 20):
            assert abs(float(step.ball(states.at(slice(j, j + 1))).mid()) - slack[j]) <= allowance[j]


@pytest.mark.parametrize("noise", NOISES)
def test_true_inequalities_are_not_violated(noise: str, tmp_path: Path) -> None:
    made = laid(tmp_path, noise)
    assert made.experiment is not None
    for part in (made.parts[0], step_6(made)):
        found = decide(part, made.experiment, made.values, 0.01)
        assert found.outcome in ((Outcome.HOLDS,) if noise != "uniform" else (Outcome.HOLDS, Outcome.UNDECIDED))


@pytest.mark.parametrize("factor", [0.9, 0.5])
def test_less_noise_than_there_is_is_refuted(factor: float, tmp_path: Path) -> None:
    """Lemma 2 with sigma^2 below the noise's own variance fails where the momentum equals the gradient."""
    made = laid(tmp_path)
    assert made.experiment is not None
    part = made.parts[0]
    best = float(np.sqrt(3.0) * 0.3)  # three signs of scale 0.3
    lower = {**made.values, s.sigma: factor * best}
    found = decide(part, made.experiment, lower, 0.01)
    assert found.outcome == Outcome.VIOLATED
    assert found.witness is not None
    assert found.witness["confirmed"]


def test_a_decay_that_grows_breaks_step_6(tmp_path: Path) -> None:
    """l2-like coupling is not step 6's algorithm: with lambda_k growing, F_{k+1} is larger than the step allows."""
    made = laid(tmp_path)
    assert made.experiment is not None
    growing = replace(made.experiment.schedule, mu_v=-0.5)
    found = decide(step_6(made), replace(made.experiment, schedule=growing), made.values, 0.01)
    assert found.outcome == Outcome.VIOLATED
