"""Random numbers by address: nothing but (seed, problem, purpose, run, step) decides them."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import lab
from verify.simulate.streams import WordStreams, stream_key
from verify.simulate.workers import Workers, batches


@given(
    key=st.integers(0, 2**64 - 1),
    runs=st.lists(st.integers(0, 2**40), min_size=1, max_size=4),
    each=st.integers(1, 9),
    first=st.integers(0, 50),
    takes=st.lists(st.integers(1, 7), min_size=1, max_size=5),
)
def test_words_equal_direct_addressing(key: int, runs: list[int], each: int, first: int, takes: list[int]) -> None:
    """Word j of a stream is word j mod 4 of Philox at counter j div 4, however the steps are fetched."""
    streams = WordStreams(key, np.array(runs), each, first)
    got = np.concatenate([streams.take(steps) for steps in takes])
    assert got.shape == (sum(takes), each, len(runs))
    for column, run in enumerate(runs):
        for step in (0, len(got) // 2, len(got) - 1):
            for w in range(each):
                j = (first + step) * each + w
                direct = np.random.Philox(counter=j // 4, key=np.array([key, run], dtype=np.uint64)).random_raw(4)[j % 4]
                assert got[step, w, column] == direct


def test_keys_differ_by_seed_problem_and_purpose() -> None:
    keys = [
        stream_key(seed, name, purpose) for seed in range(20) for name in ("a", "b", "ab") for purpose in ("noise", "start")
    ]
    assert len(set(keys)) == len(keys)
    assert stream_key(3, "a") == stream_key(3, "a", "noise")


def test_streams_without_words() -> None:
    assert WordStreams(1, np.arange(3), 0).take(5).shape == (5, 0, 3)


@pytest.mark.parametrize("kind", ["rademacher", "uniform", "truncated-normal"])
@pytest.mark.parametrize("backend", ["numpy", "compiled"])
def test_a_run_does_not_depend_on_its_company(kind: str, backend: str, tmp_path: Path) -> None:
    """R = 1, any offset, any block: the same bits of every measured number as in an ensemble of 4096."""
    where = lab.uncertified(tmp_path, {"noise": {"kind": kind, "batch": 2}})
    keep = {"reducers": (lab.Everything(("F", "u_sq", "g_sup")),), "backend": backend}
    crowd = lab.run(where, "adamw-d", 12, 4096, **keep)
    for r in (0, 1, 15, 16, 999, 4095):
        alone = lab.run(where, "adamw-d", 12, range(r, r + 1), **keep)
        for name, value in alone.items():
            assert np.array_equal(value[..., 0], crowd[name][..., r]), (r, name)
    part = lab.run(where, "adamw-d", 12, range(37, 90), **keep)
    assert all(np.array_equal(value, crowd[name][..., 37:90]) for name, value in part.items())


def test_a_coupled_run_does_not_depend_on_its_company(tmp_path: Path) -> None:
    """Matrix products see a block of fixed width; sampled rows are the run's own."""
    changes = {
        "problem": {"name": "sum", "family": "welsch-regression", "dimension": 4, "start": 0.5},
        "problem.parameters": {"amplitude": None, "samples": 30, "seed": 1},
        "noise": {"kind": "sampling", "scale": None, "batch": 3},
    }
    for replacement in (True, False):
        where = lab.uncertified(tmp_path, {**changes, "noise": {**changes["noise"], "replacement": replacement}})
        keep = {"reducers": (lab.Everything(("F", "u_sq", "grad_F_sq")),)}
        crowd = lab.run(where, "adamw-d", 20, 200, **keep)
        for r in (0, 63, 64, 199):
            alone = lab.run(where, "adamw-d", 20, range(r, r + 1), **keep)
            assert all(np.array_equal(value[..., 0], crowd[name][..., r]) for name, value in alone.items()), r
        assert len(np.unique(crowd["state"][0, 0])) > 150  # different runs draw different rows


@pytest.mark.parametrize("backend", ["numpy", "compiled"])
def test_chunks_and_blocks_change_nothing(backend: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = lab.uncertified(tmp_path)
    keep = {"reducers": (lab.Everything(("F", "m_err_sq")),), "backend": backend}
    whole = lab.run(where, "adamw-d", 100, 70, **keep)
    monkeypatch.setattr("verify.simulate.ensemble.MOST_STEPS", 7)
    monkeypatch.setattr("verify.simulate.kernels.numpy_kernel.BLOCK", 3 * 16)
    monkeypatch.setattr("verify.simulate.kernels.compiled_kernel.IN_FLIGHT", 1)
    pieces = lab.run(where, "adamw-d", 100, 70, **keep)
    assert whole.keys() == pieces.keys()
    assert all(np.array_equal(whole[name], pieces[name]) for name in whole)


def test_two_workers_give_the_numbers_of_one(tmp_path: Path) -> None:
    made = lab.experiment(lab.uncertified(tmp_path), "adamw-d", 30)
    found = []
    for count in (1, 2):
        kept: dict[int, np.ndarray] = {}
        with Workers(count) as pool:
            pool.map(
                [((made,), batch) for batch in batches(range(100), 30)], lambda i, r, kept=kept: kept.update({i: r["state"]})
            )
        found.append(np.concatenate([kept[i] for i in range(4)], axis=-1))
    assert lab.bits(found[0], found[1])


@given(first=st.integers(0, 500), count=st.integers(0, 500), size=st.integers(1, 100))
def test_batches_partition_the_runs(first: int, count: int, size: int) -> None:
    pieces = batches(range(first, first + count), size)
    assert [r for piece in pieces for r in piece] == list(range(first, first + count))
    assert all(1 <= len(piece) <= size for piece in pieces)


def test_seed_problem_and_purpose_change_the_runs(tmp_path: Path) -> None:
    where = lab.uncertified(tmp_path)
    other = lab.uncertified(tmp_path, {"problem": {"name": "another well"}})
    states = [
        lab.run(where, "adam", 40)["state"],
        lab.run(where, "adam", 40, seed=8)["state"],
        lab.run(where, "adam", 40, purpose="other")["state"],
        lab.run(other, "adam", 40)["state"],
    ]
    columns = np.concatenate(states, axis=-1)[0].T
    assert len(np.unique(columns, axis=0)) == len(columns)
