"""Coq proofs that a goal is false: the numbers of the audit's witness, put into it."""

from collections.abc import Mapping

import sympy as sp

from theory.claim import Goal
from theory.kernel.text import name, term
from theory.prove.conclusions import Same
from theory.prove.points import letters_of
from theory.prove.polynomials import Polynomials
from theory.prove.result import Witness


def negation(text: str) -> str:
    """The lemma that the lemma `text` is false."""
    head, _, body = text.removesuffix(".\n").partition(" :")
    return f"{head}_false : ~ ({body.strip()}).\n"


def script(text: str, goal: Goal, witness: Witness) -> str:
    """What proves that the lemma `text` of `goal` is false, from numbers for all its letters."""
    numbers = _numbers(goal, witness)
    letters = text.partition(" : forall ")[2].partition(" : R,")[0].split()
    values = " ".join(f"({term(numbers[letter])})" for letter in letters)
    return f"intros goal; specialize (goal {values}); refute goal"


def _numbers(goal: Goal, witness: Witness) -> Mapping[str, sp.Expr]:
    """The value of each letter; those that stand for roots and maxima are computed."""
    shown = goal.conclusion
    formulas = (shown.left, shown.right) if isinstance(shown, Same) else (*goal.premises, shown)
    told, symbols = dict(witness.values), letters_of(*formulas)
    at = {symbol: sp.sympify(told[symbol.name]) for symbol in symbols}
    values = {name(symbol): value for symbol, value in at.items()}
    if not isinstance(shown, Same):
        polynomials = Polynomials()
        polynomials.plan_roots(formulas)
        for formula in formulas:
            for relation in formula.atoms(sp.core.relational.Relational):
                polynomials.atom(relation)
        for base, letter in polynomials.letters.items():
            root = sp.Rational(1, polynomials.degrees[base]) if letter.name.startswith("root") else sp.Integer(1)
            values[letter.name] = sp.nsimplify(base.subs(at)) ** root
    return values
