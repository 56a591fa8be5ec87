"""The derived formulas of theorem 2 beside the paper's: what differs, symbol by symbol."""

from dataclasses import dataclass

import sympy as sp

from theory.papers.adamw.choices import STATED_BETA_1, STATED_ETA, TRACKING_ETA
from theory.papers.adamw.theorem_2 import statement as theorem_2
from theory.papers.adamw.theorem_2.argument import PAPER, Argument
from theory.symbols import Delta, L, T, b, beta_1, c_1, c_2, decay_0, epsilon, eta, sigma

THIRD = sp.Rational(1, 3)


@dataclass(frozen=True)
class Comparison:
    """A formula as derived and as the paper has it; `difference` is 0 where they agree."""

    name: str
    derived: sp.Expr
    paper: sp.Expr

    @property
    def difference(self) -> sp.Expr:
        """Derived minus the paper's."""
        return sp.simplify(self.derived - self.paper)


def eta_of_step_7(argument: Argument) -> sp.Expr:
    """The largest eta for which the momentum's share of U is at most a quarter of eta/2c_2."""
    share = argument.potential_weight() * argument.D * L**2 * eta**2 / c_1**2
    (found,) = sp.solve(sp.Eq(share, eta / (8 * c_2)), eta)[-1:]
    return sp.simplify(found)


def horizons(argument: Argument, potential: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """The T for which the first, the second term of Eq. 18 is epsilon^2/3."""
    gap, momentum, _ = argument.terms(potential)
    return tuple(sp.simplify(3 * term * T / epsilon**2) for term in (gap, momentum))


def comparisons() -> tuple[Comparison, ...]:
    """Eq. 18, the hyper-parameters, T, and the constants of (iv)."""
    eq_18 = next(part.right for part in theorem_2.PAPER.parts if part.id == "eq-18")
    beta = PAPER.beta_for(THIRD)
    at_limits = {eta: STATED_ETA, beta_1: beta}
    gap, momentum = horizons(PAPER, Delta)
    with_decay, _ = horizons(PAPER, Delta + decay_0)
    big = c_2 ** sp.Rational(5, 2) * Delta * sigma**2 * L / (c_1 ** sp.Rational(5, 2) * epsilon**4)
    small = c_2**2 * sigma**4 / (c_1**2 * b * epsilon**4)
    step_7 = beta_1 * c_1 / (2 * (1 - beta_1) * L) * sp.sqrt(c_1 / c_2)
    return (
        Comparison("Eq. 18", sum(PAPER.terms()), eq_18),
        Comparison("beta_1", beta, STATED_BETA_1),
        Comparison("eta of step 7 (beta_1 < 1), squared", eta_of_step_7(PAPER) ** 2, step_7**2),
        Comparison("eta", TRACKING_ETA.subs(beta_1, beta), STATED_ETA),
        Comparison("T, first bound", with_decay, 6 * c_2 * Delta / (eta * epsilon**2)),
        Comparison("T, second bound", momentum, 3 * c_2 * sigma**2 / (c_1 * beta_1 * b * epsilon**2)),
        Comparison("36 of (iv)", sp.simplify(b * gap.subs(at_limits) / big), sp.Integer(36)),
        Comparison("9 of (iv)", sp.simplify(b * momentum.subs(at_limits) / small), sp.Integer(9)),
    )
