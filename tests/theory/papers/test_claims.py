"""The claims: parts add up, prescriptions satisfy the hypotheses exactly, the repaired variant is at least as cautious."""

from dataclasses import replace

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from theory import symbols as s
from theory.algorithms import all_algorithms
from theory.claim import Claim, Kind
from theory.conform import letters_of_claim
from theory.papers import all_claims, find
from theory.papers.adamw.theorem_2.statement import PAPER, REPAIRED
from theory.symbols import expand
from verify.decide.plant import planted

POSITIVE = st.fractions(sp.Rational(1, 10), 10, max_denominator=20)


def test_terms_that_do_not_add_up_are_refused() -> None:
    part = next(p for p in PAPER.parts if p.id == "eq-18")
    assert sp.expand(sum(term for _, term in part.terms) - part.right) == 0
    with pytest.raises(ValueError, match="add up"):
        replace(part, right=2 * part.right)


def test_names_find_claims() -> None:
    assert [c.key for c in find("theorem-2")] == ["theorem-2:paper", "theorem-2:repaired"]
    assert find("theorem-2:repaired") == (REPAIRED,)
    for wrong in ("theorem-99", "theorem-2:other"):
        with pytest.raises(KeyError, match="theorem-2"):
            find(wrong)


def test_a_claim_is_found_whole_in_the_folder_of_its_name() -> None:
    """`find` makes no other claims; none of the same name lies elsewhere."""
    for name in {claim.id for claim in all_claims()}:
        assert find(name) == tuple(claim for claim in all_claims() if claim.id == name)
    for name in ("", "../adamw", "theorem-*", "/"):
        with pytest.raises(KeyError):
            find(name)


@pytest.mark.parametrize("claim", all_claims(), ids=lambda c: c.key)
def test_claims_speak_in_the_letters_only(claim: Claim) -> None:
    known = {letter.symbol for letter in letters_of_claim(claim, all_algorithms()).values()}
    for hypothesis in claim.hypotheses:
        assert hypothesis.relation.free_symbols <= known
    for part in claim.parts:
        assert (part.left.free_symbols | part.right.free_symbols) <= known
    seen: set[sp.Symbol] = set()
    for letter, formula in claim.prescription.items():  # each formula uses only letters already known
        assert not formula.free_symbols & (set(claim.prescription) - seen)
        seen.add(letter)


#: the repaired choices, hypotheses and terms of Eq. 18 in the letters that are given
CHOICES = {letter: expand(formula) for letter, formula in REPAIRED.prescription.items()}
SLACKS = {
    hypothesis.name: (1 if hypothesis.relation.rel_op == "<=" else -1)
    * expand(hypothesis.relation.rhs - hypothesis.relation.lhs)
    for hypothesis in REPAIRED.hypotheses
    if hypothesis.name not in ("mu_v < 1", "lambda eta < 1")  # the problem's business
}
TERMS = [expand(term) for _, term in next(part for part in REPAIRED.parts if part.id == "eq-18").terms]


@settings(max_examples=15)
@given(
    L=POSITIVE, sigma=POSITIVE, c_inf=POSITIVE, delta=POSITIVE, eps=POSITIVE, Delta=POSITIVE, lam=POSITIVE, x=POSITIVE,
)  # fmt: skip
def test_the_repaired_prescription_satisfies_its_own_hypotheses(
    L: object, sigma: object, c_inf: object, delta: object, eps: object, Delta: object, lam: object, x: object
) -> None:
    """With 60 digits at random constants."""
    given_values = {
        s.L: L, s.sigma: sigma, s.c_inf: c_inf, s.delta: delta, s.epsilon: eps, s.Delta: Delta, s.lambda_: lam, s.b: 1,
        s.beta_2: sp.Rational(1, 1000), s.decay_0: x,
    }  # fmt: skip
    values = {k: sp.Float(sp.Rational(str(v)), 60) for k, v in given_values.items()}
    chosen = dict(values)
    for letter, formula in CHOICES.items():
        chosen[letter] = formula.xreplace(chosen)
    assert len(SLACKS) >= 5
    for name, slack in SLACKS.items():
        assert sp.N(slack.xreplace(chosen), 50) >= -sp.Float("1e-35"), name
    assert all(sp.N(term.xreplace(chosen), 50) <= values[s.epsilon] ** 2 / 3 + sp.Float("1e-35") for term in TERMS)


def test_the_papers_eta_does_not_imply_step_7() -> None:
    """The reason of the repair: numbers at which the stated limits hold and the condition of step 7 fails."""
    values = {s.L: 1, s.sigma: 1, s.c_inf: 1, s.delta: 1, s.epsilon: 1, s.b: 1, s.beta_1: sp.Rational(1, 1000)}
    eta = expand(PAPER.prescription[s.eta]).subs(values)
    step_7 = next(h for h in PAPER.hypotheses if h.name == "eta of step 7")
    assert not step_7.stated
    assert not bool(expand(step_7.relation).subs({**values, s.eta: eta}))


@given(factor=st.one_of(st.just(0.0), st.floats(1e-60, 10)))
def test_planting_scales_one_right_side_and_nothing_else(factor: float) -> None:
    for wish, expected in ((f"eq-18={factor!r}", [factor] * 3), (f"eq-18/noise floor={factor!r}", [1.0, 1.0, factor])):
        false = planted(PAPER, wish)
        for before, after in zip(PAPER.parts, false.parts, strict=True):
            if before.id != "eq-18":
                assert before == after
                continue
            for (name, a), (same, b), scale in zip(before.terms, after.terms, expected, strict=True):
                assert name == same
                assert sp.simplify(b - scale * a) == 0
            assert after.left == before.left


def test_kinds() -> None:
    assert {p.id: p.kind for p in PAPER.parts}["eq-16"] == Kind.PATHWISE
    assert [(p.id, p.kind, p.left) for p in PAPER.parts] == [(p.id, p.kind, p.left) for p in REPAIRED.parts]
