"""Claims in expectation: the average over k < T of a quantity's mean, against a bound, by a confidence sequence."""

from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from problems.errors import InputError
from theory.claim import Part
from verify.decide.statistics import Interval, certain, mean_interval
from verify.decide.verdict import Outcome

Array = NDArray[np.float64]
#: where values without a range are cut, in bounds
CUT = 1e3
#: letters that are made of quantities, less F_*: F_k(x_k) - F_k(x_*) = F + (lambda_k/2) (||x_k||^2_v - ||x_*||^2_v) - F_*
GAPS = {"gap_F_k": {"F": 1.0, "decay_energy": 1.0, "decay_energy_star": -1.0}}


@cache
def weights(part: Part) -> Mapping[str, float]:
    """The left side as weights of measured quantities. Raises InputError if it is not linear in them."""
    expression = sp.expand(part.left)
    found = {letter: expression.coeff(letter) for letter in expression.free_symbols}
    linear = sp.expand(expression - sum(weight * letter for letter, weight in found.items())) == 0
    if not linear or not all(weight.is_number for weight in found.values()):
        what = "must be a sum of measured quantities, each times a number"
        raise InputError(f"part {part.id}: the left side of a mean, {part.left}, {what}")
    return {str(letter): float(weight) for letter, weight in sorted(found.items(), key=lambda one: str(one[0]))}


def measured_values(part: Part, records: Mapping[str, Array]) -> Array:
    """The left side for each run, shape (R,)."""
    return np.asarray(sum(weight * records[f"mean:{name}"] for name, weight in weights(part).items()))


def needs(part: Part) -> tuple[str, ...]:
    """The quantities that the left side is made of."""
    return tuple(name for letter in weights(part) for name in GAPS.get(letter, (letter,)))


def left_side(part: Part, of: Callable[[str], Array], least: float, decay_star: float) -> Array:
    """The left side for each run, shape (R,), `of` giving the quantities and `least` being F_*.

    A gap is at least -`decay_star`: F_k(x) >= F_*, and F_k(x_*) <= F_* + `decay_star`.
    """

    def letter(name: str) -> Array:
        if name not in GAPS:
            return of(name)
        gap = sum(weight * of(one) for one, weight in GAPS[name].items()) - least
        return np.maximum(gap, -decay_star)  # rounding

    return np.asarray(sum(weight * letter(name) for name, weight in weights(part).items()))


def largest(part: Part, ranges: Mapping[str, float]) -> float:
    """The largest value that the left side can take."""
    return sum(weight * ranges[name] for name, weight in weights(part).items())


def _from_below(values: Array, cut: float, error_rate: float, bound: float) -> Interval:
    with np.errstate(over="ignore"):
        mean = float(np.mean(values))
    lower = mean_interval(np.clip(values, 0.0, cut), cut, error_rate, bound).lower if 0.0 < cut < np.inf else 0.0
    return Interval(mean, lower, float("inf"), len(values))


def below_0(part: Part, decay_star: float) -> float:
    """How far below 0 the left side can lie."""
    return decay_star * sum(weight for name, weight in weights(part).items() if name in GAPS)


def decide(
    values: Array, largest_value: float, bound: float, error_rate: float, random: bool = True,
    left: NDArray[np.bool_] | None = None,
) -> tuple[Outcome, Interval]:  # fmt: skip
    """HOLDS if the whole interval lies at or below the bound, VIOLATED if it lies above it.

    Of a run that `left` its region no more is known than that its value lies in the range. A problem without noise is not
    `random`: one run is its own mean. Where the range overflows, values are cut at `CUT` times the bound: no more is known of
    their mean than how small it is not.
    """
    if random:
        low, high = (values, values) if left is None else (np.where(left, end, values) for end in (0.0, largest_value))
        if np.isfinite(largest_value):
            interval = mean_interval(low, largest_value, error_rate, bound, high)
        else:
            interval = _from_below(low, CUT * bound, error_rate, bound)
    else:
        interval = certain(float(values[0]))
    if interval.upper <= bound:
        return Outcome.HOLDS, interval
    if interval.lower > bound:
        return Outcome.VIOLATED, interval
    return Outcome.UNDECIDED, interval
