"""Every study in the folder: its interface, its claims, that rows and data repeat, and that views need the data alone."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from problems.load import FOLDER, load
from problems.problem import Problem
from tests.verify.studies.shares import asked_of, statements
from theory.papers import claims_in, find
from verify.decide.verdict import Outcome, plain
from verify.report import document, markdown, studied
from verify.simulate.shared import Shared, Urgency
from verify.studies import Listed, all_studies
from verify.studies import studied as claims_of_studies
from verify.studies.decide import Studies, _note, jobs_of, seconds
from verify.studies.growing_minibatches import study as growing_minibatches
from verify.studies.least_squares import study as least_squares
from verify.studies.rates.rate_paths import Grid, grids
from verify.studies.risk_bounds import study as risk_bounds
from verify.studies.stationary_law import agreement
from verify.studies.who_is_better import study as who_is_better


def few_grids(claim: str, algorithm: str) -> list[Grid]:
    """Three values of two letters, at which an iteration count is small."""
    epsilon, sigma, *_ = grids(claim, algorithm)
    return [replace(epsilon, values=epsilon.values[:3]), replace(sigma, values=sigma.values[:3])]


#: budgets that make a study fast; its verdicts then mean nothing
SMALL: dict[str, dict[str, object]] = {
    "stationary_law": {"SAMPLES": 3000, "DIMENSIONS": (2, 10), "MAP_DIMENSIONS": (2,)},
    "rates": {"RUNS": 8, "MOST_STEPS": 2000, "grids": few_grids},
    "risk_bounds": {"SETS": 4, "GRID_SETS": 2, "GRID": risk_bounds.GRID[:2], "GRID_DIMENSIONS": (), "SPLITS": 2},
    "who_is_better": {"SETS": 3, "DECAYS": (0.1,), "POINTS": 20, "GAP_DECAYS": (0.1,)},
    "least_squares": {
        "HORIZONS": (17, 30, 50, 80),
        "ALPHAS": (0.25,),
        "FEW": (17,),
        "RANGE_HORIZONS": (36,),
        "SCANNED": 12,
        "INSTANCES": least_squares.INSTANCES[:2],
        "CURVES": 32,
        "POINTS": 32,
    },
    "power": {"POPULATIONS": (("rational_well.toml", 2.0, 3),), "RUNS": 256, "LOOKS": (64, 128), "ALARM_LEDGERS": 2},
    "stages": {"RUNS": 32, "WORK": 150_000},
    "where_slack": {"FILES": ("rotated_quadratic.toml", "counterexamples/theorem_2_initial_decay.toml"), "FILES_3": 1},
    "which_objective": {"RUNS": 16, "STEPS": 400, "ETAS": (0.02, 0.01), "LATE": 4},
    "guarantees": {"RUNS": 8, "BUDGETS": (40,)},
    "growing_minibatches": {
        "DATA": {name: (scales, 50) for name, (scales, _) in growing_minibatches.DATA.items()},
        "N": 400,
        "SAMPLES": 20,
    },
    "how_tight": {"TIGHT": ("lemma-2:paper",)},
    "hessian_spectrum": {"RUNS": ((3, "adamw"), (3, "l2-adam")), "STEPS": 5, "LANCZOS_STEPS": 10, "PROBES": 1},
}


@pytest.fixture(autouse=True)
def small_measurements(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"ETAS": (0.4,), "RUNS": 64, "EULER_RUNS": 1000, "EXACT_ETAS": (0.1, 0.05)}.items():
        monkeypatch.setattr(agreement, name, value)


def test_every_study_is_listed_here_and_decides_known_claims() -> None:
    assert {study.NAME for study in all_studies()} == set(SMALL)
    adamw = {"lemma-4", "lemma-5", "theorem-1", "theorem-4", "theorem-6", "theorem-7", "corollary-3"}
    assert claims_of_studies() == adamw | {claim.id for claim in claims_in("hsdmpg")[1]}
    assert all(find(name) for name in claims_of_studies())


@pytest.mark.parametrize("study", all_studies(), ids=lambda study: study.NAME)
def test_study_repeats_and_renders_from_its_data(study: Listed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SMALL[study.NAME].items():
        monkeypatch.setattr(study.module, name, value)
    claims = [claim for name in (*study.CLAIMS, *study.ABOUT) for claim in find(name)]
    said: list[str] = []
    first = study.module.decide(claims, 3, 0.01, said.append)
    asked = asked_of(study.NAME, monkeypatch)
    again = study.module.decide(claims, 3, 0.01, said.append)
    assert said
    # its intervals are asked for no more than the data say, and those for no more than was given
    named = sum(one["count"] * one["error_rate"] for one in statements(plain(again.data)))
    assert sum(asked.values()) <= named * (1 + 1e-9) <= 0.01 * (1 + 2e-9)
    assert asked or study.NAME in ("hessian_spectrum", "how_tight")  # which state nothing statistical
    assert json.dumps(plain(first.data)) == json.dumps(plain(again.data))
    for one, two in zip(first.results, again.results, strict=True):
        assert {**one.to_dict(), "seconds": 0} == {**two.to_dict(), "seconds": 0}
        assert one.claim in (*study.CLAIMS, *study.ABOUT)
        if one.verdict == Outcome.INAPPLICABLE:
            assert any(hypothesis.fails for hypothesis in one.hypotheses)
    stored = json.loads(json.dumps(plain(first.data), allow_nan=False))
    section = study.section(stored)
    assert section.count("|") > 20
    for figure in study.figures(stored, tmp_path):
        assert figure["caption"]
        assert (tmp_path / f"{figure['name']}.svg").exists()


def test_which_studies_run() -> None:
    """Their own problems: with their claim's name, or with everything; never for a claim that was not asked for."""

    def names(*asked: str, named: bool, given: bool) -> set[str]:
        claims = [claim for name in asked for claim in find(name)]
        return {job.study for job in jobs_of(claims, [], 0, 0.01, named=named, given=given)}

    assert names("corollary-3", named=True, given=True) == {"who_is_better", "hessian_spectrum"}
    assert names("lemma-5", named=False, given=False) == {"stationary_law"}
    assert names("lemma-5", named=False, given=True) == set()
    assert names("lemma-1", named=True, given=False) == set()
    split = jobs_of(find("theorem-7"), [], 0, 0.01, named=True, given=False)
    assert sum(job.error_rate for job in split) == pytest.approx(0.01)


