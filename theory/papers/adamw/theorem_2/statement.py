"""Theorem 2: AdamW on general nonconvex problems, constant parameters (section 3; proof in appendix G.2).

Under S, N and B, with `lambda_k = lambda (1 - mu_v)^k`, `mu_v = beta_2 c_inf^2 / delta` and

    beta_1 <= c_1 b epsilon^2 / (3 c_2 sigma^2),
    eta    <= c_1^2 b epsilon^2 / (6 c_2 sigma^2 L) * sqrt(c_1 / c_2),
    T      >= max(6 c_2 Delta / (eta epsilon^2), 3 c_2 sigma^2 / (c_1 beta_1 b epsilon^2)):

    (i)   (1/T) sum_{k<T} E[||grad F_k(x_k)||^2 + ||u_k||^2 / 4] <= epsilon^2,
          and before the choice of T (Eq. 18)
          <= 2 c_2 Delta / (eta T) + c_2 sigma^2 / (c_1 beta_1 b T) + c_2 beta_1 sigma^2 / (c_1 b);
    (ii)  (1/T) sum ||v_k (x_k - x_{k+1})||^2 <= 4 eta^2 epsilon^2 and
          (1/T) sum ||x_k - x_{k+1}||^2 <= 4 eta^2 epsilon^2 / c_1^2;
    (iii) (1/T) sum E||m_k - grad F(x_k)||^2 <= 8 epsilon^2;
    (iv)  the gradient complexity T b is that of the T above, O(epsilon^-4).

Pathwise, at every step, the proof rests on (Eq. 16)

    F_{k+1}(x_{k+1}) <= F_k(x_k) + eta/(2 c_1) ||m_k - grad F||^2 - eta/(2 c_2) ||grad F_k||^2 - eta/(4 c_2) ||u_k||^2.

The repaired variant puts `Delta + (lambda/2) c_2 ||x_0||^2`, which bounds F_0(x_0) - F_*, where the paper writes Delta (the
potential telescopes from F_0, which contains the decay), and states the two conditions on eta that the proof uses.
"""

import sympy as sp

from theory.claim import Claim, Hypothesis, Kind, Part, Variant
from theory.papers.adamw.choices import REPAIRED_CHOICES, SHARP_ETA, STATED_BETA_1, STATED_ETA, best, stated_T
from theory.symbols import (
    A1_m,
    A1_n,
    A1_x,
    Delta,
    F_k_next,
    F_k_now,
    L,
    T,
    b,
    beta_1,
    beta_2,
    c_1,
    c_2,
    decay_0,
    dx_sq,
    epsilon,
    eta,
    grad_F_k_sq,
    lambda_,
    m_err_sq,
    m_err_sq_next,
    mu_v,
    sigma,
    u_sq,
    v_dx_sq,
)
from theory.words import in_text

STEP_5_ETA = c_1**2 / (2 * c_2 * (L + lambda_ * c_1))
# (1 - beta_1) stands on the left of the condition: at beta_1 = 1 it holds for every eta.
STEP_7_LEFT, STEP_7_RIGHT = 2 * (1 - beta_1) * L * eta, beta_1 * c_1 * sp.sqrt(c_1 / c_2)


def terms_of_eq_18(potential: sp.Expr) -> tuple[tuple[str, sp.Expr], ...]:
    """The three terms on the right of Eq. 18."""
    return (
        ("initial gap", 2 * c_2 * potential / (eta * T)),
        ("initial momentum", c_2 * sigma**2 / (c_1 * beta_1 * b * T)),
        ("noise floor", c_2 * beta_1 * sigma**2 / (c_1 * b)),
    )


#: alpha of step 6, the momentum's weight in the potential
TRACKING = eta / (2 * c_1 * beta_1)
EQ_16 = sp.Le(
    F_k_next, F_k_now + eta / (2 * c_1) * m_err_sq - eta / (2 * c_2) * grad_F_k_sq - eta / (4 * c_2) * u_sq
)  # fmt: skip


def noise_of_step_6(step: sp.Expr, weight: sp.Expr) -> sp.Expr:
    """What a step adds to the potential."""
    return step * weight * sigma**2 / (2 * c_1 * b)


def bracket_of_step_6(step: sp.Expr, weight: sp.Expr) -> sp.Expr:
    """What lemma 2 leaves of the coefficient of ||u_k||^2."""
    return 1 - 2 * c_2 * (1 - weight) ** 2 * L**2 * step**2 / (weight**2 * c_1**3)


STEP_6 = sp.Le(
    F_k_next + TRACKING * m_err_sq_next,
    F_k_now + TRACKING * m_err_sq - eta / (2 * c_2) * grad_F_k_sq - eta / (4 * c_2) * bracket_of_step_6(eta, beta_1) * u_sq
    + noise_of_step_6(eta, beta_1),
)  # fmt: skip
ADMISSIBLE = (
    Hypothesis("beta_1 <= 1", sp.Le(beta_1, 1), "section 3: a convex combination"),
    Hypothesis("beta_2 <= 1", sp.Le(beta_2, 1), "section 3: a convex combination"),
    Hypothesis("mu_v < 1", sp.Lt(mu_v, 1), "lemma-1, and lambda_k >= 0"),
    Hypothesis("lambda eta < 1", sp.Lt(lambda_ * eta, 1), "algorithm 1: the decay keeps the sign of x", stated=False),
)
PROOF_NEEDS = (
    Hypothesis("eta of Eq. 16", sp.Le(eta, SHARP_ETA), "step 5", stated=False),
    Hypothesis("eta of step 7", sp.Le(STEP_7_LEFT, STEP_7_RIGHT), "step 7", stated=False),
)


