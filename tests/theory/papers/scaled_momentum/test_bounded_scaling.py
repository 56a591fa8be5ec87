"""The bound for a bounded scaling: planted falsehoods are seen on runs, its limit on eta is needed, its floor is real."""

import sympy as sp
from typer.testing import CliRunner

from theory.claim import Kind
from theory.papers import claims_in, find
from theory.papers.scaled_momentum.bounded_scaling.statement import DESCENDS, RUN_WITH, TRACKS, terms_of_S
from theory.symbols import Delta, L, T, b, beta_1, c_l, c_u, eta, sigma

CLI = CliRunner()
FOLDER = claims_in("scaled_momentum")[0]
FILE = FOLDER / "problems" / "sgd_momentum_well.toml"


def floor_on_a_quadratic(a: sp.Expr) -> sp.Expr:
    """E|grad F|^2 of SGD with momentum at rest on F = (L/2) x^2, noise of variance sigma^2, steps a = eta/v, exactly.

    From the stationary second moments p = E x^2, q = E x m, r = E m^2 of x+ = x - a m+, m+ = (1 - w) m + w (L x + noise).
    """
    p, q, r = sp.symbols("p q r")
    w = beta_1
    r_next = (1 - w) ** 2 * r + 2 * (1 - w) * w * L * q + w**2 * (L**2 * p + sigma**2)
    x_m_next = (1 - w) * q + w * L * p
    found = sp.solve(
        [sp.Eq(p, p - 2 * a * x_m_next + a**2 * r_next), sp.Eq(q, x_m_next - a * r_next), sp.Eq(r, r_next)], [p, q, r]
    )
    return sp.factor(L**2 * found[p])


def test_the_floor_is_attained_up_to_a_factor_and_is_of_the_first_power_of_beta_1() -> None:
    """At the largest eta that the bound allows, with a constant scaling: measured over bound tends to 1/8 as beta_1 -> 0."""
    v = sp.Symbol("v", positive=True)
    largest = sp.Min(*(limit.relation.rhs.subs({c_l: v, c_u: v}) for limit in (TRACKS, DESCENDS)))
    assert sp.simplify(largest.subs({beta_1: sp.Rational(1, 3), L: 2, v: 5}) - sp.Rational(5, 12)) == 0
    exact = floor_on_a_quadratic(beta_1 / (2 * L))
    floor = terms_of_S(2)[-1][1].subs({c_l: v, c_u: v, b: 1})
    assert sp.limit(exact / floor, beta_1, 0) == sp.Rational(1, 8)
    for value in (sp.Rational(1, 10), sp.Rational(1, 2), sp.Integer(1)):
        assert 0 < sp.simplify((exact / floor).subs(beta_1, value)) < 1


def test_beyond_the_limit_on_eta_the_bound_is_false() -> None:
    """Without noise and momentum, F = (L/2) x^2 at eta/v = 3/L: |x| doubles, and (S) fails after a few steps."""
    x, steps = sp.Integer(1), 6
    gradients = []
    for _ in range(steps):
        gradients.append(x**2)
        x -= 3 * x
    values = {beta_1: 1, sigma: 0, b: 1, L: 1, c_l: 1, c_u: 1, Delta: sp.Rational(1, 2), T: steps}
    right = sum(term for _, term in terms_of_S(2))
    assert sp.Rational(sum(gradients), steps) > right.subs({**values, eta: 3})
    assert not all(bool(limit.relation.subs({**values, eta: 3})) for limit in (TRACKS, DESCENDS))


def test_what_runs_are_measured_with_satisfies_the_hypotheses() -> None:
    for limit in (TRACKS, DESCENDS):
        assert limit.relation.rhs in RUN_WITH[eta].args
    for claim in find("bounded-scaling"):
        assert {part.kind for part in claim.parts} == {Kind.EXPECTATION, Kind.PATHWISE, Kind.CONDITIONAL}


def test_a_paper_is_named_by_its_folder() -> None:
    folder, found = claims_in("scaled_momentum")
    assert (folder / "problems" / "skewed_well.toml").is_file()
    assert {claim.id for claim in found} == {"bounded-scaling"}
    assert all("derived here" in claim.source for claim in found)
