"""Stationary points are proved or refused; each algorithm is told from the others by the objective that it ends at."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from problems.load import FOLDER, load
from problems.problem import Problem
from theory.algorithms import all_algorithms
from verify.studies.which_objective import fixed_points
from verify.studies.which_objective import study as which_objective
from verify.studies.which_objective.fixed_points import OBJECTIVES, find, residual

SHARE = 1e-3


@pytest.fixture(scope="module")
def uneven() -> Problem:
    return load(FOLDER / "studies" / "uneven_noise.toml")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"RUNS": 24, "STEPS": 3000, "ETAS": (0.01,), "EARLY": 3, "LATE": 8}.items():
        monkeypatch.setattr(which_objective, name, value)


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_points_are_stationary_and_the_first_downhill(uneven: Problem, objective: str) -> None:
    point = find(uneven, objective, 0.1)
    assert np.max(np.abs(residual(uneven, objective, point.x[:, None], 0.1))) < 1e-9
    between = point.x[:, None] + (uneven.start - point.x)[:, None] * np.linspace(1e-3, 1.0, 200)
    assert np.all(residual(uneven, objective, between, 0.1) > 0)


def test_the_dynamic_point_moves_with_the_noise(uneven: Problem) -> None:
    """Less noise, less decay: the order of the coordinates is that of their noise; the other two objectives do not see it."""
    assert np.all(np.diff(find(uneven, "dynamic", 0.1).x) < 0)
    for objective in ("loss", "l2"):
        assert np.ptp(find(uneven, objective, 0.1).x) < 1e-9


def test_what_is_no_stationary_point_is_refused(uneven: Problem, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fixed_points, "brentq", lambda f, low, high, xtol: (low + high) / 2)
    with pytest.raises(ArithmeticError, match="not proved"):
        find(uneven, "loss", 0.1)
    monkeypatch.undo()
    with pytest.raises(ArithmeticError, match="no stationary point"):
        find(replace(uneven, region=0.5), "loss", 0.1)


def test_a_zero_on_the_way_is_seen(uneven: Problem) -> None:
    at = fixed_points._ball_residual(uneven, "loss", 0.0, 0)
    low, high = fixed_points.ball(-1.0), fixed_points.ball(1.9)
    assert not fixed_points._free_of_zeros(at, low, high, 20)
    assert fixed_points._free_of_zeros(at, fixed_points.ball(1.87), high, 20)


def named(problem: Problem) -> dict[str, str | None]:
    data = which_objective._problem(problem, 0, SHARE)
    return {line["algorithm"]: line["named"] for line in data["lines"]}


@pytest.mark.usefixtures("quick")
def test_every_algorithm_ends_at_its_own_objective(uneven: Problem) -> None:
    assert named(uneven) == {"adamw": "dynamic", "adamw-d": "loss", "adam": "loss", "l2-adam": "l2"}


@pytest.mark.usefixtures("quick")
def test_l2_in_place_of_decoupled_decay_is_named(uneven: Problem, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted algorithm: the decay enters the gradient. The study must no longer say F_k of it."""
    rules = dict(all_algorithms())
    rules["adamw-d"] = replace(rules["adamw-d"], update=rules["l2-adam"].update)
    monkeypatch.setattr(which_objective, "all_algorithms", lambda: rules)
    assert named(uneven)["adamw"] == "l2"


@pytest.mark.usefixtures("quick")
def test_nothing_is_named_that_was_not_reached(uneven: Problem, monkeypatch: pytest.MonkeyPatch) -> None:
    """After 40 steps from the start no algorithm has arrived: undecided, whatever is nearest."""
    monkeypatch.setattr(which_objective, "STEPS", 40)
    data = which_objective._problem(uneven, 0, SHARE)
    assert {line["named"] for line in data["lines"]} == {None}
    said = which_objective.sentences({"problems": [data]})
    assert all("undecided" in sentence for sentence in said)


@pytest.mark.usefixtures("quick")
def test_views_say_what_the_data_say(uneven: Problem, tmp_path: Path) -> None:
    one = which_objective._problem(uneven, 0, SHARE)
    data = {"problems": [one], "runs": 24, "steps": 3000, "etas": [0.01], "error_rate": SHARE}
    text = which_objective.section(data)
    assert "AdamW ends at the stationary point of F_k" in text
    for line in one["lines"]:
        line["named"] = None
    assert "AdamW: undecided." in which_objective.section(data)
    one["lines"][0]["named"] = "loss"
    assert "AdamW ends at the stationary point of F:" in which_objective.section(data)
