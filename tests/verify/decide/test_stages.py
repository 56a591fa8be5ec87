"""Theorem 4's chain of stages: against a scalar run, its draws, and falsehoods that its verdicts catch."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy as sp

from problems.load import FOLDER, load
from problems.problem import Problem
from tests import lab
from theory import symbols as s
from theory.claim import Claim
from theory.papers.adamw.theorem_4 import statement as theorem_4
from theory.papers.adamw.theorem_4.statement import PAPER, REPAIRED, Rule
from verify.decide.evaluate import number
from verify.decide.plant import planted
from verify.decide.stage_chain import Seen, chain
from verify.decide.stage_judge import Judged
from verify.decide.stage_plan import Limits, StagePlan, lengths_ahead, mu_of, stage_plan
from verify.decide.stage_schedule import StageSchedule
from verify.decide.verdict import Outcome, Result

SMALL: dict[str, dict[str, Any]] = {
    "problem": {"name": "small stages", "family": "rational-well", "dimension": 2, "start": [0.3, -0.2], "region": 0.32},
    "problem.parameters": {"amplitude": [7.5, 6.75]},
    "noise": {"kind": "rademacher", "scale": 0.42, "batch": 2},
    "constants": {"sigma": 0.84},
    "algorithm": {"name": "stagewise-adamw", "delta": 112.0, "beta_2": 0.05, "lambda": 0.05},
    "target": {"epsilon": 3.0, "eps_stage": 0.25},
}
LIMITS = Limits(2_048, 2e7)
CONSTANT, DECAYING = theorem_4.REPAIRED_RULES
WELL, SINE = FOLDER / "stagewise_well.toml", FOLDER / "stagewise_sine.toml"


def laid(problem: Problem, claim: Claim = REPAIRED, rule: Rule = CONSTANT, limits: Limits = LIMITS) -> StagePlan:
    found = stage_plan(claim, rule, problem, limits)
    assert found.stages, [h for h in found.hypotheses if h.fails]
    return found


def shortened(plan: StagePlan, steps: int, runs: int) -> StagePlan:
    """The same stages, each cut to a few steps: for tests of the simulation, not of the claim."""
    return replace(plan, stages=tuple(replace(x, steps=steps) for x in plan.stages), runs=runs, affordable=len(plan.stages))


def rows(plan: StagePlan, seen: list[Seen] | None = None) -> dict[str, Result]:
    judged = Judged(plan, 0, 1e-4, seen)
    return {row.part.removeprefix(f"{plan.rule.name}."): row for row in judged.rows(tuple(judged.parts))}


def scalar(plan: StagePlan, run: int, draws: list[int]) -> list[dict[str, float]]:
    """What the drawn iterate of each stage has, by plain floats: gap of F_J and error of m_J."""
    p, a = plan.problem, plan.problem.algorithm
    amplitude = [float(x) for x in p.family.coefficients[0]]  # type: ignore[attr-defined]
    x, m, n, lam = [float(v) for v in p.start], [0.0] * p.dimension, [0.0] * p.dimension, a.lambda_
    found = []
    for stage, drawn in zip(plan.stages, draws, strict=True):
        purpose = f"theorem-4, {plan.rule.name}, stage {stage.number}"
        mu_v = number(s.mu_v, stage.values)
        for k in range(drawn + 1):
            beta_1, eta = (float(f.subs(s.k, k)) for f in (stage.beta_1, stage.eta))
            betas = (beta_1, a.beta_2) if k else ((1.0, 1.0) if stage.number == 1 else (0.0, 0.0))
            z = lab_signs(p, run, k, purpose)
            slope = [lab.well_slope(x[i], amplitude[i]) for i in range(p.dimension)]
            g = [slope[i] + 0.42 * z[i] / p.batch for i in range(p.dimension)]
            m = [(1 - betas[0]) * m[i] + betas[0] * g[i] for i in range(p.dimension)]
            n = [(1 - betas[1]) * n[i] + betas[1] * g[i] ** 2 for i in range(p.dimension)]
            v = [(n[i] + a.delta) ** 0.5 for i in range(p.dimension)]
            decay = lam * (1 - mu_v) ** k
            if k == drawn:
                value = sum(amplitude[i] * x[i] ** 2 / (1 + x[i] ** 2) for i in range(p.dimension))
                gap = value + decay / 2 * sum(v[i] * x[i] ** 2 for i in range(p.dimension))
                found.append({"gap_F_k": gap, "m_err_sq": sum((m[i] - slope[i]) ** 2 for i in range(p.dimension))})
            else:
                x = [(1 - decay * eta) * x[i] - eta * m[i] / v[i] for i in range(p.dimension)]
        lam *= (1 - mu_v) ** drawn
    return found


def lab_signs(p: Problem, run: int, k: int, purpose: str) -> list[int]:
    row, b = lab.words(p, 5, run, k, purpose), p.noise.batch
    return [sum(1 if row[0] >> (i * b + j) & 1 else -1 for j in range(b)) for i in range(p.dimension)]


@pytest.mark.parametrize("rule", [CONSTANT, DECAYING], ids=lambda rule: rule.name)
def test_a_chain_is_that_of_a_scalar_run(tmp_path: Path, rule: Rule) -> None:
    plan = shortened(laid(lab.problem(tmp_path, base=SMALL), rule=rule), 7, 4)
    seen = chain(plan, 5)
    assert len(seen) == len(plan.stages) >= 2
    draws = []
    for one in seen:
        schedule = StageSchedule("stagewise-adamw", one.stage.beta_1, one.stage.eta, 0.05, 0.0, 1.0, 0.0)
        purpose = f"theorem-4, {rule.name}, stage {one.stage.number}"
        draws.append(schedule.drawn(5, plan.problem.name, purpose, 4, 7, rule.weighted))
    for run in range(4):
        expected = scalar(plan, run, [int(draw[run]) for draw in draws])
        for one, wanted in zip(seen, expected, strict=True):
            for name, value in wanted.items():
                assert one.drawn[name][run] == pytest.approx(value, rel=1e-12), (run, one.stage.number, name)


def test_a_stage_starts_at_the_output_of_the_last_one(tmp_path: Path) -> None:
    """Iterate, moments, lambda: gap of F_0(x_0) and error of m_0 are those of the drawn iterate."""
    seen = chain(shortened(laid(lab.problem(tmp_path, base=SMALL)), 9, 16), 0)
    for before, after in pairwise(seen):
        assert np.array_equal(before.drawn["m_err_sq"], after.first["m_err_sq"])
        assert np.allclose(before.drawn["gap_F_k"], after.first["gap_F_k"], rtol=1e-13, atol=0.0)
        assert len(np.unique(before.drawn["gap_F_k"])) > 1


def test_runs_do_not_depend_on_how_many_there_are(tmp_path: Path) -> None:
    plan = laid(lab.problem(tmp_path, base=SMALL), rule=DECAYING)
    few, many = (chain(shortened(plan, 9, runs), 0)[-1] for runs in (8, 40))
    for name in few.averages:
        assert np.array_equal(few.averages[name], many.averages[name][:8])
        assert np.array_equal(few.drawn[name], many.drawn[name][:8])


def test_draws_have_the_weights_of_the_schedule() -> None:
    eta = 1 / sp.sqrt(s.k + 1)
    schedule = StageSchedule("stagewise-adamw", sp.Float(0.1), eta, 0.1, 0.0, 1.0, 0.0)
    for weighted in (False, True):
        drawn = schedule.drawn(3, "p", "stage 1", 5_000, 5, weighted)
        assert np.array_equal(drawn[:7], schedule.drawn(3, "p", "stage 1", 7, 5, weighted))
        assert not np.array_equal(drawn, schedule.drawn(4, "p", "stage 1", 5_000, 5, weighted))
        share = np.bincount(drawn, minlength=5) / len(drawn)
        weights = np.array([(k + 1) ** -0.5 if weighted else 1.0 for k in range(5)])
        assert np.allclose(share, weights / weights.sum(), atol=0.03)


def test_the_shipped_well_repaired_holds_and_small_bounds_are_caught() -> None:
    plan = laid(load(WELL))
    seen = chain(plan, 0)
    assert {row.verdict for row in rows(plan, seen).values()} == {Outcome.HOLDS}
    for wish in ("gap=0.005", "momentum=0.01", "gradient=0.1", "final=0.002", "start.gap=0.9", "start.momentum=0.02"):
        part = wish.partition("=")[0]
        false = rows(replace(plan, claim=planted(REPAIRED, wish)), seen)
        assert false[part].verdict == Outcome.VIOLATED, wish
        assert {row.verdict for name, row in false.items() if name != part} == {Outcome.HOLDS}


def test_targets_that_fall_at_a_wrong_rate_are_caught() -> None:
    """eps_k a hundredth of what it is: no stage does that."""
    wrong = replace(REPAIRED, parts=tuple(replace(p, right=p.right.subs(s.eps_k, s.eps_k / 100)) for p in REPAIRED.parts))
    found = rows(laid(load(WELL), wrong))
    assert {found[name].verdict for name in ("gap", "momentum", "gradient")} == {Outcome.VIOLATED}
    assert found["start.gap"].verdict == Outcome.HOLDS


def test_stages_that_are_too_short_are_caught() -> None:
    plan = laid(load(WELL))
    short = replace(plan, stages=tuple(replace(x, steps=max(1, x.steps // 100)) for x in plan.stages))
    found = rows(short)
    assert found["gap"].verdict == found["gradient"].verdict == Outcome.VIOLATED
    assert found["gap"].witness == {"stage": 1, "T": short.stages[0].steps}


def test_a_decay_of_the_wrong_sign_is_caught() -> None:
    """x_{k+1} = (1 + lambda eta) x_k - ...: the iterates leave the region, and nothing is claimed."""
    problem = load(WELL)
    plan = laid(problem)
    wrong = replace(plan, problem=replace(problem, algorithm=problem.algorithm.model_copy(update={"lambda_": -2.0})))
    found = rows(wrong)
    assert {row.verdict for row in found.values()} == {Outcome.INAPPLICABLE}
    witness = found["gap"].witness
    assert witness is not None
    assert (witness["hypothesis"], witness["stage"]) == ("iterates stay in the region", 1)


def test_a_run_that_leaves_the_region_ends_the_chain(tmp_path: Path) -> None:
    """A step of stage 2 that is far too long: stage 1 stands, stage 3 is not run, the claim does not apply."""
    plan = laid(load(WELL), limits=Limits(64, 2e7))
    far = replace(plan.stages[1], eta=sp.Float(40.0))
    found = Judged(replace(plan, stages=(plan.stages[0], far, plan.stages[1]), affordable=3), 0, 1e-4)
    assert len(found.seen) == 2
    assert found.witness is not None
    assert found.witness["stage"] == 2
    assert found.rows(("gap",))[0].verdict == Outcome.INAPPLICABLE
    assert found.data()["stages"] == []


def test_what_is_too_long_is_left_out_and_never_cut() -> None:
    problem = load(WELL)
    whole = laid(problem, rule=DECAYING)
    some = laid(problem, rule=DECAYING, limits=Limits(1_024, 3.2 * 3 * 1.5 * whole.stages[0].steps * 10))
    assert [x.steps for x in some.stages] == [x.steps for x in whole.stages]
    assert some.affordable == 1
    found = rows(some)
    assert found["gap"].verdict == found["final"].verdict == Outcome.UNDECIDED
    assert "stage 2 is too long to be run" in str(found["gap"].reason)


def test_an_unstated_constant_is_not_violated() -> None:
    problem = load(FOLDER / "counterexamples" / "theorem_4_first_momentum.toml")
    found = rows(laid(problem, PAPER, theorem_4.PAPER_RULES[1], Limits(256, 2e6)))
    assert found["momentum"].measured is not None
    assert found["momentum"].measured.lower is not None
    assert found["momentum"].measured.lower > (found["momentum"].bound or 0.0)
    assert found["momentum"].verdict == Outcome.UNDECIDED
    assert "up to a constant" in str(found["momentum"].reason)
    assert found["start.momentum"].verdict == Outcome.VIOLATED


def test_hypotheses_are_named(tmp_path: Path) -> None:
    def failing(changes: dict[str, dict[str, Any]], claim: Claim = PAPER, rule: int = 0) -> list[str]:
        found = stage_plan(claim, theorem_4.rules(claim)[rule], lab.problem(tmp_path, changes, SMALL), LIMITS)
        assert not found.stages
        return [status.name for status in found.hypotheses if status.fails]

    assert failing({"algorithm": {"name": "adamw-d"}, "target": {"eps_stage": None}}) == ["algorithm"]
    assert failing({"problem": {"region": None}}) == ["assumption P", "bounded iterates"]
    assert failing({"constants": {"sigma": 0.3}, "noise": {"scale": 0.1}}) == ["beta_1 <= 1 (stage 1)"]
    assert (
        failing({"target": {"eps_stage": 0.2}, "constants": {"Delta": 8.0}}, rule=1)[-1] == "T_k is a positive number (stage 1)"
    )
    assert failing({"algorithm": {"T": 5}}, REPAIRED) == ["T_k of the statement (stage 1)"]
    assert failing({"algorithm": {"eta": 50.0}}, REPAIRED)[-1] == "eta of the statement (stage 1)"
    assert failing({"algorithm": {"beta_1": 0.1}}, REPAIRED, 1) == ["beta_1 of the schedule (stage 1)"]


def test_mu_serves_every_dynamic_objective(tmp_path: Path) -> None:
    problem = lab.problem(tmp_path, base=SMALL)
    assert mu_of(problem) == problem.constant("mu_k")
    lower = lab.problem(tmp_path, {"constants": {"mu": 2.0}}, SMALL)
    assert mu_of(lower) == 2.0
    assert np.isnan(mu_of(load(FOLDER / "sigmoid_breast_cancer.toml")))


def test_the_target_left_out_is_the_gap_that_implies_the_gradient_norm(tmp_path: Path) -> None:
    problem = lab.problem(tmp_path, {"target": {"eps_stage": None}}, SMALL)
    plan = laid(problem)
    assert plan.values[s.eps_stage] == pytest.approx(9.0 / (2 * plan.values[s.L]))


def test_totals() -> None:
    """The repaired constant schedule costs what is stated; the paper's decaying one outgrows it, the repaired one does not."""
    plan = laid(load(WELL))
    assert plan.total <= plan.stated_total
    complexity = Judged(replace(plan, affordable=0), 0, 1e-4).complexity()[0]
    assert complexity.verdict == Outcome.HOLDS
    assert complexity.measured is not None
    assert complexity.measured.mean == pytest.approx(sum(x.values[s.T] for x in plan.stages))
    noisy = load(FOLDER / "counterexamples" / "theorem_4_first_momentum.toml")
    paper = laid(noisy, PAPER, theorem_4.PAPER_RULES[1])
    grows = [lengths_ahead(paper, more) for more in (20, 40, 80)]
    assert grows[2] > 1.5 * grows[1] > 2.2 * grows[0]
    repaired = laid(noisy, rule=DECAYING)
    assert lengths_ahead(repaired, 80) < lengths_ahead(repaired, 40) < lengths_ahead(repaired, 20)
    assert lengths_ahead(plan, 80) == pytest.approx(lengths_ahead(plan, 40), rel=1e-9)
