"""When a loop is compiled, and which batches are run side by side: never a matter of the numbers."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests import lab
from verify.simulate import chain
from verify.simulate.ensemble import Ensemble, Experiment
from verify.simulate.kernels import loops
from verify.simulate.kernels.philox import CompiledStreams
from verify.simulate.workers import Workers, batches, simulate, together


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A process that has run nothing, and nothing on disk."""
    monkeypatch.setattr(loops, "_spent", type(loops._spent)(lambda: (0.0, 0.0)))
    monkeypatch.setattr(loops, "_made", set())
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    chain.made.cache_clear()
    yield
    chain.made.cache_clear()


@pytest.fixture
def experiment(tmp_path: Path) -> Experiment:
    return lab.experiment(lab.uncertified(tmp_path), "adamw-d", 30, keep_state=True)


def test_numpy_is_left_with_a_loop_until_it_has_taken_as_long_as_to_compile() -> None:
    taken = 0.0
    part = 0.3 * loops.COMPILING
    while not loops.worth("a loop", part):
        loops.spend("a loop", part, part)
        taken += part
    assert loops.COMPILING - part <= taken <= loops.COMPILING
    assert loops.worth("a loop", 0.0)
    assert not loops.worth("another", part)
    assert loops.worth("another", loops.COMPILING)


def test_what_numpy_takes_is_measured() -> None:
    part = 0.05 * loops.COMPILING
    loops.spend("slow", part, part / 10.0)
    assert loops.worth("slow", loops.COMPILING / 10.0)
    loops.spend("as estimated", part, part)
    assert not loops.worth("as estimated", loops.COMPILING / 10.0)


def test_a_loop_that_is_kept_is_used_sooner() -> None:
    folder = loops.cache_folder("kernels")
    assert folder is not None
    assert not loops.worth("kept", loops.LOADING)
    (folder / f"{loops.name_of('kept')}-0.bin").write_bytes(b"")
    assert loops.worth("kept", loops.LOADING)


def test_numbers_are_the_same_before_and_after_the_loop_is_compiled(experiment: Experiment) -> None:
    ensemble = Ensemble(experiment)
    assert ensemble.backend == "compiled"
    before = ensemble.run(range(20))
    assert not ensemble.fused
    ensemble.foresee(10**9)
    assert ensemble.fused
    after = ensemble.run(range(20))
    assert before.keys() == after.keys()
    assert all(lab.bits(before[name], after[name]) for name in before)


def test_a_back_end_that_is_asked_for_is_used(experiment: Experiment) -> None:
    assert Ensemble(replace(experiment, backend="compiled")).fused
    plain = Ensemble(replace(experiment, backend="numpy"))
    plain.foresee(10**9)
    assert not plain.fused


@pytest.mark.parametrize(("hands", "sizes"), [(1, [4]), (2, [2, 2]), (3, [2, 2]), (8, [1, 1, 1, 1])])
def test_batches_that_follow_one_another_are_one_task(hands: int, sizes: list[int], experiment: Experiment) -> None:
    given = (experiment,)
    assert [len(task) for task in together([(given, batch) for batch in batches(range(256))], hands)] == sizes


def test_batches_with_others_between_them_and_of_other_runs_are_not(experiment: Experiment) -> None:
    given, other = (experiment,), (replace(experiment, seed=3),)
    jobs = [(given, range(64)), (given, range(128, 192)), (given, range(192, 256)), (other, range(256, 320))]
    assert together(jobs, 1) == [[0], [1, 2], [3]]


def test_a_task_is_as_wide_as_a_block(experiment: Experiment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verify.simulate.kernels.numpy_kernel.BLOCK", 128 * experiment.problem.dimension)
    given = (experiment,)
    jobs = [(given, batch) for batch in batches(range(256))]
    assert together(jobs, 1) == [[0, 1], [2, 3]]


def test_a_task_gives_the_records_of_each_batch(experiment: Experiment) -> None:
    found: dict[int, object] = {}
    with Workers(1) as pool:
        given = (experiment,)
        jobs = [(given, batch) for batch in batches(range(150), 64)]
        pool.map(jobs, found.__setitem__)
    for place, (_, batch) in enumerate(jobs):
        (alone,) = simulate(given, [batch])
        kept = found[place]
        assert isinstance(kept, dict)
        assert kept.keys() == alone.keys()
        assert all(np.array_equal(kept[name], alone[name], equal_nan=True) for name in alone)
        assert kept["stopped"].size == len(batch)


def test_what_was_asked_for_first_may_be_waited_for_last(experiment: Experiment) -> None:
    """Several groups of jobs are under way at once; each is told its own records, whoever is waited for."""
    groups = [((replace(experiment, seed=seed),), range(first, first + 64)) for seed, first in ((1, 0), (2, 64), (3, 0))]
    found: list[dict[int, dict[str, np.ndarray]]] = [{} for _ in groups]
    with Workers(2) as pool:
        asked = [
            pool.begin([job], one.__setitem__, others=2 - j) for j, (job, one) in enumerate(zip(groups, found, strict=True))
        ]
        for some in reversed(asked):
            pool.wait(some)
    for (given, runs), one in zip(groups, found, strict=True):
        (alone,) = simulate(given, [runs])
        assert all(lab.bits(one[0][name], alone[name]) for name in alone)


@pytest.mark.parametrize(("others", "tasks"), [(0, 2), (1, 1)])
def test_a_group_is_divided_where_nothing_else_is_asked_for(experiment: Experiment, others: int, tasks: int) -> None:
    given = (experiment,)
    with Workers(2) as pool:
        asked = pool.begin([(given, batch) for batch in batches(range(256))], lambda index, records: None, others)
        assert len(asked) == tasks
        pool.wait(asked)


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_tasks_that_wait_in_line_are_dropped_in_silence(experiment: Experiment) -> None:
    jobs = [((experiment,), batch) for batch in batches(range(256))]
    with suppress(KeyboardInterrupt), Workers(2) as pool:
        pool.begin(jobs, lambda index, records: None)
        raise KeyboardInterrupt


def test_words_that_are_drawn_compiled_are_the_same(experiment: Experiment, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside NumPy's loop, as soon as that is worth it."""
    shape = (len(Ensemble(experiment).step.coefficients), experiment.problem.dimension, 20)
    own = replace(experiment, coefficients=np.ones(shape))
    before = Ensemble(own).run(range(20))
    monkeypatch.setattr(loops, "COMPILING", 0.0)
    drawn: list[object] = []

    def compiled(*given: Any) -> CompiledStreams:
        drawn.append(given)
        return CompiledStreams(*given)

    monkeypatch.setattr("verify.simulate.ensemble.CompiledStreams", compiled)
    after = Ensemble(own).run(range(20))
    assert drawn
    assert all(lab.bits(before[name], after[name]) for name in before)
