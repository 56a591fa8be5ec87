"""Numbers of options and of problem files: ASCII decimals of a size that can be used, or one line; streams that are closed."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from typer.main import get_command

from tests import lab
from tests.calls import program
from verify.commands import cli
from verify.simulate.averages import Averages
from verify.simulate.cost import floats
from verify.simulate.ensemble import Ensemble
from verify.simulate.measure import TRAJECTORY_RUNS, Largest

VALUES = ["nan", str(10**30), "inf", "-1", "5e-324", "1e308", str(-(10**30))]
WRITTEN = ["1_0", "\u0661", "0x10", "1,0", " ", "1" * 500, "--1"]
EVERY = [(command, option.name) for command in cli.COMMANDS for option in cli._imported(command).params]


def numeric(command: str, name: str) -> bool:
    file, function, _ = cli.COMMANDS[command]
    kind = get_type_hints(getattr(__import__(f"verify.commands.{file}", fromlist=[function]), function)).get(name)
    return bool({int, float} & {kind, *get_args(kind)})


OPTIONS = [(command, str(name)) for command, name in EVERY if numeric(command, str(name))]


def flag(command: str, name: str) -> str:
    return next(str(option.opts[0]) for option in cli._imported(command).params if option.name == name)


def test_every_command_is_looked_at() -> None:
    assert {command for command, _ in OPTIONS} >= {"run", "bound", "cover", "reproduce", "basin", "audit", "certify", "attack"}
    assert get_command(cli.app) is not None


@pytest.mark.parametrize(("command", "name", "written"), [(*o, WRITTEN[j % len(WRITTEN)]) for j, o in enumerate(OPTIONS)])
def test_options_are_ascii_decimals(command: str, name: str, written: str) -> None:
    for text in {written, "1_0"}:
        done = program(command, "x", flag(command, name), text)
        assert done.returncode == 2, (text, done.stderr)
        assert done.one_line, done.stderr
        assert flag(command, name) in done.stderr


@pytest.mark.parametrize(("command", "name", "value"), [(*o, VALUES[j % len(VALUES)]) for j, o in enumerate(OPTIONS)])
def test_no_number_of_an_option_is_a_fault(command: str, name: str, value: str, tmp_path: Path) -> None:
    """With a file that does not exist, so that nothing is run: what is looked at first is the number, or the file."""
    done = program(command, tmp_path / "nothing", flag(command, name), value)
    assert done.returncode == 2, done.stderr
    assert done.one_line, done.stderr


KEYS = [
    *(("problem", key) for key in ("name", "family", "dimension", "start", "region", "other")),
    ("problem.parameters", "amplitude"),
    *(("noise", key) for key in ("kind", "scale", "batch", "replacement")),
    *(("constants", key) for key in ("L", "mu", "minimum")),
    *(("algorithm", key) for key in ("name", "delta", "beta_2", "lambda", "beta_1", "eta", "T")),
    *(("target", key) for key in ("epsilon", "eps_stage")),
    ("known", "violated"),
]


NUMBERS = ["9" * 400, "0x" + "F" * 300, "-" + "9" * 20, "9" * 5000, "0b" + "1" * 70]


@pytest.mark.parametrize(("table", "key", "number"), [(*k, NUMBERS[j % len(NUMBERS)]) for j, k in enumerate(KEYS)])
def test_whole_numbers_of_a_problem_file_have_64_bits(table: str, key: str, number: str, tmp_path: Path) -> None:
    path, mark = tmp_path / "problem.toml", 77777777
    for written in (number, f"[1.0, {number}]"):
        path.write_text(lab.toml({table: {key: mark}}).replace(str(mark), written), encoding="utf-8")
        done = program("bound", "theorem-2", "-p", path)
        assert done.returncode == 2, done.stderr
        assert done.one_line, done.stderr
        assert len(done.stderr) < 500
        assert key in done.stderr or "digits" in done.stderr


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        *(
            (f"eq-18={factor}", ["a factor that is 0 or in"])
            for factor in ("1e308", "1e-320", "1_0", "\u0661", "nan", "-1", "")
        ),
    ],
)
def test_a_planted_factor_is_a_number_that_bounds_can_have(wish: str, words: list[str]) -> None:
    done = program("run", "theorem-2", "--scale-bound", wish)
    assert done.returncode == 2
    assert done.one_line, done.stderr
    assert all(word in done.stderr for word in words)


@pytest.mark.parametrize("convention", ["torch", "optax", "keras", "paper"])
@pytest.mark.parametrize("written", ["1_0", "\u0661"])
def test_settings_are_ascii_decimals(convention: str, written: str) -> None:
    name = {"torch": "lr", "paper": "eta"}.get(convention, "learning_rate")
    done = program("cover", "theorem-2", f"--{convention}", f"{name}={written}")
    assert done.returncode == 2, done.stderr
    assert f"{name}={written} must be a number" in done.stderr


FULL = Path("/dev/full")


@pytest.mark.parametrize(
    ("words", "streams", "status"),
    [
        ("list", "1>&-", 74), ("list", "1>&- 2>&- 0<&-", 74), ("--version", "1>&-", 74), ("list --json", "1>/dev/full", 74),
        ("list", "1>/dev/full 2>/dev/full", 74), ("list", "1>/dev/null 2>&-", 0),
        ("run nothing-99", "2>/dev/full", 2),
        ("certify nothing.toml", "1>&- 2>&-", 2),
    ],
)  # fmt: skip
@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full")
def test_a_stream_that_cannot_be_written_to_does_not_change_what_the_status_says(words: str, streams: str, status: int) -> None:
    command = f"{sys.executable} -m verify {words} {streams}"
    done = subprocess.run(["sh", "-c", command], check=False, capture_output=True, text=True, env=dict(os.environ))
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run", "theorem-2:repaired", "--runs", 10**9], "1000000000 runs on .* need about .* GB"),
        (["run", "theorem-2:repaired", "--max-runs", 10**9], "1000000000 runs on .* need about .* GB"),
        (["cover", "theorem-2:repaired", "--torch", "steps=1000", "--runs", 10**9], "1000000000 runs on .* need about .* GB"),
        (["cover", "theorem-2:repaired", "--torch", "steps=1e9", "--runs", 10**5], "1e.09 steps take about .* days"),
    ],
)
def test_what_costs_too_much_is_not_begun(words: list[object], said: str, tmp_path: Path) -> None:
    path = tmp_path / "problem.toml"
    path.write_text(lab.toml({"target": {"epsilon": 2.0}}), encoding="utf-8")
    done = program(*words, "-p", path, *(["--out", tmp_path / "out"] if words[0] == "run" else []))
    assert done.returncode == 2, done.stderr
    assert done.one_line
    assert re.search(said, done.stderr)
    assert not (tmp_path / "out").exists()


def test_what_is_estimated_is_what_is_kept(tmp_path: Path) -> None:
    laid = replace(lab.experiment(lab.problem(tmp_path), "adamw", 5), reducers=(Averages(("F",)), Largest(("x_sup",))))
    kept = Ensemble(laid).run(range(TRAJECTORY_RUNS, TRAJECTORY_RUNS + 7))
    assert floats(laid) == sum(value.size for value in kept.values()) / 7
