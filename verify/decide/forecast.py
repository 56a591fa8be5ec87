"""What deciding plans will take, told before it begins.

Runs follow from bounds and ranges, as the error rate's shares do; time from a few steps of the same ensemble, with the kernels
that it is run with; memory from what is kept of a run.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, inf, log, log1p

import numpy as np

from problems.limits import ARRAYS, RUNS
from verify.decide.decide import MARGIN, Budget, looks
from verify.decide.error_rates import ratios_of, shares_of, statistical
from verify.decide.group import Group, grouped
from verify.decide.plan import Plan
from verify.simulate import chain, cost
from verify.simulate.ensemble import CHUNK, Experiment
from verify.simulate.workers import BATCH, Hands

#: processor seconds that a measured stretch of steps takes at least, and the steps that the first one has
ENOUGH, FEWEST = 0.02, 8
#: what a mean that nothing is known of is taken for, in bounds
USUAL = 1.0 / 3.0
#: processor seconds that a worker takes to begin: less than that is not worth one
BEGINNING = 3.0


@dataclass(frozen=True)
class Forecast:
    """What the runs of a group are estimated to take: how many, of how many steps, seconds of a processor, bytes."""

    group: Group
    runs: int
    steps: int
    seconds: float
    bytes: float


def forecast(plans: Sequence[Plan], budget: Budget) -> list[Forecast]:
    """What each group of plans takes; a short stretch of each is run for it."""
    share = budget.error_rate / max(1, sum(map(statistical, plans)))
    return [_forecast(group, budget, share) for group in grouped(plans)]


def _forecast(group: Group, budget: Budget, share: float) -> Forecast:
    first, most = looks(group, budget)
    runs = int(np.clip(max((needed(plan, share) for plan in group.plans), default=0), first, most))
    lengths = [int(np.max(one.steps)) for one in group.experiments]
    # what puts out a step for the next is run up to it once more, half of its length where it is drawn
    steps = sum(lengths) + sum(lengths[:-1]) // 2
    ensemble = chain.made(group.experiments[0])
    ensemble.foresee(runs)
    batch = min(runs, max(BATCH, min(first, ensemble.width(first))))
    begin, step = pace(group.experiments[0], batch)
    seconds = runs / batch * (len(lengths) * begin + steps * step)
    kept = cost.COPIES * sum(map(cost.floats, group.experiments)) * runs
    # words and what is drawn from them, a chunk of steps at a time, and a block's arrays
    block = 2 * CHUNK + ARRAYS * RUNS * group.experiments[0].problem.dimension
    return Forecast(group, runs, sum(lengths), seconds, 8.0 * (kept + block))


def needed(plan: Plan, share: float) -> float:
    """The runs that decide every mean of a plan if it is the share `USUAL` of its bound; whole batches.

    A mean in [0, B] that is claimed to be at most c takes log(1/a) / -log(1 - c/B) runs at the error rate a, were it 0, and
    c/(c - mean) times as many if it is not (`error_rates`).
    """
    if not statistical(plan) or plan.schedule is not None:
        return 0.0
    each = {name: iter(some) for name, some in shares_of(plan, share).parts.items()}
    most = max((_runs(next(each[name]), ratio) for name, ratio in ratios_of(plan)), default=0.0)
    return BATCH * ceil(MARGIN * most / (1.0 - USUAL) / BATCH) if most < inf else inf


def _runs(rate: float, ratio: float) -> float:
    if ratio <= 1.0:  # nothing lies above the bound
        return 0.0
    return log(1.0 / rate) / -log1p(-1.0 / ratio) if ratio < inf else inf


def pace(experiment: Experiment, runs: int) -> tuple[float, float]:
    """Processor seconds that a batch of so many runs takes to begin, and for each of its steps: of the last steps, in small."""
    ensemble, length, batch = chain.made(experiment), int(np.max(experiment.steps)), range(runs)

    def seconds(steps: int) -> float:
        began = time.process_time()
        ensemble.cut(steps).run(batch)
        return time.process_time() - began

    seconds(1)  # what is compiled, or found compiled, once
    few = min(FEWEST, length)
    begin, steps = seconds(few), few
    longer = begin
    while steps < length and longer - begin < ENOUGH:
        steps = min(8 * steps, length)
        longer = seconds(steps)
    step = max(0.0, longer - begin) / (steps - few) if steps > few else 0.0
    return max(0.0, begin - few * step), step


def lines(found: Iterable[Forecast], hands: Hands) -> list[str]:
    """A line for each claim, and one for all: claims that watch the same runs each tell what all of them take."""
    found = list(found)
    claims: dict[str, list[Forecast]] = {}
    for one in found:
        for key in dict.fromkeys(plan.claim.key for plan in one.group.plans):
            claims.setdefault(key, []).append(one)
    by = f", by {hands} workers" if isinstance(hands, int) and hands > 1 else ""
    return [*(f"{key}: {_said(some)}" for key, some in claims.items()), *([f"in all: {_said(found)}{by}"] if found else [])]


def _said(some: Sequence[Forecast]) -> str:
    runs, seconds = sum(one.runs for one in some), sum(one.seconds for one in some)
    return f"about {runs:,} runs, {seconds:.2g} s of a processor, {max(one.bytes for one in some) / 1e6:.2g} MB"


def worth(hands: Hands, found: Sequence[Forecast]) -> Hands:
    """The hands that the work is given to: this process alone where workers would take longer to begin than they save."""
    if not isinstance(hands, int) or not found:
        return hands
    saved = sum(one.seconds for one in found) * (1.0 - 1.0 / hands)
    return hands if saved > BEGINNING else 1
