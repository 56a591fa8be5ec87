"""Later stages of a claim: T_k of Theorem 4 without D is false there, and there alone."""

from collections.abc import Collection

import pytest

from benchmarks.attack import falsehoods
from theory.papers import find
from verify.attack.candidates import Candidate, Tables
from verify.attack.certified import certified, judged
from verify.attack.later import later
from verify.attack.scores import Laid, lay, scores
from verify.attack.target import Target, targets
from verify.decide.decide import Budget

#: the decay holds x at its centre, and lets it go to the minimiser in late stages, whose targets are small beside D by then
HELD: Tables = {
    "problem": {"name": "held", "family": "least-squares-1d", "dimension": 1, "start": 0.0, "region": 1.01,
                "parameters": {"a": 1.0, "shift": 1.0}},
    "noise": {"kind": "none"}, "constants": {},
    "algorithm": {"name": "stagewise-adamw", "delta": 100.0, "beta_2": 0.0025, "lambda": 0.5},
    "target": {"epsilon": 0.5, "eps_stage": 2.4e-7},
}  # fmt: skip
FALSE = next(target for name, target in falsehoods({}) if name == "theorem 4, constant: T without the decay D")
TRUE = targets(find("theorem-4:repaired", ())[0], ())[0]


def laid(target: Target, late: bool) -> list[Laid]:
    found = lay(target, [Candidate(HELD, certified(HELD, ()), {}, late)])
    return [one for one in found if isinstance(one, Laid)]


def broken(target: Target, names: Collection[str], stages: int | None) -> tuple[str, ...]:
    made = judged(target, names, HELD, 0, Budget(64, 64, 0.01), stages=stages)
    assert made is not None
    return made.violated


def test_a_late_stage_breaks_what_its_first_does_not() -> None:
    first, late = laid(FALSE, False), laid(FALSE, True)
    assert len(late[0].stages) == 21
    assert scores(FALSE, first, 0, 0)[0]["constant.gradient"] < 0.5
    (found,) = later(late, 0, 0)
    assert found["constant.gradient"] > 2.0
    assert found == later(late * 2, 0, 0)[1]
    assert broken(FALSE, ["constant.gradient"], 1) == ()
    assert broken(FALSE, ["constant.gradient"], None) == ("constant.gradient",)


def test_with_the_decay_in_T_a_stage_is_as_long_as_it_has_to_be() -> None:
    assert TRUE.schedule is not None
    assert TRUE.schedule.name == "constant"
    (one,) = laid(TRUE, True)
    assert 2 <= len(one.stages) < 5  # no more are within the horizon
    assert later([one], 0, 0)[0]["constant.gradient"] <= 1.0


def test_what_is_estimated_of_a_stage_is_what_is_measured() -> None:
    made = judged(FALSE, ["constant.gradient"], HELD, 0, Budget(64, 64, 0.01), stages=None)
    assert made is not None
    (row,) = made.rows
    (found,) = later(laid(FALSE, True), 0, 0)
    assert row.ratio == pytest.approx(found["constant.gradient"], rel=0.05)
