"""What the compiled loop folds beside the update equals, bit for bit, what the reducers make of the NumPy back end's rows."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import lab
from verify.simulate.averages import Averages, Prefixes
from verify.simulate.hitting import Hitting
from verify.simulate.kernels.after_step import AfterStep
from verify.simulate.kernels.emit import WHOLE, real
from verify.simulate.kernels.philox import CompiledStreams
from verify.simulate.measure import ETA, Largest, Least, Snapshots
from verify.simulate.neighbours import Neighbours
from verify.simulate.streams import WordStreams

GRID = (0, 1, 2, 7, 8, 30, 59)
WEIGHTS = {"grad_F_sq": 1.0, "u_sq": 0.25}


class Falls:
    """F_{k+1} <= F_k - eta_k ||grad F_k||^2 / 4 where ||u_k||^2 is above a level: now true, now not; the second margin is 0."""

    def terms(self, now: Any, after: Any, hyper: Any) -> Any:
        slack = now["F"] - after["F"] - 0.25 * hyper[:, ETA] * now["grad_F_sq"]
        return slack, ((now["u_sq"] - 0.05, ">"), (now["u_sq"] * 0.0, ">=")), 1e-3 * np.sqrt(now["x_sq"])

    def __call__(self, now: Any, after: Any, hyper: Any) -> Any:
        slack, ((margin, _), _), allowance = self.terms(now, after, hyper)
        return np.where(margin > 0, slack, np.inf), lambda rows, columns: allowance[rows, columns]


EVERYTHING = (
    Averages(("F", "grad_F_sq", "u_sq"), GRID, {"soon": (WEIGHTS, 0.7), "late": (WEIGHTS, 0.2)}),
    Prefixes(("u_sq",), (1, 8, 60), True),
    Prefixes(("grad_F_sq", "u_sq"), (1, 5, 60), False),
    Snapshots(("F", "A1_m"), GRID),
    Largest(("g_sup",)),
    Least(("F", "m_sup")),
    Hitting(WEIGHTS, tuple(np.linspace(0.1, 1.5, 70)), GRID, True),
    Neighbours(("A1_m", "F", "grad_F_sq", "u_sq", "x_sq"), Falls(), ("falls",)),
)


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return one.keys() == other.keys() and all(
        one[name].dtype == other[name].dtype and np.array_equal(one[name], other[name], equal_nan=one[name].dtype.kind == "f")
        for name in one
    )


@settings(max_examples=12)
@given(
    per_run=st.booleans(), region=st.sampled_from([None, 1.7, 4.0]), eta=st.floats(0.01, 0.4), scale=st.floats(0.0, 2.0),
    chunk=st.sampled_from([1, 3, 8, 1000]), steps=st.integers(1, 60), runs=st.sampled_from([range(1), range(5, 70)]),
    seed=st.integers(0, 2**32), decaying=st.booleans(), first=st.sampled_from([0, 2]),
)  # fmt: skip
def test_every_reduction_has_the_bits_of_the_numpy_back_end(
    per_run: bool, region: float | None, eta: float, scale: float, chunk: int, steps: int, runs: range, seed: int,
    decaying: bool, first: int, tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    where = lab.uncertified(tmp_path_factory.mktemp("folds"), {"problem": {"region": region}, "noise": {"scale": scale}})
    plan = lab.schedule("adamw-d", eta=eta * np.linspace(0.5, 1.0, 70) if per_run else eta, decaying=decaying)
    keep = {"schedule": plan, "seed": seed, "reducers": EVERYTHING, "first_step": first}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("verify.simulate.ensemble.MOST_STEPS", chunk)
        one, other = (lab.run(where, "adamw-d", steps, runs, backend=backend, **keep) for backend in ("numpy", "compiled"))
    assert same(one, other)


def test_runs_of_their_own_lengths_fold_alike(tmp_path: Path) -> None:
    where, steps = lab.uncertified(tmp_path), np.arange(1, 41)
    keep = {"reducers": EVERYTHING[:-1]}
    assert same(*(lab.run(where, "adamw-d", steps, 40, backend=backend, **keep) for backend in ("numpy", "compiled")))


ZERO = real(0.0)


@pytest.mark.parametrize(
    ("method", "wrong"),
    [
        ("binary", lambda f, how, a, b: ("fsub" if how == "fadd" else how, a, b)),  # a sum
        ("binary", lambda f, how, a, b: (how, a, real(2.0) if (how, b) == ("fsub", real(1.0)) else b)),  # the step before
        ("binary", lambda f, how, a, b: (how, b, a) if how == "fdiv" else (how, a, b)),  # a ratio
        ("compare", lambda f, how, a, b: ("<" if how == ">" else how, a, b)),  # the largest
        ("compare", lambda f, how, a, b: (how, a, f.binary("fmul", b, real(0.9)) if how == "<=" else b)),  # a first hit
        ("compare", lambda f, how, a, b: (">" if (how, b) == (">=", ZERO) else how, a, b)),  # a slack of 0
    ],
)
def test_a_wrong_operation_after_a_step_is_seen(
    method: str, wrong: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where, write = lab.uncertified(tmp_path, {"noise": {"scale": 1.0}}), AfterStep.write
    reducers = (Averages(("F", "u_sq"), (), {"a": ({"F": 0.1, "u_sq": 1.0}, 0.9)}), Largest(("g_sup",)), EVERYTHING[-1])

    def write_wrong(after: AfterStep, *given: Any) -> None:
        f = after.f
        right_one = getattr(f, method)
        setattr(f, method, lambda how, a, b: right_one(*((how, a, b) if a.kind == WHOLE else wrong(f, how, a, b))))
        write(after, *given)
        delattr(f, method)

    keep = {"reducers": reducers}
    right = lab.run(where, "adamw-d", 60, 16, backend="numpy", **keep)
    monkeypatch.setattr(AfterStep, "write", write_wrong)
    assert not same(right, lab.run(where, "adamw-d", 60, 16, backend="compiled", **keep))


@given(
    key=st.integers(0, 2**64 - 1), runs=st.lists(st.integers(0, 2**40), min_size=1, max_size=20), each=st.integers(0, 9),
    first=st.integers(0, 50), takes=st.lists(st.integers(1, 7), min_size=1, max_size=5),
)  # fmt: skip
def test_compiled_words_are_those_of_the_streams(key: int, runs: list[int], each: int, first: int, takes: list[int]) -> None:
    made, drawn = (kind(key, np.array(runs), each, first) for kind in (CompiledStreams, WordStreams))
    for steps in takes:
        assert np.array_equal(made.take(steps), drawn.take(steps))
