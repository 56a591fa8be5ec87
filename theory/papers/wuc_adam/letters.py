"""The letters and the formulas of the schedule, which the statement needs before any algorithm is loaded."""

import sympy as sp

from theory.symbols import T, k

WARM_UP, HORIZON = sp.symbols("warm_up horizon", positive=True)
HALF_TURN = sp.pi / (HORIZON + 1 - WARM_UP)
#: eta_k/eta_0, and its sum over k < T for T <= H
SHARE = sp.Min((k + 1) / WARM_UP, (1 + sp.cos(HALF_TURN * sp.Max(k + 1 - WARM_UP, 0))) / 2)
RISEN, FALLEN = sp.Min(T, WARM_UP), sp.Max(T - WARM_UP, 0)
TOTAL = (
    RISEN * (RISEN + 1) / (2 * WARM_UP)
    + FALLEN / 2
    + (sp.sin((FALLEN + sp.Rational(1, 2)) * HALF_TURN) / sp.sin(HALF_TURN / 2) - 1) / 4
)
