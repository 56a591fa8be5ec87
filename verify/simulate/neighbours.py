"""Streaming checks of inequalities between a step and the next: how often they fail, and where they come closest to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from verify.simulate.folds import Compared, Fold, StepNodes, same_bits
from verify.simulate.measure import Array, Chunk, Reducer, Running


@dataclass(frozen=True)
class Neighbours(Reducer):
    """An inequality between step k and step k + 1: slack at least -allowance.

    `slack(now, after, hyper)` gives the slack (K, W) and a function that gives the allowance at chosen entries; `now`
    and `after` map quantities to (K, W) arrays at k and k + 1, `hyper` is the kernel's table at k. A slack of +inf says that
    nothing is claimed at that step. Kept are, for each run and under each of `names`, how often the slack lies below
    -allowance, and the entry that matters: of those with a negative slack the one whose slack over allowance (`worst`, below
    -1: violated) is least, or the one with the least slack if none is negative.
    """

    needs: tuple[str, ...]
    slack: "Inequality"
    names: tuple[str, ...]
    neighbours = True

    def folds(self, step: StepNodes) -> Sequence[Fold] | None:
        """By the inequality's own `terms(now, after, hyper)`: difference, margins, allowance. One without is seen by chunks."""
        terms = getattr(self.slack, "terms", None)
        if terms is None:
            return None
        slack, margins, allowance = terms(step.before, step.now, step.hyper_before)
        values = (slack, *(margin for margin, _ in margins), allowance)
        return [Compared(slack, margins, allowance)] if all(map(same_bits, values)) else None

    def begin(self, width: int, runs: NDArray[np.int64]) -> "RunningNeighbours":
        return RunningNeighbours(self, width)


Values = Mapping[str, Array]
Entries = NDArray[np.int64]
Inequality = Callable[[Values, Values, Array], tuple[Array, Callable[[Entries, Entries], Array]]]


class RunningNeighbours(Running):
    def __init__(self, spec: Neighbours, width: int) -> None:
        self.spec, self.columns = spec, np.arange(width)
        self.folded = np.zeros((8, width))
        self.violations, self.checked = self.folded[:2]
        # the entry of the least slack, and that of the least slack over allowance among negative ones
        self.least, self.broken = _Entry(self.folded[2:5]), _Entry(self.folded[5:])

    def update(self, chunk: Chunk) -> None:
        first, start = (chunk.first - 1, 0) if chunk.preceded else (chunk.first, 1)
        if len(chunk.q) - start < 2:
            return
        now = {name: chunk.q[start:-1, chunk.rows[name]] for name in self.spec.needs}
        after = {name: chunk.q[start + 1 :, chunk.rows[name]] for name in self.spec.needs}
        with np.errstate(all="ignore"):
            slack, allowance = self.spec.slack(now, after, chunk.hyper[start:-1])
            # x_{k+1} was reached by the step from k, so both ends must lie below the limit (which is T + 1 in the extra step)
            if not (chunk.limit > first + len(slack)).all():
                k = np.arange(first, first + len(slack))[:, None]
                slack = np.where(k + 1 < chunk.limit, slack, np.inf)
            self.checked += len(slack) - np.count_nonzero(slack == np.inf, axis=0)
            lowest = np.argmin(slack, axis=0)  # of a NaN, if there is one
            values = slack[lowest, self.columns]
            new = np.flatnonzero((values < self.least.slack) | np.isnan(values))
            if len(new):
                self.least.keep(new, first + lowest[new], values[new], _ratio(values[new], allowance(lowest[new], new)))
            if not (values >= 0.0).all():
                rows, columns = np.nonzero(~(slack >= 0.0))
                negative = slack[rows, columns]
                self._broken(first + rows, columns, negative, _ratio(negative, allowance(rows, columns)))

    def _broken(self, steps: Entries, columns: Entries, slack: Array, ratio: Array) -> None:
        """Take in the entries (in the order of steps) whose slack is negative, or is no number."""
        np.add.at(self.violations, columns[ratio < -1.0], 1)
        worst = np.full(len(self.columns), np.inf)
        np.minimum.at(worst, columns, ratio)
        hit = np.flatnonzero((ratio == worst[columns]) & (ratio < self.broken.ratio[columns]))[
            ::-1
        ]  # the first is written last
        self.broken.keep(columns[hit], steps[hit], slack[hit], ratio[hit])

    def result(self) -> dict[str, NDArray[np.generic]]:
        negative = self.broken.step >= 0
        kept = {
            "worst": np.where(negative, self.broken.ratio, self.least.ratio),
            "step": np.where(negative, self.broken.step, self.least.step).astype(np.int64),
            "slack": np.where(negative, self.broken.slack, self.least.slack),
            "violations": self.violations.astype(np.int64),
            "checked": self.checked.astype(np.int64),
        }
        return {f"{name}:{what}": values for name in self.spec.names for what, values in kept.items()}


class _Entry:
    """One entry of each run: its slack, step, and slack over allowance."""

    def __init__(self, numbers: Array) -> None:
        self.slack, self.step, self.ratio = numbers
        self.slack[...], self.step[...], self.ratio[...] = np.inf, -1.0, np.inf

    def keep(self, columns: Entries, step: Entries, slack: Array, ratio: Array) -> None:
        self.step[columns], self.slack[columns], self.ratio[columns] = step, slack, ratio


def _ratio(slack: Array, allowance: Array) -> Array:
    """Slack over allowance; nothing lost and nothing allowed is no violation, any other number that is not one is."""
    ratio = slack / allowance
    return np.where(np.isnan(ratio), np.where((slack == 0.0) & (allowance == 0.0), 0.0, -np.inf), ratio)
