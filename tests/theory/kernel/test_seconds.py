"""The seconds of a goal are those of its own sentences."""

from theory.kernel.seconds import seconds, times

TEXT = "Require A.\nLemma one : P.\nProof. x. Qed.\nLemma two : Q.\nProof. y. Qed.\n"


def test_a_sentence_counts_for_the_lemma_that_it_stands_in() -> None:
    said = """Chars 0 - 10 [Require~A.] 5. secs (4.u,1.s)
Chars 11 - 25 [Lemma~one~:~P.] 0.5 secs (0.25u,0.s)
Chars 33 - 35 [x.] 3. secs (2.5u,0.1s)
Chars 41 - 55 [Lemma~two~:~Q.] 0. secs (0.u,0.s)
Chars 63 - 65 [y.] 0.002 secs (0.001u,0.s)
"""
    assert seconds(TEXT, said) == {"one": 2.75, "two": 0.001}


def test_a_goal_that_is_no_more_or_has_no_proof_is_not_in_the_table() -> None:
    assert times({"gone": "lra"}, {"gone": 1.0}).count("\n") == 5
