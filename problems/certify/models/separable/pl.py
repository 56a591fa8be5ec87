"""The best PL constant of one term whose minimiser is 0: the infimum of f'(x)^2 / (2 (f(x) - f(0))), also under every decay.

Next to 0 the ratio is 0/0; there f' = x A and f - f(0) = x^2 B / 2 with A and B in the range of f'' (mean value theorem), so
it lies in A^2/B. Away from 0 it is an ordinary curve. Where f' changes sign away from 0 there is a stationary point that
is no minimiser, and the constant is 0 (intermediate value theorem).

Under a decay s the ratio `(f' + s x)^2 / (2 (f + s x^2/2))` is, for fixed x, a square over a positive linear function of s,
hence convex: its least value over 0 <= s <= S is at 0, at S, or at s = (x f' - 4 f)/x^2, where it is `4 (x f' - 2 f)/x^2`.
"""

from collections.abc import Callable
from fractions import Fraction
from math import inf

from flint import arb

from problems.certify.arithmetic.balls import exact, highest, hull
from problems.certify.arithmetic.points import Found
from problems.certify.models.model import faint
from problems.certify.models.separable.term import TermCurves
from problems.certify.search.intervals import Extremum, maximum, minimum
from problems.enclosure import Enclosure

#: the neighbourhood of 0 on which the 0/0 form is used: as large as keeps f'' within this share, else the region's last halving
SPREAD = arb(2) ** -23
HALVED = 14
METHOD = "composition of terms by ball arithmetic, 0/0 at the minimiser by the mean value theorem"
STATIONARY = "a stationary point that is no minimiser (intermediate value theorem)"
HALVINGS = 100
#: how often an interval is halved in search of the pieces on which one decay is the worst
PIECES = 24


def static_pl(curves: TermCurves, reach: arb, boxes: int) -> Found:
    """The best PL constant of the term on |x| <= reach."""
    return _both_sides(curves, reach, lambda side: _side(side, reach, None, boxes))


def dynamic_pl(curves: TermCurves, reach: arb, decay: arb, boxes: int, static: Found) -> Found:
    """The best PL constant that serves the term plus (s/2) x^2 for every s in [0, decay]; `static` is that for s = 0."""
    if (
        decay == 0
        or static.enclosure.high == 0
        or (reach > 0 and all(_wants_no_decay(side, reach, decay, boxes) for side in (curves, curves.mirrored())))
    ):
        return static
    return _both_sides(curves, reach, lambda side: _side(side, reach, decay, boxes))


def _both_sides(curves: TermCurves, reach: arb, one: Callable[[TermCurves], Found]) -> Found:
    if reach == 0:
        return Found(Enclosure(inf, inf, "vacuous: the region is one point"))
    if not curves.slope(arb(0), 0)[0].is_zero():
        return Found(Enclosure(Fraction(0), inf, "not decided: 0 is not the term's minimiser"))
    right, left = one(curves), one(curves.mirrored())
    worse = right if right.enclosure.high <= left.enclosure.high else left
    at = worse.at if worse is right or worse.at is None else tuple(-x for x in worse.at)
    low = min(right.enclosure.low, left.enclosure.low)
    return Found(Enclosure(low, worse.enclosure.high, worse.enclosure.method), at, decay=worse.decay)


