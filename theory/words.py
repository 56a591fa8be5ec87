"""A formula as the texts of this project write it: `c_1/(2 (L + c_1 lambda))`."""

import sympy as sp


def in_text(formula: sp.Expr) -> str:
    """The formula on one line: a space for a product, ^ for a power, common factors in front."""
    return sp.sstr(sp.factor_terms(formula), order="none").replace("**", "^").replace("*", " ")