def test_a_kept_answer_is_of_the_same_question() -> None:
    """Accuracy, targets and every number of a file are part of what a study of files was asked."""
    given = load(FOLDER / "stagewise_sine.toml")

    def key(problem: Problem, seed: int = 0) -> str:
        (job,) = (j for j in jobs_of(find("theorem-4"), [problem], seed, 0.01, named=True, given=True) if j.problems)
        return job.key

    others = (replace(given, epsilon=0.3), replace(given, eps_stage=0.01), replace(given, start=given.start / 2))
    assert len({key(given), key(given, seed=1), *map(key, others)}) == 5


def test_what_a_study_took_is_known_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert seconds("power") == next(study.SECONDS for study in all_studies() if study.NAME == "power") > 0.0
    _note("power", 1.5)
    assert seconds("power") == 1.5
    (kept,) = tmp_path.rglob("power.json")
    kept.write_bytes(kept.read_bytes().replace(b"1.5", b"2.5"))
    assert seconds("power") > 2.5


def test_report_with_a_study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SMALL["who_is_better"].items():
        monkeypatch.setattr(who_is_better, name, value)
    monkeypatch.setattr("verify.studies.hessian_spectrum.study.RUNS", ())
    jobs = jobs_of(find("corollary-3"), [], 0, 0.01, named=True, given=False)
    rows, sections = Studies(jobs, tmp_path, None, lambda text: None).collect()
    with Shared(2) as shared:  # finished before: read back, and no process is begun
        studies = Studies(jobs, tmp_path, shared.line(Urgency.STUDIES), lambda text: None)
        assert studies.collect() == (rows, sections)
        assert not studies.begun
        assert shared.drawing is None
    built = document.build(rows, [], [], {"studies": sections}, "command", 0, 0.01, True, 1.0)
    assert studied.split(built)[0] == []
    text = markdown.render(built, [], studied.views(built, studied.begin(built, all_studies(), tmp_path)))
    assert "## AdamW against l2-Adam and Adam" in text
    assert "corollary-3:paper" in text
    assert "VIOLATED (known)" in text
    assert (tmp_path / "comparison-phases.svg").exists()
