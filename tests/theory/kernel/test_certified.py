"""Coq proofs from certificates: every term has a sign that is proved from what the certificate says of its factors."""

import sympy as sp

from theory.claim import Goal
from theory.kernel.certified import script
from theory.prove.certificate import certificates_of

x, y = sp.symbols("x y", positive=True)
z = sp.Symbol("z", real=True)


def proof(conclusion: sp.Basic, *premises: sp.Basic) -> str:
    goal = Goal("z3", conclusion, premises)
    return script(certificates_of(goal))


def test_premises_and_the_negated_conclusion_are_relations_in_coq() -> None:
    text = proof(sp.Le(x * y, y), sp.Le(x, 1))
    assert text.startswith("prepare; deny; first [solve [")
    assert "by lra; " in text
    assert "0 <= (1 - x)" in text or "0 <= (- x + 1)" in text
    assert "pose proof" in text
    assert text.endswith("lra]]")


def test_a_letter_that_an_equation_gives_is_put_in() -> None:
    assert "assert (known_0 : x = -y + z) by lra; subst x; " in proof(sp.Ge(z, 0), sp.Eq(z, x + y))


def test_an_equation_has_a_proof_for_each_side() -> None:
    assert proof(sp.Eq(x * z, x * y), sp.Eq(z, y)).count("solve [") == 2
