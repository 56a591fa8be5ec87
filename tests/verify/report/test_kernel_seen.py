"""The mark of the kernel: exactly the goals whose lemma stands in a Coq file have it, and the claims that a theorem says."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
import sympy as sp

from theory.claim import Claim, Variant
from theory.kernel.files import WRITTEN_CLAIMS, written
from theory.kernel.goals import called, exported, lemmas
from theory.papers import find
from verify.report.graph import graphs
from verify.report.kernel_seen import BUILT, counted, in_words, said, seen

THEORY = Path(__file__).parents[3] / "theory"
PAPER = THEORY / "papers" / "adamw"


def test_a_goal_is_marked_if_its_lemma_stands_in_a_file() -> None:
    stated = "".join(path.read_text(encoding="utf-8") for path in PAPER.glob("*/goals.v"))
    marks = {called(step, goal): seen(goal) for step, goal in exported()}
    assert {name for name, tactic in marks.items() if tactic} == {
        name for name in lemmas() if f"Lemma {name} :" in stated or f"Lemma {name}_false :" in stated
    }
    assert {name for name, tactic in marks.items() if tactic == "false"} == {n for n in marks if f"Lemma {n}_false :" in stated}
    assert any(marks.values())
    assert not all(marks.values())


def test_a_goal_that_has_changed_loses_its_mark() -> None:
    goal = next(goal for _, goal in exported() if seen(goal))
    assert seen(replace(goal, note="another note")) == seen(goal)
    assert seen(replace(goal, premises=(*goal.premises, sp.Gt(sp.Symbol("x"), 0)))) == ""


def claims() -> list[Claim]:
    return [claim for claim_id in WRITTEN_CLAIMS for claim in find(claim_id) if written(claim)]


def test_the_last_build_was_of_these_files() -> None:
    paths = sorted(str(path.relative_to(THEORY.parent)) for path in THEORY.rglob("*.v"))
    listed = "".join(f"{sha256((THEORY.parent / path).read_bytes()).hexdigest()}  {path}\n" for path in paths)
    first = (THEORY / BUILT).read_text(encoding="utf-8").splitlines()[0]
    assert first == f"{sha256(listed.encode()).hexdigest()} files", "make kernel"


@pytest.mark.parametrize("claim", claims(), ids=lambda claim: claim.key)
def test_a_claim_is_marked_if_a_theorem_says_or_denies_it(claim: Claim) -> None:
    proofs = "".join(path.read_text(encoding="utf-8") for path in (PAPER / claim.id.replace("-", "_")).glob("*.v"))
    for one in said(claim):
        sign = "~ " if one["word"] == "false" else ""
        assert f"Theorem {one['theorem']} : {sign}{one['statement']}.\n" in proofs
    words = {one["statement"]: one["word"] for one in said(claim)}
    if claim.variant == Variant.PAPER:
        assert set(words.values()) == {"false"}
    else:
        assert set(words.values()) == {"proved"}
    assert words.keys() == {one.called for one in written(claim)} - {"corollary_2_satisfiable"}


@pytest.mark.parametrize("claim", claims(), ids=lambda claim: claim.key)
def test_a_claim_with_another_formula_loses_its_mark(claim: Claim) -> None:
    first, *others = claim.hypotheses
    weaker = replace(first, relation=first.relation.func(first.relation.lhs, 2 * first.relation.rhs))
    assert said(claim)
    assert said(replace(claim, hypotheses=(weaker, *others))) == []


def test_a_claim_that_has_no_coq_statement_has_no_mark() -> None:
    assert said(find("lemma-4")[0]) == []
    assert in_words([]) == ""


def test_marks_in_words() -> None:
    paper, repaired = find("theorem-4")
    assert in_words(said(repaired)) == "proved (theorem_4_repaired_holds, theorem_4_satisfiable_holds)"
    assert in_words(said(paper)).startswith("false (theorem_4_paper_false, ")
    assert (counted(["lra", "", "false"]), counted(["", ""]), counted([])) == ("2/3", "", "")


def test_a_box_of_the_proof_has_the_count_of_its_marks() -> None:
    entry = {"variant": "paper", "step": "a.1", "status": "PROVED", "uses": [], "kernel": ["lra", ""]}
    other = {"variant": "paper", "step": "a.2", "status": "PROVED", "uses": [["a.1"]]}
    assert {box.step: box.kernel for box in graphs([entry, other], [entry, other])[0].boxes} == {"a.1": "1/2", "a.2": ""}
