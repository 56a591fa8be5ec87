"""Exponents: slopes and their intervals, paths of single letters, predicted complexities, and falsehoods that are caught."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
import sympy as sp

from theory import symbols as s
from theory.claim import Claim
from theory.papers import find
from theory.papers.adamw.complexity import Complexity, complexities
from verify.decide.evaluate import number
from verify.decide.verdict import Outcome
from verify.simulate.hitting import Hitting
from verify.studies.rates import study as rates
from verify.studies.rates.rate_fit import Slope, fastest, growth, slope, verdict
from verify.studies.rates.rate_paths import ALGORITHMS, Grid, grids

PAPER, REPAIRED = find("theorem-2")


def test_a_power_has_its_exponent_and_a_box_the_range_of_its_corners() -> None:
    x = np.array([1.0, 0.7, 0.3, 0.2, 0.1])
    assert slope(x, 3.0 * x**-4).value == pytest.approx(-4.0, abs=1e-12)
    generator = np.random.default_rng(1)
    middle = x ** generator.normal(size=5)
    low, high = middle * generator.uniform(0.5, 1.0, 5), middle * generator.uniform(1.0, 2.0, 5)
    found = slope(x, middle, low, high)
    corners = [slope(x, np.array(corner)).value for corner in product(*zip(low, high, strict=True))]
    assert found.lower == pytest.approx(min(corners))
    assert found.upper == pytest.approx(max(corners))
    assert np.polyfit(np.log(x), np.log(middle), 1)[0] == pytest.approx(found.value)
    turned = found.times(-1)
    assert (turned.value, turned.lower, turned.upper) == (-found.value, -found.upper, -found.lower)


def test_what_is_not_known_of_a_point_is_not_known_of_the_slope() -> None:
    x, y = np.array([1.0, 2.0, 4.0]), np.array([1.0, 2.0, np.inf])
    found = slope(x, y, np.array([1.0, 2.0, 8.0]), np.array([1.0, 2.0, np.inf]))
    assert found.lower == pytest.approx(1.5)  # the last count is at least 8
    assert found.upper == np.inf
    assert verdict(found, 1.4) == Outcome.VIOLATED
    assert verdict(found, 2.0) == Outcome.UNDECIDED
    with pytest.raises(ValueError, match="two different"):
        slope(np.ones(3), y)


@pytest.mark.parametrize(("exponent", "said"), [(3.75, Outcome.HOLDS), (4.0, Outcome.UNDECIDED), (4.25, Outcome.VIOLATED)])
def test_verdicts_on_powers(exponent: float, said: Outcome) -> None:
    x = np.geomspace(1.0, 0.1, 6)
    y = x**-exponent
    assert verdict(slope(x, y, 0.95 * y, 1.05 * y).times(-1), 4.0) == said


@pytest.mark.parametrize("name", ["theorem-2", "corollary-2", "theorem-3"])
def test_along_a_grid_one_letter_moves(name: str) -> None:
    """And no other but the best c_inf, where the slope or the noise grows; all constants are the certified ones."""
    claim = find(name)[1]
    for algorithm in ALGORITHMS[name]:
        for grid in grids(name, algorithm):
            ends = [replace(grid, values=(value,)) for value in (grid.values[0], grid.values[-1])]
            lines = [rates.lay(claim, algorithm, end, complexities()[name, claim.variant], 0) for end in ends]
            first, last = (line.points[0].plan.values for line in lines)
            letters = (s.epsilon, s.sigma, s.L, s.Delta, s.delta, s.b, s.c_inf)
            moved = {letter.name for letter in letters if first[letter] != pytest.approx(last[letter], rel=1e-6)}
            own = 0.1 if algorithm == "l2-adam" else 0.0  # l2-Adam has the constants of F + (lambda/2) ||x||^2
            # its Delta contains the start's own share, which moves where the start is moved
            drift = {"Delta"} if own and grid.letter == "L" else set()
            assert moved - {"c_inf"} == ({grid.letter} | drift) - {"c_inf"}
            assert first[s.Delta] == pytest.approx(last[s.Delta], rel=0.05) or grid.letter == "Delta"
            assert ("c_inf" in moved) == (grid.letter in ("c_inf", "L", "sigma"))
            for values, setting in ((first, ends[0].settings[0]), (last, ends[1].settings[0])):
                assert values[s.L] == pytest.approx(setting.L + own, rel=1e-6)
                assert values[s.sigma] == pytest.approx(setting.sigma, rel=1e-9)
                if not own:
                    assert values[s.Delta] == pytest.approx(setting.Delta, rel=1e-6)
                    assert setting.c_inf or values[s.c_inf] == pytest.approx(
                        27**0.5 * setting.L / 16 + setting.sigma / 2**0.5, rel=1e-6
                    )
            if (name, grid.letter) != ("theorem-3", "epsilon"):
                assert max(grid.values) / min(grid.values) >= 10 - 1e-9  # a decade
            assert len(grid.values) >= 5


@pytest.mark.parametrize("key", [key for key in complexities() if key[0] != "theorem-4"], ids=lambda part: str(part))
def test_a_complexity_bounds_what_is_prescribed(key: tuple[str, str]) -> None:
    """b T is the formula up to rounding T up; the paper's, with c_inf for c_2, lies below it by a factor that is known."""
    claim = next(c for c in find(key[0]) if c.variant == key[1])
    formula = complexities()[claim.id, claim.variant].formula
    for algorithm in ALGORITHMS[claim.id]:
        for grid in grids(claim.id, algorithm)[:3]:
            line = rates.lay(claim, algorithm, replace(grid, values=grid.values[-2:]), complexities()[key], 0)
            for point in line.points:
                values, batch = point.plan.values, point.plan.problem.batch
                stated = number(formula, values)
                if claim.variant == "repaired" or claim.id == "theorem-3":
                    assert batch * point.T <= stated * (1 + 1e-9)
                    assert batch * point.T >= (stated - batch) * (1 - 1e-9)
                else:
                    c_2, c_inf = number(s.c_2, values), values[s.c_inf]
                    assert stated <= batch * point.T <= stated * (c_2 / c_inf) ** 2.5 + batch


