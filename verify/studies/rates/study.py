"""Iteration counts: how many steps a run needs to reach epsilon, letter by letter, and whether they grow as the rates say.

Theorems 2 (iv), 3, 4 and corollary 2 state gradient complexities b T = O(...). On problems on which one letter moves
(`rate_paths`) the prescribed parameters are run until the average of ||grad F_k||^2 + ||u_k||^2/4 over the first n steps falls
to epsilon^2; b n is what the complexity bounds. Theorem 4 counts all its stages (`rate_stages`). An exponent is the
least-squares slope of the log-medians; the predicted one is the slope, over the same points, of the complexity's fastest term
at the constants of each point.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import sympy as sp

from theory import symbols as s
from theory.claim import Claim, Kind, Part
from theory.papers.adamw.complexity import Complexity, complexities
from verify.decide.checks.expectation import weights
from verify.decide.error_rates import Even
from verify.decide.evaluate import number
from verify.decide.helps import more
from verify.decide.plan import Plan, plan
from verify.decide.row import Row
from verify.decide.statistics import median_interval
from verify.decide.verdict import HypothesisStatus, Measured, Outcome, Result
from verify.simulate.ensemble import Ensemble, Experiment, Records
from verify.simulate.hitting import Hitting
from verify.simulate.measure import thinned
from verify.studies.base import Progress, Study
from verify.studies.rates import rate_views
from verify.studies.rates.rate_fit import fastest, growth, local, slope, verdict
from verify.studies.rates.rate_paths import ALGORITHMS, Grid, grids
from verify.studies.rates.rate_stages import StagePoint, StageSetting, lay_stages, simulate_stages

#: the stated T has coefficients whose squares it needs (step theorem-3.T of the audit), and the bound has terms without b
KNOWN = ("theorem-3:paper T/sigma", "theorem-3:paper T/b")
PROBLEM = "rational well, one letter at a time"
#: runs to a point; the longest run where T is known up to a constant only; fewest points that make an exponent
RUNS, MOST_STEPS, FEWEST = 48, 2_000_000, 3
NO_LIMIT = 10**15
#: steps at which the mean over runs is looked at
GRID = tuple(int(k) for k in thinned(10_000_000, 600))
OUTSIDE = HypothesisStatus("iterates stay in the region", "fails", None, "finite and in the region", "monitored")


@dataclass(frozen=True, eq=False)
class Point:
    """One value of the letter: the plan of the claim there, T as it is prescribed, and how far a run may go."""

    plan: Plan
    T: float
    cap: int
    level: float

    @property
    def values(self) -> Mapping[sp.Symbol, float]:
        return self.plan.values

    @property
    def key(self) -> tuple[object, ...]:
        """Points of equal key have the same runs."""
        assert self.plan.experiment is not None
        e = self.plan.experiment
        return (e.problem.name, e.algorithm.name, repr(e.schedule), self.level, _part(self.plan.claim).weighted)


@dataclass(frozen=True, eq=False)
class Line:
    """A claim's complexity in one letter."""

    claim: Claim
    algorithm: str
    grid: Grid
    complexity: Complexity
    points: tuple[Point | StagePoint, ...]
    failing: tuple[HypothesisStatus, ...] = field(default=())


def decide(claims: Sequence[Claim], seed: int, error_rate: float, progress: Progress) -> Study:
    """A row for each complexity and letter, on the grids that are affordable in every report."""
    asked = [
        (claim, algorithm, grid)
        for claim in claims if (claim.id, claim.variant) in complexities()
        for algorithm in ALGORITHMS[claim.id] for grid in grids(claim.id, algorithm)
    ]  # fmt: skip
    return follow(asked, seed, error_rate, RUNS, progress)


