"""The divergence that theorems 6 and 7 use against that of their two laws: algebra, with a witness in ball arithmetic."""

from typing import Any

import flint
import sympy as sp

from theory.claim import Claim, Variant
from theory.papers.adamw.theorem_6 import gaussian
from theory.symbols import b, d, eta, log_det_M, rho, trace_M, x_star_sq
from verify.decide.row import Row
from verify.decide.verdict import Outcome, Result

KNOWN = ("theorem-6:paper divergence", "theorem-7:paper divergence")
#: where the paper's divergence and the exact one are compared in ball arithmetic
WITNESS = {log_det_M: -sp.log(4), trace_M: sp.Rational(1, 4), d: 1, rho: 1, x_star_sq: 2, eta: sp.Rational(1, 10), b: 1}
FORMS = {
    "exact": gaussian.KL,
    "paper, M of lemma 5": gaussian.KL_PAPER,
    "paper, M without eta/2b": gaussian.KL_PAPER_UNSCALED,
}


def _ball(expression: sp.Expr) -> Any:
    """A SymPy expression of rationals and logarithms in ball arithmetic."""
    if expression.is_Rational:
        return flint.arb(flint.fmpq(int(expression.p), int(expression.q)))
    parts = [_ball(part) for part in expression.args]
    if expression.is_Add:
        return sum(parts[1:], parts[0])
    if expression.is_Mul:
        product = parts[0]
        for part in parts[1:]:
            product = product * part
        return product
    if isinstance(expression, sp.log):
        return parts[0].log()
    raise TypeError(f"{expression} is not a sum or product of rationals and logarithms")


def compare() -> list[dict[str, Any]]:
    table = []
    for label, form in FORMS.items():
        difference = sp.simplify(sp.expand_log(gaussian.KL - form, force=True))
        at = _ball((gaussian.KL - form).subs(WITNESS))
        table.append(
            {"form": label, "identical": all(gaussian.is_the_divergence(form, size) for size in (1, 2)),
             "exact_minus_form": str(difference), "latex": sp.latex(difference), "at_witness": float(at.mid()),
             "certified_nonzero": bool(at != 0)}
        )  # fmt: skip
    return table


def row_of(claim: Claim, table: list[dict[str, Any]]) -> Result:
    """Is the divergence that the theorem uses that of its two laws? Identically in all letters, by SymPy; witness in balls."""
    line = table[0] if claim.variant == Variant.REPAIRED else table[1]
    row = Row(claim, "divergence", "normal laws", claim.algorithms[0], "algebra", known=KNOWN)
    if line["identical"]:
        return row.of(Outcome.HOLDS, None, None, "identical")
    witness = {"exact_minus_form": line["exact_minus_form"], "value": line["at_witness"]}
    witness |= {letter.name: str(value) for letter, value in WITNESS.items()}
    verdict = Outcome.VIOLATED if line["certified_nonzero"] else Outcome.UNDECIDED
    helps = f"more than {flint.ctx.prec} bits, or another witness: there the ball of the difference holds 0"
    return row.of(verdict, None, None, "not the divergence", witness=witness, helps=helps)
