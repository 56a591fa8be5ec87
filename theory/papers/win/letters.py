"""Win's own letter, which its statement needs before any algorithm is loaded."""

import sympy as sp

RECKLESS = sp.Symbol("reckless", positive=True)