def follow(
    asked: Sequence[tuple[Claim, str, Grid]], seed: int, error_rate: float, runs: int, progress: Progress
) -> Study:  # fmt: skip
    """The rows and data of these grids, `runs` runs to a point; the error rate is split over the medians."""
    lines = [lay(claim, algorithm, grid, complexities()[claim.id, claim.variant], seed) for claim, algorithm, grid in asked]
    wanted: dict[tuple[object, ...], tuple[Point | StagePoint, int]] = {}
    for point in (point for line in lines for point in line.points):
        cap = max(point.cap, wanted[point.key][1] if point.key in wanted else 0)
        wanted[point.key] = (point, cap)
    spent = Even(error_rate, {"medians of iteration counts": len(wanted)})
    found: dict[tuple[object, ...], Records] = {}
    for j, (key, (point, cap)) in enumerate(wanted.items()):
        if j % 20 == 0:
            progress(f"iteration counts: {j} of {len(wanted)} points")
        found[key] = simulate(point, cap, runs)
    rows, data = [], []
    for line in lines:
        row, told = judge(line, found, spent.each)
        rows.append(row)
        data.append(told)
    return Study(tuple(rows), {"runs": runs, "lines": data, "error_rates": spent.as_data()})


def lay(claim: Claim, algorithm: str, grid: Grid, complexity: Complexity, seed: int) -> Line:
    """Plan every point; those at which a binding hypothesis fails are left out, and the hypotheses named."""
    points: list[Point | StagePoint] = []
    failing: list[HypothesisStatus] = []
    for setting in grid.settings:
        if isinstance(setting, StageSetting):
            stages = lay_stages(claim, setting, seed)
            if isinstance(stages, StagePoint):
                points.append(stages)
            else:
                failing += stages
            continue
        laid = plan(claim, setting.problem(), setting.epsilon, seed, most_steps=NO_LIMIT)
        if laid.experiment is None:
            failing += [h for h in laid.hypotheses if h.fails and h.binding]
            continue
        T = number(claim.prescription[s.T], laid.values)
        # theorem 3 states T up to a constant (paper), or far above what is needed (repaired)
        cap = int(T) if claim.prescription[s.T].has(sp.ceiling) else MOST_STEPS
        points.append(Point(laid, T, cap, setting.epsilon**2))
    return Line(claim, algorithm, grid, complexity, tuple(points), tuple(failing))


def _part(claim: Claim) -> Part:
    """What is to fall to epsilon^2: the left side that the claim averages."""
    return next(part for part in claim.parts if part.kind == Kind.EXPECTATION)


def _weighted(claim: Claim) -> bool:
    return claim.id != "theorem-4" and _part(claim).weighted


def simulate(point: Point | StagePoint, cap: int, runs: int) -> Records:
    """The first `runs` runs, until each has reached the level or made `cap` steps (stages: the prescribed ones)."""
    if isinstance(point, StagePoint):
        return simulate_stages(point, runs)
    part, experiment = _part(point.plan.claim), point.plan.experiment
    assert isinstance(experiment, Experiment)
    hitting = Hitting(weights(part), point.level, GRID, part.weighted)
    return Ensemble(replace(experiment, steps=cap, reducers=(hitting,))).run(range(runs))


