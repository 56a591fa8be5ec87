"""Theorem 4's chain of stages: against a scalar run, its draws, and falsehoods that its verdicts catch."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
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
from theory.claim import Claim, StageSchedule
from theory.papers.adamw.theorem_4 import statement as theorem_4
from theory.papers.adamw.theorem_4.statement import PAPER, REPAIRED
from verify.decide.checks import expectation
from verify.decide.evaluate import number
from verify.decide.judge import judge
from verify.decide.plan import Plan
from verify.decide.plant import planted
from verify.decide.stages import Limits, mu_of, staged
from verify.decide.verdict import Outcome, Result, plain
from verify.simulate import chain
from verify.simulate.ensemble import Records
from verify.simulate.schedule import FormulaSchedule
from verify.studies.stages import complexity, study

SMALL: dict[str, dict[str, Any]] = {
    "problem": {"name": "small stages", "family": "rational-well", "dimension": 2, "start": [0.3, -0.2], "region": 0.32},
    "problem.parameters": {"amplitude": [7.5, 6.75]},
    "noise": {"kind": "rademacher", "scale": 0.42, "batch": 2},
    "constants": {"sigma": 0.84},
    "algorithm": {"name": "stagewise-adamw", "delta": 112.0, "beta_2": 0.05, "lambda": 0.05},
    "target": {"epsilon": 3.0, "eps_stage": 0.25},
}
LIMITS = Limits(2_048, 2e7)
CONSTANT, DECAYING = theorem_4.REPAIRED_SCHEDULES
WELL, SINE = FOLDER / "stagewise_well.toml", FOLDER / "stagewise_sine.toml"
SHIFTED, AT_MINIMISER = FOLDER / "stagewise_shifted.toml", FOLDER / "counterexamples" / "theorem_4_decay_at_minimiser.toml"


def laid(
    problem: Problem, claim: Claim = REPAIRED, schedule: StageSchedule = CONSTANT, limits: Limits = LIMITS, seed: int = 0
) -> Plan:
    found = staged(claim, schedule, problem, seed, limits)
    assert found.stages, [h for h in found.hypotheses if h.fails]
    return found


def shortened(plan: Plan, steps: int, runs: int) -> Plan:
    """The same stages, each cut to a few steps: for tests of the simulation, not of the claim."""
    return replace(plan, stages=tuple(lab.cut(x, steps) for x in plan.stages), runs=runs, affordable=len(plan.stages))


def simulated(plan: Plan) -> Records:
    assert plan.runs is not None
    return chain.run(plan.experiments, range(plan.runs))


def seen(plan: Plan) -> list[Records]:
    """What each stage gave."""
    records = simulated(plan)
    return [chain.of(records, number) for number in range(1, chain.count(records) + 1)]


def letters(plan: Plan, kept: Records, prefix: str, at: int | None = None) -> dict[str, Any]:
    """The left sides of gap and momentum for each run."""
    parts = {str(part.left): part for part in plan.parts if part.left in (s.gap_F_k, s.m_err_sq)}

    def of(name: str) -> Any:
        return kept[f"{prefix}{name}"] if at is None else kept[f"{prefix}{name}"][at]

    least, decay_star = plan.problem.constant("minimum") or 0.0, plan.values[s.decay_star]
    return {name: expectation.left_side(part, of, least, decay_star) for name, part in parts.items()}


def rows(plan: Plan, records: Records | None = None) -> dict[str, Result]:
    assert plan.schedule is not None
    assert plan.runs is not None
    found = judge(plan, records or simulated(plan), plan.runs, 1e-4, 0.0)
    return {row.part.removeprefix(f"{plan.schedule.name}."): row for row in found}


def scalar(plan: Plan, run: int, draws: list[int]) -> list[dict[str, float]]:
    """What the drawn iterate of each stage has, by plain floats: gap of F_J and error of m_J."""
    p, a = plan.problem, plan.problem.algorithm
    slopes, values, star = one_coordinate(p)
    amplitude = float(np.max(p.noise.scale))  # type: ignore[attr-defined]
    x, m, n, lam = [float(v) for v in p.start], [0.0] * p.dimension, [0.0] * p.dimension, a.lambda_
    found = []
    for number_, (stage, drawn) in enumerate(zip(plan.stages, draws, strict=True), 1):
        purpose, schedule = stage.experiment.purpose, stage.experiment.schedule
        assert isinstance(schedule, FormulaSchedule)
        mu_v = number(s.mu_v, stage.values)
        for k in range(drawn + 1):
            beta_1, eta = (float(f.subs(s.k, k)) for f in (schedule.beta_1, schedule.eta))
            betas = (beta_1, a.beta_2) if k else ((1.0, 1.0) if number_ == 1 else (0.0, 0.0))
            z = lab_signs(p, run, k, purpose)
            slope = [slopes[i](x[i]) for i in range(p.dimension)]
            g = [slope[i] + amplitude * z[i] / p.batch for i in range(p.dimension)]
            m = [(1 - betas[0]) * m[i] + betas[0] * g[i] for i in range(p.dimension)]
            n = [(1 - betas[1]) * n[i] + betas[1] * g[i] ** 2 for i in range(p.dimension)]
            v = [(n[i] + a.delta) ** 0.5 for i in range(p.dimension)]
            decay = lam * (1 - mu_v) ** k
            if k == drawn:
                value = sum(values[i](x[i]) for i in range(p.dimension))
                gap = value + decay / 2 * sum(v[i] * (x[i] ** 2 - star**2) for i in range(p.dimension))
                found.append({"gap_F_k": gap, "m_err_sq": sum((m[i] - slope[i]) ** 2 for i in range(p.dimension))})
            else:
                x = [(1 - decay * eta) * x[i] - eta * m[i] / v[i] for i in range(p.dimension)]
        lam *= (1 - mu_v) ** drawn
    return found


def one_coordinate(p: Problem) -> tuple[list[Callable[[float], float]], list[Callable[[float], float]], float]:
    """Slope and value of each coordinate, both 0 at the last number, x_*."""
    if p.family.name == "least-squares-1d":  # a = 1
        return [lambda x: x - 1.0], [lambda x: (x - 1.0) ** 2 / 2.0], 1.0
    amplitude = [float(x) for x in p.family.coefficients[0]]  # type: ignore[attr-defined]
    slopes = [partial(lab.well_slope, a=a) for a in amplitude]
    return slopes, [lambda x, a=a: a * x**2 / (1 + x**2) for a in amplitude], 0.0  # type: ignore[misc]


def lab_signs(p: Problem, run: int, k: int, purpose: str) -> list[int]:
    row, b = lab.words(p, 5, run, k, purpose), p.noise.batch
    return [sum(1 if row[0] >> (i * b + j) & 1 else -1 for j in range(b)) for i in range(p.dimension)]


@pytest.mark.parametrize("path", [None, SHIFTED], ids=["x_* = 0", "x_* = 1"])
@pytest.mark.parametrize("schedule", [CONSTANT, DECAYING], ids=lambda schedule: schedule.name)
def test_stages_are_those_of_a_scalar_run(tmp_path: Path, schedule: StageSchedule, path: Path | None) -> None:
    problem = lab.problem(tmp_path, base=SMALL) if path is None else load(path)
    plan = shortened(laid(problem, schedule=schedule, seed=5), 7, 4)
    found = seen(plan)
    assert len(found) == len(plan.stages) >= 2
    draws = [stage.experiment.output({}, np.arange(4)) for stage in plan.stages if stage.experiment.output]
    for run in range(4):
        expected = scalar(plan, run, [int(draw[run]) for draw in draws])
        for number_, (kept, wanted) in enumerate(zip(found, expected, strict=True), 1):
            drawn = letters(plan, kept, "drawn:")
            for name, value in wanted.items():
                assert drawn[name][run] == pytest.approx(value, rel=1e-12), (run, number_, name)


def test_targets_halve_until_they_are_small_enough(tmp_path: Path) -> None:
    for target in (0.25, 0.1, 0.01):
        plan = laid(lab.problem(tmp_path, {"target": {"eps_stage": target}}, SMALL))
        eps_0, found = plan.values[s.eps_0], [stage.values[s.eps_k] for stage in plan.stages]
        assert found == [eps_0 / 2.0**k for k in range(1, len(found) + 1)]
        assert found[-1] <= target * (1 + 1e-12) < 2.0 * found[-1]


def test_a_stage_starts_at_the_output_of_the_last_one(tmp_path: Path) -> None:
    """Iterate, moments, lambda: gap of F_0(x_0) and error of m_0 are those of the drawn iterate."""
    plan = shortened(laid(lab.problem(tmp_path, base=SMALL)), 9, 16)
    for before, after in pairwise(seen(plan)):
        drawn, first = letters(plan, before, "drawn:"), letters(plan, after, "prefix:plain:", 0)
        assert np.array_equal(drawn["m_err_sq"], first["m_err_sq"])
        assert np.allclose(drawn["gap_F_k"], first["gap_F_k"], rtol=1e-13, atol=0.0)
        assert len(np.unique(drawn["gap_F_k"])) > 1


def test_runs_do_not_depend_on_how_many_there_are_nor_on_batches(tmp_path: Path) -> None:
    plan = shortened(laid(lab.problem(tmp_path, base=SMALL), schedule=DECAYING), 9, 40)
    whole = simulated(plan)
    for runs in (range(8), range(8, 40)):
        some = chain.run(plan.experiments, runs)
        assert some.keys() == whole.keys()
        assert all(np.array_equal(some[name], whole[name][..., runs.start : runs.stop]) for name in whole)
    both = chain.joined([chain.run(plan.experiments, runs) for runs in (range(8), range(8, 40))])
    assert all(np.array_equal(both[name], whole[name]) for name in whole)


def test_draws_have_the_weights_of_the_schedule() -> None:
    eta, runs = 1 / sp.sqrt(s.k + 1), np.arange(5_000)
    for weighted in (False, True):
        drawn = chain.Drawn(3, 5, eta if weighted else None)
        steps = drawn({}, runs)
        assert np.array_equal(steps[5:12], drawn({}, runs[5:12]))
        assert not np.array_equal(steps, replace(drawn, key=4)({}, runs))
        share = np.bincount(steps, minlength=5) / len(steps)
        weights = np.array([(k + 1) ** -0.5 if weighted else 1.0 for k in range(5)])
        assert np.allclose(share, weights / weights.sum(), atol=0.03)


def test_the_shipped_well_repaired_holds_and_small_bounds_are_caught() -> None:
    plan = laid(load(WELL))
    records = simulated(plan)
    assert {row.verdict for row in rows(plan, records).values()} == {Outcome.HOLDS}
    for wish in ("gap=0.005", "momentum=0.01", "gradient=0.1", "final=0.002", "start.gap=0.9", "start.momentum=0.02"):
        part = wish.partition("=")[0]
        named = wish if part.startswith("start.") else f"constant.{wish}"
        false = rows(replace(plan, claim=planted(plan.claim, named)), records)
        assert false[part].verdict == Outcome.VIOLATED, wish
        assert {row.verdict for name, row in false.items() if name != part} == {Outcome.HOLDS}


def without_decay(claim: Claim) -> Claim:
    """The claim with the decay's shares left out of eps_0, gamma_1 and T_k: D = 0 wherever x_* and x_0 are."""
    still = {s.decay_star: 0, s.decay_0: 0}

    def put(of: Mapping[sp.Symbol, sp.Expr]) -> dict[sp.Symbol, sp.Expr]:
        return {letter: formula.subs(still) for letter, formula in of.items()}

    schedules = tuple(replace(one, prescription=put(one.prescription)) for one in claim.schedules)
    return replace(claim, prescription=put(claim.prescription), schedules=schedules)


