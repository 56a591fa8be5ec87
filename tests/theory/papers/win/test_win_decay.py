"""AdamW with Win: the rule against the released step and Adam with Win, its facts, a planted decay, the source."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from theory.algorithms import all_algorithms
from theory.algorithms.base import Hyper, Moved
from theory.papers import find
from theory.papers.win.algorithms import adam_win
from theory.papers.win.algorithms.adam_win import Accelerated
from theory.papers.win.algorithms.adamw_win import reference, update
from verify.simulate import declared

ETA, BETA, DELTA, DECAY = 0.05, 0.2, 0.5, 0.3


@pytest.mark.parametrize("reckless", [0.5, 1.0, 2.0, 8.0])
def test_the_rule_is_the_released_step(reckless: float) -> None:
    """x and y as the code keeps them, in its own words, without bias correction; lambda = 0 is Adam with Win."""
    x = y = 1.0
    m = n = 0.0
    state = again = plain = undecayed = Accelerated(1.0, 0.0, 0.0, 0.0)
    own = SimpleNamespace(reckless=reckless)
    now, none = Hyper(BETA, BETA, ETA, DECAY, DELTA, own=own), Hyper(BETA, BETA, ETA, 0.0, DELTA, own=own)
    for g in np.random.default_rng(3).uniform(-1, 1, size=200).tolist():
        m, n = (1 - BETA) * m + BETA * g, (1 - BETA) * n + BETA * g * g
        step, lr_y = m / (n + DELTA) ** 0.5, reckless * ETA
        x = (x - ETA * step) / (1 + ETA * DECAY)
        gamma = 1 / (1 + lr_y / ETA + lr_y * DECAY)
        y = gamma * y + lr_y / ETA * gamma * x - lr_y * gamma * step
        state, again = update(state, g, now).state, reference(again, g, now)
        assert np.allclose([state.x, state.x - state.lead, again.x, again.lead], [y, x, y, y - x], rtol=1e-10)
        plain, undecayed = update(plain, g, none).state, adam_win.update(undecayed, g, none).state
        assert np.allclose(plain, undecayed, rtol=1e-12)


def test_its_facts_are_true_and_a_decay_of_another_kind_is_noticed() -> None:
    rule = all_algorithms()["adamw-win"]
    assert not declared.refuted(rule)

    def penalised(state: Accelerated, g: np.ndarray, h: Hyper) -> Moved:
        return update(state, g + h.lambda_ * state.x, h)

    wrong = declared.refuted(replace(rule, update=penalised, reference=None))
    assert any("lambda changes a moment" in line for line in wrong)


def test_the_source_says_what_is_known_and_the_repair_adds_both_starts() -> None:
    paper, repaired = find("win-decay")
    assert "limits on eta derived here" in paper.source
    assert repaired.source.startswith("derived here")
    assert [name for name, _ in paper.parts[0].terms] == ["initial gap", "noise floor"]
    assert [name for name, _ in repaired.parts[0].terms] == ["initial gap", "initial momentum", "noise floor"]
    assert "decay_0" in str(repaired.parts[0].terms[0][1])
