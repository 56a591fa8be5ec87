"""Stages after the first of many candidates without noise, in one array: what a stage puts out is where the next begins."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from theory import symbols as s
from theory.claim import When
from verify.attack.scores import MOST, REFUSED, RUNS, Laid, SideBySide, Totals, averages, leave, ratio_of, starts, together
from verify.decide.checks import expectation
from verify.decide.plan import Stage
from verify.simulate.ensemble import Records
from verify.simulate.measure import Largest
from verify.simulate.schedule import FormulaSchedule, Halted, PerRun


def later(laid: Sequence[Laid], seed: int, round_number: int) -> list[dict[str, float]]:
    """For each candidate (all of one cell) the largest measured over bound of every part in stages after the first.

    Every candidate has a few runs, which differ in what their stages put out; each goes on with the decay that it had there.
    """
    found: list[dict[str, float]] = [dict.fromkeys((part.id for part in one.parts), 0.0) for one in laid]
    names = tuple(sorted({name for one in laid for part in one.parts for name in expectation.needs(part)}))
    what, runs = f"attack {seed} {round_number}", np.arange(RUNS)
    going: dict[int, PerRun] = {j: one.problem.algorithm.lambda_ for j, one in enumerate(laid)}
    state = starts(laid, RUNS)
    last = max((len(one.stages) for one in laid), default=0) - 1
    for index in range(last + 1):
        left = {j: decay for j, decay in going.items() if index < len(laid[j].stages)}
        if not left:
            break
        places = [place for place, j in enumerate(going) if j in left]
        state = state.reshape(*state.shape[:2], -1, RUNS)[:, :, places].reshape(*state.shape[:2], -1)
        here, stages = [laid[j] for j in left], [laid[j].stages[index] for j in left]
        plain = [_schedule(stage, decay, index) for stage, decay in zip(stages, left.values(), strict=True)]
        steps = np.repeat([stage.steps for stage in stages], RUNS)
        reducers = (Totals(names, ()), Largest(("x_sup",)))
        records = together(here, SideBySide(plain, RUNS), steps, state, what, seed, reducers=reducers)
        for place, j in enumerate(left if index else ()):
            _take(found[j], laid[j], stages[place], index, records, slice(place * RUNS, (place + 1) * RUNS), names)
        if index == last:
            break
        drawn = [_drawn(stage, runs) for stage in stages]
        halted = SideBySide([Halted(one, at) for one, at in zip(plain, drawn, strict=True)], RUNS)
        again = together(here, halted, np.concatenate(drawn) + 1, state, what, seed, keep_state=True)
        state = again["state"]
        going = {
            j: laid[j].problem.rule.decay(one.lambda_, one.mu_v, at)
            for j, one, at in zip(left, plain, drawn, strict=True)
        }  # fmt: skip
    return found


def _schedule(stage: Stage, decay: PerRun, index: int) -> FormulaSchedule:
    assert isinstance(stage.experiment.schedule, FormulaSchedule)
    return stage.experiment.schedule.carried(np.broadcast_to(decay, RUNS)) if index else stage.experiment.schedule


def _drawn(stage: Stage, runs: NDArray[Any]) -> NDArray[Any]:
    assert stage.experiment.output is not None
    return stage.experiment.output({}, runs)


def _take(
    found: dict[str, float], one: Laid, stage: Stage, index: int, records: Records, here: slice, names: tuple[str, ...]
) -> None:
    """The parts in one stage."""
    out, sums = leave(one, records, here), records["totals"][-1][:, :, here]
    for part in one.parts:
        if part.when == When.LAST and index + 1 < one.values[s.K]:
            continue
        if out:
            found[part.id] = REFUSED
        elif found[part.id] >= 0.0:
            ratio = ratio_of(part, one.problem, stage.values, averages(part, sums, names))
            found[part.id] = max(found[part.id], min(ratio, MOST))
