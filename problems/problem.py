"""The Problem noun: a family's instance with its start, region, noise, declared constants and the algorithm to run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from problems.certify.certificate import Certificate, Status
from problems.families.base import Coupled, Family
from problems.noise import Noise
from problems.sampling import Sampling
from problems.schema import AlgorithmSection
from theory.algorithms.base import Algorithm


@dataclass(frozen=True, eq=False)
class Problem:
    """One problem file, validated and built.

    `start` has shape (d,); `declared` holds the constants the file claims; `certificate` what was found of them and of those
    it does not declare (None: not certified yet). `eps_stage` is the objective gap that Theorem 4 is to reach; `notes` say what
    was read from data files; `text` is the file's, `data_files` are the SHA-256 of the files that it names; `swept` are a
    sweep's keys with the problem's values.
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
    known_violations: tuple[str, ...]
    certificate: Certificate | None = None
    eps_stage: float | None = None
    notes: tuple[str, ...] = ()
    text: str = ""
    data_files: Mapping[str, str] = field(default_factory=dict)
    swept: Mapping[str, Any] = field(default_factory=dict)

    @property
    def rule(self) -> Algorithm:
        """The algorithm that the problem speaks of, with what is declared of it."""
        return self.algorithm.rule

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
        """The value that a claim may use for this constant, or None if there is none.

        The declared value if it is certified (an undecided one may not be used), or else the safe end of the enclosure.
        """
        if self.certificate is None or name not in self.certificate.names:
            return None
        constant = self.certificate[name]
        if constant.status is not Status.CERTIFIED or (constant.from_below and constant.used <= 0 and name != "minimum"):
            return None
        return constant.used
