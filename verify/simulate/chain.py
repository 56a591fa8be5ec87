"""Experiments one after the other, each started from what the last one put out.

An experiment that another one follows puts out iterate, moments and lambda_k of one step of each run (`Experiment.output`).
They are had by running it once more, with the same random numbers, up to that step. The numbers of a run do not depend on the
others.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

import numpy as np
import sympy as sp
from numpy.random import Philox
from numpy.typing import NDArray

from verify.simulate.ensemble import Ensemble, Experiment, Records, join
from verify.simulate.measure import Chunk, Reducer, Running
from verify.simulate.schedule import FormulaSchedule, Halted, in_k, rule_of

Array = NDArray[np.float64]
Steps = NDArray[np.int64]


def words(key: int, runs: Steps) -> list[int]:
    """A random word of 64 bits for each run, of (key, run) alone."""
    return [_word(key, run) for run in runs.tolist()]


@lru_cache(maxsize=65_536)
def _word(key: int, run: int) -> int:
    # a generator takes long to make, and who is asked for a step is asked again for what it puts out
    return int(Philox(key=np.array([key, run], dtype=np.uint64)).random_raw(1)[0])


def below(key: int, runs: Steps, steps: Steps | int) -> Steps:
    """One of the first `steps` steps of each run, uniformly."""
    counts = np.broadcast_to(steps, runs.shape)
    return np.array([word * int(count) >> 64 for word, count in zip(words(key, runs), counts, strict=True)], dtype=np.int64)


@dataclass(frozen=True)
class Drawn:
    """One of the first `steps` steps of each run: uniformly, or with probabilities proportional to `weights` (in k)."""

    key: int
    steps: int
    weights: sp.Expr | None = None

    def __call__(self, records: Records, runs: Steps) -> Steps:
        if self.weights is None:
            return below(self.key, runs, self.steps)
        sums = _sums(self.weights, self.steps)
        places = np.searchsorted(sums, np.array(words(self.key, runs), dtype=np.float64) * 2.0**-64 * sums[-1], side="right")
        return np.minimum(places, self.steps - 1)


@cache
def _sums(weights: sp.Expr, steps: int) -> Array:
    return np.cumsum(np.broadcast_to(in_k(weights)(np.arange(steps, dtype=np.float64)), (steps,)))


@dataclass(frozen=True)
class AtDrawn(Reducer):
    """Quantities at the step of each run that is put out."""

    needs: tuple[str, ...]
    output: Drawn

    def begin(self, width: int, runs: Steps) -> "RunningAtDrawn":
        drawn = self.output({}, runs)
        return RunningAtDrawn(self.needs, np.concatenate([drawn, np.full(width - len(runs), drawn[-1])]))


class RunningAtDrawn(Running):
    def __init__(self, needs: tuple[str, ...], at: Steps) -> None:
        self.needs, self.at = needs, at
        self.values = np.full((len(needs), len(at)), np.nan)

    def update(self, chunk: Chunk) -> None:
        row = self.at - chunk.first
        here = np.flatnonzero((row >= 0) & (row < len(chunk.q) - 1) & (self.at < chunk.limit))
        for j, name in enumerate(self.needs):
            self.values[j, here] = chunk.of(name)[row[here], here]

    def result(self) -> dict[str, NDArray[np.generic]]:
        return {f"drawn:{name}": self.values[j] for j, name in enumerate(self.needs)}


def run(experiments: Sequence[Experiment], runs: range) -> Records:
    """The records of these runs; what the second, third ... experiment gave has names that begin with `2/`, `3/` ...

    The sequence ends where a run was stopped: its state is no output.
    """
    records: Records = {}
    state: Array | None = None
    decay: Array | None = None
    for number, follower in enumerate(experiments, 1):
        experiment = follower
        if state is not None and decay is not None:
            schedule = _formulas(follower).carried(_placed(decay, runs))
            experiment = replace(follower, start=_placed(state, runs), schedule=schedule)
        kept = made(experiment).run(runs)
        records |= {_named(number, name): value for name, value in kept.items()}
        if number == len(experiments) or kept["stopped"].any():
            break
        state, decay = _put_out(experiment, kept, runs)
    return records


@lru_cache(maxsize=2)
def made(experiment: Experiment) -> Ensemble:
    """Batch after batch of one experiment is run with what was traced and laid out for the first."""
    return Ensemble(experiment)


def _formulas(experiment: Experiment) -> FormulaSchedule:
    assert isinstance(experiment.schedule, FormulaSchedule), "an experiment in a sequence has its parameters as formulas in k"
    return experiment.schedule


def _put_out(experiment: Experiment, kept: Records, runs: range) -> tuple[Array, Array]:
    """Iterate and moments (3, d, R) of the steps that are put out, and their lambda_k (R,)."""
    assert experiment.output is not None
    schedule, numbers = _formulas(experiment), np.arange(runs.start, runs.stop)
    at = experiment.output(kept, numbers)
    halted = Halted(schedule, _placed(at, runs))
    again = replace(experiment, schedule=halted, steps=_placed(at + 1, runs), reducers=(), keep_state=True)
    start = schedule.lambda_ if schedule.shared else np.asarray(schedule.lambda_)[numbers]
    return Ensemble(again).run(runs)["state"], rule_of(schedule.algorithm).decay(start, schedule.mu_v, at)


def _placed(values: NDArray[Any], runs: range) -> NDArray[Any]:
    """Numbers of each of these runs in their places among all up to the last: an experiment asks by a run's own number."""
    places = np.zeros((*values.shape[:-1], runs.stop), dtype=values.dtype)
    places[..., runs.start :] = values
    return places


def _named(number: int, name: str) -> str:
    return name if number == 1 else f"{number}/{name}"


def count(records: Records) -> int:
    """How many experiments gave records."""
    return 1 + sum(name.endswith("/stopped") for name in records)


def of(records: Records, number: int) -> Records:
    """What the experiment of this number (from 1) gave, by the names of its reducers."""
    if number > 1:
        return {name.partition("/")[2]: kept for name, kept in records.items() if name.startswith(f"{number}/")}
    return {name: kept for name, kept in records.items() if "/" not in name}


def joined(batches: Sequence[Records]) -> Records:
    """Records of several batches, of as many experiments as every batch got to."""
    reached = min(map(count, batches))
    parts = [(number, join([of(batch, number) for batch in batches])) for number in range(1, reached + 1)]
    return {_named(number, name): kept for number, part in parts for name, kept in part.items()}


def watched(records: Records) -> Records:
    """What is monitored over all experiments: the first stop of each run and its experiment's number, and the extremes."""
    each = [of(records, number) for number in range(1, count(records) + 1)]
    stopped = np.stack([kept["stopped"] for kept in each]) > 0
    first = np.argmax(stopped, axis=0)
    found = {name: np.stack([kept[name] for kept in each])[first, np.arange(len(first))] for name in ("stopped", "stopped_at")}
    found["stopped_in"] = np.where(stopped.any(axis=0), first + 1, 0)
    extreme = {"max:": np.max, "min:": np.min}
    return found | {n: extreme[n[:4]]([kept[n] for kept in each], axis=0) for n in each[0] if n[:4] in extreme}
