"""The plan of a claim in stages: targets, parameters of every stage, hypotheses, and one experiment a stage."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import sympy as sp

from problems.problem import Problem
from theory import symbols as s
from theory.claim import Claim, Part, StageSchedule, When
from verify.decide.checks import expectation
from verify.decide.evaluate import EQUAL, check, number, over, prescribe, values_of, written_out
from verify.decide.helps import helped
from verify.decide.plan import Plan, Stage
from verify.decide.ranges import ranges
from verify.decide.verdict import HypothesisStatus
from verify.simulate.averages import Prefixes
from verify.simulate.chain import AtDrawn, Drawn
from verify.simulate.ensemble import Experiment
from verify.simulate.measure import Largest
from verify.simulate.schedule import FormulaSchedule
from verify.simulate.streams import stream_key

#: runs come in lots; needed are so many as RESOLUTION times range over bound, a matter of constants alone
LOT, RESOLUTION = 32, 20.0


@dataclass(frozen=True)
class Limits:
    """The most runs of a plan, and what it may cost: T times runs times d + 1, summed over stages.

    Beyond that cost there are fewer runs, and then fewer stages, but never a shorter T.
    """

    runs: int
    work: float


def staged(claim: Claim, schedule: StageSchedule, problem: Problem, seed: int, limits: Limits) -> Plan:
    """Decide the hypotheses of a claim in stages on a problem under one of its schedules, and lay out its stages."""
    laid = in_stages(claim, schedule, problem, seed)
    return _affordable(laid, limits) if laid.stages else laid


def in_stages(claim: Claim, schedule: StageSchedule, problem: Problem, seed: int, most: int | None = None) -> Plan:
    """The plan with all stages, or with the first few; without any where a hypothesis fails. What can be afforded is open."""
    claim = under(claim, schedule)
    values, statuses = values_of(problem, problem.epsilon), _assumptions(claim, problem)
    laid = Plan(claim, problem, values, tuple(statuses), None, schedule=schedule, runs=0)
    if any(status.fails for status in statuses):
        return laid
    values[s.mu] = mu_of(problem)
    values[s.decay_star] = number(s.lambda_ / 2 * s.c_2 * float(np.sum(np.square(problem.family.x_star))), values)
    values[s.eps_stage] = problem.eps_stage or problem.epsilon**2 / (2.0 * values[s.L])
    values[s.eps_0] = number(claim.prescription[s.eps_0], values)
    values[s.K] = float(max(1, _least_above(number(_stated_K(claim), values))))
    stages: list[Stage] = []
    for index in range(1, min(int(values[s.K]), most or int(values[s.K])) + 1):
        stage, found = _stage(claim, schedule, problem, values, index, seed)
        statuses += found if not stages else [status for status in found if status.fails]
        laid = replace(laid, hypotheses=tuple(statuses))
        if stage is None:
            return laid
        stages.append(stage)
    return replace(laid, stages=tuple(stages))


def under(claim: Claim, schedule: StageSchedule) -> Claim:
    """The claim under one schedule: its average parts have the schedule's weights and are named after it."""
    parts = [
        part if part.when == When.START else replace(part, id=f"{schedule.name}.{part.id}", weighted=schedule.weighted)
        for part in claim.parts
    ]
    return replace(claim, parts=tuple(parts))


def mu_of(problem: Problem) -> float:
    """A PL constant of every dynamic objective: the declared or best mu, if mu_k allows it. NaN where none is certified."""
    names = ("mu", "mu_k") if problem.algorithm.lambda_ > 0 else ("mu",)
    found = [problem.constant(name) for name in names]
    return min((mu for mu in found if mu is not None), default=float("nan")) if None not in found else float("nan")


def largest(part: Part, problem: Problem) -> float:
    """The largest value that the left side of a part can take."""
    return expectation.largest(part, ranges(problem, 0.0))


def _assumptions(claim: Claim, problem: Problem) -> list[HypothesisStatus]:
    a = problem.algorithm
    found = [_status("algorithm", a.name in claim.algorithms, a.name, " or ".join(claim.algorithms), claim.source)]
    if a.scheduled:
        limit = "a number or left out: the statement has its own schedules"
        found.append(_status("schedule of the statement", False, ", ".join(a.scheduled), limit, "statement"))
    for letter, name in {"S": "L", "N": "sigma", "B": "c_inf"}.items():
        value = problem.constant(name)
        found.append(_status(f"assumption {letter}", value is not None and bool(np.isfinite(value)), value, f"a finite {name}"))
    mu = mu_of(problem)
    limit = f"a certified PL constant of F_k for every lambda_k in [0, {a.lambda_:g}] (mu_k)"
    found.append(_status("assumption P", bool(np.isfinite(mu)), mu if np.isfinite(mu) else None, limit))
    star = problem.family.x_star
    least, there = problem.constant("minimum"), float(problem.family.value_at(star[:, None])[0])
    known = least is not None and there - least <= EQUAL * max(1.0, abs(there))
    inside = problem.region is None or bool(np.all(np.abs(star) <= problem.region))
    off = None if least is None else there - least
    limit = "0: F is least at the minimiser that the family declares (0 if it declares none), which lies in the region"
    found.append(_status("x_* is known", known and inside, off, limit, "F_k(x_*)"))
    return found


def _status(name: str, holds: bool, value: float | str | None, limit: str, source: str = "section 2") -> HypothesisStatus:
    return HypothesisStatus(name, "holds" if holds else "fails", value, limit, source)


