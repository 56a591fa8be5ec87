"""`cover`: translation, failing hypotheses with their factors, the nearest that are covered, and the measurement."""

import re
from pathlib import Path
from typing import Any

import pytest

from problems.errors import InputError
from problems.problem import Problem
from tests.calls import program
from tests.lab import problem
from theory import symbols as s
from theory.papers import find
from verify.decide import coverage
from verify.decide.convention import Convention, translate
from verify.decide.coverage import common, conditions, covered, measure, nearest, nearest_run, sentence, values_at
from verify.decide.decide import Budget, decide
from verify.decide.evaluate import check
from verify.decide.plan import plan
from verify.decide.statistics import Interval, mean_interval
from verify.decide.verdict import Outcome
from verify.simulate.workers import Workers

REPAIRED = find("theorem-2:repaired")[0]
TORCH = ["lr=1e-3", "betas=0.9,0.999", "eps=1e-8", "weight_decay=0.01"]


def test_torch_is_translated() -> None:
    given = translate(Convention.TORCH, TORCH)
    assert (given.beta_1, given.beta_2) == pytest.approx((0.1, 0.001))
    assert (given.eta, given.lambda_, given.delta) == pytest.approx((1e-3, 0.01, 1e-16))
    assert translate(Convention.OPTAX, ["eps_root=0.25"]).delta == pytest.approx(0.25)
    assert translate(Convention.PAPER, ["beta_1=0.3"]).beta_1 == 0.3


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("lr=x", "lr=x must be a number"), ("lr", "is not a setting"), ("rate=1", "is not a setting"),
        ("betas=0.9", "must have 2 numbers"), ("lr=-1", "lr=-1 must be greater"), ("eps=0", "eps=0 must be greater than 0"),
        ("betas=0.9,1.0", "betas[1]=1 must be at least 0 and less than 1"), ("lr=nan", "lr=nan must be"),
        ("weight_decay=-0.1", "weight_decay=-0.1 must be at least 0"), ("steps=1.9", "steps=1.9 must be a whole number"),
        ("eps=1e-200", "eps=1e-200 must be greater than 0: its square"), ("amsgrad=True", "amsgrad=True keeps the largest n_k"),
        ("optimiser=SGD", "optimiser=SGD must be one of Adam, AdamW"),
    ],
)  # fmt: skip
def test_bad_settings_are_refused(word: str, said: str) -> None:
    with pytest.raises(InputError, match=re.escape(said)):
        translate(Convention.TORCH, [word])


def parabola(tmp_path: Path, algorithm: dict[str, object], **more: object) -> Problem:
    """x^2/2 from 1, without noise."""
    return problem(tmp_path, {
        "problem": {"family": "quadratic", "dimension": None, "start": 1.0, "region": 4.0, "name": "half x squared", **more},
        "problem.parameters": {"amplitude": None, "eigenvalues": [1.0]}, "noise": {"kind": "none", "scale": None},
        "algorithm": {"name": "adam", "delta": 1.0, "beta_2": 0.5, "lambda": None, **algorithm}, "target": {"epsilon": 0.1},
    })  # fmt: skip


#: settings on x^2/2, and what independent simulations of the libraries' rules give of the parts and the end point
KNOWN = {
    "Bock and Weiss's cycle": (Convention.TORCH, "lr=0.5 betas=0.2,0.5 weight_decay=0 steps=1000",
                               {"i": 0.032169, "ii.b": 0.110676, "iii": 0.003117, "x_sup": 1 / 6}),
    "PyTorch": (Convention.TORCH, "lr=0.01 eps=0.1 weight_decay=0.004 steps=100", {"i": 0.5011}),
    "Keras, epsilon hat": (Convention.KERAS, "learning_rate=0.01 epsilon=0.1 weight_decay=0.004 steps=100", {"i": 0.6960}),
}  # fmt: skip


