"""The letters and the formulas of the schedule, which the statement needs before any algorithm is loaded."""

import sympy as sp

from theory.symbols import T, k

WARM_UP, HORIZON = sp.symbols("warm_up horizon", positive=True)
HALF_TURN = sp.pi / (HORIZON + 1 - WARM_UP)
#: eta_k/eta_0
RISE, TURN = (k + 1) / WARM_UP, sp.cos(HALF_TURN * sp.Max(k + 1 - WARM_UP, 0))
SHARE = sp.Min(RISE, (1 + TURN) / 2)


def sine(fallen: sp.Expr) -> sp.Expr:
    """What the sum of the cosines of so many steps that fall has in it."""
    return sp.sin((fallen + sp.Rational(1, 2)) * HALF_TURN)


def total(risen: sp.Expr, fallen: sp.Expr) -> sp.Expr:
    """The sum of eta_k/eta_0 over so many steps that rise and so many that fall."""
    return risen * (risen + 1) / (2 * WARM_UP) + fallen / 2 + (sine(fallen) / sine(sp.S.Zero) - 1) / 4


#: over k < T, for T <= H
TOTAL = total(sp.Min(T, WARM_UP), sp.Max(T - WARM_UP, 0))
