"""What commands write: all of it or nothing, where they are told to, and nothing of what is somebody else's."""

import ast
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from problems.kept import OWN
from tests import lab
from tests.calls import Done, program
from tests.faults.machine import call, cut
from verify.simulate.store import Held

ROOT = Path(__file__).parents[3]
FEW = ("--runs", 8, "--max-runs", 8, "--workers", 1, "--backend", "numpy", "--quiet")


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


def one_line(done: Done, status: int, name: str) -> None:
    assert done.returncode == status, done.stderr
    assert done.one_line, done.stderr
    assert name in done.stderr


def others(out: Path, name: str) -> dict[str, bytes | None]:
    """All but this file, and but partial.json, which a run writes that cannot end."""
    return {other: content for other, content in tree(out).items() if other not in (name, "partial.json")}


@pytest.mark.parametrize("command", ["run", "render", "latex"])
def test_whatever_is_in_the_way_of_any_file_nothing_is_written(command: str, folder: Path) -> None:
    """A folder, a pipe or a device in the place of each kind of file that the command writes, in turn."""
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
    names = [
        path.name for path in sorted(out.glob("*.*")) if path.name != OWN and (command, path.name) != ("render", "report.json")
    ]
    names += [f"figures/{path.name}" for path in sorted((out / "figures").iterdir())[:1]]
    assert len(names) >= 3
    for j, name in enumerate(names):
        content = (out / name).read_bytes()
        (out / name).unlink()
        kinds = (lambda p: p.mkdir(), lambda p: os.mkfifo(p), lambda p: p.symlink_to("/dev/null"), lambda p: p.symlink_to(p))
        kinds[j % len(kinds)](out / name)
        before = others(out, name)
        kind = (out / name).lstat().st_mode
        one_line(commands[command](), 74, Path(name).name)
        assert others(out, name) == before
        assert (out / name).lstat().st_mode == kind
        if (out / name).is_dir() and not (out / name).is_symlink():
            (out / name).rmdir()
        else:
            (out / name).unlink()
        (out / name).write_bytes(content)


@pytest.mark.parametrize("form", ["csv", "bibtex", "parquet"])
def test_an_export_goes_where_it_is_told_to(form: str, folder: Path) -> None:
    """Through a link, into a pipe, to a device; a file that is there keeps its kind and its mode."""
    export = ("export", form, folder / "out", "--out")
    assert program(*export, folder / "plain", "-q").returncode == 0
    wanted = (folder / "plain").read_bytes()
    (folder / "end").write_text("older", encoding="utf-8")
    (folder / "end").chmod(0o600)
    (folder / "link").symlink_to("end")
    assert program(*export, folder / "link", "-q").returncode == 0
    assert (folder / "link").is_symlink()
    assert (folder / "end").read_bytes() == wanted
    assert (folder / "end").stat().st_mode & 0o777 == 0o600
    os.mkfifo(folder / "pipe")
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append((folder / "pipe").read_bytes()))
    reader.start()
    assert program(*export, folder / "pipe", "-q").returncode == 0
    reader.join()
    assert read == [wanted]
    assert program(*export, "/dev/null").stdout == ""  # no file was written
    one_line(program(*export, "/dev/full"), 74, "/dev/full")
    one_line(program(*export, folder), 74, folder.name)
    assert Path("/dev/null").is_char_device()


def test_standard_output_by_name_is_standard_output(folder: Path) -> None:
    """In a process of its own: into a pipe, and after what a file already holds."""
    command = [sys.executable, "-m", "verify", "export", "csv", str(folder / "out")]
    wanted = program("export", "csv", folder / "out").stdout.encode()
    piped = subprocess.run([*command, "--out", "/dev/stdout"], cwd=ROOT, capture_output=True, check=True)
    assert piped.stdout.replace(b"\r\n", b"\n") == wanted.replace(b"\r\n", b"\n")
    (folder / "log").write_bytes(b"before\n")
    with (folder / "log").open("ab") as log:
        subprocess.run([*command, "--out", "/dev/fd/1"], cwd=ROOT, stdout=log, check=True)
    assert (folder / "log").read_bytes() == b"before\n" + piped.stdout


