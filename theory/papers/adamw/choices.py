"""What Theorem 2 chooses of beta_1, eta and T: its own claim prescribes it, and lemmas about every run are run with it."""

from collections.abc import Mapping

import sympy as sp

from theory.symbols import Delta, L, T, b, beta_1, c_1, c_2, decay_0, epsilon, eta, lambda_, sigma

STATED_BETA_1 = c_1 * b * epsilon**2 / (3 * c_2 * sigma**2)
STATED_ETA = c_1**2 * b * epsilon**2 / (6 * c_2 * sigma**2 * L) * sp.sqrt(c_1 / c_2)
# Enough for Eq. 16 too, if v is bounded after the bracket and not before; weaker than step 5's by c_2/c_1.
SHARP_ETA = c_1 / (2 * (L + lambda_ * c_1))


def stated_T(potential: sp.Expr) -> sp.Expr:
    """The horizon of the statement, the initial potential being `potential`."""
    return sp.ceiling(sp.Max(6 * c_2 * potential / (eta * epsilon**2), 3 * c_2 * sigma**2 / (c_1 * beta_1 * b * epsilon**2)))


#: of the repaired statement
REPAIRED_CHOICES: Mapping[sp.Symbol, sp.Expr] = {
    beta_1: sp.Min(1, STATED_BETA_1),
    eta: sp.Min(STATED_ETA, SHARP_ETA, beta_1 * c_1 / (2 * L) * sp.sqrt(c_1 / c_2)),
    T: stated_T(Delta + decay_0),
}
