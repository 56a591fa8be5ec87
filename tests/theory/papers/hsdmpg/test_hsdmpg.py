"""HSDMPG: the refuted steps once more, by exact enumeration in place of a prover, and the repaired ones on exact recursions."""

from fractions import Fraction
from itertools import product
from math import comb

import pytest
from flint import arb, fmpq

from theory.papers.hsdmpg.online.proof import rate
from theory.papers.hsdmpg.theorem_1.goals import LEAST, zeta
from theory.prove.evaluate import evaluator


def exact(value: Fraction) -> fmpq:
    """The rational as python-flint has it."""
    return fmpq(value.numerator, value.denominator)


ZETA_0 = Fraction(str(zeta(0)))


def test_a_mean_says_nothing_of_a_mean_square() -> None:
    """F(theta) = theta^2/2, u_0 = 0, all rows, e_1 = h with probability 1/p: E||e_1|| = eps_1, and E F breaks the bound."""
    p = 1000
    eps_1 = Fraction(1, 12)
    e = [p * eps_1, *[Fraction(0)] * (p - 1)]
    assert sum(e) / p == eps_1
    after = sum((one / 2) ** 2 / 2 for one in e) / p
    assert after > ZETA_0 > ZETA_0 * Fraction(1, 2)
    # with the mean square in its place the worst that is left obeys even the smaller constant
    assert (eps_1 / 2) ** 2 / 2 < Fraction(str(LEAST)) ** 2 / 2 * Fraction(1, 2) < ZETA_0


@pytest.mark.parametrize("a", [Fraction(1, 10), Fraction(1, 4), Fraction(1, 3)])
def test_the_sum_is_more_than_its_last_term_and_at_most_2_over_a_squared_of_it(a: Fraction) -> None:
    for t in (2, 5, 40):
        terms = [arb(exact(1 - a)) ** (t - i) * (-arb(exact(a)) * i).exp() for i in range(1, t + 1)]
        total = sum(terms[1:], terms[0])
        assert total > terms[-1]
        assert total < 2 / arb(exact(a)) ** 2 * terms[-1]


def rows(t: int, a: Fraction, nu_sq: Fraction) -> int:
    """|S_t| of the online theorem: (16 nu^2/a^2) exp(a t/2), rounded up."""
    wanted = 16 * exact(nu_sq) / exact(a) ** 2 * (arb(exact(a)) * t / 2).exp()
    return int(wanted.ceil().unique_fmpz())


def test_the_online_rate_is_not_that_of_its_minibatches() -> None:
    """x_i = 1, labels +-1, mu = 1, gam = 1/2: H_S = H = 2, E u_t^2 by an exact recursion, against zeta exp(-a t)."""
    H, mu, gam = Fraction(2), Fraction(1), Fraction(1, 2)
    a, nu_sq = mu / (mu + 2 * gam), 1 / H
    P = H / (H + gam)
    for factor in (P / 2, P):  # for either scale of a step
        u_sq, broken = Fraction(0), []
        for t in range(1, 61):
            u_sq = (1 - factor) ** 2 * u_sq + factor**2 * nu_sq / rows(t, a, nu_sq)
            stated = arb(exact(Fraction(3, 4))) * (-arb(exact(a)) * t).exp()
            repaired = arb(exact(Fraction(9, 50))) * (-arb(exact(a)) * t / 2).exp()
            assert arb(exact(u_sq)) / 2 < repaired
            broken.append(bool(arb(exact(u_sq)) / 2 > stated))
        assert not broken[0]
        assert all(broken[40:])


def test_the_witness_lies_inside_that_recursion() -> None:
    values = dict(rate.hint)
    letters = tuple(values)
    left, right = (
        evaluator(side, letters)([exact(Fraction(str(v))) for v in values.values()]) for side in rate.conclusion.args
    )
    assert arb(left) > arb(right)


def test_the_variance_of_a_minibatch_is_what_enumeration_gives() -> None:
    """All minibatches of m rows out of 5: the finite population factor, 0 for all rows."""
    z = [Fraction(one) for one in (3, -1, 4, -1, -5)]
    n, square = len(z), sum(one * one for one in z) / Fraction(len(z))
    for m in range(1, n + 1):
        picked = [c for c in product((0, 1), repeat=n) if sum(c) == m]
        assert len(picked) == comb(n, m)
        mean_square = sum((sum(c * one for c, one in zip(cs, z, strict=True)) / m) ** 2 for cs in picked) / len(picked)
        assert mean_square == square / m * Fraction(n - m, n - 1)