def test_exponents_are_logarithmic_derivatives() -> None:
    """On a grid where they are constant: letter times the derivative of the logarithm, by SymPy."""
    term = complexities()["theorem-2", PAPER.variant].terms[0]
    at = dict.fromkeys(term.free_symbols, 1.0)
    for letter, exponent in ((s.epsilon, -4.0), (s.sigma, 2.0), (s.L, 1.0), (s.Delta, 1.0), (s.c_inf, 2.5), (s.delta, -1.25)):
        assert float(sp.simplify(letter * sp.diff(sp.log(term), letter))) == exponent
        x = np.geomspace(1.0, 9.0, 5)
        assert growth(x, np.array([number(term, {**at, letter: v}) for v in x]), 1) == exponent
    assert fastest(x, [x**2, x**-5, 0.0 * x], 1) == 2.0
    assert fastest(x, [x**2, x**-5], -1) == 5.0


def judged(claim: Claim, grid: Grid, complexity: Complexity, runs: int = 32) -> tuple[Outcome, Slope]:
    """Verdict and fitted exponent of AdamW-D on a grid, as the study finds them."""
    line = rates.lay(claim, "adamw-d", grid, complexity, 5)
    found = {point.key: rates.simulate(point, point.cap, runs) for point in line.points}
    row, data = rates.judge(line, found, 1e-4)
    return row.verdict, Slope(*(np.nan if v is None else v for v in data["fitted"]))


@pytest.fixture(scope="module")
def epsilon_grid() -> Grid:
    """Theorem 2 in epsilon, not quite a decade."""
    grid = grids("theorem-2", "adamw-d")[0]
    return replace(grid, values=grid.values[:-1])


def planted(by: float) -> Complexity:
    """Theorem 2's complexity with an exponent of epsilon that is off."""
    true = complexities()["theorem-2", REPAIRED.variant]
    return Complexity(true.part, true.formula * s.epsilon**by, tuple(term * s.epsilon**by for term in true.terms))


def test_an_exponent_off_by_a_quarter_is_told_apart(epsilon_grid: Grid) -> None:
    """The measured exponent is 4 within the interval: 3.75 is too small a claim, 4.25 a loose one."""
    line = rates.lay(REPAIRED, "adamw-d", epsilon_grid, planted(0.0), 5)
    found = {point.key: rates.simulate(point, point.cap, 32) for point in line.points}
    verdicts = [rates.judge(replace(line, complexity=planted(by)), found, 1e-4)[0].verdict for by in (0.25, 0.0, -0.25)]
    assert verdicts == [Outcome.VIOLATED, Outcome.UNDECIDED, Outcome.HOLDS]


SLOWER: dict[str, Callable[[sp.Expr], sp.Expr]] = {
    "eta shrinks by another factor epsilon": lambda eta: eta * s.epsilon,
    "eta shrinks by another factor epsilon^2": lambda eta: eta * s.epsilon**2 / s.sigma**2,
}


@pytest.mark.parametrize("change", SLOWER)
def test_an_algorithm_that_slows_down_is_caught(change: str, epsilon_grid: Grid) -> None:
    slower = replace(REPAIRED, prescription={**REPAIRED.prescription, s.eta: SLOWER[change](REPAIRED.prescription[s.eta])})
    outcome, fitted = judged(slower, replace(epsilon_grid, values=epsilon_grid.values[:4]), planted(0.0))
    assert outcome == Outcome.VIOLATED
    assert fitted.lower > 4.3


def test_runs_that_never_get_there_are_counted_and_decide_nothing(epsilon_grid: Grid) -> None:
    line = rates.lay(REPAIRED, "adamw-d", replace(epsilon_grid, values=epsilon_grid.values[:4]), planted(0.0), 5)
    found = {point.key: rates.simulate(point, 200, 16) for point in line.points}
    line = replace(line, points=tuple(replace(point, cap=200) for point in line.points))
    row, data = rates.judge(line, found, 1e-2)
    assert [point["missed"] for point in data["points"]] == [0, 0, 16, 16]
    assert [point["lower"] for point in data["points"]][2:] == [200, 200]
    assert row.verdict == Outcome.UNDECIDED
    assert row.measured is None
    assert "at 2 of them too few runs get there" in (row.reason or "")
    assert Hitting.HIT in next(iter(found.values()))


def test_points_outside_the_hypotheses_are_named() -> None:
    """With sigma small, gamma > 1 and the paper's beta_{1,0} exceeds 1."""
    paper = find("theorem-3")[0]
    grid = next(grid for grid in grids("theorem-3", "adamw-d") if grid.letter == "sigma")
    low = replace(grid, values=(0.2, 0.3, 0.4))
    line = rates.lay(paper, "adamw-d", low, complexities()["theorem-3", paper.variant], 0)
    row, data = rates.judge(line, {}, 1e-2)
    assert row.verdict == Outcome.INAPPLICABLE
    assert [h.name for h in row.hypotheses] == ["beta_1 <= 1"]
    assert data["points"] == []


def test_variants_with_the_same_parameters_share_their_runs(epsilon_grid: Grid) -> None:
    keys = [
        [point.key for point in rates.lay(claim, "adamw-d", epsilon_grid, planted(0.0), 0).points]
        for claim in (PAPER, REPAIRED)
    ]
    assert keys[0] == keys[1]
    assert len(set(keys[0])) == len(epsilon_grid.values)
