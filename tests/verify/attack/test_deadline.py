"""What must be over by a time is, and what was not decided by then is counted and not told."""

import time
from itertools import count

import pytest

from theory.papers import find
from verify.attack import hunt as module
from verify.attack.certified import judged
from verify.attack.deadline import Late, over_by
from verify.attack.hunt import LOOK, Hunt
from verify.attack.target import targets
from verify.simulate.workers import Workers

THEOREM_3 = targets(find("theorem-3:paper", ())[0], ())[0]


def test_what_takes_too_long_is_broken_off_and_what_does_not_is_not() -> None:
    began = time.time()
    with pytest.raises(Late), over_by(began + 0.1):
        for _ in count():
            pass
    assert time.time() - began < 5.0
    with over_by(time.time() + 60.0):
        pass
    with over_by(None):
        time.sleep(0.01)  # no timer is left


def test_nothing_is_begun_when_time_is_over() -> None:
    with pytest.raises(Late):
        judged(THEOREM_3, ["bound"], {}, 0, LOOK, time.time() - 1.0)


def test_what_is_not_decided_in_time_is_counted_and_decided_by_who_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*_: object) -> None:
        raise Late

    with monkeypatch.context() as patched:
        patched.setattr(module, "judged", late)
        hunt = Hunt(THEOREM_3, 0, 0.01, lambda _: None)
        hunt.run(66, None, lambda _: None, Workers(1))
        assert not hunt.tightest(Workers(1))
    assert hunt.late > 1
    assert not hunt.violations
    again = Hunt(THEOREM_3, 0, 0.01, lambda _: None, hunt.log, small=False)
    again.run(66, None, lambda _: None, Workers(1))
    assert again.violations


def test_without_time_nothing_is_tried() -> None:
    hunt = Hunt(THEOREM_3, 0, 0.01, lambda _: None)
    hunt.run(None, 0.0, lambda _: None, Workers(1))
    assert hunt.search.tried == 0


def test_a_length_stated_up_to_a_constant_breaks_nothing_but_the_start() -> None:
    constant, decaying = targets(find("theorem-4:paper", ())[0], ())
    assert constant.breaks("constant.gradient")
    assert not decaying.breaks("decaying.gradient")
    assert decaying.breaks("start.gap")
