"""Names of problems are text: no markup, mathematics, table borders or file names."""

import html
import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from matplotlib.mathtext import MathTextParser

from tests import lab
from tests.calls import program
from verify.report.names import file_names, in_cell, in_figure, in_markdown, spelled

WILD = ["cost $5_{x vs $6", "[/]*b* `c`", "x" * 250, "a|b \\", "<script>alert(1)</script>", "猫", "&#124; &lt; _u_ v_"]
FAST = ["--runs", "4", "--max-runs", "4", "--workers", "1"]


def well(folder: Path, name: str) -> Path:
    count = len(list(folder.glob("*.toml")))
    path = folder / (FILES[count] if count < len(FILES) else f"{count}.toml")
    path.write_text(lab.toml({"problem": {"name": name}, "target": {"epsilon": 2.0}}), encoding="utf-8")
    return path


def shown(text: str) -> tuple[list[list[list[str]]], str]:
    """What a reader sees of Markdown: the cells of every table, row by row, and all of the text."""
    parser = MarkdownIt("commonmark").enable("table")
    tables: list[list[list[str]]] = []
    plain: list[str] = []
    before = ""
    for token in parser.parse(text):
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append([])
        elif token.type == "inline":
            said = html.unescape(re.sub(r"</?code>", "", "".join(map(of, token.children or ()))))
            plain.append(said)
            if before in ("td_open", "th_open"):
                tables[-1][-1].append(said)
        before = token.type
    return tables, "\n".join(plain)


def of(token: Token) -> str:
    """A piece of a line: its text, escaped; HTML as it is, which is found by that."""
    return token.content if token.type == "html_inline" else "\n" if "break" in token.type else html.escape(token.content)


FILES = ["a|b`c.toml", "$x_1$ <b>.toml", "[l](u) &#124; *s*.toml"]


def test_every_command_prints_any_name(tmp_path: Path) -> None:
    """All at once: the report of problems whose names are none of them harmless."""
    files = [word for name in WILD for word in ("-p", well(tmp_path, name))]
    done = program("run", "theorem-2:repaired", *files, "--out", tmp_path / "out", *FAST)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr
    assert all(name[:40] in done.stdout for name in WILD)
    text = (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    tables, plain = shown(text)
    for table in tables[1:]:
        width = {len(row) for row in table}
        assert len(width) == 1, table[0]
    cells = [cell for table in tables for row in table for cell in row]
    assert all(cells.count(name) > 2 for name in WILD)
    assert "<script>" not in text
    command = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["command"]
    assert command in cells
    assert f"command {command}." in plain
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


@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1, max_size=80))
@example("__0__")
def test_a_cell_shows_the_name_that_it_is_given(name: str) -> None:
    name = " ".join(name.split()) or "x"
    for cell in (in_cell(in_markdown(name)), in_markdown(name), in_cell(name.replace("&", "+"))):
        tables, _ = shown(f"| a | b |\n|---|---|\n| of {cell} | 1 |\n")
        assert tables[0][1] in ([f"of {name}", "1"], [f"of {name.replace('&', '+')}", "1"])


def test_a_name_is_spelled_wherever_it_stands() -> None:
    found = spelled({"a|b": ["of a|b", {"x": "a|b"}], "command": "run a|b"}, {"a|b": "a&#124;b", "a": "a"})
    assert found == {"a&#124;b": ["of a&#124;b", {"x": "a&#124;b"}], "command": "run a|b"}
