"""Sampling noise of a finite sum: a minibatch of rows, drawn with or without replacement from raw 64-bit words."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from problems.noise import Words


@dataclass(frozen=True)
class Sampling:
    """Minibatches of `batch` rows out of `samples`.

    `sigma` is the root of the largest E||grad f - grad F||^2 over the region, `bound` (d,) bounds |(grad f_j)_i|.
    """

    samples: int
    batch: int
    replacement: bool
    sigma: float
    bound: NDArray[np.float64]
    kind: str = "sampling"

    @property
    def words(self) -> int:
        """64-bit words consumed by one run in one step."""
        return self.batch if self.replacement else self.samples

    def rows(self, words: Words) -> NDArray[np.intp]:
        """Rows of the minibatches: `words` (self.words, runs) -> (batch, runs).

        With replacement, row = floor(word * samples / 2^64) exactly (the probabilities differ from 1/samples by less than
        2^-64); without, the rows with the `batch` smallest words, whose last bits name the row.
        """
        if self.replacement:
            n, half = np.uint64(self.samples), np.uint64(32)
            carry = ((words & np.uint64(0xFFFFFFFF)) * n) >> half
            return (((words >> half) * n + carry) >> half).astype(np.intp)
        last = np.uint64((1 << (self.samples - 1).bit_length()) - 1)
        named = np.ascontiguousarray(((words & ~last) | np.arange(self.samples, dtype=np.uint64)[:, None]).T)
        named.partition(self.batch - 1, axis=1)
        return (np.sort(named[:, : self.batch], axis=1).T & last).astype(np.intp)
