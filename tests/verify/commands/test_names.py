"""Names of problems are text: no markup, mathematics, table borders or file names."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.mathtext import MathTextParser

from tests import lab
from tests.calls import program
from verify.report.names import file_names, in_figure, in_markdown, spelled

WILD = ["cost $5_{x vs $6", "[/]*b* `c`", "x" * 250, "a|b \\", "<script>alert(1)</script>", "猫"]
FAST = ["--runs", "4", "--max-runs", "4", "--workers", "1"]


def well(folder: Path, name: str) -> Path:
    path = folder / f"{len(list(folder.glob('*.toml')))}.toml"
    path.write_text(lab.toml({"problem": {"name": name}, "target": {"epsilon": 2.0}}), encoding="utf-8")
    return path


def test_every_command_prints_any_name(tmp_path: Path) -> None:
    """All at once: the report of problems whose names are none of them harmless."""
    files = [word for name in WILD for word in ("-p", well(tmp_path, name))]
    done = program("run", "theorem-2:repaired", *files, "--out", tmp_path / "out", *FAST)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr
    assert all(name[:40] in done.stdout for name in WILD)
    text = (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    assert "<script>" not in text
    assert "a|b" not in text
    assert "a&#124;b" in text
    drawn = {path.name for path in (tmp_path / "out" / "figures").iterdir()}
    assert len([name for name in drawn if name.endswith("-objectives.svg")]) == len(WILD)
    assert all(len(name.encode()) < 120 for name in drawn)
    for command in (["bound", "theorem-2:repaired"], ["certify"]):
        told = program(*command, *(files if command[0] == "bound" else files[1::2]))
        assert told.returncode == 0, told.stderr
        assert all(name[:40] in told.stdout for name in WILD)


@pytest.mark.parametrize("name", ["a\nb", "a\tb", "\x1b[31m", "\u202e", "\x00"])
def test_a_name_that_does_not_print_is_refused(name: str, tmp_path: Path) -> None:
    done = program("bound", "theorem-2", "-p", well(tmp_path, name))
    assert done.returncode == 2
    assert done.one_line, done.stderr
    assert "name" in done.stderr


def test_two_names_never_share_a_picture() -> None:
    names = ["well one", "well-one", "Well one", "well_one", "x" * 250, "x" * 251, "other"]
    found = file_names(names)
    assert len(set(found.values())) == len(names)
    assert found["other"] == "other"


@given(st.lists(st.text(max_size=300), unique=True))
def test_file_names_are_file_names(names: list[str]) -> None:
    found = file_names(names)
    assert len(set(found.values())) == len(names)
    assert all(len(name.encode()) <= 200 and "/" not in name and "\0" not in name for name in found.values())


@given(st.text(st.characters(codec="ascii", exclude_categories=["C"]), max_size=80))
def test_no_name_is_mathematics(name: str) -> None:
    parsed = in_figure(name)
    assert parsed.count("$") == parsed.count(r"\$")
    assert MathTextParser("agg") is not None


@given(st.text(max_size=80))
def test_no_name_is_markup(name: str) -> None:
    shown = in_markdown(name)
    assert not set(shown) & set("<>|`*[]$\\")
    assert in_markdown("rational_well (2)") == "rational_well (2)"


def test_a_name_is_spelled_wherever_it_stands() -> None:
    found = spelled({"a|b": ["of a|b", {"x": "a|b"}], "command": "run a|b"}, {"a|b": "a&#124;b", "a": "a"})
    assert found == {"a&#124;b": ["of a&#124;b", {"x": "a&#124;b"}], "command": "run a|b"}
