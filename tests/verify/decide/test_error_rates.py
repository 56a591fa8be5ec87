"""One error rate for a whole report, and runs that leave the region: the same verdict whatever the seed."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from problems.load import load
from tests import lab
from tests.verify.commands.test_cli import program
from tests.verify.studies.shares import statements
from theory.claim import Kind
from theory.papers import find
from theory.symbols import T
from verify.decide.checks import expectation
from verify.decide.error_rates import EVENLY, Even, shares_of, spread
from verify.decide.judge import LEAVING, judge
from verify.decide.plan import Plan, plan
from verify.decide.plant import planted
from verify.decide.ranges import average_ranges
from verify.decide.verdict import Outcome, Result
from verify.report import document
from verify.simulate.ensemble import Ensemble, Records
from verify.simulate.measure import Stopped
from verify.studies import all_studies

ROOT = Path(__file__).parents[3]
SMALL: dict[str, Any] = {
    "problem": {"region": 1.2, "start": 0.8, "dimension": 2},
    "problem.parameters": {"amplitude": 0.3},
    "noise": {"scale": 0.1, "batch": 4},
    "target": {"epsilon": 1.0},
}


@given(
    rate=st.floats(1e-6, 0.5),
    ratios=st.lists(st.floats(0, 1e9) | st.just(math.inf) | st.just(math.nan), min_size=1, max_size=40),
)
def test_what_is_spread_adds_up_and_the_hardest_has_most(rate: float, ratios: list[float]) -> None:
    found = spread(rate, ratios)
    assert sum(found) <= rate * (1 + 1e-12)
    assert sum(found) >= 0.9 * rate * (1 - EVENLY)
    assert min(found) >= EVENLY * rate / len(ratios) * (1 - 1e-12)
    finite = [r for r in ratios if math.isfinite(r)]
    if len(finite) == len(ratios):
        assert found[ratios.index(max(ratios))] == max(found)


def test_spread_shares_need_the_same_number_of_runs() -> None:
    """Where the even part does not matter: log(1/a) B/c is one number."""
    ratios = [60.0, 50.0, 40.0, 5.0]
    needed = [math.log(1.0 / a) * r for a, r in zip(spread(1e-3, ratios), ratios, strict=True)]
    assert needed[0] == pytest.approx(needed[1], rel=0.02)
    assert max(needed) < 0.95 * max(ratios) * math.log(len(ratios) / 1e-3)  # what an even split would need


def test_an_even_split_names_its_statements() -> None:
    split = Even(0.01, {"means": 3, "planted": 1})
    assert sum(row["count"] * row["error_rate"] for row in split.as_data()) == pytest.approx(0.01)  # type: ignore[operator]
    assert Even(0.01, {}).each == 0.01


def laid(folder: Path) -> Plan:
    made = plan(next(c for c in find("theorem-2") if c.variant == "repaired"), lab.problem(folder, SMALL), 1.0, 0)
    assert made.experiment is not None
    return made


def spent(rows: list[Result]) -> float:
    """What the rows of one plan spend: their means, their iteration count, their exits (one statement for all rows)."""
    exits = {h.name: h.error_rate or 0.0 for row in rows for h in row.hypotheses}
    return sum((r.error_rate or 0.0) + float((r.iterations or {}).get("error_rate") or 0.0) for r in rows) + sum(exits.values())


def test_a_plan_spends_what_it_was_given(tmp_path: Path) -> None:
    made = laid(tmp_path)
    shares = shares_of(made, 0.01)
    handed = sum(map(sum, shares.parts.values())) + shares.iterations + 2 * shares.exits
    assert handed == pytest.approx(0.01, rel=1e-6)
    assert made.experiment is not None
    rows = judge(made, Ensemble(made.experiment).run(range(8)), 8, 0.01, 0.0)
    assert 0.005 < spent(rows) <= 0.01
    for row in rows:
        assert (row.error_rate is None) == (row.measured is None or row.measured.upper is None), row.part


def intervals(value: Any) -> int:
    """How many intervals a study's data holds, by the names of their ends."""
    if isinstance(value, list):
        return sum(map(intervals, value))
    if not isinstance(value, dict):
        return 0
    return sum(map(intervals, value.values())) + any(
        key in value for key in ("upper", "interval", "share_upper", "ratio_upper")
    )


def total(report: dict[str, Any]) -> float:
    """Every share that a report names: rows, iteration counts, exits, studies; a study's rows are among its statements."""
    found = 0.0
    plans: dict[tuple[str, ...], dict[str, float]] = {}
    for row in report["results"]:
        if row["study"]:
            continue
        found += (row["error_rate"] or 0.0) + ((row["iterations"] or {}).get("error_rate") or 0.0)
        exits = plans.setdefault((row["claim"], row["variant"], row["problem"]), {})
        exits |= {h["name"]: h["error_rate"] for h in row["hypotheses"] if h["error_rate"]}
    found += sum(sum(exits.values()) for exits in plans.values())
    for name, section in report.get("studies", {}).items():
        named = list(statements(section["data"]))
        assert named or not intervals(section["data"]), f"{name} has intervals and names no shares"
        found += sum(one["count"] * one["error_rate"] for one in named)
    return found


