"""The least horizon T that posynomial constraints in T, eta and beta_1 allow: a geometric program, verified.

cvxpy only proposes. What is returned is checked without it: the parameters, rounded to rationals, satisfy every constraint
exactly, and a weighted arithmetic-geometric-mean inequality with rational weights, evaluated in ball arithmetic, shows that
no T below `lower_bound` is possible.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import sympy as sp
from flint import arb, fmpq

from theory.prove.evaluate import evaluator
from theory.symbols import T, beta_1, eta

UNKNOWNS = (T, eta, beta_1)


class Unverified(ArithmeticError):
    """The proposed parameters break a constraint, or their lower bound is not one: nothing is returned."""


@dataclass(frozen=True)
class Optimal:
    """Verified parameters: every constraint holds with them, and with none whose horizon is below `lower_bound`."""

    eta: sp.Rational
    beta_1: sp.Rational
    T: int
    lower_bound: sp.Rational

    @property
    def complexity_ratio(self) -> sp.Rational:
        """T over its lower bound, minus 1: at most this share could still be gained."""
        return self.T / self.lower_bound - 1


def least(needed: tuple[sp.Expr, ...]) -> Optimal:
    """The verified optimum. Each formula must be at most 1; the first is A/T + C.

    Raises:
        Unverified: cvxpy's proposal did not pass.
    """
    proposal, multipliers = _propose(needed)
    eta_value, beta_value = (_round_down(proposal[letter]) for letter in (eta, beta_1))
    horizon = _horizon(needed, eta_value, beta_value)
    if not all(_at_most_one(c, {T: horizon, eta: eta_value, beta_1: beta_value}) for c in needed):
        raise Unverified(f"eta={eta_value}, beta_1={beta_value}, T={horizon} break a constraint")
    return Optimal(eta_value, beta_value, horizon, _lower_bound(needed, proposal, multipliers))


def _monomials(posynomial: sp.Expr) -> list[tuple[sp.Expr, tuple[sp.Rational, ...]]]:
    """Coefficient and exponents of T, eta, beta_1 of each term."""
    found = []
    for term in sp.Add.make_args(sp.expand(posynomial)):
        powers = term.as_powers_dict()
        exponents = tuple(sp.Rational(powers.get(letter, 0)) for letter in UNKNOWNS)
        found.append((term / sp.Mul(*(x**e for x, e in zip(UNKNOWNS, exponents, strict=True))), exponents))
    return found


def _propose(needed: tuple[sp.Expr, ...]) -> tuple[dict[sp.Symbol, float], list[float]]:
    """cvxpy's answer and the dual multipliers of the constraints, in floats."""
    import cvxpy  # takes long

    unknowns = {letter: cvxpy.Variable(pos=True) for letter in UNKNOWNS}
    posynomials: list[cvxpy.Constraint] = []
    for formula in needed:
        terms = []
        for coefficient, exponents in _monomials(formula):
            term = float(coefficient)
            for letter, exponent in zip(UNKNOWNS, exponents, strict=True):
                term = term * unknowns[letter] ** float(exponent)
            terms.append(term)
        posynomials.append(sum(terms) <= 1)
    problem = cvxpy.Problem(cvxpy.Minimize(unknowns[T]), posynomials)
    problem.solve(gp=True, solver=cvxpy.CLARABEL)
    if problem.status not in (cvxpy.OPTIMAL, cvxpy.OPTIMAL_INACCURATE):
        raise Unverified(f"the geometric program came back {problem.status}")
    return {letter: float(x.value) for letter, x in unknowns.items()}, [float(c.dual_value) for c in posynomials]


def _round_down(value: float) -> sp.Rational:
    """A rational of few digits just below, so that constraints that increase in it stay satisfied."""
    exact = sp.Rational(value) * (1 - sp.Rational(1, 10**7))
    return sp.Rational(sp.floor(exact * 2**60), 2**60)


def _horizon(needed: tuple[sp.Expr, ...], eta_value: sp.Rational, beta_value: sp.Rational) -> int:
    """The least integer T that the first constraint allows: it is A/T + C <= 1."""
    bound = needed[0].subs({eta: eta_value, beta_1: beta_value})
    rest, falling = sp.expand(bound).as_independent(T)
    ratio = arb(evaluator(sp.expand(falling * T) / (1 - rest), ())(()))
    if not ratio > 0:
        raise Unverified("the noise floor alone is above epsilon^2")
    return int(ratio.upper().ceil().unique_fmpz())


def _at_most_one(formula: sp.Expr, values: Mapping[sp.Symbol, object]) -> bool:
    return bool(evaluator(formula.subs(values), ())(()) <= fmpq(1))


def _lower_bound(needed: tuple[sp.Expr, ...], proposal: Mapping[sp.Symbol, float], multipliers: list[float]) -> sp.Rational:
    """A rational below every feasible T.

    If sum_i t_ji <= 1 for every constraint j, then for weights w_ji >= 0 with sums W_j the weighted AM-GM inequality gives
    prod_ji (t_ji W_j/w_ji)^w_ji <= 1. With weights for which eta and beta_1 cancel and T has the exponent -1, this bounds T.
    """
    terms, owner, guess = [], [], []
    for j, formula in enumerate(needed):
        for coefficient, exponents in _monomials(formula):
            terms.append((coefficient, exponents))
            owner.append(j)
            at = float(coefficient) * np.prod([proposal[x] ** float(e) for x, e in zip(UNKNOWNS, exponents, strict=True)])
            guess.append(max(multipliers[j], 0.0) * at)
    weights = _balanced([e for _, e in terms], guess)
    total = arb(1)
    for (coefficient, _), j, w in zip(terms, owner, weights, strict=True):
        if w > 0:
            share = sum(x for x, k in zip(weights, owner, strict=True) if k == j)
            ball = arb(evaluator(coefficient * share / w, ())(()))
            total *= (arb(fmpq(int(w.p), int(w.q))) * ball.log()).exp()
    mantissa, power = total.lower().man_exp()
    return sp.Rational(int(mantissa)) * sp.Integer(2) ** int(power)


def _balanced(exponents: list[tuple[sp.Rational, ...]], guess: list[float]) -> list[sp.Rational]:
    """Rational weights near `guess`, zero where it is negligible, with sum_i w_i e_i = (-1, 0, 0) exactly."""
    largest = max(guess)
    kept = sorted((i for i, w in enumerate(guess) if w > 1e-9 * largest), key=lambda i: -guess[i])
    matrix = sp.Matrix([[exponents[i][row] for i in kept] for row in range(len(UNKNOWNS))])
    pivots = matrix.rref()[1]
    start = {i: sp.Rational(guess[i]).limit_denominator(10**12) for i in kept}
    free = [i for place, i in enumerate(kept) if place not in pivots]
    fixed = [kept[place] for place in pivots]
    wanted = sp.Matrix([-1, 0, 0]) - sum((sp.Matrix(exponents[i]) * start[i] for i in free), sp.zeros(len(UNKNOWNS), 1))
    solved = sp.Matrix([[exponents[i][row] for i in fixed] for row in range(len(UNKNOWNS))]).gauss_jordan_solve(wanted)[0]
    weights = [sp.Integer(0)] * len(guess)
    for i in free:
        weights[i] = start[i]
    for i, w in zip(fixed, solved, strict=True):
        weights[i] = w
    if any(w < 0 for w in weights):
        raise Unverified("no nonnegative weights near the dual solution")
    return weights
