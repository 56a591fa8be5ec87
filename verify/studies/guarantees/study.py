"""Whose guarantee is the smallest, and whose is nearest to what is measured? One problem, the same numbers of steps.

Each method runs with the beta_1 and the step size that its claim prescribes (or is measured with) for the file's epsilon, T is
the budget; the left side is the average of a squared gradient norm and a quarter of the momentum's, as the claim weights it.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from problems.load import FOLDER, load
from problems.problem import Problem
from problems.schema import AlgorithmSection
from theory import symbols as s
from theory.algorithms import all_algorithms
from theory.claim import Claim, Kind
from theory.papers import find
from verify.decide.checks import expectation
from verify.decide.error_rates import Even
from verify.decide.evaluate import over
from verify.decide.plan import plan
from verify.decide.ranges import average_ranges
from verify.simulate.ensemble import Ensemble
from verify.studies.base import Progress, Study
from verify.studies.render import markdown

RUNS, BUDGETS = 64, (500, 5000)
#: claim, algorithm, its own parameters; `horizon` is the budget
METHODS: tuple[tuple[str, str, dict[str, float]], ...] = (
    ("theorem-2:repaired", "adam", {}),
    ("theorem-3:repaired", "adam", {}),
    ("bounded-scaling:tighter", "adam", {}),
    ("bounded-scaling:tighter", "sgd-momentum", {}),
    ("uadam-rate:paper", "uadam", {"nu": 0.1}),
    ("xgrad-rate:paper", "xgrad", {"ahead": 1.0}),
    ("sadam-rate:paper", "sadam", {"softness": 1.0}),
    ("sadam-rate:paper", "samsgrad", {"softness": 1.0}),
    ("adabound-rate:paper", "adabound-relaxed", {"low": 0.5, "high": 1.0}),
    ("defossez-adam:paper", "summed-adam", {}),
    ("defossez-adagrad:paper", "adagrad", {}),
    ("wuc-adam-rate:paper", "wuc-adam", {"warm_up": 20}),
    ("win-rate:repaired", "adam-win", {}),
    ("adacn-secant:paper", "adacn-secant", {}),
)


def decide(claims: Sequence[Claim], seed: int, error_rate: float, progress: Progress) -> Study:
    """No rows: each claim has its own verdicts on its own files. Everything is in the data."""
    spent = Even(error_rate, {"methods at a budget": len(METHODS) * len(BUDGETS)})
    problem, lines = load(FOLDER / "studies" / "guarantees.toml"), []
    for budget in BUDGETS:
        for key, algorithm, own in METHODS:
            progress(f"guarantees: {algorithm}, {budget} steps")
            (claim,) = find(key)
            lines.append(
                {"claim": key, "algorithm": algorithm, "own": own, "T": budget}
                | _line(claim, problem, algorithm, own, budget, seed, spent.each)
            )
    return Study((), {"problem": problem.name, "runs": RUNS, "lines": lines, "error_rate": spent.each,
                      "error_rates": spent.as_data()})  # fmt: skip


def _line(
    claim: Claim, problem: Problem, algorithm: str, own: Mapping[str, float], budget: int, seed: int, share: float
) -> dict[str, Any]:
    """The bound at the budget and what is measured; `why` where the claim says nothing of it."""
    a = problem.algorithm
    parameters = dict(own) | ({"horizon": budget} if "horizon" in all_algorithms()[algorithm].letters else {})
    section = AlgorithmSection.model_validate(
        {"name": algorithm, "delta": a.delta, "beta_2": a.beta_2, "T": budget, "parameters": parameters}
    )
    laid = plan(claim, replace(problem, algorithm=section), problem.epsilon, seed, most_steps=budget)
    if laid.experiment is None:
        failing = [status.name for status in laid.hypotheses if status.fails and status.binding]
        return {"bound": None, "why": laid.refusal or ", ".join(failing)}
    part = next(one for one in laid.parts if one.kind == Kind.EXPECTATION)
    records, bound = Ensemble(laid.experiment).run(range(RUNS)), laid.bound(part)
    if part.every_T:
        kind = "weighted" if part.weighted else "plain"
        parts = (weight * records[f"prefix:{kind}:{name}"][-1] for name, weight in expectation.weights(part).items())
        values = np.asarray(sum(parts))
    else:
        values = expectation.measured_values(part, records)
    limits = average_ranges(laid.problem, laid.experiment.schedule, [budget], part.weighted)
    top = expectation.largest(part, {name: float(found[-1]) for name, found in limits.items()})
    outcome, interval = expectation.decide(values, top, bound, share, laid.random, records["stopped"] > 0)
    return {
        "bound": bound, "mean": interval.mean, "lower": interval.lower, "upper": interval.upper, "outcome": str(outcome),
        "ratio": over(interval.mean, bound), "beta_1": laid.values[s.beta_1], "eta": laid.values[s.eta],
    }  # fmt: skip


def figures(data: Mapping[str, Any], folder: Path) -> list[dict[str, str]]:
    """None: it is a table."""
    return []


def sentences(data: Mapping[str, Any]) -> list[str]:
    """For each budget the smallest bound, and the one that is nearest to what is measured."""
    found = []
    for budget in dict.fromkeys(line["T"] for line in data["lines"]):
        lines = [line for line in data["lines"] if line["T"] == budget and line["bound"] is not None]
        if lines:
            least, nearest = min(lines, key=lambda line: line["bound"]), max(lines, key=lambda line: line["ratio"])
            found.append(
                f"{budget} steps: the smallest bound is {least['bound']:.3g}, of {least['claim']} on {least['algorithm']}; the "
                f"nearest to what is measured is that of {nearest['claim']} on {nearest['algorithm']}, measured/bound "
                f"{nearest['ratio']:.3g}."
            )
    return found


def section(data: Mapping[str, Any]) -> str:
    """The section of the report: a table for each budget, the smallest bound first."""
    tables = {
        budget: sorted((line for line in data["lines"] if line["T"] == budget), key=lambda line: line["bound"] or math.inf)
        for budget in dict.fromkeys(line["T"] for line in data["lines"])
    }
    return markdown("guarantees", {**data, "sentences": sentences(data), "tables": tables})
