"""What every command says: with `--json` one JSON text alone, with `--quiet` nothing where nothing is wrong."""

import builtins
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.calls import program
from verify.api import Report
from verify.commands.cli import COMMANDS
from verify.report.export import parquet

ROOT = Path(__file__).parents[3]
PROBLEM = ROOT / "problems" / "rational_well.toml"
FAST = ("--runs", 8, "--max-runs", 8, "--workers", 1)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small report."""
    out = tmp_path_factory.mktemp("spoken") / "report"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("verify.report.figures.render", lambda *_: [])
        done = program("run", "lemma-1:repaired", "-p", PROBLEM, "--out", out, *FAST)
    assert done.returncode == 0, done.stderr
    return out


def words(command: str, report: Path, folder: Path) -> tuple[object, ...]:
    """A call of the command that ends with status 0."""
    (folder / "h.csv").write_text("2,0.5\n0.5,1\n", encoding="utf-8")
    mine = folder / "report"
    shutil.copytree(report, mine)
    calls: dict[str, tuple[object, ...]] = {
        "list": (),
        "show": ("theorem-2",),
        "run": ("lemma-1:repaired", "-p", PROBLEM, "--out", folder / "new", *FAST),
        "bound": ("theorem-2:repaired", "-p", PROBLEM, "--optimal"),
        "cover": ("theorem-2:repaired", "--torch", "lr=1e-3", "-p", PROBLEM, "--runs", 4),
        "render": (mine,),
        "reproduce": (mine, "--out", folder / "again", "--workers", 1),
        "export": ("csv", mine, "--out", folder / "rows.csv"),
        "results": (mine,),
        "diff": (mine, mine),
        "basin": (folder / "h.csv",),
        "audit": ("corollary-1", "--workers", 1),
        "kernel": (),
        "certify": (PROBLEM,),
        "attack": ("theorem-3:repaired", "--candidates", 1, "--workers", 1, "--out", folder / "attack"),
        "check": (mine,),
        "new": ("problem", "mine", "--into", folder),
    }
    return command, *calls[command]


@pytest.mark.parametrize("option", ["--json", "--quiet"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_speaks_json_or_not_at_all(
    command: str, option: str, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("verify.report.figures.render", lambda *_: [])
    done = program(*words(command, report, tmp_path), option)
    assert done.returncode == 0, done.stderr
    if option == "--json":
        told = json.loads(done.stdout)
        assert told or command in ("diff", "check", "reproduce")  # an empty list: nothing differs
    else:
        assert done.stdout == ""
        assert "this program is not" in done.stderr or done.stderr == ""


def test_what_is_wrong_is_said_quietly(report: Path, tmp_path: Path) -> None:
    text = (report / "report.json").read_text("utf-8")
    (tmp_path / "report.json").write_text(text.replace('"seed":0', '"seed":1', 1), encoding="utf-8")
    done = program("check", tmp_path, "--quiet")
    assert done.returncode == 1
    assert done.stdout == "altered: seed\n"


def test_the_rows_as_parquet(report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyarrow.parquet import read_table

    from verify import open_report

    out = tmp_path / "rows.parquet"
    done = program("export", "parquet", report, "--out", out, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"wrote": [str(out)]}
    read, opened = read_table(out), open_report(report)
    assert read.column("verdict").to_pylist() == [row.verdict for row in opened.results]
    assert read.column("bound").to_pylist() == [row.bound for row in opened.results]
    assert list(opened.to_frame().columns) == read.column_names
    odd = dict(opened.document)
    odd["results"] = [{**odd["results"][0], "problem": name, "bound": "infinity"} for name in ("7", "NA", "true")]
    (tmp_path / "odd.parquet").write_bytes(parquet(odd))
    spelled = read_table(tmp_path / "odd.parquet")
    assert spelled.column("problem").to_pylist() == ["7", "NA", "true"]
    assert spelled.column("bound").to_pylist() == [float("inf")] * 3
    assert list(Report(odd, ()).to_frame()["problem"]) == ["7", "NA", "true"]
    missing = program("export", "parquet", report)
    assert missing.returncode == 2
    assert "--out is missing" in missing.stderr
    found = builtins.__import__

    def without(name: str, *given: Any, **named: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return found(name, *given, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    done = program("export", "parquet", report, "--out", out)
    assert done.returncode == 2
    assert done.one_line
    assert "pip install 'adamw-verify[tables]'" in done.stderr
