"""What Theorem 4 asks for on a problem under one of its schedules: targets, parameters of every stage, hypotheses, runs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import sympy as sp

from problems.families.base import Separable
from problems.problem import Problem
from theory import symbols as s
from theory.claim import Claim, Part
from theory.papers.adamw.theorem_4.statement import Rule
from theory.symbols import expand
from verify.decide.checks import expectation
from verify.decide.evaluate import EQUAL, check, number, prescribe, values_of
from verify.decide.ranges import ranges
from verify.decide.verdict import HypothesisStatus

#: runs come in lots; needed are so many as RESOLUTION times range over bound, a matter of constants alone
LOT, RESOLUTION = 32, 20.0
SHOWN = (
    s.epsilon, s.eps_stage, s.eps_0, s.K, s.mu, s.L, s.sigma, s.c_inf, s.Delta, s.decay_0, s.decay_star, s.b, s.beta_2, s.delta,
    s.lambda_,
)  # fmt: skip


@dataclass(frozen=True)
class Limits:
    """The most runs of a chain, and what it may cost: T times runs times d + 1, summed over stages.

    Beyond that cost there are fewer runs, and then fewer stages, but never a shorter T.
    """

    runs: int
    work: float


@dataclass(frozen=True)
class Stage:
    """Stage `number` of K: the values of all letters in it (beta_1, eta at its step 0), T, and its schedule in k."""

    number: int
    values: Mapping[sp.Symbol, float]
    steps: int
    beta_1: sp.Expr
    eta: sp.Expr


@dataclass(frozen=True, eq=False)
class StagePlan:
    """A chain of stages. `stages` is empty where a hypothesis fails; `affordable` of them are run, with `runs` runs."""

    claim: Claim
    rule: Rule
    problem: Problem
    values: Mapping[sp.Symbol, float]
    hypotheses: tuple[HypothesisStatus, ...]
    stages: tuple[Stage, ...] = ()
    runs: int = 0
    affordable: int = 0

    @property
    def parameters(self) -> dict[str, float | int | str]:
        """The numbers that all stages share, by the paper's names."""
        shown: dict[str, float | int | str] = {x.name: self.values[x] for x in SHOWN if x in self.values}
        for letter in (s.K, s.b):
            if letter in self.values:
                shown[letter.name] = int(self.values[letter])
        return {"schedule": self.rule.name, **shown}

    @property
    def total(self) -> float:
        """The gradients that the prescribed lengths cost, before they are rounded up."""
        return sum(stage.values[s.T] for stage in self.stages) * self.values[s.b]

    @property
    def stated_total(self) -> float:
        """What the claim says of them (up to a constant unless `rule.exact_total`)."""
        return number(self.rule.total, {**self.values, s.eps_k: self.values[s.eps_0] / 2.0 ** self.values[s.K]})


def stage_plan(claim: Claim, rule: Rule, problem: Problem, limits: Limits) -> StagePlan:
    """Decide the hypotheses of theorem 4 on a problem and lay out its stages."""
    values, statuses = values_of(problem, problem.epsilon), _assumptions(claim, problem)
    laid = StagePlan(claim, rule, problem, values, tuple(statuses))
    if any(status.fails for status in statuses):
        return laid
    values[s.mu] = mu_of(problem)
    values[s.decay_star] = 0.0  # x_* = 0, by the hypothesis above
    values[s.eps_stage] = problem.eps_stage or problem.epsilon**2 / (2.0 * values[s.L])
    values[s.eps_0] = number(claim.prescription[s.eps_0], values)
    values[s.K] = float(max(1, _least_above(number(_stated_K(claim), values))))
    stages: list[Stage] = []
    for index in range(1, int(values[s.K]) + 1):
        stage, found = _stage(claim, rule, problem, values, index)
        statuses += found if not stages else [status for status in found if status.fails]
        laid = replace(laid, values=values, hypotheses=tuple(statuses))
        if stage is None:
            return laid
        stages.append(stage)
    return _affordable(replace(laid, stages=tuple(stages)), limits)


def mu_of(problem: Problem) -> float:
    """A PL constant of every dynamic objective: the declared or best mu, if mu_k allows it. NaN where none is certified."""
    names = ("mu", "mu_k") if problem.algorithm.lambda_ > 0 else ("mu",)
    found = [problem.constant(name) for name in names]
    return min((mu for mu in found if mu is not None), default=float("nan")) if None not in found else float("nan")


def largest(part: Part, problem: Problem) -> float:
    """The largest value that the left side of a part can take."""
    return expectation.largest(part, ranges(problem, 0.0))


