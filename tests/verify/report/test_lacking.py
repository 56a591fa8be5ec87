"""Whatever is missing or null in a report, or stands too deep in it: every command that reads it has one line, or a result."""

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from problems.errors import InputError
from tests import lab
from tests.calls import program
from verify.report import document, seal

FAST = ["--runs", "4", "--max-runs", "4", "--workers", "1", "--quiet"]
READERS = [
    ["render"],
    ["check"],
    ["export", "csv"],
    ["export", "bibtex"],
    ["export", "latex", "--out"],
    ["diff"],
    ["reproduce", "--out"],
]
INSTEAD = [None, None, {}, [], "x", 0, -1.5, True, "a\0b", [None], {"x": None}]
#: changes of a report that every reader is given
CHANGES = 25


@pytest.fixture(autouse=True, scope="module")
def _nothing_is_drawn_or_run() -> Iterator[None]:
    def measured(**_: object) -> None:
        raise InputError("it would be run again")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("verify.report.figures.render", lambda *_: [])
        patch.setattr("verify.commands.reproduce.measured", measured)
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    (folder / "problem.toml").write_text(lab.toml({"target": {"epsilon": 2.0}}), encoding="utf-8")
    assert program("run", "theorem-2:repaired", "-p", folder / "problem.toml", "--out", folder, *FAST).returncode == 0
    return folder


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if at:
        yield at
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in inner:
        yield from places(entry, (*at, key))


def changed(whole: dict[str, Any], at: tuple[Any, ...], instead: Any, gone: bool) -> dict[str, Any]:
    """The report without what stands there, or with something else, and with seals as if it had been written so."""
    made = copy.deepcopy(whole)
    holder = made
    for key in at[:-1]:
        holder = holder[key]
    if gone:
        del holder[at[-1]]
    else:
        holder[at[-1]] = instead
    try:
        return seal.sealed(made)
    except (LookupError, TypeError, AttributeError):
        return made


def complaints(report: Path, other: Path, out: Path) -> Iterator[str]:
    for words in READERS:
        more = [other] if words[0] == "diff" else []
        done = program(*words, *([out] if words[-1] == "--out" else []), report, *more)
        allowed = (0, 1, 2) if words[0] in ("check", "diff") else (0, 2)
        one_line = done.returncode != 2 or len(done.stderr.strip().splitlines()) == 1 or words[0] == "reproduce"
        if done.returncode not in allowed or not one_line or "Warning" in done.stderr:
            yield f"{' '.join(words)}: {done.returncode} {done.stderr}"


def test_a_report_may_lack_anything(folder: Path, tmp_path: Path) -> None:
    draw, whole = random.Random(0), document.read(folder)
    found = [at for at in places(whole) if at[0] != "seals"]
    shallow = [at for at in found if len(at) <= 4]
    told = []
    for _ in range(CHANGES):
        at, instead, gone = draw.choice(draw.choice([shallow, found])), draw.choice(INSTEAD), draw.random() < 0.4
        made = changed(whole, at, instead, gone)
        try:
            document.write(made, tmp_path / "report.json")
        except (LookupError, TypeError):  # the form on disk has no place for it
            continue
        told += [f"{at} {'gone' if gone else instead!r}: {line}" for line in complaints(tmp_path, folder, tmp_path / "out")]
    assert told == []


@pytest.mark.parametrize(
    ("at", "instead", "gone"),
    [
        (("problems", 0, "problem"), None, True), (("problems", 0, "constants"), None, False),
        (("problems", 0, "constants", 0), None, False), (("versions", "adamw-verify"), None, True),
        (("problems", 0, "text"), None, False), (("code", "key"), None, True), (("problems", 0, "place"), "", False),
        (("command",), 'adamw-verify run "', False), (("command",), "adamw-verify run --runs 0", False),
        (("command",), "adamw-verify run --seed 1_0", False),
    ],
)  # fmt: skip
def test_what_was_once_a_fault(at: tuple[Any, ...], instead: Any, gone: bool, folder: Path, tmp_path: Path) -> None:
    document.write(changed(document.read(folder), at, instead, gone), tmp_path / "report.json")
    assert list(complaints(tmp_path, folder, tmp_path / "out")) == []


@pytest.mark.parametrize("depth", [100, 500, 800, 950, 5000])
@pytest.mark.parametrize("key", ["other", "versions", "satisfiable"])
def test_nothing_stands_too_deep(depth: int, key: str, folder: Path, tmp_path: Path) -> None:
    text = (folder / "report.json").read_text(encoding="utf-8")
    whole = json.loads(text)
    deep = "[" * depth + "]" * depth
    whole[key] = "here"
    (tmp_path / "report.json").write_text(json.dumps(whole).replace('"here"', deep), encoding="utf-8")
    assert list(complaints(tmp_path, folder, tmp_path / "out")) == []
    done = program("check", tmp_path)
    assert done.returncode == 2
    assert done.one_line


@pytest.mark.parametrize("fault", [RecursionError, KeyError, TypeError, ValueError, AttributeError])
def test_a_reader_that_is_not_careful_is_found(
    fault: type[Exception], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of the program is not told as one of a report that is as it was written."""

    def careless(*_: object) -> None:
        raise fault("planted")

    monkeypatch.setattr("verify.report.compare.differences", careless)
    assert len(list(complaints(folder, folder, tmp_path / "out"))) == 2  # diff and reproduce compare
    assert program("diff", folder, folder).returncode == 70
