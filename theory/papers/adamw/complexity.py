"""The gradient complexities that the theorems state: b T by the letter, as functions of the problem's constants.

What a statement hides in O(...) is written with the constant that it prints, or else 1. The repaired formulas are upper bounds
of b times the repaired T (up to rounding T up), for theorem 4 of the sum over its stages.
"""

from dataclasses import dataclass
from functools import cache

import sympy as sp

from theory.claim import Variant
from theory.papers.adamw.corollary_2.statement import AT_ZERO
from theory.papers.adamw.theorem_2.complexity import BIG, LOWER_ORDER, PRINTED_BIG, PRINTED_SMALL, SMALL
from theory.papers.adamw.theorem_3 import statement as theorem_3
from theory.papers.adamw.theorem_4 import statement as theorem_4
from theory.symbols import Delta, b, decay_0, expand, gamma


@dataclass(frozen=True)
class Complexity:
    """b T = O(`formula`), stated in `part`.

    `terms` are what the formula is the largest (or the sum) of. An O(...) may multiply each of them by a constant of its own,
    so what it says of exponents is that of the fastest term.
    """

    part: str
    formula: sp.Expr
    terms: tuple[sp.Expr, ...]


def _largest(part: str, *terms: sp.Expr, more: sp.Expr | int = 0) -> Complexity:
    """The maximum of the terms, `more` added; abbreviations written out."""
    whole = expand(sp.Max(*terms) + more)
    return Complexity(part, whole, tuple(expand(term) for term in (*terms, more) if term != 0))


@cache
def complexities() -> dict[tuple[str, str], Complexity]:
    """By claim and variant; made when they are asked for, as writing out maxima takes a while."""
    whole = {Delta: Delta + decay_0}
    safe = (BIG.subs(whole), LOWER_ORDER.subs(whole), SMALL)
    safe_3 = tuple(b * term.subs(gamma, theorem_3.SAFE_GAMMA) for term in theorem_3.SAFE_T.args)
    # theorem 4's totals (constant schedule) are a number times a maximum
    factor_4, safe_4 = theorem_4.SAFE_TOTAL.as_coeff_Mul()
    return {
        ("theorem-2", Variant.PAPER): _largest("iv", PRINTED_BIG, PRINTED_SMALL),
        ("theorem-2", Variant.REPAIRED): _largest("iv", *safe, more=b),
        ("corollary-2", Variant.PAPER): _largest("iv", PRINTED_BIG, PRINTED_SMALL),
        ("corollary-2", Variant.REPAIRED): _largest("iv", *(term.subs(AT_ZERO) for term in safe), more=b),
        ("theorem-3", Variant.PAPER): _largest("T", *(b * term for term in theorem_3.STATED_T.args)),
        ("theorem-3", Variant.REPAIRED): _largest("T", *safe_3),
        ("theorem-4", Variant.PAPER): _largest("T", *theorem_4.STATED_TOTAL.args),
        ("theorem-4", Variant.REPAIRED): _largest("T", *(factor_4 * term for term in safe_4.args)),
    }
