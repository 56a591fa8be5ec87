"""A new algorithm gets what an old one gets that declares the same; where it declares nothing, no verdict and one reason."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from problems.problem import Problem
from tests import lab
from tests.theory.algorithms.extra import ADABOUND, RMSPROP
from theory.algorithms import adamw, all_algorithms
from theory.algorithms.base import Algorithm, Bounds
from theory.claim import Claim
from theory.papers import find
from verify.decide.judge import inapplicable, judge
from verify.decide.plan import Plan, plan
from verify.decide.ranges import ranges
from verify.decide.verdict import Outcome, Result
from verify.simulate.ensemble import Ensemble

SHORT = {"beta_1": 0.2, "eta": 0.02, "T": 40}
Known = Any


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Known:
    """Makes an algorithm known, under any name."""

    def add(algorithm: Algorithm) -> Algorithm:
        for ours in (all_algorithms(), all_algorithms(())):
            monkeypatch.setitem(ours, algorithm.name, algorithm)
        return algorithm

    return add


def speaks_of(claim: Claim, *names: str) -> Claim:
    return replace(claim, algorithms=(*claim.algorithms, *names))


def on(folder: Path, name: str, changes: lab.Tables | None = None, **algorithm: Any) -> Problem:
    folder.mkdir(exist_ok=True)
    return lab.problem(folder, {**(changes or {}), "algorithm": {"name": name, **algorithm}})


def rows(made: Plan, runs: int = 16) -> list[Result]:
    if made.experiment is None:
        return inapplicable(made, made.hypotheses, made.refusal)
    return judge(made, Ensemble(made.experiment).run(range(runs)), runs, 0.01, 0.0)


OLD = {
    "lemma-1:repaired": "adamw",
    "corollary-1": "adamw-d",
    "theorem-3:repaired": "adamw-d",
    "corollary-2:repaired": "l2-adam",
}


@pytest.mark.parametrize("claim", OLD)
def test_an_algorithm_by_another_name_is_the_same(claim: str, known: Known, tmp_path: Path) -> None:
    """Certificate, parameters, ranges, hypotheses, numbers, verdicts: nobody asks for the name."""
    old, small = all_algorithms()[OLD[claim]], {"problem": {"region": 1.2, "start": 0.8, "dimension": 2}}
    known(replace(old, name="another"))
    keys = SHORT if claim.startswith(("lemma", "corollary-1")) else {}
    found = []
    for name in (old.name, "another"):
        where = on(tmp_path / name, name, small | {"problem.parameters": {"amplitude": 0.3}}, **keys)
        made = plan(speaks_of(find(claim)[0], "another"), where, 0.5, seed=3, most_steps=200)
        told = [(r.part, r.verdict, r.measured, r.bound, [(h.name, h.status) for h in r.hypotheses]) for r in rows(made)]
        assert where.certificate is not None
        constants = [(c.name, c.enclosure.low, c.enclosure.high) for c in where.certificate.constants]
        found.append((told, made.parameters, made.refusal, constants, where.certificate.region, ranges(made.problem, 0.02)))
    assert found[0] == found[1]


def test_a_new_algorithm_does_not_inherit_a_bound_of_its_steps(known: Known, tmp_path: Path) -> None:
    """With AdamW's bound AdaBound's region would be proved, and its runs leave it at once."""
    numbers, own = {"eta": 1e-3, "T": 20, "beta_1": 0.5}, {"algorithm.parameters": {"final_lr": 100.0, "gamma": 1.0}}
    proved = {}
    for name, bounds in (("bare", Bounds()), ("inherited", adamw.BOUNDS), ("adabound", ADABOUND.bounds)):
        known(replace(ADABOUND, name=name, bounds=bounds))
        where = on(tmp_path / name, name, own, **numbers)
        assert where.certificate is not None
        proved[name] = where.certificate.region
    assert proved["inherited"].proved
    assert not proved["adabound"].proved
    assert not proved["bare"].proved
    assert "bare declares no bound of a step (bounds.move, bounds.v_low)" in proved["bare"].argument
    records = lab.run(where, "adabound", 20, 64, schedule=lab.schedule("adabound", eta=1e-3))
    assert np.all(records["stopped_at"] == 1)


def test_a_region_that_declared_bounds_prove_is_not_left(known: Known, tmp_path: Path) -> None:
    known(ADABOUND)
    where = on(tmp_path, "adabound", {"algorithm.parameters": {"final_lr": 1e-3, "gamma": 0.1}}, eta=1e-3, T=20)
    assert where.certificate is not None
    assert where.certificate.region.proved, where.certificate.region.argument
    records = lab.run(where, "adabound", 20, 64, schedule=lab.schedule("adabound", eta=1e-3))
    assert not np.any(records["stopped"])


def test_a_penalty_of_any_name_has_the_constants_of_the_penalised_objective(known: Known, tmp_path: Path) -> None:
    """Lemma 1 (b) of RMSProp: with c_inf of F alone it would be a false VIOLATED."""
    known(RMSPROP)
    claim = speaks_of(find("lemma-1:repaired")[0], RMSPROP.name)
    claim = replace(claim, parts=tuple(part for part in claim.parts if part.id != "a"))
    where = on(tmp_path, RMSPROP.name, {"problem": {"start": 3.5}}, **(SHORT | {"lambda": 1.0, "beta_2": 0.5}))
    made = plan(claim, where, 0.5, seed=3)
    assert {row.verdict for row in rows(made)} == {Outcome.HOLDS}
    c_inf, own = where.constant("c_inf"), where.constant("c_inf_l2")
    assert c_inf is not None
    assert own is not None
    assert own > c_inf + 0.9 * 3.5
    measured = lab.run(where, RMSPROP.name, 40, schedule=lab.schedule(RMSPROP.name, lambda_=1.0, beta_2=0.5))["state"][1]
    assert np.max(measured) > c_inf**2


PUT_RIGHT = "would help: the claim or the rule put right"


def test_a_slot_that_is_missing_is_said(known: Known, tmp_path: Path) -> None:
    known(RMSPROP)
    claim = speaks_of(find("lemma-1:repaired")[0], RMSPROP.name)
    made = plan(claim, on(tmp_path, RMSPROP.name, None, **SHORT), 0.5, seed=3)
    assert {row.verdict for row in rows(made)} == {Outcome.UNDECIDED}
    assert made.refusal == f"m_sup cannot be measured of rmsprop-penalty: it has no slot m, but x, n; {PUT_RIGHT}"


HIDDEN: dict[str, tuple[dict[str, Any], str, str]] = {
    "decay": ({"decay_kind": None}, "lemma-1:repaired", "kind of decay (decay_kind)"),
    "bounds": ({"bounds": Bounds()}, "theorem-3:repaired", "bounds (bounds.m, bounds.v_high)"),
    "averages": ({"averages": False}, "theorem-2:repaired", "moments that are averages (averages)"),
    "reference": ({"reference": None}, "theorem-2:repaired", "second writing of its step (reference)"),
}


@pytest.mark.parametrize("fact", HIDDEN)
def test_what_is_not_declared_is_not_decided_and_the_reason_is_one_line(fact: str, known: Known, tmp_path: Path) -> None:
    changes, name, says = HIDDEN[fact]
    silent = known(replace(all_algorithms()["adamw-d"], name="silent", **changes))
    made = plan(speaks_of(find(name)[0], "silent"), on(tmp_path, "silent"), 0.5, seed=3)
    assert made.refusal == f"not proved: {silent.name} declares no {says}; would help: a declaration of it by the rule"
    found = rows(made)
    assert {row.verdict for row in found} == {Outcome.UNDECIDED}
    assert {row.reason for row in found} == {made.refusal}
    # and with the fact it is decided
    assert plan(speaks_of(find(name)[0], "silent"), on(tmp_path, "adamw-d"), 0.5, seed=3).refusal is None
