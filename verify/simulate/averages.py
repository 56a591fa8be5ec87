"""Averages over the steps of a run: of all, of the first so many, and the first time that one is small enough."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from verify.simulate.folds import First, Fold, StepNodes, Sum
from verify.simulate.measure import ETA, TRAJECTORY_RUNS, Array, Chunk, Reducer, Running


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
        if not self.kept:
            return
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
