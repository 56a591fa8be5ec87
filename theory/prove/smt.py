"""Polynomial and rational inequalities over the reals, by z3, with cvc5 as the second opinion.

A goal is turned into polynomial atoms (`polynomials`); both solvers get the same ones. Budgets are in solver resources, not
in seconds: a verdict does not depend on the machine.
"""

from collections.abc import Sequence
from operator import eq, ge, gt, le, lt, ne
from types import ModuleType
from typing import Any

import cvc5.pythonic
import sympy as sp
import z3

from theory.claim import Goal, Status
from theory.prove.evaluate import Undefined, relation_evaluator
from theory.prove.points import letters_of, points_inside
from theory.prove.polynomials import Polynomials
from theory.prove.result import Decision
from theory.prove.witness import at_point, breaks, plain, witness

COMPARISONS = {"<": lt, "<=": le, ">": gt, ">=": ge, "==": eq, "!=": ne}
Z3_BUDGET = 3_000_000
CVC5_BUDGET = 4_000
TRIES = 400  # random points that may refute a goal before a solver is asked


class Translator:
    """Formulas in the terms of one solver's Python module, in a context of their own.

    What a solver finds, and how long it takes, may depend on the terms that its context has seen before; in a fresh one it
    depends on the goal alone, whichever goals the process was given before it.
    """

    def __init__(self, solver: ModuleType) -> None:
        self.solver = solver
        self.context = solver.Context()
        self.polynomials = Polynomials()
        self.reals: dict[sp.Symbol, object] = {}

    def real(self, symbol: sp.Symbol) -> object:
        return self.reals.setdefault(symbol, self.solver.Real(symbol.name, self.context))

    def term(self, polynomial: sp.Expr) -> Any:
        if polynomial.is_Rational:
            return self.solver.RatVal(int(polynomial.p), int(polynomial.q), self.context)
        if isinstance(polynomial, sp.Symbol):
            return self.real(polynomial)
        if polynomial.is_Pow:
            base = self.term(polynomial.base)
            return self._fold([base] * int(polynomial.exp), product=True)
        return self._fold([self.term(arg) for arg in polynomial.args], product=polynomial.is_Mul)

    def _fold(self, terms: list[object], product: bool) -> object:
        total = terms[0]
        for other in terms[1:]:
            total = total * other if product else total + other  # type: ignore[operator]
        return total

    def formula(self, relation: sp.Basic) -> object:
        if relation in (sp.true, sp.false):
            return self.solver.BoolVal(relation is sp.true, self.context)
        if isinstance(relation, sp.And):
            return self.solver.And(*map(self.formula, relation.args))
        if isinstance(relation, sp.Or):
            return self.solver.Or(*map(self.formula, relation.args))
        if isinstance(relation, sp.Not):
            return self.solver.Not(self.formula(relation.args[0]))
        if not relation.is_Relational:
            raise TypeError(f"not a relation: {relation}")
        polynomial, kind = self.polynomials.atom(relation)
        left, zero = self.term(polynomial), self.solver.RealVal(0, self.context)
        return COMPARISONS[kind](left, zero)

    def constraints(self, premises: Sequence[sp.Basic], conclusion: sp.Basic) -> list[object]:
        """What is satisfiable exactly if the premises do not imply the conclusion."""
        self.polynomials.plan_roots((*premises, conclusion))
        found = [self.formula(premise) for premise in premises]
        found.append(self.solver.Not(self.formula(conclusion)))
        done = 0
        while done < len(self.polynomials.definitions):  # a definition may bring further ones
            found.append(self.formula(self.polynomials.definitions[done]))
            done += 1
        zero = self.solver.RealVal(0, self.context)
        for symbol, real in self.reals.items():
            if symbol.is_positive:
                found.append(real > zero)
            elif symbol.is_nonnegative:
                found.append(real >= zero)
        return found


def decide(goal: Goal) -> Decision:
    """Each conjunct of the conclusion in turn: refute by the hint or by a random point, else ask z3."""
    conclusion: sp.Basic = goal.conclusion
    if not isinstance(conclusion, sp.And):
        return _single(goal, conclusion)
    found = [_single(goal, part) for part in conclusion.args]
    return next((d for d in found if d.status is Status.REFUTED), next((d for d in found if d.status is Status.OPEN), found[0]))


def refuted_at_random(goal: Goal, conclusion: sp.Basic | None = None) -> Decision:
    """REFUTED by the hint or by a random point, else OPEN."""
    premises, wanted = goal.premises, goal.conclusion if conclusion is None else conclusion
    symbols, tried = letters_of(*premises, wanted), []
    if goal.hint:
        values = {symbol: sp.sympify(value) for symbol, value in goal.hint}
        if breaks(premises, wanted, values):
            return Decision(Status.REFUTED, "points", ("candidate",), witness(premises, wanted, values))
        tried.append("candidate: does not refute")
    holds = relation_evaluator(wanted, symbols)
    for point in points_inside(premises, symbols, TRIES, 4 * TRIES):
        try:
            if holds(point) is True:
                continue
        except (Undefined, ZeroDivisionError):
            continue
        drawn = at_point(symbols, point)
        if drawn is not None and breaks(premises, wanted, drawn):
            shown = witness(premises, wanted, plain(premises, wanted, drawn))
            return Decision(Status.REFUTED, "points", (*tried, "random points"), shown)
    return Decision(Status.OPEN, "points", (*tried, f"{TRIES} random points: none refutes"))


