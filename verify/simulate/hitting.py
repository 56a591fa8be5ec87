"""When does an average first fall to a level: the iteration count of a run, and of the mean over runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from verify.simulate.folds import First, Fold, Given, StepNodes, Sum
from verify.simulate.measure import ETA, TRAJECTORY_RUNS, Array, Chunk, Reducer, Running


@dataclass(frozen=True)
class Hitting(Reducer):
    """The least n such that the average over the first n steps of a weighted sum of quantities is at most `level`.

    `level` is one number, or one for each run; with `weighted` the averages have the weights eta_k. The running averages at the
    steps of `grid` are kept for the first runs. A run that never gets there has infinity. The loop may end a block once all
    of its runs are there, and their mean on the grid: no iteration count needs what comes after.
    """

    weights: Mapping[str, float]
    level: float | tuple[float, ...]
    grid: tuple[int, ...] = ()
    weighted: bool = False
    #: what the records are called
    HIT: ClassVar[str] = "hit:n"
    COURSE: ClassVar[str] = "hit:course"

    @property
    def needs(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(sorted(self.weights))

    @property
    def marks(self) -> tuple[int, ...]:  # type: ignore[override]
        return self.grid

    def value(self, of: Mapping[str, Any]) -> Any:
        """The weighted sum of a step."""
        parts = [of[name] if weight == 1.0 else weight * of[name] for name, weight in sorted(self.weights.items())]
        return sum(parts[1:], start=parts[0])

    def folds(self, step: StepNodes) -> Sequence[Fold]:
        eta = step.hyper[:, ETA]
        value, weight = (eta * self.value(step.now), eta) if self.weighted else (self.value(step.now), 1.0)
        return [Sum(value), Sum(weight), Given(), First(0, 2, 1)]

    def begin(self, width: int, runs: NDArray[np.int64]) -> "RunningHitting":
        return RunningHitting(self, width, runs)


class RunningHitting(Running):
    def __init__(self, spec: Hitting, width: int, runs: NDArray[np.int64]) -> None:
        self.spec = spec
        lanes = np.concatenate([runs, np.full(width - len(runs), runs[-1])])
        level = np.asarray(spec.level, dtype=np.float64)
        self.folded = np.zeros((4, width))
        self.sums, self.weight, self.level, self.hits = self.folded  # the second is the sum of the weights so far
        self.level[...] = level[lanes] if level.ndim else level
        self.hits[...] = np.inf
        self.kept = int(np.sum(runs < TRAJECTORY_RUNS))
        self.course = np.full((len(spec.grid), self.kept), np.nan)
        #: whether the mean over the runs was seen to be there as well, on the grid
        self.together = not self.course.size
        self._grid = np.array(spec.grid, dtype=np.int64)
        self._origin: int | None = None

    @property
    def finished(self) -> bool:
        return self.together and bool(np.isfinite(self.hits).all())

    def update(self, chunk: Chunk) -> None:
        if chunk.extra:
            return
        steps = len(chunk.q) - 1
        self.advanced(chunk.first, steps, chunk.limit)
        k = np.arange(chunk.first, chunk.first + steps)
        values = self.spec.value({name: chunk.of(name) for name in self.spec.weights})
        weights = np.ones((steps, 1))
        if self.spec.weighted:
            weights = chunk.hyper[1:, ETA]
            values = weights * values
        # one running sum, step after step, whatever the chunks are
        total = np.cumsum(np.concatenate([self.weight[None, : weights.shape[1]], weights]), axis=0)[1:]
        sums = np.cumsum(np.concatenate([self.sums[None], values]), axis=0)[1:]
        waiting = np.flatnonzero(np.isinf(self.hits))
        small = sums <= self.level * total
        if not np.all(chunk.limit >= chunk.first + steps):
            small &= k[:, None] < chunk.limit
        new = waiting[np.any(small[:, waiting], axis=0)]
        self.hits[new] = k[np.argmax(small[:, new], axis=0)] + 1.0 - self._origin
        for point in self._grid[(self._grid >= chunk.first) & (self._grid < chunk.first + steps)].tolist():
            j = point - chunk.first
            there = np.stack([sums[j], np.broadcast_to(total[j], sums[j].shape)])
            self.mark(point, chunk.limit, there, {})
        self.sums[...], self.weight[...] = sums[-1], total[-1]

    def advanced(self, first: int, steps: int, limit: NDArray[np.int64]) -> None:
        self._origin = first if self._origin is None else self._origin

    def mark(self, k: int, limit: NDArray[np.int64], folded: Array, now: Mapping[str, Array]) -> None:
        point = np.searchsorted(self._grid, k)
        self.course[point] = np.where(limit[: self.kept] > k, (folded[0] / folded[1])[: self.kept], np.nan)
        self.together |= bool(np.mean(self.course[point] - self.level[: self.kept]) <= 0.0)

    def result(self) -> dict[str, NDArray[np.generic]]:
        return {Hitting.HIT: self.hits, Hitting.COURSE: self.course}
