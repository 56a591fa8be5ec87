"""Does a theorem cover given hyper-parameters? Every hypothesis with its factor, and the nearest that are covered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy as sp

from problems.problem import Problem
from theory import symbols as s
from theory.algorithms import adamw
from theory.claim import Claim, Kind
from verify.decide.checks import expectation
from verify.decide.convention import Convention, Translated, translate
from verify.decide.evaluate import COMPARE, check, number, over, prescribe, values_of
from verify.decide.statistics import mean_interval
from verify.simulate.ensemble import Ensemble, Experiment
from verify.simulate.measure import Averages
from verify.simulate.schedule import PaperSchedule, TorchSchedule

#: where a hypothesis is a strict inequality there is no nearest point: this much inside
INSIDE = 0.99


@dataclass(frozen=True)
class Condition:
    """A hypothesis at the given hyper-parameters; `factor` > 1 says by how much the left side misses its limit."""

    name: str
    holds: bool
    value: float
    limit: str
    factor: float
    source: str


def values_at(problem: Problem, given: Translated, epsilon: float) -> dict[sp.Symbol, float]:
    """The problem's constants and the given hyper-parameters in the paper's letters."""
    values = values_of(problem, epsilon)
    values |= {s.beta_1: given.beta_1, s.beta_2: given.beta_2, s.eta: given.eta, s.lambda_: given.lambda_}
    values |= {s.delta: given.delta, s.T: float(given.steps)}
    values[s.decay_0] = number(s.lambda_ / 2 * s.c_2 * s.x_0_sq, values)
    return values


def conditions(claim: Claim, values: dict[sp.Symbol, float]) -> list[Condition]:
    """Every hypothesis of the claim, those that only its proof uses included."""
    found = []
    for hypothesis in claim.hypotheses:
        status = check(hypothesis, values, True)
        sign, _ = COMPARE[type(hypothesis.relation)]
        left, right = number(hypothesis.relation.lhs, values), number(hypothesis.relation.rhs, values)
        high, low = (left, right) if sign > 0 else (right, left)
        factor = over(high, low)
        found.append(Condition(hypothesis.name, not status.fails, left, str(status.limit), factor, hypothesis.source))
    return found


def nearest(claim: Claim, values: dict[sp.Symbol, float]) -> dict[sp.Symbol, float]:
    """Hyper-parameters that are covered: each is moved only as far as a hypothesis needs, delta first, T last."""
    moved = dict(values)
    if number(s.mu_v, moved) >= 1.0:
        moved[s.delta] = moved[s.beta_2] * moved[s.c_inf] ** 2 / INSIDE
    moved[s.decay_0] = number(s.lambda_ / 2 * s.c_2 * s.x_0_sq, moved)
    for letter in (s.beta_1, s.eta):
        limit = prescribe(claim.prescription, moved, {s.beta_1: moved[s.beta_1]} if letter == s.eta else {})[letter]
        moved[letter] = min(moved[letter], limit)
    if moved[s.lambda_] * moved[s.eta] >= 1.0:
        moved[s.eta] = INSIDE / moved[s.lambda_]
    given = {letter: moved[letter] for letter in (s.beta_1, s.eta)}
    moved[s.T] = max(moved[s.T], prescribe(claim.prescription, moved, given)[s.T])
    return moved


#: what people run: the libraries' defaults, and what is common for large models
COMMON = (
    (f"torch.optim.{adamw.ALGORITHM.torch}", Convention.TORCH, ()),
    (f"torch.optim.{adamw.ALGORITHM.torch}, large models", Convention.TORCH, ("lr=3e-4", "betas=0.9,0.95", "weight_decay=0.1")),
    (f"optax.{adamw.ALGORITHM.optax}", Convention.OPTAX, ()),
)


def common(claim: Claim, problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """A table of common defaults: on each problem, what fails and by what factor, and the nearest that is covered."""
    rows = []
    for problem in problems:
        if problem.constant("c_inf") is None or problem.constant("L") is None:
            continue
        for name, convention, words in COMMON:
            values = values_at(problem, translate(convention, words), problem.epsilon)
            failing = {c.name: c.factor for c in conditions(claim, values) if not c.holds}
            covered = nearest(claim, values)
            letters = (s.beta_1, s.eta, s.delta, s.T)
            rows.append({
                "claim": claim.id, "variant": str(claim.variant), "problem": problem.name, "settings": name,
                "failing": failing, "nearest": {letter.name: covered[letter] for letter in letters},
            })  # fmt: skip
    return rows


def measure(claim: Claim, problem: Problem, given: Translated, epsilon: float, runs: int, seed: int) -> list[dict[str, Any]]:
    """What happens anyway: the left side of every part in expectation, measured over runs of the library's algorithm.

    The intervals (error rate 0.01 each) use that under B every v is at most c_inf + delta^(1/2).
    """
    values = values_at(problem, given, epsilon)
    parts = [part for part in claim.parts if part.kind == Kind.EXPECTATION and not part.every_T]
    needs = tuple(sorted({name for part in parts for name in expectation.weights(part)}))
    rule, kept = adamw.ALGORITHM, (Averages(needs),)
    schedule = (
        TorchSchedule(given.torch)
        if given.torch
        else PaperSchedule(rule.name, given.beta_1, given.beta_2, given.eta, given.lambda_, given.delta, 0.0)
    )
    experiment = Experiment(problem, rule, schedule, given.steps, seed, kept, purpose="cover")
    records = Ensemble(experiment).run(range(runs))
    rows = []
    for part in parts:
        left = expectation.measured_values(part, records)
        bound = number(part.right, values)
        top = _largest(problem, given, expectation.weights(part))
        stopped = int(np.sum(records["stopped"] > 0))
        interval = mean_interval(left, top, 0.01) if not stopped and np.isfinite(top) else None
        rows.append({
            "part": part.id, "mean": float(np.mean(left)), "lower": interval.lower if interval else None,
            "upper": interval.upper if interval else None, "bound": bound, "runs": runs, "stopped": stopped,
        })  # fmt: skip
    return rows


def _largest(problem: Problem, given: Translated, weights: dict[str, float]) -> float:
    c_inf = problem.constant("c_inf")
    if c_inf is None or problem.region is None:
        return float("inf")
    v = c_inf * (1.0 + 1e-9) + np.sqrt(given.delta)
    one = np.square(2.0 * c_inf * (1.0 + 1e-9) + given.lambda_ * problem.region * v) * problem.dimension
    step = np.square(2.0 * problem.region) * problem.dimension
    sizes = {"v_dx_sq": v**2 * step, "dx_sq": step}
    return float(sum(weight * sizes.get(name, one) for name, weight in weights.items()))
