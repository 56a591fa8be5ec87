"""What a search tells as a violation: a mean without noise is computed again in ball arithmetic."""

from dataclasses import replace

import pytest

from problems.load import FOLDER, load
from theory.papers import find
from verify.attack.candidates import Tables
from verify.attack.certified import Judged, judged
from verify.attack.target import Target
from verify.decide.checks import replay
from verify.decide.checks.replay import mean_of
from verify.decide.decide import Budget
from verify.decide.plan import plan
from verify.decide.plant import planted

BROKEN = Target(planted(find("theorem-2:repaired", ())[0], "eq-18=0.7"))
STEEP: Tables = {
    "problem": {"name": "steep", "term": "a*(sqrt(1+(x/s)^2)-1)", "dimension": 2, "start": [2.0, 0.5],
                "parameters": {"a": [1.0, 0.5], "s": [1.0, 2.0]}},
    "noise": {"kind": "none"}, "algorithm": {"name": "adam", "delta": 100.0, "beta_2": 0.001}, "target": {"epsilon": 0.5},
}  # fmt: skip
LONG = FOLDER / "tightest" / "theorem_2_repaired_eq_18_the_tightest_found.toml"


@pytest.fixture(scope="module")
def found() -> Judged:
    made = judged(BROKEN, ["eq-18"], STEEP, 0, Budget(64, 64, 0.01))
    assert made is not None
    return made


def test_the_ball_of_a_mean_has_what_floats_give(found: Judged) -> None:
    (row,) = found.rows
    (part,) = found.laid.parts
    assert found.laid.experiment is not None
    assert row.measured is not None
    ball = mean_of(part, found.laid.experiment)
    assert float(ball.rad()) < 1e-30
    assert float(ball.mid()) == pytest.approx(row.measured.mean, rel=1e-12)


def test_what_rounding_may_be_is_not_confirmed(found: Judged) -> None:
    (row,) = found.rows
    assert row.measured is not None
    broken = replace(row, verdict="VIOLATED")  # type: ignore[arg-type]
    for share, count in ((0.999, 1), (1.0 - 1e-15, 0), (1.001, 0)):
        told = replace(found, rows=(replace(broken, bound=row.measured.mean * share),))
        assert len(told.violated) == 1
        assert len(told.confirmed) == count


def test_a_long_run_is_followed_with_as_many_bits_as_its_balls_need(monkeypatch: pytest.MonkeyPatch) -> None:
    (claim,) = find("theorem-2:repaired", ())
    problem = load(LONG)
    laid = plan(claim, problem, problem.epsilon, 0)
    (part,) = (part for part in laid.parts if part.id == "eq-18")
    assert laid.experiment is not None
    ratio = mean_of(part, laid.experiment) / laid.bound(part)
    assert float(ratio.rad()) < 1e-9
    assert float(ratio.mid()) == pytest.approx(5 / 6, abs=1e-3)
    monkeypatch.setattr(replay, "BITS", 16)
    assert not mean_of(part, laid.experiment).rad() < 1e-9  # too few, and said so
