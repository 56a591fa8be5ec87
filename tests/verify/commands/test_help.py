"""What every command says of itself."""

import json
import tomllib
from pathlib import Path

import pytest

from tests.calls import program
from verify.commands.cli import COMMANDS, EXAMPLES

PROBLEM = str(Path(__file__).parents[3] / "problems" / "rational_well.toml")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_an_example(command: str) -> None:
    done = program(command, "--help")
    assert done.returncode == 0
    said = " ".join(done.stdout.split())
    assert f"Example: adamw-verify {command} {EXAMPLES[command]}".rstrip()[:60] in said


@pytest.mark.parametrize(
    "words",
    [("list",), ("show", "theorem-2:repaired"), ("bound", "theorem-2:repaired", "--problem", PROBLEM)],
    ids=lambda w: w[0],
)
def test_what_is_told_is_told_as_json_too(words: tuple[str, ...]) -> None:
    done = program(*words, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert {"list": "claim", "show": "statement", "bound": "hypotheses"}[words[0]] in told[0]


def test_the_version() -> None:
    version = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert program("--version").stdout == f"adamw-verify {version}\n"
