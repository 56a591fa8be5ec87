"""XGrad's own letter, which its statement needs before any algorithm is loaded."""

import sympy as sp

AHEAD = sp.Symbol("ahead", positive=True)
