"""The related methods: a sentence for each whose statuses and formulas are the proofs', and two files for each claim."""

import json
import re
from pathlib import Path

import pytest

from problems.load import build, every, of_paper, shipped
from theory.claim import Claim
from theory.papers import all_claims, paper_of
from verify.studies import all_studies

PAGE = Path(__file__).parents[3] / "docs" / "convergence.md"
#: a step and what the audit finds of it, as (win-rate:paper.S REFUTED)
RESTS = re.compile(r"([\w-]+)(?::(\w+))?\.([\w-]+) ([A-Z]+)")
RELATED = sorted({paper_of(claim.id).name for claim in all_claims()} - {"adamw", "scaled_momentum"})


def sentences(page: str) -> list[str]:
    """The list under the heading, each with its lines joined."""
    part = page.split("## One sentence for each related method")[1].split("\n## ")[0]
    return [" ".join(text.split()) for text in re.split(r"^\* ", part, flags=re.MULTILINE)[1:]]


def wrong(sentence: str) -> list[str]:
    """What the sentence says that the proofs and the statements do not."""
    found, texts = [], []
    for name, variant, step, status in RESTS.findall(sentence):
        folder = paper_of(name)
        statuses = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        of = statuses[f"{name}:{variant or 'paper'}"].get(f"{name}.{step}")
        found += [] if of == status else [f"{name}.{step} is {of}, not {status}"]
        texts += [" ".join(claim.statement.split()) for claim in all_claims() if claim.id == name]
    return found + [
        f"{code} stands in no statement" for code in re.findall(r"`([^`]+)`", sentence) if code not in " ".join(texts)
    ]


SENTENCES = sentences(PAGE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("sentence", SENTENCES, ids=[text.split(":")[0] for text in SENTENCES])
def test_a_sentence_says_what_the_proofs_say(sentence: str) -> None:
    assert RESTS.search(sentence)
    assert wrong(sentence) == []


def test_every_paper_has_its_sentence_and_a_false_one_is_noticed() -> None:
    named = {paper_of(name).name for text in SENTENCES for name, *_ in RESTS.findall(text)}
    assert named == set(RELATED)
    (true,) = (text for text in SENTENCES if text.startswith("Sadam"))
    assert wrong(true.replace("sadam-rate.2 PROVED", "sadam-rate.2 REFUTED")) == ["sadam-rate.2 is PROVED, not REFUTED"]
    assert wrong(true.replace("13/10", "13/11")) == ["13/11 stands in no statement"]


RULES = {path: build(path).rule.name for path in every()}
#: measured by a study, on problems of its own
STUDIED = {name for study in all_studies() for name in study.CLAIMS}
#: about numbers alone: no algorithm, so no rows
NOT_RUN = ("lemma-3",)


@pytest.mark.parametrize("claim", all_claims(), ids=lambda claim: claim.key)
def test_a_claim_is_measured_on_two_files_or_by_a_study_or_speaks_of_no_algorithm(claim: Claim) -> None:
    files = [path for path in (*shipped(), *of_paper(paper_of(claim.id))) if RULES[path] in claim.algorithms]
    runs = claim.id in STUDIED or (claim.parts and len(files) >= 2)
    assert runs or (not claim.algorithms and claim.id.startswith(NOT_RUN))


def test_every_related_claim_says_what_is_derived_here() -> None:
    """Whatever a claim's paper is known by: nothing that was derived here is attributed to it."""
    for claim in all_claims():
        if paper_of(claim.id).name in RELATED and "derived here" in claim.statement:
            assert re.search(r"derived|here|of our own", claim.source), claim.key
