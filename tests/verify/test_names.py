"""Nobody compares an algorithm's name: what must be known of it, it declares."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from theory.algorithms import all_algorithms

ROOT = Path(__file__).parents[2]
NAMES = frozenset(all_algorithms())
#: the algorithms themselves; claims name what they speak of and studies what they run, but neither may compare
OWN = ("theory/algorithms/",)
MAY_NAME = ("theory/papers/", "verify/studies/")
FILES = [path for room in ("theory", "problems", "verify") for path in sorted((ROOT / room).rglob("*.py"))]


def strings(node: ast.AST) -> Iterator[str]:
    """The strings of a literal, and of a tuple, list, set or the keys of a dictionary of them."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        for entry in node.elts:
            yield from strings(entry)
    elif isinstance(node, ast.Dict):
        for key in node.keys:
            yield from strings(key) if key is not None else ()


def compared(source: str) -> list[int]:
    """Lines that compare with the name of an algorithm, as it stands there or under the name of a constant of the module."""
    tree = ast.parse(source)
    constants = {
        target.id: set(strings(node.value)) & NAMES
        for node in tree.body
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and not isinstance(node.value, ast.Dict)
        if all(isinstance(entry, ast.Constant) for entry in getattr(node.value, "elts", ()))
    }
    found = []
    for node in ast.walk(tree):
        sides: list[ast.AST] = []
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
        elif isinstance(node, ast.MatchValue):
            sides = [node.value]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
            sides = [node.func.value]
        if any(set(strings(side)) & NAMES or constants.get(getattr(side, "id", "")) for side in sides):
            found.append(node.lineno if hasattr(node, "lineno") else node.value.lineno)
    return found


PLANTED = {
    'if a.name == "adamw": pass': [1],
    'x = a.name in ("adam", "other")': [1],
    'DECAYING = ("adamw", "adamw-d")\nif a.name not in DECAYING: pass': [2],
    'match a.name:\n    case "l2-adam":\n        pass': [2],
    'why = {"adamw": 1}.get(a.name)': [1],
    'if (first, second) == ("adamw", "l2-adam"): pass': [1],
    'name = "adamw"\nif kind is Decay.NONE: pass': [],
    'run("adamw")': [],
}


@pytest.mark.parametrize("source", PLANTED)
def test_the_finder_finds(source: str) -> None:
    assert compared(source) == PLANTED[source]


def test_no_name_of_an_algorithm_is_compared() -> None:
    found = {}
    for path in FILES:
        where = path.relative_to(ROOT).as_posix()
        if not where.startswith(OWN):
            found[where] = compared(path.read_text(encoding="utf-8"))
    assert {where: lines for where, lines in found.items() if lines} == {}


def test_no_name_of_an_algorithm_stands_outside_claims_and_studies() -> None:
    found = []
    for path in FILES:
        where = path.relative_to(ROOT).as_posix()
        if not where.startswith((*OWN, *MAY_NAME)):
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            found += [(where, n.lineno) for n in nodes if isinstance(n, ast.Constant) and n.value in NAMES]
    assert found == []
