"""`--resume` after something was changed: what is kept is known by its content, so that what depends on it is made again."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from problems import fingerprint
from problems.certify import cache
from problems.fingerprint import code_of
from tests import lab
from tests.calls import program
from verify.report import document
from verify.simulate import chain
from verify.simulate.store import experiment_key
from verify.studies import all_studies
from verify.studies.decide import Job

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
    return ["mine-bound", "--papers", folder / "mine", "--backend", "compiled"]


FAMILY = """
from problems.families.rational_well import RationalWell
from .._steepness import GAIN

class Mine(RationalWell):
    name = "mine-well"

    def __init__(self, amplitude):
        super().__init__(GAIN * 1.0 * amplitude)
"""


def own_family(folder: Path) -> list[object]:
    """Its certificate is kept; what it imports is part of it."""
    for name, text in (("_steepness.py", "GAIN = 1.0\n"), ("families/mine.py", FAMILY)):
        (folder / "mine" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "mine" / name).write_text(text, encoding="utf-8")
    text = WELL.replace("rational-well", "mine-well").replace('"mine"', '"adamw"').replace("[target]", "lambda = 0.1\n[target]")
    (folder / "problem.toml").write_text(text, encoding="utf-8")
    return ["lemma-1:repaired", "--papers", folder / "mine", "--backend", "numpy"]


def rows(folder: Path, words: list[object], out: str, *more: object) -> list[dict[str, Any]]:
    done = program("run", *words, "-p", folder / "problem.toml", "--out", folder / out, *FEW, *more)
    assert done.returncode in (0, 1), done.stderr
    return [{name: value for name, value in row.items() if name != "seconds"} for row in document.read(folder / out)["results"]]


def constants(folder: Path, out: str = "out") -> list[Any]:
    """What is certified in a report, without times."""
    (told,) = document.read(folder / out)["problems"]
    return [{name: value for name, value in one.items() if name != "seconds"} for one in told["constants"]]


@pytest.mark.parametrize(
    ("begin", "file", "old", "new"),
    [
        (data_file, "rows.csv", "0.5,0.5,0", "0.5,0.25,0"),
        (own_rule, "mine/algorithms/mine.py", "state.m + h.beta_1 * g", "state.m + h.beta_1 * g * 0.5"),
        (own_family, "mine/families/mine.py", "GAIN * 1.0", "GAIN * 0.5"),
        (own_family, "mine/_steepness.py", "GAIN = 1.0", "GAIN = 0.5"),
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
    (tmp_path / "first").mkdir()
    shutil.copy(tmp_path / "out" / "report.json", tmp_path / "first")
    assert rows(tmp_path, words, "out") == first
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (tmp_path / file).write_text(text.replace(old, new), encoding="utf-8")
    again = rows(tmp_path, words, "out")
    certified = constants(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another cache"))
    assert again == rows(tmp_path, words, "fresh") != first
    if begin is own_family:  # as what is certified is
        assert certified == constants(tmp_path, "fresh") != constants(tmp_path, "first")
    if "compiled" in words:  # and what the loop over plain arrays says
        assert again == rows(tmp_path, [*words[:-1], "numpy"], "plain")


def test_another_version_of_a_library_is_another_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept is made again: batches of runs, certificates, studies, what an attack tried, compiled kernels."""
    words, given = data_file(tmp_path), lab.problem(tmp_path)
    kept_words = (*words, "-p", tmp_path / "rows.toml", "--out", tmp_path / "out", *FEW)
    (tmp_path / "problem.toml").rename(tmp_path / "rows.toml")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("verify.report.figures.render", lambda *_: [])
    ran: list[range] = []
    real = chain.run
    monkeypatch.setattr(chain, "run", lambda experiments, runs: (ran.append(runs), real(experiments, runs))[1])

    def keys() -> dict[str, str]:
        return {
            "runs": experiment_key(lab.experiment(given, "adamw", 3)),
            "certificate": cache.key(given, 0),
            "attack": code_of("verify.attack.hunt"),
            **{study.NAME: Job(study.NAME, (), 0, 0.01, None).key for study in all_studies()},
        }

    def forget() -> None:
        for cached in (fingerprint._module, fingerprint._release, fingerprint._reached):
            if hasattr(cached, "cache_clear"):
                cached.cache_clear()

    assert program("run", *kept_words).returncode == 0
    assert len(ran) == 1
    assert program("run", *kept_words).returncode == 0
    assert len(ran) == 1
    before = keys()
    versions = fingerprint.version
    for library in ("numpy", "scipy", "sympy", "llvmlite", "python-flint"):
        ran.clear()
        try:
            with monkeypatch.context() as patch:
                patch.setattr(fingerprint, "version", lambda name, of=library: "0.0" if name == of else versions(name))
                forget()
                after = keys()
                assert program("run", *kept_words).returncode == 0
        finally:
            forget()
        same = {name for name in before if before[name] == after[name]}
        assert same <= (set() if library in ("python-flint", "scipy", "sympy") else {"certificate"}), library
        assert len(ran) == ("runs" not in same), library


def test_whatever_is_kept_is_made_again_where_it_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file of a run, of an attack and of the cache, all of 0 bytes."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("verify.report.figures.render", lambda *_: [])
    words = data_file(tmp_path)
    attack = ("attack", "theorem-3:repaired", "--candidates", 20, "--workers", 1, "--quiet", "--out", tmp_path / "out")
    first = rows(tmp_path, words, "out")
    assert program(*attack).returncode == 0
    told = (tmp_path / "out" / "attack.json").read_bytes()
    files = [path for name in ("out", "cache") for path in (tmp_path / name).rglob("*") if path.is_file()]
    kinds = {path.parent.name if path.suffix in (".bin", ".json") else path.suffix for path in files}
    assert kinds >= {"certificates", "attack", "out", ".npz"}
    for path in files:
        path.write_bytes(b"")
    for command in (("render", tmp_path / "out"), ("export", "csv", tmp_path / "out"), ("check", tmp_path / "out")):
        done = program(*command)
        assert done.returncode == 2, done.stderr
        assert done.one_line
    assert rows(tmp_path, words, "out") == first
    assert program(*attack, "--resume").returncode == 0
    again = [path for path in files if path.suffix == ".npz" or path.parent.name in ("certificates", "attack", "out")]
    assert len(again) > 5
    assert all(path.read_bytes() for path in again)  # under the same keys: what the attack has loaded is not part of them
    assert (tmp_path / "out" / "attack.json").read_bytes() == told
