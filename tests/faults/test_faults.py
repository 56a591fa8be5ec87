"""The project's own promises, briefly: `make faults` keeps at it for ten minutes, and with other seeds."""

import random
from pathlib import Path

import pytest

from tests.faults import fuzz
from tests.faults.__main__ import fuzzed
from tests.faults.machine import Ended, Trial


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", "")  # the trial's own is taken away again at the end
        patch.setattr("verify.report.figures.render", lambda *_: [])
        yield Trial(tmp_path_factory.mktemp("faults"))


@pytest.mark.parametrize(("kind", "count"), [("refused_write", 8), ("cut_write", 3), ("torn_file", 8), ("killed", 1)])
def test_nothing_is_lost_and_nothing_is_false(kind: str, count: int, trial: Trial) -> None:
    draw = random.Random(f"{kind} 0")
    for _ in range(count):
        getattr(trial, kind)(draw)
    assert not trial.complaints


def test_a_fault_that_is_not_said_is_complained_of(trial: Trial) -> None:
    """The checker's own controls: a traceback, a status that says nothing, silence, another report."""
    before = len(trial.complaints)
    for ended in (Ended(70, "adamw-verify: a fault"), Ended(2, ""), Ended(1, "Traceback ..."), Ended(-9, "x")):
        trial.check("control", "here", ended)
    (trial.out / "report.json").write_text((trial.out / "report.json").read_text().replace("HOLDS", "VIOLATED", 1))
    trial.check("control", "here", Ended(0, ""))
    assert len(trial.complaints) == before + 5
    del trial.complaints[before:]


def test_any_problem_file_gets_a_result_or_one_line(tmp_path: Path) -> None:
    complaints, _ = fuzzed(25, 0, tmp_path)
    assert not complaints


def test_the_same_seed_gives_the_same_files() -> None:
    first, second = [], []
    fuzz.each(5, 1, first.append)
    fuzz.each(5, 1, second.append)
    assert first == second
    assert len(set(first)) > 1
