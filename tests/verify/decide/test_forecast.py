"""What deciding will take, told before: runs from the bounds, time from a stretch of steps, and no number that it changes."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from problems.load import load
from theory.papers import find
from verify.decide import forecast as module
from verify.decide.decide import Budget, decide
from verify.decide.forecast import BEGINNING, Forecast, forecast, lines, needed, pace, worth
from verify.decide.group import grouped
from verify.decide.plan import Plan, plan
from verify.simulate import chain
from verify.simulate.ensemble import Ensemble
from verify.simulate.workers import Workers


@pytest.fixture(scope="module")
def plans() -> list[Plan]:
    problem = load(Path(__file__).parents[3] / "problems" / "rational_well.toml")
    return [plan(claim, problem, problem.epsilon, 0) for claim in find("theorem-2")]


def clock(monkeypatch: pytest.MonkeyPatch, begin: float, step: float) -> None:
    """Ensembles that take exactly this, on a clock that nothing else moves."""
    now = [0.0]

    class Timed:
        def __init__(self, steps: int) -> None:
            self.steps = steps

        def run(self, runs: range) -> None:
            now[0] += begin + step * self.steps

    class Made:
        cut = staticmethod(Timed)
        foresee = staticmethod(lambda runs: 0.0)
        width = staticmethod(lambda runs: 64)

    monkeypatch.setattr(module.chain, "made", lambda _: Made)
    monkeypatch.setattr(module.time, "process_time", lambda: now[0])


@pytest.mark.parametrize(("begin", "step"), [(0.004, 1e-5), (0.0, 0.1), (0.02, 0.0)])
def test_the_pace_is_that_of_the_steps(begin: float, step: float, plans: list[Plan], monkeypatch: pytest.MonkeyPatch) -> None:
    clock(monkeypatch, begin, step)
    assert plans[0].experiment is not None
    assert pace(plans[0].experiment, 64) == pytest.approx((begin, step), abs=1e-9)


def test_a_run_of_one_step_has_no_pace(plans: list[Plan], monkeypatch: pytest.MonkeyPatch) -> None:
    clock(monkeypatch, 0.5, 1.0)
    assert plans[0].experiment is not None
    assert pace(replace(plans[0].experiment, steps=1), 64) == pytest.approx((1.5, 0.0))


def test_time_and_memory_are_those_of_all_runs_and_steps(plans: list[Plan], monkeypatch: pytest.MonkeyPatch) -> None:
    clock(monkeypatch, 0.25, 0.001)
    for one in forecast(plans, Budget(256, 4096, 0.01)):
        assert 256 <= one.runs <= 4096
        assert one.steps == one.group.experiments[0].steps
        assert one.seconds == pytest.approx(one.runs / 64 * (0.25 + 0.001 * one.steps))
    few, many = (forecast(plans, Budget(runs, runs, 0.01))[0] for runs in (64, 1024))
    assert many.seconds == pytest.approx(16 * few.seconds)
    assert many.bytes > few.bytes


def test_a_smaller_error_rate_takes_more_runs(plans: list[Plan]) -> None:
    assert needed(plans[0], 1e-2) < needed(plans[0], 1e-4) < needed(plans[0], 1e-8)


def test_nothing_that_is_run_later_changes(plans: list[Plan], monkeypatch: pytest.MonkeyPatch) -> None:
    for backend in ("numpy", "auto"):
        experiment = replace(grouped(plans)[0].experiments[0], steps=300, backend=backend)
        before = Ensemble(experiment).run(range(32))
        pace(experiment, 32)
        after = chain.made(experiment).run(range(32))
        assert before.keys() == after.keys()
        for name, kept in before.items():
            np.testing.assert_array_equal(kept, after[name])


def _given(seconds: float, plans: list[Plan]) -> list[Forecast]:
    return [Forecast(group, 256, 100, seconds, 2e6) for group in grouped(plans)]


def test_a_line_for_each_claim_and_one_for_all(plans: list[Plan]) -> None:
    told = lines(_given(1.5, plans), 2)
    assert [line.partition(":  ")[0].split(" about")[0] for line in told] == [
        "theorem-2:paper:",
        "theorem-2:repaired:",
        "in all:",
    ]
    assert told[0].endswith("about 256 runs, 1.5 s of a processor, 2 MB")
    assert told[-1].endswith("about 512 runs, 3 s of a processor, 2 MB, by 2 workers")
    assert lines([], 2) == []


def test_a_small_job_begins_no_workers(plans: list[Plan]) -> None:
    assert worth(2, _given(BEGINNING / 2.0, plans)) == 1
    assert worth(2, _given(BEGINNING * 1.1, plans)) == 2
    assert worth(4, []) == 4


def test_the_rows_are_those_without_a_forecast(plans: list[Plan]) -> None:
    def rows(told: bool) -> list[dict[str, Any]]:
        budget = Budget(64, 64, 0.01)
        if told:
            forecast(plans[:1], budget)
        with Workers(1) as pool:
            found = [row.to_dict() for one in decide(plans[:1], budget, None, pool, lambda *_: None) for row in one.results]
        return [{**row, "seconds": 0.0} for row in found]

    assert rows(told=True) == rows(told=False)
