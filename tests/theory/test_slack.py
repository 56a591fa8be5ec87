"""The ledger of theorem 2's slacks: an identity in one coordinate, of which all of it is a sum; nothing may be left out."""

import pytest
import sympy as sp

from theory.claims.theorem_2 import TRACKING, terms_of_eq_18
from theory.derive import slack
from theory.derive.slack import MEASURED, NOISE, ONCE, PER_STEP, Slack, When, joined, ledger
from theory.symbols import (
    LETTERS,
    Delta,
    F_next,
    F_now,
    T,
    b,
    beta_1,
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


def unbalanced(slacks: tuple[Slack, ...], potential: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """What is missing to the identity of a step, and to the telescoped one; both 0 if the ledger balances."""
    step = sum(s.value for s in slacks if s.when == When.STEP)
    fall = F_now + decay_now - F_next - decay_next + TRACKING * (m_err_sq - m_err_sq_next)
    of_step = (step - fall + MEASURED / PER_STEP - NOISE).subs(one_coordinate(), simultaneous=True)
    start = sum(s.value for s in slacks if s.when == When.START)
    end = sum(s.value for s in slacks if s.when == When.END)
    # bound = ONCE (G_0 - G_T + T noise + ends), with G_0 at the start's letters and G_T at the end's
    initial, final = F_now + decay_now + TRACKING * m_err_sq, F_next + decay_next + TRACKING * m_err_sq_next
    bound = sum(term for _, term in terms_of_eq_18(potential))
    # Laurent polynomials: expanded, they are 0 or not
    return sp.expand(of_step), sp.expand(bound - ONCE * (initial - final + T * NOISE + start + end))


@pytest.mark.parametrize("variant", POTENTIALS)
def test_the_ledger_balances(variant: str) -> None:
    potential = POTENTIALS[variant]
    slacks = ledger(potential)
    assert unbalanced(slacks, potential) == (0, 0)
    assert unbalanced(joined(slacks, grad_step_sq), potential) == (0, 0)
    assert len(joined(slacks, grad_step_sq)) == len(slacks) - 1


@pytest.mark.parametrize("name", [s.name for s in ledger(Delta)])
def test_no_inequality_may_be_forgotten_or_changed(name: str) -> None:
    """Each one that is dropped leaves a remainder; the sums are linear, so each one that is changed does too."""
    slacks = ledger(Delta + decay_0)
    assert unbalanced(tuple(s for s in slacks if s.name != name), Delta + decay_0) != (0, 0)


def test_the_paper_leaves_out_what_the_repair_adds() -> None:
    start = {variant: {s.name: s for s in ledger(potential)}["decay at the start"] for variant, potential in POTENTIALS.items()}
    assert start["paper"].value == -decay_now
    assert start["paper"].group == slack.OMITTED
    assert start["repaired"].value == decay_0 - decay_now


@pytest.mark.parametrize("variant", POTENTIALS)
def test_every_slack_is_in_the_unit_of_the_potential(variant: str) -> None:
    for one in ledger(POTENTIALS[variant]):
        assert unit_of(sp.expand(one.value), UNITS) == Unit(sp.Integer(1), sp.Integer(0)), one.name
    assert unit_of(TRACKING * sigma**2 / b, UNITS) == Unit(sp.Integer(1), sp.Integer(0))


def test_letters_that_do_not_cancel_are_refused() -> None:
    with pytest.raises(ValueError, match="does not cancel in smoothness"):
        joined(ledger(Delta), grad_dx)
