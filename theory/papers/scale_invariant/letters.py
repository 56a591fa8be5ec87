"""The letter of weights in planes, which the statement needs before any algorithm is loaded."""

import sympy as sp

RADIUS = sp.Symbol("radius", positive=True)
