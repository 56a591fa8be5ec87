"""The compiled back end: the program as one fused loop, eight runs side by side.

The lanes are runs, so the SIMD units are full whatever the dimension is. Strict IEEE arithmetic in the program's own order, and
NumPy's own functions for what is not correctly rounded (`kernels.ufunc_loops`), give the bits of the NumPy back end. The loop
is written in LLVM's language (`kernels.emit`), not as Python for Numba, which took seconds for what LLVM alone compiles in a
tenth of one, and had to be led to lanes that can be said. What was compiled is kept in the user's cache folder
(`kernels.compiled`).
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from problems.families.base import Separable
from problems.noise import Noise, Rademacher
from problems.problem import Problem
from verify.simulate.folds import Compared, Fold, StepNodes
from verify.simulate.kernels.after_step import Asked, nodes_of
from verify.simulate.kernels.compiled import addresses, compiled
from verify.simulate.kernels.emit import LANES
from verify.simulate.kernels.fused_loop import source
from verify.simulate.kernels.ufunc_loops import loop_of
from verify.simulate.measure import Reducer
from verify.simulate.program import StepProgram

Array = NDArray[np.float64]
#: coordinates times runs in flight: small dimensions take several groups of lanes to a call
IN_FLIGHT = 16_384


def block_width(problem: Problem, runs: int) -> int:
    """Runs to a block: groups of lanes, several for a small dimension."""
    groups = max(2, min(IN_FLIGHT // (LANES * problem.dimension), 16))
    return min(groups * LANES, -(-runs // LANES) * LANES)


class Laid:
    """What the loop of a step is to do, and its source.

    `found`: each reducer with its folds; `begins`: where the numbers of each begin.
    """

    def __init__(self, step: StepProgram, problem: Problem, shared: bool, reducers: Sequence[Reducer]) -> None:
        noise, seen = problem.noise, nodes_of(step)
        self.found = [(reducer, _folds(reducer, seen)) for reducer in reducers]
        self.begins = [0, *accumulate(sum(fold.size for fold in some or ()) for _, some in self.found)]
        self.asked = Asked(
            folds=tuple(fold for _, some in self.found for fold in some or ()),
            starts=tuple(begin for begin, (_, some) in zip(self.begins, self.found, strict=False) for _ in some or ()),
            rows=tuple(dict.fromkeys(name for one, some in self.found if some is None for name in one.needs)),
            drawn=noise.batch if isinstance(noise, Rademacher) and noise.coordinates_per_word else 0,
            single=isinstance(noise, Noise) and noise.dtype is np.float32,
            shared=shared,
            region=problem.region is not None,
        )
        self.source = source(step, self.asked)


class CompiledKernel:
    """Advances one block of `width` runs; made once and used for block after block."""

    def __init__(self, step: StepProgram, problem: Problem, width: int, laid: Laid) -> None:
        assert isinstance(problem.family, Separable)
        assert isinstance(problem.noise, Noise)
        noise, found, begins = problem.noise, laid.found, laid.begins
        self.asked = laid.asked
        self.width, self.shared, self.rows = width, laid.asked.shared, laid.asked.rows
        self.state: Array = np.zeros((len(step.state), problem.dimension, width))
        self._measured = [output.name for output in step.program.reductions]
        self._zero = dict.fromkeys({*step.rows} - {*self._measured}, np.zeros(width))
        self._folded: Array = np.zeros((begins[-1] + len(step.program.reductions), width))
        self._places = [None if some is None else slice(*ends) for ends, (_, some) in zip(pairwise(begins), found, strict=True)]
        #: of each reducer, its numbers in the loop; None if it sees the chunks
        self.parts = [None if place is None else self._folded[place] for place in self._places]
        self._marks = np.unique(np.array([k for one, some in found if some is not None for k in one.marks], dtype=np.int64))
        self._coefficients = np.array([*problem.family.coefficients, noise.scale / noise.batch])
        self._settled = [
            (at, float(fold.slack))
            for at, fold in zip(self.asked.places, self.asked.folds, strict=False)
            if isinstance(fold, Compared) and fold.settled
        ]
        text, numbers, ufuncs = laid.source
        borrowed = [loop_of(name) for name in ufuncs]
        assert None not in borrowed  # one less, and the others would be called by each other's names
        self._ufuncs = np.array([[loop.address, loop.data] for loop in borrowed if loop is not None], dtype=np.int64)
        self._kernel, self._numbers = compiled(text), np.array(numbers)
        self._numbers[1] = np.inf if problem.region is None else float(problem.region)

    def advance(
        self, noise: NDArray[Any], hyper: Array, limit: NDArray[np.int64], stopped: NDArray[np.int64], q: Array,
        first: int, begin: int, extra: bool,
    ) -> list[tuple[int, list[Array], dict[str, Array]]]:  # fmt: skip
        """Run K steps from step `first` on, of runs that began at step `begin`; `limit` and `stopped` are brought up to date.

        `noise`: (K, words, W), or (K, d, W) draws; `hyper`: (1 + K, rows of the table, W or 1), row 0 of the step before;
        `q`: (K, rows, W) receives the rows that are asked for whole. Returned for each mark: the step, each folding
        reducer's numbers, and the quantities there.
        """
        marks = self._marks[(self._marks >= first) & (self._marks < first + len(q)) & (not extra)]
        last = first + len(q) - 1
        stops = np.append(marks, last) if not len(marks) or marks[-1] != last else marks
        marked = np.empty((len(stops), len(self._folded), self.width))
        ends = limit.astype(np.float64)
        self._numbers[0] = begin
        places = stops - first
        arrays = self.state, noise, self._coefficients, self._numbers, hyper, self._folded, ends, stopped, places, marked, q
        self._kernel(
            addresses(*arrays, self._ufuncs, self.state.shape[1], self.width, noise.shape[1], len(places), first, int(extra))
        )
        limit[...] = ends
        self._folded[...] = marked[-1]
        pairs = np.clip(np.minimum(limit, last + 1) - max(first, begin + 1), 0, None)
        for place, slack in self._settled:  # every step is the formula's, and its slack is 0
            self._folded[place + 1] += pairs
            self._folded[place + 2 : place + 5, pairs > 0] = np.array([[slack], [begin], [slack]])
        start = len(self._folded) - len(self._measured)
        return [
            (
                k,
                [row[p] for p in self._places if p is not None],
                self._zero | dict(zip(self._measured, row[start:], strict=True)),
            )
            for k, row in zip(marks.tolist(), marked, strict=False)
        ]


def _folds(reducer: Reducer, step: StepNodes) -> Sequence[Fold] | None:
    """The reducer's folds; None where it does what no program can, or wants to see the chunks."""
    try:
        return reducer.folds(step)
    except (TypeError, AttributeError):
        return None
