"""`kind = "discrete"`: finitely many values, each with its probability, so that rare large gradients can be written.

What is drawn is a value less the mean of all, so that the gradient stays unbiased whatever the values are. A draw is one
64-bit word: the probability of a value is the number of words that give it over 2^64, which is off by less than 2^-64 from the
number in the file. With numbers for values every coordinate has a draw of its own; with vectors one draw serves all of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations_with_replacement
from math import comb, factorial

import numpy as np
from numpy.typing import NDArray

from problems.errors import InputError
from problems.noise import Noise, Words

WORDS = 2**64
#: how far from 1 the sum of the probabilities may be, and outcomes of a minibatch that are enumerated
OFF, MOST = 1e-9, 4096


@dataclass(frozen=True)
class Discrete(Noise):
    """`values` (m, 1) for a draw in every coordinate or (m, d) for one draw of all; `counts` are the words that give each."""

    values: NDArray[np.float64]
    counts: tuple[int, ...]
    kind = "discrete"

    @property
    def together(self) -> bool:
        """Whether one draw serves all coordinates."""
        return self.values.shape[1] > 1

    @property
    def words(self) -> int:
        return self.batch if self.together else self.batch * self.dimension

    @cached_property
    def weights(self) -> tuple[Fraction, ...]:
        """The probabilities, exactly."""
        return tuple(Fraction(count, WORDS) for count in self.counts)

    @cached_property
    def centred(self) -> tuple[tuple[Fraction, ...], ...]:
        """The values less their mean, exactly: (m, 1 or d)."""
        exact = [[Fraction(float(v)) for v in row] for row in self.values]
        mean = [
            sum((w * row[i] for w, row in zip(self.weights, exact, strict=True)), Fraction(0)) for i in range(len(exact[0]))
        ]
        return tuple(tuple(v - m for v, m in zip(row, mean, strict=True)) for row in exact)

    @cached_property
    def _table(self) -> NDArray[np.float64]:
        return np.array([[float(v) for v in row] for row in self.centred])

    def fill(self, words: Words, out: NDArray[np.generic]) -> None:
        ends = np.array([sum(self.counts[: k + 1]) for k in range(len(self.counts) - 1)], dtype=np.uint64)
        chosen = np.searchsorted(ends, words, side="right")
        steps, _, runs = words.shape
        if self.together:
            draws = np.moveaxis(self._table[chosen], 3, 2)
        else:
            draws = self._table[chosen, 0].reshape(steps, self.batch, self.dimension, runs)
        out[...] = draws[:, 0]
        for i in range(1, self.batch):  # index order, whatever the number of runs
            np.add(out, draws[:, i], out=out)

    @cached_property
    def variances(self) -> tuple[Fraction, ...]:
        """Of one draw, exactly: (1 or d)."""
        pairs = list(zip(self.weights, self.centred, strict=True))
        return tuple(sum((w * row[i] ** 2 for w, row in pairs), Fraction(0)) for i in range(self.values.shape[1]))

    @property
    def unit_variance(self) -> NDArray[np.float64]:  # type: ignore[override]
        return np.array([float(v) for v in self.variances])

    @property
    def unit_bound(self) -> NDArray[np.float64]:  # type: ignore[override]
        return np.max(np.abs(self._table), axis=0)

    def outcomes(self) -> "list[tuple[Fraction, tuple[Fraction, ...]]] | None":
        """(probability, sum) of a minibatch's draws; None where there are more than MOST."""
        m, b = len(self.counts), self.batch
        if comb(m + b - 1, b) > MOST:
            return None
        found = []
        for picks in combinations_with_replacement(range(m), b):
            ways, weight = factorial(b), Fraction(1)
            for k in set(picks):
                times = picks.count(k)
                ways //= factorial(times)
                weight *= self.weights[k] ** times
            total = tuple(sum(part, Fraction(0)) for part in zip(*(self.centred[k] for k in picks), strict=True))
            found.append((ways * weight, total))
        return found


def discrete(
    values: Sequence[float] | Sequence[Sequence[float]], probabilities: Sequence[float], scale: NDArray[np.float64], batch: int
) -> Discrete:
    """Raises InputError, which begins with the key that is wrong."""
    if not values or len(values) != len(probabilities):
        raise InputError(
            f"probabilities has {len(probabilities)} entries and must have one for each of the {len(values)} values"
        )
    wrong = [p for p in probabilities if not 0 < p <= 1]
    if wrong:
        raise InputError(f"probabilities={wrong[0]} must lie in (0, 1]")
    total = sum(map(Fraction, probabilities))
    if abs(float(total) - 1.0) > OFF:
        raise InputError(f"probabilities={list(probabilities)} must sum to 1, not to {float(total):.12g}")
    rows = [row if isinstance(row, Sequence) else [row] for row in values]
    widths = {len(row) for row in rows}
    if len({isinstance(row, Sequence) for row in values}) > 1 or len(widths) > 1:
        raise InputError("values must be numbers, or vectors of one length")
    width = widths.pop()
    if isinstance(values[0], Sequence) and width != len(scale):
        raise InputError(f"values has vectors of {width} entries and must have one for each of the {len(scale)} coordinates")
    ends = [round(sum(map(Fraction, probabilities[: k + 1])) / total * WORDS) for k in range(len(rows))]
    counts = tuple(b - a for a, b in zip([0, *ends], ends, strict=False))
    if not all(counts):
        raise InputError(f"probabilities={min(probabilities)} must be at least 2^-64, the share of one random word")
    return Discrete(scale, batch, np.array(rows, dtype=np.float64), counts)
