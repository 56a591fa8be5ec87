"""The project's own promises, briefly: `make faults` keeps at it for ten minutes, and with other seeds."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import fuzz
from tests.faults.__main__ import fuzzed
from tests.faults.machine import Ended
from tests.faults.trial import Trial
from tests.faults.writers import Writers

#: the trial is made once
pytestmark = [pytest.mark.xdist_group("faults"), pytest.mark.thorough]


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Trial]]:
    """One that costs little, without figures; and one of four problems, whose figures are drawn in the run that is killed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", "")  # the trial's own is taken away again at the end
        folder = tmp_path_factory.mktemp("faults")
        with patch.context() as undrawn:
            undrawn.setattr("verify.report.figures.render", lambda *_: [])
            small = Trial(folder / "one", claim="lemma-1:repaired")
        yield {"small": small, "many": Trial(folder / "many", count=4, workers=2, cache=small.cache, patience=300.0)}


@pytest.fixture
def small(trials: dict[str, Trial], monkeypatch: pytest.MonkeyPatch) -> Trial:
    monkeypatch.setattr("verify.report.figures.render", lambda *_: [])
    monkeypatch.setenv("XDG_CACHE_HOME", str(trials["small"].cache))
    return trials["small"]


@pytest.mark.parametrize(("kind", "count"), [("refused_write", 8), ("cut_write", 4), ("torn_file", 10)])
def test_nothing_is_lost_and_nothing_is_false(kind: str, count: int, small: Trial) -> None:
    draw = random.Random(f"{kind} 0")
    for _ in range(count):
        getattr(small, kind)(draw)
    assert not small.complaints


def test_what_other_commands_write_is_whole_or_what_was_there(small: Trial) -> None:
    writers, draw = Writers(small), random.Random("writers 0")
    for _ in range(8):
        writers.refused_write(draw)
        writers.cut_write(draw)
    assert not small.complaints


@pytest.mark.parametrize("kind", ["killed_program", "killed_worker"])
def test_what_is_killed_leaves_no_process_and_is_begun_again(kind: str, trials: dict[str, Trial]) -> None:
    many, draw = trials["many"], random.Random(f"{kind} 0")

    def killed() -> bool:
        return any(name.startswith(kind.replace("_", " ")) for name in many.counts)

    for _ in range(4):  # a kill may come too late
        if not killed():
            getattr(many, kind)(draw)
    assert not many.complaints
    assert killed()


def test_a_fault_that_is_not_said_is_complained_of(small: Trial) -> None:
    """The checker's own controls: a traceback, a status that says nothing, silence, another report, pages of another."""
    shutil.rmtree(small.out, ignore_errors=True)
    shutil.copytree(small.folder / "whole", small.out)
    before = len(small.complaints)
    for ended in (Ended(70, "adamw-verify: a fault"), Ended(2, ""), Ended(1, "Traceback ..."), Ended(-9, "x")):
        assert ended.fault
    assert not any(ended.fault for ended in (Ended(0, ""), Ended(74, "adamw-verify: the machine failed")))
    small.check("control", "here", Ended(2, ""))
    shutil.copy(small.folder / "other" / "report.md", small.out)
    small.check("control", "here", None)
    shutil.copytree(small.folder / "other", small.out, dirs_exist_ok=True)
    small.check("control", "here", Ended(0, ""))
    assert [one.partition(": ")[2] for one in small.complaints[before:]] == [
        "status 2: ", "report.md is of another report", "another report, and not a word"
    ]  # fmt: skip
    del small.complaints[before:]


def test_files_that_are_cut_off_are_complained_of(small: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that writes in place, and one that believes what it has kept."""

    def in_place(contents: dict[Path, bytes]) -> None:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    writers = Writers(small)
    before = len(small.complaints)
    with monkeypatch.context() as patch:
        patch.setattr("problems.kept.write_all", in_place)
        patch.setattr("verify.commands.new.write_all", in_place)
        for seed in range(8):
            writers.cut_write(random.Random(seed))
    assert len(small.complaints) > before
    del small.complaints[before:]


def test_any_problem_file_gets_a_result_or_one_line(tmp_path: Path) -> None:
    complaints, _ = fuzzed(25, 0, tmp_path)
    assert not complaints


def test_the_same_seed_gives_the_same_files() -> None:
    first, second = [], []
    fuzz.each(5, 1, first.append)
    fuzz.each(5, 1, second.append)
    assert first == second
    assert len(set(first)) > 1
