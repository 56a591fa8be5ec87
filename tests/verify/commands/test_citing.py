"""A report is cited, checked and run again from itself alone."""

import csv
import io
import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.calls import program
from verify.report import document, export, packed, seal

ROOT = Path(__file__).parents[3]
REFERENCE = ROOT / "reports" / "reference"
FAST = ["--runs", "8", "--max-runs", "8", "--workers", "1", "--quiet"]
PROBLEM = """
[problem]
name = "small & odd_name {"
family = "least-squares"
start = 0.2
region = 0.5

[problem.parameters]
data = "small.csv"
label = "y"

[noise]
kind = "sampling"
batch = 4

[algorithm]
name = "adamw-d"
delta = 20.0
beta_2 = 0.01
lambda = 0.1

[target]
epsilon = 0.5
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of a changed problem with a data file; the problem's file is gone, its data are in `elsewhere`."""
    folder = tmp_path_factory.mktemp("citing")
    (folder / "gone").mkdir()
    (folder / "elsewhere").mkdir()
    rows = "\n".join(f"{(j % 3) / 4},{(j * 7 % 5) / 8},{j % 2}" for j in range(12))
    (folder / "gone" / "small.csv").write_text(f"a,b,y\n{rows}\n", encoding="utf-8")
    (folder / "gone" / "well.toml").write_text(PROBLEM, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("verify.report.figures.render", lambda *_: [])
        done = program("run", "theorem-2:repaired", "-p", folder / "gone" / "well.toml", "--out", folder / "out", *FAST)
    assert done.returncode == 0, done.stderr
    (folder / "gone" / "small.csv").rename(folder / "elsewhere" / "small.csv")
    shutil.rmtree(folder / "gone")
    return folder


@pytest.fixture
def _no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verify.report.figures.render", lambda *_: [])


def test_check_finds_one_altered_number(folder: Path, tmp_path: Path) -> None:
    assert program("check", folder / "out").returncode == 0
    stored = json.loads((folder / "out" / "report.json").read_text("utf-8"))
    stored["results"] = packed.lengthened(stored["results"])
    place = next(j for j, bound in enumerate(stored["results"]["bound"]) if bound)
    stored["results"]["bound"][place] *= 1.0 + 1e-15
    (tmp_path / "report.json").write_text(json.dumps(stored), encoding="utf-8")
    done = program("check", tmp_path, "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == [f"results[{place}].bound"]
    assert f"altered: results[{place}].bound" in program("check", tmp_path / "report.json").stdout
    for words in (("reproduce", tmp_path), ("export", "csv", tmp_path)):
        assert program(*words).returncode == 2


@pytest.mark.usefixtures("_no_figures")
def test_a_report_is_run_again_without_its_files_and_a_false_verdict_is_found(folder: Path, tmp_path: Path) -> None:
    words = ["--out", tmp_path / "again", "--workers", 1]
    lost = program("reproduce", folder / "out", *words)
    assert lost.returncode == 2
    assert lost.one_line
    assert "small.csv" in lost.stderr
    said = document.read(folder / "out")
    row = next(row for row in said["results"] if row["verdict"] == "HOLDS")
    row["verdict"] = "VIOLATED"
    document.write(seal.sealed(said), tmp_path / "report.json")
    done = program("reproduce", tmp_path, *words, "--data", folder / "elsewhere", "--json")
    assert done.returncode == 1, done.stderr
    (found,) = json.loads(re.findall(r"^\[$.*?^\]$", done.stdout, re.DOTALL | re.MULTILINE)[-1])
    assert (found["what"], found["before"], found["after"]) == ("verdict", "VIOLATED", "HOLDS")
    assert program("diff", folder / "out", tmp_path / "again", "--tolerance", 0).stdout.strip() == "no differences"


def test_a_run_does_not_replace_the_report_of_another(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "out", tmp_path / "out")
    done = program("run", "theorem-2:repaired", "-p", ROOT / "problems/rational_well.toml", "--out", tmp_path / "out", *FAST)
    assert done.returncode == 2
    assert "--force" in done.stderr
    assert (tmp_path / "out" / "report.json").read_bytes() == (folder / "out" / "report.json").read_bytes()


def test_every_row_is_in_the_csv(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(program("export", "csv", folder / "out").stdout)))
    results = document.read(folder / "out")["results"]
    assert len(rows) == len(results)
    for row, result in zip(rows, results, strict=True):
        assert (row["part"], row["verdict"], row["problem"]) == (result["part"], result["verdict"], "small & odd_name {")
        assert row["bound"] == ("" if result["bound"] is None else str(result["bound"]))


def compiled(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace")
    assert done.returncode == 0, done.stdout[-3000:]
    return done.stdout


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
def test_latex_and_bibtex_take_an_export(folder: Path, tmp_path: Path) -> None:
    done = program("export", "latex", folder / "out", "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    assert {path.suffix for path in (tmp_path / "figures").iterdir()} == {".pdf"}
    report = document.read(REFERENCE)
    (tmp_path / "all.tex").write_text(export.latex(report, []), encoding="utf-8")
    (tmp_path / "paper.tex").write_text(
        r"\documentclass{article}\usepackage{amsmath,amssymb,booktabs,longtable,graphicx}\begin{document}"
        r"\input{report}\input{all}\nocite{*}\bibliographystyle{plain}\bibliography{report}\end{document}",
        encoding="utf-8",
    )
    latex = ("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper.tex")
    compiled(tmp_path, *latex)
    said = compiled(tmp_path, "bibtex", "paper")
    assert "Warning" not in said, said
    assert "undefined" not in compiled(tmp_path, *latex).lower()
    listed = (tmp_path / "paper.bbl").read_text("utf-8")
    found = document.read(folder / "out")
    for told in (found["id"], "adamw-verify developers", "pypi.org", found["created"][:4], found["versions"]["adamw-verify"]):
        assert told in listed.replace("\n  ", " ")


@pytest.mark.parametrize("text", ["50 % of $x_1$ & {y} #2 ~ ^ \\input{x}", "ε ≤ 10⁻³", "“quoted” 中 é"])
def test_text_is_text_in_latex(text: str) -> None:
    said = export.latex_text(text)
    assert said.isascii()
    assert "\\input" not in said
    assert not re.search(r"(?<!\\)[&#%_]", re.sub(r"\$[^$]*\$", "", said))


def test_the_citation_file_is_in_step_with_the_version() -> None:
    said = (ROOT / "CITATION.cff").read_text("utf-8")
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"\nversion: {version}\n" in said
    assert f'url: "{export.URL}"' in said
    assert f'name: "{export.AUTHOR}"' in said


def test_a_line_that_begins_with_a_bracket_is_no_length() -> None:
    first, second = export._lines("lies in\n[0, 1]").splitlines()
    assert first.endswith("\\\\{}")
    assert second == "[0, 1]"
