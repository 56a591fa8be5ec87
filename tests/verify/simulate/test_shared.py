"""One set of processes: what is most urgent is next, whatever was asked for first, and what fails is told."""

import operator
import os
import time
from concurrent.futures import Executor
from contextlib import suppress
from pathlib import Path

import pytest

from verify.simulate.shared import Shared, Urgency


def note(path: Path, word: str, seconds: float = 0.0) -> int:
    time.sleep(seconds)
    with path.open("a") as file:
        file.write(word)
    return os.getpid()


def line_of(shared: Shared, urgency: Urgency) -> Executor:
    line = shared.line(urgency)
    assert line is not None
    return line


def test_the_most_urgent_task_is_next(tmp_path: Path) -> None:
    path = tmp_path / "order"
    with Shared(2) as shared:
        studies = line_of(shared, Urgency.STUDIES)
        while len({one.result() for one in [studies.submit(note, path, "", 0.2) for _ in range(2)]}) < 2:
            pass  # both have begun
        busy = [studies.submit(note, path, "", seconds) for seconds in (4.0, 1.0)]
        asked = [line_of(shared, Urgency(j)).submit(note, path, str(j)) for j in (2, 1, 0, 1, 0)]
        for one in (*asked, *busy):
            one.result()
    assert path.read_text() == "00112"


def test_an_error_is_that_of_its_task_alone() -> None:
    with Shared(2) as shared:
        line = line_of(shared, Urgency.RUNS)
        wrong, right = line.submit(operator.truediv, 1, 0), line.submit(operator.add, 1, 1)
        assert right.result() == 2
        with pytest.raises(ZeroDivisionError):
            wrong.result()


def test_the_end_waits_for_nothing_that_has_not_begun() -> None:
    began = time.monotonic()
    with suppress(KeyboardInterrupt), Shared(2) as shared:
        asked = [line_of(shared, Urgency.STUDIES).submit(time.sleep, 60.0) for _ in range(9)]
        raise KeyboardInterrupt
    assert time.monotonic() - began < 30.0
    assert all(one.cancelled() for one in asked[2:])


def test_no_process_is_begun_for_nothing() -> None:
    with Shared(1) as alone:
        assert alone.line(Urgency.RUNS) is None
        assert alone.drawing is None
