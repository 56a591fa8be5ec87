"""Facts of the samples of a finite sum together: what a minibatch can reach, and the variance of one sample's gradient."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np
from flint import arb, arb_mat

from problems.certify.arithmetic.balls import ball, largest, largest_sum, smallest, square
from problems.certify.models.finite_sum.losses import corner
from problems.certify.models.finite_sum.model import FiniteSumModel
from problems.certify.models.model import Point, rational
from problems.certify.search.rows import Heaviest, heaviest
from problems.certify.search.signs import corner_bound

#: dimensions up to which every corner of the region is tried, and ball operations that this may take elsewhere
CORNERS = 10
#: dimensions up to which there is branch and bound on signs
SEARCHED = 500
EVALUATIONS = 200_000
#: halvings of an interval in search of a zero
HALVINGS = 120


def sample_bound(model: FiniteSumModel) -> tuple[list[arb], Point, int]:
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
    x = _clipped(model, corner(model.family.table[j], t, model.losses.lengths[j], model.dimension))
    return greatest, x, i


def flattest_point(model: FiniteSumModel) -> tuple[Point, bool]:
    """A point of the region where some sample's gradient is small, and whether one is proved to vanish in the region.

    phi'_j is continuous in the prediction, which runs through an interval: where it takes both signs it is 0 somewhere.
    """
    sizes, ends, exactly = [], [], []
    for j, r in enumerate(model.slope_ranges):
        if r.least.upper() < 0 and r.greatest.lower() > 0:
            low, high = r.at_least, r.at_greatest
            for _ in range(HALVINGS):
                middle = ((low + high) / 2).mid()
                below = model.losses.slopes(middle, float(model.family.targets[j]))[0].mid() < 0
                low, high = (middle, high) if below else (low, middle)
            return _clipped(model, corner(model.family.table[j], low, model.losses.lengths[j], model.dimension)), True
        least, t = min(((abs(r.least), r.at_least), (abs(r.greatest), r.at_greatest)), key=lambda pair: float(pair[0].mid()))
        sizes.append(float(least.mid()) * float(np.max(np.abs(model.family.table[j]))))
        ends.append(t)
        exactly.append(bool(least.is_zero()) or not np.any(model.family.table[j]))
    j = int(np.argmin(sizes))
    return _clipped(model, corner(model.family.table[j], ends[j], model.losses.lengths[j], model.dimension)), exactly[j]


def flattest_bound(model: FiniteSumModel) -> arb:
    """A lower bound of the sup norm of one sample's gradient over the region and the samples."""
    sizes = []
    for row, r in zip(model.family.table, model.slope_ranges, strict=True):
        apart = r.least.max(-r.greatest).lower().max(arb(0))
        sizes.append(ball(float(np.max(np.abs(row)))) * apart)
    return smallest(sizes).lower()


def _clipped(model: FiniteSumModel, x: Sequence[arb]) -> Point:
    """x as a point of the region: an end of a range may round to just outside."""
    point = rational(x)
    if model.region is None:
        return point
    edge = Fraction(model.region)
    return tuple(max(-edge, min(edge, entry)) for entry in point)


def batch_bound(model: FiniteSumModel, b: int) -> tuple[list[arb], list[tuple[int, Point]]]:
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
    corner_point = tuple(Fraction(float(x)) for x in rows.corner)
    return [a.min(t) for a, t in zip(apart, together, strict=True)], [(rows.coordinate, corner_point)]


def _batch_rows(model: FiniteSumModel, b: int) -> Heaviest | None:
    if not model.quadratic or model.region is None or not all(r.least == 1 for r in model.curvatures):
        return None
    slopes = model.slopes([arb(0)] * model.dimension)
    floats = np.array([float(s) for s in slopes])
    if not all(ball(float(f)) == s for f, s in zip(floats, slopes, strict=True)):
        return None
    return heaviest(model.family.table, floats, model.region, b, model.effort)


def _apart(model: FiniteSumModel, b: int) -> list[arb]:
    found = []
    for column in zip(*model.table.tolist(), strict=True):
        ups, downs = [], []
        for a, r in zip(column, model.slope_ranges, strict=True):
            ends = (arb(0), arb(0)) if a.is_zero() else (a * r.least, a * r.greatest)
            ups.append(ends[0].max(ends[1]))
            downs.append(-ends[0].min(ends[1]))
        up, down = ((largest_sum(part, b) / b).upper() for part in (ups, downs))
        found.append(up.max(down))
    return found