@pytest.mark.parametrize("case", KNOWN)
def test_the_library_s_own_algorithm_is_measured(case: str, tmp_path: Path) -> None:
    convention, words, expected = KNOWN[case]
    seen = measure(REPAIRED, parabola(tmp_path, {}), translate(convention, words.split()), 0.1, 1, 0, 0.01)
    found = {row["part"]: row["mean"] for row in seen.rows} | seen.end
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, rel=2e-4)


def test_the_nearest_numbers_are_covered_and_a_run_of_them_agrees(tmp_path: Path) -> None:
    where = parabola(tmp_path, {})
    first = translate(Convention.PAPER, ["beta_1=0.8", "beta_2=0.5", "eta=0.5", "lambda=0", "delta=0.1", "steps=2"])
    held = conditions(REPAIRED, where, first, 1.0)
    near = nearest_run(REPAIRED, where, first, 1.0, held)
    assert not covered(held)
    assert near is not None
    said = sentence(REPAIRED, held, first, near)
    assert said.startswith("theorem-2:repaired does not cover this run")
    words = said.partition("nearest covered run is ")[2].partition(", and it differs in ")
    assert words[2] == "delta, T."
    again = translate(Convention.PAPER, words[0].replace("T = ", "steps=").split(", "))
    held = conditions(REPAIRED, where, again, 1.0)
    assert covered(held)
    assert sentence(REPAIRED, held, again, near).startswith("theorem-2:repaired covers this run: beta_1=0.8, beta_2=0.5")
    numbers = {"beta_1": again.beta_1, "eta": again.eta, "delta": again.delta, "T": again.steps}
    laid = plan(REPAIRED, parabola(tmp_path, numbers), 1.0, 0, "numpy")
    assert not any(h.fails for h in laid.hypotheses)
    with Workers(1) as pool:
        (one,) = decide([laid], Budget(1, 1, 0.01), None, pool, lambda *_: None)
    run = {row.part: row.measured.mean for row in one.results if row.measured is not None}
    seen = {row["part"]: row for row in measure(REPAIRED, where, again, 1.0, 1, 0, 0.01).rows}
    assert seen["i"]["lower"] == seen["i"]["upper"] == seen["i"]["mean"] == pytest.approx(run["i"], rel=1e-12)
    assert {row.verdict for row in one.results} == {Outcome.HOLDS}


@pytest.mark.parametrize(
    ("convention", "words", "failing"),
    [
        (Convention.TORCH, "betas=0,0.5", {"lambda_k of the claim", "no bias correction", "initial moments",
                                           "delta inside the root"}),
        (Convention.TORCH, "optimiser=Adam weight_decay=0.1", {"algorithm", "no bias correction", "initial moments",
                                                               "delta inside the root"}),
        (Convention.OPTAX, "b1=0 b2=0 eps=0 eps_root=9 weight_decay=0", set()),
        (Convention.OPTAX, "optimiser=adam", {"no bias correction", "initial moments", "delta inside the root"}),
    ],
)  # fmt: skip
def test_what_no_number_says_is_a_hypothesis(convention: Convention, words: str, failing: set[str], tmp_path: Path) -> None:
    found = conditions(REPAIRED, parabola(tmp_path, {}), translate(convention, words.split()), 0.1)
    assert {c.name for c in found if not c.holds and c.factor is None} == failing


def test_l2_adam_has_constants_of_its_own(tmp_path: Path) -> None:
    where = parabola(tmp_path, {"name": "l2-adam", "delta": 20.0, "lambda": 1.0})
    words = ["beta_1=0.5", "beta_2=0.5", "eta=0.01", "lambda=1", "delta=20", "steps=2000"]
    given = translate(Convention.PAPER, words, penalised=True)
    (claim,) = find("corollary-2:repaired")
    held = {c.name: c for c in conditions(claim, where, given, 0.1)}
    assert held["mu_v < 1"].value == pytest.approx(0.5 * 8.0**2 / 20.0)  # the slope of x^2/2 + x^2/2 is up to 8
    assert not held["mu_v < 1"].holds
    torch = translate(Convention.TORCH, ["lr=0.01", "weight_decay=1", "steps=1000"], penalised=True)
    assert (torch.optimiser, torch.rule) == ("Adam", "l2-adam")
    seen = {row["part"]: row["mean"] for row in measure(claim, where, torch, 0.1, 1, 0, 0.01).rows}
    assert seen["ii.b"] == pytest.approx(6.890e-06, rel=1e-3)
    assert "torch.optim.Adam(" in sentence(claim, list(held.values()), torch, None)


