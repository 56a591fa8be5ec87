"""What the tests of the laboratory share: problems written from a few keys, a reducer that keeps everything, a reference.

The reference is scalar and independent: plain Python floats, its own formulas, its own addressing of the random words.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.random import Philox

from problems.load import build, load
from problems.problem import Problem
from theory.algorithms import all_algorithms
from theory.algorithms.base import Algorithm, Hyper, State
from theory.errors import InputError
from verify.decide.plan import Stage
from verify.simulate.averages import Prefixes
from verify.simulate.chain import AtDrawn, Drawn
from verify.simulate.ensemble import Ensemble, Experiment, Records
from verify.simulate.measure import Chunk, Reducer, Running
from verify.simulate.program import HYPER_ROWS
from verify.simulate.program import build as program_of
from verify.simulate.quantities import QUANTITIES, SEPARABLE_ONLY
from verify.simulate.schedule import FormulaSchedule, PaperSchedule, Schedule
from verify.simulate.streams import stream_key

#: a small noisy well; tests change what they are about
WELL: dict[str, dict[str, Any]] = {
    "problem": {"name": "small well", "family": "rational-well", "dimension": 3, "start": 1.5, "region": 4.0},
    "problem.parameters": {"amplitude": [1.0, 0.5, 0.75]},
    "noise": {"kind": "rademacher", "scale": 0.3, "batch": 1},
    "constants": {},
    "algorithm": {"name": "adamw-d", "delta": 1.0, "beta_2": 0.005, "lambda": 0.1},
    "target": {"epsilon": 0.5},
}
Tables = Mapping[str, Mapping[str, Any]]


def toml(changes: Tables, base: Tables = WELL) -> str:
    """`base` with the keys of `changes` (a key that is None is left out) as TOML."""
    text = ""
    for name in dict.fromkeys((*base, *changes)):
        table = {**base.get(name, {}), **changes.get(name, {})}
        text += f"[{name}]\n" + "".join(
            f"{k} = {json.dumps(v, ensure_ascii=False)}\n" for k, v in table.items() if v is not None
        )
    return text


def problem(folder: Path, changes: Tables | None = None, base: Tables = WELL) -> Problem:
    """The problem of these keys, through a file and the loader."""
    return load(_written(folder, changes, base))


def uncertified(folder: Path, changes: Tables | None = None, base: Tables = WELL) -> Problem:
    """The same for what asks for runs and not for constants, whose proofs take longer than the runs."""
    return build(_written(folder, changes, base))


def _written(folder: Path, changes: Tables | None, base: Tables) -> Path:
    path = folder / "problem.toml"
    path.write_text(toml(changes or {}, base), encoding="utf-8")
    return path


@dataclass(frozen=True)
class Everything(Reducer):
    """Keeps quantities at every step, as `path:<name>` (steps, runs); NaN where a step does not count."""

    needs: tuple[str, ...]

    def begin(self, width: int, runs: np.ndarray) -> "RunningEverything":
        return RunningEverything(self)


class RunningEverything(Running):
    def __init__(self, spec: Everything) -> None:
        self.spec, self.kept = spec, {name: [] for name in spec.needs}

    def update(self, chunk: Chunk) -> None:
        if chunk.extra:
            return
        k = np.arange(chunk.first, chunk.first + len(chunk.q) - 1)[:, None]
        for name, rows in self.kept.items():
            rows.append(np.where(k < chunk.limit, chunk.of(name), np.nan))

    def result(self) -> dict[str, np.ndarray]:
        return {f"path:{name}": np.concatenate(rows) for name, rows in self.kept.items()}


def schedule(algorithm: str, **changes: Any) -> PaperSchedule:
    """A schedule with ordinary numbers, changed where the test says so."""
    numbers: dict[str, Any] = {
        "beta_1": 0.1, "beta_2": 0.01, "eta": 0.05, "lambda_": 0.1, "delta": 1.0, "mu_v": 0.003, "initialisation": "gradient",
    }  # fmt: skip
    return PaperSchedule(algorithm, **{**numbers, **changes})


def experiment(where: Problem, algorithm: str, steps: int | np.ndarray, **changes: Any) -> Experiment:
    """An experiment; `schedule` may be given, and any other field of `Experiment`."""
    fields: dict[str, Any] = {"schedule": schedule(algorithm), "seed": 7, "keep_state": True, **changes}
    return Experiment(where, all_algorithms()[algorithm], steps=steps, **fields)


def run(where: Problem, algorithm: str, steps: int | np.ndarray, runs: int | range = 3, **changes: Any) -> Records:
    """Records of the first runs."""
    wanted = range(runs) if isinstance(runs, int) else runs
    return Ensemble(experiment(where, algorithm, steps, **changes)).run(wanted)


def measurable(where: Problem, rule: Algorithm) -> tuple[str, ...]:
    """The quantities that there are of a problem and a rule: some ask for slots that a rule lacks."""

    def there(*names: str) -> bool:
        try:
            program_of(where, rule, names, ())
        except InputError:
            return False
        return True

    names = tuple(name for name in QUANTITIES if not where.coupled or name not in SEPARABLE_ONLY)
    return names if there(*names) else tuple(filter(there, names))  # one by one takes long


def words(where: Problem, seed: int, run_number: int, k: int, purpose: str = "noise") -> list[int]:
    """The words of one run at one step by direct addressing: word j of the stream is word j % 4 of counter 1 + j // 4."""
    key, each = stream_key(seed, where.name, purpose), where.noise.words
    found = []
    for j in range(k * each, (k + 1) * each):
        generator = Philox(counter=j // 4, key=np.array([key, run_number], dtype=np.uint64))
        found.append(int(generator.random_raw(4)[j % 4]))
    return found


def signs(where: Problem, seed: int, run_number: int, k: int, purpose: str = "noise") -> list[int]:
    """Summed signs of each coordinate, bit by bit (a batch of at most 64)."""
    row, b = words(where, seed, run_number, k, purpose), where.noise.batch
    per = 64 // b
    sums = []
    for i in range(where.dimension):
        bits = row[i // per] >> (i % per * b)
        sums.append(sum(1 if bits >> j & 1 else -1 for j in range(b)))
    return sums


def scalar_step(name: str, x: float, m: float, n: float, g: float, h: Mapping[str, float]) -> tuple[float, float, float]:
    """One coordinate of one step of A1-A5 and of PyTorch's convention, in plain floats."""
    lam = h["lambda_"] if name in ("adamw", "adamw-d", "stagewise-adamw") else 0.0
    if name == "l2-adam":
        g = g + h["lambda_"] * x
    m = (1.0 - h["beta_1"]) * m + h["beta_1"] * g
    n = (1.0 - h["beta_2"]) * n + h["beta_2"] * (g * g)
    v = math.sqrt(n * h["n_correction"] + h["delta"]) + h["eps"]
    x = (1.0 - lam * h["eta"]) * x - h["eta"] * (m * h["m_correction"] / v)
    return x, m, n


def well_slope(x: float, a: float) -> float:
    """Derivative of a x^2 / (1 + x^2)."""
    r = 1.0 / (1.0 + x * x)
    return 2.0 * a * x * (r * r)


def hyper_at(plan: Schedule, k: int, run_number: int) -> dict[str, float]:
    """The hyper-parameters of one run at one step as plain floats (neutral ones included)."""
    table = plan.rows(np.array([k]), np.array([run_number]))[0, :, 0]
    found = {name: float(table[HYPER_ROWS.index(name)]) for name in HYPER_ROWS}
    return found | {name: Hyper._field_defaults.get(name, 0.0) for name in plan.neutral}


def scalar_run(where: Problem, name: str, plan: Schedule, seed: int, run_number: int, steps: int) -> np.ndarray:
    """The whole run, one coordinate after the other: final (3, d), for a rational well with signs."""
    a, d = where.family.coefficients[0].tolist(), where.dimension
    scale = (where.noise.scale / where.noise.batch).tolist()
    x, m, n = where.start.tolist(), [0.0] * d, [0.0] * d
    for k in range(steps):
        h, z = hyper_at(plan, k, run_number), signs(where, seed, run_number, k)
        for i in range(d):
            g = well_slope(x[i], a[i]) + scale[i] * z[i]
            x[i], m[i], n[i] = scalar_step(name, x[i], m[i], n[i], g, h)
    return np.array([x, m, n])


def array_run(where: Problem, rule: Algorithm, plan: Schedule, seed: int, runs: int, steps: int) -> dict[str, np.ndarray]:
    """The rule called on arrays (R, d) with hyper-parameters (R, 1); every step's x, x_next, m, v, g, grad, decay."""
    all_runs = np.arange(runs)
    state = State(np.tile(where.start, (runs, 1)), np.zeros((runs, where.dimension)), np.zeros((runs, where.dimension)))
    kept: dict[str, list[Any]] = {name: [] for name in ("x", "x_next", "m", "n", "v", "g", "grad", "decay", "lambda_0")}
    for k in range(steps):
        columns = [hyper_at(plan, k, r) for r in all_runs]
        table = {name: np.array([[column[name]] for column in columns]) for name in HYPER_ROWS}
        z = np.array([signs(where, seed, r, k) for r in all_runs], dtype=float)
        grad = where.family.gradient_at(state.x.T).T
        g = grad + where.noise.scale / where.noise.batch * z
        moved = rule.update(state, g, Hyper.of(table))
        decay = np.broadcast_to(moved.decay, (runs, 1))
        values = (state.x, moved.state.x, moved.state.m, moved.state.n, moved.v, g, grad, decay, table["lambda_0"])
        for name, value in zip(kept, values, strict=True):
            kept[name].append(value)
        state = moved.state
    return {name: np.array(value) for name, value in kept.items()}


def bits(a: np.ndarray, b: np.ndarray) -> bool:
    """Whether two arrays of floats are the same bit for bit."""
    return a.shape == b.shape and bool(
        np.array_equal(np.ascontiguousarray(a).view(np.uint64), np.ascontiguousarray(b).view(np.uint64))
    )


def cut(stage: Stage, steps: int) -> Stage:
    """A stage of a plan with fewer steps."""
    e = stage.experiment
    drawn = replace(e.output, steps=steps) if isinstance(e.output, Drawn) else e.output
    averages = tuple(sorted({1, steps}))
    reducers = tuple(
        replace(r, at=averages) if isinstance(r, Prefixes) else replace(r, output=drawn) if isinstance(r, AtDrawn) else r
        for r in e.reducers
    )
    return Stage(stage.values, replace(e, steps=steps, output=drawn, reducers=reducers))


def with_schedule(stage: Stage, **changes: Any) -> Stage:
    """A stage of a plan with something of its schedule changed."""
    schedule = stage.experiment.schedule
    assert isinstance(schedule, FormulaSchedule)
    return Stage(stage.values, replace(stage.experiment, schedule=replace(schedule, **changes)))
