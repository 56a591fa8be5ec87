"""Prescriptions by hand, hypotheses pushed over their limits, ranges that contain what is seen, verdicts by the interval."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from problems.limits import SMALLEST
from problems.load import load, shipped
from tests import lab
from theory import symbols as s
from theory.claim import Hypothesis
from theory.papers import find
from theory.papers.adamw.theorem_2.statement import PAPER, REPAIRED
from verify.decide.checks import expectation
from verify.decide.evaluate import check, number
from verify.decide.judge import judge
from verify.decide.plan import Plan, plan
from verify.decide.ranges import MEANS, average_ranges, ranges, step_ranges
from verify.decide.verdict import Outcome
from verify.simulate.ensemble import Ensemble
from verify.simulate.program import HYPER_ROWS

RATIONAL = Path(__file__).parents[3] / "problems" / "rational_well.toml"


@pytest.mark.parametrize("eps", [0.1, 0.5])
def test_the_prescription_of_the_rational_well_by_hand(eps: float) -> None:
    """c_1 = 1, c_2 = sqrt(0.95^2 + 1), sigma = 0.95 as declared, L = 2, Delta = 10 * 4/5, (lambda/2) c_2 ||x_0||^2 = 2 c_2."""
    c_2 = (0.95**2 + 1.0) ** 0.5
    beta_1 = eps**2 / (3 * c_2 * 0.9025)
    eta = eps**2 / (12 * c_2 * 0.9025) * c_2**-0.5
    for claim, potential in ((PAPER, 8.0), (REPAIRED, 8.0 + 2.0 * c_2)):
        laid = plan(claim, load(RATIONAL), eps, 0)
        step = eta if claim is PAPER else min(eta, 1 / (2 * c_2 * 2.1), beta_1 / 4 * c_2**-0.5)
        T = np.ceil(max(6 * c_2 * potential / (step * eps**2), 3 * c_2 * 0.9025 / (beta_1 * eps**2)))
        got = [laid.values[letter] for letter in (s.beta_1, s.eta, s.T)]
        assert got[:2] == pytest.approx([beta_1, step], rel=1e-9)
        assert abs(got[2] - T) <= 1
        eq_18 = next(part for part in claim.parts if part.id == "eq-18")
        by_hand = 2 * c_2 * potential / (step * got[2]) + c_2 * 0.9025 / (beta_1 * got[2]) + c_2 * beta_1 * 0.9025
        assert laid.bound(eq_18) == pytest.approx(by_hand, rel=1e-9)
        assert by_hand <= eps**2 * (1 + 1e-9)
        assert laid.parameters["mu_v"] == pytest.approx(0.005 * 0.9025)


def test_a_run_has_a_step_where_none_would_be_enough(tmp_path: Path) -> None:
    still = lab.problem(tmp_path, {"problem": {"start": 0.0}, "noise": {"kind": "none", "scale": None}})
    assert plan(REPAIRED, still, still.epsilon, 0).values[s.T] == 1.0


GIVEN: dict[str, dict[str, Any]] = {
    "beta_1 of the statement": {"algorithm": {"beta_1": 0.9}, "target": {"epsilon": 0.3}},
    "eta of the statement": {"algorithm": {"eta": 0.1}, "target": {"epsilon": 0.3}},
    "T of the statement": {"algorithm": {"T": 5}},
    "mu_v < 1": {"algorithm": {"beta_2": 0.9, "delta": 0.5}},
    "algorithm": {"algorithm": {"name": "adamw"}},
}


@pytest.mark.parametrize("name", GIVEN)
@pytest.mark.parametrize("claim", [PAPER, REPAIRED], ids=lambda c: str(c.variant))
def test_a_hypothesis_pushed_over_its_limit_makes_the_claim_inapplicable(name: str, claim: Any, tmp_path: Path) -> None:
    ordinary = plan(claim, lab.problem(tmp_path), 0.5, 0)
    assert ordinary.experiment is not None
    where = lab.problem(tmp_path, GIVEN[name])
    laid = plan(claim, where, where.epsilon, 0)
    assert laid.experiment is None
    assert name in [h.name for h in laid.hypotheses if h.fails and h.binding]


def test_a_schedule_of_ones_own(tmp_path: Path) -> None:
    """Claims about every run take it, step by step; claims that choose beta_1 and eta do not apply."""
    listed = {"beta_1": [0.5, 0.4, 0.3, 0.2], "eta": [0.04, 0.03, 0.02, 0.01], "T": 4}
    problem = lab.problem(tmp_path, {"algorithm": listed})
    for name in ("theorem-2:paper", "theorem-3:repaired", "lemma-2"):
        refused = plan(find(name)[0], problem, 0.5, 0)
        assert refused.experiment is None
        assert [h.name for h in refused.hypotheses if h.fails] == ["the claim's own beta_1 and eta"]
    laid = plan(find("lemma-1:repaired")[0], problem, 0.5, 0)
    assert laid.experiment is not None
    table = laid.experiment.schedule.rows(np.arange(5), np.array([0]))[:, :, 0]
    assert table[:, HYPER_ROWS.index("eta")].tolist() == [0.04, 0.03, 0.02, 0.01, 0.01]
    assert table[:, HYPER_ROWS.index("beta_1")].tolist() == [1.0, 0.4, 0.3, 0.2, 0.2]  # m_0 = g_0
    assert laid.values[s.eta] == 0.04
    records = Ensemble(laid.experiment).run(range(4))
    assert {row.verdict for row in judge(laid, records, 4, 0.01, 0.0)} == {Outcome.HOLDS}


def test_a_files_own_step_size_does_not_speak_for_a_claims_schedule(tmp_path: Path) -> None:
    """Theorem 3 chooses beta_{1,k} itself: what the file says of beta_1 is not what its hypotheses are checked at."""
    problem = lab.problem(tmp_path, {"algorithm": {"beta_1": 0.01}})
    laid = plan(find("theorem-3:paper")[0], problem, 0.5, 0)
    assert laid.values[s.beta_1] > 0.5


def test_what_only_the_proof_uses_binds_the_repaired_variant_alone(tmp_path: Path) -> None:
    """beta_1 far below its limit with the stated eta: step 7's condition fails."""
    where = lab.problem(tmp_path, {"algorithm": {"beta_1": 1e-3, "eta": 0.05}})
    for claim, applies in ((PAPER, True), (REPAIRED, False)):
        laid = plan(claim, where, 0.8, 0)
        status = next(h for h in laid.hypotheses if h.name == "eta of step 7")
        assert (status.status, status.binding) == ("fails", not applies)
        assert (laid.experiment is not None) == applies


