"""From Python to a straight-line program: what is merged, dropped, folded or refused, and that it computes the same."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from problems.load import build, every
from problems.problem import Problem
from tests import lab
from theory.algorithms import all_algorithms
from verify.simulate import ensemble
from verify.simulate.ensemble import Ensemble, UnfitBackend
from verify.simulate.kernels import compiled_kernel, philox
from verify.simulate.kernels.ufunc_loops import loop_of
from verify.simulate.program import HYPER_ROWS
from verify.simulate.quantities import QUANTITIES
from verify.simulate.schedule import PaperSchedule
from verify.simulate.trace import UFUNCS, Level, Node, compile_program

#: those without parameters and rows of their own, which any problem file has
NAMES = sorted(name for name, rule in all_algorithms().items() if not rule.Parameters.model_fields and not rule.rows)
#: files of the others
OWN = {made.rule.name: made for made in map(build, every()) if made.rule.name not in NAMES}
#: F of a family that works by blocks is the kernel's own
ALL = tuple(QUANTITIES)


def inputs() -> tuple[Node, Node, Node]:
    return Node("x", Level.FULL), Node("h", Level.RUN), Node("p", Level.COORDINATE)


def evaluate(program: Any, values: dict[str, float], outputs: int) -> list[float]:
    """The program on plain numbers, one operation after the other."""
    known = {node.number: values[node.name] for node in program.inputs}
    for node in program.nodes:
        args = [known[a.number] if isinstance(a, Node) else a for a in node.args]
        known[node.number] = float(UFUNCS[node.ufunc](*args))
    return [known[o.node.number] for o in program.outputs[:outputs]]


def test_equal_subexpressions_are_merged_and_unneeded_ones_dropped() -> None:
    x, h, p = inputs()
    _ = np.sin(x) * 3.0
    first, second = (x * h + p) / (1.0 + x * x), np.sqrt(x * h + p) - x * x
    program = compile_program((x, h, p), [("a", first, None), ("b", second, "sum")])
    assert sorted(n.ufunc for n in program.nodes) == sorted(
        ["multiply", "add", "multiply", "add", "divide", "sqrt", "subtract"]
    )
    a, b = evaluate(program, {"x": 0.7, "h": 2.0, "p": 0.3}, 2)
    assert a == (0.7 * 2.0 + 0.3) / (1.0 + 0.7 * 0.7)
    assert b == math.sqrt(0.7 * 2.0 + 0.3) - 0.7 * 0.7


def test_operands_are_not_exchanged_and_constants_not_confused() -> None:
    x, h, _ = inputs()
    program = compile_program((x, h), [("a", x - h, None), ("b", h - x, None), ("c", x * 2.0, None), ("d", x * 3.0, None)])
    assert evaluate(program, {"x": 5.0, "h": 2.0}, 4) == [3.0, -3.0, 10.0, 15.0]
    assert len(program.nodes) == 4


def test_levels_say_along_which_axes_a_value_varies() -> None:
    x, h, p = inputs()
    assert (h * h).level == Level.RUN
    assert (p + 1.0).level == Level.COORDINATE
    assert (h * p).level == Level.FULL
    assert (x + 1.0).level == Level.FULL


def test_only_exact_identities_are_folded() -> None:
    x, _, _ = inputs()
    for same in (x + 0.0, 0.0 + x, x - 0.0, x * 1.0, 1.0 * x, x / 1.0):
        assert same is x
    assert x * 0.0 == 0.0 if isinstance(x * 0.0, float) else False
    for kept in (0.0 - x, 1.0 / x, x * 2.0, x - 1.0, -x):
        assert isinstance(kept, Node)
        assert kept is not x
    assert np.sqrt(np.float64(2.0)) * x is not x


@pytest.mark.parametrize(
    "refused",
    [
        lambda x, h: x if x > 0 else h, lambda x, h: max(x, h), lambda x, h: x and h, lambda x, _: x**2,
        lambda x, _: np.spacing(x), lambda x, _: np.add.reduce(x), lambda x, h: np.add(x, h, out=x),
        lambda x, _: x + np.ones(3), lambda x, h: x == h, lambda x, _: math.sqrt(x), lambda x, _: x + "1",
        lambda x, h: np.where(x > h, x, h), lambda x, h: x // h,
    ],
)  # fmt: skip
def test_branches_and_unknown_operations_are_refused(refused: Any) -> None:
    x, h, _ = inputs()
    with pytest.raises(TypeError):
        refused(x, h)


def test_an_output_without_any_input_is_refused_but_zero_is_a_quantity() -> None:
    x, _, _ = inputs()
    with pytest.raises(TypeError, match="does not depend"):
        compile_program((x,), [("a", 2.0, "sum")])
    for zero in (x * 0.0, x - x, abs((x + 1.0) - (x + 1.0)), (x * x - x * x) * 3.0):
        assert compile_program((x,), [("a", zero, "sum")]).outputs == ()  # it is 0 without being computed
    assert len(compile_program((x,), [("a", (x + 1.0) - (1.0 + x), "sum")]).outputs) == 1  # another program


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("backend", ["numpy", "compiled"])
def test_every_quantity_equals_its_definition(name: str, backend: str, tmp_path: Path) -> None:
    """By plain NumPy from the recorded states, coordinates added in order."""
    where, plan, steps, runs = lab.uncertified(tmp_path), lab.schedule(name), 60, 4
    found = lab.run(where, name, steps, runs, backend=backend, reducers=(lab.Everything(ALL),))
    s = lab.array_run(where, all_algorithms()[name], plan, 7, runs, steps)
    a = where.family.coefficients[0]
    by_coordinate = {
        "F": a * s["x"] ** 2 / (1 + s["x"] ** 2),
        "decay_energy": s["decay"] / 2 * s["v"] * s["x"] ** 2,
        "decay_energy_star": s["decay"] / 2 * s["v"] * where.family.x_star**2,
        "x_sq": s["x"] ** 2,
        "grad_F_sq": s["grad"] ** 2,
        "grad_F_k_sq": (s["grad"] + s["decay"] * s["x"] * s["v"]) ** 2,
        "grad_l2_sq": (s["grad"] + 0.1 * s["x"]) ** 2,
        "u_sq": (s["m"] + s["decay"] * s["x"] * s["v"]) ** 2,
        "m_err_sq": (s["m"] - s["grad"]) ** 2,
        "v_dx_sq": (s["v"] * (s["x_next"] - s["x"])) ** 2,
        "dx_sq": (s["x_next"] - s["x"]) ** 2,
    }
    by_coordinate["vx_sq"] = (s["v"] * s["x"]) ** 2
    by_coordinate["decay_energy_ahead"] = s["decay"] / 2 * s["v"] * s["x_next"] ** 2
    by_coordinate["grad_dx"] = s["grad"] * (s["x_next"] - s["x"])
    by_coordinate["grad_step_sq"] = (2 * a * s["x_next"] / (1 + s["x_next"] ** 2) ** 2 - s["grad"]) ** 2
    for squared in ("m_err", "grad_F_k", "u"):
        by_coordinate[f"{squared}_over_v"] = by_coordinate[f"{squared}_sq"] / s["v"]
    by_coordinate["noise_sq"] = (s["g"] - s["grad"]) ** 2
    by_coordinate["noise_m_err"] = (s["g"] - s["grad"]) * (s["m"] - s["grad"])
    n, before = s["n"] + plan.delta, np.concatenate([np.zeros_like(s["n"][:1]), s["n"][:-1]]) + plan.delta
    extreme = {
        "x_sup": np.abs(s["x"]).max(axis=2),
        "x_sup_next": np.abs(s["x_next"]).max(axis=2),
        "g_sup": np.abs(s["g"]).max(axis=2),
        "m_sup": np.abs(s["m"]).max(axis=2),
        "v_sq_sup": n.max(axis=2),
        "v_sq_ratio_max": (before / n).max(axis=2),
        "v_sq_ratio_min": (before / n).min(axis=2),
    }
    table = plan.rows(np.arange(steps), np.arange(runs))
    b_1, b_2, eta, decay = (table[:, HYPER_ROWS.index(row)][:, :, None] for row in ("beta_1", "beta_2", "eta", "lambda_"))
    m_before = np.concatenate([np.zeros_like(s["m"][:1]), s["m"][:-1]])
    # the step of the problem's own algorithm, adamw-d, whatever is run
    m, n = (1 - b_1) * m_before + b_1 * s["g"], (1 - b_2) * (before - plan.delta) + b_2 * s["g"] ** 2
    x_next = (1 - decay * eta) * s["x"] - eta * m / np.sqrt(n + plan.delta)
    extreme["A1_m"] = np.abs(s["m"] - m).max(axis=2)
    extreme["A1_n"] = np.abs(s["n"] - n).max(axis=2)
    extreme["A1_x"] = np.abs(s["x_next"] - x_next).max(axis=2)
    assert set(by_coordinate) | set(extreme) == set(ALL)
    for quantity, values in extreme.items():
        np.testing.assert_allclose(found[f"path:{quantity}"], values, rtol=1e-13, atol=1e-15, err_msg=quantity)
    for quantity, values in by_coordinate.items():
        np.testing.assert_allclose(found[f"path:{quantity}"], values.sum(axis=2), rtol=1e-12, atol=1e-28, err_msg=quantity)
    assert np.array_equal(found["path:x_sup"], np.abs(s["x"]).max(axis=2))
    assert np.array_equal(found["path:g_sup"], np.abs(s["g"]).max(axis=2))
    if name in ("adamw", "adamw-d"):  # what the proof uses: x_{k+1} - x_k = -eta u_k / v_k
        np.testing.assert_allclose(found["path:v_dx_sq"], 0.05**2 * found["path:u_sq"], rtol=1e-9)


FLOATS = st.floats(1e-3, 1.0)


@settings(max_examples=15)
@given(
    name=st.sampled_from(NAMES), beta_1=FLOATS, beta_2=FLOATS, eta=st.floats(1e-4, 0.5), lam=st.floats(0, 1),
    delta=st.floats(1e-8, 4.0), mu_v=st.floats(0, 0.5), per_run=st.booleans(), decaying=st.booleans(),
    seed=st.integers(0, 2**32),
)  # fmt: skip
def test_both_back_ends_give_the_same_bits_for_rational_families(
    name: str, beta_1: float, beta_2: float, eta: float, lam: float, delta: float, mu_v: float, per_run: bool, decaying: bool,
    seed: int, tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    where = lab.uncertified(tmp_path_factory.mktemp("bits"), {"problem": {"region": None}})
    spread = np.linspace(0.5, 1.0, 20) if per_run else 1.0
    plan = PaperSchedule(name, beta_1 * spread, beta_2, eta * spread, lam * spread, delta, mu_v, "gradient", decaying)
    keep = {"schedule": plan, "seed": seed, "reducers": (lab.Everything(ALL),)}
    one, other = (lab.run(where, name, 60, 20, backend=backend, **keep) for backend in ("numpy", "compiled"))
    assert one.keys() == other.keys()
    for key in one:
        assert np.array_equal(one[key], other[key], equal_nan=True), key


@pytest.mark.parametrize("name", sorted(set(all_algorithms()) - set(NAMES)))
def test_both_back_ends_give_the_same_bits_with_parameters_of_ones_own(name: str) -> None:
    keep = {"reducers": (lab.Everything(lab.measurable(OWN[name], all_algorithms()[name])),)}
    assert Ensemble(lab.experiment(OWN[name], name, 40)).backend == "compiled"
    one, other = (lab.run(OWN[name], name, 40, 20, backend=backend, **keep) for backend in ("numpy", "compiled"))
    for key in one:
        assert np.array_equal(one[key], other[key], equal_nan=True), key


def transcendental(folder: Path, family: str) -> Problem:
    return lab.uncertified(folder, {"problem": {"family": family}, "problem.parameters": {"amplitude": 1.0}})


@pytest.mark.parametrize("family", ["cosine-logcosh", "sine-quadratic"])
def test_transcendental_families_have_the_same_bits(family: str, tmp_path: Path) -> None:
    """sin, cos, tanh, log ... are NumPy's own in every back end."""
    where = transcendental(tmp_path, family)
    made = Ensemble(lab.experiment(where, "adamw", 40))
    assert made.step.program.borrowed
    assert made.backend == "compiled"
    keep = {"reducers": (lab.Everything(("F", "grad_F_sq")),)}
    one, other = (lab.run(where, "adamw", 200, 50, backend=backend, **keep) for backend in ("numpy", "compiled"))
    for key in one:
        assert np.array_equal(one[key], other[key], equal_nan=True), key


