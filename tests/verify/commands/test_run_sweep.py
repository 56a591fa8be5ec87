"""`run --set`: a sweep is its single runs in one report, and a falsehood in one of its cells is seen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import lab
from tests.calls import program
from verify.report import document, figures, shown
from verify.report.swept import sweep

FAST = ["--workers", "1", "--quiet"]
SWEEP = ["--set", "target.epsilon=1.0,2.0", "--set", "noise.batch=4"]
RENDER = figures.render


@pytest.fixture(autouse=True, scope="module")
def _nothing_is_drawn() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("verify.report.figures.render", lambda *_: [])
        yield


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sweep") / "well.toml"
    path.write_text(lab.toml({}), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def folder(base: Path) -> Path:
    words = ["run", "theorem-2:repaired", "-p", base, *SWEEP, "--runs", 8, "--max-runs", 8, "--out", base.parent / "report"]
    done = program(*words, *FAST)
    assert done.returncode == 0, done.stderr
    return base.parent / "report"


@pytest.fixture
def report(folder: Path) -> dict[str, Any]:
    return document.read(folder)


def test_a_sweep_is_its_single_runs(report: dict[str, Any], tmp_path: Path) -> None:
    """Bit for bit: the rows of each cell are those of a run on the cell's file alone, but for their share of the error rate."""
    cell = report["problems"][1]
    (tmp_path / "cell.toml").write_text(cell["text"], encoding="utf-8")
    words = ["run", "theorem-2:repaired", "-p", tmp_path / "cell.toml", "--runs", 8, "--max-runs", 8, "--out", tmp_path]
    assert program(*words, "--error-rate", report["error_rate"] / 2, *FAST).returncode == 0
    alone = document.read(tmp_path)["results"]
    together = [row for row in report["results"] if row["problem"] == cell["problem"]]
    assert len(alone) == len(together) > 10
    assert [{**row, "seconds": 0} for row in alone] == [{**row, "seconds": 0} for row in together]


def test_constants_that_do_not_depend_on_the_key_are_proved_once(report: dict[str, Any]) -> None:
    found = [{c["name"]: (c["lower"], c["upper"]) for c in p["constants"]} for p in report["problems"]]
    assert len(found) == 2
    assert found[0] == found[1]


def test_the_table_has_every_row_with_the_values_of_its_cell(report: dict[str, Any], folder: Path) -> None:
    told = sweep(report)
    assert told is not None
    assert told.keys == ("target.epsilon", "noise.batch")
    assert sorted(str(line.row) for line in told.lines) == sorted(map(str, report["results"]))
    for line in told.lines:
        assert line.row["problem"] == "small well epsilon={} batch={}".format(*line.told)
        assert line.row["parameters"]["epsilon"] == line.values[0]
        assert line.row["parameters"]["b"] == line.values[1]
    assert sweep({**report, "problems": [{**p, "swept": {}} for p in report["problems"]]}) is None
    for page, mark in (("report.md", "## The sweep"), ("report.html", 'id="sweep"')):
        assert mark in (folder / page).read_text(encoding="utf-8")


def test_the_figure_shows_every_ratio(report: dict[str, Any], tmp_path: Path) -> None:
    """One figure, not two for each cell."""
    drawn = {one["name"]: one["data"] for one in RENDER({**report, "courses": report["courses"]}, tmp_path)}
    assert set(drawn) == {"sweep", "tightness", "bound-terms"}
    points = [line.split("\t")[2:4] for line in drawn["sweep"].splitlines()[1:]]
    for row in report["results"]:
        if row["ratio"] is not None:
            assert [f"{row['parameters']['epsilon']:.4g}", f"{row['ratio']:.4g}"] in points
    assert tuple(drawn["sweep"].splitlines()[0].split("\t")) == shown.HEAD[:4]  # points have no further value


def test_a_falsehood_in_one_cell_is_seen(base: Path, tmp_path: Path) -> None:
    """A bound scaled to 0.3 % is below what is measured in one cell only."""
    runs = ["--runs", 1024, "--max-runs", 1024, "--scale-bound", "iii=0.003"]
    keys = ["--set", "target.epsilon=1.0,2.0", "--set", "noise.batch=4"]
    done = program("run", "theorem-2:repaired", "-p", base, *keys, *runs, "--workers", "1", "--out", tmp_path)
    assert done.returncode == 1
    report = document.read(tmp_path)
    wrong = [row["problem"] for row in report["results"] if row["verdict"] == "VIOLATED"]
    assert wrong == ["small well epsilon=1.0 batch=4"]
    (said,) = [line.split() for line in done.stdout.splitlines() if line.rstrip().endswith("VIOLATED")]
    assert said[:4] == ["theorem-2:planted", "iii", "1.0", "4"]


def test_it_can_be_run_again_and_compared(report: dict[str, Any], folder: Path, base: Path, tmp_path: Path) -> None:
    base.unlink()  # a report needs no file
    done = program("reproduce", folder, "--out", tmp_path / "again", "--workers", 1)
    assert done.returncode == 0, done.stderr
    again = document.read(tmp_path / "again")
    assert again["id"] == report["id"]
    assert program("diff", folder, tmp_path / "again").returncode == 0
    assert program("check", tmp_path / "again").returncode == 0


@pytest.mark.parametrize("command", [["run", "theorem-2", "--out", "there", "-p"], ["certify"]])
@pytest.mark.parametrize("wish", ["target.epsilonn=1", "target.epsilon=-1.0", "noise.batch"])
def test_bad_input_is_one_line(command: list[str], wish: str, tmp_path: Path) -> None:
    (tmp_path / "well.toml").write_text(lab.toml({}), encoding="utf-8")
    done = program(*command, tmp_path / "well.toml", "--set", wish)
    assert done.returncode == 2
    assert done.one_line
    assert f"--set {wish.partition('=')[0]}" in done.stderr


def test_two_targets(tmp_path: Path) -> None:
    (tmp_path / "well.toml").write_text(lab.toml({}), encoding="utf-8")
    done = program("run", "theorem-2", "-p", tmp_path / "well.toml", "--set", "target.epsilon=1.0", "--epsilon", 2.0)
    assert done.returncode == 2
    assert "--epsilon" in done.stderr
