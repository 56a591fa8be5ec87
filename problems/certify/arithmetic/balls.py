"""Exact numbers in and out of ball arithmetic (python-flint).

What a problem file or a data set gives is a float64, the number that the simulation itself uses; as a ball it is exact. So
the certified problem is the one that runs, not a decimal that is only near it.
"""

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import reduce

from flint import arb, ctx, fmpq

from problems.enclosure import Enclosure, End

#: bits of every ball operation: far beyond float64, so that a width is due to the mathematics and not to rounding
PRECISION = 160

#: exponents of two beyond which an end is rounded outward: exp(-u^2) has them, and no memory holds so many digits
FARTHEST = 2**14


@contextmanager
def precision(bits: int = PRECISION) -> Iterator[None]:
    """Ball arithmetic with this many bits inside the block."""
    before = ctx.prec
    ctx.prec = bits
    try:
        yield
    finally:
        ctx.prec = before


def ball(value: float | int | Fraction) -> arb:
    """`value` as a ball; exact for floats and whole numbers, for other rationals the ball of a division."""
    if isinstance(value, Fraction):
        return arb(fmpq(value.numerator, value.denominator))
    return arb(value if isinstance(value, int) else float(value))


def hull(low: arb, high: arb) -> arb:
    """A ball that contains everything from `low` to `high`; it keeps their sign, which the radius's rounding would lose."""
    found = low.union(high)
    return found.nonnegative_part() if low >= 0 else -((-found).nonnegative_part()) if high <= 0 else found


def exact(point: arb, up: bool = False) -> End:
    """The rational (or infinite) value of a ball of radius zero; beyond 2^+-FARTHEST rounded down, or up."""
    if not point.is_finite():
        return math.inf if point > 0 else -math.inf
    if up:
        return -exact(-point)
    mantissa, exponent = (int(part) for part in point.man_exp())
    size = exponent + mantissa.bit_length()
    if mantissa and size < -FARTHEST:
        return Fraction(0) if mantissa > 0 else -Fraction(1, 2**FARTHEST)
    if size > FARTHEST:
        return Fraction(2**FARTHEST) if mantissa > 0 else -math.inf
    return Fraction(mantissa) * Fraction(2) ** exponent


def lowest(value: arb) -> End:
    """The lower end of a ball, exactly; minus infinity for a ball that is not finite."""
    return exact(value.lower()) if not value.is_nan() else -math.inf


def highest(value: arb) -> End:
    """The upper end of a ball, exactly; infinity for a ball that is not finite."""
    return exact(value.upper(), up=True) if not value.is_nan() else math.inf


def float_above(value: arb) -> float:
    """A float above all of a ball; infinite for a ball that is not finite."""
    return math.nextafter(float(value.upper()), math.inf) if value.is_finite() else math.inf


def float_below(value: arb) -> float:
    """A float below all of a ball; minus infinity for a ball that is not finite."""
    return -float_above(-value)


def enclosure(low: arb, high: arb, method: str) -> Enclosure:
    """From the lower end of `low` to the upper end of `high`."""
    return Enclosure(lowest(low), highest(high), method)


def largest(values: list[arb]) -> arb:
    """A ball that contains the maximum of the numbers in `values`."""
    return reduce(lambda one, two: one.max(two), values)


def largest_sum(values: list[arb], count: int) -> arb:
    """A ball that contains the sum of the `count` largest numbers in `values`, however close they are to each other."""
    low, high = (sum(sorted(ends)[-count:], arb(0)) for ends in ([v.lower() for v in values], [v.upper() for v in values]))
    return low.union(high) if high.is_finite() else high


def square(x: Iterable[arb]) -> arb:
    """The sum of squares."""
    return sum((entry * entry for entry in x), arb(0))


def one_norm(x: Iterable[arb]) -> arb:
    """The sum of sizes."""
    return sum((abs(entry) for entry in x), arb(0))


def sup_norm(x: Iterable[arb]) -> arb:
    """The largest size, as `largest`."""
    return largest([abs(entry) for entry in x])


def smallest(values: list[arb]) -> arb:
    """A ball that contains the minimum of the numbers in `values`."""
    return reduce(lambda one, two: one.min(two), values)
