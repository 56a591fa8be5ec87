"""Pathwise checks: Lemma 1 and Corollary 1 on runs, planted falsehoods, and the second look in ball arithmetic."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import sympy as sp
from flint import arb

from problems.errors import InputError
from problems.load import FOLDER, load
from tests.lab import problem
from theory import symbols as s
from theory.claim import Claim
from theory.papers import find
from verify.decide.checks.pathwise import StepInequality, name_of
from verify.decide.checks.replay import replay
from verify.decide.group import grouped
from verify.decide.judge import judge
from verify.decide.plan import Plan, plan
from verify.decide.verdict import Outcome
from verify.simulate.ensemble import Ensemble, Records

DRIFT = FOLDER / "counterexamples" / "lemma_1_drift.toml"
SHORT = {"algorithm": {"beta_1": 0.2, "eta": 0.02, "T": 60}}
FAMILIES = {
    "separable": SHORT,
    "coupled": SHORT
    | {
        "problem": {"family": "quadratic", "dimension": None, "region": 4.0},
        "problem.parameters": {"amplitude": None, "eigenvalues": [1.0, 0.5, 0.0], "rotation": 1},
    },
}


def laid(claim: Claim, where: object) -> Plan:
    made = plan(claim, where, 0.5, seed=3)
    assert made.experiment is not None, [h for h in made.hypotheses if h.fails]
    return made


def outcomes(made: Plan, runs: int = 8) -> dict[str, Outcome]:
    assert made.experiment is not None
    records = Ensemble(made.experiment).run(range(runs))
    return {row.part: row.verdict for row in judge(made, records, runs, 0.01, 0.0)}


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("name", ["lemma-1:paper", "lemma-1:repaired", "corollary-1"])
def test_true_claims_hold_at_every_step(name: str, family: str, tmp_path: Path) -> None:
    found = outcomes(laid(find(name)[0], problem(tmp_path, FAMILIES[family])))
    assert set(found.values()) == {Outcome.HOLDS}


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(("part", "side"), [("a", 0.01), ("b", 0.9), ("c.upper", 0.99), ("c.lower", 1.01)])
def test_planted_falsehoods_are_violated_and_confirmed_in_balls(part: str, side: float, family: str, tmp_path: Path) -> None:
    claim = find("lemma-1:repaired")[0]
    falsehood = {"left" if part == "c.lower" else "right": sp.Rational(str(side))}
    changed = tuple(replace(p, **falsehood) if p.id == part else p for p in claim.parts)
    made = laid(replace(claim, parts=changed), problem(tmp_path, FAMILIES[family]))
    assert made.experiment is not None
    records = Ensemble(made.experiment).run(range(4))
    rows = {row.part: row for row in judge(made, records, 4, 0.01, 0.0)}
    assert rows[part].verdict == Outcome.VIOLATED
    witness = rows[part].witness
    assert witness is not None
    assert witness["confirmed"]
    assert 0 <= witness["coordinate"] < 3
    assert arb(witness["ball"]) < 0
    assert float(arb(witness["ball"]).mid()) == pytest.approx(witness["slack"], rel=1e-6, abs=1e-9)


def test_the_balls_do_not_confirm_what_rounding_made(tmp_path: Path) -> None:
    made = laid(find("lemma-1:repaired")[0], problem(tmp_path, SHORT))
    part = made.parts[0]
    inequality = StepInequality(made.claim, part, made.problem, made.values)
    assert made.experiment is not None
    assert not replay(inequality, made.experiment, run=1, step=5)["confirmed"]  # a step at which the claim holds


def test_a_stale_second_moment_breaks_the_drift(tmp_path: Path) -> None:
    """Lemma 1 (c) watched on an algorithm whose beta_2 is ten times what the claim is told."""
    made = laid(find("lemma-1:repaired")[0], problem(tmp_path, SHORT))
    assert made.experiment is not None
    faster = replace(made.experiment.schedule, beta_2=0.9)
    found = outcomes(replace(made, experiment=replace(made.experiment, schedule=faster)))
    assert found["c.lower"] == Outcome.VIOLATED


def test_the_papers_drift_rate_is_too_small() -> None:
    shipped = load(DRIFT)
    paper, repaired = find("lemma-1")
    found = {claim.variant: outcomes(laid(claim, shipped), runs=16) for claim in (paper, repaired)}
    assert found["paper"]["c.upper"] == Outcome.VIOLATED
    assert found["paper"]["c.lower"] == Outcome.VIOLATED
    assert set(found["repaired"].values()) == {Outcome.HOLDS}


def test_corollary_1_says_nothing_where_its_hypothesis_fails(tmp_path: Path) -> None:
    claim = find("corollary-1")[0]
    small = laid(claim, problem(tmp_path, SHORT))
    large = laid(claim, problem(tmp_path, SHORT | {"algorithm": SHORT["algorithm"] | {"lambda": 30.0, "eta": 0.001}}))

    def checked(made: Plan) -> int:
        assert made.experiment is not None
        records: Records = Ensemble(made.experiment).run(range(4))
        return int(np.sum(records[f"{name_of(claim, claim.parts[0])}:checked"]))

    assert checked(small) > checked(large)
    assert checked(small) <= 4 * 60


NEGATIVE = {
    "problem": {"family": None, "term": "a*(sqrt(1+(x/s)^2)-1)", "dimension": 1, "start": [-0.03], "region": None},
    "problem.parameters": {"amplitude": None, "a": [1.0], "s": [1.0]},
    "noise": {"scale": 7.0},
    "algorithm": {"delta": 2.0, "beta_2": 0.04, "lambda": 1.0, "beta_1": 0.2, "eta": 0.02, "T": 60},
}


def test_corollary_1_says_nothing_where_the_decay_is_negative(tmp_path: Path) -> None:
    """mu_v = 1.28, so lambda_k changes its sign at every step; without the hypothesis the corollary is violated."""
    claim, where = find("corollary-1")[0], problem(tmp_path, NEGATIVE)
    assert set(outcomes(laid(claim, where)).values()) == {Outcome.HOLDS}
    silent = replace(claim, hypotheses=tuple(h for h in claim.hypotheses if h.name != "lambda_k >= 0"))
    assert set(outcomes(laid(silent, where)).values()) == {Outcome.VIOLATED}


def test_plans_of_equal_runs_share_them(tmp_path: Path) -> None:
    where = problem(tmp_path)
    plans = [laid(claim, where) for name in ("lemma-1", "corollary-1", "theorem-2:repaired") for claim in find(name)]
    groups = grouped(plans)
    assert len(groups) == 1  # what a lemma does not prescribe is the repaired theorem's
    together = Ensemble(groups[0].experiments[0]).run(range(4))
    for made in plans:
        assert made.experiment is not None
        alone = Ensemble(made.experiment).run(range(4))
        for name, values in alone.items():
            np.testing.assert_array_equal(together[name], values, err_msg=name)


def test_a_declared_c_s_is_checked(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"c_s=0\.2 must be at most"):
        problem(tmp_path, {"constants": {"c_s": 0.2}})
    assert s.c_s in laid(find("lemma-1:paper")[0], problem(tmp_path, SHORT)).values
