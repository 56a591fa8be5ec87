"""What commands write: all of it or nothing, where they are told to, and nothing of what is somebody else's."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from problems.kept import OWN
from tests import lab
from tests.calls import Done, program
from tests.faults.machine import Ended

ROOT = Path(__file__).parents[3]
FEW = ("--runs", 8, "--max-runs", 8, "--workers", 1, "--quiet")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a problem file and its report."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "well.toml").write_text(lab.toml({"target": {"epsilon": 2.0}}), encoding="utf-8")
    done = program("run", "theorem-2:repaired", "-p", folder / "well.toml", "--out", folder / "out", *FEW)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """The same, for a test to spoil."""
    return shutil.copytree(made, tmp_path / "copy")


def again(folder: Path, *more: object) -> Done:
    return program("run", "theorem-2:repaired", "-p", folder / "well.toml", "--out", folder / "out", *FEW, "--seed", 1, *more)


def tree(folder: Path) -> dict[str, bytes | None]:
    """Every file with its content; the program's own folder is left out."""
    paths = (path for path in folder.rglob("*") if OWN not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in paths}


def one_line(done: Done | Ended, status: int, name: str) -> None:
    said = done.stderr if isinstance(done, Done) else done.said
    assert (done.returncode if isinstance(done, Done) else done.status) == status, said
    assert len(said.strip().splitlines()) == 1, said
    assert name in said


@pytest.mark.parametrize("command", ["run", "render", "latex"])
def test_whatever_is_in_the_way_of_any_file_nothing_is_written(command: str, folder: Path) -> None:
    """A folder, a pipe or a device in the place of each file that the command writes, in turn."""
    commands: dict[str, Callable[[], Done]] = {
        "run": lambda: again(folder, "--force"),
        "render": lambda: program("render", folder / "out"),
        "latex": lambda: program("export", "latex", folder / "out", "--out", folder / "paper"),
    }
    out = folder / ("paper" if command == "latex" else "out")
    if command == "latex":
        assert commands[command]().returncode == 0
        (out / "report.tex").write_text("older", encoding="utf-8")
    if command == "run":
        (out / "partial.json").write_text("{}", encoding="utf-8")
    names = [name for name, content in tree(out).items() if content is not None]
    assert len(names) > 5
    for j, name in enumerate(names):
        if command == "render" and name == "report.json":
            continue
        content = (out / name).read_bytes()
        (out / name).unlink()
        kinds = (lambda p: p.mkdir(), lambda p: os.mkfifo(p), lambda p: p.symlink_to("/dev/null"), lambda p: p.symlink_to(p))
        kinds[j % len(kinds)](out / name)
        if name == "report.json" and command == "run":  # what is no report may be replaced, if it can be
            done = again(folder)
        else:
            done = commands[command]()
        before = {other: c for other, c in tree(out).items() if other != name}
        one_line(done, 74, Path(name).name)
        kind = (out / name).lstat().st_mode
        assert {other: c for other, c in tree(out).items() if other != name} == before
        assert (out / name).lstat().st_mode == kind
        if (out / name).is_dir() and not (out / name).is_symlink():
            (out / name).rmdir()
        else:
            (out / name).unlink()
        (out / name).write_bytes(content)
