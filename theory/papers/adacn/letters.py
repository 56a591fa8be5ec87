"""AdaCN's own letters, which its statement needs before any algorithm is loaded."""

import sympy as sp

CAP, CUBIC, SHORTEST = (sp.Symbol(name, positive=True) for name in ("cap", "cubic", "shortest"))
