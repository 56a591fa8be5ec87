"""Results on disk: what a killed run leaves behind is readable, and what was finished need not be done again.

Every finished batch of runs is one file, `.state/<key>/<first>-<stop>.npz`, written beside and moved into place, so that it is
either there whole or not at all. The key is a hash of everything that the numbers depend on.
"""

import hashlib
import io
import json
import os
import shutil
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from problems.errors import InputError
from verify.simulate.ensemble import Ensemble, Experiment, Records


def package_version() -> str:
    """The version of this distribution."""
    try:
        return version("adamw-verify")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0+checkout"


def experiment_key(experiment: Experiment) -> str:
    """Hash of what the records depend on: problem, algorithm, schedule, steps, seed, what is measured, the package."""
    problem, made = experiment.problem, Ensemble(experiment)
    digest = hashlib.sha256()
    noise = problem.noise
    described = {
        "package": package_version(),
        "problem": problem.name,
        "family": problem.family.name,
        "region": problem.region,
        "algorithm": experiment.algorithm.fingerprint,
        "own": problem.algorithm.own.model_dump(),
        "schedule": _described(experiment.schedule),
        "steps": np.asarray(experiment.steps).tolist(),
        "first_step": experiment.first_step,
        "start": None if experiment.start is None else hashlib.sha256(experiment.start.tobytes()).hexdigest(),
        "keep_state": experiment.keep_state,
        "backend": "" if made.step.program.correctly_rounded else made.backend,
        "seed": experiment.seed,
        "purpose": experiment.purpose,
        "noise": [noise.kind, noise.batch, getattr(noise, "replacement", None)],
        "reducers": [_described(reducer) for reducer in experiment.reducers],
    }
    digest.update(json.dumps(described, sort_keys=True).encode())
    probe = np.column_stack([problem.start, 0.5 * problem.start, np.ones(problem.dimension)])
    digest.update(problem.start.tobytes())
    digest.update(np.ascontiguousarray(problem.family.gradient_at(probe)).tobytes())
    digest.update(np.ascontiguousarray(getattr(noise, "scale", noise.bound)).tobytes())
    return digest.hexdigest()[:24]


def _described(noun: object) -> str:
    """A schedule or a reducer with every number in full (an array's own text leaves out digits and entries)."""
    fields = {name: value.tolist() if isinstance(value, np.ndarray) else value for name, value in vars(noun).items()}
    return f"{type(noun).__name__} {sorted(fields.items(), key=str)}"


class Store:
    """The output folder of one invocation."""

    def __init__(self, out: Path, resume: bool) -> None:
        self.out, self.state = out, out / ".state"
        try:
            if self.state.exists() and not resume:
                shutil.rmtree(self.state)
            self.state.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"--out {out} cannot be written: {error.strerror or error}") from None

    def load(self, key: str, runs: range) -> Records | None:
        """The records of a finished batch, or None."""
        path = self._path(key, runs)
        if not path.exists():
            return None
        with np.load(path) as file:
            return {name: file[name] for name in file.files}

    def save(self, key: str, runs: range, records: Records) -> None:
        """Keep the records of a batch."""
        buffer = io.BytesIO()
        arrays: dict[str, Any] = dict(records)
        np.savez(buffer, **arrays)
        write_whole(self._path(key, runs), buffer.getvalue())

    def _path(self, key: str, runs: range) -> Path:
        return self.state / key / f"{runs.start}-{runs.stop}.npz"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there: a reader sees the old one or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)
