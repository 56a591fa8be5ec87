"""When does an average first fall to a level: the iteration count of a run, and of the mean over runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

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

    def begin(self, width: int, runs: NDArray[np.int64]) -> "RunningHitting":
        return RunningHitting(self, width, runs)


class RunningHitting(Running):
    def __init__(self, spec: Hitting, width: int, runs: NDArray[np.int64]) -> None:
        self.spec = spec
        lanes = np.concatenate([runs, np.full(width - len(runs), runs[-1])])
        level = np.asarray(spec.level, dtype=np.float64)
        self.level: Array = level[lanes] if level.ndim else np.full(width, level)
        self.sums = np.zeros(width)
        self.weight = np.zeros(width)  # sum of the weights so far
        self.hits = np.full(width, np.inf)
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
        self._origin = chunk.first if self._origin is None else self._origin
        steps = len(chunk.q) - 1
        k = np.arange(chunk.first, chunk.first + steps)
        parts = [
            chunk.of(name) if weight == 1.0 else weight * chunk.of(name) for name, weight in sorted(self.spec.weights.items())
        ]
        values: Array = sum(parts[1:], start=parts[0])
        if self.spec.weighted:
            eta = chunk.hyper[1:, ETA]
            values = eta * values
            total = np.cumsum(np.concatenate([self.weight[None, : eta.shape[1]], eta]), axis=0)[1:]
            self.weight = np.broadcast_to(total[-1], self.weight.shape)
        else:
            total = (k + 1.0 - self._origin)[:, None]
        # one running sum, step after step, whatever the chunks are
        sums = np.cumsum(np.concatenate([self.sums[None], values]), axis=0)[1:]
        self.sums = sums[-1]
        waiting = np.flatnonzero(np.isinf(self.hits))
        small = sums <= self.level * total
        if not np.all(chunk.limit >= chunk.first + steps):
            small &= k[:, None] < chunk.limit
        new = waiting[np.any(small[:, waiting], axis=0)]
        self.hits[new] = k[np.argmax(small[:, new], axis=0)] + 1.0 - self._origin
        for point in np.flatnonzero((self._grid >= chunk.first) & (self._grid < chunk.first + steps)):
            j = int(self._grid[point]) - chunk.first
            mean = (sums[j] / total[j])[: self.kept]
            self.course[point] = np.where(chunk.limit[: self.kept] > self._grid[point], mean, np.nan)
            self.together |= bool(np.mean(self.course[point] - self.level[: self.kept]) <= 0.0)

    def result(self) -> dict[str, NDArray[np.generic]]:
        return {Hitting.HIT: self.hits, Hitting.COURSE: self.course}
