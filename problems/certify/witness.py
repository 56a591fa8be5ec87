"""Witnesses against declared constants: found where an enclosure's attained end is, re-evaluated in ball arithmetic.

A witness is first tried at float64 points, so that anyone can check it with the simulation's own numbers, then at the exact
rational points that the search ended at.
"""

from collections.abc import Iterator
from fractions import Fraction

from flint import arb

from problems.certify.arithmetic.balls import highest, lowest, square
from problems.certify.certificate import Witness, shown
from problems.certify.models.model import Found, Model, Point, balls, decayed_gradient, decayed_value
from problems.certify.moments import Moments
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


def against_bound(model: Model, moments: Moments, at: Point, i: int, shift: arb, declared: float) -> Witness | None:
    """A point and a coordinate with |(grad F)_i| + noise > declared."""
    for x in _versions(at, model.region):
        here = balls(x)
        reached = lowest(moments.entry_at(model, here, i, shift))
        if reached > declared:
            return _witness((x,), reached, False, "the largest |g_i|", coordinate=i)
    return None


def against_variance(model: Model, moments: Moments, at: Point, declared: float) -> Witness | None:
    """A point where the root of E||g - grad F||^2 of one sample exceeds declared."""
    for x in _versions(at, model.region):
        reached = lowest(moments.variance_at(model, balls(x)).sqrt())
        if reached > declared:
            return _witness((x,), reached, False, "the standard deviation of one sample's gradient")
    return None


def against_gap(model: Model, start: Point, minimiser: Found, shift: arb, declared: float) -> Witness | None:
    """A point that lies more than declared below the start."""
    for x in _versions(minimiser.at, None) if minimiser.at is not None else ():
        reached = lowest(shifted_value(model, start, shift) - shifted_value(model, x, shift))
        if reached > declared:
            return _witness((x,), reached, False, "F(x_0) - F(x)")
    return None


def against_minimum(model: Model, minimiser: Found, declared: float) -> Witness | None:
    """A point whose value is below the declared minimum."""
    for x in _versions(minimiser.at, None) if minimiser.at is not None else ():
        reached = highest(model.value(balls(x)))
        if reached < declared:
            return _witness((x,), reached, True, "F(x)")
    return None


def against_pl(model: Model, found: Found, minimiser: Found, declared: float) -> Witness | None:
    """A point with ||grad G||^2 < 2 declared (G - G_*), G = F + (1/2) sum_i s_i x_i^2."""
    beside = found.beside or minimiser.at
    if found.at is None or beside is None:
        return None
    s = found.decay if isinstance(found.decay, tuple) else (found.decay,) * model.dimension
    decays = balls(s)
    # the value of G at any point bounds its infimum from above
    floor = decayed_value(model, beside, decays).upper()
    for x in _versions(found.at, model.region):
        gap = decayed_value(model, x, decays) - floor
        if not gap > 0:
            continue
        reached = highest(square(decayed_gradient(model, x, decays)) / (2 * gap))
        if reached < declared:
            says = "||grad F||^2 / (2 (F - F_*))"
            return _witness((x,), reached, True, says, decay=s if any(s) else None)
    return None


def against_least(model: Model, moments: Moments, at: Point, declared: float) -> Witness | None:
    """A point at which a stochastic gradient's sup norm falls below declared."""
    for x in _versions(at, model.region):
        reached = highest(moments.least_at(model, balls(x)))
        if reached < declared:
            return _witness((x,), reached, True, "the least ||g||_inf")
    return None


def shifted_value(model: Model, x: Point, shift: arb) -> arb:
    return decayed_value(model, x, [shift] * model.dimension)


def norm(x: list[arb]) -> arb:
    """The Euclidean norm."""
    return square(x).sqrt()


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
