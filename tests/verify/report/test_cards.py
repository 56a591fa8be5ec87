"""What a card says of a proof: its standing, the rank of what is wrong, and what a step that is PROVED IF rests on."""

import copy
from typing import Any

from theory.audit import Entry, Standing, standings
from theory.claim import Status, Variant
from theory.papers.proofs import steps_of
from verify.report.cards import Line, cards, places


def row(variant: str = "paper", **more: Any) -> dict[str, Any]:
    told = {"claim": "theorem-2", "variant": variant, "part": "i", "problem": "well", "verdict": "HOLDS", "ratio": 0.5}
    return {**told, "kind": "expectation", "measured": None, "known": False, "hypotheses": [], "parameters": {"L": 2.0}, **more}


def step(name: str, status: str, variant: str = "paper") -> dict[str, str]:
    return {"claim": "theorem-2", "variant": variant, "step": name, "status": status}


DOCUMENT: dict[str, Any] = {
    "results": [row()],
    "audit": [step("theorem-2.8", "REFUTED"), step("theorem-2.9", "PROVED IF theorem-2.8"), step("theorem-2.1", "PROVED")],
    "audit_claims": [{"claim": "theorem-2:paper", "status": "PROVED IF", "needs": ["theorem-2.8"], "concluded": []}],
    "audit_causes": [
        {"id": "decay at the start", "rank": "false", "steps": ["theorem-2.8", "theorem-3.4"]},
        {"id": "largest step", "rank": "constant", "steps": ["theorem-3.steps"]},
    ],
    "problems": [{"problem": "well", "constants": [{"name": "L"}, {"name": "mu"}]}],
}  # fmt: skip


def line(document: dict[str, Any]) -> Line:
    ((found,),) = (card.lines for card in cards(document))
    return found


def test_a_card_says_what_a_proof_rests_on_and_how_bad_it_is() -> None:
    told = line(DOCUMENT)
    assert told.proof == (
        "PROVED IF theorem-2.8, which is REFUTED; steps: 1 PROVED, 1 PROVED IF theorem-2.8, which is REFUTED, 1 REFUTED; "
        "false: decay at the start"
    )
    assert told.said == f"Holds on 1 problem, measured/bound 0.5 to 0.5. Proof: {told.proof}."
    assert [cause["steps"] for cause in told.wrong] == [["theorem-2.8"]]  # of this claim alone


def test_a_violation_where_the_proof_asks_for_more_than_the_statement_is_told_so() -> None:
    """The case of a corollary that is proved at its limits and violated below them."""
    asked = {"name": "eta of Eq. 16", "status": "fails", "binding": False}
    broken = row(verdict="VIOLATED", problem="lags", ratio=2.0, hypotheses=[asked])
    lacks = ", where conditions fail that its proof uses and it does not state: eta of Eq. 16; otherwise holds on 1 problem"
    assert f"2 times the bound{lacks}" in line({"results": [row(), broken]}).sentence
    for other in ({**asked, "status": "holds"}, {**asked, "binding": True}):
        assert "conditions" not in line({"results": [broken, {**broken, "hypotheses": [other]}]}).sentence

    standing = {"claim": "theorem-2:paper", "status": "PROVED IF", "needs": ["eta <= 1"], "concluded": []}
    told = {"results": [row()], "audit_claims": [standing], "audit_steps": {"paper theorem-2.1": {"remark": "at the limits"}}}
    assert line({**told, "audit": [step("theorem-2.1", "PROVED")]}).proof == (
        "PROVED IF eta <= 1; steps: 1 PROVED; theorem-2.1: at the limits"
    )
    assert "limits" not in line({**told, "audit": [step("theorem-2.1", "REFUTED")]}).proof


def test_a_proof_is_told_with_the_conditions_that_it_declares() -> None:
    standing = {"claim": "theorem-2:paper", "needs": [], "concluded": ["i"], "under": ["beta_1 = b", "eta <= 1/L"]}
    for status, said in (("PROVED", "PROVED under beta_1 = b, eta <= 1/L"), ("REFUTED", "REFUTED")):
        assert line({"results": [row()], "audit_claims": [{**standing, "status": status}]}).proof == said


def test_the_declared_conditions_of_a_proof_come_from_its_file() -> None:
    def standing(variant: Variant) -> Standing:
        entries = [Entry(variant, step, Status.PROVED, "", (), None, "", 0.0, ()) for step in steps_of("theorem-4", variant)]
        return next(one for one in standings(entries) if one.claim == f"theorem-4:{variant}")

    assert any("eps_0" in one for one in standing(Variant.REPAIRED).under)
    assert standing(Variant.PAPER).under == ()  # nothing is concluded


def test_a_card_has_the_kernels_word() -> None:
    marked = copy.deepcopy(DOCUMENT)
    marked["audit_claims"][0]["kernel"] = [{"statement": "s", "word": "false", "theorem": "s_false"}]
    assert "Coq: false (s_false); steps:" in line(marked).proof


def test_one_changed_status_changes_the_card() -> None:
    mended = copy.deepcopy(DOCUMENT)
    mended["audit"][0]["status"] = "PROVED"
    told = line(mended)
    assert told.wrong == ()
    assert "which is PROVED" in told.proof
    assert "REFUTED" not in told.proof


def test_a_report_without_an_audit_has_no_proof() -> None:
    told = line({"results": [row()]})
    assert (told.proof, told.wrong, told.said) == ("", (), told.sentence)


def test_a_failing_hypothesis_of_any_part_is_told_with_the_constants_that_matter() -> None:
    held, failed = (
        {"name": "mu_v < 1", "status": status, "value": 2.0, "limit": "less than 1"} for status in ("holds", "fails")
    )
    results = [row(hypotheses=[failed]), row(part="iii", hypotheses=[held]), row("repaired", hypotheses=[held])]
    (paper,) = places({**DOCUMENT, "results": results}, "theorem-2", "paper")
    (repaired,) = places({**DOCUMENT, "results": results}, "theorem-2", "repaired")
    assert (paper.fails, repaired.fails) == ((failed,), ())
    assert set(paper.constants) == {"L"}
