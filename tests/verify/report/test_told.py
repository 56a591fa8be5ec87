"""What `list` and `show` say is kept: the same again, made anew where anything that it comes from has changed."""

import json
from pathlib import Path

import pytest

from problems.kept import cache_folder
from theory.outside import named
from verify.report import told as module
from verify.report.told import told


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def never() -> str:
    raise AssertionError("this was said before")


def test_what_was_said_is_not_made_again() -> None:
    assert told(["show", "a"], (), lambda: ["x", {"y": 1}]) == ["x", {"y": 1}]
    assert told(["show", "a"], (), never) == ["x", {"y": 1}]
    assert told(["show", "b"], (), lambda: "another") == "another"


def test_an_answer_that_was_altered_is_made_again() -> None:
    told(["list"], (), lambda: "right")
    (kept,) = (cache_folder("told") or Path()).glob("*.json")
    kept.write_bytes(kept.read_bytes().replace(b"right", b"wrong"))
    assert told(["list"], (), lambda: "right") == "right"
    assert json.loads(kept.read_bytes().partition(b"\n")[2]) == "right"


def test_a_changed_folder_of_ones_own_is_told_anew(tmp_path: Path) -> None:
    file = tmp_path / "mine" / "claim.py"
    file.parent.mkdir()
    file.write_text("CLAIMS = ()\n")
    assert told(["list"], named([file.parent]), lambda: 1) == 1
    file.write_text("CLAIMS = ()  # changed\n")
    assert told(["list"], named([file.parent]), lambda: 2) == 2


SOURCES = ["theory/claim.py", "theory/papers/adamw/tactics.json", "theory/kernel/built.txt", "verify/a.py"]


@pytest.mark.parametrize("place", SOURCES)
def test_a_changed_source_is_told_anew(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "house" / place
    file.parent.mkdir(parents=True)
    file.write_text("before")
    monkeypatch.setattr(module, "__file__", str(tmp_path / "house" / "verify" / "commands" / "told.py"))
    before = module.key_of(["list"], ())
    file.write_text("after")
    module._sources.cache_clear()
    assert module.key_of(["list"], ()) != before


def test_without_a_place_to_keep_it_an_answer_is_made_every_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert [told(["list"], (), lambda: 1), told(["list"], (), lambda: 2)] == [1, 2]
