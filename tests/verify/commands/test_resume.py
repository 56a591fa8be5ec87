"""`--resume` after something was changed: what is kept is known by its content, so that what depends on it is made again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.calls import program
from verify.report import document

FEW = ("--runs", 8, "--max-runs", 8, "--workers", 1, "--quiet", "--resume")
DATA = """[problem]
name = "rows"
family = "least-squares"
start = 1.0
region = 2.0
[problem.parameters]
data = "rows.csv"
label = "y"
standardise = false
[noise]
kind = "sampling"
[algorithm]
name = "adamw-d"
delta = 4.0
beta_1 = 0.1
beta_2 = 0.005
eta = 0.01
lambda = 0.1
T = 40
[target]
epsilon = 4.0
"""
WELL = """[problem]
name = "well"
family = "rational-well"
dimension = 2
start = 1.0
region = 4.0
[problem.parameters]
amplitude = 1.0
[noise]
kind = "rademacher"
scale = 0.3
[algorithm]
name = "mine"
delta = 1.0
beta_1 = 0.5
beta_2 = 0.01
eta = 0.05
T = 40
[target]
epsilon = 1.0
"""


def data_file(folder: Path) -> list[object]:
    (folder / "rows.csv").write_text("a,b,y\n1,0,1\n0,1,0.5\n0.5,0.5,0\n", encoding="utf-8")
    (folder / "problem.toml").write_text(DATA, encoding="utf-8")
    return ["lemma-1:repaired"]


def own_rule(folder: Path) -> list[object]:
    """It runs in a fused loop that is compiled from the rule and kept."""
    for kind, into in (("paper", folder), ("algorithm", folder / "mine")):
        assert program("new", kind, "mine", "--into", into).returncode == 0
    claim = folder / "mine" / "mine_bound.py"
    claim.write_text(
        claim.read_text(encoding="utf-8").replace('algorithms=("adamw"', 'algorithms=("mine", "adamw"'), encoding="utf-8"
    )
    (folder / "problem.toml").write_text(WELL, encoding="utf-8")
    return ["mine-bound", "--papers", folder / "mine", "--backend", "numba"]


def rows(folder: Path, words: list[object], out: str, *more: object) -> list[dict[str, Any]]:
    done = program("run", *words, "-p", folder / "problem.toml", "--out", folder / out, *FEW, *more)
    assert done.returncode in (0, 1), done.stderr
    return [{name: value for name, value in row.items() if name != "seconds"} for row in document.read(folder / out)["results"]]


@pytest.mark.parametrize(
    ("begin", "file", "old", "new"),
    [
        (data_file, "rows.csv", "0.5,0.5,0", "0.5,0.25,0"),
        (own_rule, "mine/algorithms/mine.py", "state.m + h.beta_1 * g", "state.m + h.beta_1 * g * 0.5"),
    ],
)
def test_what_was_changed_is_run_anew(
    begin: Callable[[Path], list[object]], file: str, old: str, new: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Begun again after a change it says what a run says that has nothing kept; unchanged, it says the same as before."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("verify.report.figures.render", lambda *_: [])
    words = begin(tmp_path)
    first = rows(tmp_path, words, "out")
    assert rows(tmp_path, words, "out") == first
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (tmp_path / file).write_text(text.replace(old, new), encoding="utf-8")
    again = rows(tmp_path, words, "out")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another cache"))
    assert again == rows(tmp_path, words, "fresh") != first
    if "numba" in words:  # and what the loop over plain arrays says
        assert again == rows(tmp_path, [*words[:-1], "numpy"], "plain")
