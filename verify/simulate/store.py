"""Results on disk: what a killed run leaves behind is readable, and what was finished need not be done again.

Every finished batch of runs is one file, `.adamw-verify/state/<key>/<first>-<stop>.npz`, which says what it holds
(`problems.kept`): one that is not whole, or not of this key, is done again. The key is a hash of everything that the numbers
depend on. One output folder serves one command at a time.
"""

import io
import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from filelock import FileLock, Timeout
from threadpoolctl import threadpool_info

from problems.errors import InputError
from problems.fingerprint import code_of, fingerprint
from problems.kept import OWN, clean, keep, kept
from verify.simulate import chain
from verify.simulate.ensemble import Experiment, Records

#: where a command keeps what is finished, what tells an ensemble, and what its batches are called
STATE, ABOUT, BATCHES = "state", "about.json", re.compile(r"[0-9]+-[0-9]+\.npz")


def experiment_key(experiment: Experiment) -> str:
    """Hash of what the records depend on: problem, algorithm, schedule, steps, seed, what is measured, and the code of all."""
    problem, made = experiment.problem, chain.made(experiment)
    exact = not (made.step.program.borrowed or problem.coupled)
    return fingerprint(
        code_of("verify.simulate.workers"), problem.name, problem.family, problem.noise, problem.region, problem.start,
        experiment.algorithm, problem.rule, problem.algorithm.own, experiment.schedule, experiment.steps,
        experiment.first_step, experiment.start, experiment.keep_state, experiment.seed, experiment.purpose, experiment.output,
        experiment.reducers, experiment.coefficients,
        # where not every operation is correctly rounded, the last digits are those of NumPy on this processor and of its BLAS
        "" if exact else blas(),
    )[:24]  # fmt: skip


def sequence_key(experiments: Sequence[Experiment]) -> str:
    """The key of experiments one after the other; that of one alone is its own."""
    keys = [experiment_key(experiment) for experiment in experiments]
    return keys[0] if len(keys) == 1 else fingerprint(*keys)[:24]


def blas() -> list[str]:
    """NumPy's linear algebra library, with the kind of processor that its code is for.

    Other packages bring libraries of their own; which of them a process has loaded changes no number here.
    """
    package = Path(np.__file__).parent
    homes = {package, package.with_name("numpy.libs")}
    loaded = [one for one in threadpool_info() if one["user_api"] == "blas"]
    own = [one for one in loaded if homes & {*Path(one["filepath"]).parents}] or loaded  # without one NumPy has the system's
    kinds = {f"{one['internal_api']} {one.get('architecture', '')}" for one in own}
    return sorted(kind.strip() for kind in kinds)


class Held:
    """An output folder that one command has for itself until it ends."""

    def __init__(self, out: Path) -> None:
        self.out, self.own = out, out / OWN
        self._lock = FileLock(self.own / "lock", blocking=False)

    def __enter__(self) -> Self:
        """Raises InputError: the folder cannot be written to, or another command has it."""
        try:
            self.own.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
            self._begin()
        except Timeout:
            raise InputError(f"--out {self.out} is in use by another run; wait for it or give another folder") from None
        except (OSError, ValueError, NotImplementedError) as error:
            self._lock.release()
            raise InputError(f"--out {self.out} cannot be written: {getattr(error, 'strerror', None) or error}") from None
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._lock.release()

    def _begin(self) -> None:
        for folder in (self.out, self.out / "figures", *self.own.glob("*/")):
            clean(folder)


class Store(Held):
    """The output folder of a command that keeps what is finished, below `state`."""

    def __init__(self, out: Path, resume: bool) -> None:
        super().__init__(out)
        self.state, self._resume = self.own / STATE, resume

    def _begin(self) -> None:
        super()._begin()
        if self.state.exists() and not self._resume:
            shutil.rmtree(self.state)
        self.state.mkdir(exist_ok=True)
        for folder in self.state.glob("*/"):
            clean(folder)

    def load(self, key: str, runs: range) -> Records | None:
        """The records of a finished batch, or None."""
        return _records(self.state / key, key, runs)

    def save(self, key: str, runs: range, records: Records) -> None:
        """Keep the records of a batch. Raises OSError."""
        buffer = io.BytesIO()
        arrays: dict[str, Any] = dict(records)
        np.savez(buffer, **arrays)
        keep(_file(self.state / key, runs), _name(key, runs), buffer.getvalue())

    def describe(self, key: str, about: Mapping[str, Any]) -> None:
        """Say once what the batches of a key are of. Raises OSError."""
        path = self.state / key / ABOUT
        if kept(path, key) is None:
            keep(path, key, json.dumps(about).encode())


@dataclass(frozen=True)
class Blocks:
    """The finished batches of one ensemble, and what it is: `claims`, `problem`, `algorithm`, `steps`."""

    folder: Path
    about: Mapping[str, Any]
    runs: tuple[range, ...]

    @property
    def key(self) -> str:
        return self.folder.name

    def records(self) -> Iterator[tuple[range, Records]]:
        """The batches that are whole."""
        for runs in self.runs:
            found = _records(self.folder, self.key, runs)
            if found is not None:
                yield runs, found

    def remove(self) -> None:
        """Take them away. Raises OSError."""
        shutil.rmtree(self.folder)

    def to_dict(self) -> dict[str, Any]:
        sizes = [file.stat().st_size for file in self.folder.iterdir()]
        return {"key": self.key, **self.about, "runs": sum(map(len, self.runs)), "bytes": sum(sizes)}


def blocks(out: Path) -> list[Blocks]:
    """What an output folder keeps of runs; a folder that does not say what it holds is none of these."""
    found = []
    for folder in sorted((out / OWN / STATE).glob("*/")):
        told = kept(folder / ABOUT, folder.name)
        if told is not None:
            ends = sorted(
                tuple(map(int, file.stem.split("-"))) for file in folder.glob("*.npz") if BATCHES.fullmatch(file.name)
            )
            found.append(Blocks(folder, json.loads(told), tuple(range(*pair) for pair in ends)))
    return found


def _records(folder: Path, key: str, runs: range) -> Records | None:
    content = kept(_file(folder, runs), _name(key, runs))
    if content is None:
        return None
    with np.load(io.BytesIO(content)) as file:
        return {name: file[name] for name in file.files}


def _file(folder: Path, runs: range) -> Path:
    return folder / f"{runs.start}-{runs.stop}.npz"


def _name(key: str, runs: range) -> str:
    return f"{key} {runs.start}-{runs.stop}"
