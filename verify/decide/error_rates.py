"""The error rate of an invocation: here it is handed out, beforehand, and every interval names its share.

Half goes to the ensembles and half to the studies, where there are both; evenly to the plans that have noise, and to the
studies. A study splits its own evenly over its statements. A plan's goes to the statements that decide it, so that about the
same number of runs decides all of them: a mean in [0, B] that is claimed to be at most c takes at least log(1/a) B/(c - mean)
runs at the error rate a, and with the mean unknown the shares are a = exp(-n c/B), n being such that they add up. So a bound
near its range costs hardly anything. Problem, bound and range alone are asked, no data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from theory import symbols as s
from theory.claim import Kind, When
from verify.decide.checks import expectation
from verify.decide.plan import Plan
from verify.decide.ranges import average_ranges

#: upper bounds of averages by the quantities' names, one for each T
Limits = dict[str, NDArray[np.float64]]
#: of a plan's rate: what an iteration count may take, and what each kind of exit may
COUNTS, EXITS = 1.0 / 16.0, 1.0 / 32.0
#: of what is spread, the part that is split evenly: no statement is without
EVENLY = 0.1
#: ratios of range and bound beyond this are all the same, and no statement has less than this share of the whole
FURTHEST = 1e6


def beside(error_rate: float, others: bool) -> float:
    """What the ensembles, or the studies, of an invocation may err by in all: half, if there are the others."""
    return error_rate / 2.0 if others else error_rate


@dataclass(frozen=True)
class Even:
    """An error rate split evenly over named statements: how many there are of each kind."""

    error_rate: float
    statements: Mapping[str, int]

    @property
    def each(self) -> float:
        return self.error_rate / max(1, sum(self.statements.values()))

    def as_data(self) -> list[dict[str, object]]:
        """For the report: what is stated, how often, at which rate each."""
        return [{"statement": name, "count": n, "error_rate": self.each} for name, n in self.statements.items()]


@dataclass(frozen=True)
class Shares:
    """A plan's error rates: of every part at every T that it is decided at, of the iteration count, of each kind of exit."""

    parts: Mapping[str, tuple[float, ...]]
    iterations: float
    exits: float


def spread(rate: float, ratios: Sequence[float]) -> list[float]:
    """Shares of `rate` for means of these ratios of range and bound: those that need most runs have the most."""
    some = np.clip(np.nan_to_num(np.asarray(ratios, dtype=float), nan=FURTHEST), 1.0 / FURTHEST, FURTHEST)
    most = (1.0 - EVENLY) * rate

    def over(n: float) -> float:
        return float(np.log(np.sum(np.exp(-n / some))) - np.log(most))

    highest = float(np.max(some) * np.log(len(some) / most))
    n = float(brentq(over, 0.0, highest)) if over(0.0) > 0.0 > over(highest) else highest
    found = np.exp(-n / some)
    found *= min(1.0, most / float(np.sum(found)))  # past the root finder's tolerance
    return [float(share) for share in found + EVENLY * rate / len(some)]


def statistical(plan: Plan) -> bool:
    """Whether anything of the plan is left to chance."""
    return plan.experiment is not None and plan.random


def shares_of(plan: Plan, rate: float) -> Shares:
    """How a plan spends its rate; one in stages evenly over its means, of which some are measured in every stage."""
    assert plan.experiment is not None
    if plan.schedule is not None:
        times = {When.START: 1, When.EACH: plan.affordable, When.LAST: 1}
        each = rate * (1.0 - 2.0 * EXITS) / sum(times[part.when] for part in plan.parts)
        return Shares({part.id: (each,) * times[part.when] for part in plan.parts}, 0.0, rate * EXITS)
    places = ratios_of(plan)
    given = spread(rate * (1.0 - COUNTS - 2.0 * EXITS), [ratio for _, ratio in places]) if places else []
    parts: dict[str, tuple[float, ...]] = {}
    for (name, _), share in zip(places, given, strict=True):
        parts[name] = (*parts.get(name, ()), share)
    return Shares(parts, rate * COUNTS, rate * EXITS)


def ratios_of(plan: Plan) -> list[tuple[str, float]]:
    """Range over bound of every mean that decides a part, at every T that it is decided at; the parts by their ids."""
    if plan not in _RATIOS:
        _RATIOS[plan] = _ratios(plan)
    return _RATIOS[plan]


def limits_of(plan: Plan, horizons: tuple[int, ...], weighted: bool) -> Limits:
    """`average_ranges` of the plan's run."""
    assert plan.experiment is not None
    known = _LIMITS.setdefault(plan, {})
    if (horizons, weighted) not in known:
        known[horizons, weighted] = average_ranges(plan.problem, plan.experiment.schedule, horizons, weighted)
    return known[horizons, weighted]


#: of the plans that there are: every look asks, and a range is a sum over all steps
_RATIOS: WeakKeyDictionary[Plan, list[tuple[str, float]]] = WeakKeyDictionary()
_LIMITS: WeakKeyDictionary[Plan, dict[tuple[tuple[int, ...], bool], Limits]] = WeakKeyDictionary()


def _ratios(plan: Plan) -> list[tuple[str, float]]:
    assert plan.experiment is not None
    places: list[tuple[str, float]] = []
    for part in plan.parts:
        if part.kind == Kind.EXPECTATION:
            horizons = plan.horizons if part.every_T else (int(plan.values[s.T]),)
            limits = limits_of(plan, horizons, part.weighted and part.every_T)
            for j, T in enumerate(horizons):
                top = expectation.largest(part, {name: float(values[j]) for name, values in limits.items()})
                bound = plan.bound_at(part, T) if part.every_T else plan.bound(part)
                places.append((part.id, top / bound if bound > 0.0 else FURTHEST))
        elif part.kind == Kind.CONDITIONAL:
            places.append((part.id, 0.0))  # drawn as often as it is: the even part will do
    return places


def told(plan: Plan, rate: float) -> list[dict[str, object]]:
    """What a plan spends, for a study's data."""
    if not statistical(plan):
        return []
    shares, where = shares_of(plan, rate), f"{plan.claim.key} on {plan.problem.name}"
    named = [(f"{part}, {where}", rates) for part, rates in shares.parts.items()]
    named += [(f"iteration count, {where}", (shares.iterations,)), (f"exits, {where}", (shares.exits,) * 2)]
    return [{"statement": name, "count": len(rates), "error_rate": rates[0]} for name, rates in named if rates[0]]