def _side(curves: TermCurves, reach: arb, decay: arb | None, boxes: int) -> Found:
    """The infimum over 0 < x <= reach."""
    if _flat(curves, reach, boxes):
        if decay is None:
            return Found(Enclosure(inf, inf, "vacuous: F is constant"))
        return Found(Enclosure(Fraction(0), Fraction(0), "closed form: the ratio of (s/2) x^2 is s, and s may be small"),
                     (Fraction(exact(reach)),), decay=faint(decay))  # fmt: skip
    near = _neighbourhood(curves, reach)
    away = minimum(curves.slope, near, reach, boxes)
    if away.high < 0 or (away.high == 0 and curves.gap(away.at, 0)[0] > 0):
        return Found(Enclosure(Fraction(0), Fraction(0), STATIONARY), (_rational(_root(curves, near, away.at)),))
    bend = curves.curvature(hull(arb(0), near), 0)[0]
    if not bend > 0:
        # the 0/0 form is open; the points looked at still bound the constant from above
        seen = curves.ratio(arb(0))(near, 0)[0]
        return Found(Enclosure(Fraction(0), highest(seen), METHOD), (_rational(near),))
    at_zero = curves.curvature(arb(0), 0)[0]
    # strong convexity with modulus m implies PL with m, and a decay only adds to m
    modulus = minimum(curves.curvature, arb(0), reach, boxes)
    if modulus.low >= at_zero.upper():
        return Found(Enclosure(exact(modulus.low), highest(at_zero), "strong convexity"), (_rational(near),))
    close = bend.lower() ** 2 / bend.upper()
    parts = [Extremum(close.lower(), at_zero.upper(), near)]
    decays = [Fraction(0)]
    for a, b, kind in [(near, reach, "none")] if decay is None else _pieces(curves, near, reach, decay, boxes):
        s = arb(0) if kind == "none" or decay is None else decay
        curve = curves.least_over_decay if kind == "inside" else curves.ratio(s)
        if kind == "unclear":
            low = curves.least_over_decay(hull(a, b), 0)[0].lower().max(arb(0))
            high = curves.ratio(arb(0))(a, 0)[0].upper()
            parts.append(Extremum(low if low.is_finite() else arb(0), high, a))
            decays.append(Fraction(0))
            continue
        found = minimum(curve, a, b, boxes)
        parts.append(found)
        decays.append(_rational(curves.best_decay(found.at)) if kind == "inside" else _rational(s))
    if decay is not None and not _near_wants_no_decay(curves, near):
        parts[0] = Extremum(arb(0), parts[0].high, parts[0].at)
    weakest = min(range(len(parts)), key=lambda k: float(parts[k].high))
    low = min(exact(part.low) for part in parts)
    low = max(low, Fraction(0))
    return Found(Enclosure(low, highest(parts[weakest].high), METHOD), (_rational(parts[weakest].at),),
                 decay=decays[weakest])  # fmt: skip


def _pieces(curves: TermCurves, a: arb, b: arb, decay: arb, boxes: int) -> list[tuple[arb, arb, str]]:
    """[a, b] cut where the worst decay changes its kind: "none" (s = 0), "full" (s = S), "inside", or "unclear"."""
    pieces: list[tuple[arb, arb, str]] = []
    todo, left = [(a, b, 0)], boxes
    while todo:
        low, high, depth = todo.pop()
        s = curves.best_decay(hull(low, high))
        kind = "none" if s <= 0 else "full" if s >= decay else "inside" if s >= 0 and s <= decay else "unclear"
        middle = ((low + high) / 2).mid()
        left -= 1
        if kind != "unclear" or depth == PIECES or left < 0:
            if pieces and pieces[-1][2] == kind and pieces[-1][1] == low:
                pieces[-1] = (pieces[-1][0], high, kind)
            else:
                pieces.append((low, high, kind))
        else:
            todo += [(middle, high, depth + 1), (low, middle, depth + 1)]
    return pieces


def _neighbourhood(curves: TermCurves, reach: arb) -> arb:
    """The x up to which the 0/0 form is used."""
    for exponent in range(HALVED):
        near = (reach * arb(2) ** -exponent).mid()
        bend = curves.curvature(hull(arb(0), near), 0)[0]
        if bend > 0 and bend.upper() - bend.lower() <= SPREAD * bend.lower():
            return near
    return (reach * arb(2) ** -HALVED).mid()


def _wants_no_decay(curves: TermCurves, reach: arb, decay: arb, boxes: int) -> bool:
    """Whether s = 0 is the worst decay at every x in (0, reach]."""
    near = _neighbourhood(curves, reach)
    if not curves.slope(arb(0), 0)[0].is_zero() or not curves.curvature(arb(0), 0)[0] > 0:
        return False
    return _near_wants_no_decay(curves, near) and all(kind == "none" for *_, kind in _pieces(curves, near, reach, decay, boxes))


def _near_wants_no_decay(curves: TermCurves, near: arb) -> bool:
    """Whether s = 0 is the worst decay on (0, near]: x f' - 4 (f - f(0)) = x^2 (A - 2 B) <= 0."""
    bend = curves.curvature(hull(arb(0), near), 0)[0]
    return bool(bend.upper() <= 2 * bend.lower())


def _root(curves: TermCurves, a: arb, b: arb) -> arb:
    """A point between a and b at which the slope, positive at a and negative at b, nearly vanishes."""
    for _ in range(HALVINGS):
        middle = ((a + b) / 2).mid()
        a, b = (middle, b) if curves.slope(middle, 0)[0] > 0 else (a, middle)
    return b


def _flat(curves: TermCurves, reach: arb, boxes: int) -> bool:
    """Whether the slope is proved to be 0 on all of [0, reach]."""
    zero = arb(0)
    if not curves.slope(reach, 0)[0].is_zero():
        return False
    return bool(minimum(curves.slope, zero, reach, boxes).low == 0 and maximum(curves.slope, zero, reach, boxes).high == 0)


def _rational(x: arb) -> Fraction:
    return Fraction(exact(x.mid()))
