"""Many candidates of one cell in one ensemble: measured over bound, for every part of the claim."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from problems.problem import Problem
from theory import symbols as s
from theory.claim import Claim, Kind, Part, StageSchedule, When
from verify.attack.candidates import Candidate
from verify.attack.limits import chosen
from verify.attack.space import AS_GIVEN, REACH, placed
from verify.attack.step_ratio import StepRatio, at_states, cancelled
from verify.attack.target import LONGEST, Target
from verify.decide.checks import expectation
from verify.decide.checks.adversary import extreme
from verify.decide.checks.conditional import NextStep
from verify.decide.evaluate import MissingLetter, Values, number, over, values_of
from verify.decide.plan import Plan, Stage, minimised, prescribed, schedule_of
from verify.decide.stages import in_stages, inside_stage
from verify.simulate.ensemble import Ensemble, Experiment, Records
from verify.simulate.kernels.numpy_kernel import coefficients
from verify.simulate.measure import ETA, Chunk, Largest, Reducer, Running
from verify.simulate.schedule import Schedule
from verify.simulate.tables import stands_still

Array = NDArray[np.float64]
#: longest horizon of a candidate, runs of one with noise, values of T at which a bound for every T is looked at
MOST_STEPS, RUNS, HORIZONS = 2_000, 8, 12
#: of a claim in stages, how many are estimated, but for candidates whose later ones are; the most steps of all of these
SCORED, MOST_IN_STAGES = 1, 40_000
#: what a candidate of which nothing is claimed scores: below every ratio, and the lower the more fails
REFUSED = -1.0
#: what the largest ratio counts as: of runs that diverge none is better than another
MOST = 1e6


@dataclass(frozen=True, eq=False)
class Laid:
    """A candidate as the claim has it: what its letters are, and what is run; what parts score that are not among `parts`.

    `stages` are those that are run where those after the first are scored.
    """

    candidate: Candidate
    problem: Problem
    values: dict[sp.Symbol, float]
    schedule: Schedule
    steps: int
    parts: tuple[Part, ...]
    others: float = REFUSED
    stages: tuple[Stage, ...] = ()


def lay(target: Target, candidates: Sequence[Candidate]) -> list[Laid | float]:
    """What is run of candidates of one cell, or the score of one of which nothing is claimed."""
    if target.schedule is None:
        candidates = _placed(target.claim, candidates)
    return [_laid(target, one) for one in candidates]


def _placed(claim: Claim, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with what they have in the place of what is prescribed."""
    made = list(candidates)
    able = [j for j, one in enumerate(made) if one.places]
    values = [values_of(problem, problem.epsilon) for problem in (minimised(claim, made[j].problem) for j in able)]
    letters = set.intersection(*(set(one) for one in values)) if values else set()
    if s.c_inf not in letters:
        return made
    places = {name: np.array([made[j].places[name] for j in able]) for name in made[able[0]].places}
    found = chosen(claim, {letter: np.array([one[letter] for one in values]) for letter in letters}, places, MOST_STEPS)
    for at, j in enumerate(able):
        numbers = {name: float(column[at]) for name, column in found.items() if not np.isnan(column[at])}
        made[j] = made[j].with_algorithm(**{name: int(x) if name == "T" else x for name, x in numbers.items()})
    return made


def _laid(target: Target, candidate: Candidate) -> Laid | float:
    claim = target.claim
    try:
        if target.schedule is not None:
            return _stage(claim, target.schedule, target.parts, candidate)
        problem = minimised(claim, candidate.problem)
        plan, formulas = prescribed(claim, problem, problem.epsilon, MOST_STEPS)
        if plan.refused:
            return penalty(plan)
        return Laid(candidate, problem, plan.values, schedule_of(plan, formulas), int(plan.values[s.T]), target.parts)
    except (MissingLetter, OverflowError, ValueError, ZeroDivisionError):
        return 10.0 * REFUSED


def penalty(plan: Plan) -> float:
    """The more hypotheses fail, or the longer T is, the lower."""
    failing = sum(status.fails and status.binding for status in plan.hypotheses)
    T = plan.values.get(s.T, 1.0)
    long = np.log10(max(T / MOST_STEPS, 1.0)) if np.isfinite(T) else 10.0
    return float(REFUSED * (1.0 + failing + min(long, 20.0)))


def _stage(claim: Claim, schedule: StageSchedule, parts: tuple[Part, ...], candidate: Candidate) -> Laid | float:
    """The first stage of a claim in stages; of one that is too long no more than its start."""
    chosen = _chosen_in_stages(claim, schedule, candidate)
    # what a file fixes must be allowed in all stages
    plan = in_stages(claim, schedule, chosen.problem, 0, most=1 if chosen is candidate and not candidate.late else None)
    if not plan.stages or plan.refused:
        return penalty(plan)
    if candidate.late:
        return _late(chosen, plan, parts)
    first = plan.stages[0]
    beyond = 0.0 if first.steps <= MOST_STEPS else REFUSED * (1.0 + np.log10(first.steps / MOST_STEPS))
    here = tuple(p for p in parts if p.when == When.START or not (beyond or (p.when == When.LAST and plan.values[s.K] > 1)))
    if beyond and (first.steps > LONGEST or not here):
        return float(beyond)
    steps = 1 if beyond else first.steps
    return Laid(chosen, chosen.problem, dict(first.values), first.experiment.schedule, steps, here, float(beyond))


