"""Rules with sums over the coordinates: both back ends and plain loops give the same bits, however the runs are batched."""

import math
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pytest
import sympy as sp
from flint import arb, fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from problems.errors import InputError
from problems.problem import Problem
from problems.schema import AlgorithmSection
from tests import lab
from theory import symbols as s
from theory.algorithms import all_algorithms, base
from theory.algorithms.base import Algorithm, Bounds, Decay, Hyper, Moved, State, coordinate_sum
from verify.decide import ranges
from verify.decide.checks.conditional import NextStep
from verify.decide.checks.replay import balls
from verify.simulate import declared, ensemble
from verify.simulate.ensemble import Ensemble, Experiment
from verify.simulate.kernels import fused_loop
from verify.simulate.kernels.emit import real
from verify.simulate.program import sums
from verify.simulate.tables import stands_still

STEPS, SEED = 60, 7


def lamb_step(state: State, g: Any, h: Hyper) -> Moved:
    """LAMB of a gradient whose norm is clipped: the norms of x and of the step wait for that of g."""
    g = g / np.maximum(np.sqrt(coordinate_sum(g * g)), 0.5)
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    n = (1.0 - h.beta_2) * state.n + h.beta_2 * (g * g)
    u = m / np.sqrt(n + h.delta) + h.lambda_ * state.x
    length = np.maximum(np.sqrt(coordinate_sum(u * u)), 1e-3)
    trust = np.clip(np.sqrt(coordinate_sum(state.x * state.x)), 0.1, 10.0) / length
    return Moved(State(state.x - h.eta * (trust * u), m, n), np.sqrt(n + h.delta) / trust, 0.0)


def lamb_loops(state: State, g: np.ndarray, h: Hyper) -> State:
    """The same in plain floats, coordinate after coordinate."""

    def norm(values: list[float]) -> float:
        total = 0.0
        for value in values:
            total += value * value
        return math.sqrt(total)

    clipped = max(norm(g.tolist()), 0.5)
    g = [one / clipped for one in g.tolist()]
    m = [(1.0 - h.beta_1) * old + h.beta_1 * one for old, one in zip(state.m, g, strict=True)]
    n = [(1.0 - h.beta_2) * old + h.beta_2 * (one * one) for old, one in zip(state.n, g, strict=True)]
    u = [a / math.sqrt(b + h.delta) + h.lambda_ * c for a, b, c in zip(m, n, state.x, strict=True)]
    trust = min(max(norm(list(state.x)), 0.1), 10.0) / max(norm(u), 1e-3)
    return State([old - h.eta * (trust * one) for old, one in zip(state.x, u, strict=True)], m, n)


class Averaged(NamedTuple):
    """A slot that holds one number for all coordinates."""

    x: Any
    norm: Any


def norm_step(state: Averaged, g: Any, h: Hyper) -> Moved:
    """SGD over a moving average of ||g||^2, which is the same in every coordinate, and so is v."""
    norm = (1.0 - h.beta_2) * state.norm + h.beta_2 * coordinate_sum(g * g)
    v = np.sqrt(norm + h.delta)
    return Moved(Averaged(state.x - h.eta * (g / v), norm), v, 0.0)


LAMB = Algorithm("lamb", "You and others 2020", lamb_step, s.lambda_, "LAMB", bounds=Bounds(m=sp.Integer(1)))
NORM = Algorithm(
    "norm-sgd", "folklore", norm_step, sp.Integer(0), "SGD over a norm", slots=Averaged, decay_kind=Decay.NONE,
    bounds=Bounds(v_low=sp.sqrt(s.delta), v_high=sp.sqrt(s.d * s.c_inf**2 + s.delta), move=s.c_inf),
)  # fmt: skip


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    for algorithm in (LAMB, NORM):
        for ours in (all_algorithms(), all_algorithms(())):
            monkeypatch.setitem(ours, algorithm.name, algorithm)


def on(where: Problem, algorithm: Algorithm) -> Problem:
    section = {"name": algorithm.name, "delta": 1.0, "beta_2": 0.01, "lambda": 0.1}
    return replace(where, algorithm=AlgorithmSection.model_validate(section))


