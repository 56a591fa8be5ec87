"""The Numba back end: the program printed as one fused loop, sixteen runs side by side.

The lanes of the inner loop are runs, so the SIMD units are full whatever the dimension is. Strict IEEE arithmetic
(`fastmath=False`, no contraction) in the program's own order gives the bits of the NumPy back end wherever every
operation is correctly rounded. The arrays of the innermost loop lie on the stack (`kernels.stack` says why). What was
compiled is kept in the user's cache folder (`kernels.kept_kernel`).
"""

import importlib.util
import sys
from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate, pairwise
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from problems.families.base import Separable
from problems.kept import cache_folder
from problems.noise import Noise, Rademacher
from problems.problem import Problem
from verify.simulate.folds import Compared, Fold, StepNodes
from verify.simulate.kernels import loops
from verify.simulate.kernels.after_step import LANES, Asked, nodes_of
from verify.simulate.kernels.fused_loop import source
from verify.simulate.measure import Reducer
from verify.simulate.program import StepProgram
from verify.simulate.streams import WORDS_PER_COUNTER

Array = NDArray[np.float64]
#: coordinates times runs in flight: small dimensions take several groups of lanes to a call
IN_FLIGHT = 4_096


def available() -> bool:
    """Whether the extra `fast` is installed."""
    return importlib.util.find_spec("numba") is not None


def block_width(problem: Problem, runs: int) -> int:
    """Runs to a block: groups of lanes, several for a small dimension."""
    groups = max(1, min(IN_FLIGHT // (LANES * problem.dimension), 16))
    return min(groups * LANES, -(-runs // LANES) * LANES)


#: processor seconds that NumPy takes for a random word
WORD = 1.5e-8
#: a round of Philox4x64, of which there are ten: written out, so that the loop over the runs is the innermost, and vectorised
ROUND = """
            a, b = low(np.uint64(0xD2E7470EE14C6C93), c0), low(np.uint64(0xCA5A826395121157), c2)
            c0, c2 = high(np.uint64(0xCA5A826395121157), c2) ^ c1 ^ k0, high(np.uint64(0xD2E7470EE14C6C93), c0) ^ c3 ^ k1
            c1, c3, k0, k1 = b, a, k0 + np.uint64(0x9E3779B97F4A7C15), k1 + np.uint64(0xBB67AE8584CAA73B)"""
#: whole counters of the streams (key, run), as NumPy's Philox has them
WORDS = f"""
import numpy as np

from verify.simulate.kernels.stack import high, low


def kernel(key, runs, first, out):
    for block in range(len(out)):
        for l in range(len(runs)):
            c0, c1, c2, c3, k0, k1 = np.uint64(first + block + 1), np.uint64(0), np.uint64(0), np.uint64(0), key, runs[l]
{10 * ROUND}
            out[block, 0, l] = c0
            out[block, 1, l] = c1
            out[block, 2, l] = c2
            out[block, 3, l] = c3
"""


@cache
def compiled(text: str) -> Callable[..., None]:
    """The function `kernel` of this source, compiled; what an earlier process compiled is taken from the cache folder."""
    import numba
    from numba.core import codegen, config

    from verify.simulate.kernels import kept_kernel

    if config.CPU_FEATURES is None and "+avx512f" in (own := codegen.get_host_cpu_features()):
        # on some processors LLVM takes half of each register: measured, two thirds of the rate
        config.CPU_FEATURES = f"{own},-prefer-256-bit"
    name = loops.name_of(text)
    module = ModuleType(name)
    exec(compile(text, name, "exec"), vars(module))
    sys.modules[name] = module  # where Numba looks when it loads a compiled kernel
    fused = numba.njit(fastmath=False, error_model="numpy", nogil=True, no_cfunc_wrapper=True)(module.kernel)
    folder = cache_folder("kernels")
    return fused if folder is None else kept_kernel.attach(fused, folder / name, text)


class CompiledStreams:
    """`WordStreams`, compiled; what it gives is overwritten by the next call."""

    def __init__(self, key: int, runs: NDArray[np.int64], words: int, first: int = 0) -> None:
        self._key, self._runs, self.words, self._at = np.uint64(key), runs.astype(np.uint64), words, first * words
        self._out = np.empty((0, WORDS_PER_COUNTER, len(runs)), dtype=np.uint64)

    def take(self, steps: int) -> NDArray[np.uint64]:
        """The words of the next `steps` steps, shape (steps, words, runs)."""
        count, first = steps * self.words, self._at // WORDS_PER_COUNTER
        counters = -(-(self._at + count) // WORDS_PER_COUNTER) - first
        if len(self._out) < counters:
            self._out = np.empty((counters, WORDS_PER_COUNTER, len(self._runs)), dtype=np.uint64)
        if count:
            compiled(WORDS)(self._key, self._runs, first, self._out[:counters])
        begin = self._at - WORDS_PER_COUNTER * first
        self._at += count
        taken = self._out.reshape(-1, len(self._runs))[begin : begin + count]
        return taken.reshape(steps, self.words, len(self._runs))


def worth_streams(words: int) -> bool:
    """Whether so many words are to be drawn by compiled streams, where NumPy advances the runs."""
    seconds = WORD * words
    if not available() or loops.worth(WORDS, seconds):
        return available()
    loops.spend(WORDS, seconds, seconds)
    return False


class Laid:
    """What the loop of a step is to do, and its source.

    `found`: each reducer with its folds; `begins`: where the numbers of each begin.
    """

    def __init__(self, step: StepProgram, problem: Problem, shared: bool, reducers: Sequence[Reducer]) -> None:
        noise, seen = problem.noise, nodes_of(step, shared)
        self.found = [(reducer, _folds(reducer, seen)) for reducer in reducers]
        self.begins = [0, *accumulate(sum(fold.size for fold in some or ()) for _, some in self.found)]
        self.asked = Asked(
            folds=tuple(fold for _, some in self.found for fold in some or ()),
            starts=tuple(begin for begin, (_, some) in zip(self.begins, self.found, strict=False) for _ in some or ()),
            rows=tuple(dict.fromkeys(name for one, some in self.found if some is None for name in one.needs)),
            drawn=noise.batch if isinstance(noise, Rademacher) and noise.coordinates_per_word else 0,
            shared=shared,
            region=problem.region is not None,
        )
        self.source = source(step, self.asked)


class NumbaKernel:
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
        self._region = np.inf if problem.region is None else float(problem.region)
        self._coefficients = np.array([*problem.family.coefficients, noise.scale / noise.batch])
        self._settled = [
            (at, float(fold.slack))
            for at, fold in zip(self.asked.places, self.asked.folds, strict=False)
            if isinstance(fold, Compared) and fold.settled
        ]
        text, constants = laid.source
        self._kernel, self._constants = compiled(text), np.array(constants)

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
        self._kernel(
            self.state, noise, self._coefficients, self._constants, hyper, self._folded, ends, stopped,
            stops - first, marked, q, first, float(begin), int(extra), self._region,
        )  # fmt: skip
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