def test_the_decay_at_the_minimiser_left_out_is_caught() -> None:
    """The start is x_*: all that a stage has to bring down is what the decay brings in, which its target leaves out."""
    problem, false = load(AT_MINIMISER), without_decay(REPAIRED)
    with_it, without = rows(laid(problem)), rows(laid(problem, false, false.schedules[0]))
    assert {row.verdict for row in with_it.values()} <= {Outcome.HOLDS, Outcome.UNDECIDED}
    assert {name for name, row in without.items() if row.verdict == Outcome.VIOLATED} == {"gradient"}


def test_a_gap_may_lie_below_0_by_the_decay_at_the_minimiser() -> None:
    """F_k(x_*) is no minimum of F_k: after a stage the gap is negative, its interval too, and no further than D."""
    plan = laid(load(SHIFTED))
    D = plan.values[s.decay_star]
    assert pytest.approx(0.05 / 2 * number(s.c_2, plan.values)) == D  # x_* = 1
    gap = rows(plan)["gap"].measured
    assert gap is not None
    assert gap.mean is not None
    assert gap.upper is not None
    assert -D < gap.mean < gap.upper < 0.0


def test_targets_that_fall_at_a_wrong_rate_are_caught() -> None:
    """eps_k a hundredth of what it is: no stage does that."""
    wrong = replace(REPAIRED, parts=tuple(replace(p, right=p.right.subs(s.eps_k, s.eps_k / 100)) for p in REPAIRED.parts))
    found = rows(laid(load(WELL), wrong))
    assert {found[name].verdict for name in ("gap", "momentum", "gradient")} == {Outcome.VIOLATED}
    assert found["start.gap"].verdict == Outcome.HOLDS


