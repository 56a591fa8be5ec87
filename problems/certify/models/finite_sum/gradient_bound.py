"""The range of a finite sum's gradient over the region, and what a minibatch's entries reach there.

An entry is at most the mean of what each sample can contribute. In few dimensions branch and bound over the region says more
(`region_bounds.py`); of a quadratic the gradient is affine.
"""

from collections.abc import Iterator
from fractions import Fraction

from flint import arb

from problems.certify.arithmetic.balls import ball, largest_sum, one_norm
from problems.certify.arithmetic.points import Point, balls, floats, point_of
from problems.certify.models.finite_sum.objective import FiniteSum
from problems.certify.models.finite_sum.region_bounds import cover_of
from problems.certify.models.model import Span
from problems.certify.search.rows import Heaviest, heaviest

#: ball operations that trying every corner of the region may take
EVALUATIONS = 200_000


def gradient_spans(model: FiniteSum, shift: arb) -> list[Span]:
    """The range of every coordinate of the gradient of F + (shift/2)||x||^2 over the region."""
    if model.quadratic and model.region is not None:
        return _linear_spans(model, shift)
    reach = arb.pos_inf() if model.region is None else ball(model.region)
    decay = arb(0) if shift == 0 else shift * reach
    spans = []
    cover = cover_of(model)
    for i, (least, greatest) in enumerate(_contributions(model)):
        low = sum(least, arb(0)) / model.family.samples - decay
        high = sum(greatest, arb(0)) / model.family.samples + decay
        at_low, at_high = model.search.gradient_points(i, float(shift))
        if cover is not None:
            below, at_low = cover.entry(i, -1.0, float(shift), at_low)
            above, at_high = cover.entry(i, 1.0, float(shift), at_high)
            low, high = low.max(-below), high.min(above)
        seen = [model.gradient(balls(x))[i] + shift * ball(x[i]) for x in (at_low, at_high)]
        spans.append(Span(_hull(low, seen[0]), _hull(high, seen[1]), at_low, at_high))
    return spans


def _linear_spans(model: FiniteSum, shift: arb) -> list[Span]:
    """The gradient is Hx - c: its range over the box is that of a linear function, taken at corners."""
    assert model.region is not None
    hessian = model.weighted([r.least for r in model.curvatures]).tolist()
    constant = model.gradient([arb(0)] * model.dimension)
    edge, spans = Fraction(model.region), []
    for i, row in enumerate(hessian):
        entries = [h + shift if i == j else h for j, h in enumerate(row)]
        reach = ball(model.region) * one_norm(entries)
        corner = tuple(edge if h.mid() >= 0 else -edge for h in entries)
        spans.append(Span(constant[i] - reach, constant[i] + reach, tuple(-c for c in corner), corner))
    return spans


def _hull(outer: arb, seen: arb) -> arb:
    return outer.union(seen) if outer.is_finite() else outer


def sample_bound(model: FiniteSum) -> tuple[list[arb], Point, int]:
    """For each coordinate i the largest |(grad f_j)_i| over the region and the samples j; where the largest of all is
    taken, with its i."""
    best, place = arb(0), (0, 0)
    greatest = [arb(0)] * model.dimension
    for j, (row, r) in enumerate(zip(model.table.tolist(), model.slope_ranges, strict=True)):
        size = abs(r.least).max(abs(r.greatest))
        for i, a in enumerate(row):
            value = abs(a) * size if not a.is_zero() else arb(0)
            greatest[i] = greatest[i].max(value)
            if value.lower() > best:
                best, place = value.lower(), (i, j)
    i, j = place
    r = model.slope_ranges[j]
    t = r.at_greatest if abs(r.greatest).mid() >= abs(r.least).mid() else r.at_least
    x = model.facing(j, t)
    return greatest, x, i


def batch_bound(model: FiniteSum, b: int) -> tuple[list[arb], list[tuple[int, Point]]]:
    """For each coordinate a bound of a minibatch of b distinct rows: the mean of the b largest that samples contribute.

    Where F is a quadratic the largest sum of b entries is a convex function of x: in few dimensions the corners decide, in
    more branch and bound over the rows, which gives a coordinate and a corner too.
    """
    corners = _batch_corners(model, b)
    if corners is not None:
        return corners, []
    apart, rows = _apart(model, b), _batch_rows(model, b)
    if rows is None:
        return apart, []
    together = [(ball(float(top)) / b).upper() for top in rows.tops]
    return [a.min(t) for a, t in zip(apart, together, strict=True)], [(rows.coordinate, point_of(rows.corner))]


def _batch_rows(model: FiniteSum, b: int) -> Heaviest | None:
    if not model.quadratic or model.region is None or not all(r.least == 1 for r in model.curvatures):
        return None
    slopes = model.slopes([arb(0)] * model.dimension)
    at_zero = floats(slopes)
    if not all(ball(float(f)) == s for f, s in zip(at_zero, slopes, strict=True)):
        return None
    return heaviest(model.family.table, at_zero, model.region, b, model.effort)


def _apart(model: FiniteSum, b: int) -> list[arb]:
    """What b rows can have at most, each at its worst."""
    found = []
    for least, greatest in _contributions(model):
        up, down = ((largest_sum(part, b) / b).upper() for part in (greatest, [-low for low in least]))
        found.append(up.max(down))
    return found


def _contributions(model: FiniteSum) -> Iterator[tuple[list[arb], list[arb]]]:
    """For every coordinate the least and the greatest that each sample's gradient can have there."""
    for column in zip(*model.table.tolist(), strict=True):
        pairs = zip(column, model.slope_ranges, strict=True)
        ends = [(arb(0), arb(0)) if a.is_zero() else (a * r.least, a * r.greatest) for a, r in pairs]
        yield [one.min(two) for one, two in ends], [one.max(two) for one, two in ends]


def _batch_corners(model: FiniteSum, b: int) -> list[arb] | None:
    if not model.quadratic or model.region is None or 2**model.dimension * model.family.table.size > EVALUATIONS:
        return None
    best = [arb(0)] * model.dimension
    columns = list(zip(*model.table.tolist(), strict=True))
    for x in model.corners():
        slopes = model.slopes(x)
        for i, column in enumerate(columns):
            best[i] = best[i].max(largest_mean([a * s for a, s in zip(column, slopes, strict=True)], b))
    return best


def largest_mean(entries: list[arb], b: int) -> arb:
    """The largest size of the mean of b of the entries."""
    return largest_sum(entries, b).max(largest_sum([-e for e in entries], b)) / b
