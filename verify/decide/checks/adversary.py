"""States at which a conditional inequality is put to the test: from runs, at extremes, and an adversary's."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from problems.problem import Problem
from verify.decide.checks.conditional import NextStep, States
from verify.simulate.ensemble import Ensemble, Experiment
from verify.simulate.streams import stream_key

#: steps of the runs whose states are looked at, as far as the horizon allows
STEPS = (1, 10, 100, 1_000)
RUNS = 16
POOL = 512
ROUNDS = 150


def along_runs(experiment: Experiment) -> States:
    """The states (x_k, m_k, n_k) of the first runs at a few steps."""
    taken = []
    horizon = int(np.max(experiment.steps))
    for k in sorted({min(k, horizon - 1) for k in STEPS}):
        here, after = (
            Ensemble(replace(experiment, reducers=(), steps=steps, keep_state=True)).run(range(RUNS)) for steps in (k, k + 1)
        )
        kept = after["stopped"] == 0
        taken.append((here["state"][0][:, kept], *(after["state"][j][:, kept] for j in (1, 2)), np.full(np.sum(kept), k)))
    x, m, n, late = (np.concatenate(columns, axis=-1) for columns in zip(*taken, strict=True))
    return States(x, m, n, late, "along runs")


def extreme(problem: Problem, seed: int) -> States:
    """Corners of the region, moments at the ends of their ranges; the first columns have equal signs throughout."""
    draw = np.random.default_rng(stream_key(seed, problem.name, "extreme states"))
    shape = (problem.dimension, POOL)
    x, m = (np.sign(draw.standard_normal(shape)) for _ in range(2))
    x[:, :8], m[:, :8] = np.tile([1.0, -1.0], 4), np.repeat([1.0, -1.0], 4)
    n = draw.integers(0, 2, shape).astype(np.float64)
    size = draw.choice([0.0, 0.5, 1.0], POOL)
    return States(x * size * _reach(problem), m * _c_inf(problem), n * _c_inf(problem) ** 2, _late(draw), "extreme")


def adversarial(next_step: NextStep, seed: int) -> States:
    """The worst of many states at random, driven on: a small move is kept where it lessens slack over allowance."""
    problem = next_step.problem
    draw = np.random.default_rng(stream_key(seed, problem.name, "adversary"))
    shape = (problem.dimension, POOL)
    reach, c_inf = _reach(problem), _c_inf(problem)

    def clipped(x: NDArray[np.float64], m: NDArray[np.float64], n: NDArray[np.float64]) -> States:
        within = np.clip(m, -c_inf, c_inf), np.clip(n, 0.0, c_inf**2)
        return States(np.clip(x, -reach, reach), within[0], within[1], k, "adversarial")

    k = _late(draw)
    best = clipped(draw.uniform(-reach, reach, shape), draw.uniform(-c_inf, c_inf, shape), draw.uniform(0.0, c_inf**2, shape))
    score = _score(next_step, best)
    for step in range(ROUNDS):
        size = 0.5 ** (1.0 + step / 15.0)
        moved = [
            a + size * span * draw.standard_normal(shape) * (draw.random(shape) < 0.5)
            for a, span in ((best.x, reach), (best.m, c_inf), (best.n, c_inf**2))
        ]
        trial = clipped(*moved)
        tried = _score(next_step, trial)
        better = tried < score
        score = np.where(better, tried, score)
        x, m, n = (np.where(better, getattr(trial, name), getattr(best, name)) for name in ("x", "m", "n"))
        best = States(x, m, n, k, best.label)
    return best


def _score(next_step: NextStep, states: States) -> NDArray[np.float64]:
    with np.errstate(all="ignore"):
        score = next_step.slack(states)
    return np.where(next_step.inside(states) & np.isfinite(score), score, np.inf)


def _late(draw: np.random.Generator) -> NDArray[np.int64]:
    """Early steps, at which the decay is largest, but past the first, which sets the moments."""
    return np.asarray(draw.integers(1, 4, POOL), dtype=np.int64)


def _reach(problem: Problem) -> float:
    return problem.region if problem.region is not None else 2.0 * float(np.max(np.abs(problem.start), initial=0.5))


def _c_inf(problem: Problem) -> float:
    c_inf = problem.constant("c_inf")
    assert c_inf is not None
    return c_inf
