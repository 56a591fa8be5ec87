"""Stationary covariances: what lemma 5 and theorem 7 share.

An identity between products of matrices of any size is decided in letters that do not commute; `At` stands for A'.
"""

import sympy as sp

from theory.claim import Goal
from theory.letters import at
from theory.link import Given, Role, when
from theory.prove.conclusions import Same
from theory.symbols import lambda_

HALF = sp.Rational(1, 2)
A, At, M, D, Q, H, step = (sp.Symbol(name, commutative=False) for name in ("A", "At", "M", "D", "Q", "H", "step"))
h = sp.Symbol("h", positive=True)
# Two dimensions: H = [[p^2, c], [c, r^2]], Q = diag(1/p, 1/r) as assumption Q has it.
p, r = sp.symbols("p r", positive=True)
c = sp.Symbol("c", real=True)
H_2 = sp.Matrix([[p**2, c], [c, r**2]])
Q_2 = sp.diag(1 / p, 1 / r)
NOISE_2 = Q_2 * H_2 * Q_2
DEFINITE = (when(sp.Lt(c**2, p**2 * r**2)),)

covariance = Goal(
    "sympy",
    Same(
        sp.diff(sp.expand((1 - h * A) * M * (1 - h * At) + h * D - M), h).subs(h, 0),
        D - A * M - M * At,
    ),
    note="d/dt of E x x' over a step h, x -> (I - h A) x + noise of covariance h D: it vanishes iff A M + M A' = D; any size",
)


def numerator(drift: sp.Matrix) -> sp.Matrix:
    """adj(A) Q H Q in two dimensions: (eta/2b) A^(-1) Q H Q without the factor eta/(2b det A)."""
    return (drift.adjugate() * NOISE_2).applyfunc(sp.factor)


def lyapunov(drift: sp.Matrix, covariance_2: sp.Matrix) -> Same:
    """`A M + M A' = (eta/b) Q H Q` in two dimensions, times 2b det A/eta; `covariance_2` is M without eta/(2b det A)."""
    return Same(drift * covariance_2 + covariance_2 * drift.T, 2 * drift.det() * NOISE_2)


# Q = R R for a diagonal R: the drifts are similar to symmetric positive definite matrices, so that the solution is unique.
R = sp.Symbol("R", commutative=False)
POSITIVE = at(
    Given(
        "positive definite", Role.CITED,
        "R H R is positive definite if H is and R is diagonal and positive, and so is the sum with lambda I or lambda R R;"
        " similar matrices have the same eigenvalues; then A M + M A' = D has one solution",
        (),
    )
)  # fmt: skip
similar_adamw = Goal(
    "sympy", Same(R**-1 * (R * R * H + lambda_) * R, R * H * R + lambda_), note="R^(-1) A R, any size", uses=(POSITIVE,)
)
similar_l2 = Goal(
    "sympy", Same(R**-1 * (R * R * H + lambda_ * R * R) * R, R * H * R + lambda_ * R * R), note="R^(-1) A R, any size",
    uses=(POSITIVE,),
)  # fmt: skip
NOT_SIMILAR = Same(R**-1 * (R * R * H + lambda_) * R, R * H + lambda_)


DRIFT_ADAMW, DRIFT_L2 = Q_2 * H_2 + lambda_ * sp.eye(2), Q_2 * H_2 + lambda_ * Q_2
