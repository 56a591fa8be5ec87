"""The command: its numbers, and one line for bad input."""

import sys
from pathlib import Path

import pytest

from verify.commands.cli import main

GOOD = "2,0.5\n0.5,1\n"


def basin(folder: Path, patch: pytest.MonkeyPatch, text: str, *words: str) -> int:
    """Exit status of the command on a file with this text."""
    path = folder / "h.csv"
    path.write_text(text, encoding="utf-8")
    patch.setattr(sys, "argv", ["adamw-verify", "basin", str(path), *words])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def test_only_theorem_7_s_closed_form_is_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert basin(tmp_path, monkeypatch, GOOD) == 0
    errors = {line.split()[0]: float(line.split()[1]) for line in capsys.readouterr().out.splitlines()[1:] if line.strip()}
    assert errors["AdamW"] < 1e-12
    assert errors["Adam"] < 1e-12
    assert errors["l2-Adam"] > 1e-3


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("2,0.5\n0.4,1\n", (), "H must be symmetric: H[0,1]=0.5 but H[1,0]=0.4"),
        ("1,2\n2,1\n", (), "H must be positive definite: its least eigenvalue is -1"),
        ("1,a\n2,1\n", (), 'row 1, column "2": "a" is not a number'),
        ("1,2\n2\n", (), "row 2: 1 numbers where the first row has 2"),
        ("1,2\n2,4\n", (), "H must be positive definite: its least eigenvalue is"),
        (GOOD, ("--rho", "0"), "rho=0 must be greater than 0"),
        (GOOD, ("--rho", "-1"), "rho=-1 must be greater than 0"),
        (GOOD, ("--rho", "nan"), "rho=nan must be greater than 0"),
        (GOOD, ("--tau", "0"), "tau=0 must lie in (0, 1)"),
        (GOOD, ("--tau", "1"), "tau=1 must lie in (0, 1)"),
        (GOOD, ("--tau", "-0.1"), "tau=-0.1 must lie in (0, 1)"),
        (GOOD, ("--tau", "nan"), "tau=nan must lie in (0, 1)"),
        (GOOD, ("--n", "0"), "n=0 must be a whole number of at least 1"),
        (GOOD, ("--n", "-3"), "n=-3 must be a whole number of at least 1"),
        (GOOD, ("--n", "2.5"), "n=2.5 must be a whole number of at least 1"),
        (GOOD, ("--lambda", "-1"), "lambda=-1 must be at least 0"),
    ],
)
def test_bad_input_is_one_line_that_names_the_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    text: str, words: tuple[str, ...], said: str,
) -> None:  # fmt: skip
    assert basin(tmp_path, monkeypatch, text, *words) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.strip().splitlines()) == 1
    assert said in printed.err
