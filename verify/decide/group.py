"""Plans that watch the same runs: one ensemble serves all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from problems.fingerprint import fingerprint
from verify.decide.plan import Plan
from verify.simulate.averages import Averages, Prefixes
from verify.simulate.ensemble import Experiment
from verify.simulate.measure import Largest, Least, Reducer
from verify.simulate.neighbours import Neighbours


@dataclass(frozen=True, eq=False)
class Group:
    """Plans on one problem with one algorithm, schedule, horizon and seed, and the experiments that measure for all."""

    plans: tuple[Plan, ...]
    experiments: tuple[Experiment, ...]

    @property
    def about(self) -> dict[str, object]:
        """What its runs are of, for people."""
        plan = self.plans[0]
        claims = list(dict.fromkeys(plan.claim.key for plan in self.plans))
        steps = sum(one.steps for one in self.experiments)
        return {"claims": claims, "problem": plan.problem.name, "algorithm": plan.algorithm, "steps": steps}


def grouped(plans: Sequence[Plan]) -> list[Group]:
    """The plans that have an experiment, those of equal runs together, in the order of the first of each group."""
    found: dict[tuple[object, ...], list[Plan]] = {}
    for plan in plans:
        e = plan.experiment
        if e is not None:
            schedules = tuple((repr(one.schedule), one.steps, one.purpose) for one in plan.experiments)
            rule = fingerprint(e.algorithm)
            key = (plan.problem.name, plan.problem.where, plan.problem.region, rule, schedules, e.seed, e.backend, plan.runs)
            found.setdefault(key, []).append(plan)
    return [
        Group(tuple(some), tuple(map(_together, zip(*(plan.experiments for plan in some), strict=True))))
        for some in found.values()
    ]


def _together(experiments: Sequence[Experiment]) -> Experiment:
    merged: list[Reducer] = []
    for reducer in (reducer for experiment in experiments for reducer in experiment.reducers):
        for j, have in enumerate(merged):
            both = _merged(have, reducer)
            if both is not None:
                merged[j] = both
                break
        else:
            merged.append(reducer)
    return replace(experiments[0], reducers=tuple(merged))


def _merged(one: Reducer, other: Reducer) -> Reducer | None:
    """One reducer that gives what both give, or None if they are of different kinds."""
    if repr(one) == repr(other):
        return one
    if type(one) is not type(other):
        return None
    if isinstance(one, Neighbours) and isinstance(other, Neighbours):
        same = repr(one.slack) == repr(other.slack)
        return Neighbours(one.needs, one.slack, tuple(dict.fromkeys((*one.names, *other.names)))) if same else None
    needs = tuple(sorted({*one.needs, *other.needs}))
    if isinstance(one, Averages) and isinstance(other, Averages) and one.grid == other.grid:
        return Averages(needs, one.grid, {**one.first_below, **other.first_below})
    if isinstance(one, Prefixes) and isinstance(other, Prefixes):
        same = one.at == other.at and one.weighted == other.weighted
        return Prefixes(needs, one.at, one.weighted) if same else None
    if isinstance(one, Largest):
        return Largest(needs)
    return Least(needs) if isinstance(one, Least) else None
