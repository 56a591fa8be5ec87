"""The reference report speaks of the claims, proofs and problem files that are here, and is small."""

import re
import shutil
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from matplotlib.figure import Figure

from problems.load import FOLDER, build, every
from theory.papers import all_claims
from verify.decide.helps import HELPS
from verify.decide.verdict import Outcome, plain
from verify.report import document, provenance, seal, svg, write
from verify.studies import all_studies

REFERENCE = Path(__file__).parents[1] / "reports" / "reference"
MOST, MOST_OF_PAGE = 3_000_000, 6_000_000
#: conditions that a study states itself: the limit that a step of the proof sets, and a repair
STEPS = ("step 2", "repair of step 2")
MEND = "the reference report is stale: `make reference`"


@pytest.fixture(scope="module")
def reference() -> dict[str, Any]:
    return document.read(REFERENCE)


@cache
def sources() -> dict[str, Any]:
    """What the report is of, as it is now."""
    files = {p.relative_to(FOLDER.parent).as_posix(): provenance.of_problem(build(p)) for p in every()}
    return {"claims": plain(document.stated(all_claims())), "files": files}


def stale(report: dict[str, Any]) -> list[str]:
    """What the report and the sources do not agree in."""
    now = sources()
    then = {p["place"]: {name: p[name] for name in ("place", "text", "sha256", "data")} for p in report["problems"]}
    found = [f"{c['id']}:{c['variant']}" for c in now["claims"] if c not in report["claims"]]
    found += [f"{c['id']}:{c['variant']}" for c in report["claims"] if c not in now["claims"]]
    found += [place for place in {*now["files"], *then} if now["files"].get(place) != then.get(place)]
    return found + [s.NAME for s in all_studies() if s.NAME not in report["studies"]]


def test_the_reference_report_is_of_these_sources(reference: dict[str, Any]) -> None:
    assert stale(reference) == [], MEND


def test_a_change_makes_it_stale(reference: dict[str, Any]) -> None:
    claims, problems = reference["claims"], reference["problems"]
    other = [{**claims[0], "statement": claims[0]["statement"] + "."}, *claims[1:]]
    assert stale({**reference, "claims": other})
    assert stale({**reference, "problems": problems[1:]}) == [problems[0]["place"]]
    assert stale({**reference, "problems": [*problems[1:], {**problems[0], "text": ""}]}) == [problems[0]["place"]]


def test_it_is_complete_intact_and_small(reference: dict[str, Any]) -> None:
    assert reference["complete"]
    assert seal.altered(reference) == []
    files = [path for path in REFERENCE.rglob("*") if path.is_file() and path.name != "report.html"]
    assert sum(path.stat().st_size for path in files) <= MOST


@pytest.mark.thorough
def test_its_page_is_small_and_no_figure_takes_the_place_of_another(
    reference: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the figures as they are in git: to draw them again takes a minute."""
    shutil.copytree(REFERENCE / "figures", tmp_path / "figures")
    drawn: list[str] = []
    monkeypatch.setattr(svg, "save", lambda figure, path, margin=None: drawn.append(path.name))
    monkeypatch.setattr(Figure, "tight_layout", lambda figure: None)
    write._write(reference, all_studies(), tmp_path, None)
    assert len(drawn) == len({*drawn}) > 50
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.count("<img ") == page.count('class="data"') == len(drawn)
    assert len(page.encode()) <= MOST_OF_PAGE
    for address in re.findall(r'<img src="data:image/svg\+xml,([^"]*)"', page):  # one that is no XML is not shown
        assert ElementTree.fromstring(unquote(unescape(address))).tag.endswith("svg")


#: measured by studies that vary one problem
ONE_PROBLEM = {"corollary-3"}


def test_every_claim_about_an_algorithm_is_measured_on_two_problems(reference: dict[str, Any]) -> None:
    measured = {(row["claim"], row["problem"]) for row in reference["results"] if row["verdict"] != str(Outcome.INAPPLICABLE)}
    about = [claim for claim in all_claims() if claim.algorithms and claim.id not in ONE_PROBLEM]
    few = {claim.id for claim in about if sum(name == claim.id for name, _ in measured) < 2}
    assert few == set(), MEND


def test_no_row_is_undecided_or_inapplicable_without_a_reason(reference: dict[str, Any]) -> None:
    """What is UNDECIDED says what would help; INAPPLICABLE names hypotheses that fail and bind, and these are of the claim."""
    claims = {f"{claim.id}:{claim.variant}": claim for claim in all_claims()}
    told = {"section 2", "statement", "prescription", "monitored"}  # assumptions, and what a statement asks in words or numbers
    for row in reference["results"]:
        if row["verdict"] == Outcome.UNDECIDED:
            assert HELPS in row["reason"], MEND
        if row["verdict"] == Outcome.INAPPLICABLE:
            failing = [h for h in row["hypotheses"] if h["status"] == "fails" and h["binding"]]
            assert failing, MEND
            assert any(h["name"] in row["reason"] for h in failing), MEND
            own = {h.name for h in claims[f"{row['claim']}:{row['variant']}"].hypotheses}
            for h in failing:
                assert h["name"].partition(" (stage")[0] in own or h["source"] in told or h["source"] in STEPS, h
