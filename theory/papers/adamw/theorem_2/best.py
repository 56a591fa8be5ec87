"""The best numbers of theorem 2's argument, each with its proof and with the proof that it cannot be improved.

What the paper has            is here                     by
a = 1/(2 c_1)                 (1/c_1 + 1/c_2)/4           the exact optimum of a 2 x 2 matrix inequality, v in [c_1, c_2]
tau = 1                       3/2, for beta_1 <= 2/5      the exact optimum of tau^3 (2 - tau)
epsilon^2 in three thirds     half for the noise floor    the exact optimum of beta_1 (epsilon^2 - B beta_1)
eta's two conditions          one, jointly                the same bracket, 3/4 of it at once
8 epsilon^2 in (iii)          5 epsilon^2                 Young's inequality with the parameter 1/4
"""

from dataclasses import dataclass

import sympy as sp

from theory.claim import Goal
from theory.papers.adamw.theorem_2.argument import Argument, drift
from theory.prove.conclusions import Same
from theory.symbols import beta_1, c_1, c_2, epsilon

BEST_A = (1 / c_1 + 1 / c_2) / 4
BEST_TAU = sp.Rational(3, 2)
BETA_LIMIT = sp.Rational(2, 5)
BEST = Argument(a=BEST_A, tau=BEST_TAU, D=2 / beta_1, beta_limit=BETA_LIMIT)
#: For large epsilon beta_1 wants to be larger than `BETA_LIMIT`: the paper's tau, with the best a.
BEST_AT_LARGE_BETA = Argument(a=BEST_A, tau=sp.Integer(1), D=(1 - beta_1) ** 2 / beta_1, beta_limit=sp.Integer(1))

h, u = sp.symbols("h u", real=True)
v, a, tau, B, weight = sp.symbols("v a tau B weight", positive=True)
H, U = sp.symbols("H U", nonnegative=True)


@dataclass(frozen=True)
class Constant:
    """A number of the argument: the paper's, the best, the goals that prove it, those that prove it cannot be improved."""

    name: str
    paper: sp.Expr
    best: sp.Expr
    proof: tuple[Goal, ...]
    sharp: tuple[Goal, ...]


def one_step_holds(coefficient: sp.Expr) -> Goal:
    """One coordinate of one step, eta taken out: the momentum's error h - u enters with `coefficient`."""
    return Goal(
        "z3",
        sp.Le(-h * u / v, coefficient * (h - u) ** 2 - (h**2 + u**2) / (2 * c_2)),
        (sp.Ge(v, c_1), sp.Le(v, c_2)),
        "-<grad F_k, u/v> in one coordinate: h of grad F_k, u of u_k, h - u of grad F - m",
    )


def tracking_holds(factor: sp.Expr) -> Goal:
    """||m - grad F||^2 <= factor (||grad F_k||^2 + ||u||^2/4) in one coordinate."""
    return Goal("z3", sp.Le((u - h) ** 2, factor * (h**2 + u**2 / 4)))


CONSTANTS = (
    Constant(
        "a: the momentum's error in one step",
        1 / (2 * c_1),
        BEST_A,
        (one_step_holds(BEST_A),),
        (
            Goal(
                "z3",
                sp.Ge(a, BEST_A),
                (sp.Le((-h * u / v).subs({h: 1, u: -1, v: c_1}), a * 4 - 1 / c_2),),
                "the inequality at h = 1, u = -1, v = c_1 leaves no smaller a",
            ),
        ),
    ),
    Constant(
        "alpha/eta: the weight of the momentum's error in the potential",
        1 / (2 * c_1 * beta_1),
        BEST.potential_weight() / sp.Symbol("eta", positive=True),
        (),
        (
            Goal(
                "z3",
                sp.Ge(weight, a / (tau * beta_1)),
                (sp.Le(a + weight * (1 - tau * beta_1), weight),),
                "no smaller weight makes the error's coefficient cancel",
            ),
        ),
    ),
    Constant(
        "tau: how much of beta_1 the momentum's error contracts by",
        sp.Integer(1),
        BEST_TAU,
        (
            Goal("z3", sp.Le(drift(BEST_TAU), 2 / beta_1), (sp.Le(beta_1, BETA_LIMIT),), "the factor that goes with it"),
            Goal(
                "sympy",
                Same((Argument(a, tau, 1 / ((2 - tau) * beta_1), BETA_LIMIT).leading_constants()[0] ** 2
                      * tau**3 * (2 - tau)).diff(tau), 0),
                (sp.Lt(tau, 2),),
                "the first constant is proportional to (tau^3 (2 - tau))^(-1/2): its square times that does not depend on tau",
            ),
        ),
        (Goal("z3", sp.Le(tau**3 * (2 - tau), BEST_TAU**3 * (2 - BEST_TAU)), (sp.Lt(tau, 2),), "and 3/2 is the maximum"),),
    ),
    Constant(
        "the noise floor's share of epsilon^2",
        sp.Rational(1, 3),
        sp.Rational(1, 2),
        (),
        (
            Goal(
                "z3",
                sp.Le(beta_1 * (epsilon**2 - B * beta_1), epsilon**4 / (4 * B)),
                (),
                "T is proportional to 1/(beta_1 (epsilon^2 - B beta_1)), B beta_1 the floor; equality at epsilon^2/2",
            ),
        ),
    ),
    Constant(
        "the factor of epsilon^2 in (iii)",
        sp.Integer(8),
        sp.Integer(5),
        (tracking_holds(sp.Integer(5)),),
        (
            Goal(
                "z3",
                sp.Ge(a, 5),
                (sp.Le(((u - h) ** 2).subs({h: 1, u: -4}), a * (h**2 + u**2 / 4).subs({h: 1, u: -4})),),
                "the inequality at h = 1, u = -4 leaves no smaller factor",
            ),
        ),
    ),
)  # fmt: skip