NOISE: dict[str, dict[str, Any]] = {
    "drawn in the loop": {"noise": {"batch": 3}},
    "drawn before": {"noise": {"kind": "uniform", "batch": 1}},
}
PER_RUN = {"eta": np.linspace(0.01, 0.2, 40), "beta_2": np.linspace(1e-12, 0.3, 40)}


def states(where: Problem, algorithm: Algorithm, backend: str, runs: range, **changes: Any) -> np.ndarray:
    made = Experiment(
        where, algorithm, lab.schedule(algorithm.name, **changes), STEPS, SEED, backend=backend, keep_state=True
    )  # fmt: skip
    return np.moveaxis(Ensemble(made).run(runs)["state"], -1, 0)


def loops(where: Problem, plan: Any, rule: Callable[[State, np.ndarray, Hyper], State], run: int) -> np.ndarray:
    a, scale = where.family.coefficients[0], where.noise.scale / where.noise.batch
    state = State(where.start.tolist(), [0.0] * where.dimension, [0.0] * where.dimension)
    for k in range(STEPS):
        z = np.array(lab.signs(where, SEED, run, k))
        slope = np.array([lab.well_slope(x, float(one)) for x, one in zip(state.x, a, strict=True)])
        state = rule(state, slope + scale * z, Hyper.of(lab.hyper_at(plan, k, run)))
    return np.array(state)


@pytest.mark.parametrize("backend", ["numpy", "compiled"])
@pytest.mark.parametrize("changes", [{}, PER_RUN], ids=["shared", "per run"])
def test_both_back_ends_give_the_bits_of_plain_loops(backend: str, changes: Any, tmp_path: Path) -> None:
    where = on(lab.uncertified(tmp_path, NOISE["drawn in the loop"]), LAMB)
    found, plan = states(where, LAMB, backend, range(3), **changes), lab.schedule("lamb", **changes)
    assert np.array_equal(found, [loops(where, plan, lamb_loops, r) for r in range(3)])


@pytest.mark.parametrize("rule", [LAMB, NORM], ids=lambda rule: rule.name)
@pytest.mark.parametrize("noise", NOISE)
@pytest.mark.parametrize("changes", [{}, PER_RUN], ids=["shared", "per run"])
def test_the_bits_do_not_depend_on_batch_chunk_or_back_end(
    rule: Algorithm, noise: str, changes: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = on(lab.uncertified(tmp_path, NOISE[noise]), rule)
    whole = states(where, rule, "compiled", range(40), **changes)
    assert np.array_equal(states(where, rule, "numpy", range(40), **changes), whole)
    monkeypatch.setattr(ensemble, "CHUNK", 1)  # a step to a chunk
    for backend in ("numpy", "compiled"):
        parts = [states(where, rule, backend, part, **changes) for part in (range(1), range(1, 18), range(18, 40))]
        assert np.array_equal(np.concatenate(parts), whole)


def test_sums_in_another_order_or_begun_elsewhere_are_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = on(lab.uncertified(tmp_path, {"problem": {"dimension": 33}, "problem.parameters": {"amplitude": 0.7}}), LAMB)
    true = states(where, LAMB, "numpy", range(3))
    plan = lab.schedule("lamb")

    def backwards(state: State, g: np.ndarray, h: Hyper) -> State:
        moved = lamb_step(State(*map(np.array, state)), g, h)
        return State(*(slot.tolist() for slot in moved.state))

    monkeypatch.setitem(lamb_step.__globals__, "coordinate_sum", lambda values: np.sum(values[::-1]))
    assert not np.array_equal(true, [loops(where, plan, backwards, r) for r in range(3)])
    monkeypatch.undo()
    for ours in (all_algorithms(), all_algorithms(())):
        monkeypatch.setitem(ours, "lamb", LAMB)
    monkeypatch.setattr(fused_loop, "real", lambda value: real(value or 1.0))  # where a sum begins
    assert not np.array_equal(states(where, LAMB, "compiled", range(3)), true)


VECTORS = st.lists(st.floats(-4, 4), min_size=3, max_size=3)


@settings(max_examples=60, deadline=None)
@given(VECTORS, VECTORS, VECTORS, st.permutations(range(3)))
def test_coordinates_in_another_order_give_the_same_step_up_to_rounding(
    x: list[float], m: list[float], g: list[float], order: list[int]
) -> None:
    now = Hyper(0.3, 0.2, 0.1, 0.05, 0.5)
    for algorithm in (rule for rule in (*all_algorithms().values(), LAMB, NORM) if rule.slots._fields[0] == "x"):
        own = declared.hyper(algorithm, 3, **{name: getattr(now, name) for name in base.STEP})
        slots = [x] + [{"m": m, "n": np.square(m)}.get(name, np.zeros(3)) for name in algorithm.slots._fields[1:]]
        state = algorithm.slots(*(np.array(slot) for slot in slots))
        moved = algorithm.update(state, np.array(g), own).state
        turned = algorithm.update(algorithm.slots(*(slot[order] for slot in state)), np.array(g)[order], own).state
        for one, other in zip(moved, turned, strict=True):
            np.testing.assert_allclose(np.broadcast_to(other, 3), np.broadcast_to(one, 3)[order], rtol=1e-11, atol=1e-13)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40))