def test_another_function_of_the_same_kind_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where, keep = transcendental(tmp_path, "sine-quadratic"), {"reducers": (lab.Everything(("F",)),)}
    one = lab.run(where, "adamw", 5, 20, backend="numpy", **keep)
    monkeypatch.setattr(compiled_kernel, "loop_of", lambda name: loop_of("cos" if name == "sin" else name))
    assert not np.array_equal(one["path:F"], lab.run(where, "adamw", 5, 20, backend="compiled", **keep)["path:F"])


def test_where_numpys_loops_cannot_be_called_numpy_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ensemble, "loop_of", lambda name: None)
    made = lab.experiment(transcendental(tmp_path, "sine-quadratic"), "adamw", 40)
    assert Ensemble(made).backend == "numpy"
    with pytest.raises(UnfitBackend, match="NumPy's loop of sin cannot be called"):
        Ensemble(replace(made, backend="compiled"))
    assert Ensemble(lab.experiment(lab.uncertified(tmp_path), "adamw", 40)).backend == "compiled"


def test_without_llvm_numpy_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra `fast` is not installed."""
    made = lab.experiment(lab.uncertified(tmp_path), "adamw", 40)
    assert Ensemble(made).backend == "compiled"
    monkeypatch.setattr(ensemble, "available", lambda: False)
    monkeypatch.setattr(philox, "available", lambda: False)
    plain = Ensemble(made)
    plain.foresee(10**9)
    assert (plain.backend, plain.fused) == ("numpy", False)
    assert not philox.worth_streams(10**12)
    with pytest.raises(UnfitBackend, match="llvmlite is not installed"):
        Ensemble(replace(made, backend="compiled"))


@pytest.mark.parametrize(
    "kept", [("x_sup",), ("g_sup",), ("x_sup", "u_sq"), ("g_sup", "x_sup", "x_sq"), ("g_sup", "grad_F_sq")]
)
def test_a_number_that_is_none_is_seen_whatever_is_asked_for(kept: tuple[str, ...], tmp_path: Path) -> None:
    """m and n of some runs are NaN from the start: a largest value alone, or a sum that does or does not depend on them."""
    where = lab.problem(tmp_path, {"problem": {"region": 50.0}})
    start = np.ones((3, where.dimension, 20))
    start[2, :, 5:9], start[0, 0, 12] = np.nan, np.nan
    given = {"start": start, "reducers": (lab.Everything(kept),), "schedule": lab.schedule("adamw", initialisation="carried")}
    one, other = (lab.run(where, "adamw", 30, 20, backend=backend, **given) for backend in ("numpy", "compiled"))
    for key in one:
        assert np.array_equal(one[key], other[key], equal_nan=True), key
    assert set(np.flatnonzero(one["stopped"])) == {5, 6, 7, 8, 12}
