"""Random numbers by address: the words of run r at step k depend on (seed, problem, r, k) alone.

Philox is a counter-based generator: a key (seed and problem, run) names a stream of 2^256 words, and step k owns the words
[k w, (k + 1) w) of it, w being what the noise model consumes in a step. Neither the batching of runs nor the size of the chunks
in which steps are fetched, nor the number of workers, can change a number.
"""

import hashlib

import numpy as np
from numpy.random import Philox
from numpy.typing import NDArray

WORDS_PER_COUNTER = 4
#: words fetched at a time from each stream, so that a call costs little beside what it brings
FETCH = 1_024


def stream_key(seed: int, problem: str, purpose: str = "noise") -> int:
    """The 64-bit half of a Philox key that names seed, problem and purpose; the other half is the run."""
    digest = hashlib.sha256(f"{seed}\n{problem}\n{purpose}".encode()).digest()
    return int.from_bytes(digest[:8], "little")


class WordStreams:
    """The streams of a block of runs, read step by step from step `first` on."""

    def __init__(self, key: int, runs: NDArray[np.int64], words: int, first: int = 0) -> None:
        self.words = words
        self._generators = [Philox(key=np.array([key, run], dtype=np.uint64)) for run in runs]
        counters, rest = divmod(first * words, WORDS_PER_COUNTER)
        for generator in self._generators:
            if counters:
                generator.advance(counters)
            if rest:
                generator.random_raw(rest)

        self._ahead = np.empty((0, len(self._generators)), dtype=np.uint64)

    def take(self, steps: int) -> NDArray[np.uint64]:
        """The words of the next `steps` steps, shape (steps, words, runs)."""
        count = steps * self.words
        if count > len(self._ahead):
            # whole chunks ahead: chunks of one size then use up exactly what was fetched
            ahead = max(1, FETCH // count) * count - len(self._ahead)
            self._ahead = np.concatenate([self._ahead, self._fetch(ahead)])
        taken, self._ahead = self._ahead[:count], self._ahead[count:]
        return taken.reshape(steps, self.words, len(self._generators))

    def _fetch(self, count: int) -> NDArray[np.uint64]:
        """The next `count` words of every stream, shape (count, runs)."""
        raw = np.empty((len(self._generators), count), dtype=np.uint64)
        for row, generator in zip(raw, self._generators, strict=True):
            row[:] = generator.random_raw(count)
        return np.ascontiguousarray(raw.T)