def entails(goal: Goal) -> bool:
    """Whether z3 alone, within its budget, shows that the premises imply the conclusion: a relation, or several."""
    return all(_solver(Translator(z3), goal.premises, fact).check() == z3.unsat for fact in goal.facts)


def _solver(translator: Translator, premises: Sequence[sp.Basic], conclusion: sp.Basic) -> z3.Solver:
    solver = z3.SolverFor("QF_NRA", translator.context)
    solver.set("rlimit", Z3_BUDGET)
    solver.add(*translator.constraints(premises, conclusion))
    return solver


def _single(goal: Goal, conclusion: sp.Basic) -> Decision:
    first = refuted_at_random(goal, conclusion)
    if first.status is Status.REFUTED:
        return first
    premises, tried, symbols = goal.premises, list(first.tried), letters_of(*goal.premises, conclusion)
    translator = Translator(z3)
    solver = _solver(translator, premises, conclusion)
    verdict = solver.check()
    if verdict == z3.unsat:
        return Decision(Status.PROVED, "z3", (*tried, "z3: unsatisfiable"))
    if verdict == z3.sat:
        try:
            values = _model(solver, translator, symbols)
        except z3.Z3Exception:  # the budget ended while the model was being made plain
            return Decision(Status.OPEN, "z3", (*tried, "z3: satisfiable, but its budget ended before it told where"))
        if breaks(premises, conclusion, values):
            shown = witness(premises, conclusion, plain(premises, conclusion, values))
            return Decision(Status.REFUTED, "z3", (*tried, "z3: satisfiable"), shown)
        return Decision(Status.OPEN, "z3", (*tried, f"z3: satisfiable at {values}, not confirmed exactly"))
    if _cvc5_proves(premises, conclusion):
        return Decision(Status.PROVED, "cvc5", (*tried, "z3: unknown", "cvc5: unsatisfiable"))
    return Decision(Status.OPEN, "z3", (*tried, f"z3: {solver.reason_unknown()}", "cvc5: unknown"))


def second_opinion(goal: Goal) -> str:
    """What cvc5 says of a goal that z3 proved; empty if it does not decide it within its budget."""
    conclusion: sp.Basic = goal.conclusion
    parts = conclusion.args if isinstance(conclusion, sp.And) else (conclusion,)
    return "cvc5: unsatisfiable" if all(_cvc5_proves(goal.premises, part) for part in parts) else ""


def _cvc5_proves(premises: Sequence[sp.Basic], conclusion: object) -> bool:
    translator = Translator(cvc5.pythonic)
    solver = cvc5.pythonic.SolverFor("QF_NRA", translator.context)
    solver.setOption("nl-cov", "true")
    solver.setOption("rlimit-per", str(CVC5_BUDGET))
    solver.add(*translator.constraints(premises, conclusion))
    return bool(solver.check() == cvc5.pythonic.unsat)


def _model(solver: z3.Solver, translator: Translator, symbols: Sequence[sp.Symbol]) -> dict[sp.Symbol, sp.Expr]:
    """A model in rationals as far as the constraints leave the choice, else in algebraic numbers."""
    values: dict[sp.Symbol, sp.Expr] = {}
    for symbol in symbols:
        real = translator.real(symbol)
        exact = solver.model().eval(real, model_completion=True)
        if not z3.is_rational_value(exact):
            exact = _nearby_rational(solver, real, exact)
        if z3.is_rational_value(exact):
            values[symbol] = sp.Rational(exact.numerator_as_long(), exact.denominator_as_long())
            solver.add(real == exact)
            solver.check()
        else:
            values[symbol] = _algebraic(exact)
    return values


def _nearby_rational(solver: z3.Solver, real: object, exact: z3.AlgebraicNumRef) -> object:
    for digits in (1, 2, 4, 8):
        candidate = exact.approx(digits)
        solver.push()
        solver.add(real == candidate)
        fits = solver.check() == z3.sat
        solver.pop()
        if fits:
            return candidate
    solver.check()
    return exact


def _algebraic(exact: z3.AlgebraicNumRef) -> sp.Expr:
    """A z3 algebraic number as a SymPy root of its minimal polynomial."""
    x = sp.Symbol("x")
    polynomial = sum(sp.Rational(str(c)) * x**i for i, c in enumerate(exact.poly()))
    approximation = sp.Rational(str(exact.approx(30).as_fraction()))
    roots = sp.real_roots(sp.Poly(polynomial, x))
    return min(roots, key=lambda root: abs((root - approximation).evalf(30)))
