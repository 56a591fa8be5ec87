"""Parameters that minimise theorem 2's horizon T for given constants and epsilon (`theory.derive.horizon`).

The constraints are the derived Eq. 18 (at most epsilon^2), the derived condition on eta, and the limits of beta_1 and eta.
"""

from collections.abc import Mapping
from dataclasses import replace

import sympy as sp

from theory.derive.horizon import UNKNOWNS, Optimal, least
from theory.papers.adamw.theorem_2.argument import PAPER, Argument
from theory.papers.adamw.theorem_2.best import BEST, BEST_AT_LARGE_BETA
from theory.symbols import beta_1, decay_0, epsilon, eta, expand, lambda_


def constraints(argument: Argument, constants: Mapping[sp.Symbol, object]) -> tuple[sp.Expr, ...]:
    """Posynomials in T, eta, beta_1, each of which must be at most 1.

    (1 - beta_1)^2 in the paper's drift is bounded by 1, so that what results is a posynomial.
    """
    upper = argument.D.subs((1 - beta_1) ** 2, 1)
    posynomial = Argument(argument.a, argument.tau, upper, argument.beta_limit, argument.weight)
    exact = {letter: sp.sympify(value) for letter, value in constants.items()}
    bound = sum(posynomial.terms()) / epsilon**2
    found = (bound, posynomial.condition(), beta_1 / argument.beta_limit, lambda_ * eta)
    written = (sp.expand(expand(formula).subs(exact)) for formula in found)
    left = tuple(formula for formula in written if formula != 0)
    unknown = set().union(*(formula.free_symbols for formula in left)) - set(UNKNOWNS)
    if unknown:
        raise ValueError(f"no value for {', '.join(sorted(s.name for s in unknown))}")
    return left


def minimise(constants: Mapping[sp.Symbol, object], best: bool = True) -> Optimal:
    """The parameters with the least horizon, for the best constants of the argument or for the paper's.

    `constants` maps L, c_inf, delta, sigma, b, lambda, Delta, decay_0 and epsilon to exact numbers (SymPy rationals, ints).

    Raises:
        ValueError: a constant is missing, or a float.
        Unverified: cvxpy's proposal did not pass.
    """
    for letter, value in constants.items():
        if isinstance(value, float) or sp.sympify(value).has(sp.Float):
            raise ValueError(f"{letter}={value} is a float: exact numbers are needed")
    exact = {decay_0: 0, lambda_: 0} | dict(constants)
    found = [least(constraints(argument, exact)) for argument in ((BEST, BEST_AT_LARGE_BETA) if best else (PAPER,))]
    return replace(min(found, key=lambda one: one.T), lower_bound=min(one.lower_bound for one in found))
