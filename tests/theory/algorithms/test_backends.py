"""Algorithms with slots and parameters of their own: both back ends and plain floats give the same bits, whatever the names."""

from collections import namedtuple
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy as sp

from problems.errors import InputError
from problems.problem import Problem
from problems.schema import AlgorithmSection
from tests import lab
from tests.theory.algorithms.extra import ADABOUND, ALGORITHMS, RMSPROP
from theory import symbols as s
from theory.algorithms import adamw, all_algorithms
from theory.algorithms.base import Algorithm, Hyper, Moved
from verify.simulate.ensemble import Ensemble, Experiment
from verify.simulate.program import HYPER_ROWS, own_rows

STEPS, RUNS, SEED = 200, 3, 7


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    for algorithm in ALGORITHMS:
        for ours in (all_algorithms(), all_algorithms(())):
            monkeypatch.setitem(ours, algorithm.name, algorithm)


def on(where: Problem, algorithm: Algorithm, **parameters: float) -> Problem:
    section = {"name": algorithm.name, "delta": 1.0, "beta_2": 0.01, "lambda": 0.1, "parameters": parameters}
    return replace(where, algorithm=AlgorithmSection.model_validate(section))


def kernel(where: Problem, algorithm: Algorithm, plan: Any, backend: str) -> np.ndarray:
    made = Experiment(where, algorithm, plan, STEPS, SEED, backend=backend, keep_state=True)
    return np.moveaxis(Ensemble(made).run(range(RUNS))["state"], -1, 0)


def floats(where: Problem, algorithm: Algorithm, plan: Any, rule: Any, run: int) -> np.ndarray:
    """One coordinate after the other, in plain floats."""
    a, scale = where.family.coefficients[0].tolist(), (where.noise.scale / where.noise.batch).tolist()
    own = own_rows(algorithm)
    states = [algorithm.slots(x, *(0.0 for _ in algorithm.slots._fields[1:])) for x in where.start.tolist()]
    parameters = algorithm.Parameters.model_validate(where.algorithm.parameters)
    for k in range(STEPS):
        h, z = lab.hyper_at(plan, k, run), lab.signs(where, SEED, run, k)
        rows = plan.rows(np.array([k]), np.array([run]))
        shared = {name: rows[:, HYPER_ROWS.index(name)] for name in ("beta_1", "beta_2", "eta", "lambda_", "delta")}
        values = algorithm.own_rows(parameters, np.array([k]), shared)
        given = Hyper.of(h | {key: float(np.ravel(v)[0]) for key, v in zip(own.values(), values, strict=True)}, own)
        for i, state in enumerate(states):
            moved = rule(state, lab.well_slope(state.x, a[i]) + scale[i] * z[i], given)
            states[i] = moved.state if isinstance(moved, Moved) else moved
    return np.array(states).T


PER_RUN = {"eta": np.array([0.05, 0.01, 0.2]), "lambda_": np.array([0.1, 0.0, 0.7]), "beta_2": np.array([0.01, 1e-12, 0.3])}


@pytest.mark.parametrize("algorithm", ALGORITHMS, ids=lambda a: a.name)
@pytest.mark.parametrize("changes", [{}, {"decaying": True}, PER_RUN], ids=["ordinary", "decaying", "per run"])
def test_both_back_ends_and_plain_floats_give_the_same_bits(algorithm: Algorithm, changes: Any, tmp_path: Path) -> None:
    where = on(lab.uncertified(tmp_path, {"noise": {"batch": 3}}), algorithm)
    plan = lab.schedule(algorithm.name, **changes)
    expected = np.stack([floats(where, algorithm, plan, algorithm.update, r) for r in range(RUNS)])
    for backend in ("numpy", "compiled"):
        assert np.array_equal(kernel(where, algorithm, plan, backend), expected), backend
    # the second writing may round otherwise
    again = np.stack([floats(where, algorithm, plan, algorithm.reference, r) for r in range(RUNS)])
    np.testing.assert_allclose(again, expected, rtol=1e-9, atol=1e-12)


