"""`new` and `check`: skeletons run as they stand, our own folders pass the list of checks, and each check can say no."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import sympy as sp
from typer.testing import CliRunner

from problems.conform import family_faults
from problems.errors import InputError
from problems.load import load, shipped
from tests import lab
from theory.algorithms import all_algorithms
from theory.claim import Claim, Goal, Status, Variant
from theory.conform import claim_faults, proof_faults
from theory.papers import all_claims, find
from theory.papers.proofs import steps_of
from theory.symbols import c_inf, eta
from verify.commands import audit
from verify.commands.cli import app
from verify.report import document

CLI = CliRunner()
EXPECTED = audit.expected()
LEMMA = find("lemma-1:repaired")[0]


def said(*words: object, status: int = 0) -> str:
    done = CLI.invoke(app, [*map(str, words)])
    assert done.exit_code == status, (done.output, done.exception)
    return done.output


@pytest.mark.parametrize("claim", all_claims(), ids=lambda claim: claim.key)
def test_our_claims_pass(claim: Claim) -> None:
    statuses = EXPECTED[claim.key]
    assert [*claim_faults(claim, all_algorithms(), Status.REFUTED in statuses.values())] == []
    assert [*proof_faults(claim.key, steps_of(claim.id, claim.variant), statuses)] == []


@pytest.mark.parametrize("path", shipped()[:8], ids=lambda path: path.name)
def test_our_families_pass(path: Path) -> None:
    problem = load(path)
    assert [*family_faults(problem.family, problem.region)] == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": " "}, "title is empty"),
        ({"algorithms": ("adamx",)}, "there is no algorithm adamx"),
        ({"parts": (replace(LEMMA.parts[0], right=sp.Symbol("c_inf")),)}, "part a has the letter c_inf, which"),
        ({"parts": (replace(LEMMA.parts[0], right=c_inf**2),)}, "part a mixes units: "),
        ({"prescription": {eta: c_inf, c_inf: eta}}, "prescribed eta uses c_inf, which is prescribed after it"),
    ],
)
def test_a_fault_of_a_claim_is_seen(change: dict[str, object], says: str) -> None:
    assert any(says in line for line in claim_faults(replace(LEMMA, **change), all_algorithms()))


def test_faults_of_a_proof_are_seen() -> None:
    good = next(step for step in steps_of("lemma-1", Variant.PAPER) if step.id == "lemma-1.2")
    proved = {good.id: "PROVED"}
    assert [*proof_faults("x", [good], proved)] == []
    for steps, statuses, says in (
        ([], {}, "no steps of a proof"),
        ([good], {}, "has no expected status"),
        ([replace(good, mutants=good.mutants[:2])], proved, "has 2 planted falsehoods (mutants), and needs 3"),
        ([replace(good, means="")], {good.id: "REFUTED"}, "does not say what that means"),
        ([replace(good, goals=(good.mutants[0].goal,))], proved, "that is a goal of it"),
        ([replace(good, goals=(Goal("oracle", sp.true),))], proved, "asks the prover oracle"),
        ([good], {**proved, "lemma-1.99": "PROVED"}, "lemma-1.99, which is no step"),
    ):
        assert any(says in line for line in proof_faults("x", steps, statuses)), says


def test_faults_of_a_family_are_seen(tmp_path: Path) -> None:
    family = lab.problem(tmp_path).family
    for name, value, says in (
        ("smoothness", lambda region: 0.9 * type(family).smoothness(family, region), "more than smoothness gives"),
        ("gradient_bound", lambda region: 0.5 * type(family).gradient_bound(family, region), "exceeds gradient_bound"),
        ("gradient_at", lambda x: 1.1 * type(family).gradient_at(family, x), "the gradient is not the value's"),
        ("value_at", lambda x: type(family).value_at(family, x) - 1.0, "is below the minimum"),
        ("term", lambda x, *p: -np.square(x), "a term is negative"),
    ):
        setattr(family, name, value)
        assert any(says in line for line in family_faults(family, 4.0)), says
        delattr(family, name)
    assert [*family_faults(family, 4.0)] == []


def test_a_new_paper_runs_as_it_stands(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert said("new", "paper", "mine", "--into", tmp_path).count("wrote ") == 3
    assert "mine-bound.1 has no expected status; `audit --accept` writes those found" in said("check", folder, status=1)
    assert "3 of 4 false ones refuted" not in said("audit", "--papers", folder, "--accept")
    assert json.loads((folder / "expected.json").read_text())["mine-bound:paper"] == {"mine-bound.1": "PROVED"}
    assert "nothing to mend" in said("check", folder)
    assert "CERTIFIED" in said("certify", "--papers", folder)
    words = ["run", "mine-bound", "--papers", folder, "--runs", 64, "--max-runs", 64, "--out", tmp_path / "o", "--workers"]
    assert "1 HOLDS" in said(*words, 2)
    report = document.read(tmp_path / "o")
    assert list(report["papers"]) == [str(folder)]
    assert "1 VIOLATED" in said(*words, 1, "--scale-bound", "m=0.5", "--force", status=1)


def test_a_new_family_is_what_it_says_and_runs(tmp_path: Path) -> None:
    said("new", "family", "double-well", "--into", tmp_path)
    said("new", "problem", "two-wells", "--into", tmp_path)
    place = tmp_path / "problems" / "two_wells.toml"
    text = place.read_text(encoding="utf-8")
    term = re.search(r"^term = .*$", text, re.MULTILINE)
    assert term is not None
    place.write_text(text.replace(term[0], 'family = "double-well"').replace("a = 1.0 ", "amplitude = 1.0 "), encoding="utf-8")
    assert "nothing to mend" in said("check", tmp_path)
    assert "CERTIFIED" in said("certify", "--papers", tmp_path)
    family = tmp_path / "families" / "double_well.py"
    text = family.read_text(encoding="utf-8")
    family.write_text(text.replace("return a * x * (x * x - w * w)", "return a * x"), encoding="utf-8")
    assert "the gradient is not the value's" in said("check", tmp_path, status=1)
    family.write_text(text.replace("curvature=(-a * w * w, np.inf)", "curvature=(0.0, np.inf)"), encoding="utf-8")
    done = CLI.invoke(app, ["check", str(tmp_path)])
    assert isinstance(done.exception, InputError)
    assert "declares a range of its curvature that a point of it leaves" in str(done.exception)
    assert "two_wells.toml: [problem] family" in str(done.exception)


def test_a_folder_with_nothing_in_it_and_names_that_will_not_do(tmp_path: Path) -> None:
    assert "there is nothing here" in said("check", tmp_path, status=1)
    said("new", "claim", "tail-bound", "--into", tmp_path)
    for words, says in (
        (["tail-bound"], "tail_bound.py exists already"),
        (["Tail Bound"], 'NAME="Tail Bound" must be lower-case'),
    ):
        done = CLI.invoke(app, ["new", "claim", *words, "--into", str(tmp_path)])
        assert isinstance(done.exception, InputError)
        assert says in str(done.exception)
