"""Every option and argument that takes a path, given what is none: one line, the right status, what was there stays."""

import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from problems.kept import OWN
from tests import lab
from tests.calls import program
from verify.commands.cli import COMMANDS

FEW = ("--runs", 8, "--max-runs", 8, "--workers", 1, "--backend", "numpy", "--quiet")
CLAIM = "theorem-2:repaired"
PATH = "the path in question"
#: how each is called: what it reads is refused with 2 (or 74 where the machine says why), what it writes with 2 or 74
CALLS: dict[tuple[str, str], tuple[object, ...]] = {
    ("list", "papers"): ("list", "--papers", PATH),
    ("show", "papers"): ("show", CLAIM, "--papers", PATH),
    ("run", "problem"): ("run", CLAIM, "-p", PATH, "--out", "new", *FEW),
    ("run", "out"): ("run", CLAIM, "-p", "well.toml", "--out", PATH, *FEW),
    ("run", "papers"): ("run", CLAIM, "--papers", PATH, "--out", "new", *FEW),
    ("bound", "problem"): ("bound", CLAIM, "-p", PATH),
    ("bound", "papers"): ("bound", CLAIM, "--papers", PATH),
    ("cover", "problem"): ("cover", "theorem-2", "--torch", "steps=5", "-p", PATH),
    ("cover", "papers"): ("cover", "theorem-2", "--torch", "steps=5", "--papers", PATH),
    ("render", "report"): ("render", PATH),
    ("reproduce", "report"): ("reproduce", PATH, "--out", "new"),
    ("reproduce", "out"): ("reproduce", "out", "--out", PATH),
    ("reproduce", "data"): ("reproduce", "out", "--data", PATH, "--out", "new"),
    ("export", "report"): ("export", "csv", PATH),
    ("export", "out"): ("export", "csv", "out", "--out", PATH),
    ("results", "report"): ("results", PATH),
    ("results", "export"): ("results", "out", "--export", PATH),
    ("diff", "first"): ("diff", PATH, "out"),
    ("diff", "second"): ("diff", "out", PATH),
    ("basin", "hessian"): ("basin", PATH),
    ("audit", "export"): ("audit", "lemma-1", "--step", "2", "--export", PATH),
    ("audit", "folders"): ("audit", "lemma-3", "--papers", PATH),
    ("certify", "files"): ("certify", PATH),
    ("certify", "papers"): ("certify", "--papers", PATH),
    ("attack", "out"): ("attack", "theorem-3", "--candidates", 1, "--out", PATH),
    ("attack", "papers"): ("attack", "theorem-3", "--candidates", 1, "--out", "new", "--papers", PATH),
    ("check", "folder"): ("check", PATH),
    ("new", "into"): ("new", "paper", "mine", "--into", PATH),
}
#: no place for anything, and no file or folder to read
NOWHERE = {"links that go round": "loop", "below them": "loop/x", "below a file": "well.toml/x",
           "a name of 256 bytes": "n" * 256, "a path of 5000": "d/" * 2500, "a NUL": "a\0b",
           "a folder of the system": "/proc/self/nothing"}  # fmt: skip


def taking_paths() -> Iterator[tuple[str, str]]:
    """Every parameter of a command whose type says a path."""
    for command, (file, function, _) in COMMANDS.items():
        for name, kind in get_type_hints(getattr(import_module(f"verify.commands.{file}"), function)).items():
            if Path in _flat(kind):
                yield command, name


def _flat(kind: Any) -> set[Any]:
    return {kind}.union(*(_flat(inner) for inner in get_args(kind)))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a problem file, its report, and links that go round."""
    folder = tmp_path_factory.mktemp("paths")
    (folder / "well.toml").write_text(lab.toml({"target": {"epsilon": 2.0}}), encoding="utf-8")
    done = program("run", CLAIM, "-p", folder / "well.toml", "--out", folder / "out", *FEW)
    assert done.returncode == 0, done.stderr
    (folder / "loop").symlink_to("loop")
    return folder


def tree(folder: Path) -> dict[str, bytes | None]:
    paths = (path for path in folder.rglob("*") if OWN not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in paths}


def test_every_option_that_takes_a_path_is_tried() -> None:
    assert set(taking_paths()) == CALLS.keys()


@pytest.mark.parametrize("asked", CALLS, ids=" ".join)
def test_a_path_that_is_none_is_one_line(asked: tuple[str, str], made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(made)
    before = tree(made)
    for name, path in NOWHERE.items():
        done = program(*(path if word == PATH else word for word in CALLS[asked]))
        assert done.returncode in (2, 74), (name, done.stderr)
        assert done.one_line, (name, done.stderr)
        assert tree(made) == before, name


WRITERS = [asked for asked in CALLS if asked[1] in ("out", "into", "export") and asked[0] not in ("attack", "reproduce")]


@pytest.mark.parametrize("asked", WRITERS, ids=" ".join)
def test_the_longest_name_is_a_name(asked: tuple[str, str], made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """255 bytes, as most disks allow, and 254 of them in letters of two bytes."""
    monkeypatch.chdir(made)
    for name in ("n" * 255, "\u00e9" * 127):
        done = program(*(name if word == PATH else word for word in CALLS[asked]))
        assert done.returncode == 0, done.stderr
        shutil.rmtree(name) if Path(name).is_dir() else Path(name).unlink()
