"""Adam with Win: the rule against the released code's form of the step, the bound of its moves, the source."""

from types import SimpleNamespace

import numpy as np
import pytest

from theory.algorithms.base import Hyper
from theory.papers import find
from theory.papers.win.algorithms.adam_win import Accelerated, reference, update

ETA, BETA, DELTA = 0.05, 0.2, 0.5


@pytest.mark.parametrize("reckless", [0.5, 1.0, 2.0, 8.0])
def test_the_rule_is_the_released_step(reckless: float) -> None:
    """x and y as the code keeps them, without weight decay and bias correction; and no y moves further than is declared."""
    x = y = 1.0
    m = n = 0.0
    state = again = Accelerated(1.0, 0.0, 0.0, 0.0)
    now = Hyper(BETA, BETA, ETA, 0.0, DELTA, own=SimpleNamespace(reckless=reckless))
    lead, c_u = abs(reckless - 1) / reckless / DELTA**0.5, (1 + DELTA) ** 0.5
    for g in np.random.default_rng(3).uniform(-1, 1, size=200).tolist():
        m, n = (1 - BETA) * m + BETA * g, (1 - BETA) * n + BETA * g * g
        step, weight, before = m / (n + DELTA) ** 0.5, 1 / (1 + reckless), y
        x -= ETA * step
        y = weight * y + reckless * weight * x - reckless * ETA * weight * step
        moved = update(state, g, now)
        state, again = moved.state, reference(again, g, now)
        assert np.allclose([state.x, state.x - state.lead, again.x, again.lead], [y, x, y, y - x], rtol=1e-12)
        assert moved.v * abs(y - before) <= ETA * reckless * weight * (2 + c_u * lead)


def test_the_source_says_what_is_known_and_the_repair_adds_the_start() -> None:
    paper, repaired = find("win-rate")
    assert "limits on eta derived here" in paper.source
    assert [name for name, _ in repaired.parts[0].terms] == ["initial gap", "initial momentum", "noise floor"]
    assert [name for name, _ in paper.parts[0].terms] == ["initial gap", "noise floor"]