def _late(candidate: Candidate, plan: Plan, parts: tuple[Part, ...]) -> Laid | float:
    """As many stages as the horizon holds, for those after the first."""
    lengths = np.cumsum([stage.steps for stage in plan.stages])
    held = int(np.sum(lengths <= MOST_IN_STAGES))
    if held < 2:
        return float(REFUSED * (1.0 + np.log10(max(lengths[min(1, len(lengths) - 1)] / MOST_IN_STAGES, 1.0))))
    here = tuple(p for p in parts if p.when == When.EACH or (p.when == When.LAST and held == len(plan.stages)))
    first = plan.stages[0].experiment.schedule
    return Laid(candidate, candidate.problem, dict(plan.values), first, int(lengths[held - 1]), here, stages=plan.stages[:held])


def _chosen_in_stages(claim: Claim, schedule: StageSchedule, candidate: Candidate) -> Candidate:
    """The candidate with what it has in the place of what the first stage prescribes: less of beta_1 and eta, or a longer T."""
    chosen, values = candidate, in_stages(claim, schedule, candidate.problem, 0, most=1).values
    if s.mu not in values:
        return candidate
    inside = inside_stage(values, 1)
    for letter in (s.beta_1, s.eta, s.T):
        if schedule.prescription[letter].has(s.k):
            break
        given = np.array([number(schedule.prescription[letter], inside)])
        least, most = (given, given * 10.0**REACH) if letter == s.T else (given / 10.0**REACH, given)
        place = np.array([candidate.places.get(letter.name, AS_GIVEN)])
        (value,) = placed(place, given, least, most, whole=letter == s.T)
        if not np.isnan(value):
            chosen = chosen.with_algorithm(**{letter.name: int(value) if letter == s.T else float(value)})
        inside[letter] = float(given[0]) if np.isnan(value) else float(value)
    return chosen


