"""Theorem 2's proof as a ledger: what every inequality gives away, so that bound - measured is the sum of all of it.

Each inequality of the proof (appendix G.2) is kept as right side minus left side, in the unit of the potential
G_k = F_k(x_k) + alpha ||m_k - grad F(x_k)||^2. Added over a step they are what Eq. 16 and lemma 2 leave of G_k - G_{k+1}:

    sum of slacks at k = G_k - G_{k+1} - (eta/2c_2) (||grad F_k||^2 + ||u_k||^2/4) + eta beta_1 sigma^2/(2 c_1 b).

Over k < T the potential telescopes; with the slacks of step 8 at both ends, and times 2 c_2/(eta T),

    bound of Eq. 18 = measured + sum of the mean slacks,

as an identity in every single run. No inequality is used: a false one shows as a negative slack, a forgotten one as a sum
that does not balance. Polarisation (step 4) and the update (step 3) are identities and have none.
"""

from dataclasses import dataclass
from enum import StrEnum

import sympy as sp

from theory.claims.theorem_2 import TRACKING
from theory.symbols import (
    Delta,
    F_next,
    F_now,
    F_star,
    L,
    T,
    b,
    beta_1,
    c_1,
    c_2,
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


#: from one step's slack to its share of Eq. 18's bound; the mean over k < T is meant
PER_STEP = 2 * c_2 / eta
#: the same for what arises once
ONCE = 2 * c_2 / (eta * T)
MEASURED = grad_F_k_sq + u_sq / 4
NOISE = eta * beta_1 * sigma**2 / (2 * c_1 * b)
#: Young's factor of lemma 2
DRIFT = (1 - beta_1) ** 2 / beta_1
#: ||m_{k+1} - grad F(x_{k+1})||^2 less what the new minibatch added: (1 - beta_1)^2 ||m_k - grad F(x_{k+1})||^2
CARRIED = m_err_sq_next - 2 * beta_1 * noise_m_err_next + beta_1**2 * noise_sq_next

SMOOTH, RANGE, YOUNG, CHANCE = "smoothness", "c_1 <= v <= c_2", "Young", "noise"
BRACKETS, ENDS, OMITTED, DECAY = "brackets", "telescoping", "left out by the paper", "decay drift"


def ledger(potential: sp.Expr) -> tuple[Slack, ...]:
    """Every inequality of the proof, the initial potential being `potential`: Delta (paper), Delta + decay_0 (repaired)."""
    left_out = potential == Delta
    return (
        Slack("smoothness", "theorem-2.1", SMOOTH, F_now + grad_dx + L / 2 * dx_sq - F_next),
        Slack("decay drift", "theorem-2.2", DECAY, decay_ahead - decay_next),
        Slack("v >= c_1 at m - grad F", "theorem-2.4", RANGE, eta / 2 * (m_err_sq / c_1 - m_err_over_v)),
        Slack("v <= c_2 at grad F_k", "theorem-2.4", RANGE, eta / 2 * (grad_F_k_over_v - grad_F_k_sq / c_2)),
        Slack("v <= c_2 at u", "theorem-2.4", RANGE, eta / 2 * (u_over_v - u_sq / c_2)),
        Slack("v >= c_1 in the step", "theorem-2.4", RANGE, L / 2 * (eta**2 * u_sq / c_1**2 - dx_sq)),
        Slack("v >= c_1 in the decay", "theorem-2.4", RANGE, lambda_k * eta**2 / 2 * (u_sq / c_1 - u_over_v)),
        Slack(
            "bracket of step 5", "theorem-2.5", BRACKETS,
            (eta / (4 * c_2) - L * eta**2 / (2 * c_1**2) - lambda_k * eta**2 / (2 * c_1)) * u_sq,
        ),
        Slack("Young", "lemma-2", YOUNG, TRACKING * ((1 - beta_1) * m_err_sq + DRIFT * grad_step_sq - CARRIED)),
        Slack("Lipschitz gradient", "lemma-2", SMOOTH, TRACKING * DRIFT * (L**2 * dx_sq - grad_step_sq)),
        Slack(
            "variance", "lemma-2", CHANCE, TRACKING * beta_1**2 * (sigma**2 / b - noise_sq_next), sense=Sense.EXPECTATION
        ),
        Slack(
            "independence", "lemma-2", CHANCE, -2 * TRACKING * beta_1 * (noise_m_err_next - beta_1 * noise_sq_next),
            sense=Sense.EXPECTATION,
        ),
        Slack("v >= c_1 in the momentum", "theorem-2.6", RANGE, TRACKING * DRIFT * L**2 * (eta**2 * u_sq / c_1**2 - dx_sq)),
        Slack(
            "bracket of step 7", "theorem-2.7", BRACKETS,
            (eta / (8 * c_2) - TRACKING * DRIFT * L**2 * eta**2 / c_1**2) * u_sq,
        ),
        Slack("initial gap", "theorem-2.8", ENDS, Delta - (F_now - F_star), When.START),
        Slack("decay at the start", "theorem-2.8", OMITTED if left_out else ENDS, potential - Delta - decay_now, When.START),
        Slack(
            "momentum at the start", "theorem-2.8", CHANCE, TRACKING * (sigma**2 / b - m_err_sq), When.START, Sense.EXPECTATION
        ),
        Slack("loss at the end", "theorem-2.8", ENDS, F_next - F_star, When.END),
        Slack("decay at the end", "theorem-2.8", ENDS, decay_next, When.END),
        Slack("momentum at the end", "theorem-2.8", ENDS, TRACKING * m_err_sq_next, When.END),
    )  # fmt: skip


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