def _stated_K(claim: Claim) -> sp.Expr:
    return next(h.relation.rhs for h in claim.hypotheses if h.relation.lhs == s.K)


def _least_above(value: float) -> int:
    return int(np.ceil(value - EQUAL * abs(value)))


def inside_stage(values: Mapping[sp.Symbol, float], index: int) -> dict[sp.Symbol, float]:
    """The letters of a stage, but for what it prescribes."""
    eps_0 = values[s.eps_0]
    return {**values, s.eps_prev: eps_0 / 2.0 ** (index - 1), s.eps_k: eps_0 / 2.0**index, s.k: 0.0}


def _stage(
    claim: Claim, schedule: StageSchedule, problem: Problem, values: Mapping[sp.Symbol, float], index: int, seed: int
) -> tuple[Stage | None, list[HypothesisStatus]]:
    """A stage and its hypotheses; None if one of them fails."""
    a, inside = problem.algorithm, inside_stage(values, index)
    fixed = {s.beta_1: a.largest("beta_1"), s.eta: a.largest("eta"), s.T: a.T}
    given = {letter: float(value) for letter, value in fixed.items() if value is not None}
    inside |= prescribe(schedule.prescription, inside, given)
    statuses = [check(hypothesis, inside, True) for hypothesis in claim.hypotheses]
    for letter, value in given.items():
        statuses.append(_given(letter, value, schedule, inside))
    length = inside[s.T]
    statuses.append(_status("T_k is a positive number", bool(np.isfinite(length) and length > 0), length, "finite, above 0"))
    statuses = [replace(status, name=f"{status.name} (stage {index})") for status in statuses]
    if any(status.fails for status in statuses):
        return None, statuses
    known = {letter: sp.Float(value, 17) for letter, value in inside.items() if letter not in (s.k, s.beta_1, s.eta)}
    formulas = [schedule.prescription[letter] for letter in (s.beta_1, s.eta)]
    if not any(formula.has(s.k) for formula in formulas):
        formulas = [sp.Float(inside[letter], 17) for letter in (s.beta_1, s.eta)]
    beta_1, eta = (_in_k(formula, schedule, known) for formula in formulas)
    steps, purpose = max(1, _least_above(length)), f"{claim.id}, {schedule.name}, stage {index}"
    # a later stage has its lambda, iterate and moments from what the last one put out
    formulas_in_k = FormulaSchedule(problem.rule, beta_1, eta, a.beta_2, a.lambda_, a.delta, number(s.mu_v, inside))
    drawn = Drawn(stream_key(seed, problem.name, f"{purpose}, output"), steps, eta if schedule.weighted else None)
    needs = tuple(sorted({name for part in claim.parts for name in expectation.needs(part)}))
    watched = (Prefixes(needs, tuple(sorted({1, steps})), schedule.weighted), AtDrawn(needs, drawn), Largest(("g_sup",)))
    experiment = Experiment(problem, problem.rule, formulas_in_k, steps, seed, watched, purpose=purpose, output=drawn)
    return Stage(inside, experiment), statuses


def _in_k(formula: sp.Expr, schedule: StageSchedule, known: Mapping[sp.Symbol, sp.Expr]) -> sp.Expr:
    written, letters = written_out(
        formula.subs(s.beta_1, schedule.prescription[s.beta_1]) if formula.has(s.beta_1) else formula
    )
    return written.subs({letter: known[letter] for letter in letters if letter in known})


def _given(letter: sp.Symbol, value: float, schedule: StageSchedule, inside: Mapping[sp.Symbol, float]) -> HypothesisStatus:
    """A number that the file fixes: it must lie within what the statement prescribes for this stage."""
    formula = schedule.prescription[letter]
    if formula.has(s.k):
        return _status(f"{letter} of the schedule", False, value, "left out: it decays inside the stage", "statement")
    limit = number(formula, inside)
    if letter == s.T:
        return _status("T_k of the statement", value >= limit * (1.0 - EQUAL), value, f"at least {limit:.10g}", "statement")
    return _status(f"{letter} of the statement", value <= limit * (1.0 + EQUAL), value, f"at most {limit:.10g}", "statement")


def work(steps: float) -> str:
    """What stages need to be run."""
    return f"time for {steps:.2g} steps of a coordinate"


def _affordable(laid: Plan, limits: Limits) -> Plan:
    """How many runs resolve every bound, and how many stages can be run with them."""
    low = {part: expectation.below_0(part, laid.values[s.decay_star]) for part in laid.claim.parts}
    high = {part: largest(part, laid.problem) for part in laid.claim.parts}
    needed = max(
        RESOLUTION * over(high[part] + low[part], number(part.right, stage.values) + low[part])
        for stage in laid.stages
        for part in laid.claim.parts
    )
    steps = np.cumsum([float(stage.steps) for stage in laid.stages]) * (laid.problem.dimension + 1)
    most = max(float(LOT), min(float(limits.runs), limits.work / steps[-1]))
    runs = int(min(np.ceil(needed / LOT), most // LOT)) * LOT
    count = int(np.sum(runs * steps <= limits.work))
    if not count:
        first = laid.stages[0].steps
        why = f"stage 1 is too long to be run: T = {first}, {runs} runs"
        return replace(laid, runs=runs, refusal=helped(why, work(runs * steps[0])))
    return replace(laid, runs=runs, experiment=laid.stages[0].experiment, affordable=count)