def _batch_corners(model: FiniteSumModel, b: int) -> list[arb] | None:
    if not model.quadratic or model.region is None or 2**model.dimension * model.family.table.size > EVALUATIONS:
        return None
    best = [arb(0)] * model.dimension
    columns = list(zip(*model.table.tolist(), strict=True))
    for x in _corners(model):
        slopes = model.slopes(x)
        for i, column in enumerate(columns):
            best[i] = best[i].max(largest_mean([a * s for a, s in zip(column, slopes, strict=True)], b))
    return best


def largest_mean(entries: list[arb], b: int) -> arb:
    """The largest size of the mean of b of the entries."""
    return largest_sum(entries, b).max(largest_sum([-e for e in entries], b)) / b


def _corners(model: FiniteSumModel) -> Iterator[list[arb]]:
    assert model.region is not None
    r = ball(model.region)
    for signs in np.ndindex(*([2] * model.dimension)):
        yield [r * (2 * s - 1) for s in signs]


def variance_at(model: FiniteSumModel, x: Sequence[arb]) -> arb:
    """E||grad f_j - grad F||^2 over the samples at x, exactly enumerated."""
    second = sum((q * s * s for q, s in zip(model.row_squares, model.slopes(x), strict=True)), arb(0))
    return second / model.family.samples - square(model.gradient(x))


def variance_bound(model: FiniteSumModel) -> arb:
    """An upper bound of the variance over the region.

    With phi'_j = m_j + s_j h_j, |s_j| <= 1, and P the covariance form over the samples:
    (m + sh)'P(m + sh) <= m'Pm + 2 sum_j h_j |(Pm)_j| + (1/n) sum_j |a_j|^2 h_j^2.
    """
    n = model.family.samples
    middle = [((r.least + r.greatest) / 2).mid() for r in model.slope_ranges]
    half = [(r.greatest - m).upper().max((m - r.least).upper()) for r, m in zip(model.slope_ranges, middle, strict=True)]
    if not all(h.is_finite() for h in half):
        return arb.pos_inf()
    rows = model.table.tolist()
    mean = [row[0] / n for row in (model.columns * arb_mat(n, 1, middle)).tolist()]
    fixed = mixed = own = arb(0)
    for row, m, h, length in zip(rows, middle, half, model.row_squares, strict=True):
        along = length * m - sum((a * g for a, g in zip(row, mean, strict=True)), arb(0))
        fixed += length * m * m
        mixed += h * abs(along)
        own += length * h * h
    return fixed / n - square(mean) + 2 * mixed / n + own / n


def branched(model: FiniteSumModel) -> bool:
    """Whether the variance is bounded by branch and bound on the signs of corners."""
    return model.quadratic and model.region is not None and CORNERS < model.dimension <= SEARCHED


def variance_corners(model: FiniteSumModel) -> tuple[arb, Point | None] | None:
    """For least squares the variance is a convex quadratic x'Mx - 2p'x + q: its largest value over the box, at a corner.

    In few dimensions every corner is evaluated, in more branch and bound on the signs bounds it and gives a corner; beyond,
    r^2 sum |M_ij| + 2 r sum |p_i| + q does.
    """
    if not model.quadratic or model.region is None:
        return None
    m, p, q = _variance_form(model)
    r, d = ball(model.region), model.dimension
    if d > CORNERS:
        total = sum((abs(entry) for row in m.tolist() for entry in row), arb(0))
        bound = (r * r * total + 2 * r * sum((abs(entry) for entry in p), arb(0)) + q).upper()
        if d > SEARCHED:
            return bound, None
        searched, signs = corner_bound(m, p, q, model.region, model.effort)
        return bound.min(searched), tuple(Fraction(float(x)) for x in signs)
    values = []
    for x in _corners(model):
        image = (m * arb_mat(d, 1, x)).tolist()
        values.append((sum((a * (b[0] - 2 * c) for a, b, c in zip(x, image, p, strict=True)), q), x))
    place = max(values, key=lambda pair: float(pair[0].mid()))[1]
    return largest([value for value, _ in values]), _clipped(model, place)


def _variance_form(model: FiniteSumModel) -> tuple[arb_mat, list[arb], arb]:
    n, d = model.family.samples, model.dimension
    targets = [-model.slopes([arb(0)] * d)[j] for j in range(n)]
    h = model.weighted([arb(1)] * n)
    c = [row[0] / n for row in (model.columns * arb_mat(n, 1, targets)).tolist()]
    m = model.weighted(model.row_squares) - h * h
    weighted = [s * y for s, y in zip(model.row_squares, targets, strict=True)]
    along = [row[0] / n for row in (model.columns * arb_mat(n, 1, weighted)).tolist()]
    image = [row[0] for row in (h * arb_mat(d, 1, c)).tolist()]
    q = sum((s * y * y for s, y in zip(model.row_squares, targets, strict=True)), arb(0)) / n
    return m, [a - b for a, b in zip(along, image, strict=True)], q - square(c)
