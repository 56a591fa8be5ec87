"""Streaming functionals of a run: what is kept of the numbers that the quantities give at every step.

A reducer sees the steps in chunks and keeps a state whose size does not depend on the number of steps. Sums run in the order of
the steps whatever the chunks are. Every result has the runs along its last axis, so the results of blocks are joined there.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from verify.simulate.folds import Extreme, First, Fold, StepNodes, Sum
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
class Averages(Reducer):
    """Averages over k < T of quantities; their course on a grid of steps; the first step at which one is small enough.

    `first_below` maps a name to (weights of quantities, threshold): the least k such that the running average over the first
    k steps of the weighted sum is at most the threshold, infinite if there is none.
    """

    needs: tuple[str, ...]
    grid: tuple[int, ...] = ()
    first_below: Mapping[str, tuple[Mapping[str, float], float]] = field(default_factory=dict)

    @property
    def marks(self) -> tuple[int, ...]:  # type: ignore[override]
        return self.grid

    def folds(self, step: StepNodes) -> Sequence[Fold]:
        weighted = [sum(weight * step.now[q] for q, weight in weights.items()) for weights, _ in self.first_below.values()]
        firsts = [First(len(self.needs) + j, level) for j, (_, level) in enumerate(self.first_below.values())]
        return [*(Sum(step.now[name]) for name in self.needs), *map(Sum, weighted), *firsts]

    def begin(self, width: int, runs: NDArray[np.int64]) -> "RunningAverages":
        return RunningAverages(self, width, runs)


class RunningAverages(Running):
    def __init__(self, spec: Averages, width: int, runs: NDArray[np.int64]) -> None:
        self.spec, self.width = spec, width
        self.kept = int(np.sum(runs < TRAJECTORY_RUNS))
        sums, below = len(spec.needs), len(spec.first_below)
        self.folded = np.zeros((sums + 2 * below, width))
        self.folded[sums + below :] = np.inf
        self.total = self.folded[:sums]
        self._sums = dict(zip(spec.first_below, self.folded[sums:], strict=False))
        self.hits = dict(zip(spec.first_below, self.folded[sums + below :], strict=True))
        self.count = np.zeros(width, dtype=np.int64)
        self.course = np.full((len(spec.grid), len(spec.needs), self.kept), np.nan)
        self._grid = np.array(spec.grid, dtype=np.int64)
        self._origin: int | None = None  # the run's first step, which need not be 0
        self._copy = np.empty((0, 0, 0))

    def update(self, chunk: Chunk) -> None:
        if chunk.extra:
            return
        steps = len(chunk.q) - 1
        self.advanced(chunk.first, steps, chunk.limit)
        if self._copy.shape != (steps + 1, len(self.spec.needs), self.width):
            self._copy = np.empty((steps + 1, len(self.spec.needs), self.width))
        for j, name in enumerate(self.spec.needs):
            self._copy[1:, j] = chunk.of(name)
        for name, (weights, threshold) in self.spec.first_below.items():
            self._first_below(name, weights, threshold, chunk, self._origin or 0)
        done = 0  # rows up to here are in the total; the row before the next ones is free to carry it
        for k in self._grid[(self._grid >= chunk.first) & (self._grid < chunk.first + steps)].tolist():
            self._add(done, k - chunk.first + 1)
            done = k - chunk.first + 1
            self.mark(k, chunk.limit, self.folded, {})
        self._add(done, steps)

    def advanced(self, first: int, steps: int, limit: NDArray[np.int64]) -> None:
        self._origin = first if self._origin is None else self._origin
        self.count += np.clip(limit - first, 0, steps)

    def mark(self, k: int, limit: NDArray[np.int64], folded: Array, now: Mapping[str, Array]) -> None:
        kept = slice(0, self.kept)
        means = folded[: len(self.spec.needs), kept] / (k + 1.0 - (self._origin or 0))
        self.course[np.searchsorted(self._grid, k)] = np.where(limit[kept] > k, means, np.nan)

    def _add(self, start: int, stop: int) -> None:
        """Add rows start + 1 .. stop to the total, one after the other."""
        if stop > start:
            self._copy[start] = self.total
            np.add.reduce(self._copy[start : stop + 1], axis=0, out=self.total)

    def _first_below(self, name: str, weights: Mapping[str, float], threshold: float, chunk: Chunk, origin: int) -> None:
        prefix = np.empty_like(self._copy[:, 0])
        prefix[0] = self._sums[name]
        prefix[1:] = sum(weight * self._copy[1:, self.spec.needs.index(q)] for q, weight in weights.items())
        np.add.accumulate(prefix, axis=0, out=prefix)
        self._sums[name][...] = prefix[-1]
        k = np.arange(chunk.first + 1 - origin, chunk.first + len(prefix) - origin, dtype=np.float64)[:, None]
        small = (prefix[1:] <= threshold * k) & (k <= chunk.limit - origin)
        new = np.isinf(self.hits[name]) & np.any(small, axis=0)
        self.hits[name][new] = k[np.argmax(small, axis=0)[new], 0]

    def result(self) -> dict[str, NDArray[np.generic]]:
        with np.errstate(invalid="ignore", divide="ignore"):
            means = {f"mean:{name}": self.total[j] / self.count for j, name in enumerate(self.spec.needs)}
        courses = {f"course:{name}": self.course[:, j] for j, name in enumerate(self.spec.needs)}
        return means | courses | {f"first:{name}": hits for name, hits in self.hits.items()}


@dataclass(frozen=True)
class Prefixes(Reducer):
    """Averages over k < T' of quantities for every T' of `at`, for all runs; with `weighted` the weights are eta_k."""

    needs: tuple[str, ...]
    at: tuple[int, ...]
    weighted: bool

    @property
    def marks(self) -> tuple[int, ...]:  # type: ignore[override]
        return tuple(T - 1 for T in self.at)

    def folds(self, step: StepNodes) -> Sequence[Fold]:
        weight = step.hyper[:, ETA] if self.weighted else 1.0
        return [*(Sum(weight * step.now[name]) for name in self.needs), Sum(weight)]

    def begin(self, width: int, runs: NDArray[np.int64]) -> "RunningPrefixes":
        return RunningPrefixes(self, width)


class RunningPrefixes(Running):
    def __init__(self, spec: Prefixes, width: int) -> None:
        self.spec = spec
        self.folded = np.zeros((len(spec.needs) + 1, width))  # the last row is the sum of the weights
        self.values = np.full((len(spec.at), len(spec.needs), width), np.nan)

    def update(self, chunk: Chunk) -> None:
        if chunk.extra:
            return
        steps = len(chunk.q) - 1
        ends = [T - chunk.first for T in self.spec.at if chunk.first < T <= chunk.first + steps]
        weights = chunk.hyper[1:, ETA] if self.spec.weighted else np.ones((steps, 1))
        rows = np.stack([weights * chunk.of(name) for name in self.spec.needs] + [weights + 0.0 * chunk.q[1:, 0]], axis=1)
        done = 0
        for end in [*ends, steps]:
            # one running total, step after step, whatever the chunks are
            np.add.reduce(np.concatenate([self.folded[None], rows[done:end]]), axis=0, out=self.folded)
            done = end
            if end in ends:
                self.mark(chunk.first + end - 1, chunk.limit, self.folded, {})

    def mark(self, k: int, limit: NDArray[np.int64], folded: Array, now: Mapping[str, Array]) -> None:
        self.values[self.spec.at.index(k + 1)] = folded[:-1] / folded[-1]

    def result(self) -> dict[str, NDArray[np.generic]]:
        kind = "weighted" if self.spec.weighted else "plain"
        return {f"prefix:{kind}:{name}": self.values[:, j] for j, name in enumerate(self.spec.needs)}


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
        point, kept = self.spec.grid.index(k), slice(0, self.kept)
        for i, name in enumerate(self.spec.needs):
            self.values[point, i] = np.where(limit[kept] > k, now[name][kept], np.nan)

    def result(self) -> dict[str, NDArray[np.generic]]:
        return {f"at:{name}": self.values[:, i] for i, name in enumerate(self.spec.needs)}


@dataclass(frozen=True)
class Largest(Reducer):
    """The largest value of quantities that are never negative."""

    needs: tuple[str, ...]

    def folds(self, step: StepNodes) -> Sequence[Fold]:
        return [Extreme(step.now[name], "max") for name in self.needs]

    def begin(self, width: int, runs: NDArray[np.int64]) -> "RunningLargest":
        return RunningLargest(self, width)


class RunningLargest(Running):
    def __init__(self, spec: Largest, width: int) -> None:
        self.spec = spec
        self.folded = np.zeros((len(spec.needs), width))

    def update(self, chunk: Chunk) -> None:
        if not chunk.extra:
            for j, name in enumerate(self.spec.needs):
                np.maximum(self.folded[j], np.max(chunk.of(name), axis=0), out=self.folded[j])

    def result(self) -> dict[str, NDArray[np.generic]]:
        return {f"max:{name}": self.folded[j] for j, name in enumerate(self.spec.needs)}


@dataclass(frozen=True)
class Least(Reducer):
    """The smallest value of quantities."""

    needs: tuple[str, ...]

    def folds(self, step: StepNodes) -> Sequence[Fold]:
        return [Extreme(step.now[name], "min") for name in self.needs]

    def begin(self, width: int, runs: NDArray[np.int64]) -> "RunningLeast":
        return RunningLeast(self, width)


class RunningLeast(Running):
    def __init__(self, spec: Least, width: int) -> None:
        self.spec = spec
        self.folded = np.full((len(spec.needs), width), np.inf)

    def update(self, chunk: Chunk) -> None:
        if not chunk.extra:
            counts = np.arange(chunk.first, chunk.first + len(chunk.q) - 1)[:, None] < chunk.limit
            for j, name in enumerate(self.spec.needs):
                np.minimum(self.folded[j], np.min(np.where(counts, chunk.of(name), np.inf), axis=0), out=self.folded[j])

    def result(self) -> dict[str, NDArray[np.generic]]:
        return {f"min:{name}": self.folded[j] for j, name in enumerate(self.spec.needs)}
