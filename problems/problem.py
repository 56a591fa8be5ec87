"""The Problem noun: a family's instance with its start, region, noise, declared constants and the algorithm to run."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from problems.enclosure import Enclosure
from problems.families.base import Coupled, Family
from problems.noise import Noise
from problems.sampling import Sampling
from problems.schema import AlgorithmSection


@dataclass(frozen=True, eq=False)
class Problem:
    """One problem file, validated and built.

    `start` has shape (d,); `declared` holds the constants the file claims, `best` an enclosure of the best possible value
    of each; a claim uses `constant(name)`: the declared value, or else the safe end of the best.
    """

    name: str
    path: Path
    where: str
    family: Family
    start: NDArray[np.float64]
    region: float | None
    noise: Noise | Sampling
    algorithm: AlgorithmSection
    epsilon: float
    declared: dict[str, float]
    best: dict[str, Enclosure]
    known_violations: tuple[str, ...]

    @property
    def dimension(self) -> int:
        return len(self.start)

    @property
    def batch(self) -> int:
        return self.noise.batch

    @property
    def coupled(self) -> bool:
        return isinstance(self.family, Coupled)

    def constant(self, name: str) -> float | None:
        """The value that a claim may use for this constant, or None if the problem has none."""
        if name in self.declared:
            return self.declared[name]
        if name not in self.best:
            return None
        # mu and c_s are claimed from below, the others from above
        return self.best[name].lower if name in ("mu", "c_s") else self.best[name].upper
