"""The slack ledger balances in every run; what is planted into an inequality or a constant shows as what it is."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import sympy as sp
from numpy.typing import NDArray

from problems.load import FOLDER, load, shipped
from tests import lab
from theory import symbols as s
from theory.claim import Variant
from theory.papers import find
from theory.papers.adamw.slack import MEASURED, Sense, Slack, When, repaired
from verify.decide.checks.rounding import Rounding
from verify.decide.evaluate import number
from verify.decide.plan import Plan, plan
from verify.decide.verdict import Outcome
from verify.simulate.ensemble import Ensemble, Records
from verify.simulate.program import HYPER_ROWS
from verify.studies.where_slack import slack_book
from verify.studies.where_slack import study as where_slack
from verify.studies.where_slack.ledger import NEXT, NOW, SCHEDULED, Ledger, confirm, terms_of

CLAIMS = {claim.variant: claim for claim in find("theorem-2")}
SHARE = 1e-4


def laid_out(path: Path, variant: Variant = Variant.REPAIRED) -> Plan:
    problem = load(path)
    return plan(CLAIMS[variant], problem, problem.epsilon, 0, "numpy")


@pytest.fixture(scope="module")
def sine() -> Plan:
    return laid_out(FOLDER / "sine_quadratic.toml")


@pytest.fixture(scope="module")
def book(sine: Plan) -> tuple[tuple[Slack, ...], Records]:
    return slack_book.run(sine)


def verdicts(laid: Plan, slacks: tuple[Slack, ...], records: Records) -> dict[str, Outcome]:
    made = slack_book.book_of(laid, slacks, records, SHARE)
    return {row.part: row.verdict for row in where_slack.rows_of(laid, slacks, records, made, SHARE)}


def entries(laid: Plan, slacks: tuple[Slack, ...], records: Records) -> dict[str, str]:
    return {entry["name"]: entry["said"] for entry in slack_book.book_of(laid, slacks, records, SHARE)["entries"]}


def kept(laid: Plan, slacks: tuple[Slack, ...], changed: dict[object, float]) -> Records:
    """The plan's runs, the ledger kept with some constants made wrong."""
    keeper = Ledger(slacks, Rounding(laid.problem), slack_book.constants(laid) | changed)
    assert laid.experiment is not None
    return Ensemble(replace(laid.experiment, reducers=(keeper,))).run(range(32))


def test_it_balances_in_every_single_run(sine: Plan, book: tuple[tuple[Slack, ...], Records]) -> None:
    slacks, records = book
    best = slack_book.constants(sine)
    part = next(part for part in sine.parts if part.id == "eq-18")
    unit = slack_book.steps_of(sine, best).unit
    assert unit == pytest.approx(number(2 * s.c_2 / (s.eta * s.T), best), rel=1e-12)
    off = number(part.right, best) - records["slack:measured"] - unit * np.sum(records["slack:sum"], axis=0)
    allowed = unit * np.sum(records["slack:allowed"], axis=0)
    assert records["slack:measured"].shape == (slack_book.RUNS,)
    assert np.all(np.abs(off) <= allowed)
    assert np.max(allowed) < 1e-9 * number(part.right, best)  # an allowance that hides nothing
    found = verdicts(sine, slacks, records)
    assert found == {"slack/steps": Outcome.HOLDS, "slack/step-8": Outcome.HOLDS, "slack/balance": Outcome.HOLDS}


@pytest.mark.parametrize("name", ["smoothness", "decay drift", "Young", "bracket of step 7", "momentum at the end"])
def test_a_forgotten_inequality_breaks_the_balance(sine: Plan, book: tuple[tuple[Slack, ...], Records], name: str) -> None:
    slacks, records = book
    rest = [j for j, one in enumerate(slacks) if one.name != name]
    less = {key: value[rest] if value.ndim == 2 else value for key, value in records.items()}
    assert verdicts(sine, tuple(slacks[j] for j in rest), less)["slack/balance"] == Outcome.VIOLATED


