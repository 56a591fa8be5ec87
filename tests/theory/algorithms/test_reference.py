"""Every update rule against an independent scalar reference, to the last bit, through three paths."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests import lab
from theory.algorithms import adam, adamw, all_algorithms
from theory.algorithms.base import Algorithm, Hyper, Moved, State
from theory.algorithms.torch_convention import TorchHyper
from verify.simulate.ensemble import Ensemble, Experiment
from verify.simulate.schedule import Schedule, TorchSchedule

#: the shipped rules; a paper's method with a schedule of its own has one of them, and parameters that a file must give
NAMES = sorted(
    name
    for name, rule in all_algorithms().items()
    if rule.update.__module__.startswith("theory.algorithms.") and not rule.letters
)
STEPS, RUNS, SEED = 300, 3, 7


def same(a: np.ndarray, b: np.ndarray) -> bool:
    """Equal values; the sign of a zero is not an observable of these rules."""
    return a.shape == b.shape and bool(np.array_equal(a, b))


def kernel_state(where: Any, rule: Algorithm, plan: Schedule, backend: str, steps: int = STEPS) -> np.ndarray:
    made = Experiment(where, rule, plan, steps, SEED, backend=backend, keep_state=True)
    return np.moveaxis(Ensemble(made).run(range(RUNS))["state"], -1, 0)


def reference(where: Any, name: str, plan: Schedule, steps: int = STEPS) -> np.ndarray:
    return np.stack([lab.scalar_run(where, name, plan, SEED, r, steps) for r in range(RUNS)])


def agrees(where: Any, rule: Algorithm, name: str, plan: Schedule) -> bool:
    """Whether the rule is the algorithm `name`, as far as all three paths and the reference can tell."""
    expected = reference(where, name, plan)
    path = lab.array_run(where, rule, plan, SEED, RUNS, STEPS)
    direct = np.stack([path["x_next"][-1], path["m"][-1], path["n"][-1]], axis=1)
    return all(
        same(found, expected) for found in (direct, *(kernel_state(where, rule, plan, b) for b in ("numpy", "compiled")))
    )


PER_RUN = {
    "beta_1": np.array([0.1, 1.0, 0.03]), "beta_2": np.array([0.01, 1e-12, 0.3]), "eta": np.array([0.05, 0.01, 0.2]),
    "lambda_": np.array([0.1, 0.0, 0.7]), "delta": np.array([1.0, 1e-8, 0.1]), "mu_v": np.array([0.003, 0.0, 0.02]),
}  # fmt: skip
SETTINGS: dict[str, dict[str, Any]] = {
    "ordinary": {},
    "per run": PER_RUN,
    "no decay": {"lambda_": 0.0},
    "no momentum": {"beta_1": 1.0},
    "frozen scale": {"beta_2": 1e-300},
    "decaying": {"decaying": True},
    "zero moments": {"initialisation": "zero"},
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("setting", SETTINGS)
def test_three_paths_equal_the_scalar_reference(name: str, setting: str, tmp_path: Path) -> None:
    where = lab.uncertified(tmp_path, {"noise": {"batch": 3}})
    plan = lab.schedule(name, **SETTINGS[setting])
    assert agrees(where, all_algorithms()[name], name, plan)


@pytest.mark.parametrize("name", NAMES)
def test_one_dimension(name: str, tmp_path: Path) -> None:
    where = lab.uncertified(tmp_path, {"problem": {"dimension": 1}, "problem.parameters": {"amplitude": 1.0}})
    assert agrees(where, all_algorithms()[name], name, lab.schedule(name))


@pytest.mark.parametrize("name", ["adam", "adamw", "l2-adam"])
def test_pytorch_convention_equals_the_scalar_reference(name: str, tmp_path: Path) -> None:
    where = lab.uncertified(tmp_path)
    plan = TorchSchedule(TorchHyper(0.01, (0.9, 0.99), 1e-6, 0.05))
    assert agrees(where, all_algorithms()[name], name, plan)


def test_limits_are_the_methods_they_should_be(tmp_path: Path) -> None:
    where = lab.uncertified(tmp_path)
    rules = all_algorithms()
    plain = kernel_state(where, rules["adam"], lab.schedule("adam", lambda_=0.0), "numpy")
    for name in NAMES:  # without decay they are all Adam
        assert same(kernel_state(where, rules[name], lab.schedule(name, lambda_=0.0), "numpy"), plain), name
    # beta_1 = 1, beta_2 -> 0 with n_0 = 0: v stays sqrt(delta), AdamW is SGD with multiplicative shrinkage
    plan = lab.schedule("adamw", beta_1=1.0, beta_2=1e-300, delta=4.0, initialisation="zero")
    x = where.start.tolist()
    for k in range(50):
        z = lab.signs(where, SEED, 0, k)
        g = [lab.well_slope(x[i], where.family.coefficients[0][i]) + 0.3 * z[i] for i in range(3)]
        x = [(1.0 - 0.1 * 0.05) * x[i] - 0.05 * (g[i] / 2.0) for i in range(3)]
    assert same(kernel_state(where, rules["adamw"], plan, "numpy", 50)[0, 0], np.array(x))


def stale(s: State, g: Any, h: Hyper) -> Moved:
    moved = adamw.update(s, g, h)
    x = (1.0 - h.lambda_ * h.eta) * s.x - h.eta * (h.m_correction * s.m / moved.v)
    return moved._replace(state=moved.state._replace(x=x))


def with_decay(factor: float, twice: bool = False) -> Any:
    def update(s: State, g: Any, h: Hyper) -> Moved:
        moved = adamw.update(s, g, h._replace(lambda_=factor * h.lambda_))
        if not twice:
            return moved
        x = (1.0 - h.lambda_ * h.eta) * moved.state.x
        return moved._replace(state=moved.state._replace(x=x))

    return update


def delta_outside(s: State, g: Any, h: Hyper) -> Moved:
    n = (1.0 - h.beta_2) * s.n + h.beta_2 * (g * g)
    m = (1.0 - h.beta_1) * s.m + h.beta_1 * g
    v = np.sqrt(h.n_correction * n) + np.sqrt(h.delta)
    return Moved(State((1.0 - h.lambda_ * h.eta) * s.x - h.eta * (h.m_correction * m / v), m, n), v, h.lambda_)


def l2_in_place(s: State, g: Any, h: Hyper) -> Moved:
    return adam.update(s, g + h.lambda_ * s.x, h)


def complement(field: str) -> Any:
    def update(s: State, g: Any, h: Hyper) -> Moved:
        return adamw.update(s, g, h._replace(**{field: 1.0 - getattr(h, field)}))

    return update


def decay_of_the_new_iterate(s: State, g: Any, h: Hyper) -> Moved:
    moved = adamw.update(s, g, h._replace(lambda_=0.0))
    x = moved.state.x - h.eta * (h.lambda_ * moved.state.x)
    return moved._replace(state=moved.state._replace(x=x))


def gradient_not_squared(s: State, g: Any, h: Hyper) -> Moved:
    moved = adamw.update(s, g, h)
    n = (1.0 - h.beta_2) * s.n + h.beta_2 * abs(g)
    v = np.sqrt(n + h.delta)
    return Moved(State((1.0 - h.lambda_ * h.eta) * s.x - h.eta * (moved.state.m / v), moved.state.m, n), v, h.lambda_)


MUTANTS = {
    "decay with the wrong sign": with_decay(-1.0),
    "decay applied twice": with_decay(1.0, twice=True),
    "decay doubled": with_decay(2.0),
    "beta_1 complemented": complement("beta_1"),
    "beta_2 complemented": complement("beta_2"),
    "stale momentum": stale,
    "delta outside the root": delta_outside,
    "l2 in place of decoupled decay": l2_in_place,
    "decay of the new iterate": decay_of_the_new_iterate,
    "second moment of |g|": gradient_not_squared,
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_planted_mutants_are_told_apart(mutant: str, tmp_path: Path) -> None:
    where, plan = lab.uncertified(tmp_path), lab.schedule("adamw")
    rule = replace(adamw.ALGORITHM, name="mutant", update=MUTANTS[mutant])
    expected = reference(where, "adamw", plan, 20)
    assert same(kernel_state(where, all_algorithms()["adamw"], plan, "numpy", 20), expected)
    path = lab.array_run(where, rule, plan, SEED, RUNS, 20)
    assert not same(np.stack([path["x_next"][-1], path["m"][-1], path["n"][-1]], axis=1), expected)
    assert not same(kernel_state(where, rule, plan, "numpy", 20), expected)


@pytest.mark.parametrize("name", NAMES)
def test_decay_schedules(name: str) -> None:
    k = np.arange(2000)
    found = all_algorithms()[name].decay(0.3, 0.01, k)
    decayed = {"adamw-d", "stagewise-adamw"}
    expected = [0.0 if name == "adam" else 0.3 * (0.99**j if name in decayed else 1.0) for j in k.tolist()]
    np.testing.assert_allclose(found, expected, rtol=1e-13)
    for start, stop in ((0, 1), (7, 300), (1999, 2000)):  # a function of k alone, whatever chunk it is asked in
        assert lab.bits(all_algorithms()[name].decay(0.3, 0.01, k[start:stop]), found[start:stop])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("value", "length"), [(8.0, 1.0), (1.0, 4.0), (0.25, 0.5)])
def test_units_of_F_and_x_scale_the_run_exactly(name: str, value: float, length: float) -> None:
    """x -> q x and F -> p F by powers of two, every hyper-parameter by its unit: bit for bit the scaled run."""
    slope, rng = value / length, np.random.default_rng(3)
    update, d = all_algorithms()[name].update, 4
    shrink = slope / length if name == "l2-adam" else 1.0 / length  # in A3 lambda is a curvature, in A1 one over a length
    a = State(rng.normal(size=(2, d)), np.zeros((2, d)), np.zeros((2, d)))
    b = State(length * a.x, a.m, a.n)
    for k in range(400):
        beta = 1.0 if k == 0 else 0.1
        h = Hyper(beta, beta * 0.1, 0.05, 0.2, 1.0)
        scaled = h._replace(eta=h.eta * length, lambda_=h.lambda_ * shrink, delta=h.delta * slope**2)
        g = 2.0 * a.x / (1.0 + a.x * a.x) ** 2 + rng.choice([-0.3, 0.3], size=(2, d))
        a, b = update(a, g, h).state, update(b, slope * g, scaled).state
        assert same(b.x, length * a.x)
        assert same(b.m, slope * a.m)
        assert same(b.n, slope**2 * a.n)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("backend", ["numpy", "compiled"])
def test_scaling_F_scales_the_kernels_run(name: str, backend: str, tmp_path: Path) -> None:
    """F -> 4 F through problem file, noise and kernels: amplitude, scale (1, -1) and delta (2, -2) by their units."""
    one = lab.uncertified(tmp_path)
    four = lab.uncertified(tmp_path, {"problem.parameters": {"amplitude": [4.0, 2.0, 3.0]}, "noise": {"scale": 1.2}})
    assert four.noise.scale[0] == 4 * one.noise.scale[0]
    lam = 0.4 if name == "l2-adam" else 0.1
    a = kernel_state(one, all_algorithms()[name], lab.schedule(name), backend)
    b = kernel_state(four, all_algorithms()[name], lab.schedule(name, delta=16.0, lambda_=lam), backend)
    assert same(b, a * np.array([1.0, 4.0, 16.0])[None, :, None])


@pytest.mark.parametrize("name", NAMES)
def test_coordinates_are_treated_alike(name: str) -> None:
    rng, order = np.random.default_rng(5), np.array([3, 0, 4, 1, 2])
    update = all_algorithms()[name].update
    a = State(rng.normal(size=(2, 5)), np.zeros((2, 5)), np.zeros((2, 5)))
    b = State(a.x[:, order], a.m, a.n)
    for _ in range(200):
        g = rng.normal(size=(2, 5)) + a.x
        h = Hyper(0.1, 0.01, 0.05, 0.1, 1e-3)
        a, b = update(a, g, h).state, update(b, g[:, order], h).state
        for left, right in zip(a, b, strict=True):
            assert lab.bits(np.ascontiguousarray(left[:, order]), right)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("backend", ["numpy", "compiled"])
@pytest.mark.parametrize("per_run", [False, True])
def test_a_run_split_in_two_gives_the_same_bits(name: str, backend: str, per_run: bool, tmp_path: Path) -> None:
    where = lab.uncertified(tmp_path)
    plan = lab.schedule(name, **(PER_RUN if per_run else {}))
    whole = lab.run(where, name, 101, schedule=plan, backend=backend)["state"]
    for cut in (1, 37, 100):
        first = lab.run(where, name, cut, schedule=plan, backend=backend)["state"]
        rest = lab.run(where, name, 101 - cut, schedule=plan, backend=backend, start=first, first_step=cut)["state"]
        assert lab.bits(rest, whole), cut