def measure(point: Point | StagePoint, letter: str, records: Records, share: float) -> dict[str, Any]:
    """The count of one point: median over runs with its interval, and when the mean over runs gets there (None: not seen)."""
    hits = records[Hitting.HIT]
    median, lower, upper = median_interval(hits, share)
    there = np.flatnonzero(np.mean(records[Hitting.COURSE], axis=1) <= point.level)
    # most runs still on their way: the median lies beyond the longest run; too few runs: n >= 1 is all that is known
    least = float(point.cap) if lower == np.inf else max(lower, 1.0)
    return {
        "value": point.values[getattr(s, letter)], "epsilon": point.plan.values[s.epsilon],
        "b": point.plan.problem.batch, "T": point.T, "median": _finite(median), "lower": least, "upper": _finite(upper),
        "of_mean": GRID[there[0]] + 1 if len(there) else None, "missed": int(np.sum(np.isinf(hits))),
    }  # fmt: skip


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def judge(line: Line, found: Mapping[tuple[object, ...], Records], share: float) -> tuple[Result, dict[str, Any]]:
    """The row of a line and what the report shows of it."""
    letter, claim, complexity = line.grid.letter, line.claim, line.complexity
    inside = [point for point in line.points if not found[point.key]["stopped"].any()]
    failing = (*line.failing, *(OUTSIDE for _ in range(len(line.points) - len(inside))))
    points = [measure(point, letter, found[point.key], share) for point in inside]
    sign = 1 if line.grid.values[-1] > line.grid.values[0] else -1
    data: dict[str, Any] = {
        "claim": claim.id, "variant": str(claim.variant), "algorithm": line.algorithm, "letter": letter, "sign": sign,
        "part": complexity.part, "points": points, "asked": list(line.grid.values), "weighted": _weighted(claim),
        "at": {name: getattr(line.grid.at, name) for name in line.grid.at.letters if name != letter},
    }  # fmt: skip
    row = Row(
        claim, f"{complexity.part}/{letter}", PROBLEM, line.algorithm, str(Kind.RATE), share,
        {"from": line.grid.values[0], "to": line.grid.values[-1], "points": len(points), **data["at"]}, KNOWN,
    )  # fmt: skip
    if len(points) < FEWEST:
        data |= {"verdict": str(Outcome.INAPPLICABLE)}
        once = tuple({h.name: h for h in failing}.values())
        names = ", ".join(h.name for h in once)
        return row.of(Outcome.INAPPLICABLE, None, None, f"fails: {names}", hypotheses=once), data
    x = np.array([p["value"] for p in points])
    batch = np.array([p["b"] for p in points], dtype=float)
    median, lower, upper = (
        batch * np.array([np.inf if p[end] is None else p[end] for p in points], dtype=float)
        for end in ("median", "lower", "upper")
    )
    values = [point.values for point in inside]
    predicted = fastest(x, [np.array([number(term, v) for v in values]) for term in complexity.terms], sign)
    fitted = slope(x, median, lower, upper).times(sign)
    outcome = verdict(fitted, predicted)
    formula = np.array([number(complexity.formula, v) for v in values])
    prescribed = batch * np.array([p["T"] for p in points])
    ratio = median / prescribed
    data |= {
        "fitted": [_finite(v) for v in fitted], "predicted": predicted, "verdict": str(outcome),
        "by_constants": growth(x, formula, sign), "by_T": growth(x, prescribed, sign),
        "formula": formula.tolist(), "local": local(x, median, sign),
    }  # fmt: skip
    runs = len(found[inside[0].key][Hitting.HIT])
    measured = Measured(*fitted, runs) if np.isfinite(fitted).all() else None
    said = f"growth in {'1/' if sign < 0 else ''}{letter} over {len(points)} points"
    if np.isfinite(ratio).all():
        said += f"; measured / T from {ratio[0]:.3g} to {ratio[-1]:.3g}"
    else:
        said += f"; at {int(np.sum(~np.isfinite(ratio)))} of them too few runs get there"
    if failing:
        said += f"; {len(line.grid.values) - len(points)} points are outside the hypotheses"
    return row.of(outcome, measured, predicted, said, helps=_helps(points, measured, predicted, runs)), data


def _helps(points: Sequence[Mapping[str, Any]], measured: Measured | None, predicted: float, runs: int) -> str:
    """What would decide an exponent: an end of a median's interval comes nearer like the root of the number of runs."""
    if any(point["median"] is None for point in points):
        return f"runs of more than {MOST_STEPS:,} steps, where too few get there"
    if measured is None:
        return f"more than {runs} runs to a point: so few give a median no upper limit"
    return more(measured, predicted, runs, "runs to a point", (2, 2))


def figures(data: Mapping[str, Any], folder: Path) -> list[dict[str, str]]:
    """One for each letter, and theorem 2 in epsilon by itself."""
    return rate_views.figures(data, folder)


def section(data: Mapping[str, Any]) -> str:
    """The section of the report."""
    return rate_views.section(data)
