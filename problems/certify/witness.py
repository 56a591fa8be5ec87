"""Witnesses against declared constants: found where an enclosure's attained end is, re-evaluated in ball arithmetic.

A witness is first tried at float64 points, so that anyone can check it with the simulation's own numbers, then at the exact
rational points that the search ended at.
"""

import math
from collections.abc import Callable, Iterator
from fractions import Fraction

from flint import arb

from problems.certify.arithmetic.balls import highest, lowest, square
from problems.certify.arithmetic.points import Found, Point, balls
from problems.certify.certificate import Witness, shown
from problems.certify.models.model import Model, decayed_gradient, decayed_value
from problems.certify.models.moments import Moments
from problems.enclosure import End, rounded

#: lengths of the step between the two points that break L, as powers of two
STEPS = range(2, 70, 4)


def against_smoothness(model: Model, found: Found, shift: arb, declared: float) -> Witness | None:
    """Two points of the region with ||grad F(x) - grad F(y)|| > declared ||x - y||."""
    if found.at is None or found.direction is None:
        return None
    for x in _versions(found.at, model.region):
        for pair in _pairs(x, found.direction, model.region):
            one, two = balls(pair[0]), balls(pair[1])
            step = [a - b for a, b in zip(one, two, strict=True)]
            pairs = zip(model.gradient(one), model.gradient(two), step, strict=True)
            change = [a - b + shift * s for a, b, s in pairs]
            reached = lowest(norm(change) / norm(step))
            if reached > declared:
                return _witness(pair, reached, False, "||grad F(x) - grad F(y)|| / ||x - y||")
    return None


def against_bound(moments: Moments, at: Point, i: int, shift: arb, declared: float) -> Witness | None:
    """A point and a coordinate with |(grad F)_i| + noise > declared."""
    return _against(at, moments.model.region, lambda x: lowest(moments.entry_at(balls(x), i, shift)), declared,
                    "the largest |g_i|", coordinate=i)  # fmt: skip


def against_variance(moments: Moments, at: Point, declared: float) -> Witness | None:
    """A point where the root of E||g - grad F||^2 of one sample exceeds declared."""
    return _against(at, moments.model.region, lambda x: lowest(moments.variance_at(balls(x)).sqrt()), declared,
                    "the standard deviation of one sample's gradient")  # fmt: skip


def against_gap(model: Model, start: Point, minimiser: Found, shift: arb, declared: float) -> Witness | None:
    """A point that lies more than declared below the start."""
    return _against(minimiser.at, None, lambda x: lowest(shifted_value(model, start, shift) - shifted_value(model, x, shift)),
                    declared, "F(x_0) - F(x)")  # fmt: skip


def against_minimum(model: Model, minimiser: Found, declared: float) -> Witness | None:
    """A point whose value is below the declared minimum."""
    return _against(minimiser.at, None, lambda x: highest(model.value(balls(x))), declared, "F(x)", below=True)


def against_least(moments: Moments, at: Point, declared: float) -> Witness | None:
    """A point at which a stochastic gradient's sup norm falls below declared."""
    return _against(at, moments.model.region, lambda x: highest(moments.least_at(balls(x))), declared, "the least ||g||_inf",
                    below=True)  # fmt: skip


def against_pl(model: Model, found: Found, minimiser: Found, declared: float) -> Witness | None:
    """A point with ||grad G||^2 < 2 declared (G - G_*), G = F + (1/2) sum_i s_i x_i^2."""
    beside = found.beside or minimiser.at
    if found.at is None or beside is None:
        return None
    s = found.decay if isinstance(found.decay, tuple) else (found.decay,) * model.dimension
    decays = balls(s)
    # the value of G at any point bounds its infimum from above
    floor = decayed_value(model, beside, decays).upper()

    def ratio(x: Point) -> End:
        gap = decayed_value(model, x, decays) - floor
        return highest(square(decayed_gradient(model, x, decays)) / (2 * gap)) if gap > 0 else math.inf

    return _against(found.at, model.region, ratio, declared, "||grad F||^2 / (2 (F - F_*))", below=True,
                    decay=s if any(s) else None)  # fmt: skip


def shifted_value(model: Model, x: Point, shift: arb) -> arb:
    return decayed_value(model, x, [shift] * model.dimension)


def norm(x: list[arb]) -> arb:
    """The Euclidean norm."""
    return square(x).sqrt()


def _against(
    at: Point | None,
    region: float | None,
    value: Callable[[Point], End],
    declared: float,
    says: str,
    below: bool = False,
    coordinate: int | None = None,
    decay: Point | None = None,
) -> Witness | None:
    """The first version of the point whose value, which is guaranteed, is beyond the declared one."""
    for x in () if at is None else _versions(at, region):
        reached = value(x)
        if reached < declared if below else reached > declared:
            return _witness((x,), reached, below, says, coordinate, decay)
    return None


def _versions(x: Point, region: float | None) -> Iterator[Point]:
    """The point rounded to floats inside the region, then itself."""
    yield tuple(_clipped(Fraction(float(entry)), region) for entry in x)
    yield x


def _clipped(x: Fraction, region: float | None) -> Fraction:
    return x if region is None else max(-Fraction(region), min(Fraction(region), x))


def _pairs(x: Point, direction: Point, region: float | None) -> Iterator[tuple[Point, Point]]:
    """Pairs along the direction at or beside x, from far to near; x moves in where a step would leave the region."""
    for exponent in STEPS:
        h = Fraction(1, 2**exponent)
        if region is None:
            yield x, tuple(a + h * s for a, s in zip(x, direction, strict=True))
            continue
        edge = Fraction(region)
        room = [edge - h * abs(s) for s in direction]
        if min(room) >= 0:
            base = tuple(max(-r, min(r, a)) for a, r in zip(x, room, strict=True))
            yield base, tuple(a + h * s for a, s in zip(base, direction, strict=True))


def _witness(
    points: tuple[Point, ...],
    reached: End,
    from_below: bool,
    says: str,
    coordinate: int | None = None,
    decay: Point | None = None,
) -> Witness:
    number = rounded(reached, float("inf") if from_below else float("-inf"))
    s = None if decay is None else tuple(shown(entry) for entry in decay)
    return Witness(tuple(tuple(shown(entry) for entry in p) for p in points), number, says, coordinate, s)
