"""A figure is drawn once: again only where it shows something else, or where what was kept is not whole."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from problems.kept import cache_folder
from verify.report import drawers as module
from verify.report.drawers import Drawers


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def draw(name: str, content: str, folder: Path) -> str:
    (folder / f"{name}.svg").write_text(content)
    return f"shows {content}"


def drawn(folder: Path, *names: str, many: int = 100, work: Callable[..., Any] = draw) -> dict[str, str]:
    folder.mkdir(exist_ok=True)
    with Drawers(folder) as drawers:
        begun = drawers.begin([((name, [1.5, name]), partial(work, name, f"<{name}>")) for name in names], many)
        assert [one() for one in begun] == [f"shows <{name}>" for name in names]
    return {file.name: file.read_text() for file in folder.iterdir()}


def never(name: str, content: str, folder: Path) -> str:
    raise AssertionError(f"{name} was drawn before")


def test_what_was_drawn_is_put_there_again(tmp_path: Path) -> None:
    first = drawn(tmp_path / "first", "a", "b")
    assert first == {"a.svg": "<a>", "b.svg": "<b>"}
    assert drawn(tmp_path / "again", "b", "a", work=never) == first
    assert drawn(tmp_path / "more", "a", "c") == {"a.svg": "<a>", "c.svg": "<c>"}


def test_a_kept_figure_that_was_altered_is_drawn_again(tmp_path: Path) -> None:
    drawn(tmp_path / "first", "a")
    (kept,) = (cache_folder("told") or Path()).glob("*.json")
    kept.write_bytes(kept.read_bytes().replace(b"<a>", b"<b>"))
    assert drawn(tmp_path / "again", "a") == {"a.svg": "<a>"}


def test_processes_draw_many_and_the_same(tmp_path: Path) -> None:
    assert drawn(tmp_path / "many", "a", "b", "c", many=3) == {f"{name}.svg": f"<{name}>" for name in "abc"}
    assert drawn(tmp_path / "again", "a", "b", "c", many=3, work=never).keys() == {"a.svg", "b.svg", "c.svg"}


def test_few_begin_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "processes", lambda: pytest.fail("a process was begun"))
    drawn(tmp_path / "few", "a", "b", many=3)


def test_a_work_that_fails_is_told(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="a was drawn"):
        drawn(tmp_path, "a", work=never)
    assert not list(tmp_path.glob("*.svg"))
