"""The command: its numbers, and one line for bad input."""

import json
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.calls import program
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
        (GOOD, ("--lambda", "1e300"), "lambda=1e+300 must be 0 or lie in [1e-60, 1e+60]"),
        (GOOD, ("--tau", "5e-324"), "tau=4.94066e-324 must be 0 or lie in"),
        (GOOD, ("--rho", "1_0"), "'1_0' is not a number in decimals"),
        ("1e-320,0\n0,1\n", (), "H[0,0]=9.99989e-321 must be 0 or lie in"),
        (
            "1,0.9999999999999999\n0.9999999999999999,1\n",
            (),
            "a condition number of the order of 1e+16, too large for double precision",
        ),
        ("\n".join(["1" + ",0" * 699] * 700), (), "H has 700 rows, which takes about 3 minutes; at most 621"),
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


@given(
    st.integers(1, 3).flatmap(lambda d: st.lists(st.floats(-1e60, 1e60), min_size=d * d, max_size=d * d)),
    st.fixed_dictionaries(
        dict.fromkeys(["--rho", "--eta", "--batch", "--lambda", "--shift", "--n", "--tau"], st.floats(0.0) | st.just(0.5))
    ),
    st.floats(0.0, 1e60),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_hessian_has_finite_numbers_or_one_line(
    tmp_path: Path, entries: list[float], options: dict[str, float], diagonal: float
) -> None:
    d = round(len(entries) ** 0.5)
    h = [[entries[d * min(i, j) + max(i, j)] + (i == j) * diagonal for j in range(d)] for i in range(d)]
    (tmp_path / "h.csv").write_text("\n".join(",".join(map(repr, row)) for row in h), encoding="utf-8")
    words = [word for name, value in options.items() for word in (name, repr(value))]
    for more in ([], words):
        done = program("basin", tmp_path / "h.csv", "--json", *more)
        assert done.returncode in (0, 2), done.stderr
        assert done.one_line if done.returncode else done.stderr == ""
        for row in json.loads(done.stdout) if not done.returncode else ():
            assert row["certified to"] < 1e-6
            assert all(isinstance(value, (str, float, int)) for name, value in row.items() if name != "paper")