def test_infinite_constants_are_an_assumption_that_fails(tmp_path: Path) -> None:
    where = parabola(tmp_path, {}, region=None)
    given = translate(Convention.TORCH, ["steps=10"])
    held = conditions(REPAIRED, where, given, 0.1)
    assert {c.name: c.value for c in held if not c.holds}["assumption B"] == "infinite"
    assert nearest_run(REPAIRED, where, given, 0.1, held) is None
    said = sentence(REPAIRED, held, given, None)
    assert "nan" not in said
    assert "assumption B" in said
    assert all(row["bound"] is None for row in measure(REPAIRED, where, given, 0.1, 1, 0, 0.01).rows)


def test_runs_that_leave_the_region_are_not_covered(tmp_path: Path) -> None:
    where = parabola(tmp_path, {}, region=1.0)
    given = translate(Convention.TORCH, ["lr=3", "steps=20"])
    seen = measure(REPAIRED, where, given, 0.1, 1, 0, 0.01)
    held = {c.name: c for c in conditions(REPAIRED, where, given, 0.1, seen.left)}
    assert not held["iterates stay in the region"].holds


def test_defaults_are_not_covered_and_the_factors_are_right(tmp_path: Path) -> None:
    where = problem(tmp_path)
    found = {c.name: c for c in conditions(REPAIRED, where, translate(Convention.TORCH, TORCH), 0.5)}
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
    assert not any(check(h, moved, True).fails for h in REPAIRED.hypotheses)
    assert moved[s.beta_2] == values[s.beta_2]
    assert moved[s.eta] <= values[s.eta]
    if values[s.delta] == 1.0:
        assert moved[s.delta] == 1.0


def test_what_happens_anyway_is_measured(tmp_path: Path) -> None:
    where = problem(tmp_path)
    seen = measure(REPAIRED, where, translate(Convention.TORCH, [*TORCH, "steps=50"]), 0.5, 16, 0, 0.01)
    rows = {row["part"]: row for row in seen.rows}
    assert rows["i"]["lower"] <= rows["i"]["mean"] <= rows["i"]["upper"]
    # far out in the well 50 steps of 1e-3 change little: ||grad F||^2 is nearly what it is at the start
    start = float((where.family.gradient_at(where.start[:, None]) ** 2).sum())
    assert rows["i"]["mean"] == pytest.approx(start + 0.25 * start, rel=0.5)


def test_all_that_it_prints_has_one_error_rate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []

    def counted(values: Any, top: float, error_rate: float) -> Interval:
        asked.append(error_rate)
        return mean_interval(values, top, error_rate)

    monkeypatch.setattr(coverage, "mean_interval", counted)
    files: list[object] = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        problem(tmp_path / name, {"problem": {"name": name}})
        files += ["-p", tmp_path / name / "problem.toml"]
    words = ("cover", "theorem-2", "--torch", "steps=5", *files, "--runs", 4, "--error-rate")
    done = program(*words, 0.03)
    assert done.returncode == 0, done.stderr
    assert len(asked) > 4
    assert sum(asked) == pytest.approx(0.03)
    assert done.stdout.count(f"{asked[0]:.4g}") >= len(asked) / 4  # every row names its share
    refused = program(*words, 1.0)
    assert (refused.returncode, "--error-rate=1.0 must lie in (0, 1)" in refused.stderr) == (2, True)


def test_the_table_of_common_defaults(tmp_path: Path) -> None:
    rows = common(REPAIRED, [problem(tmp_path)])
    assert len(rows) == 3
    assert all("mu_v < 1" in row["failing"] for row in rows)
