"""Formulas of a claim as numbers: one SymPy expression, lambdified, never typed again."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from problems.limits import measurable
from problems.problem import Problem
from problems.regularised import OWN, RegularisedProblem
from theory import symbols as s
from theory.algorithms.base import Decay
from theory.claim import Hypothesis
from theory.symbols import expand
from verify.decide.verdict import HypothesisStatus

Values = Mapping[sp.Symbol, float]
#: prescribed parameters meet their limits with equality; two ways of computing the same number differ by less than this
EQUAL = 1e-12
#: letters whose values runs are measured with
MEASURED_WITH = (s.delta, s.beta_2, s.lambda_, s.epsilon, s.L, s.sigma, s.c_inf, s.Delta)
COMPARE = {sp.Le: (1, "at most"), sp.Lt: (1, "less than"), sp.Ge: (-1, "at least"), sp.Gt: (-1, "more than")}


@cache
def as_function(expression: sp.Expr, letters: tuple[sp.Symbol, ...]) -> Callable[..., Any]:
    """`expression` as a NumPy function of `letters`, in that order."""
    return sp.lambdify(letters, expression, modules="numpy")


@cache
def written_out(expression: sp.Expr) -> tuple[sp.Expr, tuple[sp.Symbol, ...]]:
    """`expression` without abbreviations, and its letters in order."""
    full = expand(expression)
    return full, tuple(sorted(full.free_symbols, key=str))


class MissingLetter(KeyError):
    """A formula has a letter without a value."""

    def __str__(self) -> str:
        return f"the letter {self.args[0]} has no value here: it is no constant of this problem and no hyper-parameter"


def number(expression: sp.Expr, values: Values) -> float:
    """The value of `expression`, abbreviations written out. Infinite or NaN where it divides by zero.

    Raises:
        MissingLetter: a letter without a value.
    """
    full, letters = written_out(sp.sympify(expression))
    for letter in letters:
        if letter not in values:
            raise MissingLetter(letter)
    with np.errstate(all="ignore"):
        return float(as_function(full, letters)(*(np.float64(values[letter]) for letter in letters)))


def over(left: float, right: float) -> float:
    """left/right, neither of them negative: infinite where the right one alone is 0, and 1 where both are."""
    return left / right if right else float("inf") if left else 1.0


def values_of(problem: Problem, epsilon: float) -> dict[sp.Symbol, float]:
    """What a problem file fixes: the constants a claim may use, and the algorithm's own numbers.

    `decay_0` bounds (lambda/2) ||x_0||^2_{v_0} by the largest v, c_2; `c_l` and `c_u` are the algorithm's bounds of v, where
    it declares them and their letters are known here.
    """
    a = problem.algorithm
    values = {
        s.delta: a.delta,
        s.beta_2: a.beta_2,
        s.lambda_: 0.0 if problem.rule.decay_kind is Decay.NONE else a.lambda_,
        s.b: float(problem.batch),
        s.d: float(problem.dimension),
        s.epsilon: epsilon,
        s.x_0_sq: float(np.sum(np.square(problem.start))),
        s.c_s: 0.0,  # a lower bound of any norm, where there is no better one
    }
    for letter in (s.L, s.sigma, s.c_inf, s.c_s, s.Delta, s.mu):
        constant = problem.constant(letter.name)
        if constant is not None:
            values[letter] = constant
    for letter in MEASURED_WITH:
        measurable(letter.name, values.get(letter, 0.0), problem.where)
    own = a.own
    values |= {letter.symbol: float(getattr(own, name)) for name, letter in problem.rule.letters.items()}
    for letter, bound in ((s.c_l, problem.rule.bounds.v_low), (s.c_u, problem.rule.bounds.v_high)):
        if bound is not None and bound.free_symbols <= values.keys():
            values[letter] = number(bound, values)
    if s.c_inf in values:
        values[s.decay_0] = number(s.lambda_ / 2 * s.c_2 * s.x_0_sq, values)
    return values


def with_best_constants(problem: Problem, values: Values) -> dict[sp.Symbol, float]:
    """`values` with every declared constant replaced by the best value that is proved; what the decay adds follows."""
    best = dict(values)
    if problem.certificate is not None:
        for letter in (s.L, s.sigma, s.c_inf, s.Delta):
            name = OWN[letter.name] if isinstance(problem, RegularisedProblem) else letter.name
            if letter in best and name in problem.certificate.names:
                best[letter] = problem.certificate[name].enclosure.upper
        best[s.decay_0] = number(s.lambda_ / 2 * s.c_2 * s.x_0_sq, best)
    return best


def prescribe(prescription: Mapping[sp.Symbol, sp.Expr], values: Values, given: Values) -> dict[sp.Symbol, float]:
    """A claim's hyper-parameters; those that the problem file gives are taken from there."""
    chosen: dict[sp.Symbol, float] = {}
    for letter, formula in prescription.items():
        chosen[letter] = given[letter] if letter in given else number(formula, {**values, **chosen})
    return chosen


def fulfilled(relation: Any, left: Any, right: Any) -> NDArray[np.bool_]:
    """Whether a relation holds between its sides, numbers or arrays; a limit that is met with equality is met.

    Of two infinite sides, or of 0/0, nothing can be said.
    """
    with np.errstate(all="ignore"):
        slack = COMPARE[type(relation)][0] * (np.asarray(right) - np.asarray(left))
        finite = np.isfinite(left) & np.isfinite(right)
        allowed = np.where(finite, EQUAL * np.maximum(np.abs(left), np.abs(right)), 0.0)
        return np.asarray(slack > allowed if isinstance(relation, sp.Lt | sp.Gt) else slack >= -allowed)


def check(hypothesis: Hypothesis, values: Values, binding: bool) -> HypothesisStatus:
    """Whether a hypothesis holds at these values; a limit that is met with equality is met."""
    relation = hypothesis.relation
    words = COMPARE[type(relation)][1]
    left, right = number(relation.lhs, values), number(relation.rhs, values)
    holds = bool(fulfilled(relation, left, right))
    return HypothesisStatus(
        hypothesis.name, "holds" if holds else "fails", left, f"{words} {right:.10g}", hypothesis.source, binding
    )
