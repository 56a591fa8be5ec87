"""Coq proofs from certificates: the products of which a certificate consists, each with its sign, and `lra` to add them up."""

import re
from collections.abc import Sequence

import sympy as sp

from theory.kernel.text import RENAMED, term
from theory.prove.certificate import Certificate, Monomial, Polynomial, Term

#: a relation of a certificate as Coq text; {} is its polynomial
KINDS = {">": "0 < {}", ">=": "0 <= {}", "==": "{} = 0"}


def script(found: Sequence[Sequence[Certificate]]) -> str:
    """What proves a goal: for each conjunct, and each side of an equation, the certificate that excludes its negation."""
    sides = " | ".join(f"solve [{_excluded(side)}]" for part in found for side in part)
    return f"prepare; deny; first [{sides}]"


def _excluded(c: Certificate) -> str:
    known = [f"assert (known_{i} : {_coq(a)} = {_coq(text)}) by lra; subst {_coq(a)}" for i, (a, text) in enumerate(c.where)]
    used = {i: s for t in c.terms for i, s in enumerate(c.signs) if s and t.monomial[i]}
    signs = [f"assert (sign_{i} : {KINDS[s].format(_coq(c.letters[i]))}) by by_nra" for i, s in sorted(used.items())]
    needed = sorted({i for t in c.terms for i in t.factors})
    given = [f"assert (given_{i} : {_relation(c, i)}) by lra" for i in needed]
    return "; ".join((*known, *signs, *given, *(f"pose proof {_signed(c, t)}" for t in c.terms), "lra"))


def _relation(c: Certificate, i: int) -> str:
    kind, p = c.relations[i]
    return KINDS[kind].format(_text(c, p))


def _signed(c: Certificate, t: Term) -> str:
    """A proof of the sign of `t`, without its weight; of a term with an equation, that it is 0."""
    equation = next((i for i in t.factors if c.relations[i][0] == "=="), None)
    if equation is not None:
        others = list(t.factors)
        others.remove(equation)
        rest = " * ".join((_text(c, {t.monomial: 1}), *(_text(c, c.relations[i][1]) for i in others)))
        return f"(Rmult_eq_compat_r ({rest}) _ _ given_{equation})"
    factors = [(f"given_{i}", c.relations[i][0] == ">") for i in t.factors]
    factors += [(f"(pow2_ge_0 {_text(c, dict(t.square))})", False)] if t.square else []
    for i, power in enumerate(t.monomial):
        if power and c.signs[i]:
            strict = c.signs[i] == ">"
            factors.append((f"({'pow_lt' if strict else 'pow_le'} _ {power} sign_{i})", strict))
        elif power:
            factors.append((f"(pow2_ge_0 ({_coq(c.letters[i])} ^ {power // 2}))", False))
    if not factors:
        return "Rlt_0_1"
    strict = all(sure for _, sure in factors)
    proofs = [proof if strict or not sure else f"(Rlt_le _ _ {proof})" for proof, sure in factors]
    both = "Rmult_lt_0_compat" if strict else "Rmult_le_pos"
    product = proofs[0]
    for proof in proofs[1:]:
        product = f"({both} _ _ {product} {proof})"
    return product


def _text(c: Certificate, p: Polynomial | dict[Monomial, int]) -> str:
    letters = [sp.Symbol(letter) for letter in c.letters]
    parts = [sp.Rational(str(v)) * sp.Mul(*(x**n for x, n in zip(letters, m, strict=True))) for m, v in sorted(p.items())]
    return f"({term(sp.Add(*parts))})"


def _coq(text: str) -> str:
    """SymPy's text of a polynomial in Coq's words."""
    return re.sub(r"[A-Za-z_]\w*", lambda word: RENAMED.get(word[0], word[0]), text.replace("**", "^"))