def test_a_limit_met_with_equality_is_met_and_strict_ones_are_not() -> None:
    le, lt = Hypothesis("a", sp.Le(s.beta_1, 1), ""), Hypothesis("b", sp.Lt(s.mu_v, 1), "")
    assert not check(le, {s.beta_1: 1.0}, True).fails
    assert check(le, {s.beta_1: 1.0 + 1e-9}, True).fails
    at_one = {s.beta_2: 0.5, s.c_inf: 2.0**0.5, s.delta: 1.0}
    assert check(lt, at_one, True).fails
    ge = Hypothesis("c", sp.Ge(s.T, 1 / s.eta), "")
    assert check(ge, {s.T: 9.0, s.eta: 0.1}, True).fails
    assert not check(ge, {s.T: 10.0, s.eta: 0.1}, True).fails
    assert check(ge, {s.T: float("inf"), s.eta: 0.0}, True).fails  # nothing can be said for it
    with pytest.raises(KeyError):
        number(s.L * s.eta, {s.L: 1.0})


def test_a_horizon_beyond_the_budget_is_undecided_and_not_cut(tmp_path: Path) -> None:
    laid = plan(PAPER, lab.problem(tmp_path), 0.5, 0, most_steps=10)
    assert laid.experiment is None
    assert laid.refusal is not None
    assert "exceeds" in laid.refusal
    assert laid.values[s.T] > 10