@dataclass(frozen=True, eq=False)
class SideBySide:
    """A schedule of its own for each candidate, `each` runs having it."""

    schedules: Sequence[Schedule]
    each: int

    shared = False

    @property
    def neutral(self) -> tuple[str, ...]:
        return self.schedules[0].neutral

    def rows(self, k: NDArray[np.int64], runs: NDArray[np.int64]) -> Array:
        which, place = np.unique(runs // self.each, return_inverse=True)
        tables = [self.schedules[j].rows(k, np.arange(self.each)) for j in which]
        columns = [np.broadcast_to(one, (*one.shape[:2], self.each)) for one in tables]
        return np.stack(columns, axis=2)[:, :, place, runs % self.each]


@dataclass(frozen=True)
class Totals(Reducer):
    """Sums of quantities over the first T steps of each run, plain and weighted by eta_k: at T of a grid, and at its end."""

    needs: tuple[str, ...]
    grid: tuple[int, ...]

    def begin(self, width: int, runs: NDArray[np.int64]) -> "RunningTotals":
        return RunningTotals(self, width)


class RunningTotals(Running):
    def __init__(self, spec: Totals, width: int) -> None:
        self.spec = spec
        self.total = np.zeros((2, len(spec.needs) + 1, width))  # the last row counts the steps, or their weights
        self.kept = np.zeros((len(spec.grid) + 1, *self.total.shape))
        self.first = np.zeros((len(spec.needs), width))

    def update(self, chunk: Chunk) -> None:
        k = np.arange(chunk.first, chunk.first + len(chunk.q) - 1)[:, None]
        counts = (k < chunk.limit) * 1.0
        rows = np.stack([*(chunk.of(name) for name in self.spec.needs), counts], axis=1)
        eta = np.broadcast_to(chunk.hyper[1:, ETA], counts.shape)[:, None, :]
        if chunk.first == 0:
            self.first = rows[0, :-1]
        with np.errstate(all="ignore"):  # a run that diverges is stopped, and scores nothing
            sums = np.cumsum(np.stack([rows, rows * eta], axis=1), axis=0) + self.total
        for j, T in enumerate(self.spec.grid):
            if chunk.first < T <= chunk.first + len(k):
                self.kept[j] = sums[T - chunk.first - 1]
        self.total = sums[-1]

    def result(self) -> dict[str, NDArray[np.generic]]:
        self.kept[-1] = self.total
        return {"totals": self.kept, "first": self.first}


def scores(target: Target, laid: Sequence[Laid], seed: int, round_number: int) -> list[dict[str, float]]:
    """For each candidate (all of one cell) measured over bound of every part; below 0 where too many runs leave the region."""
    if not laid:
        return []
    first = laid[0].problem
    lengths = {one.steps for one in laid}
    alike = len(lengths) == 1 or stands_still(first.rule)
    if len(laid) > 1 and (first.coupled or not alike):  # these share no array
        return [found for one in laid for found in scores(target, [one], seed, round_number)]
    each = 1 if first.noise.kind == "none" else RUNS
    lanes = np.repeat(np.arange(len(laid)), each)
    names = tuple(
        sorted({name for one in laid for p in one.parts if p.kind == Kind.EXPECTATION for name in expectation.needs(p)})
    )
    most = max(lengths)
    grid = tuple(int(T) for T in np.unique(np.round(np.geomspace(min(4, most), most, HORIZONS))))
    letters = set.intersection(*(set(one.values) for one in laid))
    values = {letter: np.array([one.values[letter] for one in laid])[lanes] for letter in letters}
    by_step = [part for part in laid[0].parts if part.kind == Kind.PATHWISE]
    of_steps = any(part.kind in (Kind.PATHWISE, Kind.CONDITIONAL) for part in laid[0].parts)
    lost = cancelled([one.problem for one in laid]) if of_steps else np.zeros(len(laid))
    reducers: tuple[Reducer, ...] = (
        Totals(names, grid),
        Largest(("x_sup",)),
        *(StepRatio(target.claim, p, values, lost[lanes]) for p in by_step),
    )
    steps = most if len(lengths) == 1 else np.array([one.steps for one in laid])[lanes]
    schedules = SideBySide([one.schedule for one in laid], each)
    records = together(laid, schedules, steps, starts(laid, each), f"attack {seed} {round_number}", seed, reducers=reducers)
    return [_of(one, j, each, records, names, grid, float(lost[j])) for j, one in enumerate(laid)]


def starts(laid: Sequence[Laid], each: int) -> Array:
    """The states, (slots, d, W), in which runs of these candidates begin."""
    first = laid[0].problem
    start = np.zeros((len(first.rule.slots._fields), first.dimension, len(laid) * each))
    start[0] = np.repeat(np.stack([one.problem.start for one in laid], axis=1), each, axis=1)
    return start


def together(
    laid: Sequence[Laid], schedules: SideBySide, steps: int | NDArray[np.int64], start: Array, name: str, seed: int, **more: Any
) -> Records:
    """The records of runs of many candidates of a cell in one array."""
    first = laid[0].problem
    own = None if first.coupled else np.stack([np.stack(coefficients(one.problem)) for one in laid], axis=2)
    experiment = Experiment(
        problem=replace(first, region=None, name=name), algorithm=first.rule, schedule=schedules, steps=steps, seed=seed,
        start=start, backend="numpy", coefficients=None if own is None else np.repeat(own, schedules.each, axis=2), **more,
    )  # fmt: skip
    return Ensemble(experiment).run(range(start.shape[2]))


def leave(one: Laid, records: Records, here: slice) -> bool:
    """Whether more than a tenth of a candidate's runs leave the region, or the floats."""
    region = one.problem.region
    left = (records["stopped"][here] > 0) | (records["max:x_sup"][here] > (np.inf if region is None else region))
    return bool(np.mean(left) > 0.1)


def averages(part: Part, sums: Array, names: Sequence[str]) -> Callable[[str], Array]:
    """What is measured of each run, on average, from the sums of `Totals`."""
    kind = sums[1 if part.weighted else 0]
    return lambda name: kind[names.index(name)] / kind[-1]


def ratio_of(part: Part, problem: Problem, values: Values, measured: Callable[[str], Array]) -> float:
    """The mean over the runs of what is measured, over the bound."""
    with np.errstate(all="ignore"):
        star = values.get(s.decay_star, 0.0)
        mean = float(np.mean(expectation.left_side(part, measured, problem.constant("minimum") or 0.0, star)))
    # 0 <= 0, as at rest, says nothing of a bound; more than a bound of 0 breaks it
    return over(mean, max(number(part.right, values), 0.0)) if mean else 0.0


def _of(
    one: Laid, j: int, each: int, records: dict[str, Any], names: tuple[str, ...], grid: tuple[int, ...], lost: float
) -> dict[str, float]:
    here = slice(j * each, (j + 1) * each)
    if leave(one, records, here):
        return {part.id: REFUSED for part in one.parts}
    totals = records["totals"][..., here]

    def ratio_at(T: int, part: Part, measured: Callable[[str], Array]) -> float:
        return ratio_of(part, one.problem, {**one.values, s.T: float(T)}, measured)

    found: dict[str, float] = {}
    for part in one.parts:
        if part.kind == Kind.CONDITIONAL:
            step = NextStep(part, one.problem, one.problem.rule, one.schedule, one.values)
            ratio = at_states(part, step, extreme(one.problem, 0), lost)
        elif part.kind == Kind.PATHWISE:
            ratio = float(np.max(records[f"step:{part.id}"][here]))
        elif part.when == When.START:
            ratio = ratio_at(one.steps, part, lambda name: records["first"][names.index(name), here])
        elif part.every_T:
            horizons = [(T, place) for place, T in enumerate(grid) if one.steps >= T] + [(one.steps, -1)]
            ratio = max(ratio_at(T, part, averages(part, totals[place], names)) for T, place in horizons)
        else:
            ratio = ratio_at(one.steps, part, averages(part, totals[-1], names))
        found[part.id] = REFUSED if np.isnan(ratio) else min(ratio, MOST)
    return found
