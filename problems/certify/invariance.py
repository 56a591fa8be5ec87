"""Whether the iterates of a problem's algorithm can leave its region: proved where that can be, else monitored at run time.

The algorithm declares a bound b_i of |x_{k+1,i} - (1 - lambda_k eta) x_{k,i}| / eta while the gradient's coordinate is at most
c_i (AdamW: c_i/sqrt(delta), since |m_i| <= c_i and v >= sqrt(delta)). So while the iterates stay in the region (where c
holds), by induction
  constant decoupled decay, lambda eta <= 1:  |x_i| <= max(|x_0,i|, b_i/lambda), a convex combination of the two;
  any decay with lambda eta <= 1:             |x_i| <= |x_0,i| + T eta b_i after T steps.
Where no bound is declared, nothing is proved.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import sympy as sp
from flint import arb
from numpy.typing import NDArray

from problems.certify.arithmetic.balls import ball, highest
from problems.certify.certificate import Invariance
from problems.enclosure import rounded
from problems.schema import AlgorithmSection
from theory import symbols as s
from theory.algorithms.base import Decay

FUNCTIONS = [{"sqrt": lambda x: arb(x).sqrt(), "Max": lambda *x: max(map(arb, x)), "Min": lambda *x: min(map(arb, x))}]


def invariance(
    algorithm: AlgorithmSection, start: NDArray[np.float64], region: float | None, bounds: Sequence[arb]
) -> Invariance:
    """`bounds` holds c_i of the gradient that enters the moments (for a decay in the gradient, with the decay in it)."""
    if region is None:
        return Invariance(True, "the region is all of R^d")
    rule, decay = algorithm.rule, ball(algorithm.lambda_)
    watched = "every run is watched and stopped at its first exit"
    if rule.bounds.step is None or rule.decay_kind is None:
        missing = "kind of decay (decay_kind)" if rule.decay_kind is None else "bound of a step (bounds.move, bounds.v_low)"
        return Invariance(False, f"{rule.name} declares no {missing}: {watched}")
    reached, edge = [abs(ball(float(x))) for x in start], ball(region)
    largest = algorithm.largest("eta")
    eta = None if largest is None else ball(largest)
    steps = _steps(algorithm, rule.bounds.step, eta, bounds)
    # without a decay of the iterates there is nothing that must contract
    decoupled = rule.decay_kind is Decay.DECOUPLED
    contracts = not decoupled or eta is None or decay * eta <= 1
    shown = str(rule.bounds.step.subs(s.c_inf, sp.Symbol("c_i")))
    if steps is not None and decoupled and not rule.fades and algorithm.lambda_ > 0 and contracts:
        far = [x.max(step / decay) for x, step in zip(reached, steps, strict=True)]
        if all(x <= edge for x in far):
            return Invariance(True, f"|x_i| <= max(|x_0,i|, {shown}/lambda) = {_top(far)} while lambda eta <= 1")
    if steps is not None and eta is not None and algorithm.T is not None and contracts and not rule.staged:
        far = [x + algorithm.T * eta * step for x, step in zip(reached, steps, strict=True)]
        if all(x <= edge for x in far):
            return Invariance(True, f"|x_i| <= |x_0,i| + T eta {shown} = {_top(far)}")
    why = "nothing in the update holds the iterates back"
    if decoupled:
        why = f"{shown}/lambda reaches beyond the region"
    if decoupled and rule.fades:
        why = "the decay fades, so it does not hold the iterates back for ever"
    if decoupled and rule.staged:
        why = "the decay fades within a stage"
    return Invariance(False, f"{why}: {watched}")


def _steps(algorithm: AlgorithmSection, bound: sp.Expr, eta: arb | None, bounds: Sequence[arb]) -> list[arb] | None:
    """The bound of a step in each coordinate; None where it needs a number that the file does not give."""
    rule, own = algorithm.rule, algorithm.own
    known: Mapping[sp.Symbol, arb] = {
        s.delta: ball(algorithm.delta), s.beta_2: ball(algorithm.beta_2), s.lambda_: ball(algorithm.lambda_),
        **{letter.symbol: ball(float(getattr(own, name))) for name, letter in rule.letters.items()},
    }  # fmt: skip
    # a bound that changes with eta is known only where eta is one number
    if eta is not None and "eta" not in algorithm.scheduled:
        known = {**known, s.eta: eta}
    letters = tuple(sorted(bound.free_symbols, key=str))
    if set(letters) - known.keys() - {s.c_inf}:
        return None
    function = sp.lambdify(letters, bound, modules=FUNCTIONS)
    found = [function(*(c if letter == s.c_inf else known[letter] for letter in letters)) for c in bounds]
    return [arb(x) for x in found]


def _top(far: Sequence[arb]) -> str:
    return f"{max(rounded(highest(x), float('inf')) for x in far):.6g}"