def observed(laid: Plan, runs: int = 16) -> dict[str, float]:
    assert laid.experiment is not None
    made = lab.experiment(
        laid.problem, laid.problem.algorithm.name, min(int(laid.values[s.T]), 300), schedule=laid.experiment.schedule,
        reducers=(lab.Everything(MEANS),),
    )  # fmt: skip
    found = Ensemble(made).run(range(runs))
    return {name: float(np.nanmax(np.abs(found[f"path:{name}"]))) for name in MEANS}


@settings(max_examples=15)
@given(
    amplitude=st.floats(0.1, 3.0), scale=st.floats(0.01, 2.0), delta=st.floats(0.5, 4.0),
    lam=st.floats(0, 0.5).filter(lambda x: x == 0.0 or x >= SMALLEST),
    start=st.floats(-3.0, 3.0).filter(lambda x: x == 0.0 or x * x >= SMALLEST),  # Delta is of the order of its square
    kind=st.sampled_from(["rademacher", "uniform", "truncated-normal"]), batch=st.integers(1, 3),
)  # fmt: skip
def test_ranges_contain_everything_that_is_seen(
    amplitude: float, scale: float, delta: float, lam: float, start: float, kind: str, batch: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    changes = {
        "problem": {"start": start},
        "problem.parameters": {"amplitude": amplitude},
        "noise": {"kind": kind, "scale": scale, "batch": batch},
        "algorithm": {"delta": delta, "lambda": lam, "beta_2": 0.001},
    }
    where = lab.problem(tmp_path_factory.mktemp("ranges"), changes)
    laid = plan(PAPER, where, 0.5 * (amplitude + scale), 0)
    if laid.experiment is None:
        return
    top = ranges(where, laid.values[s.eta])
    for name, value in observed(laid, 4).items():
        assert value <= top[name], name


@pytest.mark.parametrize("weighted", [False, True])
def test_ranges_of_averages_are_averages_of_ranges(weighted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The decay and the step size of every step count; what is seen lies within; a range at one step is never smaller."""
    monkeypatch.setattr("verify.decide.ranges.CHUNK", 7)
    problem = lab.problem(tmp_path, {"algorithm": {"lambda": 0.5, "beta_2": 0.2}})
    laid = plan(find("theorem-3:repaired" if weighted else "theorem-2:repaired")[0], problem, 0.8, 0)
    assert laid.experiment is not None
    schedule, horizons = laid.experiment.schedule, (1, 5, 40)
    found = average_ranges(problem, schedule, horizons, weighted)
    rows = schedule.rows(np.arange(40), np.array([0]))[:, :, 0]
    decay, eta = (rows[:, HYPER_ROWS.index(name)] for name in ("lambda_", "eta"))
    single = step_ranges(problem, decay, eta)
    names = [name for name in MEANS if np.isfinite(found[name][-1])]
    assert {"grad_F_k_sq", "u_sq", "v_dx_sq", "dx_sq", "m_err_over_v"} <= set(names)
    made = lab.experiment(problem, "adamw-d", 40, schedule=schedule, reducers=(lab.Everything(tuple(names)),))
    seen = Ensemble(made).run(range(16))
    for name in names:
        for j, T in enumerate(horizons):
            weights = eta[:T] if weighted else np.ones(T)
            average = np.sum(weights * single[name][:T]) / np.sum(weights)
            assert found[name][j] == pytest.approx(average, rel=1e-8)
            assert found[name][j] >= average
            assert np.max(weights @ seen[f"path:{name}"][:T] / np.sum(weights)) <= found[name][j]
    assert found["grad_F_k_sq"][-1] < 0.8 * ranges(problem, float(eta[0]))["grad_F_k_sq"]


def test_ranges_that_are_too_small_are_exceeded() -> None:
    """Pure noise attains the bound of m - grad F: the range leaves nothing to spare, and a tenth less is exceeded."""
    path = next(p for p in shipped() if p.name == "rational_well.toml")
    laid = plan(PAPER, load(path), 0.5, 0)
    top, seen = ranges(laid.problem, laid.values[s.eta]), observed(laid)
    assert all(seen[name] <= top[name] for name in seen)
    assert any(seen[name] > 0.05 * top[name] for name in seen)
    with pytest.raises(ValueError, match="outside"):
        expectation.decide(np.array([seen["m_err_sq"]]), 0.9 * seen["m_err_sq"], 1.0, 0.01)


def test_noise_at_its_very_bound_is_not_outside(tmp_path: Path) -> None:
    """c_inf declared at the upper end of its enclosure, g = +-c_inf, one step: the mean equals the range."""
    changes = {"problem.parameters": {"amplitude": 0.0}, "noise": {"scale": 0.3}, "algorithm": {"lambda": 0.0}}
    best = lab.problem(tmp_path, changes).certificate["c_inf"].enclosure.upper
    where = lab.problem(tmp_path, {**changes, "constants": {"c_inf": best, "L": 1e6}, "target": {"epsilon": 30.0}})
    laid = plan(PAPER, where, 30.0, 0)
    assert laid.experiment is not None
    records = Ensemble(laid.experiment).run(range(8))
    results = judge(laid, records, 8, 0.001, 0.0)
    assert {r.part for r in results if r.measured} >= {"i", "eq-18", "ii.a", "ii.b", "iii", "eq-16"}


def test_weights_and_verdicts_follow_the_interval() -> None:
    part = PAPER.parts[0]
    assert expectation.weights(part) == {"grad_F_k_sq": 1.0, "u_sq": 0.25}
    assert expectation.largest(part, {"grad_F_k_sq": 2.0, "u_sq": 8.0}) == 4.0
    x = np.random.default_rng(0).uniform(0.4, 0.6, 500)
    assert expectation.decide(x, 1.0, 0.9, 0.01)[0] == Outcome.HOLDS
    assert expectation.decide(x, 1.0, 0.1, 0.01)[0] == Outcome.VIOLATED
    assert expectation.decide(x, 1.0, 0.5, 0.01)[0] == Outcome.UNDECIDED
    assert expectation.decide(x, 1.0, float(x[0]), 0.01, random=False)[0] == Outcome.HOLDS
    with pytest.raises(ValueError, match="sum of measured quantities"):
        expectation.weights(part.__class__("x", part.kind, s.u_sq**2, s.epsilon, "", ""))


def test_where_no_range_is_known_a_mean_is_bounded_from_below_and_a_run_that_left_says_nothing() -> None:
    large = np.full(256, 10.0)
    outcome, interval = expectation.decide(large, np.inf, 1.0, 0.01)
    assert outcome == Outcome.VIOLATED
    assert 1.0 < interval.lower <= 10.0
    assert expectation.decide(0.1 * large, np.inf, 2.0, 0.01)[0] == Outcome.UNDECIDED  # it is not bounded from above
    assert expectation.decide(large, np.inf, 1.0, 0.01, left=np.ones(256, dtype=bool))[0] == Outcome.UNDECIDED
    assert expectation.decide(np.where(large > 0, np.inf, large), np.inf, 1.0, 0.01, left=large > 0)[1].lower == 0.0


def test_a_run_that_leaves_the_region_makes_every_mean_inapplicable_with_the_run_and_the_step(tmp_path: Path) -> None:
    changes = {"problem": {"region": 1.52}, "noise": {"scale": 1.5}, "algorithm": {"lambda": 0.0}, "target": {"epsilon": 2.0}}
    laid = plan(PAPER, lab.problem(tmp_path, changes), 2.0, 0)
    assert laid.experiment is not None
    records = Ensemble(laid.experiment).run(range(64))
    left = np.flatnonzero(records["stopped"] == 2)
    assert len(left)
    found = judge(laid, records, 64, 0.001, 0.0)
    results = [r for r in found if r.kind == "expectation"]
    assert {r.verdict for r in results} == {Outcome.INAPPLICABLE}
    assert {r.verdict for r in found if r.kind != "expectation"} == {Outcome.HOLDS}  # at the steps inside
    where = {"run": left[0], "step": records["stopped_at"][left[0]], "hypothesis": "iterates stay in the region"}
    assert all(r.witness == where for r in results)
