"""The documentation does what it says: every command in it runs, every link leads somewhere, every make target exists."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from benchmarks import exponents
from benchmarks.transcript import SHOWN, printed
from tests.calls import Done, program
from verify.report import document

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
#: appended to the commands that measure, so that the whole documentation runs in seconds; the last of two options counts
SHORT = {
    "run": ["--runs", "8", "--max-runs", "8", "--epsilon", "1.0", "--workers", "1"],
    "attack": ["--variant", "repaired", "--candidates", "1", "--workers", "1"],
}


def commands() -> list[tuple[str, str]]:
    """(page, command line) of every line of a console block that is a command of the program, once, without its comment."""
    found = {}
    for page in PAGES:
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            for line in block.splitlines():
                line = re.split(r"\s#\s", line.removeprefix("$ "))[0].strip()
                if line.startswith("adamw-verify") and not line.startswith("adamw-verify:"):
                    found[line] = page.name
    return sorted((page, line) for line, page in found.items())


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the shipped problems and the reference report, in which commands write what they like."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "problems", folder / "problems", ignore=shutil.ignore_patterns("*.py", "__pycache__", "certify"))
    shutil.copytree(ROOT / "reports" / "reference", folder / "reports" / "reference")
    text = (ROOT / "problems" / "rational_well.toml").read_text(encoding="utf-8")
    (folder / "too_small.toml").write_text(text.replace("c_inf = 0.95", "c_inf = 0.5"), encoding="utf-8")
    (folder / "my_problem.toml").write_text(text, encoding="utf-8")
    run("adamw-verify run lemma-1 --problem my_problem.toml --out reports/mine", folder)
    return folder


def run(line: str, folder: Path) -> Done:
    words = shlex.split(line)[1:]
    extra = SHORT.get(words[0], [])
    if "--set target.epsilon" in line:  # which gives the target
        extra = [word for word in extra if word not in ("--epsilon", "1.0")]
    if words[0] == "run":
        extra = [*extra, "--force", *([] if "--out" in words else ["--out", "reports/latest"])]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return program(*words, *extra)


@pytest.mark.thorough
@pytest.mark.parametrize(("page", "line"), commands())
def test_every_command_in_the_documentation_runs(page: str, line: str, workspace: Path) -> None:
    if shlex.split(line)[1:] == ["audit"] or (" audit" in line and len(shlex.split(line)) == 2):
        line += " lemma-3"  # one claim stands for all; the whole audit has tests of its own
    done = run(line, workspace)
    expected = {2} if "too_small" in line else {0, 1} if "--scale-bound" in line or " diff " in line else {0}
    assert done.returncode in expected, f"{page}: {line}\n{done.stdout}\n{done.stderr}"


@pytest.mark.thorough
def test_the_refusal_in_the_documentation_is_the_programs(workspace: Path) -> None:
    said = run("adamw-verify run theorem-2 --problem too_small.toml", workspace).stderr.strip()
    assert said in (ROOT / "docs" / "problem-files.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_exist(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_make_targets_in_the_documentation_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            for target in re.findall(r"^make ([a-z]+)", block, re.MULTILINE):
                assert target in targets, f"{page.name}: make {target}"


@pytest.mark.thorough
def test_the_readme_shows_what_the_program_prints() -> None:
    """The transcript is run again (`python -m benchmarks.transcript` writes it)."""
    shown = SHOWN.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert shown is not None
    first = shown.group(2).splitlines()[0]
    assert first.startswith("$ adamw-verify run theorem-2")
    assert printed(first) == shown.group(2)


def test_the_exponents_are_those_of_the_reference_report() -> None:
    """`python -m benchmarks.exponents` writes them; a changed digit is seen."""
    page = exponents.PAGE.read_text(encoding="utf-8")
    report = document.read(exponents.REPORT)
    assert exponents.written(page, report) == page
    assert len(exponents.TABLE.findall(page)) == 2
    report["studies"]["rates"]["data"]["lines"][-1]["fitted"][0] += 1.0
    assert exponents.written(page, report) != page
