"""Numbers at the ends of floats, files that are none, reports that were changed: a result or one line, each time."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from problems.certify import cache
from problems.load import build
from tests import lab
from tests.calls import program
from verify.commands.cli import STATUSES, main
from verify.report import packed

ROOT = Path(__file__).parents[3]
FAST = ["--runs", "4", "--max-runs", "4", "--workers", "1", "--quiet"]
SAMPLES: lab.Tables = {
    "problem": {"name": "x", "family": "least-squares", "dimension": 2, "start": 1.0, "region": 4.0},
    "problem.parameters": {"samples": 6},
    "noise": {"kind": "sampling"},
    "algorithm": {"name": "adamw", "delta": 1.0, "beta_2": 0.005, "lambda": 0.1},
    "target": {"epsilon": 0.8},
}


@pytest.fixture(autouse=True)
def _no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verify.report.figures.render", lambda *_: [])


def one(number: object) -> lab.Tables:
    return {"problem.parameters": {"amplitude": number}}


REFUSED: dict[str, tuple[lab.Tables, lab.Tables]] = {
    **{f"epsilon {e}": (lab.WELL, {"target": {"epsilon": e}}) for e in (1e150, 1e200, 1e308, 1e-300)},
    **{f"scale {e}": (lab.WELL, {"noise": {"scale": e}}) for e in (1e-100, 1e300)},
    "region": (lab.WELL, {"problem": {"region": 1e160}}),
    "amplitude": (lab.WELL, one(1e160)),
    **{f"dimension {d}": (lab.WELL, {"problem": {"dimension": d}, **one(1.0)}) for d in (10**6, 10**9, 10**18)},
    "samples": (SAMPLES, {"problem.parameters": {"samples": 10**9}}),
    "one sample": (SAMPLES, {"problem.parameters": {"samples": 1, "standardise": True}}),
    "label noise": (SAMPLES, {"problem.parameters": {"label_noise": 1e160}}),
    "welsch": (SAMPLES, {"problem": {"family": "welsch-regression"}, "problem.parameters": {"c": 1e-300}}),
    "NUL": (SAMPLES, {"problem": {"dimension": None}, "problem.parameters": {"samples": None, "data": "a\0b"}}),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_measured_is_refused(case: str, tmp_path: Path) -> None:
    base, changes = REFUSED[case]
    path = tmp_path / "problem.toml"
    path.write_text(lab.toml(changes, base), encoding="utf-8")
    done = program("run", "theorem-2:repaired", "-p", path, "--out", tmp_path / "out", *FAST)
    assert done.returncode == 2, done.stderr
    assert done.one_line, done.stderr
    assert "problem.toml" in done.stderr


@pytest.mark.parametrize(
    "changes", [{"problem": {"region": 1e-12, "start": 0.0}}, one(0.0)], ids=["a small region", "a function that is 0"]
)
def test_what_can_be_measured_is(changes: lab.Tables, tmp_path: Path) -> None:
    path = tmp_path / "problem.toml"
    path.write_text(lab.toml({"target": {"epsilon": 0.8}, **changes}), encoding="utf-8")
    done = program("run", "theorem-2:repaired", "-p", path, "--out", tmp_path / "out", *FAST)
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == ""


@pytest.mark.parametrize(
    "text",
    ["x = " + "[" * 5000 + "]" * 5000, "x = " + "9" * 5000, "", "\ufeff", "[" + ".".join("a" * 5000) + "]"],
    ids=["deep", "long", "empty", "mark", "deep tables"],
)
def test_toml_that_is_no_problem(text: str, tmp_path: Path) -> None:
    (tmp_path / "problem.toml").write_text(text, encoding="utf-8")
    done = program("bound", "theorem-2", "-p", tmp_path / "problem.toml")
    assert done.returncode == 2
    assert done.one_line, done.stderr


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for words in (["bound", "theorem-2", "-p", tmp_path / "pipe"], ["basin", tmp_path / "pipe"], ["render", tmp_path / "pipe"]):
        done = program(*words)
        assert done.returncode == 2
        assert done.one_line, done.stderr


@pytest.mark.parametrize("n", [8, 9, 10])
@pytest.mark.parametrize("more", [[], ["--root"]])
def test_a_hessian_beyond_double_precision(n: int, more: list[str], tmp_path: Path) -> None:
    rows = [",".join(repr(1 / (i + j + 1)) for j in range(n)) for i in range(n)]
    (tmp_path / "hilbert.csv").write_text("\n".join(rows), encoding="utf-8")
    done = program("basin", tmp_path / "hilbert.csv", *more)
    assert done.returncode in (0, 2), done.stderr
    assert done.returncode == 0 or done.one_line


def test_cover_says_which_constant_there_is_not(tmp_path: Path) -> None:
    path = tmp_path / "problem.toml"
    eigenvalues = {"amplitude": None, "eigenvalues": [1.0, 2.0, 3.0]}
    changes = {"problem": {"region": None, "family": "quadratic"}, "problem.parameters": eigenvalues}
    path.write_text(lab.toml(changes), encoding="utf-8")
    done = program("cover", "theorem-2:repaired", "--torch", "steps=100", "-p", path)
    assert done.returncode == 0, done.stderr
    assert "c_inf" in done.stdout
    assert "nan" not in done.stdout


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("report")
    (folder / "problem.toml").write_text(lab.toml({"target": {"epsilon": 2.0}}), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("verify.report.figures.render", lambda *_: [])
        assert program("run", "theorem-2:repaired", "-p", folder / "problem.toml", "--out", folder, *FAST).returncode == 0
    return dict(json.loads((folder / "report.json").read_text(encoding="utf-8")))


CHANGES = {
    "results": ("results", None),
    "shared": ("results", {}),
    "seed": ("seed", 99),
    "id": ("id", "0"),
    "content": ("content", "0"),
    "schema": ("schema", "other"),
    "courses": ("courses", 1),
    "versions": ("versions", []),
}


@pytest.mark.parametrize("field", CHANGES)
def test_a_changed_report_is_refused_with_the_field(field: str, report: dict[str, Any], tmp_path: Path) -> None:
    key, value = CHANGES[field]
    (tmp_path / "report.json").write_text(json.dumps({**report, key: value}), encoding="utf-8")
    done = program("render", tmp_path)
    assert done.returncode == 2, done.stderr
    assert done.one_line, done.stderr
    assert field.partition(".")[0] in done.stderr


def test_every_number_of_a_report_is_guarded(report: dict[str, Any], tmp_path: Path) -> None:
    rows = packed.lengthened(report["results"])
    rows["bound"][0] = 1e9
    (tmp_path / "report.json").write_text(json.dumps({**report, "results": rows}), encoding="utf-8")
    done = program("render", tmp_path)
    assert done.returncode == 2
    assert "results[0].bound: the report was changed after it was written" in done.stderr


@pytest.mark.parametrize("text", ["[" * 100_000, "null", "[]", "{", "\ufeff{}", '{"schema": "adamw-verify/report/1"}'])
def test_what_is_no_report(text: str, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(text, encoding="utf-8")
    done = program("render", tmp_path)
    assert done.returncode == 2, done.stderr
    assert done.one_line, done.stderr


def test_a_fault_of_the_program_is_one_line_and_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("not foreseen")

    monkeypatch.setattr("verify.commands.basin.basin", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("verify.commands.basin.read_matrix", broken)
    done = program("basin", tmp_path / "h.csv")
    assert done.returncode == 70, done.stderr
    assert done.one_line
    details = next(tmp_path.glob("adamw-verify-*.log"))
    assert str(details) in done.stderr
    assert "Traceback" in details.read_text(encoding="utf-8")


def test_every_status_is_documented() -> None:
    text = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    assert all(f"| {status} | " in text for status in STATUSES)
    assert main.__doc__


@pytest.mark.thorough
def test_two_runs_never_share_a_folder(tmp_path: Path) -> None:
    from verify.simulate.store import Store

    path = tmp_path / "problem.toml"
    path.write_text(lab.toml({"target": {"epsilon": 2.0}}), encoding="utf-8")
    with Store(tmp_path / "out", resume=False):
        words = ["run", "theorem-2:repaired", "-p", str(path), "--out", str(tmp_path / "out"), *FAST]
        command = [sys.executable, "-m", "verify", *words]
        second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert second.returncode == 2
    assert "in use by another run" in second.stderr
    assert len(second.stderr.strip().splitlines()) == 1
    assert program(*words).returncode == 0


def test_a_part_never_replaces_the_whole(tmp_path: Path) -> None:
    from verify.report.write import write_partial

    (tmp_path / "report.json").write_text('{"complete": true}', encoding="utf-8")
    write_partial({"complete": False, "results": []}, tmp_path)
    assert json.loads((tmp_path / "report.json").read_text())["complete"] is True
    assert json.loads((tmp_path / "partial.json").read_text())["complete"] is False


def test_data_that_changed_have_another_key(tmp_path: Path) -> None:
    """The three gradients of before could not tell these files: a row that moved far from where they were taken."""
    rows = ["a,b,y", "1,2,3", "3,4,1", "5,7,2", "2,9,4"]
    (tmp_path / "data.csv").write_text("\n".join(rows), encoding="utf-8")
    changes = {"problem": {"dimension": None}, "problem.parameters": {"samples": None, "data": "data.csv", "label": "y"}}
    path = tmp_path / "problem.toml"
    path.write_text(lab.toml({**changes, "target": {"epsilon": 300.0}}, SAMPLES), encoding="utf-8")
    before = cache.key(build(path), 1)
    assert cache.key(build(path), 1) == before
    (tmp_path / "data.csv").write_text("\n".join([*rows[:-1], "2,9,4.5"]), encoding="utf-8")
    assert cache.key(build(path), 1) != before