def stationarity_limits(potential: sp.Expr) -> tuple[Hypothesis, ...]:
    """The statement's own choices, which make each term of Eq. 18 at most epsilon^2 / 3."""
    return (
        Hypothesis("beta_1 of the statement", sp.Le(beta_1, STATED_BETA_1), "statement"),
        Hypothesis("eta of the statement", sp.Le(eta, STATED_ETA), "statement"),
        Hypothesis("T of the statement", sp.Ge(T, stated_T(potential)), "statement"),
    )


def parts(potential: sp.Expr) -> tuple[Part, ...]:
    """Parts (i)-(iii) and the two numbered equations, the initial potential being `potential`."""
    eq_18 = terms_of_eq_18(potential)
    return (
        Part(
            "i", Kind.EXPECTATION, grad_F_k_sq + u_sq / 4, epsilon**2, "theorem 2 (i)",
            "the dynamic objective becomes stationary",
        ),
        Part(
            "eq-18", Kind.EXPECTATION, grad_F_k_sq + u_sq / 4, sp.Add(*(term for _, term in eq_18)), "Eq. 18",
            "the bound before T is chosen", eq_18,
        ),
        Part(
            "eq-18.T", Kind.EXPECTATION, grad_F_k_sq + u_sq / 4, sp.Add(*(term for _, term in eq_18)), "Eq. 18",
            "the bound at every T up to the horizon", eq_18, every_T=True,
        ),
        Part(
            "ii.a", Kind.EXPECTATION, v_dx_sq, 4 * eta**2 * epsilon**2, "theorem 2 (ii)",
            "the weighted steps are small",
        ),
        Part(
            "ii.b", Kind.EXPECTATION, dx_sq, 4 * eta**2 * epsilon**2 / c_1**2, "theorem 2 (ii)",
            "the steps are small",
        ),
        Part(
            "iii", Kind.EXPECTATION, m_err_sq, 8 * epsilon**2, "theorem 2 (iii)",
            "the momentum tracks the gradient",
        ),
        Part("A1.m", Kind.PATHWISE, A1_m, sp.Integer(0), "algorithm 1", "the momentum is the one that is claimed of"),
        Part("A1.n", Kind.PATHWISE, A1_n, sp.Integer(0), "algorithm 1", "so is the second moment"),
        Part("A1.x", Kind.PATHWISE, A1_x, sp.Integer(0), "algorithm 1", "and the iterate: x_{k+1} - x_k = -eta u_k/v_k"),
        Part("eq-16", Kind.PATHWISE, EQ_16.lhs, EQ_16.rhs, "Eq. 16", "one step of the dynamic objective"),
        Part(
            "step-6", Kind.CONDITIONAL, STEP_6.lhs, STEP_6.rhs, "Eq. 16 and lemma 2, added",
            "one step of the potential, its mean over the next minibatch",
        ),
    )  # fmt: skip


def repaired_eta(prescribed: sp.Expr) -> str:
    """What the repair of eta says: the limits that are prescribed beside the stated one."""
    limits = sorted(in_text(limit) for limit in prescribed.args if limit != STATED_ETA)
    return (
        f"eta is also at most {' and '.join(limits)}: the stated eta does not imply the conditions of steps 5 and 7 when "
        "beta_1 is below its limit or epsilon is large (step 11)."
    )


STATEMENT = __doc__.split("Pathwise,")[0].split("\n", 2)[2].strip()

PAPER = Claim(
    id="theorem-2",
    variant=Variant.PAPER,
    title="AdamW on nonconvex problems, constant parameters",
    source="Theorem 2; appendix G.2",
    statement=STATEMENT,
    assumptions=("S", "N", "B"),
    algorithms=("adamw-d", "adam"),
    initialisation="gradient",
    hypotheses=(*ADMISSIBLE, *stationarity_limits(Delta), *PROOF_NEEDS),
    prescription={
        beta_1: sp.Min(1, STATED_BETA_1),
        eta: STATED_ETA,
        T: stated_T(Delta),
    },
    parts=parts(Delta),
    best=best(Delta + decay_0),
)

REPAIRED = Claim(
    id="theorem-2",
    variant=Variant.REPAIRED,
    title="AdamW on nonconvex problems, constant parameters",
    source="Theorem 2 with the initial potential (a bound of) F_0(x_0) - F_* and the proof's own conditions on eta",
    statement=STATEMENT.replace("Delta", "(Delta + (lambda/2) c_2 ||x_0||^2)"),
    assumptions=("S", "N", "B"),
    algorithms=("adamw-d", "adam"),
    initialisation="gradient",
    hypotheses=(*ADMISSIBLE, *stationarity_limits(Delta + decay_0), *PROOF_NEEDS),
    prescription=REPAIRED_CHOICES,
    parts=parts(Delta + decay_0),
    best=best(Delta + decay_0),
    repairs=(
        "Delta becomes Delta + (lambda/2) c_2 ||x_0||^2: the potential telescopes from F_0(x_0), not from F(x_0) (step 8).",
        repaired_eta(REPAIRED_CHOICES[eta]),
    ),
)

CLAIMS = (PAPER, REPAIRED)
