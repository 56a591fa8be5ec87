"""The proofs of theorems 2 and 3 as ledgers: what every inequality gives away, so that bound - measured is the sum of it.

Each inequality (appendices G.2, G.5) is kept as right side minus left side, in the unit of the potential
G_k = F_k(x_k) + alpha ||m_k - grad F(x_k)||^2, alpha = eta_k/(2 c_1 beta_{1,k+1}), which the schedules of theorem 2 and, as
repaired, of theorem 3 keep constant. Added over a step they are what Eq. 16 and lemma 2 leave of G_k - G_{k+1}:

    sum of slacks at k = G_k - G_{k+1} - (eta_k/2c_2) (||grad F_k||^2 + ||u_k||^2/4) + eta_k beta_{1,k+1} sigma^2/(2 c_1 b).

Over k < T the potential telescopes; with the slacks of both ends, and times 2 c_2/S, S = sum of eta_k (eta T for theorem 2),

    bound = measured + sum of all slacks (theorem 3: + what its closed forms of the schedule's sums give away),

as an identity in every single run. No inequality is used: a false one shows as a negative slack, a forgotten one as a sum
that does not balance. Polarisation and the update are identities and have none. The letters eta, beta_1 and lambda_k are
eta_k, beta_{1,k+1} and lambda_k at every step.
"""

from dataclasses import dataclass
from enum import StrEnum

import sympy as sp

