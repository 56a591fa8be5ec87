"""Theorem 4's iteration counts: paths of single letters, predicted exponents, counts of stages, falsehoods that are caught."""

from dataclasses import replace

import numpy as np
import pytest
import sympy as sp

from problems.families.base import Separable
from tests import lab
from theory import symbols as s
from theory.claim import Claim
from theory.papers import find
from theory.papers.adamw.complexity import Complexity, complexities
from verify.decide.evaluate import number
from verify.decide.verdict import Outcome
from verify.simulate.hitting import Hitting
from verify.studies.rates import study as rates
from verify.studies.rates.rate_fit import growth
from verify.studies.rates.rate_paths import Grid, grids
from verify.studies.rates.rate_stages import StagePoint, simulate_stages

PAPER, REPAIRED = find("theorem-4")
ALGORITHM = "stagewise-adamw"
GRIDS = {grid.letter: grid for grid in grids("theorem-4", ALGORITHM)}
LETTERS = {"eps_stage": -1, "mu": -2, "sigma": 2, "L": 1, "delta": sp.Rational(-5, 4), "c_inf": sp.Rational(5, 2)}


def lay(claim: Claim, grid: Grid, complexity: Complexity | None = None) -> rates.Line:
    return rates.lay(claim, ALGORITHM, grid, complexity or complexities()["theorem-4", claim.variant], 3)


def point(claim: Claim, letter: str) -> StagePoint:
    """At the first value of a letter's grid."""
    (found,) = lay(claim, replace(GRIDS[letter], values=GRIDS[letter].values[:1])).points
    assert isinstance(found, StagePoint)
    return found


@pytest.mark.parametrize("letter", GRIDS)
def test_along_a_grid_one_letter_moves(letter: str) -> None:
    """And nothing else; the repaired total bounds the sum of the stages; both variants have as many stages."""
    grid = GRIDS[letter]
    ends = replace(grid, values=(grid.values[0], grid.values[-1]))
    line = lay(REPAIRED, ends)
    assert len(grid.values) >= 5
    assert not line.failing
    first, last = (found.values for found in line.points)
    constants = (s.eps_stage, s.mu, s.sigma, s.L, s.Delta, s.delta, s.c_inf, s.b)
    assert {x.name for x in constants if first[x] != pytest.approx(last[x], rel=1e-6)} == {letter}
    for value, found in zip(ends.values, line.points, strict=True):
        assert found.values[getattr(s, letter)] == pytest.approx(value, rel=1e-9)
        assert found.plan.problem.batch * found.T <= number(line.complexity.formula, found.values) * (1 + 1e-9)
    paper = lay(PAPER, ends)
    assert [p.values[s.K] for p in paper.points] == [p.values[s.K] for p in line.points]


def test_predicted_exponents_are_those_of_the_statement() -> None:
    """Of the first term, by SymPy; `fastest` finds no faster one on the grids of the paper's variant."""
    term = next(t for t in complexities()["theorem-4", PAPER.variant].terms if t.has(s.L))
    for letter, exponent in LETTERS.items():
        x = getattr(s, letter)
        assert sp.simplify(x * sp.diff(sp.log(term), x)) == exponent
    values = {**point(PAPER, "mu").values, s.lambda_: 0.0, s.decay_star: 0.0}
    grid = np.array(GRIDS["mu"].values)
    for term in complexities()["theorem-4", REPAIRED.variant].terms:
        exponent = growth(grid, np.array([number(term, {**values, s.mu: v}) for v in grid]), -1)
        assert exponent == (2.0 if term.has(s.L) else 1.0)


def with_lengths(found: StagePoint, steps: int) -> StagePoint:
    stages = tuple(lab.cut(stage, steps) for stage in found.plan.stages)
    return replace(found, plan=replace(found.plan, stages=stages))