def test_a_sum_is_the_one_of_a_loop_in_floats_and_in_balls(values: list[float]) -> None:
    total = 0.0
    for value in values:
        total += value
    (found,) = coordinate_sum(np.array(values))
    assert found.hex() == float(total).hex()
    wide = coordinate_sum(np.stack([values, values], axis=1))
    assert wide.shape == (1, 2)
    assert np.all(wide == total)
    exact = sum(map(Fraction, values))
    assert coordinate_sum(balls(values))[0].overlaps(arb(fmpq(exact.numerator, exact.denominator)))


def test_numbers_have_no_sum_over_coordinates(tmp_path: Path) -> None:
    def of_eta(state: State, g: Any, h: Hyper) -> Moved:
        return lamb_step(state, g * coordinate_sum(h.eta), h)

    with pytest.raises(TypeError, match="not of a number"):
        coordinate_sum(np.float64(1.0))
    with pytest.raises(InputError, match="something that varies along them"):
        states(on(lab.uncertified(tmp_path), LAMB), replace(LAMB, update=of_eta), "numpy", range(1))


def test_what_mixes_coordinates_is_known_and_is_what_others_ask_for(tmp_path: Path) -> None:
    assert {rule.name: sums(rule) for rule in (LAMB, NORM)} == {"lamb": 2, "norm-sgd": 1}
    assert not any(sums(all_algorithms()[name]) for name in ("adamw", "adam", "adamw-d", "l2-adam"))
    assert stands_still(NORM)
    # the noise of all coordinates together decides a step: it is no longer summed coordinate by coordinate
    where, adam = lab.uncertified(tmp_path), all_algorithms()["adam"]
    part = SimpleNamespace(left=s.m_err_sq_next, right=s.m_err_sq)
    finite = {rule.name: NextStep(part, where, rule, lab.schedule("adam"), {}).finite for rule in (adam, LAMB)}
    assert finite == {"adam": True, "lamb": False}


def test_a_bound_may_grow_with_the_dimension_and_is_that_of_the_largest_coordinate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not declared.refuted(NORM)
    (line,) = declared.refuted(replace(NORM, bounds=replace(NORM.bounds, v_high=sp.sqrt(s.c_inf**2 + s.delta))))
    assert "bounds.v_high is exceeded" in line
    # a step of a still coordinate may be that of a noisy one
    where = lab.problem(tmp_path, {"problem.parameters": {"amplitude": [1.0, 0.01, 0.01]}, "noise": {"scale": [0.3, 0.0, 0.0]}})
    together = ranges.ranges(on(where, NORM), 0.1)["dx_sq"]
    monkeypatch.setattr(ranges, "sums", lambda rule: 0)
    assert together > 1.5 * ranges.ranges(on(where, NORM), 0.1)["dx_sq"]