def test_a_whole_report_spends_at_most_its_error_rate(tmp_path: Path) -> None:
    """Ensembles on two files."""
    files: list[object] = []
    for name, dimension in (("one", 2), ("another", 1)):
        (tmp_path / name).mkdir()
        lab.problem(tmp_path / name, {**SMALL, "problem": {**SMALL["problem"], "name": name, "dimension": dimension}})
        files += ["--problem", tmp_path / name / "problem.toml"]
    out = tmp_path / "out"
    asked = ("run", "theorem-2", "theorem-3", "lemma-2", *files, "--runs", 8, "--max-runs", 8, "--error-rate", 0.03)
    done = program(*asked, "--out", out, "--quiet", "--workers", 1)
    report = document.read(out)
    assert done.returncode == any(row["verdict"] == "VIOLATED" and not row["known"] for row in report["results"]), done.stderr
    assert 0.01 < total(report) <= 0.03 * (1 + 1e-9)


def test_the_reference_report_with_all_studies_spends_at_most_its_error_rate() -> None:
    report = document.read(ROOT / "reports" / "reference")
    assert set(report["studies"]) == {study.NAME for study in all_studies()}
    assert 0.5 * report["error_rate"] < total(report) <= report["error_rate"]
    spent = [sum(one["count"] * one["error_rate"] for one in statements(part["data"])) for part in report["studies"].values()]
    assert max(spent) == pytest.approx(min(filter(None, spent)))  # evenly over the studies that state anything


@pytest.mark.parametrize("file", ["rational_well", "cosine_logcosh"])
def test_no_decision_takes_fewer_runs_than_any_could(file: str) -> None:
    """Where the range B decides, "mean <= bound" at the error rate a needs log(1/a) B/(bound - mean) runs whatever is done."""
    problem = load(ROOT / "problems" / f"{file}.toml")
    made = plan(next(c for c in find("theorem-2") if c.variant == "repaired"), problem, problem.epsilon, 0)
    rows = {
        row["part"]: row
        for row in document.read(ROOT / "reports" / "reference")["results"]
        if (row["claim"], row["variant"], row["problem"]) == ("theorem-2", "repaired", problem.name)
    }
    assert made.experiment is not None
    floors = []
    for part in made.parts:
        if part.kind == Kind.EXPECTATION and not part.every_T:
            limits = average_ranges(problem, made.experiment.schedule, [int(made.values[T])])
            top = expectation.largest(part, {name: float(values[0]) for name, values in limits.items()})
            mean, rate = rows[part.id]["measured"]["mean"], rows[part.id]["error_rate"]
            floors.append(math.log(1.0 / rate) * top / (made.bound(part) - mean))
    runs = {rows[part.id]["measured"]["runs"] for part in made.parts if part.kind == Kind.EXPECTATION}
    assert len(runs) == 1
    assert max(floors) <= max(runs)


def leaving(records: Records, p: float, seed: int) -> Records:
    """The records, had every run left the region with probability p."""
    left = np.random.default_rng(seed).random(len(records["stopped"])) < p
    stopped = np.where(left, Stopped.LEFT_REGION, records["stopped"])
    return {**records, "stopped": stopped, "stopped_at": np.where(left, 1, records["stopped_at"])}


@pytest.fixture(scope="module")
def ensemble(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, Records]:
    made = laid(tmp_path_factory.mktemp("leaving"))
    assert made.experiment is not None
    return made, Ensemble(made.experiment).run(range(256))


def test_a_rare_exit_changes_no_verdict_from_seed_to_seed(ensemble: tuple[Plan, Records]) -> None:
    """Twelve ledgers of 256 runs that leave with probability 1e-3: some see an exit, some do not."""
    made, records = ensemble
    ledgers = [leaving(records, 1e-3, seed) for seed in range(12)]
    assert {bool(np.any(one["stopped"])) for one in ledgers} == {True, False}
    stays, *leave = sorted(ledgers, key=lambda one: int(np.sum(one["stopped"] > 0)))
    other = [one for one in leave if np.any(one["stopped"] > 0)]  # without an exit they are all the same
    found = [[(row.part, row.verdict) for row in judge(made, one, 256, 0.01, 0.0)] for one in (stays, *other)]
    assert all(rows == found[0] for rows in found)
    assert {verdict for _, verdict in found[0]} == {Outcome.HOLDS}


def test_an_exit_counts_as_the_largest_value(ensemble: tuple[Plan, Records]) -> None:
    made, records = ensemble
    stays, leaves = (judge(made, one, 256, 0.01, 0.0)[1] for one in (records, leaving(records, 0.02, 3)))
    assert stays.measured is not None
    assert leaves.measured is not None
    assert leaves.measured.upper is not None
    assert stays.measured.upper is not None
    left = float(np.mean(leaving(records, 0.02, 3)["stopped"] > 0))
    assert left > 0.0
    assert leaves.measured.upper > stays.measured.upper
    assert leaves.measured.lower <= stays.measured.lower  # type: ignore[operator]


def test_runs_that_often_leave_make_the_claim_inapplicable(ensemble: tuple[Plan, Records]) -> None:
    made, records = ensemble
    for seed in range(4):
        rows = judge(made, leaving(records, 3 * LEAVING, seed), 256, 0.01, 0.0)
        assert {row.verdict for row in rows if row.kind == Kind.EXPECTATION} == {Outcome.INAPPLICABLE}


def test_a_violation_waits_until_few_are_known_to_leave(ensemble: tuple[Plan, Records]) -> None:
    made, records = ensemble
    false = replace(made, claim=replace(planted(made.claim, "eq-18=0.1"), variant=made.claim.variant))
    few = {name: values[..., :16] for name, values in records.items()}
    said = {n: {r.part: r for r in judge(false, some, n, 0.01, 0.0)}["eq-18"] for n, some in ((16, few), (256, records))}
    assert said[256].verdict == Outcome.VIOLATED
    assert said[16].verdict == Outcome.UNDECIDED