def test_half_of_L_is_caught(sine: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    """Young's inequality and the others stand; the two that use L alone do not, at a run and step that balls confirm."""
    slacks, true = repaired("theorem-2"), slack_book.constants(sine)
    records = kept(sine, slacks, {s.L: true[s.L] / 2})
    assert {name for name, said in entries(sine, slacks, records).items() if said == "NEGATIVE"} == {
        "smoothness", "Lipschitz gradient"
    }  # fmt: skip
    monkeypatch.setattr(slack_book, "constants", lambda laid: true | {s.L: true[s.L] / 2})
    made = slack_book.book_of(sine, slacks, records, SHARE)
    row = where_slack.rows_of(sine, slacks, records, made, SHARE)[0]
    assert (row.part, row.verdict) == ("slack/steps", Outcome.VIOLATED)
    assert row.witness is not None
    assert row.witness["slack_over_allowance"] < -1
    assert row.witness["confirmed"]
    one = next(one for one in slacks if one.name == row.witness["inequality"])
    assert not confirm(sine.experiment, one, true, row.witness["run"], row.witness["step"])["confirmed"]
    monkeypatch.undo()  # the true L: what floating point reported is not confirmed
    assert where_slack.rows_of(sine, slacks, records, made, SHARE)[0].verdict == Outcome.UNDECIDED


def test_a_noise_that_is_too_small_is_caught(sine: Plan) -> None:
    slacks = repaired("theorem-2")
    records = kept(sine, slacks, {s.sigma: slack_book.constants(sine)[s.sigma] / 2})
    found = verdicts(sine, slacks, records)
    assert found["slack/noise"] == Outcome.VIOLATED
    assert found["slack/steps"] == Outcome.HOLDS


def test_a_small_c_inf_is_caught(sine: Plan) -> None:
    """c_2 below the largest v: the inequalities that put c_2 for v are negative."""
    slacks = repaired("theorem-2")
    records = kept(sine, slacks, {s.c_inf: 0.01})
    negative = {name for name, said in entries(sine, slacks, records).items() if said == "NEGATIVE"}
    assert {"v <= c_2 at u", "v <= c_2 at grad F_k"} <= negative


def test_what_the_paper_leaves_out_is_negative() -> None:
    path = FOLDER / "counterexamples" / "theorem_2_initial_decay.toml"
    laid = laid_out(path, Variant.PAPER)
    slacks, records = slack_book.run(laid)
    made = slack_book.book_of(laid, slacks, records, SHARE)
    assert made["measured"] > made["bound"]
    assert {e["name"] for e in made["entries"] if e["said"] == "NEGATIVE"} == {"decay at the start"}
    rows = {row.part: row for row in where_slack.rows_of(laid, slacks, records, made, SHARE)}
    assert rows["slack/step-8"].verdict == Outcome.VIOLATED
    assert rows["slack/step-8"].known
    assert rows["slack/balance"].verdict == Outcome.HOLDS
    assert sum(where_slack.shares(made).values()) == pytest.approx(1.0, abs=1e-9)


def test_theorem_3_balances_with_its_weights() -> None:
    """Steps eta_k of their own, and the closed forms of the schedule's sums; a measurement off by a thousandth is seen."""
    problem = load(FOLDER / "sine_quadratic.toml")
    claim = next(claim for claim in find("theorem-3") if claim.variant == Variant.REPAIRED)
    laid = plan(claim, problem, problem.epsilon, 0, "numpy", most_steps=150)
    slacks, records = slack_book.run(laid)
    made = slack_book.book_of(laid, slacks, records, SHARE)
    assert abs(made["imbalance"]) <= made["allowance"] < 1e-9 * made["bound"]
    assert {entry["said"] for entry in made["entries"]} <= {"never negative", "0 within the interval", "positive"}
    assert sum(entry["group"] == slack_book.SUMS for entry in made["entries"]) == 3
    assert verdicts(laid, slacks, records) == {
        "slack/steps": Outcome.HOLDS, "slack/step-4": Outcome.HOLDS, "slack/balance": Outcome.HOLDS,
    }  # fmt: skip
    stale = {**records, "slack:measured": records["slack:measured"] * 1.001}
    assert verdicts(laid, slacks, stale)["slack/balance"] == Outcome.VIOLATED


def test_the_condition_of_step_5_that_the_paper_misses() -> None:
    laid = laid_out(FOLDER / "counterexamples" / "theorem_2_step_size.toml", Variant.PAPER)
    slacks, records = slack_book.run(laid)
    assert verdicts(laid, slacks, records)["slack/steps"] == Outcome.VIOLATED
    assert entries(laid, slacks, records)["bracket of step 5"] == "NEGATIVE"


def test_sums_equal_the_definition(tmp_path: Path) -> None:
    """Every slack by plain NumPy from recorded quantities, whatever the chunks are."""
    problem = lab.problem(tmp_path)
    laid = plan(CLAIMS[Variant.REPAIRED], problem, 2.0, 0, "numpy")
    assert laid.experiment is not None
    slacks, values = repaired("theorem-2"), slack_book.constants(laid)
    keeper = Ledger(slacks, Rounding(problem), values)
    steps = 40
    base = replace(laid.experiment, steps=steps)
    records = Ensemble(replace(base, reducers=(keeper,))).run(range(20))
    path = Ensemble(replace(base, steps=steps + 1, reducers=(lab.Everything(keeper.needs),))).run(range(20))
    rows = base.schedule.rows(np.arange(steps + 1), np.arange(1))[:, :, 0]
    names = ("lambda_", "eta"), ("beta_1",)
    scheduled = [rows[:-1, HYPER_ROWS.index(name)] for name in names[0]] + [
        rows[1:, HYPER_ROWS.index(name)] for name in names[1]
    ]

    def numbers(expression: sp.Expr) -> NDArray[np.float64]:
        return np.array([float(expression.subs(dict(zip(SCHEDULED, at, strict=True)))) for at in zip(*scheduled, strict=True)])

    def of(one: Slack) -> NDArray[np.float64]:
        terms, total = terms_of(one, values), np.zeros((steps, 20))
        for letter, c in zip(terms.letters, terms.coefficients, strict=True):
            seen = path[f"path:{NOW[letter]}"][:-1] if letter in NOW else path[f"path:{NEXT[letter]}"][1:]
            total += numbers(c)[:, None] * seen
        total += numbers(terms.constant)[:, None]
        return np.asarray({When.STEP: total.sum(axis=0), When.START: total[0], When.END: total[-1]}[one.when])

    for j, one in enumerate(slacks):
        np.testing.assert_allclose(records["slack:sum"][j], of(one), rtol=1e-9, atol=1e-13, err_msg=one.name)
    weights = {name: float(MEASURED.coeff(letter)) for letter, name in ((s.grad_F_k_sq, "grad_F_k_sq"), (s.u_sq, "u_sq"))}
    by_hand = sum(w * path[f"path:{name}"][:-1].mean(axis=0) for name, w in weights.items())
    np.testing.assert_allclose(records["slack:measured"], by_hand, rtol=1e-12)


def test_it_is_the_same_whatever_the_chunks_are(
    sine: Plan, book: tuple[tuple[Slack, ...], Records], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("verify.simulate.ensemble.MOST_STEPS", 7)
    _, again = slack_book.run(sine)
    assert book[1].keys() == again.keys()
    assert all(lab.bits(book[1][name], again[name]) for name in again)


def test_a_slack_that_is_not_linear_is_refused() -> None:
    with pytest.raises(ValueError, match="not linear"):
        terms_of(Slack("square", "1", "x", s.u_sq**2 + s.dx_sq * s.u_sq, sense=Sense.PATHWISE), {})


def test_every_shipped_file_has_a_ledger_or_a_reason() -> None:
    assert {FOLDER / name for name in where_slack.FILES} == set(shipped())
    assert where_slack.FILES[: where_slack.FILES_3] == where_slack.FIRST


def test_runs_that_leave_the_region_make_no_ledger() -> None:
    laid = laid_out(FOLDER / "counterexamples" / "theorem_3_initial_decay.toml", Variant.PAPER)
    slacks, records = slack_book.run(laid)
    assert records["stopped"].any()
    made = slack_book.book_of(laid, slacks, records, SHARE)
    found = where_slack.rows_of(laid, slacks, records, made, SHARE)
    assert {row.part for row in found} == {"slack/steps", "slack/step-8", "slack/balance"}
    assert {row.verdict for row in found} == {Outcome.INAPPLICABLE}
    assert all(any(hypothesis.fails for hypothesis in row.hypotheses) for row in found)
