"""UAdam's own letter, which its statement needs before any algorithm is loaded."""

import sympy as sp

NU = sp.Symbol("nu_m", nonnegative=True)