from theory.papers.adamw.theorem_2.statement import TRACKING
from theory.symbols import (
    Delta,
    F_next,
    F_now,
    F_star,
    L,
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


class When(StrEnum):
    """Where a slack arises."""

    STEP = "every step"
    START = "start"  # its letters are those of k = 0
    END = "end"  # its letters are those of k + 1 = T


class Sense(StrEnum):
    """In which sense a slack is never negative if the inequality is true."""

    PATHWISE = "pathwise"
    EXPECTATION = "expectation"  # given the past


@dataclass(frozen=True)
class Slack:
    """Right minus left side of one inequality, in the unit of F. `group` is what a figure puts together."""

    name: str
    step: str
    group: str
    value: sp.Expr
    when: When = When.STEP
    sense: Sense = Sense.PATHWISE


MEASURED = grad_F_k_sq + u_sq / 4
#: what a step adds to the potential
NOISE = eta * beta_1 * sigma**2 / (2 * c_1 * b)
#: Young's factor of lemma 2
DRIFT = (1 - beta_1) ** 2 / beta_1
#: ||m_{k+1} - grad F(x_{k+1})||^2 less what the new minibatch added: (1 - beta_1)^2 ||m_k - grad F(x_{k+1})||^2
CARRIED = m_err_sq_next - 2 * beta_1 * noise_m_err_next + beta_1**2 * noise_sq_next

SMOOTH, RANGE, YOUNG, CHANCE = "smoothness", "c_1 <= v <= c_2", "Young", "noise"
BRACKETS, ENDS, OMITTED, DECAY = "brackets", "telescoping", "left out by the paper", "decay drift"


def unit(total: sp.Expr) -> sp.Expr:
    """From the potential to the bound, `total` being the sum of the steps eta_k."""
    return 2 * c_2 / total


def stated() -> tuple[Slack, ...]:
    """Theorem 2 as the paper proves it: v is bounded before the bracket, and the potential starts at Delta."""
    return (
        *_one_step("theorem-2.1", "theorem-2.2", "theorem-2.4"),
        Slack("v <= c_2 at u", "theorem-2.4", RANGE, eta / 2 * (u_over_v - u_sq / c_2)),
        Slack("v >= c_1 in the step", "theorem-2.4", RANGE, L / 2 * (eta**2 * u_sq / c_1**2 - dx_sq)),
        Slack("v >= c_1 in the decay", "theorem-2.4", RANGE, lambda_k * eta**2 / 2 * (u_sq / c_1 - u_over_v)),
        Slack(
            "bracket of step 5", "theorem-2.5", BRACKETS,
            (eta / (4 * c_2) - L * eta**2 / (2 * c_1**2) - lambda_k * eta**2 / (2 * c_1)) * u_sq,
        ),
        *_momentum("theorem-2.6", "theorem-2.7"),
        *_ends("theorem-2.8", Delta),
    )  # fmt: skip


#: steps of the repaired proofs: smoothness, decay, ranges of v, bracket; lemma 2 added, its bracket; the ends
STEPS = {
    "theorem-2": ("theorem-2.1", "theorem-2.2", "theorem-2.4", "theorem-2.5", "theorem-2.6", "theorem-2.7", "theorem-2.8"),
    "theorem-3": ("theorem-3.1", "theorem-3.1", "theorem-3.1", "theorem-3.1", "theorem-3.2", "theorem-3.3", "theorem-3.4"),
}


def repaired(claim: str) -> tuple[Slack, ...]:
    """Theorem 2 or 3 as repaired: the bracket is bounded before v, the potential starts at F_0(x_0)."""
    smooth, drift, ranges, bracket, momentum, bracket_7, ends = STEPS[claim]
    return (
        *_one_step(smooth, drift, ranges),
        Slack("bracket of step 5", bracket, BRACKETS, eta / 4 * u_over_v - L / 2 * dx_sq - lambda_k * eta**2 / 2 * u_over_v),
        Slack("v <= c_2 at u", ranges, RANGE, eta / 4 * (u_over_v - u_sq / c_2)),
        *_momentum(momentum, bracket_7),
        *_ends(ends, Delta + decay_0),
    )


def _one_step(smooth: str, drift: str, ranges: str) -> tuple[Slack, ...]:
    """Up to Eq. 16, without what is done with ||u_k||^2."""
    return (
        Slack("smoothness", smooth, SMOOTH, F_now + grad_dx + L / 2 * dx_sq - F_next),
        Slack("decay drift", drift, DECAY, decay_ahead - decay_next),
        Slack("v >= c_1 at m - grad F", ranges, RANGE, eta / 2 * (m_err_sq / c_1 - m_err_over_v)),
        Slack("v <= c_2 at grad F_k", ranges, RANGE, eta / 2 * (grad_F_k_over_v - grad_F_k_sq / c_2)),
    )


def _momentum(step: str, bracket: str) -> tuple[Slack, ...]:
    """Lemma 2 in its parts, the length of a step, and the second bracket."""
    return (
        Slack("Young", "lemma-2", YOUNG, TRACKING * ((1 - beta_1) * m_err_sq + DRIFT * grad_step_sq - CARRIED)),
        Slack("Lipschitz gradient", "lemma-2", SMOOTH, TRACKING * DRIFT * (L**2 * dx_sq - grad_step_sq)),
        Slack(
            "variance", "lemma-2", CHANCE, TRACKING * beta_1**2 * (sigma**2 / b - noise_sq_next), sense=Sense.EXPECTATION
        ),
        Slack(
            "independence", "lemma-2", CHANCE, -2 * TRACKING * beta_1 * (noise_m_err_next - beta_1 * noise_sq_next),
            sense=Sense.EXPECTATION,
        ),
        Slack("v >= c_1 in the momentum", step, RANGE, TRACKING * DRIFT * L**2 * (eta**2 * u_sq / c_1**2 - dx_sq)),
        Slack("bracket of step 7", bracket, BRACKETS, (eta / (8 * c_2) - TRACKING * DRIFT * L**2 * eta**2 / c_1**2) * u_sq),
    )  # fmt: skip


def _ends(step: str, potential: sp.Expr) -> tuple[Slack, ...]:
    """What the telescoping sum drops or bounds at its ends."""
    left_out = OMITTED if potential == Delta else ENDS
    return (
        Slack("initial gap", step, ENDS, Delta - (F_now - F_star), When.START),
        Slack("decay at the start", step, left_out, potential - Delta - decay_now, When.START),
        Slack("momentum at the start", step, CHANCE, TRACKING * (sigma**2 / b - m_err_sq), When.START, Sense.EXPECTATION),
        Slack("loss at the end", step, ENDS, F_next - F_star, When.END),
        Slack("decay at the end", step, ENDS, decay_next, When.END),
        Slack("momentum at the end", step, ENDS, TRACKING * m_err_sq_next, When.END),
    )


def joined(slacks: tuple[Slack, ...], unknown: sp.Symbol) -> tuple[Slack, ...]:
    """The slacks with those that contain `unknown` added up to one, in which it must cancel.

    A problem whose gradient at x_{k+1} costs another evaluation has Young's inequality and the gradient's Lipschitz
    condition as one.

    Raises:
        ValueError: it does not cancel.
    """
    apart = [slack for slack in slacks if slack.value.has(unknown)]
    if not apart:
        return slacks
    value = sp.expand(sum(slack.value for slack in apart))
    if value.has(unknown):
        raise ValueError(f"{unknown} does not cancel in {', '.join(slack.name for slack in apart)}")
    one = Slack(" and ".join(slack.name for slack in apart), apart[0].step, apart[0].group, value)
    first = slacks.index(apart[0])
    rest = [slack for slack in slacks if slack not in apart]
    return (*rest[:first], one, *rest[first:])
