"""The house: the contracts on imports (pyproject.toml) hold and can break; imports are absolute; theory opens no file."""

import ast
import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from _pytest.mark.expression import Expression

ROOT = Path(__file__).parents[1]
ROOMS = ("theory", "problems", "verify")
FILES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
#: what each contract must refuse, as a file that is planted
PLANTED = {
    "Three rooms, one direction": {"theory/planted.py": "def f():\n    import problems.load"},
    "Six floors of verify, one direction": {"verify/simulate/planted.py": "from verify.decide import plan"},
    "Certification: constants, models, search, arithmetic": {
        "problems/certify/arithmetic/planted.py": "import problems.certify.models.model"
    },
    "Only papers, studies and commands know a paper": {
        "theory/prove/planted.py": "import theory.papers.adamw.stationary",
        "verify/report/planted_paper.py": "import theory.papers.adamw.slack",
    },
    "No circles": {
        "verify/report/planted.py": "import verify.report.planted_too",
        "verify/report/planted_too.py": "import verify.report.planted",
    },
}


def lint_imports(folder: Path) -> tuple[int, str]:
    """Exit status and words of import-linter on the checkout in `folder`."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return done.returncode, done.stdout


def test_imports_keep_the_contracts() -> None:
    status, said = lint_imports(ROOT)
    assert status == 0, said


def test_every_contract_can_break(tmp_path: Path) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert {contract["name"] for contract in contracts} == PLANTED.keys()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("*.toml", "data", "__pycache__"))
    for files in PLANTED.values():
        for name, text in files.items():
            (tmp_path / name).write_text(text)
    status, said = lint_imports(tmp_path)
    assert status == 1
    assert {name: f"{name} BROKEN" in said for name in PLANTED} == dict.fromkeys(PLANTED, True)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_are_absolute_and_leave_tests_alone(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the room"
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [getattr(node, "module", None) or ""]
        assert not {name.partition(".")[0] for name in names} & {"tests", "benchmarks"}


def test_the_picture_is_that_of_the_imports() -> None:
    spec = importlib.util.spec_from_file_location("architecture", ROOT / "docs" / "architecture.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    assert made.PICTURE.read_text(encoding="utf-8") == made.svg(), "make picture"
    folders = {
        str(path.parent.relative_to(ROOT)) for room in ("theory", "verify") for path in ROOT.glob(f"{room}/*/__init__.py")
    }
    assert folders <= made.BOXES.keys()
    arrows = made.imports()
    assert len(set(made.places(arrows).values())) == len(made.BOXES), "one box hides another"
    assert not any(name in made.reached(arrows, name) for name in made.BOXES)


def test_every_place_that_the_page_names_exists() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    places = re.findall(r"`([\w./*]+/[\w./*]*)`", page)
    assert len(places) > 30

    def found(name: str) -> bool:
        return any(ROOT.glob(name)) or any(any((ROOT / room).rglob(name)) for room in ROOMS)

    assert not [name for name in places if not found(name.rstrip("/"))]


def test_tests_mirror_the_rooms() -> None:
    folders = {path.parent.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("test_*.py")}
    apart = {Path(), Path("peers"), Path("faults")}  # about all rooms at once
    assert not [str(folder) for folder in folders - apart if not (ROOT / folder / "__init__.py").is_file()]


def opened(source: str) -> set[str]:
    """Names by which a module opens files."""
    nodes = list(ast.walk(ast.parse(source)))
    called = {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    used = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return called & {"open"} | used & {"open", "read_text", "read_bytes", "write_text", "write_bytes", "loadtxt", "savez"}


def test_theory_opens_no_file() -> None:
    assert opened("from pathlib import Path\nPath('a').read_text()\nopen('b')") == {"read_text", "open"}
    # what imports folders of one's own reads their source, as the import system does
    loader = ROOT / "theory" / "outside" / "__init__.py"
    # this one is no part of the program: it is exported beside the certificates that it checks
    script = ROOT / "theory" / "prove" / "certificate_check.py"
    for path in sorted(set((ROOT / "theory").rglob("*.py")) - {loader, script}):
        assert not opened(path.read_text(encoding="utf-8")), path


def test_every_test_is_run_once_and_by_ci() -> None:
    """Whatever marks it has: by one of the targets of make that run tests, all of which `.ci/run` makes."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    lines = {
        target: shlex.split(line) for target, line in re.findall(r"^(\w+):.*\n\t(\S+ -m pytest .*)", makefile, re.MULTILINE)
    }
    chosen = {target: Expression.compile(words[-words[::-1].index("-m")]) for target, words in lines.items()}
    assert sorted(chosen) == ["peers", "test", "thorough"]
    for marks in ((), ("peers",), ("thorough",), ("peers", "thorough")):
        assert sum(words.evaluate(lambda name, marks=marks: name in marks) for words in chosen.values()) == 1, marks
    ci = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert {f"make {target}" for target in chosen} <= {*ci}


@pytest.mark.xdist_group("house")
def test_a_group_is_seen_where_tests_are_dealt(request: pytest.FixtureRequest) -> None:
    """At the end of a test's name: without it every worker certifies, simulates and compiles what a group shares."""
    assert request.node.nodeid.endswith("@house") == request.config.getoption("loadgroup", False)
