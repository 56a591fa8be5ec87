"""sigma^2 of a finite sum: the largest variance of one sample's gradient over the region."""

from collections.abc import Sequence

from flint import arb, arb_mat

from problems.certify.arithmetic.balls import ball, enclosure, largest, one_norm, square
from problems.certify.arithmetic.matrices import times
from problems.certify.arithmetic.points import Found, Point, balls, point_of
from problems.certify.models.finite_sum.envelopes import variance_relaxed
from problems.certify.models.finite_sum.objective import CLOSE, FiniteSum
from problems.certify.models.finite_sum.region_bounds import cover_of
from problems.certify.models.finite_sum.taylor_models import Cells
from problems.certify.search.signs import corner_bound

BOUNDED = "exact enumeration of the samples, bounded over the region"
SIGNED = "exact enumeration of the samples; branch and bound over the region's corners, triangle inequalities"
COVERED = "exact enumeration of the samples; branch and bound over the region"
RELAXED = "exact enumeration of the samples; concave envelopes on cells in ball arithmetic"
#: dimensions up to which every corner of the region is tried
CORNERS = 10
#: dimensions up to which there is branch and bound on signs
SEARCHED = 500


def deviation(model: FiniteSum, factor: arb, start: Point) -> Found:
    """The root of `factor` times the largest variance over the region, enclosed."""
    corners, method = variance_corners(model), SIGNED if _branched(model) else BOUNDED
    high, points = variance_bound(model), [start, *model.search.noisy_points()]
    if corners is not None:
        top, best = corners
        high = high.upper().min(top.upper())
        points = points if best is None else [*points, best]
    cover = cover_of(model)
    if cover is not None:
        top, x = cover.variance(points[-1])
        points.append(x)
        high, method = (top, COVERED) if top < high else (high, method)
    seen = [((factor * variance_at(model, balls(x))).nonnegative_part(), x) for x in points]
    low, at = max(seen, key=lambda pair: float(pair[0].lower()))
    if not model.quadratic and Cells.worth(model.losses) and not factor * high - low <= CLOSE * low:
        relaxed = variance_relaxed(model, points[-1])
        high, method = (relaxed, RELAXED) if relaxed < high else (high, method)
    high = (factor * high).max(low)
    return Found(enclosure(low.lower().max(arb(0)).sqrt(), high.sqrt(), method), at)


def variance_at(model: FiniteSum, x: Sequence[arb]) -> arb:
    """E||grad f_j - grad F||^2 over the samples at x, exactly enumerated."""
    second = sum((q * s * s for q, s in zip(model.row_squares, model.slopes(x), strict=True)), arb(0))
    return second / model.family.samples - square(model.gradient(x))


def variance_bound(model: FiniteSum) -> arb:
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
    mean = [g / n for g in times(model.columns, middle)]
    fixed = mixed = own = arb(0)
    for row, m, h, length in zip(rows, middle, half, model.row_squares, strict=True):
        along = length * m - sum((a * g for a, g in zip(row, mean, strict=True)), arb(0))
        fixed += length * m * m
        mixed += h * abs(along)
        own += length * h * h
    return fixed / n - square(mean) + 2 * mixed / n + own / n


def _branched(model: FiniteSum) -> bool:
    """Whether the variance is bounded by branch and bound on the signs of corners."""
    return model.quadratic and model.region is not None and CORNERS < model.dimension <= SEARCHED


def variance_corners(model: FiniteSum) -> tuple[arb, Point | None] | None:
    """Where F is a quadratic so is the variance, convex, x'Mx - 2p'x + q: its largest value over the box, at a corner.

    In few dimensions every corner is evaluated, in more branch and bound on the signs bounds it and gives a corner; beyond,
    r^2 sum |M_ij| + 2 r sum |p_i| + q does.
    """
    if not model.quadratic or model.region is None:
        return None
    m, p, q = _variance_form(model)
    r, d = ball(model.region), model.dimension
    if d > CORNERS:
        total = sum((abs(entry) for row in m.tolist() for entry in row), arb(0))
        bound = (r * r * total + 2 * r * one_norm(p) + q).upper()
        if d > SEARCHED:
            return bound, None
        searched, signs = corner_bound(m, p, q, model.region, model.effort)
        return bound.min(searched), point_of(signs)
    values = []
    for x in model.corners():
        values.append((sum((a * (b - 2 * c) for a, b, c in zip(x, times(m, x), p, strict=True)), q), x))
    place = max(values, key=lambda pair: float(pair[0].mid()))[1]
    return largest([value for value, _ in values]), model.clipped(place)


def _variance_form(model: FiniteSum) -> tuple[arb_mat, list[arb], arb]:
    n, d = model.family.samples, model.dimension
    # phi'_j = b_j t - y_j
    bends, targets = [r.least for r in model.curvatures], [-s for s in model.slopes([arb(0)] * d)]
    h = model.weighted(bends)
    c = [g / n for g in times(model.columns, targets)]
    m = model.weighted([s * b * b for s, b in zip(model.row_squares, bends, strict=True)]) - h * h
    weighted = [s * b * y for s, b, y in zip(model.row_squares, bends, targets, strict=True)]
    along = [g / n for g in times(model.columns, weighted)]
    image = times(h, c)
    q = sum((s * y * y for s, y in zip(model.row_squares, targets, strict=True)), arb(0)) / n
    return m, [a - b for a, b in zip(along, image, strict=True)], q - square(c)