def lengths_ahead(plan: StagePlan, more: int) -> float:
    """sum T_k b over stated total with `more` stages more, the target being that of the last of them."""
    values = dict(plan.values)
    values[s.K] += more
    values[s.eps_stage] = values[s.eps_0] / 2.0 ** values[s.K]
    total = 0.0
    for index in range(1, int(values[s.K]) + 1):
        inside = _inside(values, index)
        total += prescribe(plan.rule.prescription, inside, {})[s.T] * values[s.b]
    return total / number(plan.rule.total, {**values, s.eps_k: values[s.eps_stage]})


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
    inside = problem.region is not None
    found.append(_status("bounded iterates", inside, problem.region, "a region in the problem file", "statistics"))
    least, at_0 = problem.constant("minimum"), _value_at_0(problem)
    centred = least is not None and at_0 - least <= EQUAL * max(1.0, abs(at_0))
    off = None if least is None else at_0 - least
    limit = "F(0) is the least value: x_* = 0 minimises F and every F_k"
    found.append(_status("x_* is the centre of the decay", centred, off, limit, "F_k(x_*)"))
    return found


def _status(name: str, holds: bool, value: float | str | None, limit: str, source: str = "section 2") -> HypothesisStatus:
    return HypothesisStatus(name, "holds" if holds else "fails", value, limit, source)


def _value_at_0(problem: Problem) -> float:
    family, zero = problem.family, np.zeros(problem.dimension)
    if isinstance(family, Separable):
        return float(np.sum(family.term(zero, *family.coefficients)))
    value, gradient = np.empty(1), np.empty((problem.dimension, 1))
    family.evaluate(zero[:, None], value, gradient, {})  # type: ignore[attr-defined]
    return float(value[0])


def _stated_K(claim: Claim) -> sp.Expr:
    return next(h.relation.rhs for h in claim.hypotheses if h.relation.lhs == s.K)


def _least_above(value: float) -> int:
    return int(np.ceil(value - EQUAL * abs(value)))


def _inside(values: Mapping[sp.Symbol, float], index: int) -> dict[sp.Symbol, float]:
    """The letters of a stage, but for what it prescribes."""
    eps_0 = values[s.eps_0]
    return {**values, s.eps_prev: eps_0 / 2.0 ** (index - 1), s.eps_k: eps_0 / 2.0**index, s.k: 0.0}


def _stage(
    claim: Claim, rule: Rule, problem: Problem, values: Mapping[sp.Symbol, float], index: int
) -> tuple[Stage | None, list[HypothesisStatus]]:
    """A stage and its hypotheses; None if one of them fails."""
    a, inside = problem.algorithm, _inside(values, index)
    fixed = {s.beta_1: a.largest("beta_1"), s.eta: a.largest("eta"), s.T: a.T}
    given = {letter: float(value) for letter, value in fixed.items() if value is not None}
    inside |= prescribe(rule.prescription, inside, given)
    statuses = [check(hypothesis, inside, True) for hypothesis in claim.hypotheses]
    for letter, value in given.items():
        statuses.append(_given(letter, value, rule, inside))
    length = inside[s.T]
    statuses.append(_status("T_k is a positive number", bool(np.isfinite(length) and length > 0), length, "finite, above 0"))
    statuses = [replace(status, name=f"{status.name} (stage {index})") for status in statuses]
    if any(status.fails for status in statuses):
        return None, statuses
    known = {letter: sp.Float(value, 17) for letter, value in inside.items() if letter not in (s.k, s.beta_1, s.eta)}
    formulas = [rule.prescription[letter] for letter in (s.beta_1, s.eta)]
    if not any(formula.has(s.k) for formula in formulas):
        formulas = [sp.Float(inside[letter], 17) for letter in (s.beta_1, s.eta)]
    beta_1, eta = (_in_k(formula, rule, known) for formula in formulas)
    return Stage(index, inside, max(1, _least_above(length)), beta_1, eta), statuses


def _in_k(formula: sp.Expr, rule: Rule, known: Mapping[sp.Symbol, sp.Expr]) -> sp.Expr:
    written = formula.subs(s.beta_1, rule.prescription[s.beta_1]) if formula.has(s.beta_1) else formula
    return expand(written).subs(known)


def _given(letter: sp.Symbol, value: float, rule: Rule, inside: Mapping[sp.Symbol, float]) -> HypothesisStatus:
    """A number that the file fixes: it must lie within what the statement prescribes for this stage."""
    formula = rule.prescription[letter]
    if formula.has(s.k):
        return _status(f"{letter} of the schedule", False, value, "left out: it decays inside the stage", "statement")
    limit = number(formula, inside)
    if letter == s.T:
        return _status("T_k of the statement", value >= limit * (1.0 - EQUAL), value, f"at least {limit:.10g}", "statement")
    return _status(f"{letter} of the statement", value <= limit * (1.0 + EQUAL), value, f"at most {limit:.10g}", "statement")


def _affordable(laid: StagePlan, limits: Limits) -> StagePlan:
    """How many runs resolve every bound, and how many stages can be run with them."""
    needed = max(
        RESOLUTION * largest(part, laid.problem) / number(part.right, stage.values)
        for stage in laid.stages
        for part in laid.claim.parts
    )
    steps = np.cumsum([float(stage.steps) for stage in laid.stages]) * (laid.problem.dimension + 1)
    most = max(float(LOT), min(float(limits.runs), limits.work / steps[-1]))
    runs = int(min(np.ceil(needed / LOT), most // LOT)) * LOT
    return replace(laid, runs=runs, affordable=int(np.sum(runs * steps <= limits.work)))
