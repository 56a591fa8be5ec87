"""Streaming functionals of a run: what is kept of the numbers that the quantities give at every step.

A reducer sees the steps in chunks and keeps a state whose size does not depend on the number of steps. Sums run in the order of
the steps whatever the chunks are. Every result has the runs along its last axis, so the results of blocks are joined there.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from verify.simulate.folds import Extreme, Fold, StepNodes
from verify.simulate.program import HYPER_ROWS

Array = NDArray[np.float64]
ETA = HYPER_ROWS.index("eta")
#: runs whose trajectories are kept for figures; averages are kept for all
TRAJECTORY_RUNS = 256


def thinned(steps: int, points: int = 120) -> NDArray[np.int64]:
    """Steps at which trajectories are kept: about `points` of them, dense at the start, the last one included."""
    grid = np.unique(np.round(np.geomspace(1, steps, points)).astype(np.int64)) - 1
    return np.unique(np.concatenate([grid, [steps - 1]]))


class Stopped(IntEnum):
    """Why a run was stopped before its last step."""

    NO = 0
    NOT_FINITE = 1
    LEFT_REGION = 2


@dataclass(frozen=True)
class Chunk:
    """Steps `first`, `first` + 1, ... of a block of runs.

    `q` (1 + K, quantities, W): row 1 + j belongs to step first + j, row 0 to step first - 1 if `preceded`. `limit` (W,): the
    run's rows at steps >= limit do not count (they are zero). `extra`: the one step after the last, which only reducers
    that compare neighbouring steps look at. `hyper` (1 + K, rows, W or 1) as the kernel saw it, row 0 as in `q`.
    """

    first: int
    q: Array
    limit: NDArray[np.int64]
    extra: bool
    preceded: bool
    rows: Mapping[str, int]
    hyper: Array

    def of(self, name: str) -> Array:
        """The quantity at the steps of the chunk, (K, W)."""
        return self.q[1:, self.rows[name]]


class Reducer(ABC):
    """Specification of a streaming functional; `begin` makes its state for a block."""

    #: quantities it reads
    needs: tuple[str, ...]
    #: whether it compares a step with the next, and so sees one step more
    neighbours: bool = False
    #: steps at which it asks for what is folded so far, and for its quantities
    marks: tuple[int, ...] = ()

    def folds(self, step: StepNodes) -> Sequence[Fold] | None:
        """How a compiled loop keeps the state, number by number; None if the reducer wants to see the chunks.

        A TypeError, or AttributeError, says the same: it does with the step's values what a program cannot.
        """
        return None

    @abstractmethod
    def begin(self, width: int, runs: NDArray[np.int64]) -> "Running":
        """State for a block of `width` runs, whose numbers are `runs` (fewer if the block is padded)."""


class Running(ABC):
    """The state of a block. `folded` (numbers, W) is that part of it which a compiled loop may advance in its place."""

    folded: Array = np.empty((0, 0))

    @property
    def finished(self) -> bool:
        """Whether no further step changes what is asked for; the loop ends a block when all of its reducers say so."""
        return False

    @abstractmethod
    def update(self, chunk: Chunk) -> None:
        """Take in a chunk."""

    def advanced(self, first: int, steps: int, limit: NDArray[np.int64]) -> None:  # noqa: B027
        """A compiled loop has folded these steps."""

    def mark(self, k: int, limit: NDArray[np.int64], folded: Array, now: Mapping[str, Array]) -> None:  # noqa: B027
        """What is folded up to step k, one of the marks, and the quantities there."""

    @abstractmethod
    def result(self) -> dict[str, NDArray[np.generic]]:
        """What was kept, runs along the last axis."""


@dataclass(frozen=True)
class Snapshots(Reducer):
    """Quantities themselves at the steps of a grid, for the first runs."""

    needs: tuple[str, ...]
    grid: tuple[int, ...]

    @property
    def marks(self) -> tuple[int, ...]:  # type: ignore[override]
        return self.grid

    def folds(self, step: StepNodes) -> Sequence[Fold]:
        return []

    def begin(self, width: int, runs: NDArray[np.int64]) -> "RunningSnapshots":
        return RunningSnapshots(self, width, runs)


class RunningSnapshots(Running):
    def __init__(self, spec: Snapshots, width: int, runs: NDArray[np.int64]) -> None:
        self.spec, self.folded = spec, np.empty((0, width))
        self.kept = int(np.sum(runs < TRAJECTORY_RUNS))
        self.values = np.full((len(spec.grid), len(spec.needs), self.kept), np.nan)

    def update(self, chunk: Chunk) -> None:
        if chunk.extra:
            return
        for k in self.spec.grid:
            j = k - chunk.first
            if 0 <= j < len(chunk.q) - 1:
                self.mark(k, chunk.limit, self.folded, {name: chunk.of(name)[j] for name in self.spec.needs})

    def mark(self, k: int, limit: NDArray[np.int64], folded: Array, now: Mapping[str, Array]) -> None:
        if not self.kept:
            return
        point, kept = self.spec.grid.index(k), slice(0, self.kept)
        for i, name in enumerate(self.spec.needs):
            self.values[point, i] = np.where(limit[kept] > k, now[name][kept], np.nan)

    def result(self) -> dict[str, NDArray[np.generic]]:
        return {f"at:{name}": self.values[:, i] for i, name in enumerate(self.spec.needs)}


class Extremes(Reducer):
    """The largest, or smallest, value of quantities; `start` where no step counts."""

    kind: ClassVar[str]
    start: ClassVar[float]

    def folds(self, step: StepNodes) -> Sequence[Fold]:
        return [Extreme(step.now[name], self.kind) for name in self.needs]

    def begin(self, width: int, runs: NDArray[np.int64]) -> "RunningExtremes":
        return RunningExtremes(self, width)


@dataclass(frozen=True)
class Largest(Extremes):
    """The largest value of quantities that are never negative."""

    needs: tuple[str, ...]
    kind, start = "max", 0.0


@dataclass(frozen=True)
class Least(Extremes):
    """The smallest value of quantities."""

    needs: tuple[str, ...]
    kind, start = "min", np.inf


class RunningExtremes(Running):
    def __init__(self, spec: Extremes, width: int) -> None:
        self.spec = spec
        self.folded = np.full((len(spec.needs), width), spec.start)

    def update(self, chunk: Chunk) -> None:
        if chunk.extra:
            return
        better = np.maximum if self.spec.kind == "max" else np.minimum
        counts = np.arange(chunk.first, chunk.first + len(chunk.q) - 1)[:, None] < chunk.limit
        for row, name in zip(self.folded, self.spec.needs, strict=True):
            better(row, better.reduce(chunk.of(name), axis=0, initial=self.spec.start, where=counts), out=row)

    def result(self) -> dict[str, NDArray[np.generic]]:
        return {f"{self.spec.kind}:{name}": row for name, row in zip(self.spec.needs, self.folded, strict=True)}


def stop(q: Array, outside: NDArray[np.bool_], first: int, limit: NDArray[np.int64], stopped: NDArray[np.int64]) -> None:
    """Stop each run before its first step that is not finite or outside the region; rows are 0 from there.

    `q` (K, rows, W) from step `first` on, `outside` (K, W) or (); `limit` and `stopped` are brought up to date.
    """
    bad = np.asarray(~np.isfinite(q).all(axis=1))
    hit = bad | outside
    k = np.arange(first, first + len(q))[:, None]
    hit = hit & (k < limit) & (stopped == 0)
    for w in np.flatnonzero(hit.any(axis=0)):
        j = int(np.argmax(hit[:, w]))
        limit[w] = first + j
        stopped[w] = Stopped.NOT_FINITE if bad[j, w] else Stopped.LEFT_REGION
    beyond = k >= limit
    if beyond.any():
        np.copyto(q, 0.0, where=beyond[:, None, :])
