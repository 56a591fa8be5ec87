"""What is UNDECIDED says what would help, by a number where a number is what lacked; INAPPLICABLE names the hypothesis."""

import ast
import math
import re
from pathlib import Path

import numpy as np
import pytest

import verify
from verify.decide.checks import expectation
from verify.decide.helps import HELPS, explained, more, more_trials, unconfirmed
from verify.decide.statistics import Interval, proportion_interval
from verify.decide.verdict import HypothesisStatus, Outcome

SOURCE = Path(verify.__file__).parent
FAILS = HypothesisStatus("beta_1 <= 1", "fails", 1.5, 1.0, "statement")


def numbers(said: str) -> list[int]:
    return [int(n.replace(",", "")) for n in re.findall(r"(?:about|to) ([\d,]+)", said)]


def test_a_row_without_its_sentence_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="nothing says what would help: too few"):
        explained(Outcome.UNDECIDED, "too few", ())
    assert explained(Outcome.UNDECIDED, "too few", (), "many") == f"too few; {HELPS}many"
    assert explained(Outcome.HOLDS, "held", (), "many") == "held"
    for wrong, hypotheses in (("something fails", (FAILS,)), (None, (FAILS,)), ("beta_1 <= 1", ())):
        with pytest.raises(ValueError, match="no hypothesis that fails is named"):
            explained(Outcome.INAPPLICABLE, wrong, hypotheses)
    assert explained(Outcome.INAPPLICABLE, "fails: beta_1 <= 1", (FAILS,))


def test_rows_are_made_where_that_is_asked() -> None:
    """A row is built, or its verdict changed, in two files, and each asks for the sentence."""
    made = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            changed = node.func.id == "replace" and any(keyword.arg == "verdict" for keyword in node.keywords)
            if node.func.id == "Result" or changed:
                made.add(path.relative_to(SOURCE).as_posix())
    assert made == {"decide/row.py", "decide/judge.py"}
    for name in made:
        assert "explained(" in (SOURCE / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("low", "high", "bound"), [(0.0, 0.7, 0.4), (0.2, 0.5, 0.37), (0.0, 1.0, 0.45), (0.3, 0.5, 0.41)])
def test_so_many_runs_decide(low: float, high: float, bound: float) -> None:
    """On either side of the bound: the same values again, twice as many as are named (there are logarithms), decide."""
    draw = np.random.default_rng(5)
    count = 128
    values = draw.uniform(low, high, count)
    outcome, interval = expectation.decide(values, 1.0, bound, 0.01)
    assert outcome == Outcome.UNDECIDED
    few, many = numbers(more(interval, bound, count, "runs"))
    assert count < few <= many
    assert expectation.decide(np.resize(values, 2 * many), 1.0, bound, 0.01)[0] != Outcome.UNDECIDED


def test_no_number_is_named_where_none_would_do() -> None:
    assert "a region may give it" in more(Interval(1.0, 0.0, math.inf, 2), 2.0, 2, "runs")
    assert "cannot be told from the bound" in more(Interval(1.0, 0.0, 2.0, 9), 1.0, 9, "runs")
    assert numbers(more(Interval(3.0, 1.0, math.inf, 9), 2.0, 9, "runs")) == [18, 36]
    assert numbers(more(Interval(1.0, 0.0, 4.0, 48), 2.0, 48, "runs", (2, 2))) == [440]


@pytest.mark.parametrize(("successes", "count", "level"), [(3, 64, 0.1), (10, 64, 0.1), (0, 16, 0.05)])
def test_so_many_trials_decide(successes: int, count: int, level: float) -> None:
    low, high = proportion_interval(successes, count, 0.01)
    assert low <= level < high
    (n,) = numbers(more_trials(successes, count, level, 0.01, "runs"))
    low, high = proportion_interval(round(n * successes / count), n, 0.01)
    assert not low <= level < high
    assert "cannot be told" in more_trials(1, 10, 0.1, 0.01, "runs")


def test_an_unconfirmed_violation_names_the_ball() -> None:
    assert "256 bits" in unconfirmed("[+/- 1e-70]", 256)
    assert "[+/- 1e-70]" in unconfirmed("[+/- 1e-70]", 256)
