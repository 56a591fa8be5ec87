"""The ledgers of slacks: an identity in one coordinate, of which all of it is a sum; nothing may be left out."""

from functools import cache

import pytest
import sympy as sp

from theory.papers.adamw import slack
from theory.papers.adamw.slack import MEASURED, NOISE, Slack, When, joined, repaired, stated, unit
from theory.papers.adamw.theorem_2.statement import TRACKING, terms_of_eq_18
from theory.symbols import (
    LETTERS,
    Delta,
    F_next,
    F_now,
    T,
    b,
    beta_1,
    c_1,
    c_2,
    decay_0,
    decay_ahead,
    decay_next,
    decay_now,
    dx_sq,
    eta,
    grad_dx,
    grad_F_k_over_v,
    grad_F_k_sq,
    grad_step_sq,
    lambda_k,
    m_err_over_v,
    m_err_sq,
    m_err_sq_next,
    noise_m_err_next,
    noise_sq_next,
    sigma,
    u_over_v,
    u_sq,
)
from theory.units import Unit, unit_of

UNITS = {letter.symbol: letter.unit for letter in LETTERS.values()}
POTENTIALS = {"paper": Delta, "repaired": Delta + decay_0}
LEDGERS = {"paper": stated(), "repaired": repaired("theorem-2")}


def one_coordinate() -> dict[sp.Symbol, sp.Expr]:
    """Every measured letter of a step from x, m, v, the two gradients and the next noise, in one coordinate."""
    x, m, v, grad, grad_after, noise = sp.symbols("x m v G H xi", real=True)
    h, u = grad + lambda_k * x * v, m + lambda_k * x * v
    after = x - eta * u / v
    m_after = (1 - beta_1) * m + beta_1 * (grad_after + noise)
    return {
        decay_now: lambda_k / 2 * v * x**2, decay_ahead: lambda_k / 2 * v * after**2, grad_dx: grad * (after - x),
        dx_sq: (after - x) ** 2, m_err_sq: (m - grad) ** 2, grad_F_k_sq: h**2, u_sq: u**2, m_err_over_v: (m - grad) ** 2 / v,
        grad_F_k_over_v: h**2 / v, u_over_v: u**2 / v, grad_step_sq: (grad_after - grad) ** 2,
        m_err_sq_next: (m_after - grad_after) ** 2, noise_sq_next: noise**2,
        noise_m_err_next: noise * (m_after - grad_after),
    }  # fmt: skip


def of_step(slacks: tuple[Slack, ...]) -> sp.Expr:
    """What is missing to the identity of a step: 0 if the ledger balances."""
    fall = F_now + decay_now - F_next - decay_next + TRACKING * (m_err_sq - m_err_sq_next)
    return sp.Add(*(laurent(s.value) for s in slacks if s.when == When.STEP), laurent(MEASURED / unit(eta) - NOISE - fall))


@cache
def laurent(value: sp.Expr) -> sp.Expr:
    """A value in one coordinate, expanded: sums of such Laurent polynomials are 0 or not."""
    return sp.expand(value.subs(one_coordinate(), simultaneous=True))


def of_ends(slacks: tuple[Slack, ...], total: sp.Expr, noise: sp.Expr) -> sp.Expr:
    """The bound as the telescoped sum makes it: (G_0 - G_T + noise + ends), G_0 at the start's letters, G_T at the end's."""
    start = sum(s.value for s in slacks if s.when == When.START)
    end = sum(s.value for s in slacks if s.when == When.END)
    initial, final = F_now + decay_now + TRACKING * m_err_sq, F_next + decay_next + TRACKING * m_err_sq_next
    return sp.expand(unit(total) * (initial - final + noise + start + end))


@pytest.mark.parametrize("variant", POTENTIALS)
def test_the_ledger_of_theorem_2_balances(variant: str) -> None:
    potential = POTENTIALS[variant]
    slacks = LEDGERS[variant]
    bound = sp.expand(sum(term for _, term in terms_of_eq_18(potential)))
    for some in (slacks, joined(slacks, grad_step_sq)):
        assert of_step(some) == 0
        assert of_ends(some, eta * T, T * NOISE) == bound
    assert len(joined(slacks, grad_step_sq)) == len(slacks) - 1


def test_the_ledger_of_theorem_3_balances() -> None:
    """Its bound before the schedule's sums are put in closed form (Eq. 21, repaired), eta_k = C beta_{1,k+1}."""
    S, total_noise, C = sp.symbols("S N C", positive=True)
    slacks = repaired("theorem-3")
    assert of_step(slacks) == 0
    eq_21 = 2 * c_2 * (Delta + decay_0) / S + c_2 * C * sigma**2 / (c_1 * b * S) + unit(S) * total_noise
    assert sp.expand(of_ends(slacks, S, total_noise).subs(eta, C * beta_1) - eq_21) == 0


@pytest.mark.parametrize("made", [*LEDGERS.values(), repaired("theorem-3")], ids=["paper", "theorem-2", "theorem-3"])
def test_no_inequality_may_be_forgotten(made: tuple[Slack, ...]) -> None:
    """Each one that is dropped leaves a remainder; the sums are linear, so each one that is changed does too."""
    whole = of_ends(made, eta * T, T * NOISE)
    for name in (s.name for s in made):
        rest = tuple(s for s in made if s.name != name)
        assert of_step(rest) != 0 or sp.expand(of_ends(rest, eta * T, T * NOISE) - whole) != 0, name


def test_the_paper_leaves_out_what_the_repair_adds() -> None:
    start = {variant: {s.name: s for s in LEDGERS[variant]}["decay at the start"] for variant in POTENTIALS}
    assert start["paper"].value == -decay_now
    assert start["paper"].group == slack.OMITTED
    assert start["repaired"].value == decay_0 - decay_now


@pytest.mark.parametrize("variant", POTENTIALS)
def test_every_slack_is_in_the_unit_of_the_potential(variant: str) -> None:
    for one in (*LEDGERS[variant], *repaired("theorem-3")):
        assert unit_of(sp.expand(one.value), UNITS) == Unit(sp.Integer(1), sp.Integer(0)), one.name
    assert unit_of(TRACKING * sigma**2 / b, UNITS) == Unit(sp.Integer(1), sp.Integer(0))


def test_letters_that_do_not_cancel_are_refused() -> None:
    with pytest.raises(ValueError, match="does not cancel in smoothness"):
        joined(stated(), grad_dx)
