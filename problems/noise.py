"""Noise models: what is added to a gradient, drawn from raw 64-bit words, with its exact variance and bound.

A run consumes a fixed number of words a step, so the noise of run r at step k is a function of that run's stream of words and
of k alone (`simulate.streams`). `fill` turns words into the sum over the minibatch of unit draws, `z`; the gradient noise of
coordinate i is `(scale_i / batch) z`.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

Words = NDArray[np.uint64]
#: words that are turned into draws at a time: what is made of them on the way stays in the cache
TILE = 16_384


@dataclass(frozen=True)
class Noise(ABC):
    """Independent noise per coordinate; `scale` has shape (d,), `batch` is the minibatch size b."""

    scale: NDArray[np.float64]
    batch: int

    kind: ClassVar[str]
    #: type of `z`; single precision where z is a small integer, which it holds exactly
    dtype: ClassVar[type[np.generic]] = np.float64

    @property
    def dimension(self) -> int:
        return len(self.scale)

    @property
    @abstractmethod
    def words(self) -> int:
        """64-bit words consumed by one run in one step."""

    @abstractmethod
    def fill(self, words: Words, out: NDArray[np.generic]) -> None:
        """Sums of `batch` unit draws: `words` (steps, self.words, runs) -> `out` (steps, d, runs)."""

    @property
    @abstractmethod
    def unit_variance(self) -> float:
        """Variance of one unit draw."""

    @property
    @abstractmethod
    def unit_bound(self) -> float:
        """Largest absolute value of one unit draw; infinite if unbounded."""

    @property
    def sigma(self) -> float:
        """Standard deviation of one sample's noise vector: sqrt(sum_i scale_i^2 Var), assumption N."""
        return float(np.sqrt(np.sum(np.square(self.scale) * self.unit_variance)))

    @property
    def bound(self) -> NDArray[np.float64]:
        """Bound of |noise_i| for each coordinate, shape (d,); it does not shrink with the batch."""
        bound = np.zeros_like(self.scale)
        np.multiply(np.abs(self.scale), self.unit_bound, out=bound, where=self.scale != 0)
        return bound


class Silent(Noise):
    """No noise: g_k is the gradient."""

    kind = "none"
    dtype = np.float32
    words = 0
    unit_variance = 0.0
    unit_bound = 0.0

    def fill(self, words: Words, out: NDArray[np.generic]) -> None:
        out[...] = 0


class Rademacher(Noise):
    """+1 or -1 with probability 1/2: one bit a draw, `batch` bits a coordinate."""

    kind = "rademacher"
    dtype = np.float32
    unit_variance = 1.0
    unit_bound = 1.0

    @property
    def coordinates_per_word(self) -> int:
        """Coordinates that share a word; 0 if one coordinate needs more than a word."""
        return 64 // self.batch

    @property
    def words(self) -> int:
        per = self.coordinates_per_word
        return -(-self.dimension // per) if per else self.dimension * -(-self.batch // 64)

    def fill(self, words: Words, out: NDArray[np.generic]) -> None:
        per, b, d = self.coordinates_per_word, self.batch, self.dimension
        if per:
            mask = np.uint64((1 << b) - 1)
            for j in range(min(per, d)):  # all coordinates at place j of their word at once
                target = out[:, j::per]
                bits = (words[:, : target.shape[1]] >> np.uint64(j * b)) & mask
                target[...] = 2 * np.bitwise_count(bits).astype(np.int16) - b
            return
        each = -(-b // 64)
        own = words.reshape(len(words), d, each, -1).copy()
        if b % 64:
            own[:, :, -1] &= np.uint64((1 << (b % 64)) - 1)
        out[...] = 2 * np.add.reduce(np.bitwise_count(own), axis=2, dtype=np.int16) - b


class Uniform(Noise):
    """Uniform on [-1, 1]."""

    kind = "uniform"
    unit_variance = 1.0 / 3.0
    unit_bound = 1.0

    @property
    def words(self) -> int:
        return self.dimension * self.batch

    def fill(self, words: Words, out: NDArray[np.generic]) -> None:
        steps = max(1, TILE // max(1, words[:1].size))
        for first in range(0, len(words), steps):
            self._fill(words[first : first + steps], out[first : first + steps])

    def _fill(self, words: Words, out: NDArray[np.generic]) -> None:
        # (m + 1/2) / 2^52: never 0 or 1, and symmetric about 1/2, so that every draw has mean exactly 0
        u = (words >> np.uint64(12)).astype(np.float64)
        u += 0.5
        u *= 2.0**-52
        draws = self._draw(u).reshape(len(words), self.batch, self.dimension, -1)
        out[...] = draws[:, 0]
        for i in range(1, self.batch):  # index order, whatever the number of runs
            np.add(out, draws[:, i], out=out)

    def _draw(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        u *= 2.0
        u -= 1.0
        return u


class TruncatedNormal(Uniform):
    """A standard normal conditioned on |z| <= 3, by inversion of its distribution function."""

    kind = "truncated-normal"
    cut: ClassVar[float] = 3.0
    _mass: ClassVar[float] = float(ndtr(3.0) - ndtr(-3.0))
    unit_variance = 1.0 - 2.0 * 3.0 * float(np.exp(-4.5) / np.sqrt(2.0 * np.pi)) / _mass
    unit_bound = 3.0

    def _draw(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        u *= self._mass
        u += ndtr(-self.cut)
        ndtri(u, out=u)
        return np.clip(u, -self.cut, self.cut, out=u)


class Normal(Uniform):
    """A standard normal: unbounded, so B fails; only Theorem 1 allows it."""

    kind = "normal"
    unit_variance = 1.0
    unit_bound = float("inf")

    def _draw(self, u: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(ndtri(u, out=u))


ADDITIVE: dict[str, type[Noise]] = {cls.kind: cls for cls in (Silent, Rademacher, Uniform, TruncatedNormal, Normal)}
