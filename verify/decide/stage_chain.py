"""The simulation of Theorem 4: stage after stage, each started from the outputs of the last one.

A stage is run to its end, measuring averages over all its steps, and, if another one follows, once more with the same random
numbers up to each run's drawn step, to have iterate and moments there. The expectation of what the drawn iterate has is the
average over the steps (with the weights of the draw), which is why the averages of a run serve the bounds on the output
too; what the drawn iterates themselves have is kept beside them.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from theory import symbols as s
from theory.algorithms import all_algorithms
from verify.decide.evaluate import number
from verify.decide.stage_plan import Stage, StagePlan
from verify.decide.stage_schedule import StageSchedule
from verify.simulate.ensemble import Ensemble, Experiment
from verify.simulate.measure import Chunk, Largest, Prefixes, Reducer, Running

Array = NDArray[np.float64]
NEEDS = ("F", "decay_energy", "grad_F_k_sq", "m_err_sq", "u_sq")


@dataclass(frozen=True, eq=False)
class AtStep(Reducer):
    """Quantities at one step of each run; `at` has shape (R,)."""

    needs: tuple[str, ...]
    at: NDArray[np.int64]

    def begin(self, width: int, runs: NDArray[np.int64]) -> "RunningAtStep":
        lanes = np.concatenate([runs, np.full(width - len(runs), runs[-1])])
        return RunningAtStep(self, self.at[lanes])


class RunningAtStep(Running):
    def __init__(self, spec: AtStep, at: NDArray[np.int64]) -> None:
        self.spec, self.at = spec, at
        self.values = np.full((len(spec.needs), len(at)), np.nan)

    def update(self, chunk: Chunk) -> None:
        row = self.at - chunk.first
        here = np.flatnonzero((row >= 0) & (row < len(chunk.q) - 1) & (self.at < chunk.limit))
        for j, name in enumerate(self.spec.needs):
            self.values[j, here] = chunk.of(name)[row[here], here]

    def result(self) -> dict[str, NDArray[np.generic]]:
        return {f"drawn:{name}": self.values[j] for j, name in enumerate(self.spec.needs)}


@dataclass(frozen=True)
class Seen:
    """What a stage gave, for each run, by the letters of the claim's parts; how runs ended, and the largest |g_i|.

    `averages` are over the steps of the stage, `first` is at its step 0, `drawn` at the step that is put out. `loss` is
    F(x_0) - F_* of the first run (before the first stage it is that of all).
    """

    stage: Stage
    averages: dict[str, Array]
    first: dict[str, Array]
    drawn: dict[str, Array]
    loss: float
    stopped: NDArray[Any]
    stopped_at: NDArray[np.int64]
    largest_g: float


def chain(plan: StagePlan, seed: int) -> list[Seen]:
    """The affordable stages in order, up to the first in which a run left the region or stopped being finite."""
    problem, runs, found = plan.problem, range(plan.runs), []
    a, least = problem.algorithm, problem.constant("minimum") or 0.0
    state: Array | None = None
    decay: float | Array = a.lambda_
    for stage in plan.stages[: plan.affordable]:
        purpose = f"theorem-4, {plan.rule.name}, stage {stage.number}"
        mu_v = number(s.mu_v, stage.values)
        schedule = StageSchedule(a.name, stage.beta_1, stage.eta, a.beta_2, decay, a.delta, mu_v, state is not None)
        averages = Prefixes(NEEDS, tuple(sorted({1, stage.steps})), plan.rule.weighted)
        at = schedule.drawn(seed, problem.name, purpose, plan.runs, stage.steps, plan.rule.weighted)
        experiment = Experiment(
            problem, all_algorithms()[a.name], schedule, stage.steps, seed,
            (averages, AtStep(NEEDS, at), Largest(("g_sup",))), state, purpose=purpose,
        )  # fmt: skip
        kept = Ensemble(experiment).run(runs)
        prefix = {name: kept[f"prefix:{'weighted' if plan.rule.weighted else 'plain'}:{name}"] for name in NEEDS}
        found.append(
            Seen(
                stage,
                _letters({name: values[-1] for name, values in prefix.items()}, least),
                _letters({name: values[0] for name, values in prefix.items()}, least),
                _letters({name: kept[f"drawn:{name}"] for name in NEEDS}, least),
                float(prefix["F"][0, 0]) - least,
                kept["stopped"],
                kept["stopped_at"],
                float(np.max(kept["max:g_sup"])),
            )
        )
        if kept["stopped"].any() or stage.number == plan.affordable:
            break  # the state of a stopped run is no output: nothing goes on from here
        put_out = replace(experiment, schedule=replace(schedule, last=at), steps=at + 1, reducers=(), keep_state=True)
        state = Ensemble(put_out).run(runs)["state"]
        decay = decay * np.power(1.0 - mu_v, at.astype(np.float64))
    return found


def _letters(values: dict[str, Array], least: float) -> dict[str, Array]:
    """By the letters of the claim: F_k(x_k) - F_k(x_*) with x_* = 0 is F + (lambda_k/2)||x||^2_v - F_*."""
    gap = np.maximum(values["F"] + values["decay_energy"] - least, 0.0)  # rounding
    return {"gap_F_k": gap, **{name: values[name] for name in ("grad_F_k_sq", "m_err_sq", "u_sq")}}