def test_stages_that_are_too_short_are_caught() -> None:
    plan = laid(load(WELL))
    short = replace(plan, stages=tuple(lab.cut(x, max(1, x.steps // 100)) for x in plan.stages))
    found = rows(short)
    assert found["gap"].verdict == found["gradient"].verdict == Outcome.VIOLATED
    assert found["gap"].witness == {"stage": 1, "T": short.stages[0].steps}


def test_a_decay_of_the_wrong_sign_is_caught() -> None:
    """x_{k+1} = (1 + lambda eta) x_k - ...: the iterates leave the region, and nothing is claimed."""
    plan = laid(load(WELL))
    wrong = tuple(lab.with_schedule(stage, lambda_=-2.0) for stage in plan.stages)
    found = rows(replace(plan, stages=wrong))
    assert {row.verdict for row in found.values()} == {Outcome.INAPPLICABLE}
    witness = found["gap"].witness
    assert witness is not None
    assert (witness["hypothesis"], witness["stage"]) == ("iterates stay in the region", 1)


def test_a_run_that_leaves_the_region_ends_the_stages() -> None:
    """A step of stage 2 that is far too long: stage 1 stands, stage 3 is not run, the claim does not apply."""
    plan = laid(load(WELL), limits=Limits(64, 2e7))
    far = lab.with_schedule(plan.stages[1], eta=sp.Float(40.0))
    longer = replace(plan, stages=(plan.stages[0], far, plan.stages[1]), affordable=3)
    records = simulated(longer)
    assert chain.count(records) == 2
    row = rows(longer, records)["gap"]
    assert row.verdict == Outcome.INAPPLICABLE
    assert row.witness is not None
    assert row.witness["stage"] == 2


def test_what_is_too_long_is_left_out_and_never_cut() -> None:
    problem = load(WELL)
    whole = laid(problem, schedule=DECAYING)
    some = laid(problem, schedule=DECAYING, limits=Limits(1_024, 3.2 * 3 * 1.5 * whole.stages[0].steps * 10))
    assert [x.steps for x in some.stages] == [x.steps for x in whole.stages]
    assert some.affordable == 1
    found = rows(some)
    assert found["gap"].verdict == found["final"].verdict == Outcome.UNDECIDED
    assert "stage 2 is too long to be run" in str(found["gap"].reason)


def test_a_part_alone_is_decided_as_among_the_others(tmp_path: Path) -> None:
    problem = lab.problem(tmp_path, base=SMALL)
    some = Limits(64, 2e7)
    together = rows(shortened(laid(problem, limits=some), 40, 64))
    for part in REPAIRED.parts:
        alone = rows(shortened(laid(problem, replace(REPAIRED, parts=(part,)), limits=some), 40, 64))
        one, among = alone[part.id].measured, together[part.id].measured
        assert one is not None, part.id
        assert among is not None, part.id
        assert one.mean == among.mean, part.id


def test_an_unstated_constant_is_not_violated() -> None:
    problem = load(FOLDER / "counterexamples" / "theorem_4_first_momentum.toml")
    found = rows(laid(problem, PAPER, theorem_4.PAPER_SCHEDULES[1], Limits(256, 2e6)))
    assert found["momentum"].measured is not None
    assert found["momentum"].measured.lower is not None
    assert found["momentum"].measured.lower > (found["momentum"].bound or 0.0)
    assert found["momentum"].verdict == Outcome.UNDECIDED
    assert "up to a constant" in str(found["momentum"].reason)
    assert found["start.momentum"].verdict == Outcome.VIOLATED


def test_hypotheses_are_named(tmp_path: Path) -> None:
    def failing(changes: dict[str, dict[str, Any]], claim: Claim = PAPER, schedule: int = 0) -> list[str]:
        found = staged(claim, claim.schedules[schedule], lab.problem(tmp_path, changes, SMALL), 0, LIMITS)
        assert not found.stages
        return [status.name for status in found.hypotheses if status.fails]

    assert failing({"algorithm": {"name": "adamw-d"}, "target": {"eps_stage": None}}) == ["algorithm"]
    assert failing({"problem": {"region": None}}) == ["assumption P"]
    parabola = {"family": "least-squares-1d", "dimension": None, "start": 0.1, "region": 0.5}
    beyond = {
        "problem": parabola,
        "problem.parameters": {"amplitude": None, "a": 1.0, "shift": 1.0},
        "constants": {"sigma": None},
    }
    assert "x_* is known" in failing(beyond)  # it lies outside of the region
    assert failing({"constants": {"sigma": 0.3}, "noise": {"scale": 0.1}}) == ["beta_1 <= 1 (stage 1)"]
    assert (
        failing({"target": {"eps_stage": 0.2}, "constants": {"Delta": 8.0}}, schedule=1)[-1]
        == "T_k is a positive number (stage 1)"
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
    assert complexity.total(plan) <= complexity.stated(plan)
    row = complexity.rows(plan)[0]
    assert row.verdict == Outcome.HOLDS
    assert row.measured is not None
    assert row.measured.mean == pytest.approx(sum(x.values[s.T] for x in plan.stages))
    noisy = load(FOLDER / "counterexamples" / "theorem_4_first_momentum.toml")
    paper = laid(noisy, PAPER, theorem_4.PAPER_SCHEDULES[1])
    grows = [complexity.ahead(paper, more) for more in (20, 40, 80)]
    assert grows[2] > 1.5 * grows[1] > 2.2 * grows[0]
    repaired = laid(noisy, schedule=DECAYING)
    assert complexity.ahead(repaired, 80) < complexity.ahead(repaired, 40) < complexity.ahead(repaired, 20)
    assert complexity.ahead(plan, 80) == pytest.approx(complexity.ahead(plan, 40), rel=1e-9)


QUIET: dict[str, dict[str, Any]] = {
    "problem": {"name": "quiet stages", "family": "quadratic", "dimension": 2, "start": 1.0, "region": 3.0},
    "problem.parameters": {"eigenvalues": [1.0, 2.0]},
    "noise": {"kind": "none"},
    "algorithm": {"name": "stagewise-adamw", "delta": 100.0, "beta_2": 0.01, "lambda": 0.1},
    "target": {"epsilon": 1.0, "eps_stage": 1.0},
}


def test_without_noise_what_a_stage_puts_out_is_still_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So runs differ from the second stage on, and what is said of them has its share of the error rate."""
    monkeypatch.setattr(study, "RUNS", 64)
    found = study.decide([PAPER, REPAIRED], 0, 0.01, lambda _: None, [lab.problem(tmp_path, base=QUIET)])
    ran = [row for row in found.results if row.measured is not None and row.part.startswith("constant.")]
    assert {row.variant for row in ran} == {REPAIRED.variant}
    assert all(row.verdict in (Outcome.HOLDS, Outcome.UNDECIDED) for row in ran)
    assert any(row.measured is not None and row.measured.lower != row.measured.upper for row in ran)
    spent = sum(one["count"] * one["error_rate"] for one in found.data["error_rates"])
    assert spent == pytest.approx(0.01)
    assert sum(row.error_rate or 0.0 for row in ran) <= spent
    assert "infinity" in study.section(plain(found.data))  # the stated total is 0
