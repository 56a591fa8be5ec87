"""What a report says of a step: of a repair, what was wrong, what it costs and whether it is the weakest known."""

from theory.audit import Entry
from theory.claim import Status, Variant
from theory.papers.proofs import steps_of
from verify.commands.findings import details
from verify.report.proofs import remark


def test_a_repair_says_whether_it_is_the_weakest_known() -> None:
    repaired = next(step for step in steps_of("theorem-6", Variant.REPAIRED) if step.wrong)
    entry = Entry(Variant.REPAIRED, repaired, Status.PROVED, "z3", (), None, "", 0.0, (), weakest="weakest known")
    assert remark(entry).endswith(f"cost: {repaired.cost}; weakest known")
    assert "the repair: weakest known" in details(entry)


def test_a_step_of_the_paper_says_what_its_status_means() -> None:
    step = next(step for step in steps_of("theorem-6", Variant.PAPER) if step.means)
    assert remark(Entry(Variant.PAPER, step, Status.REFUTED, "z3", (), None, "", 0.0, ())) == step.means
