"""`cover`: translation, failing hypotheses with their factors, the nearest that are covered, and the measurement."""

from pathlib import Path

import pytest

from problems.errors import InputError
from tests.lab import problem
from theory import symbols as s
from theory.papers import find
from verify.decide.convention import Convention, translate
from verify.decide.coverage import common, conditions, measure, nearest, values_at

REPAIRED = find("theorem-2:repaired")[0]
TORCH = ["lr=1e-3", "betas=0.9,0.999", "eps=1e-8", "weight_decay=0.01"]


def test_torch_is_translated() -> None:
    given = translate(Convention.TORCH, TORCH)
    assert (given.beta_1, given.beta_2) == pytest.approx((0.1, 0.001))
    assert (given.eta, given.lambda_, given.delta) == pytest.approx((1e-3, 0.01, 1e-16))
    assert translate(Convention.OPTAX, ["eps_root=0.25"]).delta == pytest.approx(0.25)
    assert translate(Convention.PAPER, ["beta_1=0.3"]).beta_1 == 0.3


@pytest.mark.parametrize("word", ["lr=x", "lr", "rate=1", "betas=0.9", "lr=-1", "eps=0", "betas=0.9,1.5", "lr=nan"])
def test_bad_settings_are_refused(word: str) -> None:
    with pytest.raises(InputError):
        translate(Convention.TORCH, [word])


def test_defaults_are_not_covered_and_the_factors_are_right(tmp_path: Path) -> None:
    where = problem(tmp_path)
    values = values_at(where, translate(Convention.TORCH, TORCH), 0.5)
    found = {c.name: c for c in conditions(REPAIRED, values)}
    c_inf = where.constant("c_inf")
    assert c_inf is not None
    assert not found["mu_v < 1"].holds
    assert found["mu_v < 1"].factor == pytest.approx(0.001 * c_inf**2 / 1e-16)
    assert found["beta_1 <= 1"].holds
    assert found["T of the statement"].factor > 1


@pytest.mark.parametrize("words", [TORCH, ["lr=1e-9"], ["eps=1", "lr=1", "weight_decay=3"]])
def test_the_nearest_is_covered_and_moves_no_more_than_it_must(words: list[str], tmp_path: Path) -> None:
    values = values_at(problem(tmp_path), translate(Convention.TORCH, words), 0.5)
    moved = nearest(REPAIRED, values)
    assert all(c.holds for c in conditions(REPAIRED, moved))
    assert moved[s.beta_2] == values[s.beta_2]
    assert moved[s.eta] <= values[s.eta]
    if values[s.delta] == 1.0:
        assert moved[s.delta] == 1.0


def test_what_happens_anyway_is_measured(tmp_path: Path) -> None:
    where = problem(tmp_path)
    rows = {row["part"]: row for row in measure(REPAIRED, where, translate(Convention.TORCH, [*TORCH, "steps=50"]), 0.5, 16, 0)}
    assert rows["i"]["lower"] <= rows["i"]["mean"] <= rows["i"]["upper"]
    # far out in the well 50 steps of 1e-3 change little: ||grad F||^2 is nearly what it is at the start
    start = float((where.family.gradient_at(where.start[:, None]) ** 2).sum())
    assert rows["i"]["mean"] == pytest.approx(start + 0.25 * start, rel=0.5)


def test_the_table_of_common_defaults(tmp_path: Path) -> None:
    rows = common(REPAIRED, [problem(tmp_path)])
    assert len(rows) == 3
    assert all("mu_v < 1" in row["failing"] for row in rows)
