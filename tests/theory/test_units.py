"""Units: every relation of a claim is homogeneous, and what is not is told with the two terms and their excess."""

import pytest
import sympy as sp

from theory import symbols as s
from theory.algorithms import all_algorithms
from theory.claim import Claim, Kind
from theory.conform import letters_of_claim
from theory.papers import all_claims
from theory.symbols import LETTERS, expand
from theory.units import PURE, Inhomogeneous, Unit, unit_of

UNITS = {letter.symbol: letter.unit for letter in LETTERS.values()}


def units_of(claim: Claim) -> dict[sp.Symbol, Unit]:
    """Of the letters that all have, and of those that the claim's algorithms bring."""
    return {letter.symbol: letter.unit for letter in letters_of_claim(claim, all_algorithms()).values()}


VALUE, LENGTH = Unit(sp.Integer(1), sp.Integer(0)), Unit(sp.Integer(0), sp.Integer(1))


def test_arithmetic_of_units() -> None:
    assert unit_of(s.L * s.eta**2, UNITS) == VALUE
    assert unit_of(s.sigma / s.L, UNITS) == LENGTH
    assert unit_of(sp.sqrt(s.delta), UNITS) == unit_of(s.c_1, UNITS) == unit_of(s.sigma, UNITS)
    assert unit_of(s.mu_v, UNITS) == unit_of(expand(s.mu_v), UNITS) == PURE
    assert unit_of(sp.Max(s.c_1, s.c_2, 0) ** sp.Rational(3, 2), UNITS) == unit_of(s.c_1, UNITS).power(sp.Rational(3, 2))
    assert unit_of(sp.Sum(s.eta * s.k, (s.k, 0, s.T)), UNITS) == LENGTH
    assert unit_of(sp.exp(-s.L * s.eta / s.c_1), UNITS) == PURE


@pytest.mark.parametrize(
    "wrong",
    [s.L + s.sigma, s.c_1 + 1, sp.log(s.eta), sp.exp(s.Delta), 2**s.lambda_, s.L**s.T, sp.Le(s.eta, s.lambda_)],
)
def test_what_is_not_homogeneous_is_told(wrong: sp.Basic) -> None:
    with pytest.raises(Inhomogeneous) as told:
        unit_of(wrong, UNITS)
    assert told.value.excess != PURE
    left, right = told.value.left, told.value.right
    assert unit_of(left, UNITS).over(unit_of(right, UNITS)) == told.value.excess


def test_unknown_things_have_no_unit() -> None:
    with pytest.raises(KeyError):
        unit_of(sp.Symbol("nobody"), UNITS)
    with pytest.raises(TypeError):
        unit_of(sp.gamma(s.T), UNITS)


@pytest.mark.parametrize("claim", all_claims(), ids=lambda c: c.key)
def test_every_relation_of_a_claim_is_homogeneous_but_those_the_report_lists(claim: Claim) -> None:
    """Scaling F by 16 and x by 4 numerically agrees with the units found symbolically, term by term."""
    units = units_of(claim)
    for expression in (*claim.prescription.values(), *(side for p in claim.parts for side in (p.left, p.right))):
        try:
            unit = unit_of(expression, units)
        except Inhomogeneous:
            continue
        if expression.is_zero:  # it is 0 in every unit
            continue
        values = {letter: sp.Rational(3 + 2 * j, 8) for j, letter in enumerate(sorted(expression.free_symbols, key=str))}
        scaled = {x: q * 16 ** units[x].value * 4 ** units[x].length for x, q in values.items()}
        factor = 16**unit.value * 4**unit.length
        if expression.has(sp.ceiling):
            assert unit == PURE
        one, other = sp.N(expression.subs(values), 40), sp.N(expression.subs(scaled), 40)
        if not expression.has(sp.Min, sp.Max, sp.ceiling):  # whose branches compare pure numbers with what should be one
            assert abs(sp.N(other / one / factor - 1)) < 1e-30


#: its delta^(1/2) stands for a length, and its bounds add a gradient to one: the audit refutes theorem-1.lambda by units
MIXED = "theorem-1:paper"


def test_the_claim_that_mixes_units_is_told() -> None:
    (claim,) = [claim for claim in all_claims() if claim.key == MIXED]
    for part in claim.parts:
        with pytest.raises(Inhomogeneous):
            unit_of(part.right, UNITS)


def test_lambda_eta_and_the_two_sides_of_every_part_have_one_unit() -> None:
    measured = (Kind.EXPECTATION, Kind.PATHWISE, Kind.CONDITIONAL)
    for claim in all_claims():  # the others' parts are decided by the audit, which finds some of them to mix units
        if claim.key == MIXED or not all(part.kind in measured for part in claim.parts):
            continue
        units = units_of(claim)
        for part in claim.parts:
            if not part.right.is_zero:
                assert unit_of(part.left, units) == unit_of(part.right, units), (claim.key, part.id)
        for letter, formula in claim.prescription.items():
            try:
                assert unit_of(formula, units) == units[letter], (claim.key, letter)
            except Inhomogeneous as told:
                raise AssertionError(f"{claim.key} {letter}: {told}") from told