def test_counts_are_those_of_the_stages() -> None:
    """A stage ends at T_k at the latest, and only the last one has to get there; the same numbers every time."""
    found = point(REPAIRED, "mu")
    records = simulate_stages(found, 8)
    assert records["spent"].shape == (len(found.plan.stages), 8)
    assert np.array_equal(records[Hitting.HIT], records["spent"].sum(axis=0))
    assert (records["spent"] >= 1).all()
    assert np.array_equal(simulate_stages(found, 8)[Hitting.HIT], records[Hitting.HIT])
    short = simulate_stages(with_lengths(found, 2), 8)
    assert (short["spent"][:-1] == 2).all()
    assert np.isinf(short[Hitting.HIT]).all()


def test_a_stage_ends_where_the_average_gap_does() -> None:
    """The first stage again with exact gradients, step after step: where the noise is small the count is about that."""
    found = point(REPAIRED, "mu")
    stage = found.plan.stages[0]
    reached = simulate_stages(found, 4)["spent"][0]
    problem, a = found.plan.problem, found.plan.problem.algorithm
    assert isinstance(problem.family, Separable)
    amplitude, eta, beta_1 = problem.family.coefficients[0], stage.values[s.eta], stage.values[s.beta_1]
    x = problem.start.copy()
    slope = 2.0 * amplitude * x / (1.0 + x * x) ** 2
    m, n, gaps = slope.copy(), slope**2, []
    for _ in range(int(10 * reached.max())):
        v = np.sqrt(n + a.delta)
        gaps.append(float(np.sum(amplitude * x * x / (1.0 + x * x)) + 0.5 * a.lambda_ * np.sum(v * x * x)))
        x = x - eta * (m / v + a.lambda_ * x)
        slope = 2.0 * amplitude * x / (1.0 + x * x) ** 2
        m, n = (1 - beta_1) * m + beta_1 * slope, (1 - a.beta_2) * n + a.beta_2 * slope**2
    averages = np.cumsum(gaps) / np.arange(1, len(gaps) + 1)
    exact = int(np.argmax(averages <= stage.values[s.eps_k])) + 1
    assert np.median(reached) == pytest.approx(exact, rel=0.35)


def times(by: sp.Expr) -> Complexity:
    true = complexities()["theorem-4", REPAIRED.variant]
    return Complexity(true.part, true.formula * by, tuple(term * by for term in true.terms))


@pytest.mark.parametrize(("letter", "off"), [("mu", 1), ("eps_stage", sp.Rational(1, 2))])
def test_an_exponent_that_is_off_is_told_apart(letter: str, off: sp.Expr) -> None:
    """1 for mu's 2 and 1/2 for the target's 1 are too small a claim, 3 and 3/2 a loose one."""
    line = lay(REPAIRED, GRIDS[letter])
    found = {one.key: rates.simulate(one, one.cap, 48) for one in line.points}
    x = getattr(s, letter)
    planted = [replace(line, complexity=times(x**power)) for power in (off, 0, -off)]
    verdicts = [rates.judge(one, found, 1e-5)[0].verdict for one in planted]
    assert verdicts == [Outcome.VIOLATED, Outcome.UNDECIDED, Outcome.HOLDS]


def test_an_algorithm_that_slows_down_is_caught() -> None:
    """eta shrinks by another factor mu: the counts grow like 1/mu^3."""
    schedule = REPAIRED.schedules[0]
    slower = replace(schedule, prescription={**schedule.prescription, s.eta: schedule.prescription[s.eta] * s.mu / 220})
    line = lay(replace(REPAIRED, schedules=(slower,)), replace(GRIDS["mu"], values=GRIDS["mu"].values[:5]))
    found = {one.key: rates.simulate(one, one.cap, 32) for one in line.points}
    row, data = rates.judge(line, found, 1e-3)
    assert row.verdict == Outcome.VIOLATED
    assert data["fitted"][0] > 2.6


def test_points_outside_the_hypotheses_are_named() -> None:
    """With little noise the paper's beta_1 exceeds 1."""
    line = lay(PAPER, replace(GRIDS["sigma"], values=(0.1, 0.2, 0.3)))
    row, data = rates.judge(line, {}, 1e-2)
    assert row.verdict == Outcome.INAPPLICABLE
    assert data["points"] == []
    assert any("beta_1" in h.name for h in row.hypotheses)
