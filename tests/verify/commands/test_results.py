"""`results`: what a report's folder keeps of its runs is listed, exported as it is, and may go without harm to the report."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests import lab
from tests.calls import Done, program
from verify.report import document
from verify.simulate.store import Held, blocks

SMALL = {"target": {"epsilon": 1.0}}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("results")
    lab.problem(folder, SMALL)
    assert _run(folder).returncode == 0
    return folder


def _run(folder: Path, *more: object) -> Done:
    words = ("--runs", 70, "--max-runs", 70, "--workers", 1, "--quiet", "--out", folder / "out")
    return program("run", "lemma-1", "lemma-2", "-p", folder / "problem.toml", *words, *more)


def test_it_says_what_is_kept(made: Path) -> None:
    done = program("results", made / "out", "--json")
    assert done.returncode == 0, done.stderr
    (one,) = json.loads(done.stdout)["kept"]
    assert one["claims"] == ["lemma-1:paper", "lemma-1:repaired", "lemma-2:paper"]
    assert one["runs"] == 70
    (found,) = blocks(made / "out")
    assert found.runs == (range(0, 64), range(64, 70))
    assert one["bytes"] == sum(file.stat().st_size for file in found.folder.iterdir())
    assert one["key"] in program("results", made / "out").stdout


def test_every_run_is_exported_as_it_is(made: Path, tmp_path: Path) -> None:
    (found,) = blocks(made / "out")
    done = program("results", made / "out", "--export", tmp_path / "runs.parquet", "--key", found.key)
    assert done.returncode == 0, done.stderr
    frame = pd.read_parquet(tmp_path / "runs.parquet")
    assert list(frame["run"]) == list(range(70))
    for runs, records in found.records():
        rows = frame.iloc[runs.start : runs.stop]
        for name, values in records.items():
            told = rows[name].to_numpy() if values.ndim == 1 else np.stack(rows[name].to_list(), axis=-1)
            np.testing.assert_array_equal(told, values)
    first = found.folder / "0-64.npz"
    whole = first.read_bytes()
    try:
        first.write_bytes(whole[:-1])
        assert program("results", made / "out", "--export", tmp_path / "runs.parquet").returncode == 0
        assert list(pd.read_parquet(tmp_path / "runs.parquet")["run"]) == list(range(64, 70))
    finally:
        first.write_bytes(whole)


def test_what_was_taken_away_is_run_anew_and_the_same(made: Path) -> None:
    before = document.read(made / "out")
    assert program("results", made / "out", "--prune").returncode == 0
    assert blocks(made / "out") == []
    assert document.read(made / "out") == before
    assert _run(made, "--resume").returncode == 0
    assert document.read(made / "out")["id"] == before["id"]
    assert [one.runs for one in blocks(made / "out")] == [(range(0, 64), range(64, 70))]


def test_what_cannot_be_is_one_line(made: Path, tmp_path: Path) -> None:
    for words, says in (
        ([tmp_path / "nowhere"], "is not a folder"),
        ([made / "out", "--key", "nothing"], "--key=nothing must be one of"),
        ([made / "out", "--prune", "--export", tmp_path / "x.parquet"], "exclude each other"),
    ):
        done = program("results", *words)
        assert (done.returncode, done.one_line) == (2, True), done
        assert says in done.stderr
    with Held(made / "out"):
        done = program("results", made / "out", "--prune")
    assert (done.returncode, done.one_line) == (2, True)
    assert "is in use" in done.stderr
    assert len(blocks(made / "out")) == 1