def test_one_folder_is_written_to_by_one_command_at_a_time(folder: Path) -> None:
    commands: dict[str, tuple[object, ...]] = {
        "out": ("render", folder / "out"),
        "paper": ("export", "latex", folder / "out", "--out", folder / "paper"),
        "attack": ("attack", "theorem-3", "--candidates", 1, "--out", folder / "attack"),
    }
    for name, words in commands.items():
        with Held(folder / name):
            one_line(program(*words), 2, "is in use by another run")
        assert {path.name for path in (folder / name).iterdir()} >= {OWN}
    with Held(folder / "out"):
        one_line(again(folder, "--force"), 2, "is in use by another run")


def test_what_is_somebody_elses_stays(folder: Path) -> None:
    theirs = [".abc.part", "file.part", ".state/notes", ".views/figures/a.svg", ".lock", "figures/.x.part", "deep/.y.part"]
    for name in theirs:
        (folder / "out" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "out" / name).write_text("theirs", encoding="utf-8")
    assert again(folder, "--force").returncode == 0
    assert program("render", folder / "out").returncode == 0
    assert [(folder / "out" / name).read_text("utf-8") for name in theirs] == ["theirs"] * len(theirs)


def test_a_pipe_in_the_place_of_the_report_is_not_waited_for(folder: Path) -> None:
    (folder / "out" / "report.json").unlink()
    os.mkfifo(folder / "out" / "report.json")
    one_line(again(folder), 74, "report.json")
    one_line(program("render", folder / "out"), 2, "report.json")


def writers(source: str) -> set[str]:
    """Names by which a module writes files."""
    names = {
        "write_text",
        "write_bytes",
        "savefig",
        "copy",
        "copyfile",
        "copy2",
        "copytree",
        "move",
        "savetxt",
        "save",
        "savez",
    }
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in names - {"copy", "move", "save"}:
            found.add(node.attr)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ("shutil", "np"):
            found |= {node.attr} & names
        elif isinstance(node, ast.Call) and (getattr(node.func, "id", "") or getattr(node.func, "attr", "")) in (
            "open",
            "fdopen",
        ):
            modes = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            found |= {"open" for mode in modes if set(mode) & set("wax+") and len(mode) <= 3}
    return found


def test_whatever_is_written_is_written_whole() -> None:
    """By `problems.kept` alone, but into memory or a folder that goes at the end."""
    assert writers("p.write_text('x')\nopen(p, 'wb')\nf.savefig(p)\nshutil.copy(a, b)") == {
        "write_text", "open", "savefig", "copy"
    }  # fmt: skip
    apart = {
        "problems/kept.py": {"open", "copy2", "move"},  # here it is done
        "verify/report/svg.py": {"savefig"},  # into memory
        "verify/simulate/store.py": {"savez"},  # into memory
        "verify/commands/reproduce.py": {"write_text", "copyfile"},  # a folder that goes at the end
        "verify/commands/kernel.py": {"write_text"},  # likewise
        "theory/outside/__init__.py": {"write_bytes"},  # likewise
    }
    found = {str(p.relative_to(ROOT)): writers(p.read_text("utf-8")) for room in ("problems", "verify", "theory")
             for p in (ROOT / room).rglob("*.py")}  # fmt: skip
    assert {name: names for name, names in found.items() if names} == apart


@pytest.mark.parametrize("size", [100, 6000])
@pytest.mark.parametrize("command", ["latex", "render", "new"])
def test_where_files_may_not_grow_nothing_is_left(command: str, size: int, folder: Path) -> None:
    """As on a disk that is full in the middle of a file, a PDF too: one line, and what was there stays."""
    words: dict[str, list[object]] = {
        "latex": ["export", "latex", folder / "out", "--out", folder / "paper"],
        "render": ["render", folder / "out"],
        "new": ["new", "paper", "mine", "--into", folder],
    }
    before = tree(folder)
    ended = call(words[command], lambda: cut(size))
    if command == "new" and size > 5000:  # none of its files is that long
        assert ended.status == 0
        return
    assert ended.status == 74
    assert not ended.fault, ended.said
    assert tree(folder).keys() - {"paper"} == before.keys()
    assert {name: tree(folder)[name] for name in before} == before
