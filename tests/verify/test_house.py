"""The house: imports go one way, verify -> problems -> theory, and theory opens no file and runs no simulation."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("theory", "problems", "verify")
FILES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def imported(source: str) -> set[str]:
    """First names of everything a module imports, wherever the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the room"
            found.add((node.module or "").partition(".")[0])
    return found


def test_the_finder_finds() -> None:
    assert imported("def f():\n    from verify.run import decide\nimport numpy.linalg, problems.load") == {
        "verify",
        "numpy",
        "problems",
    }


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    above = {"theory": {"problems", "verify"}, "problems": {"verify"}, "verify": set()}[room]
    assert not imported(path.read_text(encoding="utf-8")) & (above | {"tests", "benchmarks"})
