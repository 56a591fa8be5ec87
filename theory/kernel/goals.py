"""The audit's goals as Coq lemmas: what z3 is asked, and the identities that SymPy decides.

A z3 goal is exported in the form in which both solvers get it (`theory.prove.smt`): roots, maxima and absolute values are
letters with their definitions, denominators are multiplied out after being declared nonzero.
"""

from collections.abc import Iterator
from hashlib import sha256

import sympy as sp

from theory.claim import Goal
from theory.kernel.text import name, relation
from theory.papers import proofs
from theory.prove.conclusions import Same
from theory.prove.smt import Polynomials


def exported() -> Iterator[tuple[str, Goal]]:
    """Every goal that z3 or SymPy decides by real arithmetic, once, by the id of a step that has it."""
    seen = set()
    for _, step in proofs.all_steps(proofs.claims()):
        for goal in step.goals:
            scalar = goal.prover == "z3" or (goal.prover == "sympy" and not isinstance(goal.conclusion.left, sp.MatrixBase))
            key = (goal.prover, goal.premises, goal.conclusion)
            if scalar and not goal.instance and key not in seen:
                seen.add(key)
                yield step.id, goal


def called(step: str, goal: Goal) -> str:
    """The lemma's name: the step and a digest of the goal."""
    digest = sha256(repr((goal.prover, goal.premises, goal.conclusion)).encode()).hexdigest()[:8]
    return f"{step.replace('-', '_').replace('.', '_')}_{digest}"


def lemma(step: str, goal: Goal) -> str:
    """The goal as `Lemma name : forall letters, premises -> conclusion.`

    Raises:
        TypeError: the goal is not of rational functions, roots, maxima and absolute values.
    """
    given, conclusion = _identity(goal.conclusion) if isinstance(goal.conclusion, Same) else _implication(goal)
    letters = sorted({s for formula in (*given, conclusion) for s in formula.free_symbols}, key=lambda s: s.name)
    signs = [f"0 {'<' if s.is_positive else '<='} {name(s)} ->" for s in letters if s.is_nonnegative]
    lines = [*signs, *(f"({relation(formula)}) ->" for formula in given if formula is not sp.true), relation(conclusion)]
    bound = f"forall {' '.join(map(name, letters))} : R,\n  " if letters else "\n  "
    return f"Lemma {called(step, goal)} : {bound}" + "\n  ".join(lines) + ".\n"


def _implication(goal: Goal) -> tuple[list[sp.Basic], sp.Basic]:
    polynomials = Polynomials()
    polynomials.plan_roots((*goal.premises, goal.conclusion))
    given = [_polynomial(premise, polynomials) for premise in goal.premises]
    conclusion = _polynomial(goal.conclusion, polynomials)
    done = 0
    while done < len(polynomials.definitions):  # a definition may bring further ones
        given.append(_polynomial(polynomials.definitions[done], polynomials))
        done += 1
    return given, conclusion


def _polynomial(formula: sp.Basic, polynomials: Polynomials) -> sp.Basic:
    if formula in (sp.true, sp.false):
        return formula
    if isinstance(formula, (sp.And, sp.Or, sp.Not)):
        return formula.func(*(_polynomial(part, polynomials) for part in formula.args), evaluate=False)
    polynomial, kind = polynomials.atom(formula)
    return sp.Rel(polynomial, sp.Integer(0), kind, evaluate=False)


def _identity(same: Same) -> tuple[list[sp.Basic], sp.Basic]:
    denominators = {
        base
        for side in (same.left, same.right)
        for part in side.atoms(sp.Pow)
        for base, exponent in (part.as_base_exp(),)
        if exponent.is_negative and not base.is_positive
    }
    given = [sp.Ne(base, 0, evaluate=False) for base in sorted(denominators, key=sp.default_sort_key)]
    return given, sp.Eq(same.left, same.right, evaluate=False)
