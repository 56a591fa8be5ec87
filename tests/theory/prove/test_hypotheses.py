"""The statement's choices against what the proof uses."""

from theory.claim import Status
from theory.papers.adamw.theorem_2 import statement as theorem_2
from theory.prove.hypotheses import questions
from theory.prove.provers import decide


def test_the_paper_leaves_conditions_unmet_that_the_repair_meets() -> None:
    found = {
        claim.variant: {(q.hypothesis.name, q.asked): decide(q.goal).status for q in questions(claim)}
        for claim in theorem_2.CLAIMS
    }
    paper, repaired = found["paper"], found["repaired"]
    for name in ("eta of Eq. 16", "eta of step 7", "lambda eta < 1"):
        assert paper[name, "stated"] is Status.REFUTED
        assert repaired[name, "prescribed"] is Status.PROVED
    assert paper["eta of step 7", "prescribed"] is Status.PROVED
    assert paper["eta of Eq. 16", "prescribed"] is Status.REFUTED
    assert paper["mu_v < 1", "prescribed"] is Status.REFUTED
    assert paper["E||m_0 - grad F(x_0)||^2 <= sigma^2/b", "m_0 = 0 instead of g_0"] is Status.REFUTED
