"""What Theorem 2 chooses of beta_1, eta and T: its own claim prescribes it, and lemmas about every run are run with it."""

from collections.abc import Mapping

import sympy as sp

from theory.symbols import Delta, L, T, b, beta_1, c_1, c_2, decay_0, epsilon, eta, lambda_, sigma

STATED_BETA_1 = c_1 * b * epsilon**2 / (3 * c_2 * sigma**2)
STATED_ETA = c_1**2 * b * epsilon**2 / (6 * c_2 * sigma**2 * L) * sp.sqrt(c_1 / c_2)
# Enough for Eq. 16 too, if v is bounded after the bracket and not before; weaker than step 5's by c_2/c_1.
SHARP_ETA = c_1 / (2 * (L + lambda_ * c_1))
# Enough for step 7, for every beta_1 <= 1.
TRACKING_ETA = beta_1 * c_1 / (2 * L) * sp.sqrt(c_1 / c_2)


def stated_T(potential: sp.Expr) -> sp.Expr:
    """The horizon of the statement, the initial potential being `potential`."""
    return sp.ceiling(sp.Max(6 * c_2 * potential / (eta * epsilon**2), 3 * c_2 * sigma**2 / (c_1 * beta_1 * b * epsilon**2)))


#: of the repaired statement
REPAIRED_CHOICES: Mapping[sp.Symbol, sp.Expr] = {
    beta_1: sp.Min(1, STATED_BETA_1),
    eta: sp.Min(STATED_ETA, SHARP_ETA, TRACKING_ETA),
    T: stated_T(Delta + decay_0),
}


def best(potential: sp.Expr) -> tuple[tuple[str, sp.Expr], ...]:
    """What theorem 2's argument gives at its best constants for beta_1 <= 2/5 (`theorem_2.best`), written out: beta_1 with a
    noise floor of half of epsilon^2, the largest eta that the argument then admits, the least T, and the bound with its terms.
    """
    slow, fast = 4 * c_2 * (L + lambda_ * c_1) / (3 * c_1**2), 8 * L**2 * (c_1 + c_2) / (9 * beta_1**2 * c_1**3)
    gap = 2 * c_2 * potential / (eta * T)
    momentum = (c_1 + c_2) * sigma**2 / (3 * c_1 * beta_1 * b * T)
    floor = (c_1 + c_2) * beta_1 * sigma**2 / (3 * c_1 * b)
    return (
        ("beta_1", sp.Min(sp.Rational(2, 5), epsilon**2 * beta_1 / (2 * floor))),
        ("eta", 2 / (slow + sp.sqrt(slow**2 + 4 * fast))),
        ("T", sp.ceiling(sp.expand(T * (gap + momentum)) / (epsilon**2 - floor))),
        ("eq-18", gap + momentum + floor),
        ("eq-18, initial gap", gap),
        ("eq-18, initial momentum", momentum),
        ("eq-18, noise floor", floor),
    )