def test_own_parameters_change_the_run(tmp_path: Path) -> None:
    where, plan = lab.uncertified(tmp_path), lab.schedule("adabound")
    one, other = (kernel(on(where, ADABOUND, gamma=gamma), ADABOUND, plan, "compiled") for gamma in (1e-3, 0.5))
    assert not np.array_equal(one, other)


AWKWARD = namedtuple("AWKWARD", "x m n k d l t0 hyper noise")


def awkward_step(state: Any, g: Any, h: Hyper) -> Moved:
    """AdamW with slots and rows that are called as the kernels call their own variables."""
    moved = adamw.update(adamw.State(state.x, state.m, state.n), g, h)
    rest = {name: getattr(state, name) + h.own.k * g for name in AWKWARD._fields[3:]}
    return Moved(AWKWARD(*moved.state, **rest), moved.v + 0.0 * h.own.lane, moved.decay)


def test_slots_and_rows_may_be_called_as_the_kernels_variables(tmp_path: Path) -> None:
    rule = replace(
        adamw.ALGORITHM, update=awkward_step, slots=AWKWARD, rows={"k": 1 / (s.k + 1), "lane": sp.Integer(2)}, averages=False
    )  # fmt: skip
    where, plan = lab.uncertified(tmp_path), lab.schedule("adamw")
    one, other = (kernel(where, rule, plan, backend) for backend in ("numpy", "compiled"))
    assert np.array_equal(one, other)
    assert np.array_equal(one[:, :3], kernel(where, adamw.ALGORITHM, plan, "numpy"))
    assert np.array_equal(one[:, 3], one[:, 8])
    assert np.any(one[:, 3])


def where_step(state: Any, g: Any, h: Hyper) -> Moved:
    return adamw.update(state, np.where(g, g, 0.0), h)


def sign_step(state: Any, g: Any, h: Hyper) -> Moved:
    return adamw.update(state, np.sign(g), h)


def branch_step(state: Any, g: Any, h: Hyper) -> Moved:
    return adamw.update(state, g if g else -g, h)


def typo_step(state: Any, g: Any, h: Hyper) -> Moved:
    return adamw.update(state, g * h.own.final_rl, h)


def short_step(state: Any, g: Any, h: Hyper) -> Moved:
    return Moved((state.x, state.m), g, 0.0)


UNCLEAR = {
    where_step: "np.where is no elementwise arithmetic", sign_step: "sign", branch_step: "may not branch on a value",
    typo_step: "has no attribute 'final_rl'", short_step: "must return the slots x, m, n",
}  # fmt: skip


@pytest.mark.parametrize("rule", UNCLEAR, ids=lambda rule: rule.__name__)
def test_what_a_rule_may_not_do_is_one_line_with_its_place(rule: Any, tmp_path: Path) -> None:
    wrong = replace(adamw.ALGORITHM, update=rule)
    with pytest.raises(InputError, match=r"^the rule of adamw ") as caught:
        kernel(lab.uncertified(tmp_path), wrong, lab.schedule("adamw"), "numpy")
    assert UNCLEAR[rule] in str(caught.value)
    assert "\n" not in str(caught.value)
    if rule is not short_step:
        assert f"{Path(__file__).name}, line" in str(caught.value)


def test_runs_of_different_length_need_a_rule_that_can_stand_still(tmp_path: Path) -> None:
    def shifted(state: Any, g: Any, h: Hyper) -> Moved:
        moved = adamw.update(state, g, h)
        return moved._replace(state=moved.state._replace(x=moved.state.x - 1e-3 * g))

    where, plan = lab.uncertified(tmp_path), lab.schedule("adamw")
    uneven = Experiment(where, replace(adamw.ALGORITHM, update=shifted), plan, np.array([3, 5, 8]), SEED)
    with pytest.raises(InputError, match="its runs must have one length"):
        Ensemble(uneven)
    Ensemble(replace(uneven, algorithm=adamw.ALGORITHM))
    Ensemble(Experiment(on(where, RMSPROP), RMSPROP, lab.schedule("rmsprop-penalty"), np.array([3, 5, 8]), SEED))


def test_an_experiment_without_the_parameters_of_its_algorithm_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has no parameters for adabound"):
        kernel(lab.uncertified(tmp_path), ADABOUND, lab.schedule("adamw"), "numpy")
